"""Which lists a question is put to: names as people write them, held against every list there is or could be.

A name that means no list is refused, because a screening over nothing answers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from yalu.documents.choices import ChoiceError, unknown
from yalu.screening.lists.snapshots.bundled import bundled_lists
from yalu.screening.lists.snapshots.data_directory import known_lists
from yalu.screening.lists.snapshots.publishers import OFFICIAL

EVERY = "all"


class Scope(msgspec.Struct, frozen=True):
    """The lists that are asked.

    ``named`` were asked for by their own names and ``family`` by the beginning of them (``ofac``); of the
    others that are published, ``rest`` were asked for by nobody by name. ``told`` says which name was read as what.
    """

    named: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        """Every list that is asked, in order of name."""
        return tuple(sorted({*self.named, *self.family, *self.rest}))


def scope_of(asked: Sequence[str], home: Path | None = None) -> Scope:
    """The lists that names mean, in any case and with blanks for hyphens; no name means every list.

    Raises ChoiceError for a name that means no list, with the nearest that does.
    """
    here = {*known_lists(home), *(info.list for info in bundled_lists())}
    known = sorted({*here, *(name for one in OFFICIAL for name in one.lists)})
    if not asked:
        return Scope(rest=tuple(known))
    found: dict[str, set[str]] = {"named": set(), "family": set(), "rest": set()}
    told: list[str] = []
    for text in asked:
        part, members = _meant(_plain(text), known)
        if not members:
            raise ChoiceError(unknown("list", text, _choices(known)))
        found[part].update(members)
        if members != (text,):
            told.append(f"{text.strip()} means {', '.join(members)}")
    named, family, rest = (tuple(sorted(found[part])) for part in ("named", "family", "rest"))
    return Scope(named, family, rest, tuple(told))


def _meant(plain: str, known: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """How a name means lists, and which: by its own name, as the beginning of names, or every one."""
    if plain in known:
        return "named", (plain,)
    if plain == EVERY:
        return "rest", tuple(known)
    return "family", tuple(name for name in known if plain and name.startswith(f"{plain}-"))


def _plain(text: str) -> str:
    return "-".join(text.casefold().replace("_", " ").split())


def _choices(known: Iterable[str]) -> list[str]:
    """Every list by name, and every family of lists."""
    names = list(known)
    begin = [name.partition("-")[0] for name in names if "-" in name]
    return sorted({*names, *(one for one in begin if begin.count(one) > 1), EVERY})
