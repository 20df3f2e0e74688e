"""In a browser: accessible, fits a phone, and the live parts work."""

from pathlib import Path
from typing import Any

import pytest
from tests.site.conftest import Built, in_both_schemes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
playwright = pytest.importorskip("playwright.sync_api")
TOP = [
    "index", "relations", "crisis", "law", "coal", "oil", "dependence", "after-bans", "timeline", "timeline-before", "data", "method",
    "sources", "sources-press", "sources-press-2", "law-national", "law-sources", "404", "chains", "ledger", "register",
    "answers", "goods", "lists", "screening", "search", "lists-parts", "parties", "changes",
]  # fmt: skip
CHARTS = ["relations", "crisis", "timeline", "sources", "law", "coal", "oil", "dependence", "after-bans"]
DEEP = [
    "figures/visits-by-year", "figures/definitions", "embed/averages", "visits/V093", "figures/coal-by-month",
    "embed/oil-against-the-cap", "chains/smtcl", "chains/dhid", "goods/eu-2",
    "measures/unscr-2321-op26b-coal-2017", "parties/dhid", "parties/gov_us_ofac", "changes/visits", "changes/sources",
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


OUTSIDE = """() => [...document.querySelectorAll('.chart svg')].flatMap(picture => {
    const frame = picture.getBoundingClientRect();
    return [...picture.querySelectorAll('text')].filter(text => text.textContent.trim()).filter(text => {
        const box = text.getBoundingClientRect();
        return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1);
    }).map(text => text.textContent);
})"""


@pytest.mark.parametrize(
    "name", [*CHARTS, "ledger", "answers", "claims", "lists", "comparison", "policy", "index"]
)
def test_no_word_of_a_picture_runs_out_of_it(chromium: Any, bundled: Built, name: str) -> None:
    page = opened(chromium, bundled, name)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OUTSIDE) == []
    page.context.close()


def test_no_trail_of_a_long_id_is_wider_than_a_phone(chromium: Any, bundled: Built) -> None:
    longest = sorted(
        (bundled.folder / "trails").glob("*.html"), key=lambda p: -max(map(len, p.read_text().split()))
    )
    page = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    wide = {}
    for path in longest[:12]:
        page.goto(path.as_uri())
        wide[path.name] = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert {name: width for name, width in wide.items() if width > 360} == {}


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
    # A browser may fetch the page's own picture for its tab at any moment.
    assert {Path(url).name for url in asked} - {"icon.svg"} == {"vega.js", "averages.js"}
    assert page.evaluate("document.activeElement.textContent") == "Back to the picture"
    page.keyboard.press("Enter")
    assert page.locator(".live").count() == 0
    assert page.locator(".chart .wide svg").is_visible()
    page.context.close()


def test_an_interactive_chart_takes_the_colours_of_the_theme_that_is_chosen_after_it(
    chromium: Any, bundled: Built
) -> None:
    page = opened(chromium, bundled, "figures/averages", color_scheme="light")
    page.click("button[data-figure]")
    page.wait_for_selector(".live svg", timeout=20_000)
    inks = "[...new Set([...document.querySelectorAll('.live svg text')].map(t => t.getAttribute('fill')))].join()"
    light = page.evaluate(inks)
    page.click("button.theme")
    page.wait_for_function(f"was => {inks} !== was && {inks}", arg=light, timeout=10_000)
    page.emulate_media(color_scheme="dark")
    page.click("button.theme")
    page.wait_for_function(f"was => {inks} === was", arg=light, timeout=10_000)
    page.context.close()


def test_what_is_unfolded_for_paper_is_folded_again_after_it(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "law")
    folded = "document.querySelectorAll('details:not([open])').length"
    before = page.evaluate(folded)
    assert before > 50
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(folded) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) == before
    page.context.close()


def test_on_paper_nothing_can_be_pressed_in_a_heading_because_such_ones_are_not_repeated(
    chromium: Any, bundled: Built
) -> None:
    page = opened(chromium, bundled, "register")
    head = page.locator("#persons thead th").nth(1)
    assert head.locator("button").inner_text() == "Home"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (head.inner_text(), page.locator("thead button").count()) == ("Home", 0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    page.context.close()


@pytest.mark.parametrize("name", ["coal", "after-bans", "ledger"])
def test_on_paper_no_common_word_of_a_table_is_broken(chromium: Any, bundled: Built, name: str) -> None:
    page = opened(chromium, bundled, name, viewport={"width": 680, "height": 960})
    page.emulate_media(media="print")
    broken = page.evaluate(
        """() => {
            const found = [], range = document.createRange();
            document.querySelectorAll('details').forEach(fold => { fold.open = true; });
            for (const cell of document.querySelectorAll('main th, main td')) {
                const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
                for (let text; (text = walk.nextNode());) for (const word of text.data.matchAll(/\\b[A-Za-z]{4,11}\\b/g)) {
                    range.setStart(text, word.index);
                    range.setEnd(text, word.index + word[0].length);
                    if (range.getClientRects().length > 1) found.push(word[0]);
                }
            }
            return [...new Set(found)];
        }"""
    )
    page.context.close()
    assert broken == []


@pytest.mark.parametrize("width", [360, 1280])
def test_arrow_keys_on_a_chart_say_the_row_behind_each_mark_without_the_bundle(
    chromium: Any, bundled: Built, width: int
) -> None:
    page = opened(chromium, bundled, "oil", viewport={"width": width, "height": 900})
    chart = page.locator("#chart-oil-against-the-cap")
    chart.focus()
    said = set()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
        said.add(page.locator(".row-box").inner_text())
    assert len(said) > 30
    assert any("by 31 December 2018" in text and "Reports to the committee" in text for text in said)
    box = page.locator(".row-box").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    assert page.locator(".row-box").inner_text() == ""
    assert page.evaluate("document.querySelectorAll('.chart [tabindex]').length") == 0
    page.context.close()


def test_a_pointer_near_a_mark_shows_its_row(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "dependence", viewport={"width": 1280, "height": 900})
    mark = page.locator(".wide [data-row*='2024']").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 + 5, box["y"] + box["height"] / 2)
    assert "2024" in page.locator(".row-box").inner_text()
    page.mouse.move(2, 2)
    assert page.locator(".row-box").inner_text() == ""
    page.context.close()


@pytest.mark.parametrize(
    "name", ["coal", "oil", "after-bans", "crisis", "answers", "ledger", "relations", "policy"]
)
def test_no_table_is_cut_at_the_side_on_a_phone_or_a_desk(chromium: Any, bundled: Built, name: str) -> None:
    page = opened(chromium, bundled, name)
    cut = """() => { document.querySelectorAll('details').forEach(d => { d.open = true; });
        return [...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1 && !s.querySelector('.map'))
            .map(s => s.getAttribute('aria-label')); }"""
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(cut) == [], width
    page.context.close()


def test_a_cell_on_a_phone_says_its_column(chromium: Any, bundled: Built) -> None:
    page = opened(chromium, bundled, "answers", viewport={"width": 390, "height": 900})
    label = "c => getComputedStyle(c, '::before').content"
    assert page.locator("#all ~ .scroll tbody td").first.evaluate(label) == '"Who: "'
    page.context.close()


@pytest.mark.parametrize("name", ["ledger", "timeline"])
def test_a_long_list_is_about_ten_screens(chromium: Any, bundled: Built, name: str) -> None:
    page = opened(chromium, bundled, name, viewport={"width": 1440, "height": 900})
    assert page.evaluate("document.documentElement.scrollHeight") <= 10.5 * 900
    page.context.close()


def test_no_label_of_a_redrawn_chart_runs_over_a_mark_or_another_label(chromium: Any, bundled: Built) -> None:
    run = """() => [...document.querySelectorAll('.chart svg')].filter(s => s.clientWidth).flatMap(s => {
        const boxes = (all) => [...all].map(e => [e, e.getBoundingClientRect()]);
        const texts = boxes(s.querySelectorAll('text')).filter(([t]) => !t.closest('.s-paper'));
        const marks = boxes(s.querySelectorAll('path[data-row]'))
            .filter(([, r]) => r.width < 14 && r.height < 14);
        const over = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
        return texts.flatMap(([t, a], i) => [...marks, ...texts.slice(i + 1)].filter(([, b]) => over(a, b))
            .map(([e]) => `${t.textContent} over ${e.textContent || e.dataset.row}`));
    })"""
    for name in ("coal", "oil", "dependence", "after-bans", "crisis"):
        for width in (390, 1440):
            page = opened(chromium, bundled, name, viewport={"width": width, "height": 900})
            assert page.evaluate(run) == [], (name, width)
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
