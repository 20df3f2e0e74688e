"""Unit values, and the days from a ban to the end of trade."""

from __future__ import annotations

from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.records import Reading
from yalu.claims.subjects.trade.parameters import (
    FLOW,
    HS,
    LEDGER,
    PARTNER,
    PERIOD,
    REPORTER,
    UNIT,
    guarded,
    read_figure,
)

_GOODS = Parameter(name="hs", kind="hs", required=True, help="an HS code")
_WAY = Parameter(
    name="flow",
    kind="flow",
    default="import",
    choices=("import", "export"),
    alternatives=("import", "export"),
    help=FLOW.help,
)
_MONEY = Parameter(name="unit", kind="unit", default="USD", also=("currency",), help="the currency")


def _unit_value(evidence: Evidence, given: Parameters) -> Reading:
    if not evidence.case.flows:
        raise Unanswerable("the case has no flows")
    found = evidence.trade.unit_value(
        given["period"],
        hs=given["hs"],
        flow=given["flow"],
        currency=given["unit"],
        per=given["per"],
        ledger=given["ledger"],
        reporter=given["reporter"],
        partner=given["partner"],
        others=False,
        factor=given["factor"] or None,
    )
    return read_figure(found.figure)


def _to_zero(evidence: Evidence, given: Parameters) -> Reading:
    banned = day_or_event(evidence, given["banned"], "banned")
    if not evidence.case.flows:
        raise Unanswerable("the case has no flows")
    found = evidence.trade.response(
        hs=given["hs"],
        banned=banned.earliest,
        flow=given["flow"],
        unit=given["unit"],
        ledger=given["ledger"],
        reporter=given["reporter"],
        partner=given["partner"],
    ).to_zero
    return read_figure(found)


def _unit_of(given: Parameters) -> str:
    return f"{given.get('unit') or 'USD'}/{given.get('per') or 't'}"


SUBJECTS = (
    Subject(
        name="trade.unit_value",
        title="What a unit of goods cost",
        measured="amount",
        unit=_unit_of,
        parameters=(
            PERIOD,
            _GOODS,
            _WAY,
            _MONEY,
            Parameter(name="per", kind="unit", default="t", help="the unit of quantity"),
            LEDGER,
            REPORTER,
            PARTNER,
            Parameter(name="factor", help="a named factor between units"),
        ),
        compute=guarded(_unit_value),
        example="--period 2017-01 --hs 2701 --ledger committee --reporter ALL",
        stated="$87.77 per tonne",
    ),
    Subject(
        name="trade.days_to_zero",
        title="Days from a ban until trade reads zero",
        measured="time",
        unit="days",
        parameters=(
            Parameter(
                name="banned",
                kind="day",
                required=True,
                also=("event", "from"),
                help="the day of the ban, or an event",
            ),
            HS,
            _WAY,
            UNIT,
            LEDGER,
            REPORTER,
            PARTNER,
        ),
        compute=guarded(_to_zero),
        example="--hs 2701 --banned 2017-02-18",
        stated="within two weeks",
    ),
)
