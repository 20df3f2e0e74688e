"""Rows decided by several processes or on Spark: equal to deciding in one, row by row and byte by byte."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from yalu.documents.problems import refused
from yalu.documents.records.canonical_json import canonical
from yalu.screening.decisions.records import Decision, Outcome, ReviewerJudgement
from yalu.screening.decisions.reviewer_judgements import Judgements
from yalu.screening.decisions.screening_policy import policy_of
from yalu.screening.index_store import Loaded
from yalu.screening.matching.index import Index
from yalu.screening.query_input import ScreeningQuestion
from yalu.screening.records import Party
from yalu.screening.screener import Screening
from yalu.vocabulary.coverage import Coverage

if TYPE_CHECKING:
    import pyarrow as pa


# Beyond eight the process that reads and logs is what holds the others up.
MOST = 8
_AHEAD = 2  # chunks in flight for each worker, so that none waits while answers are logged


class Decided(NamedTuple):
    """A decision as the log takes it: its outcome, and the whole of it as canonical JSON."""

    outcome: Outcome
    decision: bytes


class Decider(Protocol):
    """What answers chunks of questions: this process, several, or Spark. ``chunk`` is how many it wants at once."""

    @property
    def chunk(self) -> int: ...

    def decide_chunks(
        self, chunks: Iterable[Sequence[ScreeningQuestion]], *, on: date, limit: int = 0
    ) -> Iterator[list[Decided]]:
        """The answers to each chunk, chunks and questions in order."""
        ...


class OneProcess:
    """Decides in this process."""

    chunk = 250

    def __init__(self, screening: Screening) -> None:
        self._screening = screening

    def decide_chunks(
        self, chunks: Iterable[Sequence[ScreeningQuestion]], *, on: date, limit: int = 0
    ) -> Iterator[list[Decided]]:
        """The answers to each chunk, in order."""
        for chunk in chunks:
            yield decided_by(self._screening, chunk, on, limit)


def decided_by(
    screening: Screening, asked: Sequence[ScreeningQuestion], on: date, limit: int
) -> list[Decided]:
    """The answers of one screening to some questions."""
    found = screening.decide_many(asked, on=on, limit=limit) if asked else []
    return [Decided(decision.outcome, canonical(decision)) for decision in found]


class WorkerProcesses:
    """Decides in forked processes that share the index as this one has it loaded."""

    chunk = 250

    def __init__(self, pool: ProcessPoolExecutor, workers: int) -> None:
        self._pool, self._workers = pool, workers

    def decide_chunks(
        self, chunks: Iterable[Sequence[ScreeningQuestion]], *, on: date, limit: int = 0
    ) -> Iterator[list[Decided]]:
        """The answers to each chunk, in order; a few chunks are always in flight."""
        waiting: deque[Future[list[Decided]]] = deque()
        with _broken_pool_named():
            for chunk in chunks:
                waiting.append(self._pool.submit(_decide, list(chunk), on, limit))
                if len(waiting) >= self._workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


@contextmanager
def _broken_pool_named() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise refused(
            "--workers", "a process that decides rows was ended from outside, perhaps for want of memory",
            rule="every process holds its own part of the lists",
            next_step="give the command again with --workers 1; it goes on where it stopped",
        ) from error  # fmt: skip


_held: Screening | None = None


def _decide(asked: list[ScreeningQuestion], on: date, limit: int) -> list[Decided]:
    assert _held is not None  # set before the workers were forked  # noqa: S101
    return decided_by(_held, asked, on, limit)


@contextmanager
def open_decider(screening: Screening, workers: int = 0) -> Iterator[Decider]:
    """A decider of so many processes, as many as there are processors when 0.

    Processes are forked, so that index and lists are loaded once. Where a system cannot fork, this
    process decides alone. Begin it before any thread is started.
    """
    screening.decide_many([])  # opens index and tables here, once
    # Lists and index stay as long as the work: nothing is gained by searching them for what can be let go.
    gc.freeze()
    try:
        yield from _open(screening, workers)
    finally:
        gc.unfreeze()


def _open(screening: Screening, workers: int) -> Iterator[Decider]:
    global _held  # noqa: PLW0603 - what is forked is what a module holds
    wanted = min(
        workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else workers or 1, MOST
    )
    if wanted <= 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield OneProcess(screening)
        return
    _held = screening
    context: Any = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(wanted, mp_context=context)
    try:
        for begun in [pool.submit(os.getpid) for _ in range(wanted)]:
            begun.result()
        yield WorkerProcesses(pool, wanted)
    finally:
        pool.shutdown(cancel_futures=True)
        _held = None


class Parcel(msgspec.Struct, frozen=True):
    """Everything a worker needs, small enough to be sent once: the index as its file, and the parties."""

    index: bytes
    parties: tuple[Party, ...]
    snapshots: tuple[str, ...]
    coverage: Coverage
    warnings: tuple[str, ...]
    policy: str
    judgements: tuple[ReviewerJudgement, ...]
    on: str
    limit: int


class SparkDecider:
    """Decides on a Spark session; equal to deciding in one process, row by row."""

    chunk = 20_000  # rows a job takes at once: enough to be worth the way there and back

    def __init__(self, screening: Screening, session: Any) -> None:
        self._screening = screening
        self._session = session
        context = session.sparkContext
        if context.master.startswith("local") and "PYSPARK_PYTHON" not in os.environ:
            context.pythonExec = sys.executable  # workers need what this process has installed
        self._sent: dict[tuple[str, int], Any] = {}

    def decide_chunks(
        self, chunks: Iterable[Sequence[ScreeningQuestion]], *, on: date, limit: int = 0
    ) -> Iterator[list[Decided]]:
        """The answers to each chunk, in order; each chunk is a job."""
        for chunk in chunks:
            found = self.decide_many(chunk, on=on, limit=limit) if chunk else []
            yield [Decided(decision.outcome, canonical(decision)) for decision in found]

    def decide_many(
        self, asked: Sequence[ScreeningQuestion], *, on: date | None = None, limit: int = 0
    ) -> list[Decision]:
        """The decisions, in the order of the questions."""
        import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

        day = self._screening.ground(on).on.isoformat()
        sent = self._sent.get((day, limit))
        if sent is None:
            sent = self._sent[day, limit] = self._session.sparkContext.broadcast(self._parcel(day, limit))
        table = pa.table(
            {"place": pa.array(range(len(asked)), pa.int64()), "question": pa.array([canonical(a) for a in asked], pa.binary())}
        )  # fmt: skip
        frame = self._session.createDataFrame(table)

        def decide(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            return decide_batches(batches, sent.value)

        found = frame.mapInArrow(decide, "place long, answer binary").toArrow()
        answers = dict(zip(found["place"].to_pylist(), found["answer"].to_pylist(), strict=True))
        return [msgspec.json.decode(answers[place], type=Decision) for place in range(len(asked))]

    def _parcel(self, day: str, limit: int) -> bytes:
        loaded = self._screening.loaded
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "index"
            loaded.index.save(place)
            index = place.read_bytes()
        return msgspec.msgpack.encode(
            Parcel(
                index, loaded.parties, loaded.snapshots, loaded.coverage, loaded.warnings,
                self._screening.policy.text, self._screening.judgements.made, day, limit,
            )
        )  # fmt: skip


_unpacked_parcels: dict[int, tuple[Screening, Parcel]] = {}


def decide_batches(batches: Iterator[pa.RecordBatch], parcel: bytes) -> Iterator[pa.RecordBatch]:
    """Decide the questions of Arrow batches; a worker unpacks its parcel once."""
    import pyarrow as pa  # noqa: PLC0415 - runs in the worker

    screening, held = _unpacked(parcel)
    for batch in batches:
        asked = [msgspec.json.decode(raw, type=ScreeningQuestion) for raw in batch.column(1).to_pylist()]
        found = screening.decide_many(asked, on=date.fromisoformat(held.on), limit=held.limit)
        answers = pa.array([canonical(decision) for decision in found], pa.binary())
        yield pa.RecordBatch.from_arrays([batch.column(0), answers], names=["place", "answer"])


def _unpacked(parcel: bytes) -> tuple[Screening, Parcel]:
    mark = hash(parcel)
    if mark not in _unpacked_parcels:
        held = msgspec.msgpack.decode(parcel, type=Parcel)
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "index"
            place.write_bytes(held.index)
            index = Index.load(place)
        loaded = Loaded(held.parties, index, held.snapshots, held.coverage, held.warnings)
        screening = Screening(
            policy=policy_of(held.policy), judgements=Judgements(held.judgements), loaded=loaded
        )
        _unpacked_parcels.clear()
        _unpacked_parcels[mark] = screening, held
    return _unpacked_parcels[mark]
