"""Every fault of a policy file, whole: its line, field, value, what is wrong, the rule and what to write, from a golden table."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from yalu.documents.choices import ChoiceError
from yalu.documents.problems import ProblemLog
from yalu.policy.assumptions import (
    MEASURES,
    MODEL_RANGES,
    UNITS,
    days_ahead,
    month_of,
    parse_end,
    with_ranges,
)
from yalu.policy.options.checks import check_assumptions, check_policies
from yalu.policy.options.faults import KnownNames
from yalu.policy.options.policy_files import read_assumptions, read_policy

GOLDEN = Path(__file__).parents[1] / "golden" / "policy-faults.yaml"
KNOWN = KnownNames(
    measures={"a-ban": "ban", "a-cap": "cap", "a-hold": "freeze"}, sources=frozenset({"paper", "book"}), as_of=date(2017, 3, 21),
    ranges=frozenset({"oil_price"}), goods={"coal": "2701", "odd": "x", "fish": "03"}, window=(date(2017, 4, 1), date(2020, 4, 1)),
    keep_days=(180, 365), known_from={"a-ban": date(2017, 3, 21), "a-hold": date(2017, 3, 22)},
)  # fmt: skip
#: A policy with every kind of part, each at the edge of what is allowed.
WHOLE = """id: mine
title: Mine
summary: A policy of my own.
reversible_days: 0
sources: [paper, book]
talks: {from: 2017-04-01}
levers:
  - {from: 2017-03-21, do: lift, measures: [a-ban], goods: [coal], hs: ["2701"], on_breach: restore, restore_within_days: 0}
  - {from: 2017-03-21, do: change_cap, measures: [a-cap, a-hold], quantity: 0, unit: t, amount: 0, currency: USD}
  - {after: freeze, within_days: 0, do: restore, measures: [a-cap]}
  - {from: 2020-03-31, do: designate, against: [banks], asks: [extradition], number: 1}
obligations:
  - {step: freeze, does: stops, verified_by: IAEA, within_days: 0, part: 1}
  - {step: inspected, does: opens, verified_by: IAEA, requires: [money, lifted]}
duties:
  - {id: lifted, by: UN, does: lifts, day: 2017-04-01}
  - {id: sold, by: CHN, does: sells, after: freeze, within_days: 0}
payments:
  - id: money
    payers: {USA: 62.5, KOR: 37.5}
    amount: 100000
    currency: USD
    custodian: a bank
    deposit: 2017-04-01
    breach: return
    releases:
      - {after: freeze, amount: 100000, within_days: 0, not_before: 2017-04-01}
  - id: oil
    payer: "USA"
    commodity: {name: oil, quantity: 9000, unit: t, price: {low: 100, high: 100}, currency: USD}
    custodian: a port
    deposits: [{day: 2017-04-01, percent: 50}, {day: 2020-03-31, percent: 50}]
    breach: hold
    releases:
      - {after: inspected, percent: 50, requires: [sold]}
      - {after: inspected, quantity: 4500}
  - id: share
    payer: "CHN"
    proceeds: {goods: [coal], percent: 100, months: 1}
    deposit: 2017-05-01
    breach: forfeit
    releases:
      - {after: deposit, percent: 100, buys: freeze}
"""
CASES = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))["cases"]


def printed(case: dict[str, Any]) -> list[str]:
    """Every fault of the whole policy with some parts changed."""
    text = WHOLE
    for old, new in (case["change"] or {}).items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    log = ProblemLog()
    found = read_policy(text.encode(), log, file="mine.yaml")
    if found is not None:
        check_policies([found], KNOWN, log)
    return [
        f"{'warning ' if problem.severity == 'warning' else ''}{problem.row}:{problem.field} [{problem.value}] {problem.message}"
        f" | {problem.rule} | {problem.next_step}"
        for problem in log.problems()
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_policy_is_told_all_its_faults_whole(case: dict[str, Any]) -> None:
    assert printed(case) == case["expect"]


def _range(name: str, low: float, high: float, unit: str = "days", more: str = "basis: guess") -> str:
    return f"  {name}: {{title: T, low: {low}, high: {high}, unit: {unit}, reason: R, {more}}}\n"


#: A file of ranges with every number at the edge of what is allowed; every range of the model is there.
RANGES_FILE = (
    "title: T\nas_of: 2017-04-01\nfrom: 2017-04-01\nmonths: 1\nyear: '2016'\nfutures: 1\nseed: 0\nshare_below: 80\nshare_reason: R\n"
    "goods:\n  coal: {title: Coal, hs: '2701', value: coal_value}\n"
    "humanitarian: {}\nnot_modelled: []\nswitch: {first: a, second: b, across: enforcement, down: diversion}\nranges:\n"
    + _range("enforcement", 0, 1, "share", "basis: source, sources: [paper], for_number: 1")
    + "".join(_range(name, 0, 1, "share", "basis: source, rows: [F-1]") for name in ("enforcement_gain", "designation_effect"))
    + "".join(_range(name, 1, 1, UNITS[name]) for name in MODEL_RANGES[3:] if name != "keep_days")
    + _range("keep_days", 1, 1) + _range("coal_value", 5, 6, "USD million a year") + _range("oil", 3, 4, "USD a t")
    + "measures:\n" + "".join(f"  {name}: {{threshold: 1, goal: none, reason: R}}\n" for name in MEASURES)
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: T\nas_of", "title: T\nas_of", []),
        ("months: 1\n", "months: 600\n", []),
        ("months: 1\n", "months: 601\n", ["4:months [601] 601 is out of bounds | “months” is 1 to 600 | write a number between"]),
        ("months: 1\n", "months: 0\n", ["4:months [0] 0 is out of bounds | “months” is 1 to 600 | write a number between"]),
        ("futures: 1\n", "futures: 5000000\n", []),
        ("futures: 1\n", "futures: 5000001\n",
         ["6:futures [5000001] 5000001 is out of bounds | “futures” is 1 to 5,000,000 | write a number between"]),
        ("futures: 1\n", "futures: 0\n", ["6:futures [0] 0 is out of bounds | “futures” is 1 to 5,000,000 | write a number between"]),
        ("from: 2017-04-01", "from: 2017-03-31",
         ["3:from [2017-03-31] 2017-03-31 lies before “as_of” 2017-04-01 | options begin after the day they are compared on | "
          "write a later day"]),
        ("hs: '2701'", "hs: '270'",
         ["11:goods.coal.hs [270] HS code '270' counts 3 digits; codes have 2, 4, 6, 8 or 10; with the leading zero it is '0270'"
          " | goods are named by an HS code in quotes | correct the code"]),
        ("across: enforcement", "across: enforcemend",
         ["14:switch.across [enforcemend] there is no range “enforcemend” | "
          "switch points lie over two ranges | name a range of this file"]),
        ("down: diversion", "down: steps",
         ["14:switch.down [steps] there is no range “steps” | switch points lie over two ranges | name a range of this file"]),
        ("low: 0, high: 1, unit: share, reason: R, basis: source, sources",
         "low: 1, high: 0, unit: share, reason: R, basis: source, sources",
         ["16:ranges.enforcement [] the range runs from 1 down to 0 | low is not above high | swap the two",
          "16:ranges.enforcement [] 1 to 0 is no share | a share lies between 0 and 1 | write 0.85 for 85 percent"]),
        ("low: 0, high: 1, unit: share, reason: R, basis: source, sources",
         "low: 0, high: 1.5, unit: share, reason: R, basis: source, sources",
         ["16:ranges.enforcement [] 0 to 1.5 is no share | a share lies between 0 and 1 | write 0.85 for 85 percent"]),
        ("from: 2017-04-01\nmonths: 1\n", "from: 9999-12-31\nmonths: 1\n",
         ["3:from [9999-12-31] the calendar ends before the months ahead of 9999-12-31 do | days are up to the year 9999 | "
          "write an earlier day or fewer months"]),
        ("low: 0, high: 1, unit: share, reason: R, basis: source, sources",
         "low: 20, high: 85, unit: percent, reason: R, basis: source, sources",
         ["16:ranges.enforcement.unit [percent] the range is in percent | the formulas take enforcement in share | "
          "write the ends in share, and “unit: share”"]),
        ("high: 6, unit: USD million a year", "high: 6, unit: USD a year",
         ["27:ranges.coal_value.unit [USD a year] the range is in USD a year | the formulas take coal_value in USD million a year | "
          "write the ends in USD million a year, and “unit: USD million a year”"]),
        ("unit: USD a t", "unit: EUR a t",
         ["28:ranges.oil.unit [EUR a t] the range is in EUR a t | the formulas take oil in USD a t | "
          "write the ends in USD a t, and “unit: USD a t”"]),
        ("low: 5, high: 6", "low: -5, high: 6",
         ["27:ranges.coal_value [-5] -5 is below zero | no range of the model goes below zero | write 0 or more"]),
        ("for_number: 1", "for_number: 0",
         ["16:ranges.enforcement.for_number [0] 0 is no number of parties | a range speaks of at least one party | "
          "write 1 or more, or leave it out"]),
        ("low: 1, high: 1, unit: days", "low: 0.5, high: 1, unit: days",
         ["26:ranges.keep_days [0.5] a keep period of 0.5 days strands nothing whatever happens | a step stands for a day at least | "
          "write “low:” of 1 or more"]),
        ("sources: [paper], for_number: 1", "for_number: 1",
         ["16:ranges.enforcement [] the range names no source | a range has a source or rows of the case, or the word “guess” | "
          "name a source or write “basis: guess”"]),
        ("sources: [paper], for_number: 1", "sources: [paper, papers], rows: [F-1, F-2]",
         ["16:ranges.enforcement.sources[1] [papers] there is no source “papers” (did you mean “paper”?) | a source is named by its id | "
          "correct the id, or add the source",
          "16:ranges.enforcement.rows[1] [F-2] there is no row “F-2” (did you mean “F-1”?) | a row is named by its id | "
          "correct the id, or add the row"]),
        ("  coal_value:", "  coal_values:",
         [f"16:ranges [coal_value] there is no range “coal_value” | the formulas ask for {', '.join(MODEL_RANGES)}, coal_value, oil | "
          "add “coal_value:”",
          "27:ranges.coal_values [coal_values] no formula uses the range “coal_values” (did you mean “coal_value”?) | "
          f"ranges are {', '.join(MODEL_RANGES)}, coal_value, oil | correct the name or remove it"]),
        ("  exposed:", "  expose:",
         [f"34:measures.expose [expose] “expose” is not measured (did you mean “exposed”?) | what is measured: {', '.join(MEASURES)} | "
          "correct the name",
          "30:measures [exposed] nothing is said of exposed | every measure has a threshold, and a floor or none | add “exposed:”"]),
    ],
)  # fmt: skip
def test_a_file_of_ranges_is_told_all_its_faults_whole(old: str, new: str, expected: list[str]) -> None:
    assert RANGES_FILE.count(old) == 1
    log = ProblemLog()
    found = read_assumptions(RANGES_FILE.replace(old, new).encode(), log, file="ranges.yaml")
    assert found is not None, [str(problem) for problem in log.problems()]
    known = msgspec.structs.replace(KNOWN, rows=frozenset({"F-1"}))
    check_assumptions(*found, known, log, {"oil": "USD a t"})
    assert [
        f"{p.row}:{p.field} [{p.value}] {p.message} | {p.rule} | {p.next_step}" for p in log.problems()
    ] == expected


def test_a_range_set_by_hand_is_taken_to_its_edges_and_refused_beyond_them_all_at_once() -> None:
    found = read_assumptions(RANGES_FILE.encode(), ProblemLog(), file="ranges.yaml")
    assert found is not None
    assumed = found[0]
    whole = msgspec.structs.replace(
        assumed, ranges=assumed.ranges | {"steps_kept": msgspec.structs.replace(assumed.ranges["steps_kept"], whole=True)}
    )  # fmt: skip
    ends = {"enforcement": (0, 1), "steps_kept": (4, 4), "keep_days": (1, 9), "coal_value": (3.5, 3.5)}
    changed = with_ranges(whole, ends, 5_000_000, 2**32 - 1)
    assert {name: (one.low, one.high) for name, one in changed.ranges.items()} == (
        {name: (one.low, one.high) for name, one in whole.ranges.items()} | ends
    )
    assert (changed.futures, changed.seed) == (5_000_000, 2**32 - 1)
    assert with_ranges(whole, {}, 1, 0) == msgspec.structs.replace(whole, futures=1, seed=0)
    assert with_ranges(whole, {}, None) == whole
    with pytest.raises(ChoiceError) as caught:
        with_ranges(
            whole,
            {"enforcement": (0, 1.01), "steps_kept": (2, 4.5), "keep_days": (0.5, 1), "diversion": (-1, 2), "substitution": (3, 2),
             "price_premium": (0, float("inf"))},
            0, -1,
        )  # fmt: skip
    assert str(caught.value).split("; ") == [
        "enforcement is a share, so it ends at 1 and not at 1.01",
        "steps_kept is a whole number", "2 to 4.5 is not",
        "keep_days runs from 0.5", "a step stands for a day at least",
        "diversion runs from -1 to 2", "low is at least 0 and not above high",
        "substitution runs from 3 to 2", "low is at least 0 and not above high",
        "price_premium runs from 0 to inf", "low is at least 0 and not above high",
        "0 futures are out of bounds", "ask for 1 to 5,000,000",
        "the seed -1 is out of bounds", "write a whole number from 0 to 4294967295",
    ]  # fmt: skip
    with pytest.raises(ChoiceError, match="the seed 4294967296 is out"):
        with_ranges(whole, {}, 5_000_001, 2**32)
    with pytest.raises(ChoiceError, match="steps_kept is at most 4, the number of steps"):
        with_ranges(whole, {"steps_kept": (4, 5)}, None)


def test_an_end_is_typed_as_one_number_or_two() -> None:
    assert parse_end(" enforcement =0.4..0.8") == ("enforcement", (0.4, 0.8))
    assert parse_end("steps_kept=3") == ("steps_kept", (3.0, 3.0))
    # An end left out is not the other end.
    with pytest.raises(ChoiceError, match="is no range"):
        parse_end("enforcement=0.4..")


def test_a_range_is_as_good_as_its_best_source_and_a_guess_is_a_guess() -> None:
    found = read_assumptions(
        RANGES_FILE.replace("[paper]", "[paper, book]").encode(), ProblemLog(), file="ranges.yaml"
    )
    assert found is not None
    names = ["enforcement", "enforcement_gain", "diversion"]
    for grades, quality, says in (
        ({"paper": "E5", "book": "B2"}, "sound", ""), ({"paper": "E5", "book": ""}, "doubted", "no reliable source"),
    ):  # fmt: skip
        strength = found[0].readings(names, grades.__getitem__)
        assert [(s.kind, s.id, s.quality, s.says) for s in strength.supports] == [
            ("reading", "range/enforcement", quality, says),
            ("reading", "range/enforcement_gain", "sound", ""),
            ("reading", "range/diversion", "doubted", "a guess"),
        ]


def test_the_clock_counts_days_in_months_of_a_twelfth_of_a_year() -> None:
    start = date(2017, 4, 1)
    assert month_of(start, date(2018, 4, 1)) == 365 / 30.4375
    assert month_of(start, date(2017, 3, 31)) == -1 / 30.4375
    assert [days_ahead(months) for months in (1, 2, 4, 48)] == [31, 61, 122, 1461]
