"""`yalu law check` and `yalu explain` of verdicts, as a user runs them."""

import json

import pytest

HEADER = "id,period,reporter,partner,flow,hs,quantity,unit,value,currency,ledger"


@pytest.fixture
def flows(tmp_path):
    path = tmp_path / "flows.csv"
    rows = [
        "coal,2017-10,CHN,PRK,import,2701,100,t,6000,USD,customs",
        "suits,2019-06,CHN,PRK,import,6203,1,t,9000,USD,customs",
        "steel,2019-06,CHN,PRK,export,7208,10,t,9000,USD,customs",
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def test_the_bundled_case_prints_its_breaches_first_and_on_one_screen(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = run("law", "check")
    lines = out.splitlines()
    assert code == 0
    begin = next(n for n, line in enumerate(lines) if line.startswith("Breaches: "))
    end = next(n for n, line in enumerate(lines) if line.startswith("Caps used"))
    assert begin < 10
    assert end < 40
    assert "unscr-2371-op8-coal: No coal from the DPRK at all" in out


def test_a_breach_is_told_with_its_paragraph_and_its_rows(run, flows):
    _, out, _ = run("law", "check", flows)
    assert "unscr-2371-op8-coal: No coal from the DPRK at all" in out
    assert ["un", "1", "2017-10", "coal"] in [line.split()[-4:] for line in out.splitlines()]


def test_controls_that_no_code_can_settle_are_one_line_unless_asked(run, answer, flows):
    _, short, _ = run("law", "check", flows)
    assert "Controls by list or end use, which no HS code can settle:" in short
    assert "unscr-1718-op8a" not in short.partition("Controls by list")[0].partition("Breaches")[2]
    _, whole, _ = run("law", "check", flows, "--open-ended")
    assert "Controls by list or end use" not in whole
    printed = answer("law", "check", flows)
    left_out = sum(printed["open_ended"].values())
    everything = answer("law", "check", flows, "--open-ended")
    assert everything["open_ended"] == {}
    assert len(everything["verdicts"]) == len(printed["verdicts"]) + left_out
    assert left_out > 0


def test_fail_on_looks_at_what_is_told(run, tmp_path):
    path = tmp_path / "rice.csv"
    path.write_text(f"{HEADER}\nrice,2016-01,CHN,PRK,export,1006,1,t,1,USD,customs\n", encoding="utf-8")
    assert run("law", "check", path, "--fail-on", "cannot_say")[0] == 0
    assert run("law", "check", path, "--fail-on", "cannot_say", "--open-ended")[0] == 1


def test_what_is_known_of_every_row_is_said_once(run, answer, flows):
    before = {(v.get("row"), v.get("measure")): v for v in answer("law", "check", flows)["verdicts"]}
    assert before["suits", "unscr-2375-op16-textiles"]["verdict"] == "cannot_say"
    printed = answer("law", "check", flows, "--assume", "committee_approval=none")
    after = {(v.get("row"), v.get("measure")): v for v in printed["verdicts"]}
    suits = after["suits", "unscr-2375-op16-textiles"]
    assert suits["verdict"] == "breach"
    assert "assumed where the row does not say: committee case by case none" in suits["reason"]
    assert printed["assumed"]["committee_case_by_case"] == "none"
    _, out, _ = run("law", "check", flows, "--assume", "committee_approval=none")
    assert "assumed where a row does not say: " in out


@pytest.mark.parametrize(
    ("assumption", "says"),
    [
        ("committee_approval", "write it as committee_approval=none"),
        ("commitee_approval=none", "did you mean 'committee_approval', "),
        ("livelihood=no", "unknown evidence 'no'"),
    ],
)
def test_an_assumption_about_nothing_is_refused_in_words(run, flows, assumption, says):
    code, _, err = run("law", "check", flows, "--assume", assumption)
    assert code == 2
    assert says in err


def test_every_verdict_of_the_json_says_what_it_is_on_and_how(answer, flows):
    printed = answer("law", "check", flows)
    coal = next(v for v in printed["verdicts"] if v["id"] == "verdict/unscr-2371-op8-coal/coal")
    assert {name: coal[name] for name in ("row", "measure", "layer", "finding", "breach", "verdict")} == {
        "row": "coal", "measure": "unscr-2371-op8-coal", "layer": "un", "finding": "prohibited",
        "breach": "yes", "verdict": "breach",
    }  # fmt: skip
    caps = answer("law", "check")["caps"]
    binding = {c["verdict"]["id"]: c["binding"] for c in caps}
    assert binding["verdict/unscr-2321-op26b-coal-2016/committee/2016/strict"] == "value"


def test_a_verdict_on_ones_own_flows_is_explained(run, flows):
    code, out, _ = run("explain", "verdict/unscr-2371-op8-coal/coal", "--flows", flows)
    assert code == 0
    assert "Resolution 2371 (2017), paragraph 8" in out
    code, _, err = run("explain", "verdict/unscr-2371-op8-coal/none", "--flows", flows)
    assert code == 2
    assert "the flows give no result" in err
    assert run("explain", "V093", "--flows", flows)[0] == 2


def test_reasons_are_told_row_by_row_when_asked(run, flows):
    _, out, _ = run("law", "check", flows, "--reasons")
    assert "verdicts on rows that are certain" in out


def test_a_cap_that_rests_on_an_assumption_says_so(answer, tmp_path):
    path = tmp_path / "crude.csv"
    path.write_text(
        f"{HEADER}\ncrude,2018-01-01/2018-12-21,CHN,PRK,export,2709,530250,t,1,USD,committee\n",
        encoding="utf-8",
    )
    plain = {c["measure"]: c for c in answer("law", "check", path)["caps"]}
    assumed = {
        c["measure"]: c for c in answer("law", "check", path, "--assume", "committee_approval=none")["caps"]
    }
    cap = "unscr-2397-op4-crude"
    assert plain[cap]["verdict"]["verdict"] == "cannot_say"
    assert "assumed" not in plain[cap]["verdict"]["reason"]
    found = assumed[cap]["verdict"]
    assert found["verdict"] == "breach"
    assert "assumed where the row does not say: committee case by case none" in found["reason"]
    assert any("assumed" in note for note in found["trail"]["notes"])


@pytest.mark.parametrize(
    ("option", "wanted", "says"),
    [
        ("--measure", "unscr-2397-op5-refind", "unknown cap 'unscr-2397-op5-refind'; did you mean"),
        ("--measure", "unscr-2371-op8-coal", "unknown cap 'unscr-2371-op8-coal'"),
        ("--ledger", "custom", "unknown ledger 'custom'; did you mean 'customs'?"),
    ],
)
def test_a_cap_or_ledger_that_there_is_not_is_refused_by_name_and_never_a_clean_answer(
    run, flows, option, wanted, says
):
    code, out, err = run("law", "caps", flows, option, wanted)
    assert (code, out) == (2, "")
    assert says in err


def test_a_list_of_measures_on_other_goods_says_what_was_asked(run):
    code, out, _ = run("law", "list", "--hs", "0101")
    assert code == 0
    assert "0 measures" not in out
    assert "asked regime un-dprk" in out
    coverage = json.loads(run("law", "list", "--hs", "0101", "--json")[1])["coverage"]
    assert coverage


def test_measures_on_a_day_to_come_are_said_to_be_those_of_today(run):
    assert "a day to come" in run("law", "list", "--on", "2099-01-01")[1]
    assert "a day to come" not in run("law", "list", "--on", "2017-03-01")[1]
