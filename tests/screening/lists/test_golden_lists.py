"""The habits of publishers, one sentence each (tests/golden/screening-lists.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from yalu.screening.lists.formats.entry_values import alpha3, date_span
from yalu.screening.lists.formats.ofac_sdn import links, numbered, quoted_aliases
from yalu.screening.scripts import script_of

GOLDEN = yaml.safe_load(
    (Path(__file__).parents[2] / "golden" / "screening-lists.yaml").read_text(encoding="utf-8")
)


def each(part: str) -> Any:
    return pytest.mark.parametrize("row", GOLDEN[part], ids=lambda r: str(r.get("said", r.get("value")))[:50])


@each("dates")
def test_a_date(row: dict[str, Any]):
    found = date_span(row["said"])
    bounds = (str(found.start.earliest), str(found.end.latest)) if found.start and found.end else (None, None)
    assert bounds == (row.get("first"), row.get("last"))
    assert found.text == row["said"]
    assert bool(found.start and found.start.approximate) == row.get("about", False)


@each("ties")
def test_a_tie(row: dict[str, Any]):
    assert [tie.name for tie in links(row["said"])] == row["names"]


@each("weak_aliases")
def test_a_weak_alias_in_remarks(row: dict[str, Any]):
    assert [name for _, name in quoted_aliases(row["said"])] == row["names"]


@each("identifiers")
def test_an_identifier(row: dict[str, Any]):
    found = numbered(row["label"], row["value"], row["schema"])
    assert found is not None
    assert (found.kind, found.value, found.valid) == (row["kind"], row["number"], row.get("holds"))


@each("countries")
def test_a_country(row: dict[str, Any]):
    assert alpha3(row["said"]) == row["code"]


@each("scripts")
def test_a_script(row: dict[str, Any]):
    assert script_of(row["said"]) == row["script"]
