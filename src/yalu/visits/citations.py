"""Sources as a trail names them, with the Admiralty grade of each for the row that cites it."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.case.records import Case, SourceRef
from yalu.vocabulary.results import Citation


def cite(case: Case, references: Iterable[SourceRef]) -> tuple[Citation, ...]:
    """Citations of a row: title and address of each source, graded for this row (``B2``)."""
    citations = []
    for reference in references:
        source = case.sources.get(reference.source)
        if source is None:
            citations.append(Citation(reference.source, grade=f"F{reference.credibility}"))
        else:
            grade = f"{source.reliability}{reference.credibility}"
            citations.append(Citation(source.id, source.title, source.url, grade, source.publisher))
    return tuple(citations)


def figure_id(case: Case, *parts: str) -> str:
    """The id of a figure: its parts joined by slashes, and ``@DATE`` when knowledge was limited.

    ``yalu explain`` reads it back and recomputes the figure, so ids hold every choice that went in.
    """
    return "/".join(parts) + (f"@{case.known_by}" if case.known_by else "")
