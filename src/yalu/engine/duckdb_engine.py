"""The default engine: DuckDB inside the process, in memory or in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

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

    def register(self, name: str, source: Source) -> None:
        """Make an Arrow table or a CSV or Parquet path known under a name; see Engine.register."""
        self._drop(name)
        if isinstance(source, pa.Table):
            self._connection.register(name, source)
            self._made[name] = "registered"
            return
        text = str(source).replace("'", "''")
        reader = f"read_csv('{text}', all_varchar = true)" if _is_csv(source) else f"read_parquet('{text}')"
        self._run(Statement(name, f"create view {name} as select * from {reader}"))
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
            raise EngineError(f"DuckDB cannot run {statement.name}: {error}") from error

    def write(self, statement: Statement, path: Path, **parameters: Parameter) -> None:
        """Run a statement and write its rows as Parquet."""
        target = str(path).replace("'", "''")
        text = in_one_text(statement, parameters)
        self._run(Statement(statement.name, f"copy ({text}) to '{target}' (format parquet)"))

    def forget(self) -> None:
        """Drop every table and view made so far, the latest first."""
        for name in reversed(tuple(self._made)):
            self._drop(name)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _drop(self, name: str) -> None:
        made = self._made.pop(name, "")
        if made == "registered":
            self._connection.unregister(name)
        elif made:
            self._connection.execute(f"drop {made} if exists {name}")

    def _run(self, statement: Statement) -> Any:
        try:
            return self._connection.execute(statement.text)
        except self._error as error:
            raise EngineError(f"DuckDB cannot run {statement.name}: {error}") from error


def _is_csv(path: Path) -> bool:
    return ".csv" in [suffix.lower() for suffix in path.suffixes]
