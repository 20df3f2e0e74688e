"""`yalu lists`: fetch or load the lists, see what is stored, one entry, and what changed."""

from __future__ import annotations

import getpass
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from yalu.cli.output import complain, present
from yalu.cli.parameters import Asked, AskedForRows, SharedOptions, TableOptions
from yalu.cli.streams import console
from yalu.cli.tables import Kept, Part, Table
from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.files.home_folder import data_home
from yalu.documents.problems import problems_text
from yalu.screening.lists.formats.list_files import refuse
from yalu.screening.lists.snapshots.as_of import compare, delistings
from yalu.screening.lists.snapshots.bundled import bundled_lists
from yalu.screening.lists.snapshots.data_directory import known_lists, refusals
from yalu.screening.lists.snapshots.differences import Change, Difference
from yalu.screening.lists.snapshots.entry_text import Shown, describe, entry_of
from yalu.screening.lists.snapshots.store import current_snapshot, find, snapshots
from yalu.screening.lists.snapshots.update import Updated, update
from yalu.vocabulary.tables import Results

BAD_INPUT, REFUSED = 3, 4
SLOW = 2.0  # seconds after which progress is shown

app = App(name="lists", help="Sanctions lists: update them, see what is stored, show an entry, what changed.")

Names = Annotated[
    str, Parameter(help="Lists or groups: un, ofac, eu, uk, us, all; none is all. With --from, any name.")
]
From = Annotated[
    Path | None,
    Parameter(
        name="--from", help="A file, or a folder with the newest file of each list, instead of the network."
    ),
]
Accept = Annotated[
    list[str] | None,
    Parameter(help="A list whose suspicious change you have looked at; give it once for each."),
]
Column = Annotated[
    list[str] | None, Parameter(help="For a list of your own: MEANING=HEADER, such as name=Party.")
]


@app.command(name="update")
def update_lists(
    *names: Names,
    from_: From = None,
    accept: Accept = None,
    column: Column = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> int:
    """Fetch lists from their publishers, or load files; a list that shrinks or changes shape is refused until accepted."""
    with fetch_progress() as show_progress:
        results = update(
            names,
            from_path=from_,
            accept=accept or (),
            accepted_by=who(),
            progress=show_progress,
            columns=_columns(column),
        )
    present(results, lambda: _updated_parts(results), asked=asked, command="lists update", json=list(results))
    if not asked.json:
        _complain_of(results)
    outcomes = {result.outcome for result in results}
    return REFUSED if "refused" in outcomes else BAD_INPUT if "failed" in outcomes else 0


def who() -> str:
    """The user of this machine, who is written down where a change is accepted."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _columns(given: Sequence[str] | None) -> dict[str, str] | None:
    if not given:
        return None
    found: dict[str, str] = {}
    for text in given:
        meaning, equals, header = text.partition("=")
        if not equals or not header:
            raise refuse(
                text[:60],
                "this names no column",
                rule="--column MEANING=HEADER",
                next_step="such as --column name=Party",
            )
        found[meaning.strip()] = header.strip()
    return found


@contextmanager
def fetch_progress() -> Iterator[Callable[[str, int, int], None]]:
    """Progress on the error stream once the work has taken two seconds, where somebody looks at it."""
    began, shown = time.monotonic(), [0.0]

    def show_progress(name: str, done: int, total: int) -> None:
        now = time.monotonic()
        if not console(error=True).file.isatty() or now - began < SLOW or now - shown[0] < 0.2:
            return
        shown[0] = now
        part = f" of {total:,}" if total else ""
        console(error=True).print(f"\r{name} {done:,}{part}   ", end="", markup=False, soft_wrap=True)

    try:
        yield show_progress
    finally:
        if shown[0]:
            complain([""])


def _updated_parts(results: Results[Updated]) -> Iterator[Part]:
    yield Table(
        "Lists",
        ["list", "outcome", "date", "entries", "before", "source"],
        [
            [r.list, r.outcome, r.date, f"{r.parties:,}" if r.parties else "", _before(r), r.source]
            for r in results
        ],
        right=(3,),
    )
    for result in results:
        if result.outcome not in {"refused", "failed"} and result.problems:
            yield f"{result.list}: {len(result.problems):,} doubts while reading; --json has all"
            yield from (f"  {line}" for line in problems_text(result.problems, limit=1).splitlines()[:3])
    for result in results:
        if result.accepted_by:
            yield f"{result.list}: accepted by {result.accepted_by} although " + "; ".join(result.reasons)


def _complain_of(results: Results[Updated]) -> None:
    """What was refused or failed, on the error stream, with what to do about it."""
    for result in results:
        if result.outcome == "refused":
            complain([f"{result.list}: refused, what was stored keeps answering"])
            complain(f"  {reason}" for reason in result.reasons)
            complain([f"  If you have looked at it and it is right: add --accept {result.list}"])
        elif result.outcome == "failed":
            complain([f"{result.list}: failed, what was stored keeps answering"])
            complain(problems_text(result.problems, limit=5).splitlines())


def _before(result: Updated) -> str:
    return f"{result.before} ({result.parties_before:,})" if result.before else ""


@app.command(name="list")
def list_lists(*, asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """Show every stored snapshot, which one answers now, and what comes with Yalu."""
    rows = list(_stored())
    table = Table(
        f"Lists in {data_home()}",
        ["snapshot", "entries", "answers now", "read from", "accepted by"],
        [[r["snapshot"], f"{r['parties']:,}", "yes" if r["current"] else "", r["source"], r["accepted_by"]] for r in rows],
        right=(1,),
        note="Bundled entries answer only for lists of which nothing is stored, and are a part of each. "
        "yalu lists update fetches the full lists.",
    )  # fmt: skip
    warnings = [Kept(f"warning: {refusal.says}") for refusal in refusals(known_lists())]
    present(rows, lambda: [table, *warnings], asked=asked, command="lists list")


def _stored() -> Iterator[dict[str, object]]:
    stored = known_lists()
    for name in stored:
        now = current_snapshot(name)
        for snapshot in snapshots(name):
            yield {
                "snapshot": snapshot.id, "list": name, "date": snapshot.info.date, "parties": snapshot.info.parties,
                "names": snapshot.info.names, "current": now is not None and now.id == snapshot.id,
                "source": snapshot.info.source, "fetched": snapshot.info.fetched, "sha256": snapshot.info.sha256,
                "by_schema": snapshot.info.by_schema, "accepted_by": snapshot.info.accepted_by,
            }  # fmt: skip
    for info in bundled_lists():
        yield {
            "snapshot": f"{info.list}/bundled-{info.date}", "list": info.list, "date": info.date, "parties": info.parties,
            "names": info.names, "current": info.list not in stored, "source": "bundled", "fetched": "", "sha256": "",
            "by_schema": info.by_schema, "accepted_by": "",
        }  # fmt: skip


@app.command
def show(entry: str, *, asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show one entry with every name, identifier and tie, and where each stood.

    Parameters
    ----------
    entry
        The entry's id as list:entry, such as un:KPe.001 or ofac-sdn:20157.
    """
    found: Shown = entry_of(entry)
    present(found, lambda: describe(found), asked=asked, command="lists show")


@app.command
def diff(
    old: str,
    new: str | None = None,
    *,
    programme: Annotated[
        str | None, Parameter(help="Only entries under a programme that begins with this.")
    ] = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show what changed between two snapshots: who was added, who was removed, and which fields changed.

    Parameters
    ----------
    old
        A snapshot as list/date, such as un/2020-11-24; or a list alone, for its last two snapshots.
    new
        The later snapshot; the one that answers now when left out.
    """
    found = _difference(old, new)
    if programme is not None:
        known = {name for one in (found.old, found.new) for name in find(one).info.by_programme}
        if not any(name.startswith(programme) for name in known):
            raise ChoiceError(unknown("programme", programme, sorted(known)))
    changes = [
        c for c in found.changes if programme is None or any(p.startswith(programme) for p in c.programmes)
    ]
    counts = {kind: sum(c.kind == kind for c in changes) for kind in ("added", "removed", "changed")}
    table = Table(
        f"{found.old} → {found.new}: {counts['added']:,} added, {counts['removed']:,} removed, {counts['changed']:,} changed, "
        f"{found.unchanged:,} the same",
        ["entry", "what", "name", "programmes", "fields"],
        [[c.party, c.kind, c.name, ", ".join(c.programmes), _fields(c)] for c in changes],
    )
    whole = {"old": found.old, "new": found.new, "unchanged": found.unchanged, "changes": changes}
    present(found, table, asked=asked, command="lists diff", json=whole)


def _difference(old: str, new: str | None) -> Difference:
    listed = snapshots(old) if new is None and "/" not in old and old in known_lists() else []
    if len(listed) >= 2:
        return compare(listed[-2], listed[-1])
    first = find(old)
    second = find(new if new is not None else first.info.list)
    if first.info.list != second.info.list:
        raise refuse(
            f"{old} {new}", "these are snapshots of two lists", rule="a list is compared with itself on another day",
            next_step=f"give two snapshots of {first.info.list}",
        )  # fmt: skip
    if first.id == second.id:
        raise refuse(
            first.id, "this is one snapshot, and it has nothing to be compared with", rule="a comparison needs two snapshots",
            next_step="load another day: yalu lists update --from FILE",
        )  # fmt: skip
    return compare(first, second)


def _fields(change: Change) -> str:
    changes = []
    for field in change.fields:
        parts = [f"−{text}" for text in field.gone[:2]] + [f"+{text}" for text in field.new[:2]]
        more = len(field.gone) + len(field.new) - len(parts)
        changes.append(f"{field.field}: {', '.join(parts)}" + (f" and {more} more" if more > 0 else ""))
    return "; ".join(changes)[:300]


@app.command
def delisted(name: str, *, asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """Show who left a list between its stored snapshots, and between which two days.

    Parameters
    ----------
    name
        The list, such as un.
    """
    stored = snapshots(find(name).info.list)
    if len(stored) < 2:
        raise refuse(
            name, f"one snapshot of {name} is stored, so nobody can be seen to have left",
            rule="a comparison needs two snapshots", next_step=f"load another day: yalu lists update {name} --from FILE",
        )  # fmt: skip
    rows = delistings(stored[0].info.list)
    table = Table(
        f"Left the list {name}",
        ["entry", "name", "last seen", "first missing"],
        [[r.party, r.name, r.last_seen, r.first_missing] for r in rows],
        note=f"{len(rows):,} left between {len(stored):,} snapshots, of {stored[0].info.date} to {stored[-1].info.date}.",
    )
    present([*rows], table, asked=asked, command="lists delisted")


@app.command
def home(*, asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show the folder in which lists are kept; the environment variable YALU_HOME chooses another."""
    folder = str(data_home())
    present({"home": folder}, lambda: [folder], asked=asked, command="lists home")
