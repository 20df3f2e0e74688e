"""The engine for more data than one machine holds: Apache Spark, running the same statements.

Needs ``pip install 'yalu[spark]'`` and Java 17. Statements are said in Spark's dialect by sqlglot.
"""

from __future__ import annotations

import re
from functools import reduce
from pathlib import Path
from typing import Any

import pyarrow as pa

from yalu.documents.files.whole_files import folder_written_whole
from yalu.engine.file_faults import check_goal, file_fault, unwritten
from yalu.engine.protocol import EngineError, Parameter, Source, Statement
from yalu.engine.statements import for_spark, wanted_parameters
from yalu.engine.table_files import Dialect, TableFiles, table_files

# Small tables of measures and dates meet large flows: Spark must send them round, not sort both.
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
    # A folder hs=0101 is text, and a line with a cell too many is a fault whichever columns are asked for.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}
_NO_ROOM = ("No space left on device", "Permission denied", "Mkdirs failed", "Read-only file system")
_LONGEST = 400
_GLOB = re.compile(r"([*?\[\]{}\\])")
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
            from py4j.protocol import Py4JError  # noqa: PLC0415 - heavy, loaded when chosen
            from pyspark.errors import PySparkException  # noqa: PLC0415
            from pyspark.sql import SparkSession  # noqa: PLC0415
        except ImportError as error:
            raise EngineError("Spark is not installed; install it with: pip install 'yalu[spark]'") from error
        self._error: tuple[type[Exception], ...] = (PySparkException, Py4JError)
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
        self._files: dict[str, tuple[Path, ...]] = {}

    @property
    def session(self) -> Any:
        """The Spark session, for work that is no statement."""
        return self._session

    def register(self, name: str, source: Source) -> None:
        """Make an Arrow table or a CSV or Parquet path known under a name; see Engine.register."""
        if isinstance(source, pa.Table):
            self._name(name, self._session.createDataFrame(source))
            return
        found = table_files(source)
        self._files[name] = found.files
        self._name(name, self._frame_of(found))

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
            raise self._fault(statement, error) from error

    def write(self, statement: Statement, path: Path, **parameters: Parameter) -> None:
        """Run a statement and write its rows as a folder of Parquet files, whole or not at all.

        The workers write, nothing passes through the driver. Raises DocumentError where the folder
        cannot be written, or where one stands that holds anything else than Parquet files.
        """
        check_goal(path, folder=True)
        frame = self._frame(statement, parameters)
        try:
            with folder_written_whole(path) as draft:
                frame.write.parquet(draft.absolute().as_uri())
        except OSError as error:
            raise unwritten(path, error.strerror or str(error)) from error
        except self._error as error:
            raise self._fault(statement, error, writing=path) from error

    def forget(self) -> None:
        """Drop every view made so far and free what was kept."""
        for name, frame in self._made.items():
            frame.unpersist()
            self._session.catalog.dropTempView(name)
        self._made.clear()
        self._files.clear()

    def close(self) -> None:
        """Stop the Spark session."""
        self._session.stop()

    def _frame_of(self, found: TableFiles) -> Any:
        """The files of a table, those written alike in one call, as text where they are CSV."""
        reader = self._session.read
        if found.folders:
            reader = reader.option("basePath", str(found.base.absolute()))
        frames = []
        try:
            for part, files in found.parts.items():
                paths = [_GLOB.sub(r"\\\1", str(file.absolute())) for file in files]
                if isinstance(part, Dialect):
                    names = ", ".join(f"`{name.replace('`', '``')}` string" for name in part.columns)
                    frames.append(
                        reader.csv(
                            paths, schema=names or None, header=True, inferSchema=False,
                            escape='"', sep=part.separator, mode="FAILFAST",
                        )
                    )  # fmt: skip
                else:
                    frames.append(reader.parquet(*paths))
            return reduce(lambda above, below: above.unionByName(below), frames)
        except self._error as error:
            raise file_fault(self._named(error) or found.files[0], _said(error)) from error

    def _named(self, error: Exception) -> Path | None:
        """The file of a table that an error speaks of."""
        words = str(error)
        for file in (file for files in self._files.values() for file in files):
            place = file.absolute()
            if str(place) in words or place.as_uri().removeprefix("file://") in words:
                return file
        return None

    def _fault(self, statement: Statement, error: Exception, writing: Path | None = None) -> Exception:
        """What a failure means, in one line: a disk, a file that cannot be read, or a statement that is wrong."""
        words = str(error)
        if writing is not None and (why := next((sign for sign in _NO_ROOM if sign in words), "")):
            return unwritten(writing, why)
        if (file := self._named(error)) is not None:
            return file_fault(file, _said(error))
        return EngineError(f"Spark cannot run {statement.name}: {_said(error)}")

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
            raise self._fault(statement, error) from error


def _said(error: Exception) -> str:
    """The line of a Java traceback that says most: the last cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line.partition(": ")[2] for line in lines if line.startswith("Caused by:")]
    return " ".join([*lines[:1], *causes[-1:]])[:_LONGEST]
