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
    assert "covers: ofac-sdn (in part, " in out
    assert err == ""


def test_an_everyday_name_is_clear_and_the_word_says_that_a_part_was_asked(answer, run):
    found = answer("Maria Schmidt")
    assert (found["outcome"], found["said"]) == ("clear", "clear on 3 partial lists")
    assert {source["name"]: source["whole"] for source in found["coverage"]["asked"]} == dict.fromkeys(
        ("ofac-sdn", "uk", "un"), False
    )
    assert "eu" in found["coverage"]["not_asked"]
    assert (
        "is 935 days old" in found["warnings"][0] or "the screening policy allows 7" in found["warnings"][0]
    )
    said = " ".join(run("Maria Schmidt")[1].split())
    assert said.startswith("CLEAR on 3 partial lists: no listed name is near covers: ofac-sdn (in part, ")
    assert "next: “yalu lists update” fetches the whole lists" in said


@pytest.mark.parametrize(
    ("arguments", "fail_on", "code"),
    [
        (["김정은"], None, 0),
        (["김정은"], "stop", 1),
        (["CHON MA SAN", "--schema", "Vessel"], "stop", 0),
        (["CHON MA SAN", "--schema", "Vessel"], "review", 1),
        (["Maria Schmidt"], "review", 0),
        (["Maria Schmidt"], "part", 1),
        (["--imo", "8660314"], "stop", 1),
        (["Maria Schmidt", "--lists", "eu"], "stop", 1),
        (["Maria Schmidt", "--lists", "eu"], None, 0),
    ],
)
def test_an_exit_code_is_given_only_when_asked_for(run, arguments, fail_on, code):
    assert run(*arguments, *([] if fail_on is None else ["--fail-on", fail_on]))[0] == code


@pytest.mark.parametrize("lists", ["foo", "ofacx", "un,foo", ",", "u n", "ofac-"])
def test_a_list_that_does_not_exist_is_a_usage_error(run, lists, tmp_path):
    book = tmp_path / "b.csv"
    book.write_text("name\nKim Jong Un\n", encoding="utf-8")
    holdings = tmp_path / "h.csv"
    holdings.write_text("owner,owned,share_low,share_high\nX,A,60,60\n", encoding="utf-8")
    for command in (
        ["Kim Jong Un"],
        ["file", book, "--out", tmp_path / "r.csv"],
        ["ownership", holdings],
        ["review", "add", "Kim", KIM, "same", "--reason", "x"],
    ):
        code, out, err = run(*command, "--lists", lists)
        assert code == 2, command
        assert "list" in err
        assert "clear" not in out.lower()
    assert not (tmp_path / "r.csv").exists()


def test_a_list_is_called_in_any_case_and_by_its_family_and_which_is_told(run, answer):
    for lists in ("OFAC", "Ofac-SDN", "ofac sdn", "OFAC_SDN", "UN, ofac"):
        assert answer("Kim Jong Un", "--lists", lists)["outcome"] == "stop"
    assert "OFAC means ofac-nonsdn, ofac-sdn" in " ".join(run("Kim Jong Un", "--lists", "OFAC")[2].split())
    assert answer("Maria Schmidt", "--lists", "ofac")["coverage"]["not_asked"] == ["ofac-nonsdn"]
    assert "did you mean 'ofac-sdn'" in run("x", "--lists", "ofac-sdnn")[2]


def test_a_known_list_of_which_nothing_is_here_is_not_screened(run, answer):
    found = answer("Maria Schmidt", "--lists", "eu,un")
    assert found["outcome"] == "not_screened"
    assert found["reason"] == "eu was asked for and nothing of it is here"
    assert found["needs"] == ["yalu lists update eu"]
    assert run("Maria Schmidt", "--lists", "eu")[1].startswith("NOT SCREENED: eu was asked for")
    assert answer("Kim Jong Un", "--lists", "eu,ofac-sdn")["outcome"] == "stop"  # what was found stands
    assert "eu was asked for" in answer("Kim Jong Un", "--lists", "eu,ofac-sdn")["warnings"][0]


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
        (
            ["review", "add", "Kim", KIM, "different", "--reason", "x"],
            "--ref with your number of the customer",
        ),
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
    customer = ["--ref", "X1", *held]
    made = answer(
        "review",
        "add",
        "Kim Jong Un",
        KIM,
        "different",
        "--reason",
        "a namesake",
        "--author",
        "rev",
        *customer,
    )
    assert KIM in made["parties"]
    assert answer("Kim Jong Un", *customer)["weighed"][0]["outcome"] != "stop"
    assert answer("Kim Jong Un", "--country", "DE", *customer)["weighed"][0]["outcome"] != "stop"
    assert answer("Kim Jong Un", "--ref", "X2", *held)["outcome"] == "stop"
    assert answer("Kim Jong Un", *held)["outcome"] == "stop"
    assert [j["id"] for j in answer("review", "list", *held)] == [made["id"]]
    assert "a namesake" in run("review", "list", *held)[1]
    answer("review", "undo", made["id"], "--reason", "mistaken", *held)
    assert answer("Kim Jong Un", *customer)["outcome"] == "stop"
    assert answer("review", "list", *held) == []
    assert "no judgement on file stands in" in run("review", "list", *held)[1]
    assert len(answer("review", "list", "--all", *held)) == 2


def test_a_book_is_screened_with_a_report(run, answer, tmp_path):
    book, out = tmp_path / "book.csv", tmp_path / "out.csv"
    book.write_text("번호,성명\n1,김정은\n2,Maria Schmidt\n3,\n", encoding="utf-8")
    found = answer("file", book, "--out", out)
    assert found["outcomes"] == {"clear": 1, "not_screened": 1, "review": 0, "stop": 1}
    assert found["columns"][1] == "name ← 성명 (by its header)"
    with out.open(encoding="utf-8-sig") as file:
        assert [r["outcome"] for r in csv.DictReader(file)] == [
            "stop",
            "clear on 3 partial lists",
            "not_screened",
        ]
    assert "김정은" in (tmp_path / "out-report.html").read_text(encoding="utf-8")
    code, said, err = run("file", book, "--out", out, "--fail-on", "stop")
    assert code == 1
    assert "3 of them were in the log" in said
    assert "3 rows: 1 stop, 0 review, 1 clear on 3 partial lists, 1 not screened" in said
    assert "covers: ofac-sdn (in part, " in said
    assert "warning: ofac-sdn is" in said
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
    assert run("ownership", file, "--blocked", "x", "--entity", "a")[1] == out
    file.write_text("owner,owned,share\nX,A,60\n")
    assert (
        "the column “share” is not read (did you mean “share_low”?)"
        in run("ownership", file, "--blocked", "X")[1]
    )
    assert answer("ownership", file, "--blocked", "X")["problems"][0]["field"] == "share"


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
        "eu-owned-or-controlled": "cannot_say",  # the EU list does not come with Yalu, so it was not asked
        "uk-owned-or-controlled": "not_owned",
    }


def test_an_as_of_question_says_what_a_later_copy_cannot_know_and_replays(run, answer, tmp_path):
    found = answer("Maria Schmidt", "--as-of", "2001-01-01")
    assert found["said"].startswith("clear on ")
    assert "un" in found["coverage"]["not_asked"]  # of what is bundled nobody stood there yet
    assert answer("Maria Schmidt", "--as-of", "2001-01-01", "--lists", "un")["outcome"] == "not_screened"
    assert all(
        any("left it before" in left for left in source["left_out"]) for source in found["coverage"]["asked"]
    )
    assert any("carry no day of listing" in warning for warning in found["warnings"])
    log = tmp_path / "log.jsonl"
    assert run("Maria Schmidt", "--as-of", "2017-08-05", "--lists", "OFAC", "--log", log)[0] == 0
    assert run("replay", log)[0] == 0


def test_a_log_over_a_list_that_is_not_there_replays(run, tmp_path):
    log = tmp_path / "log.jsonl"
    run("Maria Schmidt", "--lists", "eu,un", "--log", log)
    code, out, _ = run("replay", log)
    assert (code, "1 decisions, 1 the same again" in " ".join(out.split())) == (0, True)


@pytest.mark.parametrize("fail_on", ["stop", "review"])
def test_what_was_not_screened_fails_whatever_was_asked_for(run, tmp_path, fail_on):
    (tmp_path / "b.csv").write_text('id,name\n1,"Acme\n2,Harmless\n', encoding="utf-8")
    code, _, _ = run("file", tmp_path / "b.csv", "--out", tmp_path / "r.csv", "--fail-on", fail_on)
    assert code == 1
