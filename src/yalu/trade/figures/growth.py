"""Growth against the same period a year earlier, in one currency and on one ledger."""

from __future__ import annotations

import re

import msgspec

from yalu.trade.figures.ratios import change, floats, said, shown_between
from yalu.trade.figures.sums import TradeSum
from yalu.trade.figures.totals import Context, TotalQuestion, passed_over, total, total_figure, trail_of
from yalu.trade.figures.vintages import OVER_FIRST, UNKNOWN, Revision, revised
from yalu.vocabulary.results import Figure

_EDITION = re.compile(r"\bHS ((?:19|20)\d\d)\b")  # as the reader of files notes the edition of a row
_CHAPTER = 2


class Growth(msgspec.Struct, frozen=True):
    """Growth of one flow: the figure in percent, and the two amounts it compares."""

    period: str
    against: str
    flow: str
    hs: str
    unit: str
    ledger: str
    figure: Figure
    now: Figure
    before: Figure


def growth(context: Context, question: TotalQuestion, *, years: int = 1) -> Growth:
    """How much a flow grew against the same period so many years earlier.

    The bounds come from the stated precision of every row on both sides, and over a first release from what it
    can have been revised to. Without a row for one side
    there is no value; a month that is not reported leaves bounds at most.
    """
    earlier = msgspec.structs.replace(question, span=question.span.years_earlier(years))
    now, before = total(context, question), total(context, earlier)
    revision = revised(before, context.releases)
    value, bounds = change(now, _reaching(before, revision))
    if revision is not None and bounds is None:
        bounds = UNKNOWN
    low, high = floats(bounds)
    editions = _editions(question, now, before)
    step = f"{said(now.value, 0)} / {said(before.value, 0)} - 1 = {said(value)} %"
    if value is None and before.value == 0:
        step = f"{earlier.span} was zero, and nothing grows from zero in percent"
    figure = Figure(
        id=context.figure_id(question.path("growth"), *([f"{years}y"] if years != 1 else [])),
        title=f"Growth of {question.words()}",
        value=None if value is None else float(value),
        unit="percent",
        definition=f"{question.words()}, over {earlier.span}, less one; same currency, same ledger",
        trail=trail_of(context, [(str(question.span), now), (str(earlier.span), before)], steps=(step,),
                       left_out=(*passed_over(context, question), *passed_over(context, earlier)),
                       notes=(*editions, *(() if revision is None else (f"{OVER_FIRST}; {revision.says}",)))),
        low=low,
        high=high,
        display=shown_between(value, bounds, "%"),
    )  # fmt: skip
    return Growth(
        question.span.label, earlier.span.label, question.flow, question.hs, question.unit, question.ledger,
        figure, total_figure(context, question), total_figure(context, earlier),
    )  # fmt: skip


def _editions(question: TotalQuestion, now: TradeSum, before: TradeSum) -> tuple[str, ...]:
    """What is to be said where the two sides name other editions of the Harmonized System; chapters stay what they are."""
    editions = [
        {year for _, cell in side.used for year in _EDITION.findall(cell.row.notes)} for side in (before, now)
    ]
    if (
        not all(editions)
        or editions[0] == editions[1]
        or len(question.hs) <= _CHAPTER
        or question.hs == "TOTAL"
    ):
        return ()
    words = " and ".join(f"HS {'/'.join(sorted(years))}" for years in editions)
    return (f"the two sides are in {words}: HS {question.hs} may not be the same goods in both",)


def _reaching(found: TradeSum, revision: Revision | None) -> TradeSum:
    return found if revision is None else msgspec.structs.replace(found, bounds=revision.bounds)
