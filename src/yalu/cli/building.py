"""`yalu build`: the main job, with progress, ending in the headline findings."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from yalu.cli.output import print_json, say
from yalu.cli.parameters import Asked, Ruled, opened
from yalu.cli.streams import console
from yalu.site.build import build_site


def build_with_progress(asked: Asked, out: Path, ruled: Ruled) -> None:
    """Build the site of the case asked for and say what was found and where to look."""
    began = perf_counter()
    case = opened(asked, ruled)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(error=True), transient=True, disable=asked.json) as progress:
        task = progress.add_task("reading the case", total=None)

        def told(step: str, done: int, total: int) -> None:
            progress.update(task, description=step, completed=done, total=total)

        report = build_site(case.case, out, progress=told, regime=case.regime)
    if asked.json:
        print_json(case.case, "build", report)
        return
    say(f"{case.case.title} · data {report.data_version} · known by {report.known_by}", "", "Findings")
    say(*(f"  {finding}" for finding in report.findings), *(f"  Note: {note}" for note in case.notes))
    took = perf_counter() - began
    say("", f"{report.pages} pages, {report.figures} figures, {report.bytes / 1e6:.1f} MB in {took:.1f} s.")
    say(f"Open {Path(report.folder) / 'index.html'}")
