"""One policy in plain lines: levers by date, what is owed, payments and their releases, talks, sources."""

from __future__ import annotations

from yalu.policy.records import Lever, Payment, Policy, Release


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
        lines += [
            f"  {o.step}: {o.does}; {f'verified by {o.verified_by}' if o.verified_by else 'verified by nobody'}, "
            f"kept once it stood {o.keep_days} days"
            for o in policy.obligations
        ]
    for payment in policy.payments:
        lines += ["", *payment_lines(payment)]
    lines += [
        "",
        f"Levers can be undone in {policy.reversible_days} days{_never_back(policy)}",
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
        asks = (
            f", asking for {', '.join(word.replace('_', ' ') for word in lever.asks)}" if lever.asks else ""
        )
        return f"from {lever.start}: designate {', '.join(lever.against)}{asks}"
    if lever.do == "enforce":
        closed = ", with no way out by declaration" if lever.exemptions == "closed" else ""
        return f"from {lever.start}: enforce {which} better{closed}"
    if lever.do == "change_cap":
        parts = [f"{lever.quantity:,} {lever.unit}"] if lever.quantity is not None else []
        parts += [f"{lever.amount:,} {lever.currency}"] if lever.amount is not None else []
        return f"from {lever.start}: change the limit of {which} to {' or '.join(parts)}"
    return f"from {lever.start}: switch on {which}"


def payment_lines(payment: Payment) -> list[str]:
    """A payment and its releases as lines."""
    goods = payment.commodity
    what = f"{payment.value:,} {payment.money}"
    if goods is not None:
        what = f"{goods.quantity:,} {goods.unit} of {goods.name} at {goods.price:,} {goods.currency}, {what}"
    kept = f"kept by {payment.custodian}" if payment.custodian else "kept by nobody"
    back = (
        f"can be called back for {payment.reversible_days} days"
        if payment.reversible_days
        else "cannot be called back"
    )
    end = {"return": "goes back to the payer", "hold": "stays held", "forfeit": "is forfeited"}[
        payment.breach
    ]
    return [
        f"Payment {payment.id}: {payment.payer} deposits {what} on {payment.deposit}, {kept}",
        *(f"  {release_words(payment, release)}" for release in payment.releases),
        f"  on a breach what is held {end}; what is released {back}",
    ]


def release_words(payment: Payment, release: Release) -> str:
    """A release as one sentence."""
    amount = f"{payment.released(release):,} {payment.money}"
    if release.after == "deposit":
        return f"{amount} at once, for {release.bought}"
    return (
        f"{amount} after {release.after}, verified by {release.verified_by} within {release.within_days} days"
    )
