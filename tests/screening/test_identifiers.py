"""A number that stands on a list finds its party, however a spreadsheet or form wrote it; an unread one never clears."""

import os
import random
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from yalu.documents.problems import DocumentError
from yalu.screening.identifiers import KINDS, decides, keys, number_read, numbers_in
from yalu.screening.query_input import ask
from yalu.screening.records import Identifier, Party, PartyName
from yalu.screening.screener import Screening
from yalu.vocabulary.codes import company_check_digit
from yalu.vocabulary.dates import parse_date

DAY = date(2026, 6, 1)
REAL = os.environ.get("YALU_REAL_DATA", "")
WALLET = "0x1111222233334444555566667777888899990000"


def party(entry, schema, *identifiers, **more):
    return Party(
        id=f"x:{entry}", list="x", entry=entry, schema=schema, names=(PartyName(f"Listed {entry}"),),
        identifiers=identifiers, **more
    )  # fmt: skip


LISTED = (
    party("ship", "Vessel", Identifier("imo", "8660313"), Identifier("mmsi", "613003000"), Identifier("call_sign", "HMY-A")),
    party("plane", "Airplane", Identifier("tail_number", "RA-86572")),
    party("bank", "Company", Identifier("swift", "DCBKKPPY"), Identifier("lei", "5493001KJTIIGC8Y1R12")),
    party("firm", "Company", Identifier("tax", "7714789249", "RUS"), Identifier("registration", "0012345", "PAK"),
          Identifier("website", "www.firm.example/en"), Identifier("email", "info@firm.example; sales@firm.example"),
          Identifier("phone", "+7 (495) 540-56-46"), Identifier("other", "14139641", "RUS")),
    party("owner", "Company", Identifier("company_imo", "123456" + company_check_digit("123456"))),
    party("man", "Person", Identifier("passport", "8208 No. 555627"), Identifier("national_id", "12/La Ma Na (N) 89 489"),
          births=()),
    party("hacker", "Person", Identifier("crypto", WALLET), Identifier("crypto", "1MiQRekg4BatJ12qbiSGnNakLLd8xbLMCG")),
    Party(id="un:KPi.001", list="un", entry="KPi.001", schema="Person", names=(PartyName("Listed UN"),),
          listed=parse_date("2009")),
)  # fmt: skip


@pytest.fixture(scope="module")
def screening():
    return Screening(LISTED)


def of(screening, kind, value, **more):
    return screening.screen("", identifiers=[(kind, value)], on=DAY, **more)


@pytest.mark.parametrize(
    ("kind", "value", "entry"),
    [
        ("imo", "8660313", "ship"),
        ("imo", "8660313.0", "ship"),
        ("imo", "８６６０３１３", "ship"),
        ("imo", "IMO No: 8660313 (ex EVER BRIGHT)", "ship"),
        ("imo", "8660313; 9999999", "ship"),
        ("imo", "Flag 12, IMO 8660313", "ship"),
        ("company_imo", "IMO 123456" + company_check_digit("123456"), "owner"),
        ("crypto", WALLET, "hacker"),
        ("crypto", f"ethereum:{WALLET.upper().replace('0X', '0x')}", "hacker"),
        ("wallet", "XBT 1MiQRekg4BatJ12qbiSGnNakLLd8xbLMCG", "hacker"),
        ("lei", "LEI: 5493 001K JTII GC8Y 1R12", "bank"),
        ("swift", "DCBKKPPYXXX", "bank"),
        ("BIC", "SWIFT/BIC: dcbkkppy", "bank"),
        ("un_reference", "KPi.001", "KPi.001"),
        ("tax/RUS", "7714789249", "firm"),
        ("INN/RU", "7714789249.0", "firm"),
        ("registration", "OGRN: 1027807560186 INN: 7714789249", "firm"),
        ("registration/PAK", "12345", "firm"),
    ],
)
def test_a_number_that_only_its_party_bears_stops_without_a_name(screening, kind, value, entry):
    found = of(screening, kind, value)
    assert (found.outcome, found.best.party.partition(":")[2]) == ("stop", entry)


@pytest.mark.parametrize(
    ("kind", "value", "entry"),
    [
        ("tax", "7714789249", "firm"),  # no country was given
        ("passport", "8208555627", "man"),
        ("passport", "Russian passport number 8208 No. 555627 issued 27/07/1992", "man"),
        ("passport", "Ｎｏ. ８２０８ ５５５６２７", "man"),
        ("national_id", "12/LA MA NA (N) 89489", "man"),
        ("mmsi", "613003000.0", "ship"),
        ("call sign", "hmya", "ship"),
        ("tail_number", "RA86572", "plane"),
        ("email", "mailto:Sales@Firm.example", "firm"),
        ("website", "https://firm.example/products/list", "firm"),
        ("phone", "8 495 540 56 46", "firm"),
        ("registration", "14139641", "firm"),  # the list prints it under another kind
        ("registration", "(1) 999999 (2) 0012345", "firm"),
    ],
)
def test_a_number_that_others_could_bear_is_a_review_without_a_name(screening, kind, value, entry):
    found = of(screening, kind, value)
    assert (found.outcome, found.best.party) == ("review", f"x:{entry}")


def test_the_country_of_the_party_stands_in_for_that_of_its_number(screening):
    assert of(screening, "tax", "7714789249", countries=["Russia"]).outcome == "stop"
    assert of(screening, "tax", "7714789249", countries=["Poland"]).outcome == "review"


def test_no_birth_date_gender_or_kind_takes_a_listed_number_below_review(screening):
    with_birth = Screening([party("p", "Person", Identifier("passport", "A1234567"), genders=("male",))])
    found = of(with_birth, "passport", "A1234567", births=["1950"], genders=["female"], schema="Vessel")
    assert found.outcome == "review"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("imo", "8660314"), ("imo", "0"), ("imo", "0000000"), ("imo", ""), ("imo", "  "), ("imo", "see papers"),
        ("lei", "5493001KJTIIGC8Y1R13"), ("swift", "DEUT"), ("mmsi", "12345"), ("crypto", "abc"), ("email", "x.example"),
        ("website", "firm"), ("phone", "12"), ("tax", "1.02781E+12"), ("passport", "see file"), ("call_sign", "-A"),
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_read_is_never_clear(screening, kind, value):
    found = of(screening, kind, value)
    assert found.outcome == "not_screened"
    assert found.query.doubts[0].kind == "number"
    assert found.reason == found.query.doubts[0].says
    assert "a number that can be read" in found.needs[0]
    assert [i.valid for i in found.query.identifiers if i.valid is False] == [False]
    assert "name" not in found.reason


def test_a_good_number_beside_an_unread_one_is_looked_for_and_the_other_told(screening):
    found = of(screening, "imo", "9999999; 9074729")
    assert found.outcome == "review"
    assert "9999999" in found.reason


@pytest.mark.parametrize("value", ["n/a", "-", "none", "없음", "无"])
def test_a_word_for_nothing_is_no_number(value):
    assert numbers_in("passport", value) == ()
    with pytest.raises(DocumentError):
        ask("", identifiers=[("passport", value)])


def test_the_reason_speaks_of_what_was_asked(screening):
    assert of(screening, "passport", "ZZ9999999").reason == "no listed party has the passport given"
    both = screening.screen("Quite Another", identifiers=[("tax", "5550001112")], on=DAY).reason
    assert both.startswith("no listed name is near")
    assert both.endswith("no listed party has the tax number given")


def test_a_company_number_is_not_a_ships_and_a_short_number_meets_its_own_kind_only(screening):
    assert of(screening, "imo", "9074729").outcome == "clear"
    assert of(screening, "passport", "12345").outcome == "clear"  # listed as a registration number


def test_an_unknown_kind_is_told():
    with pytest.raises(DocumentError, match="no kind of identifier"):
        ask("", identifiers=[("pasport", "A1")])


@pytest.mark.parametrize(
    ("kind", "value", "valid"),
    [
        ("imo", "IMO 9074729", True), ("imo", "9074728", False),
        ("company_imo", "123456" + company_check_digit("123456"), True),
        ("lei", "5493001KJTIIGC8Y1R12", True), ("lei", "5493001KJTIIGC8Y1R13", False),
        ("swift", "DEUTDEFFXXX", True), ("swift", "DEUT", False), ("passport", "AB 123", None),
    ],
)  # fmt: skip
def test_a_number_is_checked_as_its_kind_can_be(kind, value, valid):
    assert number_read(kind, value).valid is valid
    assert decides(Identifier(kind, value)) is (valid is True)


def test_a_wrong_check_digit_says_what_to_do():
    assert "check digit" in number_read("imo", "9074728").fault


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("registration", "OGRN - 1027739582089 Russia INN - 7730059592", ["registration 1027739582089", "tax 7730059592"]),
        ("registration", "(1) 1234567 (2) 7654321", ["registration 1234567", "registration 7654321"]),
        ("registration", "Numbers: 111222333, 444555666", ["registration 111222333", "registration 444555666"]),
        ("registration", "INN 4706036197; KPP: 470601001", ["tax 4706036197"]),
        ("tax", "BE 454,419,759", ["tax BE454419759"]),
        ("passport", "A1234567\nB7654321", ["passport A1234567", "passport B7654321"]),
        ("passport", "A1234567 / B7654321", ["passport A1234567", "passport B7654321"]),
        ("passport", "AB/1234567", ["passport AB1234567"]),
        ("tax", "7814027653\r\nBE 454,419,759\n", ["tax 7814027653", "tax BE454419759"]),
        ("phone", "+850 2 3818111\n+850 2 3814414", ["phone 85023818111", "phone 85023814414"]),
        ("email", "a@b.example , c@d.example", ["email a@b.example", "email c@d.example"]),
        ("phone", "+98 21 8757587; +98 21 7863352", ["phone 98218757587", "phone 98217863352"]),
    ],
)  # fmt: skip
def test_several_numbers_in_one_cell_are_several(kind, value, read):
    assert [f"{r.kind} {r.value}" for r in numbers_in(kind, value)] == read


def test_reading_a_number_again_changes_nothing():
    for kind in KINDS:
        for value in (
            "8660313",
            "A-123 456",
            "a@b.example",
            "www.x.example/a/b",
            WALLET,
            "5493001KJTIIGC8Y1R12",
        ):
            for read in numbers_in(kind, value):
                assert keys(Identifier(kind, read.value)) <= keys(Identifier(kind, value)), (kind, value)


@pytest.mark.hunt
@pytest.mark.skipif(not REAL, reason="needs YALU_REAL_DATA")
def test_no_listed_number_asked_as_the_list_prints_it_is_clear(tmp_path_factory):
    from yalu.screening.lists.snapshots.update import update

    home = tmp_path_factory.mktemp("home")
    update(["ofac", "un", "eu", "uk", "us"], from_path=Path(REAL) / "lists", home=home)
    screening = Screening(home=home)
    listed = defaultdict(list)
    for one in screening.parties.values():
        for identifier in one.identifiers:
            listed[identifier.kind].append((one.id, identifier))
    assert len(listed) >= 14
    drawn = random.Random(20261128)
    missed, asked = [], 0
    for kind in sorted(listed):
        for owner, identifier in drawn.sample(listed[kind], min(60, len(listed[kind]))):
            found = of(screening, kind, identifier.value, limit=500)
            asked += 1
            held = {w.party for w in found.weighed}
            if found.outcome == "clear" or (
                owner not in held and all(i.valid is not False for i in found.query.identifiers)
            ):
                missed.append((owner, identifier, found.outcome))
    assert asked > 600
    assert missed == []


@pytest.mark.parametrize("name", ["-", "N/A", "n.a.", "???", "없음", "нет", "Unknown", " … ", "«»", "NULL"])
def test_a_name_that_says_nothing_is_no_question_and_never_clear(name, screening):
    with pytest.raises(DocumentError, match="neither a name nor an identifier"):
        screening.screen(name)
    assert screening.screen(name, identifiers=[("imo", "8660313")], on=DAY).outcome == "stop"
    unread = screening.decide(ask(name, identifiers=[("imo", "8660314")], strict=False), on=DAY)
    assert unread.outcome == "not_screened"


@pytest.mark.parametrize("name", ["Bank of Zephyria Ltd", "Bank of Zephyrya Ltd", "Bankof Zephyria Ltd"])
@pytest.mark.parametrize("number", [("swift", "DEUTDEFF"), ("lei", "529900T8BM49AURSDO55")])
def test_another_code_of_a_bank_does_not_clear_it(name, number):
    held = [
        Identifier("swift", "ZEPHXAXX", valid=True),
        Identifier("lei", "5493001KJTIIGC8Y1R12", valid=True),
    ]
    bank = Party(id="un:B1", list="un", entry="B1", schema="Company", names=(PartyName("Bank of Zephyria Ltd"),),
                 identifiers=tuple(held))  # fmt: skip
    screening = Screening(parties=[bank])
    assert screening.screen(name, identifiers=[number]).outcome == screening.screen(name).outcome != "clear"
