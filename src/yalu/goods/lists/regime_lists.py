"""Which control list a measure of a regime takes over, and from when: ``lists.csv`` of the regime, as data.

A resolution that bans "what the document S/2006/814 lists" turns an entry of a suppliers' list into law on its
target. The table joins the two, row by row, with the source and how well it was read; a document that is no
control list here has none, so that it can be said as not asked.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec

from yalu.documents.problems import ProblemLog
from yalu.documents.tables.table_checks import checked_table
from yalu.documents.tables.table_schemas import TableSchema, text_field

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


LISTS = TableSchema(
    name="lists",
    title="Lists taken over",
    description="Documents by which measures of a regime ban goods, and the control lists that have them.",
    required=False,
    fields=(
        text_field("measure", "The measure that bans by the document.", "id", required=True, pattern=_ID),
        text_field("document", "The document, as it is cited.", required=True),
        text_field("control_list", "The id of the control list here that has it; empty: none.", "id", pattern=_ID),
        text_field("from", "The first day on which the measure bans by it; empty: not seen.", "date"),
        text_field("until", "The first day on which it no longer does.", "date"),
        text_field("verified", "How well the taking over was read.", "enum", required=True,
               enum=("verified", "partly", "memory")),
        text_field("sources", "Ids of sources, joined by ;.", "list", required=True),
        text_field("notes", "Anything a reader should know."),
    ),
    primary_key=("measure", "document"),
    missing_values=("",),
)  # fmt: skip


def lists_taken_over(
    folder: Path, lists: Collection[str], sources: Collection[str], log: ProblemLog
) -> tuple[tuple[TakenOver, ...], bytes]:
    """The rows of a regime folder and their bytes; none without the file. A list or source that is not there is a problem."""
    path, file = folder / FILE, f"{folder.name}/{FILE}"
    found = checked_table(path, LISTS, log, file=file, inside=folder) if path.is_file() else None
    if found is None:
        return (), b""
    table, data = found
    rows = []
    for line, row in zip(table.lines, table.rows(LISTS.names), strict=True):
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
