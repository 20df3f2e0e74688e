"""How much hangs on the definition: published figures compared with every choice of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from yalu.case.records import Case
from yalu.site import charts
from yalu.site.data.visit_data import VisitData, listed
from yalu.site.frame.figure_page import Column, FigurePage, Key
from yalu.site.frame.templates import words
from yalu.visits.grid import GridCell, GridSummary
from yalu.vocabulary.words.numerals import from_to, plural
from yalu.vocabulary.words.readable import spoken_date

STANDINGS = {
    "same": "same",
    "possible": "possible, if open rows fall so",
    "differs": "differs",
    "cannot_say": "cannot say",
}
MARKS = {
    "reproduced": "gives it",
    "possible": "could give it",
    "near": "misses by up to three visits",
    "not": "misses by more",
}
KEYS = (
    Key("published", "box", "Gives the published value"),
    Key("heat-3", "band", "Could, if open rows fall so"),
    Key("heat-2", "band", "Misses by up to three visits"),
    Key("heat-1", "band", "Misses by more"),
)
_SHADES = {"reproduced": 4, "possible": 3, "near": 2, "not": 1}


def all_at_once(case: Case, observed: VisitData) -> FigurePage | None:
    """Every published average under every definition, at one weight."""
    together = observed.grid.together
    # Where definitions give all of them, the picture shows the weight at which the first one does.
    weight = float(together[0].rpartition("/w")[2]) if together else observed.weight
    cells = [cell for cell in observed.grid.cells if cell.weight == weight]
    if not cells:
        return None
    title = _together_title(observed, cells, weight)
    short = {summary.published: _leader(case, summary.published) for summary in observed.grid.summaries}
    stated = {summary.published: summary.stated for summary in observed.grid.summaries}
    drawn = [_mark(cell, f"{short[cell.published]}|{stated[cell.published]}") for cell in cells]
    return FigurePage(
        slug="definitions",
        title=title,
        subtitle=f"Each published average (top) recomputed under every combination of rule set and eras; "
        f"a summit weighs {weight:g}; to {spoken_date(observed.window.end)}",
        shows=f"Averages under every definition, summits weighing {weight:g}",
        wide=charts.choices_grid(drawn, narrow=False),
        narrow=charts.choices_grid(drawn, narrow=True),
        keys=_keys(drawn),
        columns=_columns("Published", "published"),
        rows=tuple(_cells(case, cell, short[cell.published]) for cell in cells),
        notes=tuple(f"All at once: {name.replace('/', ', ')}." for name in together[:3])
        + tuple(f"{short[s.published]}: {s.says}" for s in observed.grid.summaries),
        definition="An average is recomputed for every rule set, era scheme and summit weight; none is chosen.",
        uncertainty="Many definitions were tried, so some fit by chance: a match is not proof of the published rule.",
        results=tuple(row.figure for row in observed.frequency),
    )


def one_by_one(case: Case, observed: VisitData) -> list[FigurePage]:
    """One figure per published average: every definition by every weight."""
    return [_one(case, observed, summary) for summary in observed.grid.summaries if summary.cells]


def _one(case: Case, observed: VisitData, summary: GridSummary) -> FigurePage:
    cells = [cell for cell in observed.grid.cells if cell.published == summary.published]
    idle = "weight" not in summary.deciding
    drawn = [_merged(group, summary.deciding) for group in _grouped(cells, summary.deciding)]
    share = f"{summary.reproduced_under} of {plural(summary.definitions, 'definition')}"
    rest = summary.definitions - summary.reproduced_under - summary.possible_under
    more = f", could under {summary.possible_under} more" if summary.possible_under else ""
    columns = "" if idle else " and weight of a summit (columns)"
    return FigurePage(
        slug=f"definitions-{summary.published.lower()}",
        title=f"{_leader(case, summary.published)}: the published {summary.stated} comes out under {share}{more} and not under {rest}",
        subtitle=f"{summary.title}, recomputed under every rule set and era scheme (rows){columns}, to {_last(observed)}",
        shows=f"{summary.title} under every definition",
        wide=charts.choices_grid(drawn, narrow=False),
        narrow=charts.choices_grid(drawn, narrow=True),
        keys=_keys(drawn),
        columns=_columns("Weight", "weight"),
        rows=tuple(_cells(case, cell, f"{cell.weight:g}") for cell in cells),
        notes=(summary.says, *((_IDLE,) if idle else ())),
        definition=f"Published as {summary.stated}. Averages are recomputed for every definition; none is chosen.",
        uncertainty="Many definitions were tried, so some fit by chance: a match is not proof of the published rule.",
        results=tuple(r.figure for r in observed.frequency if r.leader == _given(case, summary.published)),
    )


_IDLE = (
    "What a summit weighs never decides here whether the published value comes out, so a definition is one rule set "
    "with one era scheme; where the value still moves with the weight, the cell shows from which to which."
)


def _last(observed: VisitData) -> str:
    return spoken_date(observed.window.end)


def _together_title(observed: VisitData, drawn: Sequence[GridCell], weight: float) -> str:
    """How many of the definitions in the picture give all published averages, and at which other weights any does."""
    tried = len({(cell.rules, cell.scheme) for cell in drawn})
    weights = sorted({cell.weight for cell in observed.grid.cells})
    giving = [float(name.rpartition("/w")[2]) for name in observed.grid.together]
    many, end = f"all {len(observed.grid.summaries)} published averages at once", f"to {_last(observed)}"
    if not giving:
        return f"None of {plural(tried, 'definition')} gives {many}, whatever a summit weighs, {end}"
    here = giving.count(weight)
    others = [f"{giving.count(w)} with {w:g}" for w in weights if w != weight and w in giving]
    rest = [f"{w:g}" for w in weights if w not in giving]
    none = f"; with a summit as {' or '.join(rest)} none does" if rest else ""
    return (
        f"{here} of {plural(tried, 'definition')} {'gives' if here == 1 else 'give'} {many} with a summit as {weight:g}"
        f"{_not_giving(tried - here)}"
        f"{', ' + ', '.join(others) if others else ''}, {end}{none}"
    )


def _not_giving(rest: int) -> str:
    """What the other definitions do."""
    return f" and {rest} {'do' if rest > 1 else 'does'} not" if rest else ""


def _grouped(cells: Sequence[GridCell], deciding: Sequence[str]) -> list[list[GridCell]]:
    """The cells that differ in no choice that matters together, so that one definition is one cell of the picture."""
    found: dict[tuple[object, ...], list[GridCell]] = {}
    for cell in cells:
        found.setdefault(tuple(getattr(cell, name) for name in deciding), []).append(cell)
    return list(found.values())


def _merged(group: Sequence[GridCell], deciding: Sequence[str]) -> dict[str, object]:
    """The mark of one definition: its nearest standing, and from which value to which where an idle choice moves it."""
    best = max(group, key=lambda cell: _SHADES[cell.mark])
    low, high = (f"{found(cell.value for cell in group):.2f}" for found in (min, max))
    rules, scheme = (
        words(getattr(best, name))
        if name in deciding or len({getattr(c, name) for c in group}) == 1
        else f"any {what}"
        for name, what in (("rules", "rules"), ("scheme", "eras"))
    )
    column = f"weight|{best.weight:g}" if "weight" in deciding else "any weight"
    shown = low if low == high else f"{low} to {high}"
    return _mark(best, column) | {"row": f"{rules}|{scheme}", "shown": shown}


def _keys(drawn: Sequence[dict[str, object]]) -> tuple[Key, ...]:
    """The entries of the key for the shades that are drawn."""
    shades = {shade for mark in drawn if (shade := mark["shade"]) is not None}
    return tuple(key for key, shade in zip(KEYS, (4, 3, 2, 1), strict=True) if shade in shades)


def _columns(last: str, name: str) -> tuple[Column, ...]:
    return (
        Column("rule_set", "Rule set"), Column("era_scheme", "Eras"), Column(name, last, numeric=name == "weight"),
        Column("value", "A year", numeric=True), Column("bounds", "Least to most", numeric=True),
        Column("visits_off", "Visits off", numeric=True), Column("mark", "Against the published value"),
    )  # fmt: skip


def _cells(case: Case, cell: GridCell, last: str) -> tuple[str | int | float | None, ...]:
    rules, _, scheme = _definition(case, cell).partition("|")
    off = (
        "no whole number" if cell.visits_off is None else f"{cell.visits_off:+d}" if cell.visits_off else "0"
    )
    return (
        rules, scheme, last, f"{cell.value:.2f}", from_to(cell.low, cell.high), off, MARKS[cell.mark],
    )  # fmt: skip


def _mark(cell: GridCell, column: str) -> dict[str, object]:
    return {
        "row": f"{words(cell.rules)}|{words(cell.scheme)}",
        "column": column,
        "shown": f"{cell.value:.2f}",
        "shade": _SHADES[cell.mark],
        "hit": cell.mark == "reproduced",
    }


def _definition(case: Case, cell: GridCell) -> str:
    """Rule set and era scheme in words, parted by a bar for two lines."""
    codebook = case.codebook
    if codebook is None:
        return f"{cell.rules}|{cell.scheme}"
    return f"{codebook.rule_sets[cell.rules].title}|{codebook.era_schemes[cell.scheme].title}"


def _given(case: Case, published: str) -> str:
    return next((dict(row.parameters).get("leader", "") for row in case.published if row.id == published), "")


def _leader(case: Case, published: str) -> str:
    leader = _given(case, published)
    return next((tenure.name for tenure in case.tenures if tenure.leader == leader), leader or published)


def beside(case: Case, observed: VisitData) -> FigurePage | None:
    """Every published figure beside ours, as a table."""
    rows = observed.beside
    if not rows:
        return None
    stands = Counter(row.standing for row in rows)
    rest = [(stands["differs"], "differ"), (stands["possible"], "could, if open rows fall so"),
            (stands["cannot_say"], "cannot be decided")]  # fmt: skip
    others = listed([f"{count} {what}" for count, what in rest if count])
    return FigurePage(
        slug="published",
        title=f"{stands['same']} of {plural(len(rows), 'published figure')} come out the same under our default definition"
        + (f"; {others}" if others else ""),
        subtitle=f"Each published figure beside ours: “{observed.rules.title}”, {observed.scheme_title}, "
        f"a summit weighs {observed.weight:g}",
        shows="Published figures beside ours",
        columns=(
            Column("published", "Published figure"),
            Column("stated", "Stated", numeric=True),
            Column("ours", "Ours", numeric=True),
            Column("standing", "How they stand"),
            Column("reason", "Why"),
            Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(
            (row.title, row.stated, row.ours, STANDINGS[row.standing], row.reason, row.figure.id)
            for row in rows
        ),
        definition="Ours is the same when it rounds to the digits stated. Published figures are never an input.",
        uncertainty="",
        results=tuple(row.figure for row in rows),
    )
