"""A run that is killed at any moment goes on without losing or repeating a row."""

import contextlib
import os
import random
import signal
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.screening.books.books import DAY, results, screening, write
from tests.screening.small_index import KIM, PARTIES, party
from yalu.documents.hash_chained_log import read_chain
from yalu.documents.problems import DocumentError
from yalu.screening.books.book_run import screen_book
from yalu.screening.books.workers import OneProcess
from yalu.screening.decisions.decision_log import replay
from yalu.screening.decisions.reviewer_judgements import JudgementFile
from yalu.screening.decisions.screening_policy import policy_of, read_policy
from yalu.screening.query_input import ask

BOOK = [{"id": f"c{n}", "name": "KIM Example" if n % 50 == 0 else f"Nobody {n}"} for n in range(900)]


def rows_in(path):
    return [e.body["row"] for e in read_chain(path)[0] if e.kind in {"decision", "row"}]


class Slowly(OneProcess):
    """Answers few rows at a time, slowly enough to be killed between two of them."""

    chunk = 7

    def decide_chunks(self, chunks, *, on, limit=0):
        for decisions in super().decide_chunks(chunks, on=on, limit=limit):
            time.sleep(0.003)
            yield decisions


def size(path):
    return path.stat().st_size if path.exists() else 0


def killed_run(book, out, log, wait, after):
    """Screen in a process of its own and kill it: once it has written something, or at any moment at all."""
    before = size(log)
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            screen_book(book, out, screening(), on=DAY, decider=Slowly(screening()))
        os._exit(0)
    until = time.monotonic() + 10
    while wait and size(log) == before and time.monotonic() < until:
        time.sleep(0.0005)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_twenty_five_kills_lose_and_repeat_nothing(tmp_path):
    book, out = write(tmp_path / "book.csv", BOOK), tmp_path / "out.csv"
    screen_book(book, tmp_path / "whole.csv", screening(), on=DAY)
    draw, log, seen = random.Random(5), tmp_path / "out.csv.log.jsonl", []
    for number in range(25):
        killed_run(book, out, log, number % 4 > 0, draw.uniform(0.0, 0.006))
        seen.append(log.read_bytes().count(b'"kind":"decision"') if log.exists() else 0)
    assert seen == sorted(seen)
    assert len(set(seen)) > 5, "the runs were killed before they had done anything"
    report = screen_book(book, out, screening(), on=DAY + timedelta(3))
    assert report.resumed >= seen[-1] > 0
    assert rows_in(log) == list(range(2, 902))
    assert read_chain(log)[1] == ()
    assert out.read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_a_log_cut_anywhere_is_taken_up(tmp_path):
    book = write(tmp_path / "book.csv", BOOK[:60])
    screen_book(book, tmp_path / "whole.csv", screening(), on=DAY)
    whole = (tmp_path / "whole.csv.log.jsonl").read_bytes()
    for number, part in enumerate((0.001, 0.01, 0.2, 0.5, 0.7, 0.999)):
        out = tmp_path / f"out{number}.csv"
        log = tmp_path / f"out{number}.csv.log.jsonl"
        log.write_bytes(whole[: int(len(whole) * part)])
        screen_book(book, out, screening(), on=DAY)
        assert rows_in(log) == list(range(2, 62))
        assert out.read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_two_runs_into_one_result_are_not_let_loose_on_each_other(tmp_path):
    book, out = write(tmp_path / "book.csv", BOOK[:20]), tmp_path / "out.csv"

    class Meanwhile(Slowly):
        def decide_chunks(self, chunks, *, on, limit=0):
            with pytest.raises(DocumentError, match=r"another program is screening into out\.csv"):
                screen_book(book, out, screening(), on=DAY)
            yield from super().decide_chunks(chunks, on=on, limit=limit)

    screen_book(book, out, screening(), on=DAY, decider=Meanwhile(screening()))
    assert len(results(out)) == 20
    assert rows_in(tmp_path / "out.csv.log.jsonl") == list(range(2, 22))
    assert not [p.name for p in tmp_path.iterdir() if p.name.endswith((".lock", ".run"))]


def test_a_finished_book_is_not_screened_again(tmp_path):
    book = write(tmp_path / "book.csv", BOOK[:20])
    screen_book(book, tmp_path / "out.csv", screening(), on=DAY)
    log = (tmp_path / "out.csv.log.jsonl").read_bytes()
    (tmp_path / "out.csv").unlink()
    report = screen_book(book, tmp_path / "out.csv", screening(), on=DAY)
    assert report.resumed == 20
    assert (tmp_path / "out.csv.log.jsonl").read_bytes() == log
    assert len(results(tmp_path / "out.csv")) == 20


@pytest.mark.parametrize("what", ["book", "lists", "policy", "columns"])
def test_a_log_is_not_taken_up_for_something_else(tmp_path, what):
    book = write(tmp_path / "book.csv", BOOK[:20])
    screen_book(book, tmp_path / "out.csv", screening(), on=DAY)
    held, columns = screening(), ""
    if what == "book":
        write(book, BOOK[:21])
    elif what == "lists":
        held = screening(marks=("un@2027#9",))
    elif what == "policy":
        held = screening(policy=policy_of(read_policy().text.replace("default: 2", "default: 3")))
    else:
        columns = "name=id"
    with pytest.raises(DocumentError, match="cannot be taken up"):
        screen_book(book, tmp_path / "out.csv", held, on=DAY, columns=columns)
    report = screen_book(book, tmp_path / "out.csv", held, on=DAY, columns=columns, again=True)
    assert report.resumed == 0
    assert (tmp_path / "out.csv.log.jsonl.1").exists()


def test_a_changed_log_is_not_taken_up(tmp_path):
    book = write(tmp_path / "book.csv", BOOK[:20])
    screen_book(book, tmp_path / "out.csv", screening(), on=DAY)
    log = tmp_path / "out.csv.log.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"outcome":"stop"', b'"outcome":"clear"', 1))
    with pytest.raises(DocumentError, match="was changed"):
        screen_book(book, tmp_path / "out.csv", screening(), on=DAY)


def test_the_log_of_a_book_replays(tmp_path):
    book = write(tmp_path / "book.csv", BOOK[:120])
    judged = JudgementFile(tmp_path / "j.jsonl")
    held = screening()
    judged.add(
        ask("KIM Example").query,
        KIM.id,
        "different",
        author="a",
        reason="r",
        clusters=held.clusters,
        at="2026-01-01",
        ref="c0",
    )
    report = screen_book(book, tmp_path / "out.csv", screening(judgements=judged.read()), on=DAY)
    outcomes = {row["ref"]: row["outcome"] for row in results(tmp_path / "out.csv")}
    assert (outcomes["c0"], outcomes["c50"]) == ("clear", "stop")  # two customers of one name
    found = replay(Path(report.log), lambda _: screening(), head=report.head)
    assert found.holds, found
    assert found.decisions == 120


def test_screening_again_after_an_update_tells_only_what_changed(tmp_path):
    book = write(tmp_path / "book.csv", [{"id": f"c{n}", "name": f"Name{n} Person"} for n in range(10)])
    old = (*PARTIES, party("Name3 Person", "P3"), party("Name4 Person", "P4"))
    new = (*PARTIES, party("Name4 Person", "P4"), party("Name7 Person", "P7"))
    screen_book(book, tmp_path / "old.csv", screening(old), on=DAY)
    write(book, [{"id": f"c{n}", "name": f"Name{n} Person"} for n in range(1, 11)])
    report = screen_book(
        book, tmp_path / "new.csv", screening(new, marks=("un@2027#1",)), on=DAY, since=tmp_path / "old.csv"
    )
    rows = {r["ref"]: r for r in results(tmp_path / "new.csv")}
    assert report.changes == {"new": 1, "changed": 9, "same": 0, "gone": 1} or set(rows) >= {
        "c3",
        "c7",
        "c10",
        "c0",
    }
    assert rows["c7"]["change"] == "changed"
    assert rows["c7"]["outcome"] == "stop"
    assert rows["c3"]["before"].startswith("stop")
    assert rows["c10"]["change"] == "new"
    assert rows["c0"]["change"] == "gone"
    assert "Only what changed" in (tmp_path / "new-report.html").read_text(encoding="utf-8")


def test_since_needs_a_log(tmp_path):
    (tmp_path / "x.csv").write_text("name\n")
    with pytest.raises(DocumentError, match="no decisions"):
        screen_book(write(tmp_path / "book.csv"), tmp_path / "o.csv", screening(), since=tmp_path / "x.csv")


def test_rows_of_the_log_hold_the_question_as_read(tmp_path):
    book = write(tmp_path / "book.csv", [{"name": "  KIM   Example ", "dob": "08/01/1984"}])
    screen_book(book, tmp_path / "out.csv", screening(), on=DAY)
    entry = next(e for e in read_chain(tmp_path / "out.csv.log.jsonl")[0] if e.kind == "decision")
    assert entry.body["answer"]["query"] == {"name": "KIM Example", "births": ["1984"]}
    assert msgspec.json.encode(entry.body)


def test_since_names_the_entry_and_field_of_a_log_that_was_edited(tmp_path):
    book, out = write(tmp_path / "book.csv", BOOK[:3]), tmp_path / "old.csv"
    screen_book(book, out, screening(), on=DAY)
    log = tmp_path / "old.csv.log.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace('"outcome"', '"outkome"'), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"old\.csv\.log\.jsonl::\$\.answer.*: entry \d+ is no decision"):
        screen_book(book, tmp_path / "new.csv", screening(), on=DAY, since=out)
