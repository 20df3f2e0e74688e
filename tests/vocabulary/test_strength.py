"""What a result rests on: the weakest decides, and certainty cannot be set."""

from __future__ import annotations

import itertools

import pytest

from yalu.vocabulary.coverage import covered_text
from yalu.vocabulary.results import Trail, Verdict, as_json, as_text
from yalu.vocabulary.strength import (
    Quality,
    Strength,
    StrengthError,
    Support,
    grade_in_words,
    quality_of_grade,
    require_strength,
    row_support,
)

LADDER: list[Quality] = ["sound", "read_in_part", "reported", "doubted", "unread", "own"]


def support(quality: Quality, name: str = "r1", **more: str) -> Support:
    return Support(kind="row", id=name, quality=quality, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other"), list(itertools.product(LADDER, repeat=2)))
def test_the_weakest_support_decides(one: Quality, other: Quality) -> None:
    weakest = Strength((support(one), support(other, "r2"))).weakest
    assert weakest is not None
    assert weakest.quality == max(one, other, key=LADDER.index)


@pytest.mark.parametrize("quality", LADDER)
def test_only_what_is_sound_or_read_in_part_is_certain(quality: Quality) -> None:
    strength = Strength((support("sound"), support(quality, "r2")))
    assert strength.certain is (quality in {"sound", "read_in_part"})
    assert strength.attributable is (quality in {"reported", "doubted", "own"})


def test_of_nothing_nothing_is_certain_or_reported() -> None:
    assert not Strength().certain
    assert not Strength().attributable
    assert Strength().weakest is None
    assert Strength().says == "nothing that was named"


def test_certainty_cannot_be_set() -> None:
    with pytest.raises(AttributeError):
        Strength().certain = True  # type: ignore[misc]
    assert "certain" not in Strength.__struct_fields__


@pytest.mark.parametrize(
    ("grade", "quality"),
    [
        ("A1", "sound"), ("B2", "sound"), ("C3", "sound"), ("F1", "sound"), ("F3", "sound"), ("D3", "sound"),
        ("A4", "doubted"), ("B5", "doubted"), ("F6", "doubted"), ("E1", "doubted"), ("E", "doubted"),
        ("A", "sound"), ("D", "sound"), ("F", "doubted"), ("", "doubted"), ("2", "sound"), ("4", "doubted"), ("Z9", "doubted"),
    ],
)  # fmt: skip
def test_an_admiralty_grade_is_sound_down_to_possibly_true(grade: str, quality: Quality) -> None:
    assert quality_of_grade(grade) == quality


@pytest.mark.parametrize(
    ("grades", "how", "expected"),
    [
        (["B2"], {}, support("sound")),
        (["F6", "B2"], {}, support("sound")),
        (["B5", "C4"], {}, support("doubted", says="graded C4")),
        (["C4", "B4"], {}, support("doubted", says="graded B4")),
        ([], {}, support("doubted", says="no graded source")),
        ([""], {}, support("doubted", says="no graded source")),
        (["B2"], {"reported_by": "the panel"}, support("reported", by="the panel")),
        (["B5"], {"reported_by": "the panel"}, support("doubted", says="graded B5", by="the panel")),
        (["A1"], {"disputed": "customs"}, support("doubted", says="disputed: customs")),
    ],
)
def test_a_row_is_as_strong_as_its_best_source_unless_disputed_or_alleged(
    grades: list[str], how: dict[str, str], expected: Support
) -> None:
    assert row_support("r1", grades, **how) == expected


def test_strength_says_what_it_rests_on_and_names_the_weakest() -> None:
    clause = Support(kind="clause", id="un-2371-8", quality="unread")
    both = Strength((support("sound"), support("doubted", "r2", says="graded C5"), clause))
    assert both.says == "2 rows, 1 clause; weakest: clause un-2371-8 (not read) and 1 more"
    assert Strength((support("sound"),)).says == "1 row, all sound"
    assert Strength((support("doubted", says="graded C5"),)).says == (
        "1 row; weakest: row r1 (doubted: graded C5)"
    )
    assert Strength((support("read_in_part"),)).says == "1 row; row r1 (read in part)"
    assert [s.id for s in both.weak] == ["un-2371-8", "r2"]


def test_strengths_add_up_and_the_same_support_stands_once() -> None:
    one = Strength((support("sound"),))
    assert (one + one) == one
    assert len((one + Strength((support("own"),))).supports) == 2


@pytest.mark.parametrize("quality", LADDER)
def test_a_verdict_is_certain_only_as_far_as_the_weakest_support(quality: Quality) -> None:
    trail = Trail(strength=Strength((support(quality),)), coverage=covered_text("law", 3))
    assert Verdict("v", "t", "cannot_say", "r", trail, settled_by="the volume").shown == "cannot say"
    if quality in {"sound", "read_in_part"}:
        assert Verdict("v", "t", "breach", "r", trail).shown == "breach"
        return
    with pytest.raises(StrengthError, match="r1"):
        Verdict("v", "t", "breach", "r", trail)
    if quality == "unread":
        with pytest.raises(StrengthError, match="not read"):
            Verdict("v", "t", "within", "r", trail, as_reported_by="the panel")
    else:
        verdict = Verdict("v", "t", "within", "r", trail, as_reported_by="the panel")
        assert verdict.shown == "within, as reported by the panel"


def test_a_verdict_that_names_nothing_it_rests_on_is_refused() -> None:
    with pytest.raises(StrengthError, match="names nothing"):
        Verdict("v", "t", "breach", "r", Trail())
    with pytest.raises(StrengthError, match="names nothing"):
        require_strength("breach", Strength(), as_reported_by="the panel")


@pytest.mark.parametrize(
    ("quality", "says"),
    [
        ("reported", "somebody besides who alleges it for row r1"),
        ("doubted", "a better source for row r1 (graded C5)"),
        ("unread", "the text of row r1, which nobody here has read"),
        ("own", "a source for row r1 besides the statement's own"),
    ],
)
def test_each_weak_support_says_what_would_settle_it(quality: Quality, says: str) -> None:
    weak = Support(kind="row", id="r1", quality=quality, says="graded C5", by="the panel")
    assert Strength((weak,)).settled_by == says


def test_reporters_are_named_once_each() -> None:
    strength = Strength(
        (support("reported", "a", by="X"), support("reported", "b", by="X"), support("own", "c"))
    )
    assert strength.reporters == "c and X"


def test_terminal_and_json_show_coverage_and_strength_alike() -> None:
    trail = Trail(strength=Strength((support("sound"),)), coverage=covered_text("law", 3))
    verdict = Verdict("v", "Coal", "breach", "r", trail)
    assert "covers: law (3 paragraphs, undated)" in as_text(verdict)
    assert "rests on: 1 row, all sound" in as_text(verdict)
    assert '"quality": "sound"' in as_json(verdict)
    assert '"entries": 3' in as_json(verdict)


@pytest.mark.parametrize(
    ("grade", "said"),
    [
        ("B2", "B2"), ("B4", "doubtful (B4)"), ("B5", "improbable (B5)"), ("E6", "not to be judged (E6)"),
        ("E", "from an unreliable source (E)"), ("E3", "from an unreliable source (E3)"), ("", ""),
    ],
)  # fmt: skip
def test_a_grade_is_told_with_the_word_for_its_doubt(grade: str, said: str) -> None:
    assert grade_in_words(grade) == said
