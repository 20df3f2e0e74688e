"""The page on lists: what it counts, what it offers, and that it reads well everywhere."""

import csv
import io
import re
from pathlib import Path

import msgspec
import pytest
from tests.screening.lists.parties import listed, party
from tests.site.conftest import Built

from yalu.screening.lists import bundled_parties
from yalu.screening.lists.snapshots.bundled import bundled_lists
from yalu.screening.lists.snapshots.store import write
from yalu.site.data.trade_data import observe_trade
from yalu.site.frame.figure_page import Site
from yalu.site.pages.screening.list_sizes import grown, rounds_of
from yalu.site.pages.screening.lists import ListsRoom, _stored, _whole_list, open_room


def test_rounds_are_counted_by_day_with_persons_and_entities_apart():
    parties = [party(1), party(2, schema="Organization"), party(3, listed="2016-03-02")]
    assert [(r.day, r.persons, r.entities, r.came, r.total) for r in rounds_of(parties)] == [
        ("2010-01-01", 1, 1, 2, 2), ("2016-03-02", 1, 0, 1, 3),
    ]  # fmt: skip


def test_the_list_that_is_bundled_whole_is_told_apart_from_parts():
    assert {p.list for p in _whole_list(bundled_parties())} == {"un"}


def test_the_figure_finds_when_half_stood_on_the_list_and_when_it_stopped():
    page = grown(_whole_list(bundled_parties()), "UN", "2026-02-27")
    assert page is not None
    assert page.title == (
        "No entry of the UN list as of 27 February 2026 was added after 30 March 2018; "
        "half of its 155 came by 30 November 2016"
    )
    assert page.rows[-1] == ("2018-03-30", 1, 21, 22, 155)
    assert page.results[0].value == 155
    for spec in (page.wide, page.narrow):
        assert spec is not None
        line = spec["datasets"][spec["layer"][0]["data"]["name"]]
        assert (line[0]["total"], line[-1]["total"]) == (0, 155)
        assert line[-1]["at"] > 2026, "the years without anybody are drawn"


def test_too_few_rounds_make_no_figure():
    assert grown([party(1), party(2)], "UN", "2026-02-27") is None


def test_a_case_known_by_an_early_day_has_only_who_was_listed_by_then():
    from datetime import date

    early = tuple(
        p for p in bundled_parties() if p.listed is not None and p.listed.earliest <= date(2012, 12, 31)
    )
    room = ListsRoom("un-dprk", early)
    assert room.figures()[0].rows[-1][-1] == 16


def test_changes_between_stored_snapshots_are_counted_and_ones_own_lists_are_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("YALU_HOME", str(tmp_path))
    for name in ("un", "secret-house-list"):
        for day, numbers in (("2024-01-01", range(5)), ("2026-01-01", range(2, 9))):
            read = listed(day, [party(n, list_name=name) for n in numbers], name=name)
            write(read.info, read.parties)
    (row,) = _stored()
    assert (row.list, row.added, row.removed, row.changed) == ("un", 4, 2, 0)


@pytest.mark.slow
def test_the_page_counts_offers_the_tables_and_says_what_is_a_part(bundled: Built):
    page = bundled.text("lists.html")
    assert ">No entry of the UN list as of 27 February 2026 was added after 30 March 2018; " in page
    assert page.count('<tr id="e-KP') == 155
    assert "조선무역은행" in page
    assert "A part" in page
    rows = list(
        csv.DictReader(io.StringIO((bundled.folder / "lists" / "parties.csv").read_text(encoding="utf-8")))
    )
    assert len(rows) == len(bundled_parties())


@pytest.mark.slow
def test_the_page_is_light_and_loads_nothing_from_elsewhere(bundled: Built):
    page = bundled.text("lists.html")
    assert len(page.encode()) < 200_000
    assert 'src="http' not in page


def test_both_pages_say_that_the_list_bundled_whole_is_so_for_this_regime_only(bundled: Built) -> None:
    page = bundled.text("lists.html")
    assert "One list is bundled whole as far as this regime goes" in page
    assert "<td>whole for this regime</td>" in page
    assert re.search(r"\d+ persons", page)
    assert 'href="lists.html#bundled"' in bundled.text("screening.html")


def test_a_site_that_looks_back_calls_no_list_whole_that_is_bundled_in_part(bundled: Built) -> None:
    case = msgspec.structs.replace(bundled.case, known_by="2017-03-21")
    site = Site(title="t", code_version="0", data_version="d", known_by="2017-03-21")
    room = open_room(case, site, observe_trade(case))
    assert room is not None
    assert {party.list for party in room.whole} == {"un"}
    (figure,) = room.figures()
    assert figure.title.startswith("No entry of the UN list as of 21 March 2017 was added after")
    infos = room._infos()
    assert {info.list: info.parties for info in infos}["un"] == len(room.whole) < 155
    assert sum(info.parties for info in infos) == len(room.parties)


def test_what_is_bundled_is_counted_as_the_lists_count_it(bundled: Built) -> None:
    room = open_room(
        bundled.case,
        Site(title="t", code_version="0", data_version="d", known_by=""),
        observe_trade(bundled.case),
    )
    assert room is not None
    assert {one.list: (one.parties, one.names, one.by_schema) for one in room._infos()} == {
        one.list: (one.parties, one.names, one.by_schema) for one in bundled_lists()
    }
