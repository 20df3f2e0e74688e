"""The place of one year or one kind of goods among those the table has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.spans import shifted, span_named
from yalu.claims.records import Reading
from yalu.claims.subjects.readings import exact, figure_of
from yalu.claims.subjects.trade.parameters import ASKED, total
from yalu.vocabulary.results import on_evidence_of

_MOST = 80


def _rivals(evidence: Evidence, given: Parameters) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The other periods as long as this one, or the other codes as long as this one."""
    if given["among"] == "goods":
        length = len(given["hs"])
        codes = {row.hs for row in evidence.case.flows if row.hs != "TOTAL" and len(row.hs) == length}
        yield from ((code, {**given, "hs": code}) for code in sorted(codes))
        return
    spans = [span_named(row.period) for row in evidence.case.flows]
    first = min(span.start for span in spans if span is not None)
    last = max(span.end for span in spans if span is not None)
    for step in range(-_MOST, _MOST + 1):
        moved = shifted(given["period"], step)
        span = span_named(moved)
        if span is None or span.end < first or span.start > last:
            continue
        if (not given["from"] or str(span.start) >= given["from"]) and (
            not given["to"] or str(span.start) <= given["to"]
        ):
            yield moved, {**given, "period": moved}


def _rank(evidence: Evidence, given: Parameters) -> Reading:
    if not evidence.case.flows:
        raise Unanswerable("the case has no flows")
    own_name = given["hs"] if given["among"] == "goods" else given["period"]
    figures = {name: total(evidence, asked) for name, asked in _rivals(evidence, given)}
    valued = {name: figure for name, figure in figures.items() if figure.value is not None}
    known = {n: f for n, f in valued.items() if n == own_name or f.trail.strength.certain}
    doubted = [row for name in sorted(valued.keys() - known.keys()) for row in valued[name].trail.rows]
    if own_name not in known:
        raise Unanswerable(f"no row gives the amount of {own_name}")
    if len(known) < 2:
        raise Unanswerable(f"the table has nothing to rank {own_name} against")
    sign = 1 if given["order"] == "lowest" else -1
    amounts = {name: sign * (figure.value or 0.0) for name, figure in known.items()}
    place = float(1 + sum(amount < amounts[own_name] for amount in amounts.values()))
    listed = sorted(known, key=lambda name: (amounts[name], name))
    figure = figure_of(
        evidence,
        f"trade-rank/{given['among']}/{own_name}/{given['order']}/{given['flow']}/{given['unit']}/{given['ledger']}",
        f"Place of {own_name} from the {given['order']} of {len(known)}",
        f"{known[own_name].definition}; among {len(known)} {given['among']} that the table has, from the {given['order']}",
        value=place,
        steps=tuple(f"{name}: {known[name].value:,.0f} {known[name].unit}" for name in listed),
        rows=tuple({row.id: row for name in listed for row in known[name].trail.rows}.values()),
        left_out=tuple(msgspec.structs.replace(row, why="doubted, so not ranked against") for row in doubted),
        notes=(
            f"{len(known)} {given['among']} are in the table; one that is missing could change the place",
        ),
    )
    trail = on_evidence_of(figure.trail, (known[name].trail for name in listed))
    return exact(msgspec.structs.replace(figure, trail=trail), place, unit="place")


SUBJECTS = (
    Subject(
        "trade.rank",
        "The place of a period, or of goods, by amount among those the table has",
        "place",
        unit="place",
        parameters=(
            *ASKED,
            choice("among", "other periods as long, or other HS codes as long", ("periods", "goods")),
            choice("order", "counted from which end", ("lowest", "highest"), default="highest"),
            Parameter("from", "only periods that begin on this day or later", kind="day"),
            Parameter("to", "only periods that begin on this day or earlier", kind="day"),
        ),
        compute=_rank,
        example="--period 2017 --flow export --from 2005",
        stated="fourth",
    ),
)
