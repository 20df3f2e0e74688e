"""The law on the destination, joined with the lists: tests/golden/goods-law, and what must hold of every answer."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml

from yalu.goods import classify, item_of, open_goods
from yalu.goods.answers import answers, short_answer
from yalu.goods.lists.regime_items import REGIME_ORDER
from yalu.goods.transfers import GRAVEST, Transfer, asked_once
from yalu.law import open_regime
from yalu.law_lookup import law_lookup

FOLDER = Path(__file__).parents[1] / "golden" / "goods-law"
SENTENCES = [
    case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]
GOODS = open_goods()


def transfer_of(given, day, exporter=""):
    item = item_of(given, GOODS.parameters)
    found, _ = answers(item, GOODS, law_lookup(exporter=exporter), on=day)
    return next(answer for answer in found if isinstance(answer, Transfer)), found


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["name"])
def test_sentence(case):
    found, told = transfer_of(case["given"], case["on_day"], case.get("exporter", ""))
    assert found.answer == case["answer"]
    by = {ground.measure: ground for ground in found.grounds}
    assert set(case.get("by", ())) <= {m for m, ground in by.items() if ground.outcome == found.answer}
    assert not set(case.get("not_by", ())) & set(by)
    assert set(case.get("not_asked", ())) <= set(found.not_asked)
    assert set(case.get("settled_by", ())) <= set(found.settled_by)
    assert case.get("says", "") in found.because
    assert all(any(text in way.lower() for way in found.unless) for text in case.get("unless", ()))
    if "since" in case:
        assert found.grounds[0].since == case["since"].isoformat()
    assert all(ground.outcome in GRAVEST for ground in found.grounds)
    assert found.settled_by or found.answer != "cannot_say"
    regime = {entry.id for entry in GOODS.entries if GOODS.lists[entry.list].order >= REGIME_ORDER}
    assert not [a for a in told if a.entry in regime and a.answer == "does_not"]


def test_every_list_taken_over_names_a_measure_of_its_regime_that_bans_by_a_list():
    for row in GOODS.taken_over:
        measure = open_regime(row.regime).measure(row.measure)
        assert (measure.effect, measure.goods.scope) == ("ban", "list"), row
        assert not row.start or date.fromisoformat(row.start) >= measure.in_force.start
        assert set(row.sources) <= set(GOODS.sources)
    assert {row.control_list for row in GOODS.taken_over} >= {"nsg-part2", "mtcr"}


def test_every_measure_that_bans_goods_to_the_target_by_a_list_is_joined_or_said_as_not_asked():
    regime = open_regime("un-dprk")
    found, _ = transfer_of({"hs": "0101", "destination": "PRK"}, date(2024, 6, 1))
    joined = {row.measure for row in GOODS.taken_over}
    for measure in regime.measures:
        sent = measure.direction in {"to_target", "both"} and measure.effect == "ban" and measure.binding
        if sent and measure.goods.scope == "list" and not regime.whose(measure):
            assert measure.id in joined or measure.goods.list_name in found.not_asked


def test_a_destination_without_a_regime_has_no_answer_of_law_and_keeps_the_lists():
    item = item_of({"kind": "milling", "axes_simultaneous": "5", "destination": "Germany"}, GOODS.parameters)
    found, classified = answers(item, GOODS, law_lookup(), on=date(2024, 6, 1))
    assert not [answer for answer in found if isinstance(answer, Transfer)]
    assert [a.id for a in found] == [a.id for a in classified]


def test_a_regime_with_no_measure_on_goods_sent_to_its_target_is_not_asked():
    found, _ = transfer_of({"hs": "8457.10", "destination": "RUS"}, date(2024, 6, 1), "DEU")
    assert (found.entry, found.answer) == ("eu-g7-rus", "not_asked")


def test_the_law_is_asked_once_for_all_items_to_one_place_and_says_the_same():
    day = date(2018, 6, 1)
    given = [{"hs": code, "destination": "PRK"} for code in ("8457.10", "2709", "0101", "9301")]
    items = [item_of(one, GOODS.parameters) for one in given]
    calls = []

    def counted(*asked):
        calls.append(asked)
        return law_lookup()(*asked)

    once = asked_once(items, counted, day)
    together = [answers(item, GOODS, once, on=day)[0][0] for item in items]
    assert len(calls) == 1
    assert [a.answer for a in together] == ["banned", "capped", "cannot_say", "banned"]
    assert [(a.answer, a.because, a.not_asked) for a in together] == [
        (b.answer, b.because, b.not_asked) for b in (transfer_of(one, day)[0] for one in given)
    ]


def test_the_line_of_an_item_says_the_law_first_then_what_it_meets_and_what_would_settle_the_rest():
    given = {"kind": "milling", "axes_simultaneous": "5", "destination": "PRK"}
    _, told = transfer_of(given, date(2017, 3, 1))
    line = short_answer(told, GOODS)
    assert line.startswith("banned to PRK by unscr-1718-op8a2-wmd-items since 2006-10-14")
    assert "; meets NSG 1.B.2.b, EU 2B201.a" in line
    assert line.partition("; not asked: ")[2] == "NSG Part 1, MTCR, CN-2024 list, CN-licences"


def test_a_verdict_read_from_a_description_is_never_certain():
    day = date(2017, 3, 1)
    item = item_of({"description": "五轴联动加工中心", "destination": "PRK"}, GOODS.parameters)
    found, _ = answers(item, GOODS, law_lookup(), on=day)
    assert found[0].answer == "banned"
    assert not any(answer.certain for answer in found)
    steps = {step for a in classify(item, GOODS.against) for step in a.trail.steps}
    assert "kind = milling, read from the description" in steps


def law_of(name, hs, day, exporter=""):
    regime = open_regime(FOLDER.parent / "regimes" / name)
    item = item_of({"hs": hs, "destination": "PRK"}, GOODS.parameters)
    item = msgspec.structs.replace(item, facts={**item.facts, "destination": regime.target})
    found, _ = answers(item, GOODS, law_lookup(exporter=exporter, regime=regime), on=day)
    return next(answer for answer in found if isinstance(answer, Transfer))


def test_goods_that_need_a_licence_are_not_banned_and_the_licence_settles_it():
    found = law_of("lakeland", "847130", date(2021, 6, 1))
    assert (found.answer, found.certain) == ("cannot_say", False)
    assert found.settled_by == ("a licence of the exporter's state",)
    assert "only with a licence" in found.because


def test_law_in_force_that_binds_others_than_the_exporter_is_not_told_as_no_law_in_force():
    found = law_of("westmark", "2710", date(2024, 6, 1), "DEU")
    assert found.answer == "not_in_force"
    assert found.because == (
        "DEU is not bound by 1 measure of RB on goods sent to XAA, and no other was in force on 2024-06-01"
    )
    before = law_of("westmark", "2710", date(2023, 6, 1), "DEU")
    assert before.because == "no measure on goods sent to XAA was in force on 2023-06-01"
