"""The numbers of the front page, each with the figure that tells more."""

from __future__ import annotations

from collections.abc import Iterator

from yalu.case.records import Case, Published, Source
from yalu.site.data.visit_data import VisitData, side_of, way
from yalu.site.frame.figure_page import KeyNumber
from yalu.visits.frequency import EraFrequency
from yalu.visits.record.posts_without_visits import uncollected_words
from yalu.visits.statistics.tallies import count_to_date
from yalu.vocabulary.words.numerals import plural, with_noun
from yalu.vocabulary.words.readable import spoken_date

MOST = 6


def key_numbers(case: Case, observed: VisitData | None, slugs: frozenset[str]) -> tuple[KeyNumber, ...]:
    """Up to six numbers that the case has; only those whose figure is part of the site."""
    if observed is None:
        return ()
    found = [number for number in _numbers(case, observed) if number.figure in slugs]
    return tuple(found[:MOST])


def _numbers(case: Case, observed: VisitData) -> Iterator[KeyNumber]:
    to_date = str(observed.window.end) != str(case.observed.end)
    for side in ("partner", "target"):
        rows = [row for row in observed.to_date if row.side == side]
        if rows:
            latest = max(rows, key=lambda row: (row.end, row.start))  # an era held twice is latest by its end
            then = next((r for r in observed.frequency if (r.side, r.leader) == (side, latest.leader)), None)
            yield _average(case, latest, then, "averages-to-date" if to_date else "averages")
    yield from _total(case, observed)
    yield from _silence(case, observed)
    yield from _answer(case, observed)


def _average(case: Case, row: EraFrequency, then: EraFrequency | None, figure: str) -> KeyNumber:
    """The average of an era to the last day observed; what it was in the published study stands behind it."""
    # Without the weight the visits over the years make another number than the one above them.
    weighted = row.weight != 1 and row.tally.summits
    tops = "a summit that counts" if row.tally.summits == 1 else "summits that count"
    doubled = f", {row.tally.summits} of them {tops} as {row.weight:g}," if weighted else ""
    says = f"{plural(row.tally.count, 'visit')}{doubled} in {with_noun(f'{row.years:.4g}', 'years')} to {spoken_date(row.end)}"
    if row.figure.low is not None and row.figure.high is not None and row.figure.low < row.figure.high:
        says += f"; {row.figure.low:.2f} to {row.figure.high:.2f} if open rows are settled"
    if row.figure.interval is not None:
        says += f"; 95 % interval: {row.figure.interval[0]:.2f} to {row.figure.interval[1]:.2f}"
    once = ""
    if then is not None and then.end != row.end:
        row_of = next((p for p in case.published if _is_of(p, row)), None)
        once = f"{_as_published(case, row_of)}; ours" if row_of else "Ours"
        once += f" to {spoken_date(then.end)}:"
    return KeyNumber(
        f"{row.figure.title[:1].lower()}{row.figure.title[1:]}, to {spoken_date(row.end)}",
        row.figure, says + ".", figure, row.side, once, then.figure if then is not None and once else None,
    )  # fmt: skip


def studied(case: Case) -> tuple[Source, ...]:
    """The works that published the figures which the default rule set follows."""
    book = case.codebook
    chosen = book.rule_sets.get(book.default_rule_set) if book is not None else None
    used = {ref.source for row in case.published for ref in row.sources}
    names = chosen.sources if chosen is not None else ()
    return tuple(case.sources[name] for name in names if name in case.sources and name in used)


def _as_published(case: Case, row: Published) -> str:
    """What somebody printed, and in which month where its source says so."""
    source = (
        case.sources[row.sources[0].source] if row.sources and row.sources[0].source in case.sources else None
    )
    when = (
        "" if source is None or source.published is None else f" in {spoken_date(source.published.text[:7])}"
    )
    return f"As published{when}: {row.stated}"


def _is_of(published: Published, row: EraFrequency) -> bool:
    """Whether a published average is of the era of a row."""
    given = dict(published.parameters)
    return published.figure == "frequency" and (given.get("side"), given.get("leader")) == (
        row.side,
        row.leader,
    )


def _total(case: Case, observed: VisitData) -> Iterator[KeyNumber]:
    """All visits that count to the last day observed; what was published, and ours over the same days, stand behind it."""
    totals = {
        row.id: row
        for row in case.published
        if row.figure == "visits_total" and "window" in dict(row.parameters)
    }
    then = next((b for b in observed.beside if b.published in totals and b.figure.value is not None), None)
    now = None if then is None else count_to_date(case, observed.rules, totals[then.published])
    if then is None or now is None or now.trail.observed is None:
        return
    seen, was = now.trail.observed, then.figure.trail.observed
    open_rows = (
        f", {(now.high or 0) - (now.value or 0):.0f} more cannot be decided" if now.high != now.value else ""
    )
    lacking = uncollected_words(case, observed.rules)
    yield KeyNumber(
        f"{then.title[:1].lower()}{then.title[1:]}, to {spoken_date(seen.last)}",
        now,
        f"{now.shown} surely count{open_rows}{'; ' + lacking if lacking else ''}.",
        "published",
        published=f"{_as_published(case, totals[then.published])}; ours"
        f"{f' to {spoken_date(was.last)}' if was is not None else ''}:",
        earlier=then.figure,
    )


def _silence(case: Case, observed: VisitData) -> Iterator[KeyNumber]:
    said = ""
    for found, slug in ((observed.summits, "summit-gaps"), (observed.visits, "visit-gaps")):
        last = next((gap for gap in found.longest if gap.open), None)
        # The last visit was often the last summit; once is enough.
        if found.figure.value is not None and last is not None and last.after != said:
            said = last.after
            visit = next(visit for visit in case.visits if visit.id == last.after)
            # The days are counted from the last day of the visit, so that day is said too.
            last_day = f" to {spoken_date(visit.end)}" if visit.end and visit.end != visit.start else ""
            says = f"{visit.guest}, {way(case, visit.direction)}, {spoken_date(visit.start)}{last_day}."
            # The first step is the subtraction; a second one names what would make the wait shorter.
            says += "".join(f" {step[:1].upper()}{step[1:]}." for step in found.figure.trail.steps[1:])
            label = f"since the last {found.what}, to {spoken_date(found.on)}"
            yield KeyNumber(label, found.figure, says, slug, side_of(visit.direction))


def _answer(case: Case, observed: VisitData) -> Iterator[KeyNumber]:
    responses = observed.answers["both"].responses
    if responses:
        last = responses[-1]
        says = (
            f"{last.guest}, on {spoken_date(last.marks[0].date)}."
            if last.closed and last.marks
            else "Not over."
        )
        end = "" if last.closed else f", to {spoken_date(last.observed_until)}"
        label = f"from {last.title} ({spoken_date(last.date)}) to the first visit that counts{end}"
        yield KeyNumber(label, last.figure, says, "first-answer", side_of(last.direction))
    means = {row.id for row in case.published if row.figure == "latency_mean"}
    mean = next((b for b in observed.beside if b.published in means and b.figure.value is not None), None)
    if mean is not None:
        seen = mean.figure.trail.observed
        label = (
            mean.title[:1].lower()
            + mean.title[1:]
            + (f", to {spoken_date(seen.last)}" if seen is not None else "")
        )
        yield KeyNumber(
            label,
            mean.figure,
            f"{mean.reason[:1].upper()}{mean.reason[1:]}.",
            "published",
            published=_as_published(case, next(row for row in case.published if row.id == mean.published)),
        )
