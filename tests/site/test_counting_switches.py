"""The counting rules as switches in the page: the same numbers as ``yalu.visits``, in any combination."""

from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.site.conftest import Built, accessibility

from yalu.case.records import Case
from yalu.visits.frequency import frequency
from yalu.visits.rules.codebook import ChosenRules, choose_rules
from yalu.visits.rules.counts import decide

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TABLE = (
    "rows => rows.map(r => [r.cells[0].textContent, +r.cells[2].textContent, +r.cells[3].textContent,"
    " +r.cells[5].dataset.value, r.cells[6].textContent, r.cells[7].textContent])"
)


@pytest.fixture
def tab(chromium: Any, bundled: Built) -> Iterator[Any]:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto((bundled.folder / "relations.html").as_uri())
    yield page
    page.context.close()


def combination(case: Case, seed: int) -> tuple[str, dict[str, str], ChosenRules]:
    """A rule set, an option for each rule drawn at random, and the rules as Python chooses them."""
    drawn = Random(seed)
    base = drawn.choice(list(case.codebook.rule_sets))
    options = {number: drawn.choice(list(rule.options)) for number, rule in case.codebook.rules.items()}
    switched = {n: o for n, o in options.items() if choose_rules(case, base).chosen(n) != o}
    return base, options, choose_rules(case, "+".join([base, *(f"{n}={o}" for n, o in switched.items())]))


def expect_table(tab: Any, case: Case, rules: ChosenRules, scheme: str, weight: float, **window: Any) -> None:
    rows = tab.locator("#live-table tbody tr").evaluate_all(TABLE)
    expected = frequency(case, rules, scheme, weight=weight, **window)
    assert [tuple(row[:3]) for row in rows] == [(e.name, e.tally.count, e.tally.summits) for e in expected]
    for row, era in zip(rows, expected, strict=True):
        assert row[3] == pytest.approx(era.figure.value)
        if row[4] == "none open":
            assert (era.tally.possible, era.tally.summits_possible) == (0, 0)
            continue
        low, high = (float(part) for part in row[4].split("–"))
        assert (low, high) == pytest.approx((era.figure.low, era.figure.high), abs=0.006)


def test_every_visit_is_decided_as_python_decides_it(tab: Any, bundled: Built) -> None:
    case = bundled.case
    for seed in range(60):
        _, options, rules = combination(case, seed)
        here = tab.evaluate("chosen => yaluDecide(chosen).map(d => [d.counts, d.summit, d.why])", options)
        assert [tuple(one) for one in here] == [
            (d.counts.value, d.summit.value, d.why) for d in decide(case, rules)
        ], options


@pytest.mark.parametrize("seed", range(8))
def test_a_random_combination_in_the_address_gives_the_averages_of_python(
    tab: Any, bundled: Built, seed: int
) -> None:
    case, drawn = bundled.case, Random(seed)
    base, options, rules = combination(case, seed)
    scheme, weight = drawn.choice(list(case.codebook.era_schemes)), drawn.choice([0.5, 1, 2, 2.5])
    asked = "&".join(
        [f"rules={base}&eras={scheme}&weight={weight}", *(f"{n}={o}" for n, o in options.items())]
    )
    tab.goto((bundled.folder / "relations.html").as_uri() + f"?{asked}#live")
    expect_table(tab, case, rules, scheme, weight)
    tab.select_option("#live-controls [name=until]", "observed")
    expect_table(tab, case, rules, scheme, weight, window=case.observed)


def test_every_rule_set_and_scheme_gives_the_averages_of_python(tab: Any, bundled: Built) -> None:
    case = bundled.case
    tab.fill("#live-controls [name=weight]", "1")
    for rules in case.codebook.rule_sets:
        tab.select_option("#live-controls [name=rules]", rules)
        for scheme in case.codebook.era_schemes:
            tab.select_option("#live-controls [name=eras]", scheme)
            expect_table(tab, case, choose_rules(case, rules), scheme, 1)


def test_a_switch_lists_the_visits_that_turn_with_why_and_marks_what_changed(
    tab: Any, bundled: Built
) -> None:
    case = bundled.case
    assert tab.locator("#live-moved").is_hidden()
    before = choose_rules(case)
    tab.select_option(
        "#live-controls [name=R03]", "leave-out" if before.chosen("R03") == "count" else "count"
    )
    after = before.switched(case.codebook, "R03", tab.input_value("#live-controls [name=R03]"))
    first, last = str(before.window.start or case.observed.start), str(before.window.end)
    turned = [
        visit.id
        for visit, a, b in zip(case.visits, decide(case, before), decide(case, after), strict=True)
        if (a.counts, a.summit) != (b.counts, b.summit)
        and str(visit.start.latest) >= first
        and str(visit.start.earliest) <= last
    ]
    assert tab.locator("#live-visits tbody a").all_text_contents() == turned != []
    assert all(tab.locator("#live-visits tbody td:last-child").all_text_contents())
    assert tab.locator(".switches .switched").count() == 1
    expected = [
        a.figure.shown != b.figure.shown
        for a, b in zip(
            frequency(case, before, "calendar", weight=2),
            frequency(case, after, "calendar", weight=2),
            strict=True,
        )
    ]
    marked = tab.locator("#live-table tbody tr").evaluate_all(
        "rows => rows.map(r => r.classList.contains('switched'))"
    )
    assert marked == expected
    assert (
        f"{sum(expected)} of {len(expected)} averages change"
        in tab.locator("#live-controls output").text_content()
    )
    assert f"+R03={after.chosen('R03')} " in tab.locator("#live-command").text_content()
    assert accessibility(tab) == []
    tab.set_viewport_size({"width": 360, "height": 740})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_state_is_in_the_address_and_goes_back(tab: Any, bundled: Built) -> None:
    tab.select_option("#live-controls [name=R10]", "leave-out")
    tab.select_option("#live-controls [name=eras]", "party-head")
    assert parse_qs(urlsplit(tab.url).query) == {"R10": ["leave-out"], "eras": ["party-head"]}
    shown = tab.locator("#live-table tbody").text_content()
    again = tab.context.new_page()
    again.goto(tab.url)
    assert again.locator("#live-table tbody").text_content() == shown
    again.close()
    tab.go_back()
    assert parse_qs(urlsplit(tab.url).query) == {"R10": ["leave-out"]}
    assert tab.input_value("#live-controls [name=eras]") == bundled.case.codebook.default_era_scheme
    tab.click("#live-controls [type=reset]")
    assert urlsplit(tab.url).query == ""
    assert tab.locator(".switches .switched").count() == 0


@pytest.mark.parametrize("weight", ["-5", "abc", ""])
def test_a_weight_in_the_address_that_is_none_is_not_shown_beside_the_table_of_another(
    tab: Any, bundled: Built, weight: str
) -> None:
    tab.goto(f"{(bundled.folder / 'relations.html').as_uri()}?weight={weight}&R10=leave-out#live")
    shown = tab.input_value("#live-controls [name=weight]")
    assert tab.locator("#live-table caption").text_content().endswith(f"a summit weighs {shown}")
    assert float(shown) >= 0


def test_the_page_and_its_data_are_light(bundled: Built) -> None:
    assert (bundled.folder / "relations.html").stat().st_size <= 200_000
    assert (bundled.folder / "static/live-data.js").stat().st_size <= 150_000
