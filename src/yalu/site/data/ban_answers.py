"""What each ban was answered with: every ban asked of every code in which the case has flows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from yalu.case.records import Case
from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime
from yalu.trade.facade import Trade
from yalu.trade.figures.after_bans import TradeResponse
from yalu.vocabulary.results import Figure


class BanAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One ban and one code: what official trade did, and what other ledgers say of the same days."""

    measure: Measure
    layer: str
    hs: str
    flow: str
    wind_down: date | None
    response: TradeResponse


def answers(case: Case, regime: Regime, trade: Trade) -> tuple[BanAnswer, ...]:
    """Every binding ban on goods by HS code that began while the case has customs rows in the code."""
    found = []
    for measure in regime.measures:
        if (
            measure.effect != "ban"
            or measure.goods.scope != "hs"
            or not measure.binding
            or not measure.goods.hs
        ):
            continue
        flow = {"from_target": "import", "to_target": "export"}.get(measure.direction, "")
        if not regime.binds(measure, case.partner):
            continue
        for hs in sorted(_codes(case, measure, flow)):
            found.append(_answer(measure, regime, trade, hs, flow))
    return tuple(sorted(found, key=lambda a: (a.hs, a.measure.known_from, a.measure.id)))


def _codes(case: Case, measure: Measure, flow: str) -> set[str]:
    """The codes of customs rows that a ban covers, where a row reaches into the time of the ban."""
    return {
        row.hs
        for row in case.flows
        if (row.reporter, row.partner, row.flow, row.ledger) == (case.partner, case.target, flow, "customs")
        and any(row.hs.startswith(code) for code in measure.goods.hs)
        and row.window.end is not None
        and row.window.end >= measure.known_from
    }


def _answer(measure: Measure, regime: Regime, trade: Trade, hs: str, flow: str) -> BanAnswer:
    wind_down = measure.wind_down.import_by or measure.clearance.absolute_stop
    if any("wind_down" in reading.without for reading in measure.readings):
        wind_down = None  # nobody can say that there was a time to hurry in
    neighbours = sorted(
        {
            row.hs
            for row in trade.context.rows
            if row.flow == flow and row.hs[:2] == hs[:2] and row.ledger == "customs"
        }
        - {hs}
    )
    return BanAnswer(
        measure=measure,
        layer=regime.layer(measure),
        hs=hs,
        flow=flow,
        wind_down=wind_down,
        response=trade.response(
            hs=hs, banned=measure.known_from, wind_down=wind_down, neighbours=neighbours, flow=flow
        ),
    )


def outright(measure: Measure) -> bool:
    """Whether a ban leaves no way out that a buyer or its own state decides on.

    Goods of another origin that only pass through are not the goods banned, so that exemption is none here.
    """
    decides = {"self_declared", "state_determined"}
    return not any(c.kind == "exemption" and c.evidence in decides for c in measure.conditions)


def lasting(found: Iterable[BanAnswer]) -> list[BanAnswer]:
    """The outright bans on imports that no end is on record of."""
    return [
        a for a in found if a.flow == "import" and outright(a.measure) and a.measure.in_force.until is None
    ]


def named_goods(found: Iterable[BanAnswer]) -> dict[str, str]:
    """Each code with the first word of the law on it; the code stands beside a word that two codes share."""
    words = {a.hs: a.measure.goods.text.split(",")[0].split(" and ")[0].lower() for a in found}
    shared = Counter(words.values())
    return {hs: f"{word} (HS\u00a0{hs})" if shared[word] > 1 else word for hs, word in words.items()}


def has_value(figure: Figure | None) -> bool:
    """Whether a figure says anything at all, a bound included."""
    return figure is not None and any(
        number is not None for number in (figure.value, figure.low, figure.high)
    )
