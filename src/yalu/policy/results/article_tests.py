"""What the article itself asks of a policy, answered from the policy's own file and its results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from yalu.policy.agreement.steps import STEPS
from yalu.policy.assumptions import Assumptions
from yalu.policy.judgement.dependence import ShareCondition, opens_talks
from yalu.policy.judgement.failure_table import Failure, reason_of, verdict_of
from yalu.policy.records import Payment, Policy
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, all_of
from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.strength import Strength, Support

ArticleQuestion = Literal[
    "better_if_it_fails", "no_talks_while_dependent", "partner_pays_by_step", "acts_on_financing", "names_persons",
]  # fmt: skip
ASKED: tuple[ArticleQuestion, ...] = (
    "better_if_it_fails", "no_talks_while_dependent", "partner_pays_by_step", "acts_on_financing", "names_persons",
)  # fmt: skip
QUESTIONS = {
    "better_if_it_fails": "Is it acceptable even if it fails?",
    "no_talks_while_dependent": "Are there no talks while the partner has the trade?",
    "partner_pays_by_step": "Does the partner pay, by freeze, inspections and disarmament?",
    "acts_on_financing": "Does it act on banks and financing?",
    "names_persons": "Does it name persons and ask for them?",
}
# A question is passed, failed, or cannot be said; as a figure passed is 1 and failed 0.
TEST_WORDS = {YES: "passed", NO: "failed", CANNOT_SAY: "cannot say"}
_VALUES = {YES: 1.0, NO: 0.0, CANNOT_SAY: None}


class ArticleTest(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the article put to one policy: whether it passes, and why."""

    policy: str
    asked: ArticleQuestion
    answer: Answer
    because: str
    figure: Figure

    @property
    def shown(self) -> str:
        """The answer as a test states it: passed, failed or cannot say."""
        return TEST_WORDS[self.answer]


class Grounds(msgspec.Struct, frozen=True):
    """What the questions are answered from: the assumptions, the failure table, and what the ranges rest on."""

    assumed: Assumptions
    failures: Sequence[Failure]
    readings: Strength
    partner: str


def article_tests(
    policy: Policy, conditions: Sequence[ShareCondition], grounds: Grounds
) -> tuple[ArticleTest, ...]:
    """The five answers for one policy, in the article's order."""
    written = Strength((Support(kind="reading", id=f"policy/{policy.id}", quality="sound"),))
    shares = sum((condition.share.trail.strength for condition in conditions), Strength())
    limit = float(grounds.assumed.share_below)
    answers = (
        (_better(policy, grounds.failures), grounds.readings),
        (_no_talks(policy, conditions, limit), written if policy.talks is None else written + shares),
        (_partner_pays(policy, grounds.partner), written),
        (_financing(policy), written),
        (_persons(policy), written),
    )
    return tuple(
        _test(policy, asked, *answer, grounds.assumed.coverage, strength)
        for asked, (answer, strength) in zip(ASKED, answers, strict=True)
    )


def _better(policy: Policy, failures: Sequence[Failure]) -> tuple[Answer, str]:
    verdict, why = verdict_of(failures, policy.id), reason_of(failures, policy.id)
    if verdict == "no":
        return NO, why
    if verdict == "cannot_say":
        return CANNOT_SAY, why
    if verdict == "no_deal":
        return YES, "there is no deal that could fail, and every floor holds against the baseline"
    held = "at every state of defection every floor holds against the baseline"
    return YES, held + (f", at the edge: {why}" if verdict == "edge" else "")


def _no_talks(policy: Policy, conditions: Sequence[ShareCondition], limit: float) -> tuple[Answer, str]:
    if policy.talks is None:
        return YES, "it opens no talks"
    bound = policy.talks.only_if_partner_share_below
    if bound is not None and bound <= limit:
        only = f"talks open only once the share is below {bound:g} percent"
        return YES, f"{only}; {_counted(conditions, limit)} today; {_after(conditions, bound)}"
    if not opens_talks(policy):
        return NO, f"its own limit of {bound:g} percent lies above {limit:g}"
    if not conditions:
        return CANNOT_SAY, "talks open whatever the share is, and no definition of it is on record"
    today = all_of(condition.today for condition in conditions)
    return today, f"talks open whatever the share is: {_counted(conditions, limit)} today"


def _after(conditions: Sequence[ShareCondition], bound: float) -> str:
    """Under how many definitions the option's own levers would let its talks open."""
    said = [c for c in conditions if c.after_low is not None and c.after_high is not None]
    never = sum(c.after_low >= bound for c in said if c.after_low is not None)
    always = sum(c.after_high < bound for c in said if c.after_high is not None)
    return (
        f"after its levers talks never open under {never} of {len(said)} definitions, always under {always}, "
        f"and in a part of the ranges under {len(said) - never - always}"
    )


def _counted(conditions: Sequence[ShareCondition], limit: float) -> str:
    counts = Counter(condition.today for condition in conditions)
    return (
        f"of {len(conditions)} definitions {counts[NO]} are at {limit:g} percent or above, "
        f"{counts[YES]} below, {counts[CANNOT_SAY]} cannot be said"
    )


def _partner_pays(policy: Policy, partner: str) -> tuple[Answer, str]:
    faults = []
    if not policy.payments:
        return NO, "nobody pays, so the partner has no stake"
    parts = _parts(policy)
    others = sorted(parts.keys() - {partner})
    if partner not in parts:
        faults.append(f"{', '.join(others)} pays")
    if any(release.after == "deposit" for payment in policy.payments for release in payment.releases):
        faults.append("money is released before any step")
    steps = {release.after for p in _of(policy, partner) for release in p.releases}
    faults += [
        f"nothing of the partner's waits for {step}" for step in ("freeze", "inspected") if step not in steps
    ]
    if not steps & {"dismantling", "done"}:
        faults.append("nothing of the partner's waits for disarmament")
    if faults:
        return NO, "; ".join(faults)
    if others:
        share_words = ", ".join(f"{name} {float(parts[name]):.0%}" for name in (partner, *others))
        return (
            CANNOT_SAY,
            f"{share_words} of what is paid; the article does not say how much must be the partner's",
        )
    return YES, f"{partner} pays, released after {', '.join(step for step in STEPS if step in steps)}"


def _of(policy: Policy, payer: str) -> list[Payment]:
    return [payment for payment in policy.payments if payer in payment.shares]


def _parts(policy: Policy) -> dict[str, Decimal]:
    """What part of all that is paid each payer brings; payments whose worth only the set knows count alike."""
    known = all(payment.price is not None for payment in policy.payments)
    found: dict[str, Decimal] = {}
    for payment in policy.payments:
        for payer, share in payment.shares.items():
            found[payer] = found.get(payer, Decimal(0)) + share * (payment.value if known else 1)
    whole = sum(found.values(), Decimal(0)) or Decimal(1)
    return {payer: part / whole for payer, part in found.items()}


def _financing(policy: Policy) -> tuple[Answer, str]:
    for lever in policy.levers_of("designate"):
        if "banks" in lever.against:
            return YES, f"banks are designated {lever.when}"
    return NO, "no lever is against a bank"


def _persons(policy: Policy) -> tuple[Answer, str]:
    for lever in policy.levers_of("designate"):
        if "persons" in lever.against and "extradition" in lever.asks:
            return YES, f"persons are named and asked for {lever.when}"
    return NO, "no lever names persons and asks for their extradition"


def _test(
    policy: Policy,
    asked: ArticleQuestion,
    answer: Answer,
    because: str,
    coverage: Coverage,
    strength: Strength,
) -> ArticleTest:
    figure = Figure(
        id=f"policy/{policy.id}/asked/{asked}", title=f"{policy.title}: {QUESTIONS[asked]}", value=_VALUES[answer], unit="",
        definition="a question of the article, answered from the policy's file and its results: 1 passed, 0 failed",
        trail=Trail(
            steps=(f"{TEST_WORDS[answer]}: {because}",), rows=(TrailRow(policy.id, policy.summary, "policy"),),
            coverage=coverage, strength=strength,
        ),
        display=TEST_WORDS[answer],
    )  # fmt: skip
    return ArticleTest(policy=policy.id, asked=asked, answer=answer, because=because, figure=figure)
