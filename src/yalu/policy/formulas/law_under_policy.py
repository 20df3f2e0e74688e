"""The law under a policy, period by period: which line of trade is banned, capped or let through a way out.

The law known on the day of comparison is the starting point; a policy's levers switch measures of the
regime on, from a day or after a step. The law engine judges the case's own table of trade on every day from
which the law can be another, and every measure's answer is kept apart, so that lifting one shows what the
others still stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

import msgspec

from yalu.law.evaluation import Evaluation
from yalu.law.text.records import Clearance, InForce, Measure, WindDown
from yalu.law.text.regimes import Regime
from yalu.policy.assumptions import Assumptions, days_ahead
from yalu.policy.records import Lever, Policy
from yalu.trade.facade import Trade
from yalu.vocabulary.codes import hs as read_hs
from yalu.vocabulary.results import Figure

LawStanding = Literal["free", "exempt", "capped", "banned"]
GRAVITY: tuple[LawStanding, ...] = ("free", "exempt", "capped", "banned")
_SWITCHED = "--switched-"  # between the id of a measure and the number of the lever that switches it on


class LawPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """What every measure makes of one line of trade from a day on until another, that day not included.

    ``found`` has the measures that reach the line with their standing, by id; one that a lever switches on
    stands under an id of its own (``measure_of`` gives the regime's).
    """

    line: str
    start: date
    end: date
    found: tuple[tuple[str, LawStanding], ...] = ()

    @property
    def standing(self) -> LawStanding:
        """The gravest standing, as long as nothing is lifted and every switch is on."""
        return max((standing for _, standing in self.found), key=GRAVITY.index, default="free")

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures of the gravest standing, by the regime's ids."""
        gravest = self.standing
        return tuple(sorted({measure_of(name) for name, standing in self.found if standing == gravest}))


def law_under(policy: Policy, whole: Regime, as_of: date) -> Regime:
    """The law as known on a day, with the measures that a policy's levers switch on beside it.

    A measure switched on keeps its goods, limits and ways out; its dates become the lever's, and what was
    said of goods already on the way on its real day is left out. One that waits for a step is there from the
    first day; ``lever_of`` says by which lever it comes to count. A cap that a lever changes and nobody knew
    that day is switched on by that lever.
    """
    known = {measure.id: measure for measure in whole.limited_to(as_of).measures}
    for number, lever in enumerate(policy.levers):
        for name in lever.measures:
            if lever.do == "switch_measure" or (lever.do == "change_cap" and name not in known):
                one = _switched(whole.measure(name), lever, number, as_of)
                known[one.id] = one
    return msgspec.structs.replace(whole, measures=tuple(known.values()), known_by="")


def measure_of(name: str) -> str:
    """The regime's id of a measure that a lever may have switched on."""
    return name.partition(_SWITCHED)[0]


def lever_of(name: str) -> int | None:
    """The number of the lever that switches a measure on; None for one that is law without any."""
    _, switched, number = name.partition(_SWITCHED)
    return int(number) if switched else None


def judged_periods(
    law: Regime, lines: Sequence[TradeLine], assumed: Assumptions, *, target: str, partner: str
) -> tuple[LawPeriod, ...]:
    """The standing of every line under every measure in every period ahead, as the law engine judges it.

    A breach of a ban is ``banned``, and so is what only a committee could let through; a ban that leaves it
    to the buyer or its state is ``exempt``. A period runs from one day named in the law to the next.
    """
    days = _turning_days(law, assumed)
    rows = [_row(line, day, target, partner) for line in lines for day in days[:-1]]
    judgement = Evaluation(law, rows, target=target, open_ended=False).judge()
    by_id = {measure.id: measure for measure in law.measures}
    found: dict[str, dict[str, LawStanding]] = {}
    for verdict in judgement.iterate():
        measure = by_id.get(verdict.measure)
        if measure is None or verdict.duty or not (measure.goods.hs or measure.goods.hs_part):
            continue
        standing = _standing(measure, verdict.verdict.verdict)
        if standing != "free":
            found.setdefault(verdict.row, {})[measure.id] = standing
    return tuple(
        LawPeriod(
            line=line.name,
            start=first,
            end=end,
            found=tuple(sorted(found.get(_label(line, first), {}).items())),
        )
        for line in lines
        for first, end in pairwise(days)
    )


def humanitarian_codes(law: Regime, codes: Iterable[str], day: date) -> dict[str, frozenset[str]]:
    """The humanitarian HS codes that bans or caps on supplies to the target may cover on a day, with those measures."""
    touched = {}
    for code in sorted(codes):
        wanted = read_hs(code)
        by = frozenset(
            measure.id
            for measure in law.measures
            if measure.effect in {"ban", "cap", "freeze"}
            and measure.direction in {"to_target", "both"}
            and measure.in_force.start <= day
            and (measure.in_force.until is None or day < measure.in_force.until)
            and any(read_hs(prefix).may_cover(wanted) for prefix in measure.goods.hs)
        )
        if by:
            touched[code] = by
    return touched


def _turning_days(law: Regime, assumed: Assumptions) -> list[date]:
    """Every day ahead that the law names, and the day after it, so that first and last days both part."""
    start = assumed.start
    end = start + timedelta(days_ahead(assumed.months))
    named = {day for measure in law.measures for day in _days_in(msgspec.structs.asdict(measure))}
    named |= {day + timedelta(1) for day in named if day < date.max}
    return [start, *sorted(day for day in named if start < day < end), end]


def _days_in(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, msgspec.Struct):
        yield from _days_in(msgspec.structs.asdict(value))
    elif isinstance(value, Mapping):
        yield from _days_in(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _days_in(one)


def _switched(measure: Measure, lever: Lever, number: int, as_of: date) -> Measure:
    return msgspec.structs.replace(
        measure, id=f"{measure.id}{_SWITCHED}{number}", in_force=InForce(start=lever.start or as_of),
        known_from=as_of, wind_down=WindDown(), clearance=Clearance(), carries_out=(),
    )  # fmt: skip


def _label(line: TradeLine, day: date) -> str:
    return f"{line.name}/{day}"


def _row(line: TradeLine, day: date, target: str, partner: str) -> dict[str, Any]:
    """A day of a line as a flow: contracted, shipped and cleared on that day, with no evidence of any exemption."""
    tonnes = None if line.quantity is None else line.quantity / 12
    row: dict[str, Any] = {
        "id": _label(line, day), "period": str(day), "reporter": partner, "partner": target, "flow": "import",
        "hs": line.hs, "quantity": tonnes, "unit": "" if tonnes is None else line.unit,
        "value": line.middle * 1e6 / 12, "currency": "USD", "ledger": "customs", "sources": "",
    }  # fmt: skip
    return row | {
        f"{what}_date": str(day) for what in ("contract", "loaded", "arrived", "declared", "released")
    }


def _standing(measure: Measure, verdict: str) -> LawStanding:
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


class TradeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line: its HS code and its yearly value in USD million.

    ``value`` is the case's own customs figure; where no row has one, ``range`` names the range of the
    assumptions that stands in for it. ``quantity`` in ``unit`` a year is known for goods under a cap.
    """

    name: str
    title: str
    hs: str
    value: float | None
    range: str = ""
    middle: float
    quantity: float | None = None
    unit: str = ""
    figure: Figure | None = None


def trade_lines(trade: Trade, assumed: Assumptions) -> tuple[TradeLine, ...]:
    """The lines of the assumptions with their values: from the case's customs rows, else from a range.

    A line that neither has is left out; ``missing_lines`` names it.
    """
    lines = (_line(trade, assumed, name) for name in assumed.goods)
    return tuple(line for line in lines if line is not None)


def missing_lines(lines: tuple[TradeLine, ...], assumed: Assumptions) -> tuple[str, ...]:
    """The lines that cannot be said: no row of the year has a value, and no range stands in."""
    there = {line.name for line in lines}
    return tuple(name for name in assumed.goods if name not in there)


def _line(trade: Trade, assumed: Assumptions, name: str) -> TradeLine | None:
    goods = assumed.goods[name]
    if goods.value:
        one = assumed.ranges[goods.value]
        return TradeLine(
            name=name, title=goods.title, hs=goods.hs, value=None, range=goods.value, middle=one.middle
        )
    figure = trade.total(assumed.year, flow="import", hs=goods.hs)
    if figure.value is None:
        return None
    tonnes = trade.total(assumed.year, flow="import", hs=goods.hs, unit="t").value
    millions = figure.value / 1e6
    return TradeLine(
        name=name, title=goods.title, hs=goods.hs, value=millions, middle=millions,
        quantity=tonnes, unit="t" if tonnes is not None else "", figure=figure,
    )  # fmt: skip
