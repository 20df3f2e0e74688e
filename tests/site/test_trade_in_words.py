"""Sentences of the pages on trade and law over the case of another partner."""

from __future__ import annotations

from datetime import date

from tests.site.conftest import Built

from yalu.case.knowledge import known_by
from yalu.case.package import find_case, read_case
from yalu.site.data.trade_data import observe_trade
from yalu.site.pages.trade.totals import by_year


def test_of_two_rows_of_one_month_the_headline_takes_the_better_graded_and_not_the_rounded(
    other_partner: Built,
) -> None:
    page = other_partner.text("oil.html")
    assert "Refined petroleum from Russia was 15,279 bbl in January 2024" in page
    assert "was 15,000 bbl" not in page


def test_a_case_without_national_law_on_record_draws_none_and_says_so(
    other_partner: Built, bundled: Built
) -> None:
    page = other_partner.text("law.html")
    assert "No law of Russia’s own is on record here" in page
    assert "own law below" not in page
    assert "0 of the" not in page
    assert "China’s own law below" in bundled.text("law.html")


def test_every_command_on_a_page_asks_the_case_of_the_page(other_partner: Built, bundled: Built) -> None:
    cap = "measures/unscr-2397-op5-refined.html"
    assert "yalu law show unscr-2397-op5-refined --case russia-dprk<" in other_partner.text(cap)
    assert "yalu law show unscr-2397-op5-refined<" in bundled.text(cap)
    assert '<body data-asked=" --case russia-dprk"' in other_partner.text("relations.html")
    assert "data-asked" not in bundled.text("relations.html")


def test_the_year_before_is_not_named_twice_as_what_a_year_is_held_against() -> None:
    case, _ = known_by(read_case(find_case("china-dprk")), date(2010, 1, 1))
    traded = observe_trade(case)
    assert traded is not None
    page = by_year(case, traded)
    assert page is not None
    assert (
        page.title
        == "Trade was 2,681 million USD in 2009, the last year on record, 4 percent less than the year before"
    )
