"""How the policy page writes its numbers; static/policy.js writes them the same way."""

from __future__ import annotations

from yalu.policy.comparing import PolicyComparison
from yalu.policy.failing import Failed, Failure
from yalu.policy.robustness import Standing

SHORT = {
    "revenue_denied": "Denied", "cash_received": "Received", "cash_others": "Of it, by others", "stranded": "Stranded",
    "freeze_months": "Freeze", "breach_visible": "Breach seen after", "humanitarian_lines": "Lines touched",
}  # fmt: skip
_NUDGE = 1e-9  # so that a half is rounded up here and in the browser alike


def number(value: float | None, measure: str = "") -> str:
    """A value of a measure: months with one place, everything else whole; a dash where nothing is said."""
    if value is None:
        return "–"
    places = 1 if measure in {"freeze_months", "breach_visible"} else 0
    text = f"{abs(value) + _NUDGE:,.{places}f}"
    return f"−{text}" if value < 0 and float(text.replace(",", "")) else text


def percent(value: float | None) -> str:
    """A share as percent with one place."""
    return "–" if value is None else f"{value * 100 + _NUDGE:.1f} %"


def failed(one: Failed) -> str:
    """The middle and, where it differs, the worst."""
    middle, worst = number(one.middle, one.measure), number(one.worst, one.measure)
    return middle if middle == worst else f"{middle} ({worst})"


def lens(standing: Standing, name: str) -> str:
    """A judgement with its rank in brackets and a star where the rank is not that of the worst case."""
    value = getattr(standing, name)
    if value is None:
        return "–"
    shown = percent(value) if name == "share_reached" else number(value, standing.measure)
    return f"{shown} ({standing.ranks[name]}{'*' if name in standing.rank_changes else ''})"


def broken(row: Failure) -> str:
    """The floors that do not hold, in words."""
    return ", ".join(name.replace("_", " ") for name in row.broken)


def verdict_of(found: PolicyComparison, policy: str) -> str:
    """Whether a policy is acceptable at every state of defection, in one word."""
    return (
        "yes"
        if all(r.acceptable for r in found.failures if r.policy == policy and r.defects != "never")
        else "no"
    )


def finding(found: PolicyComparison) -> str:
    """The failure table in one sentence."""
    asked = [policy for policy in found.policies if policy != found.baseline]
    holds = [policy for policy in asked if verdict_of(found, policy) == "yes"]
    falls = [policy for policy in asked if policy not in holds]
    if not falls:
        return f"All {len(asked)} options stay within the floors whenever the counterpart breaks the deal"
    return (
        f"{len(holds)} of {len(asked)} options stay within the floors whenever the counterpart breaks the deal; "
        f"{len(falls)} {'does' if len(falls) == 1 else 'do'} not: {_and(falls)}"
    )


def _and(names: list[str]) -> str:
    spoken = [name.replace("-", " ") for name in names]
    return spoken[0] if len(spoken) == 1 else f"{', '.join(spoken[:-1])} and {spoken[-1]}"
