"""The decision log: every decision with what it rests on, appended and never changed.

Three kinds of line: ``ground`` (engine, policy as written, list snapshots, what they cover, index), written when it
changes; ``decision`` (the query as read, the judgements heard, the answer whole) which names its
ground by number; ``done`` closes a book with its counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.documents.canonical_json import canonical
from yalu.documents.hash_chained_log import Entry, append, read_chain
from yalu.screening.decisions.records import Decision, Judgement
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
    """One decision: the number of its ground line, the judgements heard, and the answer in full."""

    ground: int
    answer: Decision
    judgements: tuple[Judgement, ...] = ()
    told: tuple[str, ...] = ()  # what was wrong with the question as typed
    row: int = 0
    book: str = ""


class LoggedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A decision line whose answer is JSON already, so that it is not read and written once more."""

    ground: int
    answer: msgspec.Raw
    judgements: tuple[Judgement, ...] = ()
    told: tuple[str, ...] = ()
    row: int = 0
    book: str = ""


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ground_line(screening: Screening, on: date | None = None, *, limit: int = 0) -> GroundLine:
    """What the decisions of a screening rest on, as its line says it."""
    ground = screening.ground(on)
    return GroundLine(
        engine=CODE_VERSION,
        policy=ground.policy.mark,
        policy_text=ground.policy.text,
        snapshots=ground.snapshots,
        coverage=ground.coverage,
        index=ground.index,
        warnings=screening.loaded.warnings,
        as_of=screening.as_of.isoformat() if screening.as_of else "",
        lists=screening.lists,
        limit=limit,
    )


class DecisionLog:
    """Appends decisions to one file. One object writes one run; several programs may share the file."""

    def __init__(self, path: Path, ground: GroundLine) -> None:
        self.path = path
        self._ground = ground
        self._seq = 0

    def record(self, lines: Iterable[DecisionLine], *, at: str = "") -> tuple[Entry, ...]:
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


def decisions_in(entries: Iterable[Entry]) -> tuple[DecisionLine, ...]:
    """The decisions of a log in their order."""
    return tuple(msgspec.convert(e.body, DecisionLine) for e in entries if e.kind == "decision")
