"""How answers are printed: JSON for programs, rich tables for people, errors to standard error."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import msgspec
from rich.table import Table
from rich.text import Text

from yalu import __version__
from yalu.case.records import Case
from yalu.cli.streams import console, output
from yalu.vocabulary.coverage import Coverage, Observed
from yalu.vocabulary.results import as_json, evidence_lines
from yalu.vocabulary.strength import Strength
from yalu.vocabulary.tables import Results

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def print_json(case: Case | None, command: str, result: Any) -> None:
    """One JSON object: versions, case and command, then the result. Documented in docs/json.md.

    Rows of results bring the coverage of the whole, which is the answer where there are no rows. It is
    UTF-8, or pure ASCII with escapes where the output has another encoding.
    """
    envelope: dict[str, Any] = {"yalu": __version__, "command": command, "result": result}
    if isinstance(result, Results):
        envelope |= {"result": [*result], "coverage": result.coverage}
    if case is not None:
        envelope |= {"case": case.id, "data_version": case.data_version, "known_by": case.known_by}
    try:
        text = as_json(envelope)
    except UnicodeEncodeError:  # a file name that is not text, such as one of the folder of lists
        text = json.dumps(msgspec.to_builtins(envelope, order="sorted"), indent=2)
    stream = output()
    if not stream.encoding.lower().startswith("utf"):
        text = _NOT_ASCII.sub(lambda found: json.dumps(found[0])[1:-1], text)
    stream.write(text + "\n")


_NARROW = 6  # a column of text is squeezed to this and no further, so that its words can be read
_BETWEEN = 2  # the space between two columns


def print_table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    right: Iterable[int] = (),
    note: str = "",
) -> None:
    """A plain table; cells are text, never markup, so data cannot style the terminal."""
    numbers = set(right)
    table = Table(
        title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False, header_style="bold"
    )
    told = [[printable(str("" if cell is None else cell)) for cell in row] for row in rows]
    screen = console()
    widths = _widths(columns, told, numbers, screen.width)
    for index, column in enumerate(columns):
        table.add_column(
            column, justify="right" if index in numbers else "left", overflow="fold",
            no_wrap=not widths and index == 0, width=widths[index] if widths else None,
        )  # fmt: skip
    for row in told:
        table.add_row(*map(Text, row))
    screen.print(table)
    if note:
        screen.print(Text("\n" + note))


def _widths(columns: Sequence[str], told: list[list[str]], numbers: set[int], room: int) -> list[int]:
    """The width of each column where not all fit: numbers, and ids that stand first, whole; text in what is left.

    None, an empty list, where everything fits or where text would be squeezed beyond reading.
    """
    longest = [
        max(len(line) for row in (columns, *told) if index < len(row) for line in row[index].split("\n"))
        for index in range(len(columns))
    ]
    ids = not any(" " in row[0] for row in told if row)
    whole = {index for index in range(len(columns)) if index in numbers or (index == 0 and ids)}
    text = sorted((longest[index], index) for index in range(len(columns)) if index not in whole)
    left = room - _BETWEEN * (len(columns) - 1) - sum(longest[index] for index in whole)
    if sum(width for width, _ in text) <= left or left < _NARROW * len(text):
        return []
    for place, (width, index) in enumerate(
        text
    ):  # the shortest first: what they do not need goes to the rest
        longest[index] = min(width, left // (len(text) - place))
        left -= longest[index]
    return longest


def say(*lines: str) -> None:
    """Lines of plain text."""
    screen = console()
    for line in lines:
        screen.print(Text(printable(line)))


def say_evidence(
    coverage: Coverage, strength: Strength | None = None, observed: Observed | None = None
) -> None:
    """What an answer covers, rests on and was observed over, a line each, after a blank one."""
    say("", *(f"{label}: {text}" for label, text in evidence_lines(coverage, strength, observed)))


def printable(text: str) -> str:
    """Text without control characters: a data file must not be able to move the cursor."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def print_raw(text: str) -> None:
    """Text as it is, for output that another program reads."""
    output().write(text)


def complain(lines: Iterable[str]) -> None:
    """Errors go to standard error, unwrapped, so that file:row:field can be clicked."""
    for line in lines:
        # Where standard error is closed or full there is nobody left to tell.
        with suppress(OSError, ValueError, AttributeError):
            sys.stderr.write(printable(line) + "\n")
