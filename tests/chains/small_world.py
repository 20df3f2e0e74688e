"""Three invented deals over machines, a component and money, with a row for every question that chains answer."""

from __future__ import annotations

from decimal import Decimal

from tests.chains.conftest import fact, link, node
from yalu.case.chain_records import Deal, Link
from yalu.case.records import Source, SourceRef
from yalu.chains.facade import Chains
from yalu.vocabulary.dates import parse_date

A, B = SourceRef("court", 1), SourceRef("paper", 4)
SOURCES = {
    "court": Source(id="court", title="Judgment", url="https://court.example/1", reliability="A"),
    "paper": Source(id="paper", title="", reliability="C"),
}
NODES = (
    node("p1", country="XAA", role="maker"), node("p2", country="XBB", role="trader, not accused"),
    node("p3", country="XCC", identifiers=("IMO 9",), listed_as=("un:7",)), node("p4"), node("p5", country="XBB"),
    node("k1"), node("v1"), node("b1"), node("b2"),
    node("c1", control="controlled"), node("i1", control="partly"), node("i2", control="not_controlled", use="civil"),
    node("i3", use="missile"), node("e1", use="missile"),
)  # fmt: skip
LINKS = (
    link("p1 supplied c1", "A1", start="2011-02", forbids="retransfer", forbids_to=("XBB",), condition="home use only",
         grade="company_admission", sources=(A,)),
    link("c1 sold_to p4", "A2", start="2011-03-01", end="2011-03-01", stated="2 units", sources=(A,)),
    link("p4 supplied i1", "A3", start="2012"),
    link("c1 incorporated_in i1", "A4", start="2011-06", grade="expert_report", sources=(B,)),
    link("i1 delivered_to p5", "A5", start="2013-05-02", end="2013-05-02", sources=(A, B)),
    link("i1 shipped_on v1", "A6", start="2013-04-20", end="2013-04-30"),
    link("i1 delivered_to e1", "A7", start="2011-12", end="2011-12", grade="press", asserted_by="Daily; Agency"),
    link("p2 supplied i2", "B1", deal="d2", start="2014", forbids="military_use", forbids_to=()),
    link("i2 incorporated_in i3", "B2", deal="d2", start="2014", end="2015", grade="allegation"),
    link("i3 delivered_to e1", "B3", deal="d2", start="2016-07", end="2016-07"),
    link("p2 acted_for p1", "B4", deal="d2", start="2010", end="2012-06"),
    link("p2 paid k1", "B5", deal="d3", amount=Decimal(5), currency="USD", start="2015-01-05", end="2015-01-05"),
    link("p4 banked_with k1", "C1", deal="d3", seen_on="2015-03-01"),
    link("p4 owned_by p3", "C2", deal="d3", share=Decimal("49.50"), start="2012-01-01", seen_on="2014-12-31"),
    link("p3 designated_by b1", "U1", deal="", start="2013-01-01", end="2015-12-31"),
    link("v1 designated_by b1", "U2", deal="", seen_on="2014-06-01"),
    link("p5 restricted_by b2", "U3", deal="", start="2010"),
    link("p1 supplied c1", "D1", deal="d3", forbids="unlicensed_export", start="2011-01"),
    link("c1 sold_to p2", "D2", deal="d3", licence="none", start="2011-05-01", end="2011-05-01", grade="press"),
    link("c1 sold_to p2", "D3", deal="d3", licence="granted", start="2011-05", end="2011-05", grade="press"),
)  # fmt: skip


def _deal(name: str, **more: object) -> Deal:
    more = {"scope": "target", "title": f"Deal {name}", "summary": f"About {name}"} | more
    return Deal(id=name, **more)  # type: ignore[arg-type]


DEALS = (
    _deal("d1", actor="p1", proposition="destination", as_of=parse_date("2013-05-02"), stated_k=4, stated_s=2,
          items="machines", status="pending"),
    _deal("d2", scope="comparator", as_of=parse_date("2016")),
    _deal("d3"),
)  # fmt: skip
FACTS = (
    fact("destination_known", "admission", date="2012-06-01", name="F1", by="Prosecutor"),
    fact("red_flag_present", "panel", date="2010", name="F2"),
    fact("civil_use_declared", "publisher", date="2011", exculpatory="yes", name="F3"),
    fact("internal_message", "plea", date="2014", name="F4"),
    fact("conclusion", date="2012", name="F5"),
    fact("blind_eye", "indictment", date="2013", actor="p4", proposition="end_user", name="F6"),
)


def small_chains(links: tuple[Link, ...] = LINKS, *, known_by: str = "") -> Chains:
    """The chains of the three deals; ``known_by`` is written on them, without leaving rows out."""
    return Chains(
        NODES, links, deals=DEALS, facts=FACTS, sources=SOURCES, data_version="7+test", known_by=known_by
    )
