"""Caps: how much the law allows, and how much of it was used up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.records import Reading
from yalu.claims.subjects.law.measures import MEASURE, law_row, measure_of
from yalu.claims.subjects.trade.parameters import FACTOR, LEDGERS, guarded
from yalu.documents.choices import ChoiceError
from yalu.law.caps.utilisation_records import CARRY_OVER, Utilisation
from yalu.law.text.records import LimitPart, Measure
from yalu.law.text.windows import windows_of
from yalu.law.verdicts.evidence import clause_of, paragraph_coverage
from yalu.vocabulary.amounts import Quantity, convert, factors_between, unit
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.results import Figure, Trail
from yalu.vocabulary.strength import Strength


def _used(evidence: Evidence, given: Parameters) -> Reading:
    measure = measure_of(evidence, given["measure"])
    through = day_or_event(evidence, given["through"], "through").latest if given["through"] else None
    uses = [
        use
        for use in evidence.uses(measure.id, given["carry_over"], through)
        if use.ledger == given["ledger"]
        and use.trader == given["trader"]
        and given["window"] in {"", use.window}
    ]
    if not uses:
        raise Unanswerable(
            f"no row on the ledger {given['ledger']} falls under {measure.id}"
            + (f" in {given['window']}" if given["window"] else "")
        )
    use = (
        uses[-1]
        if len({u.window for u in uses}) == 1
        else next((u for u in uses if u.window == str(through)[:4]), uses[0])
    )
    notes = _ended(measure, use, through)
    figures = {"quantity": use.quantity, "value": use.value}
    if given["limb"] != "first_reached":
        return _limb(use, figures[given["limb"]], given["limb"], notes)
    told = {
        name: figure for name, figure in figures.items() if figure is not None and figure.value is not None
    }
    if not told:
        raise Unanswerable("neither limb of the cap can be said")
    limb = max(told, key=lambda name: told[name].value or 0)
    return _limb(use, told[limb], limb, notes)


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


def _limb(use: Utilisation, figure: Figure | None, limb: str, notes: tuple[str, ...]) -> Reading:
    if figure is None:
        raise Unanswerable(f"the cap has no limb in {limb}, or no row is in its unit")
    if figure.value is None and not figure.low and figure.high is None:
        return Reading(
            unit="percent", cannot=f"no row gives the {limb} used up in {use.window}", figure=figure
        )
    return Reading(
        value=figure.value, low=figure.low, high=figure.high, unit="percent", notes=notes, figure=figure
    )


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


def _size(evidence: Evidence, given: Parameters) -> Reading:
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
    figure = Figure(
        id=f"cap-size/{measure.id}/{part.kind}/{symbol}",
        title=f"The limit of {measure.title}, {part.kind}",
        value=number,
        unit=symbol,
        definition=f"as the law states it: {measure.named()}",
        trail=Trail(
            steps=tuple(steps),
            rows=(law_row(measure, evidence, measure.title),),
            known_by=evidence.case.known_by,
            data_version=evidence.case.data_version,
            coverage=paragraph_coverage(evidence.regime, measure),
            strength=Strength((clause_of(measure),)),
        ),
    )
    return Reading(value=number, low=number, high=number, unit=symbol, figure=figure)


def _size_unit(given: Parameters) -> str:
    return given["unit"]


def _caps(evidence: Evidence, given: Parameters) -> list[str]:
    return [measure.id for measure in evidence.regime.measures if measure.limits_amounts]


_CAP = msgspec.structs.replace(
    MEASURE, names=_caps, help="a measure that limits an amount, by id or by words that it alone fits"
)
_LIMB = Parameter(
    name="limb",
    default="first_reached",
    choices=("quantity", "value", "first_reached"),
    alternatives=("first_reached", "quantity", "value"),
    open=True,
    help="which limb of the cap; the first reached is the one used up more",
)
SUBJECTS = (
    Subject(
        name="law.cap_used",
        title="How much of a cap was used up",
        measured="cap",
        unit="percent",
        parameters=(
            _CAP,
            _LIMB,
            Parameter(
                name="ledger",
                default="committee",
                choices=LEDGERS,
                alternatives=("committee", "customs"),
                help="who says so",
            ),
            Parameter(
                name="through",
                kind="day",
                also=("to", "period"),
                help="by the end of this day; the end of the window by default",
            ),
            Parameter(
                name="carry_over",
                default="strict",
                choices=tuple(CARRY_OVER),
                alternatives=tuple(CARRY_OVER),
                open=True,
                help="what the window before leaves behind: strict is the text, excess and whole are policies",
            ),
            Parameter(name="trader", kind="country", help="one state, for limits that each state has"),
            Parameter(name="window", help="the window of the cap by its label, such as 2017"),
        ),
        compute=guarded(_used),
        example="--measure unscr-2321-op26b-coal-2017 --limb value --through 2017-02-28",
        stated="57.6 percent",
    ),
    Subject(
        name="law.cap_size",
        title="How much a cap allows",
        measured="amount",
        unit=_size_unit,
        parameters=(
            _CAP,
            Parameter(
                name="limb",
                default="quantity",
                choices=("quantity", "value"),
                alternatives=("quantity", "value"),
                help="which limb",
            ),
            Parameter(name="unit", kind="unit", help="a unit the law states it in, or one of the same kind"),
            FACTOR,
        ),
        compute=guarded(_size),
        example="--measure unscr-2321-op26b-coal-2017",
        stated="7.5 million tonnes",
    ),
)
