"""Values that stand far above everything else a pair of countries traded: perhaps another country's.

Two countries with like names or neighbouring numbers (M49 408 and 410) are swapped in every large
trade database. Nothing is corrected: a row is named, with both codes and the numbers, for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.countries import country, korea_mixup

TIMES_ABOVE = 20
FEWEST_PERIODS = 3

# Other periods of the same reporter, direction, goods and length of period; a median is not moved by the slip itself.
SQL = f"""
WITH f AS (
  SELECT id, period, length(period) AS grain, reporter, partner, flow, hs, ledger, currency, value
  FROM {{source}} WHERE list_contains($1, partner) AND value IS NOT NULL
), m AS (
  SELECT reporter, partner, flow, hs, ledger, currency, grain, median(value) AS usual, count(*) AS n
  FROM f GROUP BY ALL
)
SELECT f.id, f.period, f.reporter, f.partner, f.flow, f.hs, f.currency, f.value, m.usual
FROM f JOIN m USING (reporter, partner, flow, hs, ledger, currency, grain)
WHERE m.n > {FEWEST_PERIODS} AND m.usual > 0 AND f.value > {TIMES_ABOVE} * m.usual
ORDER BY f.value DESC, f.id
"""


class Doubt(msgspec.Struct, frozen=True):
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


def doubts(rows: Sequence[Sequence[Any]]) -> tuple[Doubt, ...]:
    """The rows of ``SQL`` in words that name both codes."""
    found = []
    for id_, period, reporter, partner, flow, hs, currency, value, usual in rows:
        says = (
            f"{reporter} {flow} with {partner} in {period}, {hs}: {value:,.0f} {currency} is {value / usual:,.0f} times the median "
            f"of {usual:,.0f}. {korea_mixup(country(partner))}"
        )
        found.append(Doubt(id_, period, reporter, partner, flow, hs, float(value), float(usual), says))
    return tuple(found)
