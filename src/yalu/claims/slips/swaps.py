"""One thing taken for another: imports for exports, one reporter, good, ledger or side of money for another."""

from __future__ import annotations

from collections.abc import Iterator

from yalu.claims.questions.named_facts import leaders
from yalu.claims.questions.spans import span_named
from yalu.claims.records import FigureReading, Slip
from yalu.claims.slips.trials import Changes, Trial
from yalu.claims.subjects.enforcement.acts import SIDES
from yalu.claims.subjects.trade.parameters import LEDGERS, total
from yalu.vocabulary.amounts import unit as unit_of

_OTHER = {"import": "export", "export": "import"}
_TURNED = {**_OTHER, "export+import": "export+import"}
# No figure is found that the words are of, so it stands behind every slip that gives the number stated; our choice.
_TOO_LARGE = 0.15


def flow(trial: Trial) -> Iterator[Slip]:
    """Imports taken for exports, or visits one way for visits the other way."""

    def turned(name: str, value: str) -> Changes:
        if value in _OTHER:
            yield f"taking {_OTHER[value]}s for {value}s", {name: _OTHER[value]}
        elif value == "export+import":
            yield from ((f"taking {one}s for both directions", {name: one}) for one in ("import", "export"))

    def other_way(name: str, value: str) -> Changes:
        for way in ("partner_to_target", "target_to_partner", "both"):
            if way != value:
                yield f"taking visits {way.replace('_', ' ')} for {value.replace('_', ' ')}", {name: way}

    tries = [*trial.tries("flow", turned), *trial.tries("against_flow", turned)]
    yield from trial.first("flow_swapped", [*tries, *trial.tries("direction", other_way)])


def who(trial: Trial) -> Iterator[Slip]:
    """The partner taken for the reporter, another reporter, or another leader."""
    case = trial.evidence.case
    reporters = sorted({row.reporter for row in case.flows})

    def reported(name: str, value: str) -> Changes:
        own = value or case.partner
        partner = next((v for _, v in trial.places("partner")), "") or case.target
        says = f"taking what {partner} reports of {own} for what {own} reports of {partner}"
        yield says, {"reporter": partner, "partner": own}
        for other in reporters:
            if other not in {own, partner}:
                yield f"taking what {other} reports for what {own} reports", {"reporter": other}

    def led(name: str, value: str) -> Changes:
        for other in leaders(trial.evidence, {}):
            if other != value and not any(s.startswith("eras.") for s in trial.subjects()):
                yield f"taking {other} for {value}", {"leader": other}

    yield from trial.first(
        "partner_swapped", [*trial.tries("reporter", reported), *trial.tries("leader", led)]
    )


def _kinds(trial: Trial, symbol: str) -> list[str]:
    """Units of the other kind that the rows have: quantities for money, money for quantities."""
    money = unit_of(symbol).kind.startswith("money")
    rows = trial.evidence.case.flows
    return sorted({r.unit for r in rows if r.unit} if money else {r.currency for r in rows if r.currency})


def value_for_volume(trial: Trial) -> Iterator[Slip]:
    """Money taken for a quantity, or the limb of a cap in money for the one in tonnes."""

    def measured(name: str, value: str) -> Changes:
        for other in _kinds(trial, value or "USD") if "trade.unit_value" not in trial.subjects() else ():
            kind = "value" if unit_of(other).kind.startswith("money") else "quantity"
            yield f"taking the {kind} in {other} for what is asked in {value}", {name: other}

    def limb(name: str, value: str) -> Changes:
        for other in ("quantity", "value"):
            if other != value:
                yield f"taking the {other} for the limb asked about", {name: other}

    yield from trial.first("value_for_volume", [*trial.tries("unit", measured), *trial.tries("limb", limb)])


def points(trial: Trial) -> Iterator[Slip]:
    """Percent of a share taken for percentage points, or the other way round."""

    def other(name: str, value: str) -> Changes:
        taken = "percent" if value == "points" else "points"
        yield f"taking {taken} for {value}", {name: taken}

    yield from trial.first("percent_for_points", trial.tries("in", other))


def gross_for_net(trial: Trial) -> Iterator[Slip]:
    """The sum of both directions for their balance, or all that was traded for what was over the cap."""
    names = trial.subjects()
    if names in {("trade.balance",), ("trade.total",)}:
        yield from _sum_for_balance(trial, net=names == ("trade.total",))
    if names == ("law.cap_used",) and trial.ours.value is not None:
        for number, says in (
            (trial.ours.value - 100, "taking what was over the cap for all that was used"),
            (trial.ours.value + 100, "taking all that was used for what was over the cap"),
        ):
            if trial.fits_number(number):
                yield trial.slip("gross_for_net", says, trial.ours, 2)
                return


def _sum_for_balance(trial: Trial, *, net: bool) -> Iterator[Slip]:
    given = trial.question.base[0]
    if net and given["flow"] != "export+import":
        return
    sold, bought = (total(trial.evidence, {**given, "flow": way}).value for way in ("export", "import"))
    if sold is None or bought is None:
        return
    number = abs(sold - bought) if net else sold + bought
    if trial.fits_number(number) or trial.fits_number(-number):
        pair = ("the balance", "the sum of both directions")
        says = "taking {} for {}".format(*(pair if net else pair[::-1]))
        yield trial.slip("gross_for_net", says, FigureReading(value=number, unit=trial.ours.unit), 1)


def part_and_whole(trial: Trial) -> Iterator[Slip]:
    """All goods taken for some, a chapter for a heading; or a part stated that is larger than its whole."""
    codes = sorted({row.hs for row in trial.evidence.case.flows} - {"TOTAL"})

    def goods(name: str, value: str) -> Changes:
        own = "all goods" if value == "TOTAL" else f"HS {value}"
        if value != "TOTAL":
            yield f"taking all goods for {own}", {name: "TOTAL"}
            for size in (6, 4, 2):
                if size < len(value):
                    yield f"taking HS {value[:size]} for {own}", {name: value[:size]}
        for code in codes:
            if code != value and (value == "TOTAL" or code.startswith(value)):
                yield f"taking HS {code} alone for {own}", {name: code}

    def both(name: str, value: str) -> Changes:
        if value in _OTHER:
            yield f"taking both directions for {value}s", {name: "export+import"}

    found = list(trial.first("part_and_whole", [*trial.tries("hs", goods), *trial.tries("flow", both)]))
    yield from found
    if not found and trial.subjects() == ("trade.total",):
        yield from _too_large(trial)


def _too_large(trial: Trial) -> Iterator[Slip]:
    given, least = trial.question.base[0], None if trial.interval is None else trial.interval.low
    wholes: list[tuple[dict[str, str], str]] = []
    if given["flow"] != "export+import":
        wholes.append(({"flow": "export+import"}, "both directions together"))
    if given["hs"] != "TOTAL":
        wholes.append(({"hs": "TOTAL"}, "all goods"))
    span = span_named(given["period"])
    if span is not None and span.start.year == span.end.year and len(span.months) < 12:
        wholes.append(({"period": str(span.start.year)}, f"all of {span.start.year}"))
    for changed, words in wholes:
        whole = trial.read((0,), changed)
        high = whole.high if whole.high is not None else whole.value
        if high is not None and least is not None and float(least) > high:
            yield Slip(
                kind="part_and_whole",
                says=f"would be explained by taking some larger whole for the part: what is stated is more than {words}",
                recomputed=f"{words}: at most {high:,.0f}",
                chance=_TOO_LARGE,
            )
            return


def good(trial: Trial) -> Iterator[Slip]:
    """Another good of the same ledger and period: the iron ore printed as coal."""
    codes = sorted({row.hs for row in trial.evidence.case.flows} - {"TOTAL"})

    def others(name: str, value: str) -> Changes:
        for code in codes if value != "TOTAL" else ():
            if not code.startswith(value) and not value.startswith(code):
                yield f"taking HS {code} for HS {value}", {name: code}

    yield from trial.first("good_swapped", trial.tries("hs", others))


def ledger(trial: Trial) -> Iterator[Slip]:
    """Another ledger's figure: what the partners' statistics make of the same trade, the committee's, an allegation."""
    case = trial.evidence.case
    tries = []
    for where, value in trial.places("ledger"):
        given = trial.question.base[where[0]]
        if "reporter" not in given:
            continue
        own, other = given["reporter"] or case.partner, given.get("partner") or case.target
        flow_seen = given.get("flow", "")
        seen = [{"reporter": own, "partner": other}, {"reporter": "ALL", "partner": other}]
        seen.append(
            {"reporter": other, "partner": own, **({"flow": _TURNED[flow_seen]} if flow_seen else {})}
        )
        for name in LEDGERS:
            for changed in seen if name != value else ():
                says = (
                    f"taking what {changed['reporter']} has on the ledger “{name}” for the ledger “{value}”"
                )
                tries.append(trial.ask(says, where, {"ledger": name, **changed}))
    yield from trial.first("other_ledger", tries)


def side(trial: Trial) -> Iterator[Slip]:
    """Another side of money: what is to be paid for the whole, or the whole for what is to be paid."""

    def others(name: str, value: str) -> Changes:
        for one in SIDES:
            if one != value:
                yield f"taking the {one} amount for the {value} one", {name: one}

    tries = [
        one
        for where, value in trial.places("side")
        if trial.question.base[where[0]].get("measure")
        for one in trial.at(where, others("side", value))
    ]
    yield from trial.first("gross_for_net", tries)
