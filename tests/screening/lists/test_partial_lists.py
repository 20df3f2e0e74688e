"""A stored list of which entries or names are known to be missing is a part, and every clean answer over it says so."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from yalu.screening.exact_lookup import Listings
from yalu.screening.lists import update
from yalu.screening.lists.snapshots.as_of import screening_parties
from yalu.screening.screener import Screening

from . import samples

Put = Callable[..., Path]


def entity(number: int, **more: object) -> str:
    names = [f"Madeup Person{number}"]
    return json.dumps({"id": f"Q{number}", "schema": "Person", "properties": {"name": names}} | more)


def screened(name: str, lists: str, as_of: date | None = None, **more: object):
    return Screening(as_of=as_of, lists=[lists]).screen(name, **more)


def test_a_list_with_an_entry_that_cannot_be_read_is_a_part(put: Put):
    lines = [
        entity(1),
        entity(2, properties={"name": ["Tengri Oromov"]})[:-1],
        entity(3, schema="Vessel", properties={"imoNumber": ["9074729"]}),
    ]
    (done,) = update(["mine"], from_path=put("mine.json", "\n".join(lines)))
    assert done.outcome == "stored"
    for asked in (screened("Tengri Oromov", "mine"), screened("", "mine", identifiers=[("imo", "9074729")])):
        assert (asked.outcome, asked.said) == ("clear", "clear on 1 partial list")
        assert asked.coverage.asked[0].left_out == ("2 entries that could not be read",)


@pytest.mark.parametrize("as_of", [date(2000, 1, 1), date(2100, 1, 1)])
def test_so_it_is_as_of_a_day_and_when_asked_by_its_exact_name(put: Put, as_of: date):
    update(["mine"], from_path=put("mine.json", "\n".join([entity(1), entity(2)[:-1]])))
    assert "1 entry that could not be read" in screened("Nobody", "mine", as_of).coverage.asked[0].left_out
    (asked,) = [a for a in Listings(screening_parties(as_of)).coverage.asked if a.name == "mine"]
    assert (asked.whole, asked.left_out) == (False, ("1 entry that could not be read",))


def test_the_legacy_set_without_its_aliases_is_a_part(put: Put):
    update(["ofac-sdn"], from_path=put("sdn.csv", samples.SDN_CSV))
    asked = screened("Nobody At All", "ofac-sdn")
    assert asked.said == "clear on 1 partial list"
    assert "without aliases, addresses, the ends of long remarks" in asked.coverage.says


def test_a_list_that_was_read_whole_is_whole(put: Put):
    update(["mine"], from_path=put("mine.json", "\n".join([entity(1), entity(2)])))
    assert screened("Nobody At All", "mine").said == "clear"


@pytest.mark.parametrize(
    "mark", [{"target": True}, {"properties": {"name": ["A"], "topics": ["sanction.linked"]}}]
)
def test_a_listed_entity_of_a_schema_that_is_not_read_makes_the_list_a_part(
    put: Put, mark: dict[str, object]
):
    lines = [entity(1), entity(2, schema="Project"), entity(3, schema="Project", **mark)]
    update(["mine"], from_path=put("mine.json", "\n".join(lines)))
    asked = screened("Nobody At All", "mine")
    assert asked.said == "clear on 1 partial list"
    assert asked.coverage.asked[0].left_out == ("1 listed entity of a schema that is no party",)


@pytest.mark.parametrize("cut", ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"])
@pytest.mark.parametrize("end", [2, 3, 9, 30])
def test_a_file_of_the_legacy_set_that_was_cut_off_is_refused(put: Put, cut: str, end: int):
    for name, text in samples.SDN_SET.items():
        whole = text.rstrip("\x1a")
        path = put(name, whole[:-end] if name == cut else whole)
    (outcome,) = update(["ofac-sdn"], from_path=path.with_name("sdn.csv"))
    assert outcome.outcome == "failed"


def test_a_list_of_the_un_without_its_entities_is_a_part(put: Put):
    persons = (
        samples.UN[: samples.UN.index("<ENTITIES>")] + samples.UN[samples.UN.index("</ENTITIES>") + 11 :]
    )
    update(["un"], from_path=put("consolidated.xml", persons))
    asked = screened("Nobody At All", "un")
    assert asked.said == "clear on 1 partial list"
    assert asked.coverage.asked[0].left_out == ("entities (the file has none)",)
