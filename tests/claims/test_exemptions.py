"""Exemptions and quotations: what a text says exists, what it lacks is denied only where it was read to its end."""

from __future__ import annotations

import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.documents.choices import ChoiceError


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize(
    ("asked", "stated", "verdict"),
    [
        ({"kind": "livelihood", "measure": "unscr-2270-op29b-coal", "on": "2016-06-01"}, "exists", "supported"),
        ({"kind": "livelihood", "measure": "unscr-2270-op29b-coal", "on": "2016-06-01"}, "none", "contradicted"),
        ({"kind": "livelihood", "measure": "unscr-2270-op29b-coal", "on": "2017-06-01"}, "exists", "cannot_say"),
        ({"kind": "Rason transit", "measure": "unscr-2371-op8-coal", "on": "2018-03-01"}, "exists", "supported"),
        ({"kind": "humanitarian exemption", "layer": "un", "on": "2017-03-21"}, "exists", "supported"),
        ({"measure": "mofcom-2017-12-coal", "on": "2017-03-01"}, "none", "supported"),
    ],
)  # fmt: skip
def test_an_exemption_exists_in_a_measure_on_a_day(
    claims: Claims, asked: dict, stated: str, verdict: str
) -> None:
    assert claims.test("law.exemption", stated, **asked).verdict == verdict


@pytest.mark.parametrize("stated", ["exists", "none"])
@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"measure": "mofcom-2018-04-metals-machinery-vehicles", "on": "2018-03-01"}, "nobody here has read"),
        ({"kind": "livelihood", "measure": "unscr-2321-op26b-coal-2017", "on": "2017-03-01"}, "not an exception"),
        ({"kind": "humanitarian", "measure": "unscr-2371-op8-coal", "on": "2017-09-20"}, "Resolution 2375 (2017), paragraph 26"),
    ],
    ids=["unread", "a test inside a limit", "a paragraph that reaches every ban"],
)  # fmt: skip
def test_what_the_text_leaves_open_is_neither_affirmed_nor_denied(
    claims: Claims, asked: dict, says: str, stated: str
) -> None:
    found = claims.test("law.exemption", stated, **asked)
    assert found.verdict == "cannot_say"
    assert says in found.reason


def test_that_the_paragraphs_on_file_have_none_denies_no_exemption_of_the_law(claims: Claims) -> None:
    found = claims.test("law.exemption", "exists", kind="humanitarian", instrument="unscr-1695", on="2016")
    assert found.verdict == "cannot_say"


def test_a_kind_nobody_knows_is_refused(claims: Claims) -> None:
    with pytest.raises(ChoiceError, match="humanitarian"):
        claims.test("law.exemption", "exists", kind="humanitarain", on="2017-03-21")


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ("“We deeply regret the ruling by the United States”", "supported"),
        ("deeply regret the ruling", "supported"),
        ("deeply regret the decision", "cannot_say"),
        ("regret", "cannot_say"),
    ],
)
def test_quoted_words_are_those_on_record_or_decide_nothing(
    claims: Claims, stated: str, verdict: str
) -> None:
    assert claims.test("responses.quote", stated, response="RSP01").verdict == verdict


def test_a_paraphrase_is_no_quotation(claims: Claims) -> None:
    found = claims.test("responses.quote", "had cooperated with prosecutors", response="RSP03")
    assert found.verdict == "cannot_say"
    assert "paraphrase" in found.reason
