"""Middlemen recur when they stand in several deals; a supplier is needed when nobody else is named."""

from tests.chains.conftest import chains_of, link


def test_an_agent_in_two_deals_is_a_middleman_and_a_mere_receiver_is_not():
    chains = chains_of(
        link("p1 acted_for p2", "A", deal="d1"), link("p1 acted_for p3", "B", deal="d2"),
        link("c1 delivered_to p9", "C", deal="d1"), link("c2 delivered_to p9", "D", deal="d2"),
    )  # fmt: skip
    assert [(row.node, row.deals, row.roles) for row in chains.recurring()] == [
        ("p1", ("d1", "d2"), ("agent",))
    ]
    assert {row.node for row in chains.recurring(everybody=True)} == {"p1", "p9"}


def test_a_party_with_many_links_in_one_deal_does_not_recur():
    chains = chains_of(link("p1 acted_for p2", "A"), link("p1 paid p2", "B"))
    assert list(chains.recurring()) == []


def test_the_bank_of_several_chains_recurs_and_the_record_says_that_it_is_not_accused(bundled):
    found = {row.node: row for row in bundled.recurring()}
    assert found["bank_us_corr"].deals == ("bod", "dhid", "mingzheng", "wise")
    assert "not accused" in found["bank_us_corr"].name
    assert found["co_zhicheng"].deals == ("chi", "coal2017")


def test_a_host_and_a_guest_are_called_so_whichever_way_the_link_points():
    chains = chains_of(
        link("p1 hosted p2", "A", deal="d1"), link("p2 visited p1", "B", deal="d2"),
    )  # fmt: skip
    assert {row.node: row.roles for row in chains.recurring(everybody=True)} == {
        "p1": ("host",),
        "p2": ("guest",),
    }


def needed(*links):
    return {row.supplier: row.items for row in chains_of(*links).without("e1")}


def test_the_only_supplier_of_a_part_is_needed_for_the_whole():
    assert needed("p1 supplied c1", "c1 incorporated_in i1", "p2 supplied i1", "i1 delivered_to e1") == {
        "p1": ("i1",), "p2": ("i1",),
    }  # fmt: skip


def test_of_two_suppliers_of_one_thing_neither_is_needed():
    assert needed("p1 supplied i1", "p2 supplied i1", "i1 delivered_to e1") == {}


def test_a_part_inside_a_part_is_followed_down():
    found = needed(
        "p1 supplied c1", "c1 incorporated_in c2", "c2 incorporated_in i1", "i1 delivered_to e1",
    )  # fmt: skip
    assert found == {"p1": ("i1",)}


def test_the_way_by_which_an_item_needed_its_supplier_is_in_the_trail():
    (row,) = chains_of(
        link("p1 supplied c1", "A"),
        link("c1 incorporated_in i1", "B"),
        link("i1 delivered_to e1", "C", grade="press"),
    ).without("e1")
    assert [r.id for r in row.trail.rows] == ["A", "B", "C"]
    assert row.weakest == "press"


def test_the_vehicles_had_two_suppliers_named_by_two_authorities_so_neither_is_said_to_be_needed(bundled):
    assert "co_hubei_sanjiang" not in {row.supplier for row in bundled.without("co_rimmok")}


def test_what_is_built_in_after_the_delivery_is_no_part_of_what_was_delivered():
    part = link("p1 supplied c1", "A", start="2010", end="2010")
    delivered = link("i1 delivered_to e1", "C", start="2013-05", end="2013-05")
    late = link("c1 incorporated_in i1", "B", start="2013-06-01", end="2013-06-01")
    assert needed(part, late, delivered) == {}
    coarse = link("c1 incorporated_in i1", "B", start="2013", end="2013")
    assert needed(part, coarse, delivered) == {"p1": ("i1",)}


def test_a_supplier_who_came_after_the_delivery_is_no_other_supplier_of_it():
    first = link("p1 supplied i1", "A", start="2010", end="2010")
    delivered = link("i1 delivered_to e1", "B", start="2012-03-01", end="2012-03-02")
    later = link("p2 supplied i1", "C", start="2012-03-03", end="2015")
    (row,) = chains_of(first, delivered, later).without("e1")
    assert (row.supplier, row.remarks) == ("p1", ("C (2012-03-03 to 2015) came too late for it",))
    the_same_day = link("p2 supplied i1", "C", start="2012-03-02", end="2015")
    assert needed(first, delivered, the_same_day) == {}
    assert needed(later, delivered) == {}


def test_a_part_is_asked_as_it_was_when_it_was_built_in():
    links = (
        link("p1 supplied c1", "A", start="2010", end="2010"),
        link("c1 incorporated_in c2", "B", start="2011", end="2011"),
        link("c2 incorporated_in i1", "C", start="2012", end="2012"),
        link("i1 delivered_to e1", "D", start="2015", end="2015"),
    )
    assert needed(*links) == {"p1": ("i1",)}
    assert needed(*links, link("p2 supplied c1", "E", start="2012", end="2012")) == {"p1": ("i1",)}
    assert needed(*links, link("p2 supplied c1", "E", start="2011", end="2012")) == {}
    assert needed(*links, link("p2 supplied c1", "E")) == {}  # without a day it may have been in time


def test_of_two_deliveries_with_different_parts_only_what_both_needed_is_needed():
    links = (
        link("p1 supplied i1", "A", start="2010", end="2010"),
        link("p2 supplied c1", "B", start="2013", end="2013"),
        link("c1 incorporated_in i1", "C", start="2013", end="2013"),
        link("i1 delivered_to e1", "D", start="2014", end="2014"),
    )
    assert needed(*links) == {"p1": ("i1",), "p2": ("i1",)}
    assert needed(*links, link("i1 delivered_to e1", "E", start="2012", end="2012")) == {"p1": ("i1",)}


def test_a_need_says_where_its_dates_do_not_tell_which_came_first():
    (row,) = chains_of(
        link("p1 supplied i1", "A", end="2012"), link("i1 delivered_to e1", "B", start="2013", end="2013")
    ).without("e1")
    assert row.remarks == ()
    (row,) = chains_of(
        link("p1 supplied i1", "A", end="2014"), link("i1 delivered_to e1", "B", end="2013")
    ).without("e1")
    assert row.remarks == ("the dates do not tell that A came before B",)
    assert row.remarks[0] in row.trail.steps


def test_parts_that_are_built_into_each_other_come_to_an_end():
    assert needed(
        "p1 supplied c1", "c1 incorporated_in i1", "i1 incorporated_in c1", "i1 delivered_to e1"
    ) == {"p1": ("i1",)}  # fmt: skip


def test_a_thing_inside_more_things_than_are_followed_says_that_it_stopped():
    inside = [f"c{n} incorporated_in c{n + 1}" for n in range(2000)]
    found = chains_of("p1 supplied c0", *inside, "c2000 delivered_to e1").without("e1")
    assert (list(found), found.stopped != "") == ([], True)
