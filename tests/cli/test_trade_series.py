"""Every answer of `yalu trade` and every figure page of trade names the last day of the series it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import yalu
from yalu.site.charts.frame import unchecked
from yalu.site.data.trade_data import observe_trade
from yalu.site.pages.figures import TRADE_FIGURES

QUESTIONS = (
    ("total", "2025"), ("total", "2025", "--flow", "export"), ("total", "2026"), ("total", "2023-10", "--flow", "export"),
    ("total", "2024", "--flow", "export", "--hs", "2710", "--unit", "bbl", "--ledger", "committee"),
    ("growth", "2022"), ("growth", "2025", "--flow", "export"), ("growth", "2024-02"), ("share",), ("share", "2024"),
    ("unit-value", "2017-01", "--hs", "2701"), ("mirror", "2015", "--importer", "CHN", "--exporter", "RUS"),
    ("response", "--banned", "2017-08-05", "--hs", "2701", "--neighbours", "2601"),
    ("beside", "2019", "--hs", "2701", "--unit", "t"), ("beside", "2024", "--flow", "export", "--hs", "2710", "--unit", "bbl"),
)  # fmt: skip


def figures(found: Any) -> Iterator[dict[str, Any]]:
    """Every figure in an answer, at any depth."""
    if isinstance(found, dict):
        if "trail" in found and "definition" in found:
            yield found
        for value in found.values():
            yield from figures(value)
    elif isinstance(found, list):
        for value in found:
            yield from figures(value)


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_every_figure_of_trade_names_its_series_and_their_last_day(answer, question: tuple[str, ...]) -> None:
    printed = list(figures(answer("trade", *question)))
    assert printed
    for figure in printed:
        series = figure["trail"].get("series", [])
        assert series, figure["id"]
        for one in series:
            seen = one.get("observed")
            if seen is None:  # a series without a row gives no figure on its own
                assert figure["value"] is None or len(series) > 1 or "undated" in figure["id"], figure["id"]
            else:
                assert date.fromisoformat(seen["first"]) <= date.fromisoformat(seen["last"])


def test_the_terminal_names_them_too(run) -> None:
    _, out, _ = run("trade", "growth", "2026")
    assert "1998-01-01 to 2025-12-31; it says nothing of later days" in " ".join(out.split())
    _, out, _ = run("trade", "share", "2024")
    assert "series: shares by KOTRA" in out


def test_every_series_of_the_case_is_listed_with_its_last_day(answer) -> None:
    listed = answer("trade", "series")
    assert {(one["ledger"], one["reporter"], one["hs"], one["unit"], one["flow"]) for one in listed} >= {
        ("customs", "CHN", "TOTAL", "USD", "export+import"), ("committee", "CHN", "2710", "bbl", "export"),
    }  # fmt: skip
    assert all(one["observed"]["last"] for one in listed)


def test_every_page_of_trade_says_from_which_to_which_day_it_was_observed() -> None:
    case = yalu.open_case("china-dprk").case
    traded = observe_trade(case)
    assert traded is not None
    with unchecked():
        pages = [page for _, figure_of in TRADE_FIGURES if (page := figure_of(case, traded)) is not None]
    assert {page.slug for page in pages} >= {
        "dependence-totals",
        "dependence-by-definition",
        "coal-by-month",
        "oil-by-month",
    }
    for page in pages:
        assert page.spans, page.slug
        assert all(date.fromisoformat(span.last) for span in page.spans), page.slug
