"""Files to take away: CSV that a spreadsheet cannot be tricked by, a zip, JSON.

The same data give the same bytes: fixed timestamps, sorted names, one insertion order.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from yalu.case.knowledge import known_sources
from yalu.case.records import ANSWER_CELLS, Case, Row, SourceRef
from yalu.case.tables import table_schemas
from yalu.documents.tables.exports import csv_text
from yalu.site.frame.figure_page import Cell, Site
from yalu.vocabulary.answers import Answer
from yalu.vocabulary.dates import PartialDate

# The first moment a zip can name; any fixed one would do.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class DownloadTable(msgspec.Struct, frozen=True):
    """A table ready to write: its name, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def case_tables(case: Case) -> tuple[DownloadTable, ...]:
    """Every table of a case, columns as the case format names them. Empty tables are left out."""
    groups: dict[str, Iterable[msgspec.Struct]] = {
        "sources": known_sources(case).values(), "posts": case.posts.values(), "rosters": case.rosters,
        "seats": case.seats, "visits": case.visits, "steps": case.steps, "events": case.events,
        "eras": case.tenures, "tours": case.tours, "published": case.published, "listed": case.listed,
        "flows": case.flows, "shares": case.shares, "leads": case.leads, "coverage": case.coverage,
        "actions": case.actions, "amounts": case.amounts, "named": case.named, "responses": case.responses,
        "deals": case.deals, "nodes": case.nodes, "links": case.links, "knowledge": case.knowledge,
        "contradictions": case.contradictions,
    }  # fmt: skip
    tables = (_table(name, tuple(rows)) for name, rows in groups.items())
    return tuple(table for table in tables if table.rows)


def _table(name: str, rows: Sequence[msgspec.Struct]) -> DownloadTable:
    if not rows:
        return DownloadTable(name, (), ())
    fields: list[str] = list(rows[0].__struct_fields__)
    if isinstance(rows[0], Row):
        # The struct lists inherited fields first; in files they come last, as in the case format.
        last = ["sources", "memory", "notes"]
        fields = [field for field in fields if field not in last] + last
    # What the case computes is no column of the format; x_ keeps it apart, so that the file can be read back.
    known = table_schemas()[name].names
    columns = tuple(field if field in known else f"x_{field}" for field in fields)
    return DownloadTable(
        name, columns, tuple(tuple(_cell(getattr(row, field)) for field in fields) for row in rows)
    )


def _cell(value: Any) -> Cell:
    """A field as the case format writes it."""
    if isinstance(value, Answer):
        return next(word for word, answer in ANSWER_CELLS.items() if answer == value)
    if value is None or isinstance(value, int | float | str):
        return value
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return ";".join(_listed(item) for item in value)
    return str(value)


def _listed(item: Any) -> str:
    if isinstance(item, SourceRef):
        return f"{item.source}:{item.credibility}"
    return "=".join(item) if isinstance(item, tuple) else str(item)


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]], site: Site) -> bytes:
    """A CSV file in UTF-8; its last column repeats the versions, so that a copied row keeps them."""
    return csv_text((*columns, "version"), ((*row, site.version) for row in rows)).encode("utf-8")


def json_bytes(value: Any) -> bytes:
    """Any structure as indented JSON with sorted keys."""
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2) + b"\n"


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """A zip whose bytes depend on nothing but names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, files[name])
    return buffer.getvalue()
