"""The indexes of the control lists: whole, in the order of the text, and told apart from what is encoded."""

import csv
import gzip
import itertools
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from yalu.documents.problems import DocumentError, ProblemLog
from yalu.goods import open_goods
from yalu.goods.lists.list_index import read_index

GOODS = open_goods()
EU = GOODS.indexes["eu"]
REAL = Path(os.environ.get("YALU_REAL_DATA", "")) / "nomenclature" / "dual_use_list_2022_structured.csv.gz"
SMALL = "entry,title,level,line,known,source\n" + "".join(
    f"{name},{title},{level},,read,s\n"
    for name, title, level in (
        ("1A001", "Seals", "entry"), ("1A001.a", "", "letter"), ("1A001.b", "Tanks", "letter"), ("1A002", "Tubes", "entry"),
        ("1B001", "Looms", "entry"), ("1B001.a", "", "letter"), ("1B001.a.1", "", "number"), ("1B001.a.2", "", "number"),
        ("1B001.b", "", "letter"), ("2A001", "Bearings", "entry"),
    )
)  # fmt: skip


MINE = 'id: mine\ntitle: Mine\nbody: Me\nversion: "1"\nversion_date: "2024"\nsource: memory\norder: 1\n'


def index_of(tmp_path, text=SMALL):
    (tmp_path / "index.csv").write_text(text, encoding="utf-8")
    log = ProblemLog()
    index, _ = read_index(tmp_path, "mine/index.csv", log)
    return index, log.problems()


def encoded(name):
    return {entry.entry for entry in GOODS.entries if entry.list == name}


def test_the_union_list_has_its_366_entries_and_each_has_a_title():
    tops = EU.below[""]
    assert len(tops) == 366
    assert len(set(tops)) == 366
    assert all(EU.rows[name].title and EU.rows[name].level == "entry" for name in tops)


@pytest.mark.skipif(not REAL.is_file(), reason="the text is not here")
def test_each_row_of_the_index_stands_at_its_line_of_the_text_and_no_entry_is_missing():
    with gzip.open(REAL, "rt", encoding="utf-8") as file:
        text = dict(enumerate(csv.reader(file), start=1))
    for name, row in EU.rows.items():
        entry, _, below = row.entry.partition(".")
        found = text[int(row.line)]
        assert found[0] == entry, name
        assert found[1] == (f"{below.split('.')[-1]}." if below else f"{entry}."), name
    assert {row[0] for line, row in text.items() if line > 1} == set(EU.below[""])


def test_what_an_entry_was_read_from_begins_at_its_line_in_the_index():
    for entry in GOODS.entries:
        if entry.list == "eu" and entry.lines:
            first = entry.lines.replace(",", "-").partition("-")[0]
            assert EU.row(entry.entry).line == first, entry.id


def test_every_encoded_entry_is_in_the_index_of_its_list():
    for name, index in GOODS.indexes.items():
        assert not {e for e in encoded(name) if e.upper() not in index.rows}


def test_what_is_left_out_and_what_is_encoded_are_together_the_whole_list(tmp_path):
    """Every choice of encoded names of a small index: each last row is under one of the two, never under both."""
    index, problems = index_of(tmp_path)
    assert not problems
    names = [row.entry for row in index.rows.values()]
    last = [name for name in names if not index.below.get(name)]
    for count in range(len(names) + 1):
        for chosen in itertools.combinations(names, count):
            printed = index.left_out(set(chosen))
            whole = {word.partition(" ")[0] for word in printed if "(" in word}
            left = [word for word in printed if "(" not in word]
            for name in last:
                here = any(f"{name}.".startswith(f"{made}.") for made in chosen)
                out = any(f"{name}.".startswith(f"{word}.") for word in left) or name[:2] in whole
                assert here != out, (chosen, printed, name)


def test_a_family_with_nothing_encoded_is_one_word_and_others_are_named(tmp_path):
    index, _ = index_of(tmp_path)
    assert index.left_out({"1B001.a.1"}) == ("1A (2 entries)", "1B001.a.2", "1B001.b", "2A001")


def test_what_an_encoded_entry_leaves_out_is_left_out(tmp_path):
    index, _ = index_of(tmp_path)
    encoded_here = {"1A001", "1A002", "1B001", "2A001"}
    assert index.left_out(encoded_here) == ()
    assert index.left_out(encoded_here, {"1B001.a.2"}) == ("1B001.a.2",)
    assert index.left_out(encoded_here, {"1A002.c"}) == ("1A002.c",)
    assert index.extent("1B001", encoded_here, {"1B001.a.2"}) == "in_part"


def test_a_letter_without_a_title_has_that_of_its_entry(tmp_path):
    index, _ = index_of(tmp_path)
    assert (index.row("1a001.A").title, index.row("1A001.b").title) == ("Seals", "Tanks")
    assert index.row("1A001.c") is None
    assert index.row("1A002.c").entry == "1A002"
    assert index.row("9Z999") is None


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("1A002,Tubes", "1A002,", (5, "title"), "“1A002” has no title"),
        ("1A001.b,Tanks", "1C001.b,Tanks", (4, "entry"), "“1C001.b” stands below no entry of the index"),
        ("1B001.a.2,", "1C001.a.2,", (9, "entry"), "“1C001.a.2” stands below no entry of the index"),
        ("1A002,Tubes,entry", "1A001,Tubes,entry", (5, "entry"), "stands on line 2 too"),
        ("1A002,Tubes,entry", "1a001,Tubes,entry", (5, "entry"), "“1a001” stands in the index twice"),
        ("1A002,Tubes,entry", "1A002,Tubes,page", (5, "level"), "page"),
        ("1A002,Tubes,entry,,read", "1A002,Tubes,entry,,heard", (5, "known"), "heard"),
        ("1A002,Tubes,entry,", "1A002,Tubes,entry,5b", (5, "line"), "5b"),
    ],
)
def test_each_fault_of_an_index_is_told_with_its_file_line_and_column(tmp_path, old, new, place, says):
    _, problems = index_of(tmp_path, SMALL.replace(old, new, 1))
    assert [(p.file, p.row, p.field) for p in problems] == [("mine/index.csv", *place)]
    assert says in f"{problems[0].message} {problems[0].value}"
    assert problems[0].next_step


def test_an_entry_that_its_index_does_not_have_is_told_with_its_file(tmp_path):
    data = Path(__file__).parents[2] / "data" / "goods"
    for name in ("parameters.yaml", "sources.csv"):
        shutil.copy(data / name, tmp_path)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "list.yaml").write_text(MINE, encoding="utf-8")
    (mine / "one.yaml").write_text(
        'id: mine-1\nlist: mine\nentry: "2B001"\ntitle: Mills\ntext: Mills.\napplies_to: [milling]\n'
        "meets: {parameter: axes_simultaneous, at_least: 5}\nsources: [memory]\nverified: memory\n", encoding="utf-8")  # fmt: skip
    (mine / "index.csv").write_text(SMALL.replace(",s\n", ",memory\n"), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"mine/one.yaml.*“2B001” is not in the index of the list"):
        open_goods(tmp_path)
    (mine / "index.csv").write_text(SMALL, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"mine/index.csv.*“s” is not a row of sources.csv"):
        open_goods(tmp_path)


def test_the_families_that_were_asked_for_are_encoded_whole():
    """1B, 1C2, 2A, 2B and 2D of the union list; counted, so that a file taken away is seen."""
    extents = {name: EU.extent(name, encoded("eu")) for name in EU.below[""]}
    families = Counter(name[:2] for name, extent in extents.items() if extent != "whole")
    assert not {"1B", "2A", "2B", "2D"} & set(families)
    assert not [name for name in extents if name[:3] == "1C2" and extents[name] != "whole"]
    assert {name for name in extents if name[:2] == "2E" and extents[name] != "whole"} == {"2E003"}


def test_the_lists_of_china_say_what_of_them_was_read_and_what_was_not():
    here = {name: len(encoded(name)) for name in GOODS.lists if name.startswith("cn-")}
    assert here == {
        "cn-2013-59": 0, "cn-2016-22": 12, "cn-2017-09": 0, "cn-2018-17": 7, "cn-2018-36": 21,
        "cn-2024": 3, "cn-licences": 4,
    }  # fmt: skip
    for name in here:
        control = GOODS.lists[name]
        assert control.whole is False
        assert control.left_out
    assert "1.1.22" in GOODS.lists["cn-2018-36"].left_out
    assert GOODS.not_encoded("1C902").row.title == "Samarium"
    assert {row.known for row in GOODS.indexes["cn-2016-22"].rows.values()} == {"derived"}


def test_what_of_a_list_only_reports_name_is_never_answered_by_it():
    named = [entry for entry in GOODS.entries if entry.list == "cn-2016-22"]
    assert {entry.verified for entry in named} == {"named"}


def test_each_notice_on_one_destination_is_taken_over_by_a_measure_from_the_day_of_the_notice():
    joined = {row.control_list: row for row in GOODS.taken_over if row.control_list.startswith("cn-")}
    assert set(joined) == {"cn-2013-59", "cn-2016-22", "cn-2017-09", "cn-2018-17", "cn-2018-36"}
    for entry in GOODS.entries:
        if entry.list in joined:
            assert entry.destinations == ("PRK",)
            assert entry.in_force.start == joined[entry.list].start == GOODS.lists[entry.list].version_date


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_an_index_that_is_a_link_out_of_the_folder_is_told_and_not_read(tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (tmp_path / "other.csv").write_text(SMALL, encoding="utf-8")
    (mine / "index.csv").symlink_to(tmp_path / "other.csv")
    log = ProblemLog()
    assert read_index(mine, "mine/index.csv", log) == (None, b"")
    assert [problem.file for problem in log.problems()] == ["mine/index.csv"]
