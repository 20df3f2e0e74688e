"""The EU's Financial Sanctions Files, full list in XML 1.1. Everything is in attributes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.date_spans import day
from yalu.screening.lists.formats.eu import terms as eu_words
from yalu.screening.lists.formats.faults import nameless, unread_date
from yalu.screening.lists.formats.headers import Heading
from yalu.screening.lists.formats.list_files import Opened
from yalu.screening.lists.formats.party_names import distinct
from yalu.screening.lists.formats.places import codes
from yalu.screening.lists.formats.safe_xml import entries, texts_at
from yalu.screening.records import Party, Spell

_GENDERS = {"M": "male", "F": "female"}


def parties(opened: Opened, heading: Heading, log: ProblemLog) -> Iterator[Party]:
    """Every sanctioned entity, in file order."""

    def root(_: str, attributes: dict[str, str]) -> None:
        heading.date = attributes.get("generationDate", "")[:10]

    for entry in entries(opened, frozenset({"sanctionEntity"}), root):
        party = _party(entry, opened.name, log)
        if party is not None:
            yield party


def _party(entry: Element, file: str, log: ProblemLog) -> Party | None:
    reference = entry.get("euReferenceNumber") or entry.get("logicalId") or ""
    subject = entry.find("subjectType")
    schema = eu_words.SCHEMAS.get(
        (subject.get("code") or "").lower() if subject is not None else "", "LegalEntity"
    )
    found = [
        eu_words.name_of(n.attrib, f"nameAlias[{n.get('logicalId')}]") for n in entry.findall("nameAlias")
    ]
    names = distinct(eu_words.ordered([n for n in found if n is not None], schema))
    if not reference or not names:
        nameless(log, file, f"sanctionEntity[{reference or '?'}]")
        return None
    genders = [_GENDERS.get(n.get("gender", ""), "") for n in entry.findall("nameAlias")]
    functions = [" ".join((n.get("function") or "").split()) for n in entry.findall("nameAlias")]
    numbers = [n for i in entry.findall("identification") for n in eu_words.number_of(i.attrib, schema)]
    numbers += [n for c in entry.findall("address/contactInfo") for n in eu_words.contact_of(c.attrib)]
    states = [
        c
        for tag in ("citizenship", "address")
        for e in entry.findall(tag)
        for c in eu_words.state_of(e.attrib)
    ]
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
                if (place := eu_words.place_of(b.attrib, "city", "place", "region"))
            )
        ),
        genders=tuple(dict.fromkeys(g for g in genders if g)),
        identifiers=tuple(dict.fromkeys(numbers)),
        addresses=tuple(
            place
            for a in entry.findall("address")
            if (place := eu_words.place_of(a.attrib, "street", "poBox", "zipCode", "city", "place", "region"))
        ),
        titles=tuple(dict.fromkeys(f for f in functions if f)),
        references=(f"un:{un_id}",) if un_id else (),
        remarks=" ".join(filter(None, [entry.get("designationDetails", ""), *texts_at(entry, "remark")])),
        origin=f"{file}:sanctionEntity[{entry.get('logicalId')}]",
    )  # fmt: skip


def _births(entry: Element, reference: str, file: str, log: ProblemLog) -> Iterator[Spell]:
    for born in entry.findall("birthdate"):
        found = eu_words.born(born.attrib)
        if found is None:
            continue
        if found.start is None:
            unread_date(log, file, reference, "birthdate", found.text)
        yield found
