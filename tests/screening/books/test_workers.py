"""Several processes give the same decisions as one, in the same order and the same bytes."""

import os
import signal
from unittest.mock import MagicMock

import msgspec
import pyarrow as pa
import pytest

from tests.screening.books.books import DAY, results, screening, write
from yalu.documents.problems import DocumentError
from yalu.documents.records.canonical_json import canonical
from yalu.screening.books.book_run import screen_book
from yalu.screening.books.workers import (
    MOST,
    OneProcess,
    SparkDecider,
    WorkerProcesses,
    decide_batches,
    open_decider,
)
from yalu.screening.decisions.screening_policy import policy_of, read_policy
from yalu.screening.query_input import ask
from yalu.screening.screener import Screening

BOOK = [{"id": f"c{n}", "name": "KIM Example" if n % 7 == 0 else f"Nobody {n}"} for n in range(620)]
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")


@needs_fork
def test_results_are_the_same_bytes_whatever_the_number_of_workers(tmp_path):
    book, held = write(tmp_path / "book.csv", BOOK), screening()
    for workers in (1, 2, 3):
        with open_decider(held, workers) as decider:
            screen_book(book, tmp_path / f"{workers}.csv", held, on=DAY, decider=decider)
    one, two, three = ((tmp_path / f"{workers}.csv").read_bytes() for workers in (1, 2, 3))
    assert one == two == three
    assert [r["ref"] for r in results(tmp_path / "2.csv")] == [r["id"] for r in BOOK]


@needs_fork
def test_chunks_come_back_in_order_and_an_empty_one_stays_empty():
    held = screening()
    chunks = [[ask(f"Nobody {n}") for n in range(start, start + 3)] for start in range(0, 30, 3)]
    chunks.insert(4, [])
    with open_decider(held, 2) as decider:
        assert isinstance(decider, WorkerProcesses)
        found = list(decider.decide_chunks(chunks, on=DAY))
    assert found == list(OneProcess(held).decide_chunks(chunks, on=DAY))
    assert found[4] == []


@pytest.mark.parametrize("workers", [1, -3])
def test_one_worker_is_this_process(workers):
    with open_decider(screening(), workers) as decider:
        assert isinstance(decider, OneProcess)


@needs_fork
def test_no_more_workers_are_begun_than_are_of_use():
    with open_decider(screening(), 500) as decider:
        assert len(decider._pool._processes) == MOST


def test_a_worker_of_spark_decides_by_the_policy_it_was_sent_and_not_by_that_of_yalu(tmp_path):
    """The policy here stops for nothing: a worker that takes the bundled one would answer stop."""
    head, _, rules = read_policy().text.partition("\nstop:")
    mild = head + "\nstop: []\nreview:" + rules.partition("\nreview:")[2]
    held = Screening(home=tmp_path, policy=policy_of(mild))
    asked = [ask("Kim Jong Un"), ask("Nobody At All")]
    table = pa.table({"place": [0, 1], "question": [canonical(one) for one in asked]})
    parcel = SparkDecider(held, MagicMock())._parcel(DAY.isoformat(), 0)
    (found,) = decide_batches(iter(table.to_batches()), parcel)
    assert found.column(1).to_pylist() == [canonical(one) for one in held.decide_many(asked, on=DAY)]
    assert [msgspec.json.decode(one)["outcome"] for one in found.column(1).to_pylist()] == ["review", "clear"]
    assert Screening(home=tmp_path).decide(asked[0], on=DAY).outcome == "stop"


@needs_fork
def test_a_worker_that_is_killed_is_told_with_a_way_on(tmp_path):
    book, held = write(tmp_path / "book.csv", BOOK), screening()
    with open_decider(held, 2) as decider, pytest.raises(DocumentError, match="--workers 1"):
        for process in decider._pool._processes.values():
            os.kill(process.pid, signal.SIGKILL)
        screen_book(book, tmp_path / "out.csv", held, on=DAY, decider=decider)
    with open_decider(held, 1) as decider:
        screen_book(book, tmp_path / "out.csv", held, on=DAY, decider=decider)
    assert len(results(tmp_path / "out.csv")) == len(BOOK)
