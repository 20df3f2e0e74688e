"""Trade compared: ratios and differences of totals, shares of the partner, unit values, places among periods or goods."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from yalu.case.records import RecordedShare as ShareRow
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.arithmetic import combine
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.records import FigureReading
from yalu.claims.subjects.readings import exact, known_name, read_figure
from yalu.claims.subjects.trade.parameters import (
    ASKED,
    FLOW,
    HS,
    LEDGER,
    PARTNER,
    PERIOD,
    REPORTER,
    UNIT,
    total,
)
from yalu.claims.subjects.trade.ranks import rank
from yalu.claims.subjects.trade.totals import difference, joined, unit_asked
from yalu.trade.figures.shares import DEFINITIONS, Share
from yalu.vocabulary.results import Figure

_SECOND = tuple(
    choice(
        f"against_{p.name}", f"{p.name} of the second total, where it differs", ("", *p.choices) if p.choices else (),
        default="", kind=p.kind, also=("against",) if p.name == "period" else (),
    )
    for p in ASKED
    if p.name not in {"factor", "absent"}
)  # fmt: skip


def _ratio(evidence: Evidence, given: Parameters) -> FigureReading:
    first, second = total(evidence, given), total(evidence, given, "against_")
    for one in (first, second):
        if one.value is None and one.low is None and one.high is None:
            raise Unanswerable(f"no row gives {one.definition}")
    return combine("/", read_figure(first), read_figure(second))


def _difference(evidence: Evidence, given: Parameters) -> FigureReading:
    return difference(total(evidence, given), total(evidence, given, "against_"), "one total less another")


def _mirror(evidence: Evidence, given: Parameters) -> FigureReading:
    importer = given["importer"] or evidence.case.partner
    exporter = given["exporter"] or evidence.case.target
    found = evidence.trade.mirror(
        given["period"], importer=importer, exporter=exporter, hs=given["hs"], currency=given["unit"],
        ledger=given["ledger"],
    )  # fmt: skip
    return read_figure(found.gap if given["as"] == "gap" else found.ratio)


def _mirror_unit(given: Parameters) -> str:
    return given["unit"] if given.get("as") == "gap" else "1"


# A compiler's figure over its own total is the share that it published: as a second reading it would count twice.
_COMPUTED = tuple(d.id for d in DEFINITIONS if d.compiler == "partner")


def _denominators(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The denominators for which the case has a share of the year, published ones first."""
    year = given.get("period", "")
    published = sorted({s.denominator for s in evidence.case.shares if not year or str(s.year or "") == year})
    return (*published, *_COMPUTED)


def _publishers(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return ("", *sorted({s.publisher for s in evidence.case.shares}))


def _share_rows(evidence: Evidence, given: Parameters) -> list[Share]:
    wanted, period = given["denominator"], given["period"]
    # The other definitions would be computed and thrown away.
    definitions = tuple(d for d in DEFINITIONS if d.id == wanted)
    rows = evidence.keep(
        ("shares", period, *(d.id for d in definitions)),
        lambda: tuple(evidence.trade.share(period, definitions=definitions)),
    )
    who = given.get("publisher", "").lower()
    return [r for r in rows if r.denominator == wanted and r.year and who in r.publisher.lower()]


def _share(evidence: Evidence, given: Parameters) -> FigureReading:
    case = evidence.case
    if not case.shares and not case.flows:
        raise Unanswerable("the case has neither shares nor flows")
    if not given["denominator"]:
        options = _denominators(evidence, given)
        filled = (name for name in options if _share_rows(evidence, {**given, "denominator": name}))
        given = {**given, "denominator": next(filled, options[0])}
    known = [*_COMPUTED, *sorted({s.denominator for s in case.shares})]
    known_name(known, "denominator", given["denominator"])
    rows = _share_rows(evidence, given)
    if not rows:
        raise Unanswerable(f"no share of {given['period']} with the denominator {given['denominator']}")
    reading = read_figure(_together(rows, case.shares))
    if not reading.cannot:
        return reading
    return msgspec.structs.replace(reading, cannot=f"{_lacking(evidence, given['period'])}; {reading.cannot}")


def _lacking(evidence: Evidence, period: str) -> str:
    """What a share of a period needs and the case does not have, and the last one that somebody published."""
    lacks = f"no total of all the target's trade is known for {period}"
    dated = [share for share in evidence.case.shares if share.year is not None]
    if not dated:
        return lacks
    last = max(dated, key=lambda share: (share.year or 0, share.id))
    return f"{lacks}; the last share on record is that of {last.year} ({last.publisher}, {last.stated})"


def _together(rows: Sequence[Share], published: Sequence[ShareRow]) -> Figure:
    """One figure of several publishers: the best attested; bounds over all of these where they differ."""
    digits = {row.id: min((s.credibility for s in row.sources), default=6) for row in published}
    grades = [min((digits.get(r.id, 6) for r in row.figure.trail.rows), default=6) for row in rows]
    best = [row.figure for row, grade in zip(rows, grades, strict=True) if grade == min(grades)]
    values = {figure.value for figure in best}
    if len(best) == 1 or (len(values) == 1 and None not in values):
        return best[0]
    lows, highs = [f.low for f in best if f.low is not None], [f.high for f in best if f.high is not None]
    return msgspec.structs.replace(
        best[0],
        id="+".join(f.id for f in best),
        value=None,
        low=min(lows, default=None),
        high=max(highs, default=None),
        trail=joined(best[0], best[-1], "equally good sources differ: " + ", ".join(f.shown for f in best)),
        display=f"{min(lows, default=0):g} to {max(highs, default=0):g} %",
    )


def _change(evidence: Evidence, given: Parameters) -> FigureReading:
    earlier = given["against"] or str(int(given["period"][:4]) - 1)
    now, then = _share(evidence, given), _share(evidence, {**given, "period": earlier})
    if now.value is None or then.value is None or now.figure is None or then.figure is None:
        raise Unanswerable("one of the two shares has no value of its own")
    relative = given["in"] == "percent"
    value = (now.value / then.value - 1) * 100 if relative else now.value - then.value
    figure = Figure(
        id=f"share-change/{given['period']}/{earlier}/{given['denominator']}/{given['in']}",
        title=f"Change of the partner's share from {earlier} to {given['period']}",
        value=value,
        unit=_change_unit(given),
        definition=f"{now.figure.definition}; {given['period']} against {earlier}, in {given['in']}",
        trail=joined(
            now.figure, then.figure, f"{now.value:g} % against {then.value:g} % = {value:.2f} {given['in']}"
        ),
    )
    return exact(figure, value)


def _change_unit(given: Parameters) -> str:
    return "percent" if given.get("in") == "percent" else "percentage_point"


_DENOMINATOR = Parameter(
    "denominator",
    "a share of what: with or without trade that statistics treat apart, exports only …",
    alternatives=_denominators,
    open=True,
)
_PUBLISHER = Parameter("publisher", "whose figure; any by default", names=_publishers)


_GOODS = Parameter("hs", "an HS code", kind="hs", required=True)
_WAY = choice("flow", FLOW.help, ("import", "export"), kind="flow", tried=True)
_MONEY = Parameter("unit", "the currency", kind="unit", default="USD", also=("currency",))


def _unit_value(evidence: Evidence, given: Parameters) -> FigureReading:
    if not evidence.case.flows:
        raise Unanswerable("the case has no flows")
    found = evidence.trade.unit_value(
        given["period"], hs=given["hs"], flow=given["flow"], currency=given["unit"], per=given["per"],
        ledger=given["ledger"], reporter=given["reporter"], partner=given["partner"], others=False,
        factor=given["factor"] or None,
    )  # fmt: skip
    return read_figure(found.figure)


def _to_zero(evidence: Evidence, given: Parameters) -> FigureReading:
    banned = day_or_event(evidence, given["banned"], "banned")
    if not evidence.case.flows:
        raise Unanswerable("the case has no flows")
    found = evidence.trade.response(
        hs=given["hs"], banned=banned.earliest, flow=given["flow"], unit=given["unit"], ledger=given["ledger"],
        reporter=given["reporter"], partner=given["partner"],
    ).to_zero  # fmt: skip
    return read_figure(found)


def _unit_of(given: Parameters) -> str:
    return f"{given.get('unit') or 'USD'}/{given.get('per') or 't'}"


SUBJECTS = (
    Subject(
        "trade.ratio", "One total over another", "ratio", unit="1", parameters=(*ASKED, *_SECOND), compute=_ratio,
        example="--period 2017 --against-period 2018 --flow export", stated="1.5 times",
    ),
    Subject(
        "trade.difference", "One total less another", "difference", unit=unit_asked, parameters=(*ASKED, *_SECOND),
        compute=_difference, example="--period 2017 --against-period 2018 --flow export", stated="$1.12 billion",
    ),
    Subject(
        "trade.mirror_gap", "The importer's account over the exporter's", "ratio", unit=_mirror_unit,
        parameters=(
            PERIOD, HS, UNIT, LEDGER,
            Parameter("importer", "who reports the import; the case's partner by default", kind="country"),
            Parameter("exporter", "who reports the export; the case's target by default", kind="country"),
            choice("as", "the ratio, or the gap in money", ("ratio", "gap")),
        ),
        compute=_mirror, example="--period 2016", stated="1.1 times",
    ),
    Subject(
        "trade.share", "The partner's share of the target's trade", "share", unit="percent",
        parameters=(PERIOD, _DENOMINATOR, _PUBLISHER), compute=_share, example="--period 2015", stated="91%",
    ),
    Subject(
        "trade.share_change", "How the partner's share changed, in percentage points", "points", unit=_change_unit,
        parameters=(
            PERIOD, Parameter("against", "the earlier year; the year before by default", kind="period"),
            _DENOMINATOR, _PUBLISHER, choice("in", "points, or percent of the share", ("points", "percent")),
        ),
        compute=_change, example="--period 2016 --against 2015 --denominator total_without_inter_korean",
        stated="1.2 percentage points",
    ),
    Subject(
        "trade.unit_value", "What a unit of goods cost", "amount", unit=_unit_of,
        parameters=(
            PERIOD, _GOODS, _WAY, _MONEY, Parameter("per", "the unit of quantity", kind="unit", default="t"),
            LEDGER, REPORTER, PARTNER, Parameter("factor", "a named factor between units"),
        ),
        compute=_unit_value, example="--period 2017-01 --hs 2701 --ledger committee --reporter ALL",
        stated="$87.77 per tonne",
    ),
    Subject(
        "trade.days_to_zero", "Days from a ban until trade reads zero", "time", unit="days",
        parameters=(
            Parameter("banned", "the day of the ban, or an event", kind="day", required=True, also=("event", "from")),
            HS, _WAY, UNIT, LEDGER, REPORTER, PARTNER,
        ),
        compute=_to_zero, example="--hs 2701 --banned 2017-02-18", stated="within two weeks",
    ),
    Subject(
        "trade.rank", "The place of a period, or of goods, by amount among those the table has", "place",
        unit="place",
        parameters=(
            *ASKED, choice("among", "other periods as long, or other HS codes as long", ("periods", "goods")),
            choice("order", "counted from which end", ("lowest", "highest"), default="highest"),
            Parameter("from", "only periods that begin on this day or later", kind="day"),
            Parameter("to", "only periods that begin on this day or earlier", kind="day"),
        ),
        compute=rank, example="--period 2017 --flow export --from 2005", stated="fourth",
    ),
)  # fmt: skip
