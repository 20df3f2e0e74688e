"""What OFAC writes in remarks and in its list of identifiers, in every one of its formats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.screening.lists.formats.date_spans import spell
from yalu.screening.lists.formats.party_identifiers import identifier, kind_of
from yalu.screening.records import Identifier, LinkedTo, Schema, Spell

SCHEMAS: dict[str, Schema] = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "": "Organization",
}
_IMO = re.compile(r"IMO\s*([0-9]{7})", re.IGNORECASE)
_LINKED = re.compile(r"\(Linked To: ", re.IGNORECASE)
# Labels in the identifier list that are no identifiers but statements.
_STATEMENTS = (
    "secondary sanctions", "transactions prohibited", "additional sanctions", "executive order", "organization type",
    "organization established", "target type", "aircraft model", "aircraft manufacture", "aircraft operator",
    "aircraft mode s", "vessel year", "vessel flag", "nationality of registration", "other vessel type",
    "listing date", "effective date", "directive", "caatsa", "pershe", "peesa",
)  # fmt: skip


def is_statement(label: str) -> bool:
    """Whether an entry of the identifier list says something about the party rather than names a number."""
    said = label.lower()
    return any(said.startswith(word) for word in _STATEMENTS) or said.endswith(":") or said.endswith(" -")


def numbered(label: str, value: str, schema: Schema, country: str = "", note: str = "") -> Identifier | None:
    """One row of the identifier list; IMO numbers of companies and of ships are told apart by who carries them."""
    if match := _IMO.search(value):
        return identifier("imo" if schema == "Vessel" else "company_imo", match[1], country, note)
    kind = kind_of(label)
    if kind == "crypto":
        note = label.rpartition("-")[2].strip() or note
    elif kind == "other":
        note = note or label
    return identifier(kind, value, country, note)


def links(remarks: str) -> tuple[LinkedTo, ...]:
    """Every “(Linked To: NAME)”; names hold brackets of their own, so brackets are balanced."""
    found: dict[str, LinkedTo] = {}
    for match in _LINKED.finditer(remarks):
        name = _balanced(remarks, match.end())
        # several targets in one bracket are written one after the other with “; Linked To:”
        for part in re.split(r";\s*Linked To:\s*", name):
            text = " ".join(part.split())
            if text:
                found.setdefault(text, LinkedTo("linked_to", text))
    return tuple(found.values())


def _balanced(text: str, start: int) -> str:
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return text[start:place]
    return text[start:]  # the remark was cut off: what is there is still a name


_MARKS = re.compile(r"[();]")
_WEAK = re.compile(r"(?:alt\.\s*)?([afn])\.k\.a\.\s*'([^']+(?:'[a-z][^']*)*)'", re.IGNORECASE)


def clauses(remarks: str) -> list[str]:
    """The remarks of a legacy row cut at its semicolons, but never inside a bracket."""
    found, depth, start = [], 0, 0
    for mark in _MARKS.finditer(remarks):
        if mark[0] == "(":
            depth += 1
        elif mark[0] == ")":
            depth = max(0, depth - 1)
        elif not depth:
            found.append(remarks[start : mark.start()].strip())
            start = mark.end()
    found.append(remarks[start:].strip().removesuffix("."))
    return [clause for clause in found if clause]


def quoted_aliases(remarks: str) -> Iterator[tuple[str, str]]:
    """Weak aliases, which the legacy set gives only here, in single quotes: (a, f or n, name)."""
    for match in _WEAK.finditer(remarks):
        yield match[1].lower(), match[2]


def born(clause: str) -> Spell | None:
    """The date of a “DOB …” or “alt. DOB …” clause."""
    match = re.fullmatch(r"(?:alt\.\s*)?DOB\s+(.+)", clause)
    return spell(match[1]) if match else None
