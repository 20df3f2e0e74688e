"""Results as a person takes them away: CSV, XLSX, Parquet or JSON lines, put in place whole.

No cell of a CSV or XLSX file can be taken for a formula by a spreadsheet; the other kinds keep texts
as they were.
"""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from yalu.documents.canonical_json import canonical
from yalu.screening.batch.records import RowAnswer, refuse

KINDS = (".csv", ".xlsx", ".parquet", ".jsonl")
COLUMNS = (
    "row", "ref", "name", "outcome", "reason", "party", "list", "listed_name", "schema", "rule", "score",
    "false_alerts_per_1000", "also_listed_as", "needs", "notes", "covers", "warnings", "decision", "on", "change", "before",
)  # fmt: skip
# The full-width forms are typed by East Asian keyboards and read the same by spreadsheets.
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_000


def check_kind(path: Path) -> None:
    """Refuse a result file of a kind that is not written, before any work. Raises DocumentError."""
    if path.suffix.lower() not in KINDS:
        raise refuse(path.name, f"results that end in {path.suffix or 'nothing'} are not written",
                     f"results are {', '.join(KINDS)}", "change the ending of --out")  # fmt: skip


def write_results(path: Path, answers: Iterable[RowAnswer]) -> None:
    """Write results beside and put them in place at once; an earlier file there is replaced whole."""
    writers = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet, ".jsonl": _jsonl}
    with placed(path) as temporary:
        writers[path.suffix.lower()](temporary, answers)


class placed:  # noqa: N801 - reads as a sentence: with placed(path) as temporary
    """A temporary file beside the goal, renamed onto it when all went well."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Path:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".yalu-", suffix=self._path.suffix, dir=self._path.parent)
        os.close(handle)
        self._temporary = Path(name)
        return self._temporary

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            with self._temporary.open("rb") as stream:
                os.fsync(stream.fileno())
            self._temporary.chmod(0o644)
            self._temporary.replace(self._path)
        else:
            self._temporary.unlink(missing_ok=True)


def cells(row: RowAnswer) -> dict[str, Any]:
    """A row of results; the match that decided stands in it, the others are in the log."""
    answer, best = row.answer, row.answer.best if row.answer else None
    match = best.match if best else None
    return {
        "row": row.row or None,
        "ref": row.ref,
        "name": row.name,
        "outcome": row.said,
        "reason": answer.reason if answer else row.not_screened,
        "party": best.party if best else "",
        "list": best.list if best else "",
        "listed_name": best.name if best else "",
        "schema": best.schema if best else "",
        "rule": best.rule if best else "",
        "score": round(match.score, 4) if match else None,
        "false_alerts_per_1000": round(match.expected_false_alerts, 3) if match else None,
        "also_listed_as": "; ".join(best.also) if best else "",
        "needs": "; ".join(answer.needs) if answer else "",
        "notes": "; ".join(answer.notes) if answer else "",
        "covers": answer.coverage.says if answer else "",
        "warnings": "; ".join(answer.warnings) if answer else "",
        "decision": answer.id if answer else "",
        "on": answer.on if answer else "",
        "change": row.change,
        "before": row.before,
    }


def neutral(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a leading apostrophe unless it is a plain number."""
    if isinstance(cell, str) and cell.startswith(_TRIGGERS) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def _csv(path: Path, answers: Iterable[RowAnswer]) -> None:
    with path.open(
        "w", encoding="utf-8-sig", newline=""
    ) as stream:  # spreadsheets need the mark to see UTF-8
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for row in answers:
            found = cells(row)
            writer.writerow(["" if found[name] is None else neutral(_whole(found[name])) for name in COLUMNS])


def _xlsx(path: Path, answers: Iterable[RowAnswer]) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, loaded when asked for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("screening")
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS))
    for row in answers:
        found = cells(row)
        line = []
        for name in COLUMNS:
            value = found[name]
            if isinstance(value, str):
                cell = WriteOnlyCell(sheet, value=neutral(_NOT_IN_XML.sub("�", _whole(value))))
                cell.data_type = "s"
                line.append(cell)
            else:
                line.append(WriteOnlyCell(sheet, value=value))
        sheet.append(line)
    workbook.save(path)


def _parquet(path: Path, answers: Iterable[RowAnswer]) -> None:
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when asked for
    from pyarrow import parquet  # noqa: PLC0415

    numbers = {"row": pa.int64(), "score": pa.float64(), "false_alerts_per_1000": pa.float64()}
    schema = pa.schema([(name, numbers.get(name, pa.string())) for name in COLUMNS])
    with parquet.ParquetWriter(path, schema) as writer:
        for part in _parts(answers, 5000):
            writer.write_table(pa.Table.from_pylist([cells(row) for row in part], schema=schema))


def _jsonl(path: Path, answers: Iterable[RowAnswer]) -> None:
    with path.open("wb") as stream:
        for row in answers:
            stream.write(canonical(cells(row) | {"answer": row.answer}) + b"\n")


def _parts(answers: Iterable[RowAnswer], size: int) -> Iterator[list[RowAnswer]]:
    part: list[RowAnswer] = []
    for row in answers:
        part.append(row)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def _whole(value: Any) -> Any:
    if isinstance(value, str) and len(value) > _LONGEST_CELL:
        return value[:_LONGEST_CELL] + f"… ({len(value):,} characters)"
    return value
