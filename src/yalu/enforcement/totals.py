"""Money: gross, suspended, credited and net, by year, authority, kind, programme, matter or status; nothing twice.

The lines of `standing` are put into groups, so any grouping comes to the same. What one authority credits
to another is shown beside its own sum, and left out where both are in one sum. Different measures (imposed,
sought, alleged) and currencies are never added. Nothing is divided between programmes: an act on two
programmes is a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

import msgspec

from yalu.case.citations import cite, figure_id, supported_by
from yalu.case.records import ActionAmount, Case
from yalu.enforcement.acts import covers, observed_acts, year_of
from yalu.enforcement.amount_lines import (
    AmountLine,
    Sheet,
    happened,
    joined,
    may_have_happened,
    sheet,
    summed,
)
from yalu.enforcement.filters import ActionFilter, LedgerChoiceError
from yalu.vocabulary.dates import PartialDate, Window
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.strength import Strength
from yalu.vocabulary.tables import Results

By = Literal["all", "year", "authority", "kind", "programme", "matter", "status"]
AmountSide = Literal["gross", "suspended", "credited", "net", "payable", "announced"]
_SIDES: tuple[AmountSide, ...] = ("gross", "suspended", "credited", "net", "payable")
_LESS = {
    "gross": ", less what was set aside, paid back or replaced by a later amount",
    "credited": ": met by a payment to another authority that is not in this sum",
    "net": ", less what is suspended or credited to another authority",
    "payable": ", less what is suspended: to be paid to one authority or another",
    "announced": ", as an authority put it in its headline where that is another figure",
}
_MEANS = {
    "penalty": "imposed as a penalty or by settlement",
    "forfeited": "forfeited by a court",
    "sought": "claimed in civil forfeiture, whatever a court decided later",
    "seized": "seized",
    "frozen": "frozen",
    "refunded": "paid back",
    "reward": "offered as a reward",
    "alleged": "named as the size of what is alleged; nobody owes it",
}
_ONLY_SAID = frozenset({"sought", "alleged"})  # what one side asks for or says; no court has decided it
_Key = tuple[str, str, str]


class Total(msgspec.Struct, frozen=True):
    """One sum: of which group, of what measure and currency, with the figures and the actions in it.

    ``announced`` is None where no headline differs, and for a sum of several amounts. ``notes`` say what replaced
    what, what was credited, set aside or activated, each with its day, and what no authority's part accounts for.
    """

    by: str
    key: str
    measure: str
    currency: str
    gross: Figure
    suspended: Figure
    net: Figure
    actions: tuple[str, ...]
    payable: Figure
    credited: Figure
    announced: Figure | None = None
    notes: tuple[str, ...] = ()


def totals(
    case: Case, by: By = "year", wanted: ActionFilter | None = None, measure: str = ""
) -> Results[Total]:
    """Sums of amounts by a grouping, the largest group first within a measure and currency; years in order.

    Raises LedgerChoiceError for an unknown grouping, measure or filter.
    """
    if by not in get_args(By):
        raise LedgerChoiceError(f"{by!r} is no grouping; groupings are {', '.join(get_args(By))}")
    if measure and measure not in _MEANS:
        raise LedgerChoiceError(f"{measure!r} is no measure; measures are {', '.join(_MEANS)}")
    asked = wanted or ActionFilter()
    found = sheet(case, asked)
    groups: dict[_Key, list[AmountLine]] = {}
    for line in found.lines:
        if not measure or line.amount.measure == measure:
            groups.setdefault((line.amount.measure, line.amount.currency, _key(line, by)), []).append(line)
    made = [_Group(case, by, key, lines, found, asked).total() for key, lines in groups.items()]
    order = list(_MEANS)
    made.sort(
        key=lambda t: (order.index(t.measure), t.currency, t.key if by == "year" else -(t.gross.value or 0), t.key)
    )  # fmt: skip
    return Results(made, covers(case, "actions", "amounts"))


def _key(line: AmountLine, by: By) -> str:
    action = line.action
    return {
        "all": "all", "year": year_of(action.date), "authority": action.authority, "kind": action.kind,
        "programme": ";".join(action.programmes), "matter": action.matter, "status": action.status or "not stated",
    }[by]  # fmt: skip


class _Group:
    """One sum with its figures and notes."""

    def __init__(
        self, case: Case, by: By, key: _Key, lines: list[AmountLine], found: Sheet, wanted: ActionFilter
    ) -> None:
        self.case, self.by, self.day, self.wanted = case, by, found.day, wanted
        self.measure, self.currency, self.group = key
        self.lines = joined(case, lines)
        self.sum = summed(self.lines)
        self.actions = {action.id: action for action in case.actions}
        self.waiting = found.waiting
        self.replaced = [
            line for line in found.replaced
            if (line.amount.measure, line.amount.currency) == key[:2] and self._concerns(line)
        ]  # fmt: skip
        self.notes = tuple(dict.fromkeys(self._notes()))

    def total(self) -> Total:
        """The sum as a row of a table."""
        made = {side: self._figure(side) for side in _SIDES}
        # A headline is of one act: added to the amounts of others it would be a figure that nobody announced.
        headline = len(self.lines) == 1 and self.lines[0].headline is not None
        return Total(
            self.by, self.group, self.measure, self.currency, made["gross"], made["suspended"], made["net"],
            tuple(dict.fromkeys(line.action.id for line in self.lines)), made["payable"], made["credited"],
            self._figure("announced") if headline else None, self.notes,
        )  # fmt: skip

    def _concerns(self, line: AmountLine) -> bool:
        """A replaced line is listed in its own group, and in that of the amount that stands in its place."""
        later = {name for kept in self.lines for name in kept.family}
        return _key(line, self.by) == self.group or self._successor(line) in later

    def _successor(self, line: AmountLine) -> str:
        if self.waiting & {*line.family}:
            return ""
        held = {amount.id: amount for amount in self.case.amounts if amount.id in line.family}
        return next((held[name].replaced_by for name in line.family if held[name].replaced_by), "")

    def _figure(self, side: AmountSide) -> Figure:
        value = getattr(self.sum, side)
        of = "" if self.by == "all" else f", {self.group.replace('_', ' ')}"
        return Figure(
            id=figure_id(
                self.case, "ledger", "total", self.by, self.group, self.measure, self.currency, side, self.wanted.key
            ),
            title=f"Amounts {self.measure}, {side}{of}",
            value=float(value),
            unit=self.currency,
            definition=f"{side.capitalize()}: what was {_MEANS[self.measure]}"
            + _LESS.get(side, "")
            + (f"; {chosen}" if (chosen := self.wanted.in_words(self.case)) else ""),
            trail=Trail(
                steps=(self._step(side),),
                rules=(
                    "A combined amount and its parts are never added to each other.",
                    "An amount that a later one replaced counts until that day and not after it.",
                    "Measures and currencies are never added to each other.",
                ),
                rows=tuple(self._row(line) for line in self.lines),
                left_out=tuple(self._left_out()),
                notes=self.notes,
                known_by=self.case.known_by,
                data_version=self.case.data_version,
                coverage=covers(self.case, "actions", "amounts"),
                strength=self._strength(),
                observed=observed_acts(self.case),
            ),
            display=f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}",
        )  # fmt: skip

    def _step(self, side: AmountSide) -> str:
        value = getattr(self.sum, side)
        terms = [f"{getattr(summed([line]), side):,}" for line in self.lines]
        within = sum(getattr(summed([line]), side) for line in self.lines) - value
        less = f" - {within:,} credited within the sum" if within else ""
        return f"{' + '.join(terms)}{less} = {value:,} {self.currency}"

    def _row(self, line: AmountLine) -> TrailRow:
        amount = line.amount
        says = f"{line.action.date}, {line.action.authority}: {line.gross:,} {amount.currency}"
        if line.rest:
            says += f", what no part of {amount.gross:,} accounts for"
        if line.suspended:
            says += f", {line.suspended:,} of it suspended"
        if line.credited:
            says += f", {line.credited:,} of it credited"
        if line.headline is not None:
            says += f", {line.headline:,} in the authority’s headline"
        if amount.stated:
            says += f" (“{amount.stated}”)"
        return TrailRow(amount.id, says, "counted", amount.notes, cite(self.case.sources, amount.sources))

    def _left_out(self) -> Iterator[TrailRow]:
        counted = {line.amount.id for line in self.lines}
        for amount in self.case.amounts:
            if amount.part_of in counted and amount.id not in counted:
                why = f"part of {amount.part_of}, counted there"
                yield self._out(amount, "left out", why)
        for line in self.replaced:
            later = self._successor(line)
            if later:
                yield self._out(line.amount, "replaced", f"replaced by {later}")
            else:
                yield self._out(
                    line.amount, "left out", "does not yet stand in the place of what it replaces"
                )

    def _out(self, amount: ActionAmount, role: str, why: str) -> TrailRow:
        says = f"{amount.gross:,} {amount.currency}"
        return TrailRow(amount.id, says, role, why, cite(self.case.sources, amount.sources))

    def _strength(self) -> Strength:
        """What a sum rests on; what is only alleged or asked for is its authority's word."""
        return Strength(
            tuple(
                supported_by(
                    self.case.sources, line.amount,
                    reported_by=line.action.authority if line.amount.measure in _ONLY_SAID else "",
                )
                for line in self.lines
            )
        )  # fmt: skip

    def _notes(self) -> Iterator[str]:
        amounts = {amount.id: amount for amount in self.case.amounts}
        for line in self.replaced:
            if self._successor(line):
                yield from self._replacement(line, amounts)
        held = {name for line in self.lines for name in line.family}
        for amount in (m for m in self.case.amounts if m.id in held):
            yield from self._changes(amount, amounts)
        for line in self.lines:
            if line.rest and line.gross:
                yield f"{line.gross:,} of {line.amount.id} is in no authority’s part"
            elif line.rest:
                yield f"all of {line.amount.id}, {line.amount.gross:,}, is in its parts: ask for the act {line.action.id}"
            if self.day is not None and Window(end=self.day).holds(line.action.date) == "cannot_say":
                yield f"{line.action.id} is dated {line.action.date}, on both sides of {self.day}, and kept"

    def _replacement(self, line: AmountLine, amounts: dict[str, ActionAmount]) -> Iterator[str]:
        later = amounts.get(self._successor(line))
        whole = next(amounts[n] for n in line.family if amounts[n].replaced_by)
        place = (
            f"{later.id} of {self.actions[later.action].authority}, {later.gross:,}"
            if later
            else whole.replaced_by
        )
        yield (
            f"{self._said(whole)} was replaced on {whole.replaced_date} by {place}: only the later amount counts from that day"
        )

    def _said(self, amount: ActionAmount) -> str:
        suspended = f" ({amount.suspended:,} suspended)" if amount.suspended else ""
        return f"{amount.id} of {self.actions[amount.action].authority}, {amount.gross:,} {amount.currency}{suspended},"

    def _changes(self, amount: ActionAmount, amounts: dict[str, ActionAmount]) -> Iterator[str]:
        """What became of an amount, by the day asked about and, where that is a filter's day, after it."""

        def later(when: PartialDate | None) -> str:
            if happened(when, self.day):
                return ""
            if may_have_happened(when, self.day):
                return f"; that may be before or after {self.day}, and this sum leaves it out"
            return f"; this sum is as of {self.day}"

        if amount.credited:
            met = "" if amount.credited_date is None else later(amount.credited_date)
            to = amounts.get(amount.credited_to)
            payee = f" to {to.id} of {self.actions[to.action].authority}" if to else " to another authority"
            yield f"{amount.credited:,} of {self._said(amount)} is met by the payment{payee}: it is paid once{met}"
        for part, when, said in (
            (amount.refunded, amount.refunded_date, "was set aside or paid back"),
            (amount.activated, amount.activated_date, "was suspended and became payable"),
        ):
            if part:
                yield f"{part:,} of {amount.id} {said} on {when}{later(when)}"
        if amount.replaced_by and not happened(amount.replaced_date, self.day):
            yield f"{self._said(amount)} was replaced on {amount.replaced_date} by {amount.replaced_by}{later(amount.replaced_date)}"
