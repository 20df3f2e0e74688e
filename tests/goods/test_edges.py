"""The edges of tests/golden/goods/edges: at, below and above each number, and what takes an item out."""

from pathlib import Path

import pytest
import yaml

from yalu.goods import classify, item_of, open_goods

GOODS = open_goods()
CASES = [
    (case, f"{path.stem}-{number}-{case['entry']}")
    for path in sorted((Path(__file__).parents[1] / "golden" / "goods" / "edges").glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")))
]
ENTRIES = {entry.id: entry for entry in GOODS.entries}


def answer(case, **changed):
    typed = {name: str(value) for name, value in {**case["given"], **changed}.items()}
    found = {a.entry: a.answer for a in classify(item_of(typed, GOODS.parameters), GOODS.against)}
    return found[case["entry"]]


def limits_of(condition):
    for part in (*condition.all, *condition.any):
        yield from limits_of(part)
    for name in ("at_least", "at_most", "above", "below"):
        if getattr(condition, name) is not None:
            yield condition.parameter, getattr(condition, name)


@pytest.mark.parametrize("case", [case for case, _ in CASES], ids=[name for _, name in CASES])
def test_an_item_meets_its_entry_up_to_each_edge_and_no_further(case):
    assert answer(case) == "meets"
    for name, edges in case.get("numbers", {}).items():
        said = {number: answer(case, **{name: number}) for number in edges}
        assert said == {number: "meets" if met else "does_not" for number, met in edges.items()}
    for name, value in case.get("lacking", {}).items():
        assert answer(case, **{name: value}) == "does_not", name


def test_every_number_of_an_entry_read_line_by_line_has_its_edge():
    asked = {}
    for case, _ in CASES:
        for name, edges in case.get("numbers", {}).items():
            asked.setdefault(case["entry"], set()).update((name, float(number)) for number in edges)
    missing = {
        entry.id: left
        for entry in GOODS.entries
        if entry.list == "eu" and entry.lines
        for left in [set(limits_of(entry.meets)) - asked.get(entry.id, set())]
        if left
    }
    others = {
        ("specific_strength_m", 235000),
        ("specific_modulus_m", 3180000),
        ("specific_strength_m", 76200),
    }
    assert missing == {"eu-1c210.c": others}  # those of 1C210.a and .b, which have edges of their own


def test_every_number_of_a_list_of_china_has_its_edge():
    asked = {
        (case["entry"], name, float(number))
        for case, _ in CASES
        for name, edges in case.get("numbers", {}).items()
        for number in edges
    }
    mine = [entry for entry in GOODS.entries if entry.list.startswith("cn-")]
    limits = {(entry.id, name, limit) for entry in mine for name, limit in limits_of(entry.meets)}
    assert len(limits) == 17
    named = {("cn-licences-9", "rollers", 3.0)}  # the same words as item 7, for machines that can flow-form
    assert limits - asked == named


TWINS = [entry for entry in GOODS.entries if "; the text of this list was not read." in entry.note]


@pytest.mark.parametrize("twin", TWINS, ids=lambda entry: entry.id)
def test_a_twin_asks_what_the_entry_asks_that_carries_it_out(twin):
    source = ENTRIES[twin.matches[0]]
    assert f"As in EU {source.entry}" in twin.note
    assert (twin.meets, twin.excludes, twin.applies_to) == (source.meets, source.excludes, source.applies_to)
    assert twin.id in source.matches
    assert twin.verified == "partly"
