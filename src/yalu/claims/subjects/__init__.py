"""The catalogue of subjects. A new module of subjects is one more line in ``MODULES``."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from importlib import import_module

from yalu.claims.catalogue import Subject
from yalu.documents.choices import ChoiceError

MODULES = (
    "yalu.claims.subjects.trade",
    "yalu.claims.subjects.pairs",
    "yalu.claims.subjects.shares",
    "yalu.claims.subjects.prices",
    "yalu.claims.subjects.ranks",
    "yalu.claims.subjects.law",
    "yalu.claims.subjects.exemptions",
    "yalu.claims.subjects.caps",
    "yalu.claims.subjects.visits",
    "yalu.claims.subjects.guests",
    "yalu.claims.subjects.trips",
    "yalu.claims.subjects.averages",
    "yalu.claims.subjects.silences",
    "yalu.claims.subjects.events",
    "yalu.claims.subjects.enforcement",
    "yalu.claims.subjects.penalties",
    "yalu.claims.subjects.quotations",
    "yalu.claims.subjects.chains",
    "yalu.claims.subjects.supply_counts",
)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Subject]:
    """Every subject by name, in the order of the modules."""
    found: dict[str, Subject] = {}
    for module in MODULES:
        for subject in import_module(module).SUBJECTS:
            if subject.name in found:
                raise ValueError(f"two subjects are called {subject.name}; rename the one in {module}")
            found[subject.name] = subject
    return found


def find_subject(name: str) -> Subject:
    """A subject by name. Raises ChoiceError with the nearest names."""
    known = catalogue()
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3, cutoff=0.4)
    near = near or [n for n in known if n.partition(".")[2] == name or name in n]
    hint = f"did you mean {', '.join(near)}? " if near else ""
    raise ChoiceError(
        f"unknown subject {name!r}; {hint}known: {', '.join(known)}; yalu claims subjects explains them"
    )
