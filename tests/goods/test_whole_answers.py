"""Whole answers on goods of two made-up lists and one made-up law, by tests/golden/goods-answers.yaml."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.plain_results import plain_result
from yalu.goods.answers import answers, entry_lines, list_lines, reason_lines, short_answer
from yalu.goods.classification import next_question
from yalu.goods.input.items import Item
from yalu.goods.lists.bundled_goods import BundledGoods
from yalu.goods.lists.regime_lists import TakenOver
from yalu.goods.records import ControlEntry, ControlList, Exclusion, Force, ItemCondition, ItemParameter
from yalu.goods.transfers import CodeOutcome, LawOnGoods, Paragraph
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.results import Citation

GOLDEN = Path(__file__).parents[1] / "golden" / "goods-answers.yaml"
PARAMETERS = {
    "kind": ItemParameter(title="kind", question="", type="word", choices=("mill", "pump")),
    "hs": ItemParameter(title="heading", question="", type="code"),
    "destination": ItemParameter(title="destination", question="", type="word"),
    "axes": ItemParameter(title="axes", question="", type="number"),
    "toy": ItemParameter(title="made as a toy", question="", type="yes_no"),
}
LISTS = {
    "alpha": ControlList(
        id="alpha", title="Alpha list", body="A", version="third", version_date="2020-01-01", source="s",
        order=1, left_out=("A9",),
    ),
    "beta": ControlList(
        id="beta", title="Beta list", body="B", version="1", version_date="2019", source="s", order=2
    ),
    "reg:R 1": ControlList(
        id="reg:R 1", title="R 1", body="R", version="R 1", version_date="2020-02-01", source="s", order=1000
    ),
}  # fmt: skip


def entry(name, held, **more):
    return ControlEntry(
        id=f"{held}-{name}".lower(), list=held, entry=name, title=f"Goods {name}", text=f"Text of {name}.",
        sources=("s",), **more,
    )  # fmt: skip


ENTRIES = (
    entry(
        "A1", "alpha", applies_to=("mill",), meets=ItemCondition(parameter="axes", at_least=5), verified="verified",
        excludes=(Exclusion(text="toys", when=ItemCondition(parameter="toy", is_=True)),), hs_hints=("8459",),
        note="A note.", matches=("beta-b1",),
    ),
    entry("A2", "alpha", applies_to=("mill",), meets=ItemCondition(parameter="axes", at_least=7)),
    entry(
        "A3", "alpha", applies_to=("mill",), meets=ItemCondition(parameter="axes", at_least=3), verified="partly",
        covered_by=("alpha-a1",), covered_elsewhere=("A8",),
    ),
    entry("B1", "beta", applies_to=("pump",), meets=ItemCondition(parameter="axes", at_least=1), verified="verified"),
    entry(
        "1", "reg:R 1", meets=ItemCondition(parameter="hs", within=("84",)), verified="verified", measure="m-named",
        destinations=("RVL",), in_force=Force(start="2020-02-01"),
    ),
)  # fmt: skip
TAKEN = (
    TakenOver(regime="reg", measure="m-list", document="D/1", control_list="alpha", start="2020-03-01", until="",
              verified="verified", notes="As of the third version."),
    TakenOver(regime="reg", measure="m-list", document="D/2", control_list="", start="2020-03-01", until="", verified="verified"),
    TakenOver(regime="reg", measure="m-old", document="D/3", control_list="alpha", start="2019-01-01", until="2020-01-01",
              verified="verified"),
    TakenOver(regime="other", measure="m-list", document="D/4", control_list="beta", start="2020-03-01", until="",
              verified="verified"),
)  # fmt: skip
GOODS = BundledGoods(
    ENTRIES, LISTS, PARAMETERS, {"s": Citation("s", "A source", "https://example.org/s", "A")}, "v1", TAKEN
)


def paragraph(name, by, **more):
    return Paragraph(
        id=name, named=name, title=f"Title of {name}", since="2020-01-15", by=by, verified="verified", **more
    )


def law(on, bears=True, bound=True):
    """The law on Riverland on a day: a list, named goods, a code that is banned and one that is capped, and an end use."""
    held = (
        paragraph("m-list", "list", documents="D/1 and D/2", unless=("the Committee approves",)),
        paragraph("m-old", "list"),
        paragraph("m-other", "list", documents="D/9"),
        paragraph("m-named", "list"),
        paragraph("m-code", "code", unless=("a licence is shown",)),
        paragraph("m-end", "end_use"),
    )
    judged = {
        "8459": (CodeOutcome(measure="m-code", outcome="banned", reason="banned"),),
        "2709": (CodeOutcome(measure="m-code", outcome="capped", reason="capped"),),
        "8413": (CodeOutcome(measure="m-code", outcome="cannot_say", reason="the code is coarse", settled_by=("six digits",)),),
    }  # fmt: skip
    return LawOnGoods(
        regime="reg", title="Law on Riverland", target="RVL", day=on, bears=bears,
        paragraphs={one.id: one for one in held} if bound else {}, judged=judged if bound else {},
        not_asked=("law of Eastland",) if bound else (), coverage=Coverage((Asked(name="R 1", kind="regime", entries=6),), ("R 2",)),
    )  # fmt: skip


def whole(case):
    """Everything that is said of one item."""
    item = Item(id="x", facts=case["facts"], notes=("a note of the item",), read=tuple(case.get("read", ())))
    day = date.fromisoformat(case["day"])
    bound = {name: case[name] for name in ("bears", "bound") if name in case}
    found, classified = answers(item, GOODS, lambda *asked: (law(asked[1], **bound),), on=day)
    return {
        "short": short_answer(found, GOODS),
        "next": next_question(classified),
        "covers": plain_result(classified.coverage),
        "answers": plain_result(found),
        "reasons": [reason_lines(answer) for answer in found],
    }


CASES = yaml.safe_load(GOLDEN.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["items"], ids=lambda case: case["name"])
def test_an_item_gives_the_whole_answer(case):
    assert whole(case) == case["expect"]


def test_entries_and_lists_are_told_in_lines():
    assert [entry_lines(one, GOODS) for one in ENTRIES] == CASES["entries"]
    assert [list_lines(one, GOODS) for one in LISTS.values()] == CASES["lists"]
