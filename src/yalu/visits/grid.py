"""Every published average on the grid of definitions: rule set x era scheme x summit weight.

The grid never picks a definition. It says which cells give the published figure, by how many
visits the others miss, and that several definitions may give the same figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil, floor, inf
from typing import Literal

import msgspec

from yalu.case.records import Case, Published
from yalu.visits.citations import figure_id
from yalu.visits.eras import Era, eras
from yalu.visits.frequency import Doubts, Tally, VisitCounts, most_a_year, study_window, window_id
from yalu.visits.printed import stated_span
from yalu.visits.rules.codebook import choose_rules, codebook_of
from yalu.vocabulary.dates import Window
from yalu.vocabulary.distinct import deciding_choices, distinct_answers
from yalu.vocabulary.words.numerals import plural

WEIGHTS = (1.0, 1.5, 2.0, 2.5, 3.0)
NEAR = 3
GridMark = Literal["reproduced", "possible", "near", "not"]


class GridCell(msgspec.Struct, frozen=True):
    """One definition tried on one published average.

    ``visits_off`` is how many ordinary visits would have to be added (+) or taken away (-) for the
    cell to print the published figure; None when no whole number would. ``mark``: ``reproduced``
    prints it; ``possible`` could, if undecided rows fell the right way; ``near`` misses by up to
    three visits; ``not`` by more.
    """

    published: str
    rules: str
    scheme: str
    weight: float
    value: float
    low: float
    high: float
    tally: Tally
    years: float
    visits_off: int | None
    mark: GridMark
    id: str


class GridSummary(msgspec.Struct, frozen=True):
    """What the grid says of one published average, in numbers and in a sentence.

    ``definitions`` counts the cells that differ in a choice that matters to whether the figure is
    printed (``deciding``: rules, scheme, weight); ``reproduced_under`` and ``possible_under`` are the
    definitions among them that print it, and that could. ``cells`` and its parts count every cell tried.
    """

    published: str
    title: str
    stated: str
    cells: int
    reproduced: int
    possible: int
    nearest: int | None
    says: str
    definitions: int
    reproduced_under: int
    possible_under: int
    deciding: tuple[str, ...]


class DefinitionGrid(msgspec.Struct, frozen=True):
    """All cells, a summary per published average, and the cells that give all of them at once."""

    cells: tuple[GridCell, ...]
    summaries: tuple[GridSummary, ...]
    together: tuple[str, ...]


def grid(
    case: Case,
    *,
    rule_sets: Sequence[str] | None = None,
    schemes: Sequence[str] | None = None,
    weights: Sequence[float] = WEIGHTS,
    window: Window | None = None,
) -> DefinitionGrid:
    """The grid for every published row whose figure is ``frequency`` and that names side and leader.

    All rule sets are tried over the same window: the one given, else that of the default rule set.
    """
    codebook = codebook_of(case)
    targets = [row for row in case.published if row.figure == "frequency" and row.value is not None]
    default = choose_rules(case)
    span = study_window(case, default, window)
    cells: list[GridCell] = []
    for rules_name in rule_sets or list(codebook.rule_sets):
        ledger = VisitCounts(case, choose_rules(case, rules_name))
        days = window_id(case, ledger.rules, span)
        for scheme in schemes or list(codebook.era_schemes):
            tallies = {
                (era.side, era.leader): (
                    ledger.tally(era.windows, era.edges),
                    ledger.doubts(era.windows, era.edges),
                    era,
                )
                for era in eras(case, codebook.era_schemes[scheme], span)
            }
            for weight in weights:
                cells += [
                    _cell(case, row, rules_name, scheme, weight, *tallies[key], days)
                    for row in targets
                    if (key := (dict(row.parameters).get("side", ""), dict(row.parameters).get("leader", "")))
                    in tallies
                ]
    return DefinitionGrid(
        tuple(cells), tuple(_summary(row, cells) for row in targets), _together(targets, cells)
    )


def _cell(
    case: Case,
    row: Published,
    rules: str,
    scheme: str,
    weight: float,
    tally: Tally,
    doubts: Doubts,
    era: Era,
    days: str,
) -> GridCell:
    years = era.years
    span = stated_span(row)
    off = visits_off(span, tally.total(weight), years)
    possible = reachable(span, tally.total(weight), doubts, weight, era)
    mark: GridMark = "not"
    if off == 0:
        mark = "reproduced"
    elif possible:
        mark = "possible"
    elif off is not None and abs(off) <= NEAR:
        mark = "near"
    leader = dict(row.parameters)["leader"]
    return GridCell(
        published=row.id,
        rules=rules,
        scheme=scheme,
        weight=weight,
        value=tally.total(weight) / years,
        low=tally.least(weight) / years,
        high=inf if (most := most_a_year(era, tally, weight)) is None else most,
        tally=tally,
        years=round(years, 4),
        visits_off=off,
        mark=mark,
        id=figure_id(case, "frequency", rules, scheme, f"w{weight:g}", leader, "both", days),
    )


def visits_off(span: tuple[float, float], total: float, years: float) -> int | None:
    """Fewest ordinary visits to add (+) or take away (-) so that the average is as stated."""
    slack = 1e-9
    low, high = (bound * years - total - slack for bound in span)
    # A bound in words is open on one side; no era has a thousand million visits.
    first, last = ceil(max(low, -1e9)), floor(min(high, 1e9))
    if last < first:
        return None
    if first <= 0 <= last:
        return 0
    return first if first > 0 else last


def reachable(span: tuple[float, float], total: float, doubts: Doubts, weight: float, era: Era) -> bool:
    """Whether some reading of the undecided rows, and of an era's length, gives an average in the span; its high end is out."""
    low, high = span
    slack = 1e-9

    def meets(sure: float) -> bool:
        most = sure / era.years_least if era.years_least else (inf if sure > 0 else 0.0)
        return sure / era.years < high - slack and most >= low - slack

    return any(meets(total + more) for more in doubts.sums(weight))


def _summary(row: Published, cells: Sequence[GridCell]) -> GridSummary:
    own = [cell for cell in cells if cell.published == row.id]
    readings = [{"rules": c.rules, "scheme": c.scheme, "weight": f"{c.weight:g}"} for c in own]
    marks = [cell.mark if cell.mark in {"reproduced", "possible"} else "not" for cell in own]
    under = Counter(distinct_answers(readings, marks))
    nearest = min((abs(c.visits_off) for c in own if c.visits_off is not None), default=None)
    tried, hits, possible = under.total(), under["reproduced"], under["possible"]
    if hits:
        says = (
            f"{row.stated} comes out under {hits} of {plural(tried, 'definition')}; the grid does not choose."
        )
    elif nearest is not None:
        says = f"None of {plural(tried, 'definition')} prints {row.stated}; the nearest misses by {plural(nearest, 'visit')}."
    elif own:
        says = f"None of {plural(tried, 'definition')} prints {row.stated}, and no whole number of visits would make one."
    else:
        says = f"No definition has this era, so {row.stated} was compared with nothing."
    if possible:
        says += f" {possible} more could, if rows the sources leave undecided fell the right way."
    return GridSummary(
        published=row.id,
        title=row.title,
        stated=row.stated,
        cells=len(own),
        reproduced=sum(cell.mark == "reproduced" for cell in own),
        possible=sum(cell.mark == "possible" for cell in own),
        nearest=nearest,
        says=says,
        definitions=tried,
        reproduced_under=hits,
        possible_under=possible,
        deciding=deciding_choices(readings, marks),
    )


def _together(targets: Sequence[Published], cells: Sequence[GridCell]) -> tuple[str, ...]:
    hits: dict[str, set[str]] = {}
    for cell in cells:
        if cell.mark == "reproduced":
            hits.setdefault(f"{cell.rules}/{cell.scheme}/w{cell.weight:g}", set()).add(cell.published)
    everything = {row.id for row in targets}
    return tuple(sorted(name for name, found in hits.items() if everything and found == everything))
