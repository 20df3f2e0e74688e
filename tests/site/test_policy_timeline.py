"""Timelines and signposts: the same days and sums as the account of the path, and shares that a recount of futures gives."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import msgspec
import pytest

from yalu.policy.agreement.steps import path_of
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.futures import drawn, middles, orders
from yalu.policy.formulas.outcomes import outcomes
from yalu.site.pages.policy.signposts import outside, signposts
from yalu.site.pages.policy.timeline import Timeline, timeline
from yalu.site.pages.policy.timeline_svg import drawing

IDS = (
    "designations", "escrow", "law-enforced", "partial-freeze", "pay-up-front", "squeeze", "squeeze-and-escrow", "action-for-action-2007",
    "agreed-framework-1994", "hanoi-2019", "proceeds-in-escrow", "shares-70-30", "snap-back-2018",
)  # fmt: skip


def printed(desk: PolicyDesk, name: str) -> Timeline:
    return timeline(desk, desk.policy(name))


def paid(one: Timeline) -> float:
    return sum(h.amount or 0.0 for h in one.happenings if h.lane == "money" and h.what.startswith("payment"))


@pytest.mark.parametrize("name", IDS)
def test_payments_of_a_timeline_are_what_the_formulas_pay_when_every_step_is_kept(
    desk: PolicyDesk, name: str
) -> None:
    assumed = desk.assumed(policies=[name])
    future = middles(assumed.ranges)
    future["steps_kept"] = future["steps_kept"] * 0 + 4.0
    model = desk.model(desk.policy(name), assumed)
    assert paid(printed(desk, name)) == pytest.approx(float(outcomes(model, future)["cash_received"][0]))


def test_payments_come_on_the_days_of_the_exact_account(desk: PolicyDesk) -> None:
    one = printed(desk, "escrow")
    steps = [(h.day, h.short) for h in one.happenings if h.lane == "deal" and h.short != "talks"]
    account = desk.path("escrow", path_of(steps))
    days = {h.day: h.amount for h in one.happenings if h.what.startswith("payment")}
    released = [(a.day, float(a.released) / 1e6) for a in account]
    grown = {day: now - before for (_, before), (day, now) in pairwise(released) if now > before}
    assert [round(amount) for amount in grown.values()] == [round(amount or 0) for amount in days.values()]
    # The clock has fractions of a day, the account whole days.
    assert all(abs((a - b).days) <= 1 for a, b in zip(grown, days, strict=True))


def test_money_that_cannot_be_called_back_is_a_point_of_no_return(desk: PolicyDesk) -> None:
    one = printed(desk, "pay-up-front")
    gone = [h for h in one.happenings if h.lane == "gone"]
    assert [(h.day.isoformat(), h.amount) for h in gone] == [("2017-07-01", 500.0)]
    assert one.no_return == "From 1 July 2017 on 500 USD million cannot be called back."


@pytest.mark.parametrize(("days", "day"), [(60, "2017-08-30"), (3600, None)])
def test_money_that_can_be_called_back_is_gone_when_its_days_are_over(
    desk: PolicyDesk, days: int, day: str | None
) -> None:
    policy = desk.policy("pay-up-front")
    payments = tuple(msgspec.structs.replace(one, reversible_days=days) for one in policy.payments)
    one = timeline(desk, msgspec.structs.replace(policy, payments=payments))
    gone = [h.day.isoformat() for h in one.happenings if h.lane == "gone"]
    assert gone == ([] if day is None else [day])
    assert next(h for h in one.happenings if h.lane == "money").undone == f"for {days:,} days"


def test_relief_that_snaps_back_says_its_lag_and_relief_for_good_says_that_a_breach_does_not_end_it(
    desk: PolicyDesk,
) -> None:
    shorts = [h.short for h in printed(desk, "snap-back-2018").happenings if h.lane == "gone"]
    assert shorts == ["back after 30 d", "back after 30 d", "back after 30 d", "not restored"]


@pytest.mark.parametrize("name", IDS)
def test_a_drawing_is_well_formed_says_in_words_what_it_shows_and_stays_within_its_width(
    desk: PolicyDesk, name: str
) -> None:
    one = printed(desk, name)
    picture = ElementTree.fromstring(drawing(one))
    assert one.no_return in picture.attrib["aria-label"]
    places = [
        float(e.attrib[key].removesuffix("%"))
        for e in picture.iter()
        for key in ("x", "cx")
        if e.attrib.get(key, "").endswith("%")
    ]
    assert all(0 <= place <= 100 for place in places)
    assert len([e for e in picture.iter() if "tl-mark" in e.attrib.get("class", "")]) == len(one.happenings)


def test_an_option_that_does_nothing_has_no_drawing(desk: PolicyDesk) -> None:
    assert drawing(printed(desk, "nothing-new")) == ""


def test_shares_inside_and_outside_a_box_are_those_of_a_recount(desk: PolicyDesk) -> None:
    found = desk.compare()
    assumed = desk.assumptions
    future = drawn(
        assumed.ranges, orders(assumed.ranges, found.futures, assumed.seed), found.futures, slice(None)
    )
    for box in found.boxes:
        if box.what != "strands money" or not box.limits:
            continue
        bad = outcomes(desk.model(desk.policy(box.policy)), future)["stranded"] > 0
        within = bad == bad  # noqa: PLR0124 - all of them
        for name, (low, high) in box.limits.items():
            within &= (future[name] >= low) & (future[name] <= high)
        assert bad[within].mean() == pytest.approx(box.density, abs=1e-3)
        assert outside(box) == pytest.approx(bad[~within].mean(), abs=2e-3)


def test_signposts_come_from_boxes_and_margins_and_name_the_day_of_the_first_step(desk: PolicyDesk) -> None:
    found = desk.compare()
    posts = {post.name: post for post in signposts(desk, found)}
    boxed = {name for box in found.boxes for name in box.limits}
    assert boxed <= set(posts)
    pace = next(text for text in posts["months_a_step"].says if "strands money" in text)
    # 9.99 months after talks open on 1 July 2017
    assert "first step before 1 May 2018" in pace
