"""Checking what a policy asks for and what other sides owe, and its days: in order, once, within the months ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.documents.records.yaml_files import Path
from yalu.policy.agreement.steps import STEPS
from yalu.policy.options.faults import Faults, KnownNames
from yalu.policy.records import Duty, Obligation, Policy
from yalu.vocabulary.words.numerals import plural


class Add(Protocol):
    """Logs one fault at a path of the file."""

    def __call__(self, path: Path, message: str, rule: str, next_step: str, value: object = "") -> None: ...


def check_obligations(policy: Policy, add: Add) -> None:
    """Log every fault of the obligations and duties, and conditions that wait for each other."""
    if (policy.payments or policy.obligations or policy.duties) and policy.talks is None:
        add((), "there are payments or obligations and no talks", "a deal has a day from which it is talked about",
            "add “talks:” with “from:”")  # fmt: skip
    steps = [owed.step for owed in policy.obligations]
    for number, owed in enumerate(policy.obligations):
        path: Path = ("obligations", number)
        if owed.step in steps[:number]:
            add(
                (*path, "step"), f"{owed.step} is owed twice", "each step is owed once", "join the two", owed.step,
            )  # fmt: skip
        _obligation(owed, path, add)
        check_requires(policy, owed.requires, (*path, "requires"), add)
    order = [STEPS.index(step) for step in steps]
    if any(later < earlier for earlier, later in pairwise(order)):
        add(
            ("obligations",), "the steps are out of order", f"steps come as {one_of(STEPS)}",
            "put them in that order",
        )  # fmt: skip
    ids = [payment.id for payment in policy.payments]
    for number, duty in enumerate(policy.duties):
        _duty(policy, duty, ("duties", number), [*ids, *(other.id for other in policy.duties[:number])], add)
    _circles(policy, add)


def check_requires(policy: Policy, names: tuple[str, ...], path: Path, add: Add) -> None:
    """Log every name that is neither a payment nor a duty of the policy."""
    known = [payment.id for payment in policy.payments] + [duty.id for duty in policy.duties]
    for place, wanted in enumerate(names):
        if wanted not in known:
            add((*path, place), f"there is no payment {shown(wanted)}{did_you_mean(wanted, known)}",
                "“requires” names payments and duties of the same policy", "correct the id", wanted)  # fmt: skip


def _obligation(owed: Obligation, path: Path, add: Add) -> None:
    if owed.keep_days is not None and owed.keep_days <= 0:
        add((*path, "keep_days"), f"{owed.keep_days} days strand nothing whatever happens", "a step stands for a day at least",
            "write 1 or more, or leave it out: the range “keep_days” decides", owed.keep_days)  # fmt: skip
    if owed.within_days < 0:
        add(
            (*path, "within_days"), "days are below zero", "days are counted from 0", "write 0 or more",
            owed.within_days,
        )  # fmt: skip
    if not 0 < owed.part <= 1:
        add((*path, "part"), f"{owed.part:g} is no part of a step", "a part is above 0 and at most 1, the whole step",
            "write 0.5 for half of it", owed.part)  # fmt: skip


def _duty(policy: Policy, duty: Duty, path: Path, taken: list[str], add: Add) -> None:
    if duty.id in taken:
        add(
            (*path, "id"), f"“{duty.id}” is the id of another payment or duty", "an id is used once", "rename one",
            duty.id,
        )  # fmt: skip
    if (duty.day is None) == (not duty.after):
        add(path, "a duty has a day or a step, and not both", "a duty falls due on a day or after a step",
            "write “day:” with a day, or “after:” with a step")  # fmt: skip
    if duty.after and policy.obligation(duty.after) is None:
        add((*path, "after"), f"the duty waits for {duty.after}, which nobody owes", "a step that is waited for stands under “obligations”",
            f"add an obligation with “step: {duty.after}”", duty.after)  # fmt: skip
    if duty.within_days < 0:
        add(
            (*path, "within_days"), "days are below zero", "days are counted from 0", "write 0 or more",
            duty.within_days,
        )  # fmt: skip


def _circles(policy: Policy, add: Add) -> None:
    """A step may wait for payments and a payment for a step; neither may wait for itself through the other.

    Who waits for a payment waits for its first release.
    """
    waits: dict[str, set[str]] = {}
    for owed in policy.obligations:
        earlier = STEPS[: STEPS.index(owed.step)]
        waits[owed.step] = set(owed.requires) | {o.step for o in policy.obligations if o.step in earlier}
    for payment in policy.payments:
        first = payment.releases[:1]
        waits[payment.id] = {r.after for r in first if r.after != "deposit"} | {
            n for r in first for n in r.requires
        }
    for duty in policy.duties:
        waits[duty.id] = {duty.after} if duty.after else set()
    asking: list[tuple[Path, str, tuple[str, ...]]] = [
        (("obligations", number), owed.step, owed.requires) for number, owed in enumerate(policy.obligations)
    ]
    asking += [
        (("payments", number, "releases", 0), payment.id, payment.releases[0].requires)
        for number, payment in enumerate(policy.payments)
        if payment.releases
    ]
    for path, name, requires in asking:
        for place, wanted in enumerate(requires):
            if _reaches(waits, wanted, name):
                add((*path, "requires", place), f"{name} waits for {wanted}, which waits for {name}",
                    "conditions do not wait for each other in a circle", "drop one of the two conditions", wanted)  # fmt: skip


def _reaches(waits: dict[str, set[str]], start: str, end: str) -> bool:
    seen: set[str] = set()
    ahead = {start}
    while ahead:
        if end in ahead:
            return True
        seen |= ahead
        ahead = {after for name in ahead for after in waits.get(name, set())} - seen
    return False


_RULE = "what lies after the months ahead is in no result, so it can neither help nor fail"


def check_days(policy: Policy, known: KnownNames, faults: Faults) -> None:
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
            and owed.keep_days is not None
            and owed.keep_days > 0
            and known.keep_days != (owed.keep_days, owed.keep_days)
        ):
            low, high = known.keep_days
            faults.warn(
                ("obligations", number, "keep_days"),
                f"{policy.id} would count {owed.step} as kept after {plural(owed.keep_days, 'day')}; "
                f"every option is judged by {low:g} to {high:g}",
                "one keep period holds for the whole set; an option's own stands beside it as “stranded_own”",
                "leave “keep_days:” out, or move the range with --set keep_days=low..high", owed.keep_days,
            )  # fmt: skip

    for number, payment in enumerate(policy.payments):
        if payment.reversible_days > 0:
            faults.warn(
                ("payments", number, "reversible_days"),
                f"{policy.id}: what {payment.id} released can be called back for {plural(payment.reversible_days, 'day')}, "
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
