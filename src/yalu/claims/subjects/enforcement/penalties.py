"""The place of an act among others by the money in it: “the largest penalty of its kind”."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from yalu.case.citations import resting_on
from yalu.case.records import Action
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.records import Reading
from yalu.claims.subjects.enforcement.acts import ACTS, ONE, SIDE, asked_of, filter_of_given
from yalu.claims.subjects.readings import figure_of
from yalu.enforcement.acts import action_row, covers, observed_acts
from yalu.enforcement.amount_lines import joined, sheet


def _rank(evidence: Evidence, given: Parameters) -> Reading:
    case, own_id = evidence.case, given["action"]
    wanted = filter_of_given({**given, "action": ""})
    lines = [
        line for line in joined(case, asked_of(lambda: sheet(case, wanted, imposed=True)).lines)
        if line.amount.measure == given["measure"] and line.amount.currency == given["currency"]
        and (given["shared"] != "left out" or line.action.programmes == (given["programme"],))
    ]  # fmt: skip
    amounts: dict[str, Decimal] = {}
    actions: dict[str, Action] = {}
    for line in lines:
        own = line.net if given["side"] == "net" else line.gross
        amounts[line.action.id] = amounts.get(line.action.id, Decimal(0)) + own
        actions[line.action.id] = line.action
    if own_id not in amounts:
        raise Unanswerable(
            f"no amount {given['measure']} in {given['currency']} is in the ledger for {own_id} under these choices"
        )
    sign = 1 if given["order"] == "lowest" else -1
    order = sorted(amounts, key=lambda name: (sign * amounts[name], name))
    place = 1 + sum(sign * amount < sign * amounts[own_id] for amount in amounts.values())
    above = [actions[name] for name in order[: place - 1]]
    shown = f"{place} of {len(order)} in the ledger"
    cut = (given[name] or "all" for name in ("order", "measure", "side", "currency", "shared"))
    figure = figure_of(
        evidence,
        "/".join(["ledger-rank", own_id, *cut, wanted.key]),
        f"Place of {actions[own_id].title} by the money in it, from the {given['order']} of {len(order)}",
        f"{given['measure']}, {given['side']}, in {given['currency']}, as each act of the ledger imposed it"
        + (f": {wanted.words}" if wanted.words else "")
        + (", on no other programme" if given["shared"] == "left out" else ""),
        low=float(place),
        steps=tuple(f"{actions[name].title}: {amounts[name]:,.0f} {given['currency']}" for name in order),
        rows=tuple(action_row(case, actions[name], "ranked") for name in order),
        notes=("an act that the ledger does not have can only move this one further down",),
        coverage=covers(case, "actions", "amounts"),
        strength=resting_on(case.sources, [actions[own_id], *above]),
        observed=observed_acts(case),
        display=shown,
    )
    beyond = "no other comes before it in the ledger, and the ledger is not known to hold every act"
    return Reading(low=float(place), unit="place", beyond=beyond, shown=shown, figure=figure)


def _shared(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """An act on two programmes may or may not count as one on the programme asked about."""
    return ("left out", "counted") if given["programme"] else ()


SUBJECTS = (
    Subject(
        "ledger.rank",
        "The place of an act among others by the money in it",
        "place",
        unit="place",
        parameters=(
            ONE,
            *(parameter for parameter in ACTS if parameter.name != "action"),
            choice(
                "measure",
                "imposed, taken or sought; never mixed",
                ("penalty", "forfeited", "sought", "seized", "frozen"),
            ),
            SIDE,
            Parameter("currency", "ISO 4217 code", default="USD", kind="unit"),
            choice(
                "shared",
                "of acts on a programme: those that are on another one too",
                ("", "left out", "counted"),
                alternatives=_shared,
                open=True,
            ),
            choice("order", "counted from which end", ("lowest", "highest"), default="highest"),
        ),
        compute=_rank,
        example="--action zte-settlement-2017 --state USA",
        stated="largest",
    ),
)
