"""A sentence checked against its own numbers: the answer says that nothing of the data was asked."""

from __future__ import annotations

import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.documents.choices import ChoiceError


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize(
    ("about", "stated", "verdict", "ours"),
    [
        ("120 / 100", "20 percent", "supported", "20.00 %"),
        ("120 / 100", "rose 20 percent", "supported", "1.20 times"),
        ("120 / 100", "1.2 times", "supported", "1.20 times"),
        ("120 / 100", "rose 30 percent", "contradicted", "1.20 times"),
        ("50 / 100", "halved", "supported", "0.50 times"),
        ("34 / 100", "a third", "supported", "0.34 times"),
        ("$120 million - $100 million", "$20 million", "supported", "20,000,000 USD"),
        ("(3 million t + 2 million t)", "6 million tonnes", "contradicted", "5,000,000 t"),
    ],
)
def test_the_numbers_of_a_sentence_agree_with_what_it_says_of_them(
    claims: Claims, about: str, stated: str, verdict: str, ours: str
) -> None:
    found = claims.test(about, stated)
    assert (found.verdict, found.ours) == (verdict, ours)
    assert found.reason.endswith("this checks the sentence's own arithmetic and nothing of the data")
    assert not found.certain
    assert found.shown.endswith("as reported by the sentence itself")


@pytest.mark.parametrize(
    ("about", "stated", "given", "says"),
    [
        ("120", "20", {}, "asks nothing of the data"),
        ("1 / 0", "20 percent", {}, "the divisor is zero"),
        ("120 / 100", "20 percent", {"period": "2017"}, "take no parameters; leave out period"),
        ("120 / 100", "blue", {}, "stated 'blue'"),
    ],
)
def test_what_is_no_arithmetic_is_refused(
    claims: Claims, about: str, stated: str, given: dict[str, str], says: str
) -> None:
    with pytest.raises(ChoiceError, match=says):
        claims.test(about, stated, **given)
