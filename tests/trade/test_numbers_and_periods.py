"""Numbers as customs write them and periods that can be added."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.trade.figures.periods import DaySpan, month, parse_span
from yalu.trade.files.cells.numbers import decimal_mark, proof, read_amount, read_number
from yalu.trade.files.faults import RefusedError

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)


@given(AMOUNTS)
def test_a_number_with_thousands_commas_reads_back(value):
    assert read_number(f"{value:,.2f}", ".") == value


@given(AMOUNTS)
def test_a_number_with_dots_for_thousands_and_a_decimal_comma_reads_back(value):
    text = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert read_number(text, ",") == value


@given(AMOUNTS)
def test_a_number_with_two_decimals_proves_its_own_mark(value):
    assert proof(f"{value:,.2f}") == "."
    assert read_number(f"{value:,.2f}") == value


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2009", "’", "'"])
@given(value=st.integers(min_value=1000, max_value=10**12))
def test_blanks_and_apostrophes_separate_thousands(blank, value):
    assert read_number(f"{value:,}".replace(",", blank), ".") == value


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        value = read_number(text, ".")
    except RefusedError as error:
        assert error.fault.rule
        assert error.fault.next_step
    else:
        assert value is None or value.is_finite()


def test_one_separator_before_three_digits_is_settled_by_the_column_or_refused():
    with pytest.raises(RefusedError, match="thousands or decimals"):
        read_number("1,234")
    assert read_number("1,234", ".") == 1234
    assert read_number("1,234", ",") == Decimal("1.234")
    assert decimal_mark(["1,234", "0,9"]) == ","
    assert decimal_mark(["1,234", "12.5"]) == "."
    assert decimal_mark(["1,234", "5,678"]) == ""
    assert decimal_mark(["0,9", "12.5"]) == ""


@pytest.mark.parametrize("text", ["12,34,567", "1.2.3", "1,23", "12 34", "abc", "=1+1", "5%", "1e999", "٣x"])
def test_what_is_no_number_in_a_point_column_is_refused(text):
    with pytest.raises(RefusedError):
        read_number(text, ".")


@pytest.mark.parametrize("text", ["56¹", "1,234²", "5③", "12 ⁴", "2½"])
def test_the_mark_of_a_footnote_is_no_digit_of_the_number(text):
    for mark in ("", "."):
        with pytest.raises(RefusedError, match="footnote"):
            read_number(text, mark)
    assert decimal_mark(["12.5", text]) == "."


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "NaN", "NULL", "..", "\t"])
def test_words_for_not_reported_are_nothing_and_never_zero(text):
    assert read_number(text, ".") is None


def test_negative_and_absurd_amounts_are_refused():
    with pytest.raises(RefusedError, match="not negative"):
        read_amount("-5", ".")
    with pytest.raises(RefusedError, match="10\\^15"):
        read_amount("9" * 17, ".")


@pytest.mark.parametrize(
    ("text", "label", "edtf"),
    [
        ("201701", "2017-01", "2017-01"),
        ("2017年1月", "2017-01", "2017-01"),
        ("2017年1-7月", "2017-01..2017-07", "2017-01/2017-07"),
        ("2017-Q1", "2017-Q1", "2017-01/2017-03"),
        ("2017H2", "2017-H2", "2017-07/2017-12"),
        ("2017", "2017", "2017"),
        ("2017.0", "2017", "2017"),
        ("Jan-2017", "2017-01", "2017-01"),
        ("01/2017", "2017-01", "2017-01"),
        ("2017-01..2017-07", "2017-01..2017-07", "2017-01/2017-07"),
        ("2016-11-30/2016-12-31", "2016-11-30..2016-12-31", "2016-11-30/2016-12-31"),
        ("2017-08-05", "2017-08-05", "2017-08-05"),
    ],
)
def test_periods_are_read_as_files_write_them(text, label, edtf):
    assert (parse_span(text).label, parse_span(text).edtf) == (label, edtf)


@pytest.mark.parametrize(
    "text", ["", "2017-13", "201700", "2017-02-30", "17", "2017-03/2017-01", "2017-01/..", "soon", "0001"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(RefusedError):
        parse_span(text)


DAYS = st.dates(min_value=date(1960, 1, 1), max_value=date(2060, 12, 31))


@given(DAYS, st.integers(min_value=0, max_value=800))
def test_a_span_reads_back_from_its_label_and_from_its_edtf(start, days):
    span = DaySpan(start, start + timedelta(days))
    assert parse_span(span.label) == span
    assert parse_span(span.edtf) == span


@given(DAYS, st.integers(min_value=0, max_value=23))
def test_whole_months_stay_whole_a_year_earlier(day, more):
    last = month(day.year + (day.month + more - 1) // 12, (day.month + more - 1) % 12 + 1)
    span = DaySpan(day.replace(day=1), last.end)
    assert span.years_earlier().whole_months
    assert len(span.years_earlier().months) == len(span.months)
