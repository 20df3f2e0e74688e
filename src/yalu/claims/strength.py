"""How strong a verdict on a claim can be: what its figure rests on, the claim's own publication set apart."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.case.records import Case, Source
from yalu.claims.records import Claim
from yalu.vocabulary.results import Citation, Figure, TrailRow, rows_strength
from yalu.vocabulary.strength import Strength, Support


def strength_for(case: Case, claim: Claim, figure: Figure | None) -> Strength:
    """What a figure rests on when it is held against a claim.

    A row that only the claim's own publication attests supports nothing but that it was copied rightly;
    where other sources attest it too, it is as strong as the best of those.
    """
    if figure is None:
        return Strength()
    rows = {row.id: row for row in figure.trail.rows}
    return Strength(
        tuple(
            _without_own(case, claim, support, rows[support.id])
            if support.kind == "row" and support.id in rows
            else support
            for support in figure.trail.strength.supports
        )
    )


def _without_own(case: Case, claim: Claim, support: Support, row: TrailRow) -> Support:
    others = [cited for cited in row.sources if not _is_own(case, claim, cited)]
    if len(others) == len(row.sources):
        return support
    if not others:
        return Support(kind="row", id=row.id, quality="own", by=_publisher(case, claim))
    return rows_strength([_citing(row, others)]).supports[0]


def _citing(row: TrailRow, sources: Iterable[Citation]) -> TrailRow:
    return TrailRow(
        row.id, row.says, sources=tuple(sources), reported_by=row.reported_by, disputed=row.disputed
    )


def _is_own(case: Case, claim: Claim, cited: Citation) -> bool:
    """Whether a source is the publication that the claim was read in: the same, or one publisher's of one day."""
    if claim.where in {cited.id, cited.url}:
        return True
    own, source = _source(case, claim), case.sources.get(cited.id)
    if own is None or source is None or not own.publisher or own.published is None:
        return False
    return (own.publisher, own.published) == (source.publisher, source.published)


def _source(case: Case, claim: Claim) -> Source | None:
    return case.sources.get(claim.where) or next(
        (source for source in case.sources.values() if source.url and source.url == claim.where), None
    )


def _publisher(case: Case, claim: Claim) -> str:
    source = _source(case, claim)
    return (source.publisher if source is not None else "") or claim.where
