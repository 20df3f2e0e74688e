"""Bad tables of chains are refused with the row, the value, the rule and the next step."""

from array import array

import pytest

from yalu.case.checks.chain_checks import PERSON_RULE, check_chains
from yalu.case.tables import table_schemas
from yalu.documents.declared_checks import check_declared
from yalu.documents.problems import ProblemLog
from yalu.documents.tables.csv_tables import Table

NODES = "id,kind,name,official_action,listed_as,role\n"
LINKS = "id,from_node,kind,to_node,asserted_by,grade,sources,"


def table(name: str, text: str) -> Table:
    head, *rows = [line.split(",") for line in text.strip().splitlines()]
    columns = {key: [row[n] if n < len(row) else "" for row in rows] for n, key in enumerate(head)}
    for field in table_schemas()[name].names:
        columns.setdefault(field, [""] * len(rows))
    return Table(name, f"{name}.csv", columns, array("q", range(2, len(rows) + 2)))


def problems(**texts: str) -> list[str]:
    log = ProblemLog()
    tables = {name: table(name, text) for name, text in texts.items()}
    check_declared(tables.values(), table_schemas(), log)
    check_chains(tables, log)
    return [f"{p.row}:{p.field}: {p.message}" for p in log.problems()]


ITEMS = NODES + "i1,machine,I1\ni2,machine,I2\ni3,machine,I3\np1,company,P1\nb1,body,B1\n"
SOURCES = "id,kind\ncourt,official\npaper,press\n"


def test_a_link_to_a_node_that_is_not_there():
    found = problems(nodes=ITEMS, links=LINKS + "\nL,p1,supplied,i9,X,press,paper:2\n")
    assert found == ["2:to_node: nodes has no row “i9” (did you mean “i3”?)"] or "i9" in found[0]


def test_a_whole_inside_its_own_part():
    text = (
        LINKS
        + "\nA,i1,incorporated_in,i2,X,press,\nB,i2,incorporated_in,i3,X,press,\nC,i3,incorporated_in,i1,X,press,\n"
    )
    (found,) = problems(nodes=ITEMS, links=text)
    assert found.startswith("4:to_node: “i3” is incorporated in “i1”")


def test_a_link_to_itself():
    (found,) = problems(nodes=ITEMS, links=LINKS + "\nA,p1,paid,p1,X,press,\n")
    assert found == "2:to_node: the link ties “p1” to itself"


def test_an_end_before_the_start():
    (found,) = problems(nodes=ITEMS, links=LINKS + "start,end\nA,p1,supplied,i1,X,press,,2015,2014\n")
    assert found == "2:end: the end “2014” is before the start “2015”"


@pytest.mark.parametrize("grade", ["official_finding", "company_admission", "press", "allegation"])
def test_a_newspaper_can_carry_what_it_quotes(grade):
    assert (
        problems(sources=SOURCES, nodes=ITEMS, links=LINKS + f"\nA,p1,supplied,i1,X,{grade},paper:2\n") == []
    )


def test_a_newspaper_cannot_carry_a_court_finding_and_the_courts_own_paper_can():
    one = LINKS + "\nA,p1,supplied,i1,X,court_finding,paper:2\n"
    (found,) = problems(sources=SOURCES, nodes=ITEMS, links=one)
    assert found == "2:grade: “court_finding” rests on sources of the kind press only"
    assert problems(sources=SOURCES, nodes=ITEMS, links=one.replace("paper:2", "paper:2;court:1")) == []


def test_what_only_the_press_asserts_is_no_official_finding():
    (found,) = problems(
        sources=SOURCES, nodes=ITEMS, links=LINKS + "\nA,p1,supplied,i1,press,official_finding,paper:2\n"
    )
    assert found == "2:grade: “official_finding” is asserted by “press”"


def test_an_amount_without_currency_and_a_quantity_without_unit():
    head = LINKS + "quantity,unit,amount,currency\n"
    found = problems(nodes=ITEMS, links=head + "A,p1,supplied,i1,X,press,,5,,100,\n")
    assert found == [
        "2:currency: “amount” is “100” but “currency” is empty",
        "2:unit: “quantity” is “5” but “unit” is empty",
    ]


def test_a_link_of_a_kind_that_cannot_start_there():
    (found,) = problems(nodes=ITEMS, links=LINKS + "\nA,p1,sold_to,i1,X,press,\n")[:1]
    assert found == "2:from_node: sold_to cannot start at “p1”, which is a company"


@pytest.mark.parametrize(
    "row",
    ["x,person,Jane Roe,,,", "x,person,Jane Roe,designated,,", "x,person,Jane Roe,charged,,",
     "x,person,Jane Roe,unnamed,,seller", "x,person,Jane Roe,office,,"],
)  # fmt: skip
def test_a_person_without_an_official_act_is_refused_with_the_rule(row):
    log = ProblemLog()
    check_chains({"nodes": table("nodes", NODES + row)}, log)
    (problem,) = log.problems()
    assert problem.rule == PERSON_RULE
    assert "Jane Roe" in problem.message


@pytest.mark.parametrize(
    "row",
    ["x,person,Jane Roe,designated,ofac:1,", "x,person,Jane Roe,office,,minister of trade",
     "x,person,unnamed seller,unnamed,,"],
)  # fmt: skip
def test_a_person_with_an_official_act_or_without_a_name_may_stand(row):
    assert problems(nodes=NODES + row) == []


def test_a_charge_is_an_official_act_when_the_link_to_the_authority_is_there():
    nodes = NODES + "x,person,Jane Roe,charged,,\nb1,body,B1,,,\n"
    assert problems(nodes=nodes, links=LINKS + "\nA,x,restricted_by,b1,X,allegation,\n") == []


def test_a_fact_shown_before_it_held():
    text = "id,deal,actor,date,shown\nK,d,p1,2015,2014\n"
    found = problems(nodes=ITEMS, deals="id,title\nd,D\n", knowledge=text)
    assert found == ["2:shown: the shown “2014” is before the date “2015”"]
