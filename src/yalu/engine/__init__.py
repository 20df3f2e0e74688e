"""Engines: where the SQL files of Yalu run. DuckDB inside the process by default, Apache Spark for more.

``open_engine("duckdb")`` and ``open_engine("spark")`` give an ``Engine``; nothing heavy is imported
before that.
"""

from yalu.engine.opening import open_engine
from yalu.engine.protocol import Engine, EngineError, Source, Statement
from yalu.engine.statements import read_statement

__all__ = ["Engine", "EngineError", "Source", "Statement", "open_engine", "read_statement"]
