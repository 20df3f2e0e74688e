"""Checking the levers of a policy: each has a day or a step, names what is in force, and does what its words say."""

from __future__ import annotations

from itertools import pairwise

from yalu.documents.problems import one_of, shown
from yalu.documents.records.yaml_files import Path
from yalu.policy.agreement.moments import MOST, moment_of
from yalu.policy.options.faults import Faults, KnownNames
from yalu.policy.records import RELIEF, Lever, Policy
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.codes import hs as read_hs
from yalu.vocabulary.intervals import AmountError

_NAMED = frozenset({"switch_measure", "change_cap", "lift", "suspend"})
# Keys that say nothing beside another kind of lever, so that a reader would think they did.
_ONLY_FOR: dict[str, frozenset[str]] = {
    "hs": RELIEF, "goods": RELIEF, "quantity": RELIEF, "amount": RELIEF, "on_breach": RELIEF, "restore_within_days": RELIEF,
    "against": frozenset({"designate"}), "asks": frozenset({"designate"}), "number": frozenset({"designate"}),
}  # fmt: skip


def check_levers(policy: Policy, known: KnownNames, faults: Faults) -> None:
    """Log every fault of the levers, one by one and in their order."""
    for number, lever in enumerate(policy.levers):
        path: Path = ("levers", number)
        faults.names((*path, "measures"), lever.measures, frozenset(known.measures), "measure")
        _when(policy, lever, path, known, faults)
        _keys(lever, path, faults)
        _limit(lever, path, known, faults)
        _goods(lever, path, known, faults)
        if lever.do in {"lift", "suspend"}:
            _in_force(policy, number, lever, path, known, faults)
        if lever.do == "restore":
            _lifted(policy, number, lever, path, faults)
        if lever.do == "designate" and not lever.against:
            faults.add(path, "nobody is designated", "a designation is against banks, firms or persons",
                       "add “against:” with banks, firms or persons")  # fmt: skip
    _order(policy, faults)
    if (
        known.as_of is not None
        and len({moment_of(policy, lever, known.as_of) for lever in policy.levers} - {None}) > MOST
    ):
        faults.add(("levers",), f"more than {MOST} levers wait for a step or end with a breach, each at a time of its own",
                   f"the law is judged under every set of them, so one policy has at most {MOST}",
                   "let levers of the same step share their “within_days”")  # fmt: skip


def _when(policy: Policy, lever: Lever, path: Path, known: KnownNames, faults: Faults) -> None:
    if (lever.start is None) == (lever.after is None):
        faults.add(path, "the lever has no “from” and no “after”, or both", "a lever is pulled from a day or after a step",
                   "write “from:” with a day, or “after:” with a step such as freeze")  # fmt: skip
    if known.as_of is not None and lever.start is not None and lever.start < known.as_of:
        faults.add((*path, "from"), f"{lever.start} lies before {known.as_of}, the day as of which options are compared",
                   "a lever is pulled after that day", "write a later day", lever.start)  # fmt: skip
    owed = {one.step for one in policy.obligations}
    if lever.after not in {None, "breach", *owed}:
        faults.add((*path, "after"), f"the lever waits for {lever.after} and nobody owes it",
                   "a step that a lever waits for stands under “obligations”",
                   f"add an obligation with “step: {lever.after}”", lever.after)  # fmt: skip
    if (lever.after == "breach" or lever.on_breach) and not owed:
        faults.add(path, "the lever speaks of a breach and nothing is owed", "only a deal can be broken",
                   "add “obligations:”, or write “from:” with a day")  # fmt: skip
    for name in ("within_days", "restore_within_days"):
        days = getattr(lever, name)
        if days is not None and days < 0:
            faults.add(
                (*path, name), "days are below zero", "days are counted from 0", "write 0 or more", days
            )
    if lever.within_days is not None and lever.after is None and not lever.on_breach:
        faults.add((*path, "within_days"), "“within_days” stands beside a day", "days are counted after a step or a breach",
                   "remove it, or write “after:” in place of “from:”", lever.within_days)  # fmt: skip
    if lever.restore_within_days is not None and not lever.on_breach:
        faults.add((*path, "restore_within_days"), "nothing is restored", "“restore_within_days” goes with “on_breach: restore”",
                   "add “on_breach: restore”", lever.restore_within_days)  # fmt: skip
    if lever.on_breach and lever.after == "breach":
        faults.add((*path, "on_breach"), "relief is given on the breach that ends it", "relief comes before the breach that ends it",
                   "write another “after:”", lever.on_breach)  # fmt: skip


def _keys(lever: Lever, path: Path, faults: Faults) -> None:
    if lever.do in _NAMED and not lever.measures:
        faults.add(path, f"{lever.do} names no measure", "what is switched, changed or lifted is named",
                   "add “measures:” with ids of the regime")  # fmt: skip
    for key, kinds in _ONLY_FOR.items():
        if lever.do not in kinds and getattr(lever, key) not in {None, "", ()}:
            faults.add((*path, key), f"“{key}” says nothing beside “do: {lever.do}”", f"“{key}” goes with {one_of(sorted(kinds))}",
                       f"remove “{key}”, or correct “do”")  # fmt: skip
    if lever.number is not None and lever.number < 1:
        faults.add((*path, "number"), f"{lever.number} are designated", "a designation names at least one",
                   "write 1 or more", lever.number)  # fmt: skip


def _limit(lever: Lever, path: Path, known: KnownNames, faults: Faults) -> None:
    if lever.do == "change_cap" and not lever.limited:
        faults.add(path, "the cap gets no new limit", "a changed cap has a quantity, an amount or both",
                   "add “quantity:” with “unit:”, or “amount:” with “currency:”")  # fmt: skip
    if lever.amount is not None and not lever.currency:
        faults.add((*path, "amount"), f"the amount {lever.amount:g} has no currency", "money has a currency",
                   "add “currency: USD” or another", lever.amount)  # fmt: skip
    if lever.quantity is not None and not lever.unit:
        faults.add((*path, "quantity"), f"the quantity {lever.quantity:g} has no unit", "a quantity has a unit",
                   "add “unit: t” or another", lever.quantity)  # fmt: skip
    if lever.currency not in {"", "USD"}:
        faults.add((*path, "currency"), f"the limit is in {lever.currency}", "options are compared in one currency, USD",
                   "convert the amount and say at which rate in notes", lever.currency)  # fmt: skip
    try:
        money = unit(lever.unit).kind.startswith("money") if lever.unit else False
    except AmountError as error:
        faults.add(
            (*path, "unit"), str(error), "a limit is in a unit of the list", "write t or another unit", lever.unit,
        )  # fmt: skip
    else:
        if money:
            faults.add((*path, "unit"), f"{shown(lever.unit)} is money", "a quantity has a unit such as t",
                       "write “amount:” with “currency:”", lever.unit)  # fmt: skip
    for key in ("quantity", "amount"):
        size = getattr(lever, key)
        if size is not None and size < 0:
            faults.add((*path, key), f"{size:g} is below zero", "a limit is 0 or more", "correct it", size)
    if lever.do != "change_cap":
        return
    for number, name in enumerate(lever.measures):
        if known.measures.get(name, "cap") not in {"cap", "freeze"}:
            faults.add((*path, "measures", number), f"{shown(name)} is no cap", "only a cap has a limit to change",
                       "name a measure whose effect is cap or freeze, or write “do: lift” with the limit", name)  # fmt: skip


def _goods(lever: Lever, path: Path, known: KnownNames, faults: Faults) -> None:
    """Relief for a part of one line cannot be counted, because no figure parts the line."""
    faults.names(
        (*path, "goods"), lever.goods, frozenset(known.goods) if known.goods else None, "line of trade"
    )
    for number, code in enumerate(lever.hs):
        try:
            wanted = read_hs(code)
        except CodeError as error:
            faults.add(
                (*path, "hs", number), str(error), "goods are named by an HS code in quotes", "correct the code",
                code,
            )  # fmt: skip
            continue
        for name, line in (known.goods or {}).items():
            try:
                whole = read_hs(line)
            except CodeError:
                continue  # said where the ranges are checked
            if whole != wanted and whole.covers(wanted):
                faults.add(
                    (*path, "hs", number), f"{code} is a part of the line {shown(name)} ({line}), and no figure parts it",
                    "relief is counted for whole lines of the ranges file", f'write "{line}", or add a line for {code}', code,
                )  # fmt: skip


def _in_force(
    policy: Policy, number: int, lever: Lever, path: Path, known: KnownNames, faults: Faults
) -> None:
    switched = {
        name for other in policy.levers[:number] for name in other.measures if other.do in {"switch_measure", "change_cap"}
    }  # fmt: skip
    for place, name in enumerate(lever.measures):
        since = known.known_from.get(name)
        if known.as_of is None or since is None or since <= known.as_of or name in switched:
            continue
        faults.add((*path, "measures", place), f"{shown(name)} is of {since} and not in force as known on {known.as_of}",
                   "what is lifted is in force", "switch it on by a lever above, or name a measure in force", name)  # fmt: skip


def _lifted(policy: Policy, number: int, lever: Lever, path: Path, faults: Faults) -> None:
    above = {name for other in policy.levers[:number] if other.do in RELIEF for name in other.measures}
    if not above:
        faults.add(path, "there is nothing to restore", "“restore” ends relief that stands above it",
                   "put it below the “lift”, “suspend” or “change_cap” that it ends")  # fmt: skip
    for place, name in enumerate(lever.measures if above else ()):
        if name not in above:
            faults.add((*path, "measures", place), f"{shown(name)} is not lifted above", "“restore” ends relief that stands above it",
                       "name a measure that a lever above lifts", name)  # fmt: skip


def _order(policy: Policy, faults: Faults) -> None:
    dated = [(number, lever.start) for number, lever in enumerate(policy.levers) if lever.start is not None]
    for (_, earlier), (number, later) in pairwise(dated):
        if later < earlier:
            faults.add(("levers", number, "from"), f"{later} lies before {earlier} above it", "levers stand in order of their days",
                       "put them in order or correct the day", later)  # fmt: skip
