"""Every wait of the bundled case lies between its bounds, under every rule set and in every direction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import yalu
from yalu.case.records import Case
from yalu.visits.latency import CrisisResponse, latency
from yalu.visits.rules.codebook import choose_rules
from yalu.visits.rules.counts import decide

WAYS = ("both", "partner_to_target", "target_to_partner")


@pytest.fixture(scope="module")
def case() -> Case:
    return yalu.open_case("china-dprk").case


@pytest.fixture(scope="module")
def waits(case: Case) -> dict[tuple[str, str], tuple[CrisisResponse, ...]]:
    kinds = sorted({event.kind for event in case.events})
    assert case.codebook is not None
    return {
        (name, way): latency(case, choose_rules(case, name), kinds=kinds, direction=way).responses
        for name in case.codebook.rule_sets
        for way in WAYS
    }


def every(waits: dict[tuple[str, str], tuple[CrisisResponse, ...]]) -> Iterator[CrisisResponse]:
    return (answer for answers in waits.values() for answer in answers)


def test_a_wait_that_is_over_lies_between_its_shortest_and_longest(waits) -> None:
    over = [a for a in every(waits) if a.days is not None]
    assert len(over) > 500
    assert [a.event for a in over if a.days_low is None or not a.days_low <= a.days] == []
    assert [a.event for a in over if a.days_high is not None and a.days > a.days_high] == []
    assert len({a.event for a in over if a.days_high is not None and a.days_low < a.days_high}) > 10


def test_an_open_wait_keeps_a_lower_bound_and_no_upper_one(waits) -> None:
    still = [a for a in every(waits) if a.days is None]
    assert still
    assert [a.event for a in still if a.days_high is not None] == []
    assert [a.event for a in still if a.figure.low is None or a.figure.low > (a.open_days or 0)] == []
    assert {a.figure.high for a in still} == {None}


def test_a_visit_inside_the_span_of_an_inexact_event_is_named(case: Case, waits) -> None:
    events = {event.id: event for event in case.events}
    asked = 0
    for (name, way), answers in waits.items():
        counted = [
            visit
            for visit, decision in zip(case.visits, decide(case, choose_rules(case, name)), strict=True)
            if decision.counts == "yes" and way in {"both", visit.direction}
        ]
        for answer in answers:
            when = events[answer.event].date
            inside = [
                v.id for v in counted
                if when.earliest < v.start.latest and v.start.earliest <= when.latest and v.id != answer.visit
            ]  # fmt: skip
            if when.earliest == when.latest:
                continue
            asked += len(inside)
            assert [
                v for v in inside if not any(line.startswith(f"{v} on ") for line in answer.passed_over)
            ] == []
    assert asked > 20
