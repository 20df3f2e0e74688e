"""The records of a batch: a row of a book, how its columns were read, what came of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from yalu.documents.problems import DocumentError, Problem, visible
from yalu.screening.decisions.records import Decision

BookField = Literal["ref", "name", "family", "given", "also", "birth", "country", "gender", "schema", "id"]
BookRowChange = Literal["", "new", "changed", "same", "gone"]


class BookRow(msgspec.Struct, frozen=True):
    """One row of a book: its number as a spreadsheet counts it, its cells, what was odd about it.

    ``fault`` is why the row cannot be asked for at all; ``doubt`` why what is not ASCII in it cannot.
    """

    number: int
    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()
    formula: tuple[int, ...] = ()  # places of cells that hold a formula, whose result is not known
    fault: str = ""
    doubt: str = ""


class BookColumn(msgspec.Struct, frozen=True):
    """One column as it is read: its place and name, the field it fills, for ``id`` its kind, and why."""

    place: int
    header: str
    field: BookField
    kind: str = ""
    why: str = ""

    @property
    def means(self) -> str:
        """The field in a word, such as ``birth`` or ``id:imo``."""
        return f"{self.field}:{self.kind}" if self.kind else self.field


class Columns(msgspec.Struct, frozen=True):
    """How the columns of a book are read; ``unread`` are headers that fill nothing."""

    read: tuple[BookColumn, ...]
    unread: tuple[str, ...] = ()

    @property
    def headless(self) -> bool:
        """Whether no header says what its column is: the first row may be a party like the others, “KIM; Director”."""
        guessed = [c.why.startswith("guessed") for c in self.read]
        return any(guessed) and all(
            guess or c.field == "also" for guess, c in zip(guessed, self.read, strict=True)
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """The mapping in lines, as it is shown before the work starts."""
        lines = [f"{c.means} ← {visible(c.header) or f'column {c.place + 1}'} ({c.why})" for c in self.read]
        return (*lines, *([f"not read: {', '.join(visible(h) for h in self.unread)}"] if self.unread else []))


class RowAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of one row: a decision, or why there is none. ``change`` is against an earlier run."""

    row: int
    ref: str = ""
    name: str = ""
    answer: Decision | None = None
    not_screened: str = ""
    change: BookRowChange = ""
    before: str = ""

    @property
    def outcome(self) -> str:
        """clear, review, stop, or ``not_screened``."""
        return self.answer.outcome if self.answer is not None else "not_screened"

    @property
    def said(self) -> str:
        """The outcome as results say it: a clear one with its extent, such as ``clear on 3 partial lists``."""
        return self.answer.said if self.answer is not None and self.outcome == "clear" else self.outcome


class BookLine(msgspec.Struct, frozen=True, kw_only=True):
    """The line of a log that begins a book: which file, by hash, and how its columns were read."""

    file: str
    sha256: str
    columns: tuple[tuple[int, str], ...]
    on: str


def refuse(
    file: str, message: str, rule: str, next_step: str, *, row: int = 0, field: str = ""
) -> DocumentError:
    """A file refused as a whole, with one problem that says why."""
    return DocumentError(
        [Problem(file=file, row=row, field=field, message=message, rule=rule, next_step=next_step)]
    )
