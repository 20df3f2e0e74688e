"""A case with the flows of a trade file in place of its own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.case.records import Case, Flow
from yalu.documents.problems import refused

if TYPE_CHECKING:
    from yalu.trade.figures.parts import UnreadRow
    from yalu.trade.files.flow_reader import ReadReport

_TEXTS = (
    "period", "reporter", "partner", "flow", "hs", "unit", "currency", "ledger", "quantity_stated", "value_stated",
)  # fmt: skip


def with_flows_of(
    case: Case, path: Path, *, mapping: Path | None = None, dates: str = ""
) -> tuple[Case, ReadReport]:
    """The case with the flows read from a file, by any layout ``yalu trade read`` knows, and what came of reading it.

    Published figures and shares of the case are left out, because they are about its own flows.
    Raises DocumentError with every fault of the file.
    """
    from yalu.trade.files.flow_reader import read_trade  # noqa: PLC0415 - heavy, loaded when a file is given

    report = read_trade(path, mapping=mapping, dates=dates, levels="every")
    flows = tuple(_flow(number, record) for number, record in enumerate(report.table().to_pylist(), start=1))
    if not flows:
        raise refused(
            path.name, "no row of the file is a flow" + _rejected(report),
            rule="a trade file has rows of trade", next_step="look at it with “yalu trade read”",
        )  # fmt: skip
    read = msgspec.structs.replace(
        case, flows=flows, published=(), shares=(), data_version=f"{path.name}, {len(flows)} rows"
    )
    return read, report


def left_out_of(report: ReadReport) -> tuple[str, ...]:
    """What of a file no answer over it rests on, in words for its coverage."""
    return (f"{report.rejected:,} rejected rows of {report.file}",) if report.rejected else ()


def unread_of(report: ReadReport) -> tuple[UnreadRow, ...]:
    """The trades of a file of which an amount could not be read: no sum over the others is all of them."""
    from yalu.trade.facade import unread_rows  # noqa: PLC0415 - heavy, loaded when a file is given

    return unread_rows(report)


def _rejected(report: ReadReport) -> str:
    reasons = "; ".join(f"{why}: {count:,}" for why, count in report.reasons.items())
    return f"; {report.rejected:,} of {report.rows_in:,} rows were rejected ({reasons})" if reasons else ""


def _flow(number: int, record: dict[str, Any]) -> Flow:
    texts = {name: str(record.get(name) or "") for name in _TEXTS}
    given = {"id": str(record.get("id") or f"row-{number}"), **texts}
    return Flow(**given, quantity=_number(record.get("quantity")), value=_number(record.get("value")))  # type: ignore[arg-type]


def _number(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))
