"""Files of claims: read strictly, every problem at once, and never a verdict in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.claims.files.claim_reader import KEYS, read_claim_file
from yalu.documents.problems import DocumentError

GOOD = """\
article: an-article
who: A Writer
where: https://example.org/article
published: 2017-05-05
topic: trade
claims:
  - id: one
    quote: trade grew by 37.4 percent
    about: trade.growth
    with: {flow: both, period: 2017-Q1, currency: CNY}
    stated: 37.4 percent
  - id: two
    quote: it was a motive
    not_checkable: No figure speaks of motives.
"""


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "claims.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(tmp_path: Path, claims: Claims, text: str) -> str:
    with pytest.raises(DocumentError) as error:
        read_claim_file(written(tmp_path, text), claims.case)
    return str(error.value)


def test_a_file_of_claims_is_checked_against_the_case(tmp_path, claims) -> None:
    rows = claims.check(written(tmp_path, GOOD))
    assert [(row.claim.id, row.verdict) for row in rows] == [("one", "supported"), ("two", "not_checkable")]
    assert rows[0].today.figure.trail.rows
    assert rows[0].then is not None


def test_one_claim_may_be_a_file_of_its_own(tmp_path, claims) -> None:
    text = (
        "id: one\narticle: a\nwho: A\nwhere: https://example.org\npublished: 2017\nquote: 91%\ntopic: trade\n"
    )
    rows = claims.check(written(tmp_path, text + 'about: trade.share\nwith: {period: "2015"}\nstated: 91%\n'))
    assert rows[0].verdict == "supported_if"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ("stated: 37.4 percent", "stated: 37.4 percent\n    verdict: supported"),
            "there is no key “verdict”",
        ),
        (("who: A Writer\n", ""), "who is missing"),
        (("published: 2017-05-05", "published: yesterday"), "is not a date"),
        (("where: https://example.org/article", "where: nowhere-2017"), "there is no source “nowhere-2017”"),
        (("trade grew by 37.4 percent", "word " * 26), "the quote has 26 words"),
        (("about: trade.growth", "about: trade.growht"), "did you mean 'trade.growth'"),
        (("flow: both", "flow: sideways"), "unknown flow 'sideways'"),
        (("currency: CNY", "curency: CNY"), "unknown parameter 'curency'"),
        (("stated: 37.4 percent", "kind: value"), "stated is missing"),
        (("stated: 37.4 percent", "stated: 37.4 percent\n    kind: feeling"), "there is no kind “feeling”"),
        (
            ("    stated: 37.4 percent", "    open: {period: [2017-Q1]}\n    stated: 37.4 percent"),
            "period is named and left open at once",
        ),
        (
            ("not_checkable: No figure speaks of motives.", "not_checkable: no\n    stated: 5%"),
            "stated stands beside not_checkable",
        ),
        (("id: two", "id: one"), "the id “one” is used"),
        (("id: two", "id: a b"), "is not an id"),
        (("claims:", "claims: none\nold:"), "claims is not a list"),
        (("topic: trade", "topic: trade and money"), "is not one word"),
        (("with: {flow: both", "with: &a {flow: both"), "anchor"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_in_a_file_is_said_with_what_to_change(tmp_path, claims, change, says) -> None:
    assert says in problems(tmp_path, claims, GOOD.replace(*change))


def test_every_problem_is_told_at_once(tmp_path, claims) -> None:
    text = (
        GOOD.replace("who: A Writer\n", "")
        .replace("about: trade.growth", "about: trade.growht")
        .replace("id: two", "id: a b")
    )
    said = problems(tmp_path, claims, text)
    assert all(word in said for word in ("who is missing", "trade.growht", "a b"))
    assert "claims.yaml:" in said


def test_unknown_facts_make_an_encoded_claim_unanswerable_not_an_error(tmp_path, claims) -> None:
    text = GOOD.replace("about: trade.growth", "about: events.date").replace(
        "{flow: both, period: 2017-Q1, currency: CNY}", "{event: E999}"
    )
    rows = claims.check(written(tmp_path, text.replace("stated: 37.4 percent", "stated: 18 February 2017")))
    assert rows[0].verdict == "cannot_say"
    assert "unknown event 'E999'" in rows[0].today.reason


def test_the_bundled_claims_name_a_source_and_quote_few_words(claims) -> None:
    assert len(claims.all) > 50
    for claim in claims.all:
        assert len(claim.quote.split()) <= 25
        assert claim.where in claims.case.sources or claim.where.startswith("http")


def test_every_key_is_in_the_format_page() -> None:
    page = (Path(__file__).parents[2] / "docs" / "claims-format.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"`{key}" not in page] == []


def test_a_case_without_claims_has_none(tmp_path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(Path(yalu.open_case("china-dprk").case.path), folder)
    shutil.rmtree(folder / "claims")
    assert list(yalu.open_case(folder).claims.check()) == []


@pytest.mark.parametrize("window", ["no", "2017-99", '"2017-01-01/2016-01-01"'])
def test_a_window_that_is_no_window_is_a_fault_of_its_line_not_of_what_was_typed(
    tmp_path, claims, window
) -> None:
    text = (
        "id: one\narticle: a\nwho: A\nwhere: https://example.org\npublished: 2017\nquote: 3 a year\ntopic: visits\n"
        f"about: visits.frequency\nstated: 3 a year\nwith: {{leader: xi-jinping, window: {window}}}\n"
    )
    assert "claims.yaml:10:with: window: " in problems(tmp_path, claims, text)
