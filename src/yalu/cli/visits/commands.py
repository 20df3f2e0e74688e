"""`yalu visits`: what counts, how often, how soon after a crisis, how long the silences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from yalu.cli.output import present
from yalu.cli.parameters import (
    AskedForRows,
    Between,
    Eras,
    Rules,
    TableOptions,
    Way,
    Weight,
    a_day,
    a_weight,
    day_of,
    opened,
    ways,
    window_of,
)
from yalu.cli.tables import Behind, Kept, Part, Table
from yalu.visits.record.coverage import searched_otherwise
from yalu.visits.record.rosters import unsettled_words
from yalu.vocabulary.words.numerals import from_to, plural

if TYPE_CHECKING:
    from yalu.visits.latency import CrisisResponse

app = App(
    name="visits",
    help="High-level visits: list, frequency, grid, latency, gaps, ranking, published, lists, seats, coverage, compare.",
)


@app.command(name="list")
def list_visits(
    *,
    rules: Rules = None,
    direction: Way = "both",
    window: Between = None,
    counted: Annotated[bool, Parameter(negative="", help="Only visits that surely count.")] = False,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """List visits with what the rules say of each and why.

    Parameters
    ----------
    direction
        Keep visits of one direction only.
    """
    case = opened(asked)
    rows = case.visits.list(rules=rules, direction=direction, counted_only=counted, window=window_of(window))
    words = ways(case)
    table = Table(
        f"{len(rows)} visits under {case.visits.rules(rules).name}",
        ["id", "date", "direction", "guest", "post", "counts", "why"],
        [
            [r.id, r.start, words[r.direction], r.guest, r.post, _answer(r.counts, r.summit), r.why]
            for r in rows
        ],
        note="yalu explain ID shows the sources of any row.",
    )
    present(rows, table, asked=asked, command="visits list", case=case.case)


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
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
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
    names = case.case.names

    def shown() -> Iterator[Part]:
        yield Table(
            f"Visits a year under {case.visits.rules(rules).name}, summits weigh {weight:g}",
            ["era", "side", "a year", "95 % interval", "period", "years", "visits", "summits", "undecided", "record"],
            [
                [r.name, names.get(r.side, r.side), r.figure.shown, _interval(r.figure.interval), "; ".join(r.periods),
                 f"{r.years:.2f}", r.tally.count, r.tally.summits, r.tally.possible,
                 f"{r.coverage.good}/{r.coverage.partial}/{r.coverage.thin}"]
                for r in rows
            ],
            right=(2, 5, 6, 7, 8),
            note="record: years searched well/partly/thinly; undecided: visits the sources leave open",
        )  # fmt: skip
        warnings = list(dict.fromkeys(w for ranking in rankings for w in ranking.warnings))
        if warnings:
            yield Kept(f"\nWhere the record makes a ranking unsafe: {plural(len(warnings), 'case')}, such as")
            yield Kept(f"  {warnings[0]}")
            yield Behind(lambda: (f"  {warning}" for warning in warnings[1:]))
        if words := unsettled_words(case.case, case.visits.rules(rules)):
            yield f"\n{words}"
        yield "\nyalu explain ID shows the rows of a figure, for example:"
        yield from (f"  {r.figure.id}" for r in rows[-1:])

    whole = {"eras": list(rows), "rankings": rankings, "coverage": rows.coverage}
    present(rows, shown, asked=asked, command="visits frequency", case=case.case, json=whole)


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
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Every published average under every definition: reproduced, or off by how many visits."""
    case = opened(asked)
    found = case.visits.grid(
        rules=rules, eras=eras, window=window_of(window), **({"weights": weights} if weights else {})
    )

    def shown() -> Iterator[Part]:
        if not found.summaries:
            yield f"Case {case.case.id} has no published averages, so there is none to reproduce (published.csv)."
            return
        yield Kept(
            f"Definitions that print all published averages at once: {', '.join(found.together) or 'none'}"
        )
        yield Kept(
            "* printed  ? could be printed if undecided rows fell the right way  (+2) two visits short of it\n"
        )
        yield from (Kept(f"{summary.says}") for summary in found.summaries)
        for summary in found.summaries:
            cells = [c for c in found.cells if c.published == summary.published]
            yield Table(
                f"\n{summary.title}: published {summary.stated}",
                ["rule set", "eras", *(f"weight {w:g}" for w in dict.fromkeys(c.weight for c in cells))],
                _grid_rows(cells),
            )

    present(found, shown, asked=asked, command="visits grid", case=case.case)


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
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Eras of one side from the lowest average up, with exact tests between neighbours.

    Parameters
    ----------
    side
        The partner's or the target's leaders.
    """
    case = opened(asked)
    found = case.visits.ranking(side, rules=rules, eras=eras, weight=weight, window=window_of(window))

    def shown() -> Iterator[Part]:
        yield Table(
            f"Eras from the lowest average up, summits weigh {weight:g}",
            ["place", "era", "a year", "could be", "years"],
            [
                [r.place, r.name, f"{r.value:.2f}", from_to(r.low, r.high), f"{r.years:.2f}"]
                for r in found.order
            ],
            right=(0, 2, 4),
        )
        yield from ("", *(c.says for c in found.comparisons), "", *(f"Unsafe: {w}" for w in found.warnings))

    present(found, shown, asked=asked, command="visits ranking", case=case.case)


@app.command
def published(
    *,
    rules: Rules = None,
    eras: Eras = None,
    weight: Weight = 2.0,
    window: Between = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Compare published figures with ours, each with the reason for any difference."""
    case = opened(asked)
    rows = case.visits.published(rules=rules, eras=eras, weight=weight, window=window_of(window))
    table = Table(
        f"Published figures and ours under {case.visits.rules(rules).name}",
        ["figure", "published", "ours", "standing", "reason"],
        [[r.title, r.stated, r.ours, r.standing.replace("_", " "), r.reason] for r in rows],
    )
    present(rows, table, asked=asked, command="visits published", case=case.case)


@app.command
def latency(
    *,
    rules: Rules = None,
    after: Annotated[
        list[str] | None, Parameter(help="Kinds of event to start from; nuclear_test by default.")
    ] = None,
    direction: Way = "both",
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Days from each crisis to the first visit that counts; intervals still open are shown as open.

    Parameters
    ----------
    direction
        Look for visits of one direction only.
    """
    case = opened(asked)
    found = case.visits.latency(rules=rules, after=after or ["nuclear_test"], direction=direction)
    words = ways(case)

    def shown() -> Iterator[Part]:
        yield from (Kept(line) for line in _summary(found))
        yield Table(
            f"\nDays to the first visit that counts under {found.rules}",
            ["event", "date", "days", "closed by", "direction", "what happened on which day"],
            [
                [
                    r.title,
                    r.date,
                    _waited(r),
                    f"{r.visit} {r.guest} ({', '.join(r.by_rule)})" if r.closed else "",
                    words.get(r.direction, ""),
                    "; ".join(f"day {m.day} {m.what.replace('_', ' ')}" for m in r.marks),
                ]
                for r in found.responses
            ],
        )
        for response in (r for r in found.responses if r.passed_over):
            yield f"\nNot the answer to {response.title}:"
            yield from (f"  {visit}" for visit in response.passed_over)

    present(found, shown, asked=asked, command="visits latency", case=case.case)


def _waited(response: CrisisResponse) -> str:
    """The days of a wait, with the fewest and the most that inexact dates and undecided visits leave possible."""
    low, high = response.days_low, response.days_high
    if response.days is None:
        least = f", {low} or more if it is over" if low is not None else ""
        return f"open, {response.open_days} so far by {response.observed_until}{least}"
    if low == high:
        return f"{response.days}"
    return (
        f"{response.days} (between {low} and {high})"
        if high is not None
        else f"{response.days} ({low} or more)"
    )


def _summary(found: Any) -> list[str]:
    summary = found.summary
    if summary.closed == 0:
        return ["No wait is over, so there is no mean and no median yet."]
    lines = [
        f"Closed waits only: mean {summary.mean_of_closed:.2f}, median {summary.median_of_closed:g} days "
        f"({summary.closed} of {summary.waits})."
    ]
    with_open = summary.median_kaplan_meier
    lines.append(
        "Kaplan–Meier median, open waits included: "
        + (f"{with_open} days." if with_open is not None else "not reached; fewer than half are over.")
    )
    if found.inexact and found.mean:
        low, high = zip(found.mean, found.median, strict=True)
        lines.append(
            f"Once open dates and visits are settled: mean {low[0]:.2f} to {high[0]:.2f}, Kaplan–Meier median {low[1]} to {high[1]} days."
        )
    elif found.inexact:
        lines.append("Open dates and visits leave other means and medians possible.")
    return lines


@app.command
def gaps(
    *,
    rules: Rules = None,
    on: Annotated[
        str | None, Parameter(help="The day to count to; the last observed day by default.", validator=a_day)
    ] = None,
    visits: Annotated[
        bool, Parameter(negative="", help="Gaps between any visits, not between summits.")
    ] = False,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Days since the last summit on any date, the longest silences, and visits per year."""
    case = opened(asked)
    found = case.visits.gaps(rules=rules, on=day_of(on), summits_only=not visits)

    def shown() -> Iterator[Part]:
        yield "\n".join([f"{found.figure.title}: {found.figure.shown} days", *found.figure.trail.steps, ""])
        yield Table(
            f"Longest gaps between {found.what}s under {found.rules}",
            ["days", "from", "after", "to", "until"],
            [
                [
                    g.days_low if g.days_low == g.days_high else f"{g.days_low}–{g.days_high}",
                    g.start,
                    f"{g.after} {g.after_guest}",
                    g.end,
                    "still open" if g.open else f"{g.before} {g.before_guest}",
                ]
                for g in found.longest
            ],
            right=(0,),
        )
        if found.change:
            yield (
                f"\nThe yearly series is best cut in two at {found.change.year}: {found.change.before:.2f} visits a year "
                f"before, {found.change.after:.2f} from then on (p = {found.change.p_value:.3g}, "
                f"{found.change.draws} shuffles)."
            )
            if searched_otherwise(case.case, found.change.year):
                yield "The record is searched much better on one side of that cut, so it may show the search alone."

    present(found, shown, asked=asked, command="visits gaps", case=case.case)
