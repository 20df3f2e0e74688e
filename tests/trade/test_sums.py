"""Sums over periods: tiles, gaps, cumulated spans and contradicting sources."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trade.building import flow_row
from yalu.trade.facade import Trade
from yalu.trade.figures.periods import DaySpan, month, months, parse_span
from yalu.trade.figures.rows import FlowRow, ReportedAmount
from yalu.trade.figures.sums import RowAmount, summed
from yalu.vocabulary.intervals import Interval, point


def cell(span, value, low=None, high=None, credibility=2):
    from yalu.case.records import SourceRef

    bounds = point(value) if low is None else Interval(Decimal(low), Decimal(high))
    row = FlowRow(
        id=f"{span}={value}",
        span=span,
        reporter="A",
        partner="B",
        flow="import",
        hs="2701",
        ledger="customs",
        sources=(SourceRef("s", credibility),),
    )
    return RowAmount(row, ReportedAmount(Decimal(value), "t", bounds))


MONTHS = st.lists(st.integers(min_value=0, max_value=1000), min_size=12, max_size=12)
SPANS = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(lambda p: (min(p), max(p)))


@given(MONTHS, SPANS)
def test_months_add_up_to_any_span(values, span):
    cells = [cell(month(2017, n), v) for n, v in enumerate(values, start=1)]
    first, last = span
    assert summed(cells, months(2017, first, last), "t").value == sum(values[first - 1 : last])


@given(MONTHS, SPANS)
def test_cumulated_spans_less_each_other_give_any_span(values, span):
    cells = [cell(months(2017, 1, n), sum(values[:n])) for n in range(1, 13)]
    first, last = span
    result = summed(cells, months(2017, first, last), "t")
    assert result.value == sum(values[first - 1 : last])
    assert len({c.row.span for _, c in result.used}) <= 2


@settings(max_examples=200)
@given(MONTHS, SPANS, st.sets(SPANS, max_size=8))
def test_whatever_spans_are_reported_the_truth_lies_in_the_bounds(values, span, reported):
    cells = [cell(months(2017, a, b), sum(values[a - 1 : b])) for a, b in reported]
    first, last = span
    truth = Decimal(sum(values[first - 1 : last]))
    result = summed(cells, months(2017, first, last), "t")
    assert truth in result.bounds
    assert result.value in {None, truth}


@settings(max_examples=100)
@given(MONTHS, SPANS, st.sets(SPANS, min_size=1, max_size=8), st.integers(1, 50))
def test_rounded_reports_still_bound_the_truth(values, span, reported, step):
    cells = []
    for a, b in reported:
        total = sum(values[a - 1 : b])
        rounded = round(total / step) * step
        cells.append(cell(months(2017, a, b), rounded, max(0, rounded - step), rounded + step))
    first, last = span
    assert Decimal(sum(values[first - 1 : last])) in summed(cells, months(2017, first, last), "t").bounds


def test_a_missing_month_makes_a_lower_bound_and_never_a_zero():
    result = summed([cell(month(2017, 1), 5), cell(month(2017, 3), 7)], parse_span("2017-Q1"), "t")
    assert (result.value, result.bounds.low, result.bounds.high) == (None, 12, None)
    assert "January 2017, March 2017" in result.missing


def test_a_longer_span_bounds_a_month_from_above():
    result = summed([cell(parse_span("2016-11-30/2016-12-31"), 200)], month(2016, 12), "t")
    assert (result.value, result.bounds.low, result.bounds.high) == (None, 0, 200)


def test_contradicting_sources_both_stay_and_the_better_attested_one_counts():
    two = [cell(month(2017, 6), 489), cell(month(2017, 6), 499)]
    result = summed(two, month(2017, 6), "t")
    assert (result.value, result.bounds.low, result.bounds.high) == (None, 489, 499)
    assert "contradict" in result.notes[0]
    better = summed([*two, cell(month(2017, 6), 491, credibility=1)], month(2017, 6), "t")
    assert better.value == 491
    assert {c.amount.value for c in better.left} == {489, 499}


def test_rows_of_a_table_without_sources_are_parts_and_are_added():
    rows = [flow_row("2017-01", quantity=3, id="a"), flow_row("2017-01", quantity=4, id="b")]
    assert trade(rows).total("2017-01", flow="import", hs="2701", unit="t").value == 7


def _lines(*amounts):
    """A trade of one span told in lines: each with a quantity in t, a value and its currency."""
    rows = [
        flow_row(
            "2017",
            id=f"l{n}",
            quantity=quantity,
            unit="t" if quantity else "",
            value=value,
            currency=currency,
        )
        for n, (quantity, value, currency) in enumerate(amounts)
    ]
    trade = Trade(rows, target="PRK", partner="CHN")
    return [trade.total("2017", flow="import", hs="2701", unit=unit) for unit in ("USD", "t")]


def test_a_line_without_an_amount_beside_others_of_its_trade_leaves_only_the_least():
    value, quantity = _lines(("10", "100", "USD"), ("5", "", ""))
    assert (value.value, value.low, value.high) == (None, 100.0, None)
    assert "l1 of the same trade states no such amount" in value.trail.notes[0]
    assert (quantity.value, quantity.low, quantity.high) == (15.0, 15.0, 15.0)
    value, quantity = _lines(("10", "100", "USD"), ("", "60", "USD"))
    assert (value.value, quantity.value, quantity.low, quantity.high) == (160.0, None, 10.0, None)


def test_a_value_and_a_quantity_on_lines_of_their_own_are_no_parts_of_each_other():
    value, quantity = _lines(("", "100", "USD"), ("10", "", ""))
    assert (value.value, quantity.value) == (100.0, 10.0)


def test_lines_in_two_currencies_are_one_trade_told_twice():
    value, quantity = _lines(("10", "100", "USD"), ("10", "675", "CNY"))
    assert (value.value, quantity.value) == (100.0, 10.0)
    assert "counted once" in quantity.trail.notes[0]
    _, quantity = _lines(("6", "60", "USD"), ("4", "40", "USD"), ("6", "405", "CNY"), ("4", "270", "CNY"))
    assert quantity.value == 10.0
    _, quantity = _lines(("10", "100", "USD"), ("12", "675", "CNY"))
    assert (quantity.value, quantity.low, quantity.high) == (None, 10.0, 22.0)


def test_cumulated_rows_that_shrink_are_told_and_give_no_number():
    result = summed([cell(months(2017, 1, 2), 10), cell(month(2017, 1), 12)], month(2017, 2), "t")
    assert result.value is None
    assert "contradict" in result.notes[0]


ROWS = [
    flow_row("2017-01", "export", "TOTAL", value=100, value_stated="$100"),
    flow_row("2017-01", "import", "TOTAL", value=50),
    flow_row("2017-01", "export", "TOTAL", value=700, currency="CNY"),
    flow_row("2017-01", "export+import", "TOTAL", value=160, ledger="mirror"),
    flow_row("2017-02", "export+import", "TOTAL", value=90),
    flow_row("2017-02", "export", "TOTAL", value=60),
]


def trade(rows=ROWS, **more):
    return Trade(rows, target="PRK", partner="CHN", **more)


def test_currencies_and_ledgers_are_never_mixed():
    figure = trade().total("2017-01")
    assert (figure.id, figure.value) == ("total/2017-01/export+import/USD/customs", 150)
    assert [row.why.split(";")[0] for row in figure.trail.left_out] == ["in CNY"]
    assert trade().total("2017-01", ledger="mirror").value == 160
    assert trade().total("2017-01", unit="CNY").value is None


def test_imports_are_what_the_total_leaves_beside_exports():
    figure = trade().total("2017-02", flow="import")
    assert figure.value == 30
    assert any("subtracted" in row.role for row in figure.trail.rows)


def test_finer_codes_bound_a_heading_from_below_unless_absence_is_declared_zero():
    rows = [flow_row("2017-01", hs="270111", quantity=7), flow_row("2017-01", hs="270112", quantity=5)]
    unknown = trade(rows).total("2017-01", flow="import", hs="2701", unit="t")
    assert (unknown.value, unknown.low, unknown.high) == (None, 12, None)
    zero = trade(rows).total("2017-01", flow="import", hs="2701", unit="t", absent="zero")
    assert zero.value == 12
    assert trade(rows).total("2017-Q1", flow="import", hs="2701", unit="t", absent="zero").value == 12


def test_what_is_known_of_both_flows_together_bounds_them_where_neither_is_known():
    quarter = trade([flow_row("2017-01/2017-03", "export+import", "TOTAL", value=90)])
    month = quarter.total("2017-02")
    assert (month.value, month.low, month.high) == (None, 0, 90)


def test_a_code_and_the_codes_below_it_are_never_added_together():
    rows = [
        flow_row("2017-01", hs="2701", quantity=12),
        flow_row("2017-01", hs="270111", quantity=7),
        flow_row("2017-01", hs="2702", quantity=3),
    ]
    zero = trade(rows).total("2017-01", flow="import", hs="27", unit="t", absent="zero")
    assert zero.value == 15
    unknown = trade(rows).total("2017-01", flow="import", hs="27", unit="t")
    assert (unknown.value, unknown.low, unknown.high) == (None, 15, None)


def test_codes_below_raise_the_least_where_their_own_code_has_a_gap():
    rows = [
        flow_row("2017-01", hs="2701", quantity=12),
        flow_row("2017-02", hs="270111", quantity=7),
        flow_row("2017-01", hs="270111", quantity=9),
    ]
    both = trade(rows).total("2017-01/2017-02", flow="import", hs="27", unit="t")
    assert (both.value, both.low, both.high) == (None, 16, None)


def test_units_of_one_kind_convert_and_others_need_a_named_factor():
    rows = [
        flow_row("2018", "export", "2710", quantity=60_000),
        flow_row("2019", "export", "2710", quantity=500_000, unit="bbl"),
    ]
    assert trade(rows).total("2018", flow="export", hs="2710", unit="kg").value == 60_000_000
    without = trade(rows).total("2019", flow="export", hs="2710", unit="t")
    assert without.value is None
    assert "named factor" in without.trail.left_out[0].why
    assert (
        trade(rows).total("2019", flow="export", hs="2710", unit="t", factor="china-1718-committee").value
        == 60_000
    )


def test_what_was_not_yet_known_is_left_out_and_the_id_says_so():
    rows = [flow_row("2017-01", quantity=1, known_from="2017-02-23")]
    assert (
        trade(rows, known_by="2017-02-22").total("2017-01", flow="import", hs="2701", unit="t").value is None
    )
    later = trade(rows, known_by=date(2017, 2, 23)).total("2017-01", flow="import", hs="2701", unit="t")
    assert later.value == 1
    assert later.id.endswith("@2017-02-23")


def test_bad_rows_are_all_named_at_once():
    import pytest

    from yalu.trade.files.faults import TradeError

    rows = [
        flow_row("soon"),
        flow_row("2017", "sideways"),
        flow_row("2017", quantity=1),
        flow_row("2017", quantity=1),
    ]
    with pytest.raises(TradeError) as error:
        trade(rows)
    assert len(error.value.problems) == 3


def test_spans_are_days_so_that_odd_windows_add_too():
    cells = [
        cell(DaySpan(date(2017, 1, 1), date(2017, 1, 10)), 3),
        cell(DaySpan(date(2017, 1, 11), date(2017, 1, 31)), 4),
    ]
    assert summed(cells, month(2017, 1), "t").value == 7
