"""Three invented matters of one ledger: a row for every question that enforcement answers.

Omega traded and settled with two authorities at once; goods were claimed and forfeited; a finding was withdrawn.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from tests.enforcement.test_ledger import act, case_of
from yalu.case.records import Action, ActionAmount, Case, NamedParty, Response, Source, SourceRef
from yalu.vocabulary.dates import parse_date

COURT, PRESS = SourceRef("court", 1), SourceRef("press", 3)
SOURCES = {
    "court": Source(id="court", title="Judgment", url="https://court.example/1", reliability="A"),
    "press": Source(id="press", title="", reliability="C"),
}


def _act(name: str, day: str, kind: str, matter: str, **more: Any) -> Action:
    kept = {"programmes": more.pop("programmes", ("XAA",)), "sources": more.pop("sources", (COURT,))}
    return msgspec.structs.replace(act(name, day, kind=kind, matter=matter, **more), **kept)


ACTIONS = (
    _act("list", "2015-03-01", "designation", "omega", authority="Treasury", state="XUS", legal_basis="Order 1",
         conduct="sold pumps", conduct_start="2012-01", persons=1, entities=2, status="in_force",
         status_date="2018-05-01", notes="Two names at first."),
    _act("charge", "2016-06-06", "indictment", "omega", authority="Prosecutor", authority_kind="prosecutor",
         state="XUS", follows=("list",), conduct_start="2012-01", conduct_end="2015-02-28", persons=3,
         status="pending", status_date="2017-01-01"),
    _act("deal", "2017-03-07", "settlement", "omega", authority="Treasury and Court", state="XUS", shipments=283),
    _act("deal-fine", "2017-03-07", "penalty", "omega", authority="Treasury", state="XUS", part_of="deal"),
    _act("deal-plea", "2017-03-08", "plea", "omega", authority="Court", authority_kind="court", state="XUS",
         part_of="deal", sources=(PRESS,)),
    _act("home", "2016-09", "investigation", "omega", authority="Customs", state="XBB", sources=(PRESS,)),
    _act("study", "2017-12-01", "report", "omega", authority="Institute", authority_kind="ngo", persons=9),
    _act("claim", "2018", "forfeiture_complaint", "goods", authority="Prosecutor", state="XUS", accounts=4,
         programmes=("XBB", "XAA"), conduct_start="2017", vessels=1),
    _act("taken", "2019-02-02", "forfeiture", "goods", authority="Court", authority_kind="court", state="XUS",
         follows=("claim",), accounts=25, status="decided", status_date="2019-02-02"),
    _act("bad-bank", "2005-09-15", "section_311_finding", "bank", authority="Treasury", state="XUS",
         status="superseded", status_date="2007-03-14", entities=1),
    _act("bank-again", "2006", "subpoena", "bank", authority="Treasury", state="XUS", follows=("bad-bank",)),
    _act("bank-cleared", "2020-08-10", "finding_withdrawn", "bank", authority="Treasury", state="XUS",
         follows=("bad-bank",)),
)  # fmt: skip


def _money(name: str, action: str, gross: str, **more: Any) -> ActionAmount:
    kept = {
        key: Decimal(value) if key in {"suspended", "credited", "refunded", "activated", "announced"}
        else parse_date(value) if key.endswith("_date") else value
        for key, value in more.items()
    }  # fmt: skip
    kept = {"measure": "penalty", "currency": "USD", "sources": (COURT,)} | kept
    return ActionAmount(id=name, action=action, gross=Decimal(gross), **kept)


AMOUNTS = (
    _money("whole", "deal", "1100", suspended="300", announced="1200"),
    _money("fine", "deal-fine", "600", suspended="300", activated="100", activated_date="2018-03-01", part_of="whole"),
    _money("plea", "deal-plea", "450.5", credited="50.5", credited_to="fine", credited_date="2017-06-01",
           part_of="whole", stated="some 450", notes="rounded", sources=(PRESS,)),
    _money("early", "list", "70", replaced_by="fine", replaced_date="2017-03-07", suspended="20"),
    _money("back", "charge", "40", refunded="15", refunded_date="2019-01-05", announced="41"),
    _money("asked", "claim", "2500", measure="sought", sources=(PRESS,)),
    _money("kept", "taken", "1250.25", measure="forfeited", credited="250.25", announced="1300"),
    _money("euros", "home", "5", measure="seized", currency="EUR"),
)  # fmt: skip


def _named(number: str, action: str, party: str, status: str, day: str, **more: Any) -> NamedParty:
    kept = {
        "name": party.title(),
        "schema": "Company",
        "role": "seller",
        "state": "XBB",
        "sources": (COURT,),
    } | more
    return NamedParty(
        id=number, action=action, party=party, status=status, status_date=parse_date(day), **kept
    )


NAMED = (
    _named("N1", "list", "omega", "listed", "2015-03-01", notes="as Omega Co"),
    _named("N2", "deal-plea", "omega", "pleaded_guilty", "2017-03-08", name="Omega Ltd", sources=(PRESS,)),
    _named("N3", "charge", "ann", "charged_at_large", "2016-06-06", schema="Person", role="director"),
    _named("N4", "deal-plea", "bo", "convicted", "2018-02-02", schema="Person", role="clerk", state=""),
    _named("N5", "home", "omega", "under_investigation", "2016-09"),
    _named("N6", "claim", "ship", "claimed", "2018", schema="Vessel", role="carrier"),
    _named("N7", "bad-bank", "bank", "of_concern", "2005-09-15", state="XCC", role="bank"),
    _named("N8", "study", "cy", "reported", "2017-12-01", schema="Person"),
    _named("N9", "taken", "ann", "judgment", "2019-02-02", schema="Person", role="owner"),
)  # fmt: skip


def _answer(name: str, day: str, kind: str, allegation_day: str = "", **more: Any) -> Response:
    kept = {"responder": "Foreign ministry", "responder_kind": "state", "state": "XBB", "matter": "omega",
            "trigger": "press_or_ngo_report", "allegation": "pumps were sold", "sources": (PRESS,)} | more  # fmt: skip
    when = parse_date(allegation_day) if allegation_day else None
    return Response(id=name, date=parse_date(day), kind=kind, allegation_date=when, **kept)


RESPONSES = (
    _answer("R1", "2015-03-03", "denial", "2015-03-01", action="list", trigger="unilateral_action",
            quote="we know of no pumps", wording="verbatim"),
    _answer("R2", "2015-03-03", "demand_for_proof", "2015-03-01", same_statement="R1", trigger="unilateral_action"),
    _answer("R3", "2016-09", "investigation_opened", "2016-08-30", reverses="R1", notes="three weeks of silence",
            sources=(COURT, PRESS)),
    _answer("R4", "2017-11-30", "denial", "2017-12-01", notes="before it was printed"),
    _answer("R5", "2019-02-03", "acceptance", "2019-02-02", responder="Omega Ltd", responder_kind="company",
            matter="goods", trigger="prosecution_or_raid"),
    _answer("R6", "2019-05", "no_comment", matter="goods", responder="Omega Ltd", responder_kind="company"),
    _answer("R7", "2017-03-07", "acceptance", "2017-03-07", responder="Omega Ltd", responder_kind="company",
            trigger="own_action"),
)  # fmt: skip


def small_ledger(*, known_by: str = "") -> Case:
    """The case of the three matters; ``known_by`` is written on it, without leaving rows out."""
    made = case_of(ACTIONS, AMOUNTS, NAMED, RESPONSES)
    return msgspec.structs.replace(made, sources=SOURCES, known_by=known_by)
