"""`yalu goods` as a user runs it."""

import pytest


def test_six_axes_meet_the_nuclear_list_on_axis_count_alone(run, answer):
    code, out, err = run("goods", "classify", "--kind", "milling", "--axes-simultaneous", "6")
    assert (code, err) == (0, "")
    assert "would be settled by: repeatability_um, travel_m" in out
    found = {
        a["entry"]: a for a in answer("goods", "classify", "--kind", "milling", "--axes-simultaneous", "6")
    }
    assert found["nsg-part2-1.b.2.b"]["answer"] == "meets"
    assert found["nsg-part2-1.b.2.b"]["trail"]["rows"][0]["sources"]


def test_the_destination_is_the_target_of_the_case_unless_said_otherwise(answer):
    given = ["goods", "classify", "--hs", "8459.61", "--on", "2018-01-10"]
    assert {a["entry"]: a["answer"] for a in answer(*given)}["un-2397-machinery"] == "meets"
    elsewhere = answer(*given, "--destination", "NOR")
    assert {a["entry"]: a["answer"] for a in elsewhere}["un-2397-machinery"] == "does_not"


def test_any_parameter_can_be_given(answer):
    found = answer("goods", "classify", "--kind", "vacuum_pump", "--given", "throat_mm=200")
    assert {a["entry"]: a["answer"] for a in found}["nsg-part2-3.a.8"] == "does_not"


def test_a_table_of_items_is_answered_row_by_row_and_written_without_formulas(run, tmp_path):
    items, out = tmp_path / "items.csv", tmp_path / "answers.csv"
    items.write_text("id,kind,axes_simultaneous\n=m1,milling,6\nm2,milling,4\n", encoding="utf-8")
    code, shown, err = run("goods", "classify", "--file", str(items), "--out", str(out))
    assert (code, err) == (0, "")
    assert "m2: " in shown
    rows = out.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("item,entry,list")
    assert rows[1].startswith("'=m1,")


def test_on_a_terminal_the_parameters_that_matter_are_asked(run, monkeypatch):
    asked = []

    def say(question):
        asked.append(question)
        return {0: "milling", 1: "6"}.get(len(asked) - 1, "")

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", say)
    code, out, err = run("goods", "classify")
    assert (code, err) == (0, "")
    assert asked[0].startswith("What is it?")
    assert len(asked) == len(set(asked))
    assert "nsg-part2-1.b.2.b" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["goods", "classify"], "--kind milling"),
        (["goods", "classify", "--kind", "miling"], "milling"),
        (["goods", "classify", "--kind", "milling", "--given", "axes"], "name=value"),
        (["goods", "classify", "--kind", "milling", "--given", "axis=1"], "there is no parameter"),
        (["goods", "classify", "--kind", "milling", "--on", "2017"], "not one day"),
        (["goods", "show", "1.B.22"], "did you mean"),
    ],
)
def test_mistakes_are_told(run, monkeypatch, arguments, says):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


def test_an_entry_is_shown_with_its_threshold_its_exclusions_and_its_sources(run, answer):
    code, out, _ = run("goods", "show", "1.B.2")
    assert code == 0
    assert "axes_simultaneous: at least 5" in out
    assert "not: milling machines with more than 2 m" in out
    assert "source: " in out
    assert {e["entry"] for e in answer("goods", "show", "1.B.2")} == {
        "1.B.2.a",
        "1.B.2.b",
        "1.B.2.c",
        "1.B.2.d",
        "1.B.2",  # Wassenaar has one of that number too, on powder equipment
    }


def test_entries_are_listed_by_heading(run, answer):
    assert {e["id"] for e in answer("goods", "list", "--hs", "8459")} >= {"nsg-part2-1.b.2.b", "eu-2b201.a"}
    code, out, _ = run("goods", "list")
    assert code == 0
    assert "NSG Part 2" in out
    assert run("goods", "parameters")[0] == 0


def test_the_answer_ends_with_what_was_asked_and_what_was_not(run):
    code, out, _ = run("goods", "classify", "--kind", "maraging_steel", "--given", "strength_mpa=100")
    assert code == 0
    assert "EU 2021/821 Annex I (in part, 2 entries, of 2022-10)" in out
    assert "6A (16 entries)" in out
    assert "Not asked: NSG Part 1, Wassenaar, US CCL" in out


def test_an_entry_that_is_not_encoded_is_said_to_be_on_the_list(run):
    code, _, err = run("goods", "show", "6A225")
    assert code == 2
    said = "6A225 is an entry of EU 2021/821 Annex I (6A225: Velocity interferometers) whose threshold"
    assert said in " ".join(err.split())


def test_an_exclusion_that_is_shown_in_part_asks_for_the_rest(run, answer):
    given = ["--kind", "grinding", "--accuracy-um", "2", "--standard", "iso-230-2-1988"]
    small = ["--given", "small_cylindrical_grinder=yes"]
    code, out, err = run("goods", "classify", *given, *small)
    assert (code, err) == (0, "")
    assert "would be settled by: axes_limited_to_xzc" in out
    found = {a["entry"]: a for a in answer("goods", "classify", *given, *small)}
    assert (found["eu-2b001.c"]["answer"], found["eu-2b001.c"]["certain"]) == ("does_not", True)
    assert found["eu-2b201.b"]["answer"] == "cannot_say"


def test_a_text_that_nobody_read_is_named_and_never_asked_for(run, monkeypatch):
    asked = []

    def say(question):
        asked.append(question)
        return {0: "rug", 1: "501"}.get(len(asked) - 1, "")

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", say)
    code, out, err = run("goods", "classify")
    assert (code, err) == (0, "")
    assert "the text of clause un-2321-rugs, which nobody here has read" in " ".join(out.split())
    assert not any("nobody here has read" in question for question in asked)


def test_what_comes_first_and_is_not_encoded_is_shown(run):
    code, out, _ = run("goods", "show", "eu-2b226")
    assert code == 0
    assert "after, and not encoded here: 3B001, 9B001" in out
