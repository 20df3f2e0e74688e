"""The law in words: one card a measure, under the instrument it stands in."""

from __future__ import annotations

import msgspec

from yalu.case.records import Case
from yalu.law.text.records import Condition, Instrument, Limit, Measure, TextReading
from yalu.law.text.regimes import Regime
from yalu.law.text.text_limits import CLAUSES
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import listed, name_of
from yalu.site.frame.templates import words
from yalu.vocabulary.results import Citation
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

BASIS = {
    "law": "named in the law", "committee_notice": "from a notice of the committee",
    "national_annex": "from a national list", "project": "our mapping of the law’s words", "": "",
}  # fmt: skip
SUMMARY = 120  # letters of the goods that stand in the line that opens a card
VERIFIED = {
    "verified": "checked against the text",
    "partly": "checked in part",
    "memory": "from memory; no text seen",
}

REPEATS = {
    "monthly": ", every month again",
    "quarterly": ", every quarter again",
    "yearly": ", every year again",
}
_BY = {
    "procuring_state": "the procuring state",
    "supplying_state": "the supplying state",
    "each_state": "each state",
}


class Card(msgspec.Struct, frozen=True):
    """One measure as a reader sees it: a heading, a summary, named facts in words, dates for the filter, sources."""

    measure: Measure
    summary: str
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, tuple[str, ...]], ...]
    start: str
    until: str
    effect: str
    sources: tuple[Citation, ...]


class InstrumentCards(msgspec.Struct, frozen=True):
    """One instrument with its measures in order of paragraph as filed, and the sources that all of them cite."""

    instrument: Instrument | None
    name: str
    layer: str
    cards: tuple[Card, ...]
    sources: tuple[Citation, ...]


def cards(case: Case, traded: Traded) -> tuple[InstrumentCards, ...]:
    """Every measure under its instrument, instruments in order of adoption."""
    regime = traded.regime
    carried: dict[str, list[str]] = {}
    for measure in regime.measures:
        for wanted in measure.carries_out:
            carried.setdefault(wanted, []).append(measure.id)
    groups: dict[str, list[Measure]] = {}
    for measure in regime.measures:
        groups.setdefault(measure.instrument, []).append(measure)
    made = []
    for name, found in groups.items():
        instrument = regime.instruments.get(name)
        layer = _layer(case, found[0], regime)
        group_cards = tuple(_card(case, traded, m, tuple(carried.get(m.id, ()))) for m in found)
        made.append(InstrumentCards(instrument, name, layer, *_shared(group_cards)))
    return tuple(
        sorted(made, key=lambda group: (group.instrument.adopted if group.instrument else "", group.name))
    )


def _shared(cards: tuple[Card, ...]) -> tuple[tuple[Card, ...], tuple[Citation, ...]]:
    """Cards without the sources that all of them cite, which are named once, and those sources."""
    if len(cards) == 1:
        return cards, ()
    shared = [source for source in cards[0].sources if all(source in card.sources for card in cards)]
    apart = [tuple(source for source in card.sources if source not in shared) for card in cards]
    return (
        tuple(msgspec.structs.replace(card, sources=own) for card, own in zip(cards, apart, strict=True)),
        tuple(shared),
    )


def _layer(case: Case, measure: Measure, regime: Regime) -> str:
    layer, whose = regime.layer(measure), regime.whose(measure)
    if layer == "un":
        return "UN law"
    if layer == "regional":
        return f"Law of {regime.bodies.get(whose, whose)}"
    return f"National law: {case.place(measure.state)}"


def _card(case: Case, traded: Traded, measure: Measure, carried: tuple[str, ...]) -> Card:
    known = {m.id for m in traded.regime.measures}
    ended = (measure.in_force.ended_by,) if measure.in_force.ended_by in known else ()
    links = (
        ("Ended by", ended),
        ("Carries out", tuple(m for m in measure.carries_out if m in known)),
        ("Carried out by", carried),
    )
    facts = (
        ("Goods", _goods(measure)),
        ("Direction", _direction(case, measure)),
        ("Limit", _limit(measure.limit)),
        ("Conditions", " ".join(condition_words(c) for c in measure.conditions)),
        ("Wind-down", _wind_down(measure)),
        ("Reports", _report(measure)),
        ("In force", _in_force(measure)),
        ("Date tested", words(measure.tested_date) if measure.tested_date != "import" else ""),
        ("Text", VERIFIED[measure.verified]),
        ("Not read", "; ".join(CLAUSES[clause] for clause in measure.unread)),
        ("Readings that stand", " ".join(reading_words(reading) for reading in measure.readings)),
        ("Notes", measure.notes),
    )
    return Card(
        measure=measure,
        summary=_summary(measure),
        facts=tuple((name, text) for name, text in facts if text),
        links=tuple((name, found) for name, found in links if found),
        start=str(measure.in_force.start),
        until=str(measure.in_force.until or ""),
        effect=words(measure.effect) if measure.binding else f"{words(measure.effect)}, called upon",
        sources=traded.regime.cited(measure),
    )


def _summary(measure: Measure) -> str:
    text = measure.goods.text
    return text if len(text) <= SUMMARY else text[:SUMMARY].rpartition(" ")[0].rstrip(",;") + " …"


def _goods(measure: Measure) -> str:
    """The goods by code or use, with their text where the summary does not hold it whole."""
    goods = measure.goods
    said = "" if len(goods.text) <= SUMMARY else f"{goods.text[:1].upper()}{goods.text[1:]}. "
    codes = []
    if goods.hs:
        codes.append(f"HS {', '.join(goods.hs)}")
    if goods.hs_part:
        codes.append(f"part of {', '.join(goods.hs_part)}")
    if goods.except_hs:
        codes.append(f"not {', '.join(goods.except_hs)}")
    if codes:
        basis = BASIS[goods.basis]
        return f"{said}{'; '.join(codes)}{f' ({basis})' if basis else ''}."
    if goods.scope == "list":
        return f"{said}By a control list{f': {goods.list_name}' if goods.list_name else ''}."
    return f"{said}{'Any goods, by their use.' if goods.scope == 'catch_all' else 'No goods by code.'}"


def _direction(case: Case, measure: Measure) -> str:
    target = name_of(case, "target")
    return {"from_target": f"from {target}", "to_target": f"to {target}", "both": f"from and to {target}"}[
        measure.direction
    ]


def _limit(limit: Limit) -> str:
    if limit.level_of:
        return "The state’s own level of the 12 months before."
    if not limit.first_reached_of:
        return ""
    parts = [f"{part.size:,.0f} {part.symbol}" for part in limit.first_reached_of]
    said = " or ".join(parts)
    if len(parts) > 1:
        said += (
            " (one limit said in two units)" if limit.stated_equivalents else " (whichever is reached first)"
        )
    if limit.window is not None:
        said += f", {spoken_date(limit.window.first)} to {spoken_date(limit.window.last)}"
        said += REPEATS.get(limit.window.repeats, "")
    if limit.warn_at:
        said += f". Warnings at {listed([f'{share * 100:g} %' for share in limit.warn_at])}"
    if limit.stop_at is not None:
        said += f". Stop at {limit.stop_at * 100:g} %"
    return said + "."


def condition_words(condition: Condition) -> str:
    """A way out of a ban, or a test inside a limit, with the evidence it wants."""
    kind = "Way out of the ban" if condition.kind == "exemption" else "Inside the limit"
    evidence = "no evidence named" if condition.evidence == "none" else words(condition.evidence)
    by = f" by the {words(condition.by)}" if condition.by else ""
    text = f" {condition.text.rstrip('.')}." if condition.text else ""
    return f"{kind}: {words(condition.name)}, {evidence}{by}.{text}"


def _wind_down(measure: Measure) -> str:
    end, goods = measure.wind_down, measure.clearance
    parts = []
    if end.contract_before and end.import_by:
        parts.append(
            f"Contract before {spoken_date(end.contract_before)} and import by {spoken_date(end.import_by)}, both."
        )
    elif end.import_by:
        parts.append(f"Import by {spoken_date(end.import_by)}.")
    if end.notify_by:
        parts.append(f"Notice by {spoken_date(end.notify_by)}, a duty of its own.")
    if end.complete_by:
        parts.append(f"Complete by {spoken_date(end.complete_by)}.")
    days = (("loaded", goods.loaded_before), ("arrived", goods.arrived_before))
    before = [f"{word} before {spoken_date(day)}" for word, day in days if day]
    if before:
        parts.append(f"Goods {' or '.join(before)} may clear.")
    if goods.absolute_stop:
        parts.append(f"Nothing clears from {spoken_date(goods.absolute_stop)} on.")
    return " ".join(parts)


def reading_words(reading: TextReading) -> str:
    """One of the readings of a paragraph that stand."""
    without = (
        f" (without: {listed([words(clause) for clause in reading.without])})" if reading.without else ""
    )
    return f"{words(reading.name).capitalize()}{without}: {reading.says}."


def _report(measure: Measure) -> str:
    report = measure.report
    if report is None:
        return ""
    within = f", within {plural(report.within_days, 'day')}" if report.within_days else ""
    every = "once" if report.every == "once" else f"every {report.every}"
    return f"{every[:1].upper()}{every[1:]}{within}, by {_BY[report.by]}."


def _in_force(measure: Measure) -> str:
    start, until = measure.in_force.start, measure.in_force.until
    public = f" Public since {spoken_date(measure.known_from)}." if measure.known_from != start else ""
    if until is None:
        return f"From {spoken_date(start)}; no end on record.{public}"
    if until <= start:
        return f"Never: replaced before it began on {spoken_date(start)}.{public}"
    return f"From {spoken_date(start)}; no longer in force from {spoken_date(until)}.{public}"
