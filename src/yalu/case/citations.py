"""Rows of a case as results name them: their sources with grades, and how strong a support each row is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from yalu.case.records import Case, Row, Source, SourceRef
from yalu.vocabulary.coverage import Asked, Coverage, Observed, SourceKind
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.results import Citation
from yalu.vocabulary.strength import Strength, Support, row_support


def figure_id(case: Case, *parts: str) -> str:
    """The id of a figure: its parts joined by slashes, and ``@DATE`` when knowledge was limited.

    ``yalu explain`` reads it back and recomputes the figure, so ids hold every choice that went in.
    """
    return "/".join(parts) + (f"@{case.known_by}" if case.known_by else "")


def cite(sources: Mapping[str, Source], references: Iterable[SourceRef]) -> tuple[Citation, ...]:
    """Citations of a row: title and address of each source, graded for this row (``B2``)."""
    made = []
    for reference in references:
        source = sources.get(reference.source)
        title, url = (source.title, source.url) if source else ("", "")
        made.append(Citation(reference.source, title, url, _grade(source, reference)))
    return tuple(made)


def supported_by(
    sources: Mapping[str, Source], row: Row, *, reported_by: str = "", disputed: str = ""
) -> Support:
    """How strong a support a row is: graded by the best of its sources.

    ``reported_by`` names whose word it is where nobody with authority has found it so; a doubted row is
    said as that person's word too.
    """
    grades = [_grade(sources.get(reference.source), reference) for reference in row.sources]
    return row_support(row.id, grades, reported_by=reported_by, disputed=disputed)


def resting_on(sources: Mapping[str, Source], rows: Iterable[Row]) -> Strength:
    """What a result rests on when it rests on these rows, each as good as its best source."""
    return Strength(tuple(dict.fromkeys(supported_by(sources, row) for row in rows)))


def asked_table(
    name: str,
    rows: int,
    *,
    kind: SourceKind = "table",
    last: date | None = None,
    left_out: tuple[str, ...] = (),
) -> Coverage:
    """The coverage of one table of a case. Nobody can tell whether a table of facts is whole.

    ``last`` is the last day of its rows, the latest day that it can be said to be of.
    """
    day = last.isoformat() if last is not None else ""
    return Coverage((Asked(name=f"table {name}", kind=kind, as_of=day, entries=rows, left_out=left_out),))


def last_day(dates: Iterable[PartialDate | None], known_by: str = "") -> date | None:
    """The last day that any of the dates can mean, by the day to which a case is limited; None without a date."""
    last = max((when.latest for when in dates if when is not None), default=None)
    return min(last, date.fromisoformat(known_by)) if last is not None and known_by else last


def observed_over(dates: Iterable[PartialDate | None], known_by: str = "") -> Observed | None:
    """The span from the first to the last day that dated rows can mean; None when none is dated.

    Acts and answers are events, not periods, so days between them are no gaps. Of a case that is limited to a day
    nothing later was observed, though a row of that month is kept.
    """
    known = [when for when in dates if when is not None]
    last = last_day(known, known_by)
    return None if last is None else Observed(min(when.earliest for when in known), last)


def attributed(support: Support, reporter: str) -> Support:
    """A support with whose word it is; a sound one stays nobody's word."""
    return msgspec.structs.replace(support, by=reporter) if support.quality != "sound" else support


def _grade(source: Source | None, reference: SourceRef) -> str:
    return f"{source.reliability if source else 'F'}{reference.credibility}"
