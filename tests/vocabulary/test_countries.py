"""Country codes, the numbers only trade data use, and the two Koreas."""

from __future__ import annotations

from contextlib import suppress

import iso3166
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.countries import country, korea_mixup, place_name


@pytest.mark.parametrize("code", ["KP", "PRK", "prk", "408", 408, " KP "])
def test_one_country_is_found_under_each_of_its_codes(code: str | int) -> None:
    assert country(code).alpha3 == "PRK"


@given(st.sampled_from(sorted(iso3166.countries_by_alpha2)))
def test_every_iso_country_survives_the_round_trip_through_each_code(alpha2: str) -> None:
    found = country(alpha2)
    assert country(found.alpha3) == country(found.m49) == country(int(found.m49)) == found
    assert found.kind == "iso"


@pytest.mark.parametrize(
    ("code", "name", "kind", "alpha3"),
    [
        ("0", "World", "group", ""),
        ("97", "European Union", "group", ""),
        ("EU", "European Union", "group", ""),
        ("251", "France", "trade", "FRA"),
        ("490", "Other Asia, nes", "trade", ""),
        ("579", "Norway", "trade", "NOR"),
        ("699", "India", "trade", "IND"),
        ("757", "Switzerland", "trade", "CHE"),
        ("842", "USA", "trade", "USA"),
        ("899", "Areas, nes", "trade", ""),
        ("810", "Soviet Union", "former", ""),
    ],
)
def test_the_numbers_only_trade_data_use_are_known_for_what_they_are(
    code: str, name: str, kind: str, alpha3: str
) -> None:
    found = country(code)
    assert (found.name, found.kind, found.alpha3) == (name, kind, alpha3)


def test_no_number_that_iso_does_not_give_is_taken_for_a_country_under_its_own() -> None:
    given = set(iso3166.countries_by_numeric)
    for number in (f"{n:03}" for n in range(1000)):
        with suppress(CodeError):
            assert (country(number).kind == "iso") == (number in given), number
    assert "not by definition" in country("490").note


def test_a_country_with_a_number_of_its_own_in_trade_keeps_both() -> None:
    assert (country("842").alpha3, country("841").alpha3) == ("USA", "USA")
    assert country("USA").m49 == "840"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (False, "YAML reads an unquoted NO as false; quote the code: 'NO'"),
        ("PKR", r"did you mean .*\(PRK, 408\)"),
        ("Korea", r"\(PRK, 408\) or .*\(KOR, 410\)"),
        ("North Korea", r"\(PRK, 408\)\?$"),
        ("south korea", r"\(KOR, 410\)\?$"),
        ("Chna", r"China \(CHN, 156\)"),
        ("Turkey", r"\(TUR, 792\)"),
        ("999", "write a code such as PRK, KP or 408"),
        ("", "write a code such as PRK, KP or 408"),
        (-8, "is no country code"),
    ],
)
def test_an_unknown_code_is_refused_with_the_likeliest_ones(code: str | int, says: str) -> None:
    with pytest.raises(CodeError, match=says):
        country(code)


def test_either_korea_is_warned_about_and_nothing_else_is() -> None:
    assert "North Korea is 408, KP, PRK; South Korea is 410, KR, KOR" in korea_mixup(country("408"))
    assert "often swapped" in korea_mixup(country("KR"))
    assert korea_mixup(country("CN")) == ""


def test_the_other_korea_is_named_when_the_meant_one_is_known() -> None:
    printed = korea_mixup(country("410"), country("408"))
    assert "(KOR, 410) where" in printed
    assert "(PRK, 408) is meant" in printed
    assert korea_mixup(country("408"), country("KP")) == ""
    assert korea_mixup(country("410"), country("CN")) == ""


def test_a_number_stands_for_a_country_of_two_and_three_letters_or_for_an_area_without_any() -> None:
    found = {}
    for number in range(1000):
        with suppress(CodeError):
            found[number] = country(number)
    assert {number for number, one in found.items() if one.m49 != f"{number:03}"} == set()
    odd = {
        n: (one.alpha2, one.alpha3)
        for n, one in found.items()
        if (len(one.alpha2), len(one.alpha3)) not in {(2, 3), (0, 0)}
    }
    assert odd == {97: ("EU", "")}


def test_no_two_states_are_said_by_one_name():
    said = [place_name(one.alpha3) for one in iso3166.countries]
    assert len(set(said)) == len(said)
    assert [place_name(code) for code in ("IRN", "KOR", "TZA", "COG")] == [
        "Iran",
        "South Korea",
        "Tanzania",
        "Congo",
    ]
