"""Every outcome of a decision, checked against all the days that the dates of an entry can mean.

The rule is said here once more and in another way than the code does: by trying every day on which the entry
may have come and gone.
"""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from tests.screening.small_index import covering, match, party
from yalu.screening.decisions.decision import DecisionContext, decide
from yalu.screening.decisions.records import ReviewerJudgement
from yalu.screening.decisions.same_party import SamePartyGroups
from yalu.screening.decisions.screening_policy import read_policy
from yalu.screening.matching.records import Doubt, Query
from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.dates import parse_date

POLICY = read_policy()
NAME = "Zebedee Unusualname"
# What the policy makes of a match by itself: an exact rare name stops, a distant one is looked at, a chance one is nothing.
BY_RULE = {"stop": {}, "review": {"fit": "full", "alerts": 500}, "": {"fit": "part", "alerts": 900}}
JUDGED = {"same": "stop", "different": "clear"}
DAYS = st.dates(date(2016, 1, 1), date(2018, 12, 31))


def judgement(judged, expires="", ref="R1", party_id="un:P1"):
    return ReviewerJudgement(
        id=f"j-{judged}", subject="s", name=NAME, party=party_id, parties=(party_id,), judged=judged, author="reviewer",
        reason="looked at the passport", made="2019-01-01T00:00:00Z", ref=ref, expires=expires,
    )  # fmt: skip


def decided(by_rule="stop", listed=None, delisted=None, on=date(2017, 6, 1), copied="2019-01-01", judgements=(),
            entries=None, doubts=(), ref="R1"):  # fmt: skip
    held = party(NAME, "P1", listed=listed, delisted=delisted)
    coverage = covering([held], as_of=copied)
    if entries is not None:
        coverage = Coverage((msgspec.structs.replace(coverage.asked[0], entries=entries),))
    context = DecisionContext(
        parties={held.id: held}, clusters=SamePartyGroups([held]), policy=POLICY, snapshots=("un@1#0",),
        coverage=coverage, index="x", on=on,
    )  # fmt: skip
    return decide(Query(NAME, doubts=doubts), [match(held, **BY_RULE[by_rule])], context, judgements, (), ref)


@st.composite
def written(draw):
    """A day, a month or a year as a list may print it, or nothing."""
    precision = draw(st.sampled_from((0, 4, 7, 10)))
    return parse_date(draw(DAYS).isoformat()[:precision]) if precision else None


def every_day(when):
    return [when.earliest + timedelta(n) for n in range((when.latest - when.earliest).days + 1)]


def stood(listed, delisted, on, copied):
    """Whether the entry may have stood that day and may not have, over every day it may have come and gone."""
    if listed is not None:
        come = {day <= on for day in every_day(listed)}
    else:  # it stands in the copy, so it had come by that day; one that left says nothing of when it came
        come = {True} if delisted is None and copied <= on else {True, False}
    gone = {False}
    if delisted is not None:  # nobody knows at what hour it left
        gone = {late for day in every_day(delisted) for late in ({day < on} if day != on else {True, False})}
    return {here and not left for here in come for left in gone}, gone == {True}


@tried(150)
@given(
    by_rule=st.sampled_from(sorted(BY_RULE)), listed=written(), delisted=written(), on=DAYS, copied=DAYS,
    judged=st.sampled_from(("", "same", "different", "unsure")),
)  # fmt: skip
def test_the_outcome_is_what_every_possible_day_agrees_on(by_rule, listed, delisted, on, copied, judged):
    if listed is not None:
        copied = max(copied, listed.latest)  # a copy prints nobody before the day
    if listed is not None and delisted is not None and delisted.latest < listed.latest:
        listed, delisted = delisted, listed
    found = decided(by_rule, listed, delisted, on, copied.isoformat(), [judgement(judged)] if judged else [])
    possible, left = stood(listed, delisted, on, copied)
    if possible == {False} and not left:
        assert (found.outcome, found.weighed) == ("clear", ())  # not listed yet, whoever judged it
        return
    expected = by_rule or "clear"
    if possible == {False}:
        expected = "clear"
    elif possible == {True, False} and by_rule:
        expected = "review"
    if judged:
        expected = JUDGED.get(judged, "stop" if expected == "stop" else "review")
    assert found.outcome == expected
    assert bool(found.weighed) == bool(by_rule or judged)


@pytest.mark.parametrize(
    ("judgements", "on", "expected"),
    [
        (
            [judgement("different", expires="2017-06-01")],
            date(2017, 6, 1),
            "clear",
        ),  # its last day still counts
        ([judgement("different", expires="2017-06-01")], date(2017, 6, 2), "stop"),
        ([judgement("different"), judgement("same")], date(2017, 6, 1), "stop"),  # the last one counts
        ([judgement("same"), judgement("different")], date(2017, 6, 1), "clear"),
        ([judgement("different", party_id="un:P2")], date(2017, 6, 1), "stop"),  # about another party
        ([judgement("different", ref="")], date(2017, 6, 1), "stop"),  # names no customer
    ],
)
def test_a_judgement_counts_for_its_party_its_customer_and_its_time(judgements, on, expected):
    assert decided(judgements=judgements, listed=parse_date("2016-01-01"), on=on).outcome == expected


@pytest.mark.parametrize("by_rule", ["stop", "review", ""])
@pytest.mark.parametrize(
    ("given", "clear_becomes"),
    [
        ({}, "clear"),
        ({"entries": 0}, "not_screened"),
        ({"doubts": (Doubt("cut", "the name was cut"),)}, "review"),
        ({"doubts": (Doubt("script", "letters were spelled out"),)}, "review"),
        ({"doubts": (Doubt("number", "an unread number"),)}, "review"),
        ({"doubts": (Doubt("encoding", "a guessed encoding"),)}, "not_screened"),
        ({"doubts": (Doubt("encoding", "a guessed encoding"), Doubt("cut", "cut"))}, "not_screened"),
    ],
)
def test_what_limits_a_clear_answer_never_weakens_another(by_rule, given, clear_becomes):
    found = decided(by_rule, parse_date("2016-01-01"), **given)
    assert found.outcome == (by_rule or clear_becomes)
    if found.outcome != "clear":
        assert found.reason
    if clear_becomes == "not_screened" and "entries" in given and not by_rule:
        assert found.needs == ("yalu lists update un",)
