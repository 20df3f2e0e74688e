"""The UK Sanctions List: its CSV with one row for every name, its XML, and a set of five joined tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.entry_values import codes, date_span, day, distinct, identifiers, named
from yalu.screening.lists.formats.list_files import (
    ListHeading,
    Opened,
    entries,
    fold,
    nameless,
    records,
    rows,
    text_at,
    texts_at,
    unread_date,
)
from yalu.screening.records import DateSpan, Identifier, LinkedTo, NameKind, Party, PartyName, Schema

_SCHEMAS: dict[str, Schema] = {
    "individual": "Person", "entity": "Organization", "ship": "Vessel",
}  # fmt: skip
REGIME = re.compile(r"[A-Z]{2,4}")
_UN = re.compile(r"[A-Z]{2,3}[ie]\.\d+")


def un_reference(text: str) -> tuple[str, ...]:
    """Every UN reference in a cell, as a party's id."""
    return tuple(f"un:{reference}" for reference in dict.fromkeys(_UN.findall(text)))


def kind_of_name(name_type: str, strength: str) -> NameKind:
    """The kind of a name from its type and the strength of the alias."""
    said = name_type.lower()
    if said.startswith("primary") and "variation" not in said:
        return "primary"
    if "low" in strength.lower():
        return "weak"
    return "former" if "f.k.a" in said or "former" in said else "strong"


def latin_name(
    family: str, given: str, whole: str, kind: NameKind, schema: Schema, field: str
) -> PartyName | None:
    """A name in parts: name 6 is the family name of a person and the whole name of anybody else."""
    text = whole or " ".join(part for part in (given, family) if part)
    split = schema == "Person" and bool(family and given)
    return named(text, kind, field=field, family=family if split else "", given=given if split else "")


class UkEntry:
    """Collects; ``party`` makes the record."""

    def __init__(self, unique: str, origin: str) -> None:
        self.unique, self.origin = unique, origin
        self.kind = self.listed = self.vessel_type = ""
        self._names: list[tuple[str, str, str, str]] = []
        self._original: list[tuple[str, str]] = []
        self._numbers: list[tuple[str, str, str]] = []
        self._ties: list[LinkedTo] = []
        self.regimes: list[str] = []
        self.un: list[str] = []
        self.births: list[str] = []
        self.birth_places: list[str] = []
        self.states: list[str] = []
        self.addresses: list[str] = []
        self.genders: list[str] = []
        self.titles: list[str] = []
        self.flags: list[str] = []
        self.remarks: list[str] = []
        self.notices: list[str] = []

    def name(self, family: str, given: str, name_type: str, strength: str) -> None:
        """A name in Latin letters."""
        self._names.append((family, given, name_type, strength))

    def original(self, text: str, language: str) -> None:
        """A name in another script."""
        if text:
            self._original.append((text, language))

    def number(self, kind: str, value: str, note: str = "") -> None:
        """An identifier, if there is one."""
        if value:
            self._numbers.append((kind, value, note))

    def tie(self, kind: str, name: str) -> None:
        """A tie to a party by name, if there is one."""
        if name:
            self._ties.append(LinkedTo(kind, name))

    def party(self, file: str, log: ProblemLog) -> Party | None:
        """The record; None without an id or a name."""
        schema: Schema = _SCHEMAS.get(self.kind.lower(), "LegalEntity")
        found = [
            latin_name(family, given, "", kind_of_name(kind, strength), schema, "names")
            for family, given, kind, strength in self._names
        ]
        found += [
            named(text, "strong", language=language, field="non-latin") for text, language in self._original
        ]
        names = distinct(found)
        if not self.unique or not names:
            return None
        listed = day(self.listed)
        if self.listed and listed is None:
            unread_date(log, file, self.unique, "date designated", self.listed)
        births = tuple(date_span(text) for text in dict.fromkeys(filter(None, self.births)))
        for birth in births:
            if birth.start is None:
                unread_date(log, file, self.unique, "date of birth", birth.text)
        numbers = [
            number
            for kind, value, note in self._numbers
            for number in identifiers(
                "company_imo" if kind == "imo" and schema != "Vessel" else kind, value, note=note
            )
        ]
        return Party(
            id=f"uk:{self.unique}",
            list="uk",
            entry=self.unique,
            schema=schema,
            names=names,
            programmes=_once(self.regimes),
            listed=listed,
            countries=codes(self.states),
            births=births,
            birth_places=_once(self.birth_places),
            genders=tuple(g for g in _once([g.lower() for g in self.genders]) if g in {"male", "female"}),
            identifiers=tuple(dict.fromkeys(numbers)),
            addresses=_once(self.addresses),
            flags=codes(self.flags),
            vessel_type=self.vessel_type,
            titles=_once(self.titles),
            linked=tuple(dict.fromkeys(self._ties)),
            references=tuple(dict.fromkeys(r for text in self.un for r in un_reference(text))),
            notices=_once(self.notices),
            remarks=" ".join(_once(self.remarks)),
            origin=self.origin,
        )


def _once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def csv_parties(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """Every subject of the CSV; its rows stand together. A first line “Report Date: …” dates the list."""
    header: list[str] = []
    subject: UkEntry | None = None
    for line, row in rows(opened):
        if not header:
            if row and fold(row[0]).startswith("report date"):
                found = day(" ".join(row).partition(":")[2].strip().replace("-", " ").strip(", "))
                heading.date = found.text if found is not None else ""
            elif any(fold(cell) == "unique id" for cell in row):
                header = [fold(cell) for cell in row]
            continue
        cells = {name: " ".join(cell.split()) for name, cell in zip(header, row, strict=False)}
        unique = cells.get("unique id", "")
        if not any(cells.values()):
            continue
        if subject is not None and subject.unique != unique:
            yield from _finished(subject, opened.name, log)
            subject = None
        if subject is None:
            subject = UkEntry(unique, f"{opened.name}:{line}")
        _row(subject, cells)
    if subject is not None:
        yield from _finished(subject, opened.name, log)


def _finished(subject: UkEntry, file: str, log: ProblemLog) -> Iterator[Party]:
    party = subject.party(file, log)
    if party is None:
        nameless(log, file, subject.unique or subject.origin)
    else:
        yield party


# What a subject has, by the column of the CSV and the tag of the XML.
_PAPERS = (
    ("passport", "passport number", "passport additional information", "Passport"),
    ("national_id", "national identifier number", "national identifier additional information", "NationalIdentifier"),
)  # fmt: skip
_NUMBERS = (
    ("registration", "business registration number (s)", "BusinessRegistrationNumber"),
    ("imo", "imo number", "IMONumber"),
    ("phone", "phone number", "PhoneNumber"),
    ("website", "website", "Website"),
    ("email", "email address", "EmailAddress"),
)
_TIES = (
    ("owned_by", "parent company", "ParentCompany"),
    ("vessel_of", "current owner/operator (s)", "CurrentOwnerOperator"),
)


def _row(subject: UkEntry, cells: Mapping[str, str]) -> None:
    def cell(name: str) -> str:
        return cells.get(name, "")

    subject.kind = cell("designation type") or subject.kind
    given = " ".join(filter(None, (cell(f"name {n}") for n in range(1, 6))))
    subject.name(cell("name 6"), given, cell("name type"), cell("alias strength"))
    subject.original(cell("name non-latin script"), cell("non-latin script language"))
    subject.regimes.append(cell("regime name"))
    subject.un.append(cell("un reference number"))
    subject.listed = subject.listed or cell("date designated")
    subject.births += _parts(cell("d.o.b"))
    subject.states += _parts(cell("nationality(/ies)")) + _parts(cell("address country"))
    lines = [f"address line {n}" for n in range(1, 7)] + ["address postal code", "address country"]
    subject.addresses.append(", ".join(filter(None, map(cell, lines))))
    subject.birth_places.append(", ".join(filter(None, map(cell, ("town of birth", "country of birth")))))
    subject.genders.append(cell("gender"))
    subject.titles += [cell("title"), cell("position")]
    for kind, column, note, _ in _PAPERS:
        subject.number(kind, cell(column), cell(note))
    for kind, column, _ in _NUMBERS:
        subject.number(kind, cell(column))
    subject.flags += _parts(cell("current believed flag of ship")) + _parts(cell("previous flags"))
    subject.vessel_type = subject.vessel_type or cell("type of ship")
    for kind, column, _ in _TIES:
        subject.tie(kind, cell(column))
    subject.remarks.append(cell("other information"))
    subject.notices.append(cell("sanctions imposed"))


def _parts(cell: str) -> list[str]:
    """Several values of one cell, which the CSV writes as ``(1) … (2) …`` or with bars."""
    marked = cell.replace(") ", ")|") if cell.startswith("(1)") else cell
    found = [part.strip() for part in marked.split("|")]
    return [part for part in found if part and not (part.startswith("(") and part.strip("()").isdigit())]


def xml_parties(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """Every designation of the XML."""
    for entry in entries(opened, frozenset({"DateGenerated", "Designation"})):
        if entry.tag == "DateGenerated":
            found = day((entry.text or "").strip())
            heading.date = found.text if found is not None else ""
            continue
        subject = UkEntry(
            text_at(entry, "UniqueID"), f"{opened.name}:Designation[{text_at(entry, 'UniqueID')}]"
        )
        _element(subject, entry)
        yield from _finished(subject, opened.name, log)


def _element(subject: UkEntry, entry: Element) -> None:
    def every(*tags: str) -> list[str]:
        """The texts of all elements of these names, wherever they stand below the entry."""
        return [" ".join((e.text or "").split()) for tag in tags for e in entry.iter(tag)]

    subject.kind = text_at(entry, "IndividualEntityShip")
    for name in entry.findall("Names/Name"):
        given = " ".join(filter(None, (text_at(name, f"Name{n}") for n in range(1, 6))))
        subject.name(text_at(name, "Name6"), given, text_at(name, "NameType"), text_at(name, "AliasStrength"))
    for name in entry.findall("NonLatinNames/NonLatinName"):
        subject.original(text_at(name, "NameNonLatinScript"), text_at(name, "NonLatinScriptLanguage"))
    subject.regimes += texts_at(entry, "RegimeName")
    subject.un += texts_at(entry, "UNReferenceNumber")
    subject.listed = text_at(entry, "DateDesignated")
    for address in entry.findall("Addresses/Address"):
        parts = [" ".join((part.text or "").split()) for part in address]
        subject.addresses.append(", ".join(part for part in parts if part))
        subject.states += texts_at(address, "AddressCountry")
    subject.births += every("DOB")
    subject.states += every("Nationality")
    subject.genders += every("Gender")
    subject.titles += every("Title", "Position")
    subject.birth_places += [
        ", ".join(filter(None, (text_at(e, "TownOfBirth"), text_at(e, "CountryOfBirth"))))
        for e in entry.iter("Location")
    ]
    for kind, _, _, tag in _PAPERS:
        for paper in entry.iter(tag):
            subject.number(
                kind, text_at(paper, f"{tag}Number"), text_at(paper, f"{tag}AdditionalInformation")
            )
    for kind, _, tag in _NUMBERS:
        for text in every(tag):
            subject.number(kind, text)
    subject.flags += every("CurrentBelievedFlagOfShip", "PreviousFlag")
    subject.vessel_type = next(iter(every("TypeOfShip")), "")
    for kind, _, tag in _TIES:
        for text in every(tag):
            subject.tie(kind, text)
    subject.remarks += texts_at(entry, "OtherInformation")
    subject.notices += texts_at(entry, "SanctionsImposed")


Rows = dict[str, list[dict[str, str]]]
_KINDS = {
    "passport": "passport",
    "national": "national_id",
    "imo": "imo",
    "business_registration_numbers": "registration",
}


def table_parties(
    opened: Opened, heading: ListHeading, log: ProblemLog, beside: dict[str, Opened]
) -> Iterator[Party]:
    """Every subject with what the tables beside it say."""
    tables = {name: _by_id(beside.get(name)) for name in ("names", "identifiers", "countries", "dobs")}
    for name, table in tables.items():
        if not table:
            heading.left_out += (f"the table of {name}",)
            log.warn(
                opened.name, 0, "", f"the table of {name} is not beside it",
                rule="the set is subjects, names, identifiers, countries and dobs",
                next_step="put it into the same folder",
            )  # fmt: skip
    for line, row in records(opened):
        party = _joined_party(row, tables, opened.name, line, log)
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


def _joined_party(
    row: dict[str, str], tables: dict[str, Rows], file: str, line: int, log: ProblemLog
) -> Party | None:
    unique = row.get("unique_id", "")
    schema: Schema = _SCHEMAS.get(row.get("subject_type", "").lower(), "LegalEntity")
    names = distinct(_joined_name(n, schema) for n in tables["names"].get(unique, []))
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
        identifiers=tuple(dict.fromkeys(_joined_numbers(tables["identifiers"].get(unique, []), schema))),
        references=un_reference(row.get("un_reference_number", "")),
        origin=f"{file}:{line}",
    )  # fmt: skip


def _joined_name(row: dict[str, str], schema: Schema) -> PartyName | None:
    kind: NameKind = "strong"
    if row.get("name_type") == "primary":
        kind = "primary"
    elif "low" in row.get("alias_strength", ""):
        kind = "weak"
    given = " ".join(filter(None, (row.get(f"name_{n}", "") for n in range(1, 6))))
    return latin_name(
        row.get("name_6", ""), given, row.get("full_name", ""), kind, schema, f"names[{row.get('name_id', '')}]",
    )  # fmt: skip


def _birth(row: dict[str, str]) -> DateSpan:
    parts = [row.get(part, "") for part in ("year", "month", "day")]
    text = "-".join(part for part in parts if part and part.strip("0"))
    return date_span(text)


def _joined_numbers(rows: list[dict[str, str]], schema: Schema) -> Iterator[Identifier]:
    for row in rows:
        kind = _KINDS.get(row.get("identifier_type", ""), "other")
        if kind == "imo" and schema != "Vessel":
            kind = "company_imo"
        yield from identifiers(kind, row.get("raw_value", "").strip('" '))
