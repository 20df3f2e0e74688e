"""Numbers of one article that cannot both hold, whatever the data say."""

from __future__ import annotations

import msgspec
import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.claims.records import Claim
from yalu.claims.verdicts.clashes import clashes_of


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def claim(name: str, stated: str, about: str = "trade.growth", article: str = "a", **given: str) -> Claim:
    return Claim(id=name, article=article, who="A", where="https://example.org", published="2017-05-05", quote=stated, topic="trade",
                 about=about, given={"period": "2017-Q1", "currency": "CNY"} | given, stated=stated)  # fmt: skip


def test_growth_of_the_whole_lies_between_that_of_its_parts(claims) -> None:
    parts = [claim("exports", "up 54.5%", flow="export"), claim("imports", "up 18.4%", flow="import")]
    assert clashes_of(claims.evidence, [*parts, claim("all", "up 37.4%", flow="both")]) == {}
    found = clashes_of(claims.evidence, [*parts, claim("all", "up 74%", flow="both")])
    assert "lies outside that of its parts" in found["all"][0]


def test_two_numbers_of_one_figure_clash_and_of_two_articles_do_not(claims) -> None:
    one, other = claim("one", "34.7%"), claim("other", "37.4%")
    found = clashes_of(claims.evidence, [one, other])
    assert set(found) == {"one", "other"}
    assert clashes_of(claims.evidence, [one, claim("other", "37.4%", article="b")]) == {}


def test_a_part_is_not_more_than_its_whole(claims) -> None:
    whole = claim("whole", "8.4 billion yuan", "trade.total", flow="both")
    found = clashes_of(
        claims.evidence, [whole, claim("part", "9 billion yuan", "trade.total", flow="import")]
    )
    assert "is more than its whole" in found["part"][0]
    assert (
        clashes_of(claims.evidence, [whole, claim("part", "3.44 billion yuan", "trade.total", flow="import")])
        == {}
    )


@pytest.mark.parametrize(
    ("about", "given", "stated"),
    [
        ("visits.count", {"guest": "Kim Jong"}, ("3 visits", "5 visits")),  # fits two leaders
        ("visits.count", {"guest": "Kim Jong Un"}, ("3 visits", "5 visits")),
        ("law.cap_used", {"measure": "coal ban", "period": "2016"}, ("80 %", "120 %")),  # fits two measures
        ("law.cap_used", {"measure": "of no list", "period": "2016"}, ("80 %", "120 %")),
    ],
)
def test_two_numbers_of_one_thing_clash_whether_the_case_knows_its_name_or_not(
    claims, about, given, stated
) -> None:
    rows = [
        msgspec.structs.replace(claim(name, words, about), given=given)
        for name, words in zip(("one", "other"), stated, strict=True)
    ]
    found = clashes_of(claims.evidence, rows)
    for name, other in (("one", "other"), ("other", "one")):
        assert found[name] == (
            f"{other}: “{stated[0]}” and “{stated[1]}” are stated of the same figure, and no number fits both",
        )
    same = [rows[0], msgspec.structs.replace(rows[1], stated=stated[0])]
    assert clashes_of(claims.evidence, same) == {}


def test_a_claim_that_fails_names_the_clash_last(claims) -> None:
    rows = claims.judged_together([claim("one", "34.7%"), claim("other", "37.4%")])
    one = next(row for row in rows if row.claim.id == "one")
    assert one.today.clashes
    assert [slip.kind for slip in one.today.slips] == ["digits_transposed", "numbers_disagree"]
    assert next(row for row in rows if row.claim.id == "other").today.slips == ()
