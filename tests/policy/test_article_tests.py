"""Who pays, by share: the partner alone, the partner among others, others alone."""

import pytest

from tests.policy.conftest import after, payment_of, policy_of
from yalu.policy.agreement.steps import STEPS
from yalu.policy.results.article_tests import _partner_pays
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES


@pytest.mark.parametrize(
    ("payers", "answer", "words"),
    [
        ({"CHN": 100}, YES, "CHN pays, released after freeze"),
        ({"CHN": 70, "KOR": 30}, CANNOT_SAY, "CHN 70%, KOR 30% of what is paid"),
        ({"KOR": 60, "USA": 40}, NO, "KOR, USA pays"),
    ],
)
def test_whether_the_partner_pays_is_answered_by_its_share(
    payers: dict[str, float], answer: object, words: str
) -> None:
    payment = payment_of(400, *(after(step, 100) for step in STEPS), payer="", payers=payers)
    assert _partner_pays(policy_of(payment), "CHN")[0] == answer
    assert words in _partner_pays(policy_of(payment), "CHN")[1]


def test_two_payments_of_one_payer_each_are_weighed_by_what_they_are_worth() -> None:
    ours = payment_of(350, *(after(step, 80) for step in STEPS), payer="CHN")
    theirs = payment_of(150, *(after(step, 30) for step in STEPS), payer="KOR", id="other")
    answer, because = _partner_pays(policy_of(ours, theirs), "CHN")
    assert (answer, because.split(" of ")[0]) == (CANNOT_SAY, "CHN 70%, KOR 30%")
