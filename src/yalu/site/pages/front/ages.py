"""How old each series is: the last day on record of everything that the front page rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from yalu.case.records import Case, Flow
from yalu.site.data.ban_answers import lasting, named_goods
from yalu.site.data.trade_data import REFINED, Traded
from yalu.site.data.visit_data import listed
from yalu.site.frame.figure_page import FigurePage
from yalu.site.pages.trade.ledgers import a_month
from yalu.vocabulary.coverage import Observed, grain_of, observed_span
from yalu.vocabulary.dates import Window

_ALL_GOODS = "TOTAL"


class CardAge(msgspec.Struct, frozen=True):
    """A series in a word or two, the last day on record of it, and that day as a reader says it."""

    what: str
    last: str
    shown: str


def ages(case: Case, traded: Traded | None, pages: Iterable[FigurePage]) -> tuple[CardAge, ...]:
    """The last day of every series the site has, the newest first."""
    spans = [*_record(case), *_lists(pages), *(_trade(case, traded) if traded is not None else ())]
    ordered = sorted(spans, key=lambda pair: pair[1].last, reverse=True)
    return tuple(CardAge(what, str(seen.last), seen.last_shown) for what, seen in ordered)


def _record(case: Case) -> Iterator[tuple[str, Observed]]:
    seen = observed_span([case.observed])
    if case.visits and seen is not None:
        yield "visits", seen
    for what, dates in (
        ("acts of authorities", [action.date for action in case.actions]),
        ("answers", [answer.date for answer in case.responses]),
    ):
        if dates:
            yield what, Observed(min(d.earliest for d in dates), max(d.earliest for d in dates))


def _lists(pages: Iterable[FigurePage]) -> Iterator[tuple[str, Observed]]:
    for page in pages:
        for result in page.results:
            if result.id.startswith("lists/") and result.trail.observed is not None:
                yield f"{result.id.split('/')[1].upper()} list", result.trail.observed


def _trade(case: Case, traded: Traded) -> Iterator[tuple[str, Observed]]:
    """Totals, oil and the banned goods, each by its own last month; and the last year with a share of all trade."""
    rows = [row for row in case.flows if row.ledger != "alleged" and row.window.start is not None]
    yield from _span("total trade", (row for row in rows if row.hs.upper() == _ALL_GOODS))
    reports = (row for row in rows if row.hs.startswith(REFINED) and row.ledger == "committee")
    yield from _span("oil reports", reports)
    goods: dict[Observed, list[str]] = {}
    for hs, name in named_goods(lasting(traded.answers)).items():
        own = [row.window for row in rows if row.hs == hs and row.ledger == "customs" and a_month(row)]
        seen = observed_span(own, "month")
        if seen is not None:
            last = msgspec.structs.replace(seen, first=seen.last, gaps=())
            goods.setdefault(last, []).append(name)
    for seen, names in goods.items():
        yield f"customs on {listed(names)}", seen
    years = [
        share.figure.trail.observed for share in traded.shares if share.year and share.figure.trail.observed
    ]
    if years:
        yield "shares of all trade", max(years, key=lambda seen: seen.last)


def _span(what: str, rows: Iterable[Flow]) -> Iterator[tuple[str, Observed]]:
    windows: list[Window] = [row.window for row in rows]
    seen = observed_span(windows, grain_of(windows)) if windows else None
    if seen is not None:
        yield what, seen
