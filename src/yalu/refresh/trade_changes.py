"""What a fetched series changes: its rows beside those of the case, and the totals and caps that move with them.

A fetched row takes the place of the case's rows of the same month, states, direction, goods and ledger, and of no
other; nothing of it is written into the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

import msgspec

from yalu.case.records import Case
from yalu.documents.choices import ChoiceError
from yalu.documents.problems import one_of
from yalu.law.compile.flow_parsing import FLOWS
from yalu.law.facade import Law, flow_record
from yalu.trade.facade import Trade
from yalu.vocabulary.intervals import AmountError

_ROUNDED = Decimal("0.005")  # sources round to two or three figures; less is no other number
_NAMED = 5  # rows named of those that are gone
PARTS, OF_ROWS = 0.5, 0.5  # more than half of the shared months moved by more than half: another series

Row = Mapping[str, Any]


class RowKey(NamedTuple):
    """What makes two rows one fact."""

    period: str
    reporter: str
    partner: str
    flow: str
    hs: str
    ledger: str


class RowChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One month that came, went or has another value than the case's rows of it; amounts as text."""

    kind: Literal["in", "out", "changed"]
    period: str
    flow: str
    hs: str
    before: tuple[str, ...] = ()
    after: str = ""


class FigureChange(msgspec.Struct, frozen=True, kw_only=True):
    """One figure or verdict that reads otherwise with the fetched rows."""

    what: str
    before: str
    after: str


class SeriesChanges(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that changed and what they change; ``same`` counts the rows of both that agree."""

    rows: tuple[RowChange, ...] = ()
    same: int = 0
    figures: tuple[FigureChange, ...] = ()
    verdicts: tuple[FigureChange, ...] = ()


def key_of(row: Row) -> RowKey:
    """The key of a row of the flows table."""
    return RowKey(*(str(row[name]) for name in RowKey._fields))


def changes(case: Case, fetched: Sequence[Row], before: Sequence[Row] | None) -> SeriesChanges:
    """What fetched rows change against those kept before (None: none were) and the case.

    Rows are compared with what answered so far: the case's rows with the set kept before in their place.
    """
    own = [flow_record(flow) for flow in case.flows]
    answered = _placed(own, before or ())
    after = _placed(own, fetched)
    rows, same = _row_changes(answered, fetched, before or ())
    return SeriesChanges(
        rows=rows,
        same=same,
        figures=_figures(case, answered, after, rows),
        verdicts=_caps(case, answered, after),
    )


def doubts(fetched: Sequence[Row], before: Sequence[Row] | None, case: Case) -> tuple[str, ...]:
    """Why a fetched set should be looked at by a person before it takes a place; none when it is an ordinary one."""
    found = []
    # A publisher revises a month; one that is gone is nobody's revision, and what stood there would be answered without it.
    kept, given = before or (), _values(fetched)
    if lost := sorted({*_keys(kept)} - _keys(fetched) | {*_values(kept)} - {*given}):
        named = one_of([f"{key.period} {key.flow} {key.hs}" for key in lost], _NAMED)
        found.append(
            f"{len(lost):,} of {len(kept):,} rows that were kept are gone or have no value any more: {named}"
        )
    if len(_keys(fetched)) < len(fetched):
        found.append("two rows stand for the same month, states, direction and goods")
    known = _values(before if before is not None else [flow_record(flow) for flow in case.flows])
    shared = [(known[key_of(row)], row["value"]) for row in fetched if key_of(row) in known]
    # A month of which the value is no longer given differs as much as a month can.
    moved = [
        1
        for values, value in shared
        if value is None or all(_apart(value, other) > PARTS for other in values)
    ]
    if shared and len(moved) > len(shared) * OF_ROWS:
        found.append(
            f"{len(moved):,} of {len(shared):,} months that were known differ by more than {PARTS:.0%}"
        )
    return tuple(found)


def _keys(rows: Iterable[Row]) -> set[RowKey]:
    return {key_of(row) for row in rows}


def _apart(new: Decimal, old: Decimal) -> float:
    """How far two values are apart, as a part of the larger."""
    most = max(abs(new), abs(old))
    return float(abs(new - old) / most) if most else 0.0


def _placed(own: Sequence[Row], fetched: Sequence[Row]) -> list[Row]:
    taken = {key_of(row) for row in fetched}
    return [*(row for row in own if key_of(row) not in taken), *fetched]


def _values(rows: Iterable[Row]) -> dict[RowKey, tuple[Decimal, ...]]:
    found: dict[RowKey, tuple[Decimal, ...]] = {}
    for row in rows:
        if row["value"] is not None:
            found[key_of(row)] = (*found.get(key_of(row), ()), row["value"])
    return found


def _row_changes(
    answered: Sequence[Row], fetched: Sequence[Row], before: Sequence[Row]
) -> tuple[tuple[RowChange, ...], int]:
    known, now = _values(answered), _values(fetched)
    found, same = [], 0
    for key in sorted(now):
        value = now[key][0]
        if key not in known:
            found.append(_change("in", key, (), value))
        elif not any(_apart(value, other) <= float(_ROUNDED) for other in known[key]):
            found.append(_change("changed", key, known[key], value))
        else:
            same += 1
    gone = {key_of(row) for row in before} - set(now)
    found += [_change("out", key, known.get(key, ()), None) for key in sorted(gone)]
    return tuple(found), same


def _change(
    kind: Literal["in", "out", "changed"], key: RowKey, before: tuple[Decimal, ...], after: Decimal | None
) -> RowChange:
    return RowChange(
        kind=kind, period=key.period, flow=key.flow, hs=key.hs, before=tuple(f"{value:,.0f}" for value in before),
        after="" if after is None else f"{after:,.0f}",
    )  # fmt: skip


def _figures(
    case: Case, answered: Sequence[Row], after: Sequence[Row], rows: Sequence[RowChange]
) -> tuple[FigureChange, ...]:
    """The year's total of every direction and goods of which a row changed."""
    asked = sorted({(row.period[:4], row.flow, row.hs) for row in rows})
    old, new = _trade(case, answered), _trade(case, after)
    found = []
    for year, flow, hs in asked:
        was, is_now = _total(old, year, flow, hs), _total(new, year, flow, hs)
        if was != is_now:
            found.append(FigureChange(what=f"total {flow} {hs} {year}", before=was, after=is_now))
    return tuple(found)


def _trade(case: Case, rows: Sequence[Row]) -> Trade:
    return Trade(rows, target=case.target, partner=case.partner, shares=case.shares, sources=case.sources)


def _total(trade: Trade, year: str, flow: str, hs: str) -> str:
    try:
        return trade.total(year, flow=flow, hs=hs).shown
    except (ChoiceError, AmountError, ValueError) as error:
        return f"cannot say: {error}"


def _caps(case: Case, answered: Sequence[Row], after: Sequence[Row]) -> tuple[FigureChange, ...]:
    """The caps of the law on the target that end otherwise; none where no regime is on it."""
    try:
        law = Law(case)
    except ChoiceError:
        return ()
    was, is_now = _outcomes(law, answered), _outcomes(law, after)
    return tuple(
        FigureChange(what=name, before=was.get(name, "not judged"), after=is_now.get(name, "not judged"))
        for name in sorted({*was, *is_now})
        if was.get(name) != is_now.get(name)
    )


def _outcomes(law: Law, rows: Sequence[Row]) -> dict[str, str]:
    """What every cap ends in; a total of both directions is nobody's import or export, so no cap asks it."""
    directed = [row for row in rows if row["flow"] in FLOWS]
    return {
        " ".join(filter(None, (cap.measure, cap.window, cap.ledger, cap.trader))): cap.verdict.verdict
        for cap in law.caps(directed)
    }
