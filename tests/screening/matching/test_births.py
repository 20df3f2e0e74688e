"""What two birth dates say of each other: the same, a slip, near, or another person's."""

from __future__ import annotations

import pytest

from yalu.screening.lists.formats.entry_values import date_span
from yalu.screening.matching import Index
from yalu.screening.matching.index_builder import PartyKept
from yalu.screening.matching.records import MatchQualifier, Query
from yalu.screening.matching.secondary_identifiers import adjusted, qualify
from yalu.screening.records import Party, PartyName


def birth(asked: str, *listed: str) -> MatchQualifier:
    held = PartyKept("t:1", "Person", listed, (), (), ())
    return qualify(Query("Example", births=(asked,)), held)[0]


@pytest.mark.parametrize(
    ("asked", "listed", "effect", "kind"),
    [
        ("1984-01-08", "1984-01-08", "supports", "birth date"),
        ("1984-08-01", "1984-01-08", "silent", "birth date (day and month exchanged)"),
        ("1984-01-18", "1984-01-08", "silent", "birth date (one digit off)"),
        ("1982-01-08", "1984-01-08", "silent", "birth date (one digit off)"),
        ("1948-01-08", "1984-01-08", "silent", "birth date (two digits exchanged)"),
        ("1984-05-20", "1984-01-08", "contradicts", "birth date"),
        ("1984-01-01", "1984-05-28", "silent", "birth date (1 January may stand for the year)"),
        ("1984-05-28", "1984-01-01", "silent", "birth date (1 January may stand for the year)"),
        ("1984-01-01", "1984-01-01", "supports", "birth date"),
        ("1984-01-01", "1989-05-28", "contradicts", "birth year"),
        ("1984", "1984-01-08", "supports", "birth year"),
        ("1984-01-08", "1984/1984", "supports", "birth year"),
        ("1984-01", "1984-01-08", "supports", "birth year"),
        ("1984-02", "1984-01-08", "silent", "birth year (another month)"),
        ("1985", "1984-01-08", "silent", "birth year (1 off)"),
        ("1982", "1984-01-08", "silent", "birth year (2 off)"),
        ("1987", "1984-01-08", "contradicts", "birth year"),
        ("1926", "1962/1962", "silent", "birth year (digits exchanged)"),
        ("1962", "1960/1965", "supports", "birth year"),
        ("1968", "1960/1965", "contradicts", "birth year"),
        ("1967", "1960/1965", "silent", "birth year (2 off)"),
        ("1964", "1960/1960~", "silent", "birth year (4 off)"),
        ("1964-05-05", "1960/1960~", "silent", "birth year (4 off)"),
        ("1966", "1960/1960~", "contradicts", "birth year"),
        ("1960", "1960/1960~", "supports", "birth year"),
    ],
)
def test_what_a_birth_says(asked, listed, effect, kind):
    found = birth(asked, listed)
    assert (found.effect, found.kind) == (effect, kind)


def test_of_several_births_the_best_speaks():
    assert birth("1984-01-08", "1970-02-02", "1984-01-08").effect == "supports"
    assert birth("1984-05-20", "1984-01-08", "1983/1983").effect == "silent"


def test_only_support_and_numbers_move_a_score():
    against = [MatchQualifier(kind, "a", "b", "contradicts") for kind in ("birth year", "gender", "country")]
    assert adjusted(0.8, against) == 0.8
    assert adjusted(0.8, [MatchQualifier("imo", "a", "b", "contradicts", -0.5)]) == 0.4
    assert adjusted(0.8, [MatchQualifier("birth date", "a", "a", "supports", 0.3)]) == pytest.approx(0.86)
    assert adjusted(0.1, [MatchQualifier("imo", "a", "a", "decides")]) == 0.97


@pytest.mark.parametrize(
    ("asked", "moves"), [("1984-01-08", 0.3), ("1984", 0.15), ("1983", 0.0), ("1970", 0.0)]
)
def test_a_birth_that_agrees_to_the_day_says_twice_as_much_as_one_of_the_year(asked, moves):
    assert birth(asked, "1984-01-08").change == moves


@pytest.mark.parametrize(
    ("printed", "asked", "effects"),
    [
        ("before 1970", "1950-05-05", []), ("before 1970", "1990", []), ("unknown, perhaps 1970", "1970", []),
        ("circa 1960", "1964", ["silent"]), ("circa 1960", "1966", ["contradicts"]), ("1960", "1964", ["contradicts"]),
        ("1958 to 1962", "1961", ["supports"]), ("1960s", "1975", ["contradicts"]),
    ],
)  # fmt: skip
def test_words_of_a_list_that_are_no_date_say_nothing_and_about_a_year_is_about(printed, asked, effects):
    held = Party(
        id="t:1",
        list="t",
        entry="1",
        schema="Person",
        names=(PartyName("Osman Zhanibekov"),),
        births=(date_span(printed),),
    )
    found = Index.build([held]).search(Query("Osman Zhanibekov", births=(asked,)))[0]
    assert [q.effect for q in found.explanation.qualifiers if q.kind.startswith("birth")] == effects
