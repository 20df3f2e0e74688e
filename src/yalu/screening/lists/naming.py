"""Names as lists give them, turned into party names with script, kind and place in the file."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.screening.records import NameKind, PartyName
from yalu.screening.scripts import parts_by_script, script_of

LONGEST_NAME = 2000  # longer texts are no names; the end is cut, and the reading says so
# States whose lists of people print the family name first, with nothing between it and the given name.
FAMILY_FIRST = frozenset({"PRK", "KOR", "CHN", "VNM"})
_EDGES = " \t,;()[]{}:/-\"'“”‘’"


def named(
    text: str,
    kind: NameKind = "primary",
    *,
    field: str = "",
    language: str = "",
    family: str = "",
    given: str = "",
) -> PartyName | None:
    """A name, blanks folded and cut when it is no name any more; None when nothing is left."""
    said = " ".join(text.split())[:LONGEST_NAME].strip()
    if not any(c.isalnum() for c in said):
        return None
    return PartyName(
        said, kind, script_of(said), language, " ".join(family.split()), " ".join(given.split()), field
    )


def distinct(names: Iterable[PartyName | None]) -> tuple[PartyName, ...]:
    """The names in order, each text once per kind; of a name in two scripts also each script's part."""
    kept: dict[tuple[str, str], PartyName] = {}
    for name in names:
        if name is None:
            continue
        kept.setdefault((name.text, name.kind), name)
        if name.script == "mixed":
            for part in _parts(name):
                kept.setdefault((part.text, part.kind), part)
    return tuple(kept.values())


def _parts(name: PartyName) -> Iterable[PartyName]:
    """``Ryonha Machinery (朝鲜联合机械)`` is one text and two names; a stray letter is none."""
    for script, part in parts_by_script(name.text):
        text = part.strip(_EDGES)
        if len(text) >= 2 and script != "other" and sum(c.isalpha() for c in text) >= 2:
            kind: NameKind = "strong" if name.kind == "primary" else name.kind
            yield PartyName(text, kind, script, name.language, "", "", f"{name.field} (one script of it)")
