"""Conditions in three values, hints that never decide, and the text of the list they were checked against."""

import gzip
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from yalu.documents.problems import DocumentError
from yalu.goods import Classification, classify, item_of, next_question, open_goods, read_items
from yalu.goods.input.items import ItemError
from yalu.goods.lists.regime_items import REGIME_ORDER
from yalu.vocabulary.coverage import Coverage, CoverageError

GOODS = open_goods()
GOODS_BY_ID = {entry.id: entry for entry in GOODS.entries}


def answers(**facts):
    return {a.entry: a for a in classify(item_of(facts, GOODS.parameters), GOODS.against)}


def test_a_heading_never_decides_a_control_list_entry():
    for code in ("845961", "010121"):
        found = answers(kind="milling", hs=code, axes_simultaneous="6")
        assert found["nsg-part2-1.b.2.b"].answer == "meets"
    assert answers(kind="milling", hs="010121", axes_simultaneous="6")["eu-2b201.a"].hs == "other_heading"
    assert answers(kind="milling", hs="8459", axes_simultaneous="6")["eu-2b201.a"].hs == "hinted"


def test_with_a_heading_alone_only_the_entries_it_hints_at_are_asked_and_none_is_met():
    found = {
        k: a for k, a in answers(hs="8459").items() if not k.startswith("un-") and a.answer != "not_asked"
    }
    assert set(found) == {e.id for e in GOODS.listed("8459") if not e.id.startswith("un-")}
    assert {a.answer for a in found.values()} == {"cannot_say"}
    assert all("kind" in a.settled_by for a in found.values())


def test_a_heading_hides_no_entry_of_which_a_parameter_is_known_and_counts_what_it_hides():
    item = item_of({"hs": "847989", "rotary_contouring": "3", "destination": "NOR"}, GOODS.parameters)
    found = classify(item, GOODS.against)
    asked = {a.entry for a in found}
    turning_on_it = {"eu-2b001.d", "nsg-part2-1.b.2.b", "eu-2b201.a", "eu-2b001.c"}
    assert turning_on_it <= asked
    assert "eu-2b009" in asked  # three rotary axes that contour are three axes that move together
    assert "eu-2b230" not in asked
    union = next(source for source in found.coverage.asked if source.name == "EU 2021/821 Annex I")
    here = sum(entry.list == "eu" for entry in GOODS.entries)
    assert union.left_out[0].startswith(f"{here - union.entries} entries")
    assert "because of the heading 847989" in union.left_out[0]


def test_a_list_whose_entries_a_heading_hides_says_so_where_it_is_not_asked():
    found = answers(hs="010121")
    assert "left out because of the heading 010121" in found["eu"].because
    assert "heading" not in answers(kind="telecom_equipment", hs="8517")["eu"].because


def test_how_a_value_was_read_stands_with_every_answer():
    item = item_of({"kind": "maraging_steel", "strength_mpa": "1.95 GPa"}, GOODS.parameters)
    said = "ultimate tensile strength at 20 C: 1.95 GPa read as 1950 MPa"
    assert item.notes == (said,)
    assert all(said in a.trail.notes for a in classify(item, GOODS.against) if a.answer != "not_asked")


def test_meets_says_what_would_undo_it():
    met = answers(kind="milling", axes_simultaneous="6")["nsg-part2-1.b.2.b"]
    assert any("x-axis" in text and "not given" in text for text in met.unless)
    assert any("gears" in text for text in met.unless)


def test_the_next_question_is_the_one_that_settles_most():
    found = list(answers(kind="milling", axes_total="6").values())
    assert next_question(found) in {"axes_simultaneous", "rotary_contouring"}
    assert next_question(found, ["axes_simultaneous", "rotary_contouring"]) not in {"axes_simultaneous", ""}
    assert next_question(answers(kind="milling", axes_total="1", accuracy_um="50").values(), []) != ""


def test_before_the_version_read_an_answer_says_that_a_threshold_may_have_moved():
    from datetime import date

    item = item_of({"kind": "milling", "axes_simultaneous": "6"}, GOODS.parameters)
    found = {a.entry: a for a in classify(item, GOODS.against, on=date(2015, 6, 1))}
    assert any("was not read" in note for note in found["nsg-part2-1.b.2.b"].trail.notes)
    now = {a.entry: a for a in classify(item, GOODS.against, on=date(2024, 6, 1))}
    assert not any("was not read, and" in note for note in now["nsg-part2-1.b.2.b"].trail.notes)


facts = st.fixed_dictionaries(
    {},
    optional={
        "axes_total": st.integers(0, 9).map(str),
        "axes_simultaneous": st.integers(0, 9).map(str),
        "rotary_contouring": st.integers(0, 4).map(str),
        "accuracy_um": st.sampled_from(["1", "4", "6", "6.1", "40"]),
        "accuracy_standard": st.sampled_from(["iso-230-2-1988", "iso-230-2-2006"]),
        "x_travel_m": st.sampled_from(["1", "3"]),
        "x_accuracy_um": st.sampled_from(["10", "40"]),
        "special_purpose": st.sampled_from(["yes", "no"]),
    },
)


def consistent(known):
    order = [int(known[n]) for n in ("rotary_contouring", "axes_simultaneous", "axes_total") if n in known]
    return order == sorted(order)


@tried(100)
@given(facts, facts)
def test_learning_more_never_turns_a_no_into_a_yes(known, more):
    """An answer given stays, or an exclusion that was pointed out applies or is begun; only open answers move."""
    together = more | known
    if not consistent(known) or not consistent(together):
        return
    before, after = answers(kind="milling", **known), answers(kind="milling", **together)
    for name, answer in before.items():
        if answer.answer == "does_not" and "covers" not in answer.because:
            assert after[name].answer == "does_not"
        if answer.answer == "meets" and after[name].answer != "meets":
            assert after[name].answer in {"does_not", "cannot_say"}
            assert answer.unless


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"axis_simultaneous": "5"}, "did you mean “axes_simultaneous”?"),
        ({"axes_simultaneous": "five"}, "write a number"),
        ({"axes_simultaneous": "5 axes"}, "digits only"),
        ({"kind": "mill"}, "it is one of"),
        ({"special_purpose": "maybe"}, "write yes or no"),
        ({"hs": "eighty-four"}, "2 to 10 digits"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_would_be(typed, says):
    with pytest.raises(ItemError, match=re.escape(says)):
        item_of(typed, GOODS.parameters)


def test_every_fault_is_told_at_once():
    with pytest.raises(ItemError) as error:
        item_of({"kind": "mill", "axes_total": "x"}, GOODS.parameters)
    assert "kind" in str(error.value)
    assert "axes_total" in str(error.value)


def test_a_file_of_items_is_read_row_by_row_and_its_faults_name_the_line(tmp_path):
    path = tmp_path / "items.csv"
    path.write_text("id,kind,axes_simultaneous\nm1,milling,6\nm2,milling,\n", encoding="utf-8")
    first, second = read_items(path, GOODS.parameters)
    assert (first.id, first.facts) == ("m1", {"kind": "milling", "axes_simultaneous": 6.0})
    assert second.facts == {"kind": "milling"}
    path.write_text("id,kind,axes_simultaneous\nm1,milling,six\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"items.csv:2:axes_simultaneous: “six”"):
        read_items(path, GOODS.parameters)


def test_every_entry_has_a_version_a_source_and_says_how_well_it_was_read():
    for entry in GOODS.entries:
        assert GOODS.lists[entry.list].version_date
        assert entry.sources
        assert entry.verified in {"verified", "partly", "memory", "named"}
    assert {e.list for e in GOODS.entries} >= {"nsg-part2", "wassenaar", "mtcr", "eu", "us-ccl"}


def test_the_same_goods_on_two_lists_point_to_each_other():
    by_id = {entry.id: entry for entry in GOODS.entries}
    for name in ("nsg-part2-1.b.2.b", "nsg-part2-2.c.11", "mtcr-3.b.3"):
        for other in by_id[name].matches:
            if other.startswith("eu-"):
                assert name in by_id[other].matches


def test_thresholds_agree_with_the_text_of_the_dual_use_list():
    folder = os.environ.get("YALU_REAL_DATA")
    if not folder:
        pytest.skip("set YALU_REAL_DATA to check thresholds against the text of the list")
    data = gzip.decompress(
        (Path(folder) / "nomenclature" / "dual_use_list_2022_fulltext.txt.gz").read_bytes()
    )
    text = re.sub(r"\s+", " ", data.decode("utf-8"))
    for words in (
        "6 µm according to ISO 230-2:1988",
        "Five or more axes which can be coordinated simultaneously",
        "X-axis travel greater than 2 m",
        "1 950 MPa or more, at 293 K",
        "460 MPa or more at 293 K",
        "A roller force more than 60 kN",
        "Operating at a frequency of 600 Hz or more",
        "Input throat size equal to or greater than 380 mm",
    ):
        assert words in text
    by_id = {entry.id: entry for entry in GOODS.entries}
    assert by_id["eu-2b201.a"].meets.any[0].at_least == 5
    assert by_id["eu-2b201.a"].meets.any[2].at_most == 6
    assert by_id["eu-1c216"].meets.at_least == 1950
    assert by_id["eu-3a225"].meets.all[1].at_least == 600
    assert by_id["eu-2b231"].meets.all[0].at_least == 380


def test_a_kind_of_goods_without_an_entry_is_not_asked_and_never_clean():
    found = classify(item_of({"kind": "telecom_equipment"}, GOODS.parameters), GOODS.against)
    assert {a.answer for a in found if not a.entry.startswith("un-")} == {"not_asked"}
    assert set(found.coverage.not_asked) == {c.title for c in GOODS.lists.values() if c.order < REGIME_ORDER}


def test_a_list_without_an_entry_on_the_item_is_named_as_not_asked_beside_those_that_were():
    found = answers(kind="maraging_steel", strength_mpa="100")
    assert found["us-ccl"].answer == "not_asked"
    assert found["eu-1c216"].answer == "does_not"


def test_what_was_asked_is_told_with_edition_number_and_what_is_left_out():
    item = item_of({"kind": "maraging_steel", "strength_mpa": "100"}, GOODS.parameters)
    asked = {source.name: source for source in classify(item, GOODS.against).coverage.asked}
    union = asked["EU 2021/821 Annex I"]
    assert (union.whole, union.entries, union.as_of) == (False, 2, "2022-10")
    assert {"1C003", "1C002.a", "6A (16 entries)"} <= set(union.left_out)
    assert not {"2B350", "2B004"} & set(union.left_out)
    assert any("measures" in text for text in asked["S/RES/2397"].left_out)


def test_a_clean_answer_cannot_be_built_over_nothing():
    clean = answers(kind="maraging_steel", strength_mpa="100")["eu-1c216"]
    assert clean.outcome_shown == "does not on 1 partial list"
    with pytest.raises(CoverageError, match="covers nothing"):
        Classification(
            id="x", item="x", entry="x", list="x", version="x", title="x", answer="does_not", because="x",
            coverage=Coverage(),
        )  # fmt: skip


def test_an_answer_says_how_its_clause_was_read():
    found = answers(kind="grinding", axes_simultaneous="5", repeatability_um="0.5")
    by_reading = {GOODS_BY_ID[k].verified: a.trail.strength for k, a in found.items() if k in GOODS_BY_ID}
    assert by_reading["verified"].certain
    assert "read in part" in by_reading["partly"].says
    assert not by_reading["memory"].certain


def test_an_entry_that_is_left_out_is_not_said_to_be_unknown():
    held = GOODS.not_encoded("6a225")
    assert (held.id, held.row.title) == ("eu", "Velocity interferometers")
    assert GOODS.not_encoded("2B999") is None
    assert GOODS.not_encoded("2B350.z") is None
    assert GOODS.not_encoded("2B350.g") is None
    assert [entry.id for entry in GOODS.find("2b350.g.1")] == ["eu-2b350.g"]


def test_a_fault_names_the_parameter_that_was_typed():
    with pytest.raises(ItemError) as error:
        item_of({"kind": "milling", "axes-of-it": "5", "travel_m": "far"}, GOODS.parameters)
    assert [(fault.parameter, fault.typed) for fault in error.value.faults] == [
        ("axes_of_it", ""),
        ("travel_m", "far"),
    ]
