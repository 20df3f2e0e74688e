"""The same decisions on Spark: one index sent to every worker once, rows decided where they lie."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.documents.canonical_json import canonical
from yalu.screening.books.workers import Decided
from yalu.screening.decisions.records import Decision, Judgement
from yalu.screening.decisions.reviewer_judgements import Judgements
from yalu.screening.decisions.screening_policy import policy_of
from yalu.screening.index_store import Loaded
from yalu.screening.matching.index import Index
from yalu.screening.query_input import Asked
from yalu.screening.records import Party
from yalu.screening.screener import Screening
from yalu.vocabulary.coverage import Coverage

if TYPE_CHECKING:
    import pyarrow as pa


class Parcel(msgspec.Struct, frozen=True):
    """Everything a worker needs, small enough to be sent once: the index as its file, and the parties."""

    index: bytes
    parties: tuple[Party, ...]
    snapshots: tuple[str, ...]
    coverage: Coverage
    warnings: tuple[str, ...]
    policy: str
    judgements: tuple[Judgement, ...]
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
        self, chunks: Iterable[Sequence[Asked]], *, on: date, limit: int = 0
    ) -> Iterator[list[Decided]]:
        """The answers to each chunk, in order; each chunk is a job."""
        for chunk in chunks:
            found = self.decide_many(chunk, on=on, limit=limit) if chunk else []
            yield [Decided(decision.outcome, canonical(decision)) for decision in found]

    def decide_many(
        self, asked: Sequence[Asked], *, on: date | None = None, limit: int = 0
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
                index,
                loaded.parties,
                loaded.snapshots,
                loaded.coverage,
                loaded.warnings,
                self._screening.policy.text,
                self._screening.judgements.made,
                day,
                limit,
            )
        )


_opened: dict[int, tuple[Screening, Parcel]] = {}


def decide_batches(batches: Iterator[pa.RecordBatch], parcel: bytes) -> Iterator[pa.RecordBatch]:
    """Decide the questions of Arrow batches; a worker unpacks its parcel once."""
    import pyarrow as pa  # noqa: PLC0415 - runs in the worker

    screening, held = _unpacked(parcel)
    for batch in batches:
        asked = [msgspec.json.decode(raw, type=Asked) for raw in batch.column(1).to_pylist()]
        found = screening.decide_many(asked, on=date.fromisoformat(held.on), limit=held.limit)
        answers = pa.array([canonical(decision) for decision in found], pa.binary())
        yield pa.RecordBatch.from_arrays([batch.column(0), answers], names=["place", "answer"])


def _unpacked(parcel: bytes) -> tuple[Screening, Parcel]:
    mark = hash(parcel)
    if mark not in _opened:
        held = msgspec.msgpack.decode(parcel, type=Parcel)
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "index"
            place.write_bytes(held.index)
            index = Index.load(place)
        loaded = Loaded(held.parties, index, held.snapshots, held.coverage, held.warnings)
        screening = Screening(
            policy=policy_of(held.policy), judgements=Judgements(held.judgements), loaded=loaded
        )
        _opened.clear()
        _opened[mark] = screening, held
    return _opened[mark]
