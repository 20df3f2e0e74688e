"""Worst means worst: no future within the ranges is worse than what is printed, and the printed future gives it."""

import itertools
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.conftest import after, payment_of, policy_of
from tests.properties import tried
from yalu.policy.agreement.steps import STEPS
from yalu.policy.assumptions import MEASURES, MORE_IS_BETTER, Assumptions
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.crossings import critical_paces
from yalu.policy.formulas.futures import drawn, orders
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import outcomes
from yalu.policy.judgement.corners import Corners, ended_of
from yalu.policy.records import Lever, Release

GOLDEN = yaml.safe_load(
    (Path(__file__).parents[2] / "golden" / "policy-corners.yaml").read_text(encoding="utf-8")
)


def turned(values: Any, measure: str) -> Any:
    return values if measure in MORE_IS_BETTER else -values


def alone(assumed: Assumptions, at: dict[str, float]) -> dict[str, Any]:
    """One future: the ranges named, the rest at their middle."""
    whole = {name: one.middle for name, one in assumed.ranges.items()} | at
    return {name: np.asarray([value]) for name, value in whole.items()}


def made(desk: PolicyDesk, *names: str) -> list[Model]:
    return [desk.model(desk.policy(name)) for name in names]


@pytest.mark.parametrize("case", GOLDEN, ids=[case["name"] for case in GOLDEN])
def test_the_worst_trade_denied_is_the_one_worked_out_by_hand(desk: PolicyDesk, case: dict[str, Any]) -> None:
    policy = case["given"]["policy"]
    reach = Corners(made(desk, policy), desk.assumptions).least(policy, "revenue_denied")
    assert reach is not None
    assert reach.value == pytest.approx(case["expect"]["worst"], abs=0.005)
    assert {name: reach.at[name] for name in case["expect"]["at"]} == case["expect"]["at"]


@tried(8)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_no_future_within_any_ranges_is_worse_than_the_corners_alone_or_against_another(
    desk: PolicyDesk, seed: int, data: st.DataObject
) -> None:
    ends = {}
    for name, one in desk.assumptions.ranges.items():
        shares = sorted(data.draw(st.tuples(st.floats(0, 1), st.floats(0, 1))))
        if not one.whole:
            ends[name] = tuple(one.low + share * (one.high - one.low) for share in shares)
    assumed = desk.assumed(ends)
    models = [desk.model(policy) for policy in desk.policies]
    corners = Corners(models, assumed)
    future = drawn(assumed.ranges, orders(assumed.ranges, 800, seed), 800, slice(0, 800))
    found = {model.policy: outcomes(model, future) for model in models}
    for model, measure in itertools.product(models, MEASURES):
        values = turned(found[model.policy][measure], measure)
        for rival in (None, desk.baseline.id, "squeeze"):
            gap = values if rival is None else values - turned(found[rival][measure], measure)
            reach = corners.least(model.policy, measure, against=rival)
            if reach is None:
                assert np.isnan(gap).all()
                continue
            assert np.nanmin(gap) >= reach.value - 1e-6, (model.policy, measure, rival)
            there = turned(outcomes(model, alone(assumed, reach.at))[measure], measure)[0]
            if rival is not None:
                by_id = {one.policy: one for one in models}
                there -= turned(outcomes(by_id[rival], alone(assumed, reach.at))[measure], measure)[0]
            assert there == pytest.approx(reach.value, abs=1e-6)


@tried(25)
@given(data=st.data())
def test_a_fine_grid_of_paces_never_finds_a_deal_worse_than_the_critical_paces(
    desk: PolicyDesk, data: st.DataObject
) -> None:
    def release() -> Release:
        step = data.draw(st.sampled_from(STEPS))
        day = date(2017, 7, 1) + timedelta(days=data.draw(st.integers(0, 900)))
        return after(step, data.draw(st.integers(1, 9)) * 10**6, within_days=data.draw(st.integers(0, 200)),
                     not_before=data.draw(st.sampled_from([None, day])))  # fmt: skip

    payment = payment_of(10**8, *(release() for _ in range(data.draw(st.integers(1, 4)))), payer="USA")
    low = data.draw(st.integers(1, 300))
    assumed = desk.assumed({"keep_days": (low, low + data.draw(st.integers(0, 200)))})
    model = desk.model(policy_of(payment))
    corners = Corners([model], assumed)
    keeps = np.linspace(low, assumed.ranges["keep_days"].high, 5)
    grid = np.meshgrid(np.linspace(3, 12, 1_001), np.arange(5.0), keeps)
    pace, kept, keep = (values.ravel() for values in grid)
    future = {name: np.full(pace.size, one.middle) for name, one in assumed.ranges.items()}
    future |= {"months_a_step": pace, "steps_kept": kept, "keep_days": keep}
    found = outcomes(model, future)
    for measure, steps in itertools.product(
        ("cash_received", "cash_others", "stranded", "exposed", "freeze_months"), range(5)
    ):
        for ended in (False, True):
            there = (kept == steps) & (ended_of(model, future) if ended else True)
            reach = corners.least("small", measure, steps=[steps], ended=ended)
            if reach is None:
                assert not there.any()
            elif there.any():
                assert turned(found[measure], measure)[there].min() >= reach.value - 1e-6, (
                    measure,
                    steps,
                    ended,
                )
                assert turned(outcomes(model, alone(assumed, reach.at))[measure], measure)[
                    0
                ] == pytest.approx(reach.value)


def test_trade_denied_moves_one_way_along_every_range_of_the_law(desk: PolicyDesk) -> None:
    up = {"enforcement", "enforcement_gain", "designation_effect"} | {
        n for n in desk.assumptions.ranges if n.startswith("value_")
    }
    ways = dict.fromkeys(up, 1) | dict.fromkeys(("diversion", "substitution", "price_premium"), -1)
    future = drawn(desk.assumptions.ranges, orders(desk.assumptions.ranges, 60, 5), 60, slice(0, 60))
    for model, (name, way) in itertools.product([desk.model(p) for p in desk.policies], ways.items()):
        one = desk.assumptions.ranges[name]
        line = [
            outcomes(model, {**future, name: np.full(60, v)})["revenue_denied"]
            for v in np.linspace(one.low, one.high, 7)
        ]
        assert all((way * (high - low) >= -1e-9).all() for low, high in itertools.pairwise(line)), (
            model.policy,
            name,
        )


def test_the_future_of_a_worst_difference_names_exactly_the_ranges_that_move_it(desk: PolicyDesk) -> None:
    models = {model.policy: model for model in made(desk, "nothing-new", "escrow", "squeeze")}
    corners, ranges = Corners(tuple(models.values()), desk.assumptions), desk.assumptions.ranges

    def gap(at: dict[str, float], policy: str, rival: str, measure: str) -> float:
        one, other = (
            outcomes(models[name], alone(desk.assumptions, at))[measure][0] for name in (policy, rival)
        )
        return float(one - other)

    shared = set()
    for policy, rival, measure in itertools.product(
        ("escrow", "squeeze"), models, ("revenue_denied", "stranded")
    ):
        reach = corners.least(policy, measure, against=rival)
        assert reach is not None
        here = gap(reach.at, policy, rival, measure)
        moving = {
            name
            for name in reach.at
            for value in (ranges[name].low, ranges[name].middle, ranges[name].high)
            if abs(gap(reach.at | {name: value}, policy, rival, measure) - here) > 1e-9
        }
        assert set(corners.needed(reach, policy, measure, rival).at) == moving
        shared |= set(corners.needed(reach, policy, measure).at) - moving
    assert shared, (
        "some range moves both options alike, so that it matters to each and not to their difference"
    )


def test_a_pace_is_critical_where_the_days_a_step_must_stand_end_on_the_breach(desk: PolicyDesk) -> None:
    # Money goes 30 days after the freeze and must stand 182 days; with one step kept the breach comes a pace after the freeze.
    ranges = desk.assumed({"keep_days": (182, 182)}).ranges
    paces = critical_paces([desk.model(policy_of(payment_of(10, after("freeze", 10))))], ranges)
    assert any(pace == pytest.approx(212 / 30.4375, abs=1e-9) for pace in paces)
    assert (paces[0], paces[-1]) == (3, 12)


def test_a_bend_of_a_cap_inside_a_range_is_asked_beside_its_ends(desk: PolicyDesk) -> None:
    designated, today = made(desk, "designations", "nothing-new")
    corners = Corners([designated, today], desk.assumptions)
    bend = {400.870018 / part.allowed_quantity - 1 for part in today.stopped if part.allowed_quantity}
    assert any(b == pytest.approx(p) for b in bend for p in np.unique(corners.law_future()["price_premium"]))


def test_a_path_that_the_window_cuts_off_is_no_end_of_a_deal(desk: PolicyDesk) -> None:
    model = msgspec.structs.replace(desk.model(policy_of(payment_of(10, after("freeze", 10)))), horizon=5)
    corners = Corners([model], desk.assumptions)
    assert [corners.any_ended("small", kept) for kept in range(5)] == [False] * 5
    assert corners.least("small", "stranded", steps=[1], ended=True) is None


@tried(4)
@given(seed=st.integers(0, 10_000), worked=st.sampled_from([
    "hanoi-2019", "snap-back-2018", "proceeds-in-escrow", "agreed-framework-1994", "action-for-action-2007", "shares-70-30",
]))  # fmt: skip
def test_relief_by_step_and_money_out_of_sales_are_no_worse_than_the_corners_in_any_future(
    desk: PolicyDesk, seed: int, worked: str
) -> None:
    assumed = desk.assumed(policies=[worked])
    models = [desk.model(policy, assumed) for policy in (desk.baseline, desk.policy(worked))]
    corners = Corners(models, assumed)
    future = drawn(assumed.ranges, orders(assumed.ranges, 3_000, seed), 3_000, slice(0, 3_000))
    today, found = (outcomes(model, future) for model in models)
    for measure, rival in itertools.product(MEASURES, (None, desk.baseline.id)):
        gap = turned(found[measure], measure) - (0 if rival is None else turned(today[measure], measure))
        reach = corners.least(worked, measure, against=rival)
        if reach is None:
            assert np.isnan(gap).all()
            continue
        assert np.nanmin(gap) >= reach.value - 1e-4, (worked, measure, rival)
        there = turned(outcomes(models[1], alone(assumed, reach.at))[measure], measure)[0]
        there -= (
            0 if rival is None else turned(outcomes(models[0], alone(assumed, reach.at))[measure], measure)[0]
        )
        assert there == pytest.approx(reach.value, abs=1e-6)


def test_relief_for_a_step_makes_trade_denied_rise_and_fall_along_the_pace(desk: PolicyDesk) -> None:
    model = desk.model(desk.policy("snap-back-2018"))
    pace = np.linspace(3, 12, 400)
    future = {name: np.full(400, one.middle) for name, one in desk.assumptions.ranges.items()} | {
        "months_a_step": pace
    }
    change = np.diff(outcomes(model, future)["revenue_denied"])
    assert change.min() < -1e-6
    assert change.max() > 1e-6


@tried(6)
@given(wait=st.integers(0, 200), lag=st.integers(0, 200), step=st.sampled_from(STEPS[:3]))
def test_a_fine_grid_of_paces_never_finds_less_trade_denied_under_relief_than_the_critical_paces(
    desk: PolicyDesk, wait: int, lag: int, step: Any
) -> None:
    relief = Lever(
        do="suspend", after=step, within_days=wait, measures=("unscr-2321-op26b-coal-2017",), on_breach="restore", restore_within_days=lag,
    )  # fmt: skip
    fixed = {
        n: (r.middle, r.middle)
        for n, r in desk.assumptions.ranges.items()
        if n not in {"months_a_step", "steps_kept"}
    }
    assumed = desk.assumed(fixed)
    model = desk.model(policy_of(levers=(relief,)), assumed)
    corners = Corners([model], assumed)
    for steps in range(5):
        future = {name: np.full(3_001, one.middle) for name, one in assumed.ranges.items()}
        future |= {"months_a_step": np.linspace(3, 12, 3_001), "steps_kept": np.full(3_001, float(steps))}
        reach = corners.least("small", "revenue_denied", steps=[steps])
        assert reach is not None
        assert outcomes(model, future)["revenue_denied"].min() >= reach.value - 1e-4
