"""Days from the conduct to the first act on it, as bounds where a source gives a month or a year."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Literal

import msgspec

from yalu.case.citations import figure_id, resting_on
from yalu.case.records import Action, Case
from yalu.enforcement.acts import (
    action_row,
    covers,
    days_between,
    in_order,
    is_act,
    observed_acts,
    outer,
)  # fmt: skip
from yalu.enforcement.filters import ActionFilter, chosen
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.strength import Strength
from yalu.vocabulary.tables import Results
from yalu.vocabulary.words.numerals import with_noun

From = Literal["start", "end"]


class Delay(msgspec.Struct, frozen=True):
    """One matter: when the conduct began or ended, the first act, and the days between as a figure."""

    matter: str
    conduct: str
    first_act: str
    date: str
    figure: Figure


def delays(case: Case, since: From = "start", wanted: ActionFilter | None = None) -> Results[Delay]:
    """Days from the beginning (or the end) of the conduct to the first act on it, the longest first.

    A matter whose acts name no day of conduct is left out. A negative number means that authorities acted
    while the conduct went on. Raises LedgerChoiceError for an unknown filter.
    """
    groups: dict[str, list[Action]] = {}
    for action in chosen(case, wanted or ActionFilter()):
        if is_act(action):
            groups.setdefault(action.matter, []).append(action)
    made = [
        delay
        for matter, acts in groups.items()
        if (delay := _delay(case, matter, in_order(acts), since)) is not None
    ]
    return Results(sorted(made, key=lambda d: (-(d.figure.high or 0), d.matter)), covers(case, "actions"))


def median_delay(case: Case, since: From = "start", wanted: ActionFilter | None = None) -> Figure:
    """The median over matters, with bounds from those known to a month or a year only."""
    found = delays(case, since, wanted)
    return median_of(
        [(int(d.figure.low or 0), int(d.figure.high or 0)) for d in found],
        figure_id(case, "ledger", "delay-median", since, (wanted or ActionFilter()).key),
        f"Median days from the {since} of the conduct to the first act",
        Trail(
            rows=tuple(
                TrailRow(d.matter, f"{d.conduct} to {d.date}: {with_noun(d.figure.shown, 'days')}", "counted")
                for d in found
            ),
            known_by=case.known_by,
            data_version=case.data_version,
            coverage=covers(case, "actions"),
            strength=sum((d.figure.trail.strength for d in found), Strength()),
            observed=observed_acts(case),
        ),
    )


def median_of(spans: Sequence[tuple[int, int]], name: str, title: str, trail: Trail) -> Figure:
    """The median of spans of days: of the fewest, of the most, and a value where both agree."""
    low = median(low for low, _ in spans) if spans else None
    high = median(high for _, high in spans) if spans else None
    return Figure(
        id=name,
        title=title,
        value=low if low == high else None,
        unit="days",
        definition="The middle of the ordered numbers; of the fewest and of the most days where a date is partial.",
        low=low,
        high=high,
        display="cannot say" if low is None else f"{low:g}" if low == high else f"{low:g} to {high:g}",
        trail=msgspec.structs.replace(trail, steps=(f"median of {len(spans)} numbers",)),
    )


def _delay(case: Case, matter: str, acts: list[Action], since: From) -> Delay | None:
    begun = outer(a.conduct_start for a in acts) if since == "start" else outer(
        (a.conduct_end for a in acts), last=True
    )  # fmt: skip
    if begun is None:
        return None
    first = acts[0]
    low, high = days_between(begun, first.date)
    rows = [action_row(case, first, "first act")]
    naming = [a for a in acts if begun in (a.conduct_start, a.conduct_end)]
    rows += [action_row(case, a, "names the conduct") for a in naming]
    days = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    figure = Figure(
        id=figure_id(case, "ledger", "delay", since, matter),
        title=f"{matter}: days from the {since} of the conduct to the first act",
        value=low if low == high else None,
        unit="days",
        definition=f"From the {since} of the conduct that the acts name to the day of the first act on the matter.",
        low=low,
        high=high,
        display=days,
        trail=Trail(
            steps=(f"{begun} to {first.date}: {with_noun(str(days), 'days')}",),
            rows=tuple(rows),
            known_by=case.known_by,
            data_version=case.data_version,
            coverage=covers(case, "actions"),
            strength=resting_on(case.sources, (first, *naming)),
            observed=observed_acts(case),
        ),
    )
    return Delay(matter, begun.text, first.id, first.date.text, figure)
