"""What a cell may say, by kind of column: what is fine, and what is told of what is not."""

import pytest

from yalu.documents.problems import Nearest
from yalu.documents.tables.cell_types import CellFault, fault_of, is_fine, read_date, unseen
from yalu.documents.tables.table_schemas import Constraints, Field

SHAPE = r"[0-9]{4}(-[0-9]{2}){0,2}"
SPACES = "; it has spaces"


def column(kind, **constraints):
    kinds = {"integer": "integer", "number": "number", "amount": "number"}
    return Field("depth", kinds.get(kind, "string"), "Depth", "", kind, Constraints(**constraints))


def printed(text, field, known=()):
    """What is told of a cell, which is not fine."""
    assert not is_fine(text, field)
    return tuple(fault_of(text, field, Nearest(known)))


def test_a_cell_may_be_empty_unless_every_row_has_it():
    assert is_fine("", column("integer"))
    assert is_fine("", column("enum", enum=("a", "b")))
    assert printed("", column("text", required=True)) == (
        "“depth” is empty",
        "every row has “depth”",
        "fill the cell in, or move the row to leads.csv until it is known",
    )


def test_any_text_is_a_text():
    assert is_fine("Åland; =1+1 김", column("text"))


def test_a_word_of_a_list_is_written_as_it_stands_there():
    field = column("enum", enum=("visit", "tour"))
    assert is_fine("tour", field)
    assert printed("VISIT", field, ("visit", "tour")) == (
        "“VISIT” is not a value of “depth” (did you mean “visit”?)",
        "“depth” is one of visit, tour",
        "write one of them, or leave the cell empty",
    )
    assert printed("x", column("enum", enum=("visit",), required=True)) == (
        "“x” is not a value of “depth”", "“depth” is one of visit", "write one of them",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"),
    [("integer", "0"), ("integer", "-12"), ("integer", "+999999999"), ("number", "1.25"), ("number", "-0.5"),
     ("number", "2e6"), ("number", "2.5E-10"), ("number", "9" * 18 + "." + "9" * 18), ("amount", "7500000")],
)  # fmt: skip
def test_plain_numbers_are_numbers(kind, text):
    assert is_fine(text, column(kind))


@pytest.mark.parametrize("text", ["1.5", "1e3", "1,000", "1_0", "²", "12 t", "9" * 10, "-", " 1", "٣"])
def test_a_whole_number_is_digits_only(text):
    assert printed(text, column("integer")) == (
        f"“{text}” is not a whole number",
        "“depth” is a whole number, digits only, with a point for decimals",
        "remove units, spaces and thousands separators",
    )


@pytest.mark.parametrize("kind", ["number", "amount"])
@pytest.mark.parametrize("text", ["nan", "inf", "1,250", "12 %", "0x10", "1e100", "1.", ".5", "9" * 19])
def test_a_number_is_digits_with_a_point(kind, text):
    assert printed(text, column(kind)) == (
        f"“{text}” is not a number",
        "“depth” is a number, digits only, with a point for decimals",
        "remove units, spaces and thousands separators",
    )


def test_both_ends_of_a_range_belong_to_it():
    field = column("integer", minimum=1, maximum=12)
    assert is_fine("1", field)
    assert is_fine("12", field)
    for text in ("0", "13", "-1"):
        assert printed(text, field) == (
            f"“{text}” is out of range",
            "“depth” is a whole number from 1 to 12, digits only, with a point for decimals",
            "correct the number",
        )
    assert printed("1.5", field)[0] == "“1.5” is not a whole number"


def test_a_range_may_be_open_at_one_end():
    assert is_fine("0", column("number", minimum=0))
    assert printed("-0.1", column("number", minimum=0)) == (
        "“-0.1” is out of range",
        "“depth” is a number, 0 or more, digits only, with a point for decimals",
        "correct the number",
    )
    assert is_fine("-99", column("integer", maximum=5))
    assert printed("6", column("integer", maximum=5))[0] == "“6” is out of range"


@pytest.mark.parametrize("text", ["2010", "201X", "2010-03?", "2010-02-28"])
def test_partial_dates_are_dates(text):
    assert is_fine(text, column("date"))
    assert read_date(text).text == text


@pytest.mark.parametrize("text", ["", "March", "2010-02-30", "٢٠١٠"])
def test_what_is_no_date_reads_as_none(text):
    assert read_date(text) is None


def test_a_date_that_does_not_exist_says_which_part_does_not():
    assert printed("2010-02-30", column("date", pattern=SHAPE)) == (
        "'2010-02-30': day 30 does not exist; 2010-02 has 28 days",
        "a date is a day, month, year or decade that exists",
        "correct the date",
    )
    assert (
        printed("0000", column("date"))[0] == "'0000': year 0000 is out of range; years run from 0001 to 9999"
    )


DATES = "a date is written YYYY-MM-DD, YYYY-MM, YYYY, 199X or 19XX, with ? for doubtful and ~ for about"


@pytest.mark.parametrize("text", ["March 2010", "2010-3-14", "1/2", "14-March-10", "14/03/2010 at noon"])
def test_a_date_of_another_shape_says_how_one_is_written(text):
    assert printed(text, column("date", pattern=SHAPE)) == (
        f"“{text}” is not a date",
        DATES,
        "write the date that way; keep the source's own words in notes",
    )


@pytest.mark.parametrize("text", ["14/03/2010", "2010.3.14", " 3/14/10 ", "14-Mar-10", "1-MAR-2010"])
def test_a_date_that_a_spreadsheet_has_rewritten_says_how_to_undo_it(text):
    assert printed(text, column("date", pattern=SHAPE)) == (
        f"“{text}” is not a date",
        DATES,
        "a spreadsheet has rewritten the date: format the column as text, then write year-month-day again",
    )


IDS = "letters, digits, -, _ and ., begins with a letter or digit, and has at most 80 characters"


def test_an_id_says_which_letters_it_may_have():
    upper, lower = column("id", pattern="[A-Za-z0-9]+"), column("id", pattern="[a-z0-9]+")
    assert is_fine("E01", upper)
    assert printed("E_01", upper) == (
        "“E_01” is not an id",
        f"an id is {IDS}",
        "choose a shorter, plainer id",
    )
    assert printed("E01", lower) == (
        "“E01” is not an id", f"an id is lower-case {IDS}", "choose a shorter, plainer id",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["E 01", " E01", "E01 ", "E01\t"])
def test_blanks_in_an_id_are_pointed_out(text):
    message, _, _ = printed(text, column("id", pattern="[A-Za-z0-9]+"))
    assert message.endswith(f"” is not an id{SPACES}")


@pytest.mark.parametrize(
    ("kind", "rule", "next_step"),
    [
        ("word", "is one lower-case word, joined by _ if needed, such as nuclear_test", "write one word"),
        (
            "url",
            "begins with http:// or https:// and has no spaces",
            "write the whole address, or leave it empty",
        ),
        (
            "posts",
            "lists ids of posts.csv joined by ; without spaces",
            "write such as xb.premier;xb.president",
        ),
        ("list", "lists ids or codes joined by ; without spaces", "write such as one;two"),
        ("memory", "lists names of columns joined by ; without spaces", "write such as party_body;end"),
        ("pairs", "lists name=value joined by ; without spaces", "write such as weight=5;eras=calendar"),
        ("text", "matches [a-z]+", "correct the value"),
    ],
)
def test_a_text_of_another_pattern_says_what_its_column_holds(kind, rule, next_step):
    field = column(kind, pattern="[a-z]+")
    assert is_fine("word", field)
    assert printed("Word", field) == ("“Word” cannot be read", f"“depth” {rule}", next_step)
    assert printed("two words", field)[0] == f"“two words” cannot be read{SPACES}"
    assert printed("word1word", field)[0] == "“word1word” cannot be read", "the pattern is of the whole cell"


SOURCES = "sources are written source-id:credibility joined by ; without spaces, credibility from 1 to 6"
PATTERN = r"[a-z-]+:[1-6](;[a-z-]+:[1-6])*"


@pytest.mark.parametrize("text", ["times:1;", ";times:1", "times:1; gazette:2", "big times:1", "times:1 "])
def test_sources_have_no_empty_part_and_no_blanks(text):
    assert printed(text, column("sources", pattern=PATTERN)) == (
        f"“{text}” has an empty part or a space", SOURCES, "write such as gazette-2018:2;times:4",
    )  # fmt: skip


def test_a_source_without_credibility_is_proposed_one():
    field = column("sources", pattern=PATTERN)
    assert printed("gazette:2;times", field) == (
        "“times” has no credibility", SOURCES, "write times:2 if it is probably true",
    )  # fmt: skip
    assert printed("x" * 50, field)[2] == f"write {'x' * 40}:2 if it is probably true"


@pytest.mark.parametrize("digit", ["0", "7", "", "12", "A", "1:2"])
def test_credibility_is_a_digit_from_one_to_six(digit):
    text = f"times:{digit}"
    assert printed(f"gazette:1;{text}", column("sources", pattern=PATTERN)) == (
        f"“{text}” has the credibility “{digit}”", SOURCES, "write a digit from 1 to 6",
    )  # fmt: skip


def test_a_source_is_named_by_its_id():
    field = column("sources", pattern=PATTERN)
    assert is_fine("times:1;gazette:2;a:3;b:4;c:5;d:6", field)
    for digit in range(1, 7):
        assert printed(f"Times:{digit}", field) == (
            f"“Times:{digit}” names a source by something that is not an id", SOURCES, "use the id from sources.csv",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [("period", "2017-01", "2017-13"), ("state", "CHN", "CN"), ("goods", "2701", "27.01"), ("unit", "t", "tons"),
     ("currency", "USD", "dollar")],
)  # fmt: skip
def test_the_cells_of_a_flow_are_judged_by_its_own_words(kind, right, wrong):
    from yalu.documents.tables.trade_cells import flow_cell_fault

    assert is_fine(right, column(kind))
    assert printed(wrong, column(kind)) == flow_cell_fault(wrong, kind)
    assert printed(wrong, column(kind, pattern="[A-Z]+")) == flow_cell_fault(wrong, kind), (
        "before any pattern"
    )


def test_a_fault_is_a_message_a_rule_and_a_next_step():
    fault = fault_of("", column("text", required=True), Nearest(()))
    assert fault == CellFault(fault.message, fault.rule, fault.next_step)


@pytest.mark.parametrize(
    ("text", "names"),
    [("plain", ""), ("", ""), ("제재\u3000№\u00a0", ""), ("line\nline\tx\r", ""), ("a\u202eb", "U+202E"),
     ("\u200b\x07\u200b", "U+0007, U+200B"), ("\ufeffx\u00ad", "U+00AD, U+FEFF"), ("\x7f\x85", "U+007F, U+0085")],
)  # fmt: skip
def test_characters_nobody_sees_are_named_once_each_in_order(text, names):
    assert unseen(text) == names
