"""`yalu visits compare`: cases on one target beside each other, by the same switches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from cyclopts import Parameter

from yalu.case.folder.locations import bundled_cases
from yalu.cli.output import present
from yalu.cli.parameters import Asked, AskedForRows, Between, Rules, TableOptions, opened, window_of
from yalu.cli.tables import Kept, Part, Table
from yalu.cli.visits.commands import app
from yalu.opening import OpenCase, open_case
from yalu.visits.comparison import ComparedCase, PairComparison, WaitOfCase, YearOfCase


@app.command
def compare(
    cases: Annotated[
        list[str] | None,
        Parameter(
            help="Cases on one target, the first of which gives the rules; --case and those bundled by default."
        ),
    ] = None,
    *,
    rules: Rules = None,
    window: Between = None,
    after: Annotated[
        list[str] | None,
        Parameter(help="Kinds of event that every case has; crises and launches by default."),
    ] = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Visits a year and days to an envoy of several pairs, by the same rule switches, with how well each was searched."""
    first, others = _opened(cases or [], asked)
    found = first.visits.compare(
        *(one.case for one in others), rules=rules, window=window_of(window), after=after
    )
    present(found, lambda: _parts(found), asked=asked, command="visits compare", case=first.case)


def _opened(names: list[str], asked: Asked) -> tuple[OpenCase, list[OpenCase]]:
    """The cases named; with fewer than two, the case asked for and the bundled ones on its target."""
    if len(names) > 1:
        opened_cases = [open_case(name, known_by=asked.day()) for name in names]
        return opened_cases[0], opened_cases[1:]
    first = open_case(names[0], known_by=asked.day()) if names else opened(asked)
    bundled = (open_case(name, known_by=asked.day()) for name in bundled_cases() if name != first.case.id)
    return first, [one for one in bundled if one.case.target == first.case.target and one.case.visits]


def _parts(found: PairComparison) -> Iterator[Part]:
    switches = ", ".join(f"{rule} {option}" for rule, option in found.switches.options)
    yield Kept(f"{found.finding}\n")
    yield f"Switches of {found.switches.source}: {switches}"
    yield from (f"Only {case} has a rule {rule}." for rule, case in found.switches.only_in)
    yield ""
    yield Table(
        "What is on record of each pair",
        [
            "pair",
            "visits",
            "summits",
            "undecided",
            "announced",
            "secret at first",
            "announced, not seen",
            "years searched",
        ],
        [
            [
                case.partner,
                _least(case.visits, least=case.least),
                case.summits,
                case.undecided,
                case.announced,
                case.secret,
                case.not_seen,
                ", ".join(f"{many} {level}" for level, many in sorted(case.searched.items())),
            ]
            for case in found.cases
        ],
        right=(1, 2, 3, 4, 5, 6),
        note="≥: years not searched well, or classes of guests that nobody looked for; there may be more",
    )
    yield from ("", *found.warnings, "")
    names = [case.partner for case in found.cases]
    yield Table(
        "Visits a year",
        [
            "year",
            *(f"{name}{tail}" for name in names for tail in ("", ", to", ", from", ", searched")),
            "surely more",
        ],
        [
            [year.year, *(cell for one in year.cells for cell in _year(one)), _named(found.cases, year.most)]
            for year in found.years
        ],
        note="to: the partner's guests came; from: the target's guests went",
    )
    if found.waits:
        yield Table(
            f"\nDays to the first visit after {', '.join(found.kinds)}",
            ["event", "date", *(column for name in names for column in (name, "who"))],
            [
                [wait.title, wait.date, *(cell for one in wait.cells for cell in (_days(one), one.guest))]
                for wait in found.waits
            ],
            note="≤: the days between were not searched well, so somebody may have come sooner",
        )


def _least(count: int | None, *, least: bool) -> str:
    return "not rated" if count is None else f"{'≥ ' if least else ''}{count}"


def _year(cell: YearOfCase) -> tuple[object, ...]:
    if cell.total is None:
        return "", "", "", cell.level
    return _least(cell.total, least=cell.least), cell.partner_to_target, cell.target_to_partner, cell.level


def _named(cases: tuple[ComparedCase, ...], most: str) -> str:
    return next((case.partner for case in cases if case.id == most), "cannot say")


def _days(wait: WaitOfCase) -> str:
    if wait.on_record == "no":
        return "no such event"
    mark = "≤ " if wait.at_most else ""
    if wait.days is None:
        return f"{mark}open, {wait.open_days} so far"
    bounds = "" if wait.days_low == wait.days_high else f" ({wait.days_low} to {wait.days_high or 'open'})"
    return f"{mark}{wait.days}{bounds}"
