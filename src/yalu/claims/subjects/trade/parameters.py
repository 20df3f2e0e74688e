"""What the subjects of trade share: their parameters, and the question these make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yalu.claims.catalogue import Parameter, Parameters, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.vocabulary.amounts import FACTORS, unit
from yalu.vocabulary.results import Figure

LEDGERS = ("customs", "committee", "mirror", "alleged")
FLOWS = ("import", "export", "export+import")


def units_of_rows(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The currencies, or else the units of quantity, that the flows table has."""
    money = unit(given.get("unit") or "USD").kind.startswith("money")
    rows = evidence.case.flows
    return sorted({r.currency for r in rows if r.currency} if money else {r.unit for r in rows if r.unit})


_TURNED = {"import": "export", "export": "import"}


def reporter_on(evidence: Evidence, given: Parameters, ledger: str) -> dict[str, str]:
    """Who reports on another ledger, for the same partner and flow: the same state, the other side of the same trade
    as a compiler tells it, all states, or the one there is."""
    partner = given.get("partner") or evidence.case.target
    own = given.get("reporter") or evidence.case.partner
    flow = str(given.get("flow") or "export+import")
    flows = {flow, *flow.split("+")}
    there = {
        row.reporter
        for row in evidence.case.flows
        if row.ledger == ledger and row.partner == partner and row.flow in flows
    }
    if own in there or not there:
        return {}
    if any((row.ledger, row.reporter, row.partner) == (ledger, partner, own) for row in evidence.case.flows):
        if "flow" not in given:
            return {}  # a balance reported by the other side has the other sign, and is no second figure of this one
        flows_ = {name: given.get(name, "") for name in ("flow", "against_flow")}
        turned = {name: _TURNED[value] for name, value in flows_.items() if value in _TURNED}
        return {"reporter": partner, "partner": own, **turned}
    return {"reporter": "ALL" if "ALL" in there else min(there)} if "ALL" in there or len(there) == 1 else {}


PERIOD = Parameter(
    "period",
    "a month, quarter, half, year or span: 2017-01, 2017-Q1, 2017-01/2017-07",
    kind="period",
    required=True,
)
FLOW = choice(
    "flow", "seen from the reporter; both is export+import", FLOWS, default="export+import", kind="flow", tried=True,
)  # fmt: skip
HS = Parameter("hs", "an HS code, or TOTAL", kind="hs", default="TOTAL")
UNIT = Parameter(
    "unit", "USD or CNY for values, t or bbl for quantities", kind="unit", default="USD", also=("currency",),
    alternatives=units_of_rows,
)  # fmt: skip
LEDGER = choice(
    "ledger", "who says so; ledgers are never added together", LEDGERS, default="customs", along=reporter_on,
    tried=True,
)  # fmt: skip
REPORTER = Parameter("reporter", "who reports, by ISO code; the case's partner by default", kind="country")
PARTNER = Parameter("partner", "the other side, by ISO code; the case's target by default", kind="country")
FACTOR = choice(
    "factor", "a named factor between barrels and tonnes", ("", *(f.name for f in FACTORS)), default=""
)
ABSENT = choice(
    "absent", "zero reads what a table of all goods does not have as no trade", ("unknown", "zero")
)
ASKED = (PERIOD, FLOW, HS, UNIT, LEDGER, REPORTER, PARTNER, FACTOR, ABSENT)


def asked(given: Parameters, prefix: str = "") -> dict[str, Any]:
    """The arguments of one total; with a prefix, those named so, and the plain ones where it names none."""

    def said(name: str) -> str:
        return given.get(prefix + name, "") or given.get(name, "")

    return {"period": said("period"), "flow": said("flow"), "hs": said("hs"), "unit": said("unit"), "ledger": said("ledger"),
            "reporter": said("reporter"), "partner": said("partner"), "factor": given.get("factor") or None,
            "absent": given.get("absent") or "unknown"}  # fmt: skip


def total(evidence: Evidence, given: Parameters, prefix: str = "") -> Figure:
    """One total as a figure; Unanswerable when the case has no flows at all."""
    if not evidence.case.flows:
        raise Unanswerable("the case has no flows")
    return evidence.total(**asked(given, prefix))
