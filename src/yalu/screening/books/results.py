"""What came of a book: results as a person takes them away (CSV, XLSX, Parquet, JSON lines), and a report to read.

No cell of a CSV or XLSX file can be taken for a formula by a spreadsheet; the other kinds keep texts
as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.files.whole_files import write_whole, written_whole
from yalu.documents.records.canonical_json import canonical
from yalu.documents.tables.exports import write_csv, write_xlsx
from yalu.screening.books.records import RowAnswer, refuse
from yalu.screening.decisions.decision_text import covered, match_lines
from yalu.screening.decisions.records import Weighed
from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.version import CODE_VERSION

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


MOST = 5000
_HEADINGS = {
    "stop": "Stop",
    "review": "Review",
    "not_screened": "Not screened",
}


class ReportHead(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at the head of a report."""

    book: str
    rows: int
    outcomes: dict[str, int]
    columns: tuple[str, ...]
    on: str
    snapshots: tuple[str, ...]
    policy: str
    coverage: Coverage
    warnings: tuple[str, ...] = ()
    since: str = ""
    notes: tuple[str, ...] = ()

    @property
    def summary(self) -> tuple[str, ...]:
        """The head in lines."""
        lines = [counted(self.rows, self.outcomes, self.coverage)]
        lines += [f"Covers: {covered(self.coverage)}", *(f"Warning: {warning}" for warning in self.warnings)]
        lines += [f"Screened on {self.on} with Yalu {CODE_VERSION}"]
        lines += [f"Lists: {', '.join(self.snapshots) or 'none'}", f"Screening policy: {self.policy}"]
        lines += [f"Columns: {'; '.join(self.columns)}"]
        if self.since:
            lines.append(f"Only what changed since {self.since} is listed below.")
        return (*lines, *self.notes)


def counted(rows: int, outcomes: Mapping[str, int], coverage: Coverage) -> str:
    """How many rows had which outcome, the clear ones with their extent; no rows are no answer."""
    if not rows:
        return "0 rows: nothing was screened"
    words = {"clear": coverage.qualified("clear") if outcomes["clear"] else "clear"}
    counts = ", ".join(
        f"{outcomes[key]:,} {words.get(key, key.replace('_', ' '))}"
        for key in ("stop", "review", "clear", "not_screened")
    )
    return f"{rows:,} rows: {counts}"


def write_report(path: Path, head: ReportHead, answers: Iterable[RowAnswer]) -> Iterator[RowAnswer]:
    """Pass every answer on and write the report when the last has passed: HTML, or text for ``.txt``."""
    held: dict[str, list[RowAnswer]] = {key: [] for key in _HEADINGS}
    more = dict.fromkeys(_HEADINGS, 0)
    for row in answers:
        if row.outcome in held:
            if len(held[row.outcome]) < MOST:
                held[row.outcome].append(row)
            else:
                more[row.outcome] += 1
        elif row.change:
            held.setdefault("clear", []).append(row)
        yield row
    text = _text(head, held, more) if path.suffix.lower() == ".txt" else _html(head, held, more)
    write_whole(path, text.encode("utf-8", errors="replace"))


def _sections(held: dict[str, list[RowAnswer]]) -> Iterator[tuple[str, str, list[RowAnswer]]]:
    for key, rows in held.items():
        if rows:
            yield key, _HEADINGS.get(key, "Now clear"), rows


def _label(row: RowAnswer) -> str:
    name = row.name if len(row.name) <= 200 else row.name[:200] + "…"
    where = f"row {row.row}" if row.row else "gone"
    return f"{name or '(no name)'} — {where}{f', {row.ref}' if row.ref else ''}"


def _reason(row: RowAnswer) -> str:
    return row.answer.reason if row.answer is not None else row.not_screened


def _text(head: ReportHead, held: dict[str, list[RowAnswer]], more: dict[str, int]) -> str:
    lines = [f"Screening of {head.book}", "", *head.summary]
    for key, heading, rows in _sections(held):
        lines += ["", f"{heading} ({len(rows) + more.get(key, 0):,})", ""]
        for row in rows:
            lines += [_label(row), f"  {_reason(row)}"]
            lines += [f"  was {row.before}"] if row.before else []
            for number, weighed in enumerate(row.answer.weighed if row.answer else ()):
                said = match_lines(weighed, question=number == 0)
                lines += [f"  - {_weighed(weighed)}", *(f"      {line}" for line in said)]
            lines += [f"  note: {note}" for note in (row.answer.notes if row.answer else ())]
        lines += [f"and {more[key]:,} more, in the results"] if more.get(key) else []
    return "\n".join(_printable(line) for line in lines) + "\n"


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "�" for c in text)


def _weighed(weighed: Weighed) -> str:
    listed = f", listed {weighed.listed}" if weighed.listed else ""
    return f"{weighed.outcome}: {weighed.primary} ({weighed.party}{listed}), by the name {weighed.name}"


_STYLE = """
:root{color-scheme:light dark;--line:#767676}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
article{border-top:1px solid var(--line);padding:.5rem 0}h3{margin:.3rem 0;overflow-wrap:anywhere}
p,li{overflow-wrap:anywhere}ul{margin:.2rem 0}
.stop h3::before{content:"Stop: "}.review h3::before{content:"Review: "}
@media print{article{break-inside:avoid}}
"""


_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{{ style | safe }}</style></head><body><main><h1>{{ title }}</h1>
{% for line in head.summary %}
<p>{{ line }}</p>
{% endfor %}
{% for key, heading, rows in sections %}
<section class="{{ key }}"><h2>{{ heading }} ({{ "{:,}".format(rows | length + more.get(key, 0)) }})</h2>
{% for row in rows %}
<article><h3 dir="auto">{{ label(row) }}</h3><p>{{ reason(row) }}</p>
{%- if row.before %}<p>Before: {{ row.before }}</p>{% endif %}
{%- for weighed in (row.answer.weighed if row.answer else ()) %}
<p dir="auto"><strong>{{ matched(weighed) }}</strong></p><ul>
{%- for line in lines(weighed, question=loop.first) %}<li>{{ line }}</li>{% endfor %}</ul>
{%- endfor %}
{%- if row.answer and row.answer.notes %}<ul>
{%- for note in row.answer.notes %}<li>{{ note }}</li>{% endfor %}</ul>{% endif %}
</article>
{% endfor %}
{% if more.get(key) %}
<p>and {{ "{:,}".format(more[key]) }} more, in the results</p>
{% endif %}
</section>
{% endfor %}
</main></body></html>
"""


def _html(head: ReportHead, held: dict[str, list[RowAnswer]], more: dict[str, int]) -> str:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - loaded when a report is written

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True,
        finalize=lambda value: _printable(value) if type(value) is str else value,
    )  # fmt: skip
    return environment.from_string(_PAGE).render(
        title=f"Screening of {head.book}", style=_STYLE, head=head, sections=_sections(held), more=more,
        label=_label, reason=_reason, matched=_weighed, lines=match_lines,
    )  # fmt: skip
