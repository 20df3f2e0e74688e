"""Saying the verdict on one row: why, under which paragraph, from which row, and what would settle it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from yalu.documents.problems import one_of
from yalu.law.compile.flow_parsing import ALL_STATES
from yalu.law.compile.sql_tables import TOTAL, judged, matching
from yalu.law.text.bodies import FIRST_DAY, LAST_DAY, membership
from yalu.law.text.reach import excepted_words
from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime
from yalu.law.text.text_limits import text_notes
from yalu.law.verdicts.evidence import (
    assumed_words,
    flow_row,
    paragraph_coverage,
    reason_of,
    settled_by,
    strength_under,
)
from yalu.law.verdicts.situations import SituationVerdict
from yalu.law.wording import row_words, rules_of
from yalu.vocabulary.answers import CANNOT_SAY, NO, Answer
from yalu.vocabulary.coverage import Coverage, Observed, grain_of, observed_span
from yalu.vocabulary.dates import parse_window
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.results import Trail, Verdict, VerdictKind, rows_strength
from yalu.vocabulary.strength import Strength
from yalu.vocabulary.words.readable import goods_words, spoken_date, spoken_span, trade_words

_NEVER = date(
    9998, 12, 31
)  # as in rows.sql: the dates of a row contradict its period, so nothing bounds the day
_SHORT = 40  # letters of goods that fit a title
_STATES_APART = "rows of the states one by one: the law on the goods addresses some of them"
_GOODS_APART = "the trade by HS code: a total may hold goods that the law names"


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
    decision: SituationVerdict,
    *,
    duty: str = "",
    assumed: Mapping[str, str] | None = None,
) -> RowVerdict:
    """A decided row with its verdict in words; ``assumed`` is evidence nobody gave, which the words say."""
    measure = regime.measure(row["measure"])
    suffix = f"/{duty}" if duty else ""
    taken = assumed_words(measure, assumed or {})
    trail = _trail(regime, measure, row, decision, taken)
    verdict = Verdict(
        id=f"verdict/{measure.id}/{row['id']}{suffix}",
        title=f"{'Notice for: ' if duty else ''}{_called(row, measure)} under {measure.named()}",
        verdict=decision.verdict,
        reason=reason_of(decision, trail.strength) + _through(row) + (f" ({taken})" if taken else ""),
        trail=trail,
        settled_by=settled_by(decision, trail.strength),
        as_reported_by=reported(trail.strength, decision.verdict),
    )
    return RowVerdict(
        row=row["id"], measure=measure.id, layer=regime.layer(measure), state=regime.whose(measure),
        ledger=row["ledger"], period=row["period"], hs=row["hs"], finding=decision.finding, breach=decision.breach,
        verdict=verdict, duty=duty,
    )  # fmt: skip


def _called(row: Mapping[str, Any], measure: Measure | None = None) -> str:
    """What a row is: Coal, January 2017, France (customs). A code names the goods where the law's own words are long or wider."""
    goods = goods_words(row["hs"])
    if (
        measure is not None
        and 0 < len(measure.goods.text) <= _SHORT
        and row["hs"].startswith(measure.goods.hs)
    ):
        goods = measure.goods.text
    traders = (row["trader"],) if "trader" in row else (row["reporter"], row["partner"])
    who = " and ".join(place_name(each) for each in traders)
    return f"{goods[0].upper()}{goods[1:]}, {spoken_span(row['period'])}, {who} ({row['ledger'].rpartition('/')[2]})"


def _through(row: Mapping[str, Any]) -> str:
    """The third state that sold the goods, where the target is no side of the trade."""
    return f"; bought through {place_name(row['through'])}" if row["through"] else ""


def reported(strength: Strength, verdict: VerdictKind) -> str:
    """Whose report a verdict is, where it is one: nobody is judged by what others report without a word that it is so."""
    return "" if strength.certain or verdict == "cannot_say" else strength.reporters


def uncovered_verdict(
    regime: Regime, row: Mapping[str, Any], target: str, covers: Coverage, *, open_ended: bool = True
) -> RowVerdict:
    """A row that no measure in force meets, with the reason; ``covers`` is what was asked."""
    says = f"{spoken_span(row['period'])}, {trade_words(row['flow'], row['reporter'], row['partner'])}, {goods_words(row['hs'])}"
    shown = flow_row(regime, row["id"], says, row["ledger"], row["sources"])
    strength = rows_strength([shown])
    weak = not (strength.certain or strength.only_reported)
    apart = _sums_apart(regime, row, target, open_ended=open_ended)
    open_ = weak or bool(apart)
    settled = ((apart,) if apart else ()) + ((strength.settled_by,) if weak else ())
    verdict = Verdict(
        id=f"verdict/none/{row['id']}",
        title=f"{_called(row)}: {'goods not distinguished' if apart == _GOODS_APART else 'no measure in force'}",
        verdict="cannot_say" if open_ else "not_covered",
        reason=_why_not(regime, row, target, open_ended=open_ended),
        trail=Trail(
            rows=(shown,), known_by=regime.known_by, data_version=regime.data_version, coverage=covers,
            strength=strength, observed=_days_of(row),
        ),
        settled_by="; ".join(settled),
        as_reported_by="" if open_ else reported(strength, "not_covered"),
    )  # fmt: skip
    return RowVerdict(
        row=row["id"], measure="", layer="", state="", ledger=row["ledger"], period=row["period"],
        hs=row["hs"], finding="undetermined" if open_ else "out_of_scope", breach=CANNOT_SAY if open_ else NO,
        verdict=verdict,
    )  # fmt: skip


def _trail(
    regime: Regime, measure: Measure, row: Mapping[str, Any], decision: SituationVerdict, taken: str
) -> Trail:
    says = row_words(
        row["period"], row["trader"], row["hs"],
        (row["quantity"], row["unit"], row["quantity_stated"]), (row["value"], row["currency"], row["value_stated"]),
    )  # fmt: skip
    first, last = (spoken_date(row[end]) for end in ("tested_first", "tested_last"))
    tested = spoken_span(f"{row['tested_first']}..{row['tested_last']}")
    if row["tested_first"] == date(1900, 1, 1):
        tested = "not known" if row["tested_last"] == _NEVER else f"up to {last}"
    elif row["tested_last"] == _NEVER:
        tested = f"{first} or later"
    steps = [f"goods {row['direction'].replace('_', ' ')}; {measure.tested_date} date tested: {tested}"]
    steps += [taken] if taken else []
    steps += decision.readings
    rows = (flow_row(regime, row["id"], says, row["ledger"], row["sources"]),)
    return Trail(
        steps=tuple(steps), rules=rules_of(regime, measure), rows=rows, notes=text_notes(measure),
        known_by=regime.known_by, data_version=regime.data_version, coverage=paragraph_coverage(regime, measure),
        strength=strength_under(measure, rows, decision.rests_on), observed=_days_of(row),
    )  # fmt: skip


def _days_of(row: Mapping[str, Any]) -> Observed | None:
    """The days a row tells of: a verdict says nothing of any day after them."""
    window = parse_window(row["period"])
    return observed_span([window], grain_of([window]))


def _why_not(regime: Regime, row: Mapping[str, Any], target: str, *, open_ended: bool) -> str:
    if target not in {row["reporter"], row["partner"], row["origin"], row["shipped_from"]}:
        return f"neither side of the trade is {place_name(target)}, the state the regime is on, and no origin there is stated"
    if later := _not_yet_known(regime, row):
        return f"the row could not be known by {spoken_date(regime.known_by)}: {later}"
    if _nothing_traded(row):
        return "the row reports 0: nothing was traded, so there is nothing to forbid"
    if row["hs"] == TOTAL:
        none = "" if _sums_apart(regime, row, target, open_ended=open_ended) else ", and none is in force"
        return f"a total of all goods; measures are on goods by name{none}"
    return _no_measure(regime, row, target, open_ended=open_ended)


def _not_yet_known(regime: Regime, row: Mapping[str, Any]) -> str:
    """Why a row could not be known on the day asked about, as rows.sql leaves it out; "" where it could."""
    if not regime.known_by:
        return ""
    day = date.fromisoformat(regime.known_by)
    last, since = parse_window(row["period"]).end, row["known_from"] and parse_window(row["known_from"]).start
    if last is not None and last > day:
        return f"its period ends on {spoken_date(last)}"
    return f"it is known from {spoken_date(row['known_from'])} on" if since and since > day else ""


def _nothing_traded(row: Mapping[str, Any]) -> bool:
    amounts = [row[name] for name in ("quantity", "value") if row.get(name)]
    try:
        return bool(amounts) and all(Decimal(str(amount)) == 0 for amount in amounts)
    except InvalidOperation:
        return False


def _no_measure(regime: Regime, row: Mapping[str, Any], target: str, *, open_ended: bool) -> str:
    direction, trader = _direction(row, target), _trader(row, target)
    on_goods = _on_goods(regime, row, open_ended=open_ended)
    this_way = [m for m in on_goods if m.direction in {direction, "both"}]
    days = parse_window(row["period"])
    first, last = days.start or date.min, days.end or date.max
    addressed = [
        m
        for m in this_way
        if regime.binds(m, trader, first, last)
        and not (trader == ALL_STATES and m.trade_of == "third_states")
    ]
    if not on_goods:
        return f"no measure is on HS {row['hs']}"
    if not this_way:
        return f"the measures on HS {row['hs']} are on goods going the other way than {direction.replace('_', ' ')}"
    if not addressed:
        return f"the measures on HS {row['hs']} do not address {place_name(trader)}: {_addressees(regime, this_way, trader)}"
    period = f"{'on' if days.start == days.end else 'in'} {spoken_span(row['period'])}"
    if in_force := [m for m in addressed if _meets_days(m, first, last)]:
        dates = "; ".join(f"{_force(m)}, by the {m.tested_date} date" for m in in_force)
        return f"no measure in force {period} on HS {row['hs']} reaches the row: {dates}"
    return f"no measure on HS {row['hs']} is in force {period}: {'; '.join(_force(m) for m in addressed)}"


def _meets_days(measure: Measure, first: date, last: date) -> bool:
    """Whether a measure is in force on any of the days."""
    return last >= measure.in_force.start and (
        measure.in_force.until is None or first < measure.in_force.until
    )


def _sums_apart(regime: Regime, row: Mapping[str, Any], target: str, *, open_ended: bool) -> str:
    """How a sum over goods or states has to be split to be judged: some of it may meet law in force; else ""."""
    sides = {row["reporter"], row["partner"]}
    trader, days, direction = _trader(row, target), parse_window(row["period"]), _direction(row, target)
    total = row["hs"] == TOTAL
    if _nothing_traded(row) or _not_yet_known(regime, row):
        return ""
    if total:
        asked = judged(regime) if target in {*sides, row["origin"], row["shipped_from"]} else []
        on_goods = [m for m in asked if open_ended or m.goods.hs or m.goods.hs_part]
    else:
        on_goods = _on_goods(regime, row, open_ended=open_ended) if target in sides else []
    first, last = days.start or date.min, days.end or date.max
    met = [m for m in on_goods if m.direction in {direction, "both"} and _meets_days(m, first, last)]
    several = trader == ALL_STATES or trader.isdigit()  # areas that are no state may hold the trade of any
    if several and any(regime.whose(m) for m in met) and not total:
        return _STATES_APART
    reached = total and any(several or regime.binds(m, trader, first, last) for m in met)
    return _GOODS_APART if reached else ""


def _on_goods(regime: Regime, row: Mapping[str, Any], *, open_ended: bool) -> list[Measure]:
    found = set(matching([row["hs"]], regime, open_ended=open_ended).column("measure").to_pylist())
    return [m for m in judged(regime) if m.id in found]


def _trader(row: Mapping[str, Any], target: str) -> str:
    """The other party, the buyer where goods of the target's origin come from a third state, as in concerning.sql."""
    if row["partner"] == target:
        return str(row["reporter"])
    bought = row["reporter"] != target and row["flow"] == "import"
    return str(row["reporter"] if bought else row["partner"])


def _addressees(regime: Regime, measures: list[Measure], trader: str) -> str:
    """Whom measures address instead of a state, and since or until when it was a member itself."""
    if trader == ALL_STATES or trader.isdigit():
        return f"they are law of {one_of(sorted({_author(regime, regime.whose(measure)) for measure in measures}))}"
    said = []
    for whose in sorted({regime.whose(measure) for measure in measures}):
        member = membership(regime.members, whose, trader)
        theirs = [measure for measure in measures if regime.whose(measure) == whose]
        excepted = next((words for m in theirs if (words := excepted_words(m, trader))), "")
        if all(measure.trade_of == "third_states" for measure in theirs):
            said.append(f"law of {_author(regime, whose)} on services for trade of other states")
        elif excepted:
            said.append(
                f"law of the {regime.bodies[whose]}, which excepts {place_name(trader)}{excepted.rstrip()}"
            )
        elif whose not in regime.bodies:
            said.append(f"national law of {place_name(whose)}, another state")
        elif member is None:
            said.append(f"law of the {regime.bodies[whose]}, of which it is no member")
        else:
            since = f" from {spoken_date(member.start)}" if member.start > FIRST_DAY else ""
            until = f" until {spoken_date(member.until)}" if member.until < LAST_DAY else ""
            said.append(f"law of the {regime.bodies[whose]}, of which it was a member{since}{until}")
    return "; ".join(said)


def _author(regime: Regime, whose: str) -> str:
    return f"the {regime.bodies[whose]}" if whose in regime.bodies else place_name(whose)


def _direction(row: Mapping[str, Any], target: str) -> str:
    inward = (row["partner"], row["flow"]) == (target, "export") or (row["reporter"], row["flow"]) == (
        target,
        "import",
    )
    return "to_target" if inward else "from_target"


def _force(measure: Measure) -> str:
    until = "" if measure.in_force.until is None else f" until {spoken_date(measure.in_force.until)}"
    return f"{measure.named()} from {spoken_date(measure.in_force.start)}{until}"
