"""The search of the site: what it finds, where each result leads, and how it behaves at the keyboard."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.site.conftest import HOSTILE, Built, accessibility

from yalu.opening import OpenCase
from yalu.search import SearchIndex, search_index
from yalu.vocabulary.words.search_words import folded

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST_LOAD = 300_000


def entries(built: Built, name: str) -> list[tuple[str, str, str, str]]:
    """Heading, id, line and address of everything in one file of the index."""
    text = built.text(f"static/search-{name}.js").removeprefix("yaluIndex(").rstrip()
    blocks = json.loads(re.sub(r"(, true)?\);$", "", text))
    return [
        (heading, row[0], row[1], shared.replace("*", row[0]).replace("%", row[0].partition(":")[2]))
        for heading, shared, rows in blocks
        for row in rows
    ]


@pytest.mark.parametrize("site", ["bundled", "other_partner", "small"])
def test_every_result_leads_to_a_page_and_a_place_on_it(site: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(site)
    texts = {str(path.relative_to(built.folder)): path.read_text(encoding="utf-8") for path in built.pages}
    missing = []
    for heading, name, _, address in (*entries(built, "index"), *entries(built, "more")):
        page, _, anchor = address.partition("#")
        page, _, asked = page.partition("?")
        row = asked.partition(".words=")[2]
        text = texts.get(page, "")
        if not text or (anchor and f'id="{anchor}"' not in text) or (row and f">{row}<" not in text):
            missing.append((heading, name, address))
    assert missing == []


def test_what_loads_first_is_light_and_holds_what_the_site_is_about(bundled: Built) -> None:
    code = (bundled.folder / "static/search.js").stat().st_size
    assert code + (bundled.folder / "static/search-index.js").stat().st_size <= FIRST_LOAD
    assert (bundled.folder / "static/search-more.js").stat().st_size <= 350_000
    assert (bundled.folder / "static/search-readings.js").stat().st_size <= 100_000
    headings = {heading for heading, *_ in (*entries(bundled, "index"), *entries(bundled, "more"))}
    assert headings >= {
        "Pages", "Figures", "Claims", "Published figures", "Measures", "Instruments", "Visits", "Events", "Chains",
        "Parties, ships and items", "Links of chains", "Listed parties and ships", "Acts of authorities", "Answers",
        "Goods", "Counting rules", "Sources", "Flows", "Numbers and where they come from",
    }  # fmt: skip


@pytest.mark.parametrize("site", ["bundled", "other_partner", "small"])
def test_each_word_shown_as_an_example_finds_something(
    chromium: Any, site: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(site)
    page = chromium.new_page()
    page.goto((built.folder / "search.html").as_uri())
    shown = page.locator(".examples a").all_inner_texts()
    for example in shown:
        page.get_by_role("link", name=example, exact=True).first.click()
        page.wait_for_selector("#found[aria-busy=false] h2")
        assert not page.locator(".examples").is_visible()
        page.go_back()
    assert shown or site == "small"
    page.close()


@pytest.fixture(scope="module")
def searching(chromium: Any, bundled: Built) -> Any:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto((bundled.folder / "search.html").as_uri())
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def commanded(bundled: Built) -> SearchIndex:
    return search_index(OpenCase(bundled.case))


def found(page: Any, words: str) -> dict[str, list[tuple[str, str]]]:
    """Line and address of each result under its heading."""
    page.fill("#search [name=q]", words)
    page.wait_for_selector("#found[aria-busy=false]", state="attached")
    return page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('#found h2')].map(h => "
        "[h.textContent.replace(/ \\(\\d+\\)$/, ''), [...h.nextElementSibling.querySelectorAll('a')]"
        ".map(a => [a.textContent, a.getAttribute('href')])]))"
    )


@pytest.mark.parametrize(
    ("words", "heading", "address"),
    [
        ("1.25", "Claims", "claims/cha-xi-average.html"),
        ("1.25", "Figures", "figures/averages.html"),
        ("8905490", "Parties, ships and items", "chains/wise.html"),
        ("wise honest", "Chains", "chains/wise.html"),
        ("8660313", "Listed parties and ships", "lists-parts.html#e-ofac-sdn:23729"),
        ("unscr-2371-op8-coal", "Measures", "measures/unscr-2371-op8-coal.html"),
        ("27011290", "Measures", "measures/unscr-2371-op8-coal.html"),
        ("2701.12", "Measures", "measures/unscr-2371-op8-coal.html"),
        ("0303", "Measures", "measures/unscr-2371-op9-seafood.html"),
        ("720851", "Measures", "measures/unscr-2371-op8-iron.html"),
        ("smtcl", "Chains", "chains/smtcl.html"),
        ("SMTCL-01", "Links of chains", "chains/smtcl.html#l-SMTCL-01"),
        ("bda-frozen", "Amounts", "ledger-2.html#a-bda-finding-2005"),
        ("fact sheet arms control", "Sources", "sources-papers.html#s-aca-unsc-factsheet"),
        ("R01", "Counting rules", "method.html#rule-R01"),
        ("dimensional inspection", "Goods", "goods/eu-2.html#g-eu-2b206.a"),
        ("V140", "Visits", "visits/V140.html"),
        ("KPe.001", "Listed parties and ships", "lists.html#e-KPe.001"),
        ("IMO 8660313", "Listed parties and ships", "lists-parts.html#e-ofac-sdn:23729"),
        ("IMO8660313", "Listed parties and ships", "lists-parts.html#e-ofac-sdn:23729"),
        ("HS 2701.12", "Measures", "measures/unscr-2371-op8-coal.html"),
        ("HS270112", "Measures", "measures/unscr-2371-op8-coal.html"),
        ("chapter 72", "Measures", "measures/unscr-2371-op8-iron.html"),
        ("S/RES/2371 (2017)", "Instruments", "law.html#i-unscr-2371"),
        ("20 June 2019", "Visits", "visits/V150.html"),
        ("June 20, 2019", "Visits", "visits/V150.html"),
        ("June 2019", "Visits", "visits/V150.html"),
        ("金正恩 2018", "Visits", "visits/V140.html"),
        ("Kim 正恩", "Visits", "visits/V140.html"),
        ("Kim Jongun", "Visits", "visits/V140.html"),
        ("KimJongUn", "Visits", "visits/V140.html"),
        ("Kim Chŏng-ŭn", "Visits", "visits/V140.html"),
        ("Kim Il-sŏng", "Visits", "visits/V001.html"),
        ("Zhou En-lai", "Visits", "visits/V007.html"),
        ("20th June 2019", "Visits", "visits/V150.html"),
        ("20 Jun 2019", "Visits", "visits/V150.html"),
        ("20.6.2019", "Visits", "visits/V150.html"),
        ("2019.06.20", "Visits", "visits/V150.html"),
        ("2019年6月20日", "Visits", "visits/V150.html"),
        ("2019년 6월 20일", "Visits", "visits/V150.html"),
        ("IMO No. 8660313", "Listed parties and ships", "lists-parts.html#e-ofac-sdn:23729"),
        ("8660313 IMO", "Listed parties and ships", "lists-parts.html#e-ofac-sdn:23729"),
        ("HS code 2701", "Measures", "measures/unscr-2371-op8-coal.html"),
        ("HS 27.01", "Measures", "measures/unscr-2371-op8-coal.html"),
        ("HS 27", "Measures", "measures/unscr-2371-op8-coal.html"),
        ("2321 26(b)", "Measures", "measures/unscr-2321-op26b-coal-2017.html"),
        ("E.O. 13722", "Acts of authorities", "ledger-2.html#a-sun-designation-2017"),
        ("carry-over", "Words", "glossary.html#g-carry-over"),
    ],
)
def test_a_thing_is_found_by_name_code_or_number(
    searching: Any, words: str, heading: str, address: str
) -> None:
    assert address in [target for _, target in found(searching, words)[heading]]


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("金正恩", "Kim Jong Un"),
        ("김정은", "Kim Jong Un"),
        ("Ким Чен Ын", "Kim Jong Un"),
        ("习近平", "Xi Jinping"),
        ("習近平", "Xi Jinping"),
        ("王毅", "Wang Yi"),
        ("리수용", "Ri Su Yong"),
        ("김일성", "Kim Il Sung"),
        ("金日成", "Kim Il Sung"),
        ("Ким Ир Сен", "Kim Il Sung"),
    ],
)
def test_a_name_of_another_script_finds_what_the_command_finds_by_title(
    searching: Any, bundled: Built, commanded: SearchIndex, name: str, latin: str
) -> None:
    there = {f"visits/{hit.id}.html": hit.text for hit in commanded.find(name) if hit.kind == "visit"}
    found(searching, name)
    here = searching.evaluate(
        "name => yaluFind(name).filter(g => g.kind === 'Visits').flatMap(g => g.hits.map(h => h.entry.address))",
        name,
    )
    assert set(here) <= set(there)
    assert {address for address, text in there.items() if latin in text} <= set(here) != set()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Kim Jong Unn", "kim jong un"), ("Dnadong", "dandong"), ("99999999", ""), ("xqzvw", "")],
)
def test_a_slip_of_the_hand_is_told_what_is_near_and_a_number_is_never_guessed_at(
    searching: Any, typed: str, meant: str
) -> None:
    assert found(searching, typed) == {}
    near = searching.locator("#found .near a")
    assert near.all_text_contents()[:1] == ([meant] if meant else [])
    if meant:
        near.first.click()
        searching.wait_for_selector("#found[aria-busy=false] h2")
        assert searching.input_value("#search [name=q]") == meant


def test_the_number_of_a_ship_is_no_tariff_code_on_the_page(searching: Any) -> None:
    assert set(found(searching, "8660313")) == {"Listed parties and ships"}


def test_the_page_folds_words_as_the_command_does(searching: Any, bundled: Built) -> None:
    texts = [text for _, _, text, _ in (*entries(bundled, "index"), *entries(bundled, "more"))]
    texts += ["Straße 1,250,000", "Ångström", "ＡＢＣ", "Ναυτιλία ΟΔΥΣΣΕΎΣ", "Сергей Ёлкин"]
    there = searching.evaluate("texts => texts.map(yaluFold)", texts)
    assert [(a, b) for a, b in zip(there, map(folded, texts), strict=True) if a != b] == []


def test_the_state_is_in_the_address_and_comes_back(searching: Any, bundled: Built) -> None:
    found(searching, "smtcl")
    assert searching.url.endswith("search.html?q=smtcl")
    again = searching.context.new_page()
    again.goto(searching.url)
    again.wait_for_selector("#found a")
    assert again.input_value("#search [name=q]") == "smtcl"
    assert "found among" in again.locator("#search output").text_content()
    assert accessibility(again) == []
    again.close()


def test_the_box_of_every_page_is_worked_from_the_keyboard(chromium: Any, bundled: Built) -> None:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((bundled.folder / "visits/V093.html").as_uri())
    assert not [url for url in asked if "search" in url]
    page.focus(".find [name=q]")
    page.keyboard.type("wise honest")
    page.wait_for_selector(".found-popup a")
    assert {Path(url).name for url in asked if "search" in url} >= {"search.js", "search-index.js"}
    assert accessibility(page) == []
    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.href")
    assert first.endswith("chains/wise.html")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chains/wise.html")
    page.focus(".find [name=q]")
    page.keyboard.type("smtcl")
    page.wait_for_selector(".found-popup a")
    page.keyboard.press("Escape")
    assert page.locator(".found-popup").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=smtcl")
    page.context.close()


def test_without_script_the_page_says_what_to_use_instead(chromium: Any, bundled: Built) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto((bundled.folder / "search.html").as_uri())
    assert page.locator("#search").is_hidden()
    assert page.locator(".no-search a:visible").count() > 10
    page.goto((bundled.folder / "index.html").as_uri())
    assert page.locator(".find").is_hidden()
    assert page.locator(".find-plain").is_visible()
    page.context.close()


def test_what_a_stranger_wrote_is_found_as_text(chromium: Any, hostile: Built) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto((hostile.folder / "search.html").as_uri() + "?q=alert")
    page.wait_for_selector("#found a")
    assert HOSTILE in " ".join(page.locator("#found a").all_text_contents())
    assert said == []
    assert page.locator("#found script").count() == 0
    page.close()
