"""Accepted rows on disk while the file is still being read, so that no file is too large for the memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

COLUMNS = (
    "id", "period", "reporter", "partner", "flow", "hs", "quantity", "unit", "value", "currency", "ledger", "contract_date",
    "loaded_date", "arrived_date", "declared_date", "released_date", "origin", "livelihood_evidence", "quantity_stated",
    "value_stated", "sources", "memory", "notes",
)  # fmt: skip
# Columns that a flows table has only where some row fills them.
EXTRAS = ("known_from", "vintage")
AMOUNTS = ("quantity", "value")


class Staged(msgspec.Struct):
    """Accepted rows by column, with what settling the whole file still needs to know of each."""

    columns: dict[str, list[Any]]
    line: list[int]
    whole: list[int]
    part: list[bool]
    odd: list[str]
    revision: list[str]
    rest: list[int]


def flows_schema() -> Any:
    """The flows table as an Arrow schema: texts, and amounts as exact decimals with six places."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

    exact = pa.decimal128(38, 6)
    return pa.schema([(name, exact if name in AMOUNTS else pa.string()) for name in (*COLUMNS, *EXTRAS)])


class Staging:
    """A Parquet file that grows by chunks of accepted rows; ``rows`` counts them."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415

        self.path, self.rows = path, 0
        extra = [("_seq", pa.int64()), ("_line", pa.int64()), ("_whole", pa.int64()), ("_part", pa.bool_()),
                 ("_odd", pa.string()), ("_revision", pa.string()), ("_rest", pa.int64())]  # fmt: skip
        self._schema = pa.schema([*flows_schema(), *extra])
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._table = pa.Table

    def add(self, staged: Staged) -> None:
        """Append the rows of one chunk."""
        size = len(staged.line)
        if not size:
            return
        columns = {
            **staged.columns, "_seq": list(range(self.rows, self.rows + size)), "_line": staged.line, "_whole": staged.whole,
            "_part": staged.part, "_odd": staged.odd, "_revision": staged.revision, "_rest": staged.rest,
        }  # fmt: skip
        self._writer.write_table(self._table.from_pydict(columns, schema=self._schema))
        self.rows += size

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()
