"""Meetings of two persons: who took part, and that readings the words exclude are not tried."""

from __future__ import annotations

from itertools import product

import msgspec
import pytest

import yalu
from yalu.case.records import Case
from yalu.claims.facade import Claims
from yalu.claims.subjects.visits.counts import counted_by
from yalu.claims.subjects.visits.meetings import took_part
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES

BOTH = "Xi Jinping,Kim Jong Un"


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize(
    ("visit", "person", "answer"),
    [
        ("V133", "xi-jinping", YES),  # named as guest in a third country
        ("V133", "kim-jong-un", NO),  # the row names both guests, and he is neither
        ("V140", "kim-jong-un", YES),
        ("V140", "xi-jinping", YES),  # received him as leader
        ("V134", "xi-jinping", NO),  # the row says that the guest did not meet the leader
        ("V134", "kim-jong-un", NO),  # a leader who travels is the guest
        ("V097", "kim-jong-un", CANNOT_SAY),  # he led nobody then, and may have been present unnamed
    ],
)
def test_who_took_part_is_read_from_guest_leader_and_row(
    claims: Claims, visit: str, person: str, answer: str
) -> None:
    row = next(v for v in claims.case.visits if v.id == visit)
    assert took_part(claims.evidence, row, person) == answer


@pytest.mark.parametrize(
    ("window", "stated"),
    [
        ({"from_": "2011-12-18", "to": "2017-03-21"}, "none"),
        ({"from_": "2018-01-01", "to": "2025-09-28"}, "six"),
    ],
)
def test_a_meeting_of_two_persons_is_one_reading_whatever_rule_set(
    claims: Claims, window: dict, stated: str
) -> None:
    found = claims.test("visits.count", stated, what="summit", between=BOTH, **window)
    assert found.verdict == "supported"
    assert found.grid is not None
    assert [row.role for row in found.grid.rows] == ["main"]


def test_rules_that_are_named_apply_beside_the_two_persons(claims: Claims) -> None:
    window = {"from_": "2018-01-01", "to": "2025-09-28"}
    found = claims.test("visits.count", "six", what="summit", between=BOTH, rules="strict", **window)
    assert (found.verdict, found.ours) == ("contradicted", "5 summits")


def test_the_first_meeting_and_the_days_since_the_last_are_theirs(claims: Claims) -> None:
    first = claims.test("visits.date", "25 March 2018", which="first", what="summit", between=BOTH)
    since = claims.test("visits.gap", "more than six years", to="2025-09-01", what="summit", between=BOTH)
    assert (first.verdict, since.verdict) == ("supported", "supported")


@pytest.mark.parametrize(
    "persons", ["Xi Jinping", "Xi Jinping,Kim Jong Un,Hu Jintao", "Xi Jinping,Xi Jinping"]
)
def test_another_number_of_persons_than_two_is_refused(claims: Claims, persons: str) -> None:
    with pytest.raises(ChoiceError, match="two persons"):
        claims.test("visits.count", "six", between=persons)


def test_a_person_nobody_knows_is_refused_with_the_nearest(claims: Claims) -> None:
    with pytest.raises(ChoiceError, match="kim-jong-un"):
        claims.test("visits.count", "six", between="Xi Jinping,Kim Jong Unn")


def settled(case: Case, answers: dict[str, object]) -> Case:
    rows = (msgspec.structs.replace(v, met_leader=answers.get(v.id, v.met_leader)) for v in case.visits)
    return msgspec.structs.replace(case, visits=tuple(rows))


@pytest.mark.parametrize(
    "persons", ["Hu Jintao,Kim Yong Nam", "Kim Jong Il,Wen Jiabao", "Jiang Zemin,Paek Nam Sun"]
)
def test_every_completion_of_what_rows_leave_open_lies_within_the_bounds(
    claims: Claims, persons: str
) -> None:
    asked = {"between": persons, "from_": "1990-01-01", "to": "2016-12-31"}
    found = claims.test("visits.count", "at least 0", **asked).figure
    assert found is not None and found.low is not None and found.high is not None
    named = {part.strip() for part in persons.split(",")}
    open_rows = [v.id for v in claims.case.visits if v.met_leader == CANNOT_SAY and v.guest in named]
    for answers in product((YES, NO), repeat=min(len(open_rows), 4)):
        case = settled(claims.case, dict(zip(open_rows, answers, strict=False)))
        figure = Claims(case).test("visits.count", "at least 0", **asked).figure
        assert figure is not None and figure.value is not None
        assert found.low <= figure.value <= found.high


@pytest.mark.parametrize("between", [BOTH, "Xi Jinping; Kim Jong Un"])
def test_the_two_who_met_are_named_with_single_blanks(claims: Claims, between: str) -> None:
    said = counted_by(claims.evidence, {"between": between, "rules": ""})
    assert said == "as a meeting of Xi Jinping and Kim Jong Un, whatever rule set"
