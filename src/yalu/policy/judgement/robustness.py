"""Four ways to judge a policy over many futures, side by side, with every change of rank between them.

Worst case, greatest regret, 90th-percentile regret, and the share of futures that reach a threshold. The first two
are those of the corners of the ranges (``at_corners``), the others come from a sample and have a spread. Regret
is what a policy gives up against the best policy of the same set in the same future, so another policy in
the set can change every regret and their order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from yalu.documents.files.whole_files import written_whole
from yalu.policy.assumptions import (
    MEASURES,
    MORE_IS_BETTER,
    Assumptions,
    JudgedMeasure,
    MeasuredBy,
    Range,
    oriented,
)
from yalu.policy.formulas.futures import WORKERS, drawn, orders
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import outcomes
from yalu.policy.judgement.corners import Corners

Table = npt.NDArray[np.floating]

Lens = Literal["worst", "max_regret", "p90_regret", "share_reached"]
LENSES: tuple[Lens, ...] = ("worst", "max_regret", "p90_regret", "share_reached")
LENS_TITLES = {
    "worst": "Worst case",
    "max_regret": "Greatest regret",
    "p90_regret": "90th-percentile regret",
    "share_reached": "Share of futures at the threshold",
}
# Shares and percentiles are the only results that come from a sample. Each is computed again with the seed asked for and
# the seven after it, and shown with the least and the greatest of the eight.
SEEDS = 8
# Above this many futures the eight samples are of this size: the spread shown is then too wide, never too narrow.
_SAMPLE = 5_000
_CHUNK = 16_384
_SINGLE_ABOVE = 200_000  # so many futures are kept in half the memory


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """The least and the greatest of one number over the seeds."""

    low: float
    high: float


class PolicyStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One policy on one measure: its span within the ranges, four judgements, and its rank under each.

    Everything is None where the measure says nothing about the policy. ``rank_changes`` names the
    judgements that give another rank than the worst case does. ``worst_at`` is the future of the worst case;
    the spreads are the least and greatest of a sampled judgement over eight seeds.
    """

    policy: str
    measure: MeasuredBy
    lowest: float | None
    highest: float | None
    worst: float | None
    max_regret: float | None
    p90_regret: float | None
    share_reached: float | None
    ranks: dict[str, int] = {}
    rank_changes: tuple[Lens, ...] = ()
    worst_at: dict[str, float] = {}
    p90_spread: Spread | None = None
    share_spread: Spread | None = None


def tabled(models: Sequence[Model], ranges: Mapping[str, Range], count: int, seed: int) -> dict[str, Table]:
    """Every measure as an array of policies by futures. The same seed gives the same numbers.

    Futures are computed in parts that fit the processor's cache, two at a time.
    """
    kind = np.float32 if count > _SINGLE_ABOVE else np.float64
    found: dict[str, Table] = {name: np.empty((len(models), count), dtype=kind) for name in MEASURES}
    taken = orders(ranges, count, seed)

    def fill(first: int) -> None:
        part = slice(first, min(first + _CHUNK, count))
        future = drawn(ranges, taken, count, part)
        for place, model in enumerate(models):
            values = outcomes(model, future)
            for name in MEASURES:
                found[name][place, part] = values[name]

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(fill, range(0, count, _CHUNK)))
    return found


def robustness(
    models: Sequence[Model], table: Mapping[str, Table], judged: Mapping[str, JudgedMeasure]
) -> tuple[PolicyStanding, ...]:
    """Every policy on every measure, judged four ways and ranked within the set."""
    with ThreadPoolExecutor(WORKERS) as pool:
        found = list(pool.map(lambda name: _measure(models, table[name], name, judged[name]), MEASURES))
    return tuple(standing for standings in found for standing in standings)


def at_corners(standings: Sequence[PolicyStanding], corners: Corners) -> tuple[PolicyStanding, ...]:
    """The same standings with ends, worst case and greatest regret from the corners of the ranges, and ranked anew."""
    found: dict[str, list[PolicyStanding]] = {}
    said = {(s.policy, s.measure) for s in standings if s.worst is not None}
    for standing in standings:
        rows = found.setdefault(standing.measure, [])
        rivals = [policy for policy, measure in sorted(said) if measure == standing.measure != policy]
        rows.append(_at_corners(standing, rivals, corners) if standing.worst is not None else standing)
    return tuple(row for rows in found.values() for row in ranked(rows))


def _at_corners(standing: PolicyStanding, rivals: Sequence[str], corners: Corners) -> PolicyStanding:
    policy, measure = standing.policy, standing.measure
    least, most = corners.least(policy, measure), corners.greatest(policy, measure)
    if least is None or most is None:
        return standing
    behind = [corners.least(policy, measure, against=rival) for rival in rivals if rival != policy]
    sign = 1.0 if measure in MORE_IS_BETTER else -1.0
    ends = sorted((_plain(sign * least.value) + 0.0, _plain(sign * most.value) + 0.0))
    return msgspec.structs.replace(
        standing, lowest=ends[0], highest=ends[1], worst=_plain(sign * least.value) + 0.0,
        max_regret=max([0.0, *(_plain(-reach.value) for reach in behind if reach is not None)]),
        worst_at=corners.needed(least, policy, measure).at,
    )  # fmt: skip


def with_spreads(
    standings: Sequence[PolicyStanding], models: Sequence[Model], samples: Sequence[Mapping[str, Table]],
    judged: Mapping[str, JudgedMeasure],
) -> tuple[PolicyStanding, ...]:  # fmt: skip
    """The same standings with the spread of regret and share over the seeds of some samples."""
    found: dict[tuple[str, str], list[PolicyStanding]] = {}
    for table in samples:
        for one in robustness(models, table, judged):
            found.setdefault((one.policy, one.measure), []).append(one)
    return tuple(_spread_of(standing, found[standing.policy, standing.measure]) for standing in standings)


def _spread_of(standing: PolicyStanding, seeds: Sequence[PolicyStanding]) -> PolicyStanding:
    regrets = [s.p90_regret for s in (standing, *seeds) if s.p90_regret is not None]
    shares = [s.share_reached for s in (standing, *seeds) if s.share_reached is not None]
    if not regrets or not shares:
        return standing
    return msgspec.structs.replace(standing, p90_spread=spread(regrets), share_spread=spread(shares))


def percentile_place(count: int, percent: int) -> int:
    """The place, counted from 0, of a percentile among sorted values: the smallest that covers it."""
    return max(0, math.ceil(count * percent / 100) - 1)


def _measure(
    models: Sequence[Model], table: Table, name: MeasuredBy, judged: JudgedMeasure
) -> list[PolicyStanding]:
    said = [place for place in range(len(models)) if not np.isnan(table[place, 0])]
    best = None if not said else oriented(table[said], name).max(axis=0)
    rows = []
    for place, model in enumerate(models):
        if best is None or place not in said:
            rows.append(_unsaid(model.policy, name))
            continue
        values = table[place]
        regret = best - oriented(values, name)
        nth, greatest = percentile_place(regret.size, 90), regret.max()
        reached = (values >= judged.threshold) if name in MORE_IS_BETTER else (values <= judged.threshold)
        rows.append(
            PolicyStanding(
                policy=model.policy, measure=name, lowest=_plain(values.min()), highest=_plain(values.max()),
                worst=_plain(values.min() if name in MORE_IS_BETTER else values.max()), max_regret=_plain(greatest),
                p90_regret=_plain(np.partition(regret, nth)[nth] if greatest > 0 else 0.0), share_reached=_plain(reached.mean()),
            )
        )  # fmt: skip
    return ranked(rows)


def ranked(rows: Sequence[PolicyStanding]) -> list[PolicyStanding]:
    """The rows of one measure with their ranks: equal values share the better rank."""
    ranks: dict[str, dict[str, int]] = {row.policy: {} for row in rows}
    for lens in LENSES:
        values = {row.policy: _goodness(row, lens) for row in rows if getattr(row, lens) is not None}
        for policy, value in values.items():
            ranks[policy][lens] = 1 + sum(other > value for other in values.values())
    return [
        msgspec.structs.replace(row, ranks=ranks[row.policy], rank_changes=_changes(ranks[row.policy]))
        for row in rows
    ]


def _goodness(row: PolicyStanding, lens: Lens) -> float:
    """A judgement turned so that more is better; a thousandth of a unit makes no rank."""
    value = round(float(getattr(row, lens)), 3)
    if lens == "share_reached" or (lens == "worst" and row.measure in MORE_IS_BETTER):
        return value
    return -value


def _changes(ranks: Mapping[str, int]) -> tuple[Lens, ...]:
    return tuple(lens for lens in LENSES if ranks and ranks[lens] != ranks["worst"])


def _unsaid(policy: str, name: MeasuredBy) -> PolicyStanding:
    return PolicyStanding(
        policy=policy, measure=name, lowest=None, highest=None, worst=None, max_regret=None, p90_regret=None,
        share_reached=None,
    )  # fmt: skip


def _plain(value: Any) -> float:
    return round(float(value), 6)


def sampled(models: Sequence[Model], assumed: Assumptions) -> tuple[dict[str, Table], ...]:
    """The measures of every model over the futures of each of the eight seeds."""
    size = min(assumed.futures, _SAMPLE)
    return tuple(tabled(models, assumed.ranges, size, assumed.seed + step) for step in range(SEEDS))


def spread(values: Sequence[float]) -> Spread:
    """The spread of one number over the seeds. Raises ValueError for no numbers."""
    return Spread(low=round(min(values), 6), high=round(max(values), 6))


def percent(low: float, high: float) -> str:
    """A share with the digits that all seeds agree on: one after the point, else whole percents, else from to."""
    for digits in (1, 0):
        if f"{low:.{digits}%}" == f"{high:.{digits}%}":
            return f"{low:.{digits}%}"
    return f"{100 * low:.0f}–{100 * high:.0f}%"


def stable(low: float, high: float) -> str:
    """An amount with the digits that all seeds agree on, else from to."""
    for digits in (1, 0):
        if f"{low:,.{digits}f}" == f"{high:,.{digits}f}":
            return f"{low:,.{digits}f}"
    return f"{low:,.0f}–{high:,.0f}"


def export_experiments(folder: Path, models: Sequence[Model], assumed: Assumptions) -> tuple[Path, ...]:
    """Write the experiments for other tools into a folder, in the layout EMAworkbench reads. Returns the paths.

    ``experiments.parquet`` has a row for every future and policy: a column a range, then ``scenario``, ``policy`` and
    ``model``. ``outcomes.parquet`` has a column a measure in the same order of rows. Same input, same rows; the folder
    is made when it is not there. docs/policy.md shows how to load them.
    """
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, loaded when used

    folder.mkdir(parents=True, exist_ok=True)
    count = assumed.futures
    future = drawn(assumed.ranges, orders(assumed.ranges, count, assumed.seed), count, slice(0, count))
    table = tabled(models, assumed.ranges, count, assumed.seed)
    columns = {name: np.tile(values, len(models)) for name, values in future.items()}
    names = pa.array([model.policy for model in models])
    which = pa.array(np.repeat(np.arange(len(models)), count))
    experiments = pa.table(
        {
            **columns,
            "scenario": np.tile(np.arange(count), len(models)),
            "policy": names.take(which),
            "model": pa.array(["yalu"]).take(pa.array(np.zeros(count * len(models), dtype="int64"))),
        }
    )
    found = pa.table({name: table[name].astype("float64").reshape(-1) for name in MEASURES})
    paths = (folder / "experiments.parquet", folder / "outcomes.parquet")
    with written_whole(paths[0]) as first, written_whole(paths[1]) as second:
        pq.write_table(experiments, first)
        pq.write_table(found, second)
    return paths
