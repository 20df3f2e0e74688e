"""`yalu case`: check a case folder, or start one."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import App, Parameter

from yalu.case.checks.attestation import TableTruth, truth_tables
from yalu.case.coverage.completeness import declared
from yalu.case.folder.new import write_new_case
from yalu.case.package import bundled_cases, check_case, find_case, read_case
from yalu.case.records import Case
from yalu.cli.output import complain, present, say
from yalu.cli.parameters import AskedForRows, Printed, PrintOptions, TableOptions
from yalu.cli.tables import Kept, Part, Table
from yalu.documents.choices import ChoiceError
from yalu.documents.problems import DocumentError, Problem, problems_text
from yalu.vocabulary.words.numerals import plural

app = App(name="case", help="Check a case folder, start a new one, or list the bundled ones.")


@app.command
def check(
    path: str,
    *,
    fail_on: Annotated[str | None, Parameter(help="warning: exit with 1 when there are warnings.")] = None,
    asked: PrintOptions = Printed(),  # noqa: B008 - frozen
) -> int:
    """Report every problem of a case at once, what its rows rest on, and which of them are declared complete.

    A problem names file, row, field, value, rule and next step. What rows rest on is one line a table: how many are
    attested by two independent sources or more, by a single one, from memory, by re-hosted copies alone, ungraded.

    Parameters
    ----------
    path
        A case folder, or the name of a bundled case.
    """
    read = _read(find_case(path))
    problems = [*check_case(find_case(path)), *_of_other_files(read)]
    errors = [p for p in problems if p.severity == "error"]
    complete = declared(read) if read is not None else ()
    truth = truth_tables(read) if read is not None else ()

    def shown() -> Iterator[Part]:
        verdict = "can be built" if not errors else "is to be built when the errors are mended"
        yield Kept(
            f"{path}: {plural(len(errors), 'error')}, {plural(len(problems) - len(errors), 'warning')}; it {verdict}."
        )
        if truth:
            yield _truth_table(truth)
        if complete:
            yield "\nDeclared of the tables, and by whose test; what is not named here is not complete:"
            yield from (f"  {line.says}" for line in complete)

    if not asked.json:
        complain(problems_text(problems).splitlines())
    found = {"path": path, "problems": problems, "errors": len(errors), "declared": complete, "truth": truth}
    present(found, shown, asked=asked, command="case check")
    if errors:
        return 3
    return 1 if problems and fail_on == "warning" else 0


def _read(path: Path) -> Case | None:
    """The case, or None when an error stops it from being read; a grade that says too much does not."""
    try:
        return read_case(path)
    except DocumentError:
        return None


def _of_other_files(case: Case | None) -> Sequence[Problem]:
    """What is wrong with the files beside the tables: claims, the record of an earlier version, policies."""
    # Here and below, because they load all that answers are asked of.
    from yalu.changes.version_record import read_record  # noqa: PLC0415
    from yalu.claims.files.claim_reader import read_claims  # noqa: PLC0415

    if case is None:
        return ()
    found: list[Problem] = []
    for read in (read_claims, read_record):
        try:
            read(case)
        except DocumentError as error:
            found += error.problems
    return (*found, *_of_policies(case))


def _of_policies(case: Case) -> Sequence[Problem]:
    from yalu.policy.facade import PolicyDesk, has_policies  # noqa: PLC0415

    try:
        return PolicyDesk(case).warnings if has_policies(case) else ()
    except DocumentError as error:
        return tuple(error.problems)
    except ChoiceError as error:
        return (
            Problem(
                file="policies", severity="warning", message=f"not checked: {error}",
                rule="options are read with the law that they change", next_step="check them with “yalu policy compare --regime”",
            ),
        )  # fmt: skip


def _truth_table(truth: tuple[TableTruth, ...]) -> Table:
    return Table(
        "\nWhat the rows of each table rest on",
        ["table", "rows", "two or more", "single", "memory", "memory alone", "re-hosted", "ungraded"],
        [list(msgspec.structs.astuple(line)) for line in truth],
        right=range(1, 8),
        note="Two or more: sources independent of each other. Memory: rows that name a field which rests on it. "
        "Re-hosted: every source is a copy on a page of somebody else.",
    )


@app.command
def new(path: Path) -> None:
    """Write a small working case with a guided README into an empty folder.

    Parameters
    ----------
    path
        The folder to write; it must be empty or not exist.
    """
    write_new_case(path)
    typed = shlex.quote(str(path))
    say(
        f"Wrote a small working case into {path}",
        "",
        f"  {path}/README.md          how to replace its rows with yours",
        f"  yalu case check {typed}    check it after every change",
        f"  yalu build --case {typed} --out my-site",
    )


@app.command
def record(
    path: str,
    *,
    released: Annotated[
        str | None, Parameter(help="The day on which this version was published; today when left out.")
    ] = None,
    asked: PrintOptions = Printed(),  # noqa: B008 - frozen
) -> None:
    """Record a released version of a case, so that the site of its next ones says what changed since.

    Writes its answers and rows into the case folder, in place of the version recorded before. See docs/publishing.md.

    Parameters
    ----------
    path
        A case folder, or the name of a bundled case.
    """
    from yalu.changes.version_record import record_of, write_record  # noqa: PLC0415 - asks every room
    from yalu.opening import open_case  # noqa: PLC0415 - the same

    try:
        day = date.today() if released is None else date.fromisoformat(released)
    except ValueError:
        raise ChoiceError(
            f'Invalid value "{released}" for --released: a day, for example 2026-11-22'
        ) from None
    found = record_of(open_case(path), released=day)
    written = write_record(found, find_case(path))
    summary = {
        "file": str(written), "bytes": written.stat().st_size, "data_version": found.data_version, "released": found.released,
        "answers": len(found.answers), "rows": sum(len(table.rows) for table in found.tables.values()),
    }  # fmt: skip
    said = (
        f"Recorded {found.case} {found.data_version} of {found.released}: {summary['answers']:,} answers, "
        f"{summary['rows']:,} rows, {summary['bytes']:,} bytes in {written}"
    )
    present(summary, lambda: iter((said,)), asked=asked, command="case record")


@app.command(name="list")
def list_cases(*, asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """List the cases that come with Yalu."""
    cases = [read_case(find_case(name)) for name in bundled_cases()]
    rows = [
        {
            "id": c.id,
            "title": c.title,
            "visits": len(c.visits),
            "observed": str(c.observed),
            "data_version": c.data_version,
        }
        for c in cases
    ]
    columns = ["id", "title", "visits", "observed", "data version"]
    table = Table("Bundled cases", columns, [list(r.values()) for r in rows], right=(2,))
    present(rows, table, asked=asked, command="case list")
