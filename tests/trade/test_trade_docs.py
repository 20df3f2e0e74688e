"""The page on trade says every layout, mapping key, field and option there is."""

import inspect
from pathlib import Path

import pytest

from yalu.trade import Trade, read_trade
from yalu.trade.files.layouts.layouts import FileLayout, bundled

PAGE = (Path(__file__).parents[2] / "docs" / "trade.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", [layout.name for layout in bundled()])
def test_every_layout_is_documented(layout):
    assert f"`{layout}`" in PAGE


@pytest.mark.parametrize("key", FileLayout.__struct_fields__)
def test_every_key_of_a_mapping_is_documented(key):
    assert f"`{key}`" in PAGE


@pytest.mark.parametrize(
    "option", [name for name in inspect.signature(read_trade).parameters if name != "path"]
)
def test_every_option_of_reading_is_documented(option):
    assert f"{option}=" in PAGE


@pytest.mark.parametrize(
    "question", ["total", "growth", "share", "unit_value", "mirror", "response", "beside"]
)
def test_every_question_is_documented(question):
    assert hasattr(Trade, question)
    assert f"`{question}(" in PAGE
