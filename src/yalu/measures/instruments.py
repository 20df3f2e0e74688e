"""The table of instruments, and the sources of a regime, read with the checks every table gets."""

from __future__ import annotations

from pathlib import Path

from yalu.case.building import sources_of
from yalu.case.tables import table_schemas
from yalu.documents.csv_tables import Table, read_table
from yalu.documents.problems import ProblemLog
from yalu.documents.table_checks import check_table
from yalu.documents.table_schemas import Constraints, Field, TableSchema
from yalu.documents.user_files import read_user_file
from yalu.measures.records import Instrument
from yalu.vocabulary.results import Citation

_ID = "^[a-z0-9][a-z0-9._-]{0,79}$"
_DATE = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?$"


def _field(name: str, description: str, kind: str = "text", **constraints: object) -> Field:
    return Field(name, "string", name.capitalize(), description, kind, Constraints(**constraints))  # type: ignore[arg-type]


INSTRUMENTS = TableSchema(
    name="instruments",
    title="Instruments",
    description="The resolutions, laws and announcements of a regime.",
    required=True,
    fields=(
        _field(
            "id",
            "The id of this instrument, such as unscr-2321.",
            "id",
            required=True,
            unique=True,
            pattern=_ID,
        ),
        _field("title", "Its title in our words.", required=True),
        _field("layer", "UN law or national law.", "enum", required=True, enum=("un", "national")),
        _field("state", "ISO alpha-3 code of the state whose law it is; empty for UN law."),
        _field("adopted", "The day it was adopted.", "date", required=True, pattern=_DATE),
        _field("effective", "The day it took effect.", "date", pattern=_DATE),
        _field("published", "The day it became public.", "date", pattern=_DATE),
        _field("vote", "The vote, such as 15-0-0."),
        _field("sources", "source-id:credibility joined by ;.", "sources", required=True),
        _field("memory", "Names of columns that rest on memory, joined by ;.", "memory"),
        _field("notes", "Anything a reader of this row should know."),
    ),
    primary_key=("id",),
    missing_values=("",),
)


def read_instruments(folder: Path, log: ProblemLog) -> tuple[dict[str, Instrument], bytes] | None:
    """The instruments of ``instruments.csv`` by id with the bytes read, or None when there is no such file."""
    found = _read(folder, "instruments.csv", INSTRUMENTS, log)
    if found is None:
        return None
    table, data = found
    names = [field.name for field in INSTRUMENTS.fields if field.name in table.columns]
    columns = [table.columns[name] for name in names]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    required = [field.name for field in INSTRUMENTS.fields if field.required]
    usable = [row for row in rows if all(row.get(n) for n in required) and row["layer"] in {"un", "national"}]
    return {row["id"]: Instrument(**row) for row in usable}, data


def read_sources(folder: Path, log: ProblemLog) -> tuple[dict[str, Citation], bytes] | None:
    """The sources of ``sources.csv`` by id as trails name them, or None when there is no such file."""
    found = _read(folder, "sources.csv", table_schemas()["sources"], log)
    if found is None:
        return None
    table, data = found
    if log.has_errors:
        return {source: Citation(source) for source in table.column("id")}, data
    sources = sources_of({"sources": table})
    return {s.id: Citation(s.id, s.title, s.url, s.reliability) for s in sources.values()}, data


def _read(folder: Path, file: str, schema: TableSchema, log: ProblemLog) -> tuple[Table, bytes] | None:
    if not (folder / file).exists():
        return None
    data = read_user_file(folder / file, log, kind="table", file=file, inside=folder)
    table = None if data is None else read_table(data, schema, log, file=file)
    if data is None or table is None:
        return None
    check_table(table, schema, log)
    return table, data
