"""The rules of the knowledge ladder, one by one."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chains.conftest import chains_of, fact, node
from tests.properties import tried
from yalu.case.action_records import Action
from yalu.case.chain_records import Deal, LinkSupport, Sign
from yalu.chains.explanations import rung_text
from yalu.chains.knowledge.ladder_rules import ladder_rules
from yalu.vocabulary.dates import parse_date


def rung(*facts, as_of="2015", actions=(), **stated):
    deal = Deal(
        id="d1", title="D", scope="target", summary="D", actor="p1", proposition="destination",
        as_of=parse_date(as_of) if as_of else None, **stated,
    )  # fmt: skip
    chains = chains_of("p1 supplied c1", deals=[deal], facts=facts, actions=actions, nodes=(node("p1"),))
    return chains.knowledge("d1")[0]


def test_every_sign_and_support_of_the_case_format_has_a_rung_a_level_or_is_said_to_have_none():
    rules = ladder_rules()
    assert set(rules.signs) | set(rules.no_rung) == set(get_args(Sign))
    assert not set(rules.signs) & set(rules.no_rung)
    assert set(rules.support) == set(get_args(LinkSupport))


def test_a_fact_after_the_deal_raises_nothing_and_is_kept_with_the_reason():
    found = rung(fact("destination_known", date="2014"), fact("admitted_knowledge", "plea", date="2016"))
    assert (found.k, found.s) == (2, 1)
    assert [(row.id, row.why) for row in found.trail.left_out] == [
        ("admitted_knowledge-plea-somebody", "after the deal")
    ]


def test_a_fact_that_may_lie_after_the_deal_raises_nothing_either():
    found = rung(fact("false_papers", date="2015"), as_of="2015-06")
    assert (found.k, found.trail.left_out[0].why) == (0, "perhaps after the deal")


def test_a_plea_years_later_supports_a_fact_of_the_day():
    found = rung(fact("admitted_knowledge", "plea", date="2015", shown="2019"))
    assert (found.verdict, found.k, found.s) == ("known (established)", 5, 4)


def test_a_publishers_conclusion_and_a_later_answer_are_no_rungs():
    found = rung(fact("conclusion"), fact("later_answer", "admission"), fact("red_flag_present"))
    assert found.k == 1
    assert {row.id.split("-")[0] for row in found.trail.left_out} == {"conclusion", "later_answer"}


def test_reprints_of_one_voice_are_one_voice():
    found = rung(fact("tracking_off", name="a"), fact("tracking_off", name="b"))
    assert (found.asserted_by, found.s) == (("somebody",), 1)


def test_the_support_is_that_of_the_facts_at_the_highest_rung():
    found = rung(fact("destination_known", "conviction"), fact("front_company", "indictment"))
    assert (found.k, found.s, found.verdict) == (4, 2, "known (alleged)")
    assert found.profile == ("K2 S4", "K4 S2")


def test_a_condition_accepted_while_in_touch_with_the_danger_is_a_flag_seen():
    assert rung(fact("condition_accepted")).k == 1
    assert rung(fact("destination_contact")).k == 2
    both = rung(fact("condition_accepted", "publisher"), fact("destination_contact", "admission"))
    assert (both.k, both.s) == (3, 1)


def test_what_speaks_for_the_actor_is_kept_and_raises_nothing():
    found = rung(
        fact("destination_known", "admission"), fact("civil_use_declared", "admission", exculpatory="yes")
    )
    assert (found.k, found.for_actor) == (2, ("civil_use_declared",))
    assert [row.role for row in found.trail.rows] == ["carries the rung", "speaks for the actor"]


def test_enquiries_made_in_time_resolve_flags_but_not_concealment():
    enquiry = fact("enquiries_made", "admission", exculpatory="yes")
    assert rung(fact("false_papers"), enquiry).k == 4
    assert rung(fact("flag_seen", date="2014"), fact("enquiries_made", exculpatory="yes", date="2018")).k == 3


def test_answered_enquiries_leave_of_a_flag_that_it_existed_and_show_nobody_the_destination():
    enquiry = fact("enquiries_made", "admission", exculpatory="yes")
    cured = rung(fact("flag_seen", "panel"), enquiry)
    assert (cured.k, cured.s, cured.verdict) == (1, 2, "not shown")
    assert cured.trail.notes == (
        "reasonable enquiries were made and answered, which resolves the flags: they existed, no more",
    )
    known = rung(fact("blind_eye", "rule"), fact("destination_known", "admission"), enquiry)
    assert (known.k, known.s, known.verdict) == (2, 3, "destination only")
    both = rung(fact("condition_accepted", "admission"), fact("destination_contact"), enquiry)
    assert (both.k, both.s) == (2, 1)


@pytest.mark.parametrize(
    ("asked", "seen", "k"), [("2014-01", "2014-03", 3), ("2014-03", "2014-01", 1), ("2014", "2014-03", 1)]
)
def test_enquiries_resolve_no_flag_that_came_up_after_they_were_answered(asked, seen, k):
    enquiry = fact("enquiries_made", "admission", exculpatory="yes", date=asked)
    found = rung(fact("flag_seen", "panel", date=seen), enquiry)
    assert (found.k, any("resolves the flags" in note for note in found.trail.notes)) == (k, k == 1)


def test_enquiries_resolve_the_flags_before_them_and_leave_a_later_one():
    enquiry = fact("enquiries_made", "admission", exculpatory="yes", date="2014-02")
    earlier, later = fact("flag_seen", "plea", date="2014-01"), fact("blind_eye", "panel", date="2014-03")
    found = rung(earlier, later, enquiry)
    assert (found.k, found.reason) == (3, "blind_eye")
    assert any("resolves the flags" in note for note in found.trail.notes)


def test_a_weak_line_on_a_higher_rung_lowers_no_verdict():
    proved = fact("alias_used", "plea")
    found = rung(proved, fact("internal_message", by="Newspaper"))
    assert (found.verdict, found.k, found.s) == ("known (established)", 4, 4)
    assert found.profile == ("K4 S4", "K5 S1")
    assert found.asserted_by == ("somebody",)


def test_a_judgment_by_default_is_accepted_unanswered_and_neither_admitted_nor_established():
    found = rung(fact("layered_payment", "default_judgment"))
    assert (found.verdict, found.k, found.s) == ("known (accepted unanswered)", 4, 2)
    assert found.s_name == "accepted unanswered"
    above = rung(fact("layered_payment", "default_judgment"), fact("layered_payment", "complaint", by="x"))
    assert above.s_name == "accepted unanswered"
    halves = rung(fact("condition_accepted", "default_judgment"), fact("destination_contact", "panel"))
    assert (halves.k, halves.s_name) == (3, "official and untested")


def test_a_deal_without_a_day_carries_no_fact_and_says_why():
    found = rung(fact("internal_message", "plea", date="1998"), as_of="")
    assert (found.k, found.s, found.verdict) == (0, 0, "not shown")
    assert [row.why for row in found.trail.left_out] == [
        "the deal has no date, so nobody can say that this came before it"
    ]


def act(name, status=None, kind="finding", **more):
    return Action(
        id=name, date=parse_date("2016"), authority="Office", authority_kind="executive", kind=kind,
        title="t", matter="d1", programmes=(), status=status, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "kind"),
    [("withdrawn", "finding"), ("repealed", "finding"), ("in_force", ""), ("ended", "")],
)
def test_a_finding_that_its_maker_took_back_carries_nothing_and_the_rung_says_so(status, kind):
    held = msgspec.structs.replace(fact("blind_eye", "rule"), action="find-1")
    found = rung(held, actions=[act("find-1", status, status_date=parse_date("2021-03-04"))])
    if kind:
        assert (found.k, found.verdict) == (0, "not shown")
        assert found.withdrawn == (
            f"the finding behind it was {status} on 4 March 2021 by Office; "
            "until then the facts reached K3 S2, should have known"
        )
        assert found.withdrawn in found.said
    else:
        assert (found.k, found.verdict, found.withdrawn) == (3, "should have known", "")


def test_an_act_that_withdraws_another_makes_it_void_on_its_own_day():
    held = msgspec.structs.replace(fact("blind_eye", "rule"), action="find-1")
    after = act("back-1", kind="finding_withdrawn", follows=("find-0", "find-1"))
    found = rung(held, actions=[act("find-1", "in_force"), after])
    assert found.verdict == "not shown"
    assert found.withdrawn.startswith("the finding behind it was withdrawn on 2016 by Office")
    assert rung(held, actions=[act("find-1"), act("other", follows=("find-1",))]).withdrawn == ""


def test_a_row_of_knowledge_takes_a_finding_back_too_and_other_support_stands():
    held = msgspec.structs.replace(fact("blind_eye", "rule", name="a"), action="find-1")
    back = msgspec.structs.replace(
        fact("withdrawn", "official_statement", date="2020", exculpatory="yes"), action="find-1"
    )
    found = rung(held, back, fact("destination_known", "admission"))
    assert (found.k, found.s, found.verdict) == (2, 3, "destination only")
    assert "was withdrawn on 2020 by somebody; until then the facts reached K3 S2" in found.withdrawn


GRAVITY = [rule.verdict for rule in ladder_rules().verdicts]
LOWERING = {"enquiries_made", "withdrawn"}
FACTS = st.builds(
    fact, st.sampled_from(sorted(set(get_args(Sign)) - LOWERING)), st.sampled_from(sorted(get_args(LinkSupport))),
    date=st.sampled_from(["2014", "2015", "2015-03", "2016", "2015-12-31", "201X"]),
    exculpatory=st.sampled_from(["yes", "no"]), by=st.sampled_from(["a", "b"]),
)  # fmt: skip


@given(st.lists(FACTS, min_size=1, max_size=6), FACTS, st.sampled_from(["2015", "2015-06", ""]))
@tried(200)
def test_no_further_fact_ever_lowers_a_verdict(facts, more, as_of):
    before, after = rung(*facts, as_of=as_of), rung(*facts, more, as_of=as_of)
    assert GRAVITY.index(after.verdict) <= GRAVITY.index(before.verdict)


@given(st.lists(FACTS, min_size=1, max_size=6))
@tried(100)
def test_a_verdict_that_enquiries_lower_says_so(facts):
    before = rung(*facts)
    after = rung(*facts, fact("enquiries_made", "admission", date="2014", exculpatory="yes"))
    if after.verdict != before.verdict:
        assert any("reasonable enquiries" in note for note in after.trail.notes)


def test_enquiries_that_resolve_two_facts_which_are_a_flag_together_are_said_too():
    facts = (
        fact("condition_accepted", "admission", date="2014"),
        fact("destination_contact", "admission", date="2014"),
    )
    after = rung(*facts, fact("enquiries_made", "admission", date="2014", exculpatory="yes"))
    assert (rung(*facts).k, after.k) == (3, 2)
    assert any("reasonable enquiries" in note for note in after.trail.notes)


def test_propositions_and_actors_are_scored_apart():
    deal = Deal(
        id="d1", title="D", scope="target", summary="D", actor="p1", proposition="destination",
        as_of=parse_date("2015"),
    )  # fmt: skip
    facts = (
        fact("destination_known"), fact("false_papers", proposition="illegality"), fact("nothing_shown", actor="p2"),
    )  # fmt: skip
    found = chains_of("p1 paid p2", deals=[deal], facts=facts).knowledge("d1")
    assert [(r.actor, r.proposition, r.k) for r in found] == [
        ("p1", "destination", 2), ("p1", "illegality", 4), ("p2", "destination", 0),
    ]  # fmt: skip
    assert [r.quoted for r in found] == [True, False, False]


def test_where_the_compilers_wrote_another_rung_both_stand_and_the_reason_is_given():
    found = rung(fact("destination_contact"), stated_k=4, stated_s=2)
    assert (found.k, found.stated_k, found.stated_s) == (2, 4, 2)
    assert "destination contact" in found.differs
    assert rung(fact("destination_contact"), stated_k=2, stated_s=1).differs == ""


@pytest.mark.parametrize(
    ("k", "s", "verdict"),
    [(5, 3, "known (established)"), (4, 3, "known (established)"), (4, 2, "known (alleged)"), (3, 4, "should have known"),
     (2, 0, "destination only"), (1, 2, "not shown"), (0, 0, "not shown")],
)  # fmt: skip
def test_verdict_words(k, s, verdict):
    assert ladder_rules().verdict(k, s) == verdict


def test_a_verdict_is_never_said_without_k_s_actor_and_day():
    found = rung(fact("blind_eye", "rule"))
    assert found.said == "should have known (K3, S2; P1; as of 2015)"
    assert found.said in rung_text(found)


def test_every_rung_names_the_legal_standards_it_reaches_and_where_they_were_read():
    rules = ladder_rules()
    assert [s.name for s in rules.standards_met(5)] == [s.name for s in rules.standards]
    assert all(standard.source for standard in rules.standards)
    assert not any("772.1" in name for name in rung(fact("destination_known")).standards)
    assert any("772.1" in name for name in rung(fact("blind_eye")).standards)


def test_a_rung_cannot_be_typed_into_the_table_of_facts():
    names = {field.name for field in msgspec.structs.fields(type(fact("blind_eye")))}
    assert not names & {"k", "s", "rung", "verdict"}


def test_what_was_not_yet_shown_on_the_day_of_knowledge_is_not_counted():
    from yalu.opening import open_case

    early = open_case("china-dprk", known_by="2013-01-01").chains
    assert [r.proposition for r in early.knowledge("tsai")] == []
    assert "smtcl" not in early.deals or list(early.knowledge("smtcl")) == []
