"""Relief as law: golden sentences, the law judged anew without what is lifted, and every set of levers added up."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.case.package import find_case, read_case
from yalu.documents.choices import ChoiceError
from yalu.documents.problems import ProblemLog
from yalu.law.evaluation import Evaluation
from yalu.policy.agreement.moments import spans
from yalu.policy.assumptions import DAYS_A_MONTH, days_ahead
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.deal import DealCourse
from yalu.policy.formulas.futures import middles
from yalu.policy.formulas.law_under_policy import (
    LawPeriod,
    LawStanding,
    TradeLine,
    _label,
    _row,
    _standing,
    law_under,
)
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import humanitarian_touched, outcomes, stopped_trade
from yalu.policy.formulas.stoppage import Stoppage
from yalu.policy.options.checks import check_policies
from yalu.policy.options.faults import KnownNames
from yalu.policy.options.policy_files import read_policy
from yalu.policy.options.policy_text import lever_words
from yalu.policy.records import Lever, Obligation, Policy, Talks

GOLDEN = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "policy-relief.yaml").read_text(encoding="utf-8")
)
OWED: list[dict[str, Any]] = [
    {"step": s, "does": "what is owed", "verified_by": "IAEA"}
    for s in ("freeze", "inspected", "dismantling", "done")
]
BASE = {
    "id": "relief", "title": "Relief", "summary": "A policy of a test.", "reversible_days": 0, "sources": ["foreign-affairs-2017"],
    "talks": {"from": date(2017, 7, 1)}, "obligations": OWED,
}  # fmt: skip


def read(levers: list[dict[str, Any]], **values: Any) -> tuple[Policy | None, list[str]]:
    """A policy with some levers as read from its file, and every problem of it."""
    log = ProblemLog()
    found = read_policy(yaml.safe_dump(BASE | {"levers": levers} | values).encode(), log, file="relief.yaml")
    if found is not None:
        known = KnownNames(measures={"ban": "ban", "cap": "cap"}, sources=None, as_of=date(2017, 3, 21),
                           known_from={"ban": date(2017, 8, 5)},
                           goods={"seafood": "03"})  # fmt: skip
        check_policies([found], known, log)
    return None if found is None else found.policy, [str(problem) for problem in log.problems()]


def policy_with(levers: list[dict[str, Any]], **values: Any) -> Policy:
    log = ProblemLog()
    found = read_policy(yaml.safe_dump(BASE | {"levers": levers} | values).encode(), log, file="relief.yaml")
    assert found is not None, [str(problem) for problem in log.problems()]
    return found.policy


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=[case["name"] for case in GOLDEN["cases"]])
def test_relief_with_every_range_at_one_point(desk: PolicyDesk, case: dict[str, Any]) -> None:
    at = {**GOLDEN["ranges"], **case.get("given", {})}
    assumed = desk.assumed({name: (value, value) for name, value in at.items()})
    found = outcomes(desk.model(policy_with(case["levers"]), assumed), middles(assumed.ranges))
    assert float(found["revenue_denied"][0]) - GOLDEN["today"] == pytest.approx(case["adds"], abs=2e-5)


HANOI = [
    "unscr-2371-op8-coal",
    "unscr-2371-op9-seafood",
    "unscr-2375-op16-textiles",
    "unscr-2397-op6-food-machinery-stone-wood-vessels",
]
SETS: dict[str, list[dict[str, Any]]] = {
    "two reliefs on two steps, one of which a breach ends": [
        {"from": date(2017, 6, 1), "do": "switch_measure", "measures": [*HANOI, "unscr-2371-op8-iron"]},
        {"after": "freeze", "do": "lift", "measures": HANOI[:2]},
        {"after": "inspected", "within_days": 20, "do": "suspend", "measures": [*HANOI, "unscr-2371-op8-iron"], "on_breach": "restore",
         "restore_within_days": 45},
    ],
    "China's own ban lifted with that of the Council, and the ways out closed on a step": [
        {"from": date(2017, 6, 1), "do": "switch_measure", "measures": HANOI},
        {"after": "freeze", "do": "enforce", "exemptions": "closed"},
        {"after": "freeze", "within_days": 10, "do": "lift", "measures": ["unscr-2371-op8-coal", "mofcom-2017-12-coal"]},
        {"after": "breach", "within_days": 15, "do": "restore", "measures": ["unscr-2371-op8-coal"]},
    ],
    "relief by day beside relief by step": [
        {"from": date(2017, 6, 1), "do": "switch_measure", "measures": HANOI},
        {"after": "inspected", "do": "lift", "measures": HANOI[1:]},
        {"from": date(2018, 1, 31), "do": "lift", "measures": HANOI[:1]},
        {"from": date(2019, 5, 5), "do": "restore", "measures": HANOI[:1]},
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_the_law_judged_anew_without_what_is_lifted_stops_the_same(desk: PolicyDesk, name: str) -> None:
    policy, assumed = policy_with(SETS[name]), desk.assumptions
    model = desk.model(policy)
    printed = _Anew(desk, policy)
    for steps, pace in ((0, 4.0), (1, 3.3), (2, 7.2), (3, 5.0), (4, 4.0)):
        future = middles(assumed.ranges) | {
            "steps_kept": np.asarray([float(steps)]),
            "months_a_step": np.asarray([pace]),
        }
        wanted = printed.stopped(model, future)
        assert float(stopped_trade(model, future)[0]) == pytest.approx(wanted, abs=1e-6), (steps, pace)


class _Anew:
    """Counts what is stopped stretch by stretch, each under a law from which the lifted measures are taken out."""

    def __init__(self, desk: PolicyDesk, policy: Policy) -> None:
        self._desk, self._policy = desk, policy
        self._law = law_under(policy, desk.regime, desk.assumptions.as_of)
        self._judged: dict[tuple[frozenset[str], date], dict[str, list[tuple[str, str]]]] = {}

    def stopped(self, model: Model, future: dict[str, Any]) -> float:
        start, months = self._desk.assumptions.start, float(self._desk.assumptions.months)
        when = self._times(model, future)
        cuts = {0.0, months, *(t for span in when.values() for t in span if 0 < t < months)}
        for measure in self._law.measures:
            for day in (measure.in_force.start, measure.in_force.until):
                if day is not None and 0 < (day - start).days / DAYS_A_MONTH < months:
                    cuts.add((day - start).days / DAYS_A_MONTH)
        total = 0.0
        for first, last in pairwise(sorted(cuts)):
            middle = (first + last) / 2
            active = {number for number, (begin, end) in when.items() if begin <= middle < end}
            total += (
                (last - first)
                / 12
                * self._a_year(active, start + timedelta(int(middle * DAYS_A_MONTH)), future)
            )
        return total

    def _times(self, model: Model, future: dict[str, Any]) -> dict[int, tuple[float, float]]:
        """By lever its first and last month, worked out from its words."""
        steps, pace = float(future["steps_kept"][0]), float(future["months_a_step"][0])
        talks = 91 / DAYS_A_MONTH
        breach = float("inf") if steps >= 4 else talks + (steps + 1) * pace
        found = {}
        for number, lever in enumerate(self._policy.levers):
            if lever.start is not None:
                begin = (lever.start - date(2017, 4, 1)).days / DAYS_A_MONTH
            elif lever.after == "breach":
                begin = breach + (lever.within_days or 0) / DAYS_A_MONTH
            else:
                place = 1 + ["freeze", "inspected", "dismantling", "done"].index(str(lever.after))
                begin = (
                    talks + place * pace + (lever.within_days or 0) / DAYS_A_MONTH
                    if steps >= place
                    else float("inf")
                )
                begin = begin if begin < breach else float("inf")
            end = (
                breach + (lever.restore_within_days or 0) / DAYS_A_MONTH if lever.on_breach else float("inf")
            )
            found[number] = (begin, end)
        return found

    def _a_year(self, active: set[int], day: date, future: dict[str, Any]) -> float:
        levers = self._policy.levers
        lifted: set[str] = set()
        for number, lever in enumerate(levers):
            if number in active and lever.do in {"lift", "suspend"}:
                lifted |= set(lever.measures)
            if number in active and lever.do == "restore":
                lifted -= set(lever.measures)
        closed = any(number in active and lever.exemptions == "closed" for number, lever in enumerate(levers))
        better = any(number in active and lever.do == "enforce" for number, lever in enumerate(levers))
        e, g = float(future["enforcement"][0]), float(future["enforcement_gain"][0])
        rate = 1 - (1 - e) * (1 - g if better else 1)
        total = 0.0
        for line in self._desk.lines:
            value = float(future[line.range][0]) if line.range else float(line.value or 0)
            standings = {standing for _, standing in self._judge(frozenset(lifted), day).get(line.name, [])}
            if "banned" in standings or ("exempt" in standings and closed):
                total += value * rate
            elif "capped" in standings:  # the one cap of the case, on coal
                by_quantity = (
                    7_500_000
                    / float(line.quantity or 0)
                    * line.middle
                    * (1 + float(future["price_premium"][0]))
                )
                total += max(value - min(by_quantity, 400.870018), 0) * rate
        return total

    def _judge(self, lifted: frozenset[str], day: date) -> dict[str, list[tuple[str, str]]]:
        key = lifted, day
        if key not in self._judged:
            left = tuple(m for m in self._law.measures if m.id.partition("--")[0] not in lifted)
            law = msgspec.structs.replace(self._law, measures=left)
            rows = [
                _row(line, day, self._desk.case.target, self._desk.case.partner) for line in self._desk.lines
            ]
            by_id = {measure.id: measure for measure in left}
            found: dict[str, list[tuple[str, str]]] = {}
            for verdict in (
                Evaluation(law, rows, target=self._desk.case.target, open_ended=False).judge().iterate()
            ):
                if verdict.measure in by_id and not verdict.duty:
                    standing = _standing(by_id[verdict.measure], verdict.verdict.verdict)
                    name = next(line.name for line in self._desk.lines if _label(line, day) == verdict.row)
                    found.setdefault(name, []).append((verdict.measure, standing))
            self._judged[key] = found
        return self._judged[key]


def test_between_two_days_that_the_law_names_the_law_is_the_same(desk: PolicyDesk) -> None:
    policy = desk.policy("squeeze")
    law, periods = desk._law(policy)
    days = [desk.assumptions.start + timedelta(n) for n in range(0, days_ahead(36), 13)]
    rows = [_row(line, day, "PRK", "CHN") for line in desk.lines for day in days]
    by_id = {measure.id: measure for measure in law.measures}
    found: dict[str, set[tuple[str, str]]] = {row["id"]: set() for row in rows}
    for verdict in Evaluation(law, rows, target="PRK", open_ended=False).judge().iterate():
        measure = by_id.get(verdict.measure)
        if measure is not None and not verdict.duty and (measure.goods.hs or measure.goods.hs_part):
            standing = _standing(measure, verdict.verdict.verdict)
            if standing != "free":
                found[verdict.row].add((measure.id, standing))
    for line in desk.lines:
        for day in days:
            (period,) = [p for p in periods if p.line == line.name and p.start <= day < p.end]
            assert set(period.found) == found[_label(line, day)], (line.name, day)


NAMES = ("a", "b", "c")
LEVERS: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    do=st.sampled_from(["lift", "suspend", "restore", "enforce", "switch_measure"]),
    measures=st.sets(st.sampled_from(NAMES), min_size=1).map(lambda names: tuple(sorted(names))),
    after=st.sampled_from(["freeze", "inspected", "breach", None]),
    within_days=st.integers(0, 120),
    back=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(LEVERS, max_size=5),
    st.integers(0, 4),
    st.floats(1, 9),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
)
def test_what_every_set_of_levers_changes_adds_up_to_what_is_stopped_at_every_moment(
    desk: PolicyDesk, written: list[dict[str, Any]], steps: int, pace: float, standings: list[int]
) -> None:
    levers = tuple(_lever(one) for one in written)
    policy = Policy(
        id="p",
        title="P",
        summary="",
        reversible_days=0,
        sources=(),
        talks=Talks(start=date(2017, 7, 1)),
        levers=levers,
        obligations=tuple(Obligation(**one) for one in OWED),
    )
    line = TradeLine(name="x", title="X", hs="03", value=120.0, middle=120.0)
    end = date(2017, 4, 1) + timedelta(days_ahead(36))
    words: tuple[LawStanding, ...] = ("free", "exempt", "banned", "banned")
    judged = tuple((name, words[n]) for name, n in zip(NAMES, standings, strict=True) if words[n] != "free")
    cut = date(2018, 2, 10)
    periods = (
        LawPeriod(line="x", start=date(2017, 4, 1), end=cut, found=judged[:2]),
        LawPeriod(line="x", start=cut, end=end, found=judged),
    )
    stoppage = _law_of_names(desk, policy, periods, line)
    model = Model(policy="p", horizon=36, talks=91 / DAYS_A_MONTH, humanitarian=(),
                  stopped=stoppage.parts(), tranches=(), moments=stoppage.moments)  # fmt: skip
    future = middles(desk.assumptions.ranges) | {
        "steps_kept": np.asarray([float(steps)]),
        "months_a_step": np.asarray([pace]),
    }
    held = [
        (float(np.ravel(b)[0]), float(np.ravel(e)[0]))
        for b, e in spans(model.moments, DealCourse(model, future))
    ]
    states = list(stoppage.states())
    cuts = sorted({0.0, 36.0, *(s.first for s in states), *(t for span in held for t in span if 0 < t < 36)})
    e, g = float(future["enforcement"][0]), float(future["enforcement_gain"][0])
    wanted = 0.0
    for first, last in pairwise(cuts):
        middle = (first + last) / 2
        here = [s for s in states if s.first <= middle < s.last]
        matter = {n for s in here for n in s.holding}
        now = tuple(n for n, (begin, until) in enumerate(held) if n in matter and begin <= middle < until)
        (state,) = [s for s in here if s.holding == now]
        if state.stops:
            wanted += (last - first) / 12 * 120 * (1 - (1 - e) * (1 - g if state.better else 1))
    assert float(stopped_trade(model, future)[0]) == pytest.approx(wanted, abs=1e-9)
    most = 120 * 3 * (1 - (1 - e) * (1 - g))
    assert -1e-9 <= wanted <= most + 1e-9


def _lever(one: dict[str, Any]) -> Lever:
    after, relief = one["after"], one["do"] in {"lift", "suspend"}
    back: Literal["restore", ""] = "restore" if one["back"] and relief and after != "breach" else ""
    return Lever(
        do=one["do"], measures=one["measures"], after=after, start=date(2017, 9, 15) if after is None else None, on_breach=back,
        within_days=one["within_days"] if after is not None or back else None,
    )  # fmt: skip


def _law_of_names(
    desk: PolicyDesk, policy: Policy, periods: Sequence[LawPeriod], line: TradeLine
) -> Stoppage:
    """The stoppage of three bans of other names, so that no law of the case has a part in it."""
    ban = desk.regime.measure("unscr-2371-op9-seafood")
    law = msgspec.structs.replace(
        desk.regime, measures=tuple(msgspec.structs.replace(ban, id=name) for name in NAMES)
    )
    return Stoppage(policy, law, periods, [line], desk.assumptions)


def test_relief_on_supplies_takes_their_humanitarian_lines_away_only_where_it_still_holds_at_the_end(
    desk: PolicyDesk,
) -> None:
    supplies = "unscr-2397-op7-machinery-vehicles-metals"
    model = desk.model(
        policy_with([{"from": date(2017, 6, 1), "do": "switch_measure", "measures": [supplies]},
                     {"after": "freeze", "do": "suspend", "measures": [supplies], "on_breach": "restore"}])
    )  # fmt: skip
    assert len(model.humanitarian) == 6
    future = middles(desk.assumptions.ranges)
    many = {name: np.repeat(value, 3) for name, value in future.items()}
    many |= {"steps_kept": np.asarray([0.0, 1.0, 4.0]), "months_a_step": np.asarray([6.0, 6.0, 6.0])}
    assert list(humanitarian_touched(model, many)) == [6, 6, 0]


def test_the_first_step_that_an_option_asks_for_is_the_first_that_is_taken(desk: PolicyDesk) -> None:
    """An option that asks for dismantling alone gives its relief after one step's time."""
    levers = [{"after": "dismantling", "do": "lift", "measures": ["mofcom-2017-12-coal"]}]
    model = desk.model(policy_with(levers, obligations=OWED[2:3]))
    assert [moment.after for moment in model.moments] == [1]


def test_without_talks_and_steps_no_relief_is_given(desk: PolicyDesk) -> None:
    model = desk.model(policy_with([{"after": "freeze", "do": "lift", "measures": ["mofcom-2017-12-coal"]}]))
    future = middles(desk.assumptions.ranges) | {"steps_kept": np.asarray([0.0])}
    today = stopped_trade(desk.model(desk.baseline), future)
    assert stopped_trade(model, future) == pytest.approx(today)


@pytest.mark.parametrize(
    ("lever", "words"),
    [
        ({"do": "lift", "measures": ["cap"]}, "no “from” and no “after”"),
        ({"do": "lift", "measures": ["cap"], "from": date(2017, 6, 1), "after": "freeze"}, "or both"),
        ({"do": "lift", "after": "freeze"}, "lift names no measure"),
        ({"do": "lift", "measures": ["ban"], "after": "freeze"}, "not in force as known on 2017-03-21"),
        ({"do": "enforce", "from": date(2017, 6, 1), "within_days": 3}, "“within_days” stands beside a day"),
        ({"do": "enforce", "from": date(2017, 6, 1), "on_breach": "restore"}, "“on_breach” says nothing beside “do: enforce”"),
        ({"do": "enforce", "from": date(2017, 6, 1), "number": 3}, "“number” says nothing"),
        ({"do": "designate", "from": date(2017, 6, 1), "against": ["firms"], "number": 0}, "0 are designated"),
        ({"do": "restore", "after": "breach"}, "nothing to restore"),
        ({"do": "lift", "measures": ["cap"], "after": "freeze", "hs": ["0306"]}, "a part of the line “seafood”"),
        ({"do": "lift", "measures": ["cap"], "after": "freeze", "goods": ["fish"]}, "there is no line of trade “fish”"),
        ({"do": "lift", "measures": ["cap"], "after": "freeze", "within_days": -1}, "below zero"),
        ({"do": "lift", "measures": ["cap"], "after": "freeze", "quantity": 5}, "has no unit"),
        ({"do": "suspend", "measures": ["cap"], "after": "freeze", "restore_within_days": 5}, "nothing is restored"),
    ],
)  # fmt: skip
def test_a_lever_that_does_nothing_or_contradicts_itself_is_refused(
    lever: dict[str, Any], words: str
) -> None:
    _, problems = read([lever])
    assert any(words in problem for problem in problems), problems


def test_a_step_that_nobody_owes_gives_no_relief() -> None:
    _, problems = read([{"do": "lift", "measures": ["cap"], "after": "done"}], obligations=OWED[:1])
    assert any("waits for done and nobody owes it" in problem for problem in problems)
    _, problems = read([{"do": "restore", "after": "breach"}], obligations=[], talks=None)
    assert any("speaks of a breach and nothing is owed" in problem for problem in problems)


def test_nine_moments_are_more_than_the_law_is_judged_under() -> None:
    _, problems = read([{"do": "enforce", "after": "freeze", "within_days": n} for n in range(9)])
    assert any("more than 8 levers wait" in problem for problem in problems)


def test_a_lever_is_said_with_its_step_and_its_way_back() -> None:
    words = lever_words(
        Lever(do="suspend", after="freeze", measures=("cap",), on_breach="restore", within_days=30)
    )
    assert words == "after freeze: suspend cap; on a breach restored within 30 days"
    words = lever_words(
        Lever(
            do="lift",
            after="freeze",
            within_days=10,
            measures=("cap",),
            quantity=5000,
            unit="t",
            hs=("2701",),
        )
    )
    assert words == "after freeze, within 10 days: lift cap for HS 2701 up to 5,000 t"


def test_every_worked_option_is_compared_when_it_is_named_and_only_then(desk: PolicyDesk) -> None:
    assert {policy.id for policy in desk.worked} == {
        "action-for-action-2007", "agreed-framework-1994", "hanoi-2019", "proceeds-in-escrow", "shares-70-30", "snap-back-2018",
    }  # fmt: skip
    assert not {policy.id for policy in desk.worked} & set(desk.compare(futures=20).policies)
    for policy in desk.worked:
        assert desk.compare([policy.id], futures=20).policies == ("nothing-new", policy.id)


def test_the_prices_of_a_worked_option_change_no_future_of_the_set(desk: PolicyDesk) -> None:
    """A span of prices is a range of its own; it is drawn only where the option that brings it is compared."""
    assert not [
        name for name in desk.assumptions.ranges if name.startswith("price_") and name != "price_premium"
    ]
    drawn = desk.assumed(policies=["agreed-framework-1994"]).ranges
    assert "price_agreed_framework_1994_oil" in drawn
    assert "price_action_for_action_2007_more_oil" not in drawn


def test_a_readers_own_option_stands_in_the_place_of_a_worked_one(tmp_path: Path) -> None:
    text = (Path(find_case("china-dprk")) / "policies" / "worked" / "hanoi-2019.yaml").read_text(
        encoding="utf-8"
    )
    (tmp_path / "mine.yaml").write_text(text.replace("The offer of Hanoi", "My offer"), encoding="utf-8")
    own = PolicyDesk(read_case(find_case("china-dprk")), also=[tmp_path])
    assert own.policy("hanoi-2019").title.startswith("My offer")
    assert "hanoi-2019" not in {policy.id for policy in own.worked}
    assert "hanoi-2019" in own.compare(futures=20).policies


def test_the_offer_of_hanoi_gives_no_relief_where_nothing_is_dismantled(desk: PolicyDesk) -> None:
    """With nothing kept, or the halt to tests alone, the offer denies what the squeeze denies in every future."""
    found = desk.compare(["hanoi-2019", "squeeze"], futures=200)
    for defects in ("none", "freeze"):
        offer, squeeze = (
            found.failed(name, defects).of("revenue_denied") for name in ("hanoi-2019", "squeeze")
        )
        assert (offer.middle, offer.worst) == (squeeze.middle, squeeze.worst)
    offer, squeeze = (
        found.failed(name, "inspected").of("revenue_denied") for name in ("hanoi-2019", "squeeze")
    )
    assert offer.middle is not None and squeeze.middle is not None and offer.middle < squeeze.middle


def test_relief_for_some_goods_leaves_the_other_goods_of_the_measure_stopped(desk: PolicyDesk) -> None:
    """One ban of two lines, lifted for one of them by its name or by its code."""
    levers: list[dict[str, Any]] = [
        {"from": date(2017, 6, 1), "do": "switch_measure", "measures": ["unscr-2371-op8-coal"]}
    ]
    for narrowed in ({"goods": ["iron"]}, {"hs": ["26"]}):
        lift = {"after": "freeze", "do": "lift", "measures": ["unscr-2371-op8-coal"]} | narrowed
        assert desk.model(policy_with([*levers, lift])).stopped == desk.model(policy_with(levers)).stopped
    for narrowed in ({"goods": ["coal"]}, {"hs": ["27"]}):
        lift = {"after": "freeze", "do": "lift", "measures": ["unscr-2371-op8-coal"]} | narrowed
        assert any(part.times < 0 for part in desk.model(policy_with([*levers, lift])).stopped)


def test_a_state_of_the_law_is_told_once_as_long_as_it_lasts(desk: PolicyDesk) -> None:
    coal = [state for state in desk.law_states("nothing-new") if state.line == "coal"]
    assert [(state.start, state.end, state.standing) for state in coal] == [
        (date(2017, 4, 1), date(2018, 1, 1), "banned"), (date(2018, 1, 1), date(2020, 4, 1), "capped")]  # fmt: skip
    assert coal[-1].last == 36


def test_the_net_line_is_what_is_denied_less_what_is_received(desk: PolicyDesk) -> None:
    for row in desk.compare(["escrow", "pay-up-front"], futures=20).side_by_side:
        assert row.net_denied == pytest.approx(row.revenue_denied - sum(paid.middle for paid in row.cash_out))


@pytest.mark.parametrize(
    ("measure", "limit", "said"),
    [
        ("unscr-2371-op9-seafood", {"quantity": 1, "unit": "t"}, "1 t of seafood a year: .*, no quantity of it in 2016 is on record"),
        ("unscr-2321-op26b-coal-2017", {"quantity": 9000, "unit": "bbl"}, "9,000 bbl of coal a year: .*, counted in t"),
        ("unscr-2371-op9-seafood", {"quantity": 1, "unit": "t", "amount": 9, "currency": "USD"}, "1 t of seafood a year"),
    ],
)  # fmt: skip
def test_a_limit_that_cannot_be_counted_is_not_taken_for_none(
    desk: PolicyDesk, measure: str, limit: dict[str, Any], said: str
) -> None:
    switched = {"from": date(2017, 6, 1), "do": "switch_measure", "measures": [measure]}
    lifted = {"from": date(2017, 8, 1), "do": "lift", "measures": [measure]} | limit
    with pytest.raises(ChoiceError, match=said):
        desk.model(policy_with([switched, lifted]))
