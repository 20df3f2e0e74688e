"""Every option in a line: which margin decides, and all options in a sentence."""

from __future__ import annotations

import pytest

from yalu.policy.judgement.failure_table import FailureVerdict
from yalu.policy.judgement.headlines import OptionLine, headline, option_lines
from yalu.policy.judgement.margins import Margin


def margin(measure: str, floor: float, spare: float) -> Margin:
    return Margin(
        policy="p", measure=measure, floor=floor, spare=spare, defects="none", at={}, flips=(), searched=0.2
    )  # type: ignore[arg-type]


def printed(*margins: Margin, deal: bool = True) -> str:
    (line,) = option_lines({"p": "P"}, {"p": deal}, [], [], margins, [])
    return line.margin


WIDE, NARROW, NEARER = (
    margin("stranded", 100, 60),
    margin("cash_others", 200, 100),
    margin("cash_received", 10, 4),
)
TURNS = "no single change up to 20% of a number turns it"


@pytest.mark.parametrize(
    ("margins", "deal", "expected"),
    [
        ((), True, ""),
        # The least of its own floor is told, and one only.
        ((WIDE, NARROW), True, f"cash others: 100 to spare of 200; {TURNS}"),
        ((WIDE, NARROW, NEARER), True, f"cash received: 4 to spare of 10; {TURNS}"),
        # A floor of 0, what is still exposed at the end, and an option without a deal decide nothing.
        ((margin("freeze_months", 0, 5), margin("exposed", 100, 10), WIDE), True, f"stranded: 60 to spare of 100; {TURNS}"),
        ((WIDE,), False, ""),
        # Less than a twentieth to spare is the edge, and stands before what has more.
        ((NEARER, margin("stranded", 100, 4.9)), True, f"stranded: 4.9 to spare of 100; {TURNS}"),
        ((NEARER, margin("stranded", 100, 5)), True, f"stranded: 5 to spare of 100; {TURNS}"),
        # A broken floor stands before everything, whether there is a deal or not.
        ((margin("stranded", 100, 1), margin("freeze_months", 0, -2)), False, f"freeze months: 2 beyond the floor of 0; {TURNS}"),
    ],
)  # fmt: skip
def test_the_margin_that_decides_is_told(margins: tuple[Margin, ...], deal: bool, expected: str) -> None:
    assert printed(*margins, deal=deal) == expected


def line(policy: str, verdict: FailureVerdict, *, deal: bool = True) -> OptionLine:
    return OptionLine(
        policy=policy,
        title=f"Plan {policy}",
        deal=deal,
        verdict=verdict,
        because="",
        buys="",
        risks="",
        must_be_true="",
        margin="",
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line("base", "yes"), line("law", "no_deal", deal=False)], "No option of this set has a deal that the counterpart could break."),
        ([line("a", "yes")], "Of 1 option with a deal, 1 keeps every floor whenever the counterpart breaks it."),
        ([line("a", "yes"), line("b", "edge")],
         "Of 2 options with a deal, 2 keep every floor whenever the counterpart breaks it: “Plan b” only just."),
        ([line("a", "no"), line("b", "cannot_say"), line("c", "edge")],
         "Of 3 options with a deal, 1 keeps every floor whenever the counterpart breaks it: “Plan c” only just; “Plan a” does not; "
         "nothing can be said of “Plan b”."),
        ([line("a", "no"), line("b", "no")],
         "Of 2 options with a deal, none keeps every floor whenever the counterpart breaks it: “Plan a” and “Plan b” do not."),
    ],
)  # fmt: skip
def test_all_options_are_told_in_a_sentence(lines: list[OptionLine], expected: str) -> None:
    assert headline(lines, "base") == expected
