"""The series of the flows table: from which to which day each has rows, and which months it lacks.

A series is one reporter's trade with one partner, one direction, one code and one unit, on one ledger. Days
of one direction are known from its own rows, or from rows of both directions beside rows of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from yalu.trade.figures.periods import DaySpan
from yalu.trade.figures.rows import FlowRow
from yalu.vocabulary.coverage import Observed, Series, grain_of, observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.words.readable import goods_words, trade_words

BOTH = "export+import"
_OTHER = {"export": "import", "import": "export"}
Days = tuple[date, date]


class TradeSeries(msgspec.Struct, frozen=True, kw_only=True):
    """One series of a case. ``months`` are those with a row of their own, ``missing`` the others from the first of them
    to the last day observed; ``gaps`` in ``observed`` are days that no row covers, however long."""

    ledger: str
    reporter: str
    partner: str
    flow: str
    hs: str
    unit: str
    rows: int
    observed: Observed
    months: tuple[str, ...]
    missing: tuple[str, ...]
    last_month: str = ""

    @property
    def name(self) -> str:
        """The series in words."""
        return f"{trade_words(self.flow, self.reporter, self.partner)}, {goods_words(self.hs)}, {self.unit} ({self.ledger})"


def listed_series(rows: Iterable[FlowRow]) -> tuple[TradeSeries, ...]:
    """Every series of a table, by ledger, reporter, partner, code, unit and direction."""
    groups: dict[tuple[str, ...], list[FlowRow]] = {}
    for row in rows:
        for unit in _units(row):
            groups.setdefault((row.ledger, row.reporter, row.partner, row.hs, unit), []).append(row)
    found = []
    for (ledger, reporter, partner, hs, unit), same in sorted(groups.items()):
        for flow in ("export", "import", BOTH):
            own = [row for row in same if row.flow == flow]
            days = covered(same, flow)
            if not own or not days:
                continue
            seen = _observed(days, own)
            months = own_months(same, flow)
            whole = DaySpan(date.fromisoformat(f"{months[0]}-01"), seen.last).months if months else ()
            found.append(TradeSeries(
                ledger=ledger, reporter=reporter, partner=partner, flow=flow, hs=hs, unit=unit, rows=len(own), observed=seen,
                months=months, missing=tuple(one.label for one in whole if one.label not in set(months)),
                last_month=months[-1] if months else "",
            ))  # fmt: skip
    return tuple(found)


class SeriesDays(msgspec.Struct, frozen=True):
    """What a series covers: the days observed, and the months with a row of their own."""

    observed: Observed
    months: frozenset[str]


def series_days(rows: Sequence[FlowRow], flow: str) -> SeriesDays | None:
    """What rows of both directions cover of one; None where they cover no day of it."""
    days = covered(rows, flow)
    return SeriesDays(_observed(days, rows), frozenset(own_months(rows, flow))) if days else None


def asked_series(days: SeriesDays | None, name: str, span: DaySpan) -> Series:
    """The series behind a question on a span: what it covers, and the months asked for that it lacks."""
    if days is None:
        return Series(name)
    asked = span.months if span.whole_months else ()
    missing = tuple(one.label for one in asked if one.label not in days.months)
    return Series(name, days.observed, missing, beyond=span.end > days.observed.last)


def own_months(rows: Iterable[FlowRow], flow: str) -> tuple[str, ...]:
    """The months with a row of exactly that month, or with rows of both directions and of the other."""
    single: dict[str, set[str]] = {name: set() for name in ("export", "import", BOTH)}
    for row in rows:
        if row.span.whole_months and row.span.months[0] == row.span:
            single[row.flow].add(row.span.label)
    if flow == BOTH:
        return tuple(sorted(single[BOTH] | (single["export"] & single["import"])))
    return tuple(sorted(single[flow] | (single[BOTH] & single[_OTHER[flow]])))


def covered(rows: Iterable[FlowRow], flow: str) -> list[Days]:
    """The days that rows of a direction cover, as runs in order."""
    spans: dict[str, list[Days]] = {name: [] for name in ("export", "import", BOTH)}
    for row in rows:
        spans[row.flow].append((row.span.start, row.span.end))
    runs = {name: _runs(days) for name, days in spans.items()}
    if flow == BOTH:
        return _runs([*runs[BOTH], *_shared(runs["export"], runs["import"])])
    return _runs([*runs[flow], *_shared(runs[BOTH], runs[_OTHER[flow]])])


def _observed(days: Sequence[Days], rows: Iterable[FlowRow]) -> Observed:
    grain = grain_of(Window(row.span.start, row.span.end) for row in rows)
    found = observed_span((Window(start, end) for start, end in days), grain)
    if found is None:  # pragma: no cover - callers have days
        raise ValueError("no days")
    return found


def _runs(days: Iterable[Days]) -> list[Days]:
    found: list[Days] = []
    for start, end in sorted(days):
        if found and start <= found[-1][1] + timedelta(1):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _shared(one: Sequence[Days], other: Sequence[Days]) -> list[Days]:
    """The days in both of two lists of runs."""
    return [
        (max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other if max(a[0], b[0]) <= min(a[1], b[1])
    ]


def _units(row: FlowRow) -> list[str]:
    return [amount.unit for amount in (row.quantity, row.value) if amount is not None]
