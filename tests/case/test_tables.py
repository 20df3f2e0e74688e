import json
import re
from importlib.resources import files
from typing import get_args, get_type_hints

import msgspec
import pytest
from frictionless import Schema

from yalu.case import records
from yalu.case.record_builder import RECORDS
from yalu.case.tables import TABLES, frictionless_schema, table_schemas
from yalu.documents.tables.table_schemas import Declared


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_a_field_of_its_record_and_the_other_way_round(name):
    computed = {"party_body", "party_bodies", "party_seats", "party_memory"} if name == "visits" else set()
    fields = {field.name for field in msgspec.structs.fields(RECORDS[name])}
    assert computed <= fields
    fields -= computed
    assert set(table_schemas()[name].names) == fields


@pytest.mark.parametrize("name", TABLES)
def test_a_required_column_is_a_required_field_and_the_other_way_round(name):
    required = {f.name for f in msgspec.structs.fields(RECORDS[name]) if f.required}
    columns = {f.name for f in table_schemas()[name].fields if f.required}
    # Rows made in code may go without sources or a grade; rows in a file may not.
    assert columns - required <= {"sources", "reliability"}
    assert required <= columns


@pytest.mark.parametrize("name", TABLES)
def test_lists_of_words_are_the_same_in_schema_and_record(name):
    hints = get_type_hints(RECORDS[name])
    for field in table_schemas()[name].fields:
        words = get_args(hints[field.name])
        if words and all(isinstance(word, str) for word in words):
            assert field.constraints.enum == words


@pytest.mark.parametrize("name", TABLES)
def test_the_schema_is_a_table_schema_frictionless_accepts(name):
    schema = Schema.from_descriptor(frictionless_schema(name))
    assert [field.name for field in schema.fields] == list(table_schemas()[name].names)
    assert schema.primary_key == ["id"]


def test_a_schema_follows_the_columns_of_a_file():
    schema = frictionless_schema("events", ("title", "x_mood", "id"))
    assert [field["name"] for field in schema["fields"]] == ["title", "x_mood", "id"]
    assert "kind" not in json.dumps(schema["fields"][0])


@pytest.mark.parametrize("name", TABLES)
def test_what_a_schema_declares_names_its_columns_and_tables(name):
    schema, ours = table_schemas()[name], table_schemas()[name].yalu
    pairs = {column for pair in (*ours.not_before, *ours.needs) for column in pair}
    columns = {*schema.named_tables, *pairs, *ours.no_loops, *ours.most_words}
    assert columns <= set(schema.names)
    assert {*schema.named_tables.values(), *ours.may_lack} <= set(TABLES)
    assert set(ours.no_loops) <= {column for column, other in schema.named_tables.items() if other == name}
    assert {column for pair in ours.not_before for column in pair} <= {
        field.name for field in schema.fields if field.kind == "date"
    }


def test_every_kind_of_declaration_is_documented():
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "case-format.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in ("foreignKeys", *Declared.__struct_fields__))


def test_keys_are_given_to_other_tools_where_the_file_has_the_column_and_the_package_the_table():
    columns = ("id", "action", "part_of")
    assert [key["fields"] for key in frictionless_schema("amounts")["foreignKeys"]] == [
        ["action"], ["part_of"], ["replaced_by"], ["credited_to"],
    ]  # fmt: skip
    assert [k["fields"] for k in frictionless_schema("amounts", columns)["foreignKeys"]] == [
        ["action"],
        ["part_of"],
    ]
    assert frictionless_schema("amounts", columns, ("amounts",))["foreignKeys"] == [
        {"fields": ["part_of"], "reference": {"resource": "", "fields": ["id"]}}
    ]
    assert "foreignKeys" not in frictionless_schema("deals", tables=("deals",))


def test_every_schema_file_belongs_to_a_table():
    folder = files("yalu.case").joinpath("schemas")
    assert {path.name for path in folder.iterdir()} == {f"{name}.json" for name in TABLES}


def test_every_table_column_and_word_is_documented():
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "case-format.md").read_text(encoding="utf-8")
    for name, schema in table_schemas().items():
        section = re.search(rf"^### {name}\n(.*?)(?=^##|\Z)", text, re.DOTALL | re.MULTILINE)
        assert section, f"docs/case-format.md has no section {name}"
        for field in schema.fields:
            mark = f"`{field.name}*`" if field.required else f"`{field.name}`"
            assert mark in section[1], f"{name}.{field.name}"
            words = field.constraints.enum if field.constraints.enum and field.kind == "enum" else ()
            if name != "contradictions" and field.name not in {"reliability", "side"}:
                assert all(word in text for word in words)


def test_every_kind_of_word_in_the_codebook_is_documented():
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "case-format.md").read_text(encoding="utf-8")
    for record in (records.Codebook, records.Rule, records.RuleOption, records.RuleSet, records.EraScheme):
        for field in msgspec.structs.fields(record):
            assert f"`{field.name}`" in text, f"{record.__name__}.{field.name}"
    for word in get_args(get_type_hints(records.EraScheme)["cut"]):
        assert f"`{word}`" in text
