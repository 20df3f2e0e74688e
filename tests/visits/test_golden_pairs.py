"""The sentences of tests/golden/visits-pairs.yaml, checked against the bundled cases."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.visits.test_golden_visits import CHECKS
from yalu.opening import OpenCase, open_case
from yalu.visits.comparison import PairComparison

FILE = Path(__file__).parents[1] / "golden" / "visits-pairs.yaml"
SENTENCES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def opened(name: str) -> OpenCase:
    return open_case(name)


@cache
def compared(names: tuple[str, ...], rules: str) -> PairComparison:
    first, *others = (opened(name) for name in names)
    return first.visits.compare(*(one.case for one in others), rules=rules)


@pytest.mark.parametrize("sentence", SENTENCES, ids=[s["name"] for s in SENTENCES])
def test_sentence(sentence: dict) -> None:
    given, expect = sentence["given"], sentence["expect"]
    if given["ask"] != "compare":
        CHECKS[given["ask"]](opened(given["case"]), given, expect)
        return
    found = compared(tuple(given["cases"]), given["rules"])
    year = next(row for row in found.years if row.year == given["year"])
    seen = {
        "totals": [cell.total for cell in year.cells],
        "least": [cell.least for cell in year.cells],
        "most": year.most,
        "rows": [list(cell.rows) for cell in year.cells],
    }
    for key, value in expect.items():
        if key == "rows":
            assert [
                None if want is None else got for want, got in zip(value, seen[key], strict=True)
            ] == value
        else:
            assert seen[key] == value, key
