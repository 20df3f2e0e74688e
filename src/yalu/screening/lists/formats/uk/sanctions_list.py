"""The UK Sanctions List as published: one CSV row for every name of a subject, or XML with everything in one element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.date_spans import day
from yalu.screening.lists.formats.faults import nameless
from yalu.screening.lists.formats.headers import Heading
from yalu.screening.lists.formats.list_files import Opened
from yalu.screening.lists.formats.safe_csv import fold, rows
from yalu.screening.lists.formats.safe_xml import entries, text_at, texts_at
from yalu.screening.lists.formats.uk.entries import Subject
from yalu.screening.records import Party


def csv_parties(opened: Opened, heading: Heading, log: ProblemLog) -> Iterator[Party]:
    """Every subject of the CSV; its rows stand together. A first line “Report Date: …” dates the list."""
    header: list[str] = []
    subject: Subject | None = None
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
            subject = Subject(unique, f"{opened.name}:{line}")
        _row(subject, cells)
    if subject is not None:
        yield from _finished(subject, opened.name, log)


def _finished(subject: Subject, file: str, log: ProblemLog) -> Iterator[Party]:
    party = subject.party(file, log)
    if party is None:
        nameless(log, file, subject.unique or subject.origin)
    else:
        yield party


def _row(subject: Subject, cells: Mapping[str, str]) -> None:
    get = cells.get
    subject.kind = get("designation type", "") or subject.kind
    given = " ".join(filter(None, (get(f"name {n}", "") for n in range(1, 6))))
    subject.name(get("name 6", ""), given, get("name type", ""), get("alias strength", ""))
    subject.original(get("name non-latin script", ""), get("non-latin script language", ""))
    subject.regimes += [get("regime name", "")]
    subject.un += [get("un reference number", "")]
    subject.listed = subject.listed or get("date designated", "")
    subject.births += _parts(get("d.o.b", ""))
    subject.states += _parts(get("nationality(/ies)", "")) + _parts(get("address country", ""))
    lines = [get(f"address line {n}", "") for n in range(1, 7)] + [
        get("address postal code", ""),
        get("address country", ""),
    ]
    subject.addresses += [", ".join(part for part in lines if part)]
    subject.birth_places += [
        ", ".join(p for p in (get("town of birth", ""), get("country of birth", "")) if p)
    ]
    subject.genders += [get("gender", "")]
    subject.titles += [get("title", ""), get("position", "")]
    subject.number("passport", get("passport number", ""), get("passport additional information", ""))
    subject.number(
        "national_id",
        get("national identifier number", ""),
        get("national identifier additional information", ""),
    )
    subject.number("registration", get("business registration number (s)", ""))
    subject.number("imo", get("imo number", ""))
    for kind, column in (("phone", "phone number"), ("website", "website"), ("email", "email address")):
        subject.number(kind, get(column, ""))
    subject.flags += _parts(get("current believed flag of ship", "")) + _parts(get("previous flags", ""))
    subject.vessel_type = subject.vessel_type or get("type of ship", "")
    subject.tie("owned_by", get("parent company", ""))
    subject.tie("vessel_of", get("current owner/operator (s)", ""))
    subject.remarks += [get("other information", "")]
    subject.notices += [get("sanctions imposed", "")]


def _parts(cell: str) -> list[str]:
    """Several values of one cell, which the CSV writes as ``(1) … (2) …`` or with bars."""
    marked = cell.replace(") ", ")|") if cell.startswith("(1)") else cell
    found = [part.strip() for part in marked.split("|")]
    return [part for part in found if part and not (part.startswith("(") and part.strip("()").isdigit())]


def xml_parties(opened: Opened, heading: Heading, log: ProblemLog) -> Iterator[Party]:
    """Every designation of the XML."""
    for entry in entries(opened, frozenset({"DateGenerated", "Designation"})):
        if entry.tag == "DateGenerated":
            found = day((entry.text or "").strip())
            heading.date = found.text if found is not None else ""
            continue
        subject = Subject(
            text_at(entry, "UniqueID"), f"{opened.name}:Designation[{text_at(entry, 'UniqueID')}]"
        )
        _element(subject, entry)
        yield from _finished(subject, opened.name, log)


def _element(subject: Subject, entry: Element) -> None:
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
        subject.addresses += [", ".join(part for part in parts if part)]
        subject.states += texts_at(address, "AddressCountry")
    subject.births += [" ".join((e.text or "").split()) for e in entry.iter("DOB")]
    subject.states += [" ".join((e.text or "").split()) for e in entry.iter("Nationality")]
    subject.genders += [(e.text or "").strip() for e in entry.iter("Gender")]
    subject.titles += [
        " ".join((e.text or "").split()) for tag in ("Title", "Position") for e in entry.iter(tag)
    ]
    subject.birth_places += [
        ", ".join(filter(None, (text_at(e, "TownOfBirth"), text_at(e, "CountryOfBirth"))))
        for e in entry.iter("Location")
    ]
    for paper in entry.iter("Passport"):
        subject.number(
            "passport", text_at(paper, "PassportNumber"), text_at(paper, "PassportAdditionalInformation")
        )
    for paper in entry.iter("NationalIdentifier"):
        subject.number(
            "national_id",
            text_at(paper, "NationalIdentifierNumber"),
            text_at(paper, "NationalIdentifierAdditionalInformation"),
        )
    for kind, tag in (
        ("registration", "BusinessRegistrationNumber"), ("imo", "IMONumber"), ("phone", "PhoneNumber"),
        ("website", "Website"), ("email", "EmailAddress"),
    ):  # fmt: skip
        for element in entry.iter(tag):
            subject.number(kind, " ".join((element.text or "").split()))
    for tag in ("CurrentBelievedFlagOfShip", "PreviousFlag"):
        subject.flags += [" ".join((e.text or "").split()) for e in entry.iter(tag)]
    subject.vessel_type = next(((e.text or "").strip() for e in entry.iter("TypeOfShip")), "")
    for kind, tag in (("owned_by", "ParentCompany"), ("vessel_of", "CurrentOwnerOperator")):
        for element in entry.iter(tag):
            subject.tie(kind, " ".join((element.text or "").split()))
    subject.remarks += texts_at(entry, "OtherInformation")
    subject.notices += texts_at(entry, "SanctionsImposed")
