"""Long tables and lists: filtered, sorted and limited in the page, with the state in the address."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from tests.site.conftest import Built, accessibility

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONG = 25
PAGES = [
    "law", "law-national", "timeline", "timeline-before", "claims", "ledger", "answers", "register", "lists", "lists-parts", "chains",
    "sources-press", "sources-press-2", "sources-agencies", "sources-papers", "law-sources", "goods/eu-2", "data",
    "figures/coal-by-month",
]  # fmt: skip


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    page.context.close()
    assert failed == []


def opened(tab: Any, built: Built, address: str) -> Any:
    name, _, asked = address.partition("?")
    tab.goto((built.folder / f"{name}.html").as_uri() + (f"?{asked}" if asked else ""))
    return tab


def main(tab: Any) -> Any:
    """The controls of the page's own list: those without a figure around them, or the first."""
    own = tab.locator("main .table-controls:not(figure *)")
    return own.first if own.count() else tab.locator("main .table-controls").first


def said(tab: Any) -> str:
    return main(tab).locator("output").text_content()


@pytest.mark.parametrize("name", PAGES)
def test_every_long_table_is_filtered_by_words_and_says_how_much_is_left(
    tab: Any, bundled: Built, name: str
) -> None:
    opened(tab, bundled, name)
    long = (
        tab.evaluate(
            "long => [...document.querySelectorAll('main table')]"
            ".filter(t => t.tBodies.length === 1 && t.tBodies[0].rows.length > long).length",
            LONG,
        )
        + tab.locator("main [data-rows]").count()
    )
    assert tab.locator(".table-controls").count() == long > 0
    shown, whole = map(int, re.findall(r"\d+", said(tab)))
    assert shown == whole > LONG
    main(tab).locator("[name=words]").evaluate(
        "box => { box.value = 'no such words anywhere'; box.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    assert said(tab).startswith(f"0 of {whole} ")
    main(tab).locator("[type=reset]").evaluate("button => button.click()")
    tab.wait_for_function(
        "whole => [...document.querySelectorAll('.table-controls output')].some(o => o.textContent.startsWith(`${whole} of ${whole}`))",
        arg=whole,
    )
    assert "?" not in tab.url


def test_choices_words_and_order_stand_in_the_address_and_come_back(tab: Any, bundled: Built) -> None:
    opened(tab, bundled, "timeline")
    form = main(tab)
    form.locator("[name=kind]").select_option("visit")
    visits = sum(visit.start.earliest.year >= 2000 for visit in bundled.case.visits)
    assert tab.locator("#timeline tbody tr:visible").count() == visits
    guest = bundled.case.visits[-1].guest
    form.locator("[name=words]").fill(guest)
    tab.locator("#timeline thead button", has_text="Date").click()
    tab.locator("#timeline thead button", has_text="Date").press("Enter")
    assert tab.locator("#timeline thead th").first.get_attribute("aria-sort") == "descending"
    first = tab.locator("#timeline tbody tr:visible").first.text_content()
    state, left = tab.url, said(tab)
    assert "kind=visit" in state and "sort=-date" in state and "words=" in state
    again = tab.context.new_page()
    again.goto(state)
    assert (said(again), again.locator("#timeline tbody tr:visible").first.text_content()) == (left, first)
    again.close()
    for _ in range(3):
        tab.go_back()
    assert "words" not in tab.url
    assert form.locator("[name=words]").input_value() == ""
    assert tab.locator("#timeline tbody tr:visible").count() == visits
    tab.go_back()
    assert said(tab).startswith(f"{tab.locator('#timeline tbody tr').count()} of ")


def test_dates_numbers_and_words_are_each_put_in_their_own_order(tab: Any, bundled: Built) -> None:
    opened(tab, bundled, "timeline-before?sort=-date")
    rows = tab.locator("#timeline tbody tr th").all_text_contents()
    years = [int(re.search(r"\d{4}", text)[0]) for text in rows]
    assert years == sorted(years, reverse=True)
    opened(tab, bundled, "answers?sort=days")
    days = [
        int(found[0])
        for text in tab.locator("#answers tbody td:nth-child(5)").all_text_contents()
        if (found := re.search(r"-?\d+", text))
    ]
    assert days == sorted(days) and len(days) > LONG
    opened(tab, bundled, "lists?sort=name-on-the-list")
    names = [text.casefold() for text in tab.locator("#listed tbody td:nth-child(2)").all_text_contents()]
    assert names[0] < names[len(names) // 2] < names[-1]


def test_in_a_column_of_numbers_and_words_the_numbers_are_in_order(tab: Any, bundled: Built) -> None:
    opened(tab, bundled, "claims?sort=stated")
    texts = [text.strip() for text in tab.locator("#claims-table tbody td:nth-child(3)").all_text_contents()]
    numbers = [
        float(text.replace(",", "").rstrip("%")) for text in texts if re.fullmatch(r"-?[\d,.]+%?", text)
    ]
    assert numbers == sorted(numbers) and len(numbers) > 5


@pytest.fixture
def twins(tab: Any, tmp_path: Path) -> Any:
    """A long table of one's own, two columns of which have one title."""
    rows = "".join(f"<tr><td>{n}</td><td>{n % 2}</td><td>{n % 3}</td></tr>" for n in range(30))
    head = "<th>Day</th><th data-facet>Who</th><th data-facet>Who</th>"
    script = f'<script src="{(files("yalu.site") / "static/tables.js")}"></script>'
    page = tmp_path / "twins.html"
    page.write_text(
        f'<main id="m"><table id="t"><caption>T</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></main>{script}'
    )
    tab.goto(page.as_uri())
    return tab


def test_two_columns_of_one_title_are_put_in_order_each_by_itself(twins: Any) -> None:
    heads = twins.locator("th", has_text="Who").filter(has=twins.locator("button.sort"))
    assert heads.count() == 2
    heads.nth(0).locator("button").click()
    assert heads.nth(0).get_attribute("aria-sort") == "ascending"
    assert heads.nth(1).get_attribute("aria-sort") is None
    heads.nth(1).locator("button").click()
    assert heads.nth(0).get_attribute("aria-sort") is None
    assert heads.nth(1).get_attribute("aria-sort") == "ascending"


def test_two_choices_of_one_title_each_stand_in_the_address(twins: Any) -> None:
    choices = twins.locator("select")
    choices.nth(0).select_option("1")
    choices.nth(1).select_option("2")
    assert said(twins) == "5 of 30 rows"
    again = twins.context.new_page()
    again.goto(twins.url)
    assert said(again) == "5 of 30 rows"
    assert [choice.input_value() for choice in again.locator("select").all()] == ["1", "2"]
    again.close()


@pytest.mark.parametrize("address", ["claims", "law", "timeline", "ledger"])
def test_an_address_that_asks_for_what_is_not_there_opens_the_page_as_it_comes(
    tab: Any, bundled: Built, address: str
) -> None:
    opened(tab, bundled, address)
    names = tab.locator("main .table-controls [name]").evaluate_all("fields => fields.map(f => f.name)")
    usual = said(tab)
    asked = "&".join(f"{name}=no-such-thing" for name in [*names, "sort"] if name != "words")
    opened(tab, bundled, f"{address}?{asked}")
    assert said(tab) == usual
    blank = "fields => fields.filter(f => f.selectedIndex === -1).map(f => f.name)"
    assert tab.locator("main select").evaluate_all(blank) == []
    for field in tab.locator("main input[type=date]").all():
        assert field.input_value() == field.evaluate("one => one.defaultValue")


def test_facets_hold_what_their_column_holds(tab: Any, bundled: Built) -> None:
    opened(tab, bundled, "claims?topic=coal&verdict=Supported+if")
    rows = tab.locator("#claims-table tbody tr:visible")
    assert 0 < rows.count() < tab.locator("#claims-table tbody tr").count()
    assert {row.get_attribute("data-topic") for row in rows.all()} == {"coal"}
    assert all("Supported if" in text for text in rows.all_text_contents())
    opened(tab, bundled, "ledger?programme=North+Korea")
    assert all(
        "North Korea" in text
        for text in tab.locator("#acts tbody tr:visible td:nth-child(4)").all_text_contents()
    )


def test_the_law_says_the_state_of_every_measure_on_a_day(tab: Any, bundled: Built) -> None:
    opened(tab, bundled, "law?on=2017-03-01")
    cap = tab.locator("#m-unscr-2321-op26b-coal-2017 .state")
    assert cap.text_content() == "in force"
    main(tab).locator("[name=on]").fill("2017-08-05")
    assert cap.text_content() == "ended"
    assert tab.locator("#m-unscr-2371-op8-coal .state").text_content() == "in force"
    main(tab).locator("[name=state]").select_option("in")
    assert "on=2017-08-05&state=in" in tab.url
    shown, total = tab.locator(".measure:visible").count(), tab.locator(".measure").count()
    assert 0 < shown < total
    assert said(tab) == f"{shown} of {total} measures"
    assert tab.locator(".instrument:visible").count() < tab.locator(".instrument").count()


def test_without_a_day_no_measure_is_said_to_be_out_of_force(tab: Any, bundled: Built) -> None:
    opened(tab, bundled, "law?on=&state=in")
    number = main(tab).locator("output").text_content().split(" of ")
    assert number[0] == number[1].split()[0]


def test_what_an_address_points_at_is_shown_though_a_filter_would_hide_it(tab: Any, bundled: Built) -> None:
    tab.goto((bundled.folder / "law.html").as_uri() + "?state=ended#m-unscr-2371-op8-coal")
    card = tab.locator("#m-unscr-2371-op8-coal")
    assert card.is_visible()
    assert card.locator("details").get_attribute("open") is not None


def test_a_table_behind_a_figure_has_its_name_before_its_state(tab: Any, bundled: Built) -> None:
    opened(tab, bundled, "coal?coal-by-month.words=2017-03")
    assert tab.locator("#coal-by-month details:has(table)").get_attribute("open") is not None
    texts = tab.locator("#coal-by-month tbody tr:visible").all_text_contents()
    assert texts and all("2017-03" in text for text in texts)


@pytest.mark.parametrize(
    "name", ["ledger?sort=authority", "law?state=in", "sources-press?letter=B", "claims?sort=-stated"]
)
def test_controls_are_accessible_and_fit_a_phone(tab: Any, bundled: Built, name: str) -> None:
    opened(tab, bundled, name)
    assert [v["id"] for v in accessibility(tab)] == []
    tab.set_viewport_size({"width": 360, "height": 740})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", ["law", "timeline", "claims", "ledger"])
def test_everything_is_there_without_script(chromium: Any, bundled: Built, name: str) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto((bundled.folder / f"{name}.html").as_uri())
    rows = page.locator(".measure" if name == "law" else "main table:not(figure *) tbody tr")
    assert page.locator(".table-controls").count() == 0
    assert rows.count() > LONG
    assert rows.first.is_visible()
    assert rows.last.is_visible()
    page.context.close()


def test_the_script_of_tables_is_small(bundled: Built) -> None:
    assert (bundled.folder / "static/tables.js").stat().st_size <= 15_000
