"""Ships are known by their IMO number; a company's number is another thing, and a name decides nothing."""

import pytest

from yalu.screening.records import Identifier, Party, PartyName
from yalu.screening.vessels import compare, decides, number_read, ship_of
from yalu.vocabulary.codes import company_check_digit, ship_check_digit

SHIP = Party(
    id="un:S1",
    list="un",
    entry="S1",
    schema="Vessel",
    names=(
        PartyName("CHON MA SAN"),
        PartyName("SEA STAR", kind="former"),
        PartyName("CHONMASAN", kind="strong"),
    ),
    identifiers=(
        Identifier("imo", "8660313"),
        Identifier("company_imo", "123456" + company_check_digit("123456")),
        Identifier("call_sign", "HMY-A"),
    ),
    flags=("PRK", "KHM"),
)


@pytest.mark.parametrize(
    ("kind", "value", "valid"),
    [
        ("imo", "IMO 9074729", True),
        ("imo", "9074728", False),
        ("company_imo", "123456" + company_check_digit("123456"), True),
        ("lei", "5493001KJTIIGC8Y1R12", True),
        ("lei", "5493001KJTIIGC8Y1R13", False),
        ("swift", "DEUTDEFFXXX", True),
        ("swift", "DEUT", False),
        ("passport", "AB 123", None),
    ],
)
def test_a_number_is_checked_as_its_kind_can_be(kind, value, valid):
    assert number_read(kind, value).valid is valid
    assert decides(Identifier(kind, value)) is (valid is True)


def test_a_wrong_check_digit_says_what_to_do():
    assert "check digit" in number_read("imo", "9074728").fault


def test_the_same_imo_number_decides_whatever_the_name():
    assert compare([Identifier("imo", "IMO 8660313")], SHIP)[0] == "same"


def test_another_valid_imo_number_is_another_ship():
    says, why = compare([Identifier("imo", "9074729")], SHIP)
    assert says == "other"
    assert "8660313" in why


def test_a_company_number_never_meets_a_ships_number():
    both = next(  # digits that pass as a ship's and as a company's number
        f"{n:06d}{ship_check_digit(f'{n:06d}')}"
        for n in range(100000, 999999)
        if ship_check_digit(f"{n:06d}") == company_check_digit(f"{n:06d}")
    )
    party = Party(
        id="x:1",
        list="x",
        entry="1",
        schema="Company",
        names=(PartyName("A"),),
        identifiers=(Identifier("company_imo", both),),
    )
    assert compare([Identifier("imo", both)], party)[0] == "silent"
    assert compare([Identifier("company_imo", both)], party)[0] == "same"


def test_a_number_that_fails_its_check_decides_nothing():
    assert compare([Identifier("imo", "8660314")], SHIP)[0] == "silent"


def test_a_ship_keeps_its_former_names_and_flags():
    ship = ship_of(SHIP)
    assert ship.imo == "8660313"
    assert ship.former_names == ("SEA STAR",)
    assert ship.flags == ("PRK", "KHM")
    assert ship.company_imos
    assert ship.call_signs == ("HMYA",)


def test_a_company_is_no_ship():
    assert ship_of(Party(id="x:1", list="x", entry="1", schema="Company", names=(PartyName("A"),))) is None
