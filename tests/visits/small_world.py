"""Two invented states over eleven years: one visit, event or row of every kind that a question about visits meets.

Aland is the target and Bland the partner. Anna leads Bland until the middle of 2004, then Bert; Carl leads Aland
throughout. Small enough that every answer about it can be worked out on paper.
"""

from __future__ import annotations

import msgspec

from tests.visits.building import CODEBOOK, a_case, event, step, summit, tenure, visit
from tests.visits.test_rosters import roster, seat
from yalu.case.records import (
    Case,
    Contradiction,
    CoverageRow,
    Lead,
    Listed,
    Published,
    RuleSet,
    Source,
    SourceRef,
    Tour,
    Visit,
)
from yalu.vocabulary.answers import CANNOT_SAY, NO
from yalu.vocabulary.dates import parse_date

PAPER, PRESS = SourceRef("paper", 2), SourceRef("press", 4)
VISITS = (
    summit("V1", "2001-02-03", end="2001-02-05", place="Aville", post_text="leader"),
    visit("V2", "2003-02", "target_to_partner", place="Btown", post_text="minister", memory=("place",)),
    visit("V3", "2004-03-01", posts=("p.vice",), party_body="unknown", place="Aville", occasion="unknown"),
    visit("V4", "2004-09-09", "third_country", posts=("p.head",), met_leader=CANNOT_SAY, place="Cport"),
    visit("V5", "2004-12-20", end="2004-12-24", journey="tour", place="Aville"),
    visit("V6", "2005-01-02", end="2005-01-06", journey="tour", posts=("p.head",), met_leader=CANNOT_SAY),
    visit("V7", "2006-05-05", secrecy="secret_then_confirmed", occasion="multilateral_hosted", guest="Guest V5"),
    summit("V8", "2009-10", secrecy="unconfirmed", status="announced_not_seen"),
    visit("V9", "2010-03-01", "target_to_partner", posts=("t.head",), met_leader=NO, secrecy="unknown"),
)  # fmt: skip
TESTS = "nuclear_test"


def _published(number: str, figure: str, stated: str, value: float | None, **asked: str) -> Published:
    return Published(
        id=number, title=f"Stated {number}", stated=stated, value=value, figure=figure,
        parameters=tuple((name.rstrip("_"), text) for name, text in asked.items()), notes="", sources=(PAPER,),
    )  # fmt: skip


PUBLISHED = (
    msgspec.structs.replace(
        _published("P1", "frequency", "0.4", 0.4, side="partner", leader="anna"), notes="As printed."
    ),
    _published("P2", "frequency", "0.2", 0.2, side="partner", leader="dora"),
    _published("P23", "frequency", "0.8", 0.8, side="partner", leader="anna"),
    _published("P3", "rank_unweighted", "2", 2, side="partner", leader="bert"),
    _published("P4", "rank_weighted", "1", 1, side="partner", leader="bert"),
    _published("P5", "latency", "within 75", 75, event="E1"),
    _published("P6", "latency_mean", "37.5", 37.5, events="E1+E2"),
    _published("P7", "latency_mean", "9", 9, events="E1+E4"),
    _published("P8", "latency", "9", 9, event="E9"),
    _published("P9", "visits_total", "more than 5", 5),
    _published("P10", "visits_total", "2", 2, guest="guest-v5"),
    _published("P11", "visits_since", "2", 2, event="E1", until="2005-06-30", direction="partner_to_target"),
    _published("P12", "visits_total", "1", 1, window="2006", secrecy="secret_then_confirmed"),
    _published("P13", "visits_total", "3", 3, from_="2001", until="2009-12-31", summits="only"),
    _published("P14", "visits_total", "3", 3, colour="red"),
    _published("P15", "visits_total", "3", 3, window="1990"),
    _published("P16", "trips", "2", 2),
    _published("P17", "gap_since_summit", "10", 10, as_of="2010-12-31"),
    _published("P18", "gap_since_summit", "10", 10, as_of="2000-12-31"),
    _published("P19", "moons", "4", 4),
    _published("P21", "latency", "62", 62, event="E1"),
    _published("P24", "latency", "within 60", 60, event="E1"),
    _published("P25", "latency", "within 40", 40, event="E1"),
    _published("P26", "latency", "75", 75, event="E1"),
    _published("P22", "latency", "9", 9, event="E4"),
    _published("P20", "cap_used", "4", 4),
)
CODES = msgspec.structs.replace(
    CODEBOOK,
    rule_sets=CODEBOOK.rule_sets
    | {
        "early": RuleSet(
            title="Early years", description="As of 2006.", extends="plain", window="2001/2006",
            open={"R4": "the paper names no congress"}, choose={"R5": "legs"}, sources=("paper",),
        )
    },
)  # fmt: skip


def small_world(*, known_by: str = "") -> Case:
    """The whole case; ``known_by`` is written on it as on a case limited to a day, without leaving rows out."""
    case = a_case(
        visits=[_sourced(one) for one in VISITS],
        events=(
            event("E1", "2002-12-20", TESTS), event("E2", "2006-04", TESTS), event("E3", "2007", "launch"),
            event("E4", "2010-06-01", TESTS), event("E5", "2004-02-15", TESTS), event("E6", "2003-02-10", TESTS),
        ),
        steps=(step("S1", "V2", "2003-02-20", "met_leader"), step("S2", "V7", "2006-05-07", "returned"),
               step("S3", "V7", "2006-05-04", "arrived")),
        tenures=(tenure("anna", "1995-05-01", "2004-06-30"), tenure("bert", "2004-07-01"),
                 tenure("carl", "1998-01-01", side="target")),
        published=PUBLISHED,
        tours=(Tour(id="T1", visit="V1", trip=1, place="Aville", site="Dam", sources=(PAPER,)),
               Tour(id="T2", visit="V1", trip=1, place="Aville", site="Farm", sources=(PAPER,)),
               Tour(id="T3", visit="V5", trip=2, place="Aport", sources=(PAPER,))),
        leads=(Lead(id="L1", date=parse_date("2008"), who="Somebody", sources=(PRESS,)),),
        listed=(Listed(id="I1", date=parse_date("2004-12-20"), guest="Guest V5", direction="partner_to_target",
                       visit="V5", sources=(PAPER,)),
                Listed(id="I2", date=parse_date("2007"), guest="Guest V5", direction="partner_to_target",
                       sources=(PAPER,))),
        coverage=tuple(_rated(year, level) for year, level in LEVELS.items()),
        contradictions=(Contradiction(id="C1", table="visits", row="V1", field="place", value="Aport",
                                      notes="a day later", sources=(PRESS,)),),
        seats=(seat("Guest V3", "central_committee", "2002-01-01", "c1", end=parse_date("2003-01-01")),),
        rosters=(roster("c1", "2002-01-01", "2007-01-01"),),
        codebook=CODES,
    )  # fmt: skip
    sources = case.sources | {
        "press": Source(
            id="press", title="A newspaper", url="https://press.example/1", reliability="C", kind="press",
            copy_of="an agency",
        )
    }  # fmt: skip
    return msgspec.structs.replace(case, sources=sources, known_by=known_by)


LEVELS = {
    2000: "good",
    2001: "good",
    2002: "partial",
    2003: "thin",
    2004: "whole",
    2005: "thin",
    2006: "partial",
}


def _rated(year: int, level: str) -> CoverageRow:
    left_out = (("posts", "p.head"),) if level == "thin" else ()
    return CoverageRow(
        id=f"cov-{year}", year=year, level=level, months_read=year % 5, left_out=left_out, sources=(PAPER,)
    )


def _sourced(one: Visit) -> Visit:
    if one.id == "V3":
        return msgspec.structs.replace(one, sources=(PRESS,), party_seats=("s-Guest V3-2002-01-01",))
    return msgspec.structs.replace(one, sources=(PAPER, PRESS)) if one.id == "V1" else one
