"""A condition follows the item into wholes, forbids what it says to whom it says, and never guesses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chains.conftest import chains_of, link, node
from tests.properties import tried
from yalu.chains.choices import ChainQueryError
from yalu.chains.facade import Chains
from yalu.chains.knowledge.conditions import order_of
from yalu.documents.tables.source_refs import SourceRef

HOME, ABROAD = node("p1", country="XAA"), node("p2", country="XBB")


def verdict(*links, nodes=()):
    chains = chains_of(*links, nodes=nodes)
    return next(iter(chains.conditions()))


def test_delivery_to_a_forbidden_state_breaks_it_at_that_link():
    found = verdict(
        link("c1 sold_to p1", "A", start="2011", end="2011", forbids="retransfer", forbids_to=("XBB",)),
        link("c1 incorporated_in i1", "B"), link("i1 delivered_to p2", "C", start="2012-05", end="2012-05"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.verdict == "breach"
    assert found.reason.startswith("broken at C: ")
    assert [row.id for row in found.trail.rows] == ["A", "B", "C"]


def test_delivery_elsewhere_keeps_it():
    found = verdict(
        link("c1 sold_to p1", "A", start="2011", end="2011", forbids="retransfer", forbids_to=("XCC",)),
        link("c1 delivered_to p2", "C"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert (found.verdict, found.reason) == ("within", "every link on record is allowed: C")


def test_delivery_to_somebody_whose_state_is_not_known_cannot_say():
    found = verdict(
        link("c1 sold_to p1", "A", start="2011", end="2011", forbids="retransfer", forbids_to=("XBB",)), link("c1 delivered_to p3", "C"),
        nodes=(HOME,),
    )  # fmt: skip
    assert found.verdict == "cannot_say"
    assert found.settled_by


def test_the_buyer_under_the_condition_may_hold_the_item():
    found = verdict(link("c1 sold_to p1", "A", forbids="retransfer"), nodes=(HOME,))
    assert (found.verdict, found.reason) == ("cannot_say", "no link on record shows the item handed on")


def test_what_certainly_ended_before_the_condition_cannot_break_it_and_the_reason_says_that_it_came_later():
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", start="2012"),
        link("c1 delivered_to p2", "C", end="2010"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.verdict == "cannot_say"
    assert found.reason == "the condition, 2012, came after what is on record: C (until 2010)"
    assert found.settled_by == "a link that shows where C1 went after the condition, and to whom"


UNDATED = {"start": None, "end": None}


@pytest.mark.parametrize(
    ("condition", "delivery", "why"),
    [
        (UNDATED, {"start": "2012", "end": "2012"}, "C (2012) cannot be said: the condition has no date"),
        ({"start": "2011", "end": "2011"}, UNDATED, "C (no date) cannot be said: the link has no date"),
        (UNDATED, UNDATED, "C (no date) cannot be said: the condition has no date"),
        ({"end": "2014"}, {"start": "2012", "end": "2012"}, "of the condition the record says until 2014"),
    ],
)
def test_where_a_date_is_lacking_it_cannot_be_said_whether_the_condition_came_first(condition, delivery, why):
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XBB",), **condition),
        link("c1 delivered_to p2", "C", **delivery), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.verdict == "cannot_say"
    assert why in found.reason
    assert found.settled_by == "the day on which the condition was stated, and that of each link named"


def test_dates_of_one_year_break_it_and_the_reason_says_that_they_are_coarse():
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XBB",), start="2012", end="2012"),
        link("c1 delivered_to p2", "C", start="2012-06", end="2012-06"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.verdict == "breach"
    assert "too coarse to say that the condition came first" in found.reason
    assert "too coarse" not in broken_at().reason


@pytest.mark.parametrize(
    ("granted", "none", "printed"),
    [
        ("official_finding", "allegation", "within"),
        ("press", "court_finding", "breach"),
        ("press", "press", "cannot_say"),
    ],
)
def test_of_two_who_contradict_each_other_the_better_grade_decides_and_both_are_shown(granted, none, printed):
    day = {"start": "2012-03-01", "end": "2012-03-01"}
    found = verdict(
        link("p1 supplied c1", "A", forbids="unlicensed_export", start="2012-01", end="2012-01"),
        link("c1 delivered_to p2", "G", licence="granted", grade=granted, **day),
        link("c1 delivered_to p2", "N", licence="none", grade=none, **day),
    )  # fmt: skip
    assert found.verdict == printed
    assert {"G", "N"} <= {row.id for row in found.trail.rows}
    assert "G says licence granted" in found.reason
    assert "N says licence none" in found.reason


def test_two_deliveries_of_different_days_contradict_nobody():
    found = verdict(
        link("p1 supplied c1", "A", forbids="unlicensed_export", start="2012-01", end="2012-01"),
        link("c1 delivered_to p2", "G", licence="granted", start="2012-03", end="2012-03"),
        link("c1 delivered_to p2", "N", licence="none", start="2013", end="2013", grade="allegation"),
    )  # fmt: skip
    assert found.verdict == "breach"
    assert found.reason.startswith("broken at N: ")


def test_one_condition_that_three_links_state_is_told_once_with_all_of_them():
    chains = chains_of(
        link("p1 supplied c1", "A", forbids="retransfer", forbids_to=("XBB",), end="2012"),
        link("c1 sold_to p1", "B", forbids="retransfer", forbids_to=("XBB",), end="2012"),
        link("c1 restricted_by b1", "D", forbids="retransfer"),
        link("c1 delivered_to p2", "C", start="2013", end="2013"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    (found,) = chains.conditions()
    assert (found.id, found.verdict) == ("condition/A", "breach")
    assert found.reason.endswith("; the condition is stated at B, D too")
    assert [row.id for row in found.trail.rows] == ["A", "C", "B", "D"]
    assert chains.explain("condition/D") == found
    with pytest.raises(ChainQueryError):
        chains.explain("condition/C")


def test_conditions_that_forbid_other_states_stay_two():
    chains = chains_of(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XBB",), start="2011"),
        link("p3 supplied c1", "B", forbids="retransfer", forbids_to=("XCC",), start="2011"),
        link("c1 delivered_to p2", "C", start="2013", end="2013"), nodes=(HOME, ABROAD, node("p3")),
    )  # fmt: skip
    assert [(row.id, row.verdict) for row in chains.conditions()] == [
        ("condition/A", "breach"), ("condition/B", "within"),
    ]  # fmt: skip


def test_a_whole_that_left_before_the_part_was_built_in_went_without_it():
    found = verdict(
        link("c1 sold_to p1", "A", forbids="retransfer", forbids_to=("XBB",), start="2011", end="2011"),
        link("c1 incorporated_in i1", "B", start="2014", end="2014"),
        link("i1 delivered_to p2", "C", start="2013", end="2013"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.verdict == "cannot_say"


DATES = st.sampled_from([None, "2011", "2011-12", "2012", "2012-01", "2012-06-15", "2013"])


@given(DATES, DATES, DATES, DATES)
@tried(300)
def test_an_order_that_is_said_holds_on_every_day_that_the_dates_can_mean(a, b, c, d):
    first, second = link("p1 supplied c1", start=a, end=b), link("c1 sold_to p1", start=c, end=d)
    printed = order_of(first, second)
    # Without a first day it may have stood at any time before.
    begins = days(first.start) if first.start else None
    stood = begins if begins is not None else days(first.end)
    last = days(second.end) if second.end else None
    ended = last if last is not None else days(second.start)
    if printed == "before":
        assert begins is not None and last is not None and max(last) < min(begins)
    elif printed == "after":
        assert min(ended) >= max(stood)
    elif printed == "cannot_say":
        assert not stood or not ended or begins is None or last is None
    else:
        assert min(ended) < max(stood) and max(ended) >= min(stood)


def days(when):
    return [] if when is None else [when.earliest, when.latest]


def test_a_civil_clause_is_broken_by_whoever_builds_the_thing_into_a_weapon():
    found = verdict(
        link("p1 supplied i1", "A", forbids="military_use", start="2011", end="2011"), link("i1 sold_to p2", "B"),
        link("i1 incorporated_in i2", "C", start="2012", end="2013"), nodes=(node("i2", use="missile"),),
    )  # fmt: skip
    assert found.reason.startswith("broken at C: ")


def test_a_licence_named_as_missing_or_misused_breaks_a_licence_condition_and_a_granted_one_keeps_it():
    condition = link("c1 restricted_by b1", "A", forbids="unlicensed_export", start="2009")
    then = {"start": "2010-02", "end": "2010-02"}
    assert verdict(condition, link("p1 supplied c1", "B", licence="none", **then)).verdict == "breach"
    assert verdict(condition, link("c1 sold_to p1", "B", licence="misused", **then)).verdict == "breach"
    assert verdict(condition, link("p1 supplied c1", "B", licence="granted")).verdict == "within"
    assert verdict(condition, link("p1 supplied c1", "B")).verdict == "cannot_say"


def test_a_breach_that_only_a_report_asserts_is_told_as_such():
    printed = {}
    for grade in (
        "court_finding",
        "official_finding",
        "company_admission",
        "expert_report",
        "press",
        "allegation",
    ):
        found = verdict(
            link("c1 sold_to p1", "A", start="2011", end="2011", forbids="retransfer", forbids_to=("XBB",), grade=grade),
            link("c1 delivered_to p2", "C", grade="court_finding", start="2012", end="2012"), nodes=(HOME, ABROAD),
        )  # fmt: skip
        printed[grade] = "true only if what is asserted is so" in found.reason
    assert printed == {
        "court_finding": False, "official_finding": False, "company_admission": False,
        "expert_report": True, "press": True, "allegation": True,
    }  # fmt: skip


def broken_at(**delivery):
    """A breach by a sound condition and a delivery of such evidence."""
    return verdict(
        link("c1 sold_to p1", "A", start="2011", end="2011", forbids="retransfer", forbids_to=("XBB",), sources=(SourceRef("s", 2),)),
        link("c1 delivered_to p2", "C", start="2012", end="2012", **delivery), nodes=(HOME, ABROAD),
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
        link("c1 sold_to p1", "A", start="2011", end="2011", forbids="retransfer", forbids_to=("XCC",), sources=(SourceRef("s", 2),)),
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
    with pytest.raises(ChainQueryError, match="nothing to ask"):
        Chains([], []).conditions()


@pytest.mark.parametrize(
    ("granted", "none", "reason"),
    [
        ("official_finding", "allegation",
         "every link on record is allowed: G; G says licence granted (official finding; somebody), "
         "N says licence none (allegation; somebody) on weaker evidence"),
        ("press", "court_finding",
         "broken at N: C1 delivered to P2, 2012-03-01; weakest evidence: official finding; "
         "N says licence none (court finding; somebody), G says licence granted (press; somebody) on weaker evidence"),
        ("press", "press",
         "N says licence none (press; somebody), G says licence granted (press; somebody) on equal evidence"),
    ],
)  # fmt: skip
def test_whoever_contradicts_is_told_with_grade_and_voice_and_on_what_evidence(granted, none, reason):
    day = {"start": "2012-03-01", "end": "2012-03-01"}
    found = verdict(
        link("p1 supplied c1", "A", forbids="unlicensed_export", start="2012-01", end="2012-01"),
        link("c1 delivered_to p2", "G", licence="granted", grade=granted, **day),
        link("c1 delivered_to p2", "N", licence="none", grade=none, **day),
    )  # fmt: skip
    assert found.reason == reason
    assert {row.id for row in found.trail.rows} == {"A", "G", "N"}


def test_a_retransfer_that_may_and_may_not_have_been_made_is_told_by_both_its_links():
    placed = link("c1 sold_to p1", "A", start="2011", end="2011", forbids="retransfer", forbids_to=("XBB",))
    found = verdict(
        placed, link("c1 delivered_to p3", "C", start="2012"), link("c1 incorporated_in i1", "D", start="2012"),
        link("i1 sold_to p3", "B", start="2013"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert found.title == "No retransfer to XBB: C1 (sold_to)"
    assert (found.reason, found.settled_by) == (
        "handed on at D, B, C to somebody whose state is not known", "a link that shows where C1 went, and to whom",
    )  # fmt: skip
    assert [row.id for row in found.trail.rows] == ["A", "D", "B", "C"]
    two = verdict(
        placed, link("c1 delivered_to p2", "C"), link("c1 sold_to p2", "D"), nodes=(HOME, ABROAD),
    )  # fmt: skip
    assert two.reason.endswith("C (no date), D (no date) cannot be said: the links have no date")


SOLD = link("c1 sold_to p1", "A", start="2001", end="2001", forbids="retransfer", forbids_to=("XBB",))
GONE = link("i1 delivered_to p2", "G", start="2007-05", end="2007-05")


@pytest.mark.parametrize(
    ("built", "way"),
    [
        # Two rows on one building-in: the later cannot have been, the earlier can.
        (("c1 incorporated_in i1 2010", "c1 incorporated_in i1 2005"), ["L1"]),
        # Directly too late, in time by way of a component.
        (
            ("c1 incorporated_in i1 2010", "c1 incorporated_in i2 2004", "i2 incorporated_in i1 2005"),
            ["L1", "L2"],
        ),
        # The component went into the machine before the part went into the component.
        (("c1 incorporated_in i2 2006", "i2 incorporated_in i1 2005"), None),
        (("c1 incorporated_in i1 2010",), None),
    ],
)
def test_a_part_went_with_the_whole_by_whatever_way_it_can_have_been_inside_by_then(built, way):
    links = [
        link(" ".join(words[:3]), f"L{number}", start=words[3], end=words[3])
        for number, words in enumerate(text.split() for text in built)
    ]
    found = verdict(SOLD, *links, GONE, nodes=(HOME, ABROAD))
    assert found.verdict == ("breach" if way else "cannot_say")
    if way:
        assert [row.id for row in found.trail.rows] == ["A", *way, "G"]


@pytest.mark.parametrize(
    ("forbids", "first", "second", "says"),
    [
        ("military_use", "c1 delivered_to p2", "c1 delivered_to p3", "for a use that is not known"),
        ("military_use", "c1 delivered_to p2", "c1 incorporated_in i1", "for a use that is not known"),
        ("unlicensed_export", "c1 sold_to p2", "c1 sold_to p3", "nobody says under which licence"),
    ],
)
def test_one_link_that_is_allowed_says_nothing_of_another_that_is_not_known(forbids, first, second, says):
    placed = link("p1 supplied c1", "A", start="2001", forbids=forbids)
    known = link(first, "B", start="2002", end="2002", licence="granted")
    civil = node("p2", country="XBB", use="civil")
    assert verdict(placed, known, nodes=(HOME, civil)).verdict == "within"
    found = verdict(placed, known, link(second, "C", start="2003", end="2003"), nodes=(HOME, civil))
    assert (found.verdict, says in found.reason) == ("cannot_say", True)


def test_a_delivery_of_a_licensed_sale_needs_no_licence_of_its_own():
    placed = link("p1 supplied c1", "A", start="2001", forbids="unlicensed_export")
    sold = link("c1 sold_to p2", "B", start="2002", end="2002", licence="granted")
    found = verdict(placed, sold, link("c1 delivered_to p2", "C", start="2003", end="2003"))
    assert (found.verdict, found.reason) == ("within", "every link on record is allowed: B")


def test_a_machine_of_which_no_use_is_told_is_used_for_what_its_buyer_uses_it_for():
    placed = link("p1 supplied c1", "A", start="2001", forbids="military_use")
    built = link("c1 incorporated_in i1", "B", start="2002", end="2002")
    gone = link("i1 delivered_to p2", "C", start="2003", end="2003")
    for use, wanted in (("civil", "within"), ("missile", "breach"), (None, "cannot_say")):
        assert verdict(placed, built, gone, nodes=(HOME, node("p2", use=use))).verdict == wanted
