"""What must hold of ownership for every graph: sound bounds, no order, no share lost by adding one."""

from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.screening.ownership.strangers import with_strangers
from yalu.screening.ownership import Blocked, Holding, Ownership
from yalu.screening.ownership import given as ownership_given

DAY = date(2026, 1, 1)
RULES = ("us-50", "eu-owned-or-controlled", "uk-owned-or-controlled")
few = settings(max_examples=60, deadline=None)


@st.composite
def companies(draw, loops=False):
    """An exact graph: every company's shares add up to at most 100; owners stand earlier unless loops."""
    size = draw(st.integers(2, 6))
    names = [f"C{n}" for n in range(size)]
    edges = {}
    for position, owned in enumerate(names):
        owners = ["X", "Y", "Z", *(names[:position] if not loops else [n for n in names if n != owned])]
        left = 100
        for owner in draw(st.lists(st.sampled_from(owners), unique=True, max_size=4)):
            share = draw(st.integers(0, left))
            left -= share
            edges[owner, owned] = share
    return names, edges


def rows(edges, spread=None, source="made"):
    return [
        Holding(
            id=f"{owner}>{owned}",
            owner=owner,
            owned=owned,
            low=Decimal(max(0, share - (spread or {}).get((owner, owned), 0))),
            high=Decimal(min(100, share + (spread or {}).get((owner, owned), 0))),
            source=source,
        )
        for (owner, owned), share in edges.items()
    ]


def exact_interest(names, edges, blocked):
    """The multiplied-through share in an acyclic graph, owners before what they own."""
    held = dict.fromkeys(blocked, Decimal(100))
    for owned in names:
        held[owned] = sum(
            (held.get(o, Decimal(0)) * share / 100 for (o, e), share in edges.items() if e == owned),
            Decimal(0),
        )
    return held


def exact_sum(names, edges, blocked):
    """What the American rule adds up in an acyclic graph."""
    held, sums = set(blocked), {}
    for owned in names:
        sums[owned] = sum(share for (o, e), share in edges.items() if e == owned and o in held)
        if sums[owned] >= 50:
            held.add(owned)
    return sums


@few
@given(companies(), st.data())
def test_bounds_contain_the_exact_solution_of_an_acyclic_graph(graph, data):
    names, edges = graph
    spread = {edge: data.draw(st.integers(0, 30)) for edge in edges}
    asked = Ownership(with_strangers(rows(edges, spread)), day=DAY, complete=True)
    interest, sums = exact_interest(names, edges, ["X"]), exact_sum(names, edges, ["X"])
    for name in names:
        figure = asked.interest(name, ["X"])
        assert figure.low - 1e-9 <= float(interest[name]) <= figure.high + 1e-9
        answer = asked.under("us-50", name, ["X"])
        assert answer.aggregate.low <= sums[name] <= answer.aggregate.high
        if answer.answer != "cannot_say":
            assert (answer.answer == "owned") == (sums[name] >= 50)


@few
@given(companies())
def test_exact_shares_give_exact_answers(graph):
    names, edges = graph
    assume(edges)  # over no holding nothing is asked
    asked = Ownership(with_strangers(rows(edges)), day=DAY, complete=True)
    interest = exact_interest(names, edges, ["X", "Y"])
    for name in names:
        figure = asked.interest(name, ["X", "Y"])
        assert abs(figure.low - float(interest[name])) < 1e-6
        assert abs(figure.high - float(interest[name])) < 1e-6
        assert asked.under("us-50", name, ["X", "Y"]).answer != "cannot_say"


@few
@given(companies(loops=True), st.integers(0, 100), st.data())
def test_adding_a_blocked_holder_never_lowers_an_aggregate(graph, share, data):
    names, edges = graph
    owned = data.draw(st.sampled_from(names))
    before = Ownership(rows(edges), day=DAY)
    new = Holding(id="new", owner="W", owned=owned, low=Decimal(share), high=Decimal(share))
    after = Ownership([*rows(edges), new], day=DAY)
    for name in names:
        for rule in ("us-50", "eu-owned-or-controlled"):
            first, second = before.under(rule, name, ["X", "W"]), after.under(rule, name, ["X", "W"])
            assert second.aggregate.low >= first.aggregate.low
            assert second.aggregate.high >= first.aggregate.high


@few
@given(companies(loops=True), st.randoms())
def test_the_order_of_rows_changes_nothing(graph, random):
    names, edges = graph
    listed = rows(edges)
    shuffled = [*listed]
    random.shuffle(shuffled)
    for name in names:
        assert Ownership(listed, day=DAY).ask(name, ["X", "Y"]) == Ownership(shuffled, day=DAY).ask(
            name, ["Y", "X"]
        )


@few
@given(companies(loops=True), st.data())
def test_knowing_less_never_turns_an_answer_round(graph, data):
    names, edges = graph
    spread = {edge: data.draw(st.integers(0, 40)) for edge in edges}
    exact = Ownership(with_strangers(rows(edges)), day=DAY, complete=True)
    vague = Ownership(with_strangers(rows(edges, spread)), day=DAY, complete=True)
    for name in names:
        for rule in RULES:
            known, less = exact.under(rule, name, ["X"]).answer, vague.under(rule, name, ["X"]).answer
            assert less in {known, "cannot_say"}


@few
@given(companies(loops=True))
def test_loops_end_and_bounds_stay_in_order(graph):
    names, edges = graph
    asked = Ownership(rows(edges), day=DAY)
    for name in names:
        figure = asked.interest(name, ["X"])
        assert 0 <= figure.low <= figure.high <= 100
        assert len(asked.under("us-50", name, ["X"]).paths) <= 50


@few
@given(companies(), st.data())
def test_no_certain_answer_is_contradicted_when_two_rows_turn_out_to_be_one_holding_or_two(graph, data):
    names, edges = graph
    assume(edges)
    doubled = data.draw(st.sampled_from(sorted(edges)))
    second = data.draw(st.integers(0, 100))
    total = sum(share for (_, owned), share in edges.items() if owned == doubled[1])
    extra = Holding(id="again", owner=doubled[0], owned=doubled[1], low=Decimal(second), high=Decimal(second))
    open_ = Ownership(with_strangers([*rows(edges), extra]), day=DAY, complete=True)
    for share in (edges[doubled], second, edges[doubled] + second):
        if total - edges[doubled] + share > 100:
            continue  # no company has more than all of its capital
        settled = Ownership(with_strangers(rows(edges | {doubled: share})), day=DAY, complete=True)
        for name in names:
            for rule in RULES:
                said, true = open_.under(rule, name, ["X"]).answer, settled.under(rule, name, ["X"]).answer
                assert said in {true, "cannot_say"}, (rule, name, share)


@few
@given(companies(), st.data())
def test_an_undecided_owner_never_contradicts_what_is_said_for_certain(graph, data):
    names, edges = graph
    assume(edges)
    near = data.draw(st.sampled_from(["Y", "Z", *names]))
    asked = Ownership(with_strangers(rows(edges)), day=DAY, complete=True)
    covered = ownership_given(["X"])
    open_ = Blocked(covered.persons, covered.coverage, {near: "a listing"})
    for name in names:
        for rule in RULES:
            said = asked.under(rule, name, open_).answer
            for blocked in (["X"], ["X", near]):
                assert said in {asked.under(rule, name, blocked).answer, "cannot_say"}


@few
@given(companies(loops=True), st.booleans())
def test_nobody_is_said_to_hold_nothing_beside_a_path_from_a_blocked_person(graph, complete):
    names, edges = graph
    asked = Ownership(rows(edges), day=DAY, complete=complete)
    for name in names:
        for answer in asked.ask(name, ["X", "Y"]):
            said = "no blocked person is recorded" in answer.reason
            assert not (said and answer.paths), answer.reason
