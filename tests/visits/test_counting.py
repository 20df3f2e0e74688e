"""What counts, what does not, and when the facts cannot say."""

import msgspec
import pytest
from msgspec import structs

from tests.visits.building import CODEBOOK, RULES, a_case, summit, visit
from yalu.case.records import Rule, RuleOption
from yalu.documents.choices import ChoiceError
from yalu.visits.rules.codebook import choose_rules
from yalu.visits.rules.counts import decide, rows_that_turn
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES


def decided(*visits, rules="plain"):
    case = a_case(visits=visits)
    return {d.visit: d for d in decide(case, choose_rules(case, rules))}


def test_a_listed_post_counts():
    found = decided(visit("a", "2001-02-03"))
    assert (found["a"].counts, found["a"].rules) == ("yes", ("R1",))


def test_a_post_below_the_list_does_not_count():
    assert decided(visit("a", "2001-02-03", posts=("p.vice",)))["a"].counts == "no"


def test_a_full_member_of_the_party_body_counts_whatever_the_post():
    assert decided(visit("a", "2001-02-03", posts=("p.vice",), party_body="politburo"))["a"].counts == "yes"


def test_an_unknown_party_body_cannot_be_judged_and_says_what_would_settle_it():
    found = decided(visit("a", "2001-02-03", posts=("p.vice",), party_body="unknown"))["a"]
    assert found.counts == "cannot_say"
    assert "roster" in found.why


def test_a_listed_post_settles_it_even_when_the_party_body_is_unknown():
    assert decided(visit("a", "2001-02-03", party_body="unknown"))["a"].counts == "yes"


def test_posts_of_the_host_do_not_admit_a_guest():
    assert decided(visit("a", "2001-02-03", "target_to_partner", posts=("p.minister",)))["a"].counts == "no"


def test_a_third_country_meeting_is_left_out_by_its_rule():
    found = decided(visit("a", "2001-02-03", "third_country"))["a"]
    assert (found.counts, found.rules) == ("no", ("R3",))


def test_switching_one_rule_brings_the_third_country_back():
    assert decided(visit("a", "2001-02-03", "third_country"), rules="plain+R3=count")["a"].counts == "yes"


def test_an_unknown_occasion_cannot_be_judged_when_a_rule_turns_on_it():
    rows = [
        visit("a", "2001-02-03", occasion="unknown"),
        visit("b", "2001-02-03", occasion="multilateral_hosted"),
    ]
    assert decided(*rows)["a"].counts == "yes"
    narrow = decided(*rows, rules="narrow")
    assert (narrow["a"].counts, narrow["b"].counts) == ("cannot_say", "no")


def test_a_certain_exclusion_beats_an_unknown_fact():
    found = decided(visit("a", "2001-02-03", "third_country", posts=("p.vice",), party_body="unknown"))
    assert found["a"].counts == "no"


def test_leaders_who_met_make_a_summit_and_leaders_who_did_not_make_a_visit():
    found = decided(summit("a", "2001-01-01"), visit("b", "2001-01-02", posts=("p.head",), met_leader=NO))
    assert (found["a"].summit, found["b"].summit) == ("yes", "no")
    assert found["b"].counts == "yes"


def test_not_knowing_whether_leaders_met_is_not_a_no():
    assert (
        decided(visit("a", "2001-01-02", posts=("p.head",), met_leader=CANNOT_SAY))["a"].summit
        == "cannot_say"
    )


def test_two_legs_of_one_journey_count_once_and_the_first_stands():
    found = decided(visit("b", "2001-01-09", journey="j"), visit("a", "2001-01-01", journey="j"))
    assert (found["a"].counts, found["b"].counts) == ("yes", "no")
    assert "same journey as a" in found["b"].why


def test_a_leg_that_surely_counts_stands_for_the_journey_before_an_earlier_one_that_may_not():
    found = decided(
        visit("maybe", "2001-01-01", journey="j", posts=("p.vice",), party_body="unknown"),
        visit("sure", "2001-01-09", journey="j"),
    )
    assert (found["sure"].counts, found["maybe"].counts) == ("yes", "no")


def test_a_post_of_the_other_side_admits_nobody_although_the_rule_lists_both():
    both = {"posts": ["p.head", "t.head"]}
    rules = {
        **RULES,
        "R1": msgspec.structs.replace(RULES["R1"], options={"ministers": RuleOption(admit=both)}),
    }
    book = msgspec.structs.replace(CODEBOOK, rules=rules)
    case = a_case(visits=[visit("a", "2001-02-03", "target_to_partner", posts=("p.head",))], codebook=book)
    assert decide(case, choose_rules(case, "plain"))[0].counts == "no"


def test_a_summit_on_the_second_leg_makes_the_journey_a_summit():
    found = decided(visit("a", "2001-01-01", journey="j"), summit("b", "2001-01-09", journey="j"))
    assert found["a"].summit == "yes"


def test_legs_count_apart_when_the_rule_says_so():
    found = decided(
        visit("a", "2001-01-01", journey="j"), visit("b", "2001-01-09", journey="j"), rules="plain+R5=legs"
    )
    assert [d.counts for d in found.values()] == ["yes", "yes"]


def test_rows_that_turn_are_named_with_both_answers():
    case = a_case(visits=[visit("a", "2001-02-03", posts=("p.vice",)), visit("b", "2001-02-03")])
    turns = rows_that_turn(case, choose_rules(case))
    assert [(t.visit, t.rule, t.before, t.after) for t in turns] == [("a", "R1", "not counted", "counted")]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("plian", "did you mean 'plain'"),
        ("plain+R9=count", "unknown rule 'R9'"),
        ("plain+R3=maybe", "known: leave-out, count"),
    ],
)
def test_an_unknown_choice_names_the_valid_ones(name, says):
    with pytest.raises(ChoiceError, match="unknown") as error:
        choose_rules(a_case(), name)
    assert says in str(error.value)


def test_a_case_without_a_codebook_says_so():
    with pytest.raises(ChoiceError, match=r"no codebook\.yaml"):
        choose_rules(a_case(codebook=None))


def test_bodies_that_the_rules_admit_together_settle_what_one_rule_alone_cannot():
    found = visit(
        "a",
        "2001-02-03",
        posts=("p.vice",),
        party_body="unknown",
        party_bodies=("politburo", "politburo_alternate"),
    )
    assert decided(found)["a"].counts == "cannot_say"
    codebook = structs.replace(
        CODEBOOK,
        rules=CODEBOOK.rules
        | {
            "R5": Rule(
                title="Alternates",
                reason="they have no vote",
                options={
                    "count": RuleOption(admit={"party_bodies": ["politburo_alternate"]}),
                    "leave-out": RuleOption(),
                },
            )
        },
        rule_sets={
            "both": structs.replace(
                CODEBOOK.rule_sets["plain"], choose=CODEBOOK.rule_sets["plain"].choose | {"R5": "count"}
            )
        },
    )
    case = a_case(visits=[found], codebook=codebook)
    (together,) = decide(case, choose_rules(case, "both"))
    assert (together.counts, together.why) == (
        "yes",
        "admitted by R1: party body politburo or politburo_alternate",
    )
    (apart,) = decide(case, choose_rules(case, "both+R5=leave-out"))
    assert apart.counts == "cannot_say"


def test_bodies_none_of_which_a_rule_admits_keep_a_guest_out():
    below = visit("a", "2001-02-03", posts=("p.vice",), party_body="below_politburo")
    assert decided(below)["a"].counts == NO


@pytest.mark.parametrize(
    ("facts", "counts", "is_summit"),
    [
        ({}, CANNOT_SAY, NO),
        ({"posts": ("p.vice",)}, NO, NO),
        ({"posts": ("p.head",), "met_leader": YES}, CANNOT_SAY, CANNOT_SAY),
        ({"posts": ("p.head",), "met_leader": NO}, CANNOT_SAY, NO),
    ],
)
def test_a_visit_that_was_only_announced_counts_for_nobody_for_certain(facts, counts, is_summit):
    found = decided(visit("a", "2001-02-03", status="announced_not_seen", **facts))["a"]
    assert (found.counts, found.summit) == (counts, is_summit)
    assert found.counts == NO or "announced" in found.why
