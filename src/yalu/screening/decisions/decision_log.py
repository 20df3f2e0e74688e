"""The decision log, appended and never changed, and its replay: is it whole, does each question give the same bytes again?

Three kinds of line: ``ground`` (engine, policy as written, list snapshots, what they cover, index), written when it
changes; ``decision`` (the query as read, the judgements applied, the answer whole) which names its
ground by number; ``done`` closes a book with its counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.documents.hash_chained_log import LogEntry, LogFault, append, read_chain
from yalu.documents.records.canonical_json import canonical
from yalu.screening.decisions.records import Decision, ReviewerJudgement
from yalu.screening.query_input import ScreeningQuestion
from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.version import CODE_VERSION

if TYPE_CHECKING:
    from yalu.screening.screener import Screening


class GroundLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of decisions rests on. ``as_of`` is the day whose lists were asked for, "" for the newest.

    ``warnings`` are those of the lists themselves, such as an update that was refused; their age is of the
    day of each question.
    """

    engine: str
    policy: str
    policy_text: str
    snapshots: tuple[str, ...]
    coverage: Coverage
    index: str
    warnings: tuple[str, ...] = ()
    as_of: str = ""
    lists: tuple[str, ...] = ()
    limit: int = 0


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One decision: the number of its ground line, the judgements applied, and the answer in full."""

    ground: int
    answer: Decision
    judgements: tuple[ReviewerJudgement, ...] = ()
    # What was wrong with the question as typed. Logs on disk have called it so since 0.1, and are read for years.
    notes: tuple[str, ...] = msgspec.field(default=(), name="told")
    row: int = 0
    book: str = ""


class LoggedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A decision line whose answer is JSON already, so that it is not read and written once more."""

    ground: int
    answer: msgspec.Raw
    judgements: tuple[ReviewerJudgement, ...] = ()
    notes: tuple[str, ...] = msgspec.field(default=(), name="told")
    row: int = 0
    book: str = ""


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ground_line(screening: Screening, on: date | None = None, *, limit: int = 0) -> GroundLine:
    """What the decisions of a screening rest on, as its line says it."""
    ground = screening.ground(on)
    return GroundLine(
        engine=CODE_VERSION, policy=ground.policy.fingerprint, policy_text=ground.policy.text,
        snapshots=ground.snapshots, coverage=ground.coverage, index=ground.index, warnings=screening.loaded.warnings,
        as_of=screening.as_of.isoformat() if screening.as_of else "", lists=screening.lists, limit=limit,
    )  # fmt: skip


class DecisionLog:
    """Appends decisions to one file. One object writes one run; several programs may share the file."""

    def __init__(self, path: Path, ground: GroundLine) -> None:
        self.path = path
        self._ground = ground
        self._seq = 0

    def record(self, lines: Iterable[DecisionLine], *, at: str = "") -> tuple[LogEntry, ...]:
        """Write decisions in order, waiting once until all are on the disk; ``ground`` is filled in."""
        when = at or now()
        if not self._seq:
            self._seq = self._ground_seq(when)
        return append(
            self.path,
            [("decision", msgspec.structs.replace(line, ground=self._seq)) for line in lines],
            at=when,
        )

    def close(self, body: dict[str, Any], *, at: str = "") -> str:
        """Write a closing line and return its hash, to be kept elsewhere."""
        return append(self.path, [("done", body)], at=at or now())[-1].hash

    def _ground_seq(self, at: str) -> int:
        """The number of the ground line: the last of the file when it says the same, else a new one."""
        if self.path.exists() and self.path.stat().st_size:
            wanted = canonical(self._ground)
            entries, _ = read_chain(self.path)
            last = next((e for e in reversed(entries) if e.kind == "ground"), None)
            if last is not None and canonical(last.body) == wanted:
                return last.seq
        return append(self.path, [("ground", self._ground)], at=at)[0].seq


_BATCH = 200


class Differs(msgspec.Struct, frozen=True, kw_only=True):
    """One decision that comes out otherwise today: its entry, what was asked, then and now, and where."""

    seq: int
    name: str
    was: str
    now: str
    fields: tuple[str, ...]


class Replay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of a replay: faults of the chain, decisions equal and different, grounds not to be had.

    ``head`` is the hash of the last line; keep it elsewhere to notice lines cut off at the end.
    """

    log: str
    entries: int
    decisions: int
    same: int
    head: str
    faults: tuple[LogFault, ...] = ()
    differs: tuple[Differs, ...] = ()
    not_replayed: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the log is whole and every decision came out the same."""
        return not (self.faults or self.differs or self.not_replayed)


Opener = Callable[[GroundLine], "Screening"]


def replay(
    path: Path, opener: Opener, *, head: str = "", progress: Callable[[int, int], None] | None = None
) -> Replay:
    """Check the chain, then decide everything again and compare it byte for byte.

    ``opener`` gives a screening on the lists and policy of a ground line, or raises ValueError with
    the reason why it cannot. A log without a line holds nothing and does not hold. Raises
    DocumentError when there is no log, or it is none that may be opened.
    """
    entries, faults = read_chain(path, head=head)
    if not entries and not faults:
        faults = (LogFault(0, "the log is empty: whatever was decided is not in it"),)
    lines = [(e, line) for e in entries if e.kind == "decision" and (line := _decision(e)) is not None]
    broken = tuple(
        LogFault(e.seq, f"entry {e.seq} is no decision of this version of Yalu")
        for e in entries
        if e.kind == "decision" and _decision(e) is None
    )
    grounds = {e.seq: e for e in entries if e.kind == "ground"}
    differs: list[Differs] = []
    missing: dict[str, int] = {}
    done = 0
    for seq in sorted({line.ground for _, line in lines}):
        held = [(e, line) for e, line in lines if line.ground == seq]
        screening, why = _opened(grounds.get(seq), opener)
        if screening is None:
            missing[why] = missing.get(why, 0) + len(held)
            continue
        for start in range(0, len(held), _BATCH):
            part = held[start : start + _BATCH]
            differs += _compared(screening, part, grounds[seq])
            done += len(part)
            if progress is not None:
                progress(done, len(lines))
    return Replay(
        log=str(path),
        entries=len(entries),
        decisions=len(lines),
        same=done - len(differs),
        head=entries[-1].hash if entries else "",
        faults=(*faults, *broken),
        differs=tuple(differs),
        not_replayed=tuple(f"{count:,} decisions: {why}" for why, count in missing.items()),
    )


def _decision(entry: LogEntry) -> DecisionLine | None:
    try:
        return msgspec.convert(entry.body, DecisionLine)
    except (msgspec.ValidationError, ValueError, TypeError):
        return None


def _opened(entry: LogEntry | None, opener: Opener) -> tuple[Screening | None, str]:
    if entry is None:
        return None, "the line that says what they rest on is missing"
    try:
        ground = msgspec.convert(entry.body, GroundLine)
        screening = opener(ground)
    except (msgspec.ValidationError, ValueError) as error:
        return None, str(error)
    if screening.snapshots != ground.snapshots:
        then, now = " ".join(ground.snapshots), " ".join(screening.snapshots)
        return None, f"the lists then were {then}; those kept now are {now}"
    if screening.coverage != ground.coverage:
        return None, f"what was asked then was {ground.coverage.says}; now it is {screening.coverage.says}"
    return screening, ""


def _compared(
    screening: Screening, part: list[tuple[LogEntry, DecisionLine]], ground: LogEntry
) -> list[Differs]:
    said = msgspec.convert(ground.body, GroundLine)
    found: list[Differs] = []
    for on in sorted({line.answer.on for _, line in part}):
        group = [(e, line) for e, line in part if line.answer.on == on]
        again = screening.decide_many(
            [ScreeningQuestion(line.answer.query, line.notes, line.answer.ref) for _, line in group],
            on=date.fromisoformat(on),
            limit=said.limit,
            judgements=[line.judgements for _, line in group],
        )
        for (entry, line), new in zip(group, again, strict=True):
            if canonical(new) != canonical(entry.body["answer"]):
                found.append(_differs(entry, line.answer, new))
    return found


def _differs(entry: LogEntry, was: Decision, now: Decision) -> Differs:
    fields = tuple(
        n for n in was.__struct_fields__ if canonical(getattr(was, n)) != canonical(getattr(now, n))
    )
    note = "" if was.engine == CODE_VERSION else f" (decided by version {was.engine}, this is {CODE_VERSION})"
    return Differs(
        seq=entry.seq,
        name=was.query.name,
        was=f"{was.outcome}: {was.reason}",
        now=f"{now.outcome}: {now.reason}{note}",
        fields=fields or ("form",),
    )
