"""Flows and shares: how they are written, what is refused, and what a day could know of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yalu.case.folder.descriptor_writer import CaseDescription, describe_folder
from yalu.case.knowledge import known_by
from yalu.case.package import find_case, read_case
from yalu.law.facade import flow_record
from yalu.vocabulary.dates import Window

COLUMNS = "id,period,reporter,partner,flow,hs,quantity,unit,value,currency,ledger,quantity_stated,value_stated,sources"
CITED = "eastmark-times:2"
GOOD = {
    "id": "F1", "period": "2017-01", "reporter": "XBB", "partner": "XAA", "flow": "import", "hs": "0304",
    "quantity": "1450000", "unit": "t", "value": "126390000", "currency": "USD", "ledger": "customs",
    "quantity_stated": "1.45 million tonnes", "value_stated": "$126.39 million", "sources": CITED,
}  # fmt: skip


def rows(*changes: dict[str, str]) -> str:
    """A file of flows, each the good row with some cells changed."""
    lines = [",".join(f'"{cell}"' for cell in (GOOD | change).values()) for change in changes]
    return "\n".join([COLUMNS, *lines]) + "\n"


def add_flows(draft, name: str, *changes: dict[str, str]) -> None:
    (draft.folder / "flows").mkdir(exist_ok=True)
    draft.write(f"flows/{name}.csv", rows(*changes))
    package = draft.package()
    package["resources"].append({"name": f"flows-{name}", "path": f"flows/{name}.csv"})
    draft.write_package(package)


def test_flows_are_read_from_every_file_in_the_order_of_their_names(draft):
    add_flows(draft, "oil-committee", {"id": "F3", "ledger": "committee"})
    add_flows(draft, "fish-customs", {}, {"id": "F2", "period": "2016-11-30/2016-12-31", "reporter": "ALL"})
    case = draft.read()
    assert [flow.id for flow in case.flows] == ["F1", "F2", "F3"]
    first, second, third = case.flows
    assert (first.hs, first.quantity, first.unit) == ("0304", Decimal(1450000), "t")
    assert (first.period, first.window) == ("2017-01", Window(date(2017, 1, 1), date(2017, 1, 31)))
    assert second.window == Window(date(2016, 11, 30), date(2016, 12, 31))
    assert (third.ledger, third.livelihood_evidence, third.contract_date) == ("committee", None, None)


def test_what_was_not_reported_is_nothing_and_not_zero(draft):
    add_flows(
        draft,
        "fish-customs",
        {"quantity": "", "unit": "", "quantity_stated": ""},
        {"id": "F2", "quantity": "0", "quantity_stated": "0 t"},
    )
    first, second = draft.read().flows
    assert first.quantity is None
    assert second.quantity == 0


def test_a_row_shows_what_any_law_may_ask_for_as_a_table_of_ones_own_does(draft):
    add_flows(draft, "oil-customs")
    row = GOOD | {
        "evidence": "licence=none;no_operator=self_declared", "value_basis": "fob", "shipped_from": "XCC",
        "notified_date": "2017-02", "reported_date": "2017-03-01",
    }  # fmt: skip
    draft.write(
        "flows/oil-customs.csv", ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"
    )
    record = flow_record(draft.read().flows[0])
    assert "evidence" not in record
    assert (record["licence_evidence"], record["no_operator_evidence"]) == ("none", "self_declared")
    assert [record[name] for name in ("value_basis", "shipped_from", "notified_date", "reported_date")] == [
        "fob", "XCC", "2017-02", "2017-03-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("livelihood", "evidence"),
    [
        ("none", "livelihood=state_determined"),
        ("none", "licence=none;livelihood=none"),
        ("", "licence=none;licence=committee_approved"),
    ],
)
def test_evidence_of_one_condition_is_stated_once(draft, livelihood, evidence):
    add_flows(draft, "oil-customs")
    row = GOOD | {"livelihood_evidence": livelihood, "evidence": evidence}
    draft.write(
        "flows/oil-customs.csv", ",".join(row) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"
    )
    assert "states the evidence of" in draft.error().message
    assert "twice" in draft.error().message


def test_shares_are_read_with_their_definition(draft):
    draft.add_table(
        "shares",
        "id,year,publisher,denominator,share_percent,stated,sources\n"
        f"S1,2015,An institute,exports,91.3,91.3%,{CITED}\n"
        f"S2,,A magazine,total,,between 80 and 85 percent,{CITED}\n",
    )
    first, second = draft.read().shares
    assert (first.year, first.share_percent) == (2015, Decimal("91.3"))
    assert (second.year, second.share_percent, second.denominator) == (None, None, "total")


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"period": "2017-13"}, "period", "month 13 does not exist"),
        ({"period": "2017-12/2017-01"}, "period", "before it starts"),
        ({"period": "2017-01/.."}, "period", "open at one end"),
        ({"period": "January 2017"}, "period", "is not a date"),
        ({"period": ""}, "period", "“period” is empty"),
        ({"reporter": "XB"}, "reporter", "“XB” is not a country code"),
        ({"reporter": "NO"}, "reporter", "it may mean Norway (NOR, 578)"),
        ({"partner": "Norway"}, "partner", "did you mean Norway (NOR, 578)"),
        ({"partner": "578"}, "partner", "it may mean Norway"),
        ({"partner": "XBB"}, "partner", "reporter and partner are both “XBB”"),
        ({"flow": "imports"}, "flow", "did you mean “import”"),
        ({"hs": "304"}, "hs", "with the leading zero it is '0304'"),
        ({"hs": "03.04"}, "hs", "not made of digits"),
        ({"hs": "total"}, "hs", "not made of digits"),
        ({"hs": "7701"}, "hs", "chapter 77 is reserved"),
        ({"unit": "tonnes"}, "unit", "“tonnes” is a spelling of t"),
        ({"unit": "mt"}, "unit", "write t or Mt"),
        ({"unit": "USD"}, "unit", "“USD” is not a unit"),
        ({"unit": ""}, "unit", "“quantity” is “1450000” but “unit” is empty"),
        ({"currency": "$"}, "currency", "“$” is a spelling of USD"),
        ({"currency": "t"}, "currency", "“t” is not a currency"),
        ({"currency": ""}, "currency", "“value” is “126390000” but “currency” is empty"),
        ({"quantity": "-5", "quantity_stated": ""}, "quantity", "“-5” is out of range"),
        ({"value": "1,000", "value_stated": ""}, "value", "“1,000” is not a number"),
        ({"ledger": "rumour"}, "ledger", "not a value of “ledger”"),
        ({"quantity_stated": "a great deal"}, "quantity_stated", "cannot be read as an amount"),
        ({"quantity_stated": "1.54 million tonnes"}, "quantity_stated", "names 1,540,000 t"),
        ({"quantity_stated": "1.45 million barrels"}, "quantity_stated", "cannot convert bbl to t"),
        ({"value_stated": "$126.93 million"}, "value_stated", "names 126,930,000 USD"),
        ({"value": "", "currency": ""}, "value_stated", "“value” is empty"),
        ({"sources": "nobody:2"}, "sources", "there is no source “nobody”"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_one_error_that_says_what_and_where(draft, change, field, says):
    add_flows(draft, "fish-customs", change)
    error = draft.error()
    assert (error.file, error.row, error.field) == ("flows/fish-customs.csv", 2, field)
    assert says in error.message


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("just over 2 million tons", "2000000", "t"),
        ("more than 1.6 million barrels", "1600000", "bbl"),
        ("between 50,000 and 60,000 t", "55000", "t"),
        ("1,450 thousand kg", "1450", "t"),
        ("511,619", "511619", "t"),
        ("22,000 tons", "22100", "t"),
    ],
)
def test_words_that_name_the_number_agree_with_it(draft, words, number, unit):
    add_flows(draft, "fish-customs", {"quantity": number, "unit": unit, "quantity_stated": words})
    assert draft.problems() == []


def test_an_id_is_used_once_over_all_files(draft):
    add_flows(draft, "fish-customs", {})
    add_flows(draft, "oil-committee", {})
    error = draft.error()
    assert (error.file, error.field) == ("flows/oil-committee.csv", "id")
    assert "“F1” is a flow of flows/fish-customs.csv too" in error.message


def test_a_share_that_contradicts_its_words_is_refused(draft):
    header = "id,year,publisher,denominator,share_percent,stated,sources\n"
    draft.add_table("shares", header + f"S1,2015,An institute,exports,93.1,91.3%,{CITED}\n")
    assert "“share_percent” is “93.1” but “91.3%” names 91.3 percent" in draft.error().message
    draft.write("shares.csv", header + f"S1,2015,An institute,exports,104,104%,{CITED}\n")
    assert "out of range" in draft.error().message


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("flows", "flows.csv"),
        ("flows", "flows/all.csv"),
        ("flows-oil", "oil.csv"),
        ("flows-oil", "flows/coal.csv"),
        ("flows-oil", "flows/oil.parquet"),
        ("oil", "flows/oil.csv"),
    ],
)
def test_a_file_of_flows_has_the_name_and_the_path_of_one(draft, name, path):
    package = draft.package()
    package["resources"].append({"name": name, "path": path})
    draft.write_package(package)
    assert "flows are files flows/NAME.csv" in draft.errors()[0].rule


def test_a_contradiction_may_point_to_a_flow_of_any_file(draft):
    add_flows(draft, "fish-customs", {})
    add_flows(draft, "oil-committee", {"id": "F2"})
    header = "id,table,row,field,value,sources\n"
    draft.add_table("contradictions", header + f"k1,flows,F2,quantity,1440000,{CITED}\n")
    assert draft.problems() == []
    draft.write("contradictions.csv", header + f"k1,flows,F3,quantity,1440000,{CITED}\n")
    assert "flows has no row “F3”" in draft.error().message


def test_the_descriptor_of_a_folder_lists_every_file_of_flows_with_one_schema(draft):
    add_flows(draft, "oil-committee", {"id": "F2"})
    add_flows(draft, "fish-customs", {})
    about = CaseDescription(
        name="small", title="Small", description="", version="1", target="XAA", partner="XBB",
        names={}, observed="2009-01-01/2020-12-31",
    )  # fmt: skip
    listed = [r for r in describe_folder(draft.folder, about)["resources"] if r["name"].startswith("flows-")]
    assert [(r["name"], r["path"], r["title"]) for r in listed] == [
        ("flows-fish-customs", "flows/fish-customs.csv", "Flows: fish customs"),
        ("flows-oil-committee", "flows/oil-committee.csv", "Flows: oil committee"),
    ]
    assert listed[0]["schema"] == listed[1]["schema"]
    assert next(f for f in listed[0]["schema"]["fields"] if f["name"] == "hs")["type"] == "string"


def test_a_flow_or_share_of_a_period_that_is_not_over_is_not_known(draft):
    add_flows(draft, "fish-customs", {}, {"id": "F2", "period": "2017"}, {"id": "F3", "period": "2018"})
    header = "id,year,publisher,denominator,share_percent,stated,sources\n"
    draft.add_table("shares", header + f"S1,2016,A,total,5,5%,{CITED}\nS2,2017,A,total,6,6%,{CITED}\n")
    draft.replace("sources.csv", "2021-06-30", "")  # nobody says when it was printed
    cut, note = known_by(draft.read(), date(2017, 12, 30))
    assert [flow.id for flow in cut.flows] == ["F1"]
    assert [share.id for share in cut.shares] == ["S1"]
    assert note.dropped["flows"] == ("F2", "F3")
    assert note.dropped["shares"] == ("S2",)
    cut, note = known_by(draft.read(), date(2017, 12, 31))
    assert [flow.id for flow in cut.flows] == ["F1", "F2"]
    assert [share.id for share in cut.shares] == ["S1", "S2"]
    assert note.straddling == ()


def test_a_flow_or_share_is_known_once_somebody_has_printed_it(draft):
    add_flows(draft, "fish-customs", {})
    header = "id,year,publisher,denominator,share_percent,stated,sources\n"
    draft.add_table("shares", header + f"S1,2016,A,total,5,5%,{CITED}\n")
    draft.replace("sources.csv", "2021-06-30", "2017-06-30")
    for day, flows, shares in ((date(2017, 6, 29), [], []), (date(2017, 6, 30), ["F1"], ["S1"])):
        cut, note = known_by(draft.read(), day)
        assert ([flow.id for flow in cut.flows], [share.id for share in cut.shares]) == (flows, shares)
        assert note.knowledge_date_unknown == ()


def test_a_flow_or_share_first_read_years_later_was_out_before_and_nobody_says_when(draft):
    add_flows(draft, "fish-customs", {})
    header = "id,year,publisher,denominator,share_percent,stated,sources\n"
    draft.add_table("shares", header + f"S1,2016,A,total,5,5%,{CITED}\n")
    cut, note = known_by(draft.read(), date(2020, 1, 1))  # its source is of June 2021
    assert ([flow.id for flow in cut.flows], [share.id for share in cut.shares]) == (["F1"], ["S1"])
    assert note.knowledge_date_unknown == ("F1", "S1")


def test_the_committees_figure_for_february_was_not_known_on_the_day_of_the_article():
    cut, _ = known_by(read_case(find_case("china-dprk")), date(2017, 3, 21))
    known = {flow.id for flow in cut.flows}
    assert "F-coal-committee-2017-01" in known
    assert "F-coal-committee-2017-02" not in known  # printed on 8 May 2017
    assert "F-coal-customs-2016-01-06-derived" not in known  # from a growth rate of July 2017


def test_a_share_that_names_no_year_is_known_from_the_first_page_that_printed_it():
    whole = read_case(find_case("china-dprk"))
    undated = {share.id for share in whole.shares if share.year is None}
    assert undated
    assert not undated & {share.id for share in known_by(whole, date(2010, 1, 1))[0].shares}
    assert undated <= {share.id for share in known_by(whole, date(2026, 1, 1))[0].shares}


def _without_visits(draft) -> None:
    package = draft.package()
    for resource in package["resources"]:
        if resource["name"] != "sources":
            (draft.folder / resource["path"]).unlink(missing_ok=True)
    package["resources"] = [r for r in package["resources"] if r["name"] == "sources"]
    draft.write_package(package)


def test_a_case_of_flows_needs_neither_visits_nor_posts_nor_a_codebook(draft):
    _without_visits(draft)
    add_flows(draft, "fish-customs", {})
    assert draft.problems() == []
    case = draft.read()
    assert (case.visits, case.posts, case.codebook, len(case.flows)) == ((), {}, None, 1)


def test_what_names_a_visit_or_a_post_of_a_case_without_them_is_refused(draft):
    package = draft.package()
    package["resources"] = [r for r in package["resources"] if r["name"] != "posts"]
    draft.write_package(package)
    assert {(e.file, e.field) for e in draft.errors()} >= {("visits.csv", "posts")}
    _without_visits(draft)
    draft.add_table("steps", f"id,visit,date,what,sources\ns1,V01,2010-03-14,arrived,{CITED}\n")
    assert "visits has no row “V01”" in draft.error().message


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.text(st.characters(exclude_characters='"', exclude_categories=["Cs", "Cc"]), max_size=300)
    | st.from_regex(r"(about |up to |-)?[0-9,.]{1,30}( to [0-9]{1,9})?( thousand| million)? ?(t|%|\$|吨)?", fullmatch=True),
    number=st.from_regex(r"[0-9]{1,18}(\.[0-9]{1,18})?([eE][-+]?[0-9]{1,2})?", fullmatch=True),
)  # fmt: skip
def test_no_words_and_no_number_break_the_check(draft, words, number):
    draft.write_package(draft.package() | {"resources": [{"name": "sources", "path": "sources.csv"}]})
    add_flows(draft, "fish-customs", {"quantity": number, "quantity_stated": words})
    assert all(
        problem.file == "flows/fish-customs.csv"
        for problem in draft.problems()
        if "no resource names it" not in problem.message
    )
