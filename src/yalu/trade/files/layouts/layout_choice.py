"""What kind of file it is and which layout its columns have: detected and reported, never assumed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from yalu.documents.problems import ProblemLog, one_of
from yalu.trade.files.cell_tables import Columnar, ComtradeAnswer, Workbook
from yalu.trade.files.delimited_files import Delimited
from yalu.trade.files.faults import TradeError
from yalu.trade.files.file_opening import OpenedFile
from yalu.trade.files.layouts.column_guesses import guess
from yalu.trade.files.layouts.layouts import FileLayout, as_yaml, completed, detect, listed, plain_name
from yalu.trade.files.layouts.twin_columns import log_twin_periods
from yalu.trade.files.layouts.wide_tables import AMOUNT, PERIOD, PERIODS, Melted, period_columns, years_left
from yalu.trade.files.row_sources import RowSource


def open_source(path: Path, mapping: FileLayout, log: ProblemLog) -> RowSource:
    """The file as rows, by what its first bytes say it is."""
    opened = OpenedFile(path)
    head = opened.head
    if head.startswith(b"PAR1"):
        opened.close()
        return Columnar(path)
    if head.startswith(b"PK") and path.suffix.lower() in {".xlsx", ".xlsm"}:
        opened.close()
        return Workbook(path, mapping, log)
    try:
        text = opened.name.lower().endswith(".json") or head.lstrip()[:1] in {b"{", b"["}
        return ComtradeAnswer(opened) if text else Delimited(opened, mapping, log)
    except BaseException:
        opened.close()
        raise


def unfolded(
    source: RowSource, layout: FileLayout, file: str, log: ProblemLog
) -> tuple[RowSource, FileLayout]:
    """A wide source as rows, with the layout that reads them; any other source as it is.

    Raises TradeError where two columns are of one period.
    """
    if not layout.wide:
        return source, layout
    named = {plain_name(name) for name in listed(layout.wide)}
    wide = (
        period_columns(source.header)
        if layout.wide == PERIODS
        else tuple(name for name in source.header if plain_name(name) in named)
    )
    columns = {**layout.columns, "period": PERIOD}
    if not any(AMOUNT in listed(quantity.column) for quantity in layout.quantities):
        columns["value"] = AMOUNT
    log_twin_periods(wide, log, file)
    if log.has_errors:
        raise TradeError(log.problems())
    if left := years_left(source.header, wide, layout.ignored):
        log.warn(file, 1, "period", f"{one_of(left)}: columns that name a year and were not read as periods",
                 rule="a column of a period is named 2017, 2017-Q1 or 2017-01",
                 next_step=f"rename them, or say in a mapping that they are other things: ignored: {list(left)}")  # fmt: skip
    return Melted(source, wide), msgspec.structs.replace(layout, columns=columns)


def choose_layout(source: RowSource, asked: FileLayout, file: str, log: ProblemLog) -> tuple[FileLayout, str]:
    """The layout to read by, and in words why it was chosen."""
    detected = detect(source.header)
    if detected is not None and detected.flow_in_name and not asked.columns:
        said = next((flow for word, flow in detected.flow_in_name.items() if word in file), "")
        has_column = {plain_name(name) for name in source.header}.intersection(detected.named("flow"))
        if said and not has_column and "flow" not in asked.constants:
            detected = msgspec.structs.replace(detected, constants={**detected.constants, "flow": said})
            log.warn(
                file,
                0,
                "flow",
                f"the direction was taken from the file's name: {said}",
                rule="a file says whether it is of imports or exports",
                next_step='if it is wrong, give constants: {flow: "import"} or "export"',
            )
    layout = completed(asked, detected)
    if layout.columns:
        known = detected is not None and not asked.columns
        if known and layout.says:
            log.warn(
                file,
                0,
                "",
                layout.says,
                rule=f"read as {layout.title}",
                next_step="nothing, if that is meant",
            )
        return layout, f"the columns are those of {layout.title}" if known else "as the mapping says"
    guessed = completed(msgspec.structs.replace(asked, layout=""), guess(source.header, asked.constants))
    log.warn(
        file,
        1,
        "",
        "the columns were guessed from their names:\n" + as_yaml(guessed).rstrip(),
        rule="a file of no known layout is read by a mapping",
        next_step="save this text as a YAML file, correct it, and give it as the mapping",
    )
    return guessed, "guessed from the names of the columns"
