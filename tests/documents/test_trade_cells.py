"""What a cell of a flow may say, to the letter: the fault, the rule and the next step."""

import pytest

from yalu.documents.tables.trade_cells import flow_cell_fault


def fault(text, kind):
    found = flow_cell_fault(text, kind)
    return None if found is None else found[0]


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("period", ["2017", "2017-01", "2017-01-05", "2016-11-30/2016-12-31", "2013/2016", "201X"]),
        ("state", ["NOR", "PRK", "ALL", "XAA", "XKX", "XZZ"]),
        ("goods", ["27", "2701", "270112", "27011210", "2701121000", "0304", "TOTAL"]),
        ("unit", ["t", "kg", "bbl", "m3", "Mt"]),
        ("currency", ["USD", "CNY", "EUR"]),
    ],
)
def test_what_a_flow_says_as_it_should_has_no_fault(kind, texts):
    assert [flow_cell_fault(text, kind) for text in texts] == [None] * len(texts)


@pytest.mark.parametrize("kind", ["id", "text", "date", "amount"])
def test_cells_of_other_kinds_are_judged_elsewhere(kind):
    assert flow_cell_fault("no flow", kind) is None


@pytest.mark.parametrize(
    ("kind", "rule", "step"),
    [
        (
            "period",
            "a period is a date or an interval with both ends: 2017, 2017-01, 2016-11-30/2016-12-31",
            "write the time that the figure covers",
        ),
        (
            "state",
            "a state is named by its ISO 3166 alpha-3 code, XAA to XZZ if ISO does not list it, or ALL",
            "write three capital letters, such as NOR",
        ),
        (
            "goods",
            "goods are an HS code of 2, 4, 6, 8 or 10 digits with its leading zero, or TOTAL",
            "write the code as the tariff prints it, without points; a spreadsheet needs the column as text",
        ),
        (
            "unit",
            "a unit is written by its symbol, such as t, kg, bbl or m3",
            "write the symbol; the source's own words belong under quantity_stated",
        ),
        (
            "currency",
            "a currency is written by its ISO 4217 code, such as USD",
            "write the code; the source's own words belong under value_stated",
        ),
    ],
)
def test_every_kind_has_its_rule_and_its_next_step(kind, rule, step):
    found = flow_cell_fault("!", kind)
    assert found is not None
    assert found[1:] == (rule, step)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2017-13", "'2017-13': month 13 does not exist; months run from 01 to 12"),
        ("2017/..", "the period “2017/..” is open at one end"),
        ("../2017", "the period “../2017” is open at one end"),
        ("../..", "the period “../..” is open at one end"),
        ("2017/2016", "the window ends on 2016-12-31, before it starts on 2017-01-01; correct one"),
        (
            "2017-1",
            "'2017-1' is not a date; write YYYY-MM-DD, YYYY-MM, YYYY, 199X or 19XX, with ? for doubtful",
        ),
    ],
)
def test_a_period_that_is_none_says_which_part_is_wrong(text, says):
    assert fault(text, "period") == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("NO", "“NO” is not an alpha-3 code; it may mean Norway (NOR, 578)"),
        ("nor", "“nor” is not an alpha-3 code; it may mean Norway (NOR, 578)"),
        ("578", "“578” is not an alpha-3 code; it may mean Norway (NOR, 578)"),
        ("Norway", "“Norway” is not a country code; did you mean Norway (NOR, 578)?"),
        ("NRO", "“NRO” is not a country code; did you mean Norway (NOR, 578)?"),
        ("Nowhere at all", "“Nowhere at all” is not a country code"),
        ("XAAA", "“XAAA” is not a country code"),
        ("Nowhere\n", "“Nowhere\\n” is not a country code"),
    ],
)
def test_a_state_that_is_none_offers_the_one_that_may_be_meant(text, says):
    assert fault(text, "state") == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "304",
            "HS code '304' counts 3 digits; codes have 2, 4, 6, 8 or 10; with the leading zero it is '0304'",
        ),
        ("7701", "HS code '7701': chapter 77 is reserved for later use; check it against the tariff"),
        (
            "total",
            "HS code 'total' is not made of digits; write 2, 4, 6, 8 or 10 digits such as '2701'; "
            "totals have no code: leave the goods out",
        ),
    ],
)
def test_goods_that_are_none_say_what_is_wrong_with_the_code_in_full(text, says):
    assert fault(text, "goods") == says


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("tonnes", "unit", "“tonnes” is a spelling of t"),
        ("USD", "unit", "“USD” is not a unit"),
        ("mt", "unit", "“mt” is not a unit Yalu knows; write t or Mt"),
        ("m33", "unit", "“m33” is not a unit Yalu knows; did you mean m3?"),
        ("furlong", "unit", "“furlong” is not a unit Yalu knows"),
        ("$", "currency", "“$” is a spelling of USD"),
        ("usd", "currency", "“usd” is a spelling of USD"),
        ("t", "currency", "“t” is not a currency"),
        ("won", "currency", "“won” is not a currency Yalu knows; write KPW or KRW"),
        ("XQZ", "currency", "“XQZ” is not a currency Yalu knows"),
    ],
)
def test_a_unit_or_currency_that_is_none_offers_the_one_that_may_be_meant(text, kind, says):
    assert fault(text, kind) == says


def test_a_cell_longer_than_eighty_characters_is_not_worth_a_closer_look():
    assert fault("9" * 80, "goods").startswith("HS code '999")
    assert fault("9" * 81, "goods") == f"“{'9' * 81}” is too long"
