"""What a range rests on that is of a later day than the comparison: rows of later months, pages printed later.

A comparison looks ahead from a day. What nobody could know that day may still be the best there is for a
range, so it is not thrown away; it is named. Where the reader limits the case to a day, a range that no fact of
that day supports is a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from yalu.case.records import Case
from yalu.policy.assumptions import Assumptions, Range
from yalu.policy.formulas.law_under_policy import TradeLine
from yalu.vocabulary.results import Figure


class Later(msgspec.Struct, frozen=True):
    """The facts of one range that are of a later day, and those of which the day is not known."""

    facts: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    left: bool = True

    @property
    def says(self) -> str:
        """The sentence for a reader; "" when everything was known that day."""
        parts = [f"rests on later facts: {', '.join(self.facts)}"] if self.facts else []
        parts += (
            [f"may rest on later ones, printed at a time not stated to the day: {', '.join(self.unclear)}"]
            if self.unclear
            else []
        )
        said = "; ".join(parts)
        return said[:1].upper() + said[1:] + "." if said else ""


class Hindsight:
    """Asks of rows and sources of a case whether they are of a day later than ``day``.

    A row is of the last day of its period, because a total is not there before it. A source is of the day it
    was printed. A row that a case limited to the day has lost is later too.
    """

    def __init__(self, case: Case, day: date) -> None:
        self._case, self._day = case, day
        self.flows = {flow.id: flow for flow in case.flows}

    def of(self, one: Range) -> Later:
        """What of a range is later than the day."""
        facts = [self._row(name) for name in one.rows if self.later_row(name)]
        unclear = []
        known = len(one.rows) - len(facts)
        for name in one.sources:
            source = self._case.sources.get(name)
            printed = None if source is None else source.published
            if printed is None or printed.latest <= self._day:
                known += 1  # what has no day, such as a text of the law, is not called later
            elif printed.earliest > self._day:
                facts.append(f"{name} ({printed})")
            else:
                unclear.append(f"{name} ({printed})")
        return Later(tuple(facts), tuple(unclear), left=known > 0 or bool(unclear))

    def later_row(self, name: str) -> bool:
        """Whether a row of flows was not complete by the day."""
        flow = self.flows.get(name)
        end = None if flow is None else flow.window.end
        return flow is None or end is None or end > self._day

    def _row(self, name: str) -> str:
        flow = self.flows.get(name)
        return name if flow is None else f"{name} ({flow.period})"


def published_by(case: Case, sources: Iterable[str]) -> bool:
    """Whether the first dated source of something was out on the day to which a case is limited."""
    found = (case.sources.get(name) for name in sources)
    days = [
        source.published.earliest for source in found if source is not None and source.published is not None
    ]
    return not case.known_by or not days or min(days).isoformat() <= case.known_by


def as_known(assumed: Assumptions, case: Case) -> Assumptions:
    """The assumptions as of their own day, or an earlier one to which the case is limited.

    Every range that rests on later facts says so in its reason. In a limited case, a range of which no row or
    source is left is a guess.
    """
    day = min(assumed.as_of, date.fromisoformat(case.known_by)) if case.known_by else assumed.as_of
    hindsight, ranges = Hindsight(case, day), {}
    for name, one in assumed.ranges.items():
        later = hindsight.of(one)
        lost = bool(case.known_by) and not later.left and one.basis == "source"
        unsaid = f"Nothing of {day} or before supports it, so it is a guess." if lost else ""
        ranges[name] = msgspec.structs.replace(
            one,
            basis="guess" if lost else one.basis,
            reason=" ".join(part for part in (one.reason, later.says, unsaid) if part),
        )
    return msgspec.structs.replace(assumed, ranges=ranges, as_of=day)


def known_figure(figure: Figure, case: Case, day: date) -> bool:
    """Whether a figure of trade could be known by the day to which the reader limited the case; always in a whole case."""
    if not case.known_by:
        return True
    hindsight = Hindsight(case, day)
    return not any(row.id in hindsight.flows and hindsight.later_row(row.id) for row in figure.trail.rows)


def known_lines(lines: tuple[TradeLine, ...], case: Case, day: date) -> tuple[TradeLine, ...]:
    """The lines of trade that stand on ranges, or on figures that could be known by the day."""
    return tuple(line for line in lines if line.figure is None or known_figure(line.figure, case, day))
