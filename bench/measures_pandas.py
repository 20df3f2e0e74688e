"""The verdicts of `bench/measures.py` in straightforward pandas: one mask after another, measure by measure.

For monthly rows that give no dates of a consignment, no evidence and no origin, in tonnes and US
dollars. Rows that concern the target are picked first, as anyone would. Bans and caps say the same
as `yalu.law.judge`, and `bench/measures.py` checks that they do.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd

from yalu.law.compile.sql_tables import judged
from yalu.law.text.conditions import exemptions
from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime
from yalu.law.text.windows import CapWindow, windows_of
from yalu.vocabulary.amounts import Quantity, convert, factors_between, unit

FOREVER = pd.Timestamp(2262, 1, 1)


def count_verdicts(regime: Regime, flows: Path, target: str) -> dict[str, int]:
    """How many rows each measure gives each verdict, as ``measure verdict``."""
    rows = concerning(pd.read_parquet(flows), target)
    found: Counter[str] = Counter()
    for measure in judged(regime):
        met = goods_met(measure, rows)
        met = met[in_direction(measure, met)]
        if met.empty:
            continue
        met = with_force(measure, met)
        asked = met[met["in_force"] != "no"]
        if measure.state:
            asked = asked[asked["trader"] == measure.state]
        verdicts = capped(measure, met, asked) if measure.limits_amounts else banned(measure, asked)
        for verdict, number in verdicts.value_counts().items():
            found[f"{measure.id} {verdict}"] += int(number)
    return dict(found)


def concerning(flows: pd.DataFrame, target: str) -> pd.DataFrame:
    """The rows with the target on one side: the other party, the direction of the goods, the days."""
    rows = flows[(flows["partner"] == target) | (flows["reporter"] == target)].copy()
    by_partner = rows["partner"] == target
    imported = rows["flow"] == "import"
    rows["trader"] = rows["reporter"].where(by_partner, rows["partner"])
    rows["direction"] = (by_partner == imported).map({True: "from_target", False: "to_target"})
    months = pd.to_datetime(rows["period"], format="%Y-%m")
    rows["first"] = months
    rows["last"] = months + pd.offsets.MonthEnd(0)
    return rows


def goods_met(measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows on the goods of a measure; ``certain`` where six digits leave no doubt."""
    goods = measure.goods
    whole = rows["hs"].str.startswith(goods.hs) if goods.hs else pd.Series(not goods.hs_part, rows.index)
    part = rows["hs"].str.startswith(goods.hs_part) if goods.hs_part else pd.Series(False, rows.index)
    met = whole | part
    if goods.except_hs:
        met &= ~rows["hs"].str.startswith(goods.except_hs)
    listed = goods.scope in {"list", "catch_all"}
    return rows[met].assign(certain=whole[met] & (not listed))


def in_direction(measure: Measure, rows: pd.DataFrame) -> pd.Series:
    return pd.Series(measure.direction == "both", rows.index) | (rows["direction"] == measure.direction)


def with_force(measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    """Whether the measure is in force on the day it tests: a month may run across its first or last day."""
    start = stamp(measure.in_force.start)
    end = stamp(measure.in_force.until) if measure.in_force.until else FOREVER
    # Of a consignment that gives no day of contract, loading or arrival only the latest one is known.
    undated = measure.tested_date in {"contract", "loaded", "arrived"}
    first = pd.Series(pd.Timestamp(1900, 1, 1), rows.index) if undated else rows["first"]
    answer = pd.Series("unclear", rows.index)
    answer[(first >= start) & (rows["last"] < end)] = "yes"
    # What is imported after the end is not asked, whatever day the measure tests.
    answer[(rows["last"] < start) | (rows["first"] >= end)] = "no"
    return rows.assign(in_force=answer)


def banned(measure: Measure, rows: pd.DataFrame) -> pd.Series:
    """A breach unless the dates let it pass, or something that may lift the ban is not known."""
    if not measure.binding or measure.verified == "memory":  # nothing is certain of a text nobody has seen
        return pd.Series("cannot_say" if measure.verified == "memory" else "not_covered", rows.index)
    passes, may_pass = by_date(measure, rows)
    doubtful = ~rows["certain"] | (rows["in_force"] != "yes") | may_pass
    for exemption in exemptions(measure):
        doubtful |= rows["hs"].str.startswith(exemption.hs) if exemption.hs else True
    if measure.effect == "licence" or "exemption" in measure.unread:
        doubtful |= True
    verdict = doubtful.map({True: "cannot_say", False: "breach"})
    verdict[passes] = "within"
    return verdict


def by_date(measure: Measure, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Where a wind-down or a clearance certainly lets trade pass, and where it may."""
    down, clear = measure.wind_down, measure.clearance
    none = pd.Series(False, rows.index)
    before_stop, stopped = ~none, none
    if clear.absolute_stop:
        before_stop = rows["last"] < stamp(clear.absolute_stop)
        stopped = rows["first"] >= stamp(clear.absolute_stop)
    if down.import_by or down.contract_before:
        passes, fails = before_stop, stopped
        if down.contract_before:
            passes = passes & (rows["last"] < stamp(down.contract_before))
        if down.import_by:
            passes = passes & (rows["last"] <= stamp(down.import_by))
            fails = fails | (rows["first"] > stamp(down.import_by))
        return passes, ~passes & ~fails
    if clear.arrived_before or clear.loaded_before:
        in_time = none
        for day in (clear.loaded_before, clear.arrived_before):
            if day:
                in_time = in_time | (rows["last"] < stamp(day))
        passes = in_time & before_stop
        return passes, ~passes & ~stopped
    return none, none


def capped(measure: Measure, met: pd.DataFrame, asked: pd.DataFrame) -> pd.Series:
    """A breach once the limit was certainly passed; what comes before hangs on evidence nobody gives.

    Rows of single states are only a lower bound for all states, so such a cap is never certainly kept.
    """
    verdict = pd.Series("cannot_say", asked.index)
    certain = asked[asked["certain"] & (asked["in_force"] == "yes")]
    if certain.empty:
        return verdict
    for window in windows_of(measure, certain["last"].max().date()):
        inside = counting(window, certain)
        if measure.limit.level_of:
            verdict[inside.index[below_own_level(measure, window, met, inside)]] = "within"
        elif not exemptions(measure):
            verdict[inside.index[passed(measure, window, met, inside)]] = "breach"
    return verdict


def counting(window: CapWindow, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose whole month counts."""
    start, end = window.counted.start, window.counted.end
    return rows[(rows["first"] >= stamp(start)) & (rows["last"] <= (stamp(end) if end else FOREVER))]


def passed(measure: Measure, window: CapWindow, met: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Where a limb was passed before the month, or in it and not without this state's trade in the code.

    Where tonnes meet a limit in barrels, every named factor must give the same answer.
    """
    counted = counting(window, met[met["certain"]])
    standings = [standing(limits, counted, rows) for limits in limits_in_tonnes_and_dollars(measure)]
    same = pd.concat(standings, axis=1).nunique(axis=1) == 1
    return same & standings[0].isin(["after", "passing"])


def limits_in_tonnes_and_dollars(measure: Measure) -> list[list[tuple[str, float]]]:
    """The limbs as column and limit, once for each named factor where barrels are all the law says."""
    parts = measure.limit.first_reached_of
    if any(part.unit == "t" for part in parts):
        parts = tuple(part for part in parts if part.unit != "bbl")
    fixed = [("value" if part.kind == "value" else "quantity", part) for part in parts]
    barrels = any(part.unit == "bbl" for part in parts)
    factors = factors_between(unit("t").kind, unit("bbl").kind) if barrels else (None,)
    return [
        [
            (
                name,
                float(
                    convert(Quantity(part.size, "bbl"), "t", factor).value
                    if part.unit == "bbl"
                    else part.size
                ),
            )
            for name, part in fixed
        ]
        for factor in factors
    ]


def standing(limits: list[tuple[str, float]], counted: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Where each row stands to the limit that is reached first: after, passing, or unclear."""
    after, passing = pd.Series(False, rows.index), pd.Series(False, rows.index)
    for amount, limit in limits:
        by_month = counted.groupby("first")[amount].sum().sort_index()
        used = rows["first"].map(by_month.cumsum())
        before = rows["first"].map(by_month.cumsum() - by_month)
        own = counted.groupby(["trader", "hs", "first"])[amount].sum()
        mine = own.reindex(pd.MultiIndex.from_frame(rows[["trader", "hs", "first"]])).to_numpy()
        after |= before > limit
        passing |= (used > limit) & (used - mine <= limit)
    answer = pd.Series("unclear", rows.index)
    answer[passing] = "passing"
    answer[after] = "after"
    return answer


def below_own_level(measure: Measure, window: CapWindow, met: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Where a state certainly stayed at its own level of the twelve months before, every month reported."""
    start = stamp(measure.in_force.start)
    before = met[met["certain"] & (met["first"] >= start - pd.DateOffset(years=1)) & (met["last"] < start)]
    level = before.groupby("trader")["quantity"].sum()
    answer = pd.Series(False, rows.index)
    for index, row in rows.iterrows():
        own = met[(met["trader"] == row["trader"]) & (met["last"] >= stamp(window.counted.start))]
        own = own[own["last"] <= row["last"]]
        months = len(pd.period_range(window.counted.start, row["last"], freq="M"))
        complete = own["first"].nunique() == months and own["quantity"].notna().all()
        answer[index] = complete and own["quantity"].sum() <= level.get(row["trader"], 0.0)
    return answer


def stamp(day: date | None) -> pd.Timestamp:
    return pd.Timestamp(day)
