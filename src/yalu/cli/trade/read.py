"""`yalu trade read` and `template`: a trade file of anybody's made into flows, and an empty table to fill."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from yalu.cli.output import complain, present, print_raw
from yalu.cli.parameters import Printed, PrintOptions
from yalu.cli.streams import console
from yalu.cli.trade.commands import app

if TYPE_CHECKING:
    from yalu.trade.files.flow_reader import ReadProgress, ReadReport

COLUMNS = (
    "id", "period", "reporter", "partner", "flow", "hs", "quantity", "unit", "value", "currency", "ledger",
)  # fmt: skip


@app.command
def template() -> None:
    """Print an empty flows table with one made-up row, to fill in a spreadsheet: yalu trade template > flows.csv"""
    columns = [
        *COLUMNS, "contract_date", "loaded_date", "arrived_date", "declared_date", "released_date", "origin",
    ]  # fmt: skip
    columns += ["livelihood_evidence"]
    row = ["my-1", "2017-01", "XBB", "XAA", "import", "2701", "1000", "t", "85000", "USD", "customs"]
    print_raw(",".join(columns) + "\n" + ",".join([*row, *[""] * (len(columns) - len(row))]) + "\n")


@app.command
def read(
    file: Path,
    *,
    out: Annotated[
        Path | None, Parameter(help="Write flows here (.parquet or .csv); rejects go beside it.")
    ] = None,
    mapping: Annotated[
        Path | None, Parameter(help="A mapping file (YAML) for columns that are not recognised.")
    ] = None,
    ledger: Annotated[
        Literal["customs", "committee", "mirror", "alleged"], Parameter(help="Who says so.")
    ] = "customs",
    dates: Annotated[
        Literal["month", "day"] | None,
        Parameter(help="What dates are that are all firsts, or all lasts, of months."),
    ] = None,
    levels: Annotated[
        Literal["finest", "coarsest", "every", "2", "4", "6", "8", "10"],
        Parameter(
            help="Which codes stay where one lies under another: the finest, the coarsest, those of so many digits, or every."
        ),
    ] = "finest",
    concordance: Annotated[
        Path | None, Parameter(help="A table after,before,relationship between HS revisions.")
    ] = None,
    hs_from: Annotated[str, Parameter(help="HS revision of the file, where it does not say.")] = "",
    hs_to: Annotated[str, Parameter(help="HS revision to carry codes to.")] = "",
    unit: Annotated[str, Parameter(help="Convert quantities to this unit.")] = "",
    factor: Annotated[str, Parameter(help="The named factor to convert with.")] = "",
    rates: Annotated[Path | None, Parameter(help="Dated exchange rates, to convert values.")] = None,
    currency: Annotated[str, Parameter(help="The currency to convert values to.")] = "USD",
    asked: PrintOptions = Printed(),  # noqa: B008 - frozen
) -> None:
    """Read a trade file (Comtrade, BACI, WITS, customs exports, any CSV, XLSX or Parquet) into flows."""
    from rich.progress import Progress as Bar  # noqa: PLC0415 - slow to load, and only here

    from yalu.trade.files.flow_reader import read_trade  # noqa: PLC0415 - loads the SQL engine

    seen = console(error=True)
    with Bar(console=seen, transient=True, disable=asked.json or not seen.is_terminal) as bar:
        task = bar.add_task(f"reading {file.name}", total=1.0)

        def show_progress(progress: ReadProgress) -> None:
            bar.update(
                task,
                completed=progress.part,
                description=f"{progress.stage} {file.name}, {progress.rows:,} rows",
            )

        report = read_trade(
            file, mapping=mapping, ledger=ledger, out=out, progress=show_progress, dates=dates or "",
            levels=int(levels) if levels.isdigit() else levels, concordance=concordance, hs_from=hs_from, hs_to=hs_to,
            unit=unit, factor=factor, currency=currency, rates=rates,
        )  # fmt: skip
    plain = {
        name: getattr(report, name) for name in report.__struct_fields__ if name not in {"flows", "unread"}
    }
    present(plain, lambda: _report_lines(report), asked=asked, command="trade read")
    if not asked.json:
        complain(str(problem) for problem in report.problems)


def _report_lines(report: ReadReport) -> Iterator[str]:
    yield f"{report.file}: {report.layout} ({report.why})"
    joined = f", {report.joined:,} joined to a row of the same flow" if report.joined else ""
    yield f"{report.rows_in:,} rows in, {report.rows_out:,} flows out, {report.rejected:,} rejected{joined}"
    yield from (f"  changed: {what}: {count:,}" for what, count in sorted(report.changes.items()))
    yield from (f"  rejected: {why}: {count:,}" for why, count in sorted(report.reasons.items()))
    yield from (f"  doubt: {doubt.says}" for doubt in report.doubts)
    if report.out:
        yield f"flows: {report.out}"
        yield from [f"rejects: {report.rejects_path}"] if report.rejects_path else []
