"""A judgement: every verdict on a table of flows, made into words only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.documents.problems import refused
from yalu.engine.protocol import Engine, Statement
from yalu.engine.statements import read_statement
from yalu.law.caps.utilisation_records import CarryOver, Utilisation
from yalu.law.text.regimes import Regime
from yalu.law.verdicts.evidence import regime_coverage
from yalu.law.verdicts.row_explanations import RowVerdict, row_verdict, uncovered_verdict
from yalu.law.verdicts.verdict_cache import Decisions
from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.results import Figure, Verdict, VerdictKind
from yalu.vocabulary.tables import Results

if TYPE_CHECKING:
    import pyarrow as pa

# A verdict in words takes about 4 kB (1,206,451 verdicts on 100,000 rows took 4.6 GB), so this is about 2 GB.
MOST_LISTED = 500_000
_WORST: dict[VerdictKind, int] = {"not_covered": 0, "within": 1, "cannot_say": 2, "breach": 3}


class FlowVerdicts(msgspec.Struct, frozen=True, kw_only=True):
    """All the verdicts on one table of flows.

    ``caps`` are the sums against limits, ``reporting`` the verdicts on reports owed, ``counts`` how
    many row verdicts of each kind each measure gave, ``occurrences`` how many verdicts on rows there
    are in all, uncovered rows included. ``open_ended`` is whether controls that name no goods were asked
    too, ``assumed`` the evidence taken for rows that give none, ``coverage`` what was asked of what.
    ``rows`` are the verdicts on rows: one for every row and measure that meet, all of them, UN and
    national side by side. The engine holds the rows, so a judgement is read before its engine takes the
    next question.
    """

    regime: Regime
    target: str
    carry_over: CarryOver
    open_ended: bool
    assumed: Mapping[str, str]
    coverage: Coverage
    engine: Engine
    decisions: Decisions
    caps: Results[Utilisation]
    reporting: Results[Verdict]
    counts: Sequence[Mapping[str, Any]]
    occurrences: int

    def table(self) -> pa.Table:
        """Row verdicts as an Arrow table: row, measure, verdict, finding, certainty of a breach."""
        return self.engine.ask(_ordered("decided"))

    def write(self, path: Path) -> None:
        """Write the row verdicts as Parquet, whole or not at all, without holding them in memory.

        DuckDB writes one file, Spark a folder of files. Raises DocumentError where it cannot be written.
        """
        self.engine.write(Statement("decided", "select * from decided"), path)

    @property
    def met(self) -> int:
        """How many verdicts on rows there are that a measure gave; the rest of ``occurrences`` is uncovered rows."""
        return sum(int(count["occurrences"]) for count in self.counts)

    @property
    def rows(self) -> Results[RowVerdict]:
        """Every row verdict with its reason and trail, uncovered rows last; for tables that fit in memory."""
        return Results(tuple(self.iterate()), self.coverage)

    def iterate(self, *, uncovered: bool = True) -> Iterator[RowVerdict]:
        """Row verdicts one by one: by measure, the notices wind-downs owe, then rows no measure meets.

        ``uncovered=False`` leaves the last out. Raises DocumentError when there are more than
        ``MOST_TOLD``, which would fill the memory; ``write`` has no such limit.
        """
        number = self.occurrences if uncovered else self.met
        if number > MOST_LISTED:
            raise refused(
                "flows", f"the flows give {number:,} verdicts on rows",
                rule=f"at most {MOST_LISTED:,} verdicts are listed one by one, about 2 GB of memory",
                next_step="write them to Parquet (yalu law check --out), or split the table by period",
            )  # fmt: skip
        for row in self.table().to_pylist():
            yield row_verdict(self.regime, row, self.decisions.taken[row["decision"]], assumed=self.assumed)
            notice = self.decisions.notices[row["decision"]]
            if notice is not None:
                yield row_verdict(self.regime, row, notice, duty="notice")
        if not uncovered:
            return
        covers = regime_coverage(self.regime)
        for row in self.engine.ask(read_statement("yalu.law", "uncovered")).to_pylist():
            yield uncovered_verdict(self.regime, row, self.target, covers, open_ended=self.open_ended)

    def verdicts(self) -> Iterator[Verdict]:
        """Every verdict: rows, caps, duties to stop, and reports."""
        yield from (row.verdict for row in self.iterate())
        for use in self.caps:
            yield use.verdict
            if use.stop is not None:
                yield use.stop
        yield from self.reporting

    def result(self, *wanted: str) -> Verdict | Figure:
        """The verdict or figure of one of these ids. Raises KeyError when there is none."""
        for use in self.caps:
            for found in (use.verdict, use.stop, use.quantity, use.value):
                if found is not None and found.id in wanted:
                    return found
        for verdict in self.verdicts():
            if verdict.id in wanted:
                return verdict
        raise KeyError(f"the flows give no result {wanted[0]}")

    def layers(self, row: str) -> dict[str, VerdictKind]:
        """The gravest verdict on one row by layer: ``un``, and each state's own law, judged separately."""
        return gravest(self.iterate(), row)

    def is_open_ended(self, measure: str) -> bool:
        """Whether a measure names no goods by code: a list or an end use decides, which no row of trade shows."""
        return self.regime.measure(measure).goods.scope in {"list", "catch_all"}

    def first(self, verdict: VerdictKind, most: int) -> list[dict[str, Any]]:
        """The first row verdicts of a kind by row id, at most so many."""
        chosen = Statement(
            "first", f"select * from decided where verdict = '{verdict}' order by id, measure limit {most}"
        )
        found: list[dict[str, Any]] = self.engine.ask(chosen).to_pylist()
        return found

    def kinds(self, *, open_ended: bool = True) -> set[VerdictKind]:
        """The kinds of verdict there are, of rows, caps, duties to stop, notices and reports; makes no row verdict.

        ``open_ended=False`` leaves out the rows under controls that name no goods.
        """
        others = [v for use in self.caps for v in (use.verdict, use.stop)]
        notices = [verdict for verdict in self.decisions.notices if verdict is not None]
        said = {v.verdict for v in (*others, *notices, *self.reporting) if v is not None}
        counts = [c for c in self.counts if open_ended or not self.is_open_ended(c["measure"])]
        return said | {count["verdict"] for count in counts}

    def breaches(self) -> int:
        """How many verdicts of every kind are a breach, for an exit code."""
        rows = sum(int(count["occurrences"]) for count in self.counts if count["verdict"] == "breach")
        others = [v for use in self.caps for v in (use.verdict, use.stop) if v is not None]
        return rows + sum(v.verdict == "breach" for v in (*others, *self.reporting))


def gravest(verdicts: Iterable[RowVerdict], row: str) -> dict[str, VerdictKind]:
    """The gravest verdict on one row by layer, duties of their own left out."""
    found: dict[str, VerdictKind] = {}
    for verdict in verdicts:
        if verdict.row == row and not verdict.duty and verdict.measure:
            layer = verdict.state or verdict.layer
            before = found.get(layer, "not_covered")
            found[layer] = max(before, verdict.verdict.verdict, key=lambda kind: _WORST[kind])
    return found


def _ordered(name: str) -> Statement:
    return Statement(name, f"select * from {name} order by id, measure, decision")
