"""What to watch: which observable tells in which part of the ranges one is, from boxes and margins of a comparison."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from yalu.policy.agreement.steps import STEPS
from yalu.policy.assumptions import DAYS_A_MONTH, Range
from yalu.policy.facade import PolicyDesk
from yalu.policy.judgement.boxes import Box
from yalu.policy.judgement.headlines import titles_named
from yalu.policy.judgement.margins import Margin
from yalu.policy.results.comparison import PolicyComparison

_HUNDRED = 100
_WEIGHTY = 0.1  # of the variance of a measure: below this a range is not said to decide it


class Signpost(msgspec.Struct, frozen=True, kw_only=True):
    """One observable: the range it stands for, how far it may go now, what each place in it tells, and what it decides."""

    name: str
    title: str
    now: str
    says: tuple[str, ...]
    decides: tuple[str, ...]


def signposts(desk: PolicyDesk, found: PolicyComparison) -> tuple[Signpost, ...]:
    """Every range that limits a box or turns a floor, the one that decides most first."""
    made = []
    for name, one in desk.assumptions.ranges.items():
        says = [*_from_boxes(desk, found, name, one), *_from_margins(desk, found, name)]
        if says:
            weight = max((row.shares.get(name, 0.0) for row in found.importance), default=0.0)
            unit = "" if one.unit == "share" else f" {one.unit}"
            now = f"{one.low:g} to {one.high:g}{unit}"
            post = Signpost(
                name=name, title=one.title, now=now, says=tuple(dict.fromkeys(says)), decides=tuple(_decides(found, name)),
            )  # fmt: skip
            made.append((weight, post))
    return tuple(post for _, post in sorted(made, key=lambda pair: (-pair[0], pair[1].name)))


def outside(box: Box) -> float | None:
    """The share of bad futures among those outside a box, from its coverage and density."""
    if box.coverage is None or not box.density:
        return None
    size = box.share * box.coverage / box.density
    return None if size >= 1 else box.share * (1 - box.coverage) / (1 - size)


def _from_boxes(desk: PolicyDesk, found: PolicyComparison, name: str, one: Range) -> Iterator[str]:
    alike: dict[str, list[str]] = {}
    for box in found.boxes:
        if name in box.limits:
            low, high = box.limits[name]
            along = _along(box, name)
            rest = outside(box)
            elsewhere = "" if rest is None else f"; {rest:.0%} elsewhere"
            words = f"{_where(desk, box.policy, name, one, (low, high))}: {box.what} in {box.density:.0%} of the futures{along}{elsewhere}"
            alike.setdefault(words, []).append(box.policy)
    for words, policies in alike.items():
        yield f"{words} ({_titles(desk, policies)})."


def _along(box: Box, name: str) -> str:
    """The other limits of a box, as its sentence has them."""
    clauses = box.sentence.partition(" (coverage")[0].partition(" when ")[2].split(" and ")
    others = [clause for clause in clauses if not clause.startswith(f"{name.replace('_', ' ')} is ")]
    return f" if {' and '.join(others)}" if others else ""


def _where(desk: PolicyDesk, policy: str, name: str, one: Range, ends: tuple[float, float]) -> str:
    """A part of a range in words: steps by name, paces with the day of the first step."""
    low, high = ends
    if name == "steps_kept":
        first, last = int(low), int(high)
        left = "nothing" if first == 0 else STEPS[first - 1]
        right = "nothing" if last == 0 else STEPS[last - 1]
        return (
            f"Last step kept is {left}"
            if first == last
            else f"Last step kept lies between {left} and {right}"
        )
    unit = "" if one.unit == "share" else f" {one.unit}"
    near = 0.0 if one.whole else (one.high - one.low) / 100
    if low <= one.low + near:
        words, edge = f"Below {_plain(high)}{unit}", high
    elif high >= one.high - near:
        words, edge = f"Above {_plain(low)}{unit}", low
    else:
        return f"From {_plain(low)} to {_plain(high)}{unit}"
    talks = desk.policy(policy).talks
    if name == "months_a_step" and talks is not None:
        day = talks.start + timedelta(round(edge * DAYS_A_MONTH))
        side = "before" if words.startswith("Below") else "after"
        words += f" (first step {side} {day.day} {day:%B} {day.year}, talks opening on their day)"
    return words


def _plain(value: float) -> str:
    return f"{value:.2g}" if value < _HUNDRED else f"{value:.0f}"


def _from_margins(desk: PolicyDesk, found: PolicyComparison, name: str) -> Iterator[str]:
    spoken = name.replace("_", " ")
    alike: dict[str, list[str]] = {}
    for margin in found.margins:
        for flip in margin.flips:
            if flip.kind == "range" and flip.what.endswith(f"of {spoken}"):
                floor = margin.measure.replace("_", " ")
                alike.setdefault(f"the floor of {floor} {_turns(margin)} with {flip.words}", []).append(
                    margin.policy
                )
    for clause, policies in alike.items():
        yield f"{_titles(desk, policies)}: {clause}."


def _turns(margin: Margin) -> str:
    return "holds" if margin.spare < 0 else "breaks"


def _decides(found: PolicyComparison, name: str) -> Iterator[str]:
    """The measures of which a range decides a tenth or more, each with the least and greatest share over the options."""
    shares: dict[str, list[float]] = {}
    for row in found.importance:
        if row.shares.get(name, 0.0) >= _WEIGHTY:
            shares.setdefault(row.measure.replace("_", " "), []).append(row.shares[name])
    for measure, values in shares.items():
        low, high = min(values), max(values)
        yield (
            f"{low:.0%} of {measure}"
            if f"{low:.0%}" == f"{high:.0%}"
            else f"{low:.0%} to {high:.0%} of {measure}"
        )


def _titles(desk: PolicyDesk, names: list[str]) -> str:
    return titles_named([desk.policy(name).title for name in dict.fromkeys(names)])
