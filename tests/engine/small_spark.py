"""One small Spark for all tests of a process: interpreted plans start faster than compiled ones run."""

from functools import cache

import pytest

from yalu.engine import Engine, open_engine

SETTINGS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
}


@cache
def small_spark() -> Engine:
    """The engine; tests that ask for it are skipped where pyspark is not installed."""
    pytest.importorskip("pyspark")
    pytest.importorskip("sqlglot")
    return open_engine("spark", master="local[2]", settings=SETTINGS)
