"""The EU's Financial Sanctions Files 1.1: the full list in XML, where everything is in attributes, and its CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.entry_values import codes, date_span, day, distinct, identifiers, named
from yalu.screening.lists.formats.list_files import (
    ListHeading,
    Opened,
    entries,
    nameless,
    records,
    texts_at,
    unread_date,
)
from yalu.screening.records import DateSpan, Identifier, NameKind, Party, PartyName, Schema
from yalu.vocabulary.places.state_names import alpha3

_SCHEMAS: dict[str, Schema] = {
    "person": "Person",
    "p": "Person",
    "enterprise": "Organization",
    "e": "Organization",
}
_KINDS = {
    "passport": "passport", "diplomatic passport": "passport", "travelcardid": "passport", "id": "national_id",
    "ssn": "national_id", "regnumber": "registration", "tradelic": "registration", "fiscalcode": "tax",
    "swiftbic": "swift", "lei": "lei", "imo": "imo",
}  # fmt: skip
_CONTACTS = {"PHONE": "phone", "FAX": "phone", "WEB": "website", "EMAIL": "email"}
_DOUBTS = {
    "knownExpired": "expired", "knownFalse": "false", "reportedLost": "reported lost",
    "revokedByIssuer": "revoked",
}  # fmt: skip


def ordered(names: Iterable[PartyName], schema: Schema) -> list[PartyName]:
    """The names with one primary first.

    The file names none as first and starts with whatever language was entered first: English leads, then a name
    without a language, then any in Latin letters. Entity names in other languages are translations nobody goes by.
    """
    listed = list(names)
    lead = min(range(len(listed)), key=lambda i: _rank(listed[i], i), default=None)
    if lead is None:
        return []
    rest = [
        _of_kind(name, "translation")
        if schema != "Person" and name.language not in {"", "EN"} and name.script == "latin"
        else name
        for i, name in enumerate(listed)
        if i != lead
    ]
    return [_of_kind(listed[lead], "primary"), *rest]


def _rank(name: PartyName, place: int) -> tuple[int, int]:
    if name.kind == "weak" or name.script != "latin":
        return 3, place
    return {"EN": 0, "": 1}.get(name.language, 2), place


def _of_kind(name: PartyName, kind: NameKind) -> PartyName:
    return PartyName(name.text, kind, name.script, name.language, name.family, name.given, name.field)


def name_of(cells: Mapping[str, str], field: str) -> PartyName | None:
    """A nameAlias; ``strong`` is true for every name of the files seen, so a weak mark is rare news."""
    kind: NameKind = "weak" if cells.get("strong", "").lower() == "false" else "strong"
    given = " ".join(part for part in (cells.get("firstName", ""), cells.get("middleName", "")) if part)
    family = cells.get("lastName", "")
    text = cells.get("wholeName", "") or " ".join(part for part in (given, family) if part)
    split = bool(given and family)
    return named(
        text, kind, field=field, language=cells.get("nameLanguage", ""), family=family if split else "",
        given=given if split else "",
    )  # fmt: skip


def _born(cells: Mapping[str, str]) -> DateSpan | None:
    """A birthdate: a day, a year, or a range of years; ``circa`` where it says so."""
    about = "circa " if cells.get("circa", "").lower() == "true" else ""
    first, last = cells.get("yearRangeFrom", ""), cells.get("yearRangeTo", "")
    if text := cells.get("birthdate", "") or cells.get("year", ""):
        return date_span(about + text)
    if first and last:
        return date_span(f"{first} to {last}")
    return date_span(about + (first or last)) if first or last else None


def number_of(cells: Mapping[str, str], schema: Schema) -> tuple[Identifier, ...]:
    """An identification; IMO numbers stand on enterprises here, so they are the company's own."""
    code = cells.get("identificationTypeCode", "").lower()
    kind = _KINDS.get(code, "other")
    if kind == "imo" and schema != "Vessel":
        kind = "company_imo"
    notes = [word for key, word in _DOUBTS.items() if cells.get(key, "").lower() == "true"]
    if kind == "other" and cells.get("identificationTypeDescription"):
        notes.insert(0, cells["identificationTypeDescription"])
    state = cells.get("countryIso2Code", "")
    return identifiers(
        kind, cells.get("number", ""), alpha3(state) if state != "00" else "", ", ".join(notes)
    )


def contact_of(cells: Mapping[str, str]) -> tuple[Identifier, ...]:
    """A telephone number, address of mail or page."""
    return identifiers(_CONTACTS.get(cells.get("key", "").upper(), "other"), cells.get("value", ""))


def state_of(cells: Mapping[str, str]) -> list[str]:
    """The country of a row, none where the file says 00, unknown."""
    code = cells.get("countryIso2Code", "")
    return [code] if code and code != "00" else []


def place_of(cells: Mapping[str, str], *parts: str) -> str:
    """The parts of an address or birthplace that are there, joined."""
    country = cells.get("countryDescription", "")
    said = [cells.get(part, "") for part in parts] + ([] if country.upper() == "UNKNOWN" else [country])
    return ", ".join(part for part in said if part)


_GENDERS = {"M": "male", "F": "female"}


class _Entry:
    """One sanctioned entity, gathered from its element or its rows."""

    def __init__(self, reference: str, kind: str, origin: str) -> None:
        self.reference, self.origin = reference, origin
        self.schema: Schema = _SCHEMAS.get(kind.lower(), "LegalEntity")
        self.names: list[PartyName] = []
        self.births: list[DateSpan] = []
        self.birth_places: list[str] = []
        self.numbers: list[Identifier] = []
        self.addresses: list[str] = []
        self.states: list[str] = []
        self.genders: list[str] = []
        self.titles: list[str] = []
        self.programmes: list[str] = []

    def name(self, cells: Mapping[str, str], field: str) -> None:
        """A name, with the gender and the function given with it."""
        found = name_of(cells, field)
        self.names += [found] if found is not None else []
        self.genders.append(_GENDERS.get(cells.get("gender", ""), ""))
        self.titles.append(" ".join(cells.get("function", "").split()))

    def birth(self, cells: Mapping[str, str]) -> None:
        """A birth date, and the place of birth given with it."""
        found = _born(cells)
        self.births += [found] if found is not None else []
        self.birth_places.append(place_of(cells, "city", "place", "region"))

    def address(self, cells: Mapping[str, str]) -> None:
        """An address, and its country."""
        self.addresses.append(place_of(cells, "street", "poBox", "zipCode", "city", "place", "region"))
        self.states += state_of(cells)

    def party(
        self, file: str, log: ProblemLog, place: str, listed: str, un_id: str, remarks: str
    ) -> Party | None:
        """The record; None without a reference or a name. ``place`` is what messages call it."""
        names = distinct(ordered(self.names, self.schema))
        if not self.reference or not names:
            nameless(log, file, place)
            return None
        for birth in self.births:
            if birth.start is None:
                unread_date(log, file, self.reference, "birthdate", birth.text)
        since = day(listed)
        if listed and since is None:
            unread_date(log, file, self.reference, "designationDate", listed)
        return Party(
            id=f"eu:{self.reference}", list="eu", entry=self.reference, schema=self.schema, names=names,
            programmes=_once(self.programmes), listed=since, countries=codes(self.states), births=tuple(self.births),
            birth_places=_once(self.birth_places), genders=_once(self.genders),
            identifiers=tuple(dict.fromkeys(self.numbers)), addresses=tuple(filter(None, self.addresses)),
            titles=_once(self.titles), references=(f"un:{un_id}",) if un_id else (), remarks=remarks,
            origin=self.origin,
        )  # fmt: skip


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def xml_parties(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """Every sanctioned entity, in file order."""

    def root(_: str, attributes: dict[str, str]) -> None:
        heading.date = attributes.get("generationDate", "")[:10]

    for element in entries(opened, frozenset({"sanctionEntity"}), root):
        party = _xml_party(element, opened.name, log)
        if party is not None:
            yield party


def _xml_party(element: Element, file: str, log: ProblemLog) -> Party | None:
    reference = element.get("euReferenceNumber") or element.get("logicalId") or ""
    subject = element.find("subjectType")
    kind = (subject.get("code") or "") if subject is not None else ""
    entry = _Entry(reference, kind, f"{file}:sanctionEntity[{element.get('logicalId')}]")
    for name in element.findall("nameAlias"):
        entry.name(name.attrib, f"nameAlias[{name.get('logicalId')}]")
    for birth in element.findall("birthdate"):
        entry.birth(birth.attrib)
    entry.numbers += [n for i in element.findall("identification") for n in number_of(i.attrib, entry.schema)]
    entry.numbers += [n for c in element.findall("address/contactInfo") for n in contact_of(c.attrib)]
    entry.states += [c for e in element.findall("citizenship") for c in state_of(e.attrib)]
    for address in element.findall("address"):
        entry.address(address.attrib)
    entry.programmes += [r.get("programme", "") for r in element.findall("regulation")]
    un_id = " ".join(element.get("unitedNationId", "").split())
    remarks = " ".join(filter(None, [element.get("designationDetails", ""), *texts_at(element, "remark")]))
    place = f"sanctionEntity[{reference or '?'}]"
    return entry.party(file, log, place, element.get("designationDate", ""), un_id, remarks)


# The attributes of the XML that the CSV has as columns: birthdate_circa, identification_typecode, namealias_lastname.
_ATTRIBUTES = (
    "lastName", "firstName", "middleName", "wholeName", "nameLanguage", "strong", "gender", "function",
    "birthdate", "year", "yearRangeFrom", "yearRangeTo", "circa", "street", "poBox", "zipCode", "city", "place",
    "region", "countryIso2Code", "countryDescription", "number", "identificationTypeCode",
    "identificationTypeDescription", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer",
)  # fmt: skip


def csv_parties(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """Every sanctioned entity: a row for every name, address, birthdate or number of it; its rows stand together."""
    entry: _Entry | None = None
    first: tuple[str, dict[str, str]] = "", {}
    for line, row in records(opened, ";"):
        if not heading.date and (generated := row.get("filegenerationdate", "")):
            found = day(generated)
            heading.date = found.text if found is not None else generated[:10]
        reference = row.get("entity_eu_referencenumber") or row.get("entity_logicalid", "")
        if entry is not None and entry.reference != reference:
            yield from _csv_party(entry, opened.name, log, *first)
            entry = None
        if entry is None:
            first = f"line {line}", row
            kind = row.get("entity_subjecttype_classificationcode") or row.get("entity_subjecttype", "")
            entry = _Entry(reference, kind, f"{opened.name}:{line}")
        _add_row(entry, row, first[0])
    if entry is not None:
        yield from _csv_party(entry, opened.name, log, *first)


def _csv_party(
    entry: _Entry, file: str, log: ProblemLog, place: str, row: Mapping[str, str]
) -> Iterator[Party]:
    listed, un_id, remarks = (
        row.get(f"entity_{name}", "") for name in ("designationdate", "unitednationid", "remark")
    )
    # Every row repeats what belongs to the entry as a whole.
    entry.births, entry.addresses = list(dict.fromkeys(entry.births)), list(dict.fromkeys(entry.addresses))
    party = entry.party(file, log, place, listed, un_id, remarks)
    if party is not None:
        yield party


def _add_row(entry: _Entry, row: Mapping[str, str], place: str) -> None:
    entry.programmes.append(row.get("entity_regulation_programme", ""))
    entry.name(_under(row, "namealias"), place)
    entry.birth(_under(row, "birthdate"))
    entry.numbers += number_of(_under(row, "identification"), entry.schema)
    entry.address(_under(row, "address"))
    entry.states += state_of(_under(row, "citizenship"))


def _under(row: Mapping[str, str], part: str) -> dict[str, str]:
    """The columns of one part of a row under the names that the XML gives the same values."""
    return {name: row.get(f"{part}_{name.lower().removeprefix(part) or part}", "") for name in _ATTRIBUTES}
