"""In a browser: accessible, fits a phone, and the live parts work."""

from pathlib import Path
from typing import Any

import pytest
from tests.site.conftest import Built, in_both_schemes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
playwright = pytest.importorskip("playwright.sync_api")
TOP = [
    "index", "relations", "crisis", "law", "coal", "oil", "dependence", "after-bans", "timeline", "timeline-before", "data", "method",
    "sources", "sources-press", "sources-press-before", "law-national", "law-sources", "404", "chains", "ledger", "register",
    "answers", "goods", "lists", "screening", "search", "lists-parts",
]  # fmt: skip
CHARTS = ["relations", "crisis", "timeline", "sources", "law", "coal", "oil", "dependence", "after-bans"]
DEEP = [
    "figures/visits-by-year", "figures/definitions", "embed/averages", "visits/V093", "figures/coal-by-month",
    "embed/oil-by-factor", "chains/smtcl", "chains/dhid", "goods/eu-2",
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
