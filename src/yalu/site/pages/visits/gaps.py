"""How long they did not meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yalu.case.records import Case
from yalu.site import charts
from yalu.site.data.visit_data import VisitData
from yalu.site.frame.figure_page import Column, FigurePage, Key, gathered
from yalu.visits.gaps import Gap, Gaps
from yalu.visits.record.coverage import coverage_of
from yalu.vocabulary.dates import Window, parse_date
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

_DRAWN = 12


def summit_gaps(case: Case, observed: VisitData) -> FigurePage | None:
    """Every gap between two summits."""
    return _gaps(case, observed, observed.summits, slug="summit-gaps")


def visit_gaps(case: Case, observed: VisitData) -> FigurePage | None:
    """Every gap between two visits that count."""
    return _gaps(case, observed, observed.visits, slug="visit-gaps")


def _gaps(case: Case, observed: VisitData, found: Gaps, *, slug: str) -> FigurePage | None:
    spans = sorted((g for g in found.longest if g.days_low > 0), key=lambda g: g.start)
    if len(spans) < 2:
        return None
    # As many of the longest as can be distinguished, and the one that is not over.
    drawn = [
        _gap_mark(gap) for number, gap in enumerate(found.longest) if gap.days_low > 0 and (number < _DRAWN or gap.open)
    ]  # fmt: skip
    return FigurePage(
        slug=slug,
        title=_gap_title(case, found, spans),
        subtitle=f"Years from the last day of one {found.what} to the first day of the next; "
        f"the longest {len(drawn)} of {len(spans)}",
        shows=f"Time between {found.what}s, longest first",
        wide=charts.gap_bars(drawn, narrow=False),
        narrow=charts.gap_bars(drawn, narrow=True),
        keys=(
            Key("context", "bar", "Over"),
            *(
                (Key("context", "box", f"Not over by {spoken_date(found.on)}"),)
                if any(g.open for g in spans)
                else ()
            ),
        ),
        columns=(
            Column("after", "After", links="visit"),
            Column("guest", "Guest"),
            Column("from", "From"),
            Column("to", "To"),
            Column("days", "Days", numeric=True),
            Column("ended_by", "Ended by", links="visit"),
        ),
        rows=tuple(
            (
                g.after,
                g.after_guest,
                g.start,
                f"not over by {g.end}" if g.open else g.end,
                _days(g),
                g.before,
            )
            for g in found.longest[:30]
        ),
        notes=_thin_note(case, found, spans),
        definition=found.figure.definition,
        uncertainty="A gap whose dates are inexact is drawn at its shortest, what it can be beyond that in pale; the table has both ends.",
        results=(found.figure,),
        citations=gathered(row.figure for row in observed.to_date),
    )


def _gap_title(case: Case, found: Gaps, spans: Sequence[Gap]) -> str:
    """The longest gap that the record can tell: one in years that were searched thinly may only show the search."""
    now = next((gap for gap in found.longest if gap.open), None)
    searched = [gap for gap in spans if _mostly_searched(case, gap)]
    longest = max(searched or spans, key=lambda g: g.days_low)
    where = (
        "" if len(searched) == len(spans) else " in years mostly searched well" if searched else " on record"
    )
    years, end = f"{longest.days_low / 365.2425:.1f} years", spoken_date(found.on)
    if longest.open:
        return f"The longest time without a {found.what}{where} was not over on {end}, after {years}"
    title = f"lasted {years}, to {spoken_date(longest.end)}"
    rivals = [gap for gap in searched or spans if gap is not longest and gap.days_high >= longest.days_low]
    title = (
        f"A time without a {found.what}{where} {title}"
        if rivals
        else f"The longest time without a {found.what}{where} {title}"
    )
    return title + (f"; the one not over on {end} had lasted {plural(now.days_low, 'day')}" if now else "")


def _mostly_searched(case: Case, gap: Gap) -> bool:
    """Whether most years of a gap were searched well, so far as anybody rated them."""
    share = coverage_of(case, [Window(parse_date(gap.start).earliest, parse_date(gap.end).latest)]).share_good
    return share is None or share >= 0.5


def _thin_note(case: Case, found: Gaps, spans: Sequence[Gap]) -> tuple[str, ...]:
    """The longest gap of all, where the search and not the silence may have made it."""
    longest = max(spans, key=lambda g: g.days_low)
    if _mostly_searched(case, longest) or not any(_mostly_searched(case, gap) for gap in spans):
        return ()
    rated = coverage_of(case, [Window(parse_date(longest.start).earliest, parse_date(longest.end).latest)])
    return (
        f"On record as longest: {longest.days_low / 365.2425:.1f} years without a {found.what}, {spoken_date(longest.start)} to "
        f"{spoken_date(longest.end)} ({rated.says}); a row not found would make it shorter.",
    )


def _gap_mark(gap: Gap) -> dict[str, object]:
    start, end = _day(gap.start, last=True), _day(gap.end, last=False)
    low, high = gap.days_low / 365.2425, gap.days_high / 365.2425
    return {
        "label": f"{_month(start)} to {_month(end)}",
        "years": round(low, 3),
        "most": round(max(high, low), 3),
        "shown": (f"{low:.1f} years" if gap.days_low >= 37 else plural(gap.days_low, "day"))
        + (", not over" if gap.open else ""),
        "between": f"from {gap.after_guest}, {spoken_date(start)}, to "
        + (f"{spoken_date(end)}, not over" if gap.open else f"{gap.before_guest}, {spoken_date(end)}"),
        "open": gap.open,
    }


def _month(day: str) -> str:
    return f"{date.fromisoformat(day):%b %Y}"


def _day(text: str, *, last: bool) -> str:
    when = parse_date(text)
    return str(when.latest if last else when.earliest)


def _days(gap: Gap) -> str:
    return f"{gap.days_low:,}" if gap.days_low == gap.days_high else f"{gap.days_low:,}–{gap.days_high:,}"
