"""Holding a table of flows against a regime: the whole way from rows to verdicts with reasons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.engine.opening import open_engine
from yalu.engine.protocol import Engine, Statement
from yalu.engine.statements import read_statement
from yalu.measures.caps import CapBook, Scope
from yalu.measures.compiling import LAST_DAY, compiled_measures, matching
from yalu.measures.flows import take_in
from yalu.measures.judgement import Judgement
from yalu.measures.limbs import Cell
from yalu.measures.regimes import Regime
from yalu.measures.reporting_duties import reporting
from yalu.measures.summing import standing_of, summed
from yalu.measures.texts import Text, understand
from yalu.measures.utilisations import CARRY_OVER, CarryOver, Utilisation
from yalu.measures.verdicts import Decisions
from yalu.vocabulary.results import Figure, Verdict
from yalu.vocabulary.tables import Results

if TYPE_CHECKING:
    import pyarrow as pa

    from yalu.measures.flows import FlowsInput

_PACKAGE = "yalu.measures"
_FIRST_LOOK_AHEAD = date(2100, 1, 1)


class AskError(ValueError):
    """A question cannot be asked that way; the message names what can."""


def judge(
    regime: Regime,
    flows: FlowsInput,
    *,
    target: str,
    known_by: date | str | None = None,
    carry_over: CarryOver = "strict",
    engine: Engine | None = None,
) -> Judgement:
    """Hold flows against every measure in force and return all the verdicts.

    ``flows`` is an Arrow table, a list of records, or the path of a CSV or Parquet file (or pattern)
    that may be larger than memory. ``target`` is the ISO alpha-3 code of the state the regime is
    on. ``known_by`` limits law and rows to what was known on a day. Raises CaseError with every
    fault of the table, AskError for a carry-over policy there is not.
    """
    work = _Work(regime, flows, target, known_by, engine)
    book, uses = work.caps(carry_over, None, None, None)
    work.engine.register("standings", work.standings(book, carry_over))
    decisions = work.decide()
    return Judgement(
        regime=work.regime,
        target=target,
        carry_over=carry_over,
        engine=work.engine,
        decisions=decisions,
        caps=Results(uses),
        reporting=Results(reporting(work.regime, work.cells, work.today)),
        counts=work.ask("counted").to_pylist(),
    )


def utilisation(
    regime: Regime,
    flows: FlowsInput,
    *,
    target: str,
    measure: str | None = None,
    ledger: str | None = None,
    through: date | str | None = None,
    known_by: date | str | None = None,
    carry_over: CarryOver = "strict",
    engine: Engine | None = None,
) -> Results[Utilisation]:
    """What every cap has used up, by measure, window and ledger; arguments as in ``judge``.

    ``through`` asks where a cap stood at the end of a day instead of at the end of its window.
    """
    work = _Work(regime, flows, target, known_by, engine)
    if measure is not None:
        regime.measure(measure)
    return Results(work.caps(carry_over, measure, ledger, _day(through))[1])


def explain(
    regime: Regime,
    flows: FlowsInput,
    wanted: str,
    *,
    target: str,
    known_by: date | str | None = None,
    engine: Engine | None = None,
) -> Verdict | Figure:
    """Recompute one verdict or figure from its id. Raises KeyError when the flows give no such result."""
    parts = wanted.partition("@")
    carry_over = next((part for part in parts[0].split("/") if part in CARRY_OVER), "strict")
    if parts[2]:
        day, _, rest = parts[2].partition("/")
        uses = utilisation(
            regime, flows, target=target, through=day, known_by=known_by,
            carry_over=carry_over, engine=engine,  # type: ignore[arg-type]
        )  # fmt: skip
        del rest
        found = {
            r.id: r for use in uses for r in (use.verdict, use.stop, use.quantity, use.value) if r is not None
        }
        if wanted not in found:
            raise KeyError(f"the flows give no result {wanted}")
        return found[wanted]
    judgement = judge(
        regime,
        flows,
        target=target,
        known_by=known_by,
        carry_over=carry_over,
        engine=engine,  # type: ignore[arg-type]
    )
    return judgement.result(wanted)


class _Work:
    """One question on its way: tables registered, texts understood, cells fetched."""

    def __init__(
        self,
        regime: Regime,
        flows: FlowsInput,
        target: str,
        known_by: date | str | None,
        engine: Engine | None,
    ) -> None:
        day = _day(known_by)
        self.regime = regime if day is None else regime.limited_to(day)
        self.engine = engine or open_engine()
        self.engine.forget()
        self._parameters = {"target": target, "known_by": (day or LAST_DAY).isoformat()}
        take_in(flows, self.regime, self.engine)
        self.keep("concerning")
        texts = [msgspec.convert(row, Text) for row in self.ask("texts").to_pylist()]
        known = understand(texts)
        self.engine.register("days", known.days)
        self.engine.register("stated", known.stated)
        self.engine.register("matching", matching(known.codes, self.regime))
        self.engine.register("measures", compiled_measures(self.regime))
        self.engine.view("rows", self.statement("rows"), **self._parameters)
        self.keep("matched")
        self.engine.view("answers", self.statement("answers"))
        self.cells = [msgspec.convert(row, Cell) for row in self.ask("cells").to_pylist()]
        self.today = day or _latest(known.days)

    def caps(
        self, carry_over: CarryOver, measure: str | None, ledger: str | None, through: date | None
    ) -> tuple[CapBook, list[Utilisation]]:
        """The book of caps, and the utilisation of every scope asked for."""
        if carry_over not in CARRY_OVER:
            raise AskError(f"there is no carry-over policy {carry_over!r}; choose {', '.join(CARRY_OVER)}")
        book = CapBook(self.regime.measures, self.cells, self.today)
        uses = []
        for scope in book.scopes():
            if measure not in {None, scope.measure.id} or ledger not in {None, scope.ledger}:
                continue
            known = date.fromisoformat(self.regime.known_by) if self.regime.known_by else None
            found = summed(book, self.regime, scope, carry_over, through, known)
            if found is not None:
                uses.append(found)
        return book, uses

    def standings(self, book: CapBook, carry_over: CarryOver) -> pa.Table:
        """Where each cell stood to the limit of its cap, for the join back to the rows."""
        import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

        found: dict[tuple[Any, ...], set[str]] = {}
        for scope in book.scopes():
            for cell in book.cells(scope):
                key = (cell.measure, cell.ledger, cell.trader, cell.hs, cell.tested_first, cell.tested_last)
                found.setdefault(key, set()).add(standing_of(book, scope, cell, carry_over))
        names = ("measure", "ledger", "trader", "hs", "tested_first", "tested_last")
        rows = [
            {**dict(zip(names, key, strict=True)), "standing": _one_standing(standings)}
            for key, standings in sorted(found.items())
        ]
        texts = [(name, pa.string()) for name in names[:4]]
        days = [(name, pa.date32()) for name in names[4:]]
        return pa.Table.from_pylist(rows, schema=pa.schema([*texts, *days, ("standing", pa.string())]))

    def decide(self) -> Decisions:
        """Decide every situation once and give the rows their verdicts."""
        keys = [(row["situation"], row["standing"]) for row in self.ask("situations").to_pylist()]
        decisions = Decisions(keys, {m.id: m for m in self.regime.measures})
        self.engine.register("decisions", decisions.table())
        self.engine.view("decided", self.statement("decided"))
        return decisions

    def keep(self, name: str) -> None:
        """Keep the rows of a statement under its own name."""
        self.engine.keep(name, self.statement(name), **self._parameters)

    def ask(self, name: str) -> pa.Table:
        """Run one of the SQL files of this package."""
        return self.engine.ask(self.statement(name))

    def statement(self, name: str) -> Statement:
        """One of the SQL files of this package."""
        return read_statement(_PACKAGE, name)


def _one_standing(found: set[str]) -> str:
    """Rows of one span may differ in origin or unit; what is nothing in one does not matter to another."""
    told = found - {"none"} or found
    return told.pop() if len(told) == 1 else "unclear"


def _latest(days: pa.Table) -> date:
    """The last day the table speaks of: the day as of which clocks are read when none is given."""
    found = [day for day in days.column("last_day").to_pylist() if day is not None]
    return max(found, default=_FIRST_LOOK_AHEAD)


def _day(day: date | str | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day


__all__ = ["AskError", "Scope", "explain", "judge", "utilisation"]
