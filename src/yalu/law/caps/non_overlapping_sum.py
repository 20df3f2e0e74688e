"""Adding trade up without counting anything twice, when months, quarters and years stand in one table.

A lower bound is the largest sum of pieces that do not overlap (weighted interval scheduling); an
upper bound is the least sum of pieces that leave no day out (a shortest path over days). Where a
day is not covered by any piece there is no upper bound: an absent report is not zero.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec

from yalu.vocabulary.dates import Window
from yalu.vocabulary.intervals import Interval

ZERO = Decimal(0)
_CREDIBILITY = re.compile(r":([1-6])(?=;| |$)")


class TradePiece(msgspec.Struct, frozen=True):
    """An amount traded between two days, both included, under one HS code.

    ``low`` is what certainly counts, ``high`` what may (None: not known), ``central`` the figure as
    named, None when it counts only perhaps. ``account`` names who says so: pieces of one account add
    up, tellings of one amount by several sources do not. ``exporter`` marks the exporter's account, which
    tells what the importer's tells too. ``through`` is the third state that sold the goods: what came
    through different states is different trade. ``cells`` are the numbers of the rows behind.
    """

    hs: str
    first: date
    last: date
    low: Decimal
    high: Decimal | None
    central: Decimal | None
    account: str = ""
    cells: tuple[int, ...] = ()
    exporter: bool = False
    through: str = ""


class PieceSum(msgspec.Struct, frozen=True):
    """What pieces add up to by the end of a day, and the pieces that made the lower bound."""

    bounds: Interval
    central: Decimal
    chosen: tuple[TradePiece, ...]


class Adding:
    """The pieces of one trader and ledger between two days, ready to be added up to any day."""

    def __init__(self, pieces: Iterable[TradePiece], start: date) -> None:
        self._start = start.toordinal()
        families = [_one_a_span(family) for family in _families(pieces)]
        self._lows = [_Largest(family) for family in families]
        self._costs = [_Least(family, self._start) for family in families]
        self._spans = [(p.first, p.last) for family in families for p in family if p.high is not None]

    def until(self, day: date) -> PieceSum:
        """The bounds of everything traded from the start to the end of a day."""
        found = [largest.until(day) for largest in self._lows]
        low = sum((low for low, _ in found), ZERO)
        chosen = tuple(piece for _, pieces in found for piece in pieces)
        central = sum((p.central for p in chosen if p.central is not None), ZERO)
        high = self._high(day)
        # Two totals of one source can contradict each other; the larger is then what is claimed.
        high = None if high is None else max(high, low)
        return PieceSum(Interval(low, high), central, chosen)

    def gaps(self, until: date) -> tuple[Window, ...]:
        """The days from the start on that no piece covers, as spans."""
        gaps, position = [], self._start
        for first, last in sorted(self._spans):
            if first.toordinal() > position:
                end = min(first.toordinal() - 1, until.toordinal())
                if end >= position:
                    gaps.append(Window(date.fromordinal(position), date.fromordinal(end)))
            position = max(position, last.toordinal() + 1)
        if position <= until.toordinal():
            gaps.append(Window(date.fromordinal(position), until))
        return tuple(gaps)

    def _high(self, day: date) -> Decimal | None:
        """The least sum that covers every day with some goods; a code absent beside others is no trade."""
        if self.gaps(day):
            return None
        highs = [least.until(day) for least in self._costs]
        return None if any(high is None for high in highs) else sum((h for h in highs if h is not None), ZERO)


def _families(pieces: Iterable[TradePiece]) -> list[list[TradePiece]]:
    """Pieces in groups whose codes lie above or below each other; different families simply add."""
    families: dict[str, list[TradePiece]] = {}
    for piece in sorted(pieces, key=lambda p: (len(p.hs), p.hs, p.first, p.last)):
        head = next((code for code in families if piece.hs.startswith(code)), piece.hs)
        families.setdefault(head, []).append(piece)
    return list(families.values())


def _one_a_span(family: list[TradePiece]) -> list[TradePiece]:
    """One piece for each span of days: a heading beside its subheadings counts once, the larger way."""
    spans: dict[tuple[date, date], list[TradePiece]] = {}
    for piece in family:
        spans.setdefault((piece.first, piece.last), []).append(piece)
    return [_tree(pieces) for _, pieces in sorted(spans.items())]


def _tree(pieces: list[TradePiece]) -> TradePiece:
    """The pieces of one span as one, from the longest codes up to the shortest."""
    by_code = {
        code: _one_code([p for p in pieces if p.hs == code]) for code in dict.fromkeys(p.hs for p in pieces)
    }
    for code in sorted(by_code, key=len, reverse=True):
        parts = [p for c, p in by_code.items() if c != code and c.startswith(code)]
        if parts:
            whole = by_code[code]
            below = _all_added(parts)
            by_code = {c: p for c, p in by_code.items() if c == code or not c.startswith(code)}
            by_code[code] = _larger(whole, below)
    return _all_added(list(by_code.values()))


def _one_code(pieces: list[TradePiece]) -> TradePiece:
    """The amount of one cell: what came through different states adds up, each counted once."""
    ways: dict[str, list[TradePiece]] = {}
    for piece in pieces:
        ways.setdefault(piece.through, []).append(piece)
    return _all_added([_counted_once(way) for way in ways.values()])


def _counted_once(pieces: list[TradePiece]) -> TradePiece:
    """One amount from all accounts of it: rows of one account add up, accounts bound each other.

    The two sides of a trade are two accounts, and so are two sources. Where all can be true at once the
    bounds are what all allow, otherwise they hold every account; the figure named is the importer's, then
    that of the most credible and then the most precise source.
    """
    accounts: dict[tuple[bool, str], list[TradePiece]] = {}
    for piece in pieces:
        accounts.setdefault((piece.exporter, piece.account), []).append(piece)
    sums = sorted((_all_added(amount) for amount in accounts.values()), key=_vagueness)
    highs = [amount.high for amount in sums if amount.high is not None]
    low, high = max(amount.low for amount in sums), min(highs, default=None)
    named = sums[0].central
    if high is not None and (low > high or named is None or not low <= named <= high):
        # The sources contradict each other, so every one of them may be right.
        low = min(amount.low for amount in sums)
        high = max(highs) if len(highs) == len(sums) else None
    return msgspec.structs.replace(sums[0], low=low, high=high)


def _vagueness(piece: TradePiece) -> tuple[bool, bool, str, bool, Decimal, str]:
    """What ranks accounts: the importer's first (``accounts``), the best credibility (``id:2``), then precision."""
    width = None if piece.high is None else piece.high - piece.low
    credibility = min(_CREDIBILITY.findall(piece.account), default="6")
    return piece.central is None, piece.exporter, credibility, width is None, width or ZERO, piece.account


def _larger(whole: TradePiece, parts: TradePiece) -> TradePiece:
    chosen = whole if whole.low >= parts.low else parts
    # The heading holds all its goods, so its own figure bounds them from above.
    high = None if whole.high is None else max(whole.high, chosen.low)
    return msgspec.structs.replace(chosen, hs=whole.hs, high=high)


def _all_added(pieces: list[TradePiece]) -> TradePiece:
    total = pieces[0]
    for piece in pieces[1:]:
        total = _added(total, piece)
    return total


def _added(one: TradePiece, other: TradePiece) -> TradePiece:
    return TradePiece(
        one.hs,
        one.first,
        one.last,
        one.low + other.low,
        None if one.high is None or other.high is None else one.high + other.high,
        other.central if one.central is None else one.central + (other.central or ZERO),
        one.account,
        (*one.cells, *other.cells),
        one.exporter,
        one.through,
    )


class _Largest:
    """The largest sum of pieces that do not overlap, for every last day."""

    def __init__(self, family: list[TradePiece]) -> None:
        self._pieces = sorted((p for p in family if p.central is not None), key=lambda p: (p.last, p.first))
        self._lasts = [p.last for p in self._pieces]
        self._best: list[Decimal] = [ZERO]
        self._before: list[int] = []
        for index, piece in enumerate(self._pieces):
            before = bisect_left(self._lasts, piece.first, 0, index)
            self._before.append(before)
            self._best.append(max(self._best[index], self._best[before] + piece.low))

    def until(self, day: date) -> tuple[Decimal, list[TradePiece]]:
        """The sum of pieces that end on or before a day, and the pieces."""
        index = bisect_left(self._lasts, date.fromordinal(day.toordinal() + 1))
        low, chosen = self._best[index], []
        while index:
            piece, before = self._pieces[index - 1], self._before[index - 1]
            # On a tie the later piece is taken: figures for shorter spans sort last and say more.
            if self._best[before] + piece.low >= self._best[index - 1]:
                chosen.append(piece)
                index = before
            else:
                index -= 1
        return low, chosen[::-1]


class _Least:
    """The least sum of pieces that covers every day from the start, by the first day not covered."""

    def __init__(self, family: list[TradePiece], start: int) -> None:
        self._all: Decimal | None = ZERO
        for piece in family:
            self._all = None if self._all is None or piece.high is None else self._all + piece.high
        spans = sorted(
            (p.first.toordinal(), p.last.toordinal() + 1, p.high) for p in family if p.high is not None
        )
        self._cost: dict[int, Decimal] = {start: ZERO}
        waiting = [start]
        while waiting:
            waiting.sort()
            position = waiting.pop(0)
            for first, after, high in spans:
                if first > position or after <= position:
                    continue
                cost = self._cost[position] + high
                if after not in self._cost:
                    waiting.append(after)
                if cost < self._cost.get(after, cost + 1):
                    self._cost[after] = cost
        self._start = start

    def until(self, day: date) -> Decimal | None:
        """The least sum; where this family leaves days out, everything it has (None: not bounded)."""
        reached = [cost for after, cost in self._cost.items() if after > day.toordinal()]
        if reached:
            return min(reached) if self._all is None else min(*reached, self._all)
        return self._all
