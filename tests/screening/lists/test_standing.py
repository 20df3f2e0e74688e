"""Who is screened against, now and then, and what changed between two days."""

from datetime import date

from yalu.screening.exact_lookup import listings_of
from yalu.screening.lists import bundled_parties, delistings, difference, load, screening_parties
from yalu.screening.lists.snapshots.store import write
from yalu.screening.records import Identifier, Party, PartyName
from yalu.vocabulary.answers import NO

from .parties import listed, party


def store(date_: str, parties: list[Party]) -> None:
    read = listed(date_, parties)
    write(read.info, read.parties)


def test_without_any_snapshot_the_bundled_facts_answer_and_say_so():
    standing = screening_parties()
    assert standing.parties == tuple(sorted(bundled_parties(), key=lambda p: p.list))
    assert {b.how for b in standing.bases} == {"bundled"}


def test_a_stored_list_answers_instead_of_its_bundled_part_and_the_others_stay():
    store("2026-01-01", [party(1), party(2)])
    standing = screening_parties()
    assert [b.how for b in standing.bases] == ["bundled", "bundled", "current"]
    assert sorted(p.id for p in standing.parties if p.list == "un") == ["un:1", "un:2"]


def test_names_in_original_script_that_come_with_yalu_are_added_to_their_own_entry_only():
    known = next(p for p in bundled_parties() if p.id == "un:KPe.047")
    store(
        "2026-01-01",
        [
            party(1),
            Party(id=known.id, list="un", entry="KPe.047", schema="Organization", names=(PartyName("FTB"),)),
        ],
    )
    names = {p.id: [n.text for n in p.names] for p in load("un")}
    assert "조선무역은행" in names["un:KPe.047"]
    assert names["un:1"] == ["Made-up 1", "Alias 1"]


def test_a_file_without_days_of_listing_gets_those_that_come_with_yalu_and_says_from_where():
    entry = Party(
        id="ofac-sdn:20157",
        list="ofac-sdn",
        entry="20157",
        schema="Person",
        names=(PartyName("KIM, Jong Un"),),
    )
    read = listed("2024-05-07", [entry], name="ofac-sdn")
    write(read.info, read.parties)
    (found,) = load("ofac-sdn")
    assert (str(found.listed), found.notices) == ("2016-07-06", ("day of listing: memory",))
    assert load("ofac-sdn", date(2016, 7, 5)) == ()


def test_a_day_is_answered_by_the_snapshot_of_that_day():
    store("2024-01-01", [party(1), party(2)])
    store("2026-01-01", [party(2), party(3)])
    assert [p.id for p in load("un", date(2025, 6, 1))] == ["un:1", "un:2"]
    basis = next(b for b in screening_parties(date(2025, 6, 1)).bases if b.list == "un")
    assert (basis.how, basis.date) == ("snapshot", "2024-01-01")


def test_a_day_before_every_snapshot_is_answered_by_days_of_listing_and_says_so():
    store("2024-01-01", [party(1, listed="2010-05-01"), party(2, listed="2020-05-01"), party(3, listed="")])
    standing = screening_parties(date(2015, 1, 1))
    assert [p.id for p in standing.parties if p.list == "un"] == ["un:1", "un:3"]
    basis = next(b for b in standing.bases if b.list == "un")
    assert (basis.how, basis.note) == ("dates", "1 entries carry no day of listing and are kept")


def test_the_bundled_un_list_as_it_stood_after_the_resolution_of_march_2016():
    standing = screening_parties(date(2016, 3, 2))
    assert sum(p.list == "un" for p in standing.parties) == 3 + 10 + 3 + 10 + 5 + 1 + 28


def test_a_denial_that_has_run_out_is_not_screened_on_a_later_day():
    from yalu.vocabulary.dates import parse_date

    store("2026-01-01", [party(1, delisted=parse_date("2026-09-12")), party(2)])
    assert len(load("un", date(2026, 9, 12))) == 2
    assert [p.id for p in load("un", date(2026, 9, 13))] == ["un:2"]


def test_a_difference_names_who_came_who_went_and_each_field_that_changed():
    old = [party(1), party(2), party(3)]
    new = [party(2, names=(*party(2).names, PartyName("New alias", "weak"))), party(3), party(4)]
    found = difference(old, new)
    assert [(c.kind, c.party) for c in found.changes] == [
        ("added", "un:4"),
        ("removed", "un:1"),
        ("changed", "un:2"),
    ]
    (field,) = found.of("changed")[0].fields
    assert (field.field, field.gone, field.new) == ("names", (), ("New alias (weak)",))
    assert found.unchanged == 1


def test_reading_a_list_from_another_place_or_in_another_order_is_no_change():
    old = party(1, identifiers=(Identifier("imo", "1"), Identifier("mmsi", "2")), origin="a:1")
    new = party(1, identifiers=(Identifier("mmsi", "2"), Identifier("imo", "1")), origin="b:9")
    assert difference([old], [new]).changes == ()


def test_a_delisting_is_known_between_two_days():
    store("2024-01-01", [party(1), party(2)])
    store("2026-01-01", [party(2)])
    (gone,) = delistings("un")
    assert (gone.party, gone.last_seen, gone.first_missing) == ("un:1", "2024-01-01", "2026-01-01")


def test_listings_are_found_by_exact_entry_number_and_name_and_nothing_else():
    by_entry = listings_of([], entries=["un:KPe.001"])
    assert [(found.party, found.listed) for found in by_entry] == [("un:KPe.001", "2009-04-24")]
    assert [f.party for f in listings_of([], [("company_imo", "1790183")])] == [
        "ofac-sdn:17068",
        "un:KPe.020",
    ]
    assert {f.party for f in listings_of(["foreign trade bank (ftb)"])} == {"uk:DPR0134", "un:KPe.047"}
    assert listings_of(["Foreign Trade Bnk"]) == ()


def test_a_listing_is_asked_on_a_day():
    (before,) = listings_of([], entries=["ofac-sdn:20157"], on=date(2016, 7, 5))
    assert before.on_day is NO
    (found,) = listings_of([], entries=["ofac-sdn:20157"], on=date(2016, 7, 6))
    assert (found.list, found.programmes, found.snapshot) == ("ofac-sdn", ("DPRK3",), "bundled/2024-05-07")


def test_a_weak_alias_is_no_listing():
    store("2026-01-01", [party(1, names=(PartyName("Made-up"), PartyName("MUP", "weak")))])
    assert listings_of(["mup"]) == ()
