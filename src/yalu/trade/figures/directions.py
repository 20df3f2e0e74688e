"""Exports, imports and both together: three statements of one trade, each compared with the other two.

A source may print both directions only, or one of them and the total. Where all three stand, they need
not agree: a total may be of a later release, or of another office. The better attested counts; of two that
are attested alike and cannot both hold, neither does, and the bounds reach over both.
"""

from __future__ import annotations

import msgspec

from yalu.trade.figures.sums import TradeSum, minus
from yalu.vocabulary.intervals import Interval, hull, plain


def both_ways(whole: TradeSum, parts: TradeSum) -> TradeSum:
    """Both directions, from a statement of both (``whole``) and from the two added (``parts``)."""
    if not whole.known or not parts.known:
        return whole if whole.known else parts
    if whole.missing and parts.missing:
        return _narrowed(parts, whole)
    if whole.missing or parts.missing:
        return _with_left(parts, whole) if whole.missing else _with_left(whole, parts)
    if whole.bounds.shared(parts.bounds) is None:
        return _contradicted(whole, parts)
    if whole.value is None or parts.value is None:  # the rows of one of them contradict each other already
        return _with_left(whole, parts) if whole.value is None else _with_left(parts, whole)
    return _with_left(parts, whole) if _tighter(parts, whole) else _with_left(whole, parts)


def one_way(direct: TradeSum, whole: TradeSum, other: TradeSum) -> TradeSum:
    """One direction, from its own rows (``direct``) and from both directions (``whole``) without the ``other``."""
    if not whole.known or not other.known:
        return _at_most(direct, whole) if direct.value is None and direct.missing else direct
    rest = minus(whole, other, direct.span)
    if direct.known and not direct.missing:
        apart = rest.value is not None and direct.bounds.shared(rest.bounds) is None
        return _contradicted(direct, rest) if apart else direct
    return rest if rest.value is not None else _narrowed(direct, rest)


def _with_left(chosen: TradeSum, other: TradeSum) -> TradeSum:
    """The one that counts, with the rows that the other left out: what is less well attested stays in sight."""
    return msgspec.structs.replace(chosen, left=(*chosen.left, *other.left))


def _tighter(one: TradeSum, other: TradeSum) -> bool:
    if one.bounds.width is None or other.bounds.width is None:
        return other.bounds.width is None
    return one.bounds.width < other.bounds.width


def _digit(found: TradeSum) -> int:
    """The Admiralty digit of the worst attested row of a sum."""
    return max((cell.row.credibility for _, cell in found.used), default=6)


def _contradicted(one: TradeSum, other: TradeSum) -> TradeSum:
    """The better attested of two that cannot both hold, or a revised over a first release; else bounds over both."""
    first, second = ({cell.row.vintage for _, cell in found.used} for found in (one, other))
    if "first" in first and "first" not in second:
        return other
    if "first" in second and "first" not in first:
        return one
    if _digit(one) != _digit(other):
        return one if _digit(one) < _digit(other) else other
    words = " and ".join(_said(found) for found in (one, other))
    return _joined(one, other, hull(one.bounds, other.bounds),
                   f"{one.span}: one direction and both, equally well attested, contradict: {words}")  # fmt: skip


def _said(found: TradeSum) -> str:
    number = f"({found.bounds})" if found.value is None else plain(found.value)
    return f"{number} ({', '.join(cell.row.id for _, cell in found.used)})"


def _narrowed(one: TradeSum, other: TradeSum) -> TradeSum:
    """Two that only bound the same amount, as one: their common bounds, where they have any."""
    if not one.known or not other.known:
        return one if one.known else other
    shared = one.bounds.shared(other.bounds)
    if shared is None or shared == one.bounds:
        return one
    return _joined(one, other, shared)


def _at_most(direct: TradeSum, whole: TradeSum) -> TradeSum:
    """A direction whose months are not all known is no more than both directions together."""
    if whole.bounds.high is None:
        return direct
    return _narrowed(direct, msgspec.structs.replace(whole, value=None, bounds=Interval(None, whole.bounds.high))) \
        if direct.known else _joined(direct, whole, Interval(direct.bounds.low, whole.bounds.high))  # fmt: skip


def _joined(one: TradeSum, other: TradeSum, bounds: Interval, note: str = "") -> TradeSum:
    known = {cell.row.id for _, cell in one.used}
    more = tuple(pair for pair in other.used if pair[1].row.id not in known)
    return TradeSum(
        one.span, one.unit, None, bounds, one.used + more, one.left + other.left, one.steps + other.steps,
        tuple(dict.fromkeys((*one.notes, *other.notes, *([note] if note else [])))),
        one.missing or other.missing,
    )  # fmt: skip
