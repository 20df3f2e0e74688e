"""The page of pairs compared: there where a second bundled case is on the target, and never reading an unsearched year as none."""

from __future__ import annotations

import json
import re
from datetime import date

import altair as alt
import msgspec
import pytest
from tests.site.conftest import Built
from tests.site.test_headlines import overclaims, plain, range_unsaid, rest_unnamed, unit_unnamed

from yalu.case.knowledge import known_by
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.templates import render
from yalu.site.pages.visits.comparison import ComparisonRoom, comparisons, open_room, others_on_target

SITE = Site(title="Pairs", code_version="0", data_version="0", known_by="2026-11-21")


@pytest.fixture(scope="module", params=["china-dprk", "russia-dprk"])
def case(request: pytest.FixtureRequest) -> Case:
    return read_case(find_case(request.param))


@pytest.fixture(scope="module")
def room(case: Case) -> ComparisonRoom:
    opened = open_room(case, SITE, None)
    assert opened is not None
    return opened


@pytest.fixture(scope="module")
def figures(room: ComparisonRoom) -> dict[str, FigurePage]:
    return {page.slug: page for page in room.figures()}


def test_the_page_has_visits_a_year_other_rules_waits_and_what_was_announced(
    figures: dict[str, FigurePage],
) -> None:
    assert list(figures) == ["pairs-by-year", "pairs-under-other-rules", "pairs-waits", "pairs-announced"]


def test_every_title_runs_to_its_last_day_and_keeps_the_rules_of_headlines(
    figures: dict[str, FigurePage],
) -> None:
    for page in figures.values():
        assert "21 November 2026" in page.title, page.slug
        assert "“" not in page.title, page.title  # the name of a rule set is for commands
        for rule in (rest_unnamed, unit_unnamed, range_unsaid, overclaims):
            assert rule(page.title) == [], page.title


def test_a_year_searched_thinly_stands_as_a_least(figures: dict[str, FigurePage]) -> None:
    page = figures["pairs-by-year"]
    names = [column.name for column in page.columns]
    count, level = names.index("russia-dprk-visits"), names.index("russia-dprk-searched")
    shown = {str(row[0]): (row[count], row[level]) for row in page.rows}
    assert shown["2007"] == ("≥ 0", "thin")
    assert all(str(text).startswith("≥ ") for text, searched in shown.values() if searched != "good")
    assert any("not looked for" in note for note in page.notes)


def test_the_strip_below_the_bars_tells_how_well_each_year_was_searched(
    figures: dict[str, FigurePage],
) -> None:
    spec = figures["pairs-by-year"].wide
    assert spec is not None
    boxes = [row for rows in spec["datasets"].values() for row in rows if "level" in row]
    strips = [box for box in boxes if "visits" not in box]
    assert {box["level"] for box in strips} == {"good", "partial"}
    assert len(strips) == 27 + 3


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_picture_is_a_valid_specification(figures: dict[str, FigurePage], size: str) -> None:
    spec = getattr(figures["pairs-by-year"], size)
    alt.Chart.from_dict(json.loads(json.dumps(spec)), validate=True)


def test_waits_that_are_only_a_most_say_so_and_events_of_one_case_are_not_a_wait_of_the_other(
    figures: dict[str, FigurePage],
) -> None:
    page = figures["pairs-waits"]
    place = [column.name for column in page.columns].index("russia-dprk-days")
    assert all(str(row[place]).startswith("≤ ") or row[place] == "no such event" for row in page.rows)
    assert "surely the sooner" in page.title or "can it be said" in page.title


def test_the_page_names_how_each_pair_was_searched(room: ComparisonRoom) -> None:
    def page(address: str, template: str = "", current: str = "", **values: object) -> tuple[str, str]:
        shared = {"site": SITE, "root": "", "current": current, "drawn": {}, "navigation": (), "case": None}
        return address, render(template or address, shared | values)

    ((address, html),) = room.pages(page)
    assert address == "comparison.html"
    text = plain(html)
    assert "Russia: years searched 3 partial, 24 thin" in text
    assert "never read as none" in text
    assert re.search(r"yalu visits compare [a-z-]+ [a-z-]+ --rules [a-z-]+", text)


def test_a_case_on_another_target_and_one_without_visits_have_no_such_page(case: Case) -> None:
    assert open_room(msgspec.structs.replace(case, target="XAA"), SITE, None) is None
    assert open_room(msgspec.structs.replace(case, visits=()), SITE, None) is None


def test_the_other_case_is_held_to_the_same_day_of_knowledge(case: Case) -> None:
    early, _ = known_by(case, date(2019, 6, 30))
    (other,) = others_on_target(early)
    assert str(other.observed.end) == "2019-06-30"
    assert {found.last for found in comparisons(early, (other,))} == {"2019-06-30"}


def test_two_rule_sets_of_one_name_are_told_apart_by_their_codebooks(bundled: Built) -> None:
    page = bundled.text("comparison.html")
    assert "strict, of the codebook on Russia" in page
    assert "strict, of the codebook on China" in page
    assert ">leaders-and-ministers<" in page
