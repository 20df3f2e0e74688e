"""Chains as FollowTheMoney entities, one JSON object a line, and back.

Relations use the schemas of the vocabulary (Ownership, Representation, Employment, Payment, Sanction); what it has
no word for is an UnknownLink with our kind as its role. The whole row travels under ``yalu`` beside the
properties, which other readers pass over, so that a file of ours comes back without loss.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from yalu.case.chain_records import Link, Node
from yalu.chains.rows import link_cells, node_cells
from yalu.chains.words import LINK_KINDS
from yalu.documents.problems import DocumentError, ProblemLog, shown

MOST_LINES = 1_000_000
IMPORTED = "imported:6"  # the source of rows whose file names none
_MOST_LINE = 200_000
_MOST_DEPTH = 16
_SCHEMA = {
    "company": "Company", "person": "Person", "body": "PublicBody", "bank": "Company", "vessel": "Vessel",
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
    "Membership": ("employed_by", "member", "organization"),
}
# Interval relations whose ends FollowTheMoney restricts: a vessel is no organization that has a director.
_LEGAL = frozenset({"company", "person", "body", "bank", "programme"})


def to_entities(nodes: Iterable[Node], links: Iterable[Link]) -> Iterator[dict[str, Any]]:
    """Every node and link as one entity, in order of id: nodes first."""
    held = {node.id: node for node in nodes}
    for _, node in sorted(held.items()):
        properties: dict[str, list[str]] = {
            "name": [node.name], "alias": _some(node.original_name), "country": _some(node.country.lower()),
            "description": _some(node.role), "notes": _some(node.notes), "keywords": [node.kind],
        }  # fmt: skip
        if node.listed_as:
            properties["topics"] = ["sanction"]
        yield _entity(f"node-{node.id}", _SCHEMA[node.kind], properties, node_cells(node))
    for link in sorted(links, key=lambda link: link.id):
        schema, one, two = _relation(link, held)
        properties = {
            one: [f"node-{link.from_node}"], two: [f"node-{link.to_node}"], "role": [link.kind],
            "startDate": _some(_iso(link.start)), "endDate": _some(_iso(link.end)),
            "summary": _some(link.condition), "publisher": [link.asserted_by], "recordId": [link.id],
            "status": [link.grade],
        }  # fmt: skip
        if schema == "Payment" and link.amount is not None:
            properties |= {"amount": [format(link.amount, "f")], "currency": [link.currency]}
        yield _entity(f"link-{link.id}", schema, properties, link_cells(link))


def write_entities(nodes: Iterable[Node], links: Iterable[Link]) -> str:
    """The entities as JSON lines; the same graph gives the same bytes."""
    return "".join(
        json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n" for entity in to_entities(nodes, links)
    )


def read_entities(
    text: str, file: str = "entities.jsonl"
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Rows for nodes.csv and links.csv from JSON lines of anybody's FollowTheMoney entities.

    Rows of our own files come back as they were. Others get what their properties say; grade and source they
    cannot state, so their links are graded ``allegation`` and name the publisher. Raises DocumentError for bad lines.
    """
    log = ProblemLog()
    nodes: dict[str, dict[str, str]] = {}
    links: list[dict[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if number > MOST_LINES:
            _refuse(log, file, number, f"the file has more than {MOST_LINES:,} lines")
            break
        entity = _read(line, log, file, number) if line.strip() else None
        if entity is None:
            continue
        schema = str(entity["schema"])
        if schema in _ENDS or schema == "Payment":
            link = _ours(entity, link_cells(None), log, file, number) or _foreign_link(entity, schema)
            links.append(link)
        elif schema in _KIND:
            row = _ours(entity, node_cells(None), log, file, number) or _foreign_node(entity, schema)
            nodes[row["id"]] = row
    for row in links:
        for end in ("from_node", "to_node"):
            if row[end] not in nodes:
                _refuse(
                    log,
                    file,
                    0,
                    f"the relation {shown(row['id'])} ends at {shown(row[end])}, which is not there",
                )
    if log.has_errors:
        raise DocumentError(log.problems())
    return list(nodes.values()), links


def _relation(link: Link, nodes: dict[str, Node]) -> tuple[str, str, str]:
    schema, one, two = _RELATIONS.get(link.kind, ("UnknownLink", "subject", "object"))
    ends = {nodes[end].kind for end in (link.from_node, link.to_node) if end in nodes}
    if schema != "Ownership" and not ends <= _LEGAL:
        return "UnknownLink", "subject", "object"
    return schema, one, two


def _entity(name: str, schema: str, properties: dict[str, list[str]], row: dict[str, str]) -> dict[str, Any]:
    said = {key: values for key, values in properties.items() if values}
    return {"id": name, "schema": schema, "properties": said, "yalu": row}


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


def _foreign_node(entity: dict[str, Any], schema: str) -> dict[str, str]:
    row = dict.fromkeys(node_cells(None), "")
    kind = _KIND[schema]
    row |= {
        "id": _plain(entity["id"]), "kind": kind, "name": _value(entity, "name") or entity["id"],
        "original_name": _value(entity, "alias"), "role": _value(entity, "description"),
        "notes": _value(entity, "notes"), "sources": IMPORTED,
    }  # fmt: skip
    if "sanction" in _values(entity, "topics"):
        datasets = entity.get("datasets")
        origin = str(datasets[0]) if isinstance(datasets, list) and datasets else "entity"
        row["listed_as"] = (
            f"{_plain(origin).lower().replace('_', '-').replace('.', '-')}:{_plain(entity['id'])}"
        )
        row["official_action"] = "designated" if kind == "person" else ""
    return row


def _foreign_link(entity: dict[str, Any], schema: str) -> dict[str, str]:
    kind, one, two = _ENDS.get(schema, ("paid", "payer", "beneficiary"))
    role = _value(entity, "role")
    row = dict.fromkeys(link_cells(None), "")
    row |= {
        "id": _plain(_value(entity, "recordId") or entity["id"]),
        "from_node": _plain(_value(entity, one)), "to_node": _plain(_value(entity, two)),
        "kind": role if schema == "UnknownLink" and role in LINK_KINDS else kind,
        "start": _value(entity, "startDate")[:10], "end": _value(entity, "endDate")[:10],
        "condition": _value(entity, "summary"), "asserted_by": _value(entity, "publisher") or "not stated",
        "grade": "allegation", "stated": role if role not in LINK_KINDS else "",
        "amount": _value(entity, "amount"), "currency": _value(entity, "currency"), "sources": IMPORTED,
    }  # fmt: skip
    return row


def _values(entity: dict[str, Any], name: str) -> list[str]:
    held = entity["properties"].get(name, [])
    found = held if isinstance(held, list) else [held]
    # Some exports nest the other entity where others give its id.
    return [str(item["id"]) if isinstance(item, dict) and "id" in item else str(item) for item in found]


def _value(entity: dict[str, Any], name: str) -> str:
    return next(iter(_values(entity, name)), "")


def _ours(
    entity: dict[str, Any], columns: Iterable[str], log: ProblemLog, file: str, number: int
) -> dict[str, str] | None:
    """The row that a file of ours carries, or None; a column it lacks is a problem of its line."""
    row = entity.get("yalu")
    if not isinstance(row, dict):
        return None
    for name in columns:
        if name not in row:
            log.add(
                file, number, f"yalu.{name}", f"the entity {shown(entity['id'])} has no {shown(name)} under “yalu”",
                rule="an entity that Yalu wrote carries its whole row under “yalu”",
                next_step="export the chains again, or remove “yalu” from the entity, to have its properties read",
            )  # fmt: skip
    return {name: str(row.get(name, "")) for name in columns}


def _some(text: str) -> list[str]:
    return [text] if text else []


def _iso(when: object) -> str:
    return str(when).rstrip("?~%") if when is not None else ""


def _plain(name: str) -> str:
    """An id as our tables allow it: their signs kept, every other sign a hyphen."""
    kept = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in name.removeprefix("node-")
    )
    return kept.lstrip("-_.")[:80] or "x"
