"""Small invented cases for tests: one line makes a visit, an event or a tenure."""

from datetime import date

from yalu.case.records import (
    Case,
    Codebook,
    CoverageRow,
    EraScheme,
    Event,
    Post,
    Published,
    Rule,
    RuleOption,
    RuleSet,
    Source,
    SourceRef,
    Tenure,
    Visit,
    VisitStep,
)
from yalu.vocabulary.answers import YES
from yalu.vocabulary.dates import Window, parse_date

CITED = (SourceRef("paper", 2),)
POSTS = {
    "p.minister": Post(id="p.minister", side="partner", kind="state", title="Foreign minister"),
    "p.head": Post(id="p.head", side="partner", kind="party", title="Leader"),
    "p.vice": Post(id="p.vice", side="partner", kind="state", title="Vice minister"),
    "t.minister": Post(id="t.minister", side="target", kind="state", title="Foreign minister"),
    "t.head": Post(id="t.head", side="target", kind="party", title="Leader"),
}
RULES = {
    "R1": Rule(
        title="Partner posts",
        reason="a list of posts",
        options={
            "ministers": RuleOption(
                admit={"side": "partner", "posts": ["p.minister", "p.head"], "party_bodies": ["politburo"]}
            ),
            "vice-ministers-too": RuleOption(
                admit={
                    "side": "partner",
                    "posts": ["p.minister", "p.head", "p.vice"],
                    "party_bodies": ["politburo"],
                }
            ),
        },
    ),
    "R2": Rule(
        title="Target posts",
        reason="a list of posts",
        options={"ministers": RuleOption(admit={"side": "target", "posts": ["t.minister", "t.head"]})},
    ),
    "R3": Rule(
        title="Third countries",
        reason="nobody visited",
        options={"leave-out": RuleOption(exclude={"direction": ["third_country"]}), "count": RuleOption()},
    ),
    "R4": Rule(
        title="Multilateral",
        reason="many guests",
        options={
            "count": RuleOption(),
            "leave-out": RuleOption(exclude={"occasion": ["multilateral_hosted"]}),
        },
    ),
    "R5": Rule(
        title="Journeys",
        reason="one or two",
        options={"one": RuleOption(merge=True), "legs": RuleOption()},
    ),
    "R6": Rule(
        title="Summits",
        reason="weight",
        options={"leaders": RuleOption(summit={"posts": ["p.head", "t.head"], "met_leader": ["yes"]})},
    ),
}
PLAIN = {"R1": "ministers", "R2": "ministers", "R3": "leave-out", "R4": "count", "R5": "one", "R6": "leaders"}
CODEBOOK = Codebook(
    version="1",
    rules=RULES,
    rule_sets={
        "plain": RuleSet(title="Plain", choose=PLAIN),
        "narrow": RuleSet(title="Narrow", extends="plain", choose={"R4": "leave-out"}),
    },
    era_schemes={
        "calendar": EraScheme(
            title="Years", offices={"partner": "head", "target": "head"}, cut="year_held_on_1_january"
        ),
        "shared": EraScheme(
            title="Years", offices={"partner": "head", "target": "head"}, cut="every_year_touched"
        ),
        "days": EraScheme(title="Days", offices={"partner": "head", "target": "head"}, cut="days"),
    },
    default_rule_set="plain",
    default_era_scheme="calendar",
)


def visit(number: str, start: str, direction: str = "partner_to_target", **facts) -> Visit:
    """A visit by a foreign minister unless the facts say otherwise."""
    facts.setdefault("posts", ("p.minister",) if direction != "target_to_partner" else ("t.minister",))
    facts.setdefault("party_body", "none")
    facts.setdefault("occasion", "bilateral")
    facts.setdefault("secrecy", "announced")
    end = facts.pop("end", None)
    return Visit(
        id=number,
        start=parse_date(start),
        end=parse_date(end) if end else None,
        direction=direction,
        guest=facts.pop("guest", f"Guest {number}"),
        sources=CITED,
        **facts,
    )


def summit(number: str, start: str, **facts) -> Visit:
    """A visit by the partner's leader, who met the other one."""
    return visit(number, start, posts=("p.head",), met_leader=YES, **facts)


def event(number: str, day: str, kind: str = "test") -> Event:
    return Event(id=number, date=parse_date(day), kind=kind, title=f"Event {number}", sources=CITED)


def step(number: str, visit_id: str, day: str, what: str) -> VisitStep:
    return VisitStep(id=number, visit=visit_id, date=parse_date(day), what=what, text=what, sources=CITED)


def tenure(leader: str, start: str, end: str | None = None, side: str = "partner") -> Tenure:
    return Tenure(
        id=f"{side}-{leader}",
        office="head",
        side=side,
        leader=leader,
        name=leader.title(),
        start=parse_date(start),
        end=parse_date(end) if end else None,
        sources=CITED,
    )


def published(number: str, stated: str, leader: str, side: str = "partner") -> Published:
    return Published(
        id=number,
        title=f"Average of {leader}",
        stated=stated,
        value=float(stated),
        figure="frequency",
        parameters=(("side", side), ("leader", leader)),
        sources=CITED,
    )


def coverage(year: int, level: str) -> CoverageRow:
    return CoverageRow(id=f"cov-{year}", year=year, level=level, sources=CITED)


def a_case(*, visits=(), events=(), tenures=(), observed=("2000-01-01", "2010-12-31"), **more) -> Case:
    """A case of two invented states observed from 2000 to 2010."""
    return Case(
        id="invented",
        title="Invented",
        target="XAA",
        partner="XBB",
        names={"target": "Aland", "partner": "Bland"},
        path="",
        version="1",
        data_version="1+test",
        observed=Window(date.fromisoformat(observed[0]), date.fromisoformat(observed[1])),
        sources={"paper": Source(id="paper", title="A paper", reliability="B")},
        posts=POSTS,
        visits=tuple(visits),
        events=tuple(events),
        tenures=tuple(tenures) or (tenure("anna", "1995-05-01", "2004-06-30"), tenure("bert", "2004-07-01")),
        codebook=more.pop("codebook", CODEBOOK),
        **more,
    )
