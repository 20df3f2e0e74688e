"""Words that every explanation shares: the paragraph, the row, and numbers as people read them."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import msgspec

from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime
from yalu.vocabulary.intervals import Interval, brief, plain
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.results import Citation
from yalu.vocabulary.words.readable import goods_words, spoken_date, spoken_span

_BASIS = {
    "law": "named in the law", "committee_notice": "from a notice of the Committee",
    "national_annex": "from a national list", "project": "our mapping of the goods the law names", "": "not given",
}  # fmt: skip
Amount = tuple[Decimal | None, str, str]


def rules_of(regime: Regime, measure: Measure) -> tuple[str, ...]:
    """The paragraph with its dates, its goods and its sources, as the rules of a trail."""
    until = "" if measure.in_force.until is None else f" until {spoken_date(measure.in_force.until)}"
    ended = f" (ended by {measure.in_force.ended_by})" if measure.in_force.ended_by else ""
    goods = (
        ", ".join(measure.goods.hs + tuple(f"part of {code}" for code in measure.goods.hs_part))
        or measure.goods.list_name
        or measure.goods.scope
    )
    cited = "; ".join(f"{c.title} [{c.id}]" if c.title else c.id for c in regime.cited(measure))
    return (
        f"{measure.id}: {measure.named()}: {measure.title}; sources: {cited}; checked: {measure.verified}",
        f"in force from {spoken_date(measure.in_force.start)}{until}{ended}; public since {spoken_date(measure.known_from)}",
        f"goods: {measure.goods.text} (HS {goods}, {_BASIS[measure.goods.basis]}); date tested: {measure.tested_date}",
    )


def row_words(period: str, trader: str, hs: str, quantity: Amount, value: Amount) -> str:
    """A row in words: when, who, what and how much, with the source's own words where it has them."""
    amounts = []
    for number, symbol, stated in (quantity, value):
        if number is not None:
            amounts.append(f"{plain(number.normalize())} {symbol}" + (f" (“{stated}”)" if stated else ""))
    return f"{spoken_span(period)}, {place_name(trader)}, {goods_words(hs)}: {' for '.join(amounts) or 'no amount reported'}"


def row_sources(regime: Regime, text: str) -> tuple[Citation, ...]:
    """The sources a row names, as ``id:credibility`` joined by semicolons, each with its grade for this row."""
    return tuple(_cited(regime, part.strip()) for part in text.split(";") if part.strip())


def _cited(regime: Regime, part: str) -> Citation:
    name, _, digit = part.rpartition(":") if part[-1:].isdigit() else (part, "", "")
    known = regime.sources.get(name, Citation(name))
    # Without a digit nothing was said of the information, whoever published it.
    return msgspec.structs.replace(known, grade=f"{known.grade}{digit}" if digit else "")


def bounds_words(bounds: Interval) -> str:
    """The bounds in words, rounded outwards to what people read."""
    low, high = _outward(bounds.low, ROUND_FLOOR), _outward(bounds.high, ROUND_CEILING)
    if low is not None and low == high:
        return f"{plain(low)}"
    closed = bounds.low_closed or low != bounds.low, bounds.high_closed or high != bounds.high
    return str(Interval(low, high, *closed))


def _outward(number: Decimal | None, rounding: str) -> Decimal | None:
    if number is None:
        return None
    return brief(number, 1 if abs(number) < 1000 else 0, rounding)


def rounded(number: Decimal | None) -> str:
    """A number to one decimal where it is small, whole where it is not; never with a whole digit dropped, nor 0 for little."""
    if number is None:
        return "an unknown amount"
    return plain(brief(number, 1 if abs(number) < 1000 else 0))
