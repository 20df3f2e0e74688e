"""Checks of visits and of who held what: posts of the side that travels, the window observed, one leader an office,
one seat of a ladder at a time.

Partial dates are judged by their bounds, so only what is certainly impossible is a problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, pairwise

from yalu.case.seat_records import LADDERS
from yalu.documents.problems import ProblemLog, shown
from yalu.documents.tables.cell_types import dates_in
from yalu.documents.tables.column_faults import log_cell
from yalu.documents.tables.csv_tables import Table
from yalu.vocabulary.dates import PartialDate, Window

_GUESTS = {"partner_to_target": "partner", "target_to_partner": "target"}


def check_visits(tables: Mapping[str, Table], observed: Window, log: ProblemLog) -> None:
    """Log every post, order of dates, tenure and seat that cannot be, and every visit outside the window observed."""
    visits, posts, eras, seats, rosters = (
        tables.get(name) for name in ("visits", "posts", "eras", "seats", "rosters")
    )
    if visits is not None:
        if posts is not None:
            _check_posts(visits, posts, log)
        _check_disclosed(visits, log)
        _check_observed(visits, observed, log)
        _check_same_stay(visits, log)
    if eras is not None:
        _check_offices(eras, log)
    if seats is not None:
        if rosters is not None:
            _check_rosters(seats, rosters, log)
        _check_ladders(seats, log)


def _check_posts(visits: Table, posts: Table, log: ProblemLog) -> None:
    sides = dict(zip(posts.column("id"), posts.column("side"), strict=True))
    for row, (held, direction) in enumerate(
        zip(visits.column("posts"), visits.column("direction"), strict=True)
    ):
        other = _other_side(held, direction, sides)
        if other:
            log_cell(
                visits, row, "posts", log, held,
                f"{shown(other)} is a post of the {sides[other]}, but the direction is {direction}",
                "a guest holds posts of the side that travels; either side in a third country",
                "correct the direction or the post",
            )  # fmt: skip


def _other_side(posts: str, direction: str, sides: Mapping[str, str]) -> str:
    """The first post that belongs to the side that did not travel, or empty text."""
    guest = _GUESTS.get(direction)
    if guest is None:
        return ""
    wrong = (p for p in posts.split(";") if sides.get(p) in {"target", "partner"} and sides[p] != guest)
    return next(wrong, "")


def _check_disclosed(visits: Table, log: ProblemLog) -> None:
    starts, disclosed = dates_in(visits.column("start")), dates_in(visits.column("disclosed"))
    for row, (first, known) in enumerate(
        zip(visits.column("start"), visits.column("disclosed"), strict=True)
    ):
        if known in disclosed and first in starts and disclosed[known].latest < starts[first].earliest:
            log_cell(
                visits, row, "disclosed", log, known,
                f"disclosed on {shown(known)}, before the visit began on {shown(first)}",
                "“disclosed” is when a secret visit became public, during it or after",
                "correct the date, or leave it empty if the visit was announced beforehand", severity="warning",
            )  # fmt: skip


def _check_observed(visits: Table, observed: Window, log: ProblemLog) -> None:
    outside = {
        text for text, when in dates_in(visits.column("start")).items() if observed.holds(when) == "no"
    }
    for row, text in enumerate(visits.column("start") if outside else ()):
        if text in outside:
            log_cell(
                visits, row, "start", log, text,
                f"the visit on {shown(text)} is outside the window observed, {observed}",
                "visits outside “observed” in datapackage.json enter no figure",
                "widen “observed” if the compilers looked there, or correct the date", severity="warning",
            )  # fmt: skip


def _check_same_stay(visits: Table, log: ProblemLog) -> None:
    """Nobody makes two visits at once: two rows for one stay would count it twice."""
    starts, ends = dates_in(visits.column("start")), dates_in(visits.column("end"))
    names = ("id", "start", "end", "direction", "guest", "joint_with", "journey")
    held: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for number, row in enumerate(visits.rows(names)):
        if row["start"] in starts and (not row["end"] or row["end"] in ends):
            held.setdefault((row["guest"].casefold(), row["direction"]), []).append((number, row))
    for rows in held.values():
        for (_, one), (number, other) in combinations(rows, 2):
            apart = {one["id"], one["journey"]} & {*other["joint_with"].split(";"), other["journey"]} - {""}
            if (
                apart
                or other["id"] in one["joint_with"].split(";")
                or not _one_stay(one, other, starts, ends)
            ):
                continue
            log_cell(
                visits, number, "start", log, other["start"],
                f"{shown(other['guest'])} is on a visit since {other['start']} that {one['id']} has since {one['start']}",
                "one stay is one row, with all its sources; legs of one journey share “journey”",
                "put the two rows together, give both one “journey”, or correct a date", severity="warning",
            )  # fmt: skip


def _one_stay(
    one: Mapping[str, str],
    other: Mapping[str, str],
    starts: Mapping[str, PartialDate],
    ends: Mapping[str, PartialDate],
) -> bool:
    """Whether two stays surely overlap, or begin on one day; a day on which one ends as the other begins is travel."""
    first, second = starts[one["start"]], starts[other["start"]]
    over, later = ends.get(one["end"], first), ends.get(other["end"], second)
    same = first.exact and second.exact and first.earliest == second.earliest
    return same or (first.latest < later.earliest and second.latest < over.earliest)


def _check_offices(eras: Table, log: ProblemLog) -> None:
    """One leader at a time in an office. The day of a handover may belong to both."""
    starts, ends = dates_in(eras.column("start")), dates_in(eras.column("end"))
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
            log_cell(
                eras, later, "start", log, start.text,
                f"{shown(columns['leader'][later])} starts on {shown(start.text)} as {side} {shown(office)}, "
                f"which line {eras.lines[earlier]} gives to {shown(columns['leader'][earlier])} {until}",
                "an office is held by one leader at a time",
                "correct the start of one or the end of the other",
            )  # fmt: skip


def _check_rosters(seats: Table, rosters: Table, log: ProblemLog) -> None:
    names = ("id", "side", "politburo")
    held = {row[0]: row for row in zip(*(rosters.column(name) for name in names), strict=True)}
    columns = (seats.column(name) for name in ("congress", "side", "body"))
    for number, (congress, side, body) in enumerate(zip(*columns, strict=True)):
        if congress not in held:
            continue
        if held[congress][1] != side:
            message = (
                f"the seat is of the {side} and {shown(congress)} is a congress of the {held[congress][1]}"
            )
            rule, step = (
                "a seat is elected by a congress of the same side",
                "correct the side or the congress",
            )
        elif body == "below_politburo" and held[congress][2] != "whole":
            message = f"the roster of {shown(congress)} was read {held[congress][2]}, so a name that is not on it may be"
            rule = "below_politburo needs a roster of the Politburo that was read whole"
            step = "write unknown, or read the whole roster and say so in rosters.csv"
        else:
            continue
        log_cell(seats, number, "congress", log, congress, message, rule, step)


def _check_ladders(seats: Table, log: ProblemLog) -> None:
    """Two seats of one ladder at a time need a note on one of them that names the other's id."""
    starts, ends = dates_in(seats.column("start")), dates_in(seats.column("end"))
    names = ("side", "person", "body", "start", "end", "id", "notes")
    held: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for number, row in enumerate(seats.rows(names)):
        held.setdefault((row["side"], row["person"]), []).append((number, row))
    for rows in held.values():
        for (_, one), (number, other) in combinations(rows, 2):
            if not any({one["body"], other["body"]} <= ladder for ladder in LADDERS):
                continue
            if one["id"] in other["notes"] or other["id"] in one["notes"]:
                continue
            if not _surely_overlap(one, other, starts, ends):
                continue
            log_cell(
                seats, number, "start", log, other["start"],
                f"{shown(other['person'])} sits in {shown(other['body'])} while {one['id']} has the same person in {shown(one['body'])}",
                "a person holds one seat of a rank at a time, unless a note names the id of the other seat",
                "end the one before the other starts, or say in “notes” of one why both stand, naming the other",
            )  # fmt: skip


def _surely_overlap(
    one: Mapping[str, str],
    other: Mapping[str, str],
    starts: Mapping[str, PartialDate],
    ends: Mapping[str, PartialDate],
) -> bool:
    """Whether a day exists on which both hold, whatever the inexact dates mean; a day of handover is none."""
    for first, second in ((one, other), (other, one)):
        end = ends.get(first["end"])
        if first["end"] and first["end"] == second["start"]:
            return False
        if first["start"] not in starts or second["start"] not in starts or (first["end"] and end is None):
            return False
        if end is not None and end.earliest <= starts[second["start"]].latest:
            return False
    return True
