"""The rows of a column that are at fault are logged one by one, and beyond a thousand only counted."""

from array import array

from yalu.documents.problems import Problem, ProblemLog
from yalu.documents.tables.cell_types import CellFault
from yalu.documents.tables.column_faults import log_rows
from yalu.documents.tables.csv_tables import Table


def logged(texts, bad, **rest):
    """The problems of a column whose rows stand on lines 2, 4, 6 and so on, and how often one was described."""
    asked, log = [], ProblemLog()
    table = Table(
        name="events",
        file="events.csv",
        columns={"other": ["bad"] * len(texts), "title": list(texts)},
        lines=array("q", range(2, 2 * len(texts) + 2, 2)),
    )

    def describe(text):
        asked.append(text)
        return CellFault(f"{text} is wrong", "titles are right", "write it right")

    log_rows(table, "title", bad, describe, log, **rest)
    return log.problems(), asked


def test_every_row_at_fault_is_logged_on_its_line_and_each_text_described_once():
    problems, asked = logged(["good", "bad", "worse", "bad"], {"bad", "worse"})
    assert [(p.row, p.message) for p in problems] == [
        (4, "bad is wrong"),
        (6, "worse is wrong"),
        (8, "bad is wrong"),
    ]
    assert asked == ["bad", "worse"]
    assert problems[0] == Problem(
        file="events.csv", row=4, field="title", value="bad",
        message="bad is wrong", rule="titles are right", next_step="write it right",
    )  # fmt: skip


def test_a_column_without_fault_is_not_logged():
    assert logged(["good"], set()) == ([], [])


def test_a_fault_may_be_a_warning():
    problems, _ = logged(["bad"] * 1001, {"bad"}, severity="warning")
    assert {problem.severity for problem in problems} == {"warning"}


def test_beyond_a_thousand_the_rest_is_one_problem_that_says_how_many_and_where_they_begin():
    assert len(logged(["bad"] * 1000, {"bad"})[0]) == 1000
    problems, asked = logged(["bad"] * 1000 + ["good"] + ["bad"] * 1200, {"bad"})
    assert (len(problems), asked) == (1001, ["bad"])
    assert problems[999].row == 2000
    assert problems[1000] == Problem(
        file="events.csv", row=2004, field="title", stands_for=1200,
        message="1,200 more rows from here on are at fault in this column",
        rule="every row keeps the rules of its columns",
        next_step="correct the rows above first, then check again",
    )  # fmt: skip
