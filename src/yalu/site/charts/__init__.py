"""Charts: plain rows in, a Vega-Lite spec out, once for wide screens and once for phones."""

from yalu.site.charts.crisis import response_days, still_waiting
from yalu.site.charts.definitions import choices_grid
from yalu.site.charts.law import law_over_time
from yalu.site.charts.record import coverage_by_year, event_strip
from yalu.site.charts.sums_under_caps import climbs
from yalu.site.charts.trade import months, shares_by_year, shares_of_a_limit, waits
from yalu.site.charts.visits import averages_by_era, gaps_between, visits_by_year

__all__ = [
    "averages_by_era",
    "choices_grid",
    "climbs",
    "coverage_by_year",
    "event_strip",
    "gaps_between",
    "law_over_time",
    "months",
    "response_days",
    "shares_by_year",
    "shares_of_a_limit",
    "still_waiting",
    "visits_by_year",
    "waits",
]
