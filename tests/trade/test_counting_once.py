"""Nothing is counted twice and nothing is dropped in silence."""

import csv
from decimal import Decimal

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trade.building import FLOWS_HEADER, api_answer, api_row, write
from yalu.trade.facade import Trade
from yalu.trade.figures.parts import UnreadRow
from yalu.trade.files.flow_reader import read_trade


def flows_file(folder, *lines, name="flows.csv"):
    return write(folder, name, "\n".join([FLOWS_HEADER, *lines]) + "\n")


def codes(report):
    return [row["hs"] for row in report.table().to_pylist()]


MIXED = (
    "a,2017,CHN,PRK,import,TOTAL,,,1000,USD,customs",
    "b,2017,CHN,PRK,import,27,,,400,USD,customs",
    "c,2017,CHN,PRK,import,2701,,,300,USD,customs",
    "d,2017,CHN,PRK,import,270111,,,300,USD,customs",
    "e,2017,CHN,PRK,import,2601,,,50,USD,customs",
    "f,2018,CHN,PRK,import,2701,,,7,USD,customs",
)


def test_of_codes_over_each_other_the_finest_stays_and_the_loss_is_told(tmp_path):
    report = read_trade(flows_file(tmp_path, *MIXED))
    assert codes(report) == ["TOTAL", "270111", "2601", "2701"]
    assert {reject.value for reject in report.rejects} == {"27", "2701"}
    assert "100 more in value" in "\n".join(map(str, report.problems))


def test_the_coarsest_or_one_level_can_be_asked_for(tmp_path):
    path = flows_file(tmp_path, *MIXED)
    assert codes(read_trade(path, levels="coarsest")) == ["TOTAL", "27", "2601", "2701"]
    assert codes(read_trade(path, levels=4)) == ["2701", "2601", "2701"]


def test_the_same_row_twice_stands_once_and_the_copy_names_the_first(tmp_path):
    line = "a,2017,CHN,PRK,import,2701,5,t,300,USD,customs"
    report = read_trade(flows_file(tmp_path, line, line))
    assert (report.rows_in, report.rows_out, report.rejected) == (2, 1, 1)
    assert (report.rejects[0].row, "line 2" in report.rejects[0].next_step) == (3, True)


def test_unlike_rows_of_one_flow_both_stay_and_are_told(tmp_path):
    report = read_trade(
        flows_file(
            tmp_path,
            "a,2017,CHN,PRK,import,2701,5,t,300,USD,customs",
            "b,2017,CHN,PRK,import,2701,6,t,310,USD,customs",
        )
    )
    assert report.rows_out == 2
    assert "several unlike rows" in "\n".join(map(str, report.problems))


def test_parts_by_mode_of_transport_go_when_their_total_is_there_and_stay_when_it_is_not(tmp_path):
    total, rail, sea = (
        api_row(),
        api_row(motCode=3100, primaryValue=1.0),
        api_row(motCode=2100, primaryValue=2.0),
    )
    report = read_trade(write(tmp_path, "a.json", api_answer(total, rail, sea)))
    assert (report.rows_out, report.rejected) == (1, 2)
    assert read_trade(write(tmp_path, "b.json", api_answer(rail, sea))).rows_out == 2


def test_lost_zeros_are_put_back_only_where_no_code_kept_its_own(tmp_path):
    lost = flows_file(
        tmp_path,
        "a,2017,CHN,PRK,import,30613,,,1,USD,customs",
        "b,2017,CHN,PRK,import,270111,,,1,USD,customs",
    )
    report = read_trade(lost)
    assert codes(report) == ["030613", "270111"]
    assert "read with a leading zero" in "\n".join(map(str, report.problems))
    kept = flows_file(
        tmp_path,
        "a,2017,CHN,PRK,import,30613,,,1,USD,customs",
        "b,2017,CHN,PRK,import,030614,,,1,USD,customs",
    )
    report = read_trade(kept)
    assert codes(report) == ["030614"]
    assert report.rejects[0].value == "30613"


def test_years_beside_their_months_are_told(tmp_path):
    report = read_trade(
        flows_file(
            tmp_path,
            "a,2017,CHN,PRK,import,2701,,,9,USD,customs",
            "b,2017-01,CHN,PRK,import,2701,,,1,USD,customs",
        )
    )
    assert "yearly rows stand beside" in "\n".join(map(str, report.problems))


def test_a_value_far_above_its_pairs_history_is_named_with_both_codes(tmp_path):
    lines = [f"p{y},{y},ZAF,PRK,export,TOTAL,,,{5_000_000 + y},USD,customs" for y in range(2000, 2008)]
    lines += [f"k{y},{y},ZAF,KOR,export,TOTAL,,,1500000{y},USD,customs" for y in range(2000, 2009)]
    lines.append("bad,2008,ZAF,PRK,export,TOTAL,,,1506740000,USD,customs")
    report = read_trade(flows_file(tmp_path, *lines))
    assert [doubt.id for doubt in report.doubts] == ["bad"]
    assert "408" in report.doubts[0].says
    assert "410" in report.doubts[0].says
    assert report.rows_out == len(lines)  # named, never corrected


def test_growth_over_decades_is_no_mixup(tmp_path):
    lines = [
        f"k{y},{y},MEX,KOR,import,TOTAL,,,{10**6 * 2 ** (y - 1995)},USD,customs" for y in range(1995, 2017)
    ]
    lines += [f"p{y},{y},MEX,PRK,import,TOTAL,,,90000,USD,customs" for y in range(1995, 2017)]
    assert read_trade(flows_file(tmp_path, *lines)).doubts == ()


CELLS = {
    "period": ["2017", "2017-01", "201713", "", "soon"],
    "reporter": ["CHN", "156", "RUS", "EU", "North", ""],
    "partner": ["PRK", "408", "410", "0", "490"],
    "flow": ["import", "X", "RX", "?"],
    "hs": ["TOTAL", "27", "2701", "270111", "27011", "30613", "0306", "ABC"],
    "quantity": ["", "5", "1,234.5", "-3", "x"],
    "unit": ["kg", "t", "head"],
    "value": ["", "0", "12.5", "1,000", "9" * 18],
    "currency": ["USD", "CNY", "dollars", "¥"],
    "ledger": ["customs", "mirror", "rumour"],
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(*(st.sampled_from(values) for values in CELLS.values())), min_size=1, max_size=12),
    st.sampled_from(["finest", "coarsest", 6]),
)
def test_every_row_that_comes_in_goes_out_or_to_the_rejects_with_a_reason(tmp_path, cells, levels):
    with (tmp_path / "any.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([list(CELLS), *cells])
    report = read_trade(tmp_path / "any.csv", out=tmp_path / "out.csv", levels=levels)
    with (tmp_path / "out.rejects.csv").open(encoding="utf-8") as stream:
        rejected = list(csv.DictReader(stream))
    assert report.rows_in == len(cells) == report.rows_out + report.rejected
    assert len({row["row"] for row in rejected}) == report.rejected
    assert all(row["rule"] and row["next_step"] for row in rejected)
    assert report.table().num_rows == report.rows_out


def test_a_row_with_several_faults_names_them_all(tmp_path):
    report = read_trade(flows_file(tmp_path, "a,soon,Korea,PRK,import,27x,5,t,-1,USD,customs"))
    assert report.rejected == 1
    assert {reject.field for reject in report.rejects} == {"period", "reporter", "hs", "value"}
    assert "PRK" in next(reject.next_step for reject in report.rejects if reject.field == "reporter")


@pytest.mark.parametrize(
    ("unit", "factor", "expected"), [("t", "", "0.005"), ("bbl", "china-1718-committee", "0.041667")]
)
def test_quantities_are_converted_only_by_named_factors(tmp_path, unit, factor, expected):
    path = flows_file(tmp_path, "a,2017,CHN,PRK,export,2710,5,kg,,,customs")
    row = read_trade(path, unit=unit, factor=factor).table().to_pylist()[0]
    assert (row["quantity"], row["unit"]) == (Decimal(expected), unit)
    assert factor in row["notes"]


def test_a_conversion_without_a_factor_rejects_the_row_and_lists_the_factors(tmp_path):
    report = read_trade(flows_file(tmp_path, "a,2017,CHN,PRK,export,2710,5,kg,,,customs"), unit="bbl")
    assert report.rejected == 1
    assert "crude-cap" in report.rejects[0].next_step


WIDE = 'columns: {id: id, reporter: Reporter, partner: Partner, flow: Flow, hs: HS code, currency: currency}\nwide: ["2015", "2016"]\n'


def test_a_wide_table_gives_every_row_an_id_of_its_own_so_that_it_can_be_asked(tmp_path):
    text = "id,Reporter,Partner,Flow,HS code,2015,2016,currency\n,CHN,PRK,Import,TOTAL,5,6,USD\nx,CHN,PRK,Export,TOTAL,7,8,USD\n"
    trade, _ = Trade.of_file(
        write(tmp_path, "wide.csv", text),
        target="PRK",
        partner="CHN",
        mapping=write(tmp_path, "m.yaml", WIDE),
    )
    assert [row.id for row in trade.context.rows] == ["wide-2-2015", "wide-2-2016", "x-2015", "x-2016"]
    assert (trade.total("2015", flow="import").value, trade.total("2016").value) == (5, 14)


def test_a_value_without_a_currency_is_rejected_and_the_rest_of_the_file_can_be_asked(tmp_path):
    path = flows_file(
        tmp_path,
        "a,2015,CHN,PRK,import,TOTAL,,,5,USD,customs",
        "b,2016,CHN,PRK,import,TOTAL,,,5,,customs",
        "c,2017,CHN,PRK,import,TOTAL,3,t,5,,customs",
    )
    trade, report = Trade.of_file(path, target="PRK", partner="CHN")
    assert [(r.row, r.field, r.rule) for r in report.rejects] == [
        (3, "currency", "a value has a currency"),
        (4, "currency", "a value has a currency"),
    ]
    assert trade.total("2015", flow="import").value == 5
    assert trade.total("2015").trail.coverage.asked[0].left_out == ("2 rejected rows of flows.csv",)
    assert trade.context.data_version == "flows.csv, 1 rows"


def own(folder, *lines):
    """The trade of China with North Korea in a file of the flows table."""
    return Trade.of_file(flows_file(folder, *lines), target="PRK", partner="CHN")[0]


def test_a_quantity_of_0_beside_a_value_was_not_recorded_and_leaves_a_sum_at_least(tmp_path):
    trade = own(
        tmp_path,
        "a,2017-02,CHN,PRK,import,2701,10,t,100,USD,customs",
        "b,2017-02,CHN,PRK,import,2701,0,t,50,USD,customs",
        "c,2017-03,CHN,PRK,import,2701,0,t,50000,USD,customs",
        "d,2017-04,CHN,PRK,import,2701,300,kg,0,USD,customs",
        "e,2017-05,CHN,PRK,import,2701,0,t,0,USD,customs",
    )
    amount = {(p, u): trade.total(p, flow="import", hs="2701", unit=u) for p in
              ("2017-02", "2017-03", "2017-04", "2017-05") for u in ("t", "USD")}  # fmt: skip
    assert (amount["2017-02", "t"].value, amount["2017-02", "t"].low) == (None, 10.0)
    assert amount["2017-02", "USD"].value == 150
    assert (amount["2017-03", "t"].shown, amount["2017-03", "USD"].value) == ("cannot say", 50_000)
    assert (amount["2017-04", "USD"].shown, amount["2017-04", "t"].value) == ("cannot say", 0.3)
    assert (amount["2017-05", "t"].value, amount["2017-05", "USD"].value) == (0, 0)
    price = trade.unit_value("2017-02", hs="2701", flow="import").figure
    assert (price.value, price.high) == (None, 15)  # 150 USD over at least 10 t


def grouped(folder, *lines, head="period,reporter,partner,flow,hs,province,value (USD)"):
    """A table of which the first cells of a group span several lines, as a program that drops the spans writes it."""
    path = write(folder, "grouped.csv", "\n".join([head, *lines]) + "\n")
    return Trade.of_file(path, target="PRK", partner="CHN")[0]


def test_a_line_below_a_cell_that_spans_several_may_be_of_the_same_trade(tmp_path):
    trade = grouped(
        tmp_path, "2017-02,CHN,PRK,import,2701,Liaoning,10", ",,,,,Jilin,30", ",CHN,PRK,import,2701,Jilin,30",
        "2017-03,CHN,PRK,import,2601,,7",
    )  # fmt: skip
    coal, ore = (trade.total(p, flow="import", hs=hs) for p, hs in (("2017-02", "2701"), ("2017-03", "2601")))
    assert (coal.value, coal.low, coal.high) == (None, 10, None)  # 40 where the third line is of February
    assert "grouped.csv:4 may be of the same trade: some of its cells are blank" in " ".join(coal.trail.notes)
    assert "grouped.csv:3" not in " ".join(
        coal.trail.notes
    )  # it says nothing of whose trade it is: a sum, perhaps
    assert (ore.value, ore.high) == (7, 7)


def test_a_line_of_a_trade_that_can_be_only_another_leaves_a_sum_as_it_is(tmp_path):
    trade = grouped(
        tmp_path,
        "2017-02,CHN,PRK,import,2701,,10",
        "2017-02,CHN,,import,2601,,30",
        "Total,CHN,PRK,import,2701,,40",
    )
    assert trade.total("2017-02", flow="import", hs="2701").value == 10
    noted = grouped(
        tmp_path, "2017-02,CHN,PRK,import,2701,,10", ",CHN,PRK,import,2701,,"
    )  # no amount: nothing to add
    assert noted.total("2017-02", flow="import", hs="2701").value == 10


def test_a_month_is_not_zero_where_a_line_without_its_period_may_be_of_it(tmp_path):
    lines = ("2017-08,CHN,PRK,import,2701,,10", "2017-09,CHN,PRK,import,2701,Liaoning,0")
    sure = grouped(tmp_path, *lines).response(hs="2701", banned="2017-08-15")
    assert (sure.to_zero.high, sure.zero_period) == (17, "2017-09")
    unsure = grouped(tmp_path, *lines, ",CHN,PRK,import,2701,Jilin,5").response(
        hs="2701", banned="2017-08-15"
    )
    assert (unsure.to_zero.high, unsure.zero_period) == (None, "")


def test_rows_that_were_not_read_are_looked_at_by_the_trade_asked_alone(tmp_path, monkeypatch):
    head = "period,reporter,partner,flow,hs,value (USD)"
    lines = [
        f"2017-{month:02d},CHN,PRK,import,{hs},n.s."
        for hs in ("2601", "2602", "2603")
        for month in range(1, 13)
    ]
    trade = grouped(tmp_path, "2017-01,CHN,PRK,import,2701,10", ",CHN,PRK,import,2701,5", *lines, head=head)
    looked = []
    told = UnreadRow.may_be_of
    monkeypatch.setattr(UnreadRow, "may_be_of", lambda *a, **named: looked.append(a) or told(*a, **named))
    assert trade.total("2017-01", flow="import", hs="2701").low == 10
    assert 0 < len(looked) <= 6  # the line without its period, in each direction; not the other 36


def test_lines_of_trade_that_was_not_read_are_written_in_one_statement(tmp_path, monkeypatch):
    asked = []

    class Watched:
        def __init__(self, connection):
            self.connection = connection

        def __getattr__(self, name):
            return getattr(self.connection, name)

        def __enter__(self):
            return self.connection.__enter__()

        def __exit__(self, *left):
            return self.connection.__exit__(*left)

        def execute(self, *what):
            asked.append(what)
            return self.connection.execute(*what)

        def executemany(self, what, rows):
            asked.extend(rows)
            return self.connection.executemany(what, rows)

    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda *a, **named: Watched(connect(*a, **named)))
    lines = [
        f"2017-{month:02d},CHN,PRK,import,{hs},n.s." for hs in range(2601, 2618) for month in range(1, 13)
    ]
    text = "\n".join(
        ["period,reporter,partner,flow,hs,value (USD)", "2017-01,CHN,PRK,import,2701,10", *lines]
    )
    read_trade(write(tmp_path, "a.csv", text + "\n"), out=tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8").count("not read: n.s.") == len(lines)
    assert len(asked) < len(lines) / 2


def test_a_month_that_a_later_release_prints_again_is_not_counted_twice(tmp_path):
    head = "period,reporter,partner,flow,hs,value (USD),published"
    lines = ("2017-01,CHN,PRK,import,2701,10,2017-02-20", "2017-01,CHN,PRK,import,2701,11,2018-01-20",
             "2017-02,CHN,PRK,import,2701,5,2017-03-20", "2017-02,CHN,PRK,import,2701,6,2017-03-20")  # fmt: skip
    trade = grouped(tmp_path, *lines, head=head)
    january, february = (trade.total(period, flow="import", hs="2701") for period in ("2017-01", "2017-02"))
    assert (january.value, january.low, january.high) == (
        None,
        11,
        21,
    )  # revised to 11, or another 11 that came later
    assert "published on 2018-01-20 stand beside others" in " ".join(january.trail.notes)
    assert (february.value, february.high) == (11, 11)  # lines of one release are its parts
    consignments = ("2017-01,CHN,PRK,import,2701,10,2017-01-05", "2017-01,CHN,PRK,import,2701,11,2017-02-01")
    released = grouped(tmp_path, *consignments, head=head.replace("published", "release date"))
    assert released.total("2017-01", flow="import", hs="2701").value == 21  # released by customs, each a part
    odd = grouped(tmp_path, "2017-01,CHN,PRK,import,2701,10,20th Feb", head=head)
    assert odd.total("2017-01", flow="import", hs="2701").value == 10


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_flows_that_were_written_still_say_whose_amount_was_not_read(tmp_path, ending):
    lines = ("2017-02,CHN,PRK,import,2701,Liaoning,10", "2017-02,CHN,PRK,import,2701,Jilin,<0.5", "2017-03,CHN,PRK,import,2701,Liaoning,10",
             "2017-03,CHN,PRK,import,2701,Jilin,-2", "2017-04,CHN,PRK,import,2701,Liaoning,10")  # fmt: skip
    straight = grouped(tmp_path, *lines)
    out = tmp_path / f"flows.{ending}"
    report = read_trade(tmp_path / "grouped.csv", out=out)
    assert (report.rows_in, report.rows_out, report.rejected) == (5, 3, 2)
    again = Trade.of_file(out, target="PRK", partner="CHN")[0]
    for trade in (straight, again):
        printed = [trade.total(f"2017-0{n}", flow="import", hs="2701") for n in (2, 3, 4)]
        assert [(one.value, one.low, one.high) for one in printed] == [
            (None, 10, None),
            (None, 0, None),
            (10, 10, 10),
        ]
