"""Chains as FollowTheMoney entities, one JSON object a line, and back.

Relations use the schemas of the vocabulary (Ownership, Representation, Employment, Payment); what it has no word for
is an UnknownLink with our kind as its role. What is written is what the vocabulary's own validator writes back, byte
for byte: ids without underscores, countries of two letters, and no property that a schema has not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from yalu.case.chain_records import Link, Node, OfficialAction
from yalu.chains.rows import link_cells, node_cells
from yalu.chains.words import LINK_KINDS, NODE_KINDS
from yalu.documents.problems import DocumentError, ProblemLog, shown
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.countries import country

MOST_LINES = 1_000_000
IMPORTED = "imported:6"  # the source of rows whose file names none
_MOST_LINE = 200_000
_MOST_DEPTH = 16
_SCHEMA = {
    "company": "Company", "person": "Person", "body": "PublicBody", "bank": "Company", "account": "BankAccount",
    "vessel": "Vessel",
    "programme": "Organization", "component": "Asset", "software": "Asset", "machine": "Asset", "good": "Asset",
    "shipment": "Asset",
}  # fmt: skip
_KIND = {
    "Company": "company", "Person": "person", "PublicBody": "body", "Vessel": "vessel", "Asset": "good",
    "Organization": "body", "LegalEntity": "company", "Thing": "good", "BankAccount": "bank", "Vehicle": "machine",
}  # fmt: skip
# Our kind, the schema of the vocabulary, and its properties for the two ends.
_RELATIONS = {
    "owned_by": ("Ownership", "asset", "owner"),
    "controlled_by": ("Directorship", "organization", "director"),
    "acted_for": ("Representation", "agent", "client"),
    "employed_by": ("Employment", "employee", "employer"),
    "paid": ("Payment", "payer", "beneficiary"),
}
_ENDS = {schema: (kind, one, two) for kind, (schema, one, two) in _RELATIONS.items()} | {
    "UnknownLink": ("linked_to", "subject", "object"),
    "Associate": ("linked_to", "person", "associate"),
    "Family": ("linked_to", "person", "relative"),
    "Membership": ("employed_by", "member", "organization"),
}
# What the vocabulary asks of the two ends of a relation, by schema: a vessel has no director, a body no owner.
_LEGAL = frozenset({"Company", "PublicBody", "Organization", "Person"})
_RANGES = {
    "Ownership": (frozenset({"Company", "Asset", "BankAccount", "Vessel"}), _LEGAL),
    "Directorship": (_LEGAL - {"Person"}, _LEGAL),
    "Representation": (_LEGAL, _LEGAL),
    "Employment": (frozenset({"Person"}), _LEGAL - {"Person"}),
    "Payment": (_LEGAL, _LEGAL),
}
_ACTIONS = get_args(OfficialAction)


def to_entities(
    nodes: Iterable[Node], links: Iterable[Link], imo: Mapping[str, str] | None = None
) -> Iterator[dict[str, Any]]:
    """Every node and link as one entity, in order of id: nodes first. ``imo`` gives ships' numbers by node."""
    held = {node.id: node for node in nodes}
    ids = _ids("node", held)
    for _, node in sorted(held.items()):
        yield _entity(ids[node.id], _schema(node), {
            "name": node.name, "alias": node.original_name, "country": _alpha2(node.country),
            "description": node.role, "notes": node.notes, "keywords": node.kind,
            "status": node.official_action if node.kind == "person" else "",
            "topics": "sanction" if node.listed_as else "",
            "imoNumber": f"IMO{imo[node.id]}" if imo and node.kind == "vessel" and node.id in imo else "",
        })  # fmt: skip
    ties = sorted(links, key=lambda link: link.id)
    names = _ids("link", [link.id for link in ties])
    for link in ties:
        schema, one, two = _relation(link, held)
        paid = schema == "Payment"
        yield _entity(names[link.id], schema, {
            one: ids.get(link.from_node, ""), two: ids.get(link.to_node, ""),
            "startDate": _iso(link.start), "endDate": _iso(link.end), "summary": link.condition,
            "publisher": link.asserted_by, "recordId": link.id,
            "role": "" if paid else link.kind, "status": "" if paid else link.grade,
            "description": f"evidence: {link.grade}" if paid else "",
            "amount": format(link.amount, "f") if paid and link.amount is not None else "",
            "currency": link.currency if paid and link.amount is not None else "",
        })  # fmt: skip


def write_entities(nodes: Iterable[Node], links: Iterable[Link], imo: Mapping[str, str] | None = None) -> str:
    """The entities as JSON lines; the same graph gives the same bytes."""
    return "".join(
        json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n"
        for entity in to_entities(nodes, links, imo)
    )


def _ids(prefix: str, names: Iterable[str]) -> dict[str, str]:
    """Ids as the vocabulary allows them, letters, digits, points and hyphens; two that would meet stay apart."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        made = wanted = f"{prefix}-{re.sub(r'[^0-9a-zA-Z.-]', '-', name)}".rstrip("-.")
        number = 2
        while made in taken:
            made, number = f"{wanted}-{number}", number + 1
        taken.add(made)
        found[name] = made
    return found


def _schema(node: Node) -> str:
    """The schema of a node; of banks those that are accounts by their own name are accounts."""
    account = node.kind == "bank" and "account" in node.name.lower()
    return _SCHEMA["account" if account else node.kind]


def _alpha2(code: str) -> str:
    """The two letters of a country, as the vocabulary writes it; nothing for what ISO 3166 does not know."""
    try:
        return country(code).alpha2.lower() if code else ""
    except CodeError:
        return ""


def read_entities(
    text: str, file: str = "entities.jsonl"
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Rows for nodes.csv and links.csv from JSON lines of anybody's FollowTheMoney entities.

    Grade and source no entity can state, so links are graded ``allegation`` and name the publisher. Sanctions
    become links to the authority, addresses and passports notes of whom they belong to. Each row has the ``line``
    it came from. Raises DocumentError for bad lines and for relations without both ends.
    """
    log, graph = ProblemLog(), _Read()
    for number, line in enumerate(text.splitlines(), start=1):
        if number > MOST_LINES:
            _refuse(log, file, number, f"the file has more than {MOST_LINES:,} lines")
            break
        entity = _read(line, log, file, number) if line.strip() else None
        if entity is not None:
            graph.take(entity, str(entity["schema"]), {"line": str(number)})
    graph.note()
    for row in graph.links:
        for end in ("from_node", "to_node"):
            if row[end] not in graph.nodes:
                where = f"ends at {shown(row[end])}, which is not there" if row[end] else "has one end only"
                _refuse(log, file, int(row["line"]), f"the relation {shown(row['id'])} {where}")
    if log.has_errors:
        raise DocumentError(log.problems())
    return list(graph.nodes.values()), graph.links


class _Read:
    """What was read of a file so far: rows of nodes and links, and what belongs to a node and stands elsewhere."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, str]] = {}
        self.links: list[dict[str, str]] = []
        self._addresses: dict[str, str] = {}
        self._living: list[tuple[str, str]] = []
        self._notes: list[tuple[str, str]] = []

    def take(self, entity: dict[str, Any], schema: str, at: dict[str, str]) -> None:
        """One entity, in any order: what is not known by its schema is passed over."""
        if schema in _ENDS:
            self.links += [row | at for row in _links(entity, schema)]
        elif schema == "Sanction":
            authority = _authority(entity)
            self.nodes.setdefault(authority["id"], authority | at)
            self.links += [row | at for row in _sanctions(entity, authority)]
        elif schema == "Address":
            self._addresses[_plain(entity["id"])] = _value(entity, "full") or str(entity.get("caption", ""))
        elif schema in {"Passport", "Identification"}:
            said = f"{schema.lower()} {_value(entity, 'number') or 'without a number'}"
            self._notes += [(_plain(holder), said) for holder in _values(entity, "holder")]
        elif schema in _KIND:
            row = _node(entity, schema) | at
            self.nodes[row["id"]] = row
            self._living += [(row["id"], _plain(place)) for place in _values(entity, "addressEntity")]

    def note(self) -> None:
        """Write addresses and passports into the notes of those they belong to."""
        found = [(node, f"address: {self._addresses.get(place, '')}") for node, place in self._living]
        for name, said in (*self._notes, *(f for f in found if f[1] != "address: ")):
            if name in self.nodes:
                row = self.nodes[name]
                row["notes"] = "; ".join(filter(None, (row["notes"], said)))


def _relation(link: Link, nodes: Mapping[str, Node]) -> tuple[str, str, str]:
    schema, one, two = _RELATIONS.get(link.kind, ("UnknownLink", "subject", "object"))
    if schema != "UnknownLink" and link.from_node in nodes and link.to_node in nodes:
        firsts, seconds = _RANGES[schema]
        if _schema(nodes[link.from_node]) in firsts and _schema(nodes[link.to_node]) in seconds:
            return schema, one, two
    return "UnknownLink", "subject", "object"


def _entity(name: str, schema: str, properties: Mapping[str, str | None]) -> dict[str, Any]:
    said = {
        key: [clean] for key in sorted(properties) if (clean := " ".join((properties[key] or "").split()))
    }
    return {"id": name, "schema": schema, "properties": said, "referents": [], "datasets": []}


def _read(line: str, log: ProblemLog, file: str, number: int) -> dict[str, Any] | None:
    if len(line) > _MOST_LINE or line.count("[") + line.count("{") > _MOST_LINE // 4:
        _refuse(log, file, number, f"the line has {len(line):,} characters")
        return None
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError):
        _refuse(log, file, number, "the line is not JSON")
        return None
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        _refuse(log, file, number, "the line is no entity with id, schema and properties")
        return None
    if not isinstance(entity.get("id"), str) or not isinstance(entity.get("schema"), str):
        _refuse(log, file, number, "the entity has no id or no schema")
        return None
    return entity


def _refuse(log: ProblemLog, file: str, line: int, message: str) -> None:
    log.add(
        file, line, "", message,
        rule="each line is one FollowTheMoney entity, and relations end at entities of the file",
        next_step="export the entities again as JSON lines, nodes and relations together",
    )  # fmt: skip


def _node(entity: dict[str, Any], schema: str) -> dict[str, str]:
    row = dict.fromkeys(node_cells(None), "")
    said, status = _value(entity, "keywords"), _value(entity, "status")
    kind = said if said in NODE_KINDS else _KIND[schema]
    row |= {
        "id": _plain(entity["id"]), "kind": kind, "name": _value(entity, "name") or entity["id"],
        "original_name": _value(entity, "alias"), "role": _value(entity, "description"),
        "country": _alpha3(_value(entity, "country") or _value(entity, "jurisdiction") or _value(entity, "nationality")),
        "notes": "; ".join(filter(None, (_value(entity, "notes"), *_values(entity, "address")))), "sources": IMPORTED,
        "official_action": status if kind == "person" and status in _ACTIONS else "",
    }  # fmt: skip
    if "sanction" in _values(entity, "topics"):
        datasets = entity.get("datasets")
        origin = str(datasets[0]) if isinstance(datasets, list) and datasets else "entity"
        row["listed_as"] = (
            f"{_plain(origin).lower().replace('_', '-').replace('.', '-')}:{_plain(entity['id'])}"
        )
        row["official_action"] = row["official_action"] or ("designated" if kind == "person" else "")
    return row


def _alpha3(code: str) -> str:
    try:
        return country(code.upper()).alpha3 if code else ""
    except CodeError:
        return ""


def _links(entity: dict[str, Any], schema: str) -> Iterator[dict[str, str]]:
    """One row for each pair of ends, with its numbers parted where there are several."""
    kind, one, two = _ENDS[schema]
    role = _value(entity, "role") or _value(entity, "relationship")
    share = _value(entity, "percentage")
    stated = "; ".join(filter(None, (role if role not in LINK_KINDS else "", f"{share} %" if share else "")))
    ends = [(a, b) for a in _values(entity, one) or [""] for b in _values(entity, two) or [""]]
    for number, (first, second) in enumerate(ends, start=1):
        name = _plain(_value(entity, "recordId") or entity["id"])
        yield dict.fromkeys(link_cells(None), "") | {
            "id": name if number == 1 else f"{name}-{number}",
            "from_node": _plain(first) if first else "", "to_node": _plain(second) if second else "",
            "kind": role if schema == "UnknownLink" and role in LINK_KINDS else kind,
            "start": (_value(entity, "startDate") or _value(entity, "date"))[:10],
            "end": _value(entity, "endDate")[:10], "condition": _value(entity, "summary"),
            "asserted_by": _value(entity, "publisher") or "not stated", "grade": "allegation", "stated": stated,
            "amount": _value(entity, "amount"), "currency": _value(entity, "currency"), "sources": IMPORTED,
        }  # fmt: skip


def _authority(entity: dict[str, Any]) -> dict[str, str]:
    name = _value(entity, "authority") or "an authority that is not named"
    return dict.fromkeys(node_cells(None), "") | {
        "id": _plain(re.sub(r"\W+", "-", f"authority {name.lower()}")), "kind": "body", "name": name, "sources": IMPORTED,
    }  # fmt: skip


def _sanctions(entity: dict[str, Any], authority: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """A sanction as a link from each party it is on to the authority, with its programme."""
    stated = "; ".join(filter(None, (_value(entity, "program"), _value(entity, "provisions"))))
    for number, party in enumerate(_values(entity, "entity") or [""], start=1):
        yield dict.fromkeys(link_cells(None), "") | {
            "id": _plain(entity["id"]) if number == 1 else f"{_plain(entity['id'])}-{number}",
            "from_node": _plain(party) if party else "", "to_node": authority["id"], "kind": "designated_by",
            "start": (_value(entity, "startDate") or _value(entity, "listingDate"))[:10],
            "end": _value(entity, "endDate")[:10], "asserted_by": authority["name"], "grade": "allegation",
            "stated": stated, "sources": IMPORTED,
        }  # fmt: skip


def _values(entity: dict[str, Any], name: str) -> list[str]:
    held = entity["properties"].get(name, [])
    found = held if isinstance(held, list) else [held]
    # Some exports nest the other entity where others give its id.
    return [str(item["id"]) if isinstance(item, dict) and "id" in item else str(item) for item in found]


def _value(entity: dict[str, Any], name: str) -> str:
    return next(iter(_values(entity, name)), "")


def _iso(when: object) -> str:
    return str(when).rstrip("?~%") if when is not None else ""


def _plain(name: str) -> str:
    """An id as our tables allow it: their signs kept, every other sign a hyphen."""
    kept = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name.removeprefix("node-")
    )
    return kept.lstrip("-_.")[:80] or "x"
