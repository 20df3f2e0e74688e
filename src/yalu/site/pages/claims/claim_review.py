"""Verdicts for machines: ClaimReview as schema.org shapes it, and rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yalu.case.records import Case
from yalu.claims.files.claim_review import claim_review
from yalu.claims.records import Checked
from yalu.site.frame.figure_page import Cell, Site
from yalu.site.pages.claims.wording import explained, own_readings, readings_that_support

COLUMNS = (
    "id", "article", "who", "where", "published", "quote", "topic", "about", "stated", "verdict", "verdict_then", "ours", "difference",
    "unit", "readings", "supporting", "deciding", "conditions", "slip", "reason", "not_checkable",
    "tested", "extent", "unasked", "sentence_verdict",
)  # fmt: skip


def where_url(case: Case, where: str) -> str:
    """The address of what the claim was read in: the source's own, or the one given."""
    source = case.sources.get(where)
    return (source.url or "") if source is not None else where


def review_of(each: Checked, case: Case, site: Site) -> dict[str, Any] | None:
    """One claim as a schema.org ClaimReview, without its address where nobody said where the site will stand.

    None when no verdict was reached.
    """
    review = claim_review(each, case, url=f"{site.base}claims/{each.claim.id}.html", published=site.known_by)
    if review is not None and not site.base:
        del review["url"]
    return review


def csv_rows(checked: Sequence[Checked]) -> list[tuple[Cell, ...]]:
    """One row a claim, in the order of ``COLUMNS``."""
    return [_row(each) for each in checked]


def _row(each: Checked) -> tuple[Cell, ...]:
    claim, judged = each.claim, each.today
    cells: tuple[Cell, ...] = (
        claim.id, claim.article, claim.who, claim.where, claim.published, claim.quote, claim.topic, claim.about, claim.stated, each.verdict,
    )  # fmt: skip
    if judged is None:
        empty = COLUMNS.index("not_checkable") - len(cells)
        return (*cells, *[""] * empty, claim.not_checkable, *_asked(each))
    grid = judged.grid
    supporting, computed = own_readings(grid)
    return (
        *cells, each.then.verdict if each.then is not None else "", judged.ours, judged.difference, judged.unit,
        computed, supporting, grid.deciding if grid is not None else "", "; ".join(judged.conditions),
        explained(judged.slips[0]) if judged.slips else "", judged.reason, "", *_asked(each),
    )  # fmt: skip


def _asked(each: Checked) -> tuple[Cell, ...]:
    """Which words were tested, and how the sentence stands of which they are a part."""
    return each.tested, each.extent, "; ".join(each.unasked), each.joint.verdict if each.joint else ""


def summary(each: Checked) -> dict[str, Any]:
    """One claim for the list of all: everything but the readings one by one and the trail."""
    claim, judged = each.claim, each.today
    fields: dict[str, Any] = {"id": claim.id, "claim": claim, "verdict": each.verdict, "tested": each.tested,
                            "extent": each.extent, "unasked": each.unasked, "joint": each.joint}  # fmt: skip
    for name, found in (("today", judged), ("then", each.then)):
        if found is not None:
            fields[name] = {
                "verdict": found.verdict, "as_reported_by": found.as_reported_by, "strength": found.strength,
                "reason": found.reason, "ours": found.ours, "stated": found.stated, "unit": found.unit,
                "difference": found.difference, "conditions": found.conditions, "slips": found.slips, "clashes": found.clashes,
                "readings": readings_that_support(found.grid), "known_by": found.known_by,
                "figure": found.figure.id if found.figure else "",
            }  # fmt: skip
    return fields
