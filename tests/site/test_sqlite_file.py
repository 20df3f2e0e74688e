"""The SQLite file of a case: types, keys, lists of ids as tables, search; judged by Datasette where it is installed."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.judges import judge

from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.case.tables import table_schemas
from yalu.site.frame.downloads import DownloadTable, case_tables
from yalu.site.frame.sqlite_file import sqlite_bytes


@pytest.fixture(scope="module")
def bundled_case() -> Case:
    return read_case(find_case("china-dprk"))


@pytest.fixture(scope="module")
def file(bundled_case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "case.sqlite"
    path.write_bytes(sqlite_bytes(case_tables(bundled_case), {"title": "A case"}))
    return path


@pytest.fixture
def asked(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file)
    yield connection
    connection.close()


def test_every_table_has_its_rows_and_the_bytes_are_the_same_every_time(bundled_case, file, asked):
    tables = case_tables(bundled_case)
    assert file.read_bytes() == sqlite_bytes(tables, {"title": "A case"})
    for table in tables:
        count = asked.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        assert count == (len(table.rows),), table.name
    assert asked.execute("SELECT value FROM metadata WHERE name = 'title'").fetchone() == ("A case",)


def test_every_key_leads_to_a_row(asked):
    assert asked.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_declared_key_is_a_key_of_the_file(bundled_case, asked):
    held = {table.name for table in case_tables(bundled_case)}
    for name in held:
        declared = {
            (key.fields[0], key.reference.resource or name) for key in table_schemas()[name].foreign_keys
        }
        found = {(row[3], row[2]) for row in asked.execute(f'PRAGMA foreign_key_list("{name}")')}
        assert found == {pair for pair in declared if pair[1] in held}, name


def test_numbers_are_numbers_and_an_empty_cell_is_none(asked):
    assert {kind for (kind,) in asked.execute("SELECT DISTINCT typeof(value) FROM flows")} == {"real", "null"}
    assert asked.execute("SELECT sum(value = '') FROM flows").fetchone()[0] == 0
    assert {kind for (kind,) in asked.execute("SELECT DISTINCT typeof(persons) FROM actions")} == {
        "integer",
        "null",
    }


def test_a_list_of_sources_is_a_table_with_the_grade_of_each(bundled_case, asked):
    visit = bundled_case.visits[0]
    found = asked.execute(
        'SELECT source, credibility FROM visits_sources WHERE "row" = ? ORDER BY rowid', (visit.id,)
    )
    assert found.fetchall() == [(ref.source, ref.credibility) for ref in visit.sources]
    posts = asked.execute('SELECT "of" FROM visits_posts WHERE "row" = ?', (visit.id,)).fetchall()
    assert [post for (post,) in posts] == list(visit.posts)


def test_search_finds_a_word_in_any_column_and_without_accents(asked):
    def found(table: str, words: str) -> set[str]:
        query = (
            f"SELECT id FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
        )
        return {row for (row,) in asked.execute(query, (words,))}

    guest = {v for (v,) in asked.execute("SELECT id FROM visits WHERE guest LIKE '%Wang Yi%'")}
    assert guest <= found("visits", "wang yi")
    assert guest
    assert found("visits", "nobodyofthisname") == set()


def test_names_cannot_break_out_of_their_quotes():
    table = DownloadTable('x"; DROP TABLE y; --', ('a"b', "id"), ((1, "1"),))
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite_bytes([table], {}))
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert names == [table.name, "metadata"]
    connection.close()


def test_datasette_shows_links_with_labels_and_searches(file):
    judge("datasette")

    def answer(address: str) -> dict:
        asked = [sys.executable, "-m", "datasette", str(file), "--get", address]
        return json.loads(subprocess.run(asked, check=True, capture_output=True, timeout=120).stdout)

    links = answer("/case/visits_sources.json?_size=1&_labels=on")
    (row,) = links["rows"]
    assert row["source"]["label"] != row["source"]["value"]
    assert {pair[0]["other_table"] for pair in links["expandable_columns"]} == {"visits", "sources"}
    hits = answer("/case/visits.json?_search=wang+yi&_shape=objects&_size=max")["rows"]
    with sqlite3.connect(file) as own:
        (count,) = own.execute("SELECT count(*) FROM visits_fts WHERE visits_fts MATCH 'wang yi'").fetchone()
    assert len(hits) == count
    assert "Wang Yi" in {hit["guest"] for hit in hits}
