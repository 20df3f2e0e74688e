"""Checks of seats and rosters: the roster exists and is of the same party, one seat of a ladder at a time."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from yalu.case.date_checks import dates_of
from yalu.case.seat_records import LADDERS
from yalu.documents.problems import Nearest, ProblemLog, shown
from yalu.documents.tables.csv_tables import Table
from yalu.vocabulary.dates import PartialDate


def check_seats(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every seat whose roster is not there or does not bear it out, and every two that exclude each other."""
    seats = tables.get("seats")
    if seats is None:
        return
    if "rosters" in tables:
        _check_rosters(seats, tables["rosters"], log)
    _check_ladders(seats, log)


def _check_rosters(seats: Table, rosters: Table, log: ProblemLog) -> None:
    names = ("id", "side", "politburo")
    held = {row[0]: row for row in zip(*(rosters.column(name) for name in names), strict=True)}
    near = Nearest(held)
    columns = (seats.column(name) for name in ("congress", "side", "body"))
    for number, (congress, side, body) in enumerate(zip(*columns, strict=True)):
        if not congress:
            continue
        if congress not in held:
            message = f"there is no roster {shown(congress)}{near(congress)}"
            rule, step = "“congress” is an id of rosters.csv", "add it to rosters.csv, or correct the id"
        elif held[congress][1] != side:
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
        log.add(
            seats.file, seats.lines[number], "congress", message, rule=rule, next_step=step, value=congress
        )


def _check_ladders(seats: Table, log: ProblemLog) -> None:
    """Two seats of one ladder at a time need a note on one of them that names the other's id."""
    starts, ends = dates_of(seats, "start"), dates_of(seats, "end")
    names = ("side", "person", "body", "start", "end", "id", "notes")
    held: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
    for number, cells in enumerate(zip(*(seats.column(name) for name in names), strict=True)):
        row = dict(zip(names, cells, strict=True))
        held.setdefault((row["side"], row["person"]), []).append((number, row))
    for rows in held.values():
        for (_, one), (number, other) in combinations(rows, 2):
            if not any({one["body"], other["body"]} <= ladder for ladder in LADDERS):
                continue
            if one["id"] in other["notes"] or other["id"] in one["notes"]:
                continue
            if not _surely_overlap(one, other, starts, ends):
                continue
            log.add(
                seats.file,
                seats.lines[number],
                "start",
                f"{shown(other['person'])} sits in {shown(other['body'])} while {one['id']} has the same person in {shown(one['body'])}",
                rule="a person holds one seat of a rank at a time, unless a note names the id of the other seat",
                next_step="end the one before the other starts, or say in “notes” of one why both stand, naming the other",
                value=other["start"],
            )


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
