"""The noun that a statement counts, in the singular, and when it is not what our figure counts."""

from __future__ import annotations

import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.claims.statements.counted_nouns import head_of, said_nouns, singular


@pytest.mark.parametrize(
    ("stated", "nouns"),
    [
        ("59 missiles in 31 rounds", ("missile",)),
        ("at least 59", ()),
        ("ten sanctions resolutions", ("resolution",)),
        ("more than 20 North Korean officials", ("official",)),
        ("36 individuals and entities", ("individual", "entity")),
        ("37 days with launches", ("day",)),
        ("twenty-five accounts", ("account",)),
        ("dozens of visits", ("visit",)),
        ("two of the five tests", ("test",)),
        ("no high-level visits since 2015", ("visit",)),
        ("none", ()),
        ("never", ()),
        ("a dozen people", ("person",)),
        ("13 launches this year", ("launch",)),
        ("161 visits, by our count", ("visit",)),
        ("1,200 companies", ("company",)),
        ("no fewer than six", ()),
        ("no more than six tests", ("test",)),
        ("not a single one", ()),
        ("six or seven", ()),
        ("five to seven launches", ("launch",)),
    ],
)
def test_what_a_statement_counts_is_the_noun_after_its_number(stated: str, nouns: tuple[str, ...]) -> None:
    assert said_nouns(stated) == nouns


def test_a_unit_is_named_by_the_noun_that_its_phrase_is_about() -> None:
    assert head_of("days with entries") == "day"
    assert head_of("event-days") == "day"
    assert [singular(word) for word in ("entities", "launches", "glass", "series", "boxes", "vetoes")] == [
        "entity", "launch", "glass", "series", "box", "veto",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize(
    ("stated", "given", "verdict"),
    [
        ("five nuclear tests", {"kind": "nuclear_test", "to": "2017-03-17"}, "supported"),
        ("five tests", {"kind": "nuclear_test", "to": "2017-03-17"}, "supported"),
        ("five", {"kind": "nuclear_test", "to": "2017-03-17"}, "supported"),
        ("five missiles", {"kind": "nuclear_test", "to": "2017-03-17"}, "cannot_say"),
    ],
)
def test_events_of_a_kind_are_named_by_the_words_of_the_kind(claims, stated, given, verdict) -> None:
    assert claims.test("events.count", stated, **given).verdict == verdict


def test_an_event_that_can_have_several_things_is_not_counted_in_them(claims) -> None:
    found = claims.test("events.count", "15 missiles", kind="long_range_missile")
    assert found.verdict == "cannot_say"
    assert "counts “missile”, our figure counts events" in found.reason


def test_money_and_mass_of_an_event_are_read_in_their_own_units(claims) -> None:
    assert claims.test("events.value", "4,000 tonnes", event="E105").verdict == "supported"
    assert claims.test("events.value", "4,000", event="E105").verdict == "supported"
    assert claims.test("events.value", "4,000", event="E105").unit == "t"


@pytest.mark.parametrize(
    ("kind", "own", "other"),
    [
        ("", ["answers", "responses", "replies", "times"], ["claims", "protests", "denials", "sanctions"]),
        ("denial", ["answers", "denials"], ["claims", "protests"]),
        ("claim_of_ignorance", ["answers", "claims", "claims of ignorance"], ["denials", "protests"]),
        ("protest_unilateral_sanctions", ["answers", "protests"], ["claims", "sanctions"]),
        ("demand_for_proof", ["demands", "demands for proof"], ["proofs"]),
        ("hold_or_veto", ["holds", "vetoes", "holds and vetoes"], ["denials"]),
        ("no_comment", ["comments"], ["denials"]),
    ],
)
def test_answers_of_a_kind_are_named_by_the_word_of_the_kind_and_by_no_other(
    claims, kind, own, other
) -> None:
    given = {"kind": kind} if kind else {}
    for words in own:
        assert "the statement counts" not in claims.test("responses.count", f"at least 2 {words}", **given).reason, words  # fmt: skip
    for words in other:
        found = claims.test("responses.count", f"at least 2 {words}", **given)
        assert f"the statement counts “{words[:-1]}”, our figure counts answers" in found.reason
        assert found.verdict == "cannot_say"
