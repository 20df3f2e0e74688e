"""Intervals, comparison and change points against published tables and slow oracles."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from yalu.visits.statistics.poisson import (
    change_point,
    compare_rates,
    garwood,
    weighted_interval,
)

# Garwood's own table, 95 %, as printed in standard texts.
TABLE = {0: (0.0, 3.689), 1: (0.0253, 5.572), 2: (0.2422, 7.225), 5: (1.623, 11.668), 10: (4.795, 18.390)}


@pytest.mark.parametrize("count", TABLE)
def test_garwood_agrees_with_the_printed_table(count):
    assert garwood(count, 1.0) == pytest.approx(TABLE[count], abs=5e-4)


def test_an_interval_over_years_is_the_interval_of_the_count_over_those_years():
    assert garwood(5, 4.0) == pytest.approx([bound / 4 for bound in garwood(5, 1.0)])


@given(st.integers(0, 400), st.floats(0.5, 60))
def test_the_interval_always_holds_the_rate_and_a_weight_of_one_changes_nothing(count, years):
    low, high = garwood(count, years)
    assert low <= count / years <= high
    if count:
        assert weighted_interval(count, count // 3, 1.0, years) == pytest.approx((low, high))


@given(st.integers(1, 60), st.integers(0, 20), st.floats(1.0, 4.0))
def test_the_weighted_interval_holds_the_weighted_rate(plain, summits, weight):
    summits = min(summits, plain)
    low, high = weighted_interval(plain, summits, weight, 10.0)
    assert low <= (plain + (weight - 1) * summits) / 10 <= high


@given(st.integers(0, 40), st.integers(0, 40), st.floats(1, 20), st.floats(1, 20))
def test_the_exact_test_agrees_with_a_binomial_oracle_and_is_symmetric(a, b, years_a, years_b):
    ours = compare_rates(("a", a, years_a), ("b", b, years_b)).p_value
    share = years_a / (years_a + years_b)
    oracle = min(1.0, 2 * min(stats.binom.cdf(a, a + b, share), stats.binom.sf(a - 1, a + b, share)))
    assert ours == pytest.approx(oracle, abs=1e-9)
    assert ours == pytest.approx(compare_rates(("b", b, years_b), ("a", a, years_a)).p_value, abs=1e-9)


def test_a_rate_against_nothing_has_no_ratio():
    assert compare_rates(("a", 3, 1.0), ("b", 0, 1.0)).ratio is None


def test_the_change_point_is_where_a_planted_break_lies():
    series = [(year, 1 if year < 1990 else 6) for year in range(1970, 2010)]
    found = change_point(series, draws=200)
    assert found is not None
    assert (found.year, found.before, found.after) == (1990, 1.0, 6.0)
    assert found.p_value < 0.01


def test_a_flat_series_is_not_shown_to_change():
    found = change_point([(year, 3 + year % 2) for year in range(1970, 2010)], draws=200)
    assert found is not None
    assert found.p_value > 0.2


def test_the_gain_is_the_likelihood_ratio_of_the_two_segments():
    counts = [2, 1, 3, 7, 8, 6]
    found = change_point([(2000 + i, n) for i, n in enumerate(counts)], draws=50)
    assert found is not None
    whole = stats.poisson.logpmf(counts, sum(counts) / 6).sum()
    parts = stats.poisson.logpmf(counts[:3], 2.0).sum() + stats.poisson.logpmf(counts[3:], 7.0).sum()
    assert found.gain == pytest.approx(parts - whole)
    assert dict(found.profile)[2003] == pytest.approx(found.gain)


def test_the_same_series_always_gives_the_same_p_value():
    series = [(2000 + i, n) for i, n in enumerate([2, 1, 3, 7, 8, 6])]
    assert change_point(series) == change_point(series)


def test_too_short_or_empty_series_have_no_change_point():
    assert change_point([(2000, 1), (2001, 2), (2002, 3)]) is None
    assert change_point([(year, 0) for year in range(2000, 2010)]) is None


@given(st.integers(0, 30))
def test_more_visits_never_lower_either_bound(count):
    assert all(
        later[i] >= earlier[i]
        for earlier, later in pairwise([garwood(count, 5), garwood(count + 1, 5)])
        for i in (0, 1)
    )
