"""A look back prints nothing that names a later day, and finds the dates that sentences name."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from yalu.case.later_words import dates_named, names_later_day
from yalu.opening import open_case

DAYS = ("2007-08-01", "2012-06-30", "2016-10-01", "2017-07-01", "2019-12-31")
PROSE = {
    "deals": ("title", "summary", "items", "alleged", "established", "end_user", "status", "notes"),
    "nodes": ("role", "control_text", "notes"),
    "links": ("stated", "condition", "quote", "notes"),
    "knowledge": ("text", "notes"),
}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("sealed until 26 Sep 2016; indictment of July 3rd, 2019", {"2016-09-26", "2019-07-03"}),
        ("in the years 2010-2016 and on 2018-04-05", {"2010", "2016", "2018-04-05"}),
        ("UNSCR 2094, USD 2,019,000 and 1,984 t", set()),
        ("2018年3月5日 judged, 2017年 charged", {"2018-03-05", "2017"}),
        ("in Sept. 2014", {"2014-09"}),
        ("on 2016-13-40", set()),
    ],
)
def test_the_dates_that_a_sentence_names(text, named):
    assert {when.text for when in dates_named(text)} == named


MONTHS = ["January", "Feb", "march", "Apr.", "May", "Jun", "July", "AUG", "Sept", "October", "Nov", "Dec"]


@given(st.dates(date(1900, 1, 1), date(2049, 12, 31)), st.dates(date(1900, 1, 1), date(2049, 12, 31)))
@tried(200)
def test_a_day_in_any_writing_tells_of_a_later_day_exactly_when_it_is_later(named, day):
    month = MONTHS[named.month - 1]
    for text in (
        f"judged on {named.day} {month} {named.year}.",
        f"({month} {named.day}, {named.year})",
        f"{named}: judged",
        f"{named.year}年{named.month}月{named.day}日",
    ):
        assert names_later_day(text, day) == (named > day), text


@pytest.mark.parametrize("day", DAYS)
def test_no_words_of_chains_name_a_day_after_the_one_looked_back_from(day):
    case = open_case("china-dprk", known_by=day).case
    for table, columns in PROSE.items():
        for row in getattr(case, table):
            for name in columns:
                assert not names_later_day(getattr(row, name), date.fromisoformat(day)), (table, row.id, name)


def test_what_is_written_of_a_deal_is_told_once_its_last_source_is_out():
    early, late = open_case("china-dprk", known_by="2016-10-01").chains, open_case("china-dprk").chains
    assert early.deals["dhid"].established == ""
    assert early.deals["dhid"].stated_k is None
    assert early.deals["dhid"].summary == "What is written of this deal was not all public on 2016-10-01."
    assert late.deals["dhid"].established
    assert "2019" not in " ".join(link.condition for link in early.links_of("dhid"))
    assert "2019" in " ".join(link.condition for link in late.links_of("dhid"))


def test_an_admission_that_a_paper_of_2008_reports_is_not_known_in_2007():
    early = open_case("china-dprk", known_by="2007-08-01").chains
    assert [rung.verdict for rung in early.knowledge("royalteam")] == []
    later = open_case("china-dprk", known_by="2008-12-31").chains
    assert later.knowledge("royalteam")[0].verdict == "known (established)"


def test_a_withdrawal_is_not_known_before_its_day():
    before = open_case("china-dprk", known_by="2020-08-09").chains.knowledge("bda")[0]
    after = open_case("china-dprk", known_by="2020-08-10").chains.knowledge("bda")[0]
    assert (before.verdict, before.withdrawn) == ("should have known", "")
    assert (after.verdict, "withdrawn on 10 August 2020" in after.withdrawn) == ("not shown", True)


def test_a_link_without_a_first_day_is_known_from_its_first_source():
    held = {link.id for link in open_case("china-dprk", known_by="2016-12-31").case.links}
    assert "SMTCL-01" not in held  # reported in April 2017
    assert "DHID-02" in held  # reported in September 2016


def test_a_fact_whose_words_name_a_later_day_is_not_there():
    case = open_case("china-dprk").case
    fact = next(fact for fact in case.knowledge if fact.id == "DHID-K4")
    assert names_later_day(fact.text, date(2016, 3, 1))
    early = open_case("china-dprk", known_by="2016-03-01").case
    assert "DHID-K4" not in {fact.id for fact in early.knowledge}
    assert msgspec.structs.replace(early, known_by="").knowledge != case.knowledge
