"""Charts: plain rows in, a Vega-Lite spec out, once for wide screens and once for phones."""

from yalu.site.charts.crisis import first_to_set_out
from yalu.site.charts.definitions import choices_grid
from yalu.site.charts.law import law_over_time
from yalu.site.charts.lines import lines_by_year
from yalu.site.charts.record import coverage_by_year, event_strip
from yalu.site.charts.sums_under_caps import Panel, climbs
from yalu.site.charts.trade import months
from yalu.site.charts.visits import averages_by_era, gap_bars, visits_by_year

__all__ = [
    "Panel", "averages_by_era", "choices_grid", "climbs", "coverage_by_year", "event_strip", "first_to_set_out",
    "gap_bars", "law_over_time", "lines_by_year", "months", "visits_by_year",
]  # fmt: skip
