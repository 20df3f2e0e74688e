"""What both founding articles state, checked against the case: how it is written down, and what comes out."""

from functools import lru_cache
from pathlib import Path

import msgspec
import pytest
import yaml

from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.claims import Claims
from yalu.claims.evidence import Evidence
from yalu.claims.records import Checked, Claim
from yalu.claims.verdicts.judgement import judge
from yalu.documents.choices import ChoiceError
from yalu.law.text.regimes import open_regime
from yalu.vocabulary.dates import parse_date

GOLDEN = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "claims" / "bundled.yaml").read_text(encoding="utf-8")
)

UNASKED = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "claims" / "unasked.yaml").read_text(encoding="utf-8")
)


@lru_cache(maxsize=1)
def case() -> Case:
    return read_case(find_case("china-dprk"))


@lru_cache(maxsize=1)
def checked() -> dict[str, Checked]:
    return {each.claim.id: each for each in Claims(case()).check()}


@lru_cache(maxsize=1)
def nothing() -> Evidence:
    """The case without a single fact, under a law without a single measure."""
    empty = msgspec.structs.replace(
        case(), visits=(), steps=(), events=(), tenures=(), tours=(), published=(), flows=(), shares=(),
        actions=(), amounts=(), named=(), responses=(), deals=(), nodes=(), links=(), knowledge=(),
    )  # fmt: skip
    law = open_regime("un-dprk")
    return Evidence(empty, msgspec.structs.replace(law, measures=(), instruments={}))


def encoded() -> tuple[Claim, ...]:
    return Claims(case()).all


ASKED = [claim.id for claim in encoded() if not claim.not_checkable]


def test_both_articles_are_encoded_in_full() -> None:
    articles = {claim.article for claim in encoded()}
    assert articles == {"sexton-2017", "foreign-affairs-2017"}
    assert len(encoded()) >= 90
    assert len(ASKED) >= 60


def test_every_quote_is_short_and_says_who_where_and_when() -> None:
    for claim in encoded():
        assert 2 <= len(claim.quote.split()) <= 25, claim.id
        assert claim.where in case().sources, claim.id
        assert parse_date(claim.published).earliest.year == 2017, claim.id
        assert claim.who and claim.topic, claim.id


def test_what_is_not_checked_says_why_and_what_is_not_checked_yet_says_what_it_needs() -> None:
    left = [claim for claim in encoded() if claim.not_checkable]
    assert all(len(claim.not_checkable.split()) >= 5 for claim in left)
    waiting = [claim for claim in left if claim.not_checkable.startswith("Not yet")]
    assert all(claim.not_checkable.startswith("Not yet: needs ") for claim in waiting)
    assert {claim.topic for claim in waiting} <= {"chains", "enforcement", "answers"}


@pytest.mark.parametrize("name", ASKED)
def test_every_checkable_claim_has_a_verdict_with_trail_and_grid(name: str) -> None:
    found = checked()[name]
    assert found.today is not None and found.then is not None
    assert found.verdict in {"supported", "supported_if", "contradicted", "cannot_say"}
    assert found.today.reason
    assert found.today.grid is not None and found.today.grid.rows
    assert found.today.figure is not None
    trail = found.today.figure.trail
    assert trail.steps or trail.rows


@pytest.mark.parametrize("name", ASKED)
def test_without_facts_every_claim_is_cannot_say(name: str) -> None:
    claim = next(c for c in encoded() if c.id == name)
    try:
        found = judge(nothing(), claim)
    except ChoiceError:
        return  # a name that only a fact defines is refused, which decides nothing either
    assert found.verdict == "cannot_say"
    assert not found.slips


def test_the_golden_file_names_every_checkable_claim_once() -> None:
    assert sorted(row["given"] for row in GOLDEN) == sorted(ASKED)


@pytest.mark.parametrize("row", GOLDEN, ids=[row["given"] for row in GOLDEN])
def test_verdicts_come_out_as_the_golden_file_says(row: dict) -> None:
    found, expected = checked()[row["given"]], row["expect"]
    assert found.today is not None and found.then is not None
    assert found.today.verdict == expected["verdict"]
    assert found.then.verdict == expected["then"]
    assert found.today.ours == expected["ours"]
    assert [slip.kind for slip in found.today.slips[:1]] == ([expected["slip"]] if "slip" in expected else [])


# One act is enough for a verb in the singular, and a difference of one is a rise; things in the plural are two or more.
_ONE_IS_ENOUGH = {"sexton-admonished", "sexton-late-2016", "sexton-nuclear-two-years"}


def test_plurals_are_two_or_more_in_every_claim() -> None:
    least = {claim.id for claim in encoded() if claim.stated in {"at least 1", "at least one"}}
    assert least == _ONE_IS_ENOUGH


def test_one_maker_on_record_decides_nothing_about_makers() -> None:
    assert [checked()[name].verdict for name in ("cha-tours-solar", "sexton-suppliers-number")] == [
        "cannot_say"
    ] * 2


@pytest.mark.parametrize(
    "name", ["cha-standing-order-since", "cha-inflated-prices", "cha-above-implied-price", "sexton-huawei",
             "sexton-no-reproach", "sexton-coal-returned"],
)  # fmt: skip
def test_what_only_a_proxy_could_be_held_against_is_not_checked(name: str) -> None:
    assert checked()[name].extent == "not_checkable"


def test_the_parts_that_no_question_takes_up_are_those_of_the_golden_file() -> None:
    assert {name: list(checked()[name].unasked) for name in ASKED if checked()[name].unasked} == UNASKED


def test_the_words_of_a_proxy_that_is_left_are_named_as_unasked() -> None:
    found = checked()["cha-2016-continued"]
    assert found.tested == "continued to import it"
    assert found.unasked == ("by exploiting",)


def test_two_persons_named_are_both_at_the_summit_that_is_counted() -> None:
    found = checked()["cha-no-summit-xi"].today
    assert found is not None and found.grid is not None
    assert found.verdict == "supported"
    assert [row.role for row in found.grid.rows] == ["main"]


def test_overall_growth_recomputes_to_37_35_percent_and_is_two_digits_exchanged() -> None:
    found = checked()["sexton-trade-q1"].today
    assert found is not None and found.figure is not None
    assert found.figure.value == pytest.approx(37.35, abs=0.005)
    assert found.verdict == "contradicted"
    assert found.slips[0].kind == "digits_transposed"


def test_imports_up_54_percent_is_exports_taken_for_imports() -> None:
    found = checked()["sexton-imports"].today
    assert found is not None
    assert found.slips[0].kind == "flow_swapped"
    assert "54.5" in found.slips[0].recomputed


@pytest.mark.parametrize(
    ("name", "words"),
    [("cha-xi-average", "Calendar years, by"), ("cha-kim-jong-un-average", "Days as head of the party")],
)
def test_both_averages_hold_only_under_definitions_that_the_verdict_names(name: str, words: str) -> None:
    found = checked()[name].today
    assert found is not None
    assert found.verdict == "supported_if"
    assert any(words in condition for condition in found.conditions)


def test_91_and_80_to_85_percent_hold_under_different_denominators() -> None:
    def denominators(name: str) -> set[str]:
        found = checked()[name].today
        assert found is not None and found.grid is not None
        assert found.verdict == "supported_if"
        return {row.choices["denominator"] for row in found.grid.rows if row.stand == "supports"}

    high, low = denominators("sexton-share"), denominators("cha-share")
    assert high and low and not high & low


def test_double_is_supported_by_volume_and_understated_by_value() -> None:
    found = checked()["cha-december-double"].today
    assert found is not None and found.grid is not None
    stands = {
        (row.choices["limb"], row.stand, row.side) for row in found.grid.rows if row.role in {"main", "open"}
    }
    assert {limb for limb, stand, _ in stands if stand == "supports"} == {"quantity"}
    assert {side for limb, _, side in stands if limb == "value"} == {"understated"}


def test_already_reached_fails_under_strict_and_needs_the_whole_of_december() -> None:
    found = checked()["cha-cap-2017-reached"].today
    assert found is not None and found.grid is not None
    stands = {row.choices["carry_over"]: row.stand for row in found.grid.rows if row.role in {"main", "open"}}
    assert stands == {"strict": "against", "excess": "against", "whole": "supports"}
