"""What a fetched series changes: rows told apart without remainder, and the verdict of a cap that turns."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from yalu.case.package import read_case
from yalu.refresh.trade_changes import _row_changes, changes, doubts, key_of

CASE = read_case("china-dprk")


def row(period, value, *, flow="import", hs="2701", quantity=None, number=0):
    return {
        "id": f"r-{period}-{flow}-{number}", "period": period, "reporter": "CHN", "partner": "PRK", "flow": flow, "hs": hs,
        "quantity": None if quantity is None else Decimal(quantity), "unit": "" if quantity is None else "t",
        "value": None if value is None else Decimal(value), "currency": "USD", "ledger": "customs", "sources": "", "notes": "",
    }  # fmt: skip


MONTHS = st.dictionaries(
    st.sampled_from([f"2018-{m:02}" for m in range(1, 13)]), st.integers(1, 10**6), max_size=12
)


@tried(80)
@given(MONTHS, MONTHS)
def test_every_month_is_in_or_out_or_changed_or_the_same_and_only_one_of_these(before, after):
    old = [row(period, value) for period, value in before.items()]
    new = [row(period, value) for period, value in after.items()]
    found, same = _row_changes(old, new, old)
    printed = {kind: {one.period for one in found if one.kind == kind} for kind in ("in", "out", "changed")}
    assert printed["in"] == set(after) - set(before)
    assert printed["out"] == set(before) - set(after)
    both = set(before) & set(after)
    moved = {p for p in both if abs(before[p] - after[p]) / max(before[p], after[p]) > 0.005}
    assert printed["changed"] == moved
    assert same == len(both - moved)


def test_a_cap_that_a_fetched_month_breaks_is_told_with_both_verdicts():
    """The cap of 2017 is USD 400,870,018: 450 million in one month is above it whatever the other months are."""
    found = changes(CASE, [row("2017-01", 450_000_000, quantity=2_000_000)], None)
    printed = {one.what: (one.before, one.after) for one in found.verdicts}
    assert printed["unscr-2321-op26b-coal-2017 2017 customs"] == ("cannot_say", "breach")
    assert [one.what for one in found.figures] == ["total import 2701 2017"]


def test_a_month_that_says_what_the_case_says_changes_nothing():
    known = next(
        f
        for f in CASE.flows
        if f.hs == "TOTAL" and f.ledger == "customs" and f.period == "2005" and f.flow == "export"
    )
    found = changes(CASE, [row("2005", known.value, flow="export", hs="TOTAL")], None)
    assert (found.rows, found.same, found.figures, found.verdicts) == ((), 1, (), ())


def test_two_sources_of_one_month_both_stand_before_and_agreeing_with_one_is_no_change():
    old = [row("2018-01", 100), row("2018-01", 200, number=1)]
    assert _row_changes(old, [row("2018-01", 200)], ()) == ((), 1)
    (changed,), same = _row_changes(old, [row("2018-01", 300)], ())
    assert (changed.before, changed.after, same) == (("100", "200"), "300", 0)


def test_a_month_that_was_kept_and_is_gone_is_named():
    before = [row(f"2018-{m:02}", 5) for m in range(1, 11)]
    assert doubts(before, before, CASE) == ()
    assert doubts([*before, row("2018-11", 5)], before, CASE) == ()
    one = before[4]
    (said,) = doubts([r for r in before if r is not one], before, CASE)
    assert (
        said
        == f"1 of 10 rows that were kept are gone or have no value any more: 2018-05 {one['flow']} {one['hs']}"
    )
    (said,) = doubts([r | {"value": None} if r is one else r for r in before], before, CASE)
    assert said.startswith("1 of 10 rows that were kept are gone or have no value any more: 2018-05 ")
    (said,) = doubts([*before[6:], row("2018-11", 5)], before, CASE)
    assert said.startswith("6 of 10 rows that were kept are gone or have no value any more: 2018-01 ")
    assert said.endswith(" and 1 more")


def test_half_of_the_months_may_move_by_more_than_half():
    before = [row(f"2018-{m:02}", 100) for m in range(1, 5)]
    half = [row(one["period"], 100 if n < 2 else 10) for n, one in enumerate(before)]
    most = [row(one["period"], 100 if n < 1 else 10) for n, one in enumerate(before)]
    assert doubts(half, before, CASE) == ()
    assert "3 of 4 months" in doubts(most, before, CASE)[0]
    assert len({key_of(one) for one in most}) == 4
