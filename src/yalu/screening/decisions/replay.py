"""Replaying a decision log: is it whole, and does the same question give the same bytes again?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from yalu.documents.canonical_json import canonical
from yalu.documents.hash_chained_log import Entry, Fault, read_chain
from yalu.screening.decisions.decision_log import DecisionLine, GroundLine
from yalu.screening.decisions.records import Decision
from yalu.screening.query_input import Asked
from yalu.vocabulary.version import CODE_VERSION

if TYPE_CHECKING:
    from yalu.screening.screener import Screening

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
    faults: tuple[Fault, ...] = ()
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
        faults = (Fault(0, "the log is empty: whatever was decided is not in it"),)
    lines = [(e, line) for e in entries if e.kind == "decision" and (line := _decision(e)) is not None]
    broken = tuple(
        Fault(e.seq, f"entry {e.seq} is no decision of this version of Yalu")
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


def _decision(entry: Entry) -> DecisionLine | None:
    try:
        return msgspec.convert(entry.body, DecisionLine)
    except (msgspec.ValidationError, ValueError, TypeError):
        return None


def _opened(entry: Entry | None, opener: Opener) -> tuple[Screening | None, str]:
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


def _compared(screening: Screening, part: list[tuple[Entry, DecisionLine]], ground: Entry) -> list[Differs]:
    said = msgspec.convert(ground.body, GroundLine)
    found: list[Differs] = []
    for on in sorted({line.answer.on for _, line in part}):
        group = [(e, line) for e, line in part if line.answer.on == on]
        again = screening.decide_many(
            [Asked(line.answer.query, line.told, line.answer.ref) for _, line in group],
            on=date.fromisoformat(on),
            limit=said.limit,
            judgements=[line.judgements for _, line in group],
        )
        for (entry, line), new in zip(group, again, strict=True):
            if canonical(new) != canonical(entry.body["answer"]):
                found.append(_differs(entry, line.answer, new))
    return found


def _differs(entry: Entry, was: Decision, now: Decision) -> Differs:
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
