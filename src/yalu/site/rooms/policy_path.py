"""Money along one path as a picture: released for steps kept, released and exposed, and held, month by month."""

from __future__ import annotations

from typing import NamedTuple

from yalu.policy.model import Model, Tranche
from yalu.policy.outcomes import outcomes

_QUARTERS = 4
_STEPS = 4


class PathPicture(NamedTuple):
    """Corner points of three stacked areas in a picture of 100 by 60, where the breach stands, and the end in words."""

    policy: str
    title: str
    fine: str
    open: str
    held: str
    breach: str
    paid: float
    stranded: float
    freeze: float


def path_picture(model: Model, title: str, future: dict[str, float], kept: int) -> PathPicture:
    """The picture of one policy with every range at its middle, when so many steps are kept.

    static/policy.js draws the same from the same numbers.
    """
    pace = future["months_a_step"]
    breach = float("inf") if kept >= _STEPS or model.talks is None else model.talks + (kept + 1) * pace
    top = sum(tranche.amount for tranche in model.tranches) or 1.0
    months = [n / _QUARTERS for n in range(model.horizon * _QUARTERS + 1)]
    levels = [_levels(model, month, kept, pace, breach) for month in months]
    fine, exposed, held = (
        _area([level[n] for level in levels], months, model.horizon, top) for n in range(3)
    )
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    last = outcomes(
        model, {name: numpy.asarray([value]) for name, value in {**future, "steps_kept": float(kept)}.items()}
    )
    end = min(breach, model.horizon + 5)
    return PathPicture(
        model.policy, title, fine, exposed, held, f"{100 * end / model.horizon:.2f}", float(last["cash_received"][0]),
        float(last["stranded"][0]), float(last["freeze_months"][0]),
    )  # fmt: skip


def levels_of(model: Model, month: float, kept: int, pace: float) -> tuple[float, float, float]:
    """Released for steps kept, released and exposed (after a breach stranded), and held, at the end of a month."""
    breach = float("inf") if kept >= _STEPS or model.talks is None else model.talks + (kept + 1) * pace
    fine, both, whole = _levels(model, month, kept, pace, breach)
    return fine, both - fine, whole - both


def _levels(model: Model, month: float, kept: int, pace: float, breach: float) -> tuple[float, float, float]:
    fine = exposed = held = 0.0
    for tranche in model.tranches:
        if tranche.deposit > month or tranche.deposit >= breach:
            continue
        out = _out(tranche, model.talks or 0.0, kept, pace)
        if out < breach and out <= month:
            taken = (
                (model.talks or 0.0) + tranche.buys * pace + tranche.keep
                if kept >= tranche.buys
                else float("inf")
            )
            if max(out, taken) <= min(month, breach):
                fine += tranche.amount
            else:
                exposed += tranche.amount
        elif month < breach:
            held += tranche.amount
    return fine, fine + exposed, fine + exposed + held


def _out(tranche: Tranche, talks: float, kept: int, pace: float) -> float:
    if tranche.after == 0:
        return max(tranche.not_before, 0.0)
    if kept < tranche.after:
        return float("inf")
    return max(talks + tranche.after * pace + tranche.verify, tranche.not_before)


def _area(values: list[float], months: list[float], horizon: int, top: float) -> str:
    points = ["0,60"]
    before: float | None = None
    for month, value in zip(months, values, strict=True):
        x = f"{100 * month / horizon:.2f}"
        points += [] if before is None else [f"{x},{_y(before, top)}"]
        points.append(f"{x},{_y(value, top)}")
        before = value
    return " ".join([*points, "100,60"])


def _y(value: float, top: float) -> str:
    return f"{60 - 56 * value / top:.2f}"
