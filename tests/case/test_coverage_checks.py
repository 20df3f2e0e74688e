"""What a case declares complete is checked: one span a row, rows the table can have, a test that can show it."""

from __future__ import annotations

import pytest

COLUMNS = "id,table,rows,year,start,end,level,test,left_out,sources\n"
SOURCE = "eastmark-times:2"


def declare(draft, *rows: str):
    draft.add_table("coverage", COLUMNS + "".join(f"c{n},{row},{SOURCE}\n" for n, row in enumerate(rows)))
    return draft


def test_a_good_declaration_has_no_problem_and_is_read(draft) -> None:
    kind = draft.read().events[0].kind
    case = declare(draft, f"events,kind={kind},,2001,2010-06,whole,authority_list,", ",,2015,,,good,,").read()
    assert draft.problems() == []
    first, second = case.coverage
    assert (first.table, first.rows, first.level, first.test) == (
        "events",
        (("kind", kind),),
        "whole",
        "authority_list",
    )
    assert str(first.window) == "2001-01-01/2010-06-30"
    assert (second.table, second.year, case.rated_years) == ("visits", 2015, (second,))


@pytest.mark.parametrize(
    ("row", "field", "message", "next_step"),
    [
        ("visits,,2010,2010,,good,,", "year", "the row has a year and a span", "keep one"),
        ("visits,,,,,good,,", "start", "neither a year nor a start", "write the first day"),
        ("events,,2010,,,good,,", "year", "rates a year of events", "write start 2010 and end 2010"),
        ("events,,,2010,2009,good,,", "end", "is before the start", "correct one of the two dates"),
        ("events,,,2010,,whole,,", "test", "the level is whole, but the test is empty", "authority_list or published_list"),
        ("events,,,2010,,whole,own_search,", "test", "the test is own_search", "the level good"),
        ("actions,,,2010,,good,,", "table", "the case has no table “actions”", "name a table of the case"),
        ("events,knd=test,,2010,,good,,", "rows", "events has no column “knd” (did you mean “kind”?)", "correct the column"),
        ("visits,direction=both,,2010,,good,,", "rows", "“both” is not a value of “direction”", "write one of them"),
        ("visits,,,2010,,good,,rank=ministr", "left_out", "did you mean “minister”?", "write one of them"),
        ("events,,,2010,,great,,", "level", "“great” is not a value of “level”", "write one of them"),
        ("leads,,,2010,,good,,", "table", "“leads” is not a value of “table”", "or leave the cell empty"),
    ],
)  # fmt: skip
def test_a_declaration_that_cannot_be_meant_is_refused_where_it_stands(
    draft, row, field, message, next_step
) -> None:
    problem = declare(draft, row).error()
    assert (problem.file, problem.row, problem.field) == ("coverage.csv", 2, field)
    assert message in problem.message
    assert next_step in problem.next_step
    assert problem.rule


def test_the_same_days_of_the_same_rows_are_rated_once(draft) -> None:
    problem = declare(draft, "events,,,2001,2010,good,,", "events,,,2010,,thin,,").error()
    assert (problem.row, problem.field) == (3, "start")
    assert "line 2 speaks of the same days" in problem.message


def test_rows_that_differ_or_follow_each_other_may_be_rated_each(draft) -> None:
    declare(
        draft,
        "visits,,,2001,2009,good,,",
        "visits,,,2010,,thin,,",
        "visits,direction=third_country,,2001,,thin,,",
    )
    assert draft.problems() == []


def test_a_word_that_no_row_has_is_a_warning_because_there_may_be_none(draft) -> None:
    problem = declare(draft, "events,kind=no_such_kind,,2001,,good,,").warning()
    assert "no row of events has the kind “no_such_kind”" in problem.message


def test_every_fault_of_a_table_is_told_at_once(draft) -> None:
    declare(draft, "visits,,2010,2010,,good,,", "events,knd=test,,2010,,whole,,")
    assert sorted(p.field for p in draft.errors()) == ["rows", "test", "year"]
