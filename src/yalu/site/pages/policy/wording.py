"""How the policy page writes its numbers; static/policy.js writes them the same way."""

from __future__ import annotations

from yalu.policy.judgement.boxes import Box
from yalu.policy.judgement.failure_table import Failed, Failure
from yalu.policy.judgement.headlines import OptionLine
from yalu.policy.judgement.margins import margin_words
from yalu.policy.judgement.metrics import Metric, Summary
from yalu.policy.judgement.robustness import PolicyStanding, stable
from yalu.policy.judgement.robustness import percent as percent_of
from yalu.policy.results.comparison import PolicyComparison

SHORT = {
    "revenue_denied": "Denied", "cash_received": "Received", "cash_others": "Of it, by others", "stranded": "Stranded",
    "exposed": "At risk at the end",
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


def lens(standing: PolicyStanding, name: str) -> str:
    """A judgement with its rank in brackets and a star where the rank is not that of the worst case.

    What comes from a sample is shown with the digits that all seeds agree on, else from to.
    """
    value = getattr(standing, name)
    if value is None:
        return "–"
    shown = percent(value) if name == "share_reached" else number(value, standing.measure)
    if name == "share_reached" and standing.share_spread is not None:
        shown = spans(standing.share_spread.low, standing.share_spread.high)
    elif name == "p90_regret" and standing.p90_spread is not None:
        shown = stable(standing.p90_spread.low, standing.p90_spread.high)
    return f"{shown} ({standing.ranks[name]}{'*' if name in standing.rank_changes else ''})"


def broken(row: Failure) -> str:
    """The floors that do not hold, in words."""
    return ", ".join(name.replace("_", " ") for name in row.broken)


def line(one: OptionLine) -> str:
    """What an option buys and risks, within the ranges."""
    return f"Buys {one.buys}. Risks {one.risks}."


def wrong(found: PolicyComparison, policy: str) -> str:
    """Where an option goes wrong, as a clause: where it strands money, else where it misses the goal."""
    boxes = [box for box in found.boxes if box.policy == policy]
    stranding = [box for box in boxes if box.limits and box.what == "strands money"] or [
        b for b in boxes if b.limits
    ]
    return "; ".join(box_words(found, box) for box in (stranding or boxes)[:1])


def box_words(found: PolicyComparison, box: Box) -> str:
    """A box as a clause without the option's name; a share of all futures with its spread over the seeds."""
    if not box.limits:
        spread = found.goal_spread.get(box.policy)
        if box.what == "misses the goal" and spread is not None and 0 < box.share < 1:
            return f"misses the goal in {spans(1 - spread.high, 1 - spread.low)} of the futures, in no part of the ranges alone"
        return _clause(box.sentence, box.policy)
    inside = "every future" if box.density == 1 else f"{box.density:.0%} of the futures"
    return f"{_clause(box.sentence, box.policy)} (in {inside} there)"


def _clause(sentence: str, policy: str) -> str:
    return sentence.removeprefix(f"{policy} ").partition(" (coverage")[0].removesuffix(".")


def margin(found: PolicyComparison, policy: str) -> str:
    """The floor with least to spare and its nearest flip, and how many other floors are broken; nothing where no deal is."""
    own = [one for one in found.margins if one.policy == policy]
    broken = [one for one in own if one.spare < -1e-9]
    counted = [one for one in own if one.floor > 0]
    deal = any(one.deal for one in found.lines if one.policy == policy)
    chosen = broken or [one for one in own if one.edge] or (counted if deal else [])
    if not chosen:
        return ""
    more = len(broken) - 1
    return margin_words(chosen[0], flips=1) + (
        f"; {more} more beyond {'its floor' if more == 1 else 'their floors'}" if more > 0 else ""
    )


def spans(low: float, high: float) -> str:
    """A share with the digits that all seeds agree on, else from to; what is rounded to none or all is said as a bound."""
    shown = percent_of(low, high)
    if shown in {"0%", "0.0%"} and high > 0:
        return f"at most {percent(high)}"
    if shown in {"100%", "100.0%"} and low < 1:
        return f"at least {percent(low)}"
    return _gap(shown)


def goal(found: PolicyComparison, policy: str) -> str:
    """How often an option meets the goal, with its spread over the seeds."""
    spread = found.goal_spread.get(policy)
    return percent(found.meets_goal.get(policy)) if spread is None else spans(spread.low, spread.high)


def because(row: Failure) -> str:
    """Why a row has its verdict; broken floors by their names."""
    return broken(row) if row.broken else row.because


def spare(row: Failure) -> str:
    """What a row has to spare of the floor that is nearest, or by how much floors are broken; nothing where no deal is."""
    floored = [one for one in row.measures if one.floor is not None and one.against is not None]
    beyond = [one for one in floored if one.within is False]
    if beyond:
        return "; ".join(
            f"{_spoken(one.measure)} {number(-(one.against or 0) - (one.floor or 0))} beyond {number(one.floor)}"
            for one in beyond
        )
    near = [((one.against or 0) / one.floor, one) for one in floored if one.floor]
    if row.verdict == "no_deal" or not near:
        return ""
    _, least = min(near, key=lambda pair: pair[0])
    left = min(least.against or 0.0, 0.0) + (least.floor or 0.0)
    return f"{_spoken(least.measure)} {number(left)} to spare of {number(least.floor)}"


def _spoken(measure: str) -> str:
    return measure.replace("_", " ")


def metric(row: Summary, name: Metric) -> str:
    """A metric of the field with its rank in brackets and a star where the rank is not that of the worst case."""
    value = row.values.get(name)
    if value is None or name not in row.ranks:
        return "–"
    shown = f"{value:.2f}" if name in {"mean_deviation", "percentile_skew"} else number(value, row.measure)
    return f"{shown.replace('-', '−')} ({row.ranks[name]}{'*' if name in row.turned else ''})"


def unseen(row: Failure) -> str:
    """The paths not seen to their end; nothing where all are."""
    return f"{row.unseen:.0%}" if row.unseen else ""


def folded(found: PolicyComparison, policy: str) -> bool:
    """Whether the rows of an option are the same wherever the counterpart breaks the deal, so that one is enough.

    Where every step is kept no breach is seen, and that alone makes no other row.
    """
    rows = [row for row in found.failures if row.policy == policy]
    first = rows[0]
    return all(row.verdict == first.verdict and _same(row, first) for row in rows)


def _same(row: Failure, first: Failure) -> bool:
    pairs = zip(row.measures, first.measures, strict=True)
    return row.unseen == first.unseen and all(
        one == other or (one.measure == "breach_visible" and row.defects == "never") for one, other in pairs
    )


def finding(found: PolicyComparison) -> str:
    """The headline of the comparison as a title."""
    return found.headline.removesuffix(".")


def _gap(text: str) -> str:
    return text.replace("%", " %") if text.endswith("%") and not text.endswith(" %") else text


__all__ = [
    "SHORT", "because", "box_words", "broken", "failed", "finding", "folded", "goal", "lens", "line", "margin", "metric", "number",
    "percent",
    "spans", "spare", "unseen", "wrong",
]  # fmt: skip
