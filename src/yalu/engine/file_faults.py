"""Files an engine cannot read: which file and line, what is wrong, and the next step, in our words."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from yalu.documents.problems import DocumentError, Problem, refused, visible

_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CELLS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
_ALSO = "other files are read by yalu trade read, which writes such a table"
_AGAIN = f"write or fetch it again; a table that is CSV has a name that ends in .csv; {_ALSO}"
# What DuckDB 2 and Spark 4 say, and what that means to the owner of the file: message, rule, next step.
_MEANINGS = (
    ("unicode", "the text is not UTF-8", "a CSV file of flows is UTF-8",
     "save it as UTF-8, or give it to yalu trade read, which knows other encodings"),
    ("unterminated", "a double quote is opened and not closed", "a cell in double quotes ends with one",
     "close the quote on that line, or write it twice where it belongs to the text"),
    ("maximum line size", "the line has more than 2,000,000 bytes", "a line of a CSV file has at most 2,000,000 bytes",
     "look for a missing line end or an open quote before it"),
    ("no files found", "there is no such file", "a table of flows is a CSV or Parquet file, or a folder or pattern of them",
     "check the path"),
    ("magic bytes", "it is no Parquet file, or is cut off", "a Parquet file is whole", _AGAIN),
    ("expected magic number", "it is no Parquet file, or is cut off", "a Parquet file is whole", _AGAIN),
    ("too small to be", "it is no Parquet file, or is cut off", "a Parquet file is whole", _AGAIN),
)  # fmt: skip


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


def check_goal(goal: Path, *, folder: bool = False) -> None:
    """Refuse a place where a result cannot be written, before the work is done; missing folders are made.

    ``folder`` says that the result is a folder of Parquet files: it may take the place of a file or of
    such a folder, and of nothing else. Raises DocumentError.
    """
    if folder and goal.is_dir() and not _is_parquet(goal):
        raise unwritten(goal, "the folder there holds other files than verdicts")
    if goal.exists() and not goal.is_file() and not (folder and goal.is_dir()):
        raise unwritten(goal, "what is there is no ordinary file")
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=goal.parent).close()
    except OSError as error:
        raise unwritten(goal, error.strerror or str(error)) from error


def _is_parquet(folder: Path) -> bool:
    """Whether a folder holds Parquet files and the notes of their writer only."""
    return all(
        path.is_file() and (path.suffix in {".parquet", ".crc"} or path.name == "_SUCCESS")
        for path in folder.iterdir()
    )


def unwritten(goal: Path, why: str) -> DocumentError:
    """The problem of a result that cannot be written."""
    return refused(
        str(goal), f"it cannot be written ({visible(why)})", rule="verdicts are written to a folder with room for them",
        next_step="choose a folder you may write to, or make room there",
    )  # fmt: skip


def out_of_memory(place: str) -> DocumentError:
    """The refusal of a question that needs more memory than an engine may use."""
    return refused(
        place, "the memory that DuckDB may use ran out", rule="a table is judged within the memory of the machine",
        next_step="close other programs, or split the table by period and judge its parts",
    )  # fmt: skip
