"""The engine for more data than one machine holds: Apache Spark, running the same statements.

Needs ``pip install 'yalu[spark]'`` and Java 17. Statements are said in Spark's dialect by sqlglot.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from yalu.engine.file_faults import dialect_of, file_fault, pattern_of
from yalu.engine.protocol import EngineError, Parameter, Source, Statement
from yalu.engine.statements import for_spark, wanted_parameters

# Small tables of measures and dates meet large flows: Spark must send them round, not sort both.
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
}
# On one machine the work of a small table is mostly the planning of it.
_LOCAL_SETTINGS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


class SparkEngine:
    """Runs statements on Spark; ``master`` is a cluster's address, ``local[2]`` when empty."""

    name = "spark"

    def __init__(self, *, master: str = "", settings: dict[str, str] | None = None) -> None:
        try:
            from pyspark.errors import PySparkException  # noqa: PLC0415 - heavy, loaded when chosen
            from pyspark.sql import SparkSession  # noqa: PLC0415
        except ImportError as error:
            raise EngineError("Spark is not installed; install it with: pip install 'yalu[spark]'") from error
        self._error: type[Exception] = PySparkException
        builder: Any = SparkSession.builder
        builder = builder.appName("yalu").master(master or "local[2]")
        local = _LOCAL_SETTINGS if not master or master.startswith("local") else {}
        for key, value in {**_SETTINGS, **local, **(settings or {})}.items():
            builder = builder.config(key, value)
        try:
            self._session: Any = builder.getOrCreate()
        except Exception as error:
            raise EngineError(f"Spark cannot be started: {error}; it needs Java 17 or later") from error
        self._session.sparkContext.setLogLevel("ERROR")
        self._made: dict[str, Any] = {}

    @property
    def session(self) -> Any:
        """The Spark session, for work that is no statement."""
        return self._session

    def register(self, name: str, source: Source) -> None:
        """Make an Arrow table or a CSV or Parquet path known under a name; see Engine.register."""
        in_memory = isinstance(source, pa.Table)
        self._name(name, self._session.createDataFrame(source) if in_memory else self._frame_of(source))

    def columns(self, name: str) -> tuple[str, ...]:
        """The column names of a table, in order."""
        return tuple(self._session.table(name).columns)

    def view(self, name: str, statement: Statement, **parameters: Parameter) -> None:
        """Give a statement a name without running it."""
        self._name(name, self._frame(statement, parameters))

    def keep(self, name: str, statement: Statement, **parameters: Parameter) -> None:
        """Give the rows of a statement a name, computed when first asked for and then kept."""
        frame = self._frame(statement, parameters).cache()
        self._name(name, frame)

    def ask(self, statement: Statement, **parameters: Parameter) -> pa.Table:
        """Run a statement and return its rows as an Arrow table."""
        try:
            return self._frame(statement, parameters).toArrow()
        except self._error as error:
            raise EngineError(f"Spark cannot run {statement.name}: {error}") from error

    def write(self, statement: Statement, path: Path, **parameters: Parameter) -> None:
        """Run a statement and write its rows as a folder of Parquet files."""
        self._frame(statement, parameters).write.mode("overwrite").parquet(str(path))

    def forget(self) -> None:
        """Drop every view made so far and free what was kept."""
        for name, frame in self._made.items():
            frame.unpersist()
            self._session.catalog.dropTempView(name)
        self._made.clear()

    def close(self) -> None:
        """Stop the Spark session."""
        self._session.stop()

    def _frame_of(self, source: Path) -> Any:
        pattern, is_csv = pattern_of(source)
        try:
            if is_csv:
                return self._session.read.csv(
                    pattern, header=True, inferSchema=False, escape='"', sep=dialect_of(source).separator
                )
            return self._session.read.parquet(pattern)
        except self._error as error:
            raise file_fault(source, str(error)) from error

    def _name(self, name: str, frame: Any) -> None:
        if name in self._made:
            self._made[name].unpersist()
        frame.createOrReplaceTempView(name)
        self._made[name] = frame

    def _frame(self, statement: Statement, parameters: dict[str, Parameter]) -> Any:
        wanted = wanted_parameters(statement, parameters)
        try:
            return self._session.sql(for_spark(statement.text), args=wanted)
        except self._error as error:
            raise EngineError(f"Spark cannot run {statement.name}: {error}") from error
