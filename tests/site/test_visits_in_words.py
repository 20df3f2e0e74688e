"""Sentences of the pages on visits, and of the front page on them, over records other than the bundled ones."""

from __future__ import annotations

import re
import shlex
from html import unescape
from pathlib import Path

import msgspec
import pytest
from tests.site.conftest import Built

from yalu.case.records import Case
from yalu.opening import OpenCase
from yalu.site.frame.templates import _with_spoken_days
from yalu.site.pages.visits.record import events
from yalu.vocabulary.dates import parse_date


def dated(case: Case, *days: str) -> Case:
    """The case with as many of its visits as there are days, each on its day and in a third country."""
    visits = tuple(
        msgspec.structs.replace(visit, start=parse_date(day), end=None, direction="third_country")
        for visit, day in zip(case.visits, days, strict=False)
    )
    return msgspec.structs.replace(case, visits=visits)


def test_a_year_with_more_rows_than_others_is_not_called_most_of_them(small_case: Case) -> None:
    found = events(small_case)
    assert found is not None
    assert found.title == (
        "From 14 March 2010 to 6 April 2018, no year has more visits on record than 2010 and 2018 (2 each)"
    )


def test_meetings_in_a_third_country_are_drawn_and_counted_like_every_visit(small_case: Case) -> None:
    found = events(dated(small_case, "2012-05-01", "2012-06", "2012", "201X"))
    assert found is not None
    assert ("Visits in a third country", 4) in found.rows
    assert found.title.endswith("no year has more visits on record than 2012 (3)")


def test_a_time_that_is_not_over_ends_on_the_last_day_observed_not_now(small: Built) -> None:
    page = small.text("relations.html")
    assert "Apr 2018 to Dec 2020" in page
    assert "to now" not in page


def test_what_would_change_the_answer_names_only_what_is_there(small: Built) -> None:
    assert " 0 cannot be decided" not in small.text("index.html")
    assert "a switch of one rule turns 3." in small.text("index.html")


def test_a_number_of_one_day_is_one_day(other_partner: Built) -> None:
    page = other_partner.text("index.html")
    assert "<b>1 <span>day</span></b>" in page
    assert ">1 <span>days<" not in page


def test_an_average_of_weighted_summits_says_how_many_there_are(bundled: Built, other_partner: Built) -> None:
    found = re.search(
        r"(\d+) visits, (\d+) of them summits that count as 2, in 13 years", bundled.text("index.html")
    )
    assert found is not None
    assert f"{(int(found[1]) + int(found[2])) / 13:.2f}" in bundled.text("index.html")
    assert "of them summits" not in other_partner.text("index.html")


def test_a_reason_names_a_post_by_its_title(bundled: Built) -> None:
    codes = tuple(bundled.case.posts)
    page = bundled.text("visits/V093.html")
    assert "post “State councillor”" in page
    for name in (bundled.folder / "visits").glob("*.html"):
        text = name.read_text(encoding="utf-8")
        assert not any(f"post {code}" in text for code in codes), name


def test_a_number_of_four_digits_or_more_of_days_has_its_comma(bundled: Built) -> None:
    bare = re.compile(r"(?<![\d.,/-])\d{4,} days")
    for place in ("*.html", "figures/*.html", "trails/*.html", "claims/*.html"):
        for path in bundled.folder.glob(place):
            assert bare.findall(path.read_text(encoding="utf-8")) == [], path


def test_one_of_anything_is_said_in_the_singular(bundled: Built) -> None:
    many = re.compile(
        r"(?<![\d.,–-])1 "
        r"(?:actions|acts|answers|days|entities|events|figures|months|persons|sources|summits|verdicts|visits(?! a year)|years)\b"
    )
    for place in ("*.html", "figures/*.html", "trails/*.html", "claims/*.html"):
        for path in bundled.folder.glob(place):
            # Verdicts of earlier versions stay as they were printed.
            text = path.read_text(encoding="utf-8").partition('id="history"')[0]
            assert many.findall(text) == [], path


def test_the_row_behind_a_mark_has_no_raw_number_and_is_no_number_alone(bundled: Built) -> None:
    bare, raw = re.compile(r"[-+]?[\d,.]+%?"), re.compile(r"\d\.\d{3,}|,,")
    for path in sorted((bundled.folder / "figures").glob("*.html")):
        for said in re.findall(r'data-row="([^"#][^"]*)"', path.read_text(encoding="utf-8")):
            parts = unescape(said).split(" ¦ ")
            assert not raw.search(said), (path.stem, said)
            assert len(parts) > 1 or not bare.fullmatch(said), (path.stem, said)
    (said,) = set(re.findall(r'data-row="(Xi Jinping[^"]*)"', bundled.text("figures/averages.html")))
    assert "visits a year: 1.25" in said


def test_no_page_says_from_a_number_to_itself_and_no_sentence_ends_twice(bundled: Built) -> None:
    same, twice = (
        re.compile(r"(?<![\d.–])(\d[\d.,]*\d)–\1(?![\d.])"),
        re.compile(r"[\w)”]\.\.(?!\.)(?=[ <])"),
    )
    for place in ("*.html", "figures/*.html", "claims/*.html", "chains/*.html"):
        for path in bundled.folder.glob(place):
            text = path.read_text(encoding="utf-8")
            assert (same.findall(text), twice.findall(text)) == ([], []), path


def test_a_gap_told_in_years_keeps_the_days_of_its_title(bundled: Built) -> None:
    (trail,) = (bundled.folder / "trails").glob("gaps-beyond-parallel-summit-2017-03-21-??????.html")
    heading = "Days since the last summit on 21 March 2017: 2,126 days (5.82 years)"
    assert f"<h1>{heading}</h1>" in trail.read_text(encoding="utf-8")


def test_a_trail_bounds_its_number_only_where_something_is_open_and_writes_numbers_out(
    bundled: Built,
) -> None:
    trails = {path: path.read_text(encoding="utf-8") for path in (bundled.folder / "trails").glob("*.html")}
    closed = "rank-beyond-parallel-calendar-w1-xi-jinping-lowest-"
    assert [p for p in trails if p.name.startswith(closed)]
    bounds = {path.name: re.findall(r"<dt>Bounds</dt><dd>([^<]*)", text) for path, text in trails.items()}
    assert not any(shown for name, shown in bounds.items() if name.startswith(closed))
    assert sum(bool(shown) for shown in bounds.values()) > 20
    for name, shown in bounds.items():
        for ends in (re.findall(r"at (?:least|most) ([-\d.,]+)", text) for text in shown):
            assert ends, name
            assert len(set(ends)) == len(ends), name
    assert [p.name for p, text in trails.items() if re.search(r"<dd>[^<]*\de\+\d", text)] == []


def test_what_was_not_searched_for_is_named_by_post_and_state(bundled: Built) -> None:
    codes = re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, bundled.case.posts))})(?![\w.-])")
    assert codes.search("without kp.other_minister (Any other minister)")
    shown = False
    for place in ("figures/*.html", "trails/*.html", "claims/*.html"):
        for path in bundled.folder.glob(place):
            text = re.sub(r"<(code|pre)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert not codes.search(re.sub(r"<[^>]*>", " ", text)), path
            shown |= "“Any other minister” of North Korea" in text
    assert shown


@pytest.mark.slow
def test_a_trail_prints_the_command_that_shows_the_same_number_with_its_unit(bundled: Built) -> None:
    asked = OpenCase(bundled.case)
    kinds: dict[str, Path] = {}
    for path in sorted((bundled.folder / "trails").glob("*.html")):
        kinds[path.name.partition("-")[0]] = path
    shown = 0
    for path in kinds.values():
        text = path.read_text(encoding="utf-8")
        heading = unescape(re.sub("<[^>]+>", "", re.findall(r"<h1[^>]*>(.*?)</h1>", text)[0]))
        for command in re.findall(r"<code>(yalu explain [^<]*)</code>", text):
            name = shlex.split(unescape(command))[2].partition("@")[0]
            if "@" not in command:
                assert _with_spoken_days(asked.explain(name).text.split("\n")[0]) == heading
                shown += 1
    assert shown > 8


def test_a_gap_of_a_few_days_is_told_in_days_and_not_as_no_years(small: Built) -> None:
    picture = (small.folder / "figures/visit-gaps.svg").read_text("utf-8")
    assert "2 days" in picture
    assert "0.0 years" not in picture


def test_a_published_figure_that_is_not_compared_names_what_no_count_is_narrowed_by(bundled: Built) -> None:
    page = bundled.text("relations.html")
    assert "no count here can be narrowed by “leader” or “with”" in page
