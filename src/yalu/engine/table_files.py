"""The files of one table: what a path stands for, how its CSV files are written, which columns the folders hold.

A path is a file, a folder or a pattern. A folder called ``period=2017-01`` gives every row below it a
column ``period``, as Hive, Spark and pandas write partitions; its value is text, so that ``hs=0101``
keeps its zero. All files of a table have the same columns, in any order.
"""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from yalu.documents.files.named_files import named_files
from yalu.documents.problems import DocumentError, Problem, refused, shown, visible
from yalu.engine.file_faults import file_fault

# The flows table has some thirty columns; customs exports with a column a month reach a few hundred.
MAX_COLUMNS = 1000
MAX_HEADER = 256 * 1024
ENDINGS = (".parquet", ".csv", ".gz", ".zst")
_FOLDER = re.compile(r"([A-Za-z_]\w*)=.*", re.DOTALL)


class Dialect(msgspec.Struct, frozen=True):
    """How a CSV file is written: its separator, and its column names when they were read from it."""

    separator: str = ","
    columns: tuple[str, ...] = ()


class TableFiles(msgspec.Struct, frozen=True):
    """The files of one table, those that are written alike together.

    ``parts`` maps a dialect of CSV, or the schema of a Parquet file as text, to its files; ``columns``
    are the names every file has (empty where only the engine can tell), ``folders`` the columns that
    the names of folders give, outermost first, and ``base`` the folder above those.
    """

    parts: Mapping[Dialect | str, tuple[Path, ...]]
    is_csv: bool
    columns: tuple[str, ...]
    folders: tuple[str, ...]
    base: Path

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return tuple(file for files in self.parts.values() for file in files)

    @property
    def selected(self) -> tuple[str, ...]:
        """The columns to read, or none where all are: names of folders farther up give no column."""
        return (*self.columns, *self.folders) if self.columns and self.folders else ()


def table_files(path: Path) -> TableFiles:
    """What a path stands for as one table.

    Raises DocumentError for what is no ordinary file (a pipe may never end), for an empty file, for
    CSV beside Parquet, and for files or folders that differ in their columns.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise refused(
            str(path), "the name of the file is not UTF-8", rule="file names are text", next_step="rename it"
        ) from None
    files = named_files(path, kind="trade", endings=ENDINGS)
    for file in files:
        if file.stat().st_size == 0:
            raise refused(
                str(file), "the file is empty",
                rule="a table has a header and rows", next_step="write or fetch it again",
            )  # fmt: skip
    is_csv = _is_csv(files[0])
    other = next((file for file in files if _is_csv(file) != is_csv), None)
    if other is not None:
        raise refused(
            str(path), f"it stands for CSV and for Parquet files: {visible(str(files[0]))}, {visible(str(other))}",
            rule="a table is of one kind of file", next_step="name one kind with a pattern, such as “flows/*.parquet”",
        )  # fmt: skip
    folders = _folders(files)
    parts: dict[Dialect | str, tuple[Path, ...]]
    if is_csv:
        parts, columns = _csv_parts(files, folders)
    else:
        parts, columns = _parquet_parts(files, folders)
    twice = next((name for name in folders if name.lower() in {c.lower() for c in columns}), None)
    if twice is not None:
        raise refused(
            str(files[0]), f"the column {shown(twice)} stands in the file and in the name of its folder",
            rule="a column is given once", next_step="take it out of the files, or rename the folders",
        )  # fmt: skip
    return TableFiles(parts, is_csv, columns, folders, files[0].parents[len(folders)])


def literal(text: str) -> str:
    """A path as a pattern of DuckDB that means just that path."""
    return re.sub(r"([*?\[])", r"[\1]", text)


def _folders(files: tuple[Path, ...]) -> tuple[str, ...]:
    """The names of the columns that folders give, the same for every file."""
    first, *rest = [_columns_of(file) for file in files]
    for file, names in zip(files[1:], rest, strict=True):
        if names != first or (names and file.parents[len(names)] != files[0].parents[len(names)]):
            raise refused(
                str(file), f"it lies in folders for {_listed(names)}, and {visible(str(files[0]))} for {_listed(first)}",
                rule="all files of a table lie equally deep, in folders named for the same columns",
                next_step="name a folder or pattern that holds one such table",
            )  # fmt: skip
    return first


def _columns_of(file: Path) -> tuple[str, ...]:
    names: list[str] = []
    for parent in file.parents:
        found = _FOLDER.fullmatch(parent.name)
        if found is None:
            break
        names.insert(0, found[1])
    return tuple(names)


def _listed(names: tuple[str, ...]) -> str:
    return "/".join(names) or "no column"


def _csv_parts(
    files: tuple[Path, ...], folders: tuple[str, ...]
) -> tuple[dict[Dialect | str, tuple[Path, ...]], tuple[str, ...]]:
    parts: dict[Dialect | str, tuple[Path, ...]] = {}
    first: tuple[Path, Dialect] | None = None
    for file in files:
        dialect = dialect_of(file)
        if not dialect.columns and (folders or len(files) > 1):
            raise refused(
                str(file), "its header cannot be read here",
                rule="CSV files that are one table are plain or packed by gzip", next_step="unpack it, or pack it by gzip",
            )  # fmt: skip
        first = first or (file, dialect)
        _same_columns(file, dialect.columns, *first)
        parts[dialect] = (*parts.get(dialect, ()), file)
    return parts, first[1].columns if first else ()


def _same_columns(file: Path, names: tuple[str, ...], model: Path, dialect: Dialect) -> None:
    _refuse_difference(file, set(names), model, set(dialect.columns))


def _refuse_difference(file: Path, names: set[str], model: Path, wanted: set[str]) -> None:
    if names == wanted:
        return
    lacks = (
        f"lacks the column {shown(min(wanted - names))}"
        if wanted - names
        else f"has the column {shown(min(names - wanted))}"
    )
    has = "has" if wanted - names else "lacks"
    raise refused(
        str(file), f"it {lacks}, which {visible(str(model))} {has}",
        rule="the files of one table have the same columns", next_step="write them alike, or check them one by one",
    )  # fmt: skip


def _parquet_parts(
    files: tuple[Path, ...], folders: tuple[str, ...]
) -> tuple[dict[Dialect | str, tuple[Path, ...]], tuple[str, ...]]:
    if len(files) == 1 and not folders:  # one file is left to the engine
        return {"": files}, ()
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used
    from pyarrow import parquet  # noqa: PLC0415

    parts: dict[Dialect | str, tuple[Path, ...]] = {}
    model: dict[str, str] = {}
    for file in files:
        try:
            schema = parquet.read_schema(file)
        except (pa.ArrowException, OSError) as error:
            raise file_fault(file, str(error)) from error
        kinds = {field.name: _kind(field.type) for field in schema}
        model = model or kinds
        _refuse_difference(file, set(kinds), files[0], set(model))
        other = next((name for name, kind in kinds.items() if kind != model[name]), None)
        if other is not None:
            raise refused(
                str(file), f"it holds {shown(other)} as {kinds[other]}, and {visible(str(files[0]))} as {model[other]}",
                rule="a column is of one type in all files of a table", next_step="write them alike, or check them one by one",
            )  # fmt: skip
        alike = ";".join(f"{field.name}:{field.type}" for field in sorted(schema, key=lambda f: f.name))
        parts[alike] = (*parts.get(alike, ()), file)
    return parts, tuple(model)


def _kind(found: object) -> str:
    """What a column of Parquet holds, without how wide it is stored."""
    from pyarrow import types  # noqa: PLC0415 - heavy, loaded when used

    if types.is_dictionary(found):
        found = found.value_type  # type: ignore[attr-defined]
    if types.is_integer(found) or types.is_floating(found) or types.is_decimal(found):
        return "numbers"
    if types.is_string(found) or types.is_large_string(found):
        return "text"
    return str(found)


def dialect_of(path: Path) -> Dialect:
    """The dialect by the header of a file: guessed over its rows, one bad row may take the whole row for one cell.

    Files packed otherwise than by gzip have no header to look at here; they are comma-separated and
    their names are left to the engine. Raises DocumentError for a header that cannot be one.
    """
    ending = path.suffix.lower()
    if ending not in {".csv", ".gz"}:
        return Dialect()
    try:
        with path.open("rb") if ending == ".csv" else gzip.open(path) as file:
            line = file.readline(MAX_HEADER)
    except (OSError, EOFError, zlib.error) as error:
        raise file_fault(path, f"the packed file cannot be unpacked: {error}") from error
    if len(line) == MAX_HEADER:
        raise _bad_header(
            path, f"it has more than {MAX_HEADER:,} bytes", "a header is one line of column names"
        )
    bare = re.sub(rb'"[^"]*"', b"", line)
    separator = max(",;\t|", key=lambda mark: bare.count(mark.encode()))  # of as many, the first
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
    return path.suffix.lower() != ".parquet" and ".csv" in [suffix.lower() for suffix in path.suffixes]
