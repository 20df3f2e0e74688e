"""Answers as lines of text: tables that stack what does not fit, and one screen of a longer answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import combining, east_asian_width

_BETWEEN = 2  # blanks between two columns
_INDENT = 4  # blanks before what is stacked under a row
SCREEN = 45  # lines of a terminal window that is not full screen, with the prompt below the answer
_LINES = 4  # lines of one row under its first; what is longer is cut at a word and marked
_ROWS = 3  # rows of a table that are shown even where text has taken the screen


@dataclass(frozen=True)
class Table:
    """Rows for people. The first column names the row; ``right`` are the columns of numbers.

    ``note`` stands below the rows and stays where rows are left out. Rows with the same cell in the column
    ``group`` stand together; on a screen that cell is a line above them.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    right: Collection[int] = ()
    note: str = ""
    group: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", [list(row) for row in self.rows])


class Kept(str):
    """Text that stays on the screen whatever else is left out: what was asked, and what is not known."""

    __slots__ = ()


@dataclass(frozen=True)
class Behind:
    """Parts of an answer that stand behind ``--full``."""

    parts: Callable[[], Iterable[Part]]


Part = str | Table | Behind


def plain(cell: Any) -> str:
    """A cell as text of one line, without control characters: a data file must not be able to move the cursor."""
    return " ".join(printable("" if cell is None else str(cell)).split("\n")).strip()


def printable(text: str) -> str:
    """Text without control characters; line breaks and tabs stay."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def width(text: str) -> int:
    """The columns that a terminal gives a text: two for East Asian wide signs, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(text: str, room: int, *, indent: int = 0) -> list[str]:
    """A text in lines of at most ``room`` columns, later ones indented. No word is broken, so one may stand out.

    Chinese and Japanese are written without blanks and break between any two signs.
    """
    if width(text) <= room:
        return [text.rstrip()]
    first = len(text) - len(text.lstrip())
    lines, line = list[str](), " " * first
    for glue, word in _words(text):
        joined = line + (glue if line.strip() else "") + word
        if line.strip() and width(joined) > room:
            lines.append(line)
            line = " " * max(indent, first) + word
        else:
            line = joined
    return [*lines, line] if line.strip() or not lines else lines


_WIDE = re.compile("([\u3040-\u30ff\u3400-\u9fff\uff00-\uffef])")


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Each piece that may begin a line, after what joins it to the piece before: a blank, or nothing."""
    for word in text.split():
        for number, piece in enumerate(filter(None, _WIDE.split(word))):
            yield "" if number else " ", piece


@dataclass
class _Block:
    """Lines that stay together: a text, or the rows of a table, each with the lines it takes."""

    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    table: Table | None = None
    kept: bool = False

    @property
    def lines(self) -> int:
        return len(self.head) + sum(map(len, self.rows)) + len(self.foot)


def rendered(parts: Iterable[Part], room: int | None, *, full: bool, limit: int | None = None) -> list[str]:
    """The lines of an answer.

    ``room`` is the width of the screen; None is a pipe, where a row is one line and nothing is wrapped
    or left out. On a screen that is not asked for in full, rows are left out of tables until the answer
    fits ``SCREEN`` lines, and the last line says how many.
    """
    blocks, hidden = list[_Block](), False
    for part in parts:
        if isinstance(part, Behind):
            hidden = True
            blocks += (
                [_block(one, room, limit, full) for one in part.parts() if not isinstance(one, Behind)]
                if full
                else []
            )
        else:
            blocks.append(_block(part, room, limit, full))
    cut = 0 if full or room is None else _fit(blocks, hidden)
    left_out = sum(len(block.table.rows) - len(block.rows) for block in blocks if block.table is not None)
    lines = [
        line
        for block in blocks
        for line in (*block.head, *(line for row in block.rows for line in row), *block.foot)
    ]
    end = _ending(left_out, cut, hidden=hidden and not full, room=room)
    return [*lines, *end]


def _ending(rows: int, cut: int, *, hidden: bool, room: int | None) -> list[str]:
    if not rows and not cut and not hidden:
        return []
    what = [f"{rows:,} more row{'' if rows == 1 else 's'}"] if rows else []
    what += [f"{cut:,} more lines"] if cut else []
    text = f"… {' and '.join(what) or 'more'}: --full shows everything" + (
        "; --out FILE writes a table whole." if rows else "."
    )
    return wrapped(text, room) if room else [text]


def _block(part: str | Table, room: int | None, limit: int | None, full: bool) -> _Block:
    if isinstance(part, Table):
        return _table(part, room, limit, full)
    text, kept = printable(part), isinstance(part, Kept)
    if room is None:
        return _Block(head=text.split("\n"), kept=kept)
    return _Block(
        kept=kept,
        head=[piece for line in text.split("\n") for piece in wrapped(line, room, indent=_hang(line))],
    )


def _hang(line: str) -> int:
    return len(line) - len(line.lstrip()) + 2 if line.startswith(" ") else 0


def _table(table: Table, room: int | None, limit: int | None, full: bool) -> _Block:
    rows = [[plain(cell) for cell in row] for row in table.rows][: None if limit is None else limit]
    columns = [plain(name) for name in table.columns]
    longest = [
        max([width(columns[i]), *(width(row[i]) for row in rows if i < len(row))])
        for i in range(len(columns))
    ]
    above = None if room is None else table.group
    shown = [i for i in range(len(columns)) if i != above]
    kept = shown if room is None else _on_one_line(shown, longest, room)
    stacked = [i for i in shown if i not in kept]
    head = _line([columns[i] for i in kept], [longest[i] for i in kept], [i in table.right for i in kept])
    title = printable(table.title).split("\n") if table.title else []
    block = _Block(
        table=table, head=[piece for line in title for piece in (wrapped(line, room) if room else [line])]
    )
    block.head += [head] if rows else []
    said = ""
    for row in rows:
        row.extend([""] * (len(columns) - len(row)))
        lines = [_line([row[i] for i in kept], [longest[i] for i in kept], [i in table.right for i in kept])]
        if room is not None and len(kept) == 1:
            lines = wrapped(row[kept[0]], room, indent=2)
        below = " · ".join(f"{columns[i]}: {row[i]}" if columns[i] else row[i] for i in stacked if row[i])
        under = wrapped(" " * _INDENT + below, room or 0, indent=_INDENT) if below else []
        if len(under) > _LINES and not full:
            under = [*under[: _LINES - 1], *wrapped(under[_LINES - 1], (room or 0) - 2)[:1]]
            under[-1] += " …"
        lines += under
        if above is not None and row[above] != said:
            said = row[above]
            lines = [*wrapped(said, room or 0, indent=2), *lines]
        block.rows.append(lines)
    if table.note:
        note = printable(table.note)
        block.foot = ["", *(wrapped(note, room) if room else [note])]
    return block


def _on_one_line(columns: Sequence[int], longest: Sequence[int], room: int) -> list[int]:
    """The columns that stay in the line of a row: all where they fit, else the shortest that do, the first always."""
    if sum(longest[i] for i in columns) + _BETWEEN * (len(columns) - 1) <= room:
        return list(columns)
    kept, used = [columns[0]], longest[columns[0]]
    for i in sorted(columns[1:], key=lambda i: (longest[i], i)):
        if used + _BETWEEN + longest[i] <= room and longest[i] <= room // 2:
            kept.append(i)
            used += _BETWEEN + longest[i]
    return sorted(kept)


def _line(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    padded = (
        " " * (room - width(cell)) + cell if number else cell + " " * (room - width(cell))
        for cell, room, number in zip(cells, widths, numbers, strict=True)
    )
    return (" " * _BETWEEN).join(padded).rstrip()


def _fit(blocks: list[_Block], hidden: bool) -> int:
    """Leave rows, and then lines of text, out until the whole fits a screen. Returns the lines of text left out.

    Tables give first, the longest most, because what stands below them says what was asked and what is
    not known; text is cut only where no table is left to give.
    """
    over = sum(block.lines for block in blocks) - SCREEN + (2 if hidden else 0)
    if over <= 0:
        return 0
    over += 0 if hidden else 2  # the line that says what is left out
    for block in sorted((b for b in blocks if b.table is not None), key=lambda b: -sum(map(len, b.rows))):
        while over > 0 and len(block.rows) > _ROWS:
            over -= len(block.rows.pop())
    for block in reversed(blocks):  # one screen is one screen: a table that has given goes whole from the end
        while over > 0 and block.table is not None and len(block.rows) > 1:
            over -= len(block.rows.pop())
    cut = 0
    for block in reversed(blocks):
        while over > 0 and block.table is None and not block.kept and block.head:
            block.head.pop()
            over, cut = over - 1, cut + 1
    return cut
