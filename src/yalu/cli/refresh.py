"""`yalu refresh`: how old every list and series is, where newer rows are, and fetching them when asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from yalu.case.folder.locations import find_case
from yalu.case.records import Case
from yalu.cli.lists import fetch_progress, who
from yalu.cli.output import complain, present
from yalu.cli.parameters import Asked, SharedOptions, opened
from yalu.cli.tables import Behind, Kept, Part, Table
from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.problems import problems_text
from yalu.refresh.ages import SeriesAge, list_ages, series_ages
from yalu.refresh.list_refresh import RefreshedList, refresh_lists
from yalu.refresh.publications import publications
from yalu.refresh.series_refresh import Fetching, RefreshedSeries, refresh_series
from yalu.refresh.trade_changes import FigureChange, RowChange
from yalu.vocabulary.answers import CANNOT_SAY, YES

FINDINGS, BAD_INPUT, REFUSED = 1, 3, 4
_SHOWN = 8  # changes listed one by one; --json has all
What = Literal["all", "lists", "trade"]
_Done = tuple[Sequence[RefreshedList], Sequence[RefreshedSeries]]
_DUE = {"yes": "yes", "no": "no", "cannot_say": "cannot say"}


def refresh(
    what: What = "all",
    *,
    fetch: Annotated[
        bool,
        Parameter(
            negative="", help="Fetch what a program can fetch. Without it nothing is asked of a network."
        ),
    ] = False,
    only: Annotated[
        list[str] | None, Parameter(help="Only this list or series; give it once for each.")
    ] = None,
    accept: Annotated[
        list[str] | None,
        Parameter(help="A list or series whose suspicious change you have looked at; once for each."),
    ] = None,
    fail_on: Annotated[
        Literal["due"] | None, Parameter(help="due: exit with 1 when newer rows are due of something.")
    ] = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> int:
    """Tell how old every list and series is and where its newer rows are published; --fetch fetches them.

    Parameters
    ----------
    what
        lists, trade (every dated series of the case), or all.
    """
    case, today = opened(asked).case, datetime.now(UTC).date()
    series = series_ages(asked.case, today) if what != "lists" else []
    ages = _chosen([*(list_ages(today) if what != "trade" else []), *series], only, accept)
    done = _fetched(case, asked, ages, series, accept or ()) if fetch else ((), ())
    present(
        ages,
        lambda: _parts(ages, done, today.isoformat(), case, fetched=fetch),
        asked=asked,
        command="refresh",
        case=case,
        json={"today": today, "ages": ages, "fetched": fetch, "lists": done[0], "series": done[1]},
    )
    if not asked.json:
        _complain_of(ages, done)
    return _code(done, ages, fail_on)


def _chosen(
    ages: Sequence[SeriesAge], only: Sequence[str] | None, accept: Sequence[str] | None
) -> list[SeriesAge]:
    names = [age.name for age in ages]
    for name in (*(only or ()), *(accept or ())):
        if name not in names:
            raise ChoiceError(unknown("list or series", name, names))
    return [age for age in ages if not only or age.name in only]


def _fetched(
    case: Case, asked: Asked, ages: Sequence[SeriesAge], every: Sequence[SeriesAge], accept: Sequence[str]
) -> tuple[tuple[RefreshedList, ...], tuple[RefreshedSeries, ...]]:
    lists = [age.name for age in ages if age.kind == "list"]
    series = [age.name for age in ages if age.kind == "series"]
    today = datetime.now(UTC).date()
    with fetch_progress() as show_progress:
        got = (
            refresh_lists(lists, case, accept=accept, accepted_by=who(), progress=show_progress)
            if lists
            else ()
        )
        known = publications(find_case(asked.case), [age.name for age in every]) if series else {}
        fetching = Fetching(today=today, accept=frozenset(accept), accepted_by=who(), progress=show_progress)
        return got, refresh_series(case, [known[name] for name in series if name in known], fetching)


def _code(done: _Done, ages: Iterable[SeriesAge], fail_on: str | None) -> int:
    outcomes = {one.updated.outcome for one in done[0]} | {one.outcome for one in done[1]}
    if "refused" in outcomes:
        return REFUSED
    if "failed" in outcomes:
        return BAD_INPUT
    return FINDINGS if fail_on == "due" and any(age.due == YES for age in ages) else 0


def _parts(
    ages: Sequence[SeriesAge], done: _Done, today: str, case: Case, *, fetched: bool
) -> Iterator[Part]:
    """What was fetched and what it changes, then how old everything is; addresses and terms stand behind --full."""
    yield from _of_lists(done[0])
    yield from _of_series(done[1])
    due, unsaid = (sum(age.due == answer for age in ages) for answer in (YES, CANNOT_SAY))
    yield Kept(
        f"Newer rows are due of {due} of {len(ages)} lists and series"
        + (f"; of {unsaid} nobody says when they come." if unsaid else ".")
    )
    for kind, title in (("list", f"Lists on {today}"), ("series", f"Series of {case.id} on {today}")):
        mine = [age for age in ages if age.kind == kind]
        if mine:
            yield Table(
                title,
                ["name", "last day", "days", "due", "how"],
                [[a.name, _last(a), "" if a.days is None else f"{a.days:,}", _DUE[a.due], _how(a)] for a in mine],
                right=(2,),
            )  # fmt: skip
    yield Behind(lambda: [_where(ages)])
    if not fetched:
        yield Kept("Nothing was asked of a network. Add --fetch to fetch what a program can fetch.")


def _where(ages: Sequence[SeriesAge]) -> Table:
    return Table(
        "Where newer rows are published",
        ["name", "publisher", "address", "terms", "notes"],
        [[age.name, age.publisher, age.address, age.licence, age.notes] for age in ages],
    )


def _last(age: SeriesAge) -> str:
    kept = f" (fetched to {age.fetched})" if age.fetched else ""
    return (
        f"{age.last or 'none'} {age.here}" if age.kind == "list" and age.last else age.last or "none"
    ) + kept


def _how(age: SeriesAge) -> str:
    return f"key {age.key}" if age.access == "key" else age.access.replace("_", " ")


def _of_lists(lists: Sequence[RefreshedList]) -> Iterator[str]:
    for one in lists:
        updated = one.updated
        counts = (
            f": {one.added:,} in, {one.removed:,} out, {one.changed:,} changed, {one.same:,} the same, against {one.against}"
            if updated.outcome == "stored" else ""
        )  # fmt: skip
        yield f"{updated.list}: {updated.outcome}{counts}"
        yield from _accepted(updated.outcome, updated.reasons)
        yield from _changes("screening of", one.screening)


def _of_series(series: Sequence[RefreshedSeries]) -> Iterator[str]:
    for one in series:
        changed = one.changes
        counts = ""
        if changed is not None:
            kinds = {kind: sum(row.kind == kind for row in changed.rows) for kind in ("in", "out", "changed")}
            counts = (
                f": {one.rows:,} rows of {one.first} to {one.last}; {kinds['in']:,} in, {kinds['out']:,} out, "
                f"{kinds['changed']:,} changed, {changed.same:,} the same"
            )
        word = {"by_hand": "to be read by hand", "no_key": "not fetched"}.get(one.outcome, one.outcome)
        yield f"{one.series}: {word}{counts}"
        if one.file:
            yield f"  kept in {one.file}"
        yield from _accepted(one.outcome, one.reasons)
        if changed is not None:
            rows = [row for row in changed.rows if row.kind != "in"]
            yield from (f"  {_row(row)}" for row in rows[:_SHOWN])
            yield from _more(len(rows))
            yield from _changes("figure", changed.figures)
            yield from _changes("cap", changed.verdicts)


def _row(row: RowChange) -> str:
    return (
        f"{row.period} {row.flow} {row.hs}: {' or '.join(row.before) or 'nothing'} → {row.after or 'nothing'}"
    )


def _accepted(outcome: str, reasons: Sequence[str]) -> Iterator[str]:
    """What is to be known of what was taken or left; what was refused or failed goes to the error stream."""
    if outcome not in {"refused", "failed"}:
        yield from (f"  {reason}" for reason in reasons)


def _complain_of(ages: Sequence[SeriesAge], done: _Done) -> None:
    """What was refused, failed or is damaged, on the error stream, with what to do about it."""
    for one in done[0]:
        _complain(one.updated.list, one.updated.outcome, one.updated.reasons, one.updated.problems)
    for series in done[1]:
        _complain(series.series, series.outcome, series.reasons, series.problems)
    complain(
        f"{age.name}: {age.damaged}; --fetch --accept {age.name} stores it anew"
        for age in ages
        if age.damaged
    )


def _complain(name: str, outcome: str, reasons: Sequence[str], problems: Sequence[Any]) -> None:
    if outcome == "refused":
        complain([f"{name}: refused, what was here keeps answering", *(f"  {reason}" for reason in reasons)])
        complain([f"  If you have looked at it and it is right: add --accept {name}"])
    elif outcome == "failed":
        complain([f"{name}: failed, what was here keeps answering"])
        complain(problems_text(problems, limit=5).splitlines())


def _changes(kind: str, found: Sequence[FigureChange]) -> Iterator[str]:
    yield from (f"  {kind} {one.what}: {one.before} → {one.after}" for one in found[:_SHOWN])
    yield from _more(len(found))


def _more(count: int) -> list[str]:
    return [f"  and {count - _SHOWN:,} more (--json)"] if count > _SHOWN else []
