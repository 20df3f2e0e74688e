"""FollowTheMoney JSON lines as OpenSanctions publishes them: one entity a line, edges between entities among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.faults import ListFaultError, nameless, unread_date
from yalu.screening.lists.heading import Heading
from yalu.screening.lists.identifying import identifier
from yalu.screening.lists.naming import distinct, named
from yalu.screening.lists.opening import Opened
from yalu.screening.lists.places import codes
from yalu.screening.lists.spells import day, spell
from yalu.screening.records import Identifier, LinkedTo, NameKind, Party, PartyName, Schema
from yalu.vocabulary.dates import PartialDate

_SCHEMAS: dict[str, Schema] = {
    "Person": "Person", "Company": "Company", "Organization": "Organization", "PublicBody": "PublicBody",
    "LegalEntity": "LegalEntity", "Vessel": "Vessel", "Airplane": "Airplane", "Asset": "Asset",
    "Vehicle": "Asset", "Security": "Asset", "CryptoWallet": "Asset",
}  # fmt: skip
_NAMES: tuple[tuple[str, NameKind], ...] = (
    ("name", "primary"), ("alias", "strong"), ("weakAlias", "weak"), ("previousName", "former"),
    ("abbreviation", "weak"),
)  # fmt: skip
_NUMBERS = {
    "imoNumber": "imo", "mmsi": "mmsi", "callSign": "call_sign", "passportNumber": "passport", "idNumber": "national_id",
    "registrationNumber": "registration", "taxNumber": "tax", "innCode": "tax", "leiCode": "lei", "swiftBic": "swift",
    "publicKey": "crypto", "website": "website", "email": "email", "phone": "phone", "uscCode": "registration",
}  # fmt: skip
# Edge schemas: whose party carries the tie, whom it points to, and what we call it.
_EDGES = {
    "Ownership": ("asset", "owner", "owned_by"), "Directorship": ("director", "organization", "director"),
    "Membership": ("member", "organization", "member"), "Family": ("person", "relative", "family"),
    "Representation": ("agent", "client", "acts_for"), "UnknownLink": ("subject", "object", "linked_to"),
    "Associate": ("person", "associate", "linked_to"), "Employment": ("employee", "employer", "member"),
}  # fmt: skip
MOST_FAULTS = 1000


def parties(opened: Opened, heading: Heading, log: ProblemLog) -> Iterator[Party]:
    """Every entity of a kind that can be a party. Edges are read first, so the file is read twice."""
    ties, names, when = _edges(opened)
    faults = 0
    for line, text in enumerate(opened.lines(), start=1):
        if not text.strip():
            continue
        try:
            entity = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError) as error:
            faults += 1
            if faults > MOST_FAULTS:
                raise ListFaultError(
                    f"more than {MOST_FAULTS:,} lines are no JSON",
                    rule="every line is one JSON object",
                    next_step="see whether this is the file you meant",
                ) from error
            log.add(
                opened.name, line, "", f"this line is no JSON: {error}", value=text[:80],
                rule="every line is one JSON object", next_step="fetch the file again",
            )  # fmt: skip
            continue
        if isinstance(entity, dict) and _said(entity.get("schema")) in _SCHEMAS:
            party = _party(entity, heading, opened.name, line, log, ties, names, when)
            if party is not None:
                yield party


def _edges(
    opened: Opened,
) -> tuple[dict[str, list[tuple[str, LinkedTo]]], dict[str, str], dict[str, PartialDate]]:
    """Ties by the entity that carries them, captions of those they point to, and first days of listing.

    ``first_seen`` is when the publisher of the file first saw an entity: it is no day of listing.
    """
    when: dict[str, PartialDate] = {}
    ties: dict[str, list[tuple[str, LinkedTo]]] = defaultdict(list)
    wanted: set[str] = set()
    for text in opened.lines():
        if not any(f'"{schema}"' in text[:4000] for schema in (*_EDGES, "Sanction")):
            continue
        entity = _decoded(text)
        edge, props = _EDGES.get(_said(entity.get("schema"))), entity.get("properties")
        if _said(entity.get("schema")) == "Sanction":
            _first(
                when,
                _values(props, "entity"),
                _day(_values(props, "listingDate") + _values(props, "startDate")),
            )
        if edge is None:
            continue
        carriers, targets = _values(props, edge[0]), _values(props, edge[1])
        shares = [_percent(v) for v in _values(props, "percentage")]
        share = next((s for s in shares if s is not None), None)
        note = "; ".join(
            _values(props, "role") + _values(props, "relationship") + _values(props, "description")
        )[:200]
        start, end = _day(_values(props, "startDate")), _day(_values(props, "endDate"))
        for carrier in carriers:
            for target in targets:
                ties[carrier].append((target, LinkedTo(edge[2], "", target, share, share, start, end, note)))
                wanted.add(target)
    names = _captions(opened, wanted) if wanted else {}
    return ties, names, when


def _first(when: dict[str, PartialDate], keys: list[str], day_: PartialDate | None) -> None:
    """Keep the earliest day of listing of each entity."""
    for key in keys if day_ is not None else ():
        known = when.get(key)
        if day_ is not None and (known is None or day_.earliest < known.earliest):
            when[key] = day_


def _captions(opened: Opened, wanted: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in opened.lines():
        entity = _decoded(text)
        key = _said(entity.get("id"))
        if key in wanted:
            found[key] = _said(entity.get("caption")) or next(
                iter(_values(entity.get("properties"), "name")), key
            )
    return found


def _decoded(text: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(text) if text.strip() else {}
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _party(
    entity: Mapping[str, Any], heading: Heading, file: str, line: int, log: ProblemLog,
    ties: Mapping[str, list[tuple[str, LinkedTo]]], captions: Mapping[str, str],
    when: Mapping[str, PartialDate],
) -> Party | None:  # fmt: skip
    key, props = _said(entity.get("id")), entity.get("properties")
    names = distinct(_names(entity, props))
    if not key or not names:
        nameless(log, file, f"line {line}")
        return None
    schema = _SCHEMAS[_said(entity.get("schema"))]
    births = tuple(spell(text) for text in _values(props, "birthDate"))
    for birth in births:
        if birth.start is None:
            unread_date(log, file, key, "birthDate", birth.text)
    linked = tuple(
        msgspec.structs.replace(tie, name=captions.get(target, target), party=f"{heading.list}:{target}")
        for target, tie in ties.get(key, ())
    )
    programmes = _values(props, "programId") or _values(props, "program") or _texts(entity.get("datasets"))
    return Party(
        id=f"{heading.list}:{key}",
        list=heading.list,
        entry=key,
        schema=schema,
        names=names,
        programmes=tuple(programmes),
        listed=when.get(key) or _day(_values(props, "listingDate")),
        countries=codes([v for p in ("nationality", "citizenship", "country", "jurisdiction", "mainCountry") for v in _values(props, p)]),
        births=births,
        birth_places=tuple(_values(props, "birthPlace")),
        genders=tuple(g for g in _values(props, "gender") if g in {"male", "female"}),
        identifiers=tuple(dict.fromkeys(_numbers(props, schema))),
        addresses=tuple(_values(props, "address")),
        flags=codes(_values(props, "flag") + _values(props, "pastFlags")),
        vessel_type=next(iter(_values(props, "type")), "") if schema == "Vessel" else "",
        titles=tuple(_values(props, "position") + _values(props, "title")),
        linked=linked,
        references=tuple(_texts(entity.get("referents"))),
        notices=tuple(_values(props, "topics")),
        remarks=" ".join(_values(props, "notes"))[:4000],
        origin=f"{file}:{line} ({', '.join(_texts(entity.get('datasets')))})",
    )  # fmt: skip


def _names(entity: Mapping[str, Any], props: object) -> Iterator[PartyName | None]:
    family, given = _values(props, "lastName"), _values(props, "firstName")
    caption = _said(entity.get("caption"))
    firsts = _values(props, "name")
    lead = caption if caption in firsts else next(iter(firsts), caption)
    split = _said(entity.get("schema")) == "Person" and len(family) == 1 and len(given) == 1
    yield named(lead, field="name", family=family[0] if split else "", given=given[0] if split else "")
    for prop, kind in _NAMES:
        for text in _values(props, prop):
            if text != lead:
                yield named(text, "strong" if kind == "primary" else kind, field=prop)


def _numbers(props: object, schema: Schema) -> Iterator[Identifier]:
    for prop, kind in _NUMBERS.items():
        for value in _values(props, prop):
            found = identifier("company_imo" if kind == "imo" and schema != "Vessel" else kind, value)
            if found is not None:
                yield found


def _values(props: object, name: str) -> list[str]:
    return _texts(props.get(name)) if isinstance(props, dict) else []


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [text for item in listed if (text := _said(item))]


def _said(value: object) -> str:
    return (
        " ".join(str(value).split())
        if isinstance(value, str | int | float) and not isinstance(value, bool)
        else ""
    )


def _day(texts: list[str]) -> PartialDate | None:
    return next((found for text in texts if (found := day(text)) is not None), None)


def _percent(text: str) -> float | None:
    try:
        number = float(text.strip("% "))
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None
