"""Options over many futures: Yalu beside a plain numpy sketch and EMAworkbench on the same model.

`python bench/policy.py` (`--futures 1000000 --runs 5 --policies 5`). EMAworkbench is asked only when it is
installed (`pip install "ema-workbench==2.5.3"`, which brings platypus-opt under the GPL, so Yalu never
depends on it), and with fewer futures, because it calls the model once for each.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import numpy as np

import yalu
from yalu.policy.assumptions import MEASURES, Assumptions, oriented
from yalu.policy.formulas.futures import drawn, orders
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import outcomes
from yalu.policy.judgement.boxes import box_of
from yalu.policy.judgement.corners import Corners
from yalu.policy.judgement.robustness import robustness, tabled

EMA_FUTURES = 5_000
ORDER = ("nothing-new", "law-enforced", "squeeze", "escrow", "pay-up-front", "designations", "partial-freeze")


def main() -> None:
    """Print one line for each way of computing the same outcomes and regrets."""
    asked = _asked()
    desk = yalu.open_case("china-dprk").policy
    models = [desk.model(desk.policy(name)) for name in ORDER[: asked.policies]]
    assumed = desk.assumed(futures=asked.futures)
    print(
        f"{len(models)} policies x {asked.futures:,} futures, {asked.runs} runs, numpy {np.__version__}, Python {sys.version.split()[0]}"
    )
    ours = _timed("yalu: futures, outcomes, four judgements", lambda: _ours(models, assumed), asked.runs)
    plain = _timed(
        "plain numpy: the same, whole arrays", lambda: _plain(models, assumed), max(1, min(asked.runs, 3))
    )
    _same(ours, plain)
    small = desk.assumed(futures=1_000)
    _timed(
        "yalu: worst cases of the same policies from the corners", lambda: _worst(models, small), asked.runs
    )
    _timed("yalu: margins of one policy, up to twice every number", lambda: desk.margins("escrow"), 1)
    _timed("yalu: a whole comparison of every policy, 1,000 futures", desk.compare, 1)
    _boxes(models, desk.assumed(futures=2_000))
    if not asked.without_ema:
        _ema(models, assumed)
    print(
        f"peak memory of all of it {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024:.2f} GB"
    )


def _ours(models: list[Model], assumed: Assumptions) -> dict[tuple[str, str], float]:
    table = tabled(models, assumed.ranges, assumed.futures, assumed.seed)
    found = robustness(models, table, assumed.measures)
    return {(s.policy, s.measure): s.p90_regret for s in found if s.p90_regret is not None}


def _plain(models: list[Model], assumed: Assumptions) -> dict[tuple[str, str], float]:
    """What one would write first: every array whole, in double precision, one thread, percentiles by numpy."""
    count = assumed.futures
    future = drawn(assumed.ranges, orders(assumed.ranges, count, assumed.seed), count, slice(0, count))
    found = {model.policy: outcomes(model, future) for model in models}
    printed: dict[tuple[str, str], float] = {}
    for name in MEASURES:
        said = [policy for policy, values in found.items() if not np.isnan(values[name][0])]
        if not said:
            continue
        values = np.stack([oriented(found[policy][name], name) for policy in said])
        regret = values.max(axis=0) - values
        for place, policy in enumerate(said):
            printed[policy, name] = float(np.percentile(regret[place], 90, method="inverted_cdf"))
    return printed


def _same(ours: Mapping[tuple[str, str], float], plain: Mapping[tuple[str, str], float]) -> None:
    """Both ways must give the same regrets; single precision is allowed its rounding."""
    worst = max((abs(ours[key] - plain[key]) / max(1.0, abs(plain[key])) for key in plain), default=0.0)
    print(f"  regrets differ by at most {worst:.1e} of their size")
    if set(ours) != set(plain) or worst > 1e-4:
        raise SystemExit("the two ways do not agree")


def _boxes(models: list[Model], assumed: Assumptions) -> None:
    """Our boxes beside those that EMAworkbench 2.5.3 found in the same 2,000 futures, written down once."""
    names = [model.policy for model in models]
    table = tabled(models, assumed.ranges, assumed.futures, assumed.seed)
    taken = orders(assumed.ranges, assumed.futures, assumed.seed)
    future = drawn(assumed.ranges, taken, assumed.futures, slice(0, assumed.futures))
    asked = [
        (
            "escrow",
            "strands money",
            table["stranded"] > 0,
            "steps kept 1 to 3 and step under 5.8, coverage .97, density 1.00",
        ),
        ("squeeze", "misses 2,000", table["revenue_denied"] < 2_000, "enforcement under .37"),
    ]
    for policy, what, bad, theirs in asked:
        if policy in names:
            ours = box_of(policy, what, bad[names.index(policy)], future, assumed, sorted(assumed.ranges))
            print(f"{ours.sentence} EMAworkbench: {theirs}.")


def _ema(models: list[Model], assumed: Assumptions) -> None:
    try:
        ema: Any = import_module("ema_workbench")
    except ImportError:
        print('EMAworkbench is not installed; pip install "ema-workbench==2.5.3" to see it beside')
        return
    by_id = {model.policy: model for model in models}
    names = [name for name in MEASURES if name != "breach_visible"]

    def run(which: str = "", **values: float) -> dict[str, float]:
        whole = {
            name: np.floor(value) if assumed.ranges[name].whole else value for name, value in values.items()
        }
        found = outcomes(by_id[which], {name: np.asarray([value]) for name, value in whole.items()})
        return {name: float(found[name][0]) for name in names}

    made = ema.Model("policydesk", function=run)
    made.uncertainties = [
        ema.RealParameter(name, one.low, one.high + (0.999 if one.whole else 1e-9))
        for name, one in assumed.ranges.items()
    ]
    made.levers = [ema.CategoricalParameter("which", list(by_id))]
    made.outcomes = [ema.ScalarOutcome(name) for name in names]
    policies = [ema.Policy(name, which=name) for name in by_id]

    def perform() -> Any:
        with ema.SequentialEvaluator(made) as evaluator:
            return evaluator.perform_experiments(EMA_FUTURES, policies)

    _timed(f"EMAworkbench: {len(policies)} policies x {EMA_FUTURES:,} futures, outcomes only", perform, 1)


def _worst(models: list[Model], assumed: Assumptions) -> None:
    """Every worst case: points are computed when they are first asked for."""
    corners = Corners(models, assumed)
    for model in models:
        for measure in MEASURES:
            corners.least(model.policy, measure)


def _timed(what: str, work: Callable[[], Any], runs: int) -> Any:
    clocks, processors = [], []
    result: Any = None
    for _ in range(runs):
        clock, processor = time.perf_counter(), time.process_time()
        result = work()
        clocks.append(time.perf_counter() - clock)
        processors.append(time.process_time() - processor)
    clock, processor = statistics.median(clocks), statistics.median(processors)
    span = f"{min(clocks):.2f} to {max(clocks):.2f}"
    print(f"{what}: {clock:.2f} s ({span}), processors {processor:.2f} s")
    return result


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--futures", type=int, default=1_000_000)
    parser.add_argument("--policies", type=int, default=5)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without-ema", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
