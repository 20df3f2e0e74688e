"""The room of comparison: this pair beside the other bundled pairs on the same target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from yalu.case.folder.locations import bundled_cases, find_case
from yalu.case.knowledge import known_by
from yalu.case.package import read_case
from yalu.case.records import Case
from yalu.documents.choices import ChoiceError
from yalu.site.charts.frame import unchecked
from yalu.site.charts.pairs import visits_of_pairs
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import listed
from yalu.site.frame.figure_page import Cell, Column, FigurePage, Key, Site
from yalu.site.frame.rooms import Render
from yalu.visits.comparison import ComparedCase, PairComparison, WaitOfCase, YearOfCase, compare
from yalu.vocabulary.coverage import Observed, observed_span
from yalu.vocabulary.dates import parse_window
from yalu.vocabulary.results import Result
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

ADDRESS = "comparison.html"
_LEAST = "≥ marks a least: the year was not searched well, or classes of guests were not looked for."


class ComparisonRoom:
    """A page that holds the visits of several pairs against each other, with what each record cannot show."""

    navigation: tuple[tuple[str, str], ...] = ((ADDRESS, "Pairs compared"),)
    headline = ""

    def __init__(self, found: Sequence[PairComparison]) -> None:
        self._all = tuple(found)
        # Shown under the rule set that lets most years be distinguished; ties go to the case's own, which comes first.
        self.shown = max(self._all, key=lambda one: sum(bool(year.most) for year in one.years))
        with unchecked():
            pages = (by_year(self.shown), under_other_rules(self._all), waits(self.shown), public(self.shown))
        self._figures = tuple(page for page in pages if page is not None)

    def figures(self) -> tuple[FigurePage, ...]:
        """Visits a year, the same under other rule sets, days to an envoy, announced and seen."""
        return self._figures

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The page of the comparison."""
        yield page(ADDRESS, figures=self._figures, found=self.shown, pairs=_pairs(self.shown))

    def results(self) -> tuple[Result, ...]:
        """None: the trail of every number is that of the rows in its own case."""
        return ()

    def files(self) -> dict[str, bytes]:
        """None: every figure has its own CSV."""
        return {}


def comparisons(case: Case, others: Sequence[Case]) -> tuple[PairComparison, ...]:
    """The cases compared under every rule set of each of them, the case's own first; the order of the cases is kept.

    A rule set whose options another codebook does not have is left out, as is one that throws the same switches
    as an earlier one.
    """
    cases = (case, *others)
    found: dict[tuple[tuple[str, str], ...], PairComparison] = {}
    for source in cases:
        rest = [one for one in cases if one is not source]
        for name in source.codebook.rule_sets if source.codebook else ():
            try:
                made = compare((source, *rest), rules=name)
            except ChoiceError:
                continue
            found.setdefault(made.switches.options, made)
    return tuple(found.values())


def by_year(found: PairComparison) -> FigurePage:
    """Visits a year of every pair, on one scale."""
    rows = [
        {
            "pair": place,
            "year": year.year,
            "partner": cell.partner_to_target,
            "target": cell.target_to_partner,
            "level": cell.level,
        }
        for year in found.years
        for place, cell in enumerate(year.cells)
    ]
    names = [f"{case.partner} and {case.target}" for case in found.cases]
    columns = [Column("year", "Year")]
    for case in found.cases:
        columns += [
            Column(f"{case.id}-visits", case.partner, numeric=True),
            Column(f"{case.id}-came", f"{case.partner} to {case.target}", numeric=True),
            Column(f"{case.id}-went", f"{case.target} to {case.partner}", numeric=True),
            Column(f"{case.id}-undecided", "Cannot say", numeric=True),
            Column(f"{case.id}-searched", "Searched"),
        ]
    return FigurePage(
        slug="pairs-by-year",
        title=_title(found),
        subtitle=f"Visits a year under the switches of “{found.switches.source}”, each pair on the same scale; "
        "the strip below shows how well the year was searched",
        shows="Visits a year of each pair",
        wide=visits_of_pairs(rows, names, narrow=False),
        narrow=visits_of_pairs(rows, names, narrow=True),
        keys=(
            Key("partner", "bar", "Guests of the partner"),
            Key("target", "bar", f"Guests of {found.cases[0].target}"),
            Key("context", "bar", "Year searched well"),
            Key("heat-4", "bar", "Year searched partly; no strip: thinly, or not rated"),
        ),
        columns=(*columns, Column("most", "Had more")),
        rows=tuple(
            (
                str(year.year),
                *(cell for one in year.cells for cell in _year_cells(one)),
                _name(found.cases, year.most),
            )
            for year in found.years
        ),
        notes=(*found.warnings, _LEAST),
        definition="Visits whose first day falls in the year and that surely count, by the same option of every "
        "rule in each codebook. One pair had more only where the other cannot have had as many: its year was "
        "searched well for every class that counts, and its undecided visits are added. A year searched well is "
        "taken as whole.",
        uncertainty="A year not searched well, or a class that nobody looked for, is never read as none.",
        series=_series(found),
    )


def _title(found: PairComparison) -> str:
    """In which years one pair surely had more, or how many visits are on record; with the last day."""
    end = spoken_date(found.last)
    led = {case.partner: [y.year for y in found.years if y.most == case.id] for case in found.cases}
    ahead = [
        f"{name} had more visits than {_others(found, name)} in {listed([str(y) for y in years])}"
        for name, years in led.items()
        if years
    ]
    rest = sum(not year.most for year in found.years)
    if ahead:
        return (
            f"Counted by the same rules, {'; '.join(ahead)}; "
            f"of {plural(rest, 'other year')} to {end} the record cannot say"
        )
    return f"{listed([_count(case) for case in found.cases])} are on record to {end}; who had more can be said of no year"


def _others(found: PairComparison, name: str) -> str:
    return listed([case.partner for case in found.cases if case.partner != name])


def _count(case: ComparedCase) -> str:
    return f"{'at least ' if case.least else ''}{plural(case.visits, 'visit')} with {case.partner}"


def _year_cells(cell: YearOfCase) -> tuple[Cell, ...]:
    if cell.total is None:
        return "", "", "", "", cell.level
    shown = f"{'≥ ' if cell.least else ''}{cell.total}"
    return shown, cell.partner_to_target, cell.target_to_partner, cell.undecided, cell.level


def _name(cases: Sequence[ComparedCase], most: str) -> str:
    return next((case.partner for case in cases if case.id == most), "cannot say")


def under_other_rules(found: Sequence[PairComparison]) -> FigurePage | None:
    """The whole window under every rule set that all codebooks can follow."""
    if len(found) < 2:
        return None
    first = found[0]
    ids = sorted(case.id for case in first.cases)
    names = {case.id: case.partner for case in first.cases}
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        held = {case.id: case for case in one.cases}
        led = {i: sum(year.most == i for year in one.years) for i in ids}
        rows.append(
            (
                rules_of(one, found),
                *(f"{'≥ ' if held[i].least else ''}{held[i].visits}" for i in ids),
                *(led[i] for i in ids),
                sum(not year.most for year in one.years),
            )
        )
    decided = sum(any(year.most for year in one.years) for one in found)
    return FigurePage(
        slug="pairs-under-other-rules",
        title=f"Under {decided} of {plural(len(found), 'rule set')} the record to {spoken_date(first.last)} "
        f"tells the pairs apart in some year, under the other {len(found) - decided} in none",
        subtitle="Visits of the whole window under every rule set whose options each codebook has",
        shows="Visits of each pair by rule set",
        columns=(
            Column("rules", "Rule set"),
            *(Column(f"{i}-visits", names[i], numeric=True) for i in ids),
            *(Column(f"{i}-years", f"Years {names[i]} had more", numeric=True) for i in ids),
            Column("open", "Years that cannot be distinguished", numeric=True),
        ),
        rows=tuple(rows),
        notes=(_LEAST,),
        definition="The options of the rule set are thrown in every codebook; rule sets that throw the same ones are shown once.",
        uncertainty="The wider the rules, the more classes they count that were not looked for.",
        series=_series(first),
    )


def rules_of(one: PairComparison, among: Sequence[PairComparison]) -> str:
    """The name of the rule set whose switches are thrown, with its codebook where another one has a set of that name."""
    same = sum(other.switches.source == one.switches.source for other in among)
    return (
        one.switches.source
        if same == 1
        else f"{one.switches.source}, of the codebook on {one.cases[0].partner}"
    )


def waits(found: PairComparison) -> FigurePage | None:
    """Days from each shock that every case has to the first visit of each pair."""
    if not found.waits:
        return None
    columns = [Column("event", "Event"), Column("date", "Date")]
    for case in found.cases:
        columns += [
            Column(f"{case.id}-days", f"{case.partner}, days", numeric=True),
            Column(f"{case.id}-who", f"{case.partner}, who travelled"),
        ]
    sooner = [_sooner(wait.cells) for wait in found.waits]
    said = [
        f"{case.partner} was surely the sooner after {sooner.count(place)}"
        for place, case in enumerate(found.cases)
        if sooner.count(place)
    ]
    open_ = sooner.count(None)
    title = (
        f"Of {plural(len(found.waits), 'shock')} to {spoken_date(found.last)}, {listed(said)}; of {open_} it cannot be said"
        if said
        else f"After none of {plural(len(found.waits), 'shock')} to {spoken_date(found.last)} can it be said whose envoy was sooner"
    )
    return FigurePage(
        slug="pairs-waits",
        title=title,
        subtitle="Days from tests and launches to the first visit of either side that counts, under the same switches",
        shows="Days to the first visit of each pair",
        columns=tuple(columns),
        rows=tuple(
            (
                wait.title,
                spoken_date(wait.date),
                *(cell for one in wait.cells for cell in (_days(one), one.guest)),
            )
            for wait in found.waits
        ),
        notes=(
            "≤ marks a most: a year between was not searched well, or not for every class, so somebody may have come sooner.",
        ),
        definition=f"Events of the kinds {listed([kind.replace('_', ' ') for kind in found.kinds])}, matched by day and kind; "
        "from the event to the first day of the first visit that counts. One is surely the sooner where its longest "
        "wait is shorter than any that the other can have had, which a most never shows.",
        uncertainty="Bounds in brackets where dates or undecided visits leave the wait open.",
        series=_series(found),
    )


def _sooner(cells: Sequence[WaitOfCase]) -> int | None:
    """The place of the pair whose envoy surely came first; a wait that is only a most has no fewest days."""
    for place, cell in enumerate(cells):
        others = [other for i, other in enumerate(cells) if i != place]
        if cell.days_high is not None and all(
            other.on_record == "yes" and not other.at_most and cell.days_high < _fewest(other)
            for other in others
        ):
            return place
    return None


def _fewest(wait: WaitOfCase) -> int:
    return (wait.open_days or 0) if wait.days_low is None else wait.days_low


def _days(wait: WaitOfCase) -> str:
    if wait.on_record == "no":
        return "no such event"
    mark = "≤ " if wait.at_most else ""
    if wait.days is None:
        return f"{mark}open after {wait.open_days:,}"
    high = "open" if wait.days_high is None else f"{wait.days_high:,}"
    bounds = "" if wait.days_low == wait.days_high else f" ({wait.days_low:,} to {high})"
    return f"{mark}{wait.days:,}{bounds}"


def public(found: PairComparison) -> FigurePage:
    """What was public at the time: announced, secret at first, only announced."""
    said = [
        f"{plural(case.announced, 'visit')} with {case.partner} ({case.visits - case.announced or 'none'} otherwise)"
        for case in found.cases
    ]
    return FigurePage(
        slug="pairs-announced",
        title=f"Announced at the time were {listed(said)}, on the record to {spoken_date(found.last)}",
        subtitle="Visits on record that count, by what was public when they took place",
        shows="Announced and seen, of each pair",
        columns=(
            Column("pair", "Pair"),
            Column("visits", "On record", numeric=True),
            Column("announced", "Announced at the time", numeric=True),
            Column("secret", "Secret, confirmed later", numeric=True),
            Column("unconfirmed", "Unconfirmed", numeric=True),
            Column("unknown", "Not known", numeric=True),
            Column("undecided", "May count", numeric=True),
            Column("not_seen", "Announced, not seen", numeric=True),
            Column("searched", "Years searched", long=True),
            Column("not_looked_for", "Not looked for", long=True),
        ),
        rows=tuple(
            (
                f"{case.partner} and {case.target}",
                f"{'≥ ' if case.least else ''}{case.visits}",
                case.announced,
                case.secret,
                case.unconfirmed,
                case.unknown,
                case.undecided,
                case.not_seen,
                ", ".join(f"{many} {level}" for level, many in sorted(case.searched.items())),
                "; ".join(case.not_looked_for),
            )
            for case in found.cases
        ),
        notes=(*found.warnings, _LEAST),
        definition="“Announced, not seen” are journeys of a post that counts of which only the announcement "
        "is on record; they are in no count.",
        uncertainty="A visit that was kept secret and never found is in no row, so the share announced is a most.",
        series=_series(found),
    )


def _series(found: PairComparison) -> tuple[tuple[str, Observed], ...]:
    seen = observed_span([parse_window(found.window)])
    return () if seen is None else tuple((f"{case.partner} and {case.target}", seen) for case in found.cases)


def _pairs(found: PairComparison) -> str:
    return listed([f"{case.partner} and {case.target}" for case in found.cases])


def others_on_target(case: Case) -> tuple[Case, ...]:
    """The other bundled cases on a case's target that have visits to count, as known on the case's own day."""
    made = []
    for name in bundled_cases():
        if name == case.id:
            continue
        other = read_case(find_case(name))
        if other.target == case.target and other.visits and other.codebook is not None:
            day = date.fromisoformat(case.known_by) if case.known_by else None
            made.append(other if day is None else known_by(other, day)[0])
    return tuple(made)


def open_room(case: Case, site: Site, traded: Traded | None) -> ComparisonRoom | None:
    """The room of a case with visits, where another bundled case is on the same target."""
    del site, traded
    if not case.visits or case.codebook is None:
        return None
    others = others_on_target(case)
    found = comparisons(case, others) if others else ()
    return ComparisonRoom(found) if found else None


__all__ = ["ComparisonRoom", "comparisons", "open_room", "others_on_target"]
