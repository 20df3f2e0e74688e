"""Table schemas: the columns of a table, what each cell means, and how tables refer to each other.

They follow Frictionless Table Schema, with one word more per field: ``kind``, what the text of a
cell means to Yalu (a partial date, a list of posts, and so on), and one more per table: ``yalu``, what a
Table Schema cannot say of its rows. ``documents.declared_checks`` judges rows by ``foreignKeys`` and ``yalu``.
"""

from __future__ import annotations

from typing import Literal

import msgspec

FieldKind = Literal[
    "id", "text", "word", "enum", "date", "url", "integer", "number", "posts", "sources", "memory", "pairs",
    "period", "state", "goods", "amount", "unit", "currency", "list",
]  # fmt: skip


class Constraints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What Frictionless constraints a cell must meet; ``None`` means no constraint."""

    required: bool = False
    unique: bool = False
    pattern: str | None = None
    enum: tuple[str, ...] | None = None
    minimum: int | None = None
    maximum: int | None = None


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One column: its Frictionless type, what it says, and what its text means."""

    name: str
    type: Literal["string", "integer", "number"]
    title: str
    description: str
    kind: FieldKind
    constraints: Constraints = Constraints()

    @property
    def required(self) -> bool:
        """True when every row must have the cell and every file the column."""
        return self.constraints.required


def text_field(name: str, description: str, kind: str = "text", **constraints: object) -> Field:
    """A column of texts, called as it is named."""
    return Field(name, "string", name.capitalize(), description, kind, Constraints(**constraints))  # type: ignore[arg-type]


class KeyTarget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns that a foreign key leads to; an empty ``resource`` is the table itself."""

    resource: str
    fields: tuple[str]


class ForeignKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column whose cells are ids of rows of a table; keys of several columns are not used."""

    fields: tuple[str]
    reference: KeyTarget


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What rows keep beyond keys and cells.

    ``lists_of``: columns whose cells list ids joined by ``;``, and the table of those ids. ``may_lack``: tables that
    a package may go without although a column names their rows. ``not_before``: pairs of a date column and the one
    that it never precedes. ``needs``: pairs of a column and the one that is filled in wherever it is. ``no_loops``:
    columns that name rows of their own table and never lead back. ``most_words``: the words that a column may have.
    """

    lists_of: dict[str, str] = {}
    may_lack: tuple[str, ...] = ()
    not_before: tuple[tuple[str, str], ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    no_loops: tuple[str, ...] = ()
    most_words: dict[str, int] = {}


class TableSchema(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """One table: whether a case must have it, and its columns in order."""

    name: str
    title: str
    description: str
    required: bool
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    missing_values: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    yalu: Declared = Declared()

    def field(self, name: str) -> Field | None:
        """The column of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every standard column name, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def named_tables(self) -> dict[str, str]:
        """Each column that names rows by id, and the table of those rows."""
        keys = {key.fields[0]: key.reference.resource or self.name for key in self.foreign_keys}
        return keys | self.yalu.lists_of
