"""Checks across tables: every id a row names exists, and means what the row needs it to mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yalu.case.cells import fault_of
from yalu.case.problems import Nearest, ProblemLog, shown
from yalu.case.reading import Table
from yalu.case.schemas import FACT_TABLES, TableSchema, table_schemas

MEMORY = "memory"
_GUESTS = {"partner_to_target": "partner", "target_to_partner": "target"}

Say = Callable[[str], tuple[str, str] | None]


def check_references(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every reference that leads nowhere; a table that could not be read is not held against others."""
    for name in FACT_TABLES:
        if name in tables:
            _check_sources(tables[name], tables, log)
            _check_memory(tables[name], table_schemas()[name], log)
    for name in ("steps", "tours"):
        if name in tables and "visits" in tables:
            _check_visit_ids(tables[name], tables["visits"], log)
    if "visits" in tables and "posts" in tables:
        _check_posts(tables["visits"], tables["posts"], log)
    if "contradictions" in tables:
        _check_contradictions(tables["contradictions"], tables, log)


def _check_sources(table: Table, tables: Mapping[str, Table], log: ProblemLog) -> None:
    known = {*tables["sources"].column("id"), MEMORY} if "sources" in tables else None

    near = Nearest(known or ())

    def fault(text: str) -> tuple[str, str] | None:
        for part in filter(None, text.split(";")):
            source, _, digit = part.partition(":")
            if source == MEMORY and digit in {"1", "2", "3", "4", "5"}:
                return f"{shown(part)} gives memory the credibility {digit}", "write memory:6"
            if known is not None and source not in known:
                return (
                    f"there is no source {shown(source)}{near(source)}",
                    "add it to sources.csv, or correct the id",
                )
        return None

    rule = "every source a row names has a row in sources.csv; memory needs none and is always memory:6"
    _each(table, "sources", fault, rule, log)


def _check_memory(table: Table, schema: TableSchema, log: ProblemLog) -> None:
    names = {*schema.names, *table.columns} - {"id", "sources", "memory"}
    near = Nearest(names)

    def fault(text: str) -> tuple[str, str] | None:
        for part in filter(None, text.split(";")):
            if part not in names:
                return (
                    f"{shown(part)} is not a column of {schema.name}{near(part)}",
                    "name columns of this table",
                )
        return None

    _each(table, "memory", fault, "“memory” names columns of the same table, joined by ;", log)
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

    def fault(text: str) -> tuple[str, str] | None:
        if not text or text in known:
            return None
        return f"there is no visit {shown(text)}{near(text)}", "add it to visits.csv, or correct the id"

    _each(table, "visit", fault, "“visit” is an id of visits.csv", log)


def _check_posts(visits: Table, posts: Table, log: ProblemLog) -> None:
    sides = dict(zip(posts.column("id"), posts.column("side"), strict=True))
    near = Nearest(sides)

    def unknown(text: str) -> tuple[str, str] | None:
        for part in filter(None, text.split(";")):
            if part not in sides:
                return f"there is no post {shown(part)}{near(part)}", "add it to posts.csv, or correct the id"
        return None

    _each(visits, "posts", unknown, "every post a visit names has a row in posts.csv", log)
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
    ids: dict[str, set[str]] = {}
    rows = zip(table.column("table"), table.column("row"), table.column("field"), strict=True)
    for number, (name, row, field) in enumerate(rows):
        schema = table_schemas().get(name)
        if schema is None or not row:
            continue  # already logged by the schema
        target = tables.get(name)
        if target is None:
            fault = "table", name, f"the case has no table {shown(name)} that can be read"
        elif row not in ids.setdefault(name, set(target.column("id"))):
            fault = "row", row, f"{name} has no row {shown(row)}"
        elif field and field not in schema.names and field not in target.columns:
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


def _each(table: Table, name: str, fault: Say, rule: str, log: ProblemLog) -> None:
    """Judge each distinct text of a column once, and log the rows of those at fault."""
    column = table.columns.get(name)
    if column is None:
        return
    field = table_schemas()[table.name].field(name)
    faults = {
        text: found
        for text in set(column)
        # A cell that is not even well formed is logged as that, once.
        if (found := fault(text)) is not None and (field is None or fault_of(text, field) is None)
    }
    if not faults:
        return
    for row, text in enumerate(column):
        if text in faults:
            message, step = faults[text]
            log.add(table.file, table.lines[row], name, message, rule=rule, next_step=step, value=text)
