"""Margins: what a floor has to spare, and the single smallest change that turns it."""

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.policy.conftest import after, payment_of, policy_of
from tests.policy.small_set import assumptions, model, options
from yalu.policy.assumptions import Assumptions
from yalu.policy.facade import PolicyDesk
from yalu.policy.judgement.failure_table import DEFECTS, failure_table, reason_of, verdict_of
from yalu.policy.judgement.margins import EDGE, LADDER, Bench, Margin, edges_of, margin_words, margins
from yalu.policy.records import Policy, Talks

MILLION = 1_000_000


def fixed(desk: PolicyDesk, keep_days: int = 150, **ends: tuple[float, float]) -> Assumptions:
    """The assumptions with one keep period instead of a range."""
    return desk.assumed({"keep_days": (keep_days, keep_days), **ends})


def held(desk: PolicyDesk, policy: Policy, assumed: Assumptions | None = None) -> dict[str, Margin]:
    found = margins(Bench(policy, desk.baseline, assumed or fixed(desk), desk.model))
    return {margin.measure: margin for margin in found}


def two_tranches(size: int = 100 * MILLION) -> Policy:
    """Two releases of equal size, thirty days after their steps; both are stranded where the keep period and 30 days exceed two paces."""
    releases = (after("freeze", size), after("inspected", size))
    return policy_of(payment_of(2 * size, *releases, payer="CHN"))


def flips(margin: Margin, kind: str) -> dict[str, str]:
    return {flip.what: flip.at for flip in margin.flips if flip.kind == kind}


def test_a_deal_that_just_touches_its_floor_says_so_and_what_turns_it(desk: PolicyDesk) -> None:
    margin = held(desk, two_tranches())["stranded"]
    assert (margin.floor, margin.spare, margin.edge) == (100, 0, True)
    assert margin.at == {"months_a_step": 3.0, "steps_kept": 1.0}
    # Two paces of three months are 182.6 days, so 30 days to pay and 153 to stand strand two releases.
    assert flips(margin, "range")["the high end of keep days"] == "153 days"
    assert flips(margin, "days")["deposit, released after freeze, paid within"] == "33 days"
    # 30 and 150 days are 5.914 months, and half of that is the first pace at which two are stranded.
    assert flips(margin, "range")["the low end of months a step"] == "2.96 months"
    assert flips(margin, "amount")["deposit, released after freeze,"] == "100,000,001 USD"
    words = margin_words(margin)
    assert "0 to spare of 100; fails with" in words
    assert all(part in words for part in ("(+1 USD)", "(+3 days)", "2.96 months instead of 3 months"))


def test_changes_are_looked_for_in_growing_steps_from_the_edge_to_the_whole_number() -> None:
    assert list(LADDER) == sorted(set(LADDER))
    assert EDGE in LADDER
    assert LADDER[-1] == 1


@pytest.mark.parametrize(
    ("change", "spare"),
    [({"keep_days": 152}, 0), ({"keep_days": 153}, -100), ({"size": 100 * MILLION + 1}, -1e-6)],
)
def test_the_first_value_that_turns_a_floor_turns_it_and_the_one_before_does_not(
    desk: PolicyDesk, change: dict[str, int], spare: float
) -> None:
    size, keep_days = change.get("size", 100 * MILLION), change.get("keep_days", 150)
    assert held(desk, two_tranches(size), fixed(desk, keep_days))["stranded"].spare == pytest.approx(spare)


def test_a_shorter_step_turns_the_floor_where_it_is_said_to(desk: PolicyDesk) -> None:
    for low, spare in ((2.96, 0), (2.95, -100)):
        assumed = fixed(desk, months_a_step=(low, 12))
        assert held(desk, two_tranches(), assumed)["stranded"].spare == spare


def test_a_floor_with_much_to_spare_is_not_at_the_edge(desk: PolicyDesk) -> None:
    margin = held(desk, two_tranches(size=10 * MILLION))["stranded"]
    assert (margin.spare, margin.edge) == (90, False)
    assert all(flip.size > EDGE for flip in margin.flips)


def test_a_broken_floor_says_how_far_and_what_would_mend_it_but_never_a_later_date(desk: PolicyDesk) -> None:
    margin = held(desk, two_tranches(size=150 * MILLION))["stranded"]
    assert (margin.spare, margin.edge) == (-50, False)
    assert flips(margin, "range")["the low end of months a step"]
    assert "50 beyond the floor of 100; holds with" in margin_words(margin)
    assert not flips(margin, "date")


def test_a_verdict_at_the_edge_is_no_plain_yes(desk: PolicyDesk) -> None:
    def verdict(policy: Policy) -> str:
        models = [desk.model(desk.baseline), desk.model(policy)]
        found = margins(Bench(policy, desk.baseline, fixed(desk), desk.model))
        rows = failure_table(models, fixed(desk), "nothing-new", edges={policy.id: edges_of(found)})
        return verdict_of(rows, policy.id)

    assert verdict(two_tranches()) == "edge"
    assert verdict(two_tranches(size=10 * MILLION)) == "yes"
    assert verdict(two_tranches(size=150 * MILLION)) == "no"


def rows_of(desk: PolicyDesk, policy: Policy, **given: Any) -> dict[str, Any]:
    models = [desk.model(desk.baseline), desk.model(policy)]
    return {
        row.defects: row
        for row in failure_table(models, desk.assumptions, "nothing-new", **given)
        if row.policy == policy.id
    }


def test_an_option_without_a_deal_is_no_yes_and_one_with_an_unpriced_concession_cannot_be_said(
    desk: PolicyDesk,
) -> None:
    assert {row.verdict for row in rows_of(desk, desk.policy("designations")).values()} == {"no_deal"}
    priced = rows_of(desk, two_tranches(size=MILLION), not_counted={"small": ["exercises"]})
    assert {priced[state].verdict for state in DEFECTS} == {"cannot_say"}
    assert "exercises" in priced["none"].because
    broken = rows_of(desk, two_tranches(size=150 * MILLION), not_counted={"small": ["exercises"]})
    assert broken["freeze"].verdict == "no"


def cut_off(amount: int, floors: dict[str, float | None], pace: float = 3, **given: Any) -> Any:
    """Rows of a deal that is seen for twelve months: paths of the fastest pace end, slow ones are cut off.

    The money is paid a month after the freeze and stands to be stranded for the 180 days of the keep period.
    """
    policy = policy_of(
        payment_of(amount, after("freeze", amount), payer="XBB"), talks=Talks(start=date(2017, 4, 1))
    )
    plain = assumptions()
    assumed = msgspec.structs.replace(
        plain,
        months=12,
        ranges=plain.ranges
        | {"months_a_step": msgspec.structs.replace(plain.ranges["months_a_step"], low=pace)},
        measures=plain.measures
        | {
            name: msgspec.structs.replace(plain.measures[name], floor=floor) for name, floor in floors.items()
        },
    )
    models = [model(options()[0], assumed), model(policy, assumed)]
    return {
        row.defects: row
        for row in failure_table(models, assumed, "today", **given)
        if row.policy == policy.id
    }


def test_money_still_exposed_where_paths_are_cut_off_leaves_open_what_would_break_the_floor() -> None:
    rows = cut_off(41 * MILLION, {"exposed": 40, "stranded": 100})
    says = "up to 41 USD million still exposed after 12 months"
    for state in ("freeze", "inspected"):
        assert (rows[state].verdict, rows[state].because) == ("cannot_say", says)
        assert (rows[state].acceptable, rows[state].broken, rows[state].shown) == (None, (), "cannot say")
    assert rows["none"].verdict == "yes"  # nothing is paid
    assert verdict_of([*rows.values()], "small") == "cannot_say"
    assert says in reason_of([*rows.values()], "small")
    held = cut_off(40 * MILLION, {"exposed": 40, "stranded": 100})
    assert {held[state].verdict for state in ("freeze", "inspected")} == {"yes"}
    unpriced = cut_off(41 * MILLION, {"exposed": 40, "stranded": 100}, not_counted={"small": ["exercises"]})
    assert unpriced["freeze"].because == says
    open_end = cut_off(41 * MILLION, {"exposed": None, "stranded": None})
    assert open_end["freeze"].verdict == "yes"
    stranded = cut_off(101 * MILLION, {"exposed": 40, "stranded": 100})
    assert (stranded["freeze"].verdict, stranded["freeze"].broken) == ("no", ("stranded",))


def test_money_still_exposed_is_held_against_the_floor_of_stranded_money_where_it_has_none_itself() -> None:
    """After three paces of three and a half months the money of the first is kept; what slower paths pay may not be."""
    floors: dict[str, float | None] = {"exposed": None, "stranded": 100}
    row = cut_off(101 * MILLION, floors, pace=3.5)["inspected"]
    assert (row.verdict, row.because) == (
        "cannot_say",
        "up to 101 USD million still exposed after 12 months",
    )
    assert cut_off(100 * MILLION, floors, pace=3.5)["inspected"].verdict == "yes"


def test_a_deal_dated_so_late_that_no_breach_is_seen_is_never_called_acceptable(desk: PolicyDesk) -> None:
    late = msgspec.structs.replace(
        two_tranches(size=MILLION),
        talks=msgspec.structs.replace(two_tranches().talks, start=date(2020, 3, 1)),
    )
    rows = rows_of(desk, late)
    assert {row.verdict for row in rows.values()} == {"cannot_say"}
    assert all(row.unseen == 1 for row in rows.values())
    assert "no such path is seen to its end within 36 months" in rows["freeze"].because


def test_a_row_holds_only_paths_that_are_seen_to_their_end_and_says_how_many_are_not(
    desk: PolicyDesk,
) -> None:
    rows = rows_of(desk, desk.policy("escrow"))
    # Talks begin 2.99 months in; four paces to the breach must end before month 36: a pace under 8.2526 of 3 to 12.
    assert rows["dismantling"].unseen == pytest.approx(1 - (8.252567 - 3) / 9, abs=2e-4)
    assert rows["none"].unseen == 0
    assert rows["never"].of("breach_visible").worst is None


@pytest.mark.parametrize(
    ("floors", "because"),
    [
        ({}, "no floor is set"),
        ({"exposed": 1000}, "no floor is set"),
        ({"breach_visible": 0}, "the baseline has no breach visible to hold the floor against"),
        (
            {"stranded": 1000, "breach_visible": 0},
            "the baseline has no breach visible to hold the floor against",
        ),
        ({"stranded": 1000}, ""),
    ],
)
def test_an_option_that_no_floor_is_asked_of_is_not_better_off_if_it_fails(floors, because):
    assumed = assumptions()
    measures = {
        name: msgspec.structs.replace(one, floor=floors.get(name)) for name, one in assumed.measures.items()
    }
    assumed = msgspec.structs.replace(assumed, measures=measures)
    rows = failure_table([model(policy, assumed) for policy in options()], assumed, "today")
    assert verdict_of(rows, "stepwise") == ("cannot_say" if because else "yes")
    assert reason_of(rows, "stepwise") == because
    assert verdict_of(rows, "today") == "no_deal"
