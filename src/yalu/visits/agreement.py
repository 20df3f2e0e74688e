"""How a published figure and ours stand to each other: same, possible, different, or cannot say."""

from __future__ import annotations

from typing import Literal

import msgspec

from yalu.case.records import Case, Published
from yalu.visits.citations import figure_id
from yalu.visits.grid import printed_bounds
from yalu.vocabulary.results import Figure, Trail

LOWER_BOUNDS = ("more than", "over", "at least")
PublishedAgreement = Literal["same", "possible", "differs", "cannot_say"]


class PublishedComparison(msgspec.Struct, frozen=True):
    """One published figure beside ours, both standing, with the reason for any difference.

    ``notes`` are the compilers' own on the published row: how it was defined, and what is doubtful.
    """

    published: str
    title: str
    stated: str
    ours: str
    standing: PublishedAgreement
    reason: str
    figure: Figure
    notes: str = ""


def stand(row: Published, figure: Figure, detail: str) -> PublishedComparison:
    """Compare as printed: ours is the same when it rounds to the stated digits."""
    if figure.value is None:
        return PublishedComparison(row.id, row.title, row.stated, figure.shown, "cannot_say", detail, figure)
    low, high = printed_bounds(_digits(row))
    if row.stated.startswith(LOWER_BOUNDS):
        low, high = high, float("inf")
    standing: PublishedAgreement = "differs"
    if low - 1e-9 <= figure.value < high - 1e-9:
        standing = "same"
    elif figure.low is not None and figure.high is not None and figure.low < high and figure.high >= low:
        standing = "possible"
        detail += f"; between {figure.low:.2f} and {figure.high:.2f} once undecided rows are settled"
    return PublishedComparison(row.id, row.title, row.stated, figure.shown, standing, detail, figure)


def _digits(row: Published) -> str:
    try:
        float(row.stated)
    except ValueError:
        return f"{row.value:g}" if row.value is not None else "0"
    return row.stated


def cannot(case: Case, row: Published, why: str) -> PublishedComparison:
    figure = Figure(
        id=figure_id(case, "published", row.id),
        title=row.title,
        value=None,
        unit="",
        definition="not computed",
        trail=Trail(steps=(why,), data_version=case.data_version),
    )
    return PublishedComparison(row.id, row.title, row.stated, "cannot say", "cannot_say", why, figure)
