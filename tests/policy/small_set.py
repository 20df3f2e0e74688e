"""A set of three small options whose every number can be reckoned by hand, and a comparison of them as lines of text.

A year's coal is worth 100 USD million and the law stops it for 24 months. Enforcement goes from 0.4 to 0.6, a step takes
6 months (182.6 days) or 9, and the counterpart keeps 0 to 4 steps; every other range has one value. ``today`` is the
baseline; ``stepwise`` enforces better and pays 100 after the freeze and 100 after inspections; ``gift`` pays 300 at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from tests.policy.conftest import after, payment_of, policy_of
from yalu.policy.assumptions import Assumptions, Goods, JudgedMeasure, Range, Switch
from yalu.policy.formulas.law_under_policy import TradeLine
from yalu.policy.formulas.model import Counted, Model, model_of
from yalu.policy.formulas.stoppage import Stopped
from yalu.policy.records import Lever, Policy, Release, Talks
from yalu.policy.results.assembly import Setting, assembled
from yalu.policy.results.comparison import PolicyComparison
from yalu.vocabulary.strength import Strength

_ENDS: dict[str, tuple[float, float]] = {
    "enforcement": (0.4, 0.6), "enforcement_gain": (0.5, 0.5), "designation_effect": (0, 0), "diversion": (0, 0),
    "substitution": (0, 0), "price_premium": (0, 0), "steps_kept": (0, 4), "months_a_step": (6, 9), "keep_days": (180, 180),
    "visible_with_inspectors": (3, 3), "visible_without": (24, 24),
}  # fmt: skip
_FLOORS: dict[str, tuple[float, float | None, str]] = {
    "revenue_denied": (150, 0, "one_of"), "cash_received": (150, None, "none"), "cash_others": (0, 0, "none"),
    "stranded": (50, 100, "always"), "exposed": (50, 100, "none"), "freeze_months": (12, 0, "one_of"),
    "breach_visible": (12, None, "none"), "humanitarian_lines": (1, 0, "none"),
}  # fmt: skip


def assumptions() -> Assumptions:
    """The assumptions of the small set."""
    ranges = {
        name: Range(low=low, high=high, unit="", title=name.title(), basis="guess", reason="A test.", whole=name == "steps_kept")
        for name, (low, high) in _ENDS.items()
    }  # fmt: skip
    measures = {
        name: JudgedMeasure(threshold=threshold, floor=floor, goal=goal, reason="A test.")  # type: ignore[arg-type]
        for name, (threshold, floor, goal) in _FLOORS.items()
    }
    return Assumptions(
        title="Small", as_of=date(2017, 3, 1), start=date(2017, 4, 1), months=60, year="2016", futures=60, seed=1, share_below=80,
        share_reason="A test.", ranges=ranges, goods={"coal": Goods(title="Coal", hs="2701")}, measures=measures,
        humanitarian={"1005": "Maize"}, switch=Switch(first="stepwise", second="gift", across="enforcement", down="steps_kept"),
        not_modelled=("Anything else.",),
    )  # fmt: skip


def options() -> tuple[Policy, ...]:
    """The three options, the baseline first."""
    today = Policy(
        id="today", title="Today", summary="Nothing new.", reversible_days=0, sources=("a",), baseline=True
    )
    stepwise = policy_of(
        payment_of(200_000_000, after("freeze", 100_000_000), after("inspected", 100_000_000)),
        id="stepwise", title="Stepwise", reversible_days=30, talks=Talks(start=date(2017, 4, 1)),
        levers=(Lever(do="enforce", start=date(2017, 4, 1)),), assumptions=("Banks carry the money.",),
    )  # fmt: skip
    gift = policy_of(
        payment_of(300_000_000, Release(after="deposit", amount=300_000_000, buys="freeze"), payer="XBB"),
        id="gift", title="Gift", talks=Talks(start=date(2017, 4, 1)), not_counted=("A visit.",),
    )  # fmt: skip
    return today, stepwise, gift


def model(policy: Policy, assumed: Assumptions) -> Model:
    """An option as numbers: its law stops a year's coal for 24 months, better enforced where a lever says so."""
    stopped = Stopped(
        line="coal", months=24, better=bool(policy.levers_of("enforce")), designated=0, value=100
    )
    law = Counted(stopped=(stopped,), humanitarian=("1005",), moments=(), relief_lines=())
    lines = (TradeLine(name="coal", hs="2701", title="Coal", value=100, middle=100),)
    return model_of(policy, law, lines, assumed, partner="XBB")


def comparison() -> PolicyComparison:
    """The three options compared."""
    assumed, policies = assumptions(), options()
    return assembled(
        Setting(
            policies=policies, baseline=policies[0], assumed=assumed, version="v", partner="XBB", shares=(), yearly_trade=None,
            readings=Strength(), missing=("coal",), make=lambda policy: model(policy, assumed),
            not_counted=lambda policy: policy.not_counted,
        )
    )  # fmt: skip


def lines_of(value: Any, path: str = "") -> Iterator[str]:
    """Every field of an answer that is not empty, as one line each: the path and the value, numbers to six digits."""
    if isinstance(value, msgspec.Struct):
        value = {name: getattr(value, name) for name in value.__struct_fields__}
    if isinstance(value, dict):
        simple = {
            name: one
            for name, one in value.items()
            if not isinstance(one, msgspec.Struct | dict | list | tuple)
        }
        printed = [f"{name} {_plain(one)}" for name, one in simple.items() if one is not None and one != ""]
        if printed:
            yield f"{path}: {', '.join(printed)}"
        for name, one in value.items():
            if name not in simple:
                yield from lines_of(one, f"{path}/{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        if value and not isinstance(value[0], msgspec.Struct | dict | list | tuple):
            yield f"{path}: {', '.join(map(_plain, value))}"
        else:
            for number, one in enumerate(value):
                yield from lines_of(one, f"{path}/{number}")


def _plain(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
