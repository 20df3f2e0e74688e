"""Finding caps that limit the same goods on the same days, so that one trade would count twice."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import msgspec

from yalu.law.text.records import Measure
from yalu.vocabulary.codes import CodeError, HSCode


class Overlap(msgspec.Struct, frozen=True):
    """Two caps that meet, as a problem of the first."""

    measure: str
    message: str
    rule: str
    next_step: str


def check_overlaps(measures: list[Measure]) -> list[Overlap]:
    """Every pair of caps of one layer that limits the same goods, direction and days, without a note."""
    capped = [m for m in measures if m.limits_amounts and not m.notes]
    return [_overlap(one, other) for one, other in combinations(capped, 2) if _meet(one, other)]


def same_goods(one: Measure, other: Measure) -> bool:
    """Whether a code of one measure covers or lies below a code of the other."""
    try:
        codes = (
            [HSCode(c) for c in one.goods.hs + one.goods.hs_part],
            [HSCode(c) for c in other.goods.hs + other.goods.hs_part],
        )
    except CodeError:
        return False  # reported where the code stands
    return any(a.may_cover(b) for a in codes[0] for b in codes[1])


def _meet(one: Measure, other: Measure) -> bool:
    return (
        one.state == other.state
        and (one.direction == other.direction or "both" in {one.direction, other.direction})
        and _end(one) > other.in_force.start
        and _end(other) > one.in_force.start
        and same_goods(one, other)
    )


def _end(measure: Measure) -> date:
    return measure.in_force.until or date.max


def _overlap(one: Measure, other: Measure) -> Overlap:
    return Overlap(
        one.id,
        f"{one.id} and {other.id} limit the same goods on the same days",
        "one trade counts against one cap of a layer at a time",
        "end one of them with “until”, or say in “notes” why both apply",
    )
