"""Checks across the tables of enforcement: what follows what, sums that must fit, what became of an amount, and who
may be named."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from yalu.documents.problems import ProblemLog, shown
from yalu.documents.tables.cell_types import read_date
from yalu.documents.tables.column_faults import log_cell
from yalu.documents.tables.csv_tables import Table

_NO_GOVERNMENT = "ngo"


def check_actions(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every order of acts and every sum that cannot be, and every person named without an act."""
    actions, amounts, named = (tables.get(name) for name in ("actions", "amounts", "named"))
    if actions is not None:
        _check_order(actions, log)
    if amounts is not None:
        _check_parts(amounts, log)
        _check_changes(amounts, actions, log)
    if named is not None and actions is not None:
        _check_named(named, actions, log)


def _check_order(actions: Table, log: ProblemLog) -> None:
    dates = dict(zip(actions.column("id"), map(read_date, actions.column("date")), strict=True))
    for row, (mine, text) in enumerate(zip(actions.column("id"), actions.column("follows"), strict=True)):
        for earlier in filter(None, text.split(";")):
            first, second = dates.get(earlier), dates[mine]
            if first is not None and second is not None and second.latest < first.earliest:
                log_cell(
                    actions, row, "follows", log, earlier,
                    f"the action is of {second}, before {shown(earlier)} of {first}, which it says it follows",
                    "an action follows an earlier one",
                    "correct one of the two dates, or “follows”",
                )  # fmt: skip


def _check_parts(amounts: Table, log: ProblemLog) -> None:
    """A combined total is never less than its parts, and the parts are of its currency and kind."""
    rows = {one: row for row, one in enumerate(amounts.column("id"))}
    sums: dict[str, Decimal] = {}
    for row, whole in enumerate(amounts.column("part_of")):
        gross = _number(amounts, row, "gross")
        if gross is None:
            continue
        credited = _number(amounts, row, "credited") or Decimal(0)
        suspended = _number(amounts, row, "suspended") or Decimal(0)
        refunded = _number(amounts, row, "refunded") or Decimal(0)
        if credited + suspended + refunded > gross:
            also = f" and {refunded:,} refunded" if refunded else ""
            log_cell(
                amounts, row, "gross", log, gross,
                f"{suspended:,} suspended and {credited:,} credited{also} are more than {gross:,}",
                "what is suspended, credited or refunded is a part of the gross amount",
                "correct the amounts",
            )  # fmt: skip
        if whole not in rows:
            continue
        _check_alike(amounts, row, rows[whole], log)
        sums[whole] = sums.get(whole, Decimal(0)) + gross - credited
    for whole, total in sums.items():
        combined = _number(amounts, rows[whole], "gross")
        if combined is not None and total > combined:
            log_cell(
                amounts, rows[whole], "gross", log, combined,
                f"the parts of {shown(whole)} come to {total:,}, more than the {combined:,} they are parts of",
                "the parts of a combined total never come to more than the total",
                "correct an amount, or write under “credited” what is met by a payment to another authority",
            )  # fmt: skip


def _check_alike(amounts: Table, part: int, whole: int, log: ProblemLog) -> None:
    for column in ("currency", "measure"):
        mine, other = amounts.column(column)[part], amounts.column(column)[whole]
        if mine and other and mine != other:
            log_cell(
                amounts, part, column, log, mine,
                f"{shown(mine)} is part of an amount that has {shown(other)}",
                f"a part has the {column} of the total it is part of",
                "correct one of the two rows",
            )  # fmt: skip


def _check_changes(amounts: Table, actions: Table | None, log: ProblemLog) -> None:
    """Log every replacement, credit, refund and activation that cannot be."""
    for row in range(len(amounts)):
        _check_activated(amounts, row, log)
        if _cell(amounts, row, "replaced_by"):
            _check_replacement(amounts, actions, row, log)
        if _cell(amounts, row, "credited_to"):
            _check_credit(amounts, row, log)
    _check_wholes(amounts, log)


def _check_activated(amounts: Table, row: int, log: ProblemLog) -> None:
    activated = _number(amounts, row, "activated") or Decimal(0)
    suspended = _number(amounts, row, "suspended") or Decimal(0)
    if activated > suspended:
        log_cell(
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
        log_cell(
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
        _check_replaced_date(amounts, actions, row, other, log)
    for column, mine, theirs in pairs:
        if mine and theirs and mine != theirs:
            log_cell(
                amounts, row, "replaced_by", log, target,
                f"{shown(mine)} is replaced by an amount that has {shown(theirs)}",
                f"an amount is replaced by one of the same {column}",
                "name the amount that stands in its place, or use “refunded”",
            )  # fmt: skip


def _check_replaced_date(amounts: Table, actions: Table, row: int, other: int, log: ProblemLog) -> None:
    dates = dict(zip(actions.column("id"), map(read_date, actions.column("date")), strict=True))
    day = read_date(_cell(amounts, row, "replaced_date"))
    later = dates.get(_cell(amounts, other, "action"))
    if day is not None and later is not None and day.latest < later.earliest:
        log_cell(
            amounts, row, "replaced_date", log, str(day),
            f"it is replaced on {day}, before {later}, the day of what replaces it",
            "an amount stands until the one that replaces it is there",
            "correct one of the two dates",
        )  # fmt: skip


def _check_credit(amounts: Table, row: int, log: ProblemLog) -> None:
    target = _cell(amounts, row, "credited_to")
    if not _cell(amounts, row, "credited") or target == _cell(amounts, row, "id"):
        log_cell(
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
                log_cell(
                    amounts, row, column, log, _cell(amounts, row, column),
                    f"“{column}” stands on a combined amount whose parts are rows of their own",
                    "what becomes of a combined amount is written on the part that it concerns",
                    "move it to the part",
                )  # fmt: skip


def _row_of(amounts: Table, wanted: str) -> int | None:
    return next((row for row, one in enumerate(amounts.column("id")) if one == wanted), None)


def _cell(table: Table, row: int, column: str) -> str:
    return table.column(column)[row]


def _check_named(named: Table, actions: Table, log: ProblemLog) -> None:
    kinds = dict(zip(actions.column("id"), actions.column("authority_kind"), strict=True))
    for row, (action, schema) in enumerate(zip(named.column("action"), named.column("schema"), strict=True)):
        if schema == "Person" and kinds.get(action) == _NO_GOVERNMENT:
            log_cell(
                named, row, "action", log, action,
                f"a person is named on the strength of {shown(action)}, which is no act of an authority or court",
                "a person stands here only as an authority or a court named them, in role and with status",
                "name the official action, or take the person out",
            )  # fmt: skip


def _number(table: Table, row: int, column: str) -> Decimal | None:
    """The number of a cell; None when it is empty or, already logged, is not one."""
    text = table.column(column)[row]
    try:
        return Decimal(text) if text else None
    except ArithmeticError:
        return None


__all__ = ["check_actions"]
