"""Sources as a trail names them, with the Admiralty grade of each for the row that cites it."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.case.citations import figure_id
from yalu.case.records import Case, SourceRef
from yalu.vocabulary.results import Citation

__all__ = ["cite", "figure_id"]


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
