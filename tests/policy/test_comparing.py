"""A comparison: failure first, several judgements with their rank changes, and what a set of policies does to regret."""

import itertools
import re
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy import conftest, small_set
from tests.policy.conftest import payment_of, policy_of
from yalu.case.package import find_case, read_case
from yalu.documents.choices import ChoiceError
from yalu.policy.assumptions import MEASURES, JudgedMeasure, parse_end
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.futures import order_of, orders
from yalu.policy.formulas.model import Model
from yalu.policy.judgement.dependence import ShareCondition
from yalu.policy.judgement.failure_table import DEFECTS, verdict_of
from yalu.policy.judgement.robustness import LENSES, percentile_place, robustness, tabled
from yalu.policy.judgement.switch_points import SwitchPoint, turnings
from yalu.policy.records import Talks
from yalu.policy.results.article_tests import Grounds, article_tests
from yalu.policy.results.comparison import PolicyComparison
from yalu.policy.results.explanations import explain
from yalu.policy.results.side_by_side import side_by_side
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.results import Figure, Trail
from yalu.vocabulary.strength import Strength


@pytest.fixture(scope="module")
def compared(desk: PolicyDesk) -> PolicyComparison:
    return desk.compare()


def toy(*names: str) -> list[Model]:
    """Models of which only the names matter."""
    return [Model(policy=n, horizon=36, talks=None, humanitarian=(), stopped=(), tranches=()) for n in names]  # fmt: skip


def judged() -> dict[str, JudgedMeasure]:
    return {name: JudgedMeasure(threshold=5, goal="none", reason="a test") for name in MEASURES}


def table(rows: list[list[float]]) -> dict[str, Any]:
    """The same numbers for every measure."""
    return {name: np.asarray(rows, dtype=float) for name in MEASURES}


def of(standings: Any, measure: str, lens: str) -> dict[str, float]:
    return {s.policy: getattr(s, lens) for s in standings if s.measure == measure}


def test_every_policy_has_a_row_for_every_state_of_defection_before_anything_is_ranked(
    compared: PolicyComparison,
) -> None:
    assert [(f.policy, f.defects) for f in compared.failures] == [
        (p, d) for p in compared.policies for d in DEFECTS
    ]
    fields = compared.__struct_fields__
    assert fields.index("assumptions") < fields.index("failures") < fields.index("standings")


def test_doing_nothing_new_is_the_baseline_and_acceptable_to_itself(compared: PolicyComparison) -> None:
    assert compared.policies[0] == compared.baseline == "nothing-new"
    rows = [compared.failed("nothing-new", defects) for defects in DEFECTS]
    assert {row.verdict for row in rows} == {"no_deal"}
    assert not any(row.broken for row in rows)
    assert all(one.against in {0, None} for row in rows for one in row.measures)


def test_pay_up_front_strands_the_whole_payment_if_nothing_is_kept_and_the_escrow_nothing(
    compared: PolicyComparison,
) -> None:
    assert compared.failed("pay-up-front", "none").of("stranded").worst == 500
    assert compared.failed("pay-up-front", "none").of("stranded").middle == 500
    assert compared.failed("escrow", "none").of("stranded").worst == 0
    assert compared.failed("escrow", "none").of("cash_received").worst == 0


def test_acceptable_means_that_no_floor_is_broken_anywhere_within_the_ranges(
    desk: PolicyDesk, compared: PolicyComparison
) -> None:
    for row in compared.failures:
        broken = [
            m.measure
            for m in row.measures
            if m.measure != "exposed"
            and m.floor is not None
            and m.against is not None
            and m.against < -m.floor
        ]
        assert list(row.broken) == broken
        assert (row.verdict == "no") is bool(broken)
        assert row.acceptable is {"no": False, "yes": True, "edge": True}.get(row.verdict)
    assert compared.failed("pay-up-front", "freeze").broken == ("cash_others", "stranded")


def test_cash_out_is_told_for_each_payer_by_its_share_at_the_middle_and_at_most() -> None:
    """At the middle two steps are kept; at most all four, and then every release is paid."""
    million = 1_000_000
    shared = payment_of(
        200 * million, conftest.after("freeze", 100 * million), conftest.after("dismantling", 100 * million),
        payer="", payers={"XAA": 75, "XBB": 25}, reversible_days=30,
    )  # fmt: skip
    second = payment_of(100 * million, conftest.after("freeze", 100 * million), id="second", payer="XBB")
    last = payment_of(40 * million, conftest.after("done", 40 * million), id="last", payer="XCC")
    policy = policy_of(shared, second, last, talks=Talks(start=date(2017, 4, 1)))
    assumed = small_set.assumptions()
    (row,) = side_by_side([policy], [small_set.model(policy, assumed)], assumed, {"small": ()})
    assert [(paid.payer, paid.middle, paid.most) for paid in row.cash_out] == [
        ("XAA", 75, 75 + 75), ("XBB", 25 + 100, 25 + 100 + 25), ("XCC", 0, 40),
    ]  # fmt: skip
    assert row.net_denied == pytest.approx(row.revenue_denied - 200)
    assert row.irrevocable == 100 + 40  # what is shared can be called back for thirty days
    (none,) = side_by_side(
        small_set.options()[:1], [small_set.model(small_set.options()[0], assumed)], assumed, {"today": ()}
    )
    assert (none.cash_out, none.irrevocable) == ((), 0)


def test_each_option_stands_beside_the_others_with_its_own_conditions_on_talks() -> None:
    share = Figure(id="share", title="Share", value=90.0, unit="%", definition="all trade", trail=Trail())
    held = ShareCondition(
        definition="all trade",
        publisher="A paper",
        year="2016",
        share=share,
        today=NO,
        after_low=None,
        after_high=None,
    )
    assumed, options = small_set.assumptions(), small_set.options()[:2]
    models = [small_set.model(one, assumed) for one in options]
    rows = side_by_side(options, models, assumed, {"today": (), "stepwise": (held,)})
    assert [row.share_conditions for row in rows] == [(), (held,)]


def test_a_lower_floor_makes_the_escrow_unacceptable(desk: PolicyDesk) -> None:
    from yalu.policy.judgement.failure_table import failure_table

    stricter = desk.assumptions.measures | {
        "stranded": msgspec.structs.replace(desk.assumptions.measures["stranded"], floor=99)
    }
    assumed = msgspec.structs.replace(desk.assumptions, measures=stricter)
    models = [desk.model(p) for p in desk.policies if p.id in {"nothing-new", "escrow"}]
    found = {f.defects: f for f in failure_table(models, assumed, "nothing-new") if f.policy == "escrow"}
    assert found["none"].acceptable
    assert found["freeze"].broken == ("stranded",)


def test_regrets_and_ranks_of_two_policies_in_two_futures() -> None:
    found = robustness(toy("a", "b"), table([[10, 0], [4, 5]]), judged())
    assert of(found, "freeze_months", "worst") == {"a": 0, "b": 4}
    assert of(found, "freeze_months", "max_regret") == {"a": 5, "b": 6}
    assert of(found, "freeze_months", "share_reached") == {"a": 0.5, "b": 0.5}
    assert of(found, "stranded", "worst") == {"a": 10, "b": 5}
    assert of(found, "stranded", "max_regret") == {"a": 6, "b": 5}
    row = next(s for s in found if (s.measure, s.policy) == ("freeze_months", "a"))
    assert row.ranks == {"worst": 2, "max_regret": 1, "p90_regret": 1, "share_reached": 1}
    assert row.rank_changes == ("max_regret", "p90_regret", "share_reached")


def test_adding_a_policy_can_turn_the_order_of_regret_and_leaves_worst_cases_alone() -> None:
    two = robustness(toy("a", "b"), table([[10, 0], [4, 5]]), judged())
    three = robustness(toy("a", "b", "c"), table([[10, 0], [4, 5], [0, 12]]), judged())
    before, after = (of(found, "freeze_months", "max_regret") for found in (two, three))
    assert before["a"] < before["b"]
    assert after["a"] > after["b"]
    worst = of(three, "freeze_months", "worst")
    assert {name: worst[name] for name in "ab"} == of(two, "freeze_months", "worst")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(-50, 50), min_size=4, max_size=4), min_size=2, max_size=5),
    st.integers(1, 30),
)
def test_a_dominated_policy_changes_nobody_elses_judgement(rows: list[list[int]], less: int) -> None:
    names = [f"p{n}" for n in range(len(rows))]
    dominated = [value - less for value in rows[0]]
    first = robustness(toy(*names), table([*map(list, rows)]), judged())
    second = robustness(toy(*names, "worse"), table([*map(list, rows), dominated]), judged())
    for lens in LENSES:
        printed = of(second, "freeze_months", lens)
        assert {name: printed[name] for name in names} == of(first, "freeze_months", lens)


def test_the_order_in_which_policies_stand_changes_no_number(desk: PolicyDesk) -> None:
    models = [desk.model(policy) for policy in desk.policies[:4]]
    assumed = desk.assumptions
    printed = []
    for order in itertools.islice(itertools.permutations(models), 0, 24, 7):
        found = robustness(order, tabled(order, assumed.ranges, 200, assumed.seed), assumed.measures)
        printed.append(
            {
                (s.policy, s.measure): (
                    s.worst,
                    s.max_regret,
                    s.p90_regret,
                    s.share_reached,
                    tuple(s.ranks.items()),
                )
                for s in found
            }
        )
    assert all(one == printed[0] for one in printed)


def test_the_90th_percentile_is_the_smallest_value_that_covers_nine_tenths() -> None:
    assert [percentile_place(count, 90) for count in (1, 2, 10, 11, 1000)] == [0, 1, 8, 9, 899]


def test_futures_use_every_strip_of_every_range_once_and_the_seed_fixes_them() -> None:
    assert sorted(order_of(50, 7, 3)) == list(range(50))
    assert list(order_of(50, 7, 3)) == list(order_of(50, 7, 3))
    assert list(order_of(8, 2017, 0)) == [1, 6, 5, 3, 0, 7, 2, 4]
    assert list(order_of(50, 7, 3)) != list(order_of(50, 8, 3))


@pytest.mark.usefixtures("computed_anew")
def test_a_comparison_is_the_same_each_time(desk: PolicyDesk, compared: PolicyComparison) -> None:
    assert msgspec.json.encode(desk.compare()) == msgspec.json.encode(compared)


def test_where_the_better_policy_changes_is_half_way_between_the_points_around_it() -> None:
    cells = [
        SwitchPoint(across=x, down=1.0, first=a, second=b)
        for x, a, b in ((0.0, 1, 0), (0.5, 1, 0), (1.0, 0, 1))
    ]
    (turn,) = turnings(cells)
    assert (turn.at, turn.below, turn.above) == (0.75, "first", "second")
    (still,) = turnings(cells[:2])
    assert still.at is None
    assert still.below == "first"


def test_the_escrow_beats_the_squeeze_only_where_law_is_weakly_enforced_and_steps_are_kept(
    compared: PolicyComparison,
) -> None:
    assert compared.switch is not None
    at = {(c.across, c.down): c.better for c in compared.switch.cells}
    assert at[0.2, 0.0] == "neither"
    assert at[0.2, 3.0] == "first"
    assert at[0.95, 0.0] == "second"
    assert any(
        "“The partner pays into escrow, released by step” meets the goal more often below enforcement" in s
        for s in compared.switch.sentences
    )


def test_the_ranges_that_decide_are_enforcement_and_the_steps_kept(compared: PolicyComparison) -> None:
    assert {d.range for d in compared.deciding if d.measure == "goal"} >= {"enforcement", "steps_kept"}


def test_a_range_without_width_decides_nothing(desk: PolicyDesk) -> None:
    found = desk.compare(["escrow", "squeeze"], ends={"enforcement": (0.5, 0.5)}, futures=300)
    assert "enforcement" not in {d.range for d in found.deciding}


def test_the_articles_tests_are_answered_from_the_files(compared: PolicyComparison) -> None:
    printed = {(t.policy, t.asked): t.answer for t in compared.article_tests}
    assert [
        printed["escrow", asked] for asked in ("partner_pays_by_step", "acts_on_financing", "names_persons")
    ] == [YES] * 3
    assert printed["escrow", "no_talks_while_dependent"] == YES
    assert printed["partial-freeze", "better_if_it_fails"] == CANNOT_SAY
    assert printed["pay-up-front", "better_if_it_fails"] == NO
    assert printed["pay-up-front", "partner_pays_by_step"] == NO
    assert printed["partial-freeze", "no_talks_while_dependent"] == NO
    assert printed["squeeze", "acts_on_financing"] == NO
    assert len(printed) == 40


def test_a_question_of_the_article_says_what_it_covers_and_what_it_rests_on(
    compared: PolicyComparison,
) -> None:
    tests = {(t.policy, t.asked): t for t in compared.article_tests}
    failed = tests["pay-up-front", "better_if_it_fails"].figure
    assert (failed.value, failed.shown) == (0, "failed")
    assert "in part" in failed.trail.coverage.says
    assert "things named as not modelled" in failed.trail.coverage.says
    assert not failed.trail.strength.certain
    assert "a guess" in failed.trail.strength.says
    named = tests["squeeze", "acts_on_financing"].figure
    assert named.trail.strength.says == "1 reading, all sound"


def test_without_any_definition_of_the_share_talks_cannot_be_judged(desk: PolicyDesk) -> None:
    grounds = Grounds(desk.assumptions, (), Strength(), desk.case.partner)
    asked = {t.asked: t for t in article_tests(desk.policy("pay-up-front"), (), grounds)}
    assert asked["no_talks_while_dependent"].answer is CANNOT_SAY


def test_the_share_is_asked_under_every_definition_and_one_that_cannot_be_said_is_not_guessed(
    compared: PolicyComparison,
) -> None:
    conditions = compared.side_by_side[0].share_conditions
    printed = {(c.publisher, c.year): c.today for c in conditions}
    assert printed["KOTRA", "2016"] == printed["Lucy Sexton", ""] == NO
    assert printed["Foreign Affairs", ""] is CANNOT_SAY
    unsaid = [c for c in conditions if c.share.value is None and c.share.low is None]
    assert unsaid
    assert all(c.today is CANNOT_SAY and c.after_low is None for c in unsaid)
    squeezed = next(s for s in compared.side_by_side if s.policy == "squeeze").share_conditions
    for before, after in zip(conditions, squeezed, strict=True):
        if before.after_low is not None and after.after_low is not None:
            assert after.after_low < before.after_low


def test_every_assumption_names_a_source_or_says_guess(compared: PolicyComparison) -> None:
    assert {a.basis for a in compared.assumptions} == {"source", "guess", "not modelled"}
    assert all(a.sources for a in compared.assumptions if a.basis == "source")


def test_no_field_of_a_comparison_is_a_score_or_a_probability(compared: PolicyComparison) -> None:
    keys = set(re.findall(r'"([a-z_0-9]+)":', msgspec.json.encode(compared).decode()))
    assert not {key for key in keys if re.search(r"score|probab|likel|chance", key)}
    assert "Adding or leaving out one can change every regret" in compared.note


@pytest.mark.parametrize("text", ["enforcement", "enforcement=high", "enforcement=0.4..x"])
def test_a_range_typed_badly_is_refused(text: str) -> None:
    with pytest.raises(ChoiceError, match=r"write name=low\.\.high"):
        parse_end(text)


@pytest.mark.parametrize(
    ("name", "ends", "words"),
    [
        ("enforcment", (0, 1), "did you mean 'enforcement'"), ("enforcement", (0.9, 0.2), "not above high"),
        ("enforcement", (0, 2), "is a share"),
        ("steps_kept", (0, 5), "at most 4"), ("steps_kept", (0.5, 2), "whole number"),
    ],
)  # fmt: skip
def test_a_range_set_by_hand_is_checked_like_the_file(
    desk: PolicyDesk, name: str, ends: tuple[float, float], words: str
) -> None:
    with pytest.raises(ChoiceError, match=words):
        desk.compare(ends={name: ends})


def test_experiments_are_one_row_for_every_future_and_policy_in_the_layout_of_emaworkbench(
    desk: PolicyDesk, tmp_path: Path
) -> None:
    experiments, outcomes = (pq.read_table(path) for path in desk.export(tmp_path, ["escrow"], futures=40))
    assert experiments.num_rows == outcomes.num_rows == 80
    assert experiments.column_names == [*sorted(desk.assumptions.ranges), "scenario", "policy", "model"]
    assert outcomes.column_names == list(MEASURES)
    assert experiments.column("policy").to_pylist()[::40] == ["nothing-new", "escrow"]
    assert experiments.column("scenario").to_pylist()[:41] == [*range(40), 0]
    compared = desk.compare(["escrow"], futures=40)
    freeze = outcomes.column("freeze_months").to_pylist()[40:]
    assert (
        sum(months >= 12 for months in freeze) / 40
        == compared.standing("escrow", "freeze_months").share_reached
    )
    worst = compared.standing("escrow", "revenue_denied").worst
    assert worst is not None
    assert min(outcomes.column("revenue_denied").to_pylist()[40:]) > worst


def test_a_result_is_explained_with_its_formula_law_ranges_and_sources(desk: PolicyDesk) -> None:
    figure = explain(desk, "policy/squeeze/revenue_denied/worst")
    assert figure.trail.steps[0].startswith("denied = stopped")
    assert "unscr-2371-op8-coal" in figure.trail.rules
    assert {"range/enforcement", "policy/squeeze"} <= {row.id for row in figure.trail.rows}
    assert any(row.id.startswith("F-coal-customs-2016") for row in figure.trail.rows)
    assert figure.value == desk.compare().standing("squeeze", "revenue_denied").worst
    with pytest.raises(ChoiceError, match="did you mean 'policy/squeeze/revenue_denied/worst'"):
        explain(desk, "policy/squeeze/revenue_denied/wurst")


def test_the_law_is_judged_day_by_day(desk: PolicyDesk) -> None:
    def standing(policy: str, line: str, day: date) -> str:
        (found,) = [s.standing for s in desk.law_states(policy) if s.line == line and s.start <= day < s.end]
        return found

    assert standing("nothing-new", "coal", date(2017, 12, 31)) == "banned"
    assert standing("nothing-new", "coal", date(2018, 1, 1)) == "capped"
    assert standing("nothing-new", "iron", date(2018, 1, 1)) == "exempt"
    assert standing("nothing-new", "textiles", date(2018, 1, 1)) == "free"
    assert standing("squeeze", "textiles", date(2017, 5, 31)) == "free"
    assert standing("squeeze", "textiles", date(2017, 6, 1)) == "banned"


def test_no_two_ranges_move_together_nor_with_the_order_of_futures() -> None:
    taken = np.asarray([order_of(1000, 2017, place) for place in range(15)] + [np.arange(1000)])
    together = np.corrcoef(taken) - np.eye(16)
    assert abs(together).max() < 0.12


def test_a_range_more_changes_the_order_of_no_other(desk: PolicyDesk) -> None:
    ranges = dict(desk.assumptions.ranges)
    more = orders({**ranges, "aaa": ranges["enforcement"], "zzz": ranges["enforcement"]}, 500, 2017)
    for name, strips in orders(ranges, 500, 2017).items():
        assert (more[name] == strips).all()
    assert (more["aaa"] != more["zzz"]).any()


@pytest.mark.parametrize(
    ("lever", "verdict"),
    [
        ("do: lift, measures: [unscr-2321-op26b-coal-2017]", "cannot_say"),
        ("do: lift, measures: [unscr-2321-op26b-coal-2017], goods: [coal]", "cannot_say"),
        ('do: lift, measures: [unscr-2321-op26b-coal-2017], hs: ["27"]', "cannot_say"),
        ('do: lift, measures: [unscr-2321-op26b-coal-2017], hs: ["03"]', "yes"),
        ("do: enforce", "yes"),
    ],
)  # fmt: skip
def test_relief_for_goods_that_nobody_has_a_value_of_is_never_acceptable(
    tmp_path: Path, lever: str, verdict: str
) -> None:
    case = read_case(find_case("china-dprk"))
    ranges = Path(case.path) / "policies" / "ranges.yaml"
    (tmp_path / "ranges.yaml").write_text(
        ranges.read_text(encoding="utf-8").replace('year: "2016"', 'year: "2031"'), encoding="utf-8"
    )
    (tmp_path / "own.yaml").write_text(
        "id: own\ntitle: T\nsummary: S\nreversible_days: 0\nsources: [foreign-affairs-2017]\ntalks: {from: 2017-07-01}\n"
        f"levers: [{{from: 2017-06-01, {lever}}}]\n"
        "obligations: [{step: freeze, does: stops, verified_by: IAEA}]\n", encoding="utf-8",
    )  # fmt: skip
    found = PolicyDesk(case, also=[tmp_path / "own.yaml"], ranges=tmp_path / "ranges.yaml").compare(
        ["own"], futures=10
    )
    assert verdict_of(found.failures, "own") == verdict
    assert (
        found.unsaid[0]
        == "what is denied of coal: 2031 has no value of it, so all revenue denied is at least so much"
    )
