"""The rules of the knowledge ladder, one by one."""

from typing import get_args

import msgspec
import pytest

from tests.chains.conftest import chains_of, fact, node
from yalu.case.chain_records import Deal, Sign, Support
from yalu.chains.ladder_rules import ladder_rules
from yalu.chains.telling import rung_text
from yalu.vocabulary.dates import parse_date


def rung(*facts, as_of="2015", **stated):
    deal = Deal(
        id="d1", title="D", scope="target", summary="D", actor="p1", proposition="destination",
        as_of=parse_date(as_of), **stated,
    )  # fmt: skip
    chains = chains_of("p1 supplied c1", deals=[deal], facts=facts, nodes=(node("p1"),))
    return chains.knowledge("d1")[0]


def test_every_sign_and_support_of_the_case_format_has_a_rung_a_level_or_is_said_to_have_none():
    rules = ladder_rules()
    assert set(rules.signs) | set(rules.no_rung) == set(get_args(Sign))
    assert not set(rules.signs) & set(rules.no_rung)
    assert set(rules.support) == set(get_args(Support))


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
    assert (found.voices, found.s) == (("somebody",), 1)


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
    assert rung(fact("flag_seen"), enquiry).k == 2
    assert rung(fact("false_papers"), enquiry).k == 4
    assert rung(fact("flag_seen", date="2014"), fact("enquiries_made", exculpatory="yes", date="2018")).k == 3


def test_propositions_and_actors_are_scored_apart():
    deal = Deal(id="d1", title="D", scope="target", summary="D", actor="p1", proposition="destination")
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
    [(5, 3, "known (established)"), (4, 2, "known (alleged)"), (3, 4, "should have known"),
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
