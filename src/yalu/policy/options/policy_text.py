"""One policy in plain lines: levers by date, what is owed, payments and their releases, talks, sources."""

from __future__ import annotations

from datetime import date

from yalu.policy.agreement.escrow import duties_done, unasked
from yalu.policy.agreement.schedule import Terms
from yalu.policy.agreement.steps import DealPath
from yalu.policy.records import Duty, Lever, Obligation, Payment, Policy, Release, Span
from yalu.vocabulary.words.numerals import plural


def policy_lines(policy: Policy) -> list[str]:
    """A whole policy as lines for a terminal."""
    lines = [f"{policy.title} ({policy.id}{', the baseline' if policy.baseline else ''})", policy.summary, ""]
    lines += (
        ["Levers", *(f"  {lever_words(lever)}" for lever in policy.levers)]
        if policy.levers
        else ["No levers"]
    )
    if policy.talks is not None:
        bound = policy.talks.only_if_partner_share_below
        held = f", only once the partner's share is below {bound:g} percent" if bound is not None else ""
        lines += ["", f"Talks from {policy.talks.start}{held}"]
    if policy.obligations:
        lines += ["", "What is owed"]
        lines += [f"  {obligation_words(owed)}" for owed in policy.obligations]
    if policy.duties:
        lines += ["", "What other sides owe", *(f"  {duty_words(duty)}" for duty in policy.duties)]
    for payment in policy.payments:
        lines += ["", *payment_lines(payment)]
    lines += [
        "",
        f"Levers can be undone in {plural(policy.reversible_days, 'day')}{_never_back(policy)}",
        f"Sources: {', '.join(policy.sources)}",
    ]
    lines += [f"Assumes: {text}" for text in policy.assumptions]
    lines += [f"Not counted: {text}" for text in policy.not_counted]
    return lines + ([f"Note: {policy.notes}"] if policy.notes else [])


def _never_back(policy: Policy) -> str:
    gone = [payment.id for payment in policy.payments if not payment.reversible_days]
    return f"; what is paid of {', '.join(gone)} cannot be called back" if gone else ""


def lever_words(lever: Lever) -> str:
    """A lever as one sentence."""
    which = ", ".join(lever.measures) or "every measure"
    if lever.do == "designate":
        number = f"{lever.number} " if lever.number is not None else ""
        asks = (
            f", asking for {', '.join(word.replace('_', ' ') for word in lever.asks)}" if lever.asks else ""
        )
        return f"{lever.when}: designate {number}{', '.join(lever.against)}{asks}"
    if lever.do == "enforce":
        closed = ", with no way out by declaration" if lever.exemptions == "closed" else ""
        return f"{lever.when}: enforce {which} better{closed}"
    if lever.do == "restore":
        return f"{lever.when}: restore {', '.join(lever.measures) or 'all that is lifted above'}"
    if lever.do == "switch_measure":
        return f"{lever.when}: switch on {which}"
    parts = [f"{lever.quantity:,} {lever.unit}"] if lever.quantity is not None else []
    parts += [f"{lever.amount:,} {lever.currency}"] if lever.amount is not None else []
    done = "change the limit of" if lever.do == "change_cap" else lever.do
    limit = f" {'to' if lever.do == 'change_cap' else 'up to'} {' or '.join(parts)}" if parts else ""
    named = [*lever.goods, *(f"HS {code}" for code in lever.hs)]
    goods = f" for {', '.join(named)}" if named else ""
    back = f"; on a breach restored within {plural(lever.restore_days, 'day')}" if lever.on_breach else ""
    return f"{lever.when}: {done} {which}{goods}{limit}{back}"


def obligation_words(owed: Obligation) -> str:
    """What is owed at a step as one sentence."""
    who = (
        f"verified by {owed.verified_by} within {plural(owed.within_days, 'day')}"
        if owed.verified_by
        else "verified by nobody"
    )
    part = f", {owed.part:.0%} of the step" if owed.part < 1 else ""
    waits = f", after {' and '.join(owed.requires)}" if owed.requires else ""
    own = f", kept by its own count once it stood {plural(owed.keep_days, 'day')}" if owed.keep_days else ""
    return f"{owed.step}: {owed.does}{part}; {who}{waits}{own}"


def duty_words(duty: Duty) -> str:
    """What another side owes as one sentence."""
    when = (
        f"on {duty.day}"
        if duty.day is not None
        else f"within {plural(duty.within_days, 'day')} of a verified {duty.after}"
    )
    return f"{duty.id}: {duty.by} {duty.does}, {when}"


def payment_lines(payment: Payment) -> list[str]:
    """A payment and its releases as lines."""
    kept = f"kept by {payment.custodian}" if payment.custodian else "kept by nobody"
    back = (
        f"can be called back for {plural(payment.reversible_days, 'day')}"
        if payment.reversible_days
        else "cannot be called back"
    )
    end = {"return": "goes back to the payer", "hold": "stays held", "forfeit": "is forfeited"}[
        payment.breach
    ]
    on = (
        f" on {payment.deposit}"
        if payment.deposit is not None
        else "".join(f", {one.percent:g} percent on {one.day}" for one in payment.deposits)
    )
    again = (
        f", and again every {plural(payment.every_months, 'month')} while the deal stands"
        if payment.every_months
        else ""
    )
    return [
        f"Payment {payment.id}: {payers_words(payment)} deposits {worth_words(payment)}{on}{again}, {kept}",
        *(f"  {release_words(payment, release)}" for release in payment.releases),
        f"  on a breach what is held {end}; what is released {back}",
    ]


def payers_words(payment: Payment) -> str:
    """Who pays, with shares where there are several."""
    if not payment.payers:
        return payment.payer
    return ", ".join(f"{name} {percent:g} percent" for name, percent in payment.payers.items())


def worth_words(payment: Payment, *, millions: bool = False) -> str:
    """What a payment is worth: an amount, goods at a price, or a share of proceeds; ``millions`` says only how much."""
    goods, proceeds = payment.commodity, payment.proceeds
    if millions and payment.price is not None:
        return f"{payment.value / 1_000_000:,.0f} {payment.money} million"
    if proceeds is not None:
        return f"{proceeds.percent:g} percent of what is sold of {', '.join(proceeds.goods)} in {plural(proceeds.months, 'month')}"
    if goods is None:
        return f"{payment.value:,} {payment.money}"
    if isinstance(goods.price, str):
        return f"{goods.quantity:,} {goods.unit} of {goods.name} at {goods.price.replace('_', ' ')}"
    if isinstance(goods.price, Span):
        price = f"{goods.price.low:,} to {goods.price.high:,} {goods.currency}, at the middle"
    else:
        price = f"{goods.price:,} {goods.currency},"
    return f"{goods.quantity:,} {goods.unit} of {goods.name} at {price} {payment.value:,} {payment.money}"


def release_words(payment: Payment, release: Release) -> str:
    """A release as one sentence."""
    if release.percent is not None:
        amount = f"{release.percent:g} percent"
    elif payment.price is None:
        amount = f"{payment.units(release):,} {payment.commodity.unit if payment.commodity is not None else ''}".strip()
    else:
        amount = f"{payment.released(release):,} {payment.money}"
    waits = f", not before {' and '.join(release.requires)}" if release.requires else ""
    if release.not_before is not None:
        waits = f", not before {release.not_before}{waits}"
    if release.after == "deposit":
        return f"{amount} at once, for {release.bought}{waits}"
    days = f", within {plural(release.within_days, 'day')}" if release.within_days else ""
    return f"{amount} once {release.after} is verified{days}{waits}"


def path_words(policy: Policy, path: DealPath, terms: Terms, last: date) -> list[str]:
    """What a path was counted with, and what it leaves open."""
    lines = [f"Counted with a keep period of {plural(terms.keep_days or 0, 'day')}, the middle of its range."]
    if any(payment.price is None or isinstance(_price(payment), Span) for payment in policy.payments):
        lines.append("Prices and proceeds stand at the middle of their ranges.")
    if path.breach is None:
        days = [turn.day for turn in path.turns] + [pause.end or pause.start for pause in path.pauses]
        typed = max(days, default=None)
        since = f"after {typed} nothing is typed" if typed is not None else "nothing is typed"
        lines.append(f"Not broken: {since}, so the deal is taken to stand as it is until {last}.")
    for name, done in duties_done(policy, path, terms).items():
        lines.append(f"{name}: {'not due on this path' if done is None else f'due on {done}'}.")
    lines += [
        f"{step} is not asked for by {policy.id}: nothing is paid or credited for it."
        for step in unasked(policy, path)
    ]
    return lines


def _price(payment: Payment) -> object:
    return payment.commodity.price if payment.commodity is not None else None
