"""`yalu goods` as a user runs it."""

import csv
import re

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
    assert rows[1].startswith("'=m1,un-dprk,")


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
    assert re.search(
        r"EU 2021/821 Annex I \(in part, [1-9][0-9]* of [0-9]+ entries here, of 2022-10\): without 1C", out
    )
    assert "Not asked: NSG Part 1, Wassenaar, US CCL" in out
    assert "Law: un-dprk on " in out


def test_an_entry_that_is_not_encoded_is_said_to_be_on_the_list(run):
    code, _, err = run("goods", "show", "6A225")
    assert code == 2
    assert (
        "6A225 is in the list, not encoded here: EU 2021/821 Annex I, Velocity interferometers"
        in " ".join(err.split())
    )
    assert "did you mean" not in err


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


@pytest.mark.parametrize("destination", ["prk", "KP", "North Korea", "408", "朝鲜"])
def test_a_destination_is_read_as_a_state(answer, destination):
    given = ["--hs", "8457.10", "--kind", "milling", "--on", "2018-06-01", "--destination", destination]
    found = {a["entry"]: a["answer"] for a in answer("goods", "classify", *given)}
    assert (found["un-dprk"], found["un-2397-machinery"]) == ("banned", "meets")
    assert "does_not" not in {kind for entry, kind in found.items() if entry.startswith("un-")}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--hs", "8457.10", "--destination", "XXX"], "XXX"),
        (["--hs", "8457.10", "--destination", "Korea"], "PRK"),
        (["--hs", "0000"], "chapter 00"),
        (["--hs", "9999"], "chapter 99"),
        (["--hs", "8500"], "heading 8500"),
        (["--hs", "8457.10", "--exporter", "Narnia"], "Narnia"),
    ],
)
def test_what_is_no_state_and_no_goods_is_refused(run, arguments, says):
    code, out, err = run("goods", "classify", *arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_the_law_of_today_is_said_to_be_todays_where_no_day_was_asked(run):
    _, out, _ = run("goods", "classify", "--hs", "9301", "--destination", "PRK")
    assert out.startswith(
        "item: banned to North Korea by Resolution 2270 (2016), paragraph 6 since 2 March 2016"
    )
    assert "(today; --on asks another day)" in " ".join(out.split())
    _, out, _ = run("goods", "classify", "--hs", "9301", "--on", "2020-01-01")
    assert "Law: un-dprk on 2020-01-01; not asked: " in out


def test_the_answer_of_one_item_fits_a_screen_of_eighty_by_forty(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    given = ["--kind", "milling", "--axes-simultaneous", "5", "--hs", "8457.10", "--on", "2018-06-01"]
    _, out, _ = run("goods", "classify", *given)
    assert len(out.splitlines()) <= 40
    assert max(map(len, out.splitlines())) <= 80


def test_a_kind_without_an_entry_is_not_asked_on_any_list(answer):
    found = answer("goods", "classify", "--kind", "telecom_equipment", "--destination", "DEU")
    assert {a["answer"] for a in found if not a["entry"].startswith("un-")} == {"not_asked"}


def test_an_exporters_table_is_read_and_its_own_columns_come_back(run, tmp_path):
    items, out = tmp_path / "items.csv", tmp_path / "answers.csv"
    items.write_text(
        "id,description,hs,axes,x_buyer\n1,DMU 50 5-axis universal machining centre,8457.10,5,A\n"
        "2,五轴联动加工中心 VMC1000,8457.10,5,B\n3,Frequency inverter 0-599 Hz,8504.40,,C\n",
        encoding="utf-8",
    )
    code, shown, err = run("goods", "classify", "--file", str(items), "--out", str(out), "--on", "2017-03-01")
    assert (code, err) == (0, "")
    assert (
        "2: banned to North Korea by Resolution 1718 (2006), paragraph 8(a)(ii) since 14 October 2006"
        in shown
    )
    assert "read from the description: kind milling, axes_simultaneous 5" in shown
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    law = {row["item"]: row for row in rows if row["entry"] == "un-dprk"}
    assert {row["item"]: row["x_buyer"] for row in rows} == {"1": "A", "2": "B", "3": "C"}
    assert law["2"]["answer"] == "banned"
    assert law["2"]["read_from_description"] == "kind; axes_simultaneous"
    assert "S/2016/308" in law["3"]["not_asked"]
    assert all(row["left_out"] for row in rows if row["entry"].startswith("eu-"))


def test_an_id_of_an_answer_is_explained_and_with_the_facts_typed_again_the_reasons_too(run):
    code, out, _ = run("explain", "goods/eu-2b201.a/item")
    assert code == 0
    assert "axes_simultaneous: at least 5" in out
    assert "holds no facts of the item" in out
    given = ["--given", "kind=milling", "--given", "axes_simultaneous=5", "--on", "2017-03-01"]
    _, out, _ = run("explain", "goods/eu-2b201.a/item", *given)
    assert "eu-2b201.a meets: " in out
    _, out, _ = run("explain", "goods/un-dprk/item", *given)
    assert "un-dprk banned: meets NSG Part 2 1.B.2.b" in " ".join(out.split())
    assert run("explain", "goods/eu-2b201.z/item")[0] == 2
    assert run("explain", "V093", *given)[0] == 2


def test_a_control_number_that_is_not_here_is_never_answered_with_another(run):
    code, _, err = run("goods", "show", "5A002")
    assert code == 2
    assert "5A002" in err
    assert "did you mean" not in err


def test_entries_that_a_heading_keeps_from_being_asked_are_counted_in_the_answer(run):
    _, out, _ = run("goods", "classify", "--hs", "8481.80", "--destination", "DEU")
    assert re.search(r"[0-9]+ entries here, left out because of the heading 848180", " ".join(out.split()))


def test_the_case_of_a_state_that_iso_does_not_list_is_asked_like_any_other(run, answer, tmp_path):
    own = tmp_path / "own"
    assert run("case", "new", str(own))[0] == 0
    found = answer("goods", "classify", "--kind", "milling", "--axes-simultaneous", "6", "--case", str(own))
    assert {a["entry"]: a["answer"] for a in found}["nsg-part2-1.b.2.b"] == "meets"
    code, out, err = run("goods", "classify", "--hs", "8459.61", "--destination", "XAA", "--exporter", "XBB")
    assert (code, err) == (0, "")
    assert "no regime here is on it" in out


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("2B201(b)", {"eu-2b201.b", "us-ccl-2b201.b"}),
        ("ECCN 2B201.b", {"eu-2b201.b", "us-ccl-2b201.b"}),
        ("EU 2B201.b", {"eu-2b201.b"}),
        ("US CCL 2B201 (b)", {"us-ccl-2b201.b"}),
        ("NSG Part 2 1.B.2.b", {"nsg-part2-1.b.2.b"}),
    ],
)
def test_an_entry_is_shown_by_its_name_as_lists_and_our_own_answers_write_it(answer, name, ids):
    assert {entry["id"] for entry in answer("goods", "show", name)} == ids


def test_a_list_named_before_an_entry_that_it_lacks_shows_none_of_another_list(run):
    assert run("goods", "show", "Wassenaar 2B201")[0] == 2


def test_a_heading_that_is_none_is_refused_and_one_without_hints_clears_nothing(run):
    code, out, err = run("goods", "list", "--hs", "abc")
    assert (code, out) == (2, "")
    assert "write 2 to 10 digits" in err
    code, out, err = run("goods", "list", "--hs", "2203")
    assert (code, err) == (0, "")
    assert "Goods under it may be listed all the same" in " ".join(out.split())
