"""The catalogue of subjects. A new module of subjects is one more line in ``MODULES``."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from yalu.claims.catalogue import Subject
from yalu.claims.subjects.readings import answering
from yalu.documents.choices import ChoiceError, unknown

MODULES = (
    "yalu.claims.subjects.trade.totals", "yalu.claims.subjects.trade.comparisons",
    "yalu.claims.subjects.law.measures", "yalu.claims.subjects.law.exemptions", "yalu.claims.subjects.law.caps",
    "yalu.claims.subjects.visits.counts", "yalu.claims.subjects.visits.guests",
    "yalu.claims.subjects.visits.averages", "yalu.claims.subjects.visits.silences",
    "yalu.claims.subjects.visits.events", "yalu.claims.subjects.enforcement.acts",
    "yalu.claims.subjects.enforcement.responses", "yalu.claims.subjects.chains.deals",
    "yalu.claims.subjects.chains.counts",
)  # fmt: skip


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Subject]:
    """Every subject by name, in the order of the modules."""
    found: dict[str, Subject] = {}
    for module in MODULES:
        for subject in import_module(module).SUBJECTS:
            if subject.name in found:
                raise ValueError(f"two subjects are called {subject.name}; rename the one in {module}")
            found[subject.name] = answering(subject)
    return found


def find_subject(name: str) -> Subject:
    """A subject by name. Raises ChoiceError with the nearest names."""
    known = catalogue()
    if name in known:
        return known[name]
    said = unknown("subject", name, list(known), nearest=3)
    raise ChoiceError(f"{said}; yalu claims subjects explains them")
