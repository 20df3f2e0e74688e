"""Published figures beside ours: the same, different, or not decidable, with the reason in words.

Nothing here feeds back into a computation. A published row says which figure it is about and its
parameters; this module recomputes that figure and tells how the two stand to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import inf

import msgspec

from yalu.case.coverage.table_coverage import table_coverage
from yalu.case.records import Case, Published
from yalu.documents.choices import ChoiceError
from yalu.visits.agreement import PublishedAgreement, PublishedComparison, cannot, stand
from yalu.visits.citations import figure_id
from yalu.visits.eras import eras
from yalu.visits.frequency import VisitCounts, frequency, study_window
from yalu.visits.gaps import gaps
from yalu.visits.grid import reachable
from yalu.visits.latency import CrisisResponse, latency
from yalu.visits.printed import stated_span
from yalu.visits.record.posts_without_visits import uncollected_words
from yalu.visits.rules.codebook import ChosenRules, choose_scheme
from yalu.visits.statistics.ranks import own_places, rank
from yalu.visits.statistics.tallies import compare_count, lacking_words
from yalu.vocabulary.coverage import combined, joined_spans, observed_span
from yalu.vocabulary.dates import DateError, Window, parse_date
from yalu.vocabulary.results import Figure, Trail
from yalu.vocabulary.words.numerals import plural, with_noun

# Published figures of trade; a case holds them in the same table, and visits say nothing of them.
TRADE_FIGURES = frozenset({"alleged_exports", "cap_used", "trade_growth"})

_DAYS_IN = {"days": 1.0, "years": 365.2425}
_COUNTS = frozenset({"visits_total", "visits_since", "trips"})
# A parameter that a figure does not look at would compare two different things. Counts have their own list.
_UNDERSTOOD = {
    "frequency": {"side", "leader"}, "rank_weighted": {"side", "leader", "order"}, "rank_unweighted": {"side", "leader", "order"},
    "latency": {"event", "events"}, "latency_mean": {"event", "events"}, "gap_since_summit": {"as_of", "unit"},
}  # fmt: skip


def compare_published(
    case: Case, rules: ChosenRules, scheme: str, *, weight: float = 2.0, window: Window | None = None
) -> tuple[PublishedComparison, ...]:
    """Every published row of the case beside our figure under one set of definitions, those of trade left out."""
    listed = (row for row in case.published if row.figure not in TRADE_FIGURES)
    rows = ((row, _one(case, rules, scheme, weight, window, row)) for row in listed)
    return tuple(msgspec.structs.replace(beside, notes=row.notes) for row, beside in rows)


def _one(
    case: Case, rules: ChosenRules, scheme: str, weight: float, window: Window | None, row: Published
) -> PublishedComparison:
    parameters = dict(row.parameters)
    span = study_window(case, rules, window)
    if row.figure in _COUNTS:
        return compare_count(case, rules, span, row, parameters)
    strange = sorted(set(parameters) - _UNDERSTOOD.get(row.figure, set()))
    if row.figure not in _UNDERSTOOD or strange:
        known = f"not compared: {row.figure} here is not computed by {' or '.join(f'“{name}”' for name in strange)}"
        none = f"no figure named {row.figure!r} is computed for visits"
        return cannot(case, row, known if row.figure in _UNDERSTOOD else none)
    match row.figure:
        case "frequency":
            return _frequency(case, rules, scheme, weight, span, row, parameters)
        case "rank_weighted" | "rank_unweighted":
            used = weight if row.figure == "rank_weighted" else 1.0
            return _rank(case, rules, scheme, used, span, row, parameters)
        case "latency" | "latency_mean":
            return _latency(case, rules, row, parameters)
    return _gap(case, rules, span, row, parameters)


def _frequency(
    case: Case,
    rules: ChosenRules,
    scheme: str,
    weight: float,
    span: Window,
    row: Published,
    given: dict[str, str],
) -> PublishedComparison:
    rows = frequency(case, rules, scheme, weight=weight, window=span)
    found = next((r for r in rows if (r.side, r.leader) == (given.get("side"), given.get("leader"))), None)
    if found is None:
        return cannot(case, row, f"no era of {given.get('leader')} under {scheme} up to {span.end}")
    tally = found.tally
    _, eras_of = choose_scheme(case, scheme)
    own = next(e for e in eras(case, eras_of, span) if (e.side, e.leader) == (found.side, found.leader))
    doubts = VisitCounts(case, rules).doubts(own.windows, own.edges)
    return stand(
        row, found.figure, f"{plural(tally.count, 'visit')}, {plural(tally.summits, 'summit')}, {with_noun(f'{found.years:g}', 'years')}",
        lacking=uncollected_words(case, rules),
        possible=reachable(stated_span(row), tally.total(weight), doubts, weight, own),
    )  # fmt: skip


def _rank(
    case: Case,
    rules: ChosenRules,
    scheme: str,
    weight: float,
    span: Window,
    row: Published,
    given: dict[str, str],
) -> PublishedComparison:
    if given.get("order", "ascending") != "ascending":
        return cannot(case, row, f"not compared: places are from the lowest up, not {given['order']}")
    rows = frequency(case, rules, scheme, weight=weight, window=span)
    ranking = rank(rows, given.get("side", "partner"))
    own = next((r for r in ranking.order if r.leader == given.get("leader")), None)
    if own is None:
        return cannot(case, row, f"no era of {given.get('leader')} under {scheme} up to {span.end}")
    lower = [r.name for r in ranking.order if r.place < own.place]
    tied = [r.name for r in ranking.order if r.place == own.place and r.leader != own.leader]
    says = f"place {own.place} from the lowest of {len(ranking.order)}"
    says += f"; lower: {', '.join(lower)}" if lower else "; none is lower"
    says += f"; level with {', '.join(tied)}" if tied else ""
    about = [w for w in ranking.warnings if own.name in w]
    places = own_places(ranking, own)
    source = next(r.figure for r in rows if r.leader == own.leader)
    figure = Figure(
        id=figure_id(case, "rank", rules.name, scheme, f"w{weight:g}", own.leader),
        title=f"Place of {own.name} from the lowest average",
        value=float(own.place),
        unit="",
        definition=f"eras of the {ranking.side} side ordered by average visits a year, weight {weight:g}",
        trail=Trail(
            steps=tuple(
                f"{r.place}. {r.name}: {r.value:.2f} ({with_noun(f'{r.years:.4g}', 'years')})"
                for r in ranking.order
            ),
            notes=ranking.warnings,
            rows=source.trail.rows,
            known_by=source.trail.known_by,
            data_version=case.data_version,
            coverage=table_coverage(case, "visits", span),
            observed=observed_span([span]),
        ),
    )
    reason = says + (f". Unsafe: {about[0]}" if about else "")
    if row.value is None:
        return PublishedComparison(
            row.id, row.title, row.stated, figure.shown, "cannot_say", "no place is stated", figure
        )
    lacking = uncollected_words(case, rules).replace("so this is a least", "so the order may be another")
    standing: PublishedAgreement = "differs"
    if row.value == own.place:
        standing = "same"
    elif places[0] <= row.value <= places[1]:
        standing = "possible"
        reason += f"; place {places[0]} to {places[1]} once undecided rows are settled"
    elif about or lacking:
        standing = "cannot_say"
    reason += f"; {lacking}" if lacking and standing == "cannot_say" else ""
    return PublishedComparison(row.id, row.title, row.stated, figure.shown, standing, reason, figure)


def _latency(case: Case, rules: ChosenRules, row: Published, given: dict[str, str]) -> PublishedComparison:
    wanted = (given.get("events") or given.get("event", "")).split("+")
    answers = latency(case, rules, events=wanted).responses
    if len(answers) != len(wanted) or not answers:
        return cannot(case, row, f"events {', '.join(wanted)} are not all in the case")
    if len(answers) == 1 and row.figure == "latency":
        return _first_envoy(row, answers[0], _may_be_shorter(case, rules))
    open_ones = [a.title for a in answers if a.days is None]
    if open_ones:
        return cannot(
            case,
            row,
            f"not over by {answers[0].observed_until}: {', '.join(open_ones)}; a mean of the rest would be too short",
        )
    days = [a.days for a in answers if a.days is not None]
    mean = sum(days) / len(days)
    low, high = _mean([a.days_low for a in answers]), _mean([a.days_high for a in answers])
    most = "any number" if high is None else f"{high:.2f}"
    open_days = (
        (f"open dates and visits: the mean lies between {low or 0:.2f} and {most}",) if low != high else ()
    )
    figure = Figure(
        id=figure_id(case, "latency-mean", rules.name, "+".join(wanted)),
        title="Mean days from event to first visit",
        value=mean,
        unit="days",
        definition=f"mean over {', '.join(a.title for a in answers)}, to the first day of the visit",
        trail=Trail(
            steps=(f"({' + '.join(map(str, days))}) / {len(days)} = {mean:.2f}", *open_days),
            rows=tuple(r for a in answers for r in a.figure.trail.rows),
            data_version=case.data_version,
            coverage=combined(a.figure.trail.coverage for a in answers),
            observed=joined_spans(a.figure.trail.observed for a in answers),
        ),
        low=None if low == high else low,
        high=None if low == high else high,
        display=f"{mean:.2f}",
    )
    return stand(
        row,
        figure,
        with_noun(", ".join(map(str, days)), "days"),
        lacking=_may_be_shorter(case, rules),
        lower=True,
    )


def _mean(bounds: Sequence[int | None]) -> float | None:
    known = [bound for bound in bounds if bound is not None]
    return sum(known) / len(known) if len(known) == len(bounds) else None


def _may_be_shorter(case: Case, rules: ChosenRules) -> str:
    """Why a wait may have ended sooner than on record."""
    return uncollected_words(case, rules).replace("so this is a least", "so a wait may have ended sooner")


def _first_envoy(row: Published, answer: CrisisResponse, lacking: str) -> PublishedComparison:
    marks = [
        f"day {m.day}: {m.what.replace('_', ' ')}" + (f" ({m.text})" if m.text else "") for m in answer.marks
    ]
    if answer.days is None or row.value is None:
        why = f"not over by {answer.observed_until}" if answer.days is None else "no number is stated"
        return PublishedComparison(
            row.id, row.title, row.stated, answer.figure.shown, "cannot_say", why, answer.figure
        )
    hit = [mark for mark in answer.marks if mark.day == row.value]
    least, most = answer.days_low or 0, inf if answer.days_high is None else answer.days_high
    low, high = stated_span(row)
    exact = high - low <= 1
    reason = "; ".join(marks)
    standing: PublishedAgreement = "differs"
    if low <= answer.days < high if exact else low <= least and most < high:
        standing = "same"
    elif least < high and most >= low:
        standing = "possible"
    elif lacking and low < least:
        standing = "cannot_say"
    if not exact and standing == "same":
        reason = f"“{row.stated}” holds: first day of the visit is day {answer.days}. " + reason
    if hit and answer.days != row.value:
        reason += f". Day {row.value:g} is when: {'; '.join(m.text or m.what for m in hit)}"
    if standing == "possible":
        reason += f"; between {least:g} and {with_noun(f'{most:g}', 'days')} once undecided dates and visits are settled"
    if lacking and standing == "cannot_say":
        reason += f"; {lacking}"
    return PublishedComparison(
        row.id, row.title, row.stated, answer.figure.shown, standing, reason.removeprefix("; "), answer.figure
    )


def _gap(
    case: Case, rules: ChosenRules, span: Window, row: Published, given: dict[str, str]
) -> PublishedComparison:
    unit = given.get("unit", "years")
    if unit not in _DAYS_IN:
        return cannot(case, row, f"not compared: a gap is given in days or years, not in {unit}")
    try:
        day = parse_date(given["as_of"]).latest if "as_of" in given else span.end or date.max
        found = gaps(case, rules, on=day).figure
    except (DateError, ChoiceError) as error:
        return cannot(case, row, f"not compared: {error}")
    if found.value is None:
        return cannot(case, row, found.trail.steps[0])
    years = f"{found.value / 365.2425:.2f} years"
    figure = msgspec.structs.replace(found, display=f"{with_noun(found.shown, 'days')} ({years})")
    if row.value is None:
        return cannot(case, row, "no number is stated")
    ours = years if unit == "years" else with_noun(found.shown, "days")
    low, high = (bound * _DAYS_IN[unit] for bound in stated_span(row))
    least, most = found.low or 0.0, found.high or found.value
    standing: PublishedAgreement = "differs"
    if low <= found.value < high:
        standing = "same"
    elif least < high and most >= low:
        standing = "possible"
    reason = "; ".join(found.trail.steps)
    lacking = lacking_words(case, rules, {"summits": "only"})
    if lacking and standing == "differs" and low < least:
        standing = "cannot_say"
        reason += f"; {lacking.replace('so this is a least', 'so a later summit may be missing')}"
    return PublishedComparison(row.id, row.title, row.stated, ours, standing, reason, figure)
