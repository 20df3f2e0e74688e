"""What lies next to the thing meant: another good, a longer or shorter period, another year's cut, another ledger or side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from yalu.claims.questions.spans import span_named
from yalu.claims.records import Reading, Slip
from yalu.claims.slips.trials import Trial
from yalu.claims.subjects.enforcement.acts import SIDES
from yalu.claims.subjects.trade.parameters import LEDGERS
from yalu.trade.figures.periods import Span, last_day

Try = tuple[str, Callable[[], Reading]]
_TURNED = {"import": "export", "export": "import", "export+import": "export+import"}
# First months of years that are no calendar years: Britain, India and Japan from April, Australia and Pakistan
# from July, the United States government from October. A year is named by where it begins or ends.
_FISCAL = {4: "April to March", 7: "July to June", 10: "October to September"}
_LONGER, _SHORTER = (12, 6, 3), (6, 3, 1)


def good(trial: Trial) -> Iterator[Slip]:
    """Another good of the same ledger and period: the iron ore printed as coal."""
    tries: list[Try] = []
    for where, value in trial.places("hs"):
        if value == "TOTAL":
            continue
        for code in sorted({row.hs for row in trial.evidence.case.flows} - {"TOTAL", value}):
            if not code.startswith(value) and not value.startswith(code):
                tries.append((f"taking HS {code} for HS {value}", partial(trial.read, where, {"hs": code})))
    yield from trial.first("good_swapped", tries)


def period(trial: Trial) -> Iterator[Slip]:
    """A month for its quarter, half or year, or one of these for a month in it."""
    tries: list[Try] = []
    for where, value in trial.places("period"):
        span = span_named(value)
        if span is None or not span.whole_months:
            continue
        for other in (*_around(span), *_within(span)):
            tries.append((f"taking {other} for {value}", partial(trial.read, where, {"period": other})))
    yield from trial.first("part_of_period", tries)


def _around(span: Span) -> Iterator[str]:
    """The whole year, half and quarter that a shorter period lies in."""
    for size in _LONGER:
        if len(span.months) < size:
            first = (span.start.month - 1) // size * size + 1
            whole = _months(span.start.year, first, size)
            if whole.contains(span):
                yield whole.label


def _within(span: Span) -> Iterator[str]:
    """The halves, quarters and months of a longer period."""
    for size in _SHORTER:
        if len(span.months) > size:
            for first in range(1, 13, size):
                part = _months(span.start.year, first, size)
                if span.contains(part):
                    yield part.label


def _months(year: int, first: int, size: int) -> Span:
    last = first + size - 1
    end_year, end = year + (last - 1) // 12, (last - 1) % 12 + 1
    return Span(last_day(year, first).replace(day=1), last_day(end_year, end))


def fiscal_year(trial: Trial) -> Iterator[Slip]:
    """A year that begins in April, July or October, taken for the calendar year, or that for it."""
    tries: list[Try] = []
    for where, value in trial.places("period"):
        span = span_named(value)
        if span is None or not span.whole_months or len(span.months) != 12:
            continue
        if span.start.month == 1:
            for first, named in _FISCAL.items():
                for year in (span.start.year, span.start.year - 1):
                    other = _months(year, first, 12)
                    says = f"taking the year from {named}, {other.label}, for {value}"
                    tries.append((says, partial(trial.read, where, {"period": other.label})))
        else:
            for year in (span.start.year, span.end.year):
                says = f"taking the calendar year {year} for {value}"
                tries.append((says, partial(trial.read, where, {"period": str(year)})))
    yield from trial.first("fiscal_year", tries)


def ledger(trial: Trial) -> Iterator[Slip]:
    """Another ledger's figure: what the partners' statistics make of the same trade, the committee's, an allegation."""
    case = trial.evidence.case
    tries: list[Try] = []
    for where, value in trial.places("ledger"):
        given = trial.question.base[where[0]]
        if "reporter" not in given:
            continue
        own, other = given["reporter"] or case.partner, given.get("partner") or case.target
        flow = given.get("flow", "")
        for name in LEDGERS:
            seen = [{"reporter": own, "partner": other}, {"reporter": "ALL", "partner": other}]
            seen.append({"reporter": other, "partner": own, **({"flow": _TURNED[flow]} if flow else {})})
            for changed in seen:
                if name != value:
                    says = f"taking what {changed['reporter']} has on the ledger “{name}” for the ledger “{value}”"
                    tries.append((says, partial(trial.read, where, {"ledger": name, **changed})))
    yield from trial.first("other_ledger", tries)


def side(trial: Trial) -> Iterator[Slip]:
    """Another side of money: what is to be paid for the whole, or the whole for what is to be paid."""
    tries: list[Try] = []
    for where, value in trial.places("side"):
        if trial.question.base[where[0]].get("measure"):
            tries += [
                (f"taking the {name} amount for the {value} one", partial(trial.read, where, {"side": name}))
                for name in SIDES
                if name != value
            ]
    yield from trial.first("gross_for_net", tries)
