"""How often they met, under whom, and how long they did not."""

from __future__ import annotations

from yalu.case.records import Case
from yalu.site import charts
from yalu.site.charts.frame import year_of
from yalu.site.data.visit_data import VisitData, name_of, ordinal, way
from yalu.site.frame.figure_page import Cell, Column, FigurePage, Key, gathered
from yalu.visits.frequency import EraFrequency
from yalu.visits.record.coverage import searched_otherwise
from yalu.vocabulary.coverage import Observed as Span
from yalu.vocabulary.coverage import observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.words.numerals import from_to, plural
from yalu.vocabulary.words.readable import spoken_date

INTERVALS = (
    "Lines are 95 % intervals that treat visits as a Poisson count; visits cluster around anniversaries, "
    "so the true uncertainty is wider. Pale bars run from the least to the most the record allows, "
    "where sources leave rows undecided."
)

# The usual level at which two rates are called different; the exact test is in the trail of the ranking.
_DISTINGUISHES = 0.05

ERA_COLUMNS = (
    Column("era", "Era"), Column("side", "Side"), Column("visits", "Visits", numeric=True),
    Column("summits", "Summits", numeric=True), Column("years", "Years", numeric=True),
    Column("average", "A year", numeric=True), Column("interval", "95 % interval", numeric=True),
    Column("bounds", "Least to most", numeric=True), Column("published", "Published", numeric=True),
    Column("coverage", "How well searched"), Column("trail", "Trail", links="trail"),
)  # fmt: skip


def by_year(case: Case, observed: VisitData) -> FigurePage | None:
    """Visits per year and direction over the leaders' years."""
    years = observed.visits.by_year
    if not any(row.total + row.undecided for row in years):
        return None
    rows = []
    for row in years:
        rows.append({"year": row.year, "side": "partner", "sure": row.partner_to_target, "open": 0})
        rows.append({"year": row.year, "side": "target", "sure": row.target_to_partner, "open": 0})
    eras = [
        {"side": era.side, "name": era.name, "start": year_of(str(w.start)), "end": year_of(str(w.end))}
        for era in observed.leaders
        for w in era.windows
    ]
    labels = {"partner": way(case, "partner_to_target"), "target": way(case, "target_to_partner")}
    wide, narrow = (charts.visits_by_year(rows, eras, labels, narrow=small) for small in (False, True))
    undecided = sum(row.undecided for row in years)
    return FigurePage(
        slug="visits-by-year",
        title=_by_year_title(case, observed),
        subtitle=f"High-level visits a year that count under “{observed.rules.title}”, by who travelled; "
        "bands are the leaders’ years in office",
        shows="Visits a year by direction",
        wide=wide,
        narrow=narrow,
        keys=(
            Key("partner", "bar", f"Guests from {name_of(case, 'partner')}"),
            Key("target", "bar", f"Guests from {name_of(case, 'target')}"),
        ),
        columns=_year_columns(labels),
        rows=tuple(
            (str(y.year), y.partner_to_target, y.target_to_partner, y.third_country, y.summits, y.undecided)
            for y in years
        ),
        notes=_change_note(case, observed),
        definition=f"Visits whose first day falls in the year and that surely count under {observed.rules.name}.",
        uncertainty=_year_caveats(case, undecided),
        results=tuple(row.figure for row in observed.to_date if row.side == "partner"),
        citations=gathered(row.figure for row in observed.to_date),
        series=_whole(case),
    )


def _whole(case: Case) -> tuple[tuple[str, Span], ...]:
    """Everything observed, as the span of a series drawn to its last day."""
    seen = observed_span([case.observed])
    return () if seen is None else (("", seen),)


def _year_columns(labels: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("year", "Year"),
        Column("partner_to_target", labels["partner"], numeric=True),
        Column("target_to_partner", labels["target"], numeric=True),
        Column("third_country", "In a third country", numeric=True),
        Column("summits", "Of these summits", numeric=True),
        Column("undecided", "Cannot say", numeric=True),
    )


def _year_caveats(case: Case, undecided: int) -> str:
    parts = []
    if undecided:
        parts.append(
            f"{plural(undecided, 'visit')} that the record cannot decide: in the table, not in the picture."
        )
    start, end = case.observed.start, case.observed.end
    if start is not None and (start.month, start.day) != (1, 1):
        parts.append(f"{start.year} is observed from {spoken_date(start)} only.")
    if end is not None and (end.month, end.day) != (12, 31):
        parts.append(f"{end.year} is observed to {spoken_date(end)} only.")
    return " ".join(parts)


def _by_year_title(case: Case, observed: VisitData) -> str:
    change, years = observed.visits.change, observed.visits.by_year
    if change is not None and change.p_value < 0.05 and not searched_otherwise(case, change.year):
        moved = "fell" if change.after < change.before else "rose"
        return (
            f"Visits {moved} from {change.before:.1f} to {change.after:.1f} a year, cut at {change.year}, "
            f"to {spoken_date(case.observed.end)}"
        )
    good = {row.year for row in case.rated_years if row.level == "good"}
    if case.rated_years and not good:
        return (
            f"How often they met is not known: none of {plural(len(years), 'year')} to {spoken_date(case.observed.end)} "
            f"was searched well, and {plural(sum(row.total for row in years), 'visit')} found are the least there were"
        )
    asked = [row for row in years if row.year in good] if good else list(years)
    busiest = max(asked, key=lambda row: (row.total, -row.year), default=None)
    which = f"{plural(len(asked), 'year')} {'searched well' if good else 'observed'} to {spoken_date(case.observed.end)}"
    # A year is only called first when no other can reach it, however its undecided visits fall.
    if busiest is None or any(r.total + r.undecided >= busiest.total for r in asked if r is not busiest):
        return f"Which of {which} had the most visits cannot be said"
    return f"Of {which}, {busiest.year} had the most visits on record that count: {busiest.total}"


def _change_note(case: Case, observed: VisitData) -> tuple[str, ...]:
    change = observed.visits.change
    if change is None:
        return ()
    note = (
        f"Cut in two, the series parts best before {change.year}: {change.before:.2f} visits a year until then, "
        f"{change.after:.2f} after (permutation p = {change.p_value:.3g})."
    )
    if searched_otherwise(case, change.year):
        note += (
            " The record is searched much better on one side of that cut, so it may show the search alone."
        )
    return (note,)


def averages(case: Case, observed: VisitData) -> FigurePage | None:
    """The averages over the window the default rule set was made for, with the published ones marked."""
    rows = observed.frequency
    if not rows or not case.visits:
        return None
    latest = max(
        (row for row in rows if row.side == "partner"), key=lambda row: (row.end, row.start), default=rows[-1]
    )
    title = f"{latest.figure.shown} visits a year in the era of {latest.name} to {spoken_date(latest.end)}"
    title += _placed(case, observed, latest)
    return _averages(
        case, observed, rows, observed.window, slug="averages", title=title, published=_published(case)
    )


def _placed(case: Case, observed: VisitData, latest: EraFrequency) -> str:
    """Where an era ranks, said only where the record was searched alike and an exact test tells it from its neighbours."""
    order, side = observed.ranking.order, name_of(case, "partner")
    place = next((r.place for r in order if r.leader == latest.leader), None)
    if place is None or len(order) < 2:
        return ""
    tests = [c for c in observed.ranking.comparisons if latest.name in (c.first, c.second)]
    unsafe = any(latest.name in warning for warning in observed.ranking.warnings)
    if unsafe or any(test.p_value >= _DISTINGUISHES for test in tests):
        return f"; how it ranks among {plural(len(order), 'era')} on {side}’s side is not safe to say"
    rank = "the lowest" if place == 1 else f"the {ordinal(place)} lowest"
    return f": {rank} figure of {plural(len(order), 'era')} on {side}’s side"


def averages_to_date(case: Case, observed: VisitData) -> FigurePage | None:
    """The same averages over everything observed, when that is more."""
    rows = observed.to_date
    if not rows or not case.visits or str(observed.window.end) == str(case.observed.end):
        return None
    before = {(row.side, row.leader): row for row in observed.frequency}
    latest = max(
        (row for row in rows if row.side == "partner"), key=lambda row: (row.end, row.start), default=rows[-1]
    )
    was = before.get((latest.side, latest.leader))
    if was is None:
        title = (
            f"{latest.figure.shown} visits a year in the era of {latest.name} to {spoken_date(latest.end)}"
        )
    else:
        # Both ends are said: an average is of the days it was counted over and of no others.
        title = (
            f"Counted to {spoken_date(latest.end)} the average of {latest.name} is {latest.figure.shown} visits a year; "
            f"to {spoken_date(was.end)} it was {was.figure.shown}"
        )
    return _averages(case, observed, rows, case.observed, slug="averages-to-date", title=title, published={})


def _published(case: Case) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for row in case.published:
        given = dict(row.parameters)
        if row.figure == "frequency" and row.value is not None:
            found.setdefault((given.get("side", ""), given.get("leader", "")), row.value)
    return found


def doubts(case: Case) -> tuple[str, ...]:
    """What the compilers noted on single published averages, leaving out what they noted on all."""
    rows = [row for row in case.published if row.figure == "frequency" and row.notes]
    said = {row.id: [s.strip() for s in row.notes.replace(". ", ".\n").split("\n")] for row in rows}
    return tuple(
        f"{row.title}, published as {row.stated}: {sentence[:1].lower()}{sentence[1:]}"
        for row in rows
        for sentence in said[row.id]
        if len(rows) == 1 or not all(sentence in other for other in said.values())
    )


def _averages(
    case: Case,
    observed: VisitData,
    rows: tuple[EraFrequency, ...],
    window: Window,
    *,
    slug: str,
    title: str,
    published: dict[tuple[str, str], float],
) -> FigurePage:
    drawn = [_era_mark(row, published.get((row.side, row.leader))) for row in rows]
    wide, narrow = (
        charts.averages_by_era(drawn, unit="visits a year", narrow=small) for small in (False, True)
    )
    keys = [
        Key("partner", "dot", f"Leaders of {name_of(case, 'partner')}"),
        Key("target", "dot", f"Leaders of {name_of(case, 'target')}"),
    ]
    if any(mark["least"] is not None for mark in drawn):
        keys.append(Key("partner", "pale", "As open rows fall"))
    if published:
        keys.append(Key("published", "diamond", "Published value"))
    return FigurePage(
        slug=slug,
        title=title,
        subtitle=f"Average visits a year, both directions, {spoken_date(window.start)} to {spoken_date(window.end)}; "
        f"{observed.scheme_title[:1].lower()}{observed.scheme_title[1:]}; a summit weighs {observed.weight:g}",
        shows="Average visits a year by era",
        wide=wide,
        narrow=narrow,
        keys=tuple(keys),
        columns=ERA_COLUMNS,
        rows=tuple(_era_cells(case, row, published.get((row.side, row.leader))) for row in rows),
        notes=observed.ranking.warnings[:2] + (doubts(case) if published else ()),
        definition=rows[-1].figure.definition,
        uncertainty=INTERVALS,
        results=tuple(row.figure for row in rows),
    )


def _era_mark(row: EraFrequency, published: float | None) -> dict[str, object]:
    figure = row.figure
    low, high = figure.interval or (None, None)
    open_rows = figure.low is not None and figure.high is not None and figure.low < figure.high
    return {
        "label": row.name, "side": row.side, "value": figure.value, "shown": figure.shown, "low": low, "high": high,
        "least": figure.low if open_rows else None, "most": figure.high if open_rows else None,
        "published": published,
    }  # fmt: skip


def _era_cells(case: Case, row: EraFrequency, published: float | None) -> tuple[Cell, ...]:
    low, high = row.figure.interval or (0.0, 0.0)
    return (
        row.name, name_of(case, row.side), row.tally.count, row.tally.summits, row.years, row.figure.shown,
        from_to(low, high), from_to(row.figure.low or 0, row.figure.high or 0),
        None if published is None else f"{published:g}", row.coverage.says, row.figure.id,
    )  # fmt: skip
