"""Days a row does not give: the verdict is that of every day the row can have, or cannot say."""

from datetime import date, timedelta
from itertools import combinations_with_replacement
from typing import Any, NamedTuple

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from yalu.engine import open_engine
from yalu.law import Evaluation, Regime
from yalu.law.text.records import Clearance, InForce, Measure, MeasureGoods, WindDown

ENGINE = open_engine("duckdb")
START = date(2020, 3, 1)
DAYS = [START + timedelta(n) for n in range(5)]
LONG_AGO = date(2019, 1, 1)  # before every day of the law and every period
STEPS = ("contract_date", "loaded_date", "arrived_date", "declared_date", "released_date")
# Every consignment there can be: its five steps on these days or long ago, none before the one it follows.
CONSIGNMENTS = [
    dict(zip(STEPS, days, strict=True))
    for days in combinations_with_replacement([LONG_AGO, *DAYS], len(STEPS))
]
BAN = Measure(
    id="made-up-ban", instrument="made-up", paragraph="1", title="No coal", addressee="all_member_states",
    direction="from_target", goods=MeasureGoods(text="coal", hs=("2701",), basis="law"), effect="ban",
    in_force=InForce(start=START), known_from=START, sources=("memory",), verified="verified",
)  # fmt: skip
slow = tried(12)
SOME_DAY = st.sampled_from(DAYS)
MAYBE = st.one_of(st.none(), SOME_DAY)


@st.composite
def bans(draw: st.DrawFn) -> Measure:
    """A ban with any days: in force from and until, a wind-down or a clearance, and any step tested."""
    start, until = draw(SOME_DAY), draw(MAYBE)
    lifted: dict[str, Any] = {}
    if draw(st.booleans()):
        lifted["wind_down"] = WindDown(contract_before=draw(MAYBE), import_by=draw(MAYBE))
    else:
        lifted["clearance"] = Clearance(
            loaded_before=draw(MAYBE), arrived_before=draw(MAYBE), absolute_stop=draw(MAYBE)
        )
    return msgspec.structs.replace(
        BAN,
        in_force=InForce(start=start, until=until if until and until > start else None),
        tested_date=draw(
            st.sampled_from(["contract", "loaded", "arrived", "declared", "released", "import"])
        ),
        **lifted,
    )


@st.composite
def rows(draw: st.DrawFn) -> dict[str, date | tuple[date, date] | None]:
    """What a row tells of one consignment: a period that holds declaration and release, and any of its days."""
    true = draw(st.sampled_from([days for days in CONSIGNMENTS if days["declared_date"] != LONG_AGO]))
    first = draw(st.sampled_from([day for day in DAYS if day <= true["declared_date"]]))
    last = draw(st.sampled_from([day for day in DAYS if day >= true["released_date"]]))
    printed = {step: day if draw(st.booleans()) else None for step, day in true.items()}
    return {"period": (first, last), **printed}


def completions(row: dict[str, Any]) -> list[dict[str, date]]:
    """Every consignment a row can be about."""
    first, last = row["period"]
    return [
        days
        for days in CONSIGNMENTS
        if all(row[step] in {None, days[step]} for step in STEPS)
        and first <= days["declared_date"]
        and days["released_date"] <= last
    ]


def flow(name: str, period: tuple[date, date], days: dict[str, date | None]) -> dict[str, Any]:
    printed = {step: day.isoformat() for step, day in days.items() if day is not None}
    return {
        "id": name, "period": f"{period[0]}/{period[1]}", "reporter": "AAA", "partner": "TTT", "flow": "import",
        "hs": "2701", "quantity": 1, "unit": "t", "ledger": "customs", **printed,
    }  # fmt: skip


class Judged(NamedTuple):
    """One measure's verdict on a row, on the row with a day more, and on every consignment it can be about.

    "none" is what a measure says that is not in force on the day it tests.
    """

    row: str
    with_a_day_more: set[str]
    every: set[str]


def accounts(number: int, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The row, the row with one day more, and each consignment in full."""
    days = {step: row[step] for step in STEPS}
    full = completions(row)
    more = [{**days, step: one[step]} for one, step in zip(full[:: len(full) // 5 + 1], STEPS, strict=False)]
    return [
        flow(f"{number}/row/0", row["period"], days),
        *(flow(f"{number}/more/{n}", row["period"], printed) for n, printed in enumerate(more)),
        *(
            flow(f"{number}/full/{n}", (printed["declared_date"], printed["released_date"]), printed)
            for n, printed in enumerate(full)
        ),
    ]


def judged(measures: list[Measure], printed: list[dict[str, Any]]) -> list[Judged]:
    """Every row under every measure, in one hearing."""
    named = tuple(msgspec.structs.replace(measure, id=f"ban-{n}") for n, measure in enumerate(measures))
    flows = [account for number, row in enumerate(printed) for account in accounts(number, row)]
    evaluation = Evaluation(Regime(name="made up", measures=named), flows, target="TTT", engine=ENGINE)
    said = {
        (row.row, row.measure): row.verdict.verdict for row in evaluation.judge().iterate() if not row.duty
    }
    found = []
    for number in range(len(printed)):
        for measure in named:
            kinds: dict[str, set[str]] = {"row": set(), "more": set(), "full": set()}
            for account in flows:
                if account["id"].startswith(f"{number}/"):
                    verdict = said.get((account["id"], measure.id), "none")
                    kinds[account["id"].split("/")[1]].add(verdict)
            found.append(Judged(kinds["row"].pop(), kinds["more"], kinds["full"]))
    return found


@slow
@given(st.lists(bans(), min_size=6, max_size=6), st.lists(rows(), min_size=4, max_size=4))
def test_a_row_without_all_its_days_is_judged_on_every_day_it_can_have(
    measures: list[Measure], printed: list[dict[str, Any]]
):
    for found in judged(measures, printed):
        assert "cannot_say" not in found.every  # a consignment with all its days is decided
        # A breach exactly where every consignment the row can be about is one, and else never for certain.
        assert (found.row == "breach") == (found.every == {"breach"})
        if found.row in {"within", "none"}:
            assert "breach" not in found.every
        # A day more makes an open verdict certain, and never turns a certain one round.
        for after in found.with_a_day_more:
            assert found.row == "cannot_say" or (found.row == "breach") == (after == "breach")
