"""Spark gives the same decisions as one process, with the same index sent to every worker."""

from datetime import date

import pytest

from tests.engine.small_spark import small_spark
from tests.screening.books.books import write
from yalu.screening.books.book_run import screen_book
from yalu.screening.books.workers import SparkDecider
from yalu.screening.query_input import ask
from yalu.screening.screener import Screening

DAY = date(2026, 6, 1)
NAMES = ["김정은", "金正恩", "Kim Jong Un", "Maria Schmidt", "朝鮮貿易銀行", "Foreign Trade Bank", "x" * 2000]


@pytest.mark.slow
def test_spark_and_one_process_decide_alike(tmp_path):
    session = small_spark().session
    screening = Screening(home=tmp_path)
    book = write(tmp_path / "book.csv", [{"id": str(n), "name": NAMES[n % len(NAMES)]} for n in range(40)])
    alone = screen_book(book, tmp_path / "alone.csv", screening, on=DAY)
    spread = screen_book(
        book, tmp_path / "spread.csv", screening, on=DAY, decider=SparkDecider(screening, session)
    )
    assert alone.outcomes == spread.outcomes
    assert (tmp_path / "alone.csv").read_bytes() == (tmp_path / "spread.csv").read_bytes()


@pytest.mark.slow
def test_spark_keeps_the_order_of_the_questions(tmp_path):
    session = small_spark().session
    screening = Screening(home=tmp_path)
    asked = [ask(name) for name in NAMES]
    assert SparkDecider(screening, session).decide_many(asked, on=DAY) == screening.decide_many(asked, on=DAY)
