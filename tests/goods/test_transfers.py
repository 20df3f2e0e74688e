"""The law on the destination, joined with the lists: tests/golden/goods-law, and what must hold of every answer."""

import itertools
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec
import pytest
import yaml

from yalu.documents.problems import ProblemLog
from yalu.goods import classify, item_of, open_goods
from yalu.goods.answers import answers, short_answer
from yalu.goods.classification import Classification
from yalu.goods.lists.regime_items import REGIME_ORDER
from yalu.goods.lists.regime_lists import TakenOver, lists_taken_over
from yalu.goods.transfers import (
    GRAVEST,
    CodeOutcome,
    LawOnGoods,
    Paragraph,
    Transfer,
    TransferOutcome,
    asked_once,
    transfers,
)
from yalu.law import open_regime
from yalu.law_lookup import law_lookup
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.words.readable import spoken_date

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
    found, printed = transfer_of(case["given"], case["on_day"], case.get("exporter", ""))
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
    assert not [a for a in printed if a.entry in regime and a.answer == "does_not"]


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
    _, printed = transfer_of(given, date(2017, 3, 1))
    line = short_answer(printed, GOODS)
    assert line.startswith(
        "banned to North Korea by Resolution 1718 (2006), paragraph 8(a)(ii) since 14 October 2006"
    )
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


DAY = date(2020, 5, 1)
SINCE = "2019-01-01"


def said(measure, outcome, *, verified="verified", unless=()):
    """A measure by headings of an invented regime, and what it says to the one code that is asked."""
    paragraph = Paragraph(
        id=measure,
        named=measure,
        title=measure,
        since=SINCE,
        by="code",
        unless=tuple(unless),
        verified=verified,
    )
    return paragraph, CodeOutcome(
        measure=measure, outcome=outcome, reason="r", settled_by=(f"end of {measure}",)
    )


def law_of(*printed, paragraphs=()):
    by_id = {paragraph.id: paragraph for paragraph in (*paragraphs, *(paragraph for paragraph, _ in printed))}
    return LawOnGoods(
        regime="inv-prk", title="Invented", target="PRK", day=DAY, bears=True, paragraphs=by_id,
        judged={"8457": tuple(outcome for _, outcome in printed)}, not_asked=(),
        coverage=Coverage((Asked(name="Invented", kind="text", whole=True),)),
    )  # fmt: skip


def transfer_under(law, classified=(), goods=GOODS, given=()):
    item = item_of({"hs": "8457", "destination": "PRK", **dict(given)}, GOODS.parameters)
    (found,) = transfers(item, classified, goods, [law])
    return found


def test_the_gravest_of_several_answers_is_the_answer_in_whatever_order_the_law_says_them():
    assert set(GRAVEST) == set(get_args(TransferOutcome))
    for number in (1, 2, len(GRAVEST)):
        for order in itertools.permutations(GRAVEST, number):
            wanted = [outcome for outcome in GRAVEST if outcome in order]
            found = transfer_under(law_of(*(said(f"m-{outcome}", outcome) for outcome in order)))
            assert [ground.outcome for ground in found.grounds] == wanted
            assert (found.answer, found.settled_by) == (wanted[0], (f"end of m-{wanted[0]}",))
            assert f"by m-{wanted[0]} since {spoken_date(SINCE)}" in found.because
            one = transfer_under(law_of(*(said("m", outcome) for outcome in order)))
            assert [ground.outcome for ground in one.grounds] == wanted[:1]
            assert one.because == one.grounds[0].because
            assert "; " not in one.because


def test_other_measures_of_the_gravest_answer_are_named_beside_the_first():
    printed = [said("b", "banned"), said("a", "banned"), said("c", "capped")]
    found = transfer_under(law_of(*printed))
    assert (
        found.because
        == f"heading 8457 is banned to North Korea by a since {spoken_date(SINCE)}; also by b since {spoken_date(SINCE)}"
    )
    found = transfer_under(law_of(said("a", "cannot_say"), said("b", "cannot_say")))
    assert found.because.endswith(
        f"by a since {spoken_date(SINCE)}: r; perhaps also by b since {spoken_date(SINCE)}"
    )
    assert found.settled_by == ("end of a", "end of b")


@pytest.mark.parametrize(
    ("printed", "certain"),
    [
        ([said("a", "banned")], True),
        ([said("a", "banned", verified="partly")], True),
        ([said("a", "banned", verified="memory")], False),
        ([said("a", "banned", unless=["a licence"])], False),
        ([said("a", "banned", verified="memory"), said("b", "banned")], True),
        ([said("a", "banned", unless=["a licence"]), said("b", "banned")], True),
        (
            [said("a", "banned", unless=["a licence"]), said("b", "banned", verified="memory")],
            False,
        ),
        ([said("a", "banned", verified="memory"), said("b", "capped")], False),
        ([said("a", "capped")], False),
        ([said("a", "cannot_say")], False),
        ([], False),
    ],
)
def test_a_ban_is_certain_where_one_of_its_texts_was_read_and_leaves_no_way_out(printed, certain):
    assert transfer_under(law_of(*printed)).certain is certain
    from_prose = transfer_under(law_of(*printed), given={"description": "五轴联动加工中心"})
    assert not from_prose.certain
    assert from_prose.answer == transfer_under(law_of(*printed)).answer


def test_a_ban_can_be_undone_only_where_each_of_its_measures_can():
    lifted, firm = said("a", "banned", unless=["a licence"]), said("b", "banned")
    assert transfer_under(law_of(lifted)).unless == ("a licence",)
    assert transfer_under(law_of(lifted, firm)).unless == ()
    also = said("b", "banned", unless=["relief", "a licence"])
    assert transfer_under(law_of(lifted, also)).unless == ("a licence", "relief")
    assert transfer_under(law_of(said("a", "capped", unless=["a licence"]))).unless == ()


def listed(number, answer):
    """Entries of a list that an invented measure takes over since 2019, and one answer to each of them."""
    entries = [
        msgspec.structs.replace(GOODS.entries[0], id=f"e{n}", list="nsg-part2", entry=f"9.{n}")
        for n in range(number)
    ]
    joined = TakenOver(regime="inv-prk", measure="m", document="D", control_list="nsg-part2", start=SINCE,
                       until="", verified="verified")  # fmt: skip
    goods = msgspec.structs.replace(GOODS, entries=tuple(entries), taken_over=(joined,))
    coverage = Coverage((Asked(name="NSG", kind="list", entries=number),))
    answers_to = [
        Classification(id=f"a{n}", item="item", entry=f"e{n}", list="NSG", version="1", title="T", answer=answer,
                       because="b", coverage=coverage)
        for n in range(number)
    ]  # fmt: skip
    return answers_to, goods


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (1, "NSG 9.0"),
        (4, "NSG 9.0, NSG 9.1, NSG 9.2, NSG 9.3"),
        (5, "NSG 9.0, NSG 9.1, NSG 9.2, NSG 9.3 and 1 more"),
        (7, "NSG 9.0, NSG 9.1, NSG 9.2, NSG 9.3 and 3 more"),
    ],
)
def test_four_of_the_entries_of_a_list_that_is_taken_over_are_named_and_the_others_counted(number, named):
    law = law_of(paragraphs=[Paragraph(id="m", named="m", title="M", since="2018-01-01", by="list")])
    found = transfer_under(law, *listed(number, "meets"))
    assert (found.answer, found.certain) == ("banned", True)
    assert (
        found.because == f"meets {named}, which is banned to North Korea by m since {spoken_date(SINCE)} (D)"
    )
    found = transfer_under(law, *listed(number, "cannot_say"))
    assert (found.answer, found.certain) == ("cannot_say", False)
    assert (
        found.because
        == f"may meet {named}, which would be banned to North Korea by m since {spoken_date(SINCE)} (D)"
    )


def law_over(name, hs, day, exporter=""):
    regime = open_regime(FOLDER.parent / "regimes" / name)
    item = item_of({"hs": hs, "destination": "PRK"}, GOODS.parameters)
    item = msgspec.structs.replace(item, facts={**item.facts, "destination": regime.target})
    found, _ = answers(item, GOODS, law_lookup(exporter=exporter, regime=regime), on=day)
    return next(answer for answer in found if isinstance(answer, Transfer))


def test_goods_that_need_a_licence_are_not_banned_and_the_licence_settles_it():
    found = law_over("lakeland", "847130", date(2021, 6, 1))
    assert (found.answer, found.certain) == ("cannot_say", False)
    assert found.settled_by == ("a licence of the exporter's state",)
    assert "only with a licence" in found.because


def test_law_in_force_that_binds_others_than_the_exporter_is_not_told_as_no_law_in_force():
    found = law_over("westmark", "2710", date(2024, 6, 1), "DEU")
    assert found.answer == "not_in_force"
    assert found.because == (
        "DEU is not bound by 1 measure of RB on goods sent to XAA, and no other was in force on 1 June 2024"
    )
    before = law_over("westmark", "2710", date(2023, 6, 1), "DEU")
    assert before.because == "no measure on goods sent to XAA was in force on 1 June 2023"


def test_a_list_taken_over_until_a_day_is_read_with_that_day(tmp_path):
    folder = tmp_path / "reg"
    folder.mkdir()
    (folder / "lists.csv").write_text(
        "measure,document,control_list,from,until,verified,sources,notes\n"
        "m,D/1,nsg-part2,2006-10-14,2010-01-01,verified,s,\nm,D/2,nsg-part2,2010-01-01,,verified,s,\n",
        encoding="utf-8",
    )
    rows, _ = lists_taken_over(folder, ["nsg-part2"], ["s"], ProblemLog())
    assert [(row.document, row.start, row.until) for row in rows] == [
        ("D/1", "2006-10-14", "2010-01-01"), ("D/2", "2010-01-01", ""),
    ]  # fmt: skip
