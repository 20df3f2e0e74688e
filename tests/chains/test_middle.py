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
