"""The table of instruments, and the sources of a regime, read with the checks every table gets."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import get_args

from msgspec.structs import replace

from yalu.case.record_builder import sources_of
from yalu.case.tables import table_schemas
from yalu.documents.problems import ProblemLog, one_of, shown
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_checks import checked_table
from yalu.documents.tables.table_schemas import TableSchema, text_field
from yalu.law.text.records import Instrument, Layer
from yalu.vocabulary.results import Citation

_ID = "^[a-z0-9][a-z0-9._-]{0,79}$"
_STATE = re.compile("[A-Z]{3}")
_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?$"


INSTRUMENTS = TableSchema(
    name="instruments",
    title="Instruments",
    description="The resolutions, laws and announcements of a regime.",
    required=True,
    fields=(
        text_field(
            "id",
            "The id of this instrument, such as unscr-2321.",
            "id",
            required=True,
            unique=True,
            pattern=_ID,
        ),
        text_field("title", "Its title in our words.", required=True),
        text_field("short", "What it is cited by, such as Resolution 2397 (2017); empty: its title."),
        text_field("layer", "UN law, the law of a body of states, or national law.", "enum", required=True),
        text_field("state", "ISO alpha-3 code of the state, or the body, whose law it is; empty for UN law."),
        text_field("adopted", "The day it was adopted.", "date", required=True, pattern=_DATE),
        text_field("effective", "The day it took effect.", "date", pattern=_DATE),
        text_field("published", "The day it became public.", "date", pattern=_DATE),
        text_field("vote", "The vote, such as 15-0-0."),
        text_field("sources", "source-id:credibility joined by ;.", "sources", required=True),
        text_field("memory", "Names of columns that rest on memory, joined by ;.", "memory"),
        text_field("notes", "Anything a reader of this row should know."),
    ),
    primary_key=("id",),
    missing_values=("",),
)


def read_instruments(
    folder: Path, bodies: Collection[str], log: ProblemLog
) -> tuple[dict[str, Instrument], bytes, Table] | None:
    """The instruments of ``instruments.csv`` by id with the bytes and the table read, or None without such a file.

    ``bodies`` are those of ``regime.yaml``: a layer may be a body's own name, read as ``regional``.
    """
    path, schema = folder / "instruments.csv", _with_layers((*get_args(Layer), *bodies))
    found = checked_table(path, schema, log, file=path.name, inside=folder) if path.exists() else None
    if found is None:
        return None
    table, data = found
    _check_states(table, bodies, log)
    names = [field.name for field in INSTRUMENTS.fields if field.name in table.columns]
    columns = [table.columns[name] for name in names]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    required = [field.name for field in INSTRUMENTS.fields if field.required]
    for row in rows:
        if row.get("layer") in bodies:
            row |= {"layer": "regional", "state": row["layer"]}
    usable = [row for row in rows if all(row.get(n) for n in required) and row["layer"] in get_args(Layer)]
    return {row["id"]: Instrument(**row) for row in usable}, data, table


def _with_layers(layers: tuple[str, ...]) -> TableSchema:
    fields = (
        replace(field, constraints=replace(field.constraints, enum=layers))
        if field.name == "layer"
        else field
        for field in INSTRUMENTS.fields
    )
    return replace(INSTRUMENTS, fields=tuple(fields))


def _check_states(table: Table, bodies: Collection[str], log: ProblemLog) -> None:
    """Log every instrument that does not say whose law it is, as its layer asks for."""
    for line, layer, state in zip(table.lines, table.column("layer"), table.column("state"), strict=True):
        wanted = _whose(layer, state, bodies)
        if wanted:
            log.add(
                table.file, line, "state", f"{shown(state)} does not say whose law it is: the layer is {shown(layer)}"
                if state else f"the layer is {shown(layer)}, and nobody is named whose law it is",
                rule=wanted, next_step="fill in “state”, or correct “layer”", value=state,
            )  # fmt: skip


def _whose(layer: str, state: str, bodies: Collection[str]) -> str:
    """The rule that the column ``state`` breaks, or ""."""
    if layer == "national" and not _STATE.fullmatch(state):
        return (
            "national law names its state by ISO alpha-3 code; the law of a body in regime.yaml is regional"
        )
    if layer == "regional" and state not in bodies:
        return f"regional law names the body that made it, one of regime.yaml: {one_of(bodies) or 'none'}"
    if (layer == "un" and state) or (layer in bodies and state not in {"", layer}):
        return "UN law and a layer with the name of a body leave “state” empty"
    return ""


def read_sources(folder: Path, log: ProblemLog) -> tuple[dict[str, Citation], bytes] | None:
    """The sources of ``sources.csv`` by id as trails name them, or None when there is no such file."""
    path, schema = folder / "sources.csv", table_schemas()["sources"]
    found = checked_table(path, schema, log, file=path.name, inside=folder) if path.exists() else None
    if found is None:
        return None
    table, data = found
    if log.has_errors:
        return {source: Citation(source) for source in table.column("id")}, data
    sources = sources_of({"sources": table})
    return {s.id: Citation(s.id, s.title, s.url, s.reliability, s.publisher) for s in sources.values()}, data
