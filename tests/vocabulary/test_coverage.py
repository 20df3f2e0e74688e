"""What an answer covers: nothing clean over nothing, a part said as a part, no sentence past the last row."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import pytest

from yalu.vocabulary.coverage import (
    Asked,
    Coverage,
    CoverageError,
    Covered,
    Observed,
    SourceKind,
    combined,
    covered_table,
    covered_text,
    joined_spans,
    observed_span,
)
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import Figure, Trail, Verdict
from yalu.vocabulary.strength import Strength, Support
from yalu.vocabulary.tables import Results

UN = Asked(name="un", kind="list", whole=True, as_of="2026-02-27", entries=1005)
PART = Asked(name="ofac-sdn", kind="list", whole=False, as_of="2024-05-07", entries=1)
UNDATED = Asked(name="mine", kind="list", entries=3)
EMPTY = Asked(name="mine", kind="list", whole=True, entries=0)
SOUND = Strength((Support(kind="row", id="r1", quality="sound"),))


class Screened(Covered, frozen=True, kw_only=True):
    CLEAN: ClassVar[frozenset[str]] = frozenset({"clear"})
    outcome: str


def test_a_source_says_how_much_of_it_was_asked_and_of_what_day() -> None:
    assert UN.says == "un (1,005 entries, of 2026-02-27)"
    assert PART.says == "ofac-sdn (in part, 1 entry, of 2024-05-07)"
    assert UNDATED.says == "mine (extent unknown, 3 entries, undated)"
    law = Asked(name="un-dprk", kind="text", whole=True, entries=1, left_out=("2375 ¶14",))
    assert law.says == "un-dprk (1 paragraph, undated; without 2375 ¶14)"
    assert Asked(name="flows", kind="table", whole=True).says == "flows (undated)"


@pytest.mark.parametrize(
    ("as_of", "on", "age"),
    [("2026-02-27", "2026-03-01", 2), ("", "2026-03-01", None), ("2026", "2026-03-01", None)],
)
def test_the_age_of_a_copy_is_known_only_from_a_whole_day(as_of: str, on: str, age: int | None) -> None:
    assert Asked(name="un", kind="list", as_of=as_of).age(date.fromisoformat(on)) == age


def test_old_copies_are_those_past_the_limit_and_those_without_a_day() -> None:
    coverage = Coverage((UN, PART, UNDATED))
    assert coverage.older_than(2, date(2026, 3, 1)) == (PART, UNDATED)
    assert coverage.older_than(1, date(2026, 3, 1)) == (UN, PART, UNDATED)


@pytest.mark.parametrize(
    ("coverage", "empty", "whole"),
    [
        (Coverage(), True, False),
        (Coverage((EMPTY,)), True, False),
        (Coverage((EMPTY, UN)), False, True),
        (Coverage((UN,)), False, True),
        (Coverage((UN,), not_asked=("eu",)), False, False),
        (Coverage((UN, PART)), False, False),
        (Coverage((UNDATED,)), False, False),
        (Coverage((Asked(name="t", kind="text", whole=True, left_out=("2A",)),)), False, False),
        (Coverage((Asked(name="t", kind="table", whole=True),)), False, True),
    ],
)
def test_nothing_is_empty_and_only_the_whole_is_whole(coverage: Coverage, empty: bool, whole: bool) -> None:
    assert (coverage.empty, coverage.whole) == (empty, whole)


@pytest.mark.parametrize(
    ("coverage", "words"),
    [
        (Coverage(), "not asked"),
        (Coverage((EMPTY,)), "not asked"),
        (Coverage((UN,)), "clear"),
        (Coverage((UN,), not_asked=("eu", "uk")), "clear but for eu, uk"),
        (Coverage((PART,)), "clear on 1 partial list"),
        (Coverage((PART, UNDATED)), "clear on 2 partial lists"),
        (Coverage((UN, PART, UNDATED)), "clear on 3 lists, 2 in part"),
        (Coverage((PART, Asked(name="f", kind="table"))), "clear on 2 partial sources"),
        (Coverage((UN, PART), not_asked=("eu",)), "clear on 2 lists, 1 in part"),
        (Coverage((UN, Asked(name="goods", kind="text"))), "clear on 2 sources, 1 in part"),
    ],
)
def test_a_clean_word_says_in_how_far_it_is_clean(coverage: Coverage, words: str) -> None:
    assert coverage.qualified("clear") == words


def test_a_phrase_names_four_sources_and_counts_the_rest() -> None:
    many = tuple(Asked(name=f"l{n}", kind="list", whole=True, entries=2) for n in range(6))
    assert Coverage(many[:4]).says.endswith("l3 (2 entries, undated)")
    assert Coverage(many).says.endswith("l3 (2 entries, undated), 2 more")
    assert Coverage(many[:1], not_asked=("eu", "uk")).says == "l0 (2 entries, undated); not asked: eu, uk"
    assert Coverage().says == "nothing"


def test_coverages_add_up_and_a_source_asked_twice_stands_once() -> None:
    one, two = Coverage((UN,), ("eu",)), Coverage((UN, PART), ("eu", "uk"))
    assert combined([one, two]) == Coverage((UN, PART), ("eu", "uk"))
    assert combined([]) == Coverage()


def test_helpers_cover_one_text_or_one_table() -> None:
    assert covered_text("un-dprk", 128).whole
    assert not covered_text("un-dprk", 128, left_out=["2375 ¶14"]).whole
    table = covered_table("visits", 201, as_of="2026-11-22")
    assert table.says == "visits (extent unknown, 201 rows, of 2026-11-22)"
    assert covered_table("customs", 3, whole=True, kind="ledger").asked[0].kind == "ledger"


@pytest.mark.parametrize("coverage", [Coverage(), Coverage((EMPTY,)), Coverage((), ("eu",))])
def test_nothing_clean_can_be_built_over_nothing(coverage: Coverage) -> None:
    with pytest.raises(CoverageError, match="not_asked"):
        Screened(outcome="clear", coverage=coverage)
    assert Screened(outcome="stop", coverage=coverage).outcome_shown == "stop"
    trail = Trail(coverage=coverage, strength=SOUND)
    for clean in ("within", "not_covered"):
        with pytest.raises(CoverageError, match=clean):
            Verdict("v", "t", clean, "r", trail)  # type: ignore[arg-type]
    with pytest.raises(CoverageError, match="zero"):
        Figure("f", "t", 0.0, "t", "d", trail)
    with pytest.raises(CoverageError, match="none_found"):
        Results([], coverage)


def test_a_clean_result_over_a_part_says_so() -> None:
    assert Screened(outcome="clear", coverage=Coverage((PART,))).outcome_shown == "clear on 1 partial list"
    trail = Trail(coverage=covered_text("un-dprk", 127, left_out=["2375 ¶14"]), strength=SOUND)
    assert Verdict("v", "t", "not_covered", "r", trail).shown == "not covered on 1 partial text"
    assert Verdict("v", "t", "breach", "r", trail).shown == "breach"
    assert Results([], Coverage((PART,))).none_found == (
        "None found on 1 partial list: asked ofac-sdn (in part, 1 entry, of 2024-05-07)."
    )
    assert len(Results([1])) == 1


@pytest.mark.parametrize(
    ("grain", "last"), [("day", "30 November 2017"), ("month", "November 2017"), ("year", "2017")]
)
def test_a_lasting_state_ends_with_the_last_row(grain: str, last: str) -> None:
    span = Observed(date(2016, 1, 1), date(2017, 11, 30), grain=grain)  # type: ignore[arg-type]
    assert span.lasting("Imports stayed at zero") == f"Imports stayed at zero through {last}, the last row"


def test_a_span_knows_its_gaps() -> None:
    months = [Window(date(2017, m, 1), date(2017, m, 28)) for m in (1, 3)]
    span = observed_span([*months, Window(date(2017, 1, 29), date(2017, 1, 31))])
    assert span == Observed(
        date(2017, 1, 1), date(2017, 3, 28), (Window(date(2017, 2, 1), date(2017, 2, 28)),)
    )
    assert span.says == "2017-01-01 to 2017-03-28, with 1 gap"
    assert Observed(date(2017, 1, 1), date(2017, 1, 1)).says == "2017-01-01 to 2017-01-01"


def test_windows_that_touch_or_overlap_leave_no_gap() -> None:
    spans = [
        Window(date(2017, 1, 1), date(2017, 3, 31)),
        Window(date(2017, 2, 1), date(2017, 2, 28)),
        Window(date(2017, 4, 1), date(2017, 4, 30)),
    ]
    assert observed_span(spans, "month") == Observed(date(2017, 1, 1), date(2017, 4, 30), (), "month")


def test_an_open_window_is_not_observed_and_nothing_is_no_span() -> None:
    assert observed_span([]) is None
    assert observed_span([Window(date(2017, 1, 1), None), Window(None, date(2017, 1, 1))]) is None
    with pytest.raises(CoverageError, match="swap"):
        Observed(date(2017, 1, 2), date(2017, 1, 1))


@pytest.mark.parametrize(
    ("kind", "one", "many"),
    [
        ("list", "1 entry", "2 entries"), ("register", "1 entry", "2 entries"), ("ledger", "1 row", "2 rows"),
        ("table", "1 row", "2 rows"), ("text", "1 paragraph", "2 paragraphs"),
    ],
)  # fmt: skip
def test_what_was_asked_is_counted_in_the_words_of_its_kind(kind: SourceKind, one: str, many: str) -> None:
    printed = [Asked(name="it", kind=kind, whole=True, as_of="2020-01-01", entries=n).says for n in (1, 2)]
    assert [words.rpartition("(")[2] for words in printed] == [
        f"{one}, of 2020-01-01)",
        f"{many}, of 2020-01-01)",
    ]


@pytest.mark.parametrize(
    ("grains", "together"),
    [
        (("day", "day"), "day"), (("day", "month"), "month"), (("month", "day"), "month"), (("year", "month"), "year"),
        (("day", "year", "month"), "year"), (("month",), "month"),
    ],
)  # fmt: skip
def test_series_together_have_the_coarsest_of_their_grains(grains: tuple[str, ...], together: str) -> None:
    spans = [Observed(date(2016, 1, 1), date(2017, 12, 31), grain=grain) for grain in grains]  # type: ignore[arg-type]
    assert joined_spans(spans) == Observed(date(2016, 1, 1), date(2017, 12, 31), (), together)  # type: ignore[arg-type]
    assert joined_spans([*spans, None]) is None
