"""What is known beside the name: births, countries, genders, identifiers; what decides, supports or contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yalu.screening.matching.laying import PartyKept, clean_identifier
from yalu.screening.matching.records import Qualifier, Query

# Only these kinds settle who it is: each is one number for one ship, company or bank.
DECISIVE = {"imo": 7, "company_imo": 7, "lei": 20, "swift": 8}
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def qualify(query: Query, party: PartyKept) -> list[Qualifier]:
    """All that speaks for or against beside the name, in a fixed order."""
    found = list(_identifiers(query, party))
    if query.births and party.births:
        found.append(_births(query.births, party.births))
    if query.genders and party.genders:
        same = not set(query.genders).isdisjoint(party.genders)
        change = 0.0 if same else -0.2
        found.append(
            Qualifier("gender", ", ".join(query.genders), ", ".join(party.genders),
                      "supports" if same else "contradicts", change)
        )  # fmt: skip
    if query.countries and party.countries:
        same = not set(query.countries).isdisjoint(party.countries)
        found.append(
            Qualifier("country", ", ".join(query.countries), ", ".join(party.countries),
                      "supports" if same else "contradicts", 0.05 if same else -0.05)
        )  # fmt: skip
    return found


def adjusted(score: float, qualifiers: Iterable[Qualifier]) -> float:
    """The score moved by the qualifiers: support closes part of the way to 1, contradiction takes its share away."""
    for q in qualifiers:
        if q.effect == "decides":
            score = max(score, 0.97)
        elif q.effect == "supports":
            score += (1 - score) * q.change
        elif q.effect == "contradicts":
            score *= 1 + q.change
    return min(max(score, 0.0), 1.0)


def _identifiers(query: Query, party: PartyKept) -> Iterable[Qualifier]:
    listed: dict[str, dict[str, bool]] = {}
    for kind, value, valid in party.identifiers:
        listed.setdefault(kind, {})[value] = valid
    for identifier in query.identifiers:
        ours = clean_identifier(identifier.value)
        theirs = listed.get(identifier.kind, {})
        decisive = identifier.kind in DECISIVE and identifier.valid is not False
        shown = ", ".join(sorted(theirs))
        if _same(identifier.kind, ours, theirs):
            effect, change = ("decides", 0.0) if decisive else ("supports", 0.5)
            yield Qualifier(identifier.kind, identifier.value, shown, effect, change)  # type: ignore[arg-type]
        elif theirs and decisive and any(theirs.values()):
            yield Qualifier(identifier.kind, identifier.value, shown, "contradicts", -0.5)


def _same(kind: str, ours: str, theirs: dict[str, bool]) -> bool:
    if kind == "swift":  # a bank code of eight letters names the head office of the one with eleven
        return any(ours[:8] == other[:8] for other in theirs)
    return ours in theirs


def _births(asked: Iterable[str], listed: Iterable[str]) -> Qualifier:
    """Births agree by day where both have one, else by year; lists are often a year off, so one year is silent."""
    ours, theirs = list(asked), list(listed)
    shown = ", ".join(ours), ", ".join(theirs)
    days = {t for t in theirs if len(t) == 10}
    if days.intersection(t for t in ours if len(t) == 10):
        return Qualifier("birth date", *shown, "supports", 0.3)
    spans = [_years(t) for t in theirs]
    gaps = [
        max(first - year, year - last, 0)
        for text in ours
        for year in _years(text)[:1]
        for span in spans
        if span
        for first, last in [(span[0], span[-1])]
    ]
    if not gaps:
        return Qualifier("birth year", *shown, "silent")
    gap = min(gaps)
    if gap == 0:
        return Qualifier("birth year", *shown, "supports", 0.15)
    if gap == 1:
        return Qualifier("birth year", *shown, "silent")
    return Qualifier("birth year", *shown, "contradicts", -0.25 if gap <= 3 else -0.4)


def _years(text: str) -> list[int]:
    return sorted(int(y) for y in _YEAR.findall(text))
