"""The default engine: DuckDB inside the process, in memory or in a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from yalu.documents.files.whole_files import written_whole
from yalu.engine.file_faults import check_goal, file_fault, out_of_memory, unwritten
from yalu.engine.protocol import EngineError, Parameter, Source, Statement
from yalu.engine.statements import in_one_text, wanted_parameters
from yalu.engine.table_files import Dialect, TableFiles, literal, table_files


class DuckDBEngine:
    """Runs statements on DuckDB.

    ``file`` keeps the tables on disk; ``memory_limit`` such as ``4GB`` makes DuckDB spill beside it
    instead of growing; ``threads`` is 0 for as many as there are processors.
    """

    name = "duckdb"

    def __init__(self, *, file: Path | None = None, memory_limit: str = "", threads: int = 0) -> None:
        try:
            import duckdb  # noqa: PLC0415 - heavy, loaded when an engine is opened
        except ImportError as error:  # pragma: no cover - part of the base install
            raise EngineError("DuckDB is not installed; install it with: pip install duckdb") from error
        self._error: type[Exception] = duckdb.Error
        self._no_memory = duckdb.OutOfMemoryException
        # A statement that does not parse or bind is a fault of ours, whatever the file.
        self._ours = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)
        settings: dict[str, Any] = {}
        if memory_limit:
            settings["memory_limit"] = memory_limit
        if threads:
            settings["threads"] = threads
        try:
            self._connection = duckdb.connect(str(file or ":memory:"), config=settings)
        except duckdb.Error as error:
            raise EngineError(f"DuckDB cannot be opened: {error}") from error
        if not sys.stderr.isatty():  # its progress is for people, not for files of errors
            self._connection.execute("set enable_progress_bar = false")
        self._made: dict[str, str] = {}
        self._files: dict[str, tuple[Path, ...]] = {}

    def register(self, name: str, source: Source) -> None:
        """Make an Arrow table or a CSV or Parquet path known under a name; see Engine.register."""
        self._drop(name)
        if isinstance(source, pa.Table):
            self._connection.register(name, source)
            self._made[name] = "registered"
            return
        found = table_files(source)
        self._files[name] = found.files
        self._run(Statement(name, f"create view {name} as {_reading(found)}"), reading=found.files)
        self._made[name] = "view"

    def columns(self, name: str) -> tuple[str, ...]:
        """The column names of a table, in order."""
        found = self._run(Statement(name, f"select * from {name} limit 0"))
        return tuple(column[0] for column in found.description)

    def view(self, name: str, statement: Statement, **parameters: Parameter) -> None:
        """Give a statement a name without running it."""
        self._create("view", name, statement, parameters)

    def keep(self, name: str, statement: Statement, **parameters: Parameter) -> None:
        """Give the rows of a statement a name, computed now."""
        self._create("table", name, statement, parameters)

    def ask(self, statement: Statement, **parameters: Parameter) -> pa.Table:
        """Run a statement and return its rows as an Arrow table."""
        wanted = wanted_parameters(statement, parameters)
        try:
            return self._connection.sql(statement.text, params=wanted or None).to_arrow_table()
        except self._error as error:
            raise self._fault(statement, error) from error

    def write(self, statement: Statement, path: Path, **parameters: Parameter) -> None:
        """Run a statement and write its rows as Parquet, whole or not at all. Raises DocumentError."""
        text = in_one_text(statement, parameters)
        check_goal(path)
        try:
            with written_whole(path) as draft:
                goal = str(draft).replace("'", "''")
                # The draft is ours already: a second one of DuckDB's own would stay behind after a fault.
                copying = f"copy ({text}) to '{goal}' (format parquet, use_tmp_file false)"
                self._run(Statement(statement.name, copying), writing=(path, draft))
        except OSError as error:
            raise unwritten(path, error.strerror or str(error)) from error

    def forget(self) -> None:
        """Drop every table and view made so far, the latest first."""
        for name in reversed(tuple(self._made)):
            self._drop(name)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _create(self, kind: str, name: str, statement: Statement, parameters: dict[str, Parameter]) -> None:
        self._drop(name)
        self._run(Statement(statement.name, f"create {kind} {name} as {in_one_text(statement, parameters)}"))
        self._made[name] = kind

    def _drop(self, name: str) -> None:
        made = self._made.pop(name, "")
        self._files.pop(name, None)
        if made == "registered":
            self._connection.unregister(name)
        elif made:
            self._connection.execute(f"drop {made} if exists {name}")

    def _run(
        self, statement: Statement, *, reading: tuple[Path, ...] = (), writing: tuple[Path, ...] = ()
    ) -> Any:
        try:
            return self._connection.execute(statement.text)
        except self._error as error:
            raise self._fault(statement, error, reading, writing) from error

    def _fault(
        self,
        statement: Statement,
        error: Exception,
        reading: tuple[Path, ...] = (),
        writing: tuple[Path, ...] = (),
    ) -> Exception:
        """What a failure means: a file that cannot be read or written, or a statement that is wrong.

        Rows are read only when a statement asks for them, so a bad line of a file comes up anywhere.
        ``writing`` is the goal and its draft.
        """
        words = str(error)
        known = reading or tuple(file for files in self._files.values() for file in files)
        named = next((file for file in known if str(file) in words or literal(str(file)) in words), None)
        if isinstance(error, self._no_memory):
            return out_of_memory(str(next(iter(known), statement.name)))
        if writing and words.startswith("IO Error") and writing[1].name in words:
            return unwritten(writing[0], words.removeprefix("IO Error: ").partition("\n")[0])
        if reading or (known and not isinstance(error, self._ours)):
            return file_fault(named or known[0], words)
        return EngineError(f"DuckDB cannot run {statement.name}: {error}")


def _reading(found: TableFiles) -> str:
    """The statement that reads the files of a table, those written alike in one call."""
    columns = ", ".join(_quoted(name, '"') for name in found.selected) or "*"
    folders = f"hive_partitioning = {str(bool(found.folders)).lower()}, hive_types_autocast = false"
    if not found.is_csv:
        united = ", union_by_name = true" if len(found.files) > 1 else ""
        return f"select {columns} from read_parquet({_list_of(found.files)}, {folders}{united})"
    parts = (
        f"select {columns} from read_csv({_list_of(files)}, {_written(dialect)}, {folders})"
        for dialect, files in found.parts.items()
        if isinstance(dialect, Dialect)
    )
    return " union all by name ".join(parts)


def _written(dialect: Dialect) -> str:
    """How CSV files are written, as arguments of their reader."""
    options = f"header = true, strict_mode = true, delim = '{dialect.separator}', quote = '\"', escape = '\"'"
    if not dialect.columns:
        return f"all_varchar = true, {options}"
    names = ", ".join(f"{_quoted(name, chr(39))}: 'varchar'" for name in dialect.columns)
    return f"auto_detect = false, columns = {{{names}}}, {options}"


def _list_of(files: tuple[Path, ...]) -> str:
    return f"[{', '.join(_quoted(literal(str(file)), chr(39)) for file in files)}]"


def _quoted(text: str, mark: str) -> str:
    return mark + text.replace(mark, mark * 2) + mark
