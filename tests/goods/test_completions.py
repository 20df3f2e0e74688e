"""An answer is certain only if every completion of what is unanswered agrees, enumerated over every entry."""

import itertools
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.goods.machines import COMMON, leaves, possible, questions_of
from yalu.goods import classify, open_goods
from yalu.goods.classification import ComparedEntries
from yalu.goods.conditions import holds
from yalu.goods.input.items import Item
from yalu.vocabulary.answers import NO, YES

GOODS = open_goods()
PARAMETERS = GOODS.parameters
EVERY = 64  # completions are enumerated up to this many, and sampled beyond


def entries_on(kind):
    return [entry for entry in GOODS.entries if kind in entry.applies_to]


def questions_on(kind):
    """Every question the entries on a kind turn on, a value by each test being one and the test another."""
    conditions = [
        condition
        for entry in entries_on(kind)
        for condition in (entry.meets, *(exclusion.when for exclusion in entry.excludes))
    ]
    found = {}
    for name, values in questions_of(conditions).items():
        plain, _, standard = name.partition("@")
        found[plain] = sorted({*found.get(plain, []), *values}, key=str)
        if standard:
            found["accuracy_standard"] = list(PARAMETERS[plain].standards)
    return dict(sorted(found.items()))


KINDS = sorted(kind for kind in PARAMETERS["kind"].choices if questions_on(kind))


def answers(kind, facts):
    against = ComparedEntries(entries_on(kind), GOODS.lists, PARAMETERS, GOODS.sources)
    found = classify(Item("machine", {"kind": kind, "destination": "PRK", **facts}), against)
    return {answer.entry: answer for answer in found if answer.answer != "not_asked"}


def completions(facts, questions, seed):
    """What the machine may be: every answer to every open question, or a sample where there are too many."""
    names = [name for name in questions if name not in facts]
    count = 1
    for name in names:
        count *= len(questions[name])
    chosen = (
        itertools.product(*(questions[name] for name in names))
        if count <= EVERY
        else (tuple(random.Random(f"{seed}/{n}/{name}").choice(questions[name]) for name in names) for n in range(EVERY))
    )  # fmt: skip
    for values in chosen:
        whole = facts | dict(zip(names, values, strict=True))
        if possible(whole):
            yield whole


@st.composite
def machines(draw):
    kind = draw(st.sampled_from(KINDS))
    questions = questions_on(kind)
    open_ones = draw(st.sets(st.sampled_from(sorted(questions)), max_size=draw(st.sampled_from([2, 4, 30]))))
    facts = {name: draw(st.sampled_from(v)) for name, v in questions.items() if name not in open_ones}
    return kind, questions, facts, draw(st.integers(0, 999))


FIVE_AXES = {"axes_simultaneous": 5, "repeatability_um": 0.9, "travel_m": 0.8}


@settings(max_examples=150, deadline=None)
@given(machines())
@example(("milling", questions_on("milling"), FIVE_AXES, 0))
@example(("grinding", questions_on("grinding"), FIVE_AXES, 0))
@example(
    ("grinding", questions_on("grinding"), {"small_cylindrical_grinder": True, "axes_simultaneous": 5}, 0)
)
def test_an_answer_is_certain_only_if_every_completion_agrees(machine):
    kind, questions, facts, seed = machine
    if not possible(facts):
        return
    before = answers(kind, facts)
    for whole in completions(facts, questions, seed):
        for name, after in answers(kind, whole).items():
            if before[name].certain:
                assert after.answer == before[name].answer, (name, facts, whole)
            elif before[name].answer != after.answer:
                assert before[name].settled_by, (name, facts, whole)


@settings(max_examples=150, deadline=None)
@given(machines())
def test_does_not_is_always_certain_and_meets_says_what_would_undo_it(machine):
    kind, _, facts, _ = machine
    if not possible(facts):
        return
    for answer in answers(kind, facts).values():
        if answer.answer == "does_not":
            assert answer.certain
        if answer.answer == "meets":
            assert answer.certain != bool(answer.unless)


@pytest.mark.parametrize(
    "entry", [entry for entry in GOODS.entries if entry.excludes], ids=lambda entry: entry.id
)
def test_an_exclusion_shown_in_part_is_never_does_not_on_that_part_alone(entry):
    """Every strict part of every exclusion: with it alone known, the exclusion does not decide."""
    for exclusion in entry.excludes:
        parts = [leaf for leaf in leaves(exclusion.when) if leaf.parameter not in COMMON]
        for count in range(len(parts)):
            for known in itertools.combinations(parts, count):
                facts = {leaf.parameter: shown(leaf) for leaf in known}
                facts.update(("accuracy_standard", leaf.standard) for leaf in known if leaf.standard)
                if holds(exclusion.when, facts, PARAMETERS).holds is YES:
                    continue
                for kind in entry.applies_to or ("other",):
                    answer = answers(kind, facts).get(entry.id)
                    assert answer is None or exclusion.text not in answer.because


def shown(leaf):
    """A value for which a comparison of an exclusion holds."""
    for name, step in (("at_least", 0), ("at_most", 0), ("above", 1), ("below", -1)):
        if getattr(leaf, name) is not None:
            return getattr(leaf, name) + step
    return leaf.is_ if leaf.is_ is not None else leaf.one_of[0]


def test_the_questions_cover_both_sides_of_each_exclusion():
    questions = questions_on("grinding")
    assert {"small_cylindrical_grinder", "axes_limited_to_xzc", "jig_grinder", "zw_accuracy_um"} <= set(
        questions
    )
    assert questions["axes_limited_to_xzc"] == [False, True]
    assert (
        holds(GOODS.find("eu-2b201.b")[0].excludes[0].when, {"axes_limited_to_xzc": False}, PARAMETERS).holds
        is NO
    )
