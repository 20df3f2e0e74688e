"""Checked tables to records: texts become dates, lists, sources and numbers, once per distinct text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import msgspec

from yalu.case.action_records import Action, ActionAmount, NamedParty, Response
from yalu.case.chain_records import Deal, Knowledge, Link, Node
from yalu.case.records import (
    ANSWER_CELLS,
    Contradiction,
    CoverageRow,
    Event,
    Flow,
    Lead,
    Listed,
    Post,
    Published,
    RecordedShare,
    Roster,
    Seat,
    Source,
    SourceRef,
    Tenure,
    Tour,
    Visit,
    VisitStep,
)
from yalu.case.tables import table_schemas
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_schemas import FieldKind
from yalu.vocabulary.answers import Answer
from yalu.vocabulary.dates import parse_date

R = TypeVar("R", bound=msgspec.Struct)

RECORDS: dict[str, type[msgspec.Struct]] = {
    "sources": Source, "posts": Post, "rosters": Roster, "seats": Seat, "visits": Visit, "steps": VisitStep,
    "events": Event, "eras": Tenure, "tours": Tour, "published": Published, "listed": Listed, "flows": Flow,
    "shares": RecordedShare, "leads": Lead, "coverage": CoverageRow, "actions": Action, "amounts": ActionAmount,
    "named": NamedParty, "responses": Response, "deals": Deal, "nodes": Node, "links": Link, "knowledge": Knowledge,
    "contradictions": Contradiction,
}  # fmt: skip
# Every case may rest single fields on memory; it is the one source that needs no row.
MEMORY_SOURCE = Source(id="memory", title="The compilers' memory", kind="memory", reliability="F")


def records_of(tables: Mapping[str, Table], name: str, record: type[R]) -> tuple[R, ...]:
    """The rows of a checked table as records, in file order; none when the case has no such table."""
    return tuple(row for table in tables.values() if table.name == name for row in _rows(table, record))


def _rows(table: Table, record: type[R]) -> Iterator[R]:
    names, columns = [], []
    for field in table_schemas()[table.name].fields:
        column = table.columns.get(field.name)
        if column is not None:
            names.append(field.name)
            empty = _defaults(record)[field.name]
            read = ANSWER_CELLS.__getitem__ if isinstance(empty, Answer) else _READERS.get(field.kind, str)
            columns.append(_values(column, read, empty))
    return (record(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True))


def sources_of(tables: Mapping[str, Table]) -> dict[str, Source]:
    """The sources by id, memory among them."""
    sources = {source.id: source for source in records_of(tables, "sources", Source)}
    return sources if "memory" in sources else {**sources, "memory": MEMORY_SOURCE}


def posts_of(tables: Mapping[str, Table]) -> dict[str, Post]:
    """The posts by id."""
    return {post.id: post for post in records_of(tables, "posts", Post)}


def _values(column: list[str], read: Callable[[str], Any], empty: Any) -> list[Any]:
    if read is str and empty == "":
        return list(column)
    memo = {text: read(text) if text else empty for text in set(column)}
    return [memo[text] for text in column]


@cache
def _defaults(record: type[msgspec.Struct]) -> dict[str, Any]:
    """What an empty cell means: the default of the record's field, or empty text."""
    fields = msgspec.structs.fields(record)
    return {field.name: "" if field.default is msgspec.NODEFAULT else field.default for field in fields}


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(";"))


def _sources(text: str) -> tuple[SourceRef, ...]:
    parts = (part.partition(":") for part in text.split(";"))
    return tuple(SourceRef(source, int(digit)) for source, _, digit in parts)


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    parts = (part.partition("=") for part in text.split(";"))
    return tuple((name, value) for name, _, value in parts)


_READERS: dict[FieldKind, Callable[[str], Any]] = {
    "date": parse_date, "posts": _list, "list": _list, "memory": _list, "sources": _sources, "pairs": _pairs,
    "integer": int, "number": float, "amount": Decimal,
}  # fmt: skip
