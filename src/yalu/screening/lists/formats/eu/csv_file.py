"""The EU's Financial Sanctions Files in CSV 1.1: one row for every name, address, birthdate or number of an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.date_spans import day
from yalu.screening.lists.formats.eu import terms as eu_words
from yalu.screening.lists.formats.faults import nameless, unread_date
from yalu.screening.lists.formats.headers import Heading
from yalu.screening.lists.formats.list_files import Opened
from yalu.screening.lists.formats.party_names import distinct
from yalu.screening.lists.formats.places import codes
from yalu.screening.lists.formats.safe_csv import records
from yalu.screening.records import Identifier, Party, PartyName, Spell

_GENDERS = {"M": "male", "F": "female"}
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


def parties(opened: Opened, heading: Heading, log: ProblemLog) -> Iterator[Party]:
    """Every sanctioned entity; its rows stand together, and a new number begins the next."""
    entry: _Entry | None = None
    for line, row in records(opened, ";"):
        heading.date = heading.date or _date(row.get("filegenerationdate", ""))
        reference = row.get("entity_eu_referencenumber") or row.get("entity_logicalid", "")
        if entry is not None and entry.reference != reference:
            yield from entry.party(opened.name, log)
            entry = None
        if entry is None:
            entry = _Entry(reference, line, row)
        entry.add(row)
    if entry is not None:
        yield from entry.party(opened.name, log)


def _date(text: str) -> str:
    found = day(text)
    return found.text if found is not None else text[:10]


class _Entry:
    """The rows of one entry."""

    def __init__(self, reference: str, line: int, row: Mapping[str, str]) -> None:
        self.reference, self.line, self.row = reference, line, row
        self.schema = eu_words.SCHEMAS.get(
            (row.get("entity_subjecttype_classificationcode") or row.get("entity_subjecttype", "")).lower(),
            "LegalEntity",
        )
        self.names: list[PartyName] = []
        self.births: list[Spell] = []
        self.birth_places: list[str] = []
        self.numbers: list[Identifier] = []
        self.addresses: list[str] = []
        self.states: list[str] = []
        self.genders: list[str] = []
        self.titles: list[str] = []
        self.programmes: list[str] = []

    def add(self, row: Mapping[str, str]) -> None:
        self.programmes += [p for p in (row.get("entity_regulation_programme", ""),) if p]
        name = eu_words.name_of(_under(row, _NAME), f"line {self.line}")
        self.names += [name] if name is not None else []
        self.genders += [g for g in (_GENDERS.get(row.get("namealias_gender", ""), ""),) if g]
        self.titles += [t for t in (row.get("namealias_function", ""),) if t]
        birth = _under(row, _BIRTH)
        if (born := eu_words.born(birth)) is not None:
            self.births.append(born)
        self.birth_places += [p for p in (eu_words.place_of(birth, "city", "place", "region"),) if p]
        self.numbers += eu_words.number_of(_under(row, _NUMBER), self.schema)
        address = _under(row, _ADDRESS)
        place = eu_words.place_of(address, "street", "poBox", "zipCode", "city", "place", "region")
        self.addresses += [place] if place else []
        self.states += eu_words.state_of(address)
        self.states += eu_words.state_of({"countryIso2Code": row.get("citizenship_countryiso2code", "")})

    def party(self, file: str, log: ProblemLog) -> Iterator[Party]:
        names = distinct(eu_words.ordered(self.names, self.schema))
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
