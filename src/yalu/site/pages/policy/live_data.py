"""What the policy page computes with in the reader's browser: the same numbers and formulas as ``yalu.policy``.

``static/policy-model.js``, ``policy-judge.js`` and ``policy-option.js`` are the formulas; this is what they are given.
"""

from __future__ import annotations

from typing import Any

import msgspec

from yalu.policy.assumptions import MEASURES, MORE_IS_BETTER, TITLES, Assumptions
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.model import Model
from yalu.policy.judgement.failure_table import DEFECT_TITLES, VERDICT_WORDS
from yalu.policy.judgement.robustness import LENSES
from yalu.policy.records import Policy
from yalu.policy.results.comparison import PolicyComparison

# What an option says that no formula of the page asks for.
_UNASKED = ("summary", "sources", "assumptions", "notes")


def live_data(desk: PolicyDesk, found: PolicyComparison) -> bytes:
    """Options, their law, ranges, floors and shares as a script, which loads from a folder as well as from a server."""
    assumed = desk.assumptions
    value: dict[str, Any] = {
        "baseline": found.baseline, "version": found.version, "headline": found.headline,
        "options": [_option(desk, desk.policy(name), assumed) for name in found.policies],
        "worked": [_option(desk, policy, desk.assumed(policies=[policy.id])) for policy in desk.reckonable],
        "ranges": {name: _range(one) for name, one in sorted(assumed.ranges.items())},
        "values": sorted({line.value for line in assumed.goods.values() if line.value in assumed.ranges}),
        "lines": [{"name": line.name, "value": line.value, "range": line.range} for line in desk.lines],
        "goods": sorted(assumed.goods),
        "lawNow": _law_now(desk, found.baseline), "humanitarianNow": len(desk.model(desk.baseline).humanitarian),
        "designationsFor": assumed.ranges["designation_effect"].for_number,
        "start": str(assumed.start), "asOf": str(assumed.as_of), "months": assumed.months,
        "futures": assumed.futures, "seed": assumed.seed, "partner": desk.case.partner,
        "measures": [[name, *TITLES[name], name in MORE_IS_BETTER] for name in MEASURES],
        "judged": {n: {"threshold": j.threshold, "floor": j.floor, "goal": j.goal} for n, j in assumed.measures.items()},
        "defectTitles": DEFECT_TITLES, "verdicts": VERDICT_WORDS, "lenses": list(LENSES),
        "switch": msgspec.to_builtins(assumed.switch),
        "shares": [_bounds(c.share.low, c.share.high, c.share.value) for c in found.side_by_side[0].share_conditions],
        "trade": desk.yearly_trade,
    }  # fmt: skip
    return b"window.yaluPolicyData = " + msgspec.json.encode(value, order="deterministic") + b";\n"


def _bounds(low: float | None, high: float | None, value: float | None) -> dict[str, float | None]:
    return {"low": low if low is not None else value, "high": high if high is not None else value}


def _range(one: Any) -> dict[str, Any]:
    return {"low": one.low, "high": one.high, "whole": one.whole, "unit": one.unit, "title": one.title}


def _option(desk: PolicyDesk, policy: Policy, assumed: Assumptions) -> dict[str, Any]:
    """One option: its file as it is written, and what the law engine made of its levers."""
    record = {name: part for name, part in msgspec.to_builtins(policy).items() if name not in _UNASKED}
    return {"policy": record, "law": _law(desk.model(policy, assumed))}


def _law(model: Model) -> dict[str, Any]:
    return {
        "stopped": [[p.line, p.months, int(p.better), p.designated, p.value, p.range, p.allowed_quantity, p.allowed_amount,
                     p.moments, p.first, p.last, p.times] for p in model.stopped],
        "humanitarian": len(model.humanitarian),
        "moments": [[m.after, m.month, m.restored] for m in model.moments], "relief": model.relief_lines,
    }  # fmt: skip


def _law_now(desk: PolicyDesk, baseline: str) -> list[list[Any]]:
    """What the law known at the start stops of each line, period by period: for levers that only enforce it."""
    return [
        [state.line, state.first, state.last, state.measures, state.allowed_quantity, state.allowed_amount]
        for state in desk.law_states(baseline)
        if state.stops
    ]
