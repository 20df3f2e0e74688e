"""One thing taken for another: imports for exports, one reporter for another, value for volume, gross for net."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from yalu.claims.questions.named_facts import leaders
from yalu.claims.questions.spans import span_named
from yalu.claims.records import Reading, Slip
from yalu.claims.slips.trials import Trial
from yalu.vocabulary.amounts import unit as unit_of

_OTHER = {"import": "export", "export": "import"}
Try = tuple[str, Callable[[], Reading]]


def flow(trial: Trial) -> Iterator[Slip]:
    """Imports taken for exports, or visits one way for visits the other way."""
    tries: list[Try] = []
    for name in ("flow", "against_flow"):
        for where, value in trial.places(name):
            if value in _OTHER:
                tries.append(
                    (
                        f"taking {_OTHER[value]}s for {value}s",
                        partial(trial.read, where, {name: _OTHER[value]}),
                    )
                )
            elif value == "export+import":
                tries += [
                    (f"taking {one}s for both directions", partial(trial.read, where, {name: one}))
                    for one in ("import", "export")
                ]
    for where, value in trial.places("direction"):
        ways = [d for d in ("partner_to_target", "target_to_partner", "both") if d != value]
        tries += [
            (
                f"taking visits {way.replace('_', ' ')} for {value.replace('_', ' ')}",
                partial(trial.read, where, {"direction": way}),
            )
            for way in ways
        ]
    yield from trial.first("flow_swapped", tries)


def who(trial: Trial) -> Iterator[Slip]:
    """The partner taken for the reporter, another reporter, or another leader."""
    case = trial.evidence.case
    tries: list[Try] = []
    reporters = sorted({row.reporter for row in case.flows})
    for where, value in trial.places("reporter"):
        own = value or case.partner
        partner = next((v for _, v in trial.places("partner")), "") or case.target
        flipped = {"reporter": partner, "partner": own}
        tries.append(
            (
                f"taking what {partner} reports of {own} for what {own} reports of {partner}",
                partial(trial.read, where, flipped),
            )
        )
        for other in reporters:
            if other not in {own, partner}:
                tries.append(
                    (
                        f"taking what {other} reports for what {own} reports",
                        partial(trial.read, where, {"reporter": other}),
                    )
                )
    for where, value in trial.places("leader"):
        for other in leaders(trial.evidence, {}):
            if other != value and not any(s.startswith("eras.") for s in trial.subjects()):
                tries.append((f"taking {other} for {value}", partial(trial.read, where, {"leader": other})))
    yield from trial.first("partner_swapped", tries)


def _kinds(trial: Trial, symbol: str) -> list[str]:
    """Units of the other kind that the rows have: quantities for money, money for quantities."""
    money = unit_of(symbol).kind.startswith("money")
    rows = trial.evidence.case.flows
    return sorted({r.unit for r in rows if r.unit} if money else {r.currency for r in rows if r.currency})


def value_for_volume(trial: Trial) -> Iterator[Slip]:
    """Money taken for a quantity, or the limb of a cap in money for the one in tonnes."""
    tries: list[Try] = []
    for where, value in trial.places("unit"):
        for other in _kinds(trial, value or "USD") if "trade.unit_value" not in trial.subjects() else ():
            kind = "value" if unit_of(other).kind.startswith("money") else "quantity"
            tries.append(
                (
                    f"taking the {kind} in {other} for what is asked in {value}",
                    partial(trial.read, where, {"unit": other}),
                )
            )
    for where, value in trial.places("limb"):
        for other in ("quantity", "value"):
            if other != value:
                tries.append(
                    (
                        f"taking the {other} for the limb asked about",
                        partial(trial.read, where, {"limb": other}),
                    )
                )
    yield from trial.first("value_for_volume", tries)


def points(trial: Trial) -> Iterator[Slip]:
    """Percent of a share taken for percentage points, or the other way round."""
    tries: list[Try] = []
    for where, value in trial.places("in"):
        other = "percent" if value == "points" else "points"
        tries.append((f"taking {other} for {value}", partial(trial.read, where, {"in": other})))
    yield from trial.first("percent_for_points", tries)


def gross_for_net(trial: Trial) -> Iterator[Slip]:
    """The sum of both directions for their balance, or all that was traded for what was over the cap."""
    names = trial.subjects()
    if names in {("trade.balance",), ("trade.total",)}:
        given = trial.question.base[0]
        if names == ("trade.total",) and given["flow"] != "export+import":
            return
        from yalu.claims.subjects.trade.parameters import total  # noqa: PLC0415

        sold, bought = (total(trial.evidence, {**given, "flow": way}).value for way in ("export", "import"))
        if sold is None or bought is None:
            return
        net = names == ("trade.total",)
        number = abs(sold - bought) if net else sold + bought
        if trial.fits_number(number) or trial.fits_number(-number):
            says = (
                "taking the balance for the sum of both directions"
                if net
                else "taking the sum of both directions for the balance"
            )
            yield trial.slip("gross_for_net", says, Reading(value=number, unit=trial.ours.unit), 1)
    if names == ("law.cap_used",) and trial.ours.value is not None:
        for number, says in (
            (trial.ours.value - 100, "taking what was over the cap for all that was used"),
            (trial.ours.value + 100, "taking all that was used for what was over the cap"),
        ):
            if trial.fits_number(number):
                yield trial.slip("gross_for_net", says, trial.ours, 2)
                return


def part_and_whole(trial: Trial) -> Iterator[Slip]:
    """All goods taken for some, a chapter for a heading; or a part stated that is larger than its whole."""
    tries: list[Try] = []
    codes = sorted({row.hs for row in trial.evidence.case.flows})
    for where, value in trial.places("hs"):
        if value != "TOTAL":
            wider = ["TOTAL", *(value[:size] for size in (6, 4, 2) if size < len(value))]
            tries += [
                (
                    f"taking {'all goods' if w == 'TOTAL' else f'HS {w}'} for HS {value}",
                    partial(trial.read, where, {"hs": w}),
                )
                for w in wider
            ]
        narrower = [
            c for c in codes if c not in {value, "TOTAL"} and (value == "TOTAL" or c.startswith(value))
        ]
        tries += [
            (
                f"taking HS {c} alone for {'all goods' if value == 'TOTAL' else f'HS {value}'}",
                partial(trial.read, where, {"hs": c}),
            )
            for c in narrower
        ]
    for where, value in trial.places("flow"):
        if value in _OTHER:
            tries.append(
                (
                    f"taking both directions for {value}s",
                    partial(trial.read, where, {"flow": "export+import"}),
                )
            )
    found = list(trial.first("part_and_whole", tries))
    yield from found
    if not found and trial.subjects() == ("trade.total",):
        yield from _too_large(trial)


def _too_large(trial: Trial) -> Iterator[Slip]:
    given, interval = trial.question.base[0], trial.interval
    wholes = (
        [({"flow": "export+import"}, "both directions together")] if given["flow"] != "export+import" else []
    )
    wholes += [({"hs": "TOTAL"}, "all goods")] if given["hs"] != "TOTAL" else []
    span = span_named(given["period"])
    if span is not None and span.start.year == span.end.year and len(span.months) < 12:
        wholes.append(({"period": str(span.start.year)}, f"all of {span.start.year}"))
    for changed, words in wholes:
        whole = trial.read((0,), changed)
        high = whole.high if whole.high is not None else whole.value
        if (
            high is not None
            and interval is not None
            and interval.low is not None
            and float(interval.low) > high
        ):
            says = f"taking some larger whole for the part: what is stated is more than {words}"
            yield Slip(
                kind="part_and_whole",
                says=f"would be explained by {says}",
                recomputed=f"{words}: at most {high:,.0f}",
                chance=0.15,
            )
            return
