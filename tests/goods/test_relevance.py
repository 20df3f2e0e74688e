"""Judgements shared between rows are those that each row gets alone."""

import random

from tests.goods.machines import GOODS, PARAMETERS
from tests.goods.test_completions import questions_on
from yalu.goods import classify
from yalu.goods.classification import ComparedEntries
from yalu.goods.completions import contradictions
from yalu.goods.input.items import Item
from yalu.goods.lists.relevance import relevance

KINDS = ["turning", "milling", "grinding", "balancing", "filament_winding", "valve", "software", "chemical"]


def items():
    """Machines of few facts, many of which differ in one fact only."""
    for number in range(160):
        chosen = random.Random(number)
        kind = chosen.choice(KINDS)
        questions = questions_on(kind)
        names = chosen.sample(sorted(questions), min(len(questions), chosen.choice([1, 2, 3, 6])))
        facts = {"kind": kind} | {name: random.Random(number % 3).choice(questions[name]) for name in names}
        if not any(contradictions(facts, PARAMETERS)):
            yield Item("machine", facts)


def test_an_answer_shared_with_other_rows_is_the_answer_that_a_row_gets_alone():
    alone = ComparedEntries([*GOODS.entries], GOODS.lists, PARAMETERS, GOODS.sources)
    for item in items():
        assert [*classify(item, GOODS.against)] == [*classify(item, alone)], item.facts
    assert relevance(GOODS.entries, PARAMETERS).kept


def test_entries_that_may_change_share_nothing():
    assert relevance([*GOODS.entries], PARAMETERS) is None


def test_facts_that_bound_one_another_are_kept_apart_from_the_rest():
    entry = GOODS.find("eu-2b201.a")[0]
    known = relevance(GOODS.entries, PARAMETERS)
    key = known.key(entry, {"axes_total": 4.0, "nominal_size_mm": 50.0}, {}, None)
    assert key == known.key(entry, {"axes_total": 4.0}, {}, None)  # a bore says nothing of a milling machine
    assert key != known.key(entry, {"axes_total": 5.0}, {}, None)  # axes in all bound those that contour
