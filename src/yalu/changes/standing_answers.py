"""The answers that a version of a case gives to the questions everybody asks: each with its id and how it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from yalu.claims.records import Checked
from yalu.documents.choices import ChoiceError
from yalu.law.caps.utilisation_records import Utilisation
from yalu.opening import OpenCase
from yalu.trade.files.faults import TradeError
from yalu.vocabulary.results import Figure, Result, figures_in
from yalu.vocabulary.words.numerals import with_noun

_FLOWS = ("export", "import", "export+import")
# What a case without such facts raises when it is asked for them. A file that cannot be read is no such thing: its
# error goes to whoever asked, since a comparison without it would read as "nothing moved".
_ABSENT = (ChoiceError, TradeError)


class StandingAnswer(msgspec.Struct, frozen=True):
    """One answer: ``key`` names the question whatever the day it is asked on, ``shown`` is what a reader sees."""

    key: str
    kind: str
    title: str
    shown: str


class StandingAnswers(msgspec.Struct, frozen=True):
    """The answers of a version by key, and what it was not asked for, each with the reason."""

    given: dict[str, StandingAnswer]
    not_asked: dict[str, str]


def standing_answers(
    opened: OpenCase, *, caps: Iterable[Utilisation] | None = None, checked: Iterable[Checked] | None = None
) -> StandingAnswers:
    """Averages by era, waits, gaps, trade by year, shares, caps, enforcement and verdicts on claims, by key.

    Ids that carry the last day observed are compared as "to date", so that a later day alone is no change.
    ``caps`` and ``checked`` are what was asked of these already: both take seconds.
    Raises DocumentError for a file of the case or of its law that cannot be read.
    """
    given: dict[str, StandingAnswer] = {}
    not_asked: dict[str, str] = {}
    asked: dict[str, Callable[[OpenCase], Iterator[StandingAnswer]]] = {
        "visits": _visits,
        "trade": _trade,
        "caps": lambda case: _caps(case, case.law.caps() if caps is None else caps),
        "enforcement": _enforcement,
        "claims": lambda case: _claims(case.claims.check() if checked is None else checked),
    }
    for name, answers in asked.items():
        try:
            found = {answer.key: answer for answer in answers(opened)}
        except _ABSENT as error:
            found, not_asked[name] = {}, str(error)
        if not found:
            not_asked.setdefault(name, "the case has no rows for it")
        given |= found
    return StandingAnswers(given, not_asked)


def _answers_of(opened: OpenCase, kind: str, results: Iterable[Result]) -> Iterator[StandingAnswer]:
    today = str(opened.case.observed.end)
    for one in results:
        shown = one.exact if isinstance(one, Figure) else one.shown
        if isinstance(one, Figure) and one.unit and shown[:1].isdigit():
            shown = with_noun(shown, one.unit)
        yield StandingAnswer(key_of(one.id, today), kind, one.title, shown)


def key_of(name: str, today: str) -> str:
    """The id of a result as the question it answers, whatever the last observed day ``today``."""
    return name.partition("@")[0].replace(today, "to date")


def _visits(opened: OpenCase) -> Iterator[StandingAnswer]:
    book = opened.case.codebook
    for rules in book.rule_sets if book is not None and opened.case.visits else ():
        eras = (
            *opened.visits.frequency(rules=rules),
            *opened.visits.frequency(rules=rules, window=opened.case.observed),
        )
        asked = (eras, opened.visits.latency(rules=rules), opened.visits.gaps(rules=rules))
        yield from _answers_of(opened, "visits", figures_in(asked))


def _trade(opened: OpenCase) -> Iterator[StandingAnswer]:
    trade = opened.trade
    years = sorted(
        {row.span.start.year for row in trade.context.rows}
        | {row.span.end.year for row in trade.context.rows}
    )
    for year in years:
        totals = (trade.total(str(year), flow=flow) for flow in _FLOWS)
        yield from _answers_of(opened, "trade", (one for one in totals if one.trail.rows))
        yield from _answers_of(
            opened, "trade", (one for one in figures_in([*trade.share(str(year))]) if str(year) in one.id)
        )


def _caps(opened: OpenCase, caps: Iterable[Utilisation]) -> Iterator[StandingAnswer]:
    yield from _answers_of(opened, "caps", (one.verdict for one in caps))


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
    yield from _answers_of(opened, "enforcement", figures)


def _claims(checked: Iterable[Checked]) -> Iterator[StandingAnswer]:
    for each in checked:
        yield StandingAnswer(f"claims/{each.id}", "claims", each.claim.quote, each.verdict.replace("_", " "))
