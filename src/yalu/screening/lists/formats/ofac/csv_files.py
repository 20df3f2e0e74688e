"""OFAC's legacy set: sdn.csv with alt.csv, add.csv and sdn_comments.csv beside it, joined on the entry number.

No header, ``-0-`` for nothing, Ctrl-Z as the last byte, several programmes as ``NPWMD] [SDGT``, weak aliases
only inside the remarks, and remarks that go on in the comments file in the middle of a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.faults import nameless
from yalu.screening.lists.formats.headers import Heading
from yalu.screening.lists.formats.list_files import Opened
from yalu.screening.lists.formats.ofac.remarks import Remarks
from yalu.screening.lists.formats.ofac.terms import SCHEMAS, quoted_aliases
from yalu.screening.lists.formats.party_identifiers import identifier
from yalu.screening.lists.formats.party_names import distinct, named
from yalu.screening.lists.formats.places import codes
from yalu.screening.lists.formats.safe_csv import rows
from yalu.screening.records import LinkedTo, NameKind, Party, PartyName, Schema

Companions = dict[str, Opened]


def parties(opened: Opened, heading: Heading, log: ProblemLog, beside: Companions) -> Iterator[Party]:
    """Every entry of sdn.csv with what the companion files say of it. Companions that are missing are warned of."""
    rest = _Companions(beside)
    for name in ("alt", "add", "comments"):
        if name not in beside:
            log.warn(
                opened.name, 0, "", f"the companion file for “{name}” is not beside it",
                rule="the legacy set is sdn.csv, alt.csv, add.csv and sdn_comments.csv",
                next_step="put it into the same folder; until then these aliases, addresses or remarks are missing",
            )  # fmt: skip
    for line, row in rows(opened):
        if len(row) < 12 or not row[0].strip().isdigit():
            if row and row[0].strip("\x1a ") and any(cell.strip() for cell in row):
                nameless(log, opened.name, f"line {line}")
            continue
        party = _party([_cell(cell) for cell in row], heading.list, opened.name, line, rest)
        if party is None:
            nameless(log, opened.name, f"line {line}")
        else:
            yield party


def _cell(text: str) -> str:
    said = " ".join(text.split())
    return "" if said == "-0-" else said


class _Companions:
    """Aliases, addresses and further remarks by entry number."""

    def __init__(self, beside: Companions) -> None:
        self.aliases = _by_number(beside.get("alt"))
        self.addresses = _by_number(beside.get("add"))
        self.comments: dict[str, str] = defaultdict(str)
        for number, found in _by_number(beside.get("comments")).items():
            self.comments[number] = "".join(row[1] for row in found if len(row) > 1)


def _by_number(opened: Opened | None) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    if opened is not None:
        for _, row in rows(opened):
            if len(row) > 1 and row[0].strip().isdigit():
                found[row[0].strip()].append(row)
    return found


def _party(row: list[str], list_name: str, file: str, line: int, rest: _Companions) -> Party | None:
    number, name, kind, programmes, title, call_sign, vessel_type, _, _, flag, owner = row[:11]
    schema: Schema = SCHEMAS.get(kind.lower(), "LegalEntity")
    said = row[11] + rest.comments.get(number, "").rstrip("\x1a\r\n")  # a remark goes on mid-word
    remarks = Remarks(said, schema)
    names = distinct(_names(name, schema, rest.aliases.get(number, []), said))
    if not names:
        return None
    addresses = [[_cell(cell) for cell in found[2:5]] for found in rest.addresses.get(number, [])]
    numbers = [*remarks.identifiers, *([identifier("call_sign", call_sign)] if call_sign else [])]
    return Party(
        id=f"{list_name}:{number}",
        list=list_name,
        entry=number,
        schema=schema,
        names=names,
        programmes=tuple(p.strip(" []") for p in re.split(r"\]\s*\[", programmes) if p.strip(" []")),
        countries=codes(remarks.states + [parts[2] for parts in addresses if len(parts) > 2]),
        births=tuple(remarks.births),
        birth_places=tuple(remarks.birth_places),
        genders=tuple(remarks.genders),
        identifiers=tuple(dict.fromkeys(item for item in numbers if item is not None)),
        addresses=tuple(", ".join(p for p in parts if p) for parts in addresses if any(parts)),
        flags=codes([flag, *remarks.flags]),
        vessel_type=vessel_type,
        titles=(title,) if title else (),
        linked=tuple(remarks.linked) + ((LinkedTo("vessel_of", owner),) if owner else ()),
        notices=tuple(dict.fromkeys(remarks.notices)),
        remarks=said,
        origin=f"{file}:{line}",
    )


def _names(name: str, schema: Schema, aliases: list[list[str]], remarks: str) -> Iterator[PartyName | None]:
    yield _name(name, "primary", schema, "sdn.csv")
    for row in aliases:
        if len(row) > 3:
            kind: NameKind = "former" if _cell(row[2]).lower() == "fka" else "strong"
            yield _name(_cell(row[3]), kind, schema, f"alt.csv[{row[1].strip()}]")
    for _, text in quoted_aliases(remarks):
        yield _name(text, "weak", schema, "remarks")


def _name(text: str, kind: NameKind, schema: Schema, field: str) -> PartyName | None:
    last, comma, first = text.partition(", ")
    split = schema == "Person" and bool(comma)
    return named(text, kind, field=field, family=last if split else "", given=first if split else "")
