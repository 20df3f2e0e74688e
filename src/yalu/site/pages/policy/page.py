"""The policy room: options in a line each, then by what happens if they fail, with ranges that a reader can move."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from typing import Any

import msgspec
from markupsafe import Markup

from yalu.case.records import Case
from yalu.policy.assumptions import MEASURES, TITLES
from yalu.policy.facade import PolicyDesk, has_policies
from yalu.policy.formulas.futures import middles
from yalu.policy.judgement.failure_table import DEFECT_TITLES, DEFECTS, Failure
from yalu.policy.judgement.headlines import OptionLine
from yalu.policy.judgement.metrics import METRIC_TITLES, METRICS
from yalu.policy.judgement.robustness import LENS_TITLES, LENSES
from yalu.policy.options.policy_text import policy_lines
from yalu.policy.records import Policy
from yalu.policy.results.article_tests import ASKED, QUESTIONS
from yalu.policy.results.comparison import PolicyComparison, measured_first
from yalu.policy.results.explanations import cited, figures
from yalu.site.data.slow_answers import compared
from yalu.site.data.trade_data import Traded
from yalu.site.frame.downloads import json_bytes
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.rooms import Render
from yalu.site.frame.second_process import Errand, SecondProcess, packed
from yalu.site.pages.policy import wording as policy_words
from yalu.site.pages.policy.charts import MARKS
from yalu.site.pages.policy.figures import figures as pictures
from yalu.site.pages.policy.live_data import live_data
from yalu.site.pages.policy.payment_path import PathPicture, path_picture
from yalu.site.pages.policy.signposts import signposts
from yalu.site.pages.policy.timeline import Timeline, assumed_words, timeline
from yalu.site.pages.policy.timeline_svg import drawing
from yalu.vocabulary.results import Result

# In the order in which they ask for one another; a file that is not there is left out.
_SCRIPTS = (
    "policy-model.js", "policy-option.js", "policy-judge.js", "policy-margins.js", "policy-checks.js", "policy-file.js",
    "policy-maps.js", "policy.js", "policy-own.js",
)  # fmt: skip


class DrawnTimeline(msgspec.Struct, frozen=True):
    """The events of one option and their picture."""

    timeline: Timeline
    svg: Markup


class Worked(msgspec.Struct, frozen=True):
    """One worked option: its file, its line, its rows of the failure table, and its timeline."""

    policy: Policy
    line: OptionLine
    wrong: str
    margin: str
    rows: tuple[Failure, ...]
    drawn: DrawnTimeline


class PolicyRoom:
    """The page on policies, its figures, and the trails of its results."""

    navigation = (("policy.html", "Options"),)
    headline = ""

    def __init__(self, desk: PolicyDesk) -> None:
        self._desk = desk
        self._begun: dict[str, Errand[PolicyComparison]] = {}

    def begin(self, second: SecondProcess) -> None:
        """Let a second process compare: all options, then each worked one by itself."""
        asked = packed((self._desk.case, self._desk.regime))
        for policy in ("", *(policy.id for policy in self._desk.reckonable)):
            self._begun[policy] = second.ask(compared, asked, policy)

    def _compared(self, policy: str = "") -> PolicyComparison:
        """One option compared with the baseline, or all of them."""
        begun = self._begun.get(policy)
        return begun.result() if begun is not None else self._desk.compare([policy] if policy else ())

    @cached_property
    def _found(self) -> PolicyComparison:
        return self._compared()

    @cached_property
    def _worked(self) -> tuple[Worked, ...]:
        return tuple(self._each_worked())

    def figures(self) -> tuple[FigurePage, ...]:
        """What failure leaves, ranks by judgement, where two options change places, money along a path."""
        return self._figures

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The options by what they leave if they fail; and those of history, as written, and by other metrics."""
        desk, found = self._desk, self._found
        shared: dict[str, Any] = {
            "desk": desk, "found": found, "say": policy_words, "measures": MEASURES, "titles": TITLES, "defects": DEFECT_TITLES,
            "cite": lambda name: cited(desk, name), "lines_of": {p.id: policy_lines(p) for p in (*desk.policies, *desk.worked)},
        }  # fmt: skip
        yield page(
            "policy.html", assumed=desk.assumptions, lenses=LENSES, lens_titles=LENS_TITLES, asked=ASKED,
            questions=QUESTIONS, by_measure=measured_first(MEASURES, found.standings), paths=self._paths(),
            marks=MARKS, tests={(test.policy, test.asked): test for test in found.article_tests}, tops=self._tops(),
            figures=self._figures, states=DEFECTS, posts=signposts(desk, found), timelines=self._timelines(),
            drawn_for=assumed_words(desk), scripts=scripts(), **shared,
        )  # fmt: skip
        yield page(
            "policy-history.html", current="policy.html", worked=self._worked, metrics=METRICS,
            metric_titles=METRIC_TITLES, **shared,
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
        """The whole comparison as JSON, and what the page computes with."""
        return {
            "policy/comparison.json": json_bytes(self._found),
            "static/policy-data.js": live_data(self._desk, self._found),
        }

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

    def _timelines(self) -> tuple[DrawnTimeline, ...]:
        drawn = (_drawn(self._desk, policy) for policy in self._desk.policies)
        return tuple(one for one in drawn if one.timeline.happenings)

    def _each_worked(self) -> Iterator[Worked]:
        """Each worked option compared with the baseline by itself, as its command does."""
        for policy in self._desk.reckonable:
            found = self._compared(policy.id)
            line = next(one for one in found.lines if one.policy == policy.id)
            yield Worked(
                policy, line, policy_words.wrong(found, policy.id), policy_words.margin(found, policy.id),
                tuple(row for row in found.failures if row.policy == policy.id), _drawn(self._desk, policy),
            )  # fmt: skip

    def _tops(self) -> dict[str, float]:
        """The largest value of each measure, to which its bars are drawn."""
        return {
            name: max([s.highest for s in standings if s.highest is not None] + [1e-9])
            for name, standings in measured_first(MEASURES, self._found.standings)
        }


def scripts() -> tuple[str, ...]:
    """The scripts of the page, in the order in which they are loaded."""
    folder = files("yalu.site") / "static"
    return tuple(name for name in _SCRIPTS if (folder / name).is_file())


def _drawn(desk: PolicyDesk, policy: Policy) -> DrawnTimeline:
    course = timeline(desk, policy)
    return DrawnTimeline(course, Markup(drawing(course)))  # noqa: S704 - own SVG, its texts escaped


def open_room(case: Case, site: Site, traded: Traded | None) -> PolicyRoom | None:
    """The room of a case that brings policies and is under a regime; none before the day that they are written for."""
    del site
    if not case.flows or not has_policies(case) or traded is None:
        return None
    desk = PolicyDesk(case, regime=traded.whole)
    return None if case.known_by and case.known_by < desk.written_for.isoformat() else PolicyRoom(desk)
