"""Two totals held against each other: how many times, how much more, and accounts of two sides."""

from __future__ import annotations

from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.arithmetic import combine
from yalu.claims.records import Reading
from yalu.claims.subjects.trade.parameters import ASKED, HS, LEDGER, PERIOD, UNIT, guarded, read_figure, total
from yalu.claims.subjects.trade.totals import difference, unit_asked

_SECOND = tuple(
    Parameter(
        name=f"against_{p.name}",
        kind=p.kind,
        choices=("", *p.choices) if p.choices else (),
        also=("against",) if p.name == "period" else (),
        help=f"{p.name} of the second total, where it differs",
    )
    for p in ASKED
    if p.name not in {"factor", "absent"}
)


def _ratio(evidence: Evidence, given: Parameters) -> Reading:
    first, second = total(evidence, given), total(evidence, given, "against_")
    for one in (first, second):
        if one.value is None and one.low is None and one.high is None:
            raise Unanswerable(f"no row gives {one.definition}")
    return combine("/", read_figure(first), read_figure(second))


def _difference(evidence: Evidence, given: Parameters) -> Reading:
    return difference(total(evidence, given), total(evidence, given, "against_"), "one total less another")


def _mirror(evidence: Evidence, given: Parameters) -> Reading:
    importer = given["importer"] or evidence.case.partner
    exporter = given["exporter"] or evidence.case.target
    found = evidence.trade.mirror(
        given["period"],
        importer=importer,
        exporter=exporter,
        hs=given["hs"],
        currency=given["unit"],
        ledger=given["ledger"],
    )
    return read_figure(found.gap if given["as"] == "gap" else found.ratio)


def _mirror_unit(given: Parameters) -> str:
    return given["unit"] if given.get("as") == "gap" else "1"


SUBJECTS = (
    Subject(
        name="trade.ratio",
        title="One total over another",
        measured="ratio",
        unit="1",
        parameters=(*ASKED, *_SECOND),
        compute=guarded(_ratio),
        example="--period 2017 --against-period 2018 --flow export",
        stated="1.5 times",
    ),
    Subject(
        name="trade.difference",
        title="One total less another",
        measured="difference",
        unit=unit_asked,
        parameters=(*ASKED, *_SECOND),
        compute=guarded(_difference),
        example="--period 2017 --against-period 2018 --flow export",
        stated="$1.12 billion",
    ),
    Subject(
        name="trade.mirror_gap",
        title="The importer's account over the exporter's",
        measured="ratio",
        unit=_mirror_unit,
        parameters=(
            PERIOD,
            HS,
            UNIT,
            LEDGER,
            Parameter(
                name="importer", kind="country", help="who reports the import; the case's partner by default"
            ),
            Parameter(
                name="exporter", kind="country", help="who reports the export; the case's target by default"
            ),
            Parameter(
                name="as", default="ratio", choices=("ratio", "gap"), help="the ratio, or the gap in money"
            ),
        ),
        compute=guarded(_mirror),
        example="--period 2016",
        stated="1.1 times",
    ),
)
