"""Whole reports of small files: every row, reject, warning, count and mapping, by tests/golden/trade-readings.yaml."""

from pathlib import Path

import pytest
import yaml

from tests.plain_results import plain_result
from yalu.trade.files.faults import TradeError
from yalu.trade.files.flow_reader import read_trade

CASES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "trade-readings.yaml").read_text("utf-8"))
TEXTS = {case["file"]: case["text"] for case in reversed(CASES) if "text" in case}
OPTIONS = ("levels", "dates", "ledger", "hs_to", "mapping")


def report_of(path, options):
    try:
        report = read_trade(path, **options)
    except TradeError as error:
        return {"refused": plain_result(error.problems)}
    rows = [
        {name: str(cell) for name, cell in row.items() if cell not in {None, ""}}
        for row in report.table().to_pylist()
    ]
    return {name: part for name, part in plain_result(report).items() if name not in {"flows", "unread"}} | {
        "rows": rows
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_file_gives_the_whole_report(tmp_path, case):
    path = tmp_path / case["file"]
    path.write_text(case.get("text", TEXTS[case["file"]]), encoding="utf-8")
    found = report_of(path, {name: case[name] for name in OPTIONS if name in case})
    if "mapping" not in case["expect"]:
        found.pop("mapping", None)  # that of a bundled layout stands in the first case of the file
    assert found == case["expect"]
