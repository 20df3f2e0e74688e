"""`yalu visits`: what counts, how often, how soon after a crisis, how long the silences."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from yalu.cli.output import print_json, print_table, say
from yalu.cli.parameters import (
    Asked,
    Between,
    Eras,
    Rules,
    SharedOptions,
    Way,
    Weight,
    a_weight,
    opened,
    ways,
    window_of,
)
from yalu.visits.rosters import unsettled_words

app = App(
    name="visits",
    help="High-level visits: list, frequency, grid, latency, gaps, ranking, published, lists, seats, coverage.",
)


@app.command(name="list")
def list_visits(
    *,
    rules: Rules = None,
    direction: Way = "both",
    window: Between = None,
    counted: Annotated[bool, Parameter(negative="", help="Only visits that surely count.")] = False,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """List visits with what the rules say of each and why.

    Parameters
    ----------
    direction
        Keep visits of one direction only.
    """
    case = opened(asked)
    rows = case.visits.list(rules=rules, direction=direction, counted_only=counted, window=window_of(window))
    if asked.json:
        print_json(case.case, "visits list", rows)
        return
    name, words = case.visits.rules(rules).name, ways(case)
    print_table(
        f"{len(rows)} visits under {name}",
        ["id", "date", "direction", "guest", "post", "counts", "why"],
        [
            [r.id, r.start, words[r.direction], r.guest, r.post, _answer(r.counts, r.summit), r.why]
            for r in rows
        ],
        note="yalu explain ID shows the sources of any row.",
    )


def _answer(counts: str, summit: str) -> str:
    if counts != "yes":
        return counts.replace("_", " ")
    return {"yes": "yes, summit", "no": "yes", "cannot_say": "yes, summit?"}[summit]


@app.command
def frequency(
    *,
    rules: Rules = None,
    eras: Eras = None,
    weight: Weight = 1.0,
    direction: Way = "both",
    window: Between = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Average visits a year in each leader's era, with exact intervals and the coverage of the record.

    Parameters
    ----------
    direction
        Count visits of one direction only.
    """
    case = opened(asked)
    rows = case.visits.frequency(
        rules=rules, eras=eras, weight=weight, direction=direction, window=window_of(window)
    )
    rankings = [
        case.visits.ranking(side, rules=rules, eras=eras, weight=weight, window=window_of(window))
        for side in ("partner", "target")
    ]
    if asked.json:
        print_json(
            case.case,
            "visits frequency",
            {"eras": list(rows), "rankings": rankings, "coverage": rows.coverage},
        )
        return
    names = case.case.names
    print_table(
        f"Visits a year under {case.visits.rules(rules).name}, summits weigh {weight:g}",
        [
            "side",
            "era",
            "period",
            "years",
            "visits",
            "summits",
            "a year",
            "95 % interval",
            "undecided",
            "record",
        ],
        [
            [
                names.get(r.side, r.side),
                r.name,
                "; ".join(r.periods),
                f"{r.years:.2f}",
                r.tally.count,
                r.tally.summits,
                r.figure.shown,
                _interval(r.figure.interval),
                r.tally.possible or "",
                f"{r.coverage.good}/{r.coverage.partial}/{r.coverage.thin}",
            ]
            for r in rows
        ],
        right=(3, 4, 5, 6, 8),
        note="record: years searched well/partly/thinly; undecided: visits the sources leave open",
    )
    warnings = [w for ranking in rankings for w in ranking.warnings]
    if warnings:
        say("", "Where the record makes a ranking unsafe", *(f"  {w}" for w in warnings))
    if words := unsettled_words(case.case, case.visits.rules(rules)):
        say("", words)
    say(
        "",
        "yalu explain ID shows the rows of a figure, for example:",
        *(f"  {r.figure.id}" for r in rows[-1:]),
    )


def _interval(bounds: tuple[float, float] | None) -> str:
    return f"{bounds[0]:.2f} to {bounds[1]:.2f}" if bounds else ""


@app.command
def grid(
    *,
    rules: Annotated[list[str] | None, Parameter(help="Rule sets to try; all by default.")] = None,
    eras: Annotated[list[str] | None, Parameter(help="Era schemes to try; all by default.")] = None,
    weights: Annotated[
        list[float] | None, Parameter(help="Summit weights to try.", validator=a_weight)
    ] = None,
    window: Between = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Every published average under every definition: reproduced, or off by how many visits."""
    case = opened(asked)
    found = case.visits.grid(
        rules=rules, eras=eras, window=window_of(window), **({"weights": weights} if weights else {})
    )
    if asked.json:
        print_json(case.case, "visits grid", found)
        return
    if not found.summaries:
        say(f"Case {case.case.id} has no published averages, so there is none to reproduce (published.csv).")
        return
    for summary in found.summaries:
        cells = [c for c in found.cells if c.published == summary.published]
        print_table(
            f"{summary.title}: published {summary.stated}",
            ["rule set", "eras", *(f"weight {w:g}" for w in dict.fromkeys(c.weight for c in cells))],
            _grid_rows(cells),
        )
        say(summary.says, "")
    together = ", ".join(found.together) or "none"
    say(f"Definitions that print all published averages at once: {together}")
    say("* printed  ? could be printed if undecided rows fell the right way  (+2) two visits short of it")


def _grid_rows(cells: list[Any]) -> list[list[str]]:
    rows: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        rows.setdefault((cell.rules, cell.scheme), []).append(_cell(cell))
    return [[*key, *marks] for key, marks in rows.items()]


def _cell(cell: Any) -> str:
    if cell.mark == "reproduced":
        return f"{cell.value:.2f} *"
    off = "no whole number" if cell.visits_off is None else f"{cell.visits_off:+d}"
    return f"{cell.value:.2f} ({off}){' ?' if cell.mark == 'possible' else ''}"


@app.command
def ranking(
    side: Literal["partner", "target"],
    *,
    rules: Rules = None,
    eras: Eras = None,
    weight: Weight = 1.0,
    window: Between = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Eras of one side from the lowest average up, with exact tests between neighbours.

    Parameters
    ----------
    side
        The partner's or the target's leaders.
    """
    case = opened(asked)
    found = case.visits.ranking(side, rules=rules, eras=eras, weight=weight, window=window_of(window))
    if asked.json:
        print_json(case.case, "visits ranking", found)
        return
    print_table(
        f"Eras from the lowest average up, summits weigh {weight:g}",
        ["place", "era", "a year", "could be", "years"],
        [
            [r.place, r.name, f"{r.value:.2f}", f"{r.low:.2f}–{r.high:.2f}", f"{r.years:.2f}"]
            for r in found.order
        ],
        right=(0, 2, 4),
    )
    say("", *(c.says for c in found.comparisons), "", *(f"Unsafe: {w}" for w in found.warnings))


@app.command
def published(
    *,
    rules: Rules = None,
    eras: Eras = None,
    weight: Weight = 2.0,
    window: Between = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Published figures beside ours, each with the reason for any difference."""
    case = opened(asked)
    rows = case.visits.published(rules=rules, eras=eras, weight=weight, window=window_of(window))
    if asked.json:
        print_json(case.case, "visits published", rows)
        return
    print_table(
        f"Published figures beside ours under {case.visits.rules(rules).name}",
        ["figure", "published", "ours", "", "reason"],
        [[r.title, r.stated, r.ours, r.standing.replace("_", " "), r.reason] for r in rows],
    )
