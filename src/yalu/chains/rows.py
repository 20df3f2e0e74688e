"""Nodes and links as rows of text, in the columns of the case format, for every file format of chains."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from yalu.case.chain_records import Link, Node
from yalu.case.tables import table_schemas
from yalu.documents.tables.source_refs import SourceRef
from yalu.vocabulary.dates import PartialDate


def node_cells(node: Node | None) -> dict[str, str]:
    """A node by column; every column empty for None."""
    return _cells(node, "nodes")


def link_cells(link: Link | None) -> dict[str, str]:
    """A link by column; every column empty for None."""
    return _cells(link, "links")


def _cells(row: msgspec.Struct | None, table: str) -> dict[str, str]:
    names = table_schemas()[table].names
    return {name: "" if row is None else text_of(getattr(row, name)) for name in names}


def text_of(value: Any) -> str:
    """A field as the case format writes it in a cell."""
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return ";".join(
            f"{part.source}:{part.credibility}" if isinstance(part, SourceRef) else str(part)
            for part in value
        )
    return str(value)
