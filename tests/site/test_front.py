"""The front page answers its question from the rows: each part degrades by itself, and no part outruns its last row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

import msgspec
import pytest
from tests.site.conftest import Built
from tests.site.test_headlines import rest_unnamed, unit_unnamed
from tests.site.test_lasting_titles import unbounded

from yalu.case.knowledge import known_by
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.site.data.trade_data import Traded, observe_trade
from yalu.site.pages.front.answer import FrontAnswer, answer
from yalu.site.pages.front.glossary import GLOSSARY, with_terms
from yalu.site.pages.front.undecided import undecided

DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"


@dataclass(frozen=True)
class Asked:
    case: Case
    traded: Traded | None

    @property
    def answer(self) -> FrontAnswer:
        return answer(self.case, None, self.traded, ())

    def part(self, heading: str) -> str:
        return next(part.says for part in self.answer.parts if part.heading.startswith(heading))


def asked(case: Case) -> Asked:
    return Asked(case, observe_trade(case))


@pytest.fixture(scope="module")
def whole() -> Asked:
    return asked(read_case(find_case("china-dprk")))


@pytest.fixture(scope="module")
def early() -> Asked:
    return asked(known_by(read_case(find_case("china-dprk")), date(2016, 1, 1))[0])


@pytest.fixture(scope="module")
def other() -> Asked:
    return asked(read_case(find_case("russia-dprk")))


def without(given: Asked, **tables: object) -> Asked:
    """The same law and bans with some of the rows gone, as if nobody had collected them."""
    return Asked(msgspec.structs.replace(given.case, **tables), given.traded)


def test_the_answer_says_law_customs_and_allegations_each_with_its_last_day(whole: Asked) -> None:
    verdict = whole.answer.verdict
    assert verdict.startswith("On paper: yes, to 21 November 2026. In customs: yes for coal")
    assert "when last seen, in November 2017" in verdict
    assert "By what others allege: no, to September 2023." in verdict
    assert verdict.endswith("Whether zero lasted after November 2017 no official row here can say.")
    assert len(verdict.split()) < 60
    assert [part.heading for part in whole.answer.parts] == [
        "On paper",
        "In customs",
        "Alleged since",
        "Answered",
    ]


def test_each_part_names_who_says_so_and_until_when(whole: Asked) -> None:
    assert "18 had one" in whole.part("On paper")
    assert "zero imports of coal" in whole.part("In customs")
    assert "(the US State Department" in whole.part("Alleged")
    assert re.search(rf"past its cap in \d of \d years .* is {DAY}\.$", whole.part("Alleged"))
    assert re.search(
        rf"protest \d+ times and denial \d+ times, .* in \d+ answers to {DAY}", whole.part("Answered")
    )


def test_trade_in_a_banned_good_is_never_passed_over(whole: Asked) -> None:
    """One code of a banned good still read above zero when it was last seen: the verdict says it beside the zeros."""
    assert "no for iron (HS\u00a072), in July 2023" in whole.answer.verdict
    assert "1.5 million USD of iron" in whole.part("In customs")


@pytest.mark.parametrize("gone", ["alleged", "customs", "committee"])
def test_a_ledger_that_is_missing_takes_only_its_own_words_away(whole: Asked, gone: str) -> None:
    traded = whole.traded
    assert traded is not None
    kept = tuple(row for row in whole.case.flows if row.ledger != gone)
    found = asked(msgspec.structs.replace(whole.case, flows=kept)).answer
    assert "On paper: yes" in found.verdict
    assert ("In customs: nothing on record" in found.verdict) == (gone == "customs")
    assert ("By what others allege: nothing on record by" in found.verdict) == (gone == "alleged")
    assert ("Whether zero lasted" in found.verdict) == (gone != "customs")


def test_without_answers_nothing_is_said_of_them(whole: Asked) -> None:
    assert [p.heading for p in without(whole, responses=()).answer.parts] == [
        "On paper",
        "In customs",
        "Alleged since",
    ]


def test_what_was_not_yet_known_is_not_in_the_answer(early: Asked) -> None:
    assert early.answer.verdict == (
        "On paper: yes, to 1 January 2016. In customs: nothing on record of the goods banned. "
        "By what others allege: nothing on record by 1 January 2016."
    )
    assert "2017" not in early.answer.verdict + early.part("On paper") + early.part("Answered")


def test_customs_rows_that_break_the_law_are_told_where_no_import_under_a_lasting_ban_is_on_record(
    whole: Asked,
) -> None:
    traded = msgspec.structs.replace(whole.traded, answers=())
    assert re.search(r"In customs: no in \d+ rows?, the last in", Asked(whole.case, traded).answer.verdict)
    none = Asked(whole.case, msgspec.structs.replace(traded, breaches=()))
    assert "In customs: nothing on record of the goods banned." in none.answer.verdict


def test_another_case_of_the_same_law_answers_from_its_own_rows(other: Asked) -> None:
    assert "In customs: nothing on record of the goods banned." in other.answer.verdict
    assert "in 1 of 1 year" in other.part("Alleged")
    assert "Russia as a state answered" in other.part("Answered")
    assert "China" not in other.answer.verdict


def test_a_case_of_visits_alone_says_that_it_cannot_say(small_case: Case) -> None:
    found = answer(small_case, None, None, ())
    assert found.verdict == "The record cannot say: it holds neither law nor trade."
    assert found.parts == ()


@pytest.mark.parametrize("name", ["whole", "early", "other"])
def test_no_sentence_of_the_answer_outlasts_its_rows_or_hides_a_rest(
    name: str, request: pytest.FixtureRequest
) -> None:
    given: Asked = request.getfixturevalue(name)
    said = [given.answer.verdict, *(part.says for part in given.answer.parts)]
    said += [change.what for change in undecided(given.case, None, given.traded, ())]
    assert {
        text: wrong for text in said if (wrong := unbounded(text) + rest_unnamed(text) + unit_unnamed(text))
    } == {}


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def test_what_would_change_the_answer_is_at_most_two_clicks_from_its_switch(bundled: Built) -> None:
    listed = bundled.text("index.html").split('<ul class="undecided">')[1].split("</ul>")[0]
    said = [plain(one) for one in listed.split("<li>")[1:]]
    assert any(
        "Customs rows on single goods end" in one and "newer rows are published by" in one for one in said
    )
    assert any("6 of 9 years" in one and "would be settled by" in one for one in said)
    assert 'href="relations.html#live"' in listed
    assert 'id="live"' in bundled.text("relations.html")
    for target in re.findall(r'href="([^"#]+)', listed):
        assert (bundled.folder / target).is_file(), target


def test_home_shows_three_charts_then_eight_findings_and_leads_to_all(bundled: Built) -> None:
    home = bundled.text("index.html")
    assert home.count('<figure class="figure"') == 3
    leading = home.split('<ul class="leading">')[1].split("</ul>")[0]
    assert leading.count("<li>") == leading.count('class="small"') == 8
    assert "<text" not in leading
    listed = bundled.text("findings.html")
    for title in bundled.report.findings:
        assert title in unescape(listed), title


def test_home_names_the_article_from_the_case_and_sets_it_below_the_figure_to_date(bundled: Built) -> None:
    home = bundled.text("index.html")
    article = plain(home.split('id="article">')[1].split("</p>")[0])
    assert "Making China Pay on North Korea" in article
    assert "Foreign Affairs, 21 March 2017" in article
    card = home.split('<ul class="numbers">')[1].split("</li>")[0]
    assert card.index("to 31 December 2025") < card.index("As published in March 2017: 1.25")


def test_a_small_case_has_a_front_page_of_its_own(small: Built) -> None:
    home = small.text("index.html")
    assert "The record cannot say: it holds neither law nor trade, only visits to 31 December 2020." in home
    assert 'id="article"' not in home
    assert '<ul class="undecided">' in home


def test_a_word_of_the_glossary_is_linked_where_it_first_stands_and_nowhere_else() -> None:
    page = '<p>Ledger</p><main id="main"><h1>A ledger</h1><p title="ledger">Two ledgers. A ledger.</p><script>"ledger"</script></main>'
    assert with_terms(page, "../") == page.replace(
        "Two ledgers", 'Two <a class="term" href="../glossary.html#g-ledger">ledgers</a>'
    )


def test_every_linked_word_stands_in_the_glossary(bundled: Built) -> None:
    words = set(re.findall(r'<dt id="(g-[a-z-]+)"', bundled.text("glossary.html")))
    assert words == {f"g-{term.name}" for term in GLOSSARY}
    link = re.compile(r'class="term" href="(?:\.\./)?glossary\.html#([a-z-]+)"')
    here = {page: link.findall(page.read_text(encoding="utf-8")) for page in bundled.pages}
    linked = {word for found in here.values() for word in found}
    assert {"g-ledger", "g-window", "g-rule-set", "g-trail", "g-known-by", "g-grade"} <= linked <= words
    assert [page for page, found in here.items() if len(found) != len(set(found))] == []


def test_where_a_published_number_of_ours_comes_from_is_one_click_from_home(bundled: Built) -> None:
    links = re.findall(
        r'<p class="published">([^<]*) <a href="(trails/[^"]+)">([^<]+)</a>', bundled.text("index.html")
    )
    assert ("1.25", "As published in March 2017: 1.25; ours to 31 December 2016:") in {
        (n, said) for said, _, n in links
    }
    assert len(links) == 3
    for _, trail, number in links:
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", bundled.text(trail))
        assert heading is not None
        assert number in heading[1]
