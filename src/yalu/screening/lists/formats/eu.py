"""The EU's Financial Sanctions Files 1.1: the full list in XML, where everything is in attributes, and its CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.entry_values import codes, date_span, day, distinct, identifiers, named
from yalu.screening.lists.formats.list_files import (
    Heading,
    Opened,
    entries,
    nameless,
    records,
    texts_at,
    unread_date,
)
from yalu.screening.records import DateSpan, Identifier, NameKind, Party, PartyName, Schema
from yalu.vocabulary.state_names import alpha3

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
        text,
        kind,
        field=field,
        language=cells.get("nameLanguage", ""),
        family=family if split else "",
        given=given if split else "",
    )


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


def xml_parties(opened: Opened, heading: Heading, log: ProblemLog) -> Iterator[Party]:
    """Every sanctioned entity, in file order."""

    def root(_: str, attributes: dict[str, str]) -> None:
        heading.date = attributes.get("generationDate", "")[:10]

    for entry in entries(opened, frozenset({"sanctionEntity"}), root):
        party = _xml_party(entry, opened.name, log)
        if party is not None:
            yield party


def _xml_party(entry: Element, file: str, log: ProblemLog) -> Party | None:
    reference = entry.get("euReferenceNumber") or entry.get("logicalId") or ""
    subject = entry.find("subjectType")
    schema = _SCHEMAS.get((subject.get("code") or "").lower() if subject is not None else "", "LegalEntity")
    found = [name_of(n.attrib, f"nameAlias[{n.get('logicalId')}]") for n in entry.findall("nameAlias")]
    names = distinct(ordered([n for n in found if n is not None], schema))
    if not reference or not names:
        nameless(log, file, f"sanctionEntity[{reference or '?'}]")
        return None
    genders = [_GENDERS.get(n.get("gender", ""), "") for n in entry.findall("nameAlias")]
    functions = [" ".join((n.get("function") or "").split()) for n in entry.findall("nameAlias")]
    numbers = [n for i in entry.findall("identification") for n in number_of(i.attrib, schema)]
    numbers += [n for c in entry.findall("address/contactInfo") for n in contact_of(c.attrib)]
    states = [c for tag in ("citizenship", "address") for e in entry.findall(tag) for c in state_of(e.attrib)]
    since = entry.get("designationDate", "")
    listed = day(since)
    if since and listed is None:
        unread_date(log, file, reference, "designationDate", since)
    un_id = " ".join(entry.get("unitedNationId", "").split())
    return Party(
        id=f"eu:{reference}",
        list="eu",
        entry=reference,
        schema=schema,
        names=names,
        programmes=tuple(dict.fromkeys(r.get("programme", "") for r in entry.findall("regulation") if r.get("programme"))),
        listed=listed,
        countries=codes(states),
        births=tuple(_births(entry, reference, file, log)),
        birth_places=tuple(
            dict.fromkeys(
                place
                for b in entry.findall("birthdate")
                if (place := place_of(b.attrib, "city", "place", "region"))
            )
        ),
        genders=tuple(dict.fromkeys(g for g in genders if g)),
        identifiers=tuple(dict.fromkeys(numbers)),
        addresses=tuple(
            place
            for a in entry.findall("address")
            if (place := place_of(a.attrib, "street", "poBox", "zipCode", "city", "place", "region"))
        ),
        titles=tuple(dict.fromkeys(f for f in functions if f)),
        references=(f"un:{un_id}",) if un_id else (),
        remarks=" ".join(filter(None, [entry.get("designationDetails", ""), *texts_at(entry, "remark")])),
        origin=f"{file}:sanctionEntity[{entry.get('logicalId')}]",
    )  # fmt: skip


def _births(entry: Element, reference: str, file: str, log: ProblemLog) -> Iterator[DateSpan]:
    for born in entry.findall("birthdate"):
        found = _born(born.attrib)
        if found is None:
            continue
        if found.start is None:
            unread_date(log, file, reference, "birthdate", found.text)
        yield found


# The columns by the names that the XML gives the same values.
_NAME = {
    "lastName": "namealias_lastname", "firstName": "namealias_firstname", "middleName": "namealias_middlename",
    "wholeName": "namealias_wholename", "nameLanguage": "namealias_namelanguage", "strong": "namealias_strong",
}  # fmt: skip
_BIRTH = {
    "birthdate": "birthdate_birthdate", "year": "birthdate_year", "yearRangeFrom": "birthdate_yearrangefrom",
    "yearRangeTo": "birthdate_yearrangeto", "circa": "birthdate_circa", "city": "birthdate_city",
    "place": "birthdate_place", "region": "birthdate_region", "countryIso2Code": "birthdate_countryiso2code",
    "countryDescription": "birthdate_countrydescription",
}  # fmt: skip
_NUMBER = {
    "number": "identification_number", "identificationTypeCode": "identification_typecode",
    "identificationTypeDescription": "identification_typedescription",
    "countryIso2Code": "identification_countryiso2code", "knownExpired": "identification_knownexpired",
    "knownFalse": "identification_knownfalse", "reportedLost": "identification_reportedlost",
    "revokedByIssuer": "identification_revokedbyissuer",
}  # fmt: skip
_ADDRESS = {
    "street": "address_street", "poBox": "address_pobox", "zipCode": "address_zipcode", "city": "address_city",
    "place": "address_place", "region": "address_region", "countryIso2Code": "address_countryiso2code",
    "countryDescription": "address_countrydescription",
}  # fmt: skip


def csv_parties(opened: Opened, heading: Heading, log: ProblemLog) -> Iterator[Party]:
    """Every sanctioned entity; its rows stand together, and a new number begins the next."""
    entry: _Entry | None = None
    for line, row in records(opened, ";"):
        heading.date = heading.date or _generated(row.get("filegenerationdate", ""))
        reference = row.get("entity_eu_referencenumber") or row.get("entity_logicalid", "")
        if entry is not None and entry.reference != reference:
            yield from entry.party(opened.name, log)
            entry = None
        if entry is None:
            entry = _Entry(reference, line, row)
        entry.add(row)
    if entry is not None:
        yield from entry.party(opened.name, log)


def _generated(text: str) -> str:
    found = day(text)
    return found.text if found is not None else text[:10]


class _Entry:
    """The rows of one entry."""

    def __init__(self, reference: str, line: int, row: Mapping[str, str]) -> None:
        self.reference, self.line, self.row = reference, line, row
        self.schema = _SCHEMAS.get(
            (row.get("entity_subjecttype_classificationcode") or row.get("entity_subjecttype", "")).lower(),
            "LegalEntity",
        )
        self.names: list[PartyName] = []
        self.births: list[DateSpan] = []
        self.birth_places: list[str] = []
        self.numbers: list[Identifier] = []
        self.addresses: list[str] = []
        self.states: list[str] = []
        self.genders: list[str] = []
        self.titles: list[str] = []
        self.programmes: list[str] = []

    def add(self, row: Mapping[str, str]) -> None:
        self.programmes += [p for p in (row.get("entity_regulation_programme", ""),) if p]
        name = name_of(_under(row, _NAME), f"line {self.line}")
        self.names += [name] if name is not None else []
        self.genders += [g for g in (_GENDERS.get(row.get("namealias_gender", ""), ""),) if g]
        self.titles += [t for t in (row.get("namealias_function", ""),) if t]
        birth = _under(row, _BIRTH)
        if (born := _born(birth)) is not None:
            self.births.append(born)
        self.birth_places += [p for p in (place_of(birth, "city", "place", "region"),) if p]
        self.numbers += number_of(_under(row, _NUMBER), self.schema)
        address = _under(row, _ADDRESS)
        place = place_of(address, "street", "poBox", "zipCode", "city", "place", "region")
        self.addresses += [place] if place else []
        self.states += state_of(address)
        self.states += state_of({"countryIso2Code": row.get("citizenship_countryiso2code", "")})

    def party(self, file: str, log: ProblemLog) -> Iterator[Party]:
        names = distinct(ordered(self.names, self.schema))
        if not names or not self.reference:
            nameless(log, file, f"line {self.line}")
            return
        for birth in self.births:
            if birth.start is None:
                unread_date(log, file, self.reference, "birthdate", birth.text)
        un_id = self.row.get("entity_unitednationid", "")
        yield Party(
            id=f"eu:{self.reference}",
            list="eu",
            entry=self.reference,
            schema=self.schema,
            names=names,
            programmes=tuple(dict.fromkeys(self.programmes)),
            listed=day(self.row.get("entity_designationdate", "")),
            countries=codes(self.states),
            births=tuple(dict.fromkeys(self.births)),
            birth_places=tuple(dict.fromkeys(self.birth_places)),
            genders=tuple(dict.fromkeys(self.genders)),
            identifiers=tuple(dict.fromkeys(self.numbers)),
            addresses=tuple(dict.fromkeys(self.addresses)),
            titles=tuple(dict.fromkeys(self.titles)),
            references=(f"un:{un_id}",) if un_id else (),
            remarks=self.row.get("entity_remark", ""),
            origin=f"{file}:{self.line}",
        )


def _under(row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    return {name: row.get(column, "") for name, column in columns.items()}
