"""The right law on the command line: a regime is applied only to its own target, and one's own folder is a regime."""

import json
from pathlib import Path

import pytest

from yalu.case.folder.new import write_new_case
from yalu.law.text.new_measure import write_new_regime

COAL = (
    "id,period,reporter,partner,flow,hs,quantity,unit,value,currency,ledger\n"
    "k1,2019-03-10,XBB,XAA,import,2701,1000,t,500000,USD,customs\n"
)
OIL = (
    "id,period,reporter,partner,flow,hs,quantity,unit,ledger,contract_date\n"
    "f1,2014-05-10,XBB,XAA,import,2709,1000,t,customs,2014-02-01\n"
    "f2,2015-05-10,XBB,XAA,import,2709,1000,t,customs,2014-02-01\n"
    "f3,2015-05-10,NOR,XAA,import,2709,1000,t,customs,\n"
    "f4,2015-05-10,XBB,PRK,import,2709,1000,t,customs,\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A new case and a new regime, both on XAA, and two tables of flows."""
    write_new_case(tmp_path / "case")
    write_new_regime(tmp_path / "regime")
    (tmp_path / "coal.csv").write_text(COAL, encoding="utf-8")
    (tmp_path / "oil.csv").write_text(OIL, encoding="utf-8")
    return tmp_path


def test_a_case_that_no_regime_is_on_never_gets_the_law_on_another_state(run, place):
    code, out, err = run("law", "check", str(place / "coal.csv"), "--case", str(place / "case"))
    assert code == 2
    assert out == ""
    assert "no bundled regime is on XAA (there is eu-g7-rus on RUS, un-dprk on PRK)" in " ".join(err.split())
    assert "--regime" in err


@pytest.mark.parametrize("verb", ["list", "timeline"])
def test_where_there_is_no_law_to_list_that_is_said_and_is_no_error(run, place, verb):
    code, out, err = run("law", verb, "--case", str(place / "case"))
    assert (code, err) == (0, "")
    assert "no bundled regime is on XAA" in " ".join(out.split())
    code, out, _ = run("law", verb, "--case", str(place / "case"), "--json")
    printed = json.loads(out)
    assert (code, printed["result"]) == (0, [])
    assert printed["coverage"]["asked"][0]["name"] == "bundled regimes, none on XAA"


def verdicts(out: str) -> dict[str, str]:
    return {v["id"]: v["verdict"] for v in json.loads(out)["result"]["verdicts"]}


def test_with_a_regime_and_rows_of_ones_own_the_target_is_that_of_the_regime(run, place):
    code, out, _ = run("law", "check", str(place / "oil.csv"), "--regime", str(place / "regime"), "--json")
    assert code == 0
    found = verdicts(out)
    assert found["verdict/rb-2014-1-art2-oil/f1"] == "within"
    assert found["verdict/rb-2014-1-art2-oil/f2"] == "breach"
    assert found["verdict/none/f3"] == found["verdict/none/f4"] == "not_covered"
    reasons = {v["id"]: v["reason"] for v in json.loads(out)["result"]["verdicts"]}
    assert "of which it is no member" in reasons["verdict/none/f3"]
    assert "neither side of the trade is XAA" in reasons["verdict/none/f4"]


@pytest.mark.parametrize(
    "asked",
    [
        ("law", "check", "{oil}", "--case", "china-dprk"),
        ("law", "check"),
        ("law", "caps"),
        ("claims", "check"),
        ("policy", "list"),
        ("explain", "verdict/rb-2014-1-art2-oil/f1"),
        ("build", "--out", "{site}"),
        ("chains", "flags", "--case", "china-dprk"),
    ],
)  # fmt: skip
def test_a_regime_and_a_case_on_different_states_are_refused_with_a_next_step(run, place, asked):
    words = [word.format(oil=place / "oil.csv", site=place / "site") for word in asked]
    code, out, err = run(*words, "--regime", str(place / "regime"))
    assert (code, out) == (2, "")
    assert "the regime regime is on XAA, and the case is on PRK" in err
    assert "--case" in err
    assert not (place / "site").exists()


def test_the_case_and_the_regime_on_one_state_agree(run, place):
    code, out, _ = run(
        "law", "check", str(place / "oil.csv"), "--regime", str(place / "regime"), "--case", str(place / "case"), "--json",
    )  # fmt: skip
    assert code == 0
    assert verdicts(out)["verdict/rb-2014-1-art2-oil/f2"] == "breach"


def test_a_claim_about_law_that_nobody_has_cannot_be_said(run, place):
    asked = (
        "--about",
        "law.status",
        "--measure",
        "x",
        "--on",
        "2017-01-01",
        "--stated",
        "yes",
        "--case",
        str(place / "case"),
    )
    code, out, _ = run("claims", "test", *asked)
    assert code == 0
    assert out.startswith("CANNOT SAY: no bundled regime is on XAA")
    assert run("claims", "subjects", "law.cap_used", "--case", str(place / "case"))[0] == 0


def test_red_flags_are_those_of_the_regime_on_the_target(run, place):
    assert run("chains", "flags")[0] == 0
    code, _, err = run("chains", "flags", "--case", str(place / "case"))
    assert code == 2
    assert "no bundled regime is on XAA" in err
    (place / "regime" / "red-flags.csv").write_text(
        "id,flag,test\nW1,The consignee is empty,empty consignee\n", encoding="utf-8"
    )
    code, _, err = run("chains", "flags", "--regime", str(place / "regime"))
    assert code == 3
    assert "red-flags.csv:1:" in err
    (place / "regime" / "red-flags.csv").write_text(
        "id,flag,fields,test,needs,source,url,verified,notes\nW1,No consignee,consignee,empty consignee,,mine,,verified,\n",
        encoding="utf-8",
    )
    code, out, _ = run("chains", "flags", "--regime", str(place / "regime"))
    assert code == 0
    assert "W1" in out


def test_a_new_regime_is_checked_and_tells_what_it_holds(run, tmp_path):
    assert run("regime", "new", str(tmp_path / "mine"))[0] == 0
    code, out, err = run("regime", "check", str(tmp_path / "mine"), "--fail-on", "warning")
    assert (code, err) == (0, "")
    said = " ".join(out.split())
    assert "3 measures in 2 instruments, 2 sources" in said
    assert "members of RB (Regional Body): XBB, XCC from 2016-01-01, XDD until 2018-07-01" in said
    code, out, _ = run("regime", "check", str(tmp_path / "mine"), "--json")
    assert json.loads(out)["result"]["holds"]["bodies"] == {"RB": 3}


def test_a_faulty_regime_ends_with_bad_input_and_every_fault(run, tmp_path):
    folder = write_new_regime(tmp_path / "mine")
    (folder / "members.csv").write_text("body,state,sources\nRC,XBB,rb-gazette:1\n", encoding="utf-8")
    code, out, err = run("regime", "check", str(folder))
    assert code == 3
    assert "members.csv:2:body" in err
    assert "cannot be used until the errors are mended" in " ".join(out.split())
    code, out, _ = run("regime", "check", str(folder), "--json")
    assert code == 3
    assert json.loads(out)["result"]["holds"] is None


def test_the_bundled_regimes_are_listed_with_their_targets(run):
    code, out, _ = run("law", "regimes", "--json")
    assert code == 0
    assert {row["id"]: row["target"] for row in json.loads(out)["result"]}["un-dprk"] == "PRK"


def test_a_verdict_on_rows_of_ones_own_under_a_regime_of_ones_own_is_explained(run, place):
    wanted = "verdict/rb-2014-1-art2-oil/f2"
    code, out, _ = run(
        "explain", wanted, "--flows", str(place / "oil.csv"), "--regime", str(place / "regime")
    )
    assert code == 0
    assert "Regional Body" in out


def test_the_law_on_goods_is_that_of_the_regime_named(run, place):
    for path in filter(Path.is_file, (place / "regime").rglob("*")):
        text = path.read_text(encoding="utf-8").replace("XBB", "NOR").replace("XAA", "PRK")
        path.write_text(text.replace("direction: from_target", "direction: to_target"), encoding="utf-8")
    asked = ("goods", "classify", "--hs", "2709", "--exporter", "NOR", "--on", "2016-01-10", "--json")
    mine = ("--regime", str(place / "regime"))
    answers = {a["entry"]: a["answer"] for a in json.loads(run(*asked, *mine)[1])["result"]}
    assert answers["regime"] == "banned"
    # Where the goods go to another state, the bundled law on that state is asked.
    elsewhere = json.loads(run(*asked, *mine, "--destination", "RUS")[1])["result"]
    assert "eu-g7-rus" in {a["entry"] for a in elsewhere}
    assert "regime" not in {a["entry"] for a in elsewhere}


@pytest.mark.parametrize("noun", ["case", "regime"])
def test_the_next_commands_are_printed_as_a_shell_takes_them(run, tmp_path: Path, noun: str):
    code, out, _ = run(noun, "new", str(tmp_path / "my own"))
    assert code == 0
    assert f"yalu {noun} check '{tmp_path / 'my own'}' " in out
