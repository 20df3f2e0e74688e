"""US export-control lists in JSON: the Consolidated Screening List, and registers of one list each.

Neither gives most entries a number, so an entry's id is made of its name, country and first notice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.entry_values import (
    american,
    codes,
    date_span,
    day,
    distinct,
    json_text,
    json_texts,
    named,
)
from yalu.screening.lists.formats.list_files import ListFaultError, ListHeading, Opened, nameless, unread_date
from yalu.screening.lists.formats.ofac_sdn import numbered
from yalu.screening.records import Identifier, Party, Schema
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.places.state_names import alpha3

LISTS = {
    "bis-entity-list": "us-entity", "bis-dpl": "us-denied", "bis-meu": "us-meu", "bis-uvl": "us-unverified",
    "state-nonproliferation": "us-nonproliferation",
}  # fmt: skip
_SOURCES = (
    ("entity list", "us-entity"), ("denied persons", "us-denied"), ("military end user", "us-meu"),
    ("unverified", "us-unverified"), ("nonproliferation", "us-nonproliferation"),
)  # fmt: skip
_SCHEMAS: dict[str, Schema] = {
    "individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane",
}  # fmt: skip
_EXPIRES = re.compile(r"Expires:\s*(\d{4}-\d{2}-\d{2})")
_IMPOSED = re.compile(r"imposed (\d{1,2}/\d{1,2}/\d{4})")
_ENDED = re.compile(r"status: (?:Expired|Lifted)(?: on)? (\d{1,2}/\d{1,2}/\d{2,4})", re.IGNORECASE)
_NOTICE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2,4})")
_ADDRESS = re.compile(
    r"[,.]\s+(?=(?:no\.?\s*)?\d|(?:room|rm|unit|suite|flat|floor|office|p\.?\s?o\.?\s?box|bldg|building|block)\b)", re.IGNORECASE
)  # fmt: skip
MOST = 300 * 1024**2


def _decoded(opened: Opened) -> dict[str, Any]:
    whole = bytearray()
    for piece in opened.chunks():
        whole += piece
        if len(whole) > MOST:
            raise ListFaultError(
                f"the file holds more than {MOST:,} bytes",
                rule="a JSON list is read at once and is at most that large",
                next_step="see whether this is the file you meant",
            )
    try:
        found = msgspec.json.decode(bytes(whole).removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise ListFaultError(
            f"the JSON cannot be read: {error}",
            rule="the file is one JSON object, whole to its last byte",
            next_step="fetch the file again",
        ) from error
    if not isinstance(found, dict):
        raise ListFaultError(
            "the JSON is no object",
            rule="the list is one JSON object",
            next_step="see whether this is the file you meant",
        )
    return found


def _entries(whole: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = whole.get(key)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def register(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """A register of one list: ``list_id``, ``extracted``, ``count`` and ``entities``."""
    whole = _decoded(opened)
    heading.list = LISTS.get(json_text(whole.get("list_id")), json_text(whole.get("list_id")) or heading.list)
    heading.date = register_date(json_text(whole.get("source_file")), json_text(whole.get("extracted")))
    count = whole.get("count")
    heading.declared = count if isinstance(count, int) else None
    ids = _Ids(heading.list)
    for number, entry in enumerate(_entries(whole, "entities"), start=1):
        party = _registered(entry, heading.list, ids, opened.name, number, log)
        if party is not None:
            yield party


def _without_address(text: str) -> tuple[str, str]:
    """A name and the address that an entry prints behind it: ``M.A.G. Tech, 5762 Royalmount Ave, Montreal, …``.

    What follows is an address when it begins with a number, a room or a box and goes on after two more commas.
    """
    for found in _ADDRESS.finditer(text):
        address = text[found.end() :]
        if address.count(",") >= 2 and any(c.isalpha() for c in text[: found.start()]):
            return text[: found.start()], address
    return text, ""


def register_date(source_file: str, extracted: str) -> str:
    """The list's own date out of the name of the file it was taken from, else the day it was taken.

    ``dpl_04142026.csv`` is 14 April 2026, ``May-2025-Updated…`` is May 2025.
    """
    if match := re.search(r"_(\d{2})(\d{2})(\d{4})\b", source_file):
        found = day(f"{match[3]}-{match[1]}-{match[2]}")
        if found is not None:
            return found.text
    if match := re.search(r"\b([A-Z][a-z]+)-(\d{4})\b", source_file):
        found = day(f"{match[1]} {match[2]}")
        if found is not None:
            return found.text
    return extracted


def _registered(
    entry: Mapping[str, Any], list_name: str, ids: _Ids, file: str, number: int, log: ProblemLog
) -> Party | None:
    name, country = json_text(entry.get("name")), json_text(entry.get("country"))
    said_names = [_without_address(text) for text in (name, *json_texts(entry.get("aliases")))]
    names = distinct(
        named(text, "primary" if place == 0 else "strong", field="aliases" if place else "name")
        for place, (text, _) in enumerate(said_names)
    )
    if not names or names[0].kind != "primary":
        nameless(log, file, f"entities[{number}]")
        return None
    notes, notice = json_text(entry.get("notes")), json_text(entry.get("federal_register"))
    said = json_text(entry.get("effective_date"))
    listed = day(said) or _first_imposed(notes) or _notice_day(notice)
    if said and day(said) is None:
        unread_date(log, file, name, "effective_date", said)
    entry_id = ids.make(name, country, said or notice)
    addresses = dict.fromkeys((json_text(entry.get("address")), *(address for _, address in said_names)))
    return Party(
        id=f"{list_name}:{entry_id}",
        list=list_name,
        entry=entry_id,
        schema="LegalEntity",  # these lists do not say whether somebody is a person
        names=names,
        programmes=(list_name,),
        listed=listed,
        delisted=_end(notes),
        countries=codes([country]),
        addresses=tuple(filter(None, addresses)),
        notices=(notice,) if notice else (),
        remarks=notes,
        origin=f"{file}:entities[{number}]",
    )  # fmt: skip


def _end(notes: str) -> PartialDate | None:
    """The day a denial expires or the last of several sanctions ended; None while one of them is active."""
    if match := _EXPIRES.search(notes):
        return day(match[1])
    if "status:" not in notes or re.search(r"status:\s*active", notes, re.IGNORECASE):
        return None
    ends = [found for text in _ENDED.findall(notes) if (found := american(_long_year(text))) is not None]
    parts = notes.count("status:")
    return max(ends, key=lambda d: d.latest) if ends and len(ends) == parts else None


def _first_imposed(notes: str) -> PartialDate | None:
    found = [when for text in _IMPOSED.findall(notes) if (when := american(text)) is not None]
    return min(found, key=lambda d: d.earliest, default=None)


def _notice_day(text: str) -> PartialDate | None:
    match = _NOTICE.search(text)
    return american(_long_year(match[0])) if match else None


def _long_year(text: str) -> str:
    """``7/18/85`` is 1985 and ``4/27/12`` is 2012: these lists begin in the 1980s."""
    month, _, rest = text.partition("/")
    day_, _, year = rest.partition("/")
    if len(year) == 2:
        year = f"{'19' if int(year) >= 70 else '20'}{year}"
    return f"{month}/{day_}/{year}"


class _Ids:
    """Stable ids for entries that have none: the same entry keeps its id in the next snapshot."""

    def __init__(self, list_name: str) -> None:
        self.list_name = list_name
        self.seen: dict[str, int] = {}

    def make(self, *parts: str) -> str:
        text = "|".join(" ".join(part.casefold().split()) for part in parts)
        name = hashlib.sha256(text.encode()).hexdigest()[:12]
        times = self.seen[name] = self.seen.get(name, 0) + 1
        return name if times == 1 else f"{name}-{times}"


def consolidated(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """The Consolidated Screening List: entries of many lists, each put under its own.

    Entries that OFAC publishes itself are passed over: its own files say more of them.
    """
    whole = _decoded(opened)
    stamps = [json_text(s.get("source_last_updated")) for s in _entries(whole, "sources_used")]
    heading.date = max(
        (s[:10] for s in [*stamps, json_text(whole.get("search_performed_at"))] if s), default=""
    )
    ids: dict[str, _Ids] = {}
    for number, entry in enumerate(_entries(whole, "results"), start=1):
        source = json_text(entry.get("source")).lower()
        list_name = next((name for words, name in _SOURCES if words in source), "")
        if list_name:
            party = _screened(
                entry, list_name, ids.setdefault(list_name, _Ids(list_name)), opened.name, number, log
            )
            if party is not None:
                yield party


def _screened(
    entry: Mapping[str, Any], list_name: str, ids: _Ids, file: str, number: int, log: ProblemLog
) -> Party | None:
    name = json_text(entry.get("name"))
    names = distinct(
        [
            named(name, field="name"),
            *(named(a, "strong", field="alt_names") for a in json_texts(entry.get("alt_names"))),
        ]
    )
    if not names or names[0].kind != "primary":
        nameless(log, file, f"results[{number}]")
        return None
    schema = _SCHEMAS.get(json_text(entry.get("type")).lower(), "LegalEntity")
    addresses = _entries(entry, "addresses")
    states = [json_text(a.get("country")) for a in addresses]
    start = json_text(entry.get("start_date"))
    # the number is the publisher's where there is one; the feed's own id changes from day to day
    entry_id = json_text(entry.get("entity_number")) or ids.make(name, states[0] if states else "", start)
    births = tuple(date_span(text) for text in json_texts(entry.get("dates_of_birth")))
    for birth in births:
        if birth.start is None:
            unread_date(log, file, name, "dates_of_birth", birth.text)
    return Party(
        id=f"{list_name}:{entry_id}",
        list=list_name,
        entry=entry_id,
        schema=schema,
        names=names,
        programmes=tuple(json_texts(entry.get("programs"))) or (list_name,),
        listed=day(start),
        delisted=day(json_text(entry.get("end_date"))),
        countries=codes([*json_texts(entry.get("nationalities")), *json_texts(entry.get("citizenships")), *states]),
        births=births,
        birth_places=tuple(json_texts(entry.get("places_of_birth"))),
        identifiers=tuple(_numbers(entry, schema)),
        addresses=tuple(place for a in addresses if (place := _place(a))),
        titles=tuple(json_texts(entry.get("title"))),
        notices=tuple(json_texts(entry.get("federal_register_notice")) + json_texts(entry.get("license_requirement"))),
        remarks=json_text(entry.get("remarks")),
        origin=f"{file}:results[{number}]",
    )  # fmt: skip


def _numbers(entry: Mapping[str, Any], schema: Schema) -> Iterator[Identifier]:
    for row in _entries(entry, "ids"):
        found = numbered(
            json_text(row.get("type")),
            json_text(row.get("number")),
            schema,
            alpha3(json_text(row.get("country"))),
        )
        if found is not None:
            yield found


def _place(address: Mapping[str, Any]) -> str:
    parts = [json_text(address.get(part)) for part in ("address", "city", "state", "postal_code", "country")]
    return ", ".join(part for part in parts if part)
