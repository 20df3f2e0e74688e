"""`yalu chains`: the commands say what the issue asks for, as text and as JSON."""

import json

import pytest

from yalu.cli.main import outcome


def run(capsys, *tokens):
    code = outcome(["chains", *tokens])
    said = capsys.readouterr()
    return code, said.out, said.err


def asked(capsys, *tokens):
    code, out, err = run(capsys, *tokens, "--json")
    assert code == 0, err
    return json.loads(out)["result"]


def test_list_names_every_deal_with_its_verdict(capsys):
    rows = {row["deal"]: row for row in asked(capsys, "list")["rows"]}
    assert len(rows) == 36
    assert (
        rows["smtcl"]["known"]
        == "should have known (K3, S1; Shenyang Machine Tools Company (SMTCL); as of 2015)"
    )


def test_show_has_links_conditions_knowledge_and_listings(capsys):
    shown = asked(capsys, "show", "DHID")
    assert {"deal", "links", "conditions", "knowledge", "listed"} == set(shown)
    on = {row["entry"]: row["on_day"] for row in shown["listed"]}
    assert on["DHID-15"] == "yes"


def test_show_in_words_names_the_broken_condition_and_the_rung(capsys):
    code, out, _ = run(capsys, "show", "smtcl")
    assert code == 0
    assert "broken at SMTCL-10" in out
    assert "Legal standards this rung reaches" not in out
    assert "Legal standards this rung reaches" in run(capsys, "show", "smtcl", "--full")[1]


def test_routes_of_a_deal(capsys):
    rows = asked(capsys, "routes", "cmp_cnc_software", "--to", "gov_dprk_unspecified")["rows"]
    assert [step["link"] for step in rows[0]["steps"]] == ["SMTCL-08", "SMTCL-10"]


def test_near_on_a_day(capsys):
    rows = asked(capsys, "near", "1", "--party", "bank_kkbc", "--day", "2016-01-01")["rows"]
    assert [row["node"] for row in rows] == ["co_dhid"]


def test_conditions_recurring_and_without(capsys):
    verdicts = asked(capsys, "conditions", "smtcl")["rows"]
    assert {v["verdict"] for v in verdicts} == {"breach"}
    assert "bank_us_corr" in {row["node"] for row in asked(capsys, "recurring")["rows"]}
    assert "co_eu_supplier" in {
        row["supplier"] for row in asked(capsys, "without", "gov_dprk_unspecified")["rows"]
    }


@pytest.mark.parametrize("verb", ["list", "routes", "conditions", "recurring", "flags"])
def test_every_question_can_be_told_in_words(capsys, verb):
    code, out, err = run(capsys, verb)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) > 5


def test_flags_on_a_file_of_transactions(capsys, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("id,end_use_statement,consignee_type,hue\nO-7,,Freight Forwarder,red\n", encoding="utf-8")
    raised = [row for row in asked(capsys, "flags", str(path)) if row["answer"] == "raised"]
    assert [(row["order"], row["flag"]) for row in raised] == [("O-7", "RF05"), ("O-7", "RF12")]
    code, out, _ = run(capsys, "flags", str(path))
    assert code == 0
    assert "not testable" in out
    assert "No flag reads the columns hue." in " ".join(out.split())


@pytest.mark.parametrize("form", ["ftm", "graphml", "csv"])
def test_export_and_for_entities_import_again(capsys, tmp_path, form):
    out = tmp_path / "out"
    assert asked(capsys, "export", "--format", form, "--out", str(out), "--deal", "smtcl")["links"] == 13
    if form == "ftm":
        printed = asked(capsys, "import", str(out), "--out", str(tmp_path / "back"))
        assert (printed["nodes"], printed["links"]) == (9, 13)
    if form == "csv":
        assert len(asked(capsys, "conditions", "--folder", str(out))["rows"]) == 2


def test_a_wrong_deal_is_met_with_the_nearest(capsys):
    code, _, err = run(capsys, "show", "smtc")
    assert code == 2
    assert "did you mean “smtcl”" in err


def test_a_rung_and_a_condition_are_explained_by_their_ids(capsys):
    assert outcome(["explain", "knowledge/zte/co_zte/illegality"]) == 0
    assert "known (established) (K5, S3; ZTE" in capsys.readouterr().out
    assert outcome(["explain", "condition/SMTCL-03"]) == 0
    assert "broken at SMTCL-10" in capsys.readouterr().out
    assert outcome(["explain", "condition/NONE"]) == 2


def empty_folder(path, *, nodes=""):
    """A folder of two tables without a link."""
    from yalu.chains.formats.exchange import write_pair

    for name, text in write_pair([], []).items():
        (path / name).write_text(text + (nodes if name == "nodes.csv" else ""), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", [("routes",), ("near", "1"), ("conditions",), ("recurring",)])
def test_over_empty_tables_no_question_is_answered_as_clean(capsys, tmp_path, command):
    code, out, err = run(capsys, *command, "--folder", empty_folder(tmp_path))
    assert (code, out) == (2, "")
    assert "there is nothing to ask" in err


def test_none_found_names_the_tables_that_were_asked(capsys):
    code, out, _ = run(capsys, "routes", "mach_6axis", "--to", "prog_missile")
    assert code == 0
    assert out.startswith("None found on 2 partial tables: asked table nodes")


def test_nobody_near_a_party_whose_entry_may_have_stood_is_not_told_as_none_found_alone(capsys, tmp_path):
    nodes = [
        "id,kind,name,sources",
        "bank,bank,Bank,press:2",
        "firm,company,Firm,press:2",
        "council,body,Council,press:2",
    ]
    links = [
        "id,from_node,kind,to_node,start,end,asserted_by,grade,sources",
        "a,bank,designated_by,council,2007-03-24,2016-01-17,Council,official_finding,press:2",
        "b,firm,banked_with,bank,2009,,Council,official_finding,press:2",
    ]
    (tmp_path / "nodes.csv").write_text("\n".join(nodes) + "\n")
    (tmp_path / "links.csv").write_text("\n".join(links) + "\n")
    code, out, err = run(capsys, "near", "1", "--day", "2016-01-17", "--folder", str(tmp_path))
    assert code == 0, err
    assert "Not everything: 1 listed party was left out as a start" in " ".join(out.split())
