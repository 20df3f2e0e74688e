"""Chains as FollowTheMoney entities, one JSON object a line.

Relations use the schemas of the vocabulary where it has the word; what it has no word for is an UnknownLink with
our kind as its role. What is written is what the vocabulary's own validator writes back, byte for byte: ids without
underscores, countries of two letters, and no property that a schema has not. Columns of ours without a property
travel as texts beside, so that an import of our file gives back what an import once read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yalu.case.chain_records import Link, Node
from yalu.chains.formats.entity_schemas import (
    CARRIED,
    IDENTIFIERS,
    WITH_ROLE,
    WRITES,
    relation_of,
    schema_of,
)  # fmt: skip
from yalu.chains.rows import link_cells, node_cells
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.places.countries import country

# Columns that are evidence: a file of entities cannot vouch for its own grade and sources.
_EVIDENCE = ("grade", "sources", "memory")
_NODE_SAID = ("id", "kind", "name", "original_name", "country", "identifiers", "role", "notes", *_EVIDENCE)
_LINK_SAID = ("id", "from_node", "kind", "to_node", "condition", "asserted_by", *_EVIDENCE)


def to_entities(
    nodes: Iterable[Node], links: Iterable[Link], imo: Mapping[str, str] | None = None
) -> Iterator[dict[str, Any]]:
    """Every node and link as one entity, in order of id: nodes first. ``imo`` gives ships' numbers by node."""
    held = {node.id: node for node in nodes}
    ids = _ids("node", held)
    for _, node in sorted(held.items()):
        yield _entity(ids[node.id], schema_of(node), _of_node(node, (imo or {}).get(node.id, "")))
    ties = sorted(links, key=lambda link: link.id)
    names = _ids("link", [link.id for link in ties])
    for link in ties:
        schema, one, two = relation_of(link, held)
        ends = {one: ids.get(link.from_node, ""), two: ids.get(link.to_node, "")}
        yield _entity(names[link.id], schema, ends | _of_link(link, schema))


def write_entities(nodes: Iterable[Node], links: Iterable[Link], imo: Mapping[str, str] | None = None) -> str:
    """The entities as JSON lines; the same graph gives the same bytes."""
    return "".join(
        json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n"
        for entity in to_entities(nodes, links, imo)
    )


def _of_node(node: Node, imo: str) -> dict[str, Any]:
    """The properties of a node: those the vocabulary has, then the other columns in ``keywords``."""
    schema, cells = schema_of(node), node_cells(node)
    found_properties, left = _identifiers(node, schema)
    if imo and node.kind == "vessel" and "imoNumber" not in found_properties:
        found_properties["imoNumber"] = [f"IMO{imo}"]
    carried = {column: text for column, text in cells.items() if column not in _NODE_SAID}
    if node.kind == "person":
        del carried["official_action"]
    alpha2 = _alpha2(node.country)
    if node.country and not alpha2:
        carried["country"] = node.country
    carried["identifiers"] = ";".join(left)
    return found_properties | {
        "name": node.name, "alias": node.original_name, "country": alpha2, "description": node.role,
        "notes": node.notes, "keywords": [node.kind, *_carried(carried)],
        "status": node.official_action if node.kind == "person" else "",
        "topics": "sanction" if node.listed_as else "",
    }  # fmt: skip


def _identifiers(node: Node, schema: str) -> tuple[dict[str, Any], list[str]]:
    """Identifiers as properties of a schema, and those it has none for."""
    found_properties: dict[str, Any] = {}
    left: list[str] = []
    for said in node.identifiers:
        found = [
            name for name, word in IDENTIFIERS.items()
            if said.startswith(f"{word} ") and name in WRITES.get(schema, ())
        ]  # fmt: skip
        if found and found[0] not in found_properties:
            number = said.removeprefix(f"{IDENTIFIERS[found[0]]} ")
            found_properties[found[0]] = [f"IMO{number}" if found[0] == "imoNumber" else number]
        else:
            left.append(said)
    return found_properties, left


def _of_link(link: Link, schema: str) -> dict[str, Any]:
    """The properties of a link besides its ends: those the vocabulary has, then the other columns in ``description``."""
    cells = link_cells(link)
    carried = {column: text for column, text in cells.items() if column not in _LINK_SAID}
    start, end = _iso(link.start), _iso(link.end)
    for column, said in (("start", start), ("end", end)):
        if said == carried[column]:
            carried[column] = ""
    found_properties: dict[str, Any] = {"startDate": start, "endDate": end}
    if schema == "Payment" and start and start == end:
        found_properties = {"date": start}  # one day, as the vocabulary writes it
    if schema == "Ownership" and link.share is not None:
        found_properties["percentage"], carried["share"] = cells["share"], ""
    if schema == "Payment" and link.amount is not None:
        found_properties |= {"amount": cells["amount"], "currency": link.currency}
        carried |= {"amount": "", "currency": ""}
    if schema in WITH_ROLE:
        found_properties |= {"role": link.kind, "status": link.grade}
    evidence = [] if schema in WITH_ROLE else [f"evidence: {link.grade}"]
    return found_properties | {
        "summary": link.condition, "publisher": link.asserted_by, "recordId": link.id,
        "description": [*evidence, *_carried(carried)],
    }  # fmt: skip


def _carried(columns: Mapping[str, str]) -> list[str]:
    return [f"{CARRIED}{column}: {text}" for column, text in sorted(columns.items()) if text]


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


def _alpha2(code: str) -> str:
    """The two letters of a country, as the vocabulary writes it; nothing for what ISO 3166 does not know."""
    try:
        return country(code).alpha2.lower() if code else ""
    except CodeError:
        return ""


def _entity(name: str, schema: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, list[str]] = {}
    for key in sorted(properties):
        held = properties[key]
        texts = [" ".join((text or "").split()) for text in (held if isinstance(held, list) else [held])]
        if kept := [text for text in dict.fromkeys(texts) if text]:
            said[key] = kept
    return {"id": name, "schema": schema, "properties": said, "referents": [], "datasets": []}


def _iso(when: PartialDate | None) -> str:
    """A date as the vocabulary writes it; nothing for a decade or a season, which it has no way to write."""
    if when is None or when.precision not in {"day", "month", "year"}:
        return ""
    return when.text.rstrip("?~%")
