"""A decision says what was asked; over nothing, a part or an old copy it is never told as clear."""

from datetime import date

import msgspec
import pytest

from tests.screening.small_index import KIM, PARTIES, covering, loaded, party
from yalu.screening.decisions.decision import list_warnings
from yalu.screening.decisions.decision_text import decision_lines
from yalu.screening.decisions.records import Decision
from yalu.screening.decisions.screening_policy import ListLimits, policy_of, read_policy
from yalu.screening.matching.records import Doubt, Query
from yalu.screening.query_input import ask
from yalu.screening.screener import Screening
from yalu.vocabulary.coverage import Asked, Coverage, CoverageError

DAY = date(2026, 2, 1)


def screened(coverage, name="Nobody At All", parties=PARTIES, **rest):
    return Screening(loaded=loaded(parties, coverage=coverage, **rest)).screen(name, on=DAY)


def list_of(name="un", entries=3, **rest):
    return Asked(name=name, kind="list", entries=entries, **({"whole": True, "as_of": "2026-01-31"} | rest))


def test_a_clear_decision_over_nothing_cannot_be_built():
    for coverage in (Coverage(), Coverage((list_of(entries=0),))):
        with pytest.raises(CoverageError):
            Decision(id="", outcome="clear", reason="", query=Query("x"), on="2026-02-01", coverage=coverage)


@pytest.mark.parametrize(
    ("coverage", "said"),
    [
        (Coverage((list_of(),)), "clear"),
        (Coverage((list_of(whole=False),)), "clear on 1 partial list"),
        (Coverage((list_of(whole=False), list_of("eu"))), "clear on 2 lists, 1 in part"),
        (Coverage((list_of(whole=None), list_of("eu", whole=False))), "clear on 2 partial lists"),
        (Coverage((list_of(),), ("eu",)), "clear but for eu"),
    ],
)
def test_the_outcome_is_told_with_its_extent(coverage, said):
    found = screened(coverage)
    assert (found.outcome, found.said) == ("clear", said)
    assert next(decision_lines(found)).startswith(said.replace("clear", "CLEAR"))
    assert msgspec.json.decode(msgspec.json.encode(found))["said"] == said
    assert f"covers: {coverage.says}" in list(decision_lines(found))


def test_the_word_cannot_be_set_to_another():
    found = screened(Coverage((list_of(whole=False),)))
    assert msgspec.structs.replace(found, said="clear").said == "clear on 1 partial list"


@pytest.mark.parametrize(
    ("coverage", "reason", "need"),
    [
        (Coverage(), "no list is stored and none comes with this copy of Yalu", "yalu lists update"),
        (
            Coverage((Asked(name="eu", kind="list", entries=0), list_of())),
            "eu was asked for and nothing of it is here",
            "yalu lists update eu",
        ),
        (
            Coverage((list_of("mine", entries=0), list_of())),
            "mine was asked for and its copy of 2026-01-31 holds no entry",
            "yalu lists update mine --from FILE",
        ),
    ],
)
def test_a_list_that_is_not_there_or_empty_gives_not_screened_with_what_to_do(coverage, reason, need):
    found = screened(coverage)
    assert (found.outcome, found.said, found.reason, found.needs) == (
        "not_screened",
        "not screened",
        reason,
        (need,),
    )
    if coverage.asked:
        assert reason in found.warnings
    assert screened(coverage, "KIM Example").outcome == "stop"  # what was found stands


@pytest.mark.parametrize(
    ("kind", "named", "outcome"),
    [
        ("cut", True, "review"),
        ("script", True, "review"),
        ("number", True, "review"),
        ("number", False, "not_screened"),
        ("encoding", True, "not_screened"),
    ],
)
def test_a_doubt_about_the_question_never_clears_and_never_hides_what_was_found(kind, named, outcome):
    held = Screening(loaded=loaded())
    doubt = Doubt(kind, "something was not read")

    def doubted(name):
        asked = ask(name)
        query = msgspec.structs.replace(asked.query, name=name if named else "", doubts=(doubt,))
        return held.decide(msgspec.structs.replace(asked, query=query), on=DAY)

    found = doubted("Nobody At All")
    assert found.outcome == outcome
    assert found.reason.startswith("something was not read")
    assert "something was not read" in found.notes
    if named:
        assert doubted("KIM Example").outcome == "stop"


def test_a_name_cut_or_a_broken_number_beside_a_name_goes_to_review():
    held = Screening(loaded=loaded())
    assert held.screen("x" * 2000, on=DAY).outcome == "review"
    assert held.screen("Nobody At All", identifiers=[("imo", "8660314")], on=DAY).outcome == "review"
    assert held.screen("", identifiers=[("imo", "8660314")], on=DAY).outcome == "not_screened"


@pytest.mark.parametrize(("as_of", "warned"), [("2026-01-25", False), ("2026-01-24", True), ("", True)])
def test_an_old_or_undated_copy_is_a_warning_in_every_decision(as_of, warned):
    found = screened(covering(as_of=as_of))
    assert bool(found.warnings) is warned
    if as_of == "2026-01-24":
        assert "ofac-sdn is 8 days old, un is 8 days old; the screening policy allows 7" in found.warnings[0]
    assert [line for line in decision_lines(found) if line.startswith("warning:")] == [
        f"warning: {warning}" for warning in found.warnings
    ]


def test_a_policy_may_allow_a_list_an_age_of_its_own():
    text = read_policy().text.replace("{default: 7}", "{default: 7, un: 400}")
    limits = policy_of(text).policy.lists
    old = Coverage((list_of("un", as_of="2025-02-01"), list_of("uk", as_of="2025-02-01")))
    assert list_warnings(old, limits, DAY)[0].startswith("uk is 365 days old; the screening policy allows 7")
    assert list_warnings(old, ListLimits(max_age_days={"default": 365}), DAY) == ()
    assert (
        list_warnings(Coverage((Asked(name="given", kind="table", entries=2, whole=True),)), limits, DAY)
        == ()
    )


def test_what_the_lists_warn_of_stands_in_every_decision_and_its_id():
    plain = Screening(loaded=loaded()).screen("KIM Example", on=DAY)
    warned = Screening(loaded=loaded(warnings=("an update of un was refused",))).screen("KIM Example", on=DAY)
    assert warned.warnings == ("an update of un was refused",)
    assert warned.id != plain.id


def test_the_reason_names_only_what_was_asked():
    held = Screening(loaded=loaded())
    assert held.screen("Nobody At All", on=DAY).reason == "no listed name is near"
    assert "name" not in held.screen("", identifiers=[("swift", "DEUTDEFF")], on=DAY).reason


def test_parties_given_by_the_caller_are_asked_whole_and_none_is_nothing():
    assert Screening([KIM]).screen("Maria Schmidt").said == "clear"
    assert Screening([]).screen("Maria Schmidt").outcome == "not_screened"
    undated = Screening([party("Zebedee Unusualname", "P9", list="mine")])
    assert undated.screen("Zebedee Unusualname").outcome == "stop"


def test_the_terminal_names_every_list_however_many():
    coverage = Coverage(tuple(list_of(f"list-{n}") for n in range(9)), ("eu",))
    line = next(line for line in decision_lines(screened(coverage)) if line.startswith("covers:"))
    assert all(f"list-{n} (3 entries, of 2026-01-31)" in line for n in range(9))
    assert line.endswith("; not asked: eu")
