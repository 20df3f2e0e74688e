"""Which control list a measure of a regime takes over, and from when: ``lists.csv`` of the regime, as data.

A resolution that bans "what the document S/2006/814 lists" turns an entry of a suppliers' list into law on its
target. The table joins the two, row by row, with the source and how well it was read; a document that is no
control list here has none, so that it can be said as not asked.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import ProblemLog
from yalu.documents.tables.csv_tables import read_table
from yalu.documents.tables.table_checks import check_table
from yalu.documents.tables.table_schemas import Constraints, Field, TableSchema

FILE = "lists.csv"
_ID = "^[a-z0-9][a-z0-9._-]{0,79}$"


class TakenOver(msgspec.Struct, frozen=True, kw_only=True):
    """One document that a measure bans by: the control list here that has it (empty: none), and from which day.

    ``start`` is empty where the day of the document was not seen; then nothing is banned by it on any day here.
    """

    regime: str
    measure: str
    document: str
    control_list: str
    start: str
    until: str
    verified: str
    sources: tuple[str, ...] = ()
    notes: str = ""


def _field(name: str, description: str, kind: str = "text", **constraints: Any) -> Field:
    return Field(name, "string", name.capitalize(), description, kind, Constraints(**constraints))  # type: ignore[arg-type]


LISTS = TableSchema(
    name="lists",
    title="Lists taken over",
    description="Documents by which measures of a regime ban goods, and the control lists that have them.",
    required=False,
    fields=(
        _field("measure", "The measure that bans by the document.", "id", required=True, pattern=_ID),
        _field("document", "The document, as it is cited.", required=True),
        _field("control_list", "The id of the control list here that has it; empty: none.", "id", pattern=_ID),
        _field("from", "The first day on which the measure bans by it; empty: not seen.", "date"),
        _field("until", "The first day on which it no longer does.", "date"),
        _field("verified", "How well the taking over was read.", "enum", required=True,
               enum=("verified", "partly", "memory")),
        _field("sources", "Ids of sources, joined by ;.", "list", required=True),
        _field("notes", "Anything a reader should know."),
    ),
    primary_key=("measure", "document"),
    missing_values=("",),
)  # fmt: skip


def lists_taken_over(
    folder: Path, lists: Collection[str], sources: Collection[str], log: ProblemLog
) -> tuple[tuple[TakenOver, ...], bytes]:
    """The rows of a regime folder and their bytes; none without the file. A list or source that is not there is a problem."""
    path, file = folder / FILE, f"{folder.name}/{FILE}"
    if not path.is_file():
        return (), b""
    data = read_user_file(path, log, kind="table", file=file, inside=folder)
    table = None if data is None else read_table(data, LISTS, log, file=file)
    if data is None or table is None:
        return (), b""
    check_table(table, LISTS, log)
    rows = []
    columns = [table.column(name) for name in LISTS.names]
    for line, cells in zip(table.lines, zip(*columns, strict=True), strict=True):
        row = dict(zip(LISTS.names, cells, strict=True))
        cited = tuple(row["sources"].split(";"))
        for field, names, known, what in (
            (
                "control_list",
                [row["control_list"]] if row["control_list"] else [],
                lists,
                "a control list of data/goods",
            ),
            ("sources", list(cited), sources, "a row of sources.csv"),
        ):
            for name in names:
                if name not in known:
                    log.add(file, line, field, f"“{name}” is not {what}", rule=f"“{field}” names {what}",
                            next_step="correct the name, or leave the cell empty", value=name)  # fmt: skip
        rows.append(
            TakenOver(
                regime=folder.name, measure=row["measure"], document=row["document"],
                control_list=row["control_list"], start=row["from"], until=row["until"],
                verified=row["verified"], sources=cited, notes=row["notes"],
            )
        )  # fmt: skip
    return tuple(rows), data
