"""Two totals held against each other: how many times, how much more, and accounts of two sides."""

from __future__ import annotations

from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.arithmetic import combine
from yalu.claims.records import Reading
from yalu.claims.subjects.readings import read_figure
from yalu.claims.subjects.trade.parameters import ASKED, HS, LEDGER, PERIOD, UNIT, total
from yalu.claims.subjects.trade.totals import difference, unit_asked

_SECOND = tuple(
    choice(
        f"against_{p.name}",
        f"{p.name} of the second total, where it differs",
        ("", *p.choices) if p.choices else (),
        default="",
        kind=p.kind,
        also=("against",) if p.name == "period" else (),
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
        "trade.ratio",
        "One total over another",
        "ratio",
        unit="1",
        parameters=(*ASKED, *_SECOND),
        compute=_ratio,
        example="--period 2017 --against-period 2018 --flow export",
        stated="1.5 times",
    ),
    Subject(
        "trade.difference",
        "One total less another",
        "difference",
        unit=unit_asked,
        parameters=(*ASKED, *_SECOND),
        compute=_difference,
        example="--period 2017 --against-period 2018 --flow export",
        stated="$1.12 billion",
    ),
    Subject(
        "trade.mirror_gap",
        "The importer's account over the exporter's",
        "ratio",
        unit=_mirror_unit,
        parameters=(
            PERIOD,
            HS,
            UNIT,
            LEDGER,
            Parameter("importer", "who reports the import; the case's partner by default", kind="country"),
            Parameter("exporter", "who reports the export; the case's target by default", kind="country"),
            choice("as", "the ratio, or the gap in money", ("ratio", "gap")),
        ),
        compute=_mirror,
        example="--period 2016",
        stated="1.1 times",
    ),
)
