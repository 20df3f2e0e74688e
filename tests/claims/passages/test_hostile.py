"""What no article is: nothing in it may stop the reader, and its work stays bounded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.claims.passages import mentions as found_mentions
from yalu.claims.passages.sentences import LONGEST, split

SENTENCE = "China's coal imports from North Korea fell 12 percent in 2016"


@pytest.mark.parametrize(
    "text",
    [
        "." * 150_000,
        "1" * 100_000,
        "1," * 60_000,
        "9.9 percent " * 9_000,
        f"{SENTENCE} and " * 1_600,
        "a year earlier " * 6_000,
        "'" * 100_000,
        "亿" * 60_000,
        "since " * 20_000,
        "no " * 40_000,
        "$" * 100_000,
        "- " * 60_000,
        "(((" * 30_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_a_flood_is_read_to_its_limit(read, text) -> None:
    article = read(text)
    assert len(article.passages) < 20_000
    assert all(len(passage.proposals) <= 3 for passage in article.passages)


def test_a_sentence_of_a_hundred_thousand_characters_is_read_to_the_limit_and_says_so(read) -> None:
    article = read(f"{SENTENCE} and more " * 1_500 + ".")
    assert article.notes == (f"sentences of more than {LONGEST:,} characters, read to that length only: 1",)
    assert article.passages


def test_a_million_dots_are_one_sentence() -> None:
    assert len(split("." * 1_000_000)) == 1


def test_marks_of_direction_hide_nothing(read) -> None:
    plain = read(SENTENCE).passages
    hidden = read("\u202e".join(SENTENCE)).passages
    assert [(p.stated, p.proposals) for p in hidden] == [(p.stated, p.proposals) for p in plain]
    assert plain[0].proposals


def test_no_pattern_of_numbers_sees_more_than_the_limit(read, monkeypatch) -> None:
    seen = []
    real = found_mentions.mentions
    monkeypatch.setattr(
        "yalu.claims.passages.sentence_facts.mentions",
        lambda folded, text, taken: seen.append(len(folded)) or real(folded, text, taken),
    )
    read("5 percent of trade " * 8_000)
    assert seen
    assert max(seen) <= LONGEST


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused(evidence, text) -> None:
    from datetime import date

    from yalu.claims.passages.proposals import read_for_claims
    from yalu.claims.passages.texts import text_of
    from yalu.documents.problems import DocumentError

    try:
        whole = text_of(text.encode(errors="replace"), "article")
    except DocumentError:
        return
    read_for_claims(
        evidence, whole, article="a", where="https://example.org", who="A", published=date(2017, 5, 5)
    )


WORDS = [
    "China",
    "North Korea's",
    "imports",
    "exports",
    "trade",
    "coal",
    "fell",
    "rose",
    "12 percent",
    "$3 billion",
    "in 2016",
    "last year",
    "since 2011",
    "no",
    "first",
    "visit",
    "the cap",
    "resolution 2321",
    "nuclear test",
    "ZTE",
    "fined",
    "to",
    "from",
    ",",
    "Kim Jong Un",
    "six",
    "days",
    "after",
    "the deal",
    "envoy",
    "half of",
    "machine tools",
    "price",
    "charged",
    "the fifth",
    "second-lowest",
    "announced",
    "ban",
    "Shenyang Machine Tools Company",
    "knew",
    "15 accounts",
    "between",
    "and",
    "a year earlier",
    "doubled",
    "unanimously",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=25))
def test_whatever_is_proposed_can_be_asked(evidence, words) -> None:
    from datetime import date

    from yalu.claims.passages.proposals import read_for_claims
    from yalu.claims.passages.texts import text_of
    from yalu.claims.questions.question import make_question

    whole = text_of(" ".join(words).encode(), "article")
    article = read_for_claims(
        evidence, whole, article="a", where="https://example.org", who="A", published=date(2017, 5, 5)
    )
    for passage in article.passages:
        for one in passage.proposals:
            make_question(evidence, one.about, one.given, one.open, one.stated)
            assert all(taken.start < 0 or whole.blocks[0].text for taken in one.taken)
