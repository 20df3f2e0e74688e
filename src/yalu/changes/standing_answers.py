"""The answers that a version of a case gives to the questions everybody asks: each with its id and how it reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from yalu.documents.choices import ChoiceError
from yalu.documents.problems import DocumentError
from yalu.opening import OpenCase
from yalu.trade.files.faults import TradeError
from yalu.vocabulary.results import Figure, Result, figures_in

_FLOWS = ("export", "import", "export+import")
# What a case without such facts raises when it is asked for them.
_ABSENT = (ChoiceError, DocumentError, TradeError)


class StandingAnswer(msgspec.Struct, frozen=True):
    """One answer: ``key`` names the question whatever the day it is asked on, ``shown`` is what a reader sees."""

    key: str
    kind: str
    title: str
    shown: str


def standing_answers(opened: OpenCase) -> dict[str, StandingAnswer]:
    """Averages by era, waits, gaps, trade by year, shares, caps, enforcement and verdicts on claims, by key.

    Ids that carry the last day observed are compared as "to date", so that a later day alone is no change.
    """
    found: dict[str, StandingAnswer] = {}
    for answers in (_visits, _trade, _caps, _enforcement, _claims):
        try:
            found |= {answer.key: answer for answer in answers(opened)}
        except _ABSENT:
            continue
    return found


def _told(opened: OpenCase, kind: str, results: Iterable[Result]) -> Iterator[StandingAnswer]:
    today = str(opened.case.observed.end)
    for one in results:
        unit = f" {one.unit}" if isinstance(one, Figure) and one.shown[:1].isdigit() else ""
        yield StandingAnswer(
            one.id.partition("@")[0].replace(today, "to date"), kind, one.title, f"{one.shown}{unit}"
        )


def _visits(opened: OpenCase) -> Iterator[StandingAnswer]:
    book = opened.case.codebook
    for rules in book.rule_sets if book is not None and opened.case.visits else ():
        eras = (
            *opened.visits.frequency(rules=rules),
            *opened.visits.frequency(rules=rules, window=opened.case.observed),
        )
        asked = (eras, opened.visits.latency(rules=rules), opened.visits.gaps(rules=rules))
        yield from _told(opened, "visits", figures_in(asked))


def _trade(opened: OpenCase) -> Iterator[StandingAnswer]:
    trade = opened.trade
    years = sorted(
        {row.span.start.year for row in trade.context.rows}
        | {row.span.end.year for row in trade.context.rows}
    )
    for year in years:
        totals = (trade.total(str(year), flow=flow) for flow in _FLOWS)
        yield from _told(opened, "trade", (one for one in totals if one.trail.rows))
        yield from _told(
            opened, "trade", (one for one in figures_in([*trade.share(str(year))]) if str(year) in one.id)
        )


def _caps(opened: OpenCase) -> Iterator[StandingAnswer]:
    yield from _told(opened, "caps", (one.verdict for one in opened.law.caps()))


def _enforcement(opened: OpenCase) -> Iterator[StandingAnswer]:
    if not opened.case.actions:
        return
    ledger = opened.ledger
    figures = (
        ledger.count("actions"),
        ledger.home_share(),
        ledger.home_share(opened.case.partner),
        ledger.median_delay(),
    )
    yield from _told(opened, "enforcement", figures)


def _claims(opened: OpenCase) -> Iterator[StandingAnswer]:
    for checked in opened.claims.check():
        yield StandingAnswer(
            f"claims/{checked.id}", "claims", checked.claim.quote, checked.verdict.replace("_", " ")
        )
