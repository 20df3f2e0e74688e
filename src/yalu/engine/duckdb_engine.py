"""The default engine: DuckDB inside the process, in memory or in a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa

from yalu.documents.problems import DocumentError, refused, visible
from yalu.engine.file_faults import Dialect, dialect_of, file_fault, out_of_memory, pattern_of
from yalu.engine.protocol import EngineError, Parameter, Source, Statement
from yalu.engine.statements import in_one_text, wanted_parameters


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
        self._made: dict[str, str] = {}
        self._files: dict[str, Path] = {}

    def register(self, name: str, source: Source) -> None:
        """Make an Arrow table or a CSV or Parquet path known under a name; see Engine.register."""
        self._drop(name)
        if isinstance(source, pa.Table):
            self._connection.register(name, source)
            self._made[name] = "registered"
            return
        pattern, is_csv = pattern_of(source)
        text = pattern.replace("'", "''")
        reader = _csv_reader(text, dialect_of(source)) if is_csv else f"read_parquet('{text}')"
        self._files[name] = source
        self._run(Statement(name, f"create view {name} as select * from {reader}"), reading=source)
        self._made[name] = "view"

    def columns(self, name: str) -> tuple[str, ...]:
        """The column names of a table, in order."""
        found = self._run(Statement(name, f"select * from {name} limit 0"))
        return tuple(column[0] for column in found.description)

    def view(self, name: str, statement: Statement, **parameters: Parameter) -> None:
        """Give a statement a name without running it."""
        self._drop(name)
        text = in_one_text(statement, parameters)
        self._run(Statement(statement.name, f"create view {name} as {text}"))
        self._made[name] = "view"

    def keep(self, name: str, statement: Statement, **parameters: Parameter) -> None:
        """Give the rows of a statement a name, computed now."""
        self._drop(name)
        text = in_one_text(statement, parameters)
        self._run(Statement(statement.name, f"create table {name} as {text}"))
        self._made[name] = "table"

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
        if path.exists() and not path.is_file():
            raise _unwritten(path, "what is there is no ordinary file")
        draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        target = str(draft).replace("'", "''")
        try:
            self._run(
                Statement(statement.name, f"copy ({text}) to '{target}' (format parquet)"), writing=path
            )
            draft.replace(path)
        except OSError as error:
            raise _unwritten(path, error.strerror or str(error)) from error
        finally:
            draft.unlink(missing_ok=True)

    def forget(self) -> None:
        """Drop every table and view made so far, the latest first."""
        for name in reversed(tuple(self._made)):
            self._drop(name)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _drop(self, name: str) -> None:
        made = self._made.pop(name, "")
        self._files.pop(name, None)
        if made == "registered":
            self._connection.unregister(name)
        elif made:
            self._connection.execute(f"drop {made} if exists {name}")

    def _run(self, statement: Statement, *, reading: Path | None = None, writing: Path | None = None) -> Any:
        try:
            return self._connection.execute(statement.text)
        except self._error as error:
            raise self._fault(statement, error, reading, writing) from error

    def _fault(
        self, statement: Statement, error: Exception, reading: Path | None = None, writing: Path | None = None
    ) -> Exception:
        """What a failure means: a file that cannot be read or written, or a statement that is wrong.

        Rows are read only when a statement asks for them, so a bad line of a file comes up anywhere.
        """
        words = str(error)
        if isinstance(error, self._no_memory):
            return out_of_memory(str(reading or next(iter(self._files.values()), statement.name)))
        if writing is not None and words.startswith("IO Error") and f"{writing.name}." in words:
            return _unwritten(writing, words.removeprefix("IO Error: ").partition("\n")[0])
        if reading is not None:
            return file_fault(reading, words)
        if self._files and not isinstance(error, self._ours):
            named = (path for path in self._files.values() if str(path) in words)
            return file_fault(next(named, next(iter(self._files.values()))), words)
        return EngineError(f"DuckDB cannot run {statement.name}: {error}")


def _csv_reader(text: str, dialect: Dialect) -> str:
    options = f"header = true, strict_mode = true, delim = '{dialect.separator}', quote = '\"', escape = '\"'"
    if not dialect.columns:
        return f"read_csv('{text}', all_varchar = true, {options})"
    names = ", ".join("'" + name.replace("'", "''") + "': 'varchar'" for name in dialect.columns)
    return f"read_csv('{text}', auto_detect = false, columns = {{{names}}}, {options})"


def _unwritten(path: Path, why: str) -> DocumentError:
    return refused(
        str(path), f"it cannot be written ({visible(why)})", rule="verdicts are written to a folder with room for them",
        next_step="choose a folder you may write to, or make room there",
    )  # fmt: skip
