"""Saying the verdict on one row: why, under which paragraph, from which row, and what would settle it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from yalu.measures.compiling import TOTAL, judged, matching
from yalu.measures.evidence import flow_row, paragraph_coverage, reason_of, settled_by, strength_under
from yalu.measures.records import Measure
from yalu.measures.regimes import Regime
from yalu.measures.situations import Decision
from yalu.measures.text_limits import possible_conditions, text_notes
from yalu.measures.words import row_words, rules_of
from yalu.vocabulary.answers import CANNOT_SAY, NO, Answer
from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.dates import parse_window
from yalu.vocabulary.results import Trail, Verdict, VerdictKind, rows_strength
from yalu.vocabulary.strength import Strength


class RowVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """One row under one measure. ``measure`` is "" for a row that no measure in force meets.

    ``duty`` is "notice" for the notice a wind-down owes, else "". ``breach`` says whether it is a breach;
    ``finding`` is the reason in one word.
    """

    row: str
    measure: str
    layer: str
    state: str
    ledger: str
    period: str
    hs: str
    finding: str
    breach: Answer
    verdict: Verdict
    duty: str = ""


def row_verdict(
    regime: Regime,
    row: Mapping[str, Any],
    decision: Decision,
    *,
    duty: str = "",
    assumed: Mapping[str, str] | None = None,
) -> RowVerdict:
    """A decided row with its verdict in words; ``assumed`` is evidence nobody gave, which the words say."""
    measure = regime.measure(row["measure"])
    suffix = f"/{duty}" if duty else ""
    taken = _assumed(measure, assumed or {})
    trail = _trail(regime, measure, row, decision, taken)
    verdict = Verdict(
        id=f"verdict/{measure.id}/{row['id']}{suffix}",
        title=f"{'Notice for ' if duty else ''}{row['id']} under {measure.named()}",
        verdict=decision.verdict,
        reason=reason_of(decision, trail.strength) + (f" ({taken})" if taken else ""),
        trail=trail,
        settled_by=settled_by(decision, trail.strength),
        as_reported_by=reported(trail.strength, decision.verdict),
    )
    return RowVerdict(
        row=row["id"],
        measure=measure.id,
        layer=regime.layer(measure),
        state=measure.state,
        ledger=row["ledger"],
        period=row["period"],
        hs=row["hs"],
        finding=decision.finding,
        breach=decision.breach,
        verdict=verdict,
        duty=duty,
    )


def reported(strength: Strength, verdict: VerdictKind) -> str:
    """Whose report a verdict is, where it is one: nobody is judged on hearsay without being told so."""
    return "" if strength.certain or verdict == "cannot_say" else strength.reporters


def uncovered_verdict(
    regime: Regime, row: Mapping[str, Any], target: str, covers: Coverage, *, open_ended: bool = True
) -> RowVerdict:
    """A row that no measure in force meets, with the reason; ``covers`` is what was asked."""
    says = f"{row['period']}, {row['reporter']} {row['flow']} {row['partner']}, HS {row['hs']}"
    shown = flow_row(regime, row["id"], says, row["ledger"], row["sources"])
    strength = rows_strength([shown])
    open_ = not (strength.certain or strength.only_reported)
    verdict = Verdict(
        id=f"verdict/none/{row['id']}",
        title=f"{row['id']}: no measure in force",
        verdict="cannot_say" if open_ else "not_covered",
        reason=_why_not(regime, row, target, open_ended=open_ended),
        trail=Trail(
            rows=(shown,),
            known_by=regime.known_by,
            data_version=regime.data_version,
            coverage=covers,
            strength=strength,
        ),
        settled_by=strength.settled_by if open_ else "",
        as_reported_by="" if open_ else reported(strength, "not_covered"),
    )
    return RowVerdict(
        row=row["id"], measure="", layer="", state="", ledger=row["ledger"], period=row["period"],
        hs=row["hs"], finding="undetermined" if open_ else "out_of_scope", breach=CANNOT_SAY if open_ else NO,
        verdict=verdict,
    )  # fmt: skip


def _assumed(measure: Measure, assumed: Mapping[str, str]) -> str:
    """What was assumed of the conditions of a measure, in words; "" when nothing was."""
    names = [c.name for c in (*measure.conditions, *possible_conditions(measure))] + (
        ["licence"] if measure.effect == "licence" else []
    )
    told = [
        f"{name.replace('_', ' ')} {assumed[name].replace('_', ' ')}" for name in names if name in assumed
    ]
    return f"assumed where the row does not say: {', '.join(dict.fromkeys(told))}" if told else ""


def _trail(regime: Regime, measure: Measure, row: Mapping[str, Any], decision: Decision, taken: str) -> Trail:
    says = row_words(
        row["period"], row["trader"], row["hs"],
        (row["quantity"], row["unit"], row["quantity_stated"]), (row["value"], row["currency"], row["value_stated"]),
    )  # fmt: skip
    tested = f"{row['tested_first']} to {row['tested_last']}"
    if row["tested_first"] == row["tested_last"]:
        tested = f"{row['tested_first']}"
    elif row["tested_first"] == date(1900, 1, 1):
        tested = f"up to {row['tested_last']}"
    steps = [f"goods {row['direction'].replace('_', ' ')}; {measure.tested_date} date tested: {tested}"]
    steps += [taken] if taken else []
    steps += decision.readings
    rows = (flow_row(regime, row["id"], says, row["ledger"], row["sources"]),)
    return Trail(
        steps=tuple(steps),
        rules=rules_of(regime, measure),
        rows=rows,
        notes=text_notes(measure),
        known_by=regime.known_by,
        data_version=regime.data_version,
        coverage=paragraph_coverage(regime, measure),
        strength=strength_under(measure, rows, decision.rests_on),
    )


def _why_not(regime: Regime, row: Mapping[str, Any], target: str, *, open_ended: bool) -> str:
    if target not in {row["reporter"], row["partner"]}:
        return f"neither side of the trade is {target}, the state the regime is on"
    last = parse_window(row["period"]).end
    if regime.known_by and last is not None and last > date.fromisoformat(regime.known_by):
        return f"the row could not be known by {regime.known_by}: its period ends on {last}"
    if row["hs"] == TOTAL:
        return "a total of all goods; measures are on goods by name"
    if _nothing_traded(row):
        return "the row reports 0: nothing was traded, so there is nothing to forbid"
    return _no_measure(regime, row, target, open_ended=open_ended)


def _nothing_traded(row: Mapping[str, Any]) -> bool:
    amounts = [row[name] for name in ("quantity", "value") if row.get(name)]
    try:
        return bool(amounts) and all(Decimal(str(amount)) == 0 for amount in amounts)
    except InvalidOperation:
        return False


def _no_measure(regime: Regime, row: Mapping[str, Any], target: str, *, open_ended: bool) -> str:
    direction = _direction(row, target)
    trader = row["reporter"] if row["partner"] == target else row["partner"]
    found = matching([row["hs"]], regime, open_ended=open_ended).column("measure").to_pylist()
    on_goods = [m for m in judged(regime) if m.id in found]
    this_way = [m for m in on_goods if m.direction in {direction, "both"}]
    addressed = [m for m in this_way if m.state in {"", trader}]
    if not on_goods:
        return f"no measure is on HS {row['hs']}"
    if not this_way:
        return f"the measures on HS {row['hs']} are on goods going the other way than {direction.replace('_', ' ')}"
    if not addressed:
        return f"the measures on HS {row['hs']} are national law of another state than {trader}"
    return f"no measure on HS {row['hs']} is in force in {row['period']}: {'; '.join(_force(m) for m in addressed)}"


def _direction(row: Mapping[str, Any], target: str) -> str:
    outward = (row["partner"] == target) == (row["flow"] == "import")
    return "from_target" if outward else "to_target"


def _force(measure: Measure) -> str:
    until = "" if measure.in_force.until is None else f" until {measure.in_force.until}"
    return f"{measure.id} from {measure.in_force.start}{until}"
