import json

from yalu.documents.problems import (
    DocumentError,
    Nearest,
    Problem,
    ProblemLog,
    did_you_mean,
    one_of,
    problems_json,
    problems_text,
    visible,
)


def _log(count: int, keep: int = 1000) -> ProblemLog:
    log = ProblemLog(keep)
    for row in range(2, count + 2):
        log.add(
            "visits.csv",
            row,
            "end",
            "the end is too early",
            rule="ends are late",
            next_step="fix it",
            value=row,
        )
    return log


def test_a_problem_reads_as_file_line_field_fault_rule_and_next_step():
    (problem,) = _log(1).problems()
    assert str(problem) == "visits.csv:2:end: the end is too early. Rule: ends are late. Next: fix it."


def test_a_problem_of_a_whole_file_names_no_line():
    problem = Problem(file="visits.csv", rule="r", next_step="n", message="m")
    assert problem.where == "visits.csv"


def test_a_problem_inside_json_names_the_path_without_a_line():
    problem = Problem(file="datapackage.json", field="yalu.target", rule="r", next_step="n", message="m")
    assert str(problem).startswith("datapackage.json::yalu.target: ")


def test_a_warning_says_that_it_is_one():
    found = ProblemLog()
    found.warn("a.csv", 1, "", "odd", rule="r", next_step="n")
    assert str(found.problems()[0]) == "a.csv:1: warning: odd. Rule: r. Next: n."
    assert not found.has_errors


def test_twenty_of_a_kind_are_printed_and_the_rest_counted():
    lines = problems_text(_log(25).problems()).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "visits.csv::end: 5 more with the same rule: ends are late."


def test_a_thousand_of_a_kind_are_kept_and_the_rest_counted_exactly():
    problems = _log(2500).problems()
    assert len(problems) == 1001
    assert problems[-1].stands_for == 1500
    assert "1,500 more like this" in problems[-1].message
    assert problems_text(problems).splitlines()[-1].startswith("visits.csv::end: 2,480 more")


def test_json_carries_every_field_and_counts_what_was_not_kept():
    plain = json.loads(problems_json(_log(1200).problems()))
    assert plain["errors"] == 1200
    assert plain["warnings"] == 0
    assert plain["problems"][0] == {
        "file": "visits.csv",
        "row": 2,
        "field": "end",
        "value": "2",
        "rule": "ends are late",
        "next_step": "fix it",
        "message": "the end is too early",
        "severity": "error",
        "stands_for": 1,
    }


def test_an_error_carries_all_problems_and_prints_them():
    error = DocumentError(_log(3).problems())
    assert len(error.problems) == 3
    assert str(error).count("\n") == 2


def test_values_cannot_move_the_cursor_or_turn_the_text_around():
    assert visible("a\x1b[2Jb\u202ec") == "a\\x1b[2Jb\\u202ec"


def test_long_values_are_cut_and_say_how_long_they_were():
    assert visible("x" * 5000) == "x" * 120 + "… (5,000 characters)"


def test_the_nearest_known_word_is_offered():
    assert did_you_mean("vists", ["visits", "events"]) == " (did you mean “visits”?)"
    assert did_you_mean("zebra", ["visits", "events"]) == ""


def test_the_nearest_word_is_not_sought_a_million_times():
    near = Nearest(["visits"], most=2)
    assert [bool(near("vists")) for _ in range(4)] == [True, True, False, False]


def test_long_lists_of_words_are_cut():
    assert one_of((str(n) for n in range(40)), most=2) == "0, 1 and 38 more"
