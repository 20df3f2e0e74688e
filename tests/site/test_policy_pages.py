"""The page of options: failure before ranks, nothing typed in, and the browser computes what Python computed."""

import json
import re
from html import unescape
from typing import Any

import msgspec
import pytest
from tests.site.conftest import Built, Page, in_both_schemes

from yalu.policy.assumptions import MEASURES
from yalu.policy.facade import PolicyDesk
from yalu.policy.judgement.failure_table import DEFECTS
from yalu.policy.judgement.robustness import LENSES
from yalu.policy.results.comparison import PolicyComparison
from yalu.site.pages.policy import wording as say

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
def compared(desk: PolicyDesk) -> PolicyComparison:
    return desk.compare()


def cells(found: PolicyComparison) -> dict[str, str]:
    """What every cell that the page computes must show."""
    printed = {f"g|{policy}": say.goal(found, policy) for policy in found.meets_goal} | {
        "headline": found.headline
    }
    for line in found.lines:
        if line.policy != found.baseline:
            printed[f"v|{line.policy}"] = line.shown
        printed[f"line|{line.policy}"] = f"Buys {line.buys}. Risks {line.risks}."
    for policy in found.policies:
        for defects in DEFECTS[:1] if say.folded(found, policy) else DEFECTS:
            row = found.failed(policy, defects)
            printed[f"f|{policy}|{defects}|ok"] = row.shown
            printed[f"f|{policy}|{defects}|broken"] = say.because(row)
            printed[f"f|{policy}|{defects}|unseen"] = say.unseen(row)
            printed |= {f"f|{policy}|{defects}|{name}": say.failed(row.of(name)) for name in MEASURES}
        for name in MEASURES:
            standing = found.standing(policy, name)
            printed |= {f"r|{name}|{policy}|{lens}": say.lens(standing, lens) for lens in LENSES}
    for test in found.article_tests:
        if test.asked == "better_if_it_fails":
            printed[f"t|{test.policy}|{test.asked}"] = test.shown
            printed[f"w|{test.policy}|{test.asked}"] = test.because
    for side in found.side_by_side:
        for name in ("revenue_denied", "stranded", "freeze_months", "breach_visible", "net_denied"):
            printed[f"s|{side.policy}|{name}"] = say.number(getattr(side, name), name)
        printed |= {f"s|{side.policy}|most|{paid.payer}": say.number(paid.most) for paid in side.cash_out}
        for place, one in enumerate(side.share_conditions):
            if one.after_low is not None and one.after_high is not None:
                printed[f"c|{side.policy}|{place}"] = (
                    f"{one.after_low + 1e-9:.1f}–{one.after_high + 1e-9:.1f}"
                )
    return printed


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


def test_the_answer_comes_first_and_ranges_and_floors_after_what_they_decide(alone: Page) -> None:
    text = alone.text
    order = [text.index('data-k="headline"')] + [
        text.index(f'id="{name}"')
        for name in (
            "take", "timeline", "money", "watch", "fails", "goal", "robust", "switch", "beside", "asked", "policy-own",
            "assumed", "formulas",
        )
    ]  # fmt: skip
    assert order == sorted(order)
    assert "It is not a chance of success." in text
    assert "Adding or leaving out one can change every regret" in text
    assert len(text.encode()) < 200_000
    assert len(alone.history.encode()) < 200_000


def test_every_cell_of_the_page_is_what_the_comparison_says(alone: Page, compared: PolicyComparison) -> None:
    shown = {
        key: unescape(text)
        for key, text in re.findall(r'<(?:td|span|a|b|p)[^>]*data-k="([^"]+)"[^>]*>([^<]*)<', alone.text)
    }
    wanted = cells(compared)
    assert {key: (shown.get(key), text) for key, text in wanted.items() if shown.get(key) != text} == {}


def test_every_option_has_one_line_and_options_with_a_deal_come_first(
    alone: Page, compared: PolicyComparison
) -> None:
    printed = re.findall(r'data-k="line\|([^"]+)"', alone.text)
    assert sorted(printed) == sorted(compared.policies)
    deals = [line.deal for policy in printed[:-1] for line in compared.lines if line.policy == policy]
    assert deals == sorted(deals, reverse=True)
    assert printed[-1] == compared.baseline


def test_an_option_whose_rows_are_the_same_everywhere_has_one(compared: PolicyComparison) -> None:
    folded = {policy for policy in compared.policies if say.folded(compared, policy)}
    assert folded == {"nothing-new", "designations", "law-enforced", "partial-freeze", "squeeze"}


def test_concessions_that_no_measure_prices_are_named_on_the_page(alone: Page, desk: PolicyDesk) -> None:
    said = unescape(alone.text)
    left_out = [text for policy in desk.policies for text in policy.not_counted]
    assert left_out
    assert [text for text in left_out if text not in said] == []


def test_the_size_of_an_inducement_is_spoken_of_next_to_the_goal(
    alone: Page, compared: PolicyComparison
) -> None:
    after = unescape(alone.text[alone.text.index('id="goal"') :])
    assert compared.inducement in after[:1500]


def test_every_worked_option_has_its_sources_its_result_and_its_command(
    alone: Page, desk: PolicyDesk
) -> None:
    assert desk.worked
    for policy in desk.worked:
        found = desk.compare([policy.id])
        line = next(one for one in found.lines if one.policy == policy.id)
        at = alone.history.index(f'id="w-{policy.id}"')
        section = unescape(alone.history[at : alone.history.index("</section>", at)])
        assert f"yalu policy compare {policy.id}" in section
        assert f"Buys {line.buys}. Risks {line.risks}." in section
        assert [name for name in policy.sources if f"#s-{name}" not in section] == []


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (0.0, 0.003, "at most 0.3 %"),
        (0.997, 1.0, "at least 99.7 %"),
        (0.0, 0.0, "0.0 %"),
        (0.407, 0.432, "41–43 %"),
        (0.5001, 0.5002, "50.0 %"),
    ],
)
def test_a_share_is_never_rounded_to_none_or_all(low: float, high: float, shown: str) -> None:
    assert say.spans(low, high) == shown


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
        for name in ("policy.html", "policy-history.html")
        for link in re.findall(r'href="([^"#:]+)(?:#[^"]*)?"', bundled.text(name))
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
    printed = page.locator("#policy-status").text_content()
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
    assert printed == ("Computed with your ranges." if ends else "")


@pytest.mark.browser
def test_a_range_upside_down_is_told_and_nothing_is_computed(chromium: Any, alone: Page) -> None:
    page = chromium.new_context().new_page()
    page.goto(alone.address)
    before = page.locator("#fails ~ div .fails").first.inner_text()
    page.locator('td[data-range="enforcement|low"] input').fill("0.99")
    page.wait_for_timeout(300)
    assert "low is not above high" in page.locator("#policy-status").text_content()
    assert page.locator('td[data-range="enforcement|low"] input').get_attribute("aria-invalid") == "true"
    assert page.locator("#fails ~ div .fails").first.inner_text() == before
    page.locator("#policy-reset").click()
    assert page.locator("#policy-status").text_content() == "The ranges of the case again."
    page.context.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", ["policy.html", "policy-history.html"])
def test_axe_finds_nothing_and_a_phone_scrolls_one_way(chromium: Any, alone: Page, name: str) -> None:
    page = chromium.new_context(color_scheme="light", viewport={"width": 360, "height": 740}).new_page()
    page.goto((alone.folder / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = in_both_schemes(page)
    page.context.close()
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []


@pytest.mark.browser
def test_nothing_scrolls_sideways_at_1280_and_the_first_screen_answers(chromium: Any, alone: Page) -> None:
    page = chromium.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False).new_page()
    page.goto(alone.address)
    wide = "[...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.ariaLabel)"
    assert page.evaluate(wide) == []
    bottoms = [page.locator(".answers li").nth(n).bounding_box() for n in range(4)]
    page.context.close()
    assert all(box["y"] + box["height"] <= 800 for box in bottoms)


@pytest.mark.browser
def test_the_page_is_complete_without_javascript(chromium: Any, alone: Page) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(alone.address)
    assert page.locator("#fails ~ .scroll .fails").first.locator("tbody tr").count() == 5 + 3 * len(DEFECTS)
    assert page.locator("svg.tl").first.is_visible()
    assert page.locator("#switch-map tbody tr").count() == 5
    assert page.locator("input:visible, button:visible, select:visible").count() == 0
    page.context.close()
