"""A schema is read as Frictionless writes one, knows its columns, and takes no word it does not know."""

import msgspec
import pytest

from yalu.documents.tables.table_schemas import TableSchema

WRITTEN = {
    "name": "events",
    "title": "Events",
    "description": "What happened.",
    "required": True,
    "primaryKey": ["id"],
    "missingValues": [""],
    "fields": [
        {
            "name": "id", "type": "string", "title": "Id", "description": "Its id.", "kind": "id",
            "constraints": {"required": True, "unique": True},
        },
        {"name": "title", "type": "string", "title": "Title", "description": "Its title.", "kind": "text"},
    ],
}  # fmt: skip


def test_a_schema_knows_its_columns_in_order_and_by_name():
    schema = msgspec.convert(WRITTEN, TableSchema)
    assert schema.names == ("id", "title")
    assert schema.field("title") is schema.fields[1]
    assert schema.field("nothing") is None
    assert [field.required for field in schema.fields] == [True, False]
    assert schema.primary_key == ("id",)
    assert schema.foreign_keys == ()


@pytest.mark.parametrize("place", ["table", "field", "constraints"])
def test_a_word_that_is_not_known_is_refused_at_every_level(place):
    column = {**WRITTEN["fields"][0], "constraints": {"required": True}}
    table = {**WRITTEN, "fields": [column]}
    assert msgspec.convert(table, TableSchema).fields[0].required
    {"table": table, "field": column, "constraints": column["constraints"]}[place]["minLength"] = 3
    with pytest.raises(msgspec.ValidationError, match="unknown field `minLength`"):
        msgspec.convert(table, TableSchema)
