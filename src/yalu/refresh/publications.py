"""Where the newer rows of a series are published: ``freshness.csv`` of a case, as data."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import msgspec

from yalu.documents.problems import DocumentError, ProblemLog, did_you_mean, shown
from yalu.documents.tables.table_checks import checked_table
from yalu.documents.tables.table_schemas import TableSchema, text_field

FILE = "freshness.csv"
Access = Literal["open", "key", "by_hand", "ended"]
_ENVIRONMENT = "^[A-Z][A-Z0-9_]{0,59}$"
_ASK = r"^[A-Za-z0-9]+=[^=;]+(;[A-Za-z0-9]+=[^=;]+)*$"


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """Where one series is published, how it is had, and when newer rows are due.

    ``access`` is ``open`` or ``key`` for an address that a program can read (``key`` names the environment
    variable that holds it), ``by_hand`` for pages to be read by a person, ``ended`` where nobody publishes any
    more. ``ask`` are the words of the question, ``since`` the first month to ask for. ``due_days`` is how many
    days after the last day covered newer rows are ordinarily out; None where that cannot be said.
    """

    series: str
    publisher: str
    address: str
    access: Access
    form: str = ""
    ask: tuple[tuple[str, str], ...] = ()
    since: str = ""
    key: str = ""
    due_days: int | None = None
    licence: str = ""
    notes: str = ""

    @property
    def machine_readable(self) -> bool:
        """Whether a program can fetch it from its address."""
        return self.access in {"open", "key"}


FRESHNESS = TableSchema(
    name="freshness",
    title="Freshness",
    description="Where the newer rows of each series are published.",
    required=False,
    fields=(
        text_field("series", "A resource of the package, such as flows-totals-customs.", "id", required=True, unique=True),
        text_field("publisher", "Who publishes it.", required=True),
        text_field("address", "The address of the newer rows, or of the page that leads to them.", "url", required=True),
        text_field("access", "open or key: a program can fetch it; by_hand: a page to read; ended: no longer published.",
               "enum", required=True, enum=("open", "key", "by_hand", "ended")),
        text_field("form", "The form of the answer, where a program can fetch it.", "enum", enum=("comtrade",)),
        text_field("ask", "The words of the question, as name=value joined by ;.", pattern=_ASK),
        text_field("since", "The first month to ask for.", pattern="^[0-9]{4}-(0[1-9]|1[0-2])$"),
        text_field("key", "The environment variable that holds the key.", pattern=_ENVIRONMENT),
        text_field("due_days", "Days after the last day covered in which newer rows are ordinarily out.", pattern="^[0-9]{1,4}$"),
        text_field("licence", "Under what terms the rows may be used."),
        text_field("notes", "Anything a reader should know."),
    ),
    primary_key=("series",),
    missing_values=("",),
)  # fmt: skip


def publications(folder: Path, series: Collection[str]) -> dict[str, Publication]:
    """The rows of a case folder by series; none without the file. Raises DocumentError with every problem of it."""
    path, log = folder / FILE, ProblemLog()
    if not path.is_file():
        return {}
    read = checked_table(path, FRESHNESS, log, file=FILE, inside=folder)
    if read is None or log.has_errors:
        raise DocumentError(log.problems())
    found: dict[str, Publication] = {}
    for line, row in zip(read[0].lines, read[0].rows(FRESHNESS.names), strict=True):
        _check(row, line, series, log)
        found[row["series"]] = _publication(row)
    if log.has_errors:
        raise DocumentError(log.problems())
    return found


def _check(row: dict[str, str], line: int, series: Collection[str], log: ProblemLog) -> None:
    if row["series"] not in series:
        log.add(FILE, line, "series", f"{shown(row['series'])} is no series of the case{did_you_mean(row['series'], series)}",
                rule="a row is about a resource of datapackage.json", next_step="correct the name", value=row["series"])  # fmt: skip
    by_program = row["access"] in {"open", "key"}
    for field in ("form", "ask", "since"):
        if by_program and not row[field]:
            log.add(FILE, line, field, f"“{field}” is empty, and a program is to fetch {shown(row['series'])}",
                    rule="what a program fetches has a form, a question and a first month",
                    next_step="fill it, or say access by_hand")  # fmt: skip
    if (row["access"] == "key") != bool(row["key"]):
        log.add(FILE, line, "key", "a key is named where access is key, and only there",
                rule="“key” names the environment variable that holds a key of one's own",
                next_step="name it, or correct the access", value=row["key"])  # fmt: skip


def _publication(row: dict[str, str]) -> Publication:
    pairs = (part.partition("=") for part in row["ask"].split(";") if part)
    return Publication(
        series=row["series"], publisher=row["publisher"], address=row["address"], access=row["access"],  # type: ignore[arg-type]
        form=row["form"], ask=tuple((name, value) for name, _, value in pairs), since=row["since"], key=row["key"],
        due_days=int(row["due_days"]) if row["due_days"] else None, licence=row["licence"], notes=row["notes"],
    )  # fmt: skip
