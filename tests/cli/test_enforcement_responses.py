"""`yalu enforcement responses` as a user runs it."""

import pytest


def test_the_log_is_listed_with_its_warning(run, answer):
    code, out, err = run("enforcement", "responses", "list", "--matter", "tel")
    assert (code, err) == (0, "")
    assert "convenience sample" in out
    rows = answer("enforcement", "responses", "list")
    assert len(rows) == 99
    assert {row["attested"] for row in rows} == {"independent", "single"}


def test_an_answer_that_one_source_tells_is_marked_so(run, answer):
    (bank,) = answer("enforcement", "responses", "list", "--matter", "bod", "--kind", "no_comment")
    assert (bank["attested"], len(bank["sources"])) == ("single", 1)
    (ministry,) = answer("enforcement", "responses", "list", "--matter", "bod", "--responder", "state")
    assert ministry["attested"] == "independent"  # one agency names another spokesman than the other
    _, out, _ = run("enforcement", "responses", "list", "--matter", "bod")
    assert "one source" in out
    assert "independent" in out


def test_the_pattern_gives_kinds_latency_and_what_was_taken_back(run, answer):
    found = answer("enforcement", "responses", "pattern", "--responder", "state", "--state", "CHN")
    unilateral = next(row for row in found["rows"] if row["key"] == "unilateral_action")
    assert unilateral["kinds"]["protest_unilateral_sanctions"] == 17
    assert unilateral["total"] == 20
    assert found["latency"]["value"] == 1
    assert [(r["earlier"], r["later"]) for r in found["reversals"]] == [("RSP10", "RSP11")]
    assert "do not support inference" in found["warning"]
    code, out, _ = run("enforcement", "responses", "pattern", "--by", "responder")
    assert code == 0
    assert "Taken back" in out
    assert "before the allegation was public" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["enforcement", "responses", "list", "--kind", "denials"], "known: "),
        (["enforcement", "responses", "pattern", "--by", "mood"], "mood"),
        (["explain", "responses/count/colour=red"], "is no filter"),
    ],
)
def test_mistakes_are_told(run, arguments, says):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_a_case_without_answers_says_so(run, tmp_path):
    run("case", "new", str(tmp_path / "mine"))
    code, _, err = run("enforcement", "responses", "list", "--case", str(tmp_path / "mine"))
    assert code == 2
    assert "responses.csv" in err
