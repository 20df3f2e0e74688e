"""Table schemas: the columns of a table, what each cell means, and how tables refer to each other.

They follow Frictionless Table Schema, with one word more per field: ``kind``, what the text of a
cell means to Yalu (a partial date, a list of posts, and so on).
"""

from __future__ import annotations

from typing import Any, Literal

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


class TableSchema(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """One table: whether a case must have it, and its columns in order."""

    name: str
    title: str
    description: str
    required: bool
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    missing_values: tuple[str, ...]
    foreign_keys: tuple[dict[str, Any], ...] = ()

    def field(self, name: str) -> Field | None:
        """The column of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every standard column name, in order."""
        return tuple(field.name for field in self.fields)
