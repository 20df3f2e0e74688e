"""How a list grew, round by round: the figure and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import msgspec

from yalu.screening.records import Party
from yalu.site.charts.frame import finish, given, table, tips, year_of, years_axis
from yalu.site.frame.figure_page import Column, FigurePage, Key
from yalu.site.frame.theme import INK, SOFT
from yalu.vocabulary.coverage import Observed, covered_table
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

_CROWDED = {True: 0.10, False: 0.05}  # of the width: a label nearer to the one before would lie on it


class Round(msgspec.Struct, frozen=True):
    """The entries of one day."""

    day: str
    persons: int
    entities: int
    total: int  # of the list, at the end of that day

    @property
    def came(self) -> int:
        """How many came that day."""
        return self.persons + self.entities


def rounds_of(parties: Sequence[Party]) -> list[Round]:
    """Every day on which entries were listed, oldest first."""
    days = sorted({party.listed.text for party in parties if party.listed is not None})
    found: list[Round] = []
    for day in days:
        of_day = [party for party in parties if party.listed is not None and party.listed.text == day]
        persons = sum(party.schema == "Person" for party in of_day)
        before = found[-1].total if found else 0
        found.append(Round(day, persons, len(of_day) - persons, before + len(of_day)))
    return found


def grown(parties: Sequence[Party], name: str, copied: str, until: str = "") -> FigurePage | None:
    """The figure to the day the list was copied, or an earlier one that is looked at; None with fewer than three rounds."""
    source, copied = copied, min(copied, until or copied)
    rounds = rounds_of(parties)
    if len(rounds) < 3:
        return None
    busiest = max(rounds, key=lambda one: (one.came, one.day))
    return FigurePage(
        slug="list-grew",
        title=grown_title(rounds, name, copied),
        subtitle=f"Entries on the {name} list under this regime, persons and entities, by day of listing, "
        f"to {spoken_date(copied)}",
        shows="Entries by round of listing, and how many stood on the list after it",
        wide=_chart(rounds, copied, narrow=False),
        narrow=_chart(rounds, copied, narrow=True),
        keys=(Key("ink", "step", "Entries on the list"), Key("ink", "dot", "A round, with how many came")),
        columns=(
            Column("day", "Listed on"), Column("persons", "Persons", numeric=True),
            Column("entities", "Entities", numeric=True), Column("came", "Came", numeric=True),
            Column("total", "On the list", numeric=True),
        ),
        rows=tuple((one.day, one.persons, one.entities, one.came, one.total) for one in rounds),
        notes=(
            f"The largest round was {spoken_date(busiest.day)}, with {busiest.came} entries.",
            f"Source: the {name} list itself, as it stood on {spoken_date(source)}.",
        ),
        definition="An entry counts from the day of listing that the list itself prints. "
        "Entries that left the list before the copy was made are not in it, so an earlier total could have been higher.",
        uncertainty="Days of listing are the list’s own.",
        results=(_result(rounds, name, copied),),
    )  # fmt: skip


def grown_title(rounds: Sequence[Round], name: str, copied: str) -> str:
    """Since when nobody has been added, and by when half of the list was there."""
    total = rounds[-1].total
    half = next(one.day for one in rounds if one.total * 2 >= total)
    return (
        f"No entry of the {name} list as of {spoken_date(copied)} was added after {spoken_date(rounds[-1].day)}; "
        f"half of its {total} came by {spoken_date(half)}"
    )


def _result(rounds: Sequence[Round], name: str, copied: str) -> Figure:
    rows = tuple(
        TrailRow(
            f"{name.lower()}/{one.day}",
            f"{plural(one.persons, 'person')} and {plural(one.entities, 'entity', 'entities')}, {one.total} in all",
            why="entries with this day of listing",
        )
        for one in rounds
    )
    return Figure(
        id=f"lists/{name.lower()}/entries",
        title=f"Entries on the {name} list under this regime",
        value=rounds[-1].total,
        unit="entries",
        definition="Entries of the bundled copy, counted by the day of listing that the list prints",
        trail=Trail(
            steps=(" + ".join(str(one.came) for one in rounds) + f" = {rounds[-1].total}",),
            rows=rows,
            notes=("The tables and their sources are downloads of the page on lists.",),
            coverage=covered_table(f"{name} list", rounds[-1].total, as_of=copied, kind="list"),
            observed=Observed(date.fromisoformat(rounds[0].day), date.fromisoformat(copied)),
        ),
    )


def _chart(rounds: Sequence[Round], copied: str, *, narrow: bool) -> dict[str, Any]:
    first, last = year_of(rounds[0].day) - 0.4, max(year_of(copied), year_of(rounds[-1].day) + 0.4)
    x = alt.X(
        "at:Q", scale=given(domain=[first, last], nice=False), axis=years_axis(first, last, narrow=narrow)
    )
    top = rounds[-1].total
    y = alt.Y("total:Q", scale=given(domain=[0, top * 1.12], nice=False), axis=given(title=None, tickCount=5))
    points: list[dict[str, Any]] = [
        {"at": year_of(one.day), "total": one.total, "label": f"+{one.came}", "day": one.day}
        for one in rounds
    ]
    line: list[dict[str, Any]] = [{"at": first, "total": 0}, *points, {"at": last, "total": top}]
    labelled: list[dict[str, Any]] = []
    for point in points:
        near = labelled and point["at"] - labelled[-1]["at"] < _CROWDED[narrow] * (last - first)
        if not near or point is points[-1]:
            if near:
                labelled.pop()
            labelled.append(point)
    shown = alt.Chart(table(points)).mark_circle(color=INK, size=45 if narrow else 60, opacity=1)
    layers = [
        alt.Chart(table(line)).mark_line(color=INK, interpolate="step-after", strokeWidth=2).encode(x=x, y=y),
        shown.encode(x=x, y=y, tooltip=tips("day:N", "label:N", total="entries")),
        alt.Chart(table(labelled))
        .mark_text(color=SOFT, align="right", dx=-7, dy=-7, fontSize=12 if narrow else 13)
        .encode(x=x, y=y, text=alt.Text("label:N")),
    ]
    return finish(layers, narrow=narrow, height=260 if narrow else 300)
