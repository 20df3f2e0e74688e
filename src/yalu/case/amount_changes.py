"""Checks of what became of an amount: replaced, credited, refunded, activated, each with its day."""

from __future__ import annotations

from decimal import Decimal

from yalu.documents.problems import ProblemLog, shown
from yalu.documents.tables.cell_types import read_date
from yalu.documents.tables.csv_tables import Table

_DATED = (("replaced_by", "replaced_date"), ("refunded", "refunded_date"), ("activated", "activated_date"))


def check_changes(amounts: Table, actions: Table | None, log: ProblemLog) -> None:
    """Log every change without its day, every day without its change, and every change that cannot be."""
    for row in range(len(amounts.column("id"))):
        for what, when in (*_DATED, ("credited", "credited_date")):
            _check_day(amounts, row, what, when, log)
        _check_activated(amounts, row, log)
        if _cell(amounts, row, "replaced_by"):
            _check_replacement(amounts, actions, row, log)
        if _cell(amounts, row, "credited_to"):
            _check_credit(amounts, row, log)
    _check_wholes(amounts, log)


def _check_day(amounts: Table, row: int, what: str, when: str, log: ProblemLog) -> None:
    change, day = _cell(amounts, row, what), _cell(amounts, row, when)
    if change and not day and what != "credited":
        _log(
            amounts, row, when, log, change,
            f"“{what}” has no day",
            "what became of an amount is true from a day on, so that a sum of an earlier day is right",
            f"write the day under “{when}”",
        )  # fmt: skip
    elif day and not change:
        _log(
            amounts, row, what, log, day,
            f"there is a “{when}” but no “{what}”",
            "a day belongs to what happened on it",
            f"fill in “{what}”, or take the day out",
        )  # fmt: skip


def _check_activated(amounts: Table, row: int, log: ProblemLog) -> None:
    activated, suspended = _number(amounts, row, "activated"), _number(amounts, row, "suspended")
    if activated > suspended:
        _log(
            amounts, row, "activated", log, activated,
            f"{activated:,} activated are more than the {suspended:,} suspended",
            "what is activated was suspended before",
            "correct one of the two amounts",
        )  # fmt: skip


def _check_replacement(amounts: Table, actions: Table | None, row: int, log: ProblemLog) -> None:
    """The later amount is of the same affair, measure and currency, so that every split comes to the whole."""
    target = _cell(amounts, row, "replaced_by")
    other = _row_of(amounts, target)
    if other is None:
        return
    if target == _cell(amounts, row, "part_of"):
        _log(
            amounts, row, "replaced_by", log, target,
            f"it is a part of {shown(target)} and replaced by it",
            "a part stands for its share of the whole; what is replaced stands for nothing any more",
            "keep “part_of” where the later amount takes the earlier one in, else “replaced_by”",
        )  # fmt: skip
    pairs = [(c, _cell(amounts, row, c), _cell(amounts, other, c)) for c in ("measure", "currency")]
    if actions is not None:
        matters = dict(zip(actions.column("id"), actions.column("matter"), strict=True))
        mine, theirs = (matters.get(_cell(amounts, r, "action"), "") for r in (row, other))
        pairs.append(("matter", mine, theirs))
        _check_order(amounts, actions, row, other, log)
    for column, mine, theirs in pairs:
        if mine and theirs and mine != theirs:
            _log(
                amounts, row, "replaced_by", log, target,
                f"{shown(mine)} is replaced by an amount that has {shown(theirs)}",
                f"an amount is replaced by one of the same {column}",
                "name the amount that stands in its place, or use “refunded”",
            )  # fmt: skip


def _check_order(amounts: Table, actions: Table, row: int, other: int, log: ProblemLog) -> None:
    dates = dict(zip(actions.column("id"), map(read_date, actions.column("date")), strict=True))
    day = read_date(_cell(amounts, row, "replaced_date"))
    later = dates.get(_cell(amounts, other, "action"))
    if day is not None and later is not None and day.latest < later.earliest:
        _log(
            amounts, row, "replaced_date", log, str(day),
            f"it is replaced on {day}, before {later}, the day of what replaces it",
            "an amount stands until the one that replaces it is there",
            "correct one of the two dates",
        )  # fmt: skip


def _check_credit(amounts: Table, row: int, log: ProblemLog) -> None:
    target = _cell(amounts, row, "credited_to")
    if not _cell(amounts, row, "credited") or target == _cell(amounts, row, "id"):
        _log(
            amounts, row, "credited_to", log, target,
            "nothing is credited to another amount",
            "“credited_to” names the other amount whose payment meets what is “credited”",
            "fill in “credited”, name the other amount, or leave the cell empty",
        )  # fmt: skip


def _check_wholes(amounts: Table, log: ProblemLog) -> None:
    wholes = {whole for whole in amounts.column("part_of") if whole}
    for row, one in enumerate(amounts.column("id")):
        for column in ("refunded", "activated", "credited"):
            if one in wholes and _cell(amounts, row, column):
                _log(
                    amounts, row, column, log, _cell(amounts, row, column),
                    f"“{column}” stands on a combined amount whose parts are rows of their own",
                    "what becomes of a combined amount is written on the part that it concerns",
                    "move it to the part",
                )  # fmt: skip


def _row_of(amounts: Table, wanted: str) -> int | None:
    return next((row for row, one in enumerate(amounts.column("id")) if one == wanted), None)


def _cell(table: Table, row: int, column: str) -> str:
    return table.column(column)[row]


def _number(table: Table, row: int, column: str) -> Decimal:
    """The number of a cell; nothing when it is empty or, already logged, is not one."""
    try:
        return Decimal(_cell(table, row, column) or "0")
    except ArithmeticError:
        return Decimal(0)


def _log(
    table: Table, row: int, field: str, log: ProblemLog, value: object, message: str, rule: str, step: str
) -> None:
    log.add(table.file, table.lines[row], field, message, rule=rule, next_step=step, value=value)


__all__ = ["check_changes"]
