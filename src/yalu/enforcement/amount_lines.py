"""Amounts as they stood on a day, each once: parts in place of their whole, the later order in place of the earlier.

Every sum is made of the same lines, so any split of a sum comes to the whole. A line is an amount without
parts, or what the parts of a combined amount leave over. The day is the last one the question asks about:
``until``, the end of ``year``, ``on``, the day of the one ``action``, or the day that knowledge is limited to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from yalu.case.records import Action, ActionAmount, Case
from yalu.enforcement.filters import ActionFilter, chosen, last_day_of
from yalu.vocabulary.dates import PartialDate, Window

_NOTHING = Decimal(0)


class AmountLine(msgspec.Struct, frozen=True):
    """One amount as a sum takes it, on the day asked about.

    ``gross`` is what stands: less what was set aside or paid back. ``family`` holds its own id and those of the
    combined amounts it is part of; ``whole`` is the outermost of these and ``pieces`` how many lines it falls
    into. ``met_by`` are the amounts whose payment meets the credited part. ``rest`` marks what no part accounts for.
    """

    amount: ActionAmount
    action: Action
    gross: Decimal
    suspended: Decimal
    credited: Decimal
    headline: Decimal | None = None
    family: tuple[str, ...] = ()
    whole: ActionAmount | None = None
    pieces: int = 1
    met_by: frozenset[str] = frozenset()
    rest: bool = False

    @property
    def net(self) -> Decimal:
        """What stands less what is suspended and what is credited to another authority."""
        return self.gross - self.suspended - self.credited


class Sheet(msgspec.Struct, frozen=True):
    """The lines of the actions asked for, those in whose place another stands on the day, and the day (None: no limit).

    ``waiting`` are amounts that do not yet stand in the place of what they replace; their lines are among ``replaced``.
    """

    lines: tuple[AmountLine, ...]
    replaced: tuple[AmountLine, ...]
    day: date | None
    waiting: frozenset[str]


def sheet(case: Case, wanted: ActionFilter, *, imposed: bool = False) -> Sheet:
    """The amounts of the actions asked for. ``imposed``: as each act imposed them, whatever came later.

    Raises LedgerChoiceError for a filter that names what the ledger does not have.
    """
    day = last_day_of(case, wanted)
    ledger = _Ledger(case, day, imposed=imposed)
    asked = {action.id for action in chosen(case, wanted)}

    def admits(line: AmountLine) -> bool:
        """One act that is asked for by name has all amounts it names, whoever's share they are."""
        if not wanted.action:
            return line.action.id in asked
        return any(ledger.amounts[name].action in asked for name in line.family)

    found = [(line, gone) for line, gone in ledger.lines() if admits(line)]
    # A joint act whose parts account for all of it has a line of nothing, shown where nothing else is asked for.
    some = [(line, gone) for line, gone in found if line.gross or line.suspended or not line.rest]
    found = some or found
    kept = tuple(line for line, gone in found if not gone)
    return Sheet(kept, tuple(line for line, gone in found if gone), None if imposed else day, ledger.waiting)


def happened(when: PartialDate | None, day: date | None) -> bool:
    """Whether a change had surely come by a day; without a limit every change on record has."""
    return day is None or (when is not None and Window(end=day).holds(when) == "yes")


def may_have_happened(when: PartialDate | None, day: date | None) -> bool:
    """Whether the date of a change lies on both sides of a day, so that nobody can tell."""
    return day is not None and when is not None and Window(end=day).holds(when) == "cannot_say"


def joined(case: Case, lines: Iterable[AmountLine]) -> list[AmountLine]:
    """Lines with a combined amount in one line again where all its pieces are there and all of them stand."""
    actions = {action.id: action for action in case.actions}
    groups: dict[str, list[AmountLine]] = {}
    for line in lines:
        groups.setdefault((line.whole or line.amount).id, []).append(line)
    made: list[AmountLine] = []
    for pieces in groups.values():
        whole = pieces[0].whole
        if whole is None or len(pieces) == 1 or len(pieces) < pieces[0].pieces:
            made += pieces
        else:
            made.append(_together(whole, actions[whole.action], pieces))
    return made


class AmountSum(msgspec.Struct, frozen=True):
    """The sides of one sum of lines. What one line of it credits to another line of it is paid once and counted once."""

    gross: Decimal
    suspended: Decimal
    credited: Decimal
    announced: Decimal

    @property
    def net(self) -> Decimal:
        """What is to be paid to those whose sum it is."""
        return self.gross - self.suspended - self.credited

    @property
    def payable(self) -> Decimal:
        """Gross less what is suspended, whichever authority it is paid to."""
        return self.gross - self.suspended


def summed(lines: Sequence[AmountLine]) -> AmountSum:
    """The sides of a sum over lines."""
    inside = {name for line in lines for name in line.family}
    within = sum((line.credited for line in lines if line.met_by & inside), _NOTHING)

    def added(side: str) -> Decimal:
        return sum((getattr(line, side) for line in lines), _NOTHING)

    headlines = sum((line.gross if line.headline is None else line.headline for line in lines), _NOTHING)
    return AmountSum(
        gross=added("gross") - within, suspended=added("suspended"), credited=added("credited") - within,
        announced=headlines - within,
    )  # fmt: skip


class _Ledger:
    """One look at the amounts of a case on one day."""

    def __init__(self, case: Case, day: date | None, *, imposed: bool) -> None:
        self.day, self.imposed = day, imposed
        self.actions = {action.id: action for action in case.actions}
        begun = (
            m for m in case.amounts if m.action in self.actions and self._begun(self.actions[m.action].date)
        )
        self.amounts = {amount.id: amount for amount in begun}
        self.parts: dict[str, list[ActionAmount]] = {}
        for amount in self.amounts.values():
            if amount.part_of in self.amounts:
                self.parts.setdefault(amount.part_of, []).append(amount)
        earlier = [m for m in self.amounts.values() if m.replaced_by and not imposed]
        #: Later amounts that are there and do not yet stand in the place of any earlier one.
        self.waiting = frozenset(m.replaced_by for m in earlier if self._later(m.replaced_date)) - {
            m.replaced_by for m in earlier if not self._later(m.replaced_date)
        }

    def lines(self) -> list[tuple[AmountLine, bool]]:
        """Every line, and whether a later amount stands in its place."""
        made: list[tuple[AmountLine, bool]] = []
        for amount in self.amounts.values():
            if amount.part_of not in self.amounts:
                pieces = self._pieces(amount, (), replaced=False)
                number = sum(1 for line, _ in pieces if line.gross or line.suspended or not line.rest)
                made += [
                    (msgspec.structs.replace(line, whole=amount, pieces=number), gone)
                    for line, gone in pieces
                ]
        return made

    def _begun(self, when: PartialDate) -> bool:
        """A partial date on both sides of the day is kept, as a limit on knowledge keeps it."""
        return self.day is None or Window(end=self.day).holds(when) != "no"

    def _later(self, when: PartialDate | None) -> bool:
        return when is not None and not self._begun(when)

    def _changed(self, when: PartialDate | None) -> bool:
        return not self.imposed and happened(when, self.day)

    def _replaced(self, amount: ActionAmount) -> bool:
        """Whether a later amount stands in its place; within an inexact date, as soon as that one is in the sums.

        A later act that says from which later day it stands in the place of the earlier is in no sum before that day.
        """
        if not amount.replaced_by or self.imposed:
            return False
        there = amount.replaced_by in self.amounts and amount.replaced_by not in self.waiting
        return there or happened(amount.replaced_date, self.day)

    def _pieces(
        self, amount: ActionAmount, above: tuple[str, ...], *, replaced: bool
    ) -> list[tuple[AmountLine, bool]]:
        family = (amount.id, *above)
        gone = replaced or self._replaced(amount) or amount.id in self.waiting
        parts = self.parts.get(amount.id, [])
        if not parts:
            return [(self._line(amount, family), gone)]
        made = [piece for part in parts for piece in self._pieces(part, family, replaced=gone)]
        # The rest is what the orders left over when they were made, whatever became of the parts since.
        rest = amount.gross - sum((part.own for part in parts), _NOTHING)
        suspended = (amount.suspended or _NOTHING) - sum((p.suspended or _NOTHING for p in parts), _NOTHING)
        line = AmountLine(
            amount, self.actions[amount.action], max(rest, _NOTHING), max(suspended, _NOTHING), _NOTHING,
            family=family, rest=True,
        )  # fmt: skip
        return [*made, (line, gone)]

    def _line(self, amount: ActionAmount, family: tuple[str, ...]) -> AmountLine:
        refunded = (amount.refunded or _NOTHING) if self._changed(amount.refunded_date) else _NOTHING
        activated = (amount.activated or _NOTHING) if self._changed(amount.activated_date) else _NOTHING
        # A credit without a day of its own is as old as the amount.
        credited = (
            (amount.credited or _NOTHING)
            if amount.credited_date is None or self.imposed or happened(amount.credited_date, self.day)
            else _NOTHING
        )
        siblings = {m.id for m in self.parts.get(amount.part_of, ())} - {amount.id}
        return AmountLine(
            amount, self.actions[amount.action], amount.gross - refunded, (amount.suspended or _NOTHING) - activated,
            credited, amount.announced, family,
            met_by=frozenset({amount.credited_to} if amount.credited_to else siblings),
        )  # fmt: skip


def _together(whole: ActionAmount, action: Action, pieces: list[AmountLine]) -> AmountLine:
    """The pieces of one combined amount as its one line; a credit among them is counted once."""
    held = frozenset(name for piece in pieces for name in piece.family)
    made = summed(pieces)
    return AmountLine(
        whole, action, made.gross, made.suspended, made.credited, whole.announced, tuple(sorted(held)), whole,
        len(pieces), frozenset[str]().union(*(piece.met_by for piece in pieces)) - held,
    )  # fmt: skip
