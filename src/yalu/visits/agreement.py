"""How a published figure and ours stand to each other: same, possible, different, or cannot say."""

from __future__ import annotations

from math import inf
from typing import Literal

import msgspec

from yalu.case.records import Case, Published
from yalu.visits.citations import figure_id
from yalu.visits.printed import stated_span
from yalu.vocabulary.results import Figure, Trail

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


def stand(
    row: Published,
    figure: Figure,
    detail: str,
    *,
    lacking: str = "",
    lower: bool = False,
    possible: bool | None = None,
) -> PublishedComparison:
    """Compare as printed: ours is the same when it rounds to the stated digits.

    ``lacking`` says why rows may be missing, so that ours is a least (with ``lower`` a most) and what lies beyond it is
    no difference. ``possible`` is whether some reading of the undecided rows gives the published figure, where that is
    worked out; else the bounds of the figure tell.
    """
    if figure.value is None or row.value is None:
        why = detail if row.value is not None else f"no number is stated; {detail}"
        return PublishedComparison(row.id, row.title, row.stated, figure.shown, "cannot_say", why, figure)
    low, high = stated_span(row)
    least, most = _bounds(figure)
    standing: PublishedAgreement = "differs"
    if low - 1e-9 <= figure.value < high - 1e-9:
        standing = "same"
    elif (least < high - 1e-9 and most >= low - 1e-9) if possible is None else possible:
        standing = "possible"
        ends = f"between {least:.2f} and {most:.2f}" if most < inf else f"{least:.2f} or more"
        detail += f"; {ends} once undecided rows are settled"
    elif lacking and (low < most if lower else high > least):
        standing = "cannot_say"
    if lacking not in detail and standing == "cannot_say":
        detail += f"; {lacking}"
    return PublishedComparison(row.id, row.title, row.stated, figure.shown, standing, detail, figure)


def _bounds(figure: Figure) -> tuple[float, float]:
    """The ends of a figure: its value where it has none; without a high end alone it is open upwards."""
    value = figure.value or 0.0
    if figure.low is None and figure.high is None:
        return value, value
    return (-inf if figure.low is None else figure.low), (inf if figure.high is None else figure.high)


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
