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
    lines += ["", f"Can be undone in {policy.reversible_days} days", f"Sources: {', '.join(policy.sources)}"]
    lines += [f"Assumes: {text}" for text in policy.assumptions]
    return lines + ([f"Note: {policy.notes}"] if policy.notes else [])


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
    back = f"; on a breach restored within {lever.restore_days} days" if lever.on_breach else ""
    return f"{lever.when}: {done} {which}{goods}{limit}{back}"


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
