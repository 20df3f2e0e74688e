"""Ties goods to the law on their destination, which know nothing of each other: measures on a day, by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from yalu.goods.transfers import CodeOutcome, LawLookup, LawOnGoods, Paragraph, TransferOutcome
from yalu.law.compile.flow_parsing import ALL_STATES
from yalu.law.compile.flow_tables import evidence_names
from yalu.law.compile.sql_tables import judged, matching
from yalu.law.evaluation import Evaluation
from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime, open_regime
from yalu.law.text.targets import regimes_on
from yalu.law.text.timeline import state_on
from yalu.law.verdicts.evidence import regime_coverage
from yalu.vocabulary.words.numerals import plural

_LICENCE = "a licence of the exporter's state"
_BY = {"hs": "code", "list": "list", "catch_all": "end_use"}


def law_lookup(
    *, exporter: str = "", known_by: date | None = None, regime: Regime | None = None
) -> LawLookup:
    """A callable that asks every regime on a destination, or the one given on it, what binds whoever sends goods there.

    ``exporter`` is the state they are sent from; without one only measures that bind every state are asked, and
    the others are named. Only goods sent to the target are asked about, never what comes from it.
    """

    def look(target: str, day: date, codes: frozenset[str], lifted: frozenset[str]) -> tuple[LawOnGoods, ...]:
        own = regime is not None and regime.target == target
        regimes = [regime] if own and regime else [open_regime(name) for name in regimes_on(target)]
        limited = [found if known_by is None else found.limited_to(known_by) for found in regimes]
        return tuple(_law(found, day, codes, lifted, exporter) for found in limited if found.target == target)

    return look


def _law(
    regime: Regime, day: date, codes: frozenset[str], lifted: frozenset[str], exporter: str
) -> LawOnGoods:
    sent = [
        m
        for m in judged(regime)
        if m.direction in {"to_target", "both"} and m.binding and m.effect != "exemption"
    ]
    on_goods = [m for m in sent if state_on(m, day) == "in_force"]
    bind = [m for m in on_goods if _binds(regime, m, exporter, day)]
    others = _of_others(regime, [m for m in on_goods if m not in bind])
    return LawOnGoods(
        regime=regime.name,
        title=regime.title,
        target=regime.target,
        day=day,
        bears=bool(sent),
        paragraphs={measure.id: _paragraph(regime, measure) for measure in bind},
        judged=_judged(regime, bind, day, codes, lifted, exporter),
        not_asked=() if exporter or not others else (f"{others} (no exporter was named)",),
        beside=f"{exporter} is not bound by {others}" if exporter and others else "",
        coverage=regime_coverage(regime),
    )


def _binds(regime: Regime, measure: Measure, exporter: str, day: date) -> bool:
    return regime.binds(measure, exporter, day, day) if exporter else regime.whose(measure) == ""


def _of_others(regime: Regime, others: Iterable[Measure]) -> str:
    """The measures that bind other states only, counted by whose they are; "" where there are none."""
    whose: dict[str, int] = {}
    for measure in others:
        whose[regime.whose(measure)] = whose.get(regime.whose(measure), 0) + 1
    return ", ".join(f"{plural(number, 'measure')} of {name}" for name, number in sorted(whose.items()))


def _paragraph(regime: Regime, measure: Measure) -> Paragraph:
    return Paragraph(
        id=measure.id,
        named=measure.named(),
        title=measure.title,
        since=measure.in_force.start.isoformat(),
        by=_BY[measure.goods.scope],  # type: ignore[arg-type]
        documents=measure.goods.list_name,
        unless=tuple(_way_out(c.name, c.text) for c in measure.conditions if c.kind == "exemption"),
        verified=measure.verified,
        sources=regime.cited(measure),
    )


def _way_out(name: str, text: str) -> str:
    words = name.replace("_", " ")
    return f"{words}: {text[:1].lower()}{text[1:]}" if text else words


def _judged(
    regime: Regime,
    bind: list[Measure],
    day: date,
    codes: frozenset[str],
    lifted: frozenset[str],
    exporter: str,
) -> Mapping[str, tuple[CodeOutcome, ...]]:
    """What the measures by heading say to one shipment of each code: the verdict of ``law check`` on such a row.

    Ways out are taken as not shown, and named beside the answer; those in ``lifted`` stay open.
    """
    if not codes or not bind:
        return {}
    by_id = {measure.id: measure for measure in bind}
    only = msgspec.structs.replace(regime, measures=tuple(bind))
    kinds = {
        (row["hs"], row["measure"]): row["goods"]
        for row in matching(codes, only, open_ended=False).to_pylist()
    }
    evidence = {f"{name}_evidence": "none" for name in evidence_names(only) if name not in lifted}
    rows = [
        {"id": code, "period": day, "reporter": exporter or ALL_STATES, "partner": regime.target, "flow": "export",
         "hs": code, "ledger": "customs", "quantity": 1, "unit": "kg", **evidence}
        for code in sorted(codes)
    ]  # fmt: skip
    judgement = Evaluation(only, rows, target=regime.target, open_ended=False).judge()
    found: dict[str, list[CodeOutcome]] = {code: [] for code in codes}
    for row in judgement.iterate(uncovered=False):
        measure = by_id[row.measure]
        if row.duty:
            continue
        outcome = _outcome(measure, row.verdict.verdict, kinds.get((row.hs, row.measure), ""))
        if outcome is not None:
            settled = (row.verdict.settled_by,) if outcome == "cannot_say" and row.verdict.settled_by else ()
            reason = row.verdict.reason
            if measure.effect == "licence":
                reason, settled = f"{measure.title}: {_LICENCE} lets it go", (*settled, _LICENCE)
            found[row.row].append(
                CodeOutcome(measure=measure.id, outcome=outcome, reason=reason, settled_by=settled)
            )
    return {code: tuple(sentences) for code, sentences in found.items()}


def _outcome(measure: Measure, verdict: str, goods: str) -> TransferOutcome | None:
    """A cap on goods that the code names is a cap, whatever of it is used up; a ban that is met is a ban.

    A licence that a row is known not to have is a breach there; of goods not sent yet nobody has said so.
    """
    if measure.limits_amounts:
        return "capped" if goods == "yes" else "cannot_say" if goods else None
    if measure.effect == "licence" and verdict == "breach":
        return "cannot_say"
    return {"breach": "banned", "cannot_say": "cannot_say"}.get(verdict)  # type: ignore[return-value]
