"""Checks of dates against each other: ends after starts, one leader per office, the window observed.

Partial dates are judged by their bounds, so only what is certainly impossible is a problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from yalu.documents.problems import ProblemLog, shown
from yalu.documents.tables.cell_types import read_date
from yalu.documents.tables.csv_tables import Table
from yalu.vocabulary.dates import PartialDate, Window

_STARTS = {
    "visits": "start",
    "events": "date",
    "eras": "start",
    "coverage": "start",
    "seats": "start",
    "rosters": "start",
}


def check_dates(tables: Mapping[str, Table], observed: Window, log: ProblemLog) -> None:
    """Log every order of dates that cannot be."""
    for name, start in _STARTS.items():
        if name in tables:
            _check_ends(tables[name], start, log)
    if "visits" in tables:
        _check_disclosed(tables["visits"], log)
        _check_observed(tables["visits"], observed, log)
    if "eras" in tables:
        _check_offices(tables["eras"], log)


def dates_of(table: Table, name: str) -> dict[str, PartialDate]:
    """The date of every distinct text of a column that holds one."""
    found = {text: read_date(text) for text in set(table.column(name))}
    return {text: when for text, when in found.items() if when is not None}


def _check_ends(table: Table, start: str, log: ProblemLog) -> None:
    starts, ends = dates_of(table, start), dates_of(table, "end")
    for row, (first, last) in enumerate(zip(table.column(start), table.column("end"), strict=True)):
        if last in ends and first in starts and ends[last].latest < starts[first].earliest:
            log.add(
                table.file,
                table.lines[row],
                "end",
                f"the end {shown(last)} is before the {start} {shown(first)}",
                rule=f"“end” is the day of “{start}” or later",
                next_step="correct one of the two dates",
                value=last,
            )


def _check_disclosed(visits: Table, log: ProblemLog) -> None:
    starts, disclosed = dates_of(visits, "start"), dates_of(visits, "disclosed")
    for row, (first, known) in enumerate(
        zip(visits.column("start"), visits.column("disclosed"), strict=True)
    ):
        if known in disclosed and first in starts and disclosed[known].latest < starts[first].earliest:
            log.warn(
                visits.file,
                visits.lines[row],
                "disclosed",
                f"disclosed on {shown(known)}, before the visit began on {shown(first)}",
                rule="“disclosed” is when a secret visit became public, during it or after",
                next_step="correct the date, or leave it empty if the visit was announced beforehand",
                value=known,
            )


def _check_observed(visits: Table, observed: Window, log: ProblemLog) -> None:
    outside = {text for text, when in dates_of(visits, "start").items() if observed.holds(when) == "no"}
    for row, text in enumerate(visits.column("start") if outside else ()):
        if text in outside:
            log.warn(
                visits.file,
                visits.lines[row],
                "start",
                f"the visit on {shown(text)} is outside the window observed, {observed}",
                rule="visits outside “observed” in datapackage.json enter no figure",
                next_step="widen “observed” if the compilers looked there, or correct the date",
                value=text,
            )


def _check_offices(eras: Table, log: ProblemLog) -> None:
    """One leader at a time in an office. The day of a handover may belong to both."""
    starts, ends = dates_of(eras, "start"), dates_of(eras, "end")
    held: dict[tuple[str, str], list[tuple[PartialDate, int]]] = {}
    names = ("side", "office", "start", "end", "leader")
    columns = {name: eras.column(name) for name in names}
    for row, text in enumerate(columns["start"]):
        if text in starts:
            key = columns["side"][row], columns["office"][row]
            held.setdefault(key, []).append((starts[text], row))
    for (side, office), tenures in held.items():
        tenures.sort(key=lambda tenure: (tenure[0].earliest, tenure[0].latest, tenure[1]))
        for (_, earlier), (start, later) in pairwise(tenures):
            end_text = columns["end"][earlier]
            end = ends.get(end_text)
            if (end_text and end is None) or (end is not None and start.latest >= end.earliest):
                continue
            until = f"until {shown(end_text)}" if end_text else "with no end"
            log.add(
                eras.file,
                eras.lines[later],
                "start",
                f"{shown(columns['leader'][later])} starts on {shown(start.text)} as {side} {shown(office)}, "
                f"which line {eras.lines[earlier]} gives to {shown(columns['leader'][earlier])} {until}",
                rule="an office is held by one leader at a time",
                next_step="correct the start of one or the end of the other",
                value=start.text,
            )
