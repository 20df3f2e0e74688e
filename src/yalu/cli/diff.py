"""`yalu diff`: what changed between two versions of a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from cyclopts import Parameter

from yalu.changes.case_difference import CaseDifference, difference
from yalu.changes.versions import opened_version
from yalu.cli.output import present
from yalu.cli.parameters import BUNDLED, AskedForRows, RuledBy, TableOptions
from yalu.cli.tables import Kept, Part, Table
from yalu.vocabulary.words.numerals import plural

FINDINGS = 1


def diff(
    old: str,
    new: str | None = None,
    *,
    fail_on: Annotated[
        Literal["changed"] | None, Parameter(help="changed: exit with 1 when an answer moved.")
    ] = None,
    ruled: RuledBy = BUNDLED,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> int:
    """Show what changed between two versions of a case: figures that moved, verdicts that flipped, rows in and out.

    For two snapshots of a sanctions list: yalu lists diff.

    Parameters
    ----------
    old
        The earlier version: a case folder, or the zip from the data page of a site.
    new
        The later version, likewise; the case of --case when left out.
    """
    day = asked.day()
    with (
        opened_version(new or asked.case, known_by=day, regime=ruled.regime) as after,
        opened_version(old, known_by=day, regime=ruled.regime) as before,
    ):
        found = difference(before, after)
        present(found, lambda: _parts(found), asked=asked, command="diff", case=after.case)
    return FINDINGS if fail_on and found.answers else 0


def _parts(found: CaseDifference) -> Iterator[Part]:
    counts = {kind: sum(row.kind == kind for row in found.rows) for kind in ("added", "removed", "changed")}
    yield (
        f"{plural(len(found.answers), 'answer')} moved, {found.answers_alike:,} are as they were; "
        f"{plural(counts['added'], 'row')} in, {counts['removed']:,} out, {counts['changed']:,} changed."
    )
    if found.not_compared:
        yield Kept(f"Not compared: {'; '.join(found.not_compared)}")
    yield f"{found.old.case} {found.old.data_version}, to {found.old.observed_to}"
    yield f"{found.new.case} {found.new.data_version}, to {found.new.observed_to}"
    yield Table(
        "Answers that moved" if found.answers else "",
        ["answer", "was", "is", "id"],
        [[one.title, one.was or "not asked", one.now or "no longer asked", one.key] for one in found.answers],
    )
    if found.rows:
        yield Table(
            "Rows", ["table", "in", "out", "changed"],
            [[table, *kinds.values()] for table, kinds in found.counts().items()], right={1, 2, 3},
        )  # fmt: skip
        # What is cited stands after what cites it.
        rows = sorted(found.rows, key=lambda row: row.table == "sources")
        yield Table(
            "Row by row", ["row", "what", "says", "fields"],
            [[f"{row.table} {row.id}", row.kind, row.says, "; ".join(row.words)] for row in rows],
        )  # fmt: skip
