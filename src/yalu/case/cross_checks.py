"""Checks across tables: every id a row names exists, and means what the row needs it to mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yalu.case.tables import FACT_TABLES, table_schemas
from yalu.documents.problems import Nearest, ProblemLog, shown
from yalu.documents.tables.cell_types import CellFault, is_fine
from yalu.documents.tables.column_faults import log_rows
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_schemas import TableSchema

MEMORY = "memory"
_GUESTS = {"partner_to_target": "partner", "target_to_partner": "target"}


def check_references(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every reference that leads nowhere; a table that could not be read is not held against others."""
    for table in tables.values():
        if table.name in FACT_TABLES:
            _check_sources(table, tables, log)
            _check_memory(table, table_schemas()[table.name], log)
    for name in ("steps", "tours", "listed"):
        if name in tables and "visits" in tables:
            _check_visit_ids(tables[name], tables["visits"], log)
    if "visits" in tables and "posts" in tables:
        _check_posts(tables["visits"], tables["posts"], log)
    if "contradictions" in tables:
        _check_contradictions(tables["contradictions"], tables, log)


def _check_sources(table: Table, tables: Mapping[str, Table], log: ProblemLog) -> None:
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

    _check_parts(table, "sources", wrong, describe, log)


def _check_memory(table: Table, schema: TableSchema, log: ProblemLog) -> None:
    names = {*schema.names, *table.columns} - {"id", "sources", "memory"}
    near = Nearest(names)

    def describe(part: str) -> CellFault:
        return CellFault(
            f"{shown(part)} is not a column of {schema.name}{near(part)}",
            "“memory” names columns of the same table, joined by ;",
            "name columns of this table",
        )

    _check_parts(table, "memory", lambda part: part not in names, describe, log)
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
            log.add(
                table.file,
                table.lines[row],
                "memory",
                f"the row rests on {shown('memory:6')} but “memory” is empty",
                rule="a row that names memory:6 lists the columns that rest on memory",
                next_step="write the names of those columns, joined by ;",
                value=sources,
            )


def _check_visit_ids(table: Table, visits: Table, log: ProblemLog) -> None:
    known = set(visits.column("id"))
    near = Nearest(known)

    def describe(part: str) -> CellFault:
        return CellFault(
            f"there is no visit {shown(part)}{near(part)}",
            "“visit” is an id of visits.csv",
            "add it to visits.csv, or correct the id",
        )

    _check_parts(table, "visit", lambda part: part not in known, describe, log)


def _check_posts(visits: Table, posts: Table, log: ProblemLog) -> None:
    sides = dict(zip(posts.column("id"), posts.column("side"), strict=True))
    near = Nearest(sides)

    def describe(part: str) -> CellFault:
        return CellFault(
            f"there is no post {shown(part)}{near(part)}",
            "every post a visit names has a row in posts.csv",
            "add it to posts.csv, or correct the id",
        )

    _check_parts(visits, "posts", lambda part: part not in sides, describe, log)
    memo: dict[tuple[str, str], str] = {}
    for row, pair in enumerate(zip(visits.column("posts"), visits.column("direction"), strict=True)):
        if pair not in memo:
            memo[pair] = _other_side(*pair, sides)
        if memo[pair]:
            log.add(
                visits.file,
                visits.lines[row],
                "posts",
                f"{shown(memo[pair])} is a post of the {sides[memo[pair]]}, but the direction is {pair[1]}",
                rule="a guest holds posts of the side that travels; either side in a third country",
                next_step="correct the direction or the post",
                value=pair[0],
            )


def _other_side(posts: str, direction: str, sides: Mapping[str, str]) -> str:
    """The first post that belongs to the side that did not travel, or empty text."""
    guest = _GUESTS.get(direction)
    if guest is None:
        return ""
    wrong = (p for p in posts.split(";") if sides.get(p) in {"target", "partner"} and sides[p] != guest)
    return next(wrong, "")


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
        log.add(
            table.file,
            table.lines[number],
            fault[0],
            fault[2],
            rule="a contradiction points to an existing row and column",
            next_step="correct the table, row or field it points to",
            value=fault[1],
        )


def _check_parts(
    table: Table,
    name: str,
    wrong: Callable[[str], bool],
    describe: Callable[[str], CellFault],
    log: ProblemLog,
) -> None:
    """Log the rows of a column in which one of the parts joined by ``;`` is wrong.

    A cell that is not even well formed has been logged as that, and is not judged again.
    """
    field = table_schemas()[table.name].field(name)
    first: dict[str, str] = {}
    for text in set(table.columns.get(name, ())):
        if text and (field is None or is_fine(text, field)):
            part = next((part for part in text.split(";") if wrong(part)), None)
            if part is not None:
                first[text] = part
    log_rows(table, name, first, lambda text: describe(first[text]), log)
