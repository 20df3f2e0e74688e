"""What of a quote is tested: parts letter for letter, and the words that no question takes up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yalu
from yalu.claims.facade import Claims
from yalu.claims.files.claim_reader import read_claim_file
from yalu.claims.statements.tested_part import places, unasked
from yalu.documents.problems import DocumentError

QUOTE = "they “reduced”  coal by 51.6% in 2017, and North Korea’s exports fell"


@pytest.mark.parametrize(
    "part", ["coal by 51.6%", "reduced coal", "North Korea's exports", "51.6", "“North Korea’s exports”"]
)
def test_a_part_stands_in_the_quote_whatever_its_spaces_and_quote_marks(part: str) -> None:
    assert len(places(QUOTE, part)) == 1


@pytest.mark.parametrize("part", ["Coal", "coal by 51,6%", "oal by", "1.6%", "51", "exports rose", ""])
def test_other_letters_or_a_piece_of_a_word_or_number_do_not(part: str) -> None:
    assert places(QUOTE, part) == ()


def test_a_part_of_a_chinese_or_korean_sentence_needs_no_spaces() -> None:
    assert places("中国对朝鲜贸易增长三成", "贸易增长三成")
    assert places("북한의 수출은 절반으로 줄었다", "수출은 절반")


def test_what_is_left_names_the_words_nobody_asked_and_no_joining_words() -> None:
    assert unasked("coal fell, and the exports which rose", ["coal fell"]) == ("and the exports which rose",)
    assert unasked("coal fell, and exports rose", ["coal fell", "exports rose"]) == ()
    assert unasked(QUOTE, [QUOTE]) == ()


@given(
    st.lists(st.sampled_from(["coal", "fell", "by", "5%", "“in”", "2016"]), min_size=1, max_size=8), st.data()
)
def test_every_word_is_asked_or_left(words: list[str], data: st.DataObject) -> None:
    quote = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    part = " ".join(words[first:last])
    left = " ".join(unasked(quote, [part])).replace("“", "").replace("”", "").split()
    kept = [word.strip("“”") for word in words if word not in words[first:last]]
    assert set(kept) <= set(left) | set(" ".join(words[first:last]).split())
    assert unasked(quote, [quote]) == ()


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def written(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "article: a\nwho: w\nwhere: https://example.org/\npublished: 2017-06\nclaims:\n"
        f"  - id: one\n    topic: coal\n{body}",
        encoding="utf-8",
    )
    return path


ASKED = '    about: trade.total\n    with: {flow: import, hs: "2701", unit: t, period: 2016-08/2016-10}\n    stated: more than 0 t\n'


def test_words_that_do_not_stand_in_the_quote_are_refused(claims: Claims, tmp_path: Path) -> None:
    path = written(tmp_path, "    quote: coal came in by a loophole\n    tests: coal was shipped\n" + ASKED)
    with pytest.raises(DocumentError, match="does not stand in the quote"):
        read_claim_file(path, claims.case)


def test_a_claim_says_which_part_of_its_quote_nobody_asked(claims: Claims, tmp_path: Path) -> None:
    path = written(tmp_path, "    quote: coal came in by a loophole\n    tests: coal came in\n" + ASKED)
    found = claims.check(path)[0]
    assert (found.tested, found.extent, found.unasked) == (
        "coal came in",
        "partly_checked",
        ("by a loophole",),
    )


def test_a_claim_without_tests_tests_its_whole_quote(claims: Claims, tmp_path: Path) -> None:
    found = claims.check(written(tmp_path, "    quote: coal came in\n" + ASKED))[0]
    assert (found.tested, found.extent, found.unasked) == ("coal came in", "whole", ())


def test_the_parts_of_one_sentence_are_asked_between_them(claims: Claims, tmp_path: Path) -> None:
    quote = "    quote: coal came in, and iron came in\n    together: sentence\n"
    second = ASKED.replace("2701", "2601")
    two = f"  - id: two\n    topic: coal\n{quote}    tests: iron came in\n"
    body = quote + "    tests: coal came in\n" + ASKED + two + second
    found = claims.check(written(tmp_path, body))
    assert [each.extent for each in found] == ["whole", "whole"]
    assert all(each.joint is not None for each in found)


def test_a_name_of_a_sentence_that_one_claim_alone_has_is_refused(claims: Claims, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="alone in together"):
        read_claim_file(
            written(tmp_path, "    quote: coal came in\n    together: one\n" + ASKED), claims.case
        )


@pytest.mark.parametrize("where", ["    between: [Xi Jinping, Kim Jong Un]\n    with: {what: summit, to: 2025-12-31}\n",
                                   "    with: {what: summit, to: 2025-12-31, between: [Xi Jinping, Kim Jong Un]}\n"])  # fmt: skip
def test_two_persons_stand_under_between(claims: Claims, tmp_path: Path, where: str) -> None:
    body = f"    quote: they met six times\n    about: visits.count\n{where}    stated: six\n"
    assert claims.check(written(tmp_path, body))[0].verdict == "supported"


def test_one_person_under_between_is_refused(claims: Claims, tmp_path: Path) -> None:
    body = "    quote: they met\n    about: visits.count\n    between: [Xi Jinping]\n    stated: six\n"
    with pytest.raises(DocumentError, match="two persons"):
        read_claim_file(written(tmp_path, body), claims.case)
