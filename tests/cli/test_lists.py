"""`yalu lists` as a user runs it."""

from pathlib import Path

import pytest

from tests.screening.lists import samples


@pytest.fixture(autouse=True)
def _a_home_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("YALU_HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "files"
    place.mkdir()
    older = samples.UN.replace("2026-02-27T", "2024-05-15T").replace(
        "MADE-UP SHIPPING CO", "OTHER MADE-UP CO"
    )
    (place / "un_new.xml").write_text(samples.UN, encoding="utf-8")
    (place / "un_old.xml").write_text(older, encoding="utf-8")
    (place / "sdn.xml").write_text(samples.SDN_NEW, encoding="utf-8")
    return place


def test_a_folder_is_loaded_and_told_list_by_list(run, folder):
    code, out, err = run("lists", "update", "un", "ofac", "--from", str(folder))
    assert (code, err) == (0, "")
    assert "2026-02-27" in out
    assert "ofac-sdn" in out
    code, out, _ = run("lists", "list")
    assert code == 0
    assert "un/2026-02-27-" in out


def test_before_any_update_the_bundled_facts_are_listed_as_answering(answer):
    rows = answer("lists", "list")
    assert [(r["list"], r["parties"], r["current"]) for r in rows] == [
        ("un", 155, True),
        ("ofac-sdn", 506, True),
        ("uk", 261, True),
    ]


def test_an_entry_is_shown_with_where_each_name_stood(run, answer):
    code, out, _ = run("lists", "show", "ofac-sdn:20157")
    assert code == 0
    assert "김정은  [hangul, ko; names.csv (wikidata-en-ko, C2)]" in out
    found = answer("lists", "show", "un:KPe.001")
    assert (found["party"]["names"][0]["text"], found["basis"]["how"]) == (
        "KOREA MINING DEVELOPMENT TRADING CORPORATION",
        "bundled",
    )


def test_a_wrong_entry_brings_the_right_one_and_no_traceback(run):
    code, _, err = run("lists", "show", "ofac:20157")
    assert code == 3
    assert "there is ofac-sdn:20157" in err


def test_what_changed_is_told_by_entry_and_field(run, answer, folder):
    for name in ("un_old.xml", "un_new.xml"):
        assert run("lists", "update", "un", "--from", str(folder / name))[0] == 0
    code, out, _ = run("lists", "diff", "un")
    assert code == 0
    assert "0 added, 0 removed, 1 changed" in out
    found = answer("lists", "diff", "un/2024-05-15", "un/2026-02-27")
    assert found["changes"][0]["fields"][0] == {
        "field": "names", "gone": ["OTHER MADE-UP CO (primary)"], "new": ["MADE-UP SHIPPING CO (primary)"],
    }  # fmt: skip


def test_a_suspicious_update_ends_with_four_until_it_is_accepted_by_name(run, folder):
    assert run("lists", "update", "ofac", "--from", str(folder))[0] == 0
    whole = samples.SDN_NEW.replace("05/07/2024", "06/07/2024")
    start, end = whole.index("  <sdnEntry><uid>103"), whole.index("</sdnList>")
    (folder / "sdn.xml").write_text(whole[:start] + whole[end:], encoding="utf-8")
    code, out, err = run("lists", "update", "ofac", "--from", str(folder))
    assert code == 4
    assert "refused" in out
    assert "entries fall from 4 to 2" in err
    assert "--accept ofac-sdn" in err
    assert run("lists", "update", "ofac", "--from", str(folder), "--accept", "ofac-sdn")[0] == 0


def test_a_broken_file_ends_with_three_in_words(run, folder):
    (folder / "un_new.xml").write_text(samples.UN[:700], encoding="utf-8")
    code, _, err = run("lists", "update", "un", "--from", str(folder))
    assert code == 3
    assert "what was stored keeps answering" in err
    assert "Next:" in err


def test_a_list_of_ones_own_takes_named_columns(run, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Wen,Wo\nMade-up Person,KP\n", encoding="utf-8")
    code, _, err = run("lists", "update", "mine", "--from", str(path))
    assert code == 3
    assert "no column holds names" in err
    assert (
        run("lists", "update", "mine", "--from", str(path), "--column", "name=Wen", "--column", "country=Wo")[
            0
        ]
        == 0
    )
    assert "Made-up Person" in run("lists", "show", run_first_id(run))[1]


def run_first_id(run) -> str:
    from yalu.screening.lists import load

    return load("mine")[0].id


def test_who_left_a_list_is_told_with_both_days(run, answer, folder):
    smaller = samples.UN.replace("KPe.901", "KPe.902").replace("2026-02-27T", "2026-03-01T")
    (folder / "un_later.xml").write_text(smaller, encoding="utf-8")
    run("lists", "update", "un", "--from", str(folder / "un_new.xml"))
    run("lists", "update", "un", "--from", str(folder / "un_later.xml"), "--accept", "un")
    (gone,) = answer("lists", "delisted", "un")
    assert (gone["party"], gone["last_seen"], gone["first_missing"]) == (
        "un:KPe.901",
        "2026-02-27",
        "2026-03-01",
    )


def test_the_home_is_shown(answer, tmp_path):
    assert answer("lists", "home") == {"home": str(tmp_path / "home")}


def test_one_snapshot_alone_is_not_compared(run, folder):
    run("lists", "update", "un", "--from", str(folder / "un_new.xml"))
    code, _, err = run("lists", "diff", "un")
    assert code == 3
    assert "nothing to be compared with" in err
