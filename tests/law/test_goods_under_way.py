"""What the other side tells of a trade: goods that left in one month may come in a later one."""

from typing import Any

import pytest

from tests.law.test_cap_properties import CAP, uses
from yalu.law import Evaluation, open_regime


def sold(period: str, amount: int = 1_000_000, **more: str) -> dict[str, Any]:
    """Coal that the target says it sold to China."""
    return {"id": period, "period": period, "reporter": "PRK", "partner": "CHN", "flow": "export", "hs": "2701",
            "quantity": amount, "unit": "t", "ledger": "customs", **more}  # fmt: skip


def bought(period: str, amount: int = 1_000_000) -> dict[str, Any]:
    return {
        **sold(period, amount),
        "id": f"{period}/in",
        "reporter": "CHN",
        "partner": "PRK",
        "flow": "import",
    }


def verdict(row: dict[str, Any], measure: str) -> str:
    evaluation = Evaluation(open_regime("un-dprk"), [row], target="PRK")
    return {one.measure: one.verdict.verdict for one in evaluation.judge().iterate() if not one.duty}.get(
        measure, "none"
    )


@pytest.mark.parametrize(
    ("period", "answer"),
    [
        ("2017-02", "none"),  # left by February, here by May, before the ban of 5 August
        ("2017-07", "cannot_say"),
        ("2017-10", "breach"),
    ],
)
def test_goods_that_left_before_a_ban_may_be_imported_under_it(period: str, answer: str):
    assert verdict(sold(period), "unscr-2371-op8-coal") == answer


def test_a_day_of_release_that_the_row_gives_is_the_day_of_import():
    assert verdict(sold("2017-07", released_date="2017-07-20"), "unscr-2371-op8-coal") == "none"
    assert verdict(sold("2017-07", arrived_date="2017-08-20"), "unscr-2371-op8-coal") != "none"


def test_a_window_counts_for_certain_what_left_early_enough_to_come_in_it():
    used = uses([sold(f"2017-{month:02}") for month in range(1, 13)])["quantity"].used
    assert (used.low, used.high) == (4_000_000, None)  # the ban ended the cap on 5 August


def test_what_left_before_a_window_may_have_come_in_it_and_is_not_added_for_certain():
    assert verdict(sold("2016-12"), CAP) == "cannot_say"
    assert uses([sold("2016-12"), bought("2017-05")])["quantity"].used.low == 1_000_000


def test_goods_that_the_buyer_may_tell_of_in_a_later_month_count_once():
    assert uses([sold("2017-03"), bought("2017-04")])["quantity"].used.low == 1_000_000
    assert uses([sold("2017-04"), bought("2017-03")])["quantity"].used.low == 2_000_000
    assert uses([sold("2017-03", 700_000), bought("2017-03")])["quantity"].used.low == 700_000


def test_what_the_target_says_it_bought_may_have_left_before_the_ban():
    row = {**sold("2017-10", hs="2711"), "flow": "import"}
    assert verdict(row, "unscr-2375-op13-condensates") != "breach"
