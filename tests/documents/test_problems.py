from yalu.documents.problems import (
    DocumentError,
    Nearest,
    Problem,
    ProblemLog,
    did_you_mean,
    nearest,
    one_of,
    problems_text,
    refused,
    shown,
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
    assert str(problem) == "visits.csv: m. Rule: r. Next: n."


def test_a_problem_says_everything_it_was_logged_with():
    found = ProblemLog()
    found.add(
        "a\n.csv", 3, "b\t", "odd", rule="r", next_step="n", value=" \x07", severity="warning", stands_for=7
    )
    assert found.problems() == [
        Problem(
            file="a\\n.csv", row=3, field="b\\t", message="odd", rule="r", next_step="n",
            value=" \\x07", severity="warning", stands_for=7,
        )
    ]  # fmt: skip


def test_what_is_refused_as_a_whole_is_an_error_of_one_problem():
    error = refused("a\n.csv", "it is odd", rule="r", next_step="n", value=12)
    assert error.problems == (
        Problem(file="a\\n.csv", message="it is odd", rule="r", next_step="n", value="12"),
    )
    assert refused("--by", "m", rule="r", next_step="n").problems[0].value == ""


def test_a_problem_inside_json_names_the_path_without_a_line():
    problem = Problem(file="datapackage.json", field="yalu.target", rule="r", next_step="n", message="m")
    assert str(problem).startswith("datapackage.json::yalu.target: ")


def test_a_warning_says_that_it_is_one():
    found = ProblemLog()
    found.warn("a.csv", 1, "", "odd", rule="r", next_step="n")
    assert str(found.problems()[0]) == "a.csv:1: warning: odd. Rule: r. Next: n."
    assert found.has_errors is False
    assert found.problems()[0].value == ""
    found.warn("a.csv", 2, "b", "odd", rule="r", next_step="n", value=5)
    assert (found.problems()[1].field, found.problems()[1].value) == ("b", "5")


def test_a_log_remembers_an_error_whatever_comes_after_it():
    found = ProblemLog()
    assert found.has_errors is False
    found.add("a.csv", 1, "", "wrong", rule="r", next_step="n")
    found.warn("a.csv", 1, "", "odd", rule="r", next_step="n")
    assert found.has_errors is True


def test_twenty_of_a_kind_are_printed_and_the_rest_counted():
    lines = problems_text(_log(25).problems()).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "visits.csv::end: 5 more with the same rule: ends are late."
    assert lines[19].startswith("visits.csv:21:end: the end is too early")
    assert len(problems_text(_log(20).problems()).splitlines()) == 20


def test_kinds_are_counted_apart_by_file_field_and_rule():
    kinds = [("a.csv", "", "r"), ("b.csv", "", "r"), ("a.csv", "x", "r"), ("a.csv", "", "s")]
    found = ProblemLog(keep=2)
    for row in range(1, 5):
        for file, field, rule in kinds:
            found.add(file, row, field, "m", rule=rule, next_step="n")
    assert len(found.problems()) == 2 * 4 + 4
    assert problems_text(found.problems(), limit=1).splitlines() == [
        "a.csv:1: m. Rule: r. Next: n.",
        "b.csv:1: m. Rule: r. Next: n.",
        "a.csv:1:x: m. Rule: r. Next: n.",
        "a.csv:1: m. Rule: s. Next: n.",
        "a.csv: 3 more with the same rule: r.",
        "b.csv: 3 more with the same rule: r.",
        "a.csv::x: 3 more with the same rule: r.",
        "a.csv: 3 more with the same rule: s.",
    ]


def test_a_thousand_of_a_kind_are_kept_and_the_rest_counted_exactly():
    problems = _log(2500).problems()
    assert len(problems) == 1001
    assert problems[-1].stands_for == 1500
    assert problems[-1].row == 1002
    assert problems[-1].message == "1,500 more like this, beginning here: the end is too early"
    assert [len(_log(count).problems()) for count in (999, 1000, 1001)] == [999, 1000, 1001]
    assert _log(1001).problems()[-1].message == "1 more like this, beginning here: the end is too early"
    assert problems_text(problems).splitlines()[-1].startswith("visits.csv::end: 2,480 more")


def test_a_problem_that_stands_for_two_is_counted_and_not_printed_as_one():
    assert problems_text(_log(3, keep=1).problems()).splitlines() == [
        "visits.csv:2:end: the end is too early. Rule: ends are late. Next: fix it.",
        "visits.csv::end: 2 more with the same rule: ends are late.",
    ]


def test_an_error_carries_all_problems_and_prints_them():
    error = DocumentError(_log(3).problems())
    assert len(error.problems) == 3
    assert str(error).count("\n") == 2


def test_values_cannot_move_the_cursor_or_turn_the_text_around():
    assert visible("a\x1b[2Jb\u202ec") == "a\\x1b[2Jb\\u202ec"
    assert visible("제\x1b재") == "제\\x1b재"


def test_long_values_are_cut_and_say_how_long_they_were():
    assert visible("x" * 5000) == "x" * 120 + "… (5,000 characters)"
    assert visible("x" * 120) == "x" * 120
    assert visible("x" * 121) == "x" * 120 + "… (121 characters)"
    assert shown("a\n") == "“a\\n”"
    assert shown(7) == "“7”"


def test_the_nearest_known_word_is_offered():
    assert did_you_mean("vists", ["visits", "events"]) == " (did you mean “visits”?)"
    assert did_you_mean("visit", ["visit-log", "visits"]) == " (did you mean “visits”?)"
    assert did_you_mean("zebra", ["visits", "events"]) == ""


def test_words_that_share_less_than_six_letters_in_ten_are_not_near():
    assert did_you_mean("abcxy", ["abczw"]) == " (did you mean “abczw”?)"
    assert did_you_mean("abcxyu", ["abczwv"]) == ""


def test_only_the_first_eighty_letters_of_a_long_word_are_compared():
    assert did_you_mean("x" * 80 + "y" * 500, ["x" * 80]) == f" (did you mean “{'x' * 80}”?)"
    assert did_you_mean("z" * 80 + "x" * 500, ["x" * 80]) == ""
    assert did_you_mean("y" * 60 + "x" * 20 + "y" * 500, ["x" * 33]) == ""


def test_the_nearest_word_is_sought_two_hundred_times_and_no_more():
    near = Nearest(["visits"], most=2)
    found = " (did you mean “visits”?)"
    assert [near("vists") for _ in range(4)] == [found, found, "", ""]
    near = Nearest(["visits"])
    assert [near("vists") for _ in range(201)].count(found) == 200


def test_the_nearest_word_is_not_sought_among_thousands():
    known = [f"word-{number}" for number in range(1999)] + ["visits"]
    assert Nearest(known)("vists") == " (did you mean “visits”?)"
    assert Nearest([*known, "other"])("vists") == ""


def test_long_lists_of_words_are_cut():
    assert one_of((str(n) for n in range(40)), most=2) == "0, 1 and 38 more"
    assert one_of(["a", "b"], most=2) == "a, b"
    assert one_of(["a\n"]) == "a\\n"
    assert one_of(str(n) for n in range(30)) == ", ".join(str(n) for n in range(30))
    assert one_of(str(n) for n in range(2030)).endswith("28, 29 and 2,000 more")


def test_the_nearest_word_is_one_that_shares_enough_of_its_letters():
    assert nearest("visit", ["visit-log", "visits"]) == "visits"
    assert (nearest("abxyz", ["abuvw"], 0.4), nearest("abxyz", ["abuvw"])) == ("abuvw", "")
