"""A policy file is read strictly; its thresholds are alert rates, and changing it changes decisions."""

import pytest

from tests.screening.small_index import match, party
from yalu.documents.problems import DocumentError
from yalu.screening.decisions.rule_evaluation import facts_of, ruled, scripts_of
from yalu.screening.decisions.screening_policy import policy_of, read_policy
from yalu.screening.matching.records import Query

KIM = party("Example Unusual", "X1")


def test_the_bundled_policy_reads_and_names_itself_by_version_and_hash():
    held = read_policy()
    assert held.fingerprint == f"2+{held.sha256[:10]}"
    assert {rule.name for rule in held.policy.stop} >= {"identifier", "own-script", "reading", "exact-name"}


def test_the_same_text_gives_the_same_mark():
    held = read_policy()
    assert policy_of(held.text).fingerprint == held.fingerprint


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("alerts: stop", "alerts: halt"), "is no rate"),
        (("review: {default: 10, Person: 7, Vessel: 5}", "review: {Vessel: 5}"), "no rate for default"),
        (("bearers: shortened", "bearers: shorter"), "is no rate"),
        (("  common: 50", "  commoner: 50"), "from where a name is common"),
        (("stop: {default: 2}", "stop: {default: 2000}"), "is no rate"),
        (("looked_at: 10", "looked_at: 0"), "candidates"),
        (("name: own-script", "name: identifier"), "two rules are named"),
        (("fit: [slip]", "fit: [perfect]"), "perfect"),
        (('version: "2"', 'versoin: "2"'), "versoin"),
    ],
)
def test_a_broken_policy_is_refused_with_the_reason(change, words):
    with pytest.raises(DocumentError, match=words):
        policy_of(read_policy().text.replace(*change))


def test_a_stricter_rate_turns_a_stop_into_a_review():
    facts = facts_of(Query("Example Unusual"), match(KIM, alerts=1.5, reason="variant"), KIM)
    bundled = read_policy()
    strict = policy_of(bundled.text.replace("stop: {default: 2}", "stop: {default: 1}"))
    assert ruled(facts, bundled.policy).outcome == "stop"
    assert ruled(facts, strict.policy).outcome == "review"


def test_scripts_of_two_names():
    assert scripts_of("김가명", "김가명") == "own"
    assert scripts_of("김가명", "Kim") == "across"
    assert scripts_of("Kim", "Kim") == "latin"
    assert scripts_of("Kim 가명", "Kim 가명") == "across"
