from array import array

import pytest

from yalu.documents.files.limits import TABLE_CELL
from yalu.documents.problems import ProblemLog
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_checks import check_table
from yalu.documents.tables.table_schemas import Constraints, Field, TableSchema


def field(name: str, **constraints) -> Field:
    return Field(name, "string", name.title(), "Says it.", "text", Constraints(**constraints))


def schema(*fields: Field, name: str = "events") -> TableSchema:
    return TableSchema(name, "T", "D", True, fields, primary_key=("id",), missing_values=("",))


def checked(columns: dict[str, list[str]], wanted: TableSchema):
    """The problems of a table whose rows stand on lines 2, 4, 6 and so on."""
    log = ProblemLog()
    rows = max(len(column) for column in columns.values())
    check_table(Table("any", "events.csv", columns, array("q", range(2, 2 * rows + 2, 2))), wanted, log)
    return log.problems()


def test_an_unknown_column_is_told_with_the_names_that_are_known_and_the_way_to_keep_it():
    (problem,) = checked({"id": ["E1"], " Titel": ["a"]}, schema(field("id"), field("title")))
    assert (problem.where, problem.value) == ("events.csv:1: Titel", " Titel")
    assert problem.message == "the column “ Titel” is not known (did you mean “title”?)"
    assert problem.rule == "the columns of events are id, title; your own begin with x_"
    assert problem.next_step == "correct the name, or put x_ before it to keep it as your own"


def test_a_missing_column_is_told_with_those_that_every_file_has():
    needed = schema(field("id", required=True), field("title", required=True), field("notes"))
    (problem,) = checked({"id": ["E1"]}, needed)
    assert (problem.where, problem.value) == ("events.csv:1:title", "title")
    assert problem.message == "the column “title” is missing"
    assert problem.rule == "events has the columns id, title"
    assert problem.next_step == "add the column “title” to the first line and fill it in"


def test_a_wrong_cell_is_an_error_that_offers_the_nearest_word():
    (problem,) = checked({"id": ["a", "test", "tets"]}, schema(field("id", enum=("a", "test"))))
    assert (problem.where, problem.value) == ("events.csv:6:id", "tets")
    assert problem.message == "“tets” is not a value of “id” (did you mean “test”?)"
    assert (problem.rule, problem.severity) == ("“id” is one of a, test", "error")


def test_a_cell_is_as_long_as_its_limit_and_no_longer_in_a_column_of_ones_own_too():
    columns = {"title": ["a" * TABLE_CELL, "b" * (TABLE_CELL + 1)], "x_own": ["c" * (TABLE_CELL + 2), ""]}
    title, own = checked(columns, schema(field("title")))
    assert (title.row, title.field, title.severity) == (4, "title", "error")
    assert title.message == f"the cell has 20,001 characters and begins “{'b' * 40}”"
    assert title.rule == "a cell has at most 20,000 characters"
    assert title.next_step == "shorten the text, or look for a quote that was not closed"
    assert (own.row, own.field) == (2, "x_own")
    assert own.message == f"the cell has 20,002 characters and begins “{'c' * 40}”"


def test_characters_nobody_sees_are_told_by_code_in_a_column_of_ones_own_too():
    (problem,) = checked({"x_own": ["a", "b\u200b\u202e"]}, schema())
    assert (problem.row, problem.field, problem.severity) == (4, "x_own", "warning")
    assert problem.message == "“b\\u200b\\u202e” holds characters that are not seen: U+200B, U+202E"
    assert problem.rule == "text holds no control characters, direction marks or zero-width characters"
    assert problem.next_step == "delete the characters unless the language needs them"


def test_every_further_use_of_an_id_names_the_line_of_the_first():
    problems = checked({"id": ["b", "a", "", "a", "", "a", "c"]}, schema(field("id")))
    assert [(p.row, p.field, p.value, p.message) for p in problems] == [
        (8, "id", "a", "“a” stands on line 4 too"),
        (12, "id", "a", "“a” stands on line 4 too"),
    ]
    assert {(p.rule, p.next_step, p.severity) for p in problems} == {
        ("an id is used once in its table", "give one of the two another id", "error")
    }


def test_a_column_that_is_declared_unique_has_each_text_once_and_any_other_many():
    columns = {"id": ["a", "b", "c"], "year": ["2010", "2011", "2010"]}
    unique = schema(field("id"), field("year", unique=True))
    (problem,) = checked(columns, unique)
    assert (problem.where, problem.value) == ("events.csv:6:year", "2010")
    assert problem.message == "“2010” stands on line 2 too"
    assert (problem.rule, problem.next_step) == ("each year has one row", "keep one row for the year")
    assert checked(columns, schema(field("id"), field("year"))) == []
    assert checked({"id": ["a"]}, unique) == []


def test_the_small_case_has_no_problems(draft):
    assert draft.problems() == []


def test_a_missing_required_column_is_named_with_those_a_table_needs(draft):
    draft.write("events.csv", "id,date,title,sources\nE1,2016,Test,eastmark-times:2\n")
    error = draft.error()
    assert error.where == "events.csv:1:kind"
    assert "the column “kind” is missing" in error.message
    assert "events has the columns id, date, kind, title, sources" in error.rule


def test_several_missing_columns_are_named_at_once(draft):
    draft.write("events.csv", "id\nE1\n")
    assert [e.field for e in draft.errors()] == ["date", "kind", "title", "sources"]


def test_columns_that_are_not_required_may_be_left_out(draft):
    draft.write("events.csv", "sources,title,kind,date,id\neastmark-times:2,Test,test,2016,E1\n")
    (event,) = draft.read().events
    assert (event.end, event.text, event.memory) == (None, "", ())


def test_an_unknown_column_offers_the_nearest_and_the_prefix_for_ones_own(draft):
    draft.replace("events.csv", "title,text", "title,texts")
    (error, *_) = draft.errors()
    assert error.where == "events.csv:1:texts"
    assert "did you mean “text”?" in error.message
    assert "x_" in error.next_step


def test_columns_of_ones_own_are_allowed(draft):
    draft.write(
        "events.csv", "id,date,kind,title,sources,x_mood\nE1,2016,test,Test,eastmark-times:2,gloomy\n"
    )
    assert draft.errors() == []


@pytest.mark.parametrize("field", ["id", "start", "direction", "guest", "sources"])
def test_an_empty_required_cell_is_named(draft, field):
    head, row, *rest = draft.text("visits.csv").splitlines()
    cells = row.split(",", 20)
    cells[head.split(",").index(field)] = ""
    draft.write("visits.csv", "\n".join([head, ",".join(cells), *rest]) + "\n")
    error = next(e for e in draft.errors() if e.field == field)
    assert error.where == f"visits.csv:2:{field}"
    assert f"“{field}” is empty" in error.message


def test_a_word_outside_the_list_offers_the_nearest_and_names_the_list(draft):
    draft.replace("visits.csv", "partner_to_target,Bo Reed", "parner_to_target,Bo Reed")
    error = draft.error()
    assert "did you mean “partner_to_target”?" in error.message
    assert "partner_to_target, target_to_partner, third_country" in error.rule


@pytest.mark.parametrize(
    ("date", "says"),
    [
        ("2010-02-30", "day 30 does not exist; 2010-02 has 28 days"),
        ("2010-13-01", "month 13 does not exist"),
        ("0000", "year 0000 is out of range"),
        ("201X-05", "cannot name a month"),
        ("March 2010", "is not a date"),
        ("2010-3-14", "is not a date"),
        ("٢٠١٠-٠٣-١٤", "is not a date"),
        (" 2010-03-14", "is not a date"),
    ],
)
def test_an_impossible_date_says_what_is_wrong_with_it(draft, date, says):
    draft.replace("events.csv", "2013-02-12", date)
    error = draft.error()
    assert error.where == "events.csv:2:date"
    assert says in error.message


@pytest.mark.parametrize("date", ["14/03/2010", "3/14/10", "14.03.2010", "14-Mar-10"])
def test_a_date_rewritten_by_a_spreadsheet_is_recognised(draft, date):
    draft.replace("events.csv", "2013-02-12", date)
    assert "format the column as text" in draft.error().next_step


@pytest.mark.parametrize(
    "date", ["2010", "2010-03", "201X", "20XX", "2010-03?", "2010~", "2010-21", "2010-XX-XX"]
)
def test_partial_dates_are_dates(draft, date):
    draft.replace("events.csv", "2013-02-12", date)
    assert draft.problems() == []
    assert draft.read().events[0].date.text == date


@pytest.mark.parametrize("name", ["E 1", "é1", "-E1", "../E1", "E1\u202e", "x" * 81, "<b>"])
def test_an_id_is_plain(draft, name):
    draft.replace("events.csv", "E01", name)
    error = draft.errors()[0]
    assert "is not an id" in error.message
    assert "at most 80 characters" in error.rule


def test_ids_of_sources_and_posts_are_lower_case(draft):
    draft.replace("posts.csv", "xb.vice_foreign_minister", "XB.vice")
    assert "lower-case" in draft.errors()[0].rule


def test_an_id_used_twice_names_the_other_line(draft):
    draft.replace("visits.csv", "V03,", "V01,")
    error = draft.error()
    assert error.where == "visits.csv:4:id"
    assert "“V01” stands on line 2 too" in error.message


def test_the_same_id_in_two_tables_is_fine(draft):
    draft.replace("events.csv", "E01", "V01")
    assert draft.problems() == []


@pytest.mark.parametrize(
    ("sources", "says"),
    [
        ("eastmark-times", "has no credibility"),
        ("eastmark-times:7", "the credibility “7”"),
        ("eastmark-times:0", "the credibility “0”"),
        ("eastmark-times:2; westmark-gazette:2", "empty part or a space"),
        ("eastmark-times:2;", "empty part or a space"),
        ("Eastmark:1", "not an id"),
    ],
)
def test_sources_are_written_with_one_digit_each(draft, sources, says):
    draft.replace("events.csv", "eastmark-times:2", sources)
    error = draft.error()
    assert error.where == "events.csv:2:sources"
    assert says in error.message


def test_reliability_is_a_letter_from_a_to_f(draft):
    draft.replace("sources.csv", "official,B", "official,G")
    assert "A, B, C, D, E, F" in draft.error().rule


def test_an_address_begins_with_http(draft):
    draft.replace("sources.csv", "https://example.org/times", "javascript:alert(1)")
    assert draft.error().where == "sources.csv:3:url"


@pytest.mark.parametrize("year", ["last", "2010.5", "0", "12345", "1_0", "²"])
def test_years_are_whole_numbers_in_range(draft, year):
    draft.add_table("coverage", f"id,year,level,sources\nc1,{year},good,eastmark-times:2\n")
    assert draft.error().where == "coverage.csv:2:year"


def test_a_year_is_covered_once(draft):
    rows = "".join(f"c{n},2010,good,eastmark-times:2\n" for n in range(2))
    draft.add_table("coverage", "id,year,level,sources\n" + rows)
    assert "each year has one row" in draft.error().rule


@pytest.mark.parametrize("value", ["nan", "inf", "1,250", "12 %", "0x10", "1e999"])
def test_values_are_plain_numbers(draft, value):
    draft.add_table(
        "published", f'id,title,stated,value,figure,sources\np1,T,"{value}","{value}",f,eastmark-times:2\n'
    )
    assert draft.error().where == "published.csv:2:value"


def test_parameters_are_names_and_values(draft):
    head = "id,title,stated,value,figure,parameters,sources\n"
    draft.add_table("published", head + "p1,T,1.25,1.25,f,weight=5;eras=calendar,eastmark-times:2\n")
    assert draft.read().published[0].parameters == (("weight", "5"), ("eras", "calendar"))
    draft.write("published.csv", head + "p1,T,1.25,1.25,f,weight 5,eastmark-times:2\n")
    assert "name=value" in draft.error().rule


def test_html_and_formulas_are_data_and_stay_as_written(draft):
    texts = ["<script>alert(1)</script>", "=HYPERLINK(1)", "+1", "@SUM(A1)", "-2+3", "<b onclick=x>"]
    rows = "".join(f"H{n},2016,test,{text},eastmark-times:2\n" for n, text in enumerate(texts))
    draft.write("events.csv", "id,date,kind,title,sources\n" + rows)
    assert draft.errors() == []
    assert [event.title for event in draft.read().events] == texts


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\u0007", "\u2066", "\ufeff"])
def test_characters_nobody_sees_are_a_warning_and_shown_by_code(draft, character):
    draft.replace("events.csv", "Sanctions adopted", f"Sanctions{character}adopted")
    warning = draft.warning()
    assert warning.where == "events.csv:4:title"
    assert f"U+{ord(character):04X}" in warning.message
    assert character not in str(warning)
    assert draft.read().events[2].title == f"Sanctions{character}adopted"


def test_characters_of_every_script_are_fine(draft):
    draft.replace("events.csv", "Sanctions adopted", "制裁\u3000제재 — naïve œuvre\u00a0№")
    assert draft.problems() == []


def test_problems_of_every_table_are_named_at_once(draft):
    draft.replace("visits.csv", "2010-09-02", "2010-09-31")
    draft.replace("events.csv", "eastmark-times:2", "nowhere:1")
    draft.replace("eras.csv", "2009-01-01", "yesterday")
    draft.replace("codebook.yaml", "choose:", "chose:")
    assert {e.file for e in draft.errors()} == {"visits.csv", "events.csv", "eras.csv", "codebook.yaml"}
