"""Reading a file of trade data into the flows table: ``read_trade``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.files.locks import locked
from yalu.documents.files.whole_files import errors_name, sync
from yalu.documents.problems import Problem, ProblemLog
from yalu.trade.files.cells.cells import LEDGERS
from yalu.trade.files.concordance import edition, read_concordance
from yalu.trade.files.conversion import Conversion
from yalu.trade.files.disk_staging import Staging
from yalu.trade.files.faults import NOT_READ, TRADE, RefusedError, Reject, Rejects, UnreadAmount
from yalu.trade.files.file_opening import refuse
from yalu.trade.files.layouts.column_guesses import check_complete
from yalu.trade.files.layouts.header_lines import check_above, check_codes
from yalu.trade.files.layouts.layout_choice import choose_layout, open_source, unfolded
from yalu.trade.files.layouts.layouts import ANSWERS, FileLayout, as_yaml, read_mapping
from yalu.trade.files.layouts.wide_tables import Melted
from yalu.trade.files.normalisation import Normaliser
from yalu.trade.files.plausibility import UnitValueDoubt, doubts
from yalu.trade.files.rates import read_rates
from yalu.trade.files.row_sources import RowSource
from yalu.trade.files.whole_file_checks import CheckedRows, Settlement, look_alikes

_KINDS = {".parquet": "parquet", ".csv": "csv"}


class ReadProgress(msgspec.Struct, frozen=True):
    """How far reading is: ``stage`` is ``reading`` or ``settling``, ``part`` runs from 0 to 1."""

    stage: str
    rows: int
    part: float


class ReadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a file: ``rows_in`` is always ``rows_out`` plus ``joined`` plus ``rejected``.

    ``joined`` rows of a long table stand in the flow that another of their rows began; of a wide
    table every filled cell is a row.

    ``layout`` and ``mapping`` say how the columns were read (``mapping`` is the text of a mapping
    file), ``changes`` counts what was changed on the way, ``reasons`` the rejects by rule; ``rejects``
    holds the first thousand, ``rejects_path`` has them all. ``doubts`` are rows that look booked
    under the wrong country. ``unread`` are the trades (period, reporter, partner, ledger, direction, goods, and in a long
    table which amount) of rows that were rejected for their amount alone, and of lines of a wide table that are blank where another
    line of the trade is not. ``out`` is where the flows were written, when asked.
    """

    file: str
    kind: str
    layout: str
    why: str
    mapping: str
    rows_in: int
    rows_out: int
    joined: int
    rejected: int
    reasons: dict[str, int]
    changes: dict[str, int]
    problems: tuple[Problem, ...]
    rejects: tuple[Reject, ...]
    doubts: tuple[UnitValueDoubt, ...]
    out: str = ""
    rejects_path: str = ""
    flows: Any = None
    unread: dict[tuple[str, ...], UnreadAmount] = {}

    def table(self) -> Any:
        """The flows as an Arrow table, from memory or from the Parquet or CSV file written.

        Lines without an amount, which a written file has for what was not read (``unread``), are left out.
        """
        import pyarrow.compute as pc  # noqa: PLC0415 - heavy, loaded when used
        import pyarrow.csv as arrow_csv  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415

        from yalu.trade.files.disk_staging import flows_schema  # noqa: PLC0415

        if self.flows is not None:
            return self.flows
        types = {field.name: field.type for field in flows_schema()}
        found = (
            parquet.read_table(self.out)
            if self.out.endswith(".parquet")
            else arrow_csv.read_csv(
                self.out, convert_options=arrow_csv.ConvertOptions(column_types=types, null_values=[""])
            )
        )
        return found.filter(pc.or_(pc.is_valid(found["quantity"]), pc.is_valid(found["value"])))


def read_trade(
    path: str | Path,
    *,
    mapping: str | Path | dict[str, Any] | None = None,
    ledger: str = "customs",
    out: str | Path | None = None,
    progress: Callable[[ReadProgress], None] | None = None,
    rejects: str | Path | None = None,
    levels: str | int = "finest",
    dates: str = "",
    concordance: str | Path | None = None,
    hs_from: str = "",
    hs_to: str = "",
    unit: str = "",
    factor: str = "",
    currency: str = "USD",
    rates: str | Path | None = None,
) -> ReadReport:
    """Read CSV, XLSX, Parquet, saved API answers, plain or packed, into the flows table.

    The layout is detected, or guessed and shown, or given by ``mapping`` (a YAML file, or a dictionary;
    one with only constants is put over what was detected). With ``out`` (``.parquet`` or ``.csv``)
    the flows are streamed to disk and rejects beside them; without it they come back in memory. A
    result already at ``out`` is replaced only when the whole file could be read.

    ``levels`` settles goods on several levels (``every`` keeps all, for what counts a code and those
    under it once); ``dates`` (``month`` or ``day``) says what dates are that
    are all firsts or all lasts of months; ``concordance`` with ``hs_to`` (and ``hs_from`` where the
    file does not say) carries codes to another revision; ``unit`` and ``factor`` convert quantities;
    ``rates`` converts values to ``currency``. Raises TradeError with every problem of the file as a
    whole; rows that cannot stand are rejects, never errors.
    """
    path, log = Path(path), ProblemLog()
    options = _conversion(
        path.name, ledger, levels, dates, concordance, hs_from, hs_to, unit, factor, currency, rates
    )
    goal = Path(out) if out is not None else None
    if goal is not None and goal.suffix not in _KINDS:
        refuse(
            path.name,
            f"{goal.name} ends in neither .parquet nor .csv",
            "flows are written as Parquet or CSV",
            "change the ending",
        )
    asked = read_mapping(mapping) if mapping is not None else FileLayout()
    if dates:
        asked = msgspec.structs.replace(asked, dates=dates)
    side = (
        Path(rejects)
        if rejects is not None
        else goal.with_suffix(".rejects.csv")
        if goal is not None
        else None
    )
    source = open_source(path, asked, log)
    try:
        layout, why = choose_layout(source, asked, path.name, log)
        source, layout = unfolded(source, layout, path.name, log)
        check_complete(layout, source.header, log, path.name)
        check_above(source.above, layout, path.name, log)
        check_codes(source.header, source.above, layout, path.name, log)
        home = (goal or side or Path(tempfile.gettempdir()) / "x").resolve().parent
        with (
            errors_name(goal or home),
            locked(goal, wait=0, doing=f"reading into {goal.name}") if goal is not None else nullcontext(),
            tempfile.TemporaryDirectory(prefix=".yalu-", dir=home) as folder,
        ):
            return _Run(path.name, source, layout, options, levels, Path(folder), log, progress).run(
                why, goal, side
            )
    finally:
        source.close()


class _Run:
    """One reading, from an open source to a report."""

    def __init__(
        self, file: str, source: RowSource, layout: FileLayout, options: Conversion, levels: str | int, folder: Path, log: ProblemLog,
        progress: Callable[[ReadProgress], None] | None,
    ) -> None:  # fmt: skip
        self.file, self.source, self.layout, self.options, self.levels = file, source, layout, options, levels
        self.folder, self.log, self.progress = folder, log, progress
        self.normaliser = Normaliser(source.header, layout, options, file)
        self.rows_in = 0

    def run(self, why: str, goal: Path | None, side: Path | None) -> ReadReport:
        """Read, settle, write, and only then put the results in their places."""
        rejects = Rejects(self.file, self.folder / "rejects.csv")
        staging = Staging(self.folder / "staged.parquet")
        try:
            self._stage(staging, rejects)
        finally:
            staging.close()
        settlement = Settlement(staging.path, self.folder, self.levels, odd_step=self.normaliser.odd_step)
        try:
            self._progress("settling", 0.0)
            settled = settlement.settle()
            for line, field, value, fault in settlement.rejects():
                rejects.add(line, (field, value, fault))
            settlement.write(self.folder / "flows.parquet", "parquet")
            self._note_silent_lines(self.folder / "flows.parquet")
            if goal is not None:
                settlement.write(self.folder / goal.name, _KINDS[goal.suffix], self._lines_without_amounts())
        finally:
            settlement.close()
            rejects.close()
        found = doubts(look_alikes(self.folder / "flows.parquet"))
        flows = None if goal is not None else _in_memory(self.folder / "flows.parquet")
        for made, place in ((goal.name if goal else "", goal), ("rejects.csv", side)):
            if place is not None:
                sync(self.folder / made)
                (self.folder / made).replace(place)
        self._progress("settling", 1.0)
        return self._report(why, settled, rejects, found, goal, side, flows)

    def _stage(self, staging: Staging, rejects: Rejects) -> None:
        for chunk in self.source.chunks(self.normaliser.wanted):
            self.rows_in += len(chunk.lines) + len(chunk.ragged)
            staging.add(self.normaliser.normalise(chunk, rejects))
            if chunk.blank is not None:
                self.normaliser.note_blanks(chunk.blank)
            self._progress("reading", self.source.done)
        self.normaliser.dates.ask(self.file)
        self.normaliser.report_unread(self.file, self.log)

    def _note_silent_lines(self, flows: Path) -> None:
        """Of several lines of one trade in a wide table, one that is blank where another is not is a part not given."""
        from pyarrow import parquet  # noqa: PLC0415

        if blanks := self.normaliser.blanks:
            changes = zip(
                *(parquet.read_table(flows, columns=[n])[n].to_pylist() for n in TRADE), strict=True
            )
            silent = {(*trade, ""): UnreadAmount(blanks[trade]) for trade in changes if trade in blanks}
            self.normaliser.unread_amounts = silent | self.normaliser.unread_amounts

    def _lines_without_amounts(self) -> list[dict[str, str]]:
        """Whose amounts were not read, as lines of the flows table that state none: who asks the table later has to know."""
        found = [
            (one.line, one.text, trade[:-1])
            for trade, one in self.normaliser.unread_amounts.items()
            if all(trade[:-1])
        ]
        self.normaliser.changes[
            "lines of the flows without an amount, for trade whose amount was not read"
        ] += len(found)
        return [
            {"id": f"{self.normaliser.slug}-{line}-unread-{place}", **dict(zip(TRADE, trade, strict=True)),
             "notes": f"{NOT_READ}{text or 'nothing'} (the amount on line {line:,} of {self.file})"}
            for place, (line, text, trade) in enumerate(found, start=1)
        ]  # fmt: skip

    def _progress(self, stage: str, part: float) -> None:
        if self.progress is not None:
            self.progress(ReadProgress(stage, self.rows_in, part))

    def _report(
        self,
        why: str,
        settled: CheckedRows,
        rejects: Rejects,
        found: tuple[UnitValueDoubt, ...],
        goal: Path | None,
        side: Path | None,
        flows: Any,
    ) -> ReadReport:
        for message, rule, step in settled.warnings:
            self.log.warn(self.file, 0, "", message, rule=rule, next_step=step)
        for doubt in found:
            self.log.warn(self.file, 0, "partner", doubt.says, rule="a value is of the order of the pair's other trade",
                          next_step="compare the row with another source before using it", value=doubt.partner)  # fmt: skip
        if (
            settled.rows + settled.joined + rejects.rows != self.rows_in
        ):  # the promise of this module; never a user's fault
            raise AssertionError(f"{self.rows_in} rows came in, {settled} and {rejects.rows} went out")
        if isinstance(self.source, Melted):
            self.normaliser.changes["empty cells in columns of periods"] += self.source.empty
        return ReadReport(
            file=self.file, kind=self.source.kind, layout=self.layout.name, why=why, mapping=as_yaml(self.layout),
            rows_in=self.rows_in, rows_out=settled.rows, joined=settled.joined, rejected=rejects.rows,
            reasons=dict(rejects.reasons.most_common()),
            changes={k: v for k, v in self.normaliser.changes.items() if v}, problems=tuple(self.log.problems()),
            rejects=tuple(rejects.first), doubts=found, out=str(goal or ""), rejects_path=str(side or ""), flows=flows,
            unread=self.normaliser.unread_amounts,
        )  # fmt: skip


def _in_memory(path: Path) -> Any:
    from pyarrow import parquet  # noqa: PLC0415

    return parquet.read_table(path, memory_map=False)


def _conversion(
    file: str, ledger: str, levels: str | int, dates: str, concordance: str | Path | None, hs_from: str, hs_to: str, unit: str, factor: str,
    currency: str, rates: str | Path | None,
) -> Conversion:  # fmt: skip
    if ledger not in LEDGERS:
        refuse(
            file,
            f"{ledger!r} is no ledger",
            f"the ledger is one of {', '.join(LEDGERS)}",
            "say who states the figures",
        )
    if levels not in {"finest", "coarsest", "every", 2, 4, 6, 8, 10}:
        refuse(
            file,
            f"{levels!r} is no level",
            "levels are finest, coarsest, 2, 4, 6, 8 or 10, or every",
            "choose one",
        )
    if dates not in {"", *ANSWERS}:
        refuse(file, f"{dates!r} says nothing of dates", f"dates are {' or '.join(ANSWERS)}", "choose one")
    if bool(concordance) != bool(hs_to):
        refuse(
            file,
            "a concordance and the revision to carry to go together",
            "codes are carried by a table to a revision",
            "give both, or neither",
        )
    try:
        start, to = edition(hs_from) if hs_from else "", edition(hs_to) if hs_to else ""
    except RefusedError as error:
        refuse(file, f"{hs_from or hs_to!r} is no revision", error.fault.rule, error.fault.next_step)
    table = read_concordance(concordance) if concordance is not None else None
    return Conversion(
        ledger,
        table,
        start,
        to,
        unit,
        factor,
        currency.upper(),
        read_rates(rates) if rates is not None else None,
    )
