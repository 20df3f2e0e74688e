"""In a browser, where the site is published: what readers take along, frames in foreign pages, and pages that are not there."""

import mimetypes
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from tests.site.conftest import Built

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE, THERE = "https://yalu.test/", "https://paper.test/article.html"
SOURCE_ENDS = "() => Math.ceil(document.querySelector('.figure-source').getBoundingClientRect().bottom)"


@pytest.fixture(scope="module")
def published(chromium: Any, bundled: Built) -> Iterator[Callable[..., Any]]:
    """Opens pages of the site as a host serves them, the page of what is missing included; no server is needed."""
    contexts = []

    def answer(route: Any) -> None:
        asked = route.request.url.split("?")[0].split("#")[0]
        file = bundled.folder / asked.removeprefix(HERE)
        there = asked.startswith(HERE) and file.is_file()
        if not there:
            file = bundled.folder / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "text/plain"
        route.fulfill(
            status=200 if there else 404, body=file.read_bytes(), content_type=f"{kind}; charset=utf-8"
        )

    def opened(address: str, article: str = "", **context: Any) -> Any:
        made = chromium.new_context(**context)
        contexts.append(made)
        made.route("**/*", answer)
        if article:
            made.route(
                THERE, lambda route: route.fulfill(body=article, content_type="text/html; charset=utf-8")
            )
        page = made.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def snippets(bundled: Built) -> dict[str, str]:
    """The snippet of every figure, as its page prints it."""
    found = {}
    for path in sorted((bundled.folder / "figures").glob("*.html")):
        text = re.search(
            r'<pre data-copy="HTML to paste"[^>]*>(.*?)</pre>', path.read_text(encoding="utf-8"), re.DOTALL
        )
        assert text is not None, path
        found[path.stem] = unescape(text[1])
    return found


def test_every_snippet_is_as_high_as_its_frame_needs_in_a_column_of_700(
    chromium: Any, bundled: Built
) -> None:
    page = chromium.new_context(viewport={"width": 700, "height": 500}).new_page()
    wrong = {}
    for slug, text in snippets(bundled).items():
        height = re.search(r'height="(\d+)"', text)
        assert height is not None
        page.goto((bundled.folder / "embed" / f"{slug}.html").as_uri())
        ends, whole = page.evaluate(SOURCE_ENDS), page.evaluate("document.body.scrollHeight")
        if not ends <= int(height[1]) <= whole + 130:
            wrong[slug] = (ends, int(height[1]), whole)
    page.context.close()
    assert wrong == {}


@pytest.mark.parametrize("width", [390, 700])
@pytest.mark.parametrize("slug", ["visits-by-year", "coal-by-month", "claims-by-readings", "coverage"])
def test_a_frame_in_a_foreign_page_grows_to_all_it_holds(
    published: Callable[..., Any], bundled: Built, slug: str, width: int
) -> None:
    text = snippets(bundled)[slug].replace('src="embed/', f'src="{HERE}embed/')
    article = f'<!doctype html><title>An article</title><body style="margin:0">{text}'
    page = published(THERE, article, viewport={"width": width, "height": 800})
    frame = page.wait_for_selector("iframe").content_frame()
    frame.wait_for_url("**/embed/**")
    frame.wait_for_function("() => innerHeight >= document.body.getBoundingClientRect().height - 1")
    assert frame.evaluate(SOURCE_ENDS) <= frame.evaluate("innerHeight")
    assert frame.evaluate("document.documentElement.scrollWidth") <= width
    for fold in frame.query_selector_all("summary"):
        fold.click()
    frame.wait_for_function("() => innerHeight >= document.body.getBoundingClientRect().height - 1")


def test_a_frame_takes_the_theme_of_its_address(published: Callable[..., Any]) -> None:
    papers = set()
    for scheme in ("light", "dark"):
        for theme in ("light", "dark"):
            page = published(f"{HERE}embed/visits-by-year.html?theme={theme}", color_scheme=scheme)
            papers.add((theme, page.evaluate("getComputedStyle(document.body).backgroundColor")))
    assert len(papers) == 2


def test_notes_stand_after_the_sources_and_folded(published: Callable[..., Any]) -> None:
    page = published(f"{HERE}embed/coal-by-month.html")
    assert page.evaluate(
        "() => document.querySelector('.figure-source').compareDocumentPosition(document.querySelector('.figure-notes'))"
        " & Node.DOCUMENT_POSITION_FOLLOWING"
    )
    assert not page.locator(".figure-notes").is_visible()


def test_what_is_copied_is_what_is_shown_with_the_address_of_the_page(published: Callable[..., Any]) -> None:
    page = published(
        f"{HERE}figures/visits-by-year.html#share", permissions=["clipboard-read", "clipboard-write"]
    )
    assert page.locator("#share").is_visible()
    page.click("#share button")
    page.get_by_text("Copied").wait_for()
    assert page.locator("#share button").get_attribute("aria-label") == "Copied: Address of this figure"
    assert page.evaluate("navigator.clipboard.readText()") == f"{HERE}figures/visits-by-year.html"
    page.locator("summary", has_text="Embed").click()
    assert f'src="{HERE}embed/visits-by-year.html?theme=light"' in page.locator("#embed pre").inner_text()
    page.locator("summary", has_text="Cite").click()
    assert page.locator("#cite pre").count() == 3


def test_a_citation_can_be_read_and_selected_without_script(published: Callable[..., Any]) -> None:
    page = published(f"{HERE}figures/visits-by-year.html", java_script_enabled=False)
    page.locator("summary", has_text="Cite").click()
    assert page.locator("#cite pre").first.inner_text().startswith("“")
    assert page.locator("button:visible").count() == 0


@pytest.mark.parametrize("name", ["claims/cha-161-visits", "visits/V093"])
def test_a_claim_and_a_visit_can_be_cited(published: Callable[..., Any], name: str) -> None:
    page = published(f"{HERE}{name}.html")
    page.locator("summary", has_text=re.compile("^Cite$")).click()
    assert "data version" in page.locator(".cite pre").inner_text().lower()


@pytest.mark.parametrize("address", ["gone.html", "claims/gone.html", "a/b/c/d"])
def test_the_page_of_what_is_missing_is_whole_at_any_depth(
    published: Callable[..., Any], address: str
) -> None:
    page = published(f"{HERE}{address}")
    assert page.locator("h1").inner_text() == "There is no such page"
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).borderBottomStyle") == "solid"
    page.click("main a")
    assert page.url == f"{HERE}index.html"


def test_a_figure_says_its_place_in_the_site(published: Callable[..., Any]) -> None:
    page = published(f"{HERE}figures/coal-by-month.html")
    page.click("nav[aria-label='Place in the site'] a[href$='coal.html#coal-by-month']")
    assert page.url == f"{HERE}coal.html#coal-by-month"


@pytest.mark.parametrize(
    "name", ["coal", "law", "relations", "ledger", "policy", "figures/coal-by-month", "figures/policy-if-it-fails",
             "claims/cha-161-visits", "chains/smtcl", "measures/unscr-2371-op8-coal", "visits/V093"],
)  # fmt: skip
def test_paper_cuts_no_column_and_prints_addresses(published: Callable[..., Any], name: str) -> None:
    # 680 pixels are what A4 leaves between its margins.
    page = published(f"{HERE}{name}.html", viewport={"width": 680, "height": 960})
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    wide = page.evaluate(
        "() => [...document.querySelectorAll('table, pre, svg')]"
        ".filter(e => e.getBoundingClientRect().right > 681).map(e => e.outerHTML.slice(0, 90))"
    )
    assert wide == []
    # The heading of a sorted column is a button, and is printed like every other heading.
    heads = "() => [...document.querySelectorAll('thead th')].filter(h => h.textContent.trim() && !h.innerText.trim())"
    assert page.evaluate(f"{heads}.map(head => head.outerHTML.slice(0, 90))") == []
    assert (
        page.locator("button:not(.sort):visible, .figure-actions:visible, .masthead nav:visible").count() == 0
    )
    if name.startswith("figures/"):
        assert page.locator("#sources + ul .url, #sources + details .url").first.is_visible()
    elif "/" in name:
        assert page.locator(".url:visible").first.text_content().startswith("http")


INK = """async src => {
    const picture = new Image();
    picture.src = src;
    await picture.decode();
    const {width, height} = picture, canvas = new OffscreenCanvas(width, height), pen = canvas.getContext('2d');
    pen.drawImage(picture, 0, 0);
    const dots = pen.getImageData(0, 0, width, height).data;
    let edge = Infinity;
    for (let i = 0; i < dots.length; i += 4) if (Math.min(dots[i], dots[i + 1], dots[i + 2]) < 245) {
        const x = (i / 4) % width, y = (i / 4 - x) / width;
        edge = Math.min(edge, x, y, width - 1 - x, height - 1 - y);
    }
    return edge;
}"""


def test_no_picture_has_ink_within_24_pixels_of_its_edge(
    published: Callable[..., Any], bundled: Built
) -> None:
    page = published(f"{HERE}index.html")
    pictures = sorted((bundled.folder / "figures").glob("*.png"))
    # Drawn at twice the size.
    near = {p.stem: edge for p in pictures if (edge := page.evaluate(INK, f"{HERE}figures/{p.name}")) < 48}
    assert len(pictures) > 30
    assert near == {}


def test_no_words_of_a_kept_drawing_run_off_in_the_type_of_another_machine(
    published: Callable[..., Any], bundled: Built
) -> None:
    page = published(f"{HERE}index.html")
    off = {}
    for path in sorted((bundled.folder / "figures").glob("*.svg")):
        page.set_content(
            re.sub('font-family="[^"]*"', 'font-family="DejaVu Sans Mono"', path.read_text(encoding="utf-8"))
        )
        found = page.evaluate(
            """() => { const paper = document.querySelector('svg').getBoundingClientRect();
            return [...document.querySelectorAll('svg > text[textLength]')].map(t => t.getBoundingClientRect())
                .filter(t => t.right > paper.right - 20 || t.left < paper.left + 20).length; }"""
        )
        off |= {path.stem: found} if found else {}
    assert off == {}
