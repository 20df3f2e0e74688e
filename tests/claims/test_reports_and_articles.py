"""A claim about what a report says, and an article whose own numbers cannot both hold, as files encode them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.documents.choices import ChoiceError
from yalu.documents.problems import DocumentError

HEAD = """article: afp-2016
who: a news agency
where: {where}
published: 2016-12-10
claims:
"""
EIGHT_MONTHS = """  - id: eight-months
    quote: imported 24.8 million tonnes between March and October
    topic: coal
    about: trade.total
    with: {flow: import, hs: "2701", period: 2016-03/2016-10, unit: t}
    stated: 24.8 million tonnes
"""
YEAR = """  - id: whole-year
    quote: the whole year came to 22.5 million tonnes
    topic: coal
    about: trade.total
    with: {flow: import, hs: "2701", period: "2016", unit: t}
    stated: 22.5 million tonnes
"""


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def written(folder: Path, *claims_: str, where: str = "https://example.org/story") -> Path:
    path = folder / "mine.yaml"
    path.write_text(HEAD.format(where=where) + "".join(claims_), encoding="utf-8")
    return path


def test_months_above_their_year_are_noticed_in_one_article(claims: Claims, tmp_path: Path) -> None:
    months, year = claims.check(written(tmp_path, EIGHT_MONTHS, YEAR))
    assert months.today is not None
    assert year.today is not None
    assert months.today.verdict == "contradicted"
    assert "numbers_disagree" in {slip.kind for slip in months.today.slips}
    for row, other in ((months.today, "whole-year"), (year.today, "eight-months")):
        assert any(
            line.startswith(f"{other}: the part, “24.8 million tonnes”, is more") for line in row.clashes
        )


def test_months_below_their_year_are_left_in_peace(claims: Claims, tmp_path: Path) -> None:
    fewer = EIGHT_MONTHS.replace("24.8", "14.8")
    assert all(
        row.today is not None and not row.today.clashes
        for row in claims.check(written(tmp_path, fewer, YEAR))
    )


def test_two_directions_that_do_not_make_the_total_are_noticed(claims: Claims, tmp_path: Path) -> None:
    def one(name: str, flow: str, stated: str) -> str:
        return (
            f"  - id: {name}\n    quote: {stated}\n    topic: trade\n    about: trade.total\n"
            f"    with: {{flow: {flow}, period: 2013-01/2013-08}}\n    stated: {stated}\n"
        )

    sides = (one("out", "export", "$2.2 billion"), one("in", "import", "$1.89 billion"))
    both = claims.check(written(tmp_path, *sides, one("both", "export+import", "$4.01 billion")))
    assert all(row.today is not None and row.today.clashes for row in both)
    right = claims.check(written(tmp_path, *sides, one("both", "export+import", "$4.09 billion")))
    assert all(row.today is not None and not row.today.clashes for row in right)


@pytest.mark.parametrize(
    ("key", "where"), [("true", "afp-2016-12-10"), ("afp-2016-12-10", "https://example.org/story")]
)
def test_a_claim_may_be_about_what_a_report_says(
    claims: Claims, tmp_path: Path, key: str, where: str
) -> None:
    (row,) = claims.check(written(tmp_path, EIGHT_MONTHS, f"    as_reported: {key}\n", where=where))
    assert row.today is not None
    assert (row.today.verdict, row.today.as_reported_by, row.today.certain) == ("supported", "Jasarat", False)


def test_a_report_that_the_case_does_not_have_is_refused(claims: Claims, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="as_reported"):
        claims.check(written(tmp_path, EIGHT_MONTHS, "    as_reported: true\n"))


def test_a_report_that_says_nothing_of_it_settles_nothing(claims: Claims) -> None:
    found = claims.test(
        "chains.knowledge", "known", as_reported="korea-herald-2017-04-14", deal="smtcl", actor="co_smtcl"
    )
    assert found.verdict == "cannot_say"


def test_what_a_report_leaves_out_it_does_not_deny(claims: Claims) -> None:
    """A report that has a sixth test says so; that another has five, or another day, is not said to be false by it."""
    found = claims.test(
        "events.count", "five", as_reported="csis-provocations", kind="nuclear_test", to="2020-01-01"
    )
    assert (found.verdict, found.ours) == ("cannot_say", "6 events")
    assert found.reason.endswith("but what the report leaves out it does not deny")


def test_a_report_that_the_case_has_not_is_answered_on_a_screen(claims: Claims) -> None:
    with pytest.raises(ChoiceError, match="did you mean 'csis-provocations'") as refused:
        claims.test("events.count", "five", as_reported="csis-provocation", kind="nuclear_test")
    assert len(str(refused.value)) < 2_000
    assert re.search(r" and [\d,]+ more$", str(refused.value))
