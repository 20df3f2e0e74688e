"""Owners are the listed parties that screening finds, reasons name who holds, and nothing unasked is clean."""

from datetime import date
from decimal import Decimal

import pytest

from tests.screening.ownership.strangers import with_strangers
from yalu.screening.ownership import Alert, Holding, Ownership, on_lists
from yalu.screening.ownership.owners import alerts_of
from yalu.screening.records import Party, PartyName
from yalu.screening.screener import Screening
from yalu.vocabulary.answers import CANNOT_SAY, YES
from yalu.vocabulary.coverage import Asked, Coverage, CoverageError
from yalu.vocabulary.dates import parse_date

DAY = date(2026, 1, 1)
LISTS = Coverage((Asked(name="ofac-sdn", kind="list", entries=2), Asked(name="uk", kind="list", entries=2)))


def holding(owner, owned, share, kind="owned", source="made"):
    low = None if share is None else Decimal(share)
    return Holding(
        id=f"{owner}>{owned}:{source}", owner=owner, owned=owned, kind=kind, low=low, high=low, source=source
    )


def asked(*rows, complete=True):
    written = [holding(*row) for row in rows]
    return Ownership(with_strangers(written) if complete else written, day=DAY, complete=complete)


FAQ_401 = asked(
    ("X", "A", 50), ("A", "B", 50), ("X", "H", 25), ("H", "I", 50), ("Y", "J", 25), ("X", "J", 25),
    ("X", "Split", 25, "owned", "row 1"), ("X", "Split", 25, "owned", "row 2"), ("X", "Ctrl", None, "controlled"),
    ("Z", "Ctrl", 100),
)  # fmt: skip


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        ("A", "X holds 50 % of A; the rule asks for at least 50 %"),
        ("B", "X holds 50 % of B; the rule asks for at least 50 %"),
        ("J", "X, Y hold 50 % of J; the rule asks for at least 50 %"),
        ("I", "X reaches I only through H, not held under this rule, so nothing passes on; the rule asks for at least 50 %"),
        ("Ctrl", "X holds no share of Ctrl that counts; the rule asks for at least 50 %"),
    ],
)  # fmt: skip
def test_a_reason_names_the_blocked_persons_that_hold_and_no_others(entity, reason):
    assert FAQ_401.under("us-50", entity, ["X", "Y"]).reason == reason


def test_what_nobody_is_recorded_to_hold_is_told_apart_from_what_a_person_holds():
    partly = asked(("X", "A", 60), complete=False)
    said = "X holds 60 % of A, and nobody on record holds 40 % of it; the rule asks for at least 50 %"
    assert partly.under("us-50", "A", ["X"]).reason == said


def test_a_file_that_cannot_name_every_owner_though_it_is_said_to_is_told():
    claimed = Ownership([holding("X", "A", 30), holding("A", "B", 60)], day=DAY, complete=True)
    found = claimed.under("us-50", "B", ["X"])
    assert found.answer == "cannot_say"
    assert (
        "the file is said to name every owner, and those of A, B that it names cannot hold all"
        in found.trail.notes
    )


def test_who_may_hold_through_a_company_that_may_be_held_is_named():
    share = holding("X", "A", 40)
    between = Holding(
        id="1", owner="X", owned="A", kind="owned", low=share.low, high=Decimal(60), source="made"
    )
    held = Ownership([between, holding("A", "B", 100)], day=DAY, complete=True).under("us-50", "B", ["X"])
    assert held.reason == "X holds 0 % to 100 % of B; the rule asks for at least 50 %"
    assert held.settled_by == "whether A is held by blocked persons"


def test_nobody_is_said_to_hold_nothing_beside_a_path():
    for entity in FAQ_401.entities:
        for answer in FAQ_401.ask(entity, ["X", "Y"]):
            if answer.paths:
                assert "no blocked person is recorded" not in answer.reason, answer.reason


def test_two_rows_on_one_pair_may_be_two_classes_of_shares():
    found = FAQ_401.under("us-50", "Split", ["X"])
    assert found.answer == "cannot_say"
    assert "2 rows name X as a holder of Split (25 %, 25 %)" in found.reason
    assert found.settled_by == "whether the 2 rows on X and Split are one holding or several"


def test_a_clean_answer_names_the_holdings_and_the_lists_and_cannot_be_built_without():
    clean = FAQ_401.under("us-50", "I", ["X"])
    assert (
        clean.coverage.says == "holdings (16 rows, undated), the persons named as blocked (1 entry, undated)"
    )
    with pytest.raises(CoverageError):
        type(clean)(
            id="x", rule="us-50", title="", entity="I", answer="not_owned", reason="", coverage=Coverage(),
            aggregate=clean.aggregate, trail=clean.trail,
        )  # fmt: skip


def test_over_no_list_of_the_rule_nothing_is_said_of_the_owners():
    blocked = on_lists(["X"], lambda name: (), ["eu"], LISTS)
    found = FAQ_401.under("eu-owned-or-controlled", "A", blocked)
    assert (found.answer, found.settled_by) == (
        "cannot_say", "whether eu names an owner: no such list was asked",
    )  # fmt: skip


def near(name):
    """The bank is near a listing that nobody has decided on; the rest are near nothing."""
    if name != "Bank JSC":
        return ()
    return (Alert(("ofac-sdn:1", "uk:1"), CANNOT_SAY, "BANK (ofac-sdn:1)"),)


def test_an_owner_near_a_listing_makes_the_answer_open_and_names_the_listing():
    graph = asked(("Bank JSC", "A", 60), ("Z", "A", 40))
    found = graph.under("us-50", "A", on_lists(sorted(graph.names), near, ["ofac-sdn"], LISTS))
    assert found.answer == "cannot_say"
    assert found.settled_by == "whether Bank JSC is BANK (ofac-sdn:1)"
    assert found.reason.startswith("Bank JSC is near BANK (ofac-sdn:1), which nobody has decided")


def test_an_owner_near_a_listing_whose_share_cannot_matter_leaves_the_answer():
    graph = asked(("Bank JSC", "A", 40), ("Z", "A", 60))
    found = graph.under("us-50", "A", on_lists(sorted(graph.names), near, ["ofac-sdn"], LISTS))
    assert found.answer == "not_owned"
    assert "Bank JSC is near BANK (ofac-sdn:1): not decided" in found.trail.notes


def test_an_entity_that_is_itself_near_a_listing_is_not_clean():
    graph = asked(("Z", "Bank JSC", 100))
    found = graph.under("us-50", "Bank JSC", on_lists(sorted(graph.names), near, ["ofac-sdn"], LISTS))
    assert found.answer == "cannot_say"


def one_party(name):
    spelt = {"PERSON, First", "First Person"}
    return (Alert(("uk:7",), YES, "PERSON, First (uk:7)"),) if name in spelt else ()


def test_several_spellings_of_one_listed_party_are_one_person():
    """The British rule adds nothing over persons, and these two rows are of one."""
    graph = asked(("PERSON, First", "A", 30), ("First Person", "A", 30), ("Z", "A", 40))
    together = on_lists(sorted(graph.names), one_party, ["uk"], LISTS)
    assert graph.under("uk-owned-or-controlled", "A", together).answer == "owned"
    assert (
        graph.under("uk-owned-or-controlled", "A", ["PERSON, First", "First Person"]).answer == "cannot_say"
    )


def listed(entry, name, **more):
    return Party(
        id=entry, list=entry.partition(":")[0], entry=entry.partition(":")[2], schema="Person",
        names=(PartyName(name), *more.pop("also", ())), **more,
    )  # fmt: skip


def test_screening_finds_owners_in_other_spellings_than_the_list_prints():
    screening = Screening(
        [listed("ofac-sdn:1", "UNUSUALNAME, Zebedee Archibald", listed=parse_date("2015-01-01"))]
    )
    graph = asked(("Zebedee Archibald Unusualname", "A", 60), ("Maria Schmidt", "A", 40))
    found = on_lists(
        sorted(graph.names), alerts_of(screening, graph.names, DAY), ["ofac-sdn"], screening.coverage
    )
    assert set(found.persons) | set(found.undecided) == {"Zebedee Archibald Unusualname"}
    assert graph.under("us-50", "A", found).answer in {"owned", "cannot_say"}


def test_an_owner_who_left_the_list_on_the_very_day_is_undecided():
    gone = listed(
        "ofac-sdn:1",
        "UNUSUALNAME, Zebedee",
        listed=parse_date("2015-01-01"),
        delisted=parse_date("2026-01-01"),
    )
    screening, owner = Screening([gone]), "UNUSUALNAME, Zebedee"
    graph = asked((owner, "A", 60), ("Maria Schmidt", "A", 40))
    alerts = alerts_of(screening, graph.names, DAY)
    found = graph.under("us-50", "A", on_lists(sorted(graph.names), alerts, ["ofac-sdn"], LISTS))
    assert (found.answer, found.settled_by) == (
        "cannot_say",
        "whether UNUSUALNAME, Zebedee is UNUSUALNAME, Zebedee (ofac-sdn:1)",
    )


@pytest.mark.parametrize(
    ("delisted", "american"), [("2020-01-01", "not_owned"), ("2026-01-01", "cannot_say"), ("2026-01-02", "owned")]
)  # fmt: skip
def test_each_list_blocks_an_owner_by_its_own_days(delisted, american):
    """The two entries are one party: that one list still names it says nothing of the other."""
    name, since = "UNUSUALNAME, Zebedee", parse_date("2015-01-01")
    left = listed("ofac-sdn:1", name, listed=since, delisted=parse_date(delisted), references=("uk:2",))
    screening = Screening([left, listed("uk:2", name, listed=since)])
    for owner in (name, "Zebedee Unusualname"):
        graph = asked((owner, "A", 60), ("Maria Schmidt", "A", 40))
        alerts = alerts_of(screening, graph.names, DAY)
        answers = {
            rule: graph.under(rule, "A", on_lists(sorted(graph.names), alerts, lists, LISTS)).answer
            for rule, lists in (("us-50", ["ofac-sdn"]), ("uk-owned-or-controlled", ["uk"]))
        }
        assert answers == {"us-50": american, "uk-owned-or-controlled": "owned"}


def test_shares_above_the_whole_settle_nothing_and_every_answer_says_that_a_row_is_wrong():
    over = asked(("X", "A", 60), ("Y", "A", 60)).under("us-50", "A", ["X"])
    assert (over.answer, over.settled_by) == ("cannot_say", "which of the rows on A is wrong")
    assert "recorded shares of A add up to 120 %, so a row is wrong" in over.trail.notes
    full = asked(("X", "A", 60), ("Y", "A", 40)).under("us-50", "A", ["X"])
    assert full.answer == "owned"
    assert not any("a row is wrong" in note for note in full.trail.notes)


def test_a_share_is_shown_to_four_decimals():
    third = asked(("X", "A", "33.3333333"), ("Y", "A", "12.5")).under("us-50", "A", ["X"])
    assert third.aggregate.display == "33.3333 %"
    assert asked(("X", "A", "12.5")).under("us-50", "A", ["X"]).aggregate.display == "12.5 %"
    assert asked(("X", "A", 30)).under("us-50", "A", ["X"]).aggregate.display == "30 %"


def test_a_name_written_in_two_ways_is_told_and_so_is_a_blocked_person_who_stands_nowhere():
    held = asked(("X Ltd", "A", 60), ("x ltd.", "B", 60), ("A", "C", 100), complete=False)
    found = held.under("us-50", "C", ["X LTD", "Mr Nowhere", "X Ldt"])
    assert found.answer == "owned"
    assert found.trail.notes[-3:] == (
        "read as one: X Ltd, x ltd.",
        "Mr Nowhere stands nowhere in the holdings",
        "X Ldt stands nowhere in the holdings (did you mean “X Ltd”?)",
    )
