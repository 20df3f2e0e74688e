"""The law under a policy, month by month: which line of trade is banned, capped or let through a way out.

The law known on the day of comparison is the starting point; a policy's levers switch measures of the
regime on, or change their limits, from a day. The law engine then judges the case's own table of trade,
spread evenly over the months ahead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from yalu.measures.hearing import Hearing
from yalu.measures.records import Clearance, InForce, Limit, LimitPart, Measure, WindDown
from yalu.measures.regimes import Regime
from yalu.policy.assumptions import Assumptions
from yalu.policy.baseline import TradeLine
from yalu.policy.records import Lever, Policy
from yalu.vocabulary.codes import hs as read_hs

Standing = Literal["free", "exempt", "capped", "banned"]
_GRAVITY: tuple[Standing, ...] = ("free", "exempt", "capped", "banned")


class MonthOfLaw(msgspec.Struct, frozen=True, kw_only=True):
    """What the law is for one line of trade in one month, under which measures."""

    line: str
    month: date
    standing: Standing
    measures: tuple[str, ...] = ()


def law_under(policy: Policy, whole: Regime, as_of: date) -> Regime:
    """The law as known on a day, with the measures that a policy's levers switch on or change.

    A measure switched on keeps its goods, limits and ways out; its dates become the lever's, and what was
    said of goods already on the way on its real day is left out.
    """
    known = {measure.id: measure for measure in whole.limited_to(as_of).measures}
    for lever in policy.levers_of("switch_measure", "change_cap"):
        for name in lever.measures:
            if lever.do == "switch_measure":
                known[name] = _switched(whole.measure(name), lever, as_of)
            else:
                known |= _changed(known.get(name) or whole.measure(name), lever, as_of)
    return msgspec.structs.replace(whole, measures=tuple(known.values()), known_by="")


def months_of(assumed: Assumptions) -> tuple[date, ...]:
    """The first day of every month that a comparison looks ahead."""
    first = assumed.start.year * 12 + assumed.start.month - 1
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(first, first + assumed.months))


def judged_months(
    law: Regime, lines: Sequence[TradeLine], assumed: Assumptions, *, target: str, partner: str
) -> tuple[MonthOfLaw, ...]:
    """The standing of every line in every month ahead, as the law engine judges it.

    A breach of a ban is ``banned``, and so is what only a committee could let through; a ban that leaves it
    to the buyer or its state is ``exempt``; the gravest standing wins.
    """
    months = months_of(assumed)
    rows = [_row(line, month, target, partner) for line in lines for month in months]
    judgement = Hearing(law, rows, target=target, open_ended=False).judge()
    by_id = {measure.id: measure for measure in law.measures}
    found: dict[str, dict[Standing, set[str]]] = {}
    for verdict in judgement.iterate():
        measure = by_id.get(verdict.measure)
        if measure is None or verdict.duty or not (measure.goods.hs or measure.goods.hs_part):
            continue
        standing = _standing(measure, verdict.verdict.verdict)
        found.setdefault(verdict.row, {}).setdefault(standing, set()).add(measure.id)
    return tuple(
        _month(line, month, found.get(f"{line.name}/{month:%Y-%m}", {})) for line in lines for month in months
    )


def humanitarian_lines(law: Regime, codes: Mapping[str, str], until: date) -> tuple[str, ...]:
    """The humanitarian HS codes that a ban or cap on supplies to the target may cover, on the last day ahead."""
    touched = []
    for code in sorted(codes):
        wanted = read_hs(code)
        if any(
            read_hs(prefix).may_cover(wanted)
            for measure in law.measures
            if measure.effect in {"ban", "cap", "freeze"}
            and measure.direction in {"to_target", "both"}
            and measure.in_force.start <= until
            and (measure.in_force.until is None or until < measure.in_force.until)
            for prefix in measure.goods.hs
        ):
            touched.append(code)
    return tuple(touched)


def _switched(measure: Measure, lever: Lever, as_of: date) -> Measure:
    return msgspec.structs.replace(
        measure,
        in_force=InForce(start=lever.start),
        known_from=as_of,
        wind_down=WindDown(),
        clearance=Clearance(),
        carries_out=(),
    )


def _changed(measure: Measure, lever: Lever, as_of: date) -> dict[str, Measure]:
    """The old limit until the lever's day and the new one from then on."""
    parts = []
    if lever.quantity is not None:
        parts.append(LimitPart(quantity=lever.quantity, unit=lever.unit))
    if lever.amount is not None:
        parts.append(LimitPart(amount=lever.amount, currency=lever.currency))
    limit = Limit(first_reached_of=tuple(parts), window=measure.limit.window)
    new = msgspec.structs.replace(
        measure,
        id=f"{measure.id}-changed",
        limit=limit,
        in_force=InForce(start=lever.start),
        known_from=as_of,
        carries_out=(),
    )
    old = msgspec.structs.replace(
        measure, in_force=InForce(start=measure.in_force.start, until=lever.start, ended_by=new.id)
    )
    return {old.id: old, new.id: new}


def _row(line: TradeLine, month: date, target: str, partner: str) -> dict[str, Any]:
    """A month of a line as a flow: contracted, shipped and cleared in that month, with no evidence of any exemption."""
    label = f"{month:%Y-%m}"
    tonnes = None if line.quantity is None else line.quantity / 12
    row: dict[str, Any] = {
        "id": f"{line.name}/{label}", "period": label, "reporter": partner, "partner": target, "flow": "import",
        "hs": line.hs, "quantity": tonnes, "unit": "" if tonnes is None else line.unit,
        "value": line.middle * 1e6 / 12, "currency": "USD", "ledger": "customs", "sources": "",
    }  # fmt: skip
    return row | {f"{what}_date": label for what in ("contract", "loaded", "arrived", "declared", "released")}


def _standing(measure: Measure, verdict: str) -> Standing:
    if measure.limits_amounts:
        return "capped"
    if measure.effect != "ban":
        return "free"
    if verdict == "cannot_say":
        return "exempt" if _way_out(measure) else "banned"
    return "banned" if verdict == "breach" else "free"


def _way_out(measure: Measure) -> bool:
    """Whether a buyer or its own state decides that goods may pass; a committee's leave in advance is none."""
    decides = {"self_declared", "state_determined"}
    return any(c.kind == "exemption" and c.evidence in decides for c in measure.conditions)


def _month(line: TradeLine, month: date, found: Mapping[Standing, set[str]]) -> MonthOfLaw:
    gravest: Standing = max(found, key=_GRAVITY.index, default="free")
    return MonthOfLaw(
        line=line.name, month=month, standing=gravest, measures=tuple(sorted(found.get(gravest, set())))
    )
