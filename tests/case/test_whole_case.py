"""A sound case read whole, and spoilt in one place at a time: every record, and every problem as a reader sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.case.conftest import Draft
from tests.case.whole_case import printed, read_whole, whole

GOLDEN = Path(__file__).parents[1] / "golden"
FAULTS = yaml.safe_load((GOLDEN / "case-faults.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", FAULTS, ids=[one["name"] for one in FAULTS])
def test_a_case_is_told_all_its_problems_whole(draft: Draft, case: dict[str, Any]) -> None:
    assert printed(whole(draft), case["change"]) == case["expect"]


def test_every_row_of_a_sound_case_is_read_whole(draft: Draft) -> None:
    wanted = yaml.safe_load((GOLDEN / "case-records.yaml").read_text(encoding="utf-8"))
    assert read_whole(whole(draft)) == wanted
