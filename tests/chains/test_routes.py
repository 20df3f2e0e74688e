"""Routes follow the goods, shortest first, and stop at a fixed place when there are too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chains.conftest import chains_of, link, node
from yalu.chains.choices import ChainQueryError
from yalu.chains.network import routes as routes_module


def ways(chains, item=None, end=None):
    return [[step.link for step in route.steps] for route in chains.routes(item, end)]


def test_a_part_goes_into_the_whole_and_with_it_to_the_end_user():
    chains = chains_of(link("c1 incorporated_in i1", "A"), link("i1 delivered_to e1", "B"))
    assert ways(chains, "c1", "e1") == [["A", "B"]]


def test_a_route_passes_a_buyer_only_into_what_the_part_was_built_into():
    chains = chains_of(
        link("c1 sold_to p1", "A"), link("p1 supplied i1", "B"), link("p1 supplied i2", "C"),
        link("c1 incorporated_in i1", "D"), link("i1 delivered_to e1", "E"), link("i2 delivered_to e1", "F"),
    )  # fmt: skip
    assert ways(chains, "c1", "e1") == [["D", "E"], ["A", "B", "E"]]


def test_the_weakest_evidence_on_a_route_is_named_with_its_link():
    chains = chains_of(
        link("c1 incorporated_in i1", "A", grade="court_finding"),
        link("i1 delivered_to e1", "B", grade="press"),
    )
    (route,) = chains.routes("c1", "e1")
    assert (route.weakest, route.weakest_link) == ("press", "B")


@pytest.mark.parametrize(
    ("delivered", "remarks"),
    [
        (
            {"start": "2014-04", "end": "2014-04"},
            ("B (2014-04) is dated before A (2014-09), which leads up to it",),
        ),
        ({"start": "2014-04"}, ()),  # without its last day the delivery may have gone on
        ({"start": "2014", "end": "2014"}, ()),
        ({"start": "2014-10", "end": "2014-10"}, ()),
    ],
)
def test_a_whole_that_was_delivered_before_the_part_was_built_in_is_remarked_on_the_route(delivered, remarks):
    chains = chains_of(
        link("c1 incorporated_in i1", "A", start="2014-09", end="2014-09"),
        link("i1 delivered_to e1", "B", **delivered),
    )
    (route,) = chains.routes("c1", "e1")
    assert route.remarks == remarks


def test_a_sale_says_nothing_about_arrival():
    (sold,) = chains_of(link("c1 sold_to e1", "A")).routes("c1", "e1")
    (delivered,) = chains_of(link("c1 delivered_to e1", "A")).routes("c1", "e1")
    assert (sold.arrived, delivered.arrived) == (False, True)


def test_without_an_item_every_controlled_one_is_asked_about():
    controlled = (node("c1", control="controlled"), node("c2", control="not_controlled"))
    chains = chains_of("c1 delivered_to e1", "c2 delivered_to e1", nodes=controlled)
    assert [route.item for route in chains.routes()] == ["c1"]


def test_shorter_routes_come_first_then_lower_ids():
    chains = chains_of(
        link("c1 incorporated_in i1", "C"), link("i1 delivered_to e1", "D"),
        link("c1 delivered_to e1", "Z"), link("c1 sold_to e1", "Y"),
    )  # fmt: skip
    assert ways(chains, "c1", "e1") == [["Y"], ["Z"], ["C", "D"]]


def test_it_stops_after_so_many_routes_and_says_so():
    chains = chains_of(*(link("c1 sold_to e1", f"L{n}") for n in range(9)))
    found = chains.routes("c1", "e1", most=4)
    assert len(found) == 4
    assert found.stopped == "stopped after 4 routes"


def test_it_stops_after_so_much_work_and_says_how_far_it_is_complete(monkeypatch):
    monkeypatch.setattr(routes_module, "MOST_WORK", 50)
    links = [link(f"i{a} incorporated_in i{b}", f"L{a}-{b}") for a in range(1, 9) for b in range(a + 1, 10)]
    chains = chains_of(link("i1 delivered_to e1", "A"), link("i9 delivered_to e1", "B"), *links)
    graph = chains.graph
    found, why, _ = routes_module.find_routes(
        graph, [graph.number("i1")], routes_module.end_users(graph), work=200
    )
    assert found
    assert why == "stopped after looking at 200 links; those of up to 2 links are all of them"


def test_a_route_starts_at_an_item_and_unknown_names_are_met_with_the_nearest():
    chains = chains_of("p1 supplied c1", "c1 delivered_to e1")
    with pytest.raises(ChainQueryError, match="p1 is a company; a route starts at an item"):
        chains.routes("p1")
    with pytest.raises(ChainQueryError, match="did you mean “c1”"):
        chains.routes("c11")


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=18))
def test_every_route_is_a_path_without_a_place_twice_and_none_is_missed(pairs):
    links = [link(f"i{a} incorporated_in i{b}", f"L{n:02}") for n, (a, b) in enumerate(pairs) if a < b]
    links += [link("i6 delivered_to e1", "Z")]
    chains = chains_of(*links, nodes=(node("i0"), node("i6"), node("e1")))
    found = [tuple(step.link for step in route.steps) for route in chains.routes("i0", "e1")]

    def walk(here, path):
        for one in links:
            if one.from_node == here:
                if one.to_node == "e1":
                    yield (*path, one.id)
                else:
                    yield from walk(one.to_node, (*path, one.id))

    assert sorted(found) == sorted(walk("i0", ()))
    assert [len(path) for path in found] == sorted(len(path) for path in found)
    assert len(found) == len(set(found))
