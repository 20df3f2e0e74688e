"""Results as a person takes them away: CSV, XLSX, Parquet or JSON lines, put in place whole.

No cell of a CSV or XLSX file can be taken for a formula by a spreadsheet; the other kinds keep texts
as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from yalu.documents.canonical_json import canonical
from yalu.documents.exports import write_csv, write_xlsx
from yalu.documents.whole_files import written_whole
from yalu.screening.books.records import RowAnswer, refuse

KINDS = (".csv", ".xlsx", ".parquet", ".jsonl")
COLUMNS = (
    "row", "ref", "name", "outcome", "reason", "party", "list", "listed_name", "schema", "rule", "score",
    "false_alerts_per_1000", "also_listed_as", "needs", "notes", "covers", "warnings", "decision", "on", "change", "before",
)  # fmt: skip


def check_kind(path: Path) -> None:
    """Refuse a result file of a kind that is not written, before any work. Raises DocumentError."""
    if path.suffix.lower() not in KINDS:
        raise refuse(path.name, f"results that end in {path.suffix or 'nothing'} are not written",
                     f"results are {', '.join(KINDS)}", "change the ending of --out")  # fmt: skip


def write_results(path: Path, answers: Iterable[RowAnswer]) -> None:
    """Write results beside and put them in place at once; an earlier file there is replaced whole."""
    writers = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet, ".jsonl": _jsonl}
    with written_whole(path) as temporary:
        writers[path.suffix.lower()](temporary, answers)


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


def _csv(path: Path, answers: Iterable[RowAnswer]) -> None:
    write_csv(path, COLUMNS, _lines(answers), marked=True)


def _xlsx(path: Path, answers: Iterable[RowAnswer]) -> None:
    write_xlsx(path, "screening", COLUMNS, _lines(answers))


def _lines(answers: Iterable[RowAnswer]) -> Iterator[list[Any]]:
    for row in answers:
        found = cells(row)
        yield [found[name] for name in COLUMNS]


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
