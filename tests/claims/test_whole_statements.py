"""What words state, whole: bounds and which of them are open, the number, its kind, and the rule that reads it so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from yalu.claims.statements.meanings import read_statement
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.intervals import Interval

GOLDEN = Path(__file__).parents[1] / "golden" / "claims" / "statements.yaml"


def _bound(bound: Decimal | None, measured: str) -> str:
    if bound is None:
        return "…"
    return date.fromordinal(int(bound)).isoformat() if measured == "date" else f"{bound:.8g}"


def _bounds(found: Interval | None, measured: str) -> str:
    if found is None:
        return "no bounds"
    low, high = _bound(found.low, measured), _bound(found.high, measured)
    return f"{'[' if found.low_closed else '('}{low}, {high}{']' if found.high_closed else ')'}"


def shown(measured: str, unit: str, text: str) -> str:
    """A statement as read, in one line, or why it is refused."""
    try:
        found = read_statement(text, measured, unit)  # type: ignore[arg-type]
    except ChoiceError as error:
        return f"refused: {error}"
    value = "no number" if found.value is None else f"{found.value:.8g}"
    more = [f"step {found.step:.8g}"] if found.step else []
    more += [f"printed {found.bare}"] if found.bare else []
    more += [f"from the {found.order}"] if found.order else []
    more += ["by its digits"] if found.by_digits else []
    more += [f"words {' and '.join(found.words)}"] if found.words else []
    return "; ".join(
        [f"{found.kind} {_bounds(found.interval, measured)} {found.unit}", value, found.reason, *more]
    )


LINES = [
    (*asked.split(" | "), text, line)
    for asked, texts in yaml.safe_load(GOLDEN.read_text(encoding="utf-8")).items()
    for text, line in texts.items()
]


@pytest.mark.parametrize(
    ("measured", "unit", "text", "line"), LINES, ids=[f"{one[0]}: {one[2]}" for one in LINES]
)
def test_words_are_read_whole(measured: str, unit: str, text: str, line: str) -> None:
    assert shown(measured, "" if unit == "-" else unit, text) == line
