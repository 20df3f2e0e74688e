"""Reading the SQL files of a package, and saying them in Spark's dialect."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from yalu.engine.protocol import EngineError, Parameter, Statement

_PARAMETER = re.compile(r"\$([a-z_]+)")


@lru_cache(maxsize=256)
def read_statement(package: str, name: str) -> Statement:
    """The statement in ``sql/<name>.sql`` of a package. Raises EngineError when there is no such file."""
    path = files(package).joinpath("sql", f"{name}.sql")
    try:
        return Statement(name, path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EngineError(
            f"{package} has no statement {name!r}; its statements are the files of its folder sql"
        ) from error


def wanted_parameters(statement: Statement, given: dict[str, Parameter]) -> dict[str, Parameter]:
    """The parameters a statement names, out of those given. Raises EngineError when one is missing."""
    names = sorted(set(_PARAMETER.findall(statement.text)))
    missing = [name for name in names if name not in given]
    if missing:
        raise EngineError(f"statement {statement.name} needs {', '.join(missing)}; pass a value for each")
    return {name: given[name] for name in names}


def in_one_text(statement: Statement, given: dict[str, Parameter]) -> str:
    """The statement with its parameters written out, for statements that cannot be prepared."""
    wanted = wanted_parameters(statement, given)
    return _PARAMETER.sub(lambda match: _literal(wanted[match[1]]), statement.text)


@lru_cache(maxsize=256)
def for_spark(text: str) -> str:
    """A statement in Spark's dialect. Raises EngineError when sqlglot is not installed."""
    try:
        import sqlglot  # noqa: PLC0415 - only users of Spark need it
    except ImportError as error:
        raise EngineError("Spark needs sqlglot; install it with: pip install 'yalu[spark]'") from error
    return str(sqlglot.transpile(text, read="duckdb", write="spark", comments=False)[0])


def _literal(value: Parameter) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
