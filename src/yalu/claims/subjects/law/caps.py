"""Caps: how much the law allows, and how much of it was used up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.records import FigureReading
from yalu.claims.subjects.law.measures import MEASURE, measure_figure, measure_of
from yalu.claims.subjects.readings import exact, reading_of
from yalu.claims.subjects.trade.parameters import FACTOR, LEDGERS
from yalu.documents.choices import ChoiceError
from yalu.law.caps.utilisation_records import CARRY_OVER, Utilisation
from yalu.law.text.records import LimitPart, Measure
from yalu.law.text.windows import windows_of
from yalu.vocabulary.amounts import Quantity, convert, factors_between, unit
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.results import Figure


def _used(evidence: Evidence, given: Parameters) -> FigureReading:
    measure = measure_of(evidence, given["measure"])
    through = day_or_event(evidence, given["through"], "through").latest if given["through"] else None
    asked = given["ledger"], given["trader"], given["window"]
    uses = [
        use
        for use in evidence.uses(measure.id, given["carry_over"], through)
        if asked in {(use.ledger, use.trader, ""), (use.ledger, use.trader, use.window)}
    ]
    if not uses:
        raise Unanswerable(
            f"no row on the ledger {given['ledger']} falls under {measure.id}"
            + (f" in {given['window']}" if given["window"] else "")
        )
    use = next((u for u in uses if u.window == str(through)[:4]), uses[0])
    notes = _ended(measure, use, through)
    figures = {"quantity": use.quantity, "value": use.value}
    if given["limb"] != "first_reached":
        return _limb(use, figures[given["limb"]], given["limb"], notes)
    shares = {name: one.value for name, one in figures.items() if one is not None and one.value is not None}
    if not shares:
        raise Unanswerable("neither limb of the cap can be said")
    limb = max(shares, key=lambda name: shares[name])
    return _limb(use, figures[limb], limb, notes)


def _ended(measure: Measure, use: Utilisation, through: date | None) -> tuple[str, ...]:
    """That the cap or its window ended before the day asked about: what came after does not count against it."""
    ends = [(measure.in_force.until - timedelta(1), "the cap")] if measure.in_force.until else []
    window = next((w for w in windows_of(measure, use.through) if w.label == use.window), None)
    ends += [(window.last, f"the window {use.window}")] if window is not None else []
    asked = through or (window.last if window is not None else None)
    last, what = min(ends, default=(None, ""))
    if last is None or asked is None or asked <= last:
        return ()
    return (f"{what} ended on {last}, and what was traded after that day does not count against it",)


def _limb(use: Utilisation, figure: Figure | None, limb: str, notes: tuple[str, ...]) -> FigureReading:
    if figure is None:
        raise Unanswerable(f"the cap has no limb in {limb}, or no row is in its unit")
    if figure.value is None and not figure.low and figure.high is None:
        why = f"no row gives the {limb} used up in {use.window}"
        return FigureReading(unit="percent", cannot=why, figure=figure)
    return reading_of(figure, unit="percent", notes=notes)


def _parts(evidence: Evidence, given: Parameters) -> tuple[Measure, LimitPart]:
    """The limb asked for: the one stated in the unit asked, else the first of its kind."""
    measure = measure_of(evidence, given["measure"])
    parts = measure.limit.first_reached_of
    kind = "value" if given["limb"] == "value" else "quantity"
    ours = [part for part in parts if part.kind == kind]
    if not ours:
        raise Unanswerable(
            f"{measure.id} states no {given['limb']}"
            + ("; it is no cap" if not parts else f"; ask --limb {parts[0].kind}")
        )
    if not given["unit"]:
        return measure, ours[0]
    wanted = unit(given["unit"]).kind
    return measure, next((part for part in parts if unit(part.symbol).kind == wanted), ours[0])


def _size(evidence: Evidence, given: Parameters) -> FigureReading:
    measure, part = _parts(evidence, given)
    symbol, factor = given["unit"] or part.symbol, given["factor"] or None
    try:
        number = float(convert(Quantity(part.size, part.symbol), symbol, factor).value)
    except AmountError as error:
        stated = " and ".join(f"{p.size:,} {p.symbol}" for p in measure.limit.first_reached_of)
        goods = set(measure.goods.text.lower().split())
        known = " or ".join(
            f"--factor {f.name}"
            for f in factors_between(unit(part.symbol).kind, unit(symbol).kind)
            if goods & set(f.goods.lower().split())
        )
        raise ChoiceError(
            f"the law states the limit of {measure.id} as {stated}, not in {symbol}; state it so"
            + (f", or name {known}" if known and factor is None else f" ({error})" if factor else "")
        ) from None
    steps = [f"{measure.named()}: {Decimal(part.size):,} {part.symbol}"]
    if unit(symbol) != unit(part.symbol):
        steps.append(f"{number:,.10g} {symbol}" + (f", by the factor {factor}" if factor else ""))
    figure = measure_figure(
        evidence, measure, f"cap-size/{measure.id}/{part.kind}/{symbol}",
        title=f"The limit of {measure.title}, {part.kind}", definition=f"as the law states it: {measure.named()}",
        value=number, unit=symbol, steps=tuple(steps),
    )  # fmt: skip
    return exact(figure, number)


def _size_unit(given: Parameters) -> str:
    return given["unit"]


def _caps(evidence: Evidence, given: Parameters) -> list[str]:
    return [measure.id for measure in evidence.regime.measures if measure.limits_amounts]


_CAP = msgspec.structs.replace(
    MEASURE, names=_caps, help="a measure that limits an amount, by id or by words that it alone fits"
)
_LIMB = choice(
    "limb",
    "which limb of the cap; the first reached is the one used up more",
    ("quantity", "value", "first_reached"),
    default="first_reached",
    alternatives=("first_reached", "quantity", "value"),
    open=True,
)
SUBJECTS = (
    Subject(
        "law.cap_used", "How much of a cap was used up", "cap", unit="percent",
        parameters=(
            _CAP, _LIMB,
            choice("ledger", "who says so", LEDGERS, default="committee", alternatives=("committee", "customs")),
            Parameter("through", "by the end of this day; the end of the window by default", kind="day", also=("to", "period")),
            choice("carry_over",
                "what the window before leaves behind: strict is the text, excess and whole are policies",
                tuple(CARRY_OVER), default="strict", open=True, tried=True),
            Parameter("trader", "one state, for limits that each state has", kind="country"),
            Parameter("window", "the window of the cap by its label, such as 2017"),
        ),
        compute=_used, example="--measure unscr-2321-op26b-coal-2017 --limb value --through 2017-02-28",
        stated="57.6 percent",
    ),
    Subject(
        "law.cap_size", "How much a cap allows", "amount", unit=_size_unit,
        parameters=(
            _CAP, choice("limb", "which limb", ("quantity", "value"), tried=True),
            Parameter("unit", "a unit the law states it in, or one of the same kind", kind="unit"), FACTOR,
        ),
        compute=_size, example="--measure unscr-2321-op26b-coal-2017", stated="7.5 million tonnes",
    ),
)  # fmt: skip
