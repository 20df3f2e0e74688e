"""A small world of rows made by hand, asked as the bundled case is; only its posts, rule sets and names are those of the case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

import yalu
from yalu.case.action_records import Action, ActionAmount, ActionKind, NamedParty, Response
from yalu.case.records import (
    Case,
    Event,
    Flow,
    Published,
    RecordedShare,
    Side,
    Source,
    SourceRef,
    Tenure,
    Visit,
    VisitDirection,
)
from yalu.claims.evidence import Evidence
from yalu.claims.records import FigureReading
from yalu.claims.subjects import find_subject
from yalu.vocabulary.answers import YES
from yalu.vocabulary.dates import Window, parse_date

GOOD, POOR = (SourceRef("good", 2),), (SourceRef("poor", 5),)
SOURCES = {
    "good": Source(id="good", title="Good", publisher="P", published=parse_date("2014"), reliability="B"),
    "poor": Source(id="poor", title="Poor", publisher="Q", published=parse_date("2014"), reliability="E"),
}


def _flow(
    name: str, period: str, way: str, hs: str, value: int, tonnes: int | None = None, **more: Any
) -> Flow:
    given: dict[str, Any] = {
        "reporter": "CHN",
        "partner": "PRK",
        "ledger": "customs",
        "sources": GOOD,
        "currency": "USD",
    }
    size = {} if tonnes is None else {"quantity": Decimal(tonnes), "unit": "t"}
    return Flow(id=name, period=period, flow=way, hs=hs, value=Decimal(value), **(given | size | more))  # type: ignore[arg-type]


FLOWS = (
    _flow("F13x", "2013", "export", "TOTAL", 3_000_000), _flow("F13m", "2013", "import", "TOTAL", 1_000_000),
    _flow("F12x", "2012", "export", "TOTAL", 2_000_000), _flow("F12m", "2012", "import", "TOTAL", 500_000),
    _flow("F11x", "2011", "export", "TOTAL", 1_000_000), _flow("F11m", "2011", "import", "TOTAL", 400_000),
    _flow("F13coal", "2013", "import", "2701", 400_000, 5_000), _flow("F12coal", "2012", "import", "2701", 200_000, 4_000),
    _flow("F13ore", "2013", "import", "2601", 100_000, 1_000), _flow("F13zinc", "2013", "import", "2608", 900_000, sources=POOR),
    _flow("F13mirror", "2013", "import", "TOTAL", 3_300_000, reporter="PRK", partner="CHN"),
    *(_flow(f"Foil{m}", f"2013-0{m}", "import", "2709", 10 * t, t) for m, t in ((1, 300), (2, 100), (3, 0), (4, 0))),
)  # fmt: skip


def _published(name: str, flow: str, stated: str, value: float) -> Published:
    parameters = (("flow", flow), ("hs", "TOTAL"), ("basis", "USD"), ("period", "2011"))
    return Published(
        id=name,
        sources=GOOD,
        title=f"Growth of {flow}s",
        stated=stated,
        value=value,
        figure="trade_growth",
        parameters=parameters,
    )


def _event(name: str, day: str, **more: Any) -> Event:
    given: dict[str, Any] = {"kind": "flood", "title": f"Flood {name}"}
    return Event(id=name, sources=GOOD, date=parse_date(day), **(given | more))


def _visit(name: str, day: str, direction: VisitDirection, guest: str, post: str) -> Visit:
    return Visit(
        id=name,
        sources=GOOD,
        start=parse_date(day),
        direction=direction,
        guest=guest,
        posts=(post,),
        party_body="none",
        occasion="bilateral",
        secrecy="announced",
        met_leader=YES,
    )


def _tenure(
    name: str, side: Side, leader: str, start: str, end: str | None, office: str = "party_head"
) -> Tenure:
    until = None if end is None else parse_date(end)
    return Tenure(
        id=name,
        sources=GOOD,
        office=office,
        side=side,
        leader=leader,
        name=leader.title(),
        start=parse_date(start),
        end=until,
    )


def _act(
    name: str, day: str, kind: ActionKind, matter: str, programmes: tuple[str, ...], **more: Any
) -> Action:
    given: dict[str, Any] = {"state": "USA"}
    return Action(
        id=name,
        sources=GOOD,
        date=parse_date(day),
        kind=kind,
        matter=matter,
        programmes=programmes,
        title=f"Act {name}",
        authority="The Office",
        authority_kind="executive",
        **(given | more),
    )


def _answer(name: str, day: str, who: str, kind: str, **more: Any) -> Response:
    given: dict[str, Any] = {
        "responder": who, "responder_kind": "state", "state": "CHN", "matter": "mill", "allegation": "It is said.",
        "trigger": "unilateral_action", "sources": GOOD,
    }  # fmt: skip
    return Response(**(given | {"id": name, "date": parse_date(day), "kind": kind} | more))


@lru_cache(maxsize=1)
def world() -> Case:
    """The whole small world."""
    return msgspec.structs.replace(
        yalu.open_case("china-dprk").case,
        sources=SOURCES,
        coverage=(),
        flows=FLOWS,
        observed=Window(date(2009, 1, 1), date(2014, 12, 31)),
        published=(_published("P1", "export", "25.0 %", 25.0), _published("P2", "import", "-20.0 %", -20.0)),
        shares=(
            RecordedShare(
                id="S1",
                sources=GOOD,
                year=2013,
                publisher="One",
                denominator="total",
                share_percent=Decimal(80),
                stated="80 %",
            ),
            RecordedShare(
                id="S2",
                sources=GOOD,
                year=2013,
                publisher="Two",
                denominator="total",
                share_percent=Decimal(84),
                stated="84 %",
            ),
            RecordedShare(
                id="S3",
                sources=GOOD,
                year=2012,
                publisher="One",
                denominator="total",
                share_percent=Decimal(75),
                stated="75 %",
            ),
            RecordedShare(
                id="S4",
                sources=POOR,
                year=2012,
                publisher="Two",
                denominator="total",
                share_percent=Decimal(60),
                stated="60 %",
            ),
        ),
        events=(
            _event("E1", "2013-01-05", value="2,000", value_unit="t"),
            _event("E2", "2013-03", value="3", value_unit="missile"),
            _event("E3", "2013-07-01", subkind="brook", value="14-0"),
            _event("E4", "2012-12-31", kind="fire", value="severe"),
            _event("E5", "2013-12-31"),
        ),
        tenures=(
            _tenure("T1", "partner", "abel", "2010-01-01", "2011-12-31"),
            _tenure("T2", "partner", "boas", "2012-01-01", None),
            _tenure("T3", "target", "cain", "2009-01-01", None),
            _tenure("T4", "partner", "boas", "2012-02", None, "head_of_state"),
        ),
        visits=(
            _visit("V1", "2011-05-01", "partner_to_target", "Abel", "cn.party_head"),
            _visit("V2", "2012-06-01", "partner_to_target", "Boas", "cn.party_head"),
            _visit("V3", "2013-03", "target_to_partner", "Cain", "kp.party_head"),
            _visit("V4", "2013-09-09", "target_to_partner", "Dan", "kp.party_head"),
        ),
        actions=(
            _act("A1", "2013-02-01", "designation", "mill", ("PRK",), persons=2, entities=3, vessels=1),
            _act("A2", "2013-03-07", "settlement", "mill", ("IRN", "PRK"), shipments=28, notes="Agreed."),
            _act("A3", "2012-05", "penalty", "yard", ("PRK",), state="KOR"),
            _act("A4", "2013-11-01", "forfeiture_complaint", "yard", ("PRK",), accounts=4),
        ),
        amounts=(
            ActionAmount(
                id="M1",
                sources=GOOD,
                action="A2",
                measure="penalty",
                gross=Decimal(1000),
                suspended=Decimal(300),
                announced=Decimal(1200),
                currency="USD",
            ),
            ActionAmount(
                id="M2", sources=GOOD, action="A3", measure="penalty", gross=Decimal(800), currency="USD"
            ),
            ActionAmount(
                id="M3", sources=POOR, action="A4", measure="sought", gross=Decimal(50), currency="USD"
            ),
        ),
        named=(
            NamedParty(
                id="N1",
                sources=GOOD,
                action="A1",
                party="p",
                name="Mill Co",
                schema="Company",
                role="target",
                state="CHN",
                status="listed",
                status_date=parse_date("2013-02-01"),
            ),
        ),
        responses=(
            _answer(
                "R1",
                "2013-02-03",
                "The Ministry",
                "denial",
                allegation_date=parse_date("2013-02-01"),
                quote="We know nothing of it",
                wording="verbatim",
            ),
            _answer(
                "R2",
                "2013-02-11",
                "Mill Co",
                "denial",
                responder_kind="company",
                allegation_date=parse_date("2013-02-01"),
                action="A1",
            ),
            _answer(
                "R3",
                "2013-03-08",
                "The Ministry",
                "protest_unilateral_sanctions",
                quote="No long arm",
                wording="paraphrase",
            ),
        ),
        tours=(),
        nodes=(),
        links=(),
        deals=(),
        knowledge=(),
    )


def printed(reading: FigureReading) -> list[str]:
    """A reading with its figure, line by line, every field that is not empty; what the codebook of the case leaves open apart."""
    bounds = f"{_number(reading.low)} … {_number(reading.high)}"
    found = [f"{_number(reading.value)} ({bounds}) {reading.unit}".strip()]
    for name in ("shown", "cannot", "beyond"):
        found += [f"{name}: {getattr(reading, name)}"] if getattr(reading, name) else []
    found += [f"words: {', '.join(reading.words)}"] if reading.words else []
    figure = reading.figure
    if figure is None:
        return found
    trail = figure.trail
    found += [
        f"figure: {figure.id} | {figure.title} | {figure.definition}",
        f"is {_number(figure.value)} ({_number(figure.low)} … {_number(figure.high)})"
        f" {figure.unit}, shown as {figure.shown}",
    ]
    found += [f"step: {step}" for step in trail.steps] + [
        f"note: {note}" for note in trail.notes if "left open by the set" not in note
    ]
    found += [
        f"row: {row.id}, {row.says}, {row.role}" + (f", {row.why}" if row.why else "") for row in trail.rows
    ]
    found += [f"left out: {row.id}, {row.role}, {row.why}" for row in trail.left_out]
    return [
        *found,
        f"rests on: {trail.strength.says}" if trail.strength.supports else "rests on nothing named",
    ]


def _number(number: float | None) -> str:
    return "?" if number is None else f"{number:.10g}"


def asked(about: str, given: dict[str, str]) -> FigureReading:
    """The reading of one question to the small world, with every parameter that is left open at its first value."""
    subject = find_subject(about)
    evidence = Evidence(world())
    whole = dict(subject.complete(given))
    for one in subject.parameters:
        if one.open and not given.get(one.name):
            whole[one.name] = next(iter(one.options(evidence, whole)), "")
    return subject.compute(evidence, whole)
