"""What the page of limits says is what holds."""

from pathlib import Path

import pytest

from yalu.documents.files.limits import KINDS, LIMITS, FileLimit

PAGE = Path(__file__).parents[2] / "docs" / "limits.md"


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.of)
def test_every_limit_stands_on_the_page_with_its_number_and_reason(limit):
    assert f"| {limit.of} | {limit.in_words} | {limit.why} |" in PAGE.read_text(encoding="utf-8").splitlines()


def test_the_page_names_no_limit_that_is_not_held():
    text = PAGE.read_text(encoding="utf-8").split("## Encodings", maxsplit=1)[0]
    assert (
        sum(line.startswith("| ") for line in text.splitlines()) == len(LIMITS) + 2
    )  # a header and its rule


@pytest.mark.parametrize(
    ("most", "unit", "printed"),
    [(2 * 1024**3, "bytes", "2 GB"), (256 * 1024**2, "bytes", "256 MB"), (512 * 1024, "bytes", "512 KB"),
     (1000, "bytes", "1,000 bytes"), (1_000_000, "rows", "1,000,000 rows")],
)  # fmt: skip
def test_a_limit_is_told_in_the_largest_whole_unit(most, unit, printed):
    assert FileLimit("x", most, unit, "y").in_words == printed


def test_no_kind_of_file_is_larger_than_some_limit_on_the_page():
    held = {limit.most for limit in LIMITS if limit.unit == "bytes"}
    assert {kind.most for kind in KINDS.values()} <= held
    assert all(kind.noun and kind.if_missing and kind.if_large for kind in KINDS.values())


@pytest.mark.parametrize(
    ("of", "most"),
    [("a book of parties", 2_147_483_648), ("rows of a book", 5_000_000), ("columns of a book", 300),
     ("one line of a CSV file", 1_000_000), ("rows of a sheet", 1_048_576), ("a workbook, unpacked", 536_870_912),
     ("an archive against its packed size", 250), ("a table of a case", 268_435_456), ("rows of a table", 1_000_000),
     ("levels in YAML and JSON", 64), ("one line of a log", 16_777_216)],
)  # fmt: skip
def test_the_numbers_that_users_plan_by_do_not_move_unseen(of, most):
    assert next(limit.most for limit in LIMITS if limit.of == of) == most
