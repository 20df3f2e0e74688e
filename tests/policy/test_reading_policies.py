"""Bad files: every fault at once, in words that say what to change."""

from datetime import date
from pathlib import Path

import pytest

from yalu.case.package import find_case, read_case
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.policy.facade import PolicyDesk
from yalu.policy.options.checks import check_assumptions, check_policies
from yalu.policy.options.faults import KnownNames
from yalu.policy.options.policy_files import read_assumptions, read_policy

FOLDER = Path(find_case("china-dprk")) / "policies"
KNOWN = KnownNames(
    measures={"a-ban": "ban", "a-cap": "cap"}, sources=frozenset({"paper"}), rows=frozenset({"F-1"}),
    ranges=frozenset({"oil_price"}), goods=frozenset({"coal"}), window=(date(2017, 4, 1), date(2020, 4, 1)), keep_days=(180, 365),
)  # fmt: skip
LEVER = "reversible_days: 30\nlevers:\n  - {from: 2017-09-01, do: "
GOOD = """
id: mine
title: Mine
summary: A policy of my own.
reversible_days: 30
sources: [paper]
talks: {from: 2017-07-01}
obligations:
  - {step: freeze, does: stops, verified_by: IAEA, within_days: 30}
payments:
  - id: money
    payer: "USA"
    amount: 100000000
    currency: USD
    custodian: a bank
    deposit: 2017-08-01
    breach: return
    releases:
      - {after: freeze, amount: 100000000, within_days: 10}
"""


def faults(text: str) -> list[str]:
    """Everything wrong with a policy, as a reader sees it."""
    log = ProblemLog()
    found = read_policy(text.encode(), log, file="mine.yaml")
    if found is not None:
        check_policies([found], KNOWN, log)
    return [str(problem) for problem in log.problems()]


def test_a_whole_policy_of_a_reader_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("deposit: 2017-08-01", "deposit: 2017-08-01\n    reversible_days: -1", "days are below zero"),
        ("within_days: 10}", "within_days: 10, not_before: 2017-07-15}",
         "the release of 2017-07-15 comes before the deposit of 2017-08-01"),
        ("after: freeze", "after: frost", "frost"),
        ("step: freeze", "step: freezing", "freezing"),
        ("    currency: USD\n", "", "the amount 1e+08 has no currency"),
        ("{after: freeze, amount: 100", "{after: freeze, amount: 101", "101,000,000 USD are released of 100,000,000 deposited"),
        ("within_days: 10}", "within_days: 10}\n      - {after: freeze, amount: 1000000}", "101,000,000 USD are released"),
        ("deposit: 2017-08-01", "deposit: 2017-06-01", "2017-06-01 lies before the talks of 2017-07-01"),
        ("within_days: 30}", "within_days: 30, requires: [money]}", "freeze waits for money, which waits for freeze"),
        ("within_days: 30}", "within_days: 30, requires: [monye]}", "there is no payment “monye” (did you mean “money”?)"),
        ("    custodian: a bank\n", "", "nobody keeps the money"),
        ("verified_by: IAEA, ", "", "nobody verifies freeze"),
        ("{after: freeze, amount: 100000000, within_days: 10}", "{after: deposit, amount: 100000000}",
         "money paid at once says what it is for"),
        ("after: freeze", "after: done", "done is paid for and nobody owes it"),
        ('payer: "USA"', 'payer: "us"', "payments[0].payer: “us” is no state"),
        ('payer: "USA"', 'payers: {USA: 60, KOR: 30}', "payments[0].payers: the payers bring 90 percent"),
        ('payer: "USA"', 'payer: "USA"\n    payers: {KOR: 100}', "one payer or several"),
        ("amount: 100000000\n", "amount: 100\n", "100 USD looks like a number of millions"),
        ("amount: 100000000, within", "amount: 1, within", "1 USD looks like a number of millions"),
        ("within_days: 30}", "within_days: 30, keep_days: 0}", "0 days strand nothing whatever happens"),
        ("within_days: 30}", "within_days: 30, part: 1.5}", "1.5 is no part of a step"),
        ("deposit: 2017-08-01", "deposit: 2020-04-01", "the deposit of 2020-04-01 lies after the months ahead, which end on 2020-03-31"),
        ("within_days: 10}", "within_days: 10, not_before: 2025-01-01}", "the release of 2025-01-01 lies after the months ahead"),
        ("talks: {from: 2017-07-01}", "talks: {from: 2017-03-31}", "the talks of 2017-03-31 lies before the first day ahead"),
        ("reversible_days: 30", LEVER + "enforce}\n  - {from: 2025-01-01, do: enforce}", "the lever of 2025-01-01 lies after"),
        ("deposit: 2017-08-01", "deposits: [{day: 2017-08-01, percent: 50}]", "the deposits make 50 percent"),
        ("deposit: 2017-08-01", "deposit: 2017-08-01\n    every_months: -1", "months are below zero"),
        ("payments:", "duties: [{id: money, by: UN, does: lifts, day: 2017-08-01}]\npayments:", "is the id of another payment or duty"),
        ("payments:", "duties: [{id: lifted, by: UN, does: lifts}]\npayments:", "a duty has a day or a step, and not both"),
        ("payments:", "duties: [{id: lifted, by: UN, does: lifts, after: done}]\npayments:", "waits for done, which nobody owes"),
        ("within_days: 10}", "within_days: 10, requires: [lifted]}", "there is no payment “lifted”"),
        ("within_days: 30}", "within_days: 30, requires: [lifted]}\nduties: [{id: lifted, by: UN, does: lifts, after: freeze}]",
         "freeze waits for lifted, which waits for freeze"),
        ("amount: 100000000\n    currency: USD", "proceeds: {goods: [cole], percent: 30, months: 12}",
         "there are no goods “cole” (did you mean “coal”?)"),
        ("amount: 100000000\n    currency: USD", "proceeds: {goods: [coal], percent: 130, months: 12}", "these proceeds are nothing"),
        ("amount: 100000000\n    currency: USD", "commodity: {name: oil, quantity: 9000, unit: t, price: oil_prise, currency: USD}",
         "there is no range “oil_prise” (did you mean “oil_price”?)"),
        ("amount: 100000000\n    currency: USD", "commodity: {name: oil, quantity: 9000, unit: t, price: {low: 9, high: 2}, currency: USD}",
         "the price runs from 9 to 2"),
        ("sources: [paper]", "sources: [papers]", "there is no source “papers” (did you mean “paper”?)"),
        ("currency: USD", "currency: EUR", "payments are in EUR"),
        ("talks: {from: 2017-07-01}\n", "", "no talks"),
        ("reversible_days: 30", LEVER + "enforce}\n  - {from: 2017-06-01, do: enforce}",
         "levers stand in order"),
        ("reversible_days: 30", LEVER + "switch_measure, measures: [a-bann]}", "there is no measure “a-bann”"),
        ("reversible_days: 30", LEVER + "change_cap, measures: [a-ban], amount: 5}", "“a-ban” is no cap"),
        ("reversible_days: 30", LEVER + "change_cap, measures: [a-cap], amount: 5}", "the amount 5 has no currency"),
        ("reversible_days: 30", LEVER + "designate}", "nobody is designated"),
        ("reversible_days: 30", "reversible_days: 30\nprobability: 0.6", "nobody knows how likely a behaviour is"),
        ("reversible_days: 30", "reversible_days: 30\nscore: 9", "never added up"),
        ("summary: A policy of my own.", "summery: A policy.", "did you mean “summary”?"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_words_that_say_what_to_change(old: str, new: str, words: str) -> None:
    assert old in GOOD
    printed = faults(GOOD.replace(old, new, 1))
    assert any(words in fault for fault in printed), printed
    assert all("Next: " in fault and fault.startswith("mine.yaml:") for fault in printed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('payer: "USA"', "payers: {USA: 62.5, KOR: 37.5}"),
        ("amount: 100000000\n", "amount: 100\n    exact: true\n"),
        ("deposit: 2017-08-01", "deposits: [{day: 2017-08-01, percent: 50}, {day: 2018-08-01, percent: 50}]"),
        ("amount: 100000000, within", "percent: 25, within"),
        (
            "within_days: 30}",
            "within_days: 30}\nduties: [{id: lifted, by: UN, does: lifts, day: 2017-09-01}]",
        ),
        ("within_days: 30}", "within_days: 30, part: 0.5, requires: []}"),
    ],
)
def test_what_a_planner_writes_has_no_fault(old: str, new: str) -> None:
    assert old in GOOD
    assert faults(GOOD.replace("amount: 100000000, within", "percent: 100, within").replace(old, new, 1) if "exact" in new
                  else GOOD.replace(old, new, 1)) == []  # fmt: skip


def test_a_keep_period_of_ones_own_is_a_warning_and_so_is_a_day_outside_in_a_bundled_file() -> None:
    (printed,) = faults(GOOD.replace("within_days: 30}", "within_days: 30, keep_days: 90}"))
    assert (
        "warning: mine would count freeze as kept after 90 days; every option is judged by 180 to 365"
        in printed
    )
    log = ProblemLog()
    found = read_policy(
        GOOD.replace("deposit: 2017", "deposit: 2021").encode(), log, file="mine.yaml", own=False
    )
    assert found is not None
    check_policies([found], KNOWN, log)
    assert [problem.severity for problem in log.problems()] == ["warning"]


def test_all_faults_are_told_at_once() -> None:
    bad = (
        GOOD.replace("    currency: USD\n", "").replace("amount: 100000000, with", "amount: 200000000, with")
        .replace("within_days: 30", "within_days: 30, requires: [money]").replace("deposit: 2017-08-01", "deposit: 2017-06-01")
    )  # fmt: skip
    printed = "\n".join(faults(bad))
    for words in ("has no currency", "are released of", "waits for money", "lies before the talks"):
        assert words in printed


def test_a_commodity_has_a_priced_value_and_is_released_by_quantity() -> None:
    goods = "commodity: {name: oil, quantity: 10, unit: t, price: 20000, currency: USD}"
    text = GOOD.replace("amount: 100000000\n    currency: USD", goods).replace(
        "after: freeze, amount: 100000000", "after: freeze, quantity: 10"
    )
    assert faults(text) == []
    assert any(
        "220,000 USD are released of 200,000" in f
        for f in faults(text.replace("after: freeze, quantity: 10", "after: freeze, quantity: 11"))
    )
    assert any("the price 20000 has no currency" in f for f in faults(text.replace(", currency: USD}", "}")))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("low: 0.2\n    high: 0.95", "low: 0.95\n    high: 0.2", "the range runs from 0.95 down to 0.2"),
        ("low: 0.2\n    high: 0.95", "low: 20\n    high: 95", "is no share"),
        ("  enforcement_gain:", "  enforcement_gian:", "no formula uses the range “enforcement_gian” (did you mean “enforcement_gain”?)"),
        ("basis: source\n    reason: \"The ten", "basis: source\n    weights: 3\n    reason: \"The ten", "never added up"),
        ("    sources: [policy-c4ads-2017]\n", "", "the range names no source"),
        ("from: 2017-04-01", "from: 2017-01-01", "lies before “as_of”"),
        ("futures: 1000", "futures: 0", "0 is out of bounds"),
        ('hs: "2701"', 'hs: "27"\n    range: x', "not known here"),
        ("  stranded:\n    threshold: 100", "  strended:\n    threshold: 100", "“strended” is not measured (did you mean “stranded”?)"),
        ("across: enforcement\n", "across: enforcment\n", "there is no range “enforcment”"),
    ],
)  # fmt: skip
def test_a_faulty_range_is_told(old: str, new: str, words: str) -> None:
    text = (FOLDER / "ranges.yaml").read_text(encoding="utf-8")
    if "hs:" in old:
        old, new = 'coal: {title: "Coal", hs: "2701"}', 'coal: {title: "Coal", hs: "2701", renge: x}'
    assert old in text
    log = ProblemLog()
    found = read_assumptions(text.replace(old, new, 1).encode(), log, file="ranges.yaml")
    if found is not None:
        check_assumptions(*found, KnownNames(measures={}, sources=None), log)
    assert any(words in str(problem) for problem in log.problems()), [str(p) for p in log.problems()]


def test_a_reader_brings_policies_beside_the_bundled_ones(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD.replace("[paper]", "[foreign-affairs-2017]"), encoding="utf-8")
    desk = PolicyDesk(read_case(find_case("china-dprk")), also=[tmp_path])
    assert desk.policy("mine").title == "Mine"
    assert len(desk.policies) == 9


def test_a_readers_policy_may_not_take_the_id_of_a_bundled_one_nor_be_a_second_baseline(
    tmp_path: Path,
) -> None:
    own = GOOD.replace("[paper]", "[foreign-affairs-2017]")
    (tmp_path / "a.yaml").write_text(own.replace("id: mine", "id: escrow"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(own.replace("id: mine", "id: mine\nbaseline: true"), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        PolicyDesk(read_case(find_case("china-dprk")), also=[tmp_path])
    assert "“escrow” is the id of" in str(caught.value)
    assert "there is a second baseline" in str(caught.value)


def test_a_folder_without_policies_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no policy here"):
        PolicyDesk(read_case(find_case("china-dprk")), also=[tmp_path])
