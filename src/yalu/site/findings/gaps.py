"""How long they did not meet."""

from __future__ import annotations

from yalu.case.records import Case
from yalu.relations.gaps import Gap, Gaps
from yalu.site import charts
from yalu.site.charts.frame import year_of
from yalu.site.figures import Column, FigurePage, Key, gathered
from yalu.site.layout import spoken_date
from yalu.site.observed import Observed
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.numerals import plural


def summit_gaps(case: Case, observed: Observed) -> FigurePage | None:
    """Every gap between two summits."""
    return _gaps(case, observed, observed.summits, slug="summit-gaps")


def visit_gaps(case: Case, observed: Observed) -> FigurePage | None:
    """Every gap between two visits that count."""
    return _gaps(case, observed, observed.visits, slug="visit-gaps")


def _gaps(case: Case, observed: Observed, found: Gaps, *, slug: str) -> FigurePage | None:
    spans = sorted((g for g in found.longest if g.days_low > 0), key=lambda g: g.start)
    if len(spans) < 2:
        return None
    longest = max(spans, key=lambda g: g.days_low)
    drawn = [_gap_mark(gap, gap in found.longest[:3] or gap.open) for gap in spans]
    wide, narrow = (charts.gaps_between(drawn, narrow=small) for small in (False, True))
    return FigurePage(
        slug=slug,
        title=_gap_title(found, longest),
        subtitle=f"Years from the last day of one {found.what} to the first day of the next; "
        f"dashed: not over by {spoken_date(found.on)}",
        shows=f"Time between {found.what}s, longest first",
        wide=wide,
        narrow=narrow,
        keys=(Key("context", "bar", "Over"), Key("context", "box", f"Not over by {spoken_date(found.on)}")),
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
            for g in found.longest[:40]
        ),
        definition=found.figure.definition,
        uncertainty="A gap whose dates are inexact is drawn at its shortest; the table gives both ends.",
        results=(found.figure,),
        citations=gathered(row.figure for row in observed.to_date),
    )


def _gap_title(found: Gaps, longest: Gap) -> str:
    now = next((gap for gap in found.longest if gap.open), None)
    title = f"The longest time without a {found.what} lasted {longest.days_low / 365.2425:.1f} years"
    if longest.open:
        return title.replace("lasted", f"was not over on {spoken_date(found.on)}, after")
    open_ = (
        f"; the one not over on {spoken_date(found.on)} had lasted {plural(now.days_low, 'day')}"
        if now
        else ""
    )
    return title + open_


def _gap_mark(gap: Gap, named: bool) -> dict[str, object]:
    start, end = _day(gap.start, last=True), _day(gap.end, last=False)
    years = gap.days_low / 365.2425
    note = (
        f"{years:.1f} years|to {end[:4]}"
        if named and not gap.open
        else f"{years:.1f} years|not over"
        if named
        else ""
    )
    return {
        "from": year_of(start),
        "to": year_of(end),
        "years": round(years, 3),
        "note": note,
        "open": gap.open,
    }


def _day(text: str, *, last: bool) -> str:
    when = parse_date(text)
    return str(when.latest if last else when.earliest)


def _days(gap: Gap) -> str:
    return f"{gap.days_low:,}" if gap.days_low == gap.days_high else f"{gap.days_low:,}–{gap.days_high:,}"
