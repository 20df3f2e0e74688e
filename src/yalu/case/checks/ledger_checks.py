"""The amounts of a case's ledgers compared with each other: warnings for its check, marks for its figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, DecimalException

import msgspec

from yalu.case.checks.ledger_limits import (
    TOTAL,
    AmountEntry,
    Excess,
    bounds_of,
    doubted,
    excesses,
    symbol_of,
)
from yalu.case.records import Case, Flow, Source, SourceRef
from yalu.documents.problems import ProblemLog
from yalu.documents.tables.csv_tables import Table
from yalu.vocabulary.dates import DateError, parse_window
from yalu.vocabulary.intervals import plain

_AMOUNTS = (("quantity", "unit", "quantity_stated"), ("value", "currency", "value_stated"))
_UNSURE = frozenset("X?~%")  # a period that is not known to the day holds no part for certain
_RULE = "a part is no more than its whole: months in a year, a direction in both, a code in its heading"
Cells = Mapping[str, str]


def check_ledgers(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Warn of every amount that cannot hold beside another of its ledger, at both rows, each naming the other.

    Where several parts together are too much, the warning stands at the whole and names them all.

    A warning, not an error: conflicting rows both stay in a case, and figures say that they are disputed.
    """
    letters: dict[str, str] = {}
    if "sources" in tables:
        known = tables["sources"]
        letters = dict(zip(known.column("id"), known.column("reliability"), strict=True))
    entries: list[AmountEntry] = []
    for table in tables.values():
        if table.name == "flows":
            entries += _read(table, letters)
    worst: dict[tuple[str, str], tuple[AmountEntry, Excess, int]] = {}
    for excess in excesses(entries):
        for entry in excess.entries if len(excess.parts) == 1 else (excess.whole,):
            key = (entry.row, entry.column)
            first = worst.get(key)
            worst[key] = (entry, excess, 1) if first is None else (*first[:2], first[2] + 1)
    for entry, excess, times in worst.values():
        more = f", and {times - 1} more like it" if times > 1 else ""
        graded = "; its sources are graded doubtful already" if entry.doubted else ""
        log.warn(
            entry.file, entry.line, entry.column,
            f"{plain(entry.value)} {entry.unit} {excess.against(entry)}{more}; {excess.extent}{graded}", rule=_RULE,
            next_step="look both up in their sources; give the wrong one the credibility digit 5, or its vintage",
            value=plain(entry.value),
        )  # fmt: skip


def releases_of(entries: Iterable[AmountEntry]) -> dict[str, tuple[AmountEntry, ...]]:
    """The amounts that say which release they are of, by ``first`` and ``revised``."""
    known = [entry for entry in entries if entry.vintage]
    return {name: tuple(entry for entry in known if entry.vintage == name) for name in ("first", "revised")}


def entries_of(case: Case) -> tuple[AmountEntry, ...]:
    """Every amount of the flows of a case, as it can be compared."""
    return tuple(entry for flow in _added(case.flows) for entry in _of_flow(flow, case.sources))


def _read(table: Table, letters: Mapping[str, str]) -> Iterator[AmountEntry]:
    for number, cells in enumerate(table.rows(tuple(table.columns))):
        grades = [
            f"{letters.get(source, 'F')}{digit}"
            for source, _, digit in (part.partition(":") for part in cells.get("sources", "").split(";"))
            if digit
        ]
        for entry in _of_cells(cells, grades):
            yield msgspec.structs.replace(entry, file=table.file, line=table.lines[number])


def _of_cells(cells: Cells, grades: Iterable[str]) -> Iterator[AmountEntry]:
    graded = list(grades)
    for column, unit, words in _AMOUNTS:
        entry = _entry(cells, column, cells.get(unit, ""), cells.get(words, ""), graded)
        if entry is not None:
            yield entry


def _entry(cells: Cells, column: str, unit: str, words: str, grades: list[str]) -> AmountEntry | None:
    """One amount as it is compared; None for one that is not there or not well formed, which is logged elsewhere."""
    symbol, period = symbol_of(unit), cells.get("period", "")
    if not symbol or not cells.get(column) or _UNSURE & set(period):
        return None
    try:
        number, days = Decimal(cells[column]), parse_window(period)
    except (DecimalException, DateError):
        return None
    if days.start is None or days.end is None or not number.is_finite():
        return None
    low, high = bounds_of(number, symbol, words)
    return AmountEntry(
        row=cells.get("id", ""),
        column=column,
        ledger=cells.get("ledger", ""),
        reporter=cells.get("reporter", ""),
        partner=cells.get("partner", ""),
        flow=cells.get("flow", ""),
        hs=cells.get("hs", "") or TOTAL,
        days=(days.start, days.end),
        period=period,
        unit=symbol,
        value=number,
        low=low,
        high=high,
        digit=min((int(grade[-1]) for grade in grades if grade[-1:].isdigit()), default=3),
        doubted=doubted(grades),
        vintage=cells.get("vintage", ""),
        sources=frozenset(part.partition(":")[0] for part in cells.get("sources", "").split(";") if part),
    )


def _of_flow(flow: Flow, sources: Mapping[str, Source]) -> Iterator[AmountEntry]:
    names = ("id", "period", "reporter", "partner", "flow", "hs", "ledger", "vintage",
             "unit", "currency", "quantity_stated", "value_stated")  # fmt: skip
    cells = {name: str(getattr(flow, name) or "") for name in names}
    cells["sources"] = ";".join(f"{ref.source}:{ref.credibility}" for ref in flow.sources)
    cells |= {n: "" if (v := getattr(flow, n)) is None else str(v) for n in ("quantity", "value")}
    yield from _of_cells(cells, _grades(flow.sources, sources))


def _grades(refs: Iterable[SourceRef], sources: Mapping[str, Source]) -> list[str]:
    return [
        f"{sources[ref.source].reliability if ref.source in sources else 'F'}{ref.credibility}"
        for ref in refs
    ]


def _added(flows: Iterable[Flow]) -> Iterator[Flow]:
    """Flows as they are compared: lines that name no source are parts of one flow (by province, say), and added."""
    lines: dict[tuple[str, ...], list[Flow]] = defaultdict(list)
    for flow in flows:
        if flow.sources:
            yield flow
        else:
            key = (
                flow.period, flow.reporter, flow.partner, flow.flow, flow.hs, flow.ledger, flow.unit, flow.currency,
            )  # fmt: skip
            lines[key].append(flow)
    for same in lines.values():
        yield same[0] if len(same) == 1 else _sum_of(same)


def _sum_of(lines: list[Flow]) -> Flow:
    def added(name: str) -> Decimal | None:
        known = [number for line in lines if (number := getattr(line, name)) is not None]
        return sum(known, Decimal(0)) if known else None

    return msgspec.structs.replace(
        lines[0], quantity=added("quantity"), value=added("value"), quantity_stated="", value_stated=""
    )
