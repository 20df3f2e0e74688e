"""Screening from Python, with the real index on the lists that come with Yalu."""

import subprocess
import sys
from datetime import date

import pytest

import yalu
from yalu.documents.problems import DocumentError
from yalu.screening import index_store as loading
from yalu.screening.matching.index import Index
from yalu.screening.records import Identifier, Party, PartyName
from yalu.screening.screener import Screening
from yalu.vocabulary.dates import parse_date

DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def screening(home):
    return Screening(home=home)


def test_open_screening_is_loaded_only_when_asked_for(monkeypatch, home):
    monkeypatch.setenv("YALU_HOME", str(home))
    assert yalu.open_screening().screen("김정은").outcome == "stop"
    code = "import sys, yalu; print('yalu.screening' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["김정은", "金正恩", "Kim Jong Un", "KIM JONG-UN"])
def test_a_listed_person_stops_in_any_script(screening, name):
    found = screening.screen(name, on=DAY)
    assert found.outcome == "stop"
    assert found.best.party == "ofac-sdn:20157"
    assert found.reason


@pytest.mark.parametrize(
    "asked",
    [
        "Hans Meier & KIM Jong Un",
        "Kim Jong Un aka Rocket Man",
        "Estate of Kim Jong Un",
        "Kim Jong Un, Pyongyang, DPRK",
        "Kim Jong Un 19840108",
        "c/o Kim Jong Un",
        "KIM, Jong Un KIM, Jong Un",
        "Kim&nbsp;Jong&nbsp;Un",
        "金正恩 (VIP)",
        "李四、金正恩",
        "홍길동/김정은",
        "Ким Чен Ын (клиент)",
    ],
)
def test_a_listed_person_beside_other_words_is_looked_at(screening, asked):
    found = screening.screen(asked, on=DAY)
    assert found.outcome in {"review", "stop"}
    assert "ofac-sdn:20157" in {one.party for one in found.weighed}


@pytest.mark.parametrize(
    "asked", ["Hans Meier & Maria Schmidt", "Maria Schmidt, Seoul, Korea", "Li Wei Trading Hamburg"]
)
def test_a_name_that_many_bear_or_nobody_does_is_not_looked_at_for_the_words_beside_it(screening, asked):
    assert screening.screen(asked, on=DAY).outcome == "clear"


def test_the_same_question_gives_the_same_bytes(screening, home):
    again = Screening(home=home)
    assert screening.screen("김정은", on=DAY) == again.screen("김정은", on=DAY)
    asked = ["김정은", "Maria Schmidt", "朝鮮貿易銀行"]
    from yalu.screening.query_input import ask

    many = screening.decide_many([ask(name) for name in asked], on=DAY)
    assert many == [screening.screen(name, on=DAY) for name in asked]


def test_a_common_name_by_its_reading_goes_to_review_and_asks_for_a_birth_date():
    """Kim Chol Su is a name that many bear: the reading alone does not stop."""
    held = Screening([Party(id="x:1", list="x", entry="1", schema="Person", names=(PartyName("KIM Yong Chol"),),
                            births=())], home=None)  # fmt: skip
    found = held.screen("김영철", on=DAY)
    assert found.outcome in {"review", "stop"}
    if found.outcome == "stop":
        assert "common name" not in found.best.match.marks


def test_an_index_is_built_once_and_taken_from_the_home(home, screening, monkeypatch):
    def build(*_):
        raise AssertionError("built again")

    monkeypatch.setattr(Index, "build", build)
    assert Screening(home=home).snapshots == screening.snapshots


def test_a_damaged_index_is_built_anew(home):
    (file,) = (home / "screening" / "index").glob("*/index")
    file.write_bytes(b"not an index")
    assert Screening(home=home).screen("김정은", on=DAY).outcome == "stop"


def test_a_home_that_cannot_be_written_only_costs_time(tmp_path):
    place = tmp_path / "file"
    place.write_text("in the way")
    assert Screening(home=place / "home", lists=("un",)).parties


def test_the_entries_that_come_with_yalu_are_read_once_and_again_after_the_tables_or_the_code_changed(
    home, screening, monkeypatch
):
    marks = screening.snapshots
    monkeypatch.setattr(loading, "bundled_lists", lambda: pytest.fail("the tables were read again"))
    assert Screening(home=home).snapshots == marks
    monkeypatch.undo()
    (kept,) = (home / "screening" / "index").glob(f"{loading.BUNDLED}*")
    for damage in (b"", b"not a list of lists"):
        kept.write_bytes(damage)
        assert Screening(home=home).snapshots == marks
    monkeypatch.setattr(loading, "_rests_on", lambda: ("other tables",))
    assert Screening(home=home).snapshots == marks
    (anew,) = (home / "screening" / "index").glob(f"{loading.BUNDLED}*")
    assert anew.name != kept.name


def test_old_indexes_are_forgotten(home, monkeypatch):
    monkeypatch.setattr(loading, "KEPT", 2)
    for lists in (("un",), ("uk",), ("ofac",)):
        Screening(home=home, lists=lists)
    assert len(list((home / "screening" / "index").glob("*/complete"))) == 2


def test_who_stood_on_a_list_on_a_day(screening):
    on = screening.listed(names=["kim, jong un"], on="2020-01-01")
    assert [(listing.party, listing.listed) for listing in on] == [("ofac-sdn:20157", "2016-07-06")]
    assert on[0].snapshot.startswith("ofac-sdn@")
    assert screening.listed(names=["kim, jong un"], on="2016-07-05") == ()
    assert screening.listed(ids=["ofac-sdn:20157", "nobody:1"])[0].name == "KIM, Jong Un"
    assert screening.listed(names=["Maria Schmidt"]) == ()


def test_a_ship_by_its_number_on_every_list(screening):
    ships = screening.ship("8660313")
    assert len({ship.party.partition(":")[0] for ship in ships}) >= 2
    assert {ship.imo for ship in ships} == {"8660313"}


def test_a_delisted_party_no_longer_counts_from_that_day():
    party = Party(id="x:1", list="x", entry="1", schema="Person", names=(PartyName("Zebedee Unusualname"),),
                  listed=parse_date("2010-01-01"), delisted=parse_date("2020-01-01"))  # fmt: skip
    held = Screening([party])
    assert held.screen("Zebedee Unusualname", on=date(2019, 1, 1)).outcome == "stop"
    assert held.screen("Zebedee Unusualname", on=date(2021, 1, 1)).outcome == "clear"
    assert held.listed(names=["Zebedee Unusualname"], on=date(2021, 1, 1)) == ()


def test_a_number_finds_what_the_name_does_not():
    party = Party(id="x:1", list="x", entry="1", schema="Company", names=(PartyName("Alpha Bravo Bank"),),
                  identifiers=(Identifier("swift", "DEUTDEFF"),))  # fmt: skip
    held = Screening([party])
    found = held.screen("Completely Different", identifiers=[("swift", "DEUTDEFFXXX")])
    assert found.outcome == "stop"
    assert found.best.rule == "identifier"


def test_what_cannot_be_read_is_refused_all_at_once(screening):
    with pytest.raises(DocumentError) as caught:
        screening.screen("x", births=["soon"], countries=["Atlantis"], genders=["?"], schema="Persn")
    assert len(caught.value.problems) == 4


def test_a_replay_pins_the_snapshot_of_then(home, screening):
    found = loading.load_marked(screening.snapshots, None, (), home, screening.coverage)
    assert (found.snapshots, found.coverage) == (screening.snapshots, screening.coverage)
    with pytest.raises(ValueError, match="not kept here"):
        loading.load_marked(("un@1999-01-01#0000000000",), None, (), home, screening.coverage)
