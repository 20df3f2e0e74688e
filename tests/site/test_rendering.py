"""Drawings take their colours from the theme, their ids from their figure, and run no script."""

import re
from xml.etree import ElementTree

import pytest

from yalu.site import charts
from yalu.site.charts.frame import unchecked
from yalu.site.drawings.standalone_svg import Frame, key_mark, standalone
from yalu.site.drawings.vega_to_svg import ROW, draw, inline, refer
from yalu.site.frame.figure_page import Key
from yalu.site.frame.theme import TOKENS

HOSTILE = '<script>alert("x")</script>&'
YEARS = [
    {"year": 1990 + i, "side": side, "sure": i % 3, "open": i % 2}
    for i in range(12)
    for side in ("partner", "target")
]
ERAS = [
    {"side": "partner", "name": HOSTILE, "start": 1985.0, "end": 1999.3},
    {"side": "partner", "name": "Bo Reed", "start": 1999.3, "end": 2010.0},
    {"side": "target", "name": "An Hill", "start": 1980.0, "end": 2010.0},
]
ERA_ROWS = [
    {"label": "Bo Reed", "side": "partner", "value": 1.5, "shown": "1.50", "low": 1.0, "high": 2.0, "least": 1.2,
     "most": 1.9, "published": 1.6},
    {"label": HOSTILE, "side": "target", "value": None, "shown": "cannot say", "low": None, "high": None,
     "least": None, "most": None, "published": None},
]  # fmt: skip
WAITS = [
    {"label": "Test 1|9 May 2001", "side": "partner", "days": 9, "shown": "9 days", "words": "first: " + HOSTILE,
     "short": "first: 9 days", "source": HOSTILE, "censored": False, "published": 11.0},
    {"label": "Test 1|9 May 2001", "side": "target", "days": 190, "shown": "nobody in 190 days", "words": "",
     "short": "", "source": "", "censored": True, "published": None},
]  # fmt: skip
CELLS = [
    {"row": f"rules {r}|scheme", "column": f"A long name|{c}", "shown": "1.00", "shade": 1 + r, "hit": r == c}
    for r in range(3) for c in range(3)
]  # fmt: skip
SPANS = [
    {
        "label": "May 1990 to Jun 1995",
        "years": 5.0,
        "most": 5.2,
        "shown": HOSTILE,
        "between": HOSTILE,
        "open": False,
    },
    {
        "label": "Jun 1995 to now",
        "years": 3.0,
        "most": 3.0,
        "shown": "3.0 years",
        "between": "",
        "open": True,
    },
]
DRAWINGS = {
    "visits": lambda small: charts.visits_by_year(
        YEARS, ERAS, {"partner": "P to T", "target": "T to P"}, narrow=small
    ),
    "averages": lambda small: charts.averages_by_era(ERA_ROWS, unit="visits a year", narrow=small),
    "grid": lambda small: charts.choices_grid(CELLS, narrow=small),
    "gaps": lambda small: charts.gap_bars(SPANS, narrow=small),
    "waits": lambda small: charts.first_to_set_out(WAITS, narrow=small),
    "strip": lambda small: charts.event_strip(
        [{"lane": HOSTILE, "when": 1990.0 + i, "side": "", "title": "t", "date": "d"} for i in range(4)],
        narrow=small,
    ),
    "coverage": lambda small: charts.coverage_by_year(
        [{"year": 1990 + i, "level": ("thin", "partial", "good")[i % 3]} for i in range(5)], narrow=small
    ),
}


def spec_of(name: str, small: bool = False) -> dict:
    with unchecked():
        return DRAWINGS[name](small)


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("small", [False, True])
def test_every_spec_is_valid_vega_lite(name: str, small: bool) -> None:
    import altair as alt
    import jsonschema

    jsonschema.Draft7Validator(alt.LayerChart._rootschema).validate(_listed(spec_of(name, small)))


def _listed(value: object) -> object:
    """Tuples as lists, as they are once written as JSON."""
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_page_drawing_holds_no_colour_of_its_own(name: str) -> None:
    text = inline(draw(spec_of(name)), "f", "t d")
    assert re.findall(r'(?:fill|stroke)="(?!none|url|transparent)[^"]*"', text) == []
    used = set(re.findall(r"[fs]-([a-z0-9-]+)", " ".join(re.findall(r'class="([^"]*)"', text))))
    assert used <= set(TOKENS.values())


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_page_drawing_has_one_role_and_no_inner_labels(name: str) -> None:
    root = ElementTree.fromstring(inline(draw(spec_of(name)), "f", "t d"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "t d"
    inner = [e for e in root.iter() if e is not root]
    assert not [e for e in inner if any(a.startswith("aria-") or a == "role" for a in e.attrib)]
    assert all(e.get("id", "f-").startswith("f-") for e in inner)


@pytest.mark.parametrize("name", DRAWINGS)
def test_numbers_in_a_drawing_are_short(name: str) -> None:
    root = ElementTree.fromstring(inline(draw(spec_of(name)), "f", "t d"))
    for element in root.iter():
        for attribute, value in element.attrib.items():
            assert attribute == ROW or not re.search(r"\.\d{2,}", value), f"{attribute}={value}"


@pytest.mark.parametrize("name", DRAWINGS)
def test_script_in_a_label_stays_text(name: str) -> None:
    text = inline(draw(spec_of(name)), "f", "t d")
    assert "<script" not in text
    assert "script" not in {e.tag for e in ElementTree.fromstring(text).iter()}


def test_text_on_a_phone_is_never_under_eleven_pixels() -> None:
    for name in DRAWINGS:
        text = inline(draw(spec_of(name, small=True)), "f", "t d")
        width = float(re.search(r'viewBox="0 0 ([\d.]+)', text)[1])
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)', text)]
        # 328 px is what a phone of 360 px leaves between its margins.
        assert min(sizes) * 328 / width >= 11, name


def test_a_kept_drawing_carries_its_words_in_light_colours() -> None:
    frame = Frame(
        f"Title {HOSTILE}", "Subtitle", (Key("partner", "dot", "Guests"),), "Sources: x", "Yalu 1 · data 2"
    )
    text = standalone(draw(spec_of("averages")), frame)
    assert "<script" not in text
    words = " ".join(
        "".join(e.itertext()) for e in ElementTree.fromstring(text).iter() if e.tag.endswith("text")
    )
    for expected in ("Title <script>", "Subtitle", "Guests", "Sources: x", "Yalu 1 · data 2"):
        assert expected in words
    assert 'class="' not in text


def test_a_key_escapes_its_token() -> None:
    assert "<script" not in key_mark(Key("<script>", "dot", "x"))


def test_a_mark_carries_its_row_with_every_digit_and_without_empty_parts() -> None:
    rows = [mark.get(ROW) for mark in draw(spec_of("waits")).iter() if ROW in mark.attrib]
    assert rows == [
        f"Test 1, 9 May 2001 ¦ 9 days ¦ {HOSTILE}",
        "Test 1, 9 May 2001 ¦ nobody in 190 days",
        "Test 1, 9 May 2001 ¦ published, days: 11",
    ]
    cells = [mark.get(ROW) for mark in draw(spec_of("grid")).iter() if ROW in mark.attrib]
    assert cells[0] == "rules 0, scheme ¦ A long name, 0 ¦ 1.00"


def test_the_row_of_an_average_says_what_each_number_is_in_two_places() -> None:
    rows = [
        {**row, "value": 1.9130434782608696, "low": 1.3199, "high": None, "published": None}
        for row in ERA_ROWS[:1]
    ]
    marks = draw(charts.averages_by_era(rows, unit="visits a year", narrow=False)).iter()
    printed = {mark.get(ROW) for mark in marks if ROW in mark.attrib}
    assert {said.partition(" ¦ ")[2] for said in printed} == {"visits a year: 1.91 ¦ interval from: 1.32"}


def test_a_row_that_both_drawings_have_is_written_once() -> None:
    wide, narrow = draw(spec_of("grid")), draw(spec_of("grid", small=True))
    refer(narrow, wide)
    assert [mark.get(ROW) for mark in narrow.iter() if ROW in mark.attrib] == [f"#{n}" for n in range(9)]
