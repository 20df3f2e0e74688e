"""What is known besides the name: births, countries, genders, identifiers; what decides, supports or contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

from yalu.screening.identifiers import SHIP
from yalu.screening.matching.index_builder import PartyKept, clean_identifier
from yalu.screening.matching.records import MatchQualifier, Query, Suitability

# Only these kinds settle who it is: each is one number for one ship, company or bank.
DECISIVE = {"imo": 7, "company_imo": 7, "lei": 20, "swift": 8}
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


def qualify(query: Query, party: PartyKept) -> list[MatchQualifier]:
    """All that speaks for or against apart from the name, in a fixed order.

    How much each changes the score was fitted on the tuning half of the decision table (bench/decisions.py).
    """
    found = list(_identifiers(query, party))
    if query.births and party.births:
        found.append(_births(query.births, party.births))
    if query.genders and party.genders:
        same = not set(query.genders).isdisjoint(party.genders)
        found.append(
            MatchQualifier("gender", ", ".join(query.genders), ", ".join(party.genders),
                      "supports" if same else "contradicts")
        )  # fmt: skip
    if query.countries and party.countries:
        same = not set(query.countries).isdisjoint(party.countries)
        found.append(
            MatchQualifier("country", ", ".join(query.countries), ", ".join(party.countries),
                      "supports" if same else "contradicts", 0.05 if same else 0.0)
        )  # fmt: skip
    return found


def adjusted(score: float, qualifiers: Iterable[MatchQualifier]) -> float:
    """The score moved by the qualifiers: support closes part of the way to 1, another number takes half away.

    Another birth date, gender or country is weighed once, by the policy: it says nothing of the name.
    """
    for q in qualifiers:
        if q.effect == "decides":
            score = max(score, 0.97)
        elif q.effect == "supports":
            score += (1 - score) * q.change
        elif q.effect == "contradicts":
            score *= 1 + q.change
    return min(max(score, 0.0), 1.0)


def _identifiers(query: Query, party: PartyKept) -> Iterable[MatchQualifier]:
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
            yield MatchQualifier(identifier.kind, identifier.value, shown, effect, change)  # type: ignore[arg-type]
        elif (
            identifier.kind == SHIP and decisive and any(theirs.values())
        ):  # a bank has many codes, a hull one number
            yield MatchQualifier(identifier.kind, identifier.value, shown, "contradicts", -0.5)


def _same(kind: str, ours: str, theirs: dict[str, bool]) -> bool:
    if kind == "swift":  # a bank code of eight letters names the head office of the one with eleven
        return any(ours[:8] == other[:8] for other in theirs)
    return ours in theirs


def _births(asked: Sequence[str], listed: Sequence[str]) -> MatchQualifier:
    """The best that any two of the births say of each other."""
    found = [_birth(ours, theirs) for ours in asked for theirs in listed]
    effect, kind, change = min(found, key=lambda one: _BIRTH_ORDER.index(one[0]))
    return MatchQualifier(kind, ", ".join(asked), ", ".join(listed), effect, change)


_BIRTH_ORDER: tuple[Suitability, ...] = ("supports", "silent", "contradicts")
_Birth = tuple[Suitability, str, float]
# Lists and forms are often a year or two off, and two digits of a year change places (1962, 1926).
_YEARS_OFF = 2
_ABOUT_OFF = 5  # circa 1960 is a year rounded to five or ten


def _birth(ours: str, theirs: str) -> _Birth:
    """Two births: days agree, or are one slip apart; years agree, are near, or are another's."""
    first, spans = _years(ours)[:1], _years(theirs)
    if not first or not spans:
        return "silent", "birth year", 0.0
    days = len(ours) == len(theirs) == _DAY
    slip = (_stand_in(ours, theirs) or _slip(ours, theirs)) if days else ""
    if slip or (days and ours == theirs):
        return ("silent", f"birth date ({slip})", 0.0) if slip else ("supports", "birth date", 0.3)
    gap = max(spans[0] - first[0], first[0] - spans[-1], 0)
    if gap:
        return _other_year(first[0], spans, gap, _ABOUT_OFF if "~" in ours + theirs else _YEARS_OFF)
    if days:
        return "contradicts", "birth date", 0.0
    if len(ours) >= _MONTH and len(theirs) == _DAY and ours[:_MONTH] != theirs[:_MONTH]:
        return "silent", "birth year (another month)", 0.0
    return "supports", "birth year", 0.15


def _other_year(year: int, spans: list[int], gap: int, off: int) -> _Birth:
    if gap <= off:
        return "silent", f"birth year ({gap} off)", 0.0
    if any(sorted(str(year)) == sorted(str(other)) for other in spans):
        return "silent", "birth year (digits exchanged)", 0.0
    return "contradicts", "birth year", 0.0


_DAY, _MONTH = len("1984-01-08"), len("1984-01")


def _stand_in(ours: str, theirs: str) -> str:
    """That 1 January stands for a day nobody knew, as on one in thirty entries of OFAC; nothing for equal days."""
    same_year = ours != theirs and ours[:4] == theirs[:4]
    return "1 January may stand for the year" if same_year and "01-01" in {ours[5:], theirs[5:]} else ""


def _slip(ours: str, theirs: str) -> str:
    """What turns one day into another by a slip of the pen, or nothing."""
    if ours == theirs:
        return ""
    if ours[:4] == theirs[:4] and ours[5:7] == theirs[8:] and ours[8:] == theirs[5:7]:
        return "day and month exchanged"
    if sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1:
        return "one digit off"
    if OSA.distance(ours, theirs) == 1:
        return "two digits exchanged"
    return ""


def _years(text: str) -> list[int]:
    return sorted(int(y) for y in _YEAR.findall(text))
