"""The tables of a case, by name: their schemas, the files they stand in, and their Frictionless form.

Each schema is a JSON file in the folder ``schemas`` beside this module; checks, new cases, packages and
docs all read these.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from yalu.documents.tables.table_schemas import TableSchema

# Sources and posts come first because the other tables name their rows.
TABLES = (
    "sources", "posts", "rosters", "seats", "visits", "steps", "events", "eras", "tours", "published", "listed",
    "flows", "shares", "leads", "coverage", "actions", "amounts", "named", "responses", "deals", "nodes", "links",
    "knowledge", "contradictions",
)  # fmt: skip
# A table too mixed for one file: any number of files in a folder of its name, ids unique over all.
SPLIT_TABLES = frozenset({"flows"})
FACT_TABLES = tuple(name for name in TABLES if name not in {"sources", "posts"})


@lru_cache(maxsize=1)
def table_schemas() -> dict[str, TableSchema]:
    """Every standard table by name, in reading order."""
    return {name: msgspec.convert(_read(name), TableSchema) for name in TABLES}


def table_of(resource: str) -> str:
    """The table a resource holds, such as flows for ``flows-coal``; empty text when it holds none."""
    if resource in TABLES and resource not in SPLIT_TABLES:
        return resource
    folder, _, name = resource.partition("-")
    return folder if name and folder in SPLIT_TABLES else ""


def path_of(resource: str) -> str:
    """The path a resource has in a new package: ``visits.csv``, or ``flows/coal.csv`` for ``flows-coal``."""
    table = table_of(resource)
    return f"{table}/{resource.removeprefix(f'{table}-')}.csv" if table in SPLIT_TABLES else f"{resource}.csv"


def frictionless_schema(
    name: str, columns: tuple[str, ...] | None = None, tables: Collection[str] = TABLES
) -> dict[str, Any]:
    """The Table Schema of a table as any Frictionless tool reads it, for the columns a file has.

    ``columns`` are the file's own, in its order; a column of the case's own (``x_...``) is text. ``tables`` are
    those of the package: Frictionless refuses a key that leads to a table that is not there.
    """
    plain = _read(name)
    known = {
        field["name"]: {key: value for key, value in field.items() if key != "kind"}
        for field in plain["fields"]
    }
    wanted = tuple(known) if columns is None else columns
    schema = {
        "fields": [known.get(column, {"name": column, "type": "string"}) for column in wanted],
        "missingValues": plain["missingValues"],
        "primaryKey": plain["primaryKey"],
    }
    keys = [
        key
        for key in plain.get("foreignKeys", ())
        if key["fields"][0] in wanted and key["reference"]["resource"] in {"", *tables}
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _read(name: str) -> dict[str, Any]:
    text = files("yalu.case").joinpath("schemas", f"{name}.json").read_bytes()
    schema: dict[str, Any] = msgspec.json.decode(text)
    return schema
