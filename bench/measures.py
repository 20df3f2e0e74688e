"""How fast flows meet the law: judging monthly HS6 rows against every measure of un-dprk.

Run: `YALU_REAL_DATA=FOLDER python bench/measures.py --rows 10000000`. FOLDER holds
`trade/baci_sample_2021_AFG_ZAF_hs6.csv.gz` and `trade/baci_country_codes_V202201.csv`. Parquet files
are made once in --folder, the same on every machine: row number and a fixed seed are hashed, nothing
is drawn at random. Four figures: a bare DuckDB scan and group-by of the same columns, `judge` with
the same threads and memory limit, the whole command `yalu law check FOLDER --out FILE` as a user
types it (from the start of Python to the last line printed; it knows no limits but the machine's), and (up
to 10 million rows) the pandas version beside this file. With `--spark`, the command on Spark too. Each
runs in a process of its own, so that the peak memory of one says nothing about another.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, sleep
from typing import Any

import duckdb
import msgspec

from yalu import __version__
from yalu.engine import open_engine
from yalu.law import judge, open_regime

RUNS = 3
TARGET = "PRK"
REGIME = "un-dprk"
SAMPLE = "trade/baci_sample_2021_AFG_ZAF_hs6.csv.gz"
CODES = "trade/baci_country_codes_V202201.csv"
FILE_ROWS = 10_000_000
GROUP_ROWS = 1_000_000
PANDAS_ROWS = 10_000_000
MONTHS = tuple(f"{year}-{month:02d}" for year in (2016, 2017, 2018) for month in range(1, 13))
ONE_IN = 100  # of a hundred rows, one has the target as partner
SEED = 0x1953_0727
SCAN = """
select ledger, flow, hs, period, unit, currency, count(*), sum(quantity), sum(value), min(reporter), min(partner)
from read_parquet('{files}') group by ledger, flow, hs, period, unit, currency
"""


class Measured(msgspec.Struct, frozen=True):
    """Seconds of every run by the clock and of the processors, the peak memory in bytes, verdict counts."""

    seconds: list[float]
    worked: list[float]
    peak: int
    counts: dict[str, int] = {}


@contextmanager
def shown(what: str) -> Iterator[None]:
    """Say that something is under way, on the error output, every two seconds until it is done."""
    done = threading.Event()
    began = perf_counter()

    def tell() -> None:
        while not done.wait(2):
            print(f"\r{what} … {perf_counter() - began:4.0f} s", end="", file=sys.stderr, flush=True)

    figure_of = threading.Thread(target=tell, daemon=True)
    figure_of.start()
    try:
        yield
    finally:
        done.set()
        figure_of.join()
        print(f"\r{what}: {perf_counter() - began:.1f} s".ljust(72), file=sys.stderr)


def mixed(numbers: Any, salt: int) -> Any:
    """Row numbers hashed (SplitMix64): the same on every machine and for every library version."""
    import numpy as np  # noqa: PLC0415 - only to make rows

    with np.errstate(over="ignore"):
        x = numbers.astype(np.uint64) + np.uint64((SEED * salt * 0x9E3779B97F4A7C15) % 2**64)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


class Mix:
    """The real rows: who trades, what, and how much; made into monthly rows by hash.

    The sample has two exporters only, so both parties of a row are drawn from its importers, each as
    often as it stands in the sample. Goods, value and tonnes are those of one real row, a twelfth of
    the year, from half to one and a half of it.
    """

    def __init__(self, folder: Path) -> None:
        import numpy as np  # noqa: PLC0415 - only to make rows
        import pandas as pd  # noqa: PLC0415 - only to make rows

        rows = pd.read_csv(folder / SAMPLE, dtype={"k": str})
        states = pd.read_csv(folder / CODES, encoding="latin-1", keep_default_na=False)
        named = dict(zip(states["country_code"], states["iso_3digit_alpha"], strict=True))
        parties = rows["j"].map(named)
        usable = parties.str.fullmatch("[A-Z]{3}") & (parties != TARGET) & rows["k"].str.fullmatch(r"\d{6}")
        rows, parties = rows[usable], parties[usable]
        self.states = sorted({*parties, TARGET})
        self.party = parties.map({name: n for n, name in enumerate(self.states)}).to_numpy(np.int32)
        self.codes = sorted(set(rows["k"]))
        self.code = rows["k"].map({code: n for n, code in enumerate(self.codes)}).to_numpy(np.int32)
        self.dollars = rows["v"].to_numpy() * 1000 / 12
        self.tonnes = rows["q"].to_numpy(float) / 12

    def table(self, first: int, count: int) -> Any:
        """The rows from one number on, in the layout of the flows table."""
        import numpy as np  # noqa: PLC0415 - only to make rows
        import pyarrow as pa  # noqa: PLC0415 - only to make rows

        number = np.arange(first, first + count, dtype=np.uint64)
        drawn = [mixed(number, salt) for salt in range(1, 8)]
        row = drawn[0] % np.uint64(len(self.code))
        reporter = self.party[drawn[1] % np.uint64(len(self.party))]
        partner = self.party[drawn[2] % np.uint64(len(self.party))]
        partner = np.where(partner == reporter, (partner + 1) % len(self.states), partner).astype(np.int32)
        target = self.states.index(TARGET)
        clash = np.where(reporter == 0, 1, 0)
        partner = np.where(partner == target, clash, partner).astype(np.int32)
        partner = np.where(drawn[3] % np.uint64(ONE_IN) == 0, target, partner).astype(np.int32)
        size = 0.5 + (drawn[4] % np.uint64(1_000_001)).astype(float) / 1_000_000
        value = np.maximum(np.round(self.dollars[row] * size, 2), 0.01)
        tonnes = np.round(self.tonnes[row] * size, 6)
        month = (drawn[5] % np.uint64(len(MONTHS))).astype(np.int32)
        flow = (drawn[6] % np.uint64(2)).astype(np.int32)
        none = np.zeros(count, np.int32)

        def words(indices: Any, names: Any) -> Any:
            return pa.DictionaryArray.from_arrays(pa.array(indices), pa.array(names, pa.string()))

        columns = {
            "period": words(month, MONTHS),
            "reporter": words(reporter, self.states),
            "partner": words(partner, self.states),
            "flow": words(flow, ["import", "export"]),
            "hs": words(self.code[row], self.codes),
            "quantity": pa.array(tonnes, mask=~(tonnes > 0)),
            "unit": words(none, ["t"]),
            "value": pa.array(value),
            "currency": words(none, ["USD"]),
            "ledger": words(none, ["customs"]),
        }
        plain = {
            name: c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for name, c in columns.items()
        }
        return pa.table(plain)


def make_flows(folder: Path, rows: int) -> Path:
    """The folder of Parquet files with that many rows; files that are there already are kept."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - only to make rows

    made = folder / f"flows-{rows}"
    made.mkdir(parents=True, exist_ok=True)
    wanted = [(first, min(FILE_ROWS, rows - first)) for first in range(0, rows, FILE_ROWS)]
    missing = [(first, count) for first, count in wanted if not _file(made, first).exists()]
    if not missing:
        return made
    mix = Mix(real_data())
    for first, count in missing:
        part = _file(made, first).with_suffix(".part")
        with shown(f"making rows {first + 1:,} to {first + count:,} of {rows:,}"):
            writer = None
            for start in range(first, first + count, GROUP_ROWS):
                table = mix.table(start, min(GROUP_ROWS, first + count - start))
                writer = writer or pq.ParquetWriter(part, table.schema, compression="snappy")
                writer.write_table(table)
            if writer is not None:
                writer.close()
            part.rename(_file(made, first))
    return made


def _file(folder: Path, first: int) -> Path:
    return folder / f"flows-{first // FILE_ROWS:03d}.parquet"


def real_data() -> Path:
    folder = os.environ.get("YALU_REAL_DATA", "")
    if not folder or not (Path(folder) / SAMPLE).exists() or not (Path(folder) / CODES).exists():
        raise SystemExit(
            "bench/measures.py makes its rows from a real BACI sample: set YALU_REAL_DATA to a folder "
            f"that has {SAMPLE} and {CODES}"
        )
    return Path(folder)


def scan(flows: Path, threads: int, memory: str) -> dict[str, int]:
    """(a) Every column read and grouped, by plain DuckDB."""
    connection = duckdb.connect(config={"threads": threads, "memory_limit": memory})
    text = SCAN.format(files=str(flows / "*.parquet").replace("'", "''"))
    connection.execute(f"create table found as {text}")
    connection.close()
    return {}


def judged(flows: Path, threads: int, memory: str) -> dict[str, int]:
    """(b) The whole of `judge`: taking in, checking every text, sums under caps, all the counts."""
    engine = open_engine("duckdb", threads=threads, memory_limit=memory)
    judgement = judge(open_regime(REGIME), flows, target=TARGET, engine=engine)
    counts = counted(judgement.counts)
    engine.close()
    return counts


def counted(found: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many verdicts there are by measure and kind."""
    counts: dict[str, int] = {}
    for count in found:
        key = f"{count['measure']} {count['verdict']}"
        counts[key] = counts.get(key, 0) + int(count["occurrences"])
    return counts


def command(name: str, flows: Path, threads: int, runs: int) -> Measured:
    """(c) The whole command, timed from outside, on so many processors where the system can pin a process.

    The JVM of Spark is ended and never waited for, so its use is looked up while it runs; the larger
    of both answers is taken.
    """
    from pyarrow import dataset  # noqa: PLC0415 - it must not weigh on the others

    options = ["--engine", "spark"] if name == "spark" else []
    start = [sys.executable, "-c", "import sys; from yalu.cli.main import run; sys.exit(run())"]
    asked = [*start, "measures", "check", str(flows), *options]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    seconds, worked, peak, counts = [], [], 0, {}
    with tempfile.TemporaryDirectory() as folder:
        out, answer = Path(folder) / "verdicts.parquet", Path(folder) / "answer.json"
        for number in range(runs):
            began, before = perf_counter(), _of_children()
            with answer.open("wb") as file:
                started = subprocess.Popen(
                    [*asked, "--out", str(out), "--json"], stdout=file, start_new_session=True
                )
            used, most = _watched(started)
            if started.returncode:
                raise SystemExit(f"{name} failed; its message stands above")
            seconds.append(perf_counter() - began)
            worked.append(max(used, _of_children() - before))
            peak = max(peak, most, _peak(resource.RUSAGE_CHILDREN))
            print(f"  run {number + 1} of {runs}: {seconds[-1]:.2f} s", file=sys.stderr)
            shown = json.loads(answer.read_bytes())["result"]
            counts = counted(shown["counts"])
            written = dataset.dataset(out, format="parquet").count_rows()
            if written != sum(counts.values()):
                raise SystemExit(
                    f"{name}: {written:,} verdicts were written, {sum(counts.values()):,} counted"
                )
    return Measured(seconds, worked, peak, counts)


def _watched(started: subprocess.Popen[bytes]) -> tuple[float, int]:
    """Seconds of the processors of a session, and the most memory of one process of it, looked up until it ends.

    From /proc/PID/stat (proc(5): fields 6, 14, 15 and 24), so nothing where there is no such folder. Not
    the sum: a JVM that forks to set the rights of a file would be counted twice.
    """
    worked: dict[str, int] = {}
    most = 0
    while started.poll() is None:
        for place in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError, IndexError):
                fields = place.read_text().rpartition(")")[2].split()
                if int(fields[3]) == started.pid:
                    worked[place.parent.name] = int(fields[11]) + int(fields[12])
                    most = max(most, int(fields[21]) * resource.getpagesize())
        sleep(0.2)
    return sum(worked.values()) / os.sysconf("SC_CLK_TCK"), most


def _of_children() -> float:
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _peak(who: int) -> int:
    """The most memory a process had, in bytes."""
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def in_pandas(flows: Path, threads: int, memory: str) -> dict[str, int]:
    """(d) The same verdicts by straightforward pandas; it knows no memory limit."""
    from measures_pandas import count_verdicts  # noqa: PLC0415 - pandas must not weigh on the others

    return count_verdicts(open_regime(REGIME), flows, TARGET)


WORK: dict[str, Callable[[Path, int, str], dict[str, int]]] = {
    "scan": scan,
    "judge": judged,
    "pandas": in_pandas,
}
COMMANDS = ("check", "spark")


def run(name: str, flows: Path, threads: int, memory: str, runs: int) -> Measured:
    """Runs inside this process, after opening the law once: reading its files is not the trade's cost.

    The command is timed from outside, and pays for that too.
    """
    if name in COMMANDS:
        return command(name, flows, threads, runs)
    open_regime(REGIME)
    seconds, worked, counts = [], [], {}
    for number in range(runs):
        began, before = perf_counter(), process_time()
        counts = WORK[name](flows, threads, memory)
        seconds.append(perf_counter() - began)
        worked.append(process_time() - before)
        print(f"  run {number + 1} of {runs}: {seconds[-1]:.2f} s", file=sys.stderr)
    return Measured(seconds, worked, _peak(resource.RUSAGE_SELF), counts)


def apart(name: str, flows: Path, threads: int, memory: str, runs: int) -> Measured:
    """The same in a process of its own."""
    started = [sys.executable, __file__, "--only", name, "--folder", str(flows), "--threads", str(threads),
               "--limit-memory", memory, "--runs", str(runs)]  # fmt: skip
    with shown(name):
        done = subprocess.run(started, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed; its message stands above")
    return msgspec.json.decode(done.stdout, type=Measured)


def line(what: str, found: Measured, limit: str = "") -> str:
    seconds = f"{median(found.seconds):>8.2f} s   {min(found.seconds):>7.2f}–{max(found.seconds):<7.2f}"
    return f"{what:<34}{seconds} processors {median(found.worked):>7.2f} s   peak {found.peak / 1e9:.2f} GB   {limit}".rstrip()


def ratio(what: str, above: Measured, below: Measured, goal: str) -> str:
    """How many times the one takes what the other takes, by the clock and in time of the processors."""
    clock = median(above.seconds) / median(below.seconds)
    worked = median(above.worked) / median(below.worked)
    return f"{what:<34}{clock:>8.2f} ×   {'':<15} processors {worked:>7.2f} ×   {goal}"


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000, help="how many rows (default 10 million)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "yalu-bench",
                        help="where the Parquet files are kept (about 17 bytes a row)")  # fmt: skip
    parser.add_argument("--limit-memory", default="4GB", help="DuckDB's memory limit (default 4GB)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    parser.add_argument("--spark", action="store_true", help="time the command on Spark too")
    parser.add_argument("--only", choices=[*sorted(WORK), *COMMANDS], help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    wanted = asked()
    if wanted.only:
        found = run(wanted.only, wanted.folder, wanted.threads, wanted.limit_memory, wanted.runs)
        print(msgspec.json.encode(found).decode())
        return
    flows = make_flows(wanted.folder, wanted.rows)
    names = ["scan", "judge", "check", *(["spark"] if wanted.spark else [])]
    names += ["pandas"] if wanted.rows <= PANDAS_ROWS else []
    found_all = {name: apart(name, flows, wanted.threads, wanted.limit_memory, wanted.runs) for name in names}
    if wanted.json:
        print(json.dumps({name: msgspec.to_builtins(found) for name, found in found_all.items()}))
        return
    bare, law = found_all["scan"], found_all["judge"]
    print(
        f"Yalu {__version__}, DuckDB {duckdb.__version__}, Python {platform.python_version()}, {wanted.rows:,} rows, "
        f"{wanted.threads} threads, {wanted.limit_memory}, {wanted.runs} runs, medians"
    )
    print(line("bare DuckDB scan and group-by", bare))
    print(line("judge, all measures", law, "limit 4 GB"))
    print(ratio("judge against the bare scan", law, bare, "goal at most 1.5"))
    print(
        f"{sum(law.counts.values()):,} verdicts on rows, of {len({k.split()[0] for k in law.counts})} measures"
    )
    read_as("check, the whole command", found_all["check"], law)
    if "spark" in found_all:
        read_as("check on Spark", found_all["spark"], law)
    if "pandas" in found_all:
        slow = found_all["pandas"]
        print(line("straightforward pandas", slow))
        print(ratio("pandas against judge", slow, law, "goal at least 20"))
        compare("pandas", slow, law)


def read_as(what: str, found: Measured, law: Measured) -> None:
    """The figures of the command beside those of `judge`, whose verdicts it must have counted."""
    print(line(what, found, "limit 4 GB"))
    print(ratio(f"{what} against judge", found, law, "goal at most 2"))
    compare(what, found, law)


def compare(what: str, found: Measured, law: Measured) -> None:
    """Say whether the verdict counts are those of `judge`, and end with 1 when they are not."""
    different = sorted(
        k for k in law.counts.keys() | found.counts.keys() if law.counts.get(k, 0) != found.counts.get(k, 0)
    )
    print("verdict counts of both are equal" if not different else "verdict counts differ:")
    for key in different:
        print(f"  {key}: judge {law.counts.get(key, 0):,}, {what} {found.counts.get(key, 0):,}")
    if different:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
