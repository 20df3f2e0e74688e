"""The real files, when they are at hand: counts as their publishers' entries, and every trap met in them."""

import csv
import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from yalu.screening.lists import bundled_parties, difference, read_list, update
from yalu.screening.lists.formats.list_reader import ReadList
from yalu.screening.lists.snapshots.store import current_snapshot

REAL = os.environ.get("YALU_REAL_DATA", "")
pytestmark = [
    pytest.mark.skipif(not REAL, reason="set YALU_REAL_DATA to a folder with lists/ to test the real files"),
    pytest.mark.slow,
]
LISTS = Path(REAL) / "lists"


@cache
def read(name: str) -> ReadList:
    (found,) = read_list(LISTS / name)
    return found


def large(*values: object) -> object:
    """A list of thousands of entries: read whole in a hunt, its format in the suite by the samples of ``test_readers``."""
    return pytest.param(*values, marks=pytest.mark.hunt)


@pytest.mark.parametrize(
    ("name", "entries", "dprk"),
    [
        large("ofac_sdn_2024-05-07.xml.gz", 14_966, 484),
        large("ofac_legacy_2021-07_sdn.csv.gz", 8_976, 414),
        large("ofac_sdn_2023-03-01.csv.gz", 11_853, 455),
        large("ofac_sdn_2024-05-03.csv.gz", 14_965, 484),
        ("ofac_cons_nonsdn_2025-03-28.xml.gz", 443, 0),
        ("un_consolidated_2020-11-24.xml.gz", 1_018, 155),
        ("un_consolidated_2024-05-15.xml.gz", 875, 155),
        ("un_consolidated_2026-02-27.xml.gz", 1_003, 155),
        large("eu_fsf_full_2024-05-13.xml.gz", 4_811, 245),
        large("uk_list_2026-05_subjects.csv.gz", 6_046, 261),
        ("us_bis_entity_list_2026-07.json.gz", 3_409, 0),
        ("us_bis_dpl_2026-04.json.gz", 564, 0),
        ("us_bis_meu_2026-07.json.gz", 70, 0),
        ("us_state_nonproliferation_2025-05.json.gz", 528, 54),  # 49 as North Korea, 5 as North Korea (DPRK)
    ],
)
def test_every_entry_is_read(name: str, entries: int, dprk: int):
    found = read(name)
    assert found.info.parties == entries
    by_country = name.startswith("us_")
    assert dprk == sum(
        "PRK" in p.countries if by_country else any(c.startswith("DPR") or c == "PRK" for c in p.programmes)
        for p in found.parties
    )
    assert not any(p.severity == "error" for p in found.problems)


@pytest.mark.hunt
def test_a_folder_is_loaded_with_the_newest_file_of_each_list():
    results = {r.list: r for r in update(["un", "ofac", "eu", "uk", "us"], from_path=LISTS)}
    assert {(r.list, r.outcome, r.parties) for r in results.values()} == {
        ("un", "stored", 1_003), ("ofac-sdn", "stored", 14_966), ("ofac-nonsdn", "stored", 443), ("eu", "stored", 4_811),
        ("uk", "stored", 6_046), ("us-entity", "stored", 3_409), ("us-denied", "stored", 564), ("us-meu", "stored", 70),
        ("us-nonproliferation", "stored", 528),
    }  # fmt: skip
    current = current_snapshot("ofac-sdn")
    assert current is not None
    assert current.info.date == "2024-05-07"
    assert len(current.parties()) == 14_966


@pytest.mark.hunt
def test_all_ties_of_the_us_list_lead_where_they_should_and_a_programme_breaks_the_only_tie():
    by_id = {p.id: p for p in read("ofac_sdn_2024-05-07.xml.gz").parties}
    with (LISTS / "ofac_dprk_linked_to_edges_2024-05-07.csv").open(encoding="utf-8") as file:
        edges = list(csv.DictReader(file))
    wrong = []
    for edge in edges:
        ties = {t.name.rstrip("."): t.party for t in by_id[f"ofac-sdn:{edge['source_uid']}"].linked}
        wanted = "20129" if ";" in edge["target_uid"] else edge["target_uid"]
        if ties.get(edge["linked_to"].rstrip(".")) != f"ofac-sdn:{wanted}":
            wrong.append(edge)
    assert (len(edges), wrong) == (169, [])


def _weak(file: str) -> int:
    """Weak aliases as printed, without the acronyms that we take out of brackets."""
    names = [n for p in read(file).parties for n in p.names if "bracket" not in n.field]
    return Counter(n.kind for n in names)["weak"]


@pytest.mark.hunt
def test_weak_aliases_from_remarks_are_those_the_xml_calls_weak():
    from_csv = _weak("ofac_sdn_2024-05-03.csv.gz")
    from_xml = _weak("ofac_sdn_2024-05-07.xml.gz")
    assert from_xml == 3_694
    assert from_csv / from_xml > 0.98


@pytest.mark.hunt
def test_the_eu_list_brings_its_names_in_hangul():
    found = {
        n.text
        for p in read("eu_fsf_full_2024-05-13.xml.gz").parties
        for n in p.names
        if n.script == "hangul" and "PRK" in p.programmes
    }
    assert len(found) >= 74
    assert {"박재경", "영변 원자력 연구소", "녕변 원자력 연구소"} <= found


@pytest.mark.hunt
def test_the_uk_list_says_which_of_its_entries_are_the_uns():
    dprk = [p for p in read("uk_list_2026-05_subjects.csv.gz").parties if "DPR" in p.programmes]
    assert Counter(p.schema for p in dprk) == {"Person": 138, "Organization": 86, "Vessel": 37}
    assert sum(bool(p.references) for p in dprk) == 155


def test_the_bundled_un_facts_agree_with_the_list():
    listed = {p.id: p for p in read("un_consolidated_2026-02-27.xml.gz").parties if "DPRK" in p.programmes}
    bundled = {p.id: p for p in bundled_parties() if p.list == "un"}
    assert bundled.keys() == listed.keys()
    for key, party in listed.items():
        ours = bundled[key]
        assert (ours.listed, ours.schema, ours.countries) == (party.listed, party.schema, party.countries), (
            key
        )
        assert {(n.text, n.kind) for n in party.names} <= {(n.text, n.kind) for n in ours.names}, key
        assert [b.start for b in ours.births] == [b.start for b in party.births], key
        assert {
            (i.kind, i.value) for i in party.identifiers if i.kind not in {"phone", "email", "website"}
        } == {(i.kind, i.value) for i in ours.identifiers}, key


def test_our_remarks_are_not_the_lists_words():
    listed = {p.id: p.remarks for p in read("un_consolidated_2026-02-27.xml.gz").parties}
    for party in bundled_parties():
        words = party.remarks.lower().split()
        said = " ".join(listed.get(party.id, "").lower().split())
        if party.list == "un":
            assert not any(" ".join(words[i : i + 9]) in said for i in range(len(words) - 8)), party.id


def test_between_2020_and_2024_the_iran_entries_of_the_un_list_go_and_by_2026_others_come():
    a, b, c = (
        read(f"un_consolidated_{day}.xml.gz").parties for day in ("2020-11-24", "2024-05-15", "2026-02-27")
    )
    iran = [sum("Iran" in p.programmes for p in x) for x in (a, b, c)]
    assert iran == [84, 0, 121]
    gone = difference(a, b).of("removed")
    assert sum("Iran" in change.programmes for change in gone) == 84


def test_a_list_that_lost_a_programme_is_refused_until_accepted():
    update(["un"], from_path=LISTS / "un_consolidated_2020-11-24.xml.gz")
    (refused,) = update(["un"], from_path=LISTS / "un_consolidated_2024-05-15.xml.gz")
    assert refused.outcome == "refused"
    assert any("programme Iran falls from 84 to 0" in reason for reason in refused.reasons)
    (accepted,) = update(["un"], from_path=LISTS / "un_consolidated_2024-05-15.xml.gz", accept=["un"])
    assert accepted.outcome == "stored"
