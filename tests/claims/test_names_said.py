"""Ids by words: what people call a thing finds it, and two that fit are never chosen between."""

from __future__ import annotations

import pytest

import yalu
from yalu.claims.catalogue import Parameter
from yalu.claims.facade import Claims
from yalu.claims.questions.names_said import named, titled, words_of
from yalu.documents.choices import ChoiceError


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize(
    ("parameter", "said", "found"),
    [
        ("event", "sixth nuclear test", "E060"),
        ("event", "the 6th nuclear test", "E060"),
        ("event", "E060", "E060"),
        ("event", "nuclear_test", "nuclear_test"),
        ("event", "fifth nuclear test;sixth nuclear test", "E044;E060"),
        ("measure", "No coal from the DPRK at all", "unscr-2371-op8-coal"),
        ("action", "ZTE settlement 2017 combined", "zte-settlement-2017"),
        ("leader", "Xi", "xi-jinping"),
        ("guest", "Jiechi", "Yang Jiechi"),
        ("guest", "Kim Jong Il", "Kim Jong Il"),
        ("deal", "shenyang machine tools", "smtcl"),
        ("event", "nothing of the kind", "nothing of the kind"),
    ],
)
def test_words_find_what_they_alone_fit(claims: Claims, parameter: str, said: str, found: str) -> None:
    assert named(claims.evidence, Parameter(name=parameter, help=""), said) == found


@pytest.mark.parametrize(
    ("parameter", "said", "both"),
    [
        ("event", "nuclear test", ["E020", "E060"]),
        ("measure", "coal ban", ["mofcom-2017-12-coal", "unscr-2371-op8-coal"]),
        ("action", "ZTE settlement", ["zte-settlement-2017", "zte-settlement-2018"]),
        ("leader", "Kim", ["kim-il-sung", "kim-jong-un"]),
        ("company", "Shenyang", ["co_smtcl", "co_shenyang_aircraft"]),
    ],
)
def test_two_that_fit_are_refused_with_both_named(
    claims: Claims, parameter: str, said: str, both: list[str]
) -> None:
    with pytest.raises(ChoiceError) as raised:
        named(claims.evidence, Parameter(name=parameter, help=""), said)
    assert [name for name in both if name not in str(raised.value)] == []


def test_every_title_of_the_case_finds_itself_unless_it_stands_twice(claims: Claims) -> None:
    for parameter in ("event", "measure", "instrument", "action", "deal", "leader", "matter"):
        known = titled(claims.evidence, Parameter(name=parameter, help=""))[1]
        assert known
        titles = [words_of(thing.title) for thing in known]
        ids = [words_of(thing.id) for thing in known]
        for thing in known:
            said = words_of(thing.title)
            if titles.count(said) == 1 and ids.count(said) <= (said == words_of(thing.id)):
                assert named(claims.evidence, Parameter(name=parameter, help=""), thing.title) == thing.id


def test_a_verdict_on_words_is_the_verdict_on_the_id(claims: Claims) -> None:
    by_words = claims.test("events.date", "3 September 2017", event="sixth nuclear test")
    assert by_words.verdict == "supported"
    assert by_words.ours == claims.test("events.date", "3 September 2017", event="E060").ours


def test_a_day_that_is_an_event_may_be_named_by_words(claims: Claims) -> None:
    assert (
        claims.test("visits.count", "0", **{"from": "sixth nuclear test"}).ours
        == claims.test("visits.count", "0", **{"from": "E060"}).ours
    )


def test_a_guest_who_only_went_the_other_way_is_no_unknown_name(claims: Claims) -> None:
    found = claims.test("visits.trips", "one", guest="Yang Jiechi")
    assert found.verdict == "cannot_say"
    assert "no visit of Yang Jiechi is recorded in the direction target_to_partner" in found.reason
