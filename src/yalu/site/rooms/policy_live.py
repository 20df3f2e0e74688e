"""What the policy page computes with in the reader's browser: the same numbers and formulas as ``yalu.policy``."""

from __future__ import annotations

from typing import Any

import msgspec

from yalu.policy.assumptions import MEASURES, MORE_IS_BETTER, TITLES
from yalu.policy.comparing import PolicyComparison
from yalu.policy.facade import PolicyDesk
from yalu.policy.failing import DEFECT_TITLES, DEFECTS
from yalu.policy.futures import orders
from yalu.policy.clock import DAYS_A_MONTH
from yalu.policy.model import Model
from yalu.policy.robustness import LENSES
from yalu.policy.switching import FUTURES

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def live_data(desk: PolicyDesk, found: PolicyComparison) -> str:
    """Models, ranges, futures, floors and shares as JSON that is safe inside a script element."""
    assumed = desk.assumptions
    value: dict[str, Any] = {
        "baseline": found.baseline,
        "policies": {policy: desk.policy(policy).title for policy in found.policies},
        "models": [_model(desk.model(desk.policy(policy)), assumed.ranges["keep_days"].middle) for policy in found.policies],
        "ranges": {
            name: [one.low, one.high, int(one.whole), one.unit] for name, one in sorted(assumed.ranges.items())
        },
        "titles": {name: one.title for name, one in assumed.ranges.items()},
        "futures": assumed.futures,
        "strips": _strips(desk, assumed.futures),
        "few": _strips(desk, FUTURES),
        "measures": [[name, *TITLES[name], name in MORE_IS_BETTER] for name in MEASURES],
        "judged": {n: [j.threshold, j.floor, j.goal] for n, j in assumed.measures.items()},
        "defects": list(DEFECTS),
        "defectTitles": DEFECT_TITLES,
        "lenses": list(LENSES),
        "switch": {"first": assumed.switch.first, "second": assumed.switch.second, "across": assumed.switch.across,
                   "down": assumed.switch.down},
        "shares": [[c.share.low, c.share.high] for c in found.side_by_side[0].share_conditions],
        "trade": desk.yearly_trade,
        "months": assumed.months,
    }  # fmt: skip
    text = msgspec.json.encode(value, order="deterministic").decode()
    # A script element ends at the first "</" whatever the JSON says.
    return text.replace("<", "\\u003c")


def _strips(desk: PolicyDesk, count: int) -> dict[str, str]:
    """The strip each future takes of each range, two letters a strip."""
    taken = orders(desk.assumptions.ranges, count, desk.assumptions.seed)
    return {name: "".join(_two(int(strip)) for strip in strips) for name, strips in taken.items()}


def _two(strip: int) -> str:
    if strip >= len(_DIGITS) ** 2:
        raise ValueError(
            f"the page takes at most {len(_DIGITS) ** 2} futures; lower “futures” in ranges.yaml"
        )
    return _DIGITS[strip // 36] + _DIGITS[strip % 36]


def _model(model: Model, keep_days: float) -> dict[str, Any]:
    return {
        "policy": model.policy, "talks": model.talks, "owes": model.owes, "verified": model.freeze_verified,
        "verify": model.freeze_verify, "lines": len(model.humanitarian),
        "stopped": [[p.months, int(p.better), p.designated, p.value, p.range, p.allowed_quantity, p.allowed_amount,
                     p.moments, p.first, p.last, p.times] for p in model.stopped],
        "moments": [[m.after, m.month, m.restored] for m in model.moments], "relief": model.relief_lines,
        "tranches": [[t.amount, t.after, t.earliest, t.deposit, t.wait, t.buys, keep_days / DAYS_A_MONTH,
                      int(t.partner_share == 1), t.payer] for t in model.tranches],
    }  # fmt: skip
