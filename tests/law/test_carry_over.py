"""What the window before is charged for, when another cap takes over in the middle of it."""

from datetime import date
from typing import Any

import msgspec
import pytest

from yalu.law import Evaluation, Regime
from yalu.law.text.records import InForce, Limit, LimitPart, LimitWindow, Measure, MeasureGoods


def cap(name: str, first: date, last: date, until: date | None = None) -> Measure:
    """A yearly cap of 10,000 t of coal."""
    return Measure(
        id=name, instrument="made-up", paragraph="1", title="Little coal", addressee="all_member_states",
        counts="all_member_states", direction="from_target", goods=MeasureGoods(text="coal", hs=("2701",), basis="law"),
        effect="cap", in_force=InForce(start=first, until=until), known_from=first, sources=("memory",), verified="verified",
        limit=Limit(
            first_reached_of=(LimitPart(quantity=10_000, unit="t"),),
            window=LimitWindow(first=first, last=last, repeats="yearly"),
        ),
    )  # fmt: skip


def bought(period: str, amount: int) -> dict[str, Any]:
    return {"period": period, "reporter": "ALL", "partner": "PRK", "flow": "import", "hs": "2701", "quantity": amount,
            "unit": "t", "ledger": "customs"}  # fmt: skip


@pytest.mark.parametrize(
    "window", [(date(2020, 7, 1), date(2021, 6, 30)), (date(2020, 1, 1), date(2020, 12, 31))],
    ids=["a year of its own", "the same year"],
)  # fmt: skip
@pytest.mark.parametrize(("policy", "share"), [("strict", 90), ("excess", 110), ("whole", 210)])
def test_a_cap_that_takes_over_in_the_middle_of_a_window_is_charged_for_what_the_old_one_counted(
    policy: Any, share: int, window: tuple[date, date]
):
    old = cap("old", date(2020, 1, 1), date(2020, 12, 31), until=date(2020, 7, 1))
    new = msgspec.structs.replace(cap("new", *window), in_force=InForce(start=date(2020, 7, 1)))
    rows = [bought("2020-03", 12_000), bought("2020-08", 9_000)]
    evaluation = Evaluation(Regime(name="made up", measures=(old, new)), rows, target="PRK")
    (use,) = [
        one
        for one in evaluation.utilisation(measure="new", carry_over=policy)
        if one.window.startswith("2020")
    ]
    assert use.scenarios[0].limbs[0].central_share == share
