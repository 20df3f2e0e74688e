"""Ships are known by their IMO number; a company's number is another thing, and a name decides nothing."""

from datetime import date

import pytest

from yalu.screening.decisions.same_party import compare, ship_of
from yalu.screening.records import Identifier, Party, PartyName
from yalu.screening.screener import Screening
from yalu.vocabulary.codes import company_check_digit, ship_check_digit

DAY = date(2026, 6, 1)
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


def test_the_same_imo_number_decides_whatever_the_name():
    assert compare([Identifier("imo", "IMO 8660313")], SHIP)[0] == "decides"


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
    assert compare([Identifier("company_imo", both)], party)[0] == "decides"


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


@pytest.mark.parametrize(
    "name",
    [
        "Nobody Knows (IMO 8660313)",
        "IMO 8660313",
        "8660313",
        "MV BLUE IMO No. 8660313",
        "IMO:８６６０３１３ Blue",
    ],
)
def test_a_listed_number_within_a_name_stops_whatever_the_rest_says(name):
    assert Screening([SHIP]).screen(name, on=DAY).best.outcome == "stop"


@pytest.mark.parametrize("name", ["Nobody Knows (IMO 9074729)", "Nobody Knows 8660313", "Phone 8660313"])
def test_a_number_within_a_name_that_no_list_prints_or_nobody_calls_an_imo_number_says_nothing(name):
    found = Screening([SHIP]).screen(name, on=DAY)
    assert (found.outcome, found.query.identifiers) == ("clear", ())


def test_another_number_within_the_name_of_a_listed_ship_does_not_set_it_aside():
    """Typed into a name it was checked by nobody; given as an identifier it is another hull."""
    held = Screening([SHIP])
    assert held.screen("CHON MA SAN (IMO 9074729)", on=DAY).outcome == "review"
    assert held.screen("CHON MA SAN", identifiers=[("imo", "9074729")], on=DAY).outcome == "clear"


def test_the_letters_of_a_passports_series_are_printed_or_left_out():
    listed = Party(
        id="x:1", list="x", entry="1", schema="Person", names=(PartyName("A B"),),
        identifiers=(Identifier("passport", "381310014"), Identifier("passport", "PD654320308")),
    )  # fmt: skip
    held = Screening([listed])
    for number in ("PS 381310014", "381310014", "654320308", "PD654320308"):
        assert held.screen("Nobody", identifiers=[("passport", number)], on=DAY).outcome == "review", number
    assert held.screen("Nobody", identifiers=[("passport", "PS 381310015")], on=DAY).outcome == "clear"


def test_the_owner_in_a_row_with_its_ships_number_is_not_taken_for_a_ship():
    owner = Party(
        id="un:O1",
        list="un",
        entry="O1",
        schema="Company",
        names=(PartyName("Wonsan Zephyr Management Company"),),
    )
    screening = Screening(parties=[owner, SHIP])
    numbers = [("imo", "9074729")]
    misspelt = screening.screen("Wonsan Zephyr Managment Company", identifiers=numbers, on=DAY)
    assert misspelt.outcome == screening.screen("Wonsan Zephyr Managment Company", on=DAY).outcome == "review"
    assert (
        screening.screen("CHON MA SAN", identifiers=numbers, on=DAY).outcome == "clear"
    )  # another ship, as before
