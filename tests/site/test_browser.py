"""In a browser: accessible, fits a phone, and the live parts work."""

from pathlib import Path
from typing import Any

import pytest
from tests.site.conftest import Built, in_both_schemes

from yalu.visits.frequency import frequency
from yalu.visits.rules.codebook import choose_rules

pytestmark = [pytest.mark.browser, pytest.mark.slow]
playwright = pytest.importorskip("playwright.sync_api")
TOP = [
    "index", "relations", "crisis", "law", "coal", "oil", "dependence", "after-bans", "timeline", "timeline-before", "data", "method",
    "sources", "sources-press", "law-national", "law-sources", "404", "chains", "ledger", "register", "answers", "goods", "lists",
    "screening", "parties",
]  # fmt: skip
CHARTS = ["relations", "crisis", "timeline", "sources", "law", "coal", "oil", "dependence", "after-bans"]
DEEP = [
    "figures/visits-by-year", "figures/definitions", "embed/averages", "visits/V093", "figures/coal-by-month",
    "embed/oil-by-factor", "chains/smtcl", "chains/dhid", "goods/eu-2",
    "measures/unscr-2321-op26b-coal-2017", "parties/dhid", "parties/gov_us_ofac",
]  # fmt: skip


def opened(chromium: Any, bundled: Built, name: str, **context: Any) -> Any:
    page = chromium.new_context(**context).new_page()
    page.goto((bundled.folder / f"{name}.html").as_uri())
    return page


@pytest.mark.parametrize("name", [*TOP, *DEEP])
def test_a_page_is_accessible_in_light_and_dark_fits_a_phone_and_fetches_nothing(
    chromium: Any, bundled: Built, name: str
) -> None:
    page = chromium.new_context(color_scheme="light").new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((bundled.folder / f"{name}.html").as_uri())
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 720})
    found = in_both_schemes(page)
    page.context.close()
    assert wide <= 360
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    assert {
        v["id"]: [n["html"][:120] for n in v["nodes"][:3]]
        for v in found
        if v["impact"] in {"serious", "critical"}
    } == {}


def test_every_page_is_complete_without_javascript(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "relations", java_script_enabled=False)
    assert page.locator("#live-table tbody tr").count() > 3
    assert page.locator("#live-controls").is_hidden()
    assert page.locator("button:visible").count() == 0
    assert page.locator(".chart svg:visible").count() > 3
    page.context.close()


@pytest.mark.parametrize("weight", [0.5, 1, 2.5])
def test_the_live_table_gives_what_python_gives(chromium: Any, bundled: Built, weight: float) -> None:
    case = bundled.case
    page = opened(chromium, bundled, "relations")
    page.fill("#live-controls [name=weight]", str(weight))
    for rules in case.codebook.rule_sets:
        page.select_option("#live-controls [name=rules]", rules)
        for scheme in case.codebook.era_schemes:
            page.select_option("#live-controls [name=scheme]", scheme)
            rows = page.locator("#live-table tbody tr").evaluate_all(
                "rows => rows.map(r => [r.cells[0].textContent, +r.cells[2].textContent, +r.cells[3].textContent,"
                " +r.cells[5].dataset.value, r.cells[6].textContent])"
            )
            expected = frequency(case, choose_rules(case, rules), scheme, weight=weight)
            assert [(r[0], r[1], r[2]) for r in rows] == [
                (e.name, e.tally.count, e.tally.summits) for e in expected
            ]
            for row, era in zip(rows, expected, strict=True):
                assert row[3] == pytest.approx(era.figure.value)
                if row[4] != "none open":
                    low, high = (float(part) for part in row[4].split("–"))
                    assert low == pytest.approx(era.figure.low, abs=0.006)
                    assert high == pytest.approx(era.figure.high, abs=0.006)
    page.context.close()


def test_the_timeline_filters_and_says_how_much_is_left(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "timeline")
    total = page.locator("#timeline tbody tr").count()
    page.select_option("form[data-filter] [name=kind]", "visit")
    assert page.locator("#timeline tbody tr:visible").count() == sum(
        visit.start.earliest.year >= 2000 for visit in bundled.case.visits
    )
    guest = bundled.case.visits[-1].guest
    page.fill("form[data-filter] [name=words]", guest)
    shown = page.locator("#timeline tbody tr:visible").count()
    assert 0 < shown < total
    assert page.locator("form[data-filter] output").text_content() == f"{shown} of {total} rows"
    page.context.close()


def test_the_law_says_the_state_of_every_measure_on_a_day(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "law")
    cards = page.locator(".measure")
    total = cards.count()
    page.fill("form[data-law] [name=on]", "2017-03-01")
    cap = page.locator("#m-unscr-2321-op26b-coal-2017 .state")
    assert cap.text_content() == "in force"
    page.fill("form[data-law] [name=on]", "2017-08-05")
    assert cap.text_content() == "ended"
    assert page.locator("#m-unscr-2371-op8-coal .state").text_content() == "in force"
    page.select_option("form[data-law] [name=state]", "in")
    shown = page.locator(".measure:visible").count()
    assert 0 < shown < total
    assert page.locator("form[data-law] output").text_content() == f"{shown} of {total} measures"
    page.context.close()


def test_the_law_is_whole_without_javascript(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "law", java_script_enabled=False)
    assert page.locator(".measure:visible").count() == page.locator(".measure").count() > 100
    assert page.locator("form[data-law]").is_hidden()
    page.context.close()


def test_the_theme_is_remembered_from_page_to_page(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "index", color_scheme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("button.theme")
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    page.goto((bundled.folder / "crisis.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == after
    page.context.close()


def test_an_interactive_chart_loads_only_when_asked_and_only_from_here(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "figures/averages", viewport={"width": 1200, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.evaluate("typeof window.vegaEmbed") == "undefined"
    page.click("button[data-figure]")
    page.wait_for_selector(".live svg", timeout=20_000)
    assert page.locator(".live svg text").count() > 5
    assert {Path(url).name for url in asked} == {"vega.js", "averages.js"}
    page.context.close()


def test_every_chart_label_stays_inside_its_picture(chromium: Any, bundled: Built) -> None:
    clipped: dict[str, list[str]] = {}
    for name in CHARTS:
        page = opened(chromium, bundled, name)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            clipped[f"{name} at {width}"] = page.evaluate(
                """() => [...document.querySelectorAll('.chart svg')].filter(s => s.clientWidth).flatMap(s => {
                    const box = s.getBoundingClientRect();
                    return [...s.querySelectorAll('text')].filter(t => {
                        const r = t.getBoundingClientRect();
                        return r.left < box.left - 3 || r.right > box.right + 3 || r.top < box.top - 3;
                    }).map(t => t.textContent);
                })"""
            )
        page.context.close()
    assert {place: labels for place, labels in clipped.items() if labels} == {}


def test_the_first_thing_a_keyboard_reaches_skips_to_the_content(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "index")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.context.close()
