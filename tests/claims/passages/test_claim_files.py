"""What was read as a file of claims: it can be checked as it stands, and stays the same."""

from __future__ import annotations

import json

import pytest
import yaml

import yalu
from yalu.claims.files.claim_keys import LONGEST_QUOTE
from yalu.claims.files.claim_reader import read_claim_file
from yalu.claims.passages.claim_files import as_yaml, quote
from yalu.claims.passages.headings import NOWHERE, heading, slug
from yalu.claims.passages.texts import text_of
from yalu.documents.choices import ChoiceError

ARTICLE = """China's coal imports from North Korea fell 51.6 percent in the first quarter of 2017. Beijing accounts for 91%
of North Korea's trade. Coal imports rose 5 percent in 2016.

The "third" nuclear test: on February 12, 2013 — it was said # to be 'the largest', with {two: [marks]} and 45 % of the rest, which
nobody who was there at the time can remember in any other way than as a number that had been made up by a man of no name at all.
"""


@pytest.fixture(scope="module")
def claims() -> yalu.claims.facade.Claims:
    return yalu.open_case("china-dprk").claims


def test_the_file_is_checked_as_it_stands(tmp_path, read, claims) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(as_yaml(read(ARTICLE)), encoding="utf-8")
    listed = read_claim_file(path, claims.case)
    article = read(ARTICLE)
    assert [one.id for one in listed] == [passage.id for passage in article.passages]
    for one, passage in zip(listed, article.passages, strict=True):
        if not passage.proposals:
            assert one.not_checkable
            continue
        first = passage.proposals[0]
        assert (one.about, one.given, one.open, one.stated) == (
            first.about,
            first.given,
            first.open,
            first.stated,
        )
    assert len(claims.check(path)) == len(listed)


def test_the_other_questions_stand_beside_it_as_comments(read) -> None:
    text = as_yaml(read(ARTICLE))
    others = [one for passage in read(ARTICLE).passages for one in passage.proposals[1:]]
    assert others
    assert text.count("# or: about:") == len(others)


def test_every_quote_is_short_enough_and_in_the_words_of_the_sentence(read) -> None:
    for passage in read(ARTICLE).passages:
        said = quote(passage)
        assert len(said.split()) <= LONGEST_QUOTE
        assert said.strip("… ") in passage.sentence
        assert passage.stated in said


def test_an_id_stays_when_other_sentences_come_and_go(read) -> None:
    alone = read("China accounts for 91% of North Korea's trade.").passages
    later = read("Nothing was 5 years old.\n\nChina accounts for 91% of North Korea's trade.").passages
    assert alone[0].id in {passage.id for passage in later}
    assert len({passage.id for passage in read("It was 91% of trade. " * 3).passages}) == 3


def test_the_same_article_gives_the_same_bytes(read) -> None:
    assert as_yaml(read(ARTICLE)) == as_yaml(read(ARTICLE))


def test_nothing_stated_makes_no_file(read) -> None:
    assert as_yaml(read("Perhaps China fears collapse.")) == ""


def test_words_of_an_article_are_never_read_as_yaml(read) -> None:
    nasty = 'China accounts for 91% of North Korea\'s trade: "]}, &a *b !!python/object [x] # y\\" %'
    loaded = yaml.safe_load(as_yaml(read(nasty)))
    assert loaded["claims"][0]["quote"] == nasty
    assert json.dumps(loaded["claims"][0]["quote"])


def test_a_heading_takes_options_first_then_the_page_then_a_default_that_is_named(claims) -> None:
    page = text_of(
        b'<html><link rel="canonical" href="https://example.org/p"><meta name="date" content="2016-03-04"><p>5</p>',
        "p",
    )
    found = heading(claims.case, page, "My Page.html")
    assert (found.article, found.where, str(found.published), found.assumed) == (
        "my-page",
        "https://example.org/p",
        "2016-03-04",
        ("who",),
    )
    found = heading(
        claims.case, page, "-", where="https://example.org/q", published="2017-02", who="A Writer"
    )
    assert (found.article, found.where, str(found.published), found.assumed) == (
        "pasted",
        "https://example.org/q",
        "2017-02-28",
        (),
    )
    bare = heading(claims.case, text_of(b"5 percent", "x"), "x.txt")
    assert (bare.where, bare.published) == (NOWHERE, claims.case.observed.end)
    assert bare.assumed == ("where", "published", "who")


@pytest.mark.parametrize("given", [{"where": "no-such-source"}, {"published": "yesterday"}])
def test_a_heading_that_cannot_be_is_refused(claims, given) -> None:
    with pytest.raises(ChoiceError):
        heading(claims.case, text_of(b"5 percent", "x"), "x", **given)


def test_a_name_becomes_an_id() -> None:
    assert slug("/a/b/Ünder der Ärä 2017!.html") == "under-der-ara-2017"
    assert slug("中.txt") == "pasted"
