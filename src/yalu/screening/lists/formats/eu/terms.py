"""What the EU's XML and CSV have in common: kinds of names, of identifiers, and odd values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yalu.screening.lists.formats.date_spans import spell
from yalu.screening.lists.formats.party_identifiers import identifiers
from yalu.screening.lists.formats.party_names import named
from yalu.screening.lists.formats.places import alpha3
from yalu.screening.records import Identifier, NameKind, PartyName, Schema, Spell

SCHEMAS: dict[str, Schema] = {
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
        _kind(name, "translation")
        if schema != "Person" and name.language not in {"", "EN"} and name.script == "latin"
        else name
        for i, name in enumerate(listed)
        if i != lead
    ]
    return [_kind(listed[lead], "primary"), *rest]


def _rank(name: PartyName, place: int) -> tuple[int, int]:
    if name.kind == "weak" or name.script != "latin":
        return 3, place
    return {"EN": 0, "": 1}.get(name.language, 2), place


def _kind(name: PartyName, kind: NameKind) -> PartyName:
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


def born(cells: Mapping[str, str]) -> Spell | None:
    """A birthdate: a day, a year, or a range of years; ``circa`` where it says so."""
    about = "circa " if cells.get("circa", "").lower() == "true" else ""
    first, last = cells.get("yearRangeFrom", ""), cells.get("yearRangeTo", "")
    if text := cells.get("birthdate", "") or cells.get("year", ""):
        return spell(about + text)
    if first and last:
        return spell(f"{first} to {last}")
    return spell(about + (first or last)) if first or last else None


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
