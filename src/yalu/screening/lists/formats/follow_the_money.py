"""FollowTheMoney JSON lines as OpenSanctions publishes them: one entity a line, edges between entities among them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.entry_values import (
    codes,
    date_span,
    day,
    distinct,
    identifiers,
    json_text,
    json_texts,
    named,
)
from yalu.screening.lists.formats.list_files import ListFaultError, ListHeading, Opened, nameless, unread_date
from yalu.screening.records import Identifier, LinkedTo, NameKind, Party, PartyName, Schema
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.words.numerals import plural

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
    "imoNumber": ("imo", ""), "mmsi": ("mmsi", ""), "callSign": ("call_sign", ""), "passportNumber": ("passport", ""),
    "idNumber": ("national_id", ""), "registrationNumber": ("registration", ""), "taxNumber": ("tax", ""),
    "innCode": ("tax", "RUS"), "ogrnCode": ("registration", "RUS"), "okpoCode": ("other", "RUS"), "vatCode": ("tax", ""),
    "leiCode": ("lei", ""), "swiftBic": ("swift", ""), "publicKey": ("crypto", ""), "website": ("website", ""),
    "email": ("email", ""), "phone": ("phone", ""), "uscCode": ("registration", "CHN"), "dunsCode": ("other", ""),
    "uniqueEntityId": ("other", ""), "permId": ("other", ""), "socialSecurityNumber": ("national_id", ""),
}  # fmt: skip
# Edge schemas: whose party carries the tie, whom it points to, and what we call it.
_EDGES = {
    "Ownership": ("asset", "owner", "owned_by"), "Directorship": ("director", "organization", "director"),
    "Membership": ("member", "organization", "member"), "Family": ("person", "relative", "family"),
    "Representation": ("agent", "client", "acts_for"), "UnknownLink": ("subject", "object", "linked_to"),
    "Associate": ("person", "associate", "linked_to"), "Employment": ("employee", "employer", "member"),
}  # fmt: skip
_PAPERS = frozenset({"Passport", "Identification"})
MOST_FAULTS = 1000


class Beside:
    """What stands in entities of its own and belongs to parties, by the id of the party it belongs to."""

    def __init__(self) -> None:
        self.ties: dict[str, list[tuple[str, LinkedTo]]] = defaultdict(list)
        self.wanted: set[str] = set()  # whom ties point to
        self.names: dict[str, str] = {}
        self.listed: dict[str, PartialDate] = {}  # first days of listing
        self.programmes: dict[str, list[str]] = defaultdict(list)
        self.sanctions: dict[str, list[str]] = defaultdict(list)
        self.addresses: dict[str, str] = {}  # by the id of the address
        self.papers: dict[str, list[Identifier]] = defaultdict(list)
        self.marked = 0  # entities that are called listed and are of no schema that is read

    def take(self, entity: Mapping[str, Any]) -> bool:
        """Keep what an entity says of others; whether it is of a kind that does."""
        schema, props = json_text(entity.get("schema")), entity.get("properties")
        if schema in _EDGES:
            self._tie(_EDGES[schema], props)
        elif schema == "Sanction":
            self._sanction(props)
        elif schema == "Address":
            caption = json_text(entity.get("caption"))
            for key in (
                json_text(entity.get("id")),
                *json_texts(entity.get("referents")),
            ):  # merged ones keep old names
                self.addresses[key] = next(iter(_values(props, "full")), caption)
        elif schema in _PAPERS:
            kind = "passport" if schema == "Passport" else "national_id"
            country = next(iter(codes(_values(props, "country"))), "")
            for number in _values(props, "number") + _values(props, "passportNumber"):
                found = identifiers(kind, number, country, next(iter(_values(props, "type")), ""))
                for holder in _values(props, "holder"):
                    self.papers[holder] += found
        else:
            return False
        return True

    def _tie(self, edge: tuple[str, str, str], props: object) -> None:
        shares = [_percent(v) for v in _values(props, "percentage")]
        share = next((s for s in shares if s is not None), None)
        said = ("role", "relationship", "description", "summary")
        note = "; ".join(v for name in said for v in _values(props, name))[:200]
        start, end = _day(_values(props, "startDate")), _day(_values(props, "endDate"))
        for carrier in _values(props, edge[0]):
            for target in _values(props, edge[1]):
                tie = LinkedTo(edge[2], "", target, share, share, start, end, note)
                self.ties[carrier].append((target, tie))
                self.wanted.add(target)

    def _sanction(self, props: object) -> None:
        """``first_seen`` is when the publisher of the file first saw an entity: it is no day of listing."""
        first = _day(_values(props, "listingDate") + _values(props, "startDate"))
        said = ("authority", "program", "provisions", "authorityId", "status")
        notice = ", ".join(v for name in said for v in _values(props, name)[:1])
        days = [v for name in ("startDate", "listingDate") for v in _values(props, name)][:1]
        days += [f"until {v}" for v in _values(props, "endDate")[:1]]
        for party in _values(props, "entity"):
            known = self.listed.get(party)
            if first is not None and (known is None or first.earliest < known.earliest):
                self.listed[party] = first
            self.programmes[party] += _values(props, "programId")
            self.sanctions[party].append(f"sanction: {' '.join([notice, *days])}"[:300])


def parties(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """Every entity of a kind that can be a party. What belongs to parties is read first, so the file is read twice."""
    beside, left = _beside(opened)
    if left:
        log.warn(
            opened.name, 0, "schema", "entities that are no party and belong to none were not read: "
            + ", ".join(f"{count:,} {schema or 'without a schema'}" for schema, count in sorted(left.items())),
            rule="parties, ties between them, sanctions, addresses and identity papers are read",
            next_step="nothing to do, unless somebody you must not deal with is among them",
        )  # fmt: skip
        if beside.marked:
            heading.left_out += (
                plural(beside.marked, "listed entity", "listed entities") + " of a schema that is no party",
            )
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
        if isinstance(entity, dict) and json_text(entity.get("schema")) in _SCHEMAS:
            party = _party(entity, heading, opened.name, line, log, beside)
            if party is not None:
                yield party


def _beside(opened: Opened) -> tuple[Beside, Counter[str]]:
    """What belongs to parties, and how many entities of which schema are neither read here nor parties."""
    found, left = Beside(), Counter[str]()
    for text in opened.lines():
        entity = _decoded(text)
        if entity and not found.take(entity) and json_text(entity.get("schema")) not in _SCHEMAS:
            left[json_text(entity.get("schema"))] += 1
            topics = _values(entity.get("properties"), "topics")
            found.marked += entity.get("target") is True or any(
                topic.startswith("sanction") for topic in topics
            )
    for text in opened.lines() if found.wanted else ():
        entity = _decoded(text)
        key = json_text(entity.get("id"))
        if key in found.wanted:
            name = next(iter(_values(entity.get("properties"), "name")), key)
            found.names[key] = json_text(entity.get("caption")) or name
    return found, left


def _decoded(text: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(text) if text.strip() else {}
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _party(
    entity: Mapping[str, Any], heading: ListHeading, file: str, line: int, log: ProblemLog,
    beside: Beside,
) -> Party | None:  # fmt: skip
    key, props = json_text(entity.get("id")), entity.get("properties")
    names = distinct(_names(entity, props))
    if not key or not names:
        nameless(log, file, f"line {line}")
        return None
    schema = _SCHEMAS[json_text(entity.get("schema"))]
    births = tuple(date_span(text) for text in _values(props, "birthDate"))
    for birth in births:
        if birth.start is None:
            unread_date(log, file, key, "birthDate", birth.text)
    linked = tuple(
        msgspec.structs.replace(tie, name=beside.names.get(target, target), party=f"{heading.list}:{target}")
        for target, tie in beside.ties.get(key, ())
    )
    programmes = dict.fromkeys((*_values(props, "programId"), *beside.programmes.get(key, ())))
    places = [beside.addresses.get(place, "") for place in _values(props, "addressEntity")]
    return Party(
        id=f"{heading.list}:{key}",
        list=heading.list,
        entry=key,
        schema=schema,
        names=names,
        programmes=tuple(programmes or _values(props, "program") or json_texts(entity.get("datasets"))),
        listed=beside.listed.get(key) or _day(_values(props, "listingDate")),
        countries=codes([v for p in ("nationality", "citizenship", "country", "jurisdiction", "mainCountry") for v in _values(props, p)]),
        births=births,
        birth_places=tuple(_values(props, "birthPlace")),
        genders=tuple(g for g in _values(props, "gender") if g in {"male", "female"}),
        identifiers=tuple(dict.fromkeys((*_numbers(props, schema), *beside.papers.get(key, ())))),
        addresses=tuple(dict.fromkeys((*_values(props, "address"), *filter(None, places)))),
        flags=codes(_values(props, "flag") + _values(props, "pastFlags")),
        vessel_type=next(iter(_values(props, "type")), "") if schema == "Vessel" else "",
        titles=tuple(_values(props, "position") + _values(props, "title")),
        linked=linked,
        references=tuple(json_texts(entity.get("referents"))),
        notices=(*_values(props, "topics"), *beside.sanctions.get(key, ())),
        remarks=" ".join(_values(props, "notes"))[:4000],
        origin=f"{file}:{line} ({', '.join(json_texts(entity.get('datasets')))})",
    )  # fmt: skip


def _names(entity: Mapping[str, Any], props: object) -> Iterator[PartyName | None]:
    family, given = _values(props, "lastName"), _values(props, "firstName")
    caption = json_text(entity.get("caption"))
    firsts = _values(props, "name")
    lead = caption if caption in firsts else next(iter(firsts), caption)
    if not lead:  # a person's name may stand in its parts alone
        lead = " ".join([*given, *_values(props, "middleName"), *family])
    split = json_text(entity.get("schema")) == "Person" and len(family) == 1 and len(given) == 1
    yield named(lead, field="name", family=family[0] if split else "", given=given[0] if split else "")
    for prop, kind in _NAMES:
        for text in _values(props, prop):
            if text != lead:
                yield named(text, "strong" if kind == "primary" else kind, field=prop)


def _numbers(props: object, schema: Schema) -> Iterator[Identifier]:
    for prop, (kind, country) in _NUMBERS.items():
        for value in _values(props, prop):
            yield from identifiers(
                "company_imo" if kind == "imo" and schema != "Vessel" else kind, value, country
            )


def _values(props: object, name: str) -> list[str]:
    return json_texts(props.get(name)) if isinstance(props, dict) else []


def _day(texts: list[str]) -> PartialDate | None:
    return next((found for text in texts if (found := day(text)) is not None), None)


def _percent(text: str) -> float | None:
    try:
        number = float(text.strip("% "))
    except ValueError:
        return None
    return number if 0 <= number <= 100 else None
