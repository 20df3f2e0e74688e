"""A tie that a list of a day shows: it stood that day, and nothing says that it ended then."""

from datetime import date

import pytest

from tests.chains.conftest import chains_of, link, node
from yalu.chains.citations import link_says, when
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.dates import parse_date


def seen(text: str, **more):
    return link(text, "L", seen_on="2024-05-07", **more)


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2024-05-06", CANNOT_SAY), ("2024-05-07", YES), ("2024-05-08", CANNOT_SAY), ("2026-01-01", CANNOT_SAY)],
)
def test_a_listing_without_a_first_day_is_known_on_the_day_it_was_seen_alone(day, answer):
    chains = chains_of(seen("p1 designated_by b1"))
    assert chains.listings.was_listed("p1", date.fromisoformat(day)) is answer


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2017-12-31", NO), ("2018-01-24", YES), ("2024-05-07", YES), ("2024-05-08", CANNOT_SAY)],
)
def test_a_listing_with_a_first_day_is_known_to_the_day_it_was_last_seen(day, answer):
    chains = chains_of(seen("p1 designated_by b1", start="2018-01-24"))
    assert chains.listings.was_listed("p1", date.fromisoformat(day)) is answer


def test_an_end_that_is_known_stays_an_end():
    chains = chains_of(seen("p1 designated_by b1", start="2018", end="2025-03-21"))
    assert chains.listings.was_listed("p1", date(2025, 3, 20)) is YES
    assert chains.listings.was_listed("p1", date(2025, 3, 22)) is NO


@pytest.mark.parametrize("day", ["2020-01-01", "2024-05-07", "2026-11-21"])
def test_a_tie_last_seen_is_followed_on_every_day_because_it_may_have_held(day):
    chains = chains_of(link("p1 designated_by b1", start="2016"), seen("p2 owned_by p1"))
    assert [row.node for row in chains.near(1, day)] == ["p2"]


def test_last_seen_is_told_as_such_and_never_as_an_end():
    nodes = {"p1": node("p1"), "p2": node("p2")}
    assert link_says(seen("p2 linked_to p1"), nodes).endswith(", as seen on 2024-05-07")
    assert when(seen("p2 linked_to p1", start="2018")) == "since 2018, last seen on 2024-05-07"
    assert when(seen("p2 linked_to p1", start="2018", end="2025")) == "2018 to 2025"


def test_the_days_of_an_answer_reach_to_the_day_its_ties_were_seen():
    chains = chains_of(link("p1 designated_by b1", start="2016"), seen("p2 owned_by p1"))
    assert chains.covers("links").asked[0].as_of == "2024-05-07"


def test_the_edges_of_the_list_are_seen_on_its_day_and_have_no_end(bundled):
    edges = [one for name, one in bundled.links.items() if name.startswith("OFAC-")]
    assert len(edges) == 170
    assert {(one.end, one.seen_on) for one in edges} == {(None, parse_date("2024-05-07"))}
