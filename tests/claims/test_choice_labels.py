"""The choices of a reading as readers meet them: titles of the case, never the ids that are typed."""

from __future__ import annotations

import re

import pytest

import yalu
from yalu.claims.evidence import Evidence
from yalu.claims.questions.question import labels_of, make_question
from yalu.claims.records import Labels
from yalu.claims.verdicts.verdict_text import judged_lines

CASE = yalu.open_case("china-dprk")
CODEBOOK = CASE.case.codebook


@pytest.mark.parametrize(
    ("given", "name", "value", "says"),
    [
        (("visits.count", {"to": "2017"}), "rules", "strict", "Only what nobody would dispute"),
        (
            ("visits.count", {"to": "2017", "rules": "strict+R06=count"}),
            *("rules", "strict+R06=count", "Only what nobody would dispute with R06=count"),
        ),
        (("visits.frequency", {"leader": "xi-jinping"}), "eras", "in-fact", "Days as leader in fact"),
        (("visits.frequency", {"leader": "xi-jinping"}), "weight", "1.5", "1.5"),
        (("trade.share", {"period": "2015"}), "denominator", "exports", "the target's exports"),
        (("trade.share", {"period": "2015"}), "publisher", "", "any"),
        (("eras.date", {"leader": "kim-jong-un"}), "office", "in_fact", "in fact"),
        (("law.cap_used", {"measure": "coal 2017"}), "carry_over", "whole", "whole"),
    ],
)
def test_a_choice_is_told_by_the_title_the_case_gives_it(
    given: tuple[str, dict[str, str]], name: str, value: str, says: str
) -> None:
    about, parameters = given
    evidence = Evidence(CASE.case)
    labels = labels_of(evidence, make_question(evidence, about, parameters, {}, "1", lenient=True))
    assert labels.value(name, value) == says


def test_several_events_are_told_by_their_titles() -> None:
    evidence = Evidence(CASE.case)
    both = {"event": ("E026;E034", "E040")}
    labels = labels_of(evidence, make_question(evidence, "visits.latency", {}, both, "120 days"))
    assert labels.quoted("event", "E026;E034") == "“Nuclear test 2, Nuclear test 3”"
    assert labels.name("event") == "event"


def test_labels_of_two_parts_are_joined_and_what_has_no_title_stands_as_it_is() -> None:
    one = Labels({"rules": "rule set"}, {"rules": {"a": "First"}})
    both = one | Labels({"eras": "era scheme"}, {"rules": {"b": "Second"}})
    assert both.in_words({"rules": "b", "eras": "x_y"}) == "rule set “Second”, era scheme x y"
    assert both.quoted("rules", "a") == "“First”"
    assert both.name("carry_over") == "carry over"


def test_no_verdict_on_a_frequency_says_an_id_of_the_codebook_but_where_it_can_be_typed() -> None:
    assert CODEBOOK is not None
    found = CASE.claims.test("visits.frequency", "6.6", leader="hu-jintao")
    assert found.grid is not None
    ids = "|".join(re.escape(name) for name in (*CODEBOOK.rule_sets, *CODEBOOK.era_schemes) if "-" in name)
    printed = [found.reason, *found.conditions, found.figure.definition if found.figure else ""]
    assert not [line for line in printed if re.search(ids, line)]
    lines = judged_lines(found, trail=False)
    typed = [line for line in lines if re.search(ids, line)]
    assert all(re.search(rf"(?:rules|eras)=(?:{ids})", line) for line in typed)
    assert "  rules=beyond-parallel: The article's definition, as far as its text and figures fix it" in lines
