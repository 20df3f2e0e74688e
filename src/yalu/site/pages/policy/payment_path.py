"""Money along one path as a picture: released for steps kept, released and exposed, and held, month by month."""

from __future__ import annotations

from typing import NamedTuple

from yalu.policy.formulas.deal import money_at
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import outcomes, still_sold

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
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    there = {**future, "steps_kept": float(kept)}
    breach = (
        float("inf")
        if kept >= _STEPS or model.talks is None
        else model.talks + (kept + 1) * future["months_a_step"]
    )
    arrays = {name: numpy.asarray([value]) for name, value in there.items()}
    months = [n / _QUARTERS for n in range(model.horizon * _QUARTERS + 1)]
    safe, risk, kept_back = money_at(model, there, numpy.asarray(months), still_sold(model, arrays))
    levels = [
        (a, a + b, a + b + c)
        for a, b, c in zip(safe.tolist(), risk.tolist(), kept_back.tolist(), strict=True)
    ]
    top = max((level[2] for level in levels), default=0.0) or 1.0
    fine, exposed, held = (
        _area([level[n] for level in levels], months, model.horizon, top) for n in range(3)
    )
    last = outcomes(model, arrays)
    end = min(breach, model.horizon + 5)
    return PathPicture(
        model.policy, title, fine, exposed, held, f"{100 * end / model.horizon:.2f}", float(last["cash_received"][0]),
        float(last["stranded"][0]), float(last["freeze_months"][0]),
    )  # fmt: skip


def levels_of(model: Model, month: float, kept: int, future: dict[str, float]) -> tuple[float, float, float]:
    """Released for steps kept, released and exposed (after a breach stranded), and held, at the end of a month."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    there = {**future, "steps_kept": float(kept)}
    sold = still_sold(model, {name: numpy.asarray([value]) for name, value in there.items()})
    safe, risk, held = money_at(model, there, numpy.asarray([month]), sold)
    return float(safe[0]), float(risk[0]), float(held[0])


def _area(values: list[float], months: list[float], horizon: int, top: float) -> str:
    """The corner points of a stepped area: only where the value changes, and at both ends."""
    points = ["0,60"]
    before: float | None = None
    for month, value in zip(months, values, strict=True):
        x = f"{100 * month / horizon:.2f}"
        if value != before:
            points += [] if before is None else [f"{x},{_y(before, top)}"]
            points.append(f"{x},{_y(value, top)}")
        before = value
    return " ".join([*points, f"100.00,{_y(before or 0.0, top)}", "100,60"])


def _y(value: float, top: float) -> str:
    return f"{60 - 56 * value / top:.2f}"
