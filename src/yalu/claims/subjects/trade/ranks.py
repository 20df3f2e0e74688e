"""The place of a period among periods, or of goods among goods, with what the table does not have as its bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from yalu.claims.catalogue import Parameters
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.questions.spans import shifted, span_named
from yalu.claims.records import FigureReading
from yalu.claims.subjects.readings import exact, figure_of, reading_of
from yalu.claims.subjects.trade.parameters import total
from yalu.vocabulary.results import Figure, on_evidence_of

BOTH_WAYS = "export+import"
_MOST = 80
_NAMED = 3  # of the periods that are missing, as many are named


def _rivals(evidence: Evidence, given: Parameters) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The other periods as long as this one, or the other codes as long as this one."""
    if given["among"] == "goods":
        length = len(given["hs"])
        codes = {row.hs for row in evidence.case.flows if row.hs != "TOTAL" and len(row.hs) == length}
        yield from ((code, {**given, "hs": code}) for code in sorted(codes))
        return
    spans = [span_named(row.period) for row in evidence.case.flows]
    first = min(str(span.start) for span in spans if span is not None)
    last = max(str(span.end) for span in spans if span is not None)
    for step in range(-_MOST, _MOST + 1):
        moved = shifted(given["period"], step)
        span = span_named(moved)
        if (
            span is None
            or str(span.end) < (given["from"] or first)
            or str(span.start) > (given["to"] or last)
        ):
            continue
        if not given["from"] or str(span.start) >= given["from"]:
            yield moved, {**given, "period": moved}


def rank(evidence: Evidence, given: Parameters) -> FigureReading:
    """The place of one amount among the others; those that nobody knows could be before or behind it."""
    if not evidence.case.flows:
        raise Unanswerable("the case has no flows")
    own_name = given["hs"] if given["among"] == "goods" else given["period"]
    ends = {
        "from": str(day_or_event(evidence, given["from"], "from").earliest) if given["from"] else "",
        "to": str(day_or_event(evidence, given["to"], "to").latest) if given["to"] else "",
    }
    given = {**given, **ends}  # “to 2018” is to its last day
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
    surely, may, why = _unknown(evidence, given, figures, known, own_name)
    place += surely
    figure = figure_of(
        evidence,
        f"trade-rank/{given['among']}/{own_name}/{given['order']}/{given['flow']}/{given['unit']}/{given['ledger']}",
        f"Place of {own_name} from the {given['order']} of {len(known)}",
        f"{known[own_name].definition}; among {len(known)} {given['among']} that the table has, from the {given['order']}",
        value=None if why else place,
        low=place if why else None,
        high=place + may if why and may is not None else None,
        steps=tuple(f"{name}: {known[name].value:,.0f} {known[name].unit}" for name in listed),
        rows=tuple({row.id: row for name in listed for row in known[name].trail.rows}.values()),
        left_out=tuple(msgspec.structs.replace(row, why="doubted, so not ranked against") for row in doubted),
        notes=(
            why
            or f"{len(known)} {given['among']} are in the table; one that is missing could change the place",
        ),
    )
    trail = on_evidence_of(figure.trail, (known[name].trail for name in listed))
    figure = msgspec.structs.replace(figure, trail=trail)
    if why:
        return reading_of(figure, unit="place", beyond=why)
    return exact(figure, place, unit="place")


def _unknown(
    evidence: Evidence,
    given: Parameters,
    figures: Mapping[str, Figure],
    known: Mapping[str, Figure],
    own: str,
) -> tuple[int, int | None, str]:
    """How many that have no amount surely come before, how many more may (None: nobody knows how many), and the words for it."""
    if given["among"] == "goods":
        return _unknown_goods(evidence, given, known, own)
    # Before the first and after the last amount of the table lie periods that it does not speak of, unless days are named.
    first = given["from"] or min(str(span.start) for n in known if (span := span_named(n)) is not None)
    last = given["to"] or max(str(span.start) for n in known if (span := span_named(n)) is not None)
    open_ = [
        name
        for name in figures
        if name not in known and (span := span_named(name)) is not None and first <= str(span.start) <= last
    ]
    mine = known[own].value or 0.0
    lowest = given["order"] == "lowest"
    surely, may = 0, []
    for name in open_:
        figure = figures[name]
        # A doubted row bounds nothing; one way of trade is no more than both ways together.
        low, high = (figure.low, figure.high) if figure.value is None else (None, None)
        if high is None and given["flow"] != BOTH_WAYS:
            both = total(evidence, {**given, "period": name, "flow": BOTH_WAYS})
            high = both.value if both.trail.strength.certain else None
        if (high is not None and high < mine) if lowest else (low is not None and low > mine):
            surely += 1
        elif (low is None or low <= mine) if lowest else (high is None or high >= mine):
            may.append(name)
    if not may:
        return surely, 0, ""
    named = ", ".join(may[:_NAMED]) + (" …" if len(may) > _NAMED else "")
    return (
        surely,
        len(may),
        f"no sure amount is known for {len(may)} of the {len(figures)} periods ranked: {named}",
    )


def _unknown_goods(
    evidence: Evidence, given: Parameters, known: Mapping[str, Figure], own: str
) -> tuple[int, int | None, str]:
    """Goods without a row of their own fit into what all goods leave over: none larger than that can be among them."""
    whole = total(evidence, {**given, "hs": "TOTAL"})
    mine = known[own].value or 0.0
    if given["order"] == "highest" and whole.value is not None and whole.trail.strength.certain and mine > 0:
        left = whole.value - sum(figure.value or 0.0 for figure in known.values())
        if left < mine:
            return 0, 0, ""
        return (
            0,
            int(left // mine),
            f"goods of {left:,.0f} {whole.unit} have no row of their own, and one could be larger",
        )
    return 0, None, "goods that have no row of their own could come before it"
