"""Choosing an engine by name."""

from __future__ import annotations

from pathlib import Path

from yalu.engine.protocol import Engine, EngineError


def open_engine(
    name: str = "duckdb",
    *,
    memory_limit: str = "",
    file: Path | None = None,
    master: str = "",
    threads: int = 0,
    settings: dict[str, str] | None = None,
) -> Engine:
    """Open an engine: ``duckdb`` (default) or ``spark``.

    ``memory_limit`` (such as ``4GB``), ``file`` and ``threads`` are for DuckDB; ``master`` is the
    address of a Spark cluster, ``local[2]`` when empty, and ``settings`` are Spark's own. Raises EngineError for another name or when
    a needed package is not installed.
    """
    if name == "duckdb":
        from yalu.engine.duckdb_engine import DuckDBEngine  # noqa: PLC0415 - loaded when chosen

        return DuckDBEngine(file=file, memory_limit=memory_limit, threads=threads)
    if name == "spark":
        from yalu.engine.spark_engine import SparkEngine  # noqa: PLC0415 - loaded when chosen

        return SparkEngine(master=master, settings=settings)
    raise EngineError(f"there is no engine {name!r}; choose duckdb or spark")
