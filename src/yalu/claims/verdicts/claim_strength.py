"""How strong a verdict on a claim can be: what its figure rests on, the claim's own publication set apart."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.case.records import Case, Source
from yalu.claims.records import Claim
from yalu.vocabulary.results import Citation, Figure, TrailRow, rows_strength
from yalu.vocabulary.strength import Strength, Support, grade_in_words, quality_of_grade


def strength_for(case: Case, claim: Claim, figure: Figure | None) -> Strength:
    """What a figure rests on when it is compared with a claim.

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


def why_weak(figure: Figure | None, strength: Strength) -> str:
    """Why nothing certain can be said of a claim, in words that stand after "but"."""
    weak = strength.weakest
    if weak is None or figure is None:
        return "no row stands behind our figure"
    row = next((row for row in figure.trail.rows if row.id == weak.id), None)
    if weak.quality != "doubted" or row is None:
        return f"it rests on {weak.shown}"
    only = "the only row is" if len(strength.supports) == 1 else "it rests on"
    names = dict.fromkeys(cited.publisher or cited.title or cited.id for cited in row.sources)
    whose = f"the report of {' and '.join(names)}" if names else "a row without a source"
    graded = [cited.grade for cited in row.sources if cited.grade]
    best = min(graded, key=lambda g: (g[-1], g[0]), default="")
    said = [f"graded {grade_in_words(best)}"] if best and quality_of_grade(best) == "doubted" else []
    said += [f"disputed: {row.disputed}"] if row.disputed else []
    return f"{only} {whose} (row {row.id}), {' and '.join(said) or weak.says}"


def own_report(case: Case, report: str) -> frozenset[str]:
    """The ids of the sources that are one publication: a source by id or address, and the same of one day."""
    asked = Claim(id="", article="", who="", where=report, published="", quote="", topic="")
    cited = (Citation(source.id, url=source.url) for source in case.sources.values())
    return frozenset(one.id for one in cited if _is_own(case, asked, one))


def publisher_of(case: Case, report: str) -> str:
    """Who published a report, for "as reported by …"."""
    return _publisher(case, Claim(id="", article="", who="", where=report, published="", quote="", topic=""))


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
