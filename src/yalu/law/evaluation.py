"""Flows and law brought together once, then judged under any policy and to any day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.engine.opening import open_engine
from yalu.engine.protocol import Engine, Statement
from yalu.engine.statements import read_statement
from yalu.law.caps.caps import CapBook
from yalu.law.caps.limbs import CapCell
from yalu.law.caps.utilisation import standing_of, summed
from yalu.law.caps.utilisation_records import CARRY_OVER, CarryOver, Utilisation
from yalu.law.compile.flow_parsing import DistinctText, kinds_in, understand
from yalu.law.compile.flow_tables import name_of, take_in
from yalu.law.compile.sql_tables import LAST_DAY, compiled_measures, compiled_members, goods_classes, judged
from yalu.law.reporting_duties import reporting
from yalu.law.result_table import FlowVerdicts
from yalu.law.text.conditions import assumption, given_evidence, with_general_exemptions
from yalu.law.text.regimes import Regime
from yalu.law.verdicts.evidence import doubts, graded, regime_coverage
from yalu.law.verdicts.unit_price_limits import compiled_prices, price_limits, priced
from yalu.law.verdicts.verdict_cache import Decisions
from yalu.vocabulary.coverage import Coverage, covered_table
from yalu.vocabulary.results import Verdict
from yalu.vocabulary.tables import Results

if TYPE_CHECKING:
    import pyarrow as pa

    from yalu.law.compile.flow_tables import FlowsInput

_PACKAGE = "yalu.law"
_FIRST_LOOK_AHEAD = date(2100, 1, 1)


class AskError(ValueError):
    """A question cannot be asked that way; the message names what can."""


class Evaluation:
    """Flows met with the measures of a regime: read once, asked as often as one likes.

    Arguments are those of ``judge``. Raises DocumentError with every fault of the table of flows.
    """

    def __init__(
        self,
        regime: Regime,
        flows: FlowsInput,
        *,
        target: str,
        known_by: date | str | None = None,
        open_ended: bool = True,
        assume: Mapping[str, str] | None = None,
        engine: Engine | None = None,
    ) -> None:
        day = as_day(known_by)
        if regime.target not in {"", target}:
            raise AskError(
                f"the regime {regime.name} is on {regime.target}, not on {target}: law is applied only to its own target"
            )
        self.regime = regime if day is None else regime.limited_to(day)
        self.target = target
        self.engine = engine or open_engine()
        self.engine.forget()
        self._parameters = {"target": target, "known_by": (day or LAST_DAY).isoformat()}
        self._known_by = day
        self._open_ended = open_ended
        self.assumed = assumption(self.regime.measures, assume or {})
        columns = take_in(flows, self.regime, self.engine, self.assumed)
        self.engine.register("kinds", kinds_in(columns))
        self._keep("concerning")
        self.regime = self._with_general_exemptions()
        known = understand(
            [msgspec.convert(row, DistinctText) for row in self._ask("texts").to_pylist()],
            name_of(flows),
            self.regime.bodies,
        )
        self.engine.register("days", known.days)
        self.engine.register("stated", known.stated)
        self.engine.register("graded", graded(self.regime, known.sources))
        codes, measures_of = goods_classes(known.codes, self.regime, open_ended=open_ended)
        self.engine.register("codes", codes)
        self.engine.register("matching", measures_of)
        self.engine.register("measures", compiled_measures(self.regime))
        self.engine.register("members", compiled_members(self.regime))
        self.engine.view("priced", self._priced())
        self.engine.view("placed", self._statement("placed"))
        self._keep("row_kinds")
        self._keep("amounts")
        self.engine.view("rows", self._statement("rows"), **self._parameters)
        self._keep("matched")
        self._keep("answers")
        self.cells = [msgspec.convert(row, CapCell) for row in self._ask("cells").to_pylist()]
        self.today = day or _latest(known.days)
        summed_by = {m.id: self.regime.whose(m) for m in self.regime.measures}
        summed_by = {measure: whose for measure, whose in summed_by.items() if whose in self.regime.bodies}
        # The sum of a body's members says nothing new under a law that sums states one by one.
        counted = [
            c
            for c in self.cells
            if c.trader not in self.regime.bodies or summed_by.get(c.measure) == c.trader
        ]
        self.book = CapBook(self.regime.measures, counted, self.today, summed_by)
        doubted = {sources for sources in {c.sources for c in counted} if doubts(self.regime, sources)}
        self._doubted = doubted
        sound = (c for c in counted if c.sources not in doubted)
        self._sound = CapBook(self.regime.measures, sound, self.today, summed_by) if doubted else self.book

    def judge(self, carry_over: CarryOver = "strict") -> FlowVerdicts:
        """All the verdicts under one carry-over policy; see ``yalu.law.judge``."""
        caps = self.utilisation(carry_over=carry_over)
        self.engine.register("standings", self._standings(carry_over))
        keys = [(row["situation"], row["standing"]) for row in self._ask("situations").to_pylist()]
        decisions = Decisions(keys, {m.id: m for m in self.regime.measures})
        self.engine.register("decisions", decisions.table())
        self.engine.view("verdicts", self._statement("verdicts"))
        self.engine.view("decided", self._statement("decided"))
        counts = self._ask("counted").to_pylist()
        self.engine.view("uncovered", self._statement("uncovered"))
        counting = Statement("uncovered_count", "select count(*) as found from uncovered")
        unmet = self.engine.ask(counting).to_pylist()[0]["found"]
        return FlowVerdicts(
            regime=self.regime,
            target=self.target,
            carry_over=carry_over,
            open_ended=self._open_ended,
            assumed=self.assumed,
            coverage=self.coverage,
            engine=self.engine,
            decisions=decisions,
            caps=caps,
            reporting=self.reporting(),
            counts=counts,
            occurrences=int(unmet) + sum(int(count["occurrences"]) for count in counts),
        )

    def utilisation(
        self,
        *,
        measure: str | None = None,
        ledger: str | None = None,
        through: date | str | None = None,
        carry_over: CarryOver = "strict",
    ) -> Results[Utilisation]:
        """What every cap asked about has used up; see ``yalu.law.utilisation``."""
        if carry_over not in CARRY_OVER:
            raise AskError(f"there is no carry-over policy {carry_over!r}; choose {', '.join(CARRY_OVER)}")
        if measure is not None:
            self.regime.measure(measure)
        found = [
            summed(self.book, self.regime, scope, carry_over, as_day(through), self._known_by, self.assumed)
            for scope in self.book.scopes()
            if measure in {None, scope.measure.id} and ledger in {None, scope.ledger}
        ]
        return Results([use for use in found if use is not None], self.coverage)

    def reporting(self) -> Results[Verdict]:
        """A verdict on every report the trade calls for, as of the day known by, else the last day that rows cover."""
        return Results(reporting(self.regime, self.cells, self.today), self.coverage)

    @cached_property
    def coverage(self) -> Coverage:
        """What every answer here was asked of: the text of the regime and the table of flows."""
        rows = self.engine.ask(Statement("row_count", "select count(*) as rows from flows")).to_pylist()
        return regime_coverage(self.regime) + covered_table("flows", int(rows[0]["rows"]))

    def _with_general_exemptions(self) -> Regime:
        """The law with what paragraphs of their own exempt from it, as far as some row shows evidence of that."""
        if not any(measure.effect == "exemption" for measure in self.regime.measures):
            return self.regime
        rows = self.engine.ask(Statement("given", "select distinct evidence from concerning")).to_pylist()
        given = (pair for row in rows for pair in given_evidence(row["evidence"]).items())
        shown = {name for name, evidence in given if evidence != "none"}
        found = with_general_exemptions(self.regime.measures, self.regime.whose, shown)
        return msgspec.structs.replace(self.regime, measures=found)

    def _standings(self, carry_over: CarryOver) -> pa.Table:
        """Where each cell stood to the limit of its cap, for the join back to the rows."""
        import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

        found: dict[tuple[Any, ...], set[str]] = {}
        for scope in self.book.scopes():
            for cell in self.book.cells(scope):
                key = (cell.measure, cell.ledger, cell.trader, cell.hs, cell.tested_first, cell.tested_last)
                standing = standing_of(self.book, scope, cell, carry_over)
                # What is said of a sound row may not hang on rows that are doubted; a doubted one says so itself.
                if self._sound is not self.book and cell.sources not in self._doubted:
                    sound = standing_of(self._sound, scope, cell, carry_over)
                    standing = standing if sound == standing else "unclear"
                found.setdefault(key, set()).add(standing)
        names = ("measure", "ledger", "trader", "hs", "tested_first", "tested_last")
        rows = [
            {**dict(zip(names, key, strict=True)), "standing": _one_standing(standings)}
            for key, standings in sorted(found.items())
        ]
        fields = [(name, pa.string()) for name in names[:4]] + [(name, pa.date32()) for name in names[4:]]
        return pa.Table.from_pylist(rows, schema=pa.schema([*fields, ("standing", pa.string())]))

    def _priced(self) -> Statement:
        """The flows with their prices answered; units and currencies are looked up only where a price is limited."""
        limits = price_limits(judged(self.regime))
        if limits:
            asked = "select distinct coalesce(unit, '') as unit, coalesce(currency, '') as currency from concerning"
            found = self.engine.ask(Statement("units", asked)).to_pylist()
            self.engine.register(
                "prices", compiled_prices(limits, [(row["unit"], row["currency"]) for row in found])
            )
        return priced(limits)

    def _keep(self, name: str) -> None:
        self.engine.keep(name, self._statement(name), **self._parameters)

    def _ask(self, name: str) -> pa.Table:
        return self.engine.ask(self._statement(name))

    def _statement(self, name: str) -> Statement:
        return read_statement(_PACKAGE, name)


def as_day(day: date | str | None) -> date | None:
    """A day given as a date or as ``YYYY-MM-DD``; None stays None."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def _one_standing(found: set[str]) -> str:
    """Rows of one span may differ in origin or unit; what is nothing in one does not matter to another."""
    states = found - {"none"} or found
    return states.pop() if len(states) == 1 else "unclear"


def _latest(days: pa.Table) -> date:
    """The last day the table speaks of: the day as of which clocks are read when none is given."""
    found = [day for day in days.column("last_day").to_pylist() if day is not None]
    return max(found, default=_FIRST_LOOK_AHEAD)
