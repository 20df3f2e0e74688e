"""Rows of the ledger and of the answers in words, for whoever asks what an id stands for."""

from __future__ import annotations

from yalu.case.records import Case
from yalu.enforcement.ages import LASTING
from yalu.enforcement.facade import AnswerLog, EnforcementLedger, ListedAction
from yalu.enforcement.responses import ListedResponse
from yalu.vocabulary.words.numerals import plural


def explain_row(case: Case, wanted: str) -> str:
    """What an action, amount, naming or response says, with its sources; empty text when it is none of these."""
    name = wanted.partition("@")[0]
    owners = {row.id: row.action for row in case.amounts} | {row.id: row.action for row in case.named}
    owner = owners.get(name, name)
    if any(action.id == owner for action in case.actions):
        return _action(next(row for row in EnforcementLedger(case).list() if row.id == owner))
    if any(row.id == name for row in case.responses):
        return _response(next(row for row in AnswerLog(case).list() if row.id == name))
    return ""


def _action(a: ListedAction) -> str:
    counts = [plural(number, one, many) for number, one, many in (
        (a.shipments, "shipment", "shipments"), (a.accounts, "account", "accounts"), (a.persons, "person", "persons"),
        (a.entities, "entity", "entities"), (a.vessels, "vessel", "vessels"),
    ) if number is not None]  # fmt: skip
    conduct = (
        f"{a.conduct_start or '?'} to {a.conduct_end or '?'}" if a.conduct_start or a.conduct_end else ""
    )
    lines = [
        f"Action {a.id}: {a.title}", f"{a.date}, {a.authority}: {a.kind.replace('_', ' ')}",
        *_line("basis", a.legal_basis), *_line("matter", a.matter), *_line("programmes", ", ".join(a.programmes)),
        *_line("conduct alleged or found", a.conduct), *_line("its period", conduct),
        *_line("names", ", ".join(counts)), *_line("parties", "; ".join(a.named)),
        *_line("amounts", "; ".join(a.amounts)), *_line("status", _status(a)),
        *_line("withdrawn by its authority", a.withdrawn), *_line("part of", a.part_of),
        *_line("follows", ", ".join(a.follows)), *_line("followed by", ", ".join(a.followed_by)),
        *_line("note", a.notes),
    ]  # fmt: skip
    return "\n".join(
        [*lines, *(f"source: {c.title or c.id} ({c.grade}) {c.url}".rstrip() for c in a.sources)]
    )


def _status(a: ListedAction) -> str:
    """A status that lasts is shown as last seen, never as present."""
    seen = "when last seen on" if a.status in LASTING else "on"
    return f"{a.status.replace('_', ' ')} {seen} {a.status_date}" if a.status else ""


def _response(r: ListedResponse) -> str:
    days = (
        ""
        if r.days_low is None
        else f"{r.days_low}"
        if r.days_low == r.days_high
        else f"{r.days_low} to {r.days_high}"
    )
    lines = [
        f"Response {r.id}: {r.kind.replace('_', ' ')}",
        f"{r.date}, {r.responder}",
        *_line("answering", f"{r.allegation} ({r.allegation_date or 'day not known'})"),
        *_line("days after it was public", days),
        *_line(f"quote, {r.wording}", r.quote),
        *_line("action answered", r.action),
        *_line("takes back", r.reverses),
        *_line("other half of", r.same_statement),
        *_line("note", r.notes),
    ]
    return "\n".join(
        [*lines, *(f"source: {c.title or c.id} ({c.grade}) {c.url}".rstrip() for c in r.sources)]
    )


def _line(name: str, text: str) -> list[str]:
    return [f"{name}: {text}"] if text else []
