"""Figures, verdicts and their three renderings."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.coverage import covered_table, covered_text
from yalu.vocabulary.results import (
    Citation,
    Figure,
    Trail,
    TrailRow,
    Verdict,
    as_json,
    as_text,
    with_unit,
)
from yalu.vocabulary.strength import Strength, Support

TRAIL = Trail(
    steps=("7 visits / 4 years = 1.75",),
    rules=("rank: foreign minister and above",),
    rows=(
        TrailRow(
            "v-2009-10", "Wen Jiabao to Pyongyang", role="guest", why="premier",
            sources=(Citation("caixin-2018", "A history <of visits>", "https://example.org/a?b=1&c=2", "B2"),),
        ),
    ),
    left_out=(TrailRow("v-2017-03", "Ri Kil Song to Beijing", why="vice minister"),),
    weights={"summit": 2.0, "other": 1.0},
    notes=("one visit is sourced once",),
    known_by="2017-03-31",
    data_version="2026.1",
    coverage=covered_table("visits", 201),
    strength=Strength((Support(kind="row", id="v-2009-10", quality="sound"),)),
)  # fmt: skip


def figure(**changes: object) -> Figure:
    facts: dict[str, object] = {
        "id": "f1", "title": "Visits a year", "value": 1.75, "unit": "visits a year",
        "definition": "visits divided by years", "trail": TRAIL,
    }  # fmt: skip
    return Figure(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "cannot say"),
        (1.75, "1.75"),
        (0.0, "0"),
        (1000866.0, "1,000,866"),
        (400870018.0, "400,870,018"),
        (14.333333333, "14.3333"),
        (-51.6, "-51.6"),
        (0.000123456789, "0.000123457"),
        (2676342.5, "2,676,342"),
        (100.0, "100"),
    ],
)
def test_a_figure_shows_six_digits_and_never_drops_a_whole_one(value: float | None, shown: str) -> None:
    assert figure(value=value).shown == shown


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_is_shown_in_full(value: int) -> None:
    assert int(figure(value=float(value)).shown.replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [(96.2264, "96.2"), (-7.48384, "-7.5"), (46.0, "46"), (90.02, "90.02"), (0.0312, "0.03"), (0.0, "0")],
)
def test_percent_is_shown_to_one_decimal_and_little_is_not_nothing(value: float, shown: str) -> None:
    figure = Figure(id="f", title="Share", value=value, unit="percent", definition="d", trail=TRAIL)
    assert (with_unit(figure), figure.exact) == (f"{shown} percent", f"{value:g}")


def test_bounds_of_percent_are_rounded_outwards() -> None:
    figure = Figure(
        id="f", title="Growth", value=-7.48384, unit="percent", definition="d", trail=TRAIL, low=-7.4932, high=-7.4741,
    )  # fmt: skip
    assert "bounds: at least -7.5, at most -7.4," in as_text(figure)


def test_a_display_text_stands_before_the_number() -> None:
    assert figure(display="1.8").shown == "1.8"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": 119.67, "unit": "days"}, "119.67 days"),
        ({"value": 1.0, "unit": "actions"}, "1 action"),
        ({"value": 2126.0, "unit": "days", "display": "2,126 days (5.82 years)"}, "2,126 days (5.82 years)"),
        ({"value": 29.8, "unit": "percent", "display": "29.8 %"}, "29.8 %"),
        ({"value": 3.0, "unit": "t", "display": "at least 3"}, "at least 3 t"),
        ({"value": 0.0, "unit": "USD million"}, "0 USD million"),
    ],
)
def test_a_number_is_told_with_its_unit_once(changes: dict[str, object], said: str) -> None:
    assert with_unit(figure(**changes)) == said


def test_a_figure_without_a_value_names_no_unit() -> None:
    assert as_text(figure(value=None)).splitlines()[0] == "Visits a year: cannot say"


@pytest.mark.parametrize("field", ["value", "low", "high"])
@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_figure_that_is_no_number_is_refused(field: str, number: float) -> None:
    with pytest.raises(ValueError, match=f"figure f1: {field} is .*; what cannot be said is None"):
        figure(**{field: number})


def test_bounds_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match=r"bounds run from 3\.0 down to 1\.0"):
        figure(low=3.0, high=1.0)


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (2000000.0, 2050000.0, "bounds: at least 2,000,000, at most 2,050,000, depending on"),
        (2000000.0, None, "bounds: at least 2,000,000, depending on"),
        (None, 5.0, "bounds: at most 5, depending on"),
    ],
)
def test_a_bound_that_is_known_is_told_even_when_the_other_is_not(
    low: float | None, high: float | None, says: str
) -> None:
    assert says in as_text(figure(value=None, low=low, high=high))


def test_a_figure_without_bounds_speaks_of_none() -> None:
    assert "bounds" not in as_text(figure())


def test_a_statistical_interval_is_told_under_its_own_name() -> None:
    printed = as_text(figure(interval=(1.2345, 2000000.0), interval_kind="95 % bootstrap"))
    assert "95 % bootstrap: 1.23 to 2,000,000" in printed


def test_a_verdict_that_cannot_say_must_name_the_datum_that_would_settle_it() -> None:
    with pytest.raises(ValueError, match="does not say what would settle it; name the datum in settled_by"):
        Verdict("v1", "Coal in 2017", "cannot_say", "volume missing", Trail())
    printed = as_text(Verdict("v1", "Coal in 2017", "cannot_say", "volume missing", Trail(), "tonnes in May"))
    assert printed.splitlines()[0] == "Coal in 2017: cannot say"
    assert "would be settled by: tonnes in May" in printed


@pytest.mark.parametrize("kind", ["breach", "within", "not_covered"])
def test_a_verdict_that_says_something_needs_nothing_to_settle_it(kind: str) -> None:
    sound = Strength((Support(kind="clause", id="op8", quality="sound"),))
    trail = Trail(coverage=covered_text("the law", 3), strength=sound)
    assert Verdict("v1", "t", kind, "r", trail).shown == kind.replace("_", " ")  # type: ignore[arg-type]


def test_text_tells_every_part_of_the_trail() -> None:
    text = as_text(figure())
    for part in (
        "f1", "Visits a year", "1.75 visits a year", "visits divided by years", "7 visits / 4 years = 1.75",
        "rank: foreign minister and above", "summit: 2", "other: 1", "v-2009-10: Wen Jiabao to Pyongyang", "[guest]",
        "premier", "A history <of visits>", "[caixin-2018]", "(B2)", "https://example.org/a?b=1&c=2", "v-2017-03",
        "vice minister", "one visit is sourced once", "2017-03-31", "2026.1",
    ):  # fmt: skip
        assert part in text, part


def test_an_empty_section_is_not_told() -> None:
    assert "Rows" not in as_text(figure(trail=Trail()))


def test_json_keeps_the_number_whole_and_the_keys_in_order() -> None:
    printed = as_json(figure(value=1000866.0))
    assert json.loads(printed)["value"] == 1000866
    assert list(json.loads(printed)) == sorted(json.loads(printed))
    assert as_json([figure()]) == as_json([figure()])
