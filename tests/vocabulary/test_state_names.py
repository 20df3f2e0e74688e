"""States as people write them, and what is refused because it may be another state."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.state_names import state


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("prk", "PRK"), ("KP", "PRK"), ("408", "PRK"), ("North Korea", "PRK"), ("DPR Korea", "PRK"), ("朝鲜", "PRK"),
        ("북한", "PRK"), ("north  korea.", "PRK"), ("ＰＲＫ", "PRK"), ("Korea, Democratic People's Republic of", "PRK"),
        ("South Korea", "KOR"), ("uk", "GBR"), ("德国", "DEU"), ("Germany", "DEU"), ("4", "AFG"), ("Hong Kong", "HKG"),
        ("XAA", "XAA"), ("xzz", "XZZ"), ("XKX", "XKX"), ("XK", "XKX"),
    ],
)  # fmt: skip
def test_a_code_or_a_name_is_read_as_one_state(written, code):
    assert state(written) == code


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("XXX", "is no state"),
        ("PKR", "PRK"),
        ("Korea", "KOR"),
        ("Congo", "COD"),
        ("the Congo", "COG"),
        ("Germny", "did you mean Germany (DEU, 276)?"),
        ("EU", "no single state"),
        ("World", "is no"),
        ("", "is no"),
        ("N/A", "is no"),
    ],
)
def test_anything_else_is_refused_with_what_may_be_meant(written, says):
    with pytest.raises(CodeError, match=re.escape(says)):
        state(written)


@given(st.text(max_size=12))
def test_what_is_read_is_always_an_alpha_3_code(written):
    try:
        found = state(written)
    except CodeError:
        return
    assert re.fullmatch("[A-Z]{3}", found)
    assert state(found) == found
