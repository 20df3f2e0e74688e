"""A case as one SQLite file: typed columns, keys that lead to rows, lists of ids as tables of their own, and search.

Made for Datasette and for plain SQL. A column that names rows is a foreign key; a column that lists ids (``sources``,
``posts``, ``follows``) stays as it is written and is also a table ``TABLE_COLUMN`` with a row for each id, so
that joins need no splitting of text. Every table with text is searched through ``TABLE_fts`` (FTS5).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from yalu.case.tables import table_schemas
from yalu.documents.tables.table_schemas import TableSchema
from yalu.site.frame.downloads import DownloadTable
from yalu.site.frame.figure_page import Cell

_TYPES = {"integer": "INTEGER", "number": "REAL", "string": "TEXT"}
# Written by columns of the kind “sources” as ID:DIGIT; the digit is the Admiralty credibility of the row by that source.
_SOURCES = "sources"
# Names that FTS5 keeps for itself.
_RESERVED = frozenset({"rank", "rowid"})


def sqlite_bytes(tables: Sequence[DownloadTable], about: Mapping[str, str]) -> bytes:
    """One SQLite file with every table and a table ``metadata``; `datasette FILE` opens it.

    The bytes are those of one SQLite version: another one may lay pages out differently.
    """
    held = {table.name: table for table in tables}
    with sqlite3.connect(":memory:") as connection:
        connection.execute("PRAGMA page_size = 4096")
        for table in tables:
            _insert(connection, table, held)
        for table in tables:
            for listed in _lists(table, held):
                _insert(connection, *listed)
            _searched(connection, table)
        meta = DownloadTable("metadata", ("name", "value"), tuple(sorted(about.items())))
        _insert(connection, meta, {})
        connection.commit()
        connection.execute("VACUUM")
        content = connection.serialize()
    connection.close()
    return content


def _insert(
    connection: sqlite3.Connection,
    table: DownloadTable,
    held: Mapping[str, DownloadTable],
    keys: Mapping[str, str] | None = None,
) -> None:
    """Make a table and fill it. ``keys`` are the columns that name rows, where no schema says so."""
    schema = table_schemas().get(table.name)
    leads = {
        column: target
        for column, target in (_keys(schema) if keys is None else keys).items()
        if target in held and column in table.columns
    }
    lines = [f"{_quoted(column)} {_type(schema, column)}".rstrip() for column in table.columns]
    lines += [f"PRIMARY KEY ({_quoted('id')})"] if "id" in table.columns else []
    lines += [
        f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(target)} ({_quoted('id')})"
        for column, target in leads.items()
    ]
    connection.execute(f"CREATE TABLE {_quoted(table.name)} ({', '.join(lines)})")
    # An empty cell names no row, and is no number.
    empty = {
        place
        for place, column in enumerate(table.columns)
        if column in leads or _type(schema, column) in {"INTEGER", "REAL"}
    }
    marks = ", ".join("?" * len(table.columns))
    # Only names are put into the text, quoted; every value is bound.
    connection.executemany(
        f"INSERT INTO {_quoted(table.name)} VALUES ({marks})",  # noqa: S608
        [
            [None if cell == "" and place in empty else cell for place, cell in enumerate(row)]
            for row in table.rows
        ],
    )
    for column in leads:
        index = _quoted(f"{table.name}_by_{column}")
        connection.execute(f"CREATE INDEX {index} ON {_quoted(table.name)} ({_quoted(column)})")


def _keys(schema: TableSchema | None) -> dict[str, str]:
    if schema is None:
        return {}
    return {key.fields[0]: key.reference.resource or schema.name for key in schema.foreign_keys}


def _type(schema: TableSchema | None, column: str) -> str:
    field = schema.field(column) if schema is not None else None
    return _TYPES[field.type] if field is not None else ""


def _lists(
    table: DownloadTable, held: Mapping[str, DownloadTable]
) -> Iterator[tuple[DownloadTable, Mapping[str, DownloadTable], Mapping[str, str]]]:
    """Each column that lists ids as a table of pairs, with the tables that its columns lead to."""
    schema = table_schemas().get(table.name)
    if schema is None or "id" not in table.columns:
        return
    own = table.columns.index("id")
    for column, target in {**schema.yalu.lists_of, _SOURCES: _SOURCES}.items():
        if column not in table.columns or target not in held:
            continue
        known = {row[held[target].columns.index("id")] for row in held[target].rows}
        place, graded = table.columns.index(column), column == _SOURCES
        found: dict[tuple[Cell, ...], None] = {}
        for row in table.rows:
            for part in filter(None, str(row[place] or "").split(";")):
                name, _, digit = part.rpartition(":") if graded else (part, "", "")
                if name in known:
                    found[(row[own], name, int(digit)) if graded else (row[own], name)] = None
        names = ("row", "source", "credibility") if graded else ("row", "of")
        pairs = DownloadTable(f"{table.name}_{column}", names, tuple(found))
        yield pairs, held, {"row": table.name, names[1]: target}


def _searched(connection: sqlite3.Connection, table: DownloadTable) -> None:
    """The search of a table over all its columns of text; it reads them where they stand.

    The name after ``content=`` stands in double quotes: Datasette finds the search of a table by that text.
    """
    schema = table_schemas().get(table.name)
    columns = [c for c in table.columns if _type(schema, c) == "TEXT" and c not in _RESERVED]
    if not columns:
        return
    name = _quoted(f"{table.name}_fts")
    connection.execute(
        f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(map(_quoted, columns))}, content={_quoted(table.name)}, "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608 - quoted


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
