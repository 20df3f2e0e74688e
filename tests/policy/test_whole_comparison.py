"""A comparison of three small options, every field of it, and one policy of every part in plain lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import yaml

from tests.policy.small_set import comparison, lines_of
from tests.policy.test_policy_faults import WHOLE
from yalu.documents.problems import ProblemLog
from yalu.policy.agreement.schedule import Terms
from yalu.policy.agreement.steps import parse_turns
from yalu.policy.options.policy_files import read_policy
from yalu.policy.options.policy_text import path_words, policy_lines
from yalu.policy.records import Policy

GOLDEN = Path(__file__).parents[1] / "golden"


def printed() -> list[str]:
    """The comparison as lines; of the map of switch points only its edges and its middle, and no standing notes."""
    kept = ("across 0.4,", "across 0.5,", "across 0.6,")
    found = comparison()
    lines = [
        line.replace(f", note {found.note}, inducement {found.inducement}", "") for line in lines_of(found)
    ]
    return [line for line in lines if "switch/cells" not in line or any(one in line for one in kept)]


def test_three_small_options_are_compared_whole() -> None:
    assert printed() == yaml.safe_load((GOLDEN / "policy-comparison.yaml").read_text(encoding="utf-8"))


#: What a policy can say that the whole one of the faults does not: relief in part, conditions, prices of other kinds.
OTHER = """id: other
title: Other
summary: Another.
baseline: true
reversible_days: 1
sources: [paper]
talks: {from: 2017-04-01, only_if_partner_share_below: 80.5}
levers:
  - {from: 2017-04-01, do: enforce}
  - {from: 2017-04-01, do: enforce, measures: [a-ban], exemptions: closed}
  - {from: 2017-04-01, do: switch_measure, measures: [a-ban, a-cap]}
  - {after: freeze, within_days: 9, do: suspend, measures: [a-ban], quantity: 1500, unit: t, on_breach: restore, restore_within_days: 30}
  - {after: breach, within_days: 1, do: restore}
  - {after: done, do: lift, measures: [a-ban], amount: 2000, currency: USD}
  - {from: 2018-01-01, do: designate, against: [banks, firms]}
  - {from: 2018-01-01, do: designate, number: 3, against: [persons], asks: [extradition, asset_freeze]}
obligations:
  - {step: freeze, does: stops, part: 0.5, keep_days: 1}
  - {step: done, does: ends, verified_by: IAEA, within_days: 1, requires: [goods]}
duties:
  - {id: sold, by: CHN, does: sells, after: freeze, within_days: 1}
payments:
  - id: goods
    payer: CHN
    commodity: {name: rice, quantity: 9000, unit: t, price: rice_price, currency: USD}
    custodian: a port
    deposit: 2017-04-01
    breach: hold
    reversible_days: 1
    every_months: 6
    releases:
      - {after: freeze, quantity: 4500, within_days: 1}
  - id: rice
    payer: CHN
    commodity: {name: rice, quantity: 9000, unit: t, price: 500, currency: USD}
    custodian: a port
    deposit: 2017-04-01
    breach: return
    reversible_days: 30
    releases:
      - {after: freeze, quantity: 4500, not_before: 2017-05-01, requires: [sold, goods]}
assumptions: [One.]
not_counted: [Two.]
notes: Three.
"""


def read(text: str) -> Policy:
    found = read_policy(text.encode(), ProblemLog(), file="mine.yaml")
    assert found is not None
    return found.policy


def test_a_policy_is_told_whole_in_plain_lines() -> None:
    assert policy_lines(read(WHOLE)) == [
        "Mine (mine)",
        "A policy of my own.",
        "",
        "Levers",
        "  from 2017-03-21: lift a-ban for coal, HS 2701; on a breach restored within 0 days",
        "  from 2017-03-21: change the limit of a-cap, a-hold to 0 t or 0 USD",
        "  after freeze: restore a-cap",
        "  from 2020-03-31: designate 1 banks, asking for extradition",
        "",
        "Talks from 2017-04-01",
        "",
        "What is owed",
        "  freeze: stops; verified by IAEA within 0 days",
        "  inspected: opens; verified by IAEA within 0 days, after money and lifted",
        "",
        "What other sides owe",
        "  lifted: UN lifts, on 2017-04-01",
        "  sold: CHN sells, within 0 days of a verified freeze",
        "",
        "Payment money: USA 62.5 percent, KOR 37.5 percent deposits 100,000 USD on 2017-04-01, kept by a bank",
        "  100,000 USD once freeze is verified, not before 2017-04-01",
        "  on a breach what is held goes back to the payer; what is released cannot be called back",
        "",
        "Payment oil: USA deposits 9,000 t of oil at 100 to 100 USD, at the middle 900,000 USD, 50 percent on 2017-04-01, "
        "50 percent on 2020-03-31, kept by a port",
        "  50 percent once inspected is verified, not before sold",
        "  450,000 USD once inspected is verified",
        "  on a breach what is held stays held; what is released cannot be called back",
        "",
        "Payment share: CHN deposits 100 percent of what is sold of coal in 1 month on 2017-05-01, kept by nobody",
        "  100 percent at once, for freeze",
        "  on a breach what is held is forfeited; what is released cannot be called back",
        "",
        "Levers can be undone in 0 days; what is paid of money, oil, share cannot be called back",
        "Sources: paper, book",
    ]


def test_another_policy_is_told_whole_in_plain_lines() -> None:
    assert policy_lines(read(OTHER)) == [
        "Other (other, the baseline)",
        "Another.",
        "",
        "Levers",
        "  from 2017-04-01: enforce every measure better",
        "  from 2017-04-01: enforce a-ban better, with no way out by declaration",
        "  from 2017-04-01: switch on a-ban, a-cap",
        "  after freeze, within 9 days: suspend a-ban up to 1,500 t; on a breach restored within 30 days",
        "  after a breach, within 1 day: restore all that is lifted above",
        "  after done: lift a-ban up to 2,000 USD",
        "  from 2018-01-01: designate banks, firms",
        "  from 2018-01-01: designate 3 persons, asking for extradition, asset freeze",
        "",
        "Talks from 2017-04-01, only once the partner's share is below 80.5 percent",
        "",
        "What is owed",
        "  freeze: stops, 50% of the step; verified by nobody, kept by its own count once it stood 1 day",
        "  done: ends; verified by IAEA within 1 day, after goods",
        "",
        "What other sides owe",
        "  sold: CHN sells, within 1 day of a verified freeze",
        "",
        "Payment goods: CHN deposits 9,000 t of rice at rice price on 2017-04-01, and again every 6 months while the deal stands, "
        "kept by a port",
        "  4,500 t once freeze is verified, within 1 day",
        "  on a breach what is held stays held; what is released can be called back for 1 day",
        "",
        "Payment rice: CHN deposits 9,000 t of rice at 500 USD, 4,500,000 USD on 2017-04-01, kept by a port",
        "  2,250,000 USD once freeze is verified, not before 2017-05-01, not before sold and goods",
        "  on a breach what is held goes back to the payer; what is released can be called back for 30 days",
        "",
        "Levers can be undone in 1 day",
        "Sources: paper",
        "Assumes: One.",
        "Not counted: Two.",
        "Note: Three.",
    ]


def test_a_policy_without_levers_or_deal_says_so() -> None:
    bare = Policy(id="b", title="B", summary="S.", reversible_days=2, sources=("a",))
    assert policy_lines(bare) == [
        "B (b)",
        "S.",
        "",
        "No levers",
        "",
        "Levers can be undone in 2 days",
        "Sources: a",
    ]


def test_a_path_says_what_it_was_counted_with_and_what_it_leaves_open() -> None:
    policy, last = read(WHOLE), date(2020, 3, 31)
    first = ["Counted with a keep period of 200 days, the middle of its range.",
             "Prices and proceeds stand at the middle of their ranges."]  # fmt: skip
    paused = path_words(
        policy, parse_turns(["2017-05-01=freeze", "2017-09=pause"]), Terms(keep_days=200), last
    )
    assert paused == [
        *first,
        "Not broken: after 2017-09-01 nothing is typed, so the deal is taken to stand as it is until 2020-03-31.",
        "lifted: due on 2017-04-01.",
        "sold: due on 2017-05-01.",
    ]
    broken = path_words(
        policy, parse_turns(["2017-05-01=freeze", "2017-08-01=breach"]), Terms(keep_days=200), last
    )
    assert broken == [*first, "lifted: due on 2017-04-01.", "sold: due on 2017-05-01."]
    assert path_words(policy, parse_turns([]), Terms(keep_days=1), last) == [
        "Counted with a keep period of 1 day, the middle of its range.",
        first[1],
        "Not broken: nothing is typed, so the deal is taken to stand as it is until 2020-03-31.",
        "lifted: due on 2017-04-01.",
        "sold: not due on this path.",
    ]
    plain = msgspec.structs.replace(
        policy, payments=policy.payments[:1], duties=(), obligations=policy.obligations[:1]
    )
    assert path_words(
        plain, parse_turns(["2017-05-01=freeze", "2018-05-01=inspected"]), Terms(keep_days=2), last
    ) == [
        "Counted with a keep period of 2 days, the middle of its range.",
        "Not broken: after 2018-05-01 nothing is typed, so the deal is taken to stand as it is until 2020-03-31.",
        "inspected is not asked for by mine: nothing is paid or credited for it.",
    ]
