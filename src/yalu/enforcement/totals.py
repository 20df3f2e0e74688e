"""Money: gross, suspended and net, by year, authority, kind or programme, and nothing counted twice.

A combined amount of several authorities is counted whole in every sum but the one by authority; there
its parts stand for it, and what the parts leave over is named as not split. Different measures
(imposed, sought, alleged) and currencies are never added. Nothing is divided between programmes: an
act on two programmes is a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, get_args

import msgspec

from yalu.case.citations import cite, supported_by
from yalu.case.records import Action, Amount, Case
from yalu.enforcement.acts import action_row, covers, figure_id, observed_acts, year_of
from yalu.enforcement.choosing import Filter, LedgerChoiceError, chosen
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.strength import Strength
from yalu.vocabulary.tables import Results

By = Literal["all", "year", "authority", "kind", "programme", "matter"]
Side = Literal["gross", "suspended", "credited", "net", "payable", "announced"]
_LESS = {
    "net": ", less what is suspended or credited to another authority",
    "payable": ", less what is suspended: to be paid to one authority or another",
    "announced": ", as an authority put it in its headline where that is another figure",
}
_MEANS = {
    "penalty": "imposed as a penalty or by settlement",
    "forfeited": "forfeited by a court",
    "sought": "claimed in civil forfeiture, not decided",
    "seized": "seized",
    "frozen": "frozen",
    "refunded": "paid back",
    "reward": "offered as a reward",
    "alleged": "named as the size of what is alleged; nobody owes it",
}
_ONLY_SAID = frozenset({"sought", "alleged"})  # what one side asks for or says; no court has decided it


class Line(msgspec.Struct, frozen=True):
    """One amount as a sum takes it: whole, as one authority's part, or what the parts leave over."""

    amount: Amount
    action: Action
    gross: Decimal
    suspended: Decimal
    credited: Decimal
    headline: Decimal | None = None

    @property
    def payable(self) -> Decimal:
        """Gross less what is suspended, whichever authority it is paid to."""
        return self.gross - self.suspended

    @property
    def announced(self) -> Decimal:
        """The figure of the authority's headline; the gross amount where it made no other."""
        return self.gross if self.headline is None else self.headline

    @property
    def net(self) -> Decimal:
        """Gross less what is suspended and what is credited to another authority."""
        return self.gross - self.suspended - self.credited


class Total(msgspec.Struct, frozen=True):
    """One sum: of which group, of what measure and currency, with the figures and the actions in it.

    ``announced`` is None where no headline of an authority differs from the amounts.
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
    announced: Figure | None = None


def totals(case: Case, by: By = "year", wanted: Filter | None = None, measure: str = "") -> Results[Total]:
    """Sums of amounts by a grouping, the largest group first within a measure and currency; years in order.

    Raises LedgerChoiceError for an unknown grouping, measure or filter.
    """
    if by not in get_args(By):
        raise LedgerChoiceError(f"{by!r} is no grouping; groupings are {', '.join(get_args(By))}")
    if measure and measure not in _MEANS:
        raise LedgerChoiceError(f"{measure!r} is no measure; measures are {', '.join(_MEANS)}")
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines(case, wanted or Filter(), by_authority=by == "authority"):
        if not measure or line.amount.measure == measure:
            key = (line.amount.measure, line.amount.currency, _key(line, by))
            groups.setdefault(key, []).append(line)
    made = [_total(case, by, key, found, wanted or Filter()) for key, found in groups.items()]
    order = list(_MEANS)
    made.sort(
        key=lambda t: (order.index(t.measure), t.currency, t.key if by == "year" else -(t.gross.value or 0), t.key)
    )  # fmt: skip
    return Results(made, covers(case, "actions", "amounts"))


def lines(case: Case, wanted: Filter, *, by_authority: bool = False) -> list[Line]:
    """The amounts of the actions asked for, each counted once."""
    actions = {action.id: action for action in case.actions}
    asked = {action.id for action in chosen(case, wanted)}
    parts: dict[str, list[Amount]] = {}
    for amount in case.amounts:
        if amount.part_of and amount.action in actions:
            parts.setdefault(amount.part_of, []).append(amount)
    known = {amount.id for amount in case.amounts if amount.action in actions}
    found: list[Line] = []
    for amount in case.amounts:
        if amount.part_of in known or amount.action not in actions:
            continue
        mine = parts.get(amount.id, [])
        split = by_authority or actions[amount.action].id not in asked
        elsewhere = any(actions[p.action].authority != actions[amount.action].authority for p in mine)
        if mine and split and elsewhere:
            found += _split(amount, mine, actions)
        else:
            found.append(_whole(amount, actions))
    return [line for line in found if line.action.id in asked]


def _whole(amount: Amount, actions: dict[str, Action]) -> Line:
    nothing = Decimal(0)
    return Line(
        amount, actions[amount.action], amount.gross, amount.suspended or nothing, amount.credited or nothing,
        amount.announced,
    )  # fmt: skip


def _split(whole: Amount, parts: list[Amount], actions: dict[str, Action]) -> list[Line]:
    made = [_whole(part, actions) for part in parts]
    rest = whole.gross - sum((part.own for part in parts), Decimal(0))
    suspended = (whole.suspended or Decimal(0)) - sum((p.suspended or Decimal(0) for p in parts), Decimal(0))
    if rest > 0:
        made.append(Line(whole, actions[whole.action], rest, max(suspended, Decimal(0)), Decimal(0)))
    return made


def _key(line: Line, by: By) -> str:
    action = line.action
    return {
        "all": "all",
        "year": year_of(action.date),
        "authority": action.authority,
        "kind": action.kind,
        "programme": ";".join(action.programmes),
        "matter": action.matter,
    }[by]


def _total(case: Case, by: By, key: tuple[str, str, str], found: list[Line], wanted: Filter) -> Total:
    measure, currency, group = key
    made = {
        side: _figure(case, by, key, found, side, wanted)
        for side in ("gross", "suspended", "net", "payable")
    }  # fmt: skip
    headline = any(line.headline is not None for line in found)
    announced = _figure(case, by, key, found, "announced", wanted) if headline else None
    ids = tuple(dict.fromkeys(line.action.id for line in found))
    return Total(by, group, measure, currency, made["gross"], made["suspended"], made["net"], ids,
                 made["payable"], announced)  # fmt: skip


def _figure(
    case: Case, by: By, key: tuple[str, str, str], found: list[Line], side: str, wanted: Filter
) -> Figure:
    measure, currency, group = key
    value = sum((getattr(line, side) for line in found), Decimal(0))
    of = "" if by == "all" else f", {group.replace('_', ' ')}"
    return Figure(
        id=figure_id(case, "ledger", "total", by, group, measure, currency, side, wanted.key),
        title=f"Amounts {measure}, {side}{of}",
        value=float(value),
        unit=currency,
        definition=f"{side.capitalize()}: what was {_MEANS[measure]}"
        + _LESS.get(side, "")
        + (f"; {wanted.words}" if wanted.words else ""),
        trail=Trail(
            steps=(f"{' + '.join(f'{getattr(line, side):,}' for line in found)} = {value:,} {currency}",),
            rules=(
                "A combined amount and its parts are never added to each other.",
                "Measures and currencies are never added to each other.",
            ),
            rows=tuple(_row(case, line) for line in found),
            left_out=_left_out(case, found),
            known_by=case.known_by,
            data_version=case.data_version,
            coverage=covers(case, "actions", "amounts"),
            strength=_strength(case, found),
            observed=observed_acts(case),
        ),
        display=f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}",
    )


def _row(case: Case, line: Line) -> TrailRow:
    amount = line.amount
    says = f"{line.action.date}, {line.action.authority}: {line.gross:,} {amount.currency}"
    if line.suspended:
        says += f", {line.suspended:,} of it suspended"
    if line.headline is not None:
        says += f", {line.headline:,} in the authority’s headline"
    if amount.stated:
        says += f" (“{amount.stated}”)"
    return TrailRow(amount.id, says, "counted", amount.notes, cite(case.sources, amount.sources))


def _strength(case: Case, found: Iterable[Line]) -> Strength:
    """What a sum rests on; what is only alleged or asked for is its authority's word."""
    return Strength(
        tuple(
            supported_by(
                case.sources, line.amount,
                reported_by=line.action.authority if line.amount.measure in _ONLY_SAID else "",
            )
            for line in found
        )
    )  # fmt: skip


def _left_out(case: Case, found: Iterable[Line]) -> tuple[TrailRow, ...]:
    counted = {line.amount.id for line in found}
    return tuple(
        TrailRow(a.id, f"{a.gross:,} {a.currency}", "left out", f"part of {a.part_of}, counted there",
                 cite(case.sources, a.sources))
        for a in case.amounts
        if a.part_of in counted and a.id not in counted
    )  # fmt: skip


__all__ = ["By", "Line", "Total", "action_row", "lines", "totals"]
