"""What the article itself asks of a policy, answered from the policy's own file and its results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from yalu.policy.dependence import Answer, ShareCondition, opens_talks
from yalu.policy.failing import DEFECT_TITLES, Failure, acceptable_if_it_fails
from yalu.policy.records import Payment, Policy
from yalu.policy.steps import STEPS
from yalu.vocabulary.results import Figure, Trail, TrailRow

Asked = Literal[
    "better_if_it_fails",
    "no_talks_while_dependent",
    "partner_pays_by_step",
    "acts_on_financing",
    "names_persons",
]
ASKED: tuple[Asked, ...] = (
    "better_if_it_fails", "no_talks_while_dependent", "partner_pays_by_step", "acts_on_financing", "names_persons",
)  # fmt: skip
QUESTIONS = {
    "better_if_it_fails": "Is it acceptable even if it fails?",
    "no_talks_while_dependent": "Are there no talks while the partner has the trade?",
    "partner_pays_by_step": "Does the partner pay, by freeze, inspections and disarmament?",
    "acts_on_financing": "Does it act on banks and financing?",
    "names_persons": "Does it name persons and ask for them?",
}
_WORDS = {"passed": 1.0, "failed": 0.0, "cannot_say": None}


class ArticleTest(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the article put to one policy, its answer and why."""

    policy: str
    asked: Asked
    answer: Answer
    because: str
    figure: Figure


def article_tests(
    policy: Policy,
    failures: Sequence[Failure],
    conditions: Sequence[ShareCondition],
    partner: str,
    limit: float,
) -> tuple[ArticleTest, ...]:
    """The five answers for one policy, in the article's order."""
    answers = (
        _better(policy, failures),
        _no_talks(policy, conditions, limit),
        _partner_pays(policy, partner),
        _financing(policy),
        _persons(policy),
    )
    return tuple(_test(policy, asked, *answer) for asked, answer in zip(ASKED, answers, strict=True))


def _better(policy: Policy, failures: Sequence[Failure]) -> tuple[Answer, str]:
    if acceptable_if_it_fails(failures, policy.id):
        return "passed", "at every state of defection every floor holds against doing nothing new"
    broken = [
        f"{DEFECT_TITLES[row.defects]}: {', '.join(name.replace('_', ' ') for name in row.broken)}"
        for row in failures
        if row.policy == policy.id and row.broken and row.defects != "never"
    ]
    return "failed", f"a floor is broken when the counterpart {'; '.join(broken)}"


def _no_talks(policy: Policy, conditions: Sequence[ShareCondition], limit: float) -> tuple[Answer, str]:
    if policy.talks is None:
        return "passed", "it opens no talks"
    bound = policy.talks.only_if_partner_share_below
    if bound is not None and bound <= limit:
        return (
            "passed",
            f"talks open only once the share is below {bound:g} percent; {_counted(conditions, limit)} today",
        )
    if not opens_talks(policy):
        return "failed", f"its own limit of {bound:g} percent lies above {limit:g}"
    answers = {condition.today for condition in conditions}
    text = f"talks open whatever the share is: {_counted(conditions, limit)} today"
    if "failed" in answers:
        return "failed", text
    return ("passed" if answers == {"passed"} else "cannot_say"), text


def _counted(conditions: Sequence[ShareCondition], limit: float) -> str:
    counts = {word: sum(c.today == word for c in conditions) for word in ("passed", "failed", "cannot_say")}
    return (
        f"of {len(conditions)} definitions {counts['failed']} are at {limit:g} percent or above, "
        f"{counts['passed']} below, {counts['cannot_say']} cannot be said"
    )


def _partner_pays(policy: Policy, partner: str) -> tuple[Answer, str]:
    faults = []
    if not policy.payments:
        return "failed", "nobody pays, so the partner has no stake"
    if any(payment.payer != partner for payment in policy.payments):
        others = sorted({payment.payer for payment in policy.payments} - {partner})
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
        return "failed", "; ".join(faults)
    return "passed", f"{partner} pays, released after {', '.join(step for step in STEPS if step in steps)}"


def _of(policy: Policy, payer: str) -> list[Payment]:
    return [payment for payment in policy.payments if payment.payer == payer]


def _financing(policy: Policy) -> tuple[Answer, str]:
    for lever in policy.levers_of("designate"):
        if "banks" in lever.against:
            return "passed", f"banks are designated from {lever.start}"
    return "failed", "no lever is against a bank"


def _persons(policy: Policy) -> tuple[Answer, str]:
    for lever in policy.levers_of("designate"):
        if "persons" in lever.against and "extradition" in lever.asks:
            return "passed", f"persons are named and asked for from {lever.start}"
    return "failed", "no lever names persons and asks for their extradition"


def _test(policy: Policy, asked: Asked, answer: Answer, because: str) -> ArticleTest:
    figure = Figure(
        id=f"policy/{policy.id}/asked/{asked}", title=f"{policy.title}: {QUESTIONS[asked]}", value=_WORDS[answer], unit="",
        definition="a question of the article, answered from the policy's file and its results: 1 passed, 0 failed",
        trail=Trail(
            steps=(f"{answer.replace('_', ' ')}: {because}",),
            rows=(TrailRow(policy.id, policy.summary, "policy"),),
        ),
        display=answer.replace("_", " "),
    )  # fmt: skip
    return ArticleTest(policy=policy.id, asked=asked, answer=answer, because=because, figure=figure)
