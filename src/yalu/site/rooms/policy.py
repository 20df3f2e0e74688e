"""The policy room: options compared by what happens if they fail, with ranges that a reader can move."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from markupsafe import Markup

from yalu.case.records import Case
from yalu.policy.article_tests import ASKED, QUESTIONS
from yalu.policy.assumptions import MEASURES, TITLES
from yalu.policy.comparing import measured_first
from yalu.policy.explaining import cited, figures
from yalu.policy.facade import PolicyDesk, has_policies
from yalu.policy.failing import DEFECT_TITLES, DEFECTS
from yalu.policy.futures import middles
from yalu.policy.robustness import LENS_TITLES, LENSES
from yalu.policy.telling import policy_lines
from yalu.site.downloads import json_bytes
from yalu.site.figures import FigurePage, Site
from yalu.site.rooms import Render, policy_words
from yalu.site.rooms.policy_charts import MARKS
from yalu.site.rooms.policy_figures import figures as pictures
from yalu.site.rooms.policy_live import live_data
from yalu.site.rooms.policy_path import PathPicture, path_picture
from yalu.site.traded import Traded
from yalu.vocabulary.results import Result


class PolicyRoom:
    """The page on policies, its figures, and the trails of its results."""

    navigation = (("policy.html", "Options"),)
    headline = ""

    def __init__(self, desk: PolicyDesk) -> None:
        self._desk = desk
        self._found = desk.compare()

    def figures(self) -> tuple[FigurePage, ...]:
        """What failure leaves, ranks by judgement, where two options change places, money along a path."""
        return self._figures

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The one page of the room."""
        desk, found = self._desk, self._found
        yield (
            "policy.html",
            page(
                "policy.html", current="policy.html", desk=desk, found=found, assumed=desk.assumptions, say=policy_words,
                measures=MEASURES, titles=TITLES, defects=DEFECT_TITLES, lenses=LENSES, lens_titles=LENS_TITLES, asked=ASKED,
                questions=QUESTIONS, by_measure=measured_first(MEASURES, found.standings), paths=self._paths(), marks=MARKS,
                tests={(test.policy, test.asked): test for test in found.article_tests}, cite=lambda name: cited(desk, name),
                tops=self._tops(), told={policy.id: policy_lines(policy) for policy in desk.policies}, pictures=self._figures,
                live=Markup(live_data(desk, found)), states=DEFECTS,  # noqa: S704 - own JSON
            ),
        )  # fmt: skip

    def results(self) -> tuple[Result, ...]:
        """Worst cases, what stands when nothing is kept, the article's questions, and the share under every definition."""
        shares = tuple(condition.share for condition in self._found.side_by_side[0].share_conditions)
        return shares + tuple(
            figure
            for policy in self._desk.policies
            for figure in figures(self._desk, self._found, policy)
            if figure.id.endswith("/worst") or "/asked/" in figure.id or "/fails/none/" in figure.id
        )

    def files(self) -> dict[str, bytes]:
        """The whole comparison as JSON."""
        return {"policy/comparison.json": json_bytes(self._found)}

    @cached_property
    def _figures(self) -> tuple[FigurePage, ...]:
        shown = tuple(result for result in self.results() if "/fails/none/stranded" in result.id)
        return tuple(pictures(self._desk, self._found, shown))

    def _paths(self) -> tuple[PathPicture, ...]:
        future = {name: float(value[0]) for name, value in middles(self._desk.assumptions.ranges).items()}
        return tuple(
            path_picture(self._desk.model(policy), policy.title, future, 1)
            for policy in self._desk.policies
            if policy.payments
        )

    def _tops(self) -> dict[str, float]:
        """The largest value of each measure, to which its bars are drawn."""
        return {
            name: max([s.highest for s in standings if s.highest is not None] + [1e-9])
            for name, standings in measured_first(MEASURES, self._found.standings)
        }


def open_room(case: Case, site: Site, traded: Traded | None) -> PolicyRoom | None:
    """The room of a case that brings policies and is under a regime."""
    del site
    told = case.flows and has_policies(case) and traded is not None
    return PolicyRoom(PolicyDesk(case, regime=traded.whole)) if told and traded is not None else None
