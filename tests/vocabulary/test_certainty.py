"""No public type of the package can be built clean or certain without what it covers and rests on."""

from __future__ import annotations

import importlib
import pkgutil
import typing
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

import yalu
from yalu.vocabulary.answers import Answer
from yalu.vocabulary.coverage import Coverage, CoverageError, covered_table
from yalu.vocabulary.results import Citation as Cited
from yalu.vocabulary.results import Figure, Trail, TrailRow, Verdict, on_evidence_of, rows_strength
from yalu.vocabulary.strength import Strength, StrengthError, Support
from yalu.vocabulary.tables import Results

CLEAN_OR_CERTAIN = frozenset(
    {"clear", "does_not", "not_covered", "within", "none_found", "supported", "supported_if", "contradicted", "breach"}
)  # fmt: skip
# Types that hold such a word and are no result: what they say becomes a result only in a type that is tested here.
NO_RESULTS = {
    "yalu.law.verdicts.situations.SituationVerdict": "what the law says to a kind of row, before any row is looked at",
    "yalu.policy.agreement.escrow.Account": "breach is a state of the simulated deal",
    "yalu.policy.agreement.steps.Turn": "breach is a state of the simulated deal",
    "yalu.chains.knowledge.condition_verdicts._Outcome": "one account of several, before the verdict over them",
    "yalu.policy.records.Lever": "what a lever of an option waits for",
    "yalu.screening.decisions.reviewer_judgements.JudgedOutcome": "what a reviewer decided before",
    "yalu.screening.decisions.screening_policy.Contradicts": "a row of the user's own policy",
    "yalu.screening.decisions.records.Weighed": "one match of several, before the decision",
    "yalu.screening.decisions.rule_evaluation.RuledMatch": "one rule of several, before the decision",
    "yalu.visits.record.lists.ListedEntry": "how the dates of somebody else's list lie to ours",
    "yalu.screening.decisions.records.Decision": "carries its coverage with the lists it was asked of",
}


def structs() -> Iterator[tuple[str, type[msgspec.Struct]]]:
    for found in pkgutil.walk_packages(yalu.__path__, "yalu."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if (
                isinstance(value, type)
                and issubclass(value, msgspec.Struct)
                and value.__module__ == found.name
            ):
                yield f"{found.name}.{name}", value


def hints_of(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """The types of the fields; those a module names for the type checker only hold no words and are left out."""
    found = {}
    for part in reversed(struct.__mro__):
        names = vars(importlib.import_module(part.__module__))
        for field, written in vars(part).get("__annotations__", {}).items():
            try:
                found[field] = eval(written, dict(names)) if isinstance(written, str) else written
            except (NameError, TypeError):
                continue
    return found


def words_in(hint: Any) -> set[str]:
    if typing.get_origin(hint) is typing.Literal:
        return {word for word in typing.get_args(hint) if isinstance(word, str)}
    return set().union(*(words_in(part) for part in typing.get_args(hint)), set())


def holding() -> Iterator[tuple[str, type[msgspec.Struct], str, str]]:
    """Every public type with a field that can say something clean or certain, once for each such word."""
    for name, struct in structs():
        for field, hint in hints_of(struct).items():
            for word in sorted(words_in(hint) & CLEAN_OR_CERTAIN):
                yield name, struct, field, word


HOLDING = list(holding())


def least(hint: Any) -> Any:
    """The least a field of a type can hold: no text, no row, nothing asked, nothing rested on."""
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)[0]
    origin = typing.get_origin(hint) or hint
    if type(None) in typing.get_args(hint):
        return None
    return {str: "x", float: 1.0, int: 1, tuple: (), dict: {}, Trail: Trail(), Coverage: Coverage()}.get(
        origin
    )


def test_the_types_that_can_be_clean_or_certain_are_the_ones_looked_at() -> None:
    names = {name for name, *_ in HOLDING}
    assert {
        "yalu.vocabulary.results.Verdict",
        "yalu.claims.records.JudgedClaim",
        "yalu.goods.classification.Classification",
    } <= names
    assert NO_RESULTS.keys() <= names, "a type that is no longer there, or no longer holds such a word"


@pytest.mark.parametrize(
    ("name", "struct", "field", "word"),
    [pytest.param(*found, id=f"{found[0]}-{found[3]}") for found in HOLDING if found[0] not in NO_RESULTS],
)
def test_none_is_built_clean_or_certain_over_nothing(
    name: str, struct: type[msgspec.Struct], field: str, word: str
) -> None:
    hints = hints_of(struct)
    needed = {f.name: least(hints[f.name]) for f in msgspec.structs.fields(struct) if f.required}
    with pytest.raises((CoverageError, StrengthError)):
        struct(**needed | {field: word})


def trail(*qualities: str, rows: int = 1) -> Trail:
    supports = tuple(
        Support(kind="row", id=f"r{n}", quality=quality, by="a panel")  # type: ignore[arg-type]
        for n, quality in enumerate(qualities)
    )
    return Trail(strength=Strength(supports), coverage=covered_table("rows", rows))


@pytest.mark.parametrize("kind", ["breach", "within", "not_covered"])
def test_a_verdict_is_refused_over_a_doubted_row_and_said_as_a_report_over_an_alleged_one(kind: Any) -> None:
    def verdict(*qualities: str, **more: str) -> Verdict:
        return Verdict("v", "v", kind, "because", trail(*qualities), **more)

    assert verdict("sound", "read_in_part").as_reported_by == ""
    for weak in ("reported", "doubted", "unread", "own"):
        with pytest.raises(StrengthError):
            verdict("sound", weak)
    assert verdict("sound", "reported", as_reported_by="a panel").shown.endswith("as reported by a panel")
    with pytest.raises(StrengthError):
        verdict("reported", "unread", as_reported_by="a panel")


def test_zero_over_an_empty_table_is_no_figure_and_nothing_found_in_it_no_result() -> None:
    with pytest.raises(CoverageError):
        Figure("f", "f", 0.0, "t", "d", trail("sound", rows=0))
    with pytest.raises(CoverageError):
        Results([], covered_table("rows", 0))
    assert Figure("f", "f", 0.0, "t", "d", trail("sound")).shown == "0"
    assert Results([], covered_table("rows", 3, whole=True)).none_found.startswith(
        "None found: asked rows (3 rows"
    )


def row(name: str, *grades: str, **more: str) -> TrailRow:
    return TrailRow(
        name, "says", sources=tuple(Cited(f"s{n}", grade=g) for n, g in enumerate(grades)), **more
    )


def test_a_trail_with_rows_rests_on_them_without_being_told() -> None:
    assert Trail(rows=(row("a", "B2"),)).strength.certain
    assert not Trail(rows=(row("a", "B2"), row("b", "C4"))).strength.certain
    assert not Trail().strength.certain


def test_a_row_of_the_askers_own_table_is_taken_as_given_and_a_graded_one_by_its_best_source() -> None:
    given, poor, better, alleged = rows_strength(
        (
            row("given"),
            row("poor", "B5"),
            row("better", "B5", "C2"),
            row("alleged", "B2", reported_by="a panel"),
        )
    ).supports
    assert [s.quality for s in (given, poor, better, alleged)] == ["sound", "doubted", "sound", "reported"]


def test_what_is_made_of_two_figures_is_as_weak_as_the_weaker_and_covers_both() -> None:
    first, second = trail("sound"), Trail(rows=(row("z", "F6"),), coverage=covered_table("others", 2))
    made = on_evidence_of(Trail(), (first, second))
    assert made.strength.supports == (*first.strength.supports, *second.strength.supports)
    assert not made.strength.certain
    assert [source.name for source in made.coverage.asked] == ["rows", "others"]


def test_what_would_settle_a_weak_result_names_each_weak_support() -> None:
    strength = Strength(
        (
            Support(kind="row", id="a", quality="doubted", says="graded C4"),
            Support(kind="clause", id="op 8", quality="unread"),
            Support(kind="row", id="b", quality="sound"),
        )
    )
    assert strength.settled_by == (
        "the text of clause op 8, which nobody here has read; a better source for row a (graded C4)"
    )
    assert not strength.only_reported
    assert Strength((Support(kind="row", id="a", quality="reported"),)).only_reported
    assert Strength().settled_by == ""


@pytest.mark.parametrize("answer", list(Answer))
def test_no_answer_is_a_truth_value(answer: Answer) -> None:
    with pytest.raises(TypeError):
        bool(answer)
