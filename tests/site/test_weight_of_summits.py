"""Pages weigh a summit as the command does, except where published averages that double it stand beside."""

from __future__ import annotations

import pytest

from yalu.case.package import find_case, read_case
from yalu.site.data.visit_data import observe


@pytest.mark.parametrize(("name", "weight"), [("china-dprk", 2.0), ("russia-dprk", 1.0)])
def test_a_summit_is_doubled_only_beside_published_averages(name: str, weight: float) -> None:
    observed = observe(read_case(find_case(name)))
    assert observed is not None
    assert {observed.weight, *(row.weight for row in (*observed.frequency, *observed.to_date))} == {weight}


def test_without_published_averages_the_front_page_number_is_visits_by_years() -> None:
    observed = observe(read_case(find_case("russia-dprk")))
    assert observed is not None
    for row in observed.to_date:
        assert row.figure.value == pytest.approx(
            row.tally.count / row.years, rel=1e-4
        )  # years to four decimals
