"""`yalu diff`: what changed between two versions of a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from cyclopts import Parameter

from yalu.changes.case_difference import CaseDifference, difference
from yalu.changes.version_record import FILE, VersionRecord, read_record, record_of
from yalu.changes.versions import opened_version
from yalu.cli.output import present
from yalu.cli.parameters import BUNDLED, AskedForRows, RuledBy, TableOptions
from yalu.cli.tables import Kept, Part, Table
from yalu.documents.problems import refused
from yalu.opening import OpenCase
from yalu.vocabulary.words.numerals import plural

FINDINGS = 1


def diff(
    old: str | None = None,
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
        The earlier version: a case folder, or the zip from the data page of a site; the one that the case of --case
        carries when left out, which is its last release.
    new
        The later version, likewise; the case of --case when left out.
    """
    day = asked.day()
    with opened_version(new or asked.case, known_by=day, regime=ruled.regime) as after:
        if old is None:
            earlier = _released(after)
        else:
            with opened_version(old, known_by=day, regime=ruled.regime) as before:
                earlier = record_of(before)
        found = difference(earlier, record_of(after))
        present(found, lambda: _parts(found), asked=asked, command="diff", case=after.case)
    return FINDINGS if fail_on and found.answers else 0


def _released(after: OpenCase) -> VersionRecord:
    """The earlier version that a case carries, recorded with all it knew and under the bundled law."""
    if after.case.known_by or after.regime is not None:
        why = "the last release is recorded with all that it knew and under the bundled law"
        raise refused("OLD", "no earlier version is named", rule=why, next_step="name the earlier version")
    if (earlier := read_record(after.case)) is None:
        why = f"{after.case.id} carries no {FILE}"
        raise refused("OLD", "no earlier version is named", rule=why, next_step="name the earlier version")
    return earlier


def _parts(found: CaseDifference) -> Iterator[Part]:
    counts = {kind: sum(row.kind == kind for row in found.rows) for kind in ("added", "removed", "changed")}
    fresh, gone = sum(not one.was for one in found.answers), sum(not one.now for one in found.answers)
    yield (
        f"{plural(len(found.answers) - fresh - gone, 'answer')} moved, {found.answers_alike:,} are as they were, "
        f"{fresh:,} are new, {gone:,} no longer given; "
        f"{plural(counts['added'], 'row')} in, {counts['removed']:,} out, {counts['changed']:,} changed."
    )
    if found.not_compared:
        yield Kept(f"Not compared: {'; '.join(found.not_compared)}")
    of = f" of {found.old.released}" if found.old.released else ""
    yield f"{found.old.case} {found.old.data_version}{of}, to {found.old.observed_to}"
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
