"""The page of options: failure before ranks, nothing typed in, and the browser computes what Python computed."""

import json
import re
import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.site.conftest import Built, accessibility

from yalu.case.package import find_case, read_case
from yalu.policy.assumptions import MEASURES
from yalu.policy.comparing import PolicyComparison
from yalu.policy.facade import PolicyDesk
from yalu.policy.failing import DEFECTS
from yalu.policy.robustness import LENSES
from yalu.site.figures import Site
from yalu.site.layout import render
from yalu.site.rooms import policy_words as say
from yalu.site.rooms.policy import PolicyRoom

playwright = pytest.importorskip("playwright.sync_api")
SETTINGS: tuple[dict[str, tuple[float, float]], ...] = (
    {},
    {"enforcement": (0.4, 0.6), "diversion": (0.0, 0.05)},
    {"steps_kept": (1, 3), "months_a_step": (4, 5), "price_premium": (0.5, 0.9)},
    {
        "enforcement": (1, 1),
        "enforcement_gain": (0, 0),
        "value_textiles": (0, 900),
        "visible_without": (1, 60),
    },
)


@pytest.fixture(scope="module")
def desk() -> PolicyDesk:
    return PolicyDesk(read_case(find_case("china-dprk")))


@dataclass(frozen=True)
class Page:
    """The page of the room alone, with the style and script it asks for; the rest of the site is not built."""

    folder: Path

    @property
    def text(self) -> str:
        return (self.folder / "policy.html").read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        return (self.folder / "policy.html").as_uri()


@pytest.fixture(scope="module")
def alone(desk: PolicyDesk, tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("room")
    site = Site(title="A case", code_version="0", data_version="1", known_by="2026-11-21")
    shared = {
        "site": site,
        "case": desk.case,
        "navigation": (),
        "law_only": frozenset(),
        "drawn": {},
        "source_page": lambda _: "sources.html",
    }

    def page(template: str, root: str = "", current: str = "", **values: Any) -> str:
        return render(template, {**shared, "root": root, "current": current, **values})

    for name, html in PolicyRoom(desk).pages(page):
        (folder / name).write_text(html, encoding="utf-8")
    (folder / "static").mkdir()
    for name in ("site.css", "site.js", "policy.js"):
        shutil.copy(str(files("yalu.site") / "static" / name), folder / "static" / name)
    return Page(folder)


def cells(found: PolicyComparison) -> dict[str, str]:
    """What every cell that the page computes must show."""
    told = {f"g|{policy}": say.percent(share) for policy, share in found.meets_goal.items()}
    for policy in found.policies:
        for defects in DEFECTS:
            row = found.failed(policy, defects)
            told[f"f|{policy}|{defects}|ok"] = "yes" if row.acceptable else "no"
            told[f"f|{policy}|{defects}|broken"] = say.broken(row)
            told |= {f"f|{policy}|{defects}|{name}": say.failed(row.of(name)) for name in MEASURES}
        for name in MEASURES:
            standing = found.standing(policy, name)
            told |= {f"r|{name}|{policy}|{lens}": say.lens(standing, lens) for lens in LENSES}
    for test in found.article_tests:
        if test.asked == "better_if_it_fails":
            told[f"t|{test.policy}|{test.asked}"] = test.shown
            told[f"w|{test.policy}|{test.asked}"] = test.because
    for side in found.side_by_side:
        for name in ("revenue_denied", "stranded", "freeze_months", "breach_visible"):
            told[f"s|{side.policy}|{name}"] = say.number(getattr(side, name), name)
        for place, one in enumerate(side.share_conditions):
            if one.after_low is not None and one.after_high is not None:
                told[f"c|{side.policy}|{place}"] = f"{one.after_low + 1e-9:.1f}–{one.after_high + 1e-9:.1f}"
    return told


def near(shown: str, wanted: str) -> bool:
    """The same words, and numbers that differ by no more than one in the last place shown."""
    if shown == wanted:
        return True
    numbers = [re.findall(r"\d[\d,]*\.?\d*", text) for text in (shown, wanted)]
    if len(numbers[0]) != len(numbers[1]) or re.sub(r"[\d.,]", "", shown) != re.sub(r"[\d.,]", "", wanted):
        return False
    return all(
        abs(float(a.replace(",", "")) - float(b.replace(",", ""))) <= (0.11 if "." in a else 1.01)
        for a, b in zip(*numbers, strict=True)
    )


def test_assumptions_come_first_then_failure_then_ranks_and_no_chance_of_success(alone: Page) -> None:
    text = alone.text
    order = [
        text.index(f'id="{name}"')
        for name in ("assumed", "fails", "robust", "switch", "money", "beside", "asked", "formulas")
    ]
    assert order == sorted(order)
    assert "It is not a chance of success." in text
    assert "Adding or leaving out one can change every regret" in text
    assert len(text.encode()) < 200_000


def test_every_cell_of_the_page_is_what_the_comparison_says(alone: Page, desk: PolicyDesk) -> None:
    shown = dict(re.findall(r'<(?:td|span|a)[^>]*data-k="([^"]+)"[^>]*>([^<]*)<', alone.text))
    wanted = cells(desk.compare())
    assert {key: shown.get(key) for key in wanted} == wanted


@pytest.mark.slow
def test_the_comparison_is_there_to_take_away(bundled: Built, desk: PolicyDesk) -> None:
    taken = json.loads((bundled.folder / "policy" / "comparison.json").read_text(encoding="utf-8"))
    assert taken == json.loads(msgspec.json.encode(desk.compare()))
    for slug in ("policy-if-it-fails", "policy-ranks", "policy-switch", "policy-path"):
        assert (bundled.folder / "figures" / f"{slug}.csv").exists()


@pytest.mark.slow
def test_links_of_the_page_lead_somewhere(bundled: Built) -> None:
    broken = [
        link
        for link in re.findall(r'href="([^"#:]+)(?:#[^"]*)?"', bundled.text("policy.html"))
        if not (bundled.folder / link).exists()
    ]
    assert broken == []


def test_a_case_without_policies_has_no_room(small: Built) -> None:
    assert not (small.folder / "policy.html").exists()


@pytest.mark.browser
@pytest.mark.parametrize(
    "ends", SETTINGS, ids=["as written", "law half enforced", "steps and premium", "ends of ranges"]
)
def test_the_browser_computes_what_python_computes(
    chromium: Any, alone: Page, desk: PolicyDesk, ends: dict[str, tuple[float, float]]
) -> None:
    page = chromium.new_context().new_page()
    page.goto(alone.address)
    for name, (low, high) in ends.items():
        page.locator(f'td[data-range="{name}|low"] input').fill(str(low))
        page.locator(f'td[data-range="{name}|high"] input').fill(str(high))
    page.wait_for_timeout(200)
    page.evaluate("window.yaluPolicy.all()")
    shown = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-k]')].map((c) => [c.dataset.k, c.textContent.trim()]))"
    )
    sentences = page.locator("#switch-sentences li").all_text_contents()
    decided = [row.split("\t")[:2] for row in page.locator("#deciding tbody").inner_text().splitlines()]
    told = page.locator("#policy-told").text_content()
    page.context.close()
    found = desk.compare(ends=ends)
    wanted = cells(found)
    assert {
        key: (shown.get(key), text) for key, text in wanted.items() if not near(shown.get(key, ""), text)
    } == {}
    assert found.switch is not None
    assert tuple(sentences) == found.switch.sentences
    assert [d for d in decided if d != [""]] == [
        [d.range.replace("_", " "), d.measure.replace("_", " ")] for d in found.deciding
    ]
    assert told == ("Computed with your ranges." if ends else "")


@pytest.mark.browser
def test_a_range_upside_down_is_told_and_nothing_is_computed(chromium: Any, alone: Page) -> None:
    page = chromium.new_context().new_page()
    page.goto(alone.address)
    before = page.locator("#fails ~ div .fails").first.inner_text()
    page.locator('td[data-range="enforcement|low"] input').fill("0.99")
    page.wait_for_timeout(300)
    assert "low is not above high" in page.locator("#policy-told").text_content()
    assert page.locator('td[data-range="enforcement|low"] input').get_attribute("aria-invalid") == "true"
    assert page.locator("#fails ~ div .fails").first.inner_text() == before
    page.locator("#policy-reset").click()
    assert page.locator("#policy-told").text_content() == "The ranges of the case again."
    page.context.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_phone_scrolls_one_way(chromium: Any, alone: Page, scheme: str) -> None:
    page = chromium.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740}).new_page()
    page.goto(alone.address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = accessibility(page)
    page.context.close()
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []


@pytest.mark.browser
def test_the_page_is_complete_without_javascript(chromium: Any, alone: Page) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(alone.address)
    assert page.locator(".fails tbody tr").count() == 35
    assert page.locator("#switch-map tbody tr").count() == 5
    assert page.locator("input:visible, button:visible, select:visible").count() == 0
    page.context.close()
