"""What the subjects of trade share: their parameters, and the question these make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from yalu.claims.catalogue import Parameter, Parameters
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.records import Reading
from yalu.documents.choices import ChoiceError
from yalu.trade.files.faults import RefusedError
from yalu.vocabulary.amounts import FACTORS, unit
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.results import Figure

LEDGERS = ("customs", "committee", "mirror", "alleged")
FLOWS = ("import", "export", "export+import")


def units_of_rows(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The currencies, or else the units of quantity, that the flows table has."""
    money = unit(given.get("unit") or "USD").kind.startswith("money")
    rows = evidence.case.flows
    return sorted({r.currency for r in rows if r.currency} if money else {r.unit for r in rows if r.unit})


def reporter_on(evidence: Evidence, given: Parameters, ledger: str) -> dict[str, str]:
    """Who reports on another ledger, for the same partner and flow: the same state, all states, or the one there is."""
    partner = given.get("partner") or evidence.case.target
    own = given.get("reporter") or evidence.case.partner
    flows = set(str(given.get("flow", "")).split("+")) - {""} or {"import", "export"}
    there = {
        row.reporter
        for row in evidence.case.flows
        if row.ledger == ledger and row.partner == partner and row.flow in flows
    }
    if own in there or not there:
        return {}
    return {"reporter": "ALL" if "ALL" in there else min(there)} if "ALL" in there or len(there) == 1 else {}


PERIOD = Parameter(
    name="period",
    kind="period",
    required=True,
    help="a month, quarter, half, year or span: 2017-01, 2017-Q1, 2017-01/2017-07",
)
FLOW = Parameter(
    name="flow",
    kind="flow",
    default="export+import",
    choices=FLOWS,
    alternatives=FLOWS,
    help="seen from the reporter; both is export+import",
)
HS = Parameter(name="hs", kind="hs", default="TOTAL", help="an HS code, or TOTAL")
UNIT = Parameter(
    name="unit",
    kind="unit",
    default="USD",
    also=("currency",),
    alternatives=units_of_rows,
    help="USD or CNY for values, t or bbl for quantities",
)
LEDGER = Parameter(
    name="ledger",
    default="customs",
    choices=LEDGERS,
    alternatives=LEDGERS,
    along=reporter_on,
    help="who says so; ledgers are never added together",
)
REPORTER = Parameter(
    name="reporter", kind="country", help="who reports, by ISO code; the case's partner by default"
)
PARTNER = Parameter(
    name="partner", kind="country", help="the other side, by ISO code; the case's target by default"
)
FACTOR = Parameter(
    name="factor", choices=("", *(f.name for f in FACTORS)), help="a named factor between barrels and tonnes"
)
ABSENT = Parameter(
    name="absent",
    default="unknown",
    choices=("unknown", "zero"),
    help="zero reads what a table of all goods does not have as no trade",
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


def read_figure(figure: Figure) -> Reading:
    """A figure as a reading; without value and bounds the facts cannot say."""
    if figure.value is None and not figure.low and figure.high is None:
        notes = (note.removeprefix("missing: ") for note in figure.trail.notes if note.startswith("missing"))
        clauses = (clause for note in notes for clause in note.split("; "))
        missing = dict.fromkeys(c for c in clauses if c != "reported inside it: nothing")
        why = f"missing: {'; '.join(missing)}" if missing else f"no row gives {figure.definition}"
        return Reading(unit=figure.unit, cannot=why, figure=figure)
    return Reading(value=figure.value, low=figure.low, high=figure.high, unit=figure.unit, figure=figure)


def guarded(compute: Callable[[Evidence, Parameters], Reading]) -> Callable[[Evidence, Parameters], Reading]:
    """The same computation, with what the facts refuse told as such: a factor that is missing is a choice to make."""

    def safely(evidence: Evidence, given: Parameters) -> Reading:
        try:
            return compute(evidence, given)
        except (RefusedError, AmountError) as error:
            raise ChoiceError(str(error)) from None
        except KeyError as error:
            raise Unanswerable(str(error.args[0])) from None

    return safely
