"""Checking policies and assumptions: what contradicts itself, its neighbours, the law or the case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from yalu.documents.problems import ProblemLog, did_you_mean, one_of, shown
from yalu.documents.records.yaml_files import Path, YamlDocument
from yalu.policy.agreement.schedule import months_later
from yalu.policy.assumptions import MEASURES, UNITS, Assumptions, Range
from yalu.policy.options.faults import Faults, KnownNames, PolicyFile
from yalu.policy.options.lever_checks import check_levers
from yalu.policy.options.obligation_checks import check_days, check_obligations
from yalu.policy.options.payment_checks import check_payments
from yalu.policy.records import Policy
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.codes import hs as read_hs

_MOST_MONTHS = 600
#: The most that a count of a file may be: the months ahead, and the days of a century.
_MOST = {
    "every_months": _MOST_MONTHS,
    **dict.fromkeys(("within_days", "restore_within_days", "reversible_days", "keep_days"), 36_525),
}
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def check_policies(read: list[PolicyFile], known: KnownNames, log: ProblemLog) -> None:
    """Log everything in the policies that contradicts itself, another policy, the law or the case."""
    by_id: dict[str, PolicyFile] = {}
    for file in read:
        faults, policy = Faults(file.document, log, own=file.own), file.policy
        if not _ID.fullmatch(policy.id):
            faults.add(("id",), f"{shown(policy.id)} is no id", "an id is of small letters, digits and hyphens",
                       "write an id such as my-escrow", policy.id)  # fmt: skip
        other = by_id.setdefault(policy.id, file)
        if other is not file:
            faults.add(("id",), f"{shown(policy.id)} is the id of {other.document.file} too",
                       "an id is used once, bundled policies included", "give one of the two another id", policy.id)  # fmt: skip
        elif policy.baseline and any(f.policy.baseline for f in by_id.values() if f is not file):
            faults.add(("baseline",), "there is a second baseline", "one policy is the baseline",
                       "remove “baseline: true” here")  # fmt: skip
        _Checking(policy, known, faults).all()
        for path, number in _counts(file.document.value, ()):
            most = _MOST[str(path[-1])]
            if number > most:
                faults.add(
                    path, f"{number} is out of bounds", f"“{path[-1]}” is at most {most:,}", "write a smaller number",
                    number,
                )  # fmt: skip


def _counts(value: object, path: Path) -> Iterator[tuple[Path, int]]:
    """Every count of days or months of a file with its path."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        if key in _MOST and isinstance(item, int):
            yield (*path, key), item
        yield from _counts(item, (*path, key))


class _Checking:
    """The checks of one policy."""

    def __init__(self, policy: Policy, known: KnownNames, faults: Faults) -> None:
        self._policy, self._known, self._faults = policy, known, faults

    def all(self) -> None:
        policy = self._policy
        self._faults.names(("sources",), policy.sources, self._known.sources, "source")
        if not policy.sources:
            self._faults.add(
                ("sources",), "no source is named", "every policy says where it comes from", "name a source"
            )
        if policy.reversible_days < 0:
            self._faults.add(
                ("reversible_days",), "days are below zero", "days are counted from 0", "write 0 or more"
            )
        check_levers(policy, self._known, self._faults)
        check_obligations(policy, self._faults.add)
        check_payments(policy, self._known, self._faults.add)
        check_days(policy, self._known, self._faults)


def check_assumptions(
    assumed: Assumptions,
    document: YamlDocument,
    known: KnownNames,
    log: ProblemLog,
    priced: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Log every range upside down or unsupported, and everything named that is not there.

    ``priced`` are the ranges that price a payment in goods, each with its unit.
    """
    faults = Faults(document, log)
    _check_numbers(assumed, faults)
    goods = {line.value: "USD million a year" for line in assumed.goods.values() if line.value}
    wanted = UNITS | dict(sorted((goods | dict(priced)).items()))
    for name in wanted:
        if name not in assumed.ranges:
            faults.add(
                ("ranges",), f"there is no range {shown(name)}", f"the formulas ask for {one_of(wanted)}",
                f"add “{name}:”", name,
            )  # fmt: skip
    for name, one in assumed.ranges.items():
        _check_range(name, one, wanted, known, faults)
    for name, line in assumed.goods.items():
        try:
            read_hs(line.hs)
        except CodeError as error:
            faults.add(
                ("goods", name, "hs"), str(error), "goods are named by an HS code in quotes", "correct the code",
                line.hs,
            )  # fmt: skip
    for name in assumed.measures:
        if name not in MEASURES:
            faults.add(
                ("measures", name), f"{shown(name)} is not measured{did_you_mean(name, MEASURES)}",
                f"what is measured: {one_of(MEASURES)}", "correct the name", name,
            )  # fmt: skip
    for name in MEASURES:
        if name not in assumed.measures:
            faults.add(
                ("measures",), f"nothing is said of {name}", "every measure has a threshold, and a floor or none",
                f"add “{name}:”", name,
            )  # fmt: skip
    for place in ("across", "down"):
        name = getattr(assumed.switch, place)
        if name not in assumed.ranges:
            faults.add(
                ("switch", place), f"there is no range {shown(name)}", "switch points lie over two ranges",
                "name a range of this file", name,
            )  # fmt: skip


def window_of(assumed: Assumptions) -> tuple[date, date] | None:
    """The first day ahead and the first day after the months ahead; None where the calendar ends before."""
    try:
        return assumed.start, months_later(assumed.start, min(max(assumed.months, 0), _MOST_MONTHS))
    except ValueError:
        return None


def _check_numbers(assumed: Assumptions, faults: Faults) -> None:
    for name, least, most in (("months", 1, _MOST_MONTHS), ("futures", 1, 5_000_000)):
        number = getattr(assumed, name)
        if not least <= number <= most:
            faults.add(
                (name,), f"{number} is out of bounds", f"“{name}” is {least} to {most:,}", "write a number between",
                number,
            )  # fmt: skip
    if window_of(assumed) is None:
        faults.add(("from",), f"the calendar ends before the months ahead of {assumed.start} do", "days are up to the year 9999",
                   "write an earlier day or fewer months", assumed.start)  # fmt: skip
    if assumed.start < assumed.as_of:
        faults.add(("from",), f"{assumed.start} lies before “as_of” {assumed.as_of}", "options begin after the day they are compared on",
                   "write a later day", assumed.start)  # fmt: skip


def _check_range(name: str, one: Range, units: Mapping[str, str], known: KnownNames, faults: Faults) -> None:
    path: Path = ("ranges", name)
    if name not in units:
        faults.add(path, f"no formula uses the range {shown(name)}{did_you_mean(name, units)}",
                   f"ranges are {one_of(units)}", "correct the name or remove it", name)  # fmt: skip
    if one.low > one.high:
        faults.add(
            path, f"the range runs from {one.low:g} down to {one.high:g}", "low is not above high", "swap the two",
        )  # fmt: skip
    asked = units.get(name, one.unit)
    if one.unit != asked:
        faults.add((*path, "unit"), f"the range is in {one.unit}", f"the formulas take {name} in {asked}",
                   f"write the ends in {asked}, and “unit: {asked}”", one.unit)  # fmt: skip
    if one.unit == "share" and not 0 <= one.low <= one.high <= 1:
        faults.add(
            path, f"{one.low:g} to {one.high:g} is no share", "a share lies between 0 and 1",
            "write 0.85 for 85 percent",
        )  # fmt: skip
    if one.low < 0:
        faults.add(
            path, f"{one.low:g} is below zero", "no range of the model goes below zero", "write 0 or more", one.low,
        )  # fmt: skip
    if one.for_number is not None and one.for_number < 1:
        faults.add((*path, "for_number"), f"{one.for_number} is no number of parties", "a range speaks of at least one party",
                   "write 1 or more, or leave it out", one.for_number)  # fmt: skip
    if name == "keep_days" and one.low < 1:
        faults.add(path, f"a keep period of {one.low:g} days strands nothing whatever happens", "a step stands for a day at least",
                   "write “low:” of 1 or more", one.low)  # fmt: skip
    if one.basis == "source" and not (one.sources or one.rows):
        faults.add(path, "the range names no source", "a range has a source or rows of the case, or the word “guess”",
                   "name a source or write “basis: guess”")  # fmt: skip
    faults.names((*path, "sources"), one.sources, known.sources, "source")
    faults.names((*path, "rows"), one.rows, known.rows, "row")
