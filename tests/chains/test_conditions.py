"""A condition follows the item into wholes, forbids what it says to whom it says, and never guesses."""

import pytest

from tests.chains.conftest import chains_of, link, node
from yalu.chains.choosing import ChainError
from yalu.chains.facade import Chains
from yalu.documents.source_refs import SourceRef

HOME, ABROAD = node("p1", country="XAA"), node("p2", country="XBB")


def verdict(*links, nodes=()):
    chains = chains_of(*links, nodes=nodes)
    return next(iter(chains.conditions()))


def test_delivery_to_a_forbidden_state_breaks_it_at_that_link():
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XBB",)),
        link("c1 incorporated_in i1", "B"), link("i1 delivered_to p2", "C"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.verdict == "breach"
    assert found.reason.startswith("broken at C: ")
    assert [row.id for row in found.trail.rows] == ["A", "B", "C"]


def test_delivery_elsewhere_keeps_it():
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XCC",)),
        link("c1 delivered_to p2", "C"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert (found.verdict, found.reason) == ("within", "every link on record is allowed: C")


def test_delivery_to_somebody_whose_state_is_not_known_cannot_say():
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XBB",)), link("c1 delivered_to p3", "C"),
        nodes=(HOME,),
    )  # fmt: skip
    assert found.verdict == "cannot_say"
    assert found.settled_by


def test_the_buyer_under_the_condition_may_hold_the_item():
    found = verdict(link("c1 sold_to p1", "A", forbids="retransfer"), nodes=(HOME,))
    assert (found.verdict, found.reason) == ("cannot_say", "no link on record shows the item handed on")


def test_what_certainly_ended_before_the_condition_cannot_break_it():
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", start="2012"),
        link("c1 delivered_to p2", "C", end="2010"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.verdict == "cannot_say"


def test_a_civil_clause_is_broken_by_whoever_builds_the_thing_into_a_weapon():
    found = verdict(
        link("p1 supplied i1", "A", forbids="military_use"), link("i1 sold_to p2", "B"),
        link("i1 incorporated_in i2", "C"), nodes=(node("i2", use="missile"),),
    )  # fmt: skip
    assert found.reason.startswith("broken at C: ")


def test_a_licence_named_as_missing_or_misused_breaks_a_licence_condition_and_a_granted_one_keeps_it():
    condition = link("c1 restricted_by b1", "A", forbids="unlicensed_export")
    assert verdict(condition, link("p1 supplied c1", "B", licence="none")).verdict == "breach"
    assert verdict(condition, link("c1 sold_to p1", "B", licence="misused")).verdict == "breach"
    assert verdict(condition, link("p1 supplied c1", "B", licence="granted")).verdict == "within"
    assert verdict(condition, link("p1 supplied c1", "B")).verdict == "cannot_say"


def test_a_breach_that_only_a_report_asserts_is_told_as_such():
    told = {}
    for grade in (
        "court_finding",
        "official_finding",
        "company_admission",
        "expert_report",
        "press",
        "allegation",
    ):
        found = verdict(
            link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XBB",), grade=grade),
            link("c1 delivered_to p2", "C", grade="court_finding"), nodes=(HOME, ABROAD),
        )  # fmt: skip
        told[grade] = "true only if what is asserted is so" in found.reason
    assert told == {
        "court_finding": False, "official_finding": False, "company_admission": False,
        "expert_report": True, "press": True, "allegation": True,
    }  # fmt: skip


def broken_at(**delivery):
    """A breach by a sound condition and a delivery of such evidence."""
    return verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XBB",), sources=(SourceRef("s", 2),)),
        link("c1 delivered_to p2", "C", **delivery), nodes=(HOME, ABROAD),
    )  # fmt: skip


def test_a_breach_on_findings_with_sound_sources_is_nobodys_word():
    found = broken_at(sources=(SourceRef("s", 2),))
    assert (found.shown, found.trail.strength.certain) == ("breach", True)


def test_a_breach_that_a_newspaper_asserts_is_told_as_its_report():
    found = broken_at(grade="press", asserted_by="Daily", sources=(SourceRef("s", 2),))
    assert found.shown == "breach, as reported by Daily"


def test_a_breach_on_a_doubted_row_is_its_asserters_word_and_the_row_is_named():
    found = broken_at(asserted_by="Agency; Daily", sources=(SourceRef("s", 5),))
    assert found.shown == "breach, as reported by Agency and Daily"
    assert found.trail.strength.weakest.id == "C"
    assert "graded F5" in found.trail.strength.says


def test_a_kept_condition_says_over_how_much_of_a_record_it_was_kept():
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XCC",), sources=(SourceRef("s", 2),)),
        link("c1 delivered_to p2", "C", sources=(SourceRef("s", 2),)), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.shown == "within on 2 partial tables"


def test_no_condition_on_record_is_none_found_in_the_tables_that_were_asked():
    found = chains_of("p1 paid p2").conditions()
    assert len(found) == 0
    assert found.none_found == (
        "None found on 2 partial tables: asked table nodes (extent unknown, 2 rows, undated), "
        "table links (extent unknown, 1 row, undated)."
    )


def test_over_empty_tables_nothing_can_be_asked():
    with pytest.raises(ChainError, match="nothing to ask"):
        Chains([], []).conditions()
