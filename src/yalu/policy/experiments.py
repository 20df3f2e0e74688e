"""Experiments for other tools: one row for every future and policy, in the layout EMAworkbench reads.

``experiments.parquet`` has a column a range, then ``scenario``, ``policy`` and ``model``;
``outcomes.parquet`` has a column a measure in the same order of rows. docs/policy.md shows how to load them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from yalu.documents.files.whole_files import written_whole
from yalu.policy.assumptions import MEASURES, Assumptions
from yalu.policy.futures import drawn, orders
from yalu.policy.model import Model
from yalu.policy.robustness import tabled

EXPERIMENTS, OUTCOMES = "experiments.parquet", "outcomes.parquet"


def export_experiments(folder: Path, models: Sequence[Model], assumed: Assumptions) -> tuple[Path, ...]:
    """Write both files into a folder, made when it is not there. Returns their paths; same input, same rows."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, loaded when used

    folder.mkdir(parents=True, exist_ok=True)
    count = assumed.futures
    future = drawn(assumed.ranges, orders(assumed.ranges, count, assumed.seed), count, slice(0, count))
    table = tabled(models, assumed.ranges, count, assumed.seed)
    columns = {name: numpy.tile(values, len(models)) for name, values in future.items()}
    names = pa.array([model.policy for model in models])
    which = pa.array(numpy.repeat(numpy.arange(len(models)), count))
    experiments = pa.table(
        {
            **columns,
            "scenario": numpy.tile(numpy.arange(count), len(models)),
            "policy": names.take(which),
            "model": pa.array(["yalu"]).take(pa.array(numpy.zeros(count * len(models), dtype="int64"))),
        }
    )
    outcomes = pa.table({name: table[name].astype("float64").reshape(-1) for name in MEASURES})
    paths = (folder / EXPERIMENTS, folder / OUTCOMES)
    with written_whole(paths[0]) as first, written_whole(paths[1]) as second:
        pq.write_table(experiments, first)
        pq.write_table(outcomes, second)
    return paths
