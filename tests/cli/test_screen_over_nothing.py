"""Every command of screening over no list, an empty list, an empty book or an unknown name: none is clean."""

import json

import pytest

from yalu.screening import index_store as loading
from yalu.screening.lists.snapshots import as_of as standing
from yalu.screening.lists.snapshots import bundled
from yalu.screening.lists.snapshots.store import write
from yalu.screening.records import SnapshotInfo

KEPT = (
    *(bundled.bundled_parties, bundled.bundled_lists, bundled.bundled_names),
    *(loading._bundled, loading._rests_on, standing._known),
)


def forget():
    for one in KEPT:
        one.cache_clear()


@pytest.fixture
def nothing(tmp_path, monkeypatch):
    """A home without any list, and a Yalu that brings none."""
    monkeypatch.setenv("YALU_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(bundled, "_folders", list)
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


@pytest.fixture
def empty_list(nothing):
    write(SnapshotInfo(list="un", date="2026-11-27", sha256="0" * 64), (), nothing / "home")
    return nothing


def book(folder, text="name,imo\nKim Jong Un,\nMaria Schmidt,\n,8660313\n"):
    path = folder / "book.csv"
    path.write_text(text, encoding="utf-8")
    return path


QUESTIONS = (
    ["Kim Jong Un"],
    ["Maria Schmidt", "--birth", "1980"],
    ["--imo", "8660313"],
    ["--id", "passport:A1234567"],
)


@pytest.mark.parametrize("asked", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize(
    "lists", [[], ["--lists", "un"], ["--lists", "OFAC"], ["--as-of", "2017-08-05"]], ids=" ".join
)
@pytest.mark.parametrize("home", ["nothing", "empty_list"])
def test_a_question_over_nothing_is_not_screened(request, run, answer, home, lists, asked):
    request.getfixturevalue(home)
    found = answer("screen", *asked, *lists)
    assert (found["outcome"], found["said"]) == ("not_screened", "not screened")
    assert "yalu lists update" in found["needs"][0]
    code, out, _ = run("screen", *asked, *lists, "--fail-on", "stop")
    assert code == 1
    assert out.startswith("NOT SCREENED: ")
    assert "clear" not in out.lower()


@pytest.mark.parametrize("home", ["nothing", "empty_list"])
def test_a_book_over_nothing_is_not_screened(request, run, answer, home):
    folder = request.getfixturevalue(home)
    found = answer("screen", "file", str(book(folder)), "--out", str(folder / "r.csv"))
    assert found["outcomes"] == {"clear": 0, "review": 0, "stop": 0, "not_screened": 3}
    assert "clear" not in (folder / "r.csv").read_text(encoding="utf-8-sig")
    code, out, _ = run(
        "screen", "file", str(book(folder)), "--out", str(folder / "r.csv"), "--fail-on", "stop"
    )
    assert code == 1
    assert "0 clear, 3 not screened" in out
    report = (folder / "r-report.html").read_text(encoding="utf-8")
    assert "Not screened (3)" in report


@pytest.mark.parametrize("home", ["nothing", "empty_list"])
def test_owners_over_nothing_are_refused(request, run, home):
    folder = request.getfixturevalue(home)
    holdings = folder / "h.csv"
    holdings.write_text("owner,owned,share_low,share_high\nX,A,60,60\n", encoding="utf-8")
    code, out, err = run("screen", "ownership", str(holdings))
    assert code == 3
    assert "no list is here" in err
    assert "not owned" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["diff", "un"],
        ["delisted", "un"],
        ["show", "un:KPe.001"],
        ["diff", "foo"],
        ["delisted", "foo"],
        ["show", "foo:1"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("home", ["nothing", "empty_list"])
def test_lists_that_are_not_there_have_no_changes_and_no_entries(request, run, home, arguments):
    request.getfixturevalue(home)
    assert run("lists", *arguments)[0] in {2, 3}


def test_no_list_is_told_as_answering(nothing, answer):
    assert answer("lists", "list") == []


def test_an_empty_book_screens_nothing(run, tmp_path, monkeypatch):
    monkeypatch.setenv("YALU_HOME", str(tmp_path / "home"))
    path = book(tmp_path, "name\n")
    code, out, _ = run("screen", "file", str(path), "--out", str(tmp_path / "r.csv"), "--fail-on", "stop")
    assert code == 1
    assert "0 rows: nothing was screened" in out
    assert "clear" not in out
    assert run("screen", "file", str(book(tmp_path, "")), "--out", str(tmp_path / "s.csv"))[0] == 3


def test_an_emptied_log_does_not_replay(run, tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"")
    code, out, _ = run("screen", "replay", str(log))
    assert code == 1
    assert "the log is empty" in out


def test_no_judgement_is_told_with_the_file_that_was_looked_at(run, tmp_path):
    out = run("screen", "review", "list", "--judgements", str(tmp_path / "j.jsonl"))[1]
    assert "nothing is on file in" in out
    assert "j.jsonl" in "".join(out.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["screen", "Kim Jong Un", "--lists", "foo"],
        ["screen", "review", "undo", "j9", "--reason", "x"],
        ["screen", "review", "add", "Kim", "un:nobody", "same", "--reason", "x"],
    ],
    ids=" ".join,
)
def test_an_unknown_name_is_a_usage_error(run, tmp_path, monkeypatch, arguments):
    monkeypatch.setenv("YALU_HOME", str(tmp_path / "home"))
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "unknown" in err
    assert json.loads(run(*arguments, "--json")[1])["result"]["code"] == 2


@pytest.mark.parametrize("asked", [[""], ["  "], ["", "--json"], ["--fail-on", "stop"], ["--birth", "1950"]])
def test_a_party_without_name_or_number_is_an_error_and_no_page_of_help(run, asked):
    """A script whose variable is empty asks so: an exit code of 0 would pass for a party that was asked."""
    code, out, err = run("screen", *asked)
    assert code == 3
    assert "Usage" not in out
    assert "neither a name nor an identifier" in out + err
