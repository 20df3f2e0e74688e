"""Screening a book row by row: every answer is in the log before the next chunk, so a kill loses nothing."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.files.locks import locked
from yalu.documents.hash_chained_log import (
    BrokenLogError,
    LogEntry,
    append,
    bodies_of,
    entries_of,
    read_chain,
    settle,
)
from yalu.documents.problems import visible
from yalu.documents.records.canonical_json import canonical
from yalu.screening.books.book_files import Book
from yalu.screening.books.records import BookLine, BookRow, BookRowChange, Columns, RowAnswer, refuse
from yalu.screening.books.results import ReportHead, check_kind, counted, write_report, write_results
from yalu.screening.books.rows import BookQuestion, columns_of, read_columns
from yalu.screening.books.workers import Decided, Decider, OneProcess
from yalu.screening.decisions.decision_log import (
    DecisionLine,
    GroundLine,
    LoggedLine,
    ground_line,
    now,
)
from yalu.screening.decisions.records import Decision
from yalu.screening.decisions.reviewer_judgements import subject_of
from yalu.screening.query_input import ScreeningQuestion
from yalu.screening.screener import Screening
from yalu.vocabulary.coverage import Coverage

Sign = tuple[str, tuple[tuple[str, str], ...]]


class Earlier:
    """The answers of an earlier run by subject: the user's own reference, or else the question itself."""

    def __init__(self, file: str, known: dict[str, tuple[Sign, str]]) -> None:
        self.file = file
        self.counts: dict[str, int] = {"new": 0, "changed": 0, "same": 0, "gone": 0}
        self._known = known

    @classmethod
    def read(cls, path: Path) -> Earlier:
        """An earlier log, or the results it stands beside. Raises DocumentError when there is no log."""
        log = path if path.name.endswith(".log.jsonl") else path.with_name(path.name + ".log.jsonl")
        log = log if log.exists() else path
        known: dict[str, tuple[Sign, str]] = {}
        if log.exists():
            for entry in entries_of(log):
                if entry.kind == "decision":
                    line = _decision(entry, log)
                    known[_subject(line.book, line.answer)] = _sign(line.answer), line.answer.query.name
        if not known:
            raise refuse(path.name, "no decisions were found there", "--since names a log, or results with their log beside them",
                         "give the file that ends in .log.jsonl")  # fmt: skip
        return cls(path.name, known)

    def changed(self, answers: Iterator[RowAnswer]) -> Iterator[RowAnswer]:
        """The rows that are new or changed, then the subjects that are gone; counts what is left out too."""
        left = dict(self._known)
        for row in answers:
            if row.answer is None:
                yield row
                continue
            name = _subject(row.ref, row.answer)
            left.pop(name, None)
            was = self._known.get(name)
            change: BookRowChange = (
                "new" if was is None else "same" if was[0] == _sign(row.answer) else "changed"
            )
            self.counts[change] += 1
            if change != "same":
                yield msgspec.structs.replace(row, change=change, before=_words(was[0]) if was else "")
        for name, (sign, text) in left.items():
            self.counts["gone"] += 1
            ref = name.removeprefix("ref:") if name.startswith("ref:") else ""
            yield RowAnswer(row=0, ref=ref, name=text, change="gone", before=_words(sign),
                            not_screened="the row is no longer in the book")  # fmt: skip


def _decision(entry: LogEntry, log: Path) -> DecisionLine:
    """The decision of one entry. Raises DocumentError naming the entry and the field that is none."""
    try:
        return msgspec.convert(entry.body, DecisionLine)
    except msgspec.ValidationError as error:
        words, _, field = str(error).partition(" - at ")
        raise refuse(
            log.name, f"entry {entry.seq} is no decision: {visible(words)}", "a log is as Yalu wrote it",
            "check it with “yalu screen replay”, and give a log that was not changed", field=visible(field.strip("`")),
        ) from None  # fmt: skip


def _subject(ref: str, answer: Decision) -> str:
    if ref:
        return f"ref:{ref}"
    return "; ".join(
        (f"subject:{subject_of(answer.query)}", *sorted(answer.query.also))
    )  # another director is another question


def _sign(answer: Decision) -> Sign:
    return answer.outcome, tuple(sorted((w.party, w.outcome) for w in answer.weighed))


def _words(sign: Sign) -> str:
    parties = ", ".join(f"{party} {outcome}" for party, outcome in sign[1])
    return f"{sign[0]}{f' ({parties})' if parties else ''}"


_LOOK = 50
_LINE = msgspec.json.Decoder(DecisionLine)


class Progress(msgspec.Struct, frozen=True):
    """How far a batch is: rows answered, and stops and reviews among them."""

    rows: int
    stops: int
    reviews: int


class BatchReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a book: counts, what they cover, where results, report and log are, how the columns were read.

    ``resumed`` counts rows found in the log of a run that was cut off. ``head`` is the hash of the
    log's last line; keep it elsewhere to notice lines cut off at the end.
    """

    book: str
    rows: int
    outcomes: dict[str, int]
    coverage: Coverage
    warnings: tuple[str, ...]
    resumed: int
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    out: str
    report: str
    log: str
    head: str
    changes: dict[str, int] = {}

    @property
    def counted(self) -> str:
        """The counts in one sentence, the clear ones with their extent."""
        return counted(self.rows, self.outcomes, self.coverage)


def screen_book(
    path: str | Path,
    out: str | Path,
    screening: Screening,
    *,
    columns: str = "",
    encoding: str = "",
    on: date | None = None,
    limit: int = 0,
    decider: Decider | None = None,
    again: bool = False,
    since: str | Path | None = None,
    report: str | Path | None = None,
    shown: Callable[[Columns], None] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> BatchReport:
    """Screen every row of a book and write results, a readable report and a log.

    A run that was killed goes on where it stopped when it is asked again with the same book, lists
    and policy; ``again`` sets its log aside and starts anew. ``since`` is an earlier log or result
    file: results and report then hold only rows whose answer changed. ``encoding`` is that of a CSV
    book, where the file itself leaves it open. One run writes a result at a time. Raises DocumentError.
    """
    goal = Path(out)
    check_kind(goal)
    earlier = None if since is None else Earlier.read(Path(since))
    book = Book(path, encoding)
    goal.parent.mkdir(parents=True, exist_ok=True)
    with locked(goal.with_name(goal.name + ".run"), wait=0, doing=f"screening into {goal.name}"):
        rows = book.rows()
        first = list(itertools.islice(rows, _LOOK))
        read = columns_of(book.header, first, read_columns(columns), file=book.path.name)
        if read.headless and book.first.number:
            first.insert(0, book.first)
        if shown is not None:
            shown(read)
        run = _Run(book, read, screening, goal.with_name(goal.name + ".log.jsonl"), on, limit)
        run.start(again=again)
        run.all(itertools.chain(first, rows), decider or OneProcess(screening), progress)
        report_file = goal.with_name(goal.stem + "-report.html") if report is None else Path(report)
        return _report(run, goal, report_file, earlier)


class _Run:
    """One book against one ground, with its log."""

    def __init__(
        self, book: Book, columns: Columns, screening: Screening, log: Path, on: date | None, limit: int
    ) -> None:
        self.book, self.columns, self.screening, self.log, self.limit = book, columns, screening, log, limit
        self.on = on or screening.ground().on
        self.done: set[int] = set()
        self.counts: dict[str, int] = {"clear": 0, "review": 0, "stop": 0, "not_screened": 0}
        self.resumed = 0
        self.finished = False
        self.head = ""  # the hash of the last line of the log

    @property
    def line(self) -> GroundLine:
        """What the decisions rest on, as the log says it."""
        return ground_line(self.screening, self.on, limit=self.limit)

    def start(self, *, again: bool) -> None:
        """Take up the log of a run that was cut off, or begin one. Raises DocumentError for another book's log."""
        if again and self.log.exists():
            self._set_aside()
        if self.log.exists() and self.log.stat().st_size:
            self._take_up()
        else:
            append(self.log, [("ground", self.line), ("book", self._book_line())], at=now())

    def _book_line(self) -> BookLine:
        read = tuple((c.place, c.means) for c in self.columns.read)
        return BookLine(
            file=self.book.path.name, sha256=self.book.sha256, columns=read, on=self.on.isoformat()
        )

    def _set_aside(self) -> None:
        for number in itertools.count(1):
            place = self.log.with_name(f"{self.log.name}.{number}")
            if not place.exists():
                self.log.rename(place)
                return

    def _take_up(self) -> None:
        try:
            settle(self.log)
        except BrokenLogError as error:
            raise self._other(str(error)) from error
        entries, faults = read_chain(self.log)
        if faults:
            raise self._other(faults[0].says)
        for entry in entries:
            if entry.kind == "ground" and not _same_ground(entry.body, self.line):
                raise self._other("lists, policy, engine or options have changed since the log was begun")
            if entry.kind == "book":
                held = msgspec.convert(entry.body, BookLine)
                self.on = date.fromisoformat(held.on)  # the day of the first run stays the day of the book
                if canonical(self._book_line()) != canonical(held):
                    raise self._other(f"it belongs to {held.file} as it was, or to other columns")
            if entry.kind in {"decision", "row"}:
                self._count(entry.body["row"], _outcome(entry.kind, entry.body))
            self.finished = self.finished or entry.kind == "done"
        if not any(entry.kind == "book" for entry in entries):  # killed between the first two lines
            append(self.log, [("ground", self.line), ("book", self._book_line())], at=now())
        self.resumed = len(self.done)
        self.head = entries[-1].hash if entries else ""

    def _other(self, why: str) -> Exception:
        return refuse(self.log.name, f"the log of an earlier run cannot be taken up: {why}",
                      "a run goes on only with the same book, columns, lists and policy",
                      "choose another --out, or give --again to set the old log aside and start anew")  # fmt: skip

    def _count(self, row: int, outcome: str) -> None:
        self.done.add(row)
        self.counts[outcome] += 1

    def all(
        self,
        rows: Iterator[BookRow],
        decider: Decider,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        """Answer every row that the log does not hold yet, chunk by chunk."""
        if self.finished:
            return
        left = (BookQuestion(row, self.columns) for row in rows if row.number not in self.done)
        waiting: deque[list[BookQuestion]] = deque()

        def chunks() -> Iterator[list[ScreeningQuestion]]:
            while chunk := list(itertools.islice(left, decider.chunk)):
                waiting.append(chunk)
                yield [question.asked for question in chunk if question.asked is not None]

        for found in decider.decide_chunks(chunks(), on=self.on, limit=self.limit):
            self._log(waiting.popleft(), found)
            if progress is not None:
                progress(Progress(len(self.done), self.counts["stop"], self.counts["review"]))
        last = ("done", {"rows": len(self.done), "outcomes": self.counts})
        self.head = append(self.log, [last], at=now())[-1].hash

    def _log(self, chunk: list[BookQuestion], answers: list[Decided]) -> None:
        found = iter(answers)
        lines: list[tuple[str, Any]] = []
        for question in chunk:
            if question.asked is None:
                why = {
                    "row": question.number,
                    "ref": question.ref,
                    "name": question.name,
                    "why": question.fault,
                }
                lines.append(("row", why))
                self._count(question.number, "not_screened")
                continue
            outcome, decision = next(found)
            judgements = self.screening.judgements_on(question.asked.query, question.ref)
            body = LoggedLine(ground=1, answer=msgspec.Raw(decision), judgements=judgements, notes=question.asked.notes,
                              row=question.number, book=question.ref)  # fmt: skip
            lines.append(("decision", body))
            self._count(question.number, outcome)
        append(self.log, lines, at=now())

    def answers(self) -> Iterator[RowAnswer]:
        """Every answer in the log, in the order of the book; a row stands in it once."""
        for kind, body in bodies_of(self.log):
            if kind == "row":
                row = msgspec.json.decode(body)
                yield RowAnswer(row=row["row"], ref=row["ref"], name=row["name"], not_screened=row["why"])
            elif kind == "decision":
                line = _LINE.decode(body)
                yield RowAnswer(row=line.row, ref=line.book, name=line.answer.query.name, answer=line.answer)


def _same_ground(body: Any, line: GroundLine) -> bool:
    return canonical(body) == canonical(msgspec.json.decode(canonical(line)))


def _outcome(kind: str, body: Any) -> str:
    return str(body["answer"]["outcome"]) if kind == "decision" else "not_screened"


def _report(run: _Run, goal: Path, report: Path, earlier: Earlier | None) -> BatchReport:
    answers: Iterator[RowAnswer] = run.answers()
    if earlier is not None:
        answers = earlier.changed(answers)
    head = ReportHead(
        book=run.book.path.name,
        rows=len(run.done),
        outcomes=run.counts,
        columns=run.columns.lines,
        on=run.on.isoformat(),
        snapshots=run.screening.snapshots,
        coverage=run.screening.coverage,
        warnings=run.screening.ground(run.on).warnings,
        policy=f"{run.screening.policy.policy.title}, {run.screening.policy.fingerprint}",
        since=earlier.file if earlier else "",
        notes=(*run.book.notes, *run.screening.loaded.notes),
    )
    write_results(goal, write_report(report, head, answers))
    return BatchReport(
        book=str(run.book.path), rows=len(run.done), outcomes=run.counts, resumed=run.resumed,
        columns=run.columns.lines, coverage=run.screening.coverage, warnings=head.warnings, notes=head.notes,
        out=str(goal), report=str(report), log=str(run.log), head=run.head, changes=earlier.counts if earlier else {},
    )  # fmt: skip
