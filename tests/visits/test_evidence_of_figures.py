"""Figures of visits say what they cover, rest on and observed; nothing is zero over an empty table."""

from __future__ import annotations

import msgspec
import pytest

import yalu
from yalu.documents.choices import ChoiceError
from yalu.visits.facade import Visits


@pytest.fixture(scope="module")
def visits() -> Visits:
    return yalu.open_case("china-dprk").visits


def test_an_average_observed_the_days_of_its_era_and_rests_on_its_visits(visits: Visits) -> None:
    for row in visits.frequency(eras="calendar"):
        trail = row.figure.trail
        assert trail.observed is not None
        assert (str(trail.observed.first), str(trail.observed.last)) == (row.start, row.end)
        assert trail.coverage.asked[0].name == "table visits"
        assert {s.id for s in trail.strength.supports} == {r.id for r in trail.rows} or row.tally.count == 0
        assert trail.strength.supports


def test_a_silence_and_a_wait_end_on_the_last_day_observed(visits: Visits) -> None:
    gaps = visits.gaps()
    assert gaps.figure.trail.observed is not None
    assert str(gaps.figure.trail.observed.last) == gaps.on
    for answer in visits.latency().responses:
        assert answer.figure.trail.observed is not None
        assert str(answer.figure.trail.observed.last) <= answer.observed_until


def test_an_empty_table_has_no_average_and_nothing_to_list(visits: Visits) -> None:
    empty = Visits(msgspec.structs.replace(visits.case, visits=()))
    assert {row.figure.value for row in empty.frequency()} == {None}
    assert {row.figure.shown for row in empty.frequency()} == {"cannot say"}
    for ask in (empty.list, empty.turning):
        with pytest.raises(ChoiceError, match="has no visits, so there is nothing to ask"):
            ask()
    assert {row.standing for row in empty.published() if row.published.startswith("visits-total")} <= {
        "cannot_say"
    }


def test_a_visit_that_the_rules_leave_out_everywhere_is_none_found_and_says_of_what(visits: Visits) -> None:
    from datetime import date

    from yalu.vocabulary.dates import Window

    found = visits.list(counted_only=True, window=Window(date(2020, 2, 1), date(2020, 3, 1)))
    assert len(found) == 0
    assert found.none_found.startswith("None found")
    assert "table visits (233 rows" in found.none_found.replace("in part, ", "").replace(
        "extent unknown, ", ""
    )
