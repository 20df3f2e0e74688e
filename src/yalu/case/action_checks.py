"""Checks across the tables of enforcement: what follows what, sums that must fit, and who may be named."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from yalu.case.amount_changes import check_changes
from yalu.documents.problems import Nearest, ProblemLog, shown
from yalu.documents.tables.cell_types import read_date
from yalu.documents.tables.csv_tables import Table

LONGEST_QUOTE = 25
_NO_GOVERNMENT = "ngo"


def check_actions(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every reference that leads nowhere, every loop, every sum that cannot be, every name without an act."""
    if "actions" in tables:
        actions = tables["actions"]
        for column in ("follows", "part_of"):
            _check_ids(actions, column, actions, log)
            _check_loops(actions, column, log)
        _check_order(actions, log)
        _check_conduct(actions, log)
        _check_status(actions, log)
    for name, column, others in (
        ("amounts", "action", "actions"),
        ("amounts", "part_of", "amounts"),
        ("amounts", "replaced_by", "amounts"),
        ("amounts", "credited_to", "amounts"),
        ("named", "action", "actions"),
        ("responses", "action", "actions"),
        ("responses", "same_statement", "responses"),
        ("responses", "reverses", "responses"),
        ("named", "node", "nodes"),
    ):
        if name in tables and (others != "nodes" or others in tables):
            _check_ids(tables[name], column, tables.get(others), log, others)
    if "amounts" in tables:
        for column in ("part_of", "replaced_by"):
            _check_loops(tables["amounts"], column, log)
        _check_parts(tables["amounts"], log)
        check_changes(tables["amounts"], tables.get("actions"), log)
    if "named" in tables and "actions" in tables:
        _check_named(tables["named"], tables["actions"], log)
    if "responses" in tables:
        _check_quotes(tables["responses"], log)


def _check_ids(table: Table, column: str, others: Table | None, log: ProblemLog, name: str = "") -> None:
    known = set(others.column("id")) if others is not None else set[str]()
    near, where = Nearest(known), name or table.name
    for row, text in enumerate(table.column(column)):
        for part in filter(None, text.split(";")):
            if part not in known:
                _log(
                    table, row, column, log, part,
                    f"{where} has no row {shown(part)}{near(part)}",
                    f"“{column}” names rows of {where}.csv",
                    f"add the row to {where}.csv, or correct the id",
                )  # fmt: skip


def _check_loops(table: Table, column: str, log: ProblemLog) -> None:
    """What a row follows happened before it, so the chain of them never comes back."""
    ids = table.column("id")
    after = dict(zip(ids, (text.split(";") for text in table.column(column)), strict=True))
    told: set[str] = set()
    for row, start in enumerate(ids):
        loop = _loop_from(start, after)
        if loop and not told & set(loop):
            told |= set(loop)
            _log(
                table, row, column, log, start,
                f"“{column}” comes back to {shown(start)}: {' -> '.join(loop)}",
                f"a chain of “{column}” has an end",
                f"correct “{column}” in one of these rows",
            )  # fmt: skip


def _loop_from(start: str, after: Mapping[str, list[str]]) -> list[str]:
    """The ids from a row back to itself, or nothing; walked without recursion, each id once."""
    came: dict[str, str] = {}
    stack = [start]
    while stack:
        here = stack.pop()
        for target in after.get(here, ()):
            if target == start:
                path = [here]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return [*reversed(path), start]
            if target and target not in came:
                came[target] = here
                stack.append(target)
    return []


def _check_order(actions: Table, log: ProblemLog) -> None:
    dates = dict(zip(actions.column("id"), map(read_date, actions.column("date")), strict=True))
    for row, (mine, text) in enumerate(zip(actions.column("id"), actions.column("follows"), strict=True)):
        for earlier in filter(None, text.split(";")):
            first, second = dates.get(earlier), dates[mine]
            if first is not None and second is not None and second.latest < first.earliest:
                _log(
                    actions, row, "follows", log, earlier,
                    f"the action is of {second}, before {shown(earlier)} of {first}, which it says it follows",
                    "an action follows an earlier one",
                    "correct one of the two dates, or “follows”",
                )  # fmt: skip


def _check_conduct(actions: Table, log: ProblemLog) -> None:
    columns = zip(actions.column("conduct_start"), actions.column("conduct_end"), strict=True)
    for row, (start, end) in enumerate(columns):
        first, last = read_date(start), read_date(end)
        if first is not None and last is not None and last.latest < first.earliest:
            _log(
                actions, row, "conduct_end", log, end,
                f"the conduct ends in {end}, before it begins in {start}",
                "“conduct_end” is the day of “conduct_start” or later",
                "correct one of the two dates",
            )  # fmt: skip


def _check_status(actions: Table, log: ProblemLog) -> None:
    for row, (status, when) in enumerate(
        zip(actions.column("status"), actions.column("status_date"), strict=True)
    ):
        if status and not when:
            _log(
                actions, row, "status_date", log, status,
                f"the status {shown(status)} has no date",
                "a status is true of a day, so it carries its date",
                "write the day on which a source gives the status, or leave the status empty",
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
            _log(
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
            _log(
                amounts, rows[whole], "gross", log, combined,
                f"the parts of {shown(whole)} come to {total:,}, more than the {combined:,} they are parts of",
                "the parts of a combined total never come to more than the total",
                "correct an amount, or write under “credited” what is met by a payment to another authority",
            )  # fmt: skip


def _check_alike(amounts: Table, part: int, whole: int, log: ProblemLog) -> None:
    for column in ("currency", "measure"):
        mine, other = amounts.column(column)[part], amounts.column(column)[whole]
        if mine and other and mine != other:
            _log(
                amounts, part, column, log, mine,
                f"{shown(mine)} is part of an amount that has {shown(other)}",
                f"a part has the {column} of the total it is part of",
                "correct one of the two rows",
            )  # fmt: skip


def _check_named(named: Table, actions: Table, log: ProblemLog) -> None:
    kinds = dict(zip(actions.column("id"), actions.column("authority_kind"), strict=True))
    for row, (action, schema) in enumerate(zip(named.column("action"), named.column("schema"), strict=True)):
        if schema == "Person" and kinds.get(action) == _NO_GOVERNMENT:
            _log(
                named, row, "action", log, action,
                f"a person is named on the strength of {shown(action)}, which is no act of an authority or court",
                "a person stands here only as an authority or a court named them, in role and with status",
                "name the official action, or take the person out",
            )  # fmt: skip


def _check_quotes(responses: Table, log: ProblemLog) -> None:
    for row, (quote, wording) in enumerate(
        zip(responses.column("quote"), responses.column("wording"), strict=True)
    ):
        if len(quote.split()) > LONGEST_QUOTE:
            _log(
                responses, row, "quote", log, quote,
                f"the quote has {len(quote.split())} words",
                f"a quote has at most {LONGEST_QUOTE} words",
                "shorten it",
            )  # fmt: skip
        if bool(quote) is not bool(wording):
            _log(
                responses, row, "wording", log, wording,
                "a quote does not say whose words it is" if quote else "there is a “wording” but no quote",
                "a quote says under “wording” whether it is verbatim or a paraphrase",
                "fill in both, or neither",
            )  # fmt: skip


def _number(table: Table, row: int, column: str) -> Decimal | None:
    """The number of a cell; None when it is empty or, already logged, is not one."""
    text = table.column(column)[row]
    try:
        return Decimal(text) if text else None
    except ArithmeticError:
        return None


def _log(
    table: Table, row: int, field: str, log: ProblemLog, value: object, message: str, rule: str, step: str
) -> None:
    log.add(table.file, table.lines[row], field, message, rule=rule, next_step=step, value=value)


__all__ = ["LONGEST_QUOTE", "check_actions"]
