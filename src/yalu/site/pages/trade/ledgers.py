"""What the figures on trade share: ledgers by mark, amounts in words, rows of one month, sources of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from yalu.case.records import Case, Flow, Row
from yalu.site.charts.frame import year_of
from yalu.site.frame.figure_page import Key
from yalu.vocabulary.coverage import Observed, grain_of, observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.intervals import Interval, brief
from yalu.vocabulary.results import Citation
from yalu.vocabulary.words.readable import spoken_date

_KEYS = {
    "customs": Key("partner", "ring", "Customs"),
    "committee": Key("ink", "diamond", "Reports to the committee"),
    "mirror": Key("context", "triangle", "Mirror statistics"),
    "alleged": Key("target", "square", "Alleged by others"),
}
# The first window of a cap ran a month and a day.
_LONGEST_MONTH = 33
BLANK = Key("band", "band", "No row of this month")
_NOT_ADDED = "Ledgers are different accounts of one trade and are never added together."


def keys(ledgers: Iterable[str]) -> tuple[Key, ...]:
    """The entries of the key for the ledgers in a figure, in one order."""
    found = set(ledgers)
    return tuple(key for ledger, key in _KEYS.items() if ledger in found)


def account_of(ledger: str) -> str:
    """Whose account a ledger is, in the words of the key."""
    return _KEYS[ledger].words if ledger in _KEYS else ledger


def not_added() -> str:
    """The note under every figure with several ledgers."""
    return _NOT_ADDED


def rows_on(case: Case, hs: str, flow: str) -> list[Flow]:
    """The case's rows on a code and everything below it, in order of time; derived rows last in a period."""
    found = [
        row
        for row in case.flows
        if row.hs.startswith(hs) and row.flow == flow and row.partner == case.target
        and row.reporter in {case.partner, "ALL"} and row.window.start is not None
    ]  # fmt: skip
    return sorted(found, key=lambda row: (str(row.window.start), str(row.window.end), row.ledger, row.id))


def a_month(row: Flow) -> bool:
    """Whether a row tells of about a month."""
    start, end = row.window.start, row.window.end
    return start is not None and end is not None and (end - start).days < _LONGEST_MONTH


def zero_run(rows: Iterable[Flow]) -> Observed | None:
    """The months at the end of a monthly series that were all stated as zero; None when its last month was not."""
    run: list[Window] = []
    for row in sorted(
        (row for row in rows if a_month(row)), key=lambda row: (row.window.end or date.min, row.id)
    ):
        amounts = [amount for amount in (row.quantity, row.value) if amount is not None]
        if amounts:
            run = [*run, row.window] if not any(amounts) else []
    return observed_span(run, "month")


def series(rows: Iterable[Flow]) -> tuple[tuple[str, Observed], ...]:
    """The first and the last day that each ledger tells of, in the order of the key."""
    spans: dict[str, list[Window]] = {}
    for row in rows:
        spans.setdefault(row.ledger, []).append(row.window)
    spans_seen = (
        (key.words, observed_span(spans[name], grain_of(spans[name])))
        for name, key in _KEYS.items()
        if name in spans
    )
    return tuple((words, seen) for words, seen in spans_seen if seen is not None)


def middle(row: Flow) -> float:
    """Where a row of one month is drawn: the year and part of it at which its period is half over."""
    start, end = row.window.start, row.window.end
    assert start is not None and end is not None  # noqa: S101 - rows_on keeps dated rows only
    return round((year_of(str(start)) + year_of(str(end))) / 2, 3)


def month_panel(
    case: Case, title: str, rows: Sequence[Flow], unit: str, first: date, last: date
) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]] | None:
    """Rows of one month in one unit as a panel of a chart of months, each with its source, and the months without."""
    amounts = [
        (row, row.quantity if row.unit == unit and row.quantity is not None else row.value)
        for row in rows
        if unit in {row.unit, row.currency}
    ]
    with_amount = [(row, amount) for row, amount in amounts if amount is not None]
    made = []
    for row, amount in with_amount:
        cited = [case.sources[ref.source].title for ref in row.sources if ref.source in case.sources]
        made.append(
            {"when": middle(row), "amount": float(amount), "shown": shown(amount, unit), "ledger": row.ledger,
             "account": account_of(row.ledger), "period": spoken_date(row.period),
             "source": cited[0] if cited else "no source named"}
        )  # fmt: skip
    return (title, made, _blanks([row for row, _ in with_amount], first, last)) if made else None


def _blanks(rows: Sequence[Flow], first: date, last: date) -> list[dict[str, Any]]:
    """The runs of months from one day to another on which no row tells anything."""
    seen_months = set()
    for row in rows:
        if row.window.start is not None and row.window.end is not None:
            day = row.window.start + (row.window.end - row.window.start) / 2
            seen_months.add((day.year, day.month))
    made: list[dict[str, Any]] = []
    month = first.replace(day=1)
    while month <= last:
        after = (month.replace(day=28) + timedelta(4)).replace(day=1)
        if (month.year, month.month) not in seen_months:
            start, end = year_of(str(month)), year_of(str(after))
            if made and made[-1]["to"] == start:
                made[-1]["to"] = end
            else:
                made.append({"from": start, "to": end})
        month = after
    return made


def shown(amount: Decimal | None, unit: str) -> str:
    """An amount with its unit as a reader sees it."""
    if amount is None:
        return ""
    text = f"{amount:,.2f}".rstrip("0").rstrip(".") if amount != int(amount) else f"{int(amount):,}"
    return f"{text} {unit}"


def large(amount: Decimal, unit: str) -> str:
    """A large amount in millions, for titles and lines."""
    if amount >= 1_000_000:
        return f"{amount / 1_000_000:.2f}".rstrip("0").rstrip(".") + f" million {unit}"
    return shown(amount, unit)


def percent(share: Decimal | None, bounds: Interval | None = None) -> str:
    """A share in percent, or its bounds when there is no one number."""
    if share is not None:
        return f"{brief(share):,f}".removesuffix(".0") + " %"
    if bounds is None or (bounds.low is None and bounds.high is None):
        return "cannot say"
    if bounds.high is None:
        return f"at least {brief(bounds.low, rounding=ROUND_FLOOR):,f} %" if bounds.low else "cannot say"
    low, high = (
        brief(bounds.low or Decimal(0), rounding=ROUND_FLOOR),
        brief(bounds.high, rounding=ROUND_CEILING),
    )
    return f"{low:,f} to {high:,f} %"


def reporter_of(case: Case, code: str) -> str:
    """Who reported a row, as readers know them."""
    return "All states together" if code == "ALL" else case.place(code)


def cited(case: Case, rows: Iterable[Row]) -> tuple[Citation, ...]:
    """The sources of rows, the most used first."""
    uses = Counter(reference.source for row in rows for reference in row.sources)
    found = []
    for name, _ in sorted(uses.items(), key=lambda item: (-item[1], item[0])):
        source = case.sources.get(name)
        if source is not None:
            found.append(Citation(source.id, source.title, source.url, source.reliability))
    return tuple(found)
