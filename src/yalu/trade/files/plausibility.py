# ruff: noqa: S608 - the numbers put into the statement are our own
"""Values that stand far above everything else a pair of countries traded: perhaps another country's.

Two countries with like names or neighbouring numbers (M49 408 and 410) are swapped in every large
trade database. Nothing is corrected: a row is named, with both codes and the numbers, for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.countries import country, korea_mixup

TIMES_ABOVE = 20
FEWEST_PERIODS = 3

# A median over nearby periods is not moved by the slip itself, nor by growth over decades. Where the
# file also has the other country of the pair, its usual trade must be large enough to be the one booked here.
SQL = f"""
WITH f AS (
  SELECT id, period, reporter, partner, flow, hs, currency, value,
         median(value) OVER near AS usual, count(*) OVER near AS n
  FROM {{source}} WHERE list_contains($1, partner) AND value IS NOT NULL
  WINDOW near AS (PARTITION BY reporter, partner, flow, hs, ledger, currency, length(period)
                  ORDER BY period, id ROWS BETWEEN 10 PRECEDING AND 10 FOLLOWING)
), other AS (
  SELECT reporter, partner, flow, hs, median(value) AS usual FROM {{source}}
  WHERE list_contains($1, partner) GROUP BY ALL
)
SELECT f.id, f.period, f.reporter, f.partner, f.flow, f.hs, f.currency, f.value, f.usual
FROM f WHERE f.n > {FEWEST_PERIODS} AND f.usual > 0 AND f.value > {TIMES_ABOVE} * f.usual
  AND (len($1) = 1 OR EXISTS (
    SELECT 1 FROM other o WHERE o.partner <> f.partner AND o.reporter = f.reporter AND o.flow = f.flow AND o.hs = f.hs
    AND o.usual > f.value / {TIMES_ABOVE}))
ORDER BY f.value DESC, f.id
"""


class UnitValueDoubt(msgspec.Struct, frozen=True):
    """One row that looks booked under the wrong code: ``value`` against the ``usual`` (median) of the pair."""

    id: str
    period: str
    reporter: str
    partner: str
    flow: str
    hs: str
    value: float
    usual: float
    says: str


def confusable(codes: Iterable[str]) -> list[str]:
    """Those of the codes that trade data are known to swap with another."""
    found = []
    for code in codes:
        try:
            if korea_mixup(country(code)):
                found.append(code)
        except CodeError:
            continue
    return sorted(found)


def doubts(rows: Sequence[Sequence[Any]]) -> tuple[UnitValueDoubt, ...]:
    """The rows of ``SQL`` in words that name both codes."""
    found = []
    for id_, period, reporter, partner, flow, hs, currency, value, usual in rows:
        says = (
            f"{reporter} {flow} with {partner} in {period}, {hs}: {value:,.0f} {currency} is {value / usual:,.0f} times the median "
            f"of {usual:,.0f}. {korea_mixup(country(partner))}"
        )
        found.append(
            UnitValueDoubt(id_, period, reporter, partner, flow, hs, float(value), float(usual), says)
        )
    return tuple(found)
