"""The policy page in the browser: its formulas give Python's numbers, its address keeps the state, a pasted option is compared."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import numpy
import pytest
from tests.site.conftest import Page, accessibility

from yalu.policy.assumptions import MEASURES
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.futures import drawn, orders
from yalu.policy.formulas.outcomes import outcomes

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
NUMBERS = Path(__file__).with_name("policy_numbers.js")
COUNT = 200
Ends = dict[str, tuple[float, float]]
WORKED = (
    "action-for-action-2007",
    "agreed-framework-1994",
    "hanoi-2019",
    "proceeds-in-escrow",
    "shares-70-30",
    "snap-back-2018",
)
SETS: tuple[Ends, ...] = (
    {},
    {"enforcement": (0.3, 0.9), "months_a_step": (2, 9), "keep_days": (100, 400), "price_premium": (0, 1)},
    {"steps_kept": (1, 3), "keep_days": (60, 90), "months_a_step": (4, 5), "diversion": (0, 0)},
    {"enforcement": (1, 1), "value_textiles": (0, 900), "visible_without": (1, 60), "steps_kept": (4, 4)},
)  # fmt: skip
OWN = """id: mine
title: "Mine <b>own</b>"
summary: "Two releases."
reversible_days: 60
sources: [foreign-affairs-2017]
talks: {from: 2017-07-01}
levers:
  - {from: 2017-06-01, do: enforce}
  - {from: 2017-06-01, do: designate, against: [banks, firms, persons], asks: [extradition], number: 10}
obligations:
  - {step: freeze, does: "no test", verified_by: IAEA, within_days: 30}
  - {step: inspected, does: "inspectors in", verified_by: IAEA, within_days: 60}
payments:
  - id: deposit
    payers: {CHN: 70, KOR: 30}
    amount: 300000000
    currency: USD
    custodian: "an agent"
    deposits: [{day: 2017-07-01, percent: 40}, {day: 2018-07-01, percent: 60}]
    breach: return
    reversible_days: 30
    releases:
      - {after: freeze, percent: 30}
      - {after: inspected, amount: 200000000, within_days: 20}
"""


@pytest.fixture
def page(chromium: Any, alone: Page) -> Any:
    opened = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    opened.goto(alone.address)
    opened.evaluate(NUMBERS.read_text(encoding="utf-8"))
    yield opened
    opened.context.close()


def paste(page: Any, text: str) -> None:
    page.locator("#own-text").fill(text)
    page.get_by_role("button", name="Check and compare").click()


def shown(page: Any, key: str) -> str:
    return str(page.locator(f'[data-k="{key}"]').first.text_content())


@pytest.mark.parametrize("ends", SETS, ids=["as written", "wide", "narrow", "at ends"])
def test_every_measure_of_every_option_is_pythons_in_every_future(
    page: Any, desk: PolicyDesk, ends: Ends
) -> None:
    policies = [policy.id for policy in (*desk.policies, *desk.worked)]
    found = page.evaluate(
        "(asked) => window.policyNumbers.futures(asked)", {"options": policies, "ends": ends, "count": COUNT}
    )
    assumed = desk.assumed(ends, policies=policies)
    future = drawn(assumed.ranges, orders(assumed.ranges, COUNT, assumed.seed), COUNT, slice(None))
    assert sorted(found) == sorted(policies)
    for name in policies:
        wanted = outcomes(desk.model(desk.policy(name), assumed), future)
        for measure in (*MEASURES, "stranded_own", "ended"):
            own = numpy.asarray(
                [numpy.nan if value is None else value for value in found[name][measure]], dtype=float
            )
            assert numpy.allclose(own, wanted[measure], rtol=0, atol=1e-6, equal_nan=True), (name, measure)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "ends"),
    [
        ((), {}),
        (("escrow", "snap-back-2018"), {}),
        (("hanoi-2019", "agreed-framework-1994", "proceeds-in-escrow"), SETS[1]),
        (("escrow", "squeeze-and-escrow", "action-for-action-2007", "shares-70-30"), SETS[2]),
    ],
    ids=["bundled", "relief with a way back", "relief, goods and proceeds", "shares and recall"],
)
def test_verdicts_worst_cases_ranks_and_the_headline_are_pythons(
    page: Any, desk: PolicyDesk, options: tuple[str, ...], ends: Ends
) -> None:
    wanted = desk.compare(options, ends=ends)
    found = page.evaluate(
        "(asked) => window.policyNumbers.comparison(asked)", {"options": list(wanted.policies), "ends": ends}
    )
    rows = {(row["policy"], row["defects"]): row for row in found["rows"]}
    for row in wanted.failures:
        own = rows[row.policy, row.defects]
        assert (own["verdict"], own["because"], tuple(own["broken"])) == (
            row.verdict,
            row.because,
            row.broken,
        )
        assert own["unseen"] == pytest.approx(row.unseen, abs=1e-6)
        for one in row.measures:
            mine = own["measures"].get(one.measure, {"middle": None, "worst": None, "against": None})
            for name in ("middle", "worst", "against"):
                value = getattr(one, name)
                assert mine[name] == (value if value is None else pytest.approx(value, abs=1e-5)), (
                    row.policy,
                    row.defects,
                    one.measure,
                )
    for own in found["standings"]:
        standing = wanted.standing(own["policy"], own["measure"])
        assert own["ranks"] == standing.ranks
        for name in ("lowest", "highest", "worst", "max_regret", "p90_regret", "share_reached"):
            assert own[name] == pytest.approx(getattr(standing, name), abs=1e-5), (
                own["policy"],
                own["measure"],
                name,
            )
    for own, line in zip(
        sorted(found["lines"], key=lambda one: one["policy"]),
        sorted(wanted.lines, key=lambda one: one.policy),
        strict=True,
    ):
        assert own == {
            name: getattr(line, name)
            for name in ("policy", "title", "deal", "verdict", "because", "buys", "risks")
        }
    spares = {
        (policy, one["measure"]): one["spare"] for policy, some in found["spares"].items() for one in some
    }
    assert spares == {(m.policy, m.measure): pytest.approx(m.spare, abs=1e-5) for m in wanted.margins}
    assert [own["met_high"] for own in found["conditions"]] == [
        pytest.approx(one.met_high, abs=1e-6) for one in wanted.under_condition
    ]


def test_the_headline_and_the_verdict_follow_the_readers_floor(page: Any) -> None:
    assert "2 keep" not in shown(page, "headline")
    page.locator('[data-judged="stranded|floor"] input').fill("400")
    page.locator('[data-judged="exposed|floor"] input').fill("400")
    page.wait_for_function(
        "window.yaluPolicy.state.found && window.yaluPolicy.state.found.done", timeout=60_000
    )
    assert shown(page, "f|escrow|inspected|ok") == "yes"
    assert "Of 4 options with a deal, 1 keeps every floor" in shown(page, "headline")
    assert shown(page, "v|escrow") == "yes"
    assert page.locator(".case-note:visible").count() > 0


def test_a_floor_that_the_baseline_has_no_number_for_leaves_the_verdict_open(page: Any) -> None:
    page.locator('[data-judged="stranded|floor"] input').fill("400")
    page.locator('[data-judged="exposed|floor"] input').fill("400")
    page.locator('[data-judged="breach_visible|floor"] input').fill("0")
    page.wait_for_function(
        "window.yaluPolicy.state.found && window.yaluPolicy.state.found.done", timeout=60_000
    )
    assert shown(page, "v|escrow") == "cannot say"


def test_the_address_keeps_ranges_floors_path_and_options(chromium: Any, alone: Page, page: Any) -> None:
    page.locator('[data-range="enforcement|low"] input').fill("0.4")
    page.wait_for_timeout(250)
    page.locator('[data-judged="stranded|floor"] input').fill("")
    page.wait_for_timeout(250)
    page.locator("#path-controls select").select_option("3")
    page.get_by_label("Trade squeeze", exact=True).uncheck()
    address = str(page.evaluate("location.href"))
    other = chromium.new_context().new_page()
    other.goto(address)
    assert other.locator('[data-range="enforcement|low"] input').input_value() == "0.4"
    assert other.locator('[data-judged="stranded|floor"] input').input_value() == ""
    assert other.locator("#path-controls select").input_value() == "3"
    assert not other.get_by_label("Trade squeeze", exact=True).is_checked()
    assert other.locator('[data-k="f|squeeze|none|ok"]').is_hidden()
    assert other.locator("#policy-status").text_content() == "Computed with the ranges of the address."
    other.context.close()
    page.locator("#policy-reset").click()
    assert "enforcement" not in str(page.evaluate("location.href"))


@pytest.mark.parametrize(
    "address",
    [
        "enforcement=0.9..0.1", "enforcement=a..b", "nothing=1..2", "kept=7", "floor.stranded=x", "options=nobody", "constructor=1..2",
        "%E0%A4%A",
    ],
)  # fmt: skip
def test_a_bad_address_is_left_aside_with_a_word(chromium: Any, alone: Page, address: str) -> None:
    page = chromium.new_context().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{alone.address}#{address}")
    printed, low = (
        page.locator("#policy-status").text_content(),
        page.locator('[data-range="enforcement|low"] input').input_value(),
    )
    page.context.close()
    assert "left aside" in printed
    assert (float(low), faults) == (0.2, [])


def test_a_pasted_option_stands_in_every_table_with_pythons_numbers(
    page: Any, desk: PolicyDesk, tmp_path: Path
) -> None:
    paste(page, OWN)
    assert page.locator("#own-faults").is_hidden()
    page.evaluate("window.yaluPolicy.all()")
    file = tmp_path / "mine.yaml"
    file.write_text(OWN, encoding="utf-8")
    found = PolicyDesk(desk.case, also=[file]).compare()
    for row in (
        found.failed("mine", defects) for defects in ("none", "freeze", "inspected", "dismantling", "never")
    ):
        assert shown(page, f"f|mine|{row.defects}|ok") == row.shown
    line = next(one for one in found.lines if one.policy == "mine")
    assert shown(page, "line|mine") == f"Buys {line.buys}. Risks {line.risks}."
    assert shown(page, "r|revenue_denied|mine|worst").startswith(
        f"{found.standing('mine', 'revenue_denied').worst:,.0f} ("
    )
    assert {one.payer for one in found.side_by_side[-1].cash_out} <= {"CHN", "KOR"}
    assert page.locator('[data-k="s|mine|paid|KOR"]').count() == 1
    assert "yalu policy compare --policies my-policy.yaml" in str(page.locator("#own-command").text_content())
    page.get_by_role("button", name="Take it out").click()
    assert page.locator('[data-k*="|mine"]').count() == 0


def test_nothing_pasted_becomes_part_of_the_page_or_its_address(page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    paste(page, OWN.replace("<b>own</b>", "<img src=x onerror=alert(1)>"))
    assert page.locator("main img").count() == 0
    assert page.get_by_text("Mine <img src=x onerror=alert(1)>").first.is_visible()
    assert "mine" not in str(page.evaluate("location.href")).rpartition("policy.html")[2]
    assert asked == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("reversible_days: 60\nsources", "reversable_days: 60\nsources", 4, "did you mean “reversible_days”"),
        ("2017-06-01, do: enforce", "2017-02-30, do: enforce", 8, "is no day"),
        ("currency: USD", "currency: EUR", 17, "one currency, USD"),
        ("currency: USD", "notes2: USD", 17, "there is no key “notes2”"),
        ("step: inspected", "step: inspekted", 12, "did you mean “inspected”"),
        ("{CHN: 70, KOR: 30}", "{China: 70, KOR: 30}", 15, "“China” is no state"),
        ("{CHN: 70, KOR: 30}", "{CHN: 70, KOR: 40}", 15, "the payers bring 110 percent"),
        ("amount: 200000000, within", "amount: 290000000, within", 14, "are released of 300,000,000 deposited"),
        ("amount: 300000000", "amount: 300", 14, "looks like a number of millions"),
        ("{day: 2017-07-01, percent: 40}", "{day: 2027-07-01, percent: 40}", 19, "lies after the months ahead"),
        ("sources:", "probability: 0.5\nsources:", 5, "“probability” is refused"),
        ("id: mine", "id: escrow", 1, "is the id of an option"),
        ("title:", "title: [", 2, ""),
        ("title:", "\ttitle:", 2, "a tab"),
    ],
)  # fmt: skip
def test_each_fault_of_a_pasted_option_has_its_line_and_rule(
    page: Any, old: str, new: str, line: int, said: str
) -> None:
    assert old in OWN
    paste(page, OWN.replace(old, new, 1))
    printed = page.locator("#own-faults li").all_text_contents()
    assert [
        text for text in printed if re.match(rf"Line {line}\b", text) and said in text and "Rule: " in text
    ], printed
    assert page.locator('[data-k*="|mine"]').count() == 0


def test_levers_that_need_the_law_engine_are_said_and_not_guessed(page: Any) -> None:
    paste(
        page,
        OWN.replace(
            "{from: 2017-06-01, do: enforce}",
            "{from: 2017-06-01, do: switch_measure, measures: [unscr-2371-op8-coal]}",
        ),
    )
    assert "needs the law engine" in str(page.locator("#own-status").text_content())
    assert page.locator('[data-k*="|mine"]').count() == 0
    assert "--policies my-policy.yaml" in str(page.locator("#own-command").text_content())


def test_every_option_of_the_case_is_read_in_the_page_as_python_reads_it(page: Any, desk: PolicyDesk) -> None:
    folder = Path(desk.case.path) / "policies"
    for file in (*folder.glob("*.yaml"), *folder.glob("worked/*.yaml")):
        if file.name == "ranges.yaml":
            continue
        text = file.read_text(encoding="utf-8")
        found = page.evaluate(
            "(text) => JSON.parse(JSON.stringify(new window.yaluFile.Reader(text).whole()))", text
        )
        policy = json.loads(msgspec.json.encode(desk.policy(file.stem)))
        assert {name: found[name] for name in policy} == policy, file.name


@pytest.mark.slow
def test_the_box_for_an_own_option_has_no_barrier_and_fits_a_phone(chromium: Any, alone: Page) -> None:
    page = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(alone.address)
    paste(page, OWN.replace("id: mine", "id: m_ne", 1))
    paste(page, OWN)
    page.evaluate("window.yaluPolicy.all()")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = accessibility(page)
    page.context.close()
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
