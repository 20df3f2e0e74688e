"""Whole figures of a small made-up table: every value, bound, step, row, note and series, by tests/golden/trade-figures.yaml.

All numbers of the golden file can be done in the head: three months of 40, 30 and 50 t, a quarter of 4,000 dollars.
"""

import csv
import io
from pathlib import Path

import pytest
import yaml

from tests.plain_results import plain_result
from yalu.case.records import Source
from yalu.trade.facade import Trade

WORLD = yaml.safe_load((Path(__file__).parents[1] / "golden" / "trade-figures.yaml").read_text("utf-8"))
SOURCES = {one["id"]: Source(**one) for one in WORLD["sources"]}


def trade(known_by=None):
    rows = list(csv.DictReader(io.StringIO(WORLD["rows"])))
    return Trade(
        rows,
        target="PRK",
        partner="CHN",
        shares=WORLD["shares"],
        sources=SOURCES,
        data_version="made up",
        known_by=known_by,
    )


@pytest.mark.parametrize("case", WORLD["cases"], ids=lambda case: case["name"])
def test_a_question_gives_the_whole_figure(case):
    asked = dict(case["args"])
    period = [asked.pop("period")] if "period" in asked else []
    found = getattr(trade(case.get("known_by")), case["ask"])(*period, **asked)
    if isinstance(case["expect"], list):
        assert plain_result(found.coverage) == case["covers"]
        found = list(found)
    assert plain_result(found) == case["expect"]
