"""What the results say: each figure gets a title that states it, a picture, and the table behind it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from yalu.case.records import Case
from yalu.site.charts.frame import unchecked
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import VisitData
from yalu.site.frame.figure_page import FigurePage
from yalu.site.pages.law import caps, sums_under_caps
from yalu.site.pages.law import over_time as law
from yalu.site.pages.trade import after_bans, coal, dependence, oil, totals
from yalu.site.pages.visits import crisis, definitions, gaps, record
from yalu.site.pages.visits import frequency as visits

# Section of the site, the function that computes it, in reading order.
VISIT_FIGURES: tuple[tuple[str, Callable[[Case, VisitData], FigurePage | None]], ...] = (
    ("relations", visits.by_year), ("relations", visits.averages), ("relations", visits.averages_to_date),
    ("relations", definitions.all_at_once), ("relations", gaps.summit_gaps), ("relations", gaps.visit_gaps),
    ("relations", definitions.beside), ("crisis", crisis.first_answer), ("crisis", crisis.under_other_rules),
)  # fmt: skip

# The same for law and trade.
TRADE_FIGURES: tuple[tuple[str, Callable[[Case, Traded], FigurePage | None]], ...] = (
    ("law", law.over_time), ("coal", sums_under_caps.climb), ("coal", coal.by_month), ("coal", caps.first_cap),
    ("coal", caps.early), ("coal", caps.whole_year), ("coal", coal.under_the_ban), ("oil", oil.against_the_cap),
    ("oil", oil.by_factor), ("oil", oil.by_month), ("oil", oil.crude), ("dependence", dependence.shares),
    ("dependence", totals.by_year), ("after-bans", after_bans.months), ("after-bans", after_bans.to_zero),
)  # fmt: skip


class Findings(msgspec.Struct, frozen=True):
    """All figures of a site by the section that shows them."""

    sections: dict[str, tuple[FigurePage, ...]]

    @property
    def all(self) -> tuple[FigurePage, ...]:
        """Every figure once, in reading order."""
        return tuple(page for pages in self.sections.values() for page in pages)


def all_figures(
    case: Case, observed: VisitData | None, traded: Traded | None = None, begin: Callable[[FigurePage], None] = lambda page: None
) -> Findings:  # fmt: skip
    """Every figure that the case has data for; ``begin`` is called with each as soon as it is known."""
    sections: dict[str, list[FigurePage]] = {"relations": [], "definitions": [], "crisis": [], "record": []}

    def add(section: str, *pages: FigurePage | None) -> None:
        for page in pages:
            if page is not None:
                sections.setdefault(section, []).append(page)
                begin(page)

    with unchecked():
        if observed is not None:
            for section, figure_of in VISIT_FIGURES:
                add(section, figure_of(case, observed))
            add("definitions", *definitions.one_by_one(case, observed))
        add("record", record.events(case), record.coverage(case))
        if traded is not None:
            for section, trade_figure_of in TRADE_FIGURES:
                add(section, trade_figure_of(case, traded))
            add("after-bans", after_bans.beside(case, traded))
    return Findings({name: tuple(pages) for name, pages in sections.items()})
