"""Checking the days of a policy: in order, and within the months that a comparison looks ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yalu.documents.records.yaml_files import Path
from yalu.policy.records import Policy

if TYPE_CHECKING:
    from yalu.policy.checks import Faults, Known

_RULE = "what lies after the months ahead is in no result, so it can neither help nor fail"


def check_days(policy: Policy, known: Known, faults: Faults) -> None:
    """Log deposits before talks, days outside the months ahead, keep periods of the option's own, and money said to come back.

    A day outside is a fault in a reader's own file; in a bundled one, which a shorter ranges file may meet, it
    is a warning.
    """
    log = faults.add if faults.own else faults.warn
    talks = policy.talks
    for path, what, day in _days(policy):
        if talks is not None and path[0] == "payments" and path[2] != "releases" and day < talks.start:
            faults.add(path, f"{day} lies before the talks of {talks.start}", "dates come in order: talks, deposit, release",
                       "write a later deposit or earlier talks", day)  # fmt: skip
        if known.window is None:
            continue
        first, end = known.window
        if day >= end:
            log(path, f"{what} {day} lies after the months ahead, which end on {end - timedelta(1)}", _RULE,
                "write an earlier day, or more “months:” in ranges.yaml", day)  # fmt: skip
        elif day < first and path[0] != "levers":
            log(path, f"{what} {day} lies before the first day ahead, {first}", "a deal begins within the months ahead",
                "write a later day, or an earlier “from:” in ranges.yaml", day)  # fmt: skip
    for number, owed in enumerate(policy.obligations):
        if (
            known.keep_days is not None
            and owed.keep_days
            and known.keep_days != (owed.keep_days, owed.keep_days)
        ):
            low, high = known.keep_days
            faults.warn(
                ("obligations", number, "keep_days"),
                f"{policy.id} would count {owed.step} as kept after {owed.keep_days} days; every option is judged by {low:g} to {high:g}",
                "one keep period holds for the whole set; an option's own stands beside it as “stranded_own”",
                "leave “keep_days:” out, or move the range with --set keep_days=low..high", owed.keep_days,
            )  # fmt: skip

    for number, payment in enumerate(policy.payments):
        if payment.reversible_days:
            faults.warn(
                ("payments", number, "reversible_days"),
                f"{policy.id}: what {payment.id} released can be called back for {payment.reversible_days} days, "
                "and so long nothing of it is at risk",
                "money or goods that can be called back are neither exposed nor stranded",
                "make sure that it is so: what is spent or burnt cannot be called back", payment.reversible_days,
            )  # fmt: skip


def _days(policy: Policy) -> Iterator[tuple[Path, str, date]]:
    if policy.talks is not None:
        yield ("talks", "from"), "the talks of", policy.talks.start
    for number, lever in enumerate(policy.levers):
        if lever.start is not None:
            yield ("levers", number, "from"), "the lever of", lever.start
    for number, duty in enumerate(policy.duties):
        if duty.day is not None:
            yield ("duties", number, "day"), "the duty of", duty.day
    for number, payment in enumerate(policy.payments):
        path: Path = ("payments", number)
        if payment.deposit is not None:
            yield (*path, "deposit"), "the deposit of", payment.deposit
        for place, one in enumerate(payment.deposits):
            yield (*path, "deposits", place, "day"), "the deposit of", one.day
        for place, release in enumerate(payment.releases):
            if release.not_before is not None:
                yield (*path, "releases", place, "not_before"), "the release of", release.not_before
