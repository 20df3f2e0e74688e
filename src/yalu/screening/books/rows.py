"""One row of a book as a question, or the reason why it is none."""

from __future__ import annotations

import msgspec

from yalu.screening.books.records import BookRow, Column, Columns
from yalu.screening.matching.records import Doubt
from yalu.screening.query_input import Asked, ask
from yalu.screening.scripts import script_of

_ASKED = frozenset({"name", "family", "given", "id"})


class Question:
    """A row read: its question or why it cannot be screened, and the user's own reference."""

    __slots__ = ("asked", "fault", "name", "number", "ref")

    def __init__(self, row: BookRow, columns: Columns) -> None:
        self.number = row.number
        cells = {c: row.cells[c.place].strip() for c in columns.read if c.place < len(row.cells)}
        self.ref = next((text for c, text in cells.items() if c.field == "ref"), "")
        self.name = _name(cells)
        self.asked: Asked | None = None
        self.fault = _fault(row, columns)
        if not self.fault:
            self._read(cells, row, columns)

    def _read(self, cells: dict[Column, str], row: BookRow, columns: Columns) -> None:
        def held(field: str) -> list[str]:
            return [text for c, text in cells.items() if c.field == field and text]

        asked = ask(
            self.name,
            schema=next(iter(held("schema")), ""),
            births=held("birth"),
            countries=held("country"),
            genders=held("gender"),
            identifiers=[(c.kind, text) for c, text in cells.items() if c.field == "id" and text],
            ref=self.ref,
            strict=False,
        )
        if not asked.query.name and not asked.query.identifiers:
            doubts = "; ".join(doubt.says for doubt in asked.query.doubts)
            self.fault = doubts or "the row has neither a name nor an identifier"
            return
        notes = (*row.told, *asked.notes, *_formula_like(self.name))
        query = asked.query
        if guessed := _doubts(row, columns):
            query = msgspec.structs.replace(query, doubts=(*query.doubts, *guessed))
        self.asked = Asked(query, notes, self.ref)


def _name(cells: dict[Column, str]) -> str:
    parts = {c.field: text for c, text in cells.items() if c.field in {"name", "family", "given"} and text}
    if "name" in parts:
        return parts["name"]
    joint = " " if script_of("".join(parts.values())) in {"latin", "cyrillic", "arabic", "other"} else ""
    return joint.join(parts[field] for field in ("family", "given") if field in parts)


def _fault(row: BookRow, columns: Columns) -> str:
    """Why a row cannot be screened at all."""
    if row.fault:
        return row.fault
    if not any(cell.strip() for cell in row.cells):
        return "the row is empty"
    used = {c.place: c for c in columns.read if c.field in _ASKED}
    for place in row.formula:
        if place in used:
            return f"the cell under {used[place].header} holds a formula, whose result is not known; paste it as a value"
    for place, column in used.items():
        cell = row.cells[place] if place < len(row.cells) else ""
        if "\ufffd" in cell:
            return f"the cell under {column.header} has lost a character (�); restore it from its source"
    return ""


def _doubts(row: BookRow, columns: Columns) -> tuple[Doubt, ...]:
    """That the letters asked about are a guess of the file's encoding: what is found stands, nothing is cleared."""
    cells = [row.cells[c.place] for c in columns.read if c.field in _ASKED and c.place < len(row.cells)]
    return (Doubt("encoding", row.doubt),) if row.doubt and not all(cell.isascii() for cell in cells) else ()


def _formula_like(name: str) -> list[str]:
    return ["the name begins like a formula and was read as text"] if name[:1] in {"=", "+", "@"} else []
