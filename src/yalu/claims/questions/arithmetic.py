"""Adding, subtracting, multiplying and dividing readings, with bounds, units and trails."""

from __future__ import annotations

from yalu.claims.evidence import Unanswerable
from yalu.claims.records import FigureReading
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.results import Figure, Trail, TrailRow, on_evidence_of

Bounds = tuple[float | None, float | None]
_NAMES = {"+": "sum", "-": "difference", "*": "product", "/": "quotient"}


def literal(value: float, symbol: str) -> FigureReading:
    """A number written into an expression; without a unit it takes that of what it is joined to."""
    name = unit(symbol).symbol if symbol else ""
    return FigureReading(value=value, low=value, high=value, unit=name)


def combine(sign: str, left: FigureReading, right: FigureReading) -> FigureReading:
    """Two readings joined. Raises ChoiceError for units that do not go together."""
    if left.cannot or right.cannot:
        raise Unanswerable(left.cannot or right.cannot)
    if left.words or right.words:
        raise ChoiceError("words cannot be reckoned with; an expression joins numbers")
    if sign in "+-":
        left, right = _alike(left, right)
    value, bounds = _reckoned(sign, left, right)
    symbol = _unit(sign, left, right)
    return FigureReading(
        value=value,
        low=bounds[0],
        high=bounds[1],
        unit=symbol,
        # Arithmetic on written numbers alone asks nothing of the data: zero is then no figure.
        figure=_figure(sign, left, right, value, bounds, symbol)
        if value or left.figure or right.figure
        else None,
    )


def _alike(left: FigureReading, right: FigureReading) -> tuple[FigureReading, FigureReading]:
    if left.unit == right.unit or not left.unit or not right.unit:
        return left, right
    try:
        here, there = unit(left.unit), unit(right.unit)
        if here.kind == there.kind:
            by = float(there.size / here.size)
            scaled = FigureReading(
                value=_times(right.value, by),
                low=_times(right.low, by),
                high=_times(right.high, by),
                unit=left.unit,
                figure=right.figure,
            )
            return left, scaled
    except AmountError:
        pass
    raise ChoiceError(
        f"{left.unit} and {right.unit} are never added together; ask both in one unit, with a factor where one is needed"
    )


def _times(number: float | None, by: float) -> float | None:
    return None if number is None else number * by


def _reckoned(sign: str, left: FigureReading, right: FigureReading) -> tuple[float | None, Bounds]:
    a, b = left.value, right.value
    (al, ah), (bl, bh) = _bounds(left), _bounds(right)
    match sign:
        case "+":
            return (None if a is None or b is None else a + b), (_both(al, bl, 1), _both(ah, bh, 1))
        case "-":
            return (None if a is None or b is None else a - b), (_both(al, bh, -1), _both(ah, bl, -1))
        case "*":
            ends = [x * y for x in (al, ah) for y in (bl, bh) if x is not None and y is not None]
            closed = len(ends) == 4
            return (None if a is None or b is None else a * b), (min(ends), max(ends)) if closed else (
                None,
                None,
            )
    if b == 0:
        raise Unanswerable("the divisor is zero, and nothing can be said of a share of nothing")
    value = None if a is None or b is None else a / b
    if bl is None or bl <= 0 or al is None or al < 0:
        return value, (None, None)
    return value, (None if bh is None else al / bh, None if ah is None else ah / bl)


def _both(a: float | None, b: float | None, sign: int) -> float | None:
    return None if a is None or b is None else a + sign * b


def _bounds(reading: FigureReading) -> Bounds:
    """The bounds, or the value itself where none are given."""
    if reading.low is None and reading.high is None:
        return reading.value, reading.value
    return reading.low, reading.high


def _unit(sign: str, left: FigureReading, right: FigureReading) -> str:
    if sign in "+-":
        return left.unit or right.unit
    a, b = left.unit, right.unit
    if sign == "*":
        return a or b if not (a and b) or "1" in {a, b} else f"{a} x {b}"
    if a == b or (not b and a in {"", "1"}):
        return "1"
    return a if not b or b == "1" else f"{a}/{b}" if a else "1"


def _figure(
    sign: str, left: FigureReading, right: FigureReading, value: float | None, bounds: Bounds, symbol: str
) -> Figure:
    figures = [r.figure for r in (left, right) if r.figure is not None]
    said = [_said(r) for r in (left, right)]
    steps = (
        *(s for f in figures for s in f.trail.steps),
        f"{said[0]} {sign} {said[1]} = {_plain(value)} {symbol}".rstrip(),
    )
    rows: dict[str, TrailRow] = {row.id: row for f in figures for row in f.trail.rows}
    trail = Trail(
        steps=steps,
        rules=tuple(dict.fromkeys(r for f in figures for r in f.trail.rules)),
        rows=tuple(rows.values()),
        left_out=tuple(row for f in figures for row in f.trail.left_out if row.id not in rows),
        notes=tuple(dict.fromkeys(n for f in figures for n in f.trail.notes)),
        known_by=next((f.trail.known_by for f in figures if f.trail.known_by), ""),
        data_version=next((f.trail.data_version for f in figures), ""),
    )
    trail = on_evidence_of(trail, (f.trail for f in figures if f.trail.coverage.asked))
    names = [f.title for f in figures]
    return Figure(
        id="expression/" + "/".join(f.id for f in figures),
        title=f"The {_NAMES[sign]} of {' and '.join(names) or 'numbers'}", value=value, unit=symbol,
        definition=f"({_defined(left)}) {sign} ({_defined(right)})", trail=trail,
        low=None if bounds[0] is None or bounds[1] is None else bounds[0],
        high=None if bounds[0] is None or bounds[1] is None else bounds[1],
    )  # fmt: skip


def _said(reading: FigureReading) -> str:
    return f"{_plain(reading.value)} {reading.unit}".strip()


def _defined(reading: FigureReading) -> str:
    return reading.figure.definition if reading.figure is not None else _said(reading)


def _plain(value: float | None) -> str:
    return "cannot say" if value is None else f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.0f}"
