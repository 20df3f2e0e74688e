"""What an engine does: register tables, keep the results of statements under a name, and answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

if TYPE_CHECKING:
    import pyarrow as pa

    Source: TypeAlias = pa.Table | Path
else:
    Source = object

Parameter = str | int


class EngineError(RuntimeError):
    """An engine cannot be opened, or cannot run a statement; the message gives the next step."""


class Statement(msgspec.Struct, frozen=True):
    """One SELECT statement in DuckDB's dialect, with the name of the file it came from.

    Parameters are written ``$name``. Statements keep to what DuckDB and Spark share, so that one
    file gives the same answer on both.
    """

    name: str
    text: str


class Engine(Protocol):
    """A place where statements run. Tables live under plain names until ``close``.

    One engine serves one computation at a time: ``forget`` clears its tables for the next.
    """

    name: str

    def register(self, name: str, source: Source) -> None:
        """Make an Arrow table, or a CSV or Parquet file, known under a name; nothing is copied yet.

        A folder or a pattern such as ``flows/*.parquet`` is read as one table. Every column of a CSV
        file is text. Raises DocumentError for a file that cannot be read, here or when a statement
        first asks for its rows.
        """
        ...

    def columns(self, name: str) -> tuple[str, ...]:
        """The column names of a table, in order."""
        ...

    def view(self, name: str, statement: Statement, **parameters: Parameter) -> None:
        """Give a statement a name without running it."""
        ...

    def keep(self, name: str, statement: Statement, **parameters: Parameter) -> None:
        """Give the rows of a statement a name, computed at most once."""
        ...

    def ask(self, statement: Statement, **parameters: Parameter) -> pa.Table:
        """Run a statement and return its rows as an Arrow table."""
        ...

    def write(self, statement: Statement, path: Path, **parameters: Parameter) -> None:
        """Run a statement and write its rows as Parquet, without holding them in memory."""
        ...

    def forget(self) -> None:
        """Drop every table and view made so far."""
        ...

    def close(self) -> None:
        """Free what the engine holds."""
        ...
