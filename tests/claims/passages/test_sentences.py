"""Where a sentence ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.claims.passages.sentences import split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Trade fell. Exports rose.", ["Trade fell.", "Exports rose."]),
        ("It fell 3.5 percent. Then it rose.", ["It fell 3.5 percent.", "Then it rose."]),
        ("The U.S. Treasury listed it. Mr. Kim did not answer.", ["The U.S. Treasury listed it.", "Mr. Kim did not answer."]),
        ("On Feb. 18 it was announced. It ended on Dec. 31.", ["On Feb. 18 it was announced.", "It ended on Dec. 31."]),
        ("“The games are over.” He left.", ["“The games are over.”", "He left."]),
        ("贸易下降了三成。进口也下降了。", ["贸易下降了三成。", "进口也下降了。"]),
        ("Did it fall? Yes! By half.", ["Did it fall?", "Yes!", "By half."]),
        ("It (Ltd. by form) sold 2.5 t. to the U.S. The rest stayed.", ["It (Ltd. by form) sold 2.5 t. to the U.S.", "The rest stayed."]),
        ("no end at all", ["no end at all"]),
    ],
)  # fmt: skip
def test_a_text_has_these_sentences(text, parts) -> None:
    assert split(text) == parts


@given(st.text(alphabet="ab .!?。1,“”\n", max_size=200))
def test_no_letter_is_lost_between_sentences(text) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())
