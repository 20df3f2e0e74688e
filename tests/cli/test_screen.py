"""`yalu screen` as a compliance officer runs it, on the lists that come with Yalu."""

import csv
import json

import pytest

from yalu.cli.main import outcome

KIM = "ofac-sdn:20157"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One home for the whole file: the index of the bundled lists is built once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def run(capsys, monkeypatch, home):
    monkeypatch.setenv("YALU_HOME", str(home))

    def go(*arguments):
        code = outcome(["screen", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return go


@pytest.fixture
def answer(run):
    def go(*arguments):
        code, out, _ = run(*arguments, "--json")
        assert code == 0, out
        return json.loads(out)["result"]

    return go


@pytest.mark.parametrize(
    ("name", "rule"), [("김정은", "own-script"), ("金正恩", "own-script"), ("Kim Jong Un", "exact-name")]
)
def test_a_listed_person_stops_in_three_scripts_with_reasons(run, answer, name, rule):
    found = answer(name)
    assert found["outcome"] == "stop"
    assert found["weighed"][0]["party"] == KIM
    assert found["weighed"][0]["rule"] == rule
    code, out, err = run(name)
    assert code == 0
    assert out.startswith("STOP: KIM, Jong Un")
    assert "read as" in out
    assert "only the entries that come with Yalu" in err


def test_an_everyday_name_is_clear(answer):
    assert answer("Maria Schmidt")["outcome"] == "clear"


def test_an_exit_code_is_given_only_when_asked_for(run):
    assert run("김정은")[0] == 0
    assert run("김정은", "--fail-on", "stop")[0] == 1
    assert run("Maria Schmidt", "--fail-on", "review")[0] == 0


def test_a_ship_is_decided_by_its_number_and_never_by_its_name(answer):
    assert answer("Whatever Name", "--imo", "8660313")["outcome"] == "stop"
    assert answer("--imo", "IMO 8660313")["weighed"][0]["schema"] == "Vessel"
    assert answer("CHON MA SAN", "--schema", "Vessel")["outcome"] == "review"
    assert answer("CHON MA SAN", "--imo", "9074729")["outcome"] == "clear"


def test_lists_and_days_can_be_chosen(answer):
    assert answer("김정은", "--lists", "un")["outcome"] != "stop"
    assert answer("Kim Jong Un", "--as-of", "2016-07-05")["outcome"] != "stop"
    assert answer("Kim Jong Un", "--as-of", "2016-07-06")["outcome"] == "stop"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["Kim", "--birth", "soon"], "no birth date"),
        (["Kim", "--country", "Atlantis"], "no country"),
        (["Kim", "--schema", "Persn"], "did you mean “Person”"),
        (["Kim", "--id", "A123"], "kind:value"),
        (["Kim", "--id", "pasport:A123"], "did you mean “passport”"),
        (["Kim", "--policy", "/nowhere.yaml"], "no file"),
        (["replay", "/nowhere.jsonl"], "there is no file"),
        (["file", "/nowhere.csv", "--out", "/tmp/x.csv"], "there is no file"),
        (["review", "undo", "j9", "--reason", "x"], "unknown judgement"),
        (["review", "add", "Kim", "un:nobody", "same", "--reason", "x"], "unknown party"),
    ],
)
def test_mistakes_are_told_in_words(run, arguments, says):
    code, out, err = run(*arguments)
    assert code in {2, 3}
    assert says in out + err
    assert "Traceback" not in err


def test_a_name_that_is_a_command_can_be_given_as_an_option(answer):
    assert answer("--name", "file")["query"]["name"] == "file"


def test_a_decision_is_logged_and_replays_byte_for_byte(run, tmp_path):
    log = tmp_path / "log.jsonl"
    for name in ("김정은", "Maria Schmidt"):
        assert run(name, "--log", log)[0] == 0
    code, out, _ = run("replay", log)
    assert code == 0
    assert "2 decisions, 2 the same again" in " ".join(out.split())
    log.write_bytes(log.read_bytes().replace(b"Maria", b"Marta"))
    code, out, _ = run("replay", log)
    assert code == 1
    assert "was changed" in out


def test_a_judgement_is_heard_and_taken_back(run, answer, tmp_path):
    held = ["--judgements", tmp_path / "j.jsonl"]
    made = answer(
        "review", "add", "Kim Jong Un", KIM, "different", "--reason", "a namesake", "--author", "rev", *held
    )
    assert KIM in made["parties"]
    assert answer("Kim Jong Un", *held)["weighed"][0]["outcome"] != "stop"
    assert [j["id"] for j in answer("review", "list", *held)] == [made["id"]]
    assert "a namesake" in run("review", "list", *held)[1]
    answer("review", "undo", made["id"], "--reason", "mistaken", *held)
    assert answer("Kim Jong Un", *held)["outcome"] == "stop"
    assert answer("review", "list", *held) == []
    assert len(answer("review", "list", "--all", *held)) == 2


def test_a_book_is_screened_with_a_report(run, answer, tmp_path):
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    book.write_text("번호,성명\n1,김정은\n2,Maria Schmidt\n3,\n", encoding="utf-8")
    found = answer("file", book, "--out", out)
    assert found["outcomes"] == {"clear": 1, "not_screened": 1, "review": 0, "stop": 1}
    assert found["columns"][1] == "name ← 성명 (by its header)"
    with out.open(encoding="utf-8-sig") as file:
        assert [r["outcome"] for r in csv.DictReader(file)] == ["stop", "clear", "not_screened"]
    assert "김정은" in (tmp_path / "out-report.html").read_text(encoding="utf-8")
    code, said, err = run("file", book, "--out", out, "--fail-on", "stop")
    assert code == 1
    assert "3 of them were in the log" in said
    assert "column: name ← 성명" in err
    code, said, _ = run("replay", found["log"], "--head", found["head"])
    assert (code, "broken" in said) == (0, False)


def test_ownership_under_each_rule_by_itself(run, answer, tmp_path):
    file = tmp_path / "holdings.csv"
    file.write_text("owner,owned,share_low,share_high\nX,A,30,30\nY,A,25,25\nZ,A,45,45\nA,B,100,100\n")
    found = answer("ownership", file, "--blocked", "X", "--blocked", "Y", "--complete", "--on", "2026-01-01")
    answers = {(e["entity"], a["rule"]): a["answer"] for e in found["entities"] for a in e["answers"]}
    assert answers["A", "us-50"] == "owned"
    assert answers["B", "us-50"] == "owned"
    assert answers["A", "uk-owned-or-controlled"] == "cannot_say"
    code, out, _ = run("ownership", file, "--blocked", "X", "--entity", "A")
    assert code == 0
    assert "path: X → 30 % of A" in out
    assert run("ownership", file, "--blocked", "X", "--entity", "Q")[0] == 2


def test_owners_that_the_lists_name_are_blocked_under_the_rules_of_those_lists(answer, tmp_path):
    file = tmp_path / "holdings.csv"
    file.write_text('owner,owned,share_low,share_high\n"KIM, Jong Un",Example Co,60,60\nZ,Example Co,40,40\n')
    found = answer("ownership", file, "--complete")
    assert found["blocked"] == {
        "us-50": ["KIM, Jong Un"],
        "eu-owned-or-controlled": [],
        "uk-owned-or-controlled": [],
    }
    answers = {a["rule"]: a["answer"] for a in found["entities"][0]["answers"]}
    assert answers == {
        "us-50": "owned",
        "eu-owned-or-controlled": "not_owned",
        "uk-owned-or-controlled": "not_owned",
    }


@pytest.mark.parametrize("fail_on", ["stop", "review"])
def test_what_was_not_screened_fails_whatever_was_asked_for(run, tmp_path, fail_on):
    (tmp_path / "b.csv").write_text('id,name\n1,"Acme\n2,Harmless\n', encoding="utf-8")
    code, _, _ = run("file", tmp_path / "b.csv", "--out", tmp_path / "r.csv", "--fail-on", fail_on)
    assert code == 1
