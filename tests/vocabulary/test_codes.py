"""HS codes and IMO numbers."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yalu.vocabulary.codes import (
    CodeError,
    CompanyIMO,
    HSCode,
    ShipIMO,
    company_check_digit,
    company_imo,
    hs,
    ship_check_digit,
    ship_imo,
)

CHAPTERS = st.integers(1, 97).filter(lambda n: n != 77).map("{:02d}".format)
HS_CODES = st.builds(
    lambda chapter, tail, length: HSCode((chapter + tail)[:length]),
    CHAPTERS,
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from([2, 4, 6, 8, 10]),
)
SIX_DIGITS = st.text("0123456789", min_size=6, max_size=6)


@pytest.mark.parametrize(
    ("text", "digits", "level"),
    [
        ("01", "01", "chapter"),
        ("2701", "2701", "heading"),
        ("27.01", "2701", "heading"),
        ("2701.11", "270111", "subheading"),
        ("2701 11 00", "27011100", "national"),
        (" 2710.19.22.00 ", "2710192200", "national"),
    ],
)
def test_a_code_is_read_as_tariffs_print_it(text: str, digits: str, level: str) -> None:
    code = hs(text)
    assert (code.digits, code.level) == (digits, level)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (101, "is not text.*'0101'"),
        (2701, "is not text.*'2701'"),
        (10111, "'010111'"),
        (27.01, "is not text"),
        (True, "is not text, so a leading zero may be lost; write it quoted$"),
        ("101", "counts 3 digits.*'0101'"),
        ("10111", "counts 5 digits.*'010111'"),
        ("1012100", "counts 7 digits.*'01012100'"),
        ("270111000000", "counts 12 digits.*check it against the tariff"),
        ("TOTAL", "not made of digits.*leave the goods out"),
        ("", "not made of digits"),
        ("2701-2704", "not made of digits"),
        ("0012", "chapter 00 is not in the system"),
        ("7701", "chapter 77 is reserved"),
        ("２７０１", "not made of digits"),
    ],
)
def test_a_damaged_code_is_refused_with_a_proposal(value: object, says: str) -> None:
    with pytest.raises(CodeError, match=says):
        hs(value)  # type: ignore[arg-type]


def test_a_code_knows_what_stands_above_it() -> None:
    code = hs("2701110090")
    assert [str(parent) for parent in code.parents] == ["27", "2701", "270111", "27011100"]
    assert (code.chapter, code.heading, code.subheading) == (hs("27"), hs("2701"), hs("270111"))
    assert hs("27").heading is None
    assert hs("2701").subheading is None


@pytest.mark.parametrize(
    ("law", "goods", "covers", "may_cover"),
    [
        ("2701", "270111", True, True),
        ("2701", "2701", True, True),
        ("2701", "2702", False, False),
        ("270111", "2701", False, True),
        ("27", "7201", False, False),
    ],
)
def test_a_heading_covers_what_lies_below_it_and_a_longer_code_only_may(
    law: str, goods: str, covers: bool, may_cover: bool
) -> None:
    assert (hs(law).covers(hs(goods)), hs(law).may_cover(hs(goods))) == (covers, may_cover)


@given(HS_CODES)
def test_every_parent_covers_its_code_and_a_code_survives_the_round_trip(code: HSCode) -> None:
    assert hs(str(code)) == code
    assert all(parent.covers(code) and not code.covers(parent) for parent in code.parents)


@given(HS_CODES.filter(lambda code: code.digits[0] == "0" and code.digits[1] != "0"))
def test_a_lost_leading_zero_is_always_proposed_back(code: HSCode) -> None:
    with pytest.raises(CodeError, match=f"'{code.digits}'"):
        hs(code.digits[1:])
    with pytest.raises(CodeError, match=f"'{code.digits}'"):
        hs(int(code.digits))  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["9074729", "7625811", "8905490", "9361407"])
def test_known_ships_pass_the_ship_check(number: str) -> None:
    assert ship_imo(f"IMO {number}") == ShipIMO(number)


@pytest.mark.parametrize("number", ["2041999", "1790183", "5787684", "5342883"])
def test_known_companies_pass_the_company_check(number: str) -> None:
    assert company_imo(number) == CompanyIMO(number)


@pytest.mark.parametrize(
    "text", ["9074729", "IMO9074729", "imo 9074729", "IMO No. 9074729", "IMO: 9074729", " 9074729 "]
)
def test_an_imo_number_is_read_with_or_without_its_letters(text: str) -> None:
    assert ship_imo(text).number == "9074729"


def test_a_number_that_passes_both_checks_stays_two_different_things() -> None:
    assert ship_imo("1790183") != company_imo("1790183")
    assert str(company_imo("1790183")) == "IMO 1790183 (company)"


@pytest.mark.parametrize(
    ("read", "value", "says"),
    [
        (ship_imo, "9074720", "check digit would be 9; compare it with the source"),
        (ship_imo, "5787684", "no ship's number.*it fits the rule for a company"),
        (company_imo, "9074729", "no company's number.*it fits the rule for a ship"),
        (ship_imo, "907472", "is not seven digits"),
        (ship_imo, 9074729, "is not text.*'9074729'"),
        (company_imo, 555641, "is not text.*'0555641'"),
    ],
)
def test_a_wrong_number_is_refused_with_what_to_look_at(read: object, value: object, says: str) -> None:
    with pytest.raises(CodeError, match=says):
        read(value)  # type: ignore[operator]


@given(SIX_DIGITS, st.integers(0, 6), st.sampled_from("0123456789"))
def test_the_ship_check_catches_every_slip_but_the_ones_it_says_it_misses(
    six: str, place: int, digit: str
) -> None:
    number = six + ship_check_digit(six)
    assume(number[place] != digit)
    slipped = number[:place] + digit + number[place + 1 :]
    off = abs(int(number[place]) - int(digit))
    missed = (place in {1, 3, 5} and off == 5) or (place == 2 and off % 2 == 0)
    assert (ship_check_digit(slipped[:6]) == slipped[6]) == missed


@given(SIX_DIGITS, st.integers(0, 6), st.sampled_from("0123456789"))
def test_the_company_check_catches_every_slip_unless_the_check_digit_is_one(
    six: str, place: int, digit: str
) -> None:
    number = six + company_check_digit(six)
    assume(number[place] != digit)
    slipped = number[:place] + digit + number[place + 1 :]
    if company_check_digit(slipped[:6]) == slipped[6]:
        assert number[6] == "1"
