"""Columns of one name: under headings in two rows (export, import) the lower row says "value" twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from yalu.documents.problems import ProblemLog, shown
from yalu.trade.files.layouts.layouts import FIELDS, FileLayout, listed, plain_name
from yalu.trade.files.layouts.wide_tables import period_named

_STEP = "give each column a name of its own; where headings stand in two rows, write both in one"


def log_twins(layout: FileLayout, header: Sequence[str], log: ProblemLog, file: str) -> None:
    """Log every column that is read and that shares its name with another: which is meant, nobody said."""
    names = {plain_name(name): name for name in reversed(header)}
    many = Counter(plain_name(name) for name in header)
    for field, wanted in _read(layout):
        name = next((name for name in wanted if name in names), "")
        if name and many[name] > 1:
            log.add(file, 1, field, f"{many[name]} columns are called {shown(names[name])}",
                    rule="a column that is read has a name of its own", next_step=_STEP)  # fmt: skip


def log_twin_periods(wide: Sequence[str], log: ProblemLog, file: str) -> None:
    """Log every period that two columns of a wide table are named for: their cells are different amounts."""
    for period, number in Counter(period_named(name) or name for name in wide).items():
        if number > 1:
            log.add(file, 1, "period", f"{number} columns are of the period {shown(period)}",
                    rule="a column that is read has a name of its own", next_step=_STEP)  # fmt: skip


def _read(layout: FileLayout) -> Iterable[tuple[str, Sequence[str]]]:
    """The fields with the plain names of the columns that can hold them, the best first."""
    yield from ((field, layout.named(field)) for field in FIELDS)
    for quantity in layout.quantities:
        yield "quantity", [plain_name(name) for name in listed(quantity.column)]
        yield "unit", [plain_name(quantity.unit_column)]
    if layout.measure is not None:
        yield "measure", [plain_name(layout.measure.column)]
        yield "measure", [plain_name(layout.measure.amount)]
