"""The UK Sanctions List as five joined tables: subjects, names, identifiers, countries and dates of birth.

Identifier and country rows repeat heavily, and some carry stray quotes; each fact is kept once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.date_spans import day, spell
from yalu.screening.lists.formats.faults import nameless, unread_date
from yalu.screening.lists.formats.headers import Heading
from yalu.screening.lists.formats.list_files import Opened
from yalu.screening.lists.formats.party_identifiers import identifiers
from yalu.screening.lists.formats.party_names import distinct
from yalu.screening.lists.formats.places import codes
from yalu.screening.lists.formats.safe_csv import records
from yalu.screening.lists.formats.uk.terms import REGIME, SCHEMAS, latin_name, un_reference
from yalu.screening.records import Identifier, NameKind, Party, PartyName, Schema, Spell

Rows = dict[str, list[dict[str, str]]]
_KINDS = {
    "passport": "passport",
    "national": "national_id",
    "imo": "imo",
    "business_registration_numbers": "registration",
}


def parties(opened: Opened, heading: Heading, log: ProblemLog, beside: dict[str, Opened]) -> Iterator[Party]:
    """Every subject with what the tables beside it say."""
    tables = {name: _by_id(beside.get(name)) for name in ("names", "identifiers", "countries", "dobs")}
    for name, table in tables.items():
        if not table:
            log.warn(
                opened.name, 0, "", f"the table of {name} is not beside it",
                rule="the set is subjects, names, identifiers, countries and dobs",
                next_step="put it into the same folder",
            )  # fmt: skip
    for line, row in records(opened):
        party = _party(row, tables, opened.name, line, log)
        if party is None:
            nameless(log, opened.name, row.get("unique_id") or f"line {line}")
        else:
            yield party


def _by_id(opened: Opened | None) -> Rows:
    found: Rows = defaultdict(list)
    if opened is not None:
        for _, row in records(opened):
            found[row.get("unique_id", "")].append(row)
    return found


def _party(
    row: dict[str, str], tables: dict[str, Rows], file: str, line: int, log: ProblemLog
) -> Party | None:
    unique = row.get("unique_id", "")
    schema: Schema = SCHEMAS.get(row.get("subject_type", "").lower(), "LegalEntity")
    names = distinct(_name(n, schema) for n in tables["names"].get(unique, []))
    if not unique or not names:
        return None
    countries: dict[str, list[str]] = defaultdict(list)
    for found in tables["countries"].get(unique, []):
        countries[found.get("country_type", "")].append(found.get("iso", "") or found.get("raw_value", ""))
    since = row.get("date_designated", "")
    listed = day(since)
    if since and listed is None:
        unread_date(log, file, unique, "date_designated", since)
    regime = REGIME.match(unique)
    return Party(
        id=f"uk:{unique}",
        list="uk",
        entry=unique,
        schema=schema,
        names=names,
        programmes=(regime[0],) if regime else (),
        listed=listed,
        countries=codes(countries["nationality"] + countries["address"]),
        births=tuple(dict.fromkeys(_birth(b) for b in tables["dobs"].get(unique, []))),
        identifiers=tuple(dict.fromkeys(_numbers(tables["identifiers"].get(unique, []), schema))),
        references=un_reference(row.get("un_reference_number", "")),
        origin=f"{file}:{line}",
    )  # fmt: skip


def _name(row: dict[str, str], schema: Schema) -> PartyName | None:
    kind: NameKind = "strong"
    if row.get("name_type") == "primary":
        kind = "primary"
    elif "low" in row.get("alias_strength", ""):
        kind = "weak"
    given = " ".join(filter(None, (row.get(f"name_{n}", "") for n in range(1, 6))))
    return latin_name(
        row.get("name_6", ""),
        given,
        row.get("full_name", ""),
        kind,
        schema,
        f"names[{row.get('name_id', '')}]",
    )


def _birth(row: dict[str, str]) -> Spell:
    parts = [row.get(part, "") for part in ("year", "month", "day")]
    text = "-".join(part for part in parts if part and part.strip("0"))
    return spell(text)


def _numbers(rows: list[dict[str, str]], schema: Schema) -> Iterator[Identifier]:
    for row in rows:
        kind = _KINDS.get(row.get("identifier_type", ""), "other")
        if kind == "imo" and schema != "Vessel":
            kind = "company_imo"
        yield from identifiers(kind, row.get("raw_value", "").strip('" '))
