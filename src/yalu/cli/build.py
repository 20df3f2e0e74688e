"""`yalu build`: the main job, with progress, ending in the headline findings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from yalu.cli.output import present
from yalu.cli.parameters import BUNDLED, Asked, RuledBy, SharedOptions, opened
from yalu.cli.streams import console

if TYPE_CHECKING:
    from yalu.site.frame.second_process import SecondProcess


def an_address(_: object, text: str | None) -> None:
    """The address of a site. Raises ValueError."""
    from yalu.site.frame.addresses import base_of  # noqa: PLC0415 - charts load slowly, and only here

    if text is not None:
        base_of(text)


def build(
    *,
    out: Annotated[
        Path, Parameter(help="The folder to write; an earlier Yalu site there is replaced whole.")
    ] = Path("site"),
    since: Annotated[
        str | None,
        Parameter(
            help="An earlier version of the case, a folder or the zip of a site's data page: adds what changed, with a feed."
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        Parameter(
            help="Where the site will stand, for example https://example.org/yalu/: for canonical addresses, citations "
            "and the sitemap. Without it no page names a host.",
            validator=an_address,
        ),
    ] = None,
    ruled: RuledBy = BUNDLED,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Build the site of a case: every page, figure and download. Needs no network."""
    from yalu.site.frame.second_process import started  # noqa: PLC0415 - builds alone have one

    with started() as second:
        _built(out, since, base_url, ruled, asked, second)


def _built(
    out: Path, since: str | None, base_url: str | None, ruled: RuledBy, asked: SharedOptions, second: SecondProcess
) -> None:  # fmt: skip
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - slow, see below

    from yalu.changes.versions import opened_version  # noqa: PLC0415 - with an earlier version alone
    from yalu.site.build import build_site  # noqa: PLC0415 - charts load slowly, and only here

    began, case = perf_counter(), opened(asked, ruled)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(error=True), transient=True, disable=asked.json) as progress:
        task = progress.add_task("reading the case", total=None)

        def show_step(step: str, done: int, total: int) -> None:
            progress.update(task, description=step, completed=done, total=total)

        with (
            nullcontext()
            if since is None
            else opened_version(since, known_by=asked.day(), regime=ruled.regime) as before
        ):
            report = build_site(
                case.case,
                out,
                progress=show_step,
                regime=case.regime,
                base_url=base_url or "",
                since=before,
                second=second,
            )

    def shown() -> Iterator[str]:
        yield f"{case.case.title} · data {report.data_version} · known by {report.known_by}"
        yield "\nFindings"
        yield from (f"  {finding}" for finding in report.findings)
        yield from (f"  Note: {note}" for note in case.notes)
        took = perf_counter() - began
        yield f"\n{report.pages} pages, {report.figures} figures, {report.bytes / 1e6:.1f} MB in {took:.1f} s."
        yield f"Open {Path(report.folder) / 'index.html'}"

    present(report, shown, asked=asked, command="build", case=case.case)
