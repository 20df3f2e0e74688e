"""OFAC's sdn.xml and consolidated.xml, in the namespaces used before and since 2024."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.date_spans import american, spell
from yalu.screening.lists.formats.faults import nameless, unread_date
from yalu.screening.lists.formats.headers import Heading
from yalu.screening.lists.formats.list_files import Opened
from yalu.screening.lists.formats.ofac.terms import SCHEMAS, is_statement, links, numbered
from yalu.screening.lists.formats.party_identifiers import identifier
from yalu.screening.lists.formats.party_names import distinct, named
from yalu.screening.lists.formats.places import alpha3, codes
from yalu.screening.lists.formats.safe_xml import entries, text_at, texts_at
from yalu.screening.records import Identifier, LinkedTo, NameKind, Party, PartyName, Schema, Spell

_WANTED = frozenset({"publshInformation", "sdnEntry"})  # the first is spelled so


def parties(opened: Opened, heading: Heading, log: ProblemLog) -> Iterator[Party]:
    """Every entry, in file order; ties stay names until ``linking`` resolves them."""
    for entry in entries(opened, _WANTED):
        if entry.tag == "publshInformation":
            when = american(text_at(entry, "Publish_Date"))
            heading.date = when.text if when is not None else ""
            count = text_at(entry, "Record_Count")
            heading.declared = int(count) if count.isdigit() else None
            continue
        party = _party(entry, heading.list, opened.name, log)
        if party is not None:
            yield party


def _party(entry: Element, list_name: str, file: str, log: ProblemLog) -> Party | None:
    uid = text_at(entry, "uid")
    schema = SCHEMAS.get(text_at(entry, "sdnType").lower(), "LegalEntity")
    names = distinct(_names(entry, schema))
    if not uid or not names:
        nameless(log, file, f"sdnEntry[{uid or '?'}]")
        return None
    nationality = texts_at(entry, "nationalityList/nationality/country")
    citizenship = texts_at(entry, "citizenshipList/citizenship/country")
    addresses = texts_at(entry, "addressList/address/country")
    remarks = text_at(entry, "remarks")
    owner = text_at(entry, "vesselInfo/vesselOwner")
    stated = _IdList(entry, schema)
    return Party(
        id=f"{list_name}:{uid}",
        list=list_name,
        entry=uid,
        schema=schema,
        names=names,
        programmes=tuple(texts_at(entry, "programList/program")),
        countries=codes(nationality + citizenship + addresses),
        births=tuple(_births(entry, uid, file, log)),
        birth_places=tuple(texts_at(entry, "placeOfBirthList/placeOfBirthItem/placeOfBirth")),
        genders=tuple(stated.genders),
        identifiers=tuple(dict.fromkeys(stated.identifiers + _call_signs(entry))),
        addresses=tuple(_addresses(entry)),
        flags=codes(texts_at(entry, "vesselInfo/vesselFlag") + stated.flags),
        vessel_type=text_at(entry, "vesselInfo/vesselType") or stated.vessel_type,
        titles=tuple(texts_at(entry, "title")),
        linked=links(remarks) + ((LinkedTo("vessel_of", owner),) if owner else ()),
        notices=tuple(dict.fromkeys(stated.notices)),
        remarks=remarks,
        origin=f"{file}:sdnEntry[{uid}]",
    )


def _names(entry: Element, schema: Schema) -> Iterator[PartyName | None]:
    yield _name(entry, "primary", schema, "lastName")
    for aka in entry.findall("akaList/aka"):
        weak = text_at(aka, "category").lower() == "weak"
        former = text_at(aka, "type").lower() == "f.k.a."
        kind: NameKind = "weak" if weak else "former" if former else "strong"
        yield _name(aka, kind, schema, f"aka[{text_at(aka, 'uid')}]")


def _name(element: Element, kind: NameKind, schema: Schema, field: str) -> PartyName | None:
    last, first = text_at(element, "lastName"), text_at(element, "firstName")
    text = f"{last}, {first}" if last and first else last or first
    split = schema == "Person" and bool(first)
    return named(text, kind, field=field, family=last if split else "", given=first if split else "")


class _IdList:
    """The identifier list sorted into identifiers, genders, flags and statements."""

    def __init__(self, entry: Element, schema: Schema) -> None:
        self.identifiers: list[Identifier] = []
        self.genders: list[str] = []
        self.flags: list[str] = []
        self.notices: list[str] = []
        self.vessel_type = ""
        for row in entry.findall("idList/id"):
            self._add(row, schema)

    def _add(self, row: Element, schema: Schema) -> None:
        label, value = text_at(row, "idType"), text_at(row, "idNumber")
        if label == "Gender":
            self.genders += [g for g in (value.lower(),) if g in {"male", "female"} and g not in self.genders]
        elif label in {"Former Vessel Flag", "Nationality of Registration"}:
            self.flags.append(value)
        elif label == "Other Vessel Type":
            self.vessel_type = value
        elif is_statement(label):
            self.notices.append(f"{label.rstrip(' :-')}: {value}")
        else:
            ends = text_at(row, "expirationDate")
            found = numbered(
                label, value, schema, alpha3(text_at(row, "idCountry")), f"expires {ends}" if ends else ""
            )
            self.identifiers += [found] if found is not None else []


def _call_signs(entry: Element) -> list[Identifier]:
    found = (identifier("call_sign", text) for text in texts_at(entry, "vesselInfo/callSign"))
    return [item for item in found if item is not None]


def _births(entry: Element, uid: str, file: str, log: ProblemLog) -> Iterator[Spell]:
    for text in texts_at(entry, "dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        found = spell(text)
        if found.start is None:
            unread_date(log, file, uid, "dateOfBirth", text)
        yield found


def _addresses(entry: Element) -> Iterator[str]:
    for address in entry.findall("addressList/address"):
        parts = [
            text_at(address, part)
            for part in (
                "address1",
                "address2",
                "address3",
                "city",
                "stateOrProvince",
                "postalCode",
                "country",
            )
        ]
        if any(parts):
            yield ", ".join(part for part in parts if part)
