"""Files an engine cannot read: which file and line, what is wrong, and the next step, in our words."""

from __future__ import annotations

import csv
import re
import stat
from pathlib import Path

import msgspec

from yalu.documents.problems import DocumentError, Problem, refused, shown, visible

# The flows table has some thirty columns; customs exports with a column a month reach a few hundred.
MAX_COLUMNS = 1000
MAX_HEADER = 256 * 1024
_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CELLS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
_GLOB = re.compile(r"([*?\[])")
_ALSO = "other files are read by yalu trade read, which writes such a table"
# What DuckDB 2 says, and what that means to the owner of the file: message, rule, next step.
_MEANINGS = (
    ("unicode", "the text is not UTF-8", "a CSV file of flows is UTF-8",
     "save it as UTF-8, or give it to yalu trade read, which knows other encodings"),
    ("unterminated", "a double quote is opened and not closed", "a cell in double quotes ends with one",
     "close the quote on that line, or write it twice where it belongs to the text"),
    ("maximum line size", "the line has more than 2,000,000 bytes", "a line of a CSV file has at most 2,000,000 bytes",
     "look for a missing line end or an open quote before it"),
    ("no files found", "there is no such file", "a table of flows is a CSV or Parquet file, or a folder or pattern of them",
     "check the path"),
    ("magic bytes", "it is no Parquet file, or is cut off", "a Parquet file is whole", f"write or fetch it again; {_ALSO}"),
    ("too small to be", "it is no Parquet file, or is cut off", "a Parquet file is whole", f"write or fetch it again; {_ALSO}"),
)  # fmt: skip


def pattern_of(path: Path) -> tuple[str, bool]:
    """The pattern under which an engine finds the files of a path, and whether they are CSV.

    A folder stands for its Parquet files, or else its CSV files. Raises DocumentError for what is no
    ordinary file (reading a pipe may never end), for an empty file and for a name that is not text.
    """
    text = str(path)
    try:
        text.encode()
        found = path.stat()
    except UnicodeEncodeError:
        raise refused(
            text, "the name of the file is not UTF-8", rule="file names are text", next_step="rename it"
        ) from None
    except OSError:  # a pattern, or nothing: the engine tells
        return text, _is_csv(path)
    if stat.S_ISDIR(found.st_mode):
        inside = next((kind for kind in ("*.parquet", "*.csv") if any(path.glob(kind))), None)
        if inside is None:
            raise refused(
                text, "the folder holds neither Parquet nor CSV files",
                rule="a folder of flows holds Parquet or CSV files", next_step="name the file itself",
            )  # fmt: skip
        return f"{literal(text)}/{inside}", inside == "*.csv"
    if not stat.S_ISREG(found.st_mode):
        raise refused(
            text, "it is not an ordinary file", rule="a table of flows is an ordinary file, not a pipe or device",
            next_step="save the table as a file first",
        )  # fmt: skip
    if found.st_size == 0:
        raise refused(
            text,
            "the file is empty",
            rule="a table has a header and rows",
            next_step="write or fetch it again",
        )
    return literal(text), _is_csv(path)


def literal(text: str) -> str:
    """A path as a pattern that means just that path."""
    return _GLOB.sub(r"[\1]", text)


def file_fault(path: Path, words: str) -> DocumentError:
    """The problem of a file, from what an engine said when it could not read it."""
    line = _LINE.search(words)
    cells = _CELLS.search(words)
    lower = words.partition("Possible")[0].lower()  # hints speak of faults the file does not have
    meaning = next(((m, r, s) for sign, m, r, s in _MEANINGS if sign in lower), None)
    if cells:
        meaning = (
            f"the row has {cells[2]} cells and the header {cells[1]}",
            "every row has as many cells as the header",
            "put cells that hold the separator in double quotes; the last line may be cut off",
        )
    if meaning is None:
        sentence = visible(words.strip().partition("\n")[0].removeprefix("Invalid Input Error: "))
        meaning = (
            f"it cannot be read ({sentence})",
            "a table of flows is a whole CSV or Parquet file",
            f"write or fetch it again; {_ALSO}",
        )
    message, rule, step = meaning
    row = int(line[1]) if line else 0
    return DocumentError(
        [Problem(file=visible(str(path)), row=row, message=message, rule=rule, next_step=step)]
    )


def out_of_memory(place: str) -> DocumentError:
    """The refusal of a question that needs more memory than an engine may use."""
    return refused(
        place, "the memory that DuckDB may use ran out", rule="a table is judged within the memory of the machine",
        next_step="close other programs, or split the table by period and judge its parts",
    )  # fmt: skip


class Dialect(msgspec.Struct, frozen=True):
    """How a CSV file is written: its separator, and its column names when they were read from it."""

    separator: str = ","
    columns: tuple[str, ...] = ()


def dialect_of(path: Path) -> Dialect:
    """The dialect by the header of a file: guessed over its rows, one bad row may take the whole row for one cell.

    Patterns and packed files have no header to look at here; they are comma-separated and their
    names are left to the engine. Raises DocumentError for a header that cannot be one.
    """
    if path.suffix.lower() != ".csv" or not path.is_file():
        return Dialect()
    with path.open("rb") as file:
        line = file.readline(MAX_HEADER)
    if len(line) == MAX_HEADER:
        raise _bad_header(
            path, f"it has more than {MAX_HEADER:,} bytes", "a header is one line of column names"
        )
    separator = max(",;\t|", key=lambda mark: (line.count(mark.encode()), mark == ","))
    try:
        names = next(csv.reader([line.decode("utf-8-sig")], delimiter=separator, strict=True), [])
    except UnicodeDecodeError:
        raise file_fault(path, "CSV Error on Line: 1 unicode") from None
    except csv.Error:
        raise file_fault(path, "CSV Error on Line: 1 unterminated quote") from None
    names = [name.strip() or f"column{place}" for place, name in enumerate(names)]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), "")
    faults = (
        (len(names) > MAX_COLUMNS, f"it has {len(names):,} columns", f"a table of flows has at most {MAX_COLUMNS:,} columns"),
        (any("\0" in name for name in names), "it holds NUL characters", "a CSV file is text"),
        (bool(twice), f"it names {shown(twice)} twice", "every column has a name of its own"),
    )  # fmt: skip
    for broken, message, rule in faults:
        if broken:
            raise _bad_header(path, message, rule)
    return Dialect(separator, tuple(names))


def _bad_header(path: Path, message: str, rule: str) -> DocumentError:
    problem = Problem(
        file=visible(str(path)), row=1, message=f"the first line is no header: {message}", rule=rule,
        next_step="correct the first line",
    )  # fmt: skip
    return DocumentError([problem])


def _is_csv(path: Path) -> bool:
    return ".csv" in [suffix.lower() for suffix in path.suffixes]
