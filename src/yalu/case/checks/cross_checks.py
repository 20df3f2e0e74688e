"""Checks that every fact row keeps: its sources exist, what rests on memory is said, contradictions point to rows."""

from __future__ import annotations

from collections.abc import Mapping

from yalu.case.tables import FACT_TABLES, table_schemas
from yalu.documents.problems import Nearest, ProblemLog, shown
from yalu.documents.tables.cell_types import CellFault
from yalu.documents.tables.column_faults import log_cell, log_parts
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_schemas import TableSchema

MEMORY = "memory"


def check_references(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every source and every place of a contradiction that leads nowhere.

    Rows of a table that could not be read are not missed.
    """
    for table in tables.values():
        if table.name in FACT_TABLES:
            schema = table_schemas()[table.name]
            _check_sources(table, schema, tables, log)
            _check_memory(table, schema, log)
    if "contradictions" in tables:
        _check_contradictions(tables["contradictions"], tables, log)


def _check_sources(table: Table, schema: TableSchema, tables: Mapping[str, Table], log: ProblemLog) -> None:
    known = {*tables["sources"].column("id"), MEMORY} if "sources" in tables else None
    near = Nearest(known or ())

    def wrong(part: str) -> bool:
        source, _, digit = part.partition(":")
        return (source == MEMORY and digit != "6") or (known is not None and source not in known)

    def describe(part: str) -> CellFault:
        source, _, digit = part.partition(":")
        if source == MEMORY:
            rule = "memory can be judged by nobody else, so it is always memory:6"
            return CellFault(f"{shown(part)} gives memory the credibility {digit}", rule, "write memory:6")
        return CellFault(
            f"there is no source {shown(source)}{near(source)}",
            "every source a row names has a row in sources.csv",
            "add it to sources.csv, or correct the id",
        )

    log_parts(table, "sources", schema.field("sources"), wrong, describe, log)


def _check_memory(table: Table, schema: TableSchema, log: ProblemLog) -> None:
    names = {*schema.names, *table.columns} - {"id", "sources", "memory"}
    near = Nearest(names)

    def describe(part: str) -> CellFault:
        return CellFault(
            f"{shown(part)} is not a column of {schema.name}{near(part)}",
            "“memory” names columns of the same table, joined by ;",
            "name columns of this table",
        )

    log_parts(table, "memory", schema.field("memory"), lambda part: part not in names, describe, log)
    if "sources" not in table.columns:
        return
    for row, (sources, memory) in enumerate(
        zip(table.column("sources"), table.column("memory"), strict=True)
    ):
        if (
            not memory
            and "memory:" in sources
            and MEMORY in {s.partition(":")[0] for s in sources.split(";")}
        ):
            log_cell(
                table, row, "memory", log, sources,
                f"the row rests on {shown('memory:6')} but “memory” is empty",
                "a row that names memory:6 lists the columns that rest on memory",
                "write the names of those columns, joined by ;",
            )  # fmt: skip


def _check_contradictions(table: Table, tables: Mapping[str, Table], log: ProblemLog) -> None:
    held: dict[str, list[Table]] = {}
    for one in tables.values():
        held.setdefault(one.name, []).append(one)
    ids = {
        name: {row for one in held[name] for row in one.column("id")}
        for name in held.keys() & set(table.column("table"))
    }
    rows = zip(table.column("table"), table.column("row"), table.column("field"), strict=True)
    for number, (name, row, field) in enumerate(rows):
        schema = table_schemas().get(name)
        if schema is None or not row:
            continue  # already logged by the schema
        if name not in held:
            fault = "table", name, f"the case has no table {shown(name)} that can be read"
        elif row not in ids[name]:
            fault = "row", row, f"{name} has no row {shown(row)}"
        elif field and field not in schema.names and all(field not in one.columns for one in held[name]):
            fault = "field", field, f"{name} has no column {shown(field)}"
        else:
            continue
        log_cell(
            table, number, fault[0], log, fault[1],
            fault[2],
            "a contradiction points to an existing row and column",
            "correct the table, row or field it points to",
        )  # fmt: skip
