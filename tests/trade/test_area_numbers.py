"""Numbers of countries: M49, or those of an office of its own."""

import pytest

from tests.trade.building import write
from yalu.trade.files.cells.area_numbers import names_beside
from yalu.trade.files.faults import TradeError
from yalu.trade.files.flow_reader import read_trade

HEAD = "period,reporter,{},flow,hs,value (USD)\n"


def refused(path, **wishes):
    with pytest.raises(TradeError) as caught:
        read_trade(path, **wishes)
    return "\n".join(str(problem) for problem in caught.value.problems)


def partners(report):
    return report.table()["partner"].to_pylist()


def lines(*cells):
    return "".join(f"2017-02,JPN,{cell},import,TOTAL,{n}\n" for n, cell in enumerate(cells, start=1))


@pytest.mark.parametrize(
    "head", ["partner,partner name", "Partner Name,Partner Code", "partnerDesc,partner_no"]
)
def test_numbers_that_the_names_beside_them_contradict_are_no_m49(tmp_path, head):
    # 156 is Canada for the International Monetary Fund, and 158 Japan; M49 has China and Taiwan under them.
    rows = [("156", "Canada"), ("158", "Japan"), ("112", "United Kingdom")]
    cells = (",".join(row if head.startswith("partner,") else row[::-1]) for row in rows)
    path = write(tmp_path, "a.csv", HEAD.format(head) + lines(*cells))
    name, number = head.split(",") if not head.startswith("partner,") else head.split(",")[::-1]
    columns = {**{f: f for f in ("period", "reporter", "flow", "hs")}, "value": "value (USD)"}
    said = refused(
        path, mapping={"columns": {**columns, "partner": number}, "constants": {"currency": "USD"}}
    )
    assert "says “United Kingdom”" in said and f'columns: {{partner: "{name}"}}' in said
    read = read_trade(
        path, mapping={"columns": {**columns, "partner": name}, "constants": {"currency": "USD"}}
    )
    assert partners(read) == ["CAN", "JPN", "GBR"]


def test_numbers_of_which_m49_does_not_have_one_are_asked_about(tmp_path):
    # Japan's customs: 103 South Korea, 105 China, 120 Cambodia, which is Cameroon in M49.
    path = write(tmp_path, "a.csv", HEAD.format("partner") + lines("105", "120", "103"))
    assert "103, 105 under “partner” is no country of M49" in refused(path)
    own = {"numbers": "own", "words": {"partner": {"103": "KOR", "105": "CHN"}}}
    report = read_trade(path, mapping=own)
    assert (partners(report), [reject.value for reject in report.rejects]) == (["CHN", "KOR"], ["120"])
    assert partners(read_trade(path, mapping={"numbers": "m49"})) == ["CMR"]  # the others are rejected


def test_m49_numbers_beside_their_names_are_read_whatever_spelling_the_names_have(tmp_path):
    rows = (
        "408,North Korea",
        "410,Korea",
        '490,"Other Asia, nes"',
        "842,USA",
        "381,Italy",
        "0,World",
        "001,World",
        "36,Australien",
    )
    report = read_trade(write(tmp_path, "a.csv", HEAD.format("partner,partnerdesc") + lines(*rows)))
    assert partners(report) == ["PRK", "KOR", "490", "USA", "ITA", "AUS"]
    assert [reject.value for reject in report.rejects] == ["0", "001"]


def test_where_a_name_agrees_with_its_number_the_column_is_m49(tmp_path):
    # 142 is Asia in M49 and 5100 a group of UNCTAD; 736 and 280 are areas of trade data, which tables call by looser names.
    rows = ("408,North Korea", "142,Asia", "5100,Least developed", "736,Sudan", "280,Germany", "490,Taiwan")
    report = read_trade(write(tmp_path, "a.csv", HEAD.format("partner,partner name") + lines(*rows)))
    assert partners(report) == ["PRK", "736", "280", "490"]
    assert [reject.value for reject in report.rejects] == ["142", "5100"]


def test_a_looser_name_alone_is_no_agreement(tmp_path):
    # 278 is the former German Democratic Republic in trade data, and Nicaragua for the International Monetary Fund.
    path = write(tmp_path, "a.csv", HEAD.format("partner,partner name") + lines("278,Nicaragua"))
    assert "says “Nicaragua”" in refused(path)


def test_a_name_that_is_wrong_can_be_left_unread(tmp_path):
    path = write(tmp_path, "a.csv", HEAD.format("partner,partner name") + lines("408,South Korea"))
    assert "408 under “partner” is PRK in M49, and “partner name” says “South Korea”" in refused(path)
    assert partners(read_trade(path, mapping={"ignored": ["partner name"]})) == ["PRK"]


@pytest.mark.parametrize(
    ("column", "header", "place"),
    [("CTY_CODE", ["CTY_CODE", "CTY_NAME"], 1), ("贸易伙伴编码", ["贸易伙伴名称", "贸易伙伴编码"], 0),
     ("partner", ["partner", "reporter name"], None), ("Code", ["Code", "Name"], None), ("partner", ["partner", "period"], None)],
)  # fmt: skip
def test_the_names_beside_a_column_of_numbers_are_told_by_its_heading(column, header, place):
    assert names_beside(column, header) == place
