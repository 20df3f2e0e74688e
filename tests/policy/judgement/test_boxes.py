"""Boxes: planted ones are found, and those of the bundled case agree with what EMAworkbench's PRIM found in it."""

from typing import Any

import numpy as np
import pytest

from yalu.policy.assumptions import Range
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.futures import drawn, orders
from yalu.policy.judgement.boxes import Box, box_of, find_box
from yalu.policy.judgement.metrics import importance, summaries
from yalu.policy.judgement.robustness import percent, stable, tabled

COUNT = 2_000


def one(low: float, high: float, *, whole: bool = False) -> Range:
    return Range(low=low, high=high, unit="", title="a range", basis="guess", reason="a test", whole=whole)


def planted() -> tuple[dict[str, Any], dict[str, Range]]:
    ranges = {"a": one(0, 1), "b": one(0, 10), "n": one(0, 4, whole=True), "idle": one(0, 1)}
    return drawn(ranges, orders(ranges, COUNT, 1), COUNT, slice(0, COUNT)), ranges


def test_a_planted_box_is_found_with_its_ends_and_without_the_idle_ranges() -> None:
    future, ranges = planted()
    bad = (future["a"] < 0.4) & (future["n"] >= 1) & (future["n"] <= 3)
    limits = find_box(future, bad, ranges)
    assert set(limits) == {"a", "n"}
    assert limits["a"][1] == pytest.approx(0.4, abs=0.03)
    assert limits["n"] == (1, 3)


def test_how_dense_a_box_is_and_how_much_it_covers_are_told_to_three_digits(desk: PolicyDesk) -> None:
    future, table, _ = of_case(desk, "escrow")
    bad = table["stranded"][0] > 0
    found = box(desk, "escrow", "strands money", bad, future)
    inside = np.ones(COUNT, dtype=bool)
    for name, (low, high) in found.limits.items():
        inside &= (future[name] >= low) & (future[name] <= high)
    density, coverage = bad[inside].mean(), bad[inside].sum() / bad.sum()
    assert 0 < density < 1
    assert density != round(density, 3)
    assert (found.density, found.coverage) == (round(density, 3), round(coverage, 3))


def test_bad_futures_strewn_everywhere_make_no_box() -> None:
    future, ranges = planted()
    assert find_box(future, np.arange(COUNT) % 7 == 0, ranges) == {}


def of_case(
    desk: PolicyDesk, policy: str, **ends: tuple[float, float]
) -> tuple[dict[str, Any], dict[str, Any], Any]:
    assumed = desk.assumed(ends)
    taken = orders(assumed.ranges, COUNT, 2017)
    table = tabled([desk.model(desk.policy(policy))], assumed.ranges, COUNT, 2017)
    return drawn(assumed.ranges, taken, COUNT, slice(0, COUNT)), table, taken


def box(desk: PolicyDesk, policy: str, what: str, bad: Any, future: dict[str, Any]) -> Box:
    return box_of(policy, what, bad, future, desk.assumptions, sorted(desk.assumptions.ranges))


def test_the_escrow_strands_money_when_one_to_three_steps_are_kept_and_a_step_is_short(
    desk: PolicyDesk,
) -> None:
    future, table, _ = of_case(desk, "escrow")
    found = box(desk, "escrow", "strands money", table["stranded"][0] > 0, future)
    assert set(found.limits) == {"steps_kept", "months_a_step"}
    assert found.limits["steps_kept"] == (1, 3)
    # The last release comes 30 to 90 days after its step and must stand 180 to 365 days, 6.9 to 14.9 months in all.
    assert 6.9 < found.limits["months_a_step"][1] < 12
    assert found.coverage is not None and found.density is not None
    assert min(found.coverage, found.density) > 0.85
    assert "steps kept is 1 to 3" in found.sentence


def test_the_box_of_one_kept_step_ends_where_the_release_and_its_keep_period_meet_the_breach(
    desk: PolicyDesk,
) -> None:
    ends = {"keep_days": (180.0, 180.0), "steps_kept": (1.0, 1.0)}
    future, table, _ = of_case(desk, "escrow", **ends)
    found = box(desk, "escrow", "strands money", table["stranded"][0] > 0, future)
    # 30 days to verify and 180 to stand are 210 days, 6.90 months.
    assert found.limits == {"months_a_step": (3.0, pytest.approx(6.9, abs=0.1))}
    assert found.density is not None and found.density > 0.98


def test_the_squeeze_misses_its_threshold_where_law_is_weakly_enforced(desk: PolicyDesk) -> None:
    future, table, _ = of_case(desk, "squeeze")
    found = box(desk, "squeeze", "misses 2,000", table["revenue_denied"][0] < 2000, future)
    assert set(found.limits) == {"enforcement"}
    # EMAworkbench chose 0.37, where every future misses; the box that covers more ends a little higher.
    assert 0.36 < found.limits["enforcement"][1] < 0.46


def test_from_too_few_futures_no_box_is_told(desk: PolicyDesk) -> None:
    future = {name: values[:20] for name, values in of_case(desk, "escrow")[0].items()}
    found = box(desk, "escrow", "strands money", np.arange(20) < 5, future)
    assert found.limits == {}
    assert "cannot be said from 20 futures" in found.sentence


def test_the_steps_decide_the_freeze_and_with_their_pace_what_is_stranded(desk: PolicyDesk) -> None:
    _, table, taken = of_case(desk, "escrow")
    shares = {
        row.measure: row.shares
        for row in importance([desk.model(desk.policy("escrow"))], table, taken, desk.assumptions)
    }
    assert next(iter(shares["freeze_months"])) == "steps_kept"
    assert list(shares["stranded"])[:2] == ["steps_kept", "months_a_step"]
    assert next(iter(shares["revenue_denied"])) == "enforcement"
    assert all(sum(found.values()) <= 1.02 for found in shares.values())


def test_a_sum_of_two_ranges_is_decided_by_them_as_their_variances_are() -> None:
    future, ranges = planted()

    class Named:
        policy = "small"

    class Assumed:
        pass

    Assumed.ranges = ranges  # type: ignore[attr-defined]
    values = 2 * future["a"] + 0.1 * future["b"]  # variances 4/12 and 1/12
    table = {name: np.asarray([values]) for name in ("revenue_denied", "cash_received", "cash_others", "stranded", "freeze_months",
                                                       "breach_visible", "humanitarian_lines")}  # fmt: skip
    rows = importance([Named()], _all(table), orders(ranges, COUNT, 1), Assumed())  # type: ignore[list-item, arg-type]
    assert rows[0].shares["a"] == pytest.approx(0.8, abs=0.03)
    assert rows[0].shares["b"] == pytest.approx(0.2, abs=0.03)
    assert set(rows[0].shares) == {"a", "b"}


def _all(table: dict[str, Any]) -> dict[str, Any]:
    from yalu.policy.assumptions import MEASURES

    return {name: table.get(name, table["stranded"]) for name in MEASURES}


def test_mean_against_deviation_turns_the_order_on_trade_denied_round(desk: PolicyDesk) -> None:
    compared = desk.compare(futures=1000)
    rows = {row.policy: row for row in compared.summaries if row.measure == "revenue_denied"}
    assert rows["squeeze"].ranks["laplace"] < rows["escrow"].ranks["laplace"]
    for metric in ("mean_deviation", "undesirable_deviations"):
        assert rows["escrow"].ranks[metric] < rows["squeeze"].ranks[metric]
        assert metric in rows["escrow"].turned
    assert summaries([], {}, None) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("low", "high", "printed"),
    [(0.507, 0.507, "50.7%"), (0.502, 0.504, "50%"), (0.49, 0.51, "49–51%"), (0, 0, "0.0%")],
)
def test_a_share_is_printed_with_the_digits_that_all_seeds_agree_on(
    low: float, high: float, printed: str
) -> None:
    assert percent(low, high) == printed


def test_an_amount_is_printed_with_the_digits_that_all_seeds_agree_on() -> None:
    assert [stable(4.04, 4.02), stable(99.6, 100.4), stable(300, 500)] == ["4.0", "100", "300–500"]
