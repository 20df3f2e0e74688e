"""What comes with Yalu: facts of three lists, with their sources."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from yalu.screening.identifiers import keys
from yalu.screening.lists import bundled_lists, bundled_parties, read_list
from yalu.screening.lists.snapshots.bundled import bundled_sources
from yalu.screening.scripts import script_of

REAL = os.environ.get("YALU_REAL_DATA", "")
TABLES = Path(__file__).parents[3] / "data" / "regimes" / "un-dprk" / "listings"


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_155_un_entries_are_there_eighty_of_them_persons():
    kinds = Counter(p.schema for p in bundled_parties() if p.list == "un")
    assert kinds == {"Person": 80, "Organization": 75}


def test_every_us_entry_under_a_programme_on_the_dprk_and_every_uk_entry_of_the_regime_is_there():
    us = [
        p
        for p in bundled_parties()
        if any(code.startswith("DPRK") for code in p.programmes) and p.list == "ofac-sdn"
    ]
    assert Counter(p.schema for p in us) == {
        "Organization": 199,
        "Person": 164,
        "Vessel": 105,
        "Airplane": 16,
    }
    uk = Counter(p.schema for p in bundled_parties() if p.list == "uk")
    assert uk == {"Person": 138, "Organization": 86, "Vessel": 37}


@pytest.mark.hunt
@pytest.mark.skipif(not REAL, reason="needs YALU_REAL_DATA")
def test_bundled_entries_hold_every_name_and_number_that_the_files_print():
    files = {"ofac-sdn": "ofac_sdn_2024-05-07.xml.gz", "uk": "uk_list_2026-05_subjects.csv.gz"}
    for name, file in files.items():
        (found,) = read_list(Path(REAL) / "lists" / file)
        printed = {p.id: p for p in found.parties}
        held = [p for p in bundled_parties() if p.list == name]
        of_regime = [
            p
            for p in found.parties
            if p.entry.startswith("DPR") or any(c.startswith("DPRK") for c in p.programmes)
        ]
        assert {p.id for p in of_regime} <= {p.id for p in held}
        for party in held:
            theirs = printed[party.id]
            assert {n.text.replace("_", " ") for n in theirs.names} <= {n.text for n in party.names}, party.id
            keyed = {pair for i in party.identifiers for pair in keys(i)}
            assert {pair for i in theirs.identifiers for pair in keys(i)} <= keyed, party.id
            assert name == "uk" or {b.text for b in theirs.births} == {b.text for b in party.births}, party.id


def test_no_birth_date_is_taken_from_the_copy_of_the_uk_list_whose_births_are_other_peoples():
    assert not [row for row in rows("births.csv") if row["party"].startswith("uk:")]


def test_the_un_list_grew_in_thirteen_rounds():
    rounds = Counter(str(p.listed) for p in bundled_parties() if p.list == "un")
    assert rounds == {
        "2009-04-24": 3, "2009-07-16": 10, "2012-05-02": 3, "2013-01-22": 10, "2013-03-07": 5, "2014-07-28": 1,
        "2016-03-02": 28, "2016-11-30": 21, "2017-06-02": 18, "2017-08-05": 13, "2017-09-11": 4, "2017-12-22": 17,
        "2018-03-30": 22,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["김정은", "金正恩"])
def test_kim_jong_un_stands_on_the_us_list_in_three_scripts_and_not_on_the_un_list(text: str):
    found = {p.id for p in bundled_parties() if any(n.text == text for n in p.names)}
    assert found == {"ofac-sdn:20157"}
    assert not any(p.list == "un" and "JONG UN" in p.primary.upper() for p in bundled_parties())


def test_every_row_names_a_source_that_is_listed_and_a_grade():
    sources = bundled_sources()
    for name in ("parties.csv", "names.csv", "identifiers.csv", "births.csv", "linked.csv"):
        for row in rows(name):
            assert row["source"] in sources, row
            assert row["grade"][0] in "ABCDEF", row
            assert row["grade"][1] in "123456", row


def test_rows_belong_to_parties_and_ties_lead_to_them():
    known = {row["id"] for row in rows("parties.csv")}
    assert len(known) == len(rows("parties.csv"))
    for name in ("names.csv", "identifiers.csv", "births.csv", "linked.csv"):
        assert {row["party"] for row in rows(name)} <= known
    assert {row["to"] for row in rows("linked.csv")} <= known | {""}


def test_scripts_written_down_are_the_scripts_of_the_names():
    assert [row for row in rows("names.csv") if script_of(row["text"]) != row["script"]] == []


def test_every_party_has_one_primary_name_and_none_of_them_from_memory():
    for party in bundled_parties():
        assert [n.kind for n in party.names].count("primary") == 1, party.id
    assert not [r for r in rows("names.csv") if r["source"] == "memory" and r["kind"] != "strong"]


def test_ships_carry_numbers_that_hold_and_companies_numbers_of_companies():
    for party in bundled_parties():
        for item in party.identifiers:
            assert item.kind != "imo" or (party.schema == "Vessel" and item.valid), (party.id, item)
            assert item.kind != "company_imo" or (party.schema != "Vessel" and item.valid), (party.id, item)


def test_remarks_are_a_line_of_our_own():
    assert max(len(row["remarks"]) for row in rows("parties.csv")) <= 130


def test_each_list_says_how_much_of_it_is_bundled_and_from_which_day():
    assert [(i.list, i.date, i.parties) for i in bundled_lists()] == [
        ("un", "2026-02-27", 155), ("ofac-sdn", "2024-05-07", 506), ("uk", "2026-05-13", 261),
    ]  # fmt: skip
