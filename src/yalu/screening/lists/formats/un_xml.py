"""The UN Security Council's consolidated list in XML, as published since 2012."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.entry_values import (
    FAMILY_FIRST,
    codes,
    date_span,
    day,
    distinct,
    identifiers,
    kind_of,
    named,
)
from yalu.screening.lists.formats.list_files import (
    ListHeading,
    Opened,
    entries,
    nameless,
    text_at,
    texts_at,
    unread_date,
)
from yalu.screening.records import DateSpan, Identifier, NameKind, Party, PartyName
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.places.state_names import alpha3

_QUALITY: dict[str, NameKind] = {"good": "strong", "a.k.a.": "strong", "low": "weak", "f.k.a.": "former"}
_KINDS = {"INDIVIDUAL": "individuals", "ENTITY": "entities"}
_IMO = re.compile(r"\bIMO\)?(?:\s+(?:number|no\.?|company number))?\s*:?\s*([0-9]{7})\b", re.IGNORECASE)
_SWIFT = re.compile(r"SWIFT(?:/BIC)?(?:\s+code)?\s*:?\s*([A-Z0-9]{8}(?:[A-Z0-9]{3})?)\b", re.IGNORECASE)
_GENDER = re.compile(r"\bGender:?\s*(male|female)\b", re.IGNORECASE)


def parties(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """Every individual and entity, in file order."""

    def root(_: str, attributes: dict[str, str]) -> None:
        heading.date = attributes.get("dateGenerated", "")[:10]

    met: set[str] = set()
    for entry in entries(opened, frozenset(_KINDS), root):
        met.add(entry.tag)
        party = _party(entry, opened.name, log)
        if party is not None:
            yield party
    heading.left_out += tuple(f"{what} (the file has none)" for tag, what in _KINDS.items() if tag not in met)


def _party(entry: Element, file: str, log: ProblemLog) -> Party | None:
    person = entry.tag == "INDIVIDUAL"
    reference = text_at(entry, "REFERENCE_NUMBER") or text_at(entry, "DATAID")
    states = codes(texts_at(entry, "NATIONALITY/VALUE"))
    names = distinct(_names(entry, person=person, family_first=bool(set(states) & FAMILY_FIRST)))
    if not reference or not names:
        nameless(log, file, f"{entry.tag}[{reference or '?'}]")
        return None
    remarks = text_at(entry, "COMMENTS1")
    kind = "INDIVIDUAL" if person else "ENTITY"
    address_states = codes(texts_at(entry, f"{kind}_ADDRESS/COUNTRY"))
    stated = text_at(entry, "GENDER").lower() or (
        found[1].lower() if (found := _GENDER.search(remarks)) else ""
    )
    return Party(
        id=f"un:{reference}",
        list="un",
        entry=reference,
        schema="Person" if person else "Organization",
        names=names,
        programmes=tuple(texts_at(entry, "UN_LIST_TYPE")),
        listed=_dated(entry, "LISTED_ON", file, log),
        delisted=_dated(entry, "DELISTED_ON", file, log),
        countries=tuple(dict.fromkeys(states + address_states)),
        births=tuple(_births(entry, file, log)),
        birth_places=tuple(_places(entry, "INDIVIDUAL_PLACE_OF_BIRTH")),
        genders=(stated,) if stated in {"male", "female"} else (),
        identifiers=tuple(_identifiers(entry, remarks, person=person)),
        addresses=tuple(_places(entry, f"{kind}_ADDRESS")),
        titles=tuple(texts_at(entry, "TITLE/VALUE") + texts_at(entry, "DESIGNATION/VALUE")),
        remarks=remarks,
        origin=f"{file}:{entry.tag}[{reference}]",
    )


def _names(entry: Element, *, person: bool, family_first: bool) -> Iterator[PartyName | None]:
    parts = [text_at(entry, f"{part}_NAME") for part in ("FIRST", "SECOND", "THIRD", "FOURTH")]
    split = person and family_first and any(parts[1:])
    yield named(
        " ".join(part for part in parts if part),
        field="FIRST_NAME",
        family=parts[0] if split else "",
        given=" ".join(part for part in parts[1:] if part) if split else "",
    )
    for text in texts_at(entry, "NAME_ORIGINAL_SCRIPT"):
        yield named(text, "strong", field="NAME_ORIGINAL_SCRIPT")
    for alias in entry.findall("INDIVIDUAL_ALIAS") + entry.findall("ENTITY_ALIAS"):
        kind = _QUALITY.get(text_at(alias, "QUALITY").lower(), "strong")
        yield named(text_at(alias, "ALIAS_NAME"), kind, field=f"{alias.tag}/ALIAS_NAME")
        yield named(text_at(alias, "ALIAS_NAME_ORIGINAL_SCRIPT"), kind, field=f"{alias.tag}/ORIGINAL_SCRIPT")


def _dated(entry: Element, field: str, file: str, log: ProblemLog) -> PartialDate | None:
    texts = texts_at(entry, f"{field}/VALUE") or texts_at(entry, field)
    if not texts:
        return None
    found = day(texts[-1])
    if found is None:
        unread_date(log, file, text_at(entry, "REFERENCE_NUMBER"), field, texts[-1])
    return found


def _births(entry: Element, file: str, log: ProblemLog) -> Iterator[DateSpan]:
    for born in entry.findall("INDIVIDUAL_DATE_OF_BIRTH"):
        about = "circa " if text_at(born, "TYPE_OF_DATE").upper() == "APPROXIMATELY" else ""
        first, last = text_at(born, "FROM_YEAR"), text_at(born, "TO_YEAR")
        text = (
            text_at(born, "DATE")
            or text_at(born, "YEAR")
            or (f"{first} to {last}" if first and last else first)
        )
        if not text:
            continue
        found = date_span(about + text)
        if found.start is None:
            unread_date(log, file, text_at(entry, "REFERENCE_NUMBER"), "INDIVIDUAL_DATE_OF_BIRTH", text)
        yield found


def _places(entry: Element, tag: str) -> Iterator[str]:
    for place in entry.findall(tag):
        parts = [text_at(place, part) for part in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")]
        note = text_at(place, "NOTE")
        text = ", ".join(part for part in parts if part)
        if text:
            yield f"{text} ({note})" if note else text


def _identifiers(entry: Element, remarks: str, *, person: bool) -> Iterator[Identifier]:
    found: list[Identifier] = []
    for paper in entry.findall("INDIVIDUAL_DOCUMENT"):
        label = text_at(paper, "TYPE_OF_DOCUMENT")
        issued = text_at(paper, "ISSUING_COUNTRY") or text_at(paper, "COUNTRY_OF_ISSUE")
        kind = kind_of(label)
        found += identifiers(kind, text_at(paper, "NUMBER"), alpha3(issued), text_at(paper, "NOTE"))
    if not person:  # ships are not on this list: a number in the text is the company's own
        found += [item for number in _IMO.findall(remarks) for item in identifiers("company_imo", number)]
    found += [item for code in _SWIFT.findall(remarks) for item in identifiers("swift", code)]
    yield from dict.fromkeys(found)
