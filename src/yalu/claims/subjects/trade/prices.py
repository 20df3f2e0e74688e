"""Unit values, and the days from a ban to the end of trade."""

from __future__ import annotations

from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.records import Reading
from yalu.claims.subjects.readings import read_figure
from yalu.claims.subjects.trade.parameters import FLOW, HS, LEDGER, PARTNER, PERIOD, REPORTER, UNIT

_GOODS = Parameter("hs", "an HS code", kind="hs", required=True)
_WAY = choice("flow", FLOW.help, ("import", "export"), kind="flow", tried=True)
_MONEY = Parameter("unit", "the currency", kind="unit", default="USD", also=("currency",))


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
        "trade.unit_value",
        "What a unit of goods cost",
        "amount",
        unit=_unit_of,
        parameters=(
            PERIOD,
            _GOODS,
            _WAY,
            _MONEY,
            Parameter("per", "the unit of quantity", kind="unit", default="t"),
            LEDGER,
            REPORTER,
            PARTNER,
            Parameter("factor", "a named factor between units"),
        ),
        compute=_unit_value,
        example="--period 2017-01 --hs 2701 --ledger committee --reporter ALL",
        stated="$87.77 per tonne",
    ),
    Subject(
        "trade.days_to_zero",
        "Days from a ban until trade reads zero",
        "time",
        unit="days",
        parameters=(
            Parameter(
                "banned", "the day of the ban, or an event", kind="day", required=True, also=("event", "from")
            ),
            HS,
            _WAY,
            UNIT,
            LEDGER,
            REPORTER,
            PARTNER,
        ),
        compute=_to_zero,
        example="--hs 2701 --banned 2017-02-18",
        stated="within two weeks",
    ),
)
