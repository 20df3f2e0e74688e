"""The record itself: what is in it, and how well each year was searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from yalu.case.dated_rows import dated_rows, span_of_rows
from yalu.case.records import Case
from yalu.site import charts
from yalu.site.charts.frame import year_of
from yalu.site.data.visit_data import listed, name_of, side_of, way
from yalu.site.frame.figure_page import Column, FigurePage, Key
from yalu.site.frame.templates import words
from yalu.site.pages.trade.ledgers import cited
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.dates import PartialDate, Window
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

_MOST_LANES = 8


def events(case: Case) -> FigurePage | None:
    """Every dated fact on the line of its kind, visits below."""
    kinds = [kind for kind, _ in Counter(e.kind for e in case.events).most_common(_MOST_LANES)]
    rows = _strokes(case, kinds)
    if len(rows) < 2:
        return None
    dates = dated_rows(case)
    left_out = len({e.kind for e in case.events}) - len(kinds)
    elsewhere = any(visit.direction == "third_country" for visit in case.visits)
    return FigurePage(
        slug="events",
        title=_peaks_title(case, kinds, dates),
        subtitle="Each stroke is one dated fact; visits are drawn whether or not a rule set counts them",
        shows="Facts on record by kind",
        wide=charts.event_strip(rows, narrow=False),
        narrow=charts.event_strip(rows, narrow=True),
        keys=(
            Key("soft", "line", "Event, or a meeting in a third country" if elsewhere else "Event"),
            Key("partner", "line", f"Guest from {name_of(case, 'partner')}"),
            Key("target", "line", f"Guest from {name_of(case, 'target')}"),
        ),
        columns=(Column("kind", "Kind"), Column("facts", "Facts", numeric=True)),
        rows=tuple(Counter(str(row["lane"]) for row in rows).most_common()),
        notes=(f"{plural(left_out, 'rarer kind')} of event are in the table below only.",)
        if left_out > 0
        else (),
        definition="Rows of the tables events and visits; tenures and standing facts included.",
        uncertainty="A fact dated to a month or a year is drawn at its first possible day.",
        citations=cited(case, (*case.events, *case.visits)),
        series=tuple(
            (name, seen)
            for name, rows in (("Events", case.events), ("Visits", case.visits))
            if (seen := span_of_rows((row.id for row in rows), dates)) is not None
        ),
    )


def _strokes(case: Case, kinds: list[str]) -> list[dict[str, object]]:
    """One stroke per event of the kinds, then one per visit."""
    rows: list[dict[str, object]] = [
        {
            "lane": words(e.kind)[:1].upper() + words(e.kind)[1:],
            "when": _when(e.date),
            "side": "",
            "title": e.title,
            "date": str(e.date),
        }
        for kind in kinds
        for e in case.events
        if e.kind == kind
    ]
    rows += [
        {
            "lane": f"Visits {way(case, direction)}",
            "when": _when(visit.start),
            "side": side_of(direction),
            "title": visit.guest,
            "date": str(visit.start),
        }
        for direction in ("partner_to_target", "target_to_partner", "third_country")
        for visit in case.visits
        if visit.direction == direction
    ]
    return rows


def coverage(case: Case) -> FigurePage | None:
    """How well each year was searched."""
    if not case.rated_years:
        return None
    levels: Counter[str] = Counter(row.level for row in case.rated_years)
    drawn = [{"year": row.year, "level": row.level} for row in case.rated_years]
    return FigurePage(
        slug="coverage",
        title=_searched(levels),
        subtitle="The compilers’ judgement of each year, with the reason in the table",
        shows="How well each year was searched",
        wide=charts.coverage_by_year(drawn, narrow=False),
        narrow=charts.coverage_by_year(drawn, narrow=True),
        columns=(Column("year", "Year"), Column("level", "Searched"), Column("reason", "Why")),
        rows=tuple((str(row.year), row.level, row.reason) for row in case.rated_years),
        definition="Rows of the table coverage that rate a year of visits. A thin year may look quiet only because nobody looked.",
        uncertainty="",
        citations=cited(case, case.rated_years),
        series=(("Years rated", _years_rated(case)),),
    )


def _peaks_title(case: Case, kinds: list[str], dates: Mapping[str, Window]) -> str:
    """The years with the most visits and the most events of the most frequent kind, on a record of these days."""
    seen = span_of_rows((row.id for row in (*case.events, *case.visits)), dates)
    series = [("visits", _by_year(v.start for v in case.visits))]
    by_kind = ((kind, _by_year(e.date for e in case.events if e.kind == kind)) for kind in kinds)
    # A kind with one row in every year is a table of years; it crowds nowhere.
    crowded = next(((kind, years) for kind, years in by_kind if max(years.values(), default=0) > 1), None)
    series += [(f"{words(crowded[0])} events", crowded[1])] if crowded else []
    peaks = [f"more {name} on record than {_fullest(years)}" for name, years in series if years]
    said = f"no year has {' and none has '.join(peaks)}" if peaks else "facts are few"
    if seen is None:
        return said[:1].upper() + said[1:]
    return f"From {spoken_date(seen.first)} to {spoken_date(seen.last)}, {said}"


def _by_year(dates: Iterable[PartialDate]) -> Counter[int]:
    """How many dates lie in each year; one that names no single year lies in none."""
    return Counter(when.earliest.year for when in dates if when.earliest.year == when.latest.year)


def _fullest(years: Counter[int]) -> str:
    """The year with the most rows and their number; all of them where several have as many, the first three where many do."""
    most = max(years.values())
    found = [str(year) for year in sorted(years) if years[year] == most]
    more = f" and {len(found) - 3} other years" if len(found) > 3 else ""
    named = listed(found[:3]) if not more else ", ".join(found[:3])
    return f"{named}{more} ({most}{' each' if len(found) > 1 else ''})"


def _searched(levels: Mapping[str, int]) -> str:
    """How many years were searched how well; the parts add up to the whole."""
    said = [
        f"{levels.get(level, 0)} {how}"
        for level, how in (("partial", "partly"), ("thin", "thinly"))
        if levels.get(level)
    ]
    whole = f"{levels.get('good', 0)} of {plural(sum(levels.values()), 'year')} were searched well"
    return f"A quiet year may be one nobody searched: {whole}, {listed(said)}" if said else whole


def _years_rated(case: Case) -> Observed:
    """The years that somebody rated, to the last day observed."""
    years = [row.year for row in case.rated_years if row.year is not None]
    last = date(max(years), 12, 31)
    return Observed(date(min(years), 1, 1), min(last, case.observed.end or last), grain="year")


def _when(date: PartialDate) -> float:
    return year_of(str(date.earliest))
