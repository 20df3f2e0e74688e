"""Rows decided by several processes at once: equal to deciding in one, row by row and byte by byte."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple, Protocol

from yalu.documents.canonical_json import canonical
from yalu.documents.problems import refused
from yalu.screening.decisions.records import Outcome
from yalu.screening.query_input import Asked
from yalu.screening.screener import Screening

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
        self, chunks: Iterable[Sequence[Asked]], *, on: date, limit: int = 0
    ) -> Iterator[list[Decided]]:
        """The answers to each chunk, chunks and questions in order."""
        ...


class OneProcess:
    """Decides in this process."""

    chunk = 250

    def __init__(self, screening: Screening) -> None:
        self._screening = screening

    def decide_chunks(
        self, chunks: Iterable[Sequence[Asked]], *, on: date, limit: int = 0
    ) -> Iterator[list[Decided]]:
        """The answers to each chunk, in order."""
        for chunk in chunks:
            yield decided_by(self._screening, chunk, on, limit)


def decided_by(screening: Screening, asked: Sequence[Asked], on: date, limit: int) -> list[Decided]:
    """The answers of one screening to some questions."""
    found = screening.decide_many(asked, on=on, limit=limit) if asked else []
    return [Decided(decision.outcome, canonical(decision)) for decision in found]


class WorkerProcesses:
    """Decides in forked processes that share the index as this one has it loaded."""

    chunk = 250

    def __init__(self, pool: ProcessPoolExecutor, workers: int) -> None:
        self._pool, self._workers = pool, workers

    def decide_chunks(
        self, chunks: Iterable[Sequence[Asked]], *, on: date, limit: int = 0
    ) -> Iterator[list[Decided]]:
        """The answers to each chunk, in order; a few chunks are always in flight."""
        waiting: deque[Future[list[Decided]]] = deque()
        with _broken_pool_told():
            for chunk in chunks:
                waiting.append(self._pool.submit(_decide, list(chunk), on, limit))
                if len(waiting) >= self._workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


@contextmanager
def _broken_pool_told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise refused(
            "--workers", "a process that decides rows was ended from outside, perhaps for want of memory",
            rule="every process holds its own part of the lists",
            next_step="give the command again with --workers 1; it goes on where it stopped",
        ) from error  # fmt: skip


_held: Screening | None = None


def _decide(asked: list[Asked], on: date, limit: int) -> list[Decided]:
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
        yield from _opened(screening, workers)
    finally:
        gc.unfreeze()


def _opened(screening: Screening, workers: int) -> Iterator[Decider]:
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
