"""A deal played day by day with plain counters: slow, and written apart from the formulas it is checked against."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from yalu.policy.agreement.steps import DealPath, path_of
from yalu.policy.records import Policy

DAY = timedelta(1)


@dataclass
class Pot:
    """One payment: planned deposits and releases, what is in it, what went out of it when."""

    name: str
    payment: Any
    deposits: list[tuple[date, Decimal]]
    releases: list[tuple[Any, Decimal, date | None]]
    inside: Decimal = Decimal(0)
    put: Decimal = Decimal(0)
    out: dict[int, date] = field(default_factory=dict)
    safe: set[int] = field(default_factory=set)
    back: Decimal = Decimal(0)
    lost: Decimal = Decimal(0)


@dataclass
class Played:
    """What a play comes to at the end of its last day."""

    pots: list[Pot]
    taken: dict[str, date]
    turns: list[tuple[date, str]]
    broken: date | None
    frozen_days: Decimal = Decimal(0)
    stranded: Decimal = Decimal(0)
    exposed: Decimal = Decimal(0)
    recoverable: Decimal = Decimal(0)

    @property
    def paid(self) -> Decimal:
        return sum((pot.releases[n][1] for pot in self.pots for n in pot.out), Decimal(0))

    def by_payer(self) -> dict[str, dict[str, Decimal]]:
        found: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for pot in self.pots:
            gone = sum((pot.releases[n][1] for n in pot.out), Decimal(0))
            for payer, share in pot.payment.shares.items():
                for what, amount in (("deposited", pot.put), ("paid", gone), ("held", pot.inside), ("returned", pot.back),
                                     ("forfeited", pot.lost)):  # fmt: skip
                    found[payer][what] += amount * share
        return found


def play(
    policy: Policy, last: date, *, keep_days: int, until: date, path: DealPath | None = None, kept: int = 4, pace: int = 100
) -> Played:  # fmt: skip
    """Play a policy to the end of a day: along a dated path, or with a counterpart that keeps so many steps at a pace.

    Such a counterpart takes the next step that is asked for on the first day that is due and on which what the step
    requires is there, and breaks the deal after one pace more; whoever keeps four never breaks it.
    """
    assert policy.talks is not None
    pots = [pot for payment in policy.payments for pot in _pots(payment, until)]
    game = Played(pots=pots, taken={}, turns=[], broken=None)
    stood: dict[str, int] = defaultdict(int)
    since: dict[tuple[int, int], int] = defaultdict(int)
    done: dict[str, date] = {}
    talks = policy.talks.start
    day = min([talks, *(d for pot in pots for d, _ in pot.deposits)])
    while day <= last:
        for place, pot in enumerate(pots):
            pot.safe |= {n for n in pot.out if game.broken is None and since[place, n] >= keep_days}
        breaks = path.breach if path is not None else (talks + (kept + 1) * pace * DAY if kept < 4 else None)
        if breaks == day:
            game.broken = day
            game.turns.append((day, "breach"))
            _settle(game, day)
        paused = path is not None and any(
            p.start <= day and (p.end is None or day < p.end) for p in path.pauses
        )
        if game.broken is None and not paused:
            _steps(policy, game, path, day, talks, kept, pace, done)
            moving = True
            while moving:
                moving = _moves(policy, game, day, stood, done)
                _steps(policy, game, path, day, talks, kept, pace, done)
        if game.broken is None and not paused:
            _passes(policy, game, day < last, stood, since)
        day += DAY
    if game.broken is None:
        _weigh(game, last)
        game.exposed, game.stranded = game.stranded, Decimal(0)
    return game


def _passes(
    policy: Policy, game: Played, counts: bool, stood: dict[str, int], since: dict[tuple[int, int], int]
) -> None:
    """A day passes: freezes are counted, and every clock goes on by one."""
    freeze = policy.obligation("freeze")
    watched = freeze is not None and bool(freeze.verified_by) and "freeze" in game.taken
    if freeze is not None and watched and counts and stood["freeze"] >= freeze.within_days:
        game.frozen_days += Decimal(str(freeze.part))
    for place, pot in enumerate(game.pots):
        for n in pot.out:
            since[place, n] += pot.releases[n][0].bought in game.taken
    for step in game.taken:
        stood[step] += 1


def _pots(payment: Any, until: date) -> list[Pot]:
    plan = [(payment.deposit, payment.value)] if payment.deposit else [(d.day, payment.value * Decimal(str(d.percent)) / 100) for d in
                                                                        sorted(payment.deposits, key=lambda d: d.day)]  # fmt: skip
    found, times = [], 0
    while times == 0 or (payment.every_months and _later(plan[0][0], times * payment.every_months) < until):
        shift = times * payment.every_months
        found.append(
            Pot(
                payment.id if times == 0 else f"{payment.id} again {times}", payment,
                [(_later(d, shift), amount) for d, amount in plan],
                [(r, payment.released(r), None if r.not_before is None else _later(r.not_before, shift)) for r in payment.releases],
            )
        )  # fmt: skip
        times += 1
    return found


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(first + (day.day - 1) * DAY, following - DAY)


def _steps(
    policy: Policy, game: Played, path: DealPath | None, day: date, talks: date, kept: int, pace: int, done: dict[str, date]
) -> None:  # fmt: skip
    for place, owed in enumerate(policy.obligations, 1):
        if owed.step in game.taken:
            continue
        if path is not None:
            entered = path.entered(owed.step)
            if entered is not None and entered <= day:
                game.taken[owed.step] = day
            continue
        earlier = all(other.step in game.taken for other in policy.obligations[: place - 1])
        ready = all(name in done for name in owed.requires)
        if place <= kept and earlier and ready and day >= talks + place * pace * DAY:
            game.taken[owed.step] = day
            if game.turns and game.turns[-1][0] == day:
                game.turns.pop()
            game.turns.append((day, owed.step))


def _moves(policy: Policy, game: Played, day: date, stood: dict[str, int], done: dict[str, date]) -> bool:
    moved = False
    lags = {owed.step: owed.within_days for owed in policy.obligations}

    def verified(step: str, more: int) -> bool:
        return step in game.taken and stood[step] >= lags[step] + more  # type: ignore[index]

    for duty in policy.duties:
        if duty.id not in done and (
            verified(duty.after, duty.within_days) if duty.after else duty.day <= day
        ):  # type: ignore[operator]
            done[duty.id], moved = day, True
    for pot in game.pots:
        due = [amount for when, amount in pot.deposits if when <= day]
        pot.deposits = [(when, amount) for when, amount in pot.deposits if when > day]
        pot.put += sum(due, Decimal(0))
        pot.inside += sum(due, Decimal(0))
        for n, (release, amount, not_before) in enumerate(pot.releases):
            before = sum((other[1] for other in pot.releases[: n + 1]), Decimal(0))
            if n in pot.out or before > pot.put or (not_before is not None and day < not_before):
                continue
            if any(name not in done for name in release.requires):
                continue
            if release.after != "deposit" and not verified(release.after, release.within_days):
                continue
            pot.out[n] = day
            pot.inside -= amount
            moved = True
            if n == 0:
                done[pot.name] = day
    return moved


def _weigh(game: Played, day: date) -> None:
    for pot in game.pots:
        for n, when in pot.out.items():
            amount, recall = pot.releases[n][1], pot.payment.reversible_days
            if recall and day <= when + recall * DAY:
                game.recoverable += amount
            elif n not in pot.safe:
                game.stranded += amount
        game.recoverable += pot.inside


def _settle(game: Played, day: date) -> None:
    for pot in game.pots:
        if pot.payment.breach == "return":
            pot.back, pot.inside = pot.inside, Decimal(0)
        elif pot.payment.breach == "forfeit":
            pot.lost, pot.inside = pot.inside, Decimal(0)
    _weigh(game, day)


def path_played(game: Played) -> DealPath:
    """The dated path that the counterpart of a play went."""
    return path_of(game.turns)
