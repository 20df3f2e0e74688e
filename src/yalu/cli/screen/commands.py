"""`yalu screen`: is this party listed, in any script, with reasons; a whole book; reviewers; replays; owners."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from cyclopts import App, Parameter

from yalu.cli.output import complain, present
from yalu.cli.parameters import Asked, SharedOptions
from yalu.cli.screen.questions import Against, AgainstOptions, Known, KnownOptions, opened_lists, question
from yalu.cli.streams import console
from yalu.cli.tables import Kept, Part
from yalu.documents.problems import DocumentError, refused

if TYPE_CHECKING:
    from yalu.screening.books.workers import Decider
    from yalu.screening.decisions.decision_log import GroundLine
    from yalu.screening.screener import Screening
    from yalu.vocabulary.coverage import Coverage

FINDINGS = 1
# What each value of --fail-on counts as a finding. What was not screened always is one: nobody looked.
_FINDINGS = {
    "stop": ("stop", "not_screened"),
    "review": ("stop", "review", "not_screened"),
    "part": ("stop", "review", "not_screened", "part"),
}

app = App(
    name="screen",
    help="Screen a party, or a whole book of parties, against the lists, with reasons.",
    usage="Usage: yalu screen [OPTIONS] [NAME]\n       yalu screen COMMAND",
)
app.command(
    "yalu.cli.screen.review:app", name="review", help="Reviewers' judgements: made, listed, taken back."
)
app.command("yalu.cli.screen.ownership:ownership", name="ownership", help="Who is owned by blocked persons.")


FailOn = Annotated[
    Literal["stop", "review", "part"] | None,
    Parameter(
        help="Exit with 1 at this outcome or a worse one; not_screened always counts, part counts clear on a part too."
    ),
]


@app.default
def name(
    name: Annotated[
        str | None, Parameter(help="The name in any script; it may be empty beside an identifier.")
    ] = None,
    *,
    known: KnownOptions = Known(),  # noqa: B008 - frozen
    against: AgainstOptions = Against(),  # noqa: B008 - frozen
    log: Annotated[
        Path | None, Parameter(help="Write the decision to this log (JSON lines, hash-chained).")
    ] = None,
    fail_on: FailOn = None,
) -> int | None:
    """Say whether a party is listed: clear, review or stop, with reasons a reviewer can read."""
    from yalu.screening.decisions.decision_log import DecisionLine, DecisionLog, ground_line  # noqa: PLC0415
    from yalu.screening.decisions.decision_text import decision_lines  # noqa: PLC0415

    if (name, known, against, log, fail_on) == (None, Known(), Against(), None, None):
        app.help_print([], console=console())
        return None
    asked, screening = question(name or "", known), opened_lists(against)
    decision = screening.decide(asked, limit=against.limit)
    if log is not None:
        judgements = screening.judgements_on(asked.query, asked.ref)
        line = DecisionLine(
            ground=0, answer=decision, judgements=judgements, notes=asked.notes, book=asked.ref
        )
        DecisionLog(log, ground_line(screening, limit=against.limit)).record([line])
    present(decision, lambda: decision_lines(decision), asked=against, command="screen")
    if not against.json:
        complain(f"note: {note}" for note in screening.loaded.notes)
    return _failed(fail_on, [decision.outcome], decision.coverage)


def _failed(fail_on: str | None, outcomes: list[str], coverage: Coverage) -> int | None:
    """The exit code that --fail-on asks for; no outcome at all is as good as not screened."""
    if fail_on is None:
        return None
    found = set(outcomes) or {"not_screened"}
    if "clear" in found and not coverage.whole:
        found.add("part")
    return FINDINGS if found.intersection(_FINDINGS[fail_on]) else None


@app.command
def file(
    book: Path,
    *,
    out: Annotated[
        Path, Parameter(help="Results: .csv, .xlsx, .parquet or .jsonl. Report and log go beside it.")
    ],
    columns: Annotated[str, Parameter(help="What is what, as name=Customer,birth=DOB,imo=IMO No.")] = "",
    encoding: Annotated[
        str, Parameter(help="The encoding of a CSV book, such as cp949, where the file leaves it open.")
    ] = "",
    report: Annotated[
        Path | None, Parameter(help="The report, .html or .txt; beside the results by default.")
    ] = None,
    engine: Annotated[Literal["python", "spark"], Parameter(help="This machine, or Spark.")] = "python",
    workers: Annotated[int, Parameter(help="Processes to decide with; 0 is one for each processor.")] = 0,
    since: Annotated[
        Path | None, Parameter(help="An earlier log or result file: show only what changed since.")
    ] = None,
    again: Annotated[bool, Parameter(negative="", help="Set an earlier log aside and start anew.")] = False,
    against: AgainstOptions = Against(),  # noqa: B008 - frozen
    fail_on: FailOn = None,
) -> int | None:
    """Screen every row of a book (CSV, XLSX, JSONL, Parquet); a run that was killed goes on where it stopped."""
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    from yalu.screening.books.book_run import Progress, screen_book  # noqa: PLC0415 - loads the index
    from yalu.screening.decisions.decision_text import coverage_lines  # noqa: PLC0415 - see above

    screening = opened_lists(against)
    shape = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    seen = console(error=True)
    # The processes are begun before the bar, which has a thread of its own.
    with (
        _decider(screening, engine, workers) as decider,
        Bar(*shape, console=seen, transient=True, disable=against.json or not seen.is_terminal) as bar,
    ):
        task = bar.add_task(f"screening {book.name}", total=None)

        def show_progress(done: Progress) -> None:
            words = f"screening {book.name}: {done.stops:,} stop, {done.reviews:,} review"
            bar.update(task, completed=done.rows, description=words)

        found = screen_book(
            book,
            out,
            screening,
            columns=columns,
            encoding=encoding,
            limit=against.limit,
            decider=decider,
            again=again,
            since=since,
            report=report,
            shown=None if against.json else lambda read: complain(f"column: {line}" for line in read.lines),
            progress=show_progress,
        )

    def shown() -> Iterator[Part]:
        yield from (found.counted, *coverage_lines(found.coverage, found.warnings))
        if found.resumed:
            yield f"{found.resumed:,} of them were in the log of an earlier run"
        if found.changes:
            yield "since then: " + ", ".join(f"{count:,} {what}" for what, count in found.changes.items())
        yield f"results: {found.out}\nreport: {found.report}\nlog: {found.log}\nlast line of the log: {found.head}"

    present(found, shown, asked=against, command="screen file")
    if not against.json:
        complain(f"note: {note}" for note in found.notes)
    return _failed(fail_on, [outcome for outcome, count in found.outcomes.items() if count], found.coverage)


@app.command
def replay(
    log: Path,
    *,
    head: Annotated[str, Parameter(help="The hash of the last line, as you noted it elsewhere.")] = "",
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> int | None:
    """Check that a log is whole, decide everything in it again, and compare byte for byte; 1 when it differs."""
    from yalu.screening.decisions.decision_log import replay as replayed  # noqa: PLC0415 - loads the index

    found = replayed(log, _as_then, head=head)

    def shown() -> Iterator[Part]:
        yield f"{log}: {found.entries:,} lines, {found.decisions:,} decisions, {found.same:,} the same again"
        yield from (f"broken: {fault.says}" for fault in found.faults)
        for one in found.differs:
            yield f"entry {one.seq}, {one.name}: was {one.was}"
            yield f"  is now {one.now}\n  differs in {', '.join(one.fields)}"
        yield from (f"not replayed: {why}" for why in found.not_replayed)
        yield Kept(f"last line: {found.head}")

    present(found, shown, asked=asked, command="screen replay")
    return None if found.holds else FINDINGS


def _decider(screening: Screening, engine: str, workers: int) -> AbstractContextManager[Decider]:
    """What decides the rows: processes of this machine, or Spark. Raises DocumentError when Spark cannot be started."""
    from yalu.screening.books.workers import open_decider  # noqa: PLC0415 - see above

    return nullcontext(_spark_decider(screening)) if engine == "spark" else open_decider(screening, workers)


def _spark_decider(screening: Screening) -> Decider:
    from yalu.engine.protocol import EngineError  # noqa: PLC0415 - see above
    from yalu.screening.books.workers import SparkDecider  # noqa: PLC0415 - starts Java, only when chosen

    try:
        from yalu.engine.spark_engine import SparkEngine  # noqa: PLC0415 - starts Java, only when chosen

        return SparkDecider(screening, SparkEngine().session)
    except (EngineError, ImportError) as error:
        raise refused(
            "--engine",
            f"Spark cannot be used: {error}",
            rule="--engine spark needs pyspark and Java",
            next_step="install yalu[spark], or leave the option out",
        ) from error


def _as_then(ground: GroundLine) -> Screening:
    """A screening on what a log says its decisions rest on. Raises ValueError when it cannot be had."""
    from yalu.screening.decisions.screening_policy import policy_of  # noqa: PLC0415 - see above
    from yalu.screening.index_store import load_marked  # noqa: PLC0415

    try:
        from yalu.screening.screener import Screening  # noqa: PLC0415

        as_of = date.fromisoformat(ground.as_of) if ground.as_of else None
        found = load_marked(ground.snapshots, as_of, ground.lists, None, ground.coverage)
        return Screening(
            as_of=as_of,
            policy=policy_of(ground.policy_text),
            lists=ground.lists,
            loaded=msgspec.structs.replace(found, warnings=ground.warnings),
        )
    except DocumentError as error:
        raise ValueError(str(error)) from error
