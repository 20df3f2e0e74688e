"""Growth, shares, unit values, mirror gaps, responses to a ban, and ledgers beside each other."""

import math
from decimal import Decimal

import pytest

import yalu
from tests.trade.building import flow_row
from yalu.documents.choices import ChoiceError
from yalu.trade.facade import Trade
from yalu.trade.figures.ratios import shown_between
from yalu.trade.figures.shares import DEFINITIONS, ShareDefinition
from yalu.vocabulary.intervals import Interval
from yalu.vocabulary.results import as_text


def trade(rows, **more):
    return Trade(rows, target="PRK", partner="CHN", **more)


def near(value):
    return pytest.approx(value, abs=1e-6)


def test_growth_has_a_stable_id_both_amounts_and_bounds_from_the_stated_precision():
    rows = [
        flow_row(
            "2017-01/2017-03",
            "export",
            "TOTAL",
            value=4960,
            currency="CNY",
            value_stated="4.96 thousand yuan",
        ),
        flow_row(
            "2017-01/2017-03",
            "import",
            "TOTAL",
            value=3440,
            currency="CNY",
            value_stated="3.44 thousand yuan",
        ),
        flow_row(
            "2016-01/2016-03",
            "export+import",
            "TOTAL",
            value=6100,
            currency="CNY",
            value_stated="6.1 thousand yuan",
        ),
    ]
    result = trade(rows).growth("2017-Q1", unit="CNY")
    assert result.figure.id == "growth/2017-Q1/export+import/CNY/customs"
    assert result.figure.value == near((8400 / 6100 - 1) * 100)
    assert result.figure.low == near((8390 / 6150 - 1) * 100)
    assert result.figure.high == near((8410 / 6050 - 1) * 100)
    assert (result.now.value, result.before.value) == (8400, 6100)
    assert "F" not in result.figure.id
    assert all(row.id in as_text(result.figure) for row in result.figure.trail.rows)


def test_growth_from_nothing_or_from_no_report_cannot_be_said():
    rows = [flow_row("2017-01", quantity=5), flow_row("2016-01", quantity=0), flow_row("2018-01", quantity=2)]
    assert trade(rows).growth("2017-01", flow="import", hs="2701", unit="t").figure.shown == "cannot say"
    nothing = trade(rows).growth("2019-01", flow="import", hs="2701", unit="t").figure
    assert (nothing.value, nothing.low, nothing.high, nothing.shown) == (None, None, None, "cannot say")
    assert trade(rows).growth("2018-01", flow="import", hs="2701", unit="t").figure.value == near(-60)
    assert (
        trade(rows).growth("2018-01", flow="import", hs="2701", unit="t", years=2).figure.shown
        == "cannot say"
    )


def test_growth_with_a_month_missing_is_bounded_and_has_no_value():
    rows = [
        flow_row("2017-01", quantity=5),
        flow_row("2017-02", quantity=5),
        flow_row("2016-01/2016-02", quantity=4),
        flow_row("2016-03", quantity=1),
    ]
    figure = trade(rows).growth("2017-Q1", flow="import", hs="2701", unit="t").figure
    assert (figure.value, figure.low, figure.high) == (None, near(100), None)
    assert figure.shown == "at least 100 %"


SHARES = [
    {
        "id": "S-1",
        "year": "2015",
        "publisher": "KOTRA",
        "denominator": "total_without_inter_korean",
        "share_percent": "91.3",
        "stated": "91.3 percent",
        "sources": "a:1",
    },
    {
        "id": "S-2",
        "year": "",
        "publisher": "A journal",
        "denominator": "total_not_defined",
        "share_percent": "",
        "stated": "between 80 and 85 percent",
        "sources": "b:3",
    },
]


def test_shares_by_every_definition_stand_in_one_table():
    rows = [
        flow_row("2015", "import", "TOTAL", value=80),
        flow_row("2015", "export", "TOTAL", value=100),
        flow_row("2015", "import", "TOTAL", value=20, reporter="RUS"),
        flow_row("2015", "export", "TOTAL", value=50, reporter="KOR"),
        flow_row("2015", "import", "TOTAL", value=100, reporter="ALL", ledger="mirror"),
        flow_row("2015", "export", "TOTAL", value=150, reporter="ALL", ledger="mirror"),
    ]
    without = ShareDefinition(id="without-kor", title="of the sum without one reporter", without=("KOR",))
    table = trade(rows, shares=SHARES).share("2015", definitions=(without, *DEFINITIONS))
    values = {share.denominator: share.figure.value for share in table}
    assert values["total_without_inter_korean"] == 91.3
    assert values["without-kor"] == near(90)
    assert values["all-reporters"] == near(72)
    assert values["exports-all-reporters"] == near(80)
    assert values["over-mirror-total"] == near(72)
    claim = next(share for share in table if share.year == "")
    assert (claim.figure.value, claim.figure.low, claim.figure.high) == (None, 79.5, 85.5)
    assert table.table().num_rows == 8


def test_a_compiler_s_own_numerator_stands_over_its_own_total():
    rows = [
        flow_row("2020", "export+import", "TOTAL", value=761, reporter="PRK", partner="CHN", ledger="mirror"),
        flow_row("2020", "export+import", "TOTAL", value=863, reporter="ALL", ledger="mirror"),
        flow_row("2020", "export+import", "TOTAL", value=539),
    ]
    values = {share.denominator: share.figure.value for share in trade(rows).share("2020")}
    assert values["mirror-over-mirror-total"] == near(761 / 863 * 100)
    assert values["over-mirror-total"] == near(539 / 863 * 100)


def test_a_table_of_the_partners_rows_alone_gives_no_share():
    rows = [flow_row("2015", "import", "TOTAL", value=80), flow_row("2015", "export", "TOTAL", value=100)]
    assert {share.figure.value for share in trade(rows).share("2015")} == {None}


def test_a_unit_value_stands_against_the_cap_and_the_other_suppliers():
    rows = [
        flow_row("2017-01", quantity=1000, value=87_000), flow_row("2017-01", quantity=2000, value=120_000, partner="RUS"),
        flow_row("2017-01", quantity=1000, value=90_000, partner="MNG"), flow_row("2017-01", quantity=10, partner="VNM"),
    ]  # fmt: skip
    result = trade(rows).unit_value("2017-01", hs="2701", cap_price=53.45)
    assert result.figure.value == 87
    assert result.against_cap.value == near(87 / 53.45 * 100)
    assert result.others.value == 70
    assert result.against_others.value == near(87 / 70 * 100)
    assert "value limb" in result.against_cap.trail.notes[-1]


def test_a_unit_value_needs_both_a_value_and_a_quantity():
    result = trade([flow_row("2017-01", quantity=1000), flow_row("2017-02", value=5)]).unit_value(
        "2017-01", hs="2701", cap_price=53.45
    )
    assert result.figure.shown == "cannot say"
    assert result.against_cap.value is None
    assert result.others is None


def test_a_mirror_gap_within_freight_is_no_gap():
    rows = [
        flow_row("2015", "import", "TOTAL", value=107, reporter="CHN", partner="RUS"),
        flow_row("2015", "export", "TOTAL", value=100, reporter="RUS", partner="CHN"),
        flow_row("2015", "import", "TOTAL", value=150, reporter="JPN", partner="RUS"),
        flow_row("2015", "export", "TOTAL", value=100, reporter="RUS", partner="JPN"),
    ]
    small = trade(rows).mirror("2015", importer="CHN", exporter="RUS")
    assert (small.within, small.gap.value, small.ratio.value) == ("yes", 0, near(1.07))
    large = trade(rows).mirror("2015", importer="JPN", exporter="RUS")
    assert (large.within, large.gap.value) == ("no", near(40))
    assert trade(rows).mirror("2015", importer="JPN", exporter="RUS", cif_fob=(1, 2)).within == "yes"


def test_a_side_that_reports_nothing_leaves_no_mirror_figure():
    gap = trade([flow_row("2015", "import", "TOTAL", value=107)]).mirror(
        "2015", importer="CHN", exporter="PRK"
    )
    assert (gap.within, gap.ratio.value, gap.gap.value) == ("cannot_say", None, None)


MONTHLY = [
    flow_row(f"2017-{m:02d}", quantity=q)
    for m, q in {1: 1450, 2: 1230, 3: 0, 4: 0, 8: 1636, 9: 512, 10: 0, 11: 0}.items()
]


def test_days_until_a_ban_reads_zero_are_bounded_by_whole_months():
    found = trade(MONTHLY).response(hs="2701", banned="2017-08-05", unit="t")
    assert (found.to_zero.value, found.to_zero.low, found.to_zero.high) == (None, 27, 57)
    assert (found.zero_period, found.returned) == ("2017-10", ())
    assert found.to_zero.shown == "between 27 and 57 days"


def test_trade_that_comes_back_after_zero_is_told():
    found = trade(MONTHLY).response(hs="2701", banned="2017-02-18", unit="t")
    assert found.returned == ("2017-08", "2017-09")
    assert any("August 2017" in note for note in found.to_zero.trail.notes)


def test_a_ban_that_never_reads_zero_or_has_no_rows_after_it_says_so():
    assert (
        trade(MONTHLY[:2]).response(hs="2701", banned="2017-01-15", unit="t").to_zero.shown
        == "not zero after 17 days"
    )
    assert trade(MONTHLY).response(hs="2701", banned="2018-01-15", unit="t").to_zero.shown == "cannot say"


@pytest.mark.parametrize(
    ("banned", "period", "missing", "beyond"),
    [
        ("2017-08-31", "2017-09", ("2017-08",), False),
        ("2017-08-31", "2017-07/2017-09", ("2017-08", "2017-09"), False),
        ("2017-09-29", "2017-07/2017-09", ("2017-09",), False),
        ("2017-09-30", "2017-07/2017-09", ("2017-09",), False),  # the last day of the last row
        ("2017-09-30", "2017-09", (), False),
        ("2017-10-01", "2017-07/2017-09", (), True),
    ],
)
def test_a_ban_names_the_months_from_its_own_to_the_last_row_that_have_no_row(
    banned, period, missing, beyond
):
    rows = [flow_row("2017-01", quantity=5), flow_row(period, quantity=5)]
    rows.append(flow_row("2018-01", "export", quantity=5))  # of the other direction
    (series,) = trade(rows).response(hs="2701", banned=banned, unit="t").to_zero.trail.series
    assert (series.missing, series.beyond) == (missing, beyond)
    assert ("no row of their own" in series.says) is bool(missing)


def test_front_loading_is_growth_over_the_months_of_the_wind_down():
    rows = [*MONTHLY, flow_row("2016-08", quantity=1000), flow_row("2016-09", quantity=1000)]
    found = trade(rows).response(hs="2701", banned="2017-08-05", wind_down="2017-09-04", unit="t")
    assert found.front_loading.value == near((1636 + 512) / 2000 * 100 - 100)


def test_a_wind_down_that_ends_before_the_ban_is_refused():
    with pytest.raises(ChoiceError, match="is over before the ban"):
        trade(MONTHLY).response(hs="2701", banned="2017-08-05", wind_down="2017-02-01")


def test_growth_over_codes_of_two_editions_says_that_they_may_be_other_goods():
    def noted(hs, before="HS 2012", now="HS 2017"):
        rows = [flow_row("2016", hs=hs, value=10, notes=before), flow_row("2017", hs=hs, value=15, notes=now)]
        figure = trade(rows).growth("2017", flow="import", hs=hs).figure
        return figure.value, [note for note in figure.trail.notes if "same goods" in note]

    says = "the two sides are in HS 2012 and HS 2017: HS 271012 may not be the same goods in both"
    assert noted("271012") == (near(50), [says])
    assert noted("27") == noted("271012", before="") == noted("271012", before="HS 2017") == (near(50), [])


def test_substitution_compares_neighbours_before_and_after():
    rows = [
        flow_row("2016-08/2017-07", hs="2702", quantity=10),
        flow_row("2017-09/2018-08", hs="2702", quantity=30),
    ]
    found = trade(rows).response(hs="2701", banned="2017-08-05", unit="t", neighbours=["2702", "2703"])
    assert [figure.value for figure in found.substitution] == [near(200), None]
    assert "never proof" in found.substitution[0].definition


def test_a_neighbour_without_rows_after_the_ban_is_not_at_least_minus_a_hundred_percent():
    rows = [flow_row("2016-08/2017-07", hs="2702", quantity=10)]
    (found,) = (
        trade(rows).response(hs="2701", banned="2017-08-05", unit="t", neighbours=["2702"]).substitution
    )
    assert (found.value, found.low, found.high, found.shown) == (None, None, None, "cannot say")


def test_official_and_alleged_figures_stand_beside_each_other_with_their_gap():
    rows = [
        flow_row("2017-01", quantity=1450, quantity_stated="1.45 thousand t"),
        flow_row("2017-01", quantity=1440, ledger="committee", reporter="ALL"),
        flow_row(
            "2017-01", quantity=2000, ledger="alleged", reporter="ALL", quantity_stated="at least 2,000 t"
        ),
    ]
    found = trade(rows).beside("2017-01", hs="2701", unit="t")
    assert [(one.ledger, one.figure.value) for one in found.ledgers] == [
        ("alleged", 2000),
        ("committee", 1440),
        ("customs", 1450),
    ]
    gaps = {gap.ledger: gap.figure for gap in found.gaps}
    assert (gaps["committee"].value, gaps["committee"].low, gaps["committee"].high) == (-10, -15, -5)
    assert (gaps["alleged"].low, gaps["alleged"].high) == (545, None)
    assert gaps["alleged"].id == "ledger-gap/2017-01/import/t/2701/alleged-ALL/customs"


def test_every_figure_has_a_trail_that_names_its_rows_and_sources():
    rows = [flow_row("2017-01", quantity=1000, value=87_000, sources="reuters:2")]
    for figure in (
        trade(rows).total("2017-01", flow="import", hs="2701", unit="t"),
        trade(rows).unit_value("2017-01", hs="2701").figure,
    ):
        assert figure.trail.rows[0].sources[0].id == "reuters"
        assert figure.trail.steps
        assert all(bound is None or math.isfinite(bound) for bound in (figure.value, figure.low, figure.high))


def test_the_bundled_case_answers_from_its_own_rows_and_names_their_sources():
    from yalu.opening import open_case

    case = open_case("china-dprk").case
    found = Trade.of_case(case)
    exports = found.growth("2018", flow="export").figure
    # Over the revised exports of 2017, as an office reckons: the first release of 3.34 billion would give 33.5.
    assert exports.value == pytest.approx((2.22 / 3.245 - 1) * 100)
    assert all(citation.title for row in exports.trail.rows for citation in row.sources)
    assert found.total("2017-Q1", flow="import", hs="2701", unit="t").value == 2_678_000
    assert found.unit_value("2017-02", hs="2701", cap_price=53.45).figure.value == near(
        97_600_000 / 1_230_000
    )
    assert {91.3, 83.4} <= {share.figure.value for share in found.share("2015")}


def test_a_bound_near_nothing_or_near_all_is_not_rounded_into_it():
    shown = [shown_between(None, Interval(low, high), "%") for low, high in (
        (Decimal(0), Decimal("0.04")), (Decimal("99.96"), Decimal(100)), (Decimal("0.04"), None), (None, Decimal("0.02")),
    )]  # fmt: skip
    assert shown == ["between 0 and 0.1 %", "between 99.9 and 100 %", "at least 0.04 %", "at most 0.1 %"]


@pytest.mark.parametrize("typed", ["China", "CN", "chn", "156", "中国", " CHN "])
def test_a_state_is_asked_for_by_any_code_or_name_that_files_of_trade_use(typed):
    trade = yalu.open_case("china-dprk").trade
    wanted = trade.mirror("2016", importer="CHN", exporter="PRK")
    assert trade.mirror("2016", importer=typed, exporter="North Korea") == wanted
    assert trade.total("2017", reporter=typed).value == trade.total("2017").value


@pytest.mark.parametrize("typed", ["Korea", "Chna", "XX", "Congo", "ASEAN"])
def test_a_side_that_is_no_one_state_is_refused_and_no_trade_without_rows(typed):
    trade = yalu.open_case("china-dprk").trade
    with pytest.raises(ChoiceError, match=f"importer: .*{typed}"):
        trade.mirror("2016", importer=typed, exporter="PRK")
    with pytest.raises(ChoiceError, match=f"partner: .*{typed}"):
        trade.total("2017", partner=typed)


def test_an_area_that_rows_name_for_want_of_a_state_is_asked_for_by_its_number():
    trade = Trade([flow_row(reporter="490", period="2017", value="5000")], target="PRK", partner="CHN")
    assert trade.total("2017", flow="import", hs="2701", reporter="490").value == 5000
    with pytest.raises(ChoiceError, match=r"reporter: .*European Union"):
        trade.total("2017", reporter="97")
