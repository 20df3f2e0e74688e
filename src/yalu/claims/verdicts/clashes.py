"""Numbers of one article compared with each other: what cannot both hold, whatever the data say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec

from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.expressions import asks
from yalu.claims.questions.question import ClaimQuestion, make_question, statement_of
from yalu.claims.questions.spans import span_named
from yalu.claims.records import Claim, ReadStatement
from yalu.claims.verdicts.grid import number, spoken
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.intervals import Interval

_BOTH, _PARTS = "export+import", ("import", "export")
_WITHIN = ("flow", "hs", "period")  # along these a part lies in its whole


class StatedClaim(msgspec.Struct, frozen=True):
    """One claim with its question and what its words can mean."""

    claim: Claim
    question: ClaimQuestion
    statement: ReadStatement

    def alike(self, *less: str) -> tuple[object, ...]:
        """What is asked, some parameters left aside: equal for two claims about the same thing."""
        base = tuple(
            tuple(sorted((k, v) for k, v in given.items() if k not in less)) for given in self.question.base
        )
        return (
            self.question.about.split("[")[0] if len(self.question.base) == 1 else self.question.about,
            base,
            self.statement.unit,
        )


def clashes_of(evidence: Evidence, claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """For every claim the sentences that name what its own article says against it.

    Two statements about one figure clash when no number fits both. A part clashes with its whole when it
    is larger, both directions with the total they do not make, and growth of a whole with growth of its parts when it lies outside both.
    """
    articles: dict[str, list[StatedClaim]] = defaultdict(list)
    for claim in claims:
        said = _said(evidence, claim)
        if said is not None:
            articles[claim.article].append(said)
    found: dict[str, list[str]] = defaultdict(list)
    for listed in articles.values():
        for one, other, why in (*_same(listed), *_parts(listed), *_growths(listed)):
            found[one.claim.id].append(f"{other.claim.id}: {why}")
            found[other.claim.id].append(f"{one.claim.id}: {why}")
    return {name: tuple(dict.fromkeys(lines)) for name, lines in found.items()}


def _said(evidence: Evidence, claim: Claim) -> StatedClaim | None:
    if claim.not_checkable:
        return None
    try:
        question = make_question(evidence, claim.about, claim.given, claim.open, claim.stated, lenient=True)
        statement = statement_of(question, question.main(evidence), claim.stated, claim.kind)
    except (ChoiceError, Unanswerable):
        return None
    return (
        StatedClaim(claim, question, statement)
        if statement.interval is not None and asks(question.node)
        else None
    )


Clash = tuple[StatedClaim, StatedClaim, str]


def _same(listed: list[StatedClaim]) -> Iterator[Clash]:
    for one, other in combinations(listed, 2):
        a, b = one.statement.interval, other.statement.interval
        if one.alike() == other.alike() and a is not None and b is not None and a.shared(b) is None:
            yield (
                one,
                other,
                f"“{one.statement.text}” and “{other.statement.text}” are stated of the same figure, and no number fits both",
            )


def _flow(said: StatedClaim) -> str:
    return said.question.base[0].get("flow", "") if len(said.question.base) == 1 else ""


def _parts(listed: list[StatedClaim]) -> Iterator[Clash]:
    """An amount of one direction, of some goods or of some months above the amount of the whole; or both directions
    that do not make the amount of both."""
    totals = [s for s in listed if s.question.about.startswith("trade.total") and len(s.question.base) == 1]
    for whole in totals:
        inside = [
            part
            for part in totals
            if part is not whole and part.alike(*_WITHIN) == whole.alike(*_WITHIN) and _lies_in(part, whole)
        ]
        for part in inside:
            low, high = _ends(part.statement.interval)[0], _ends(whole.statement.interval)[1]
            if low is not None and high is not None and low > high:
                yield (
                    whole,
                    part,
                    f"the part, “{part.statement.text}”, is more than its whole, “{whole.statement.text}”",
                )
        yield from _directions(whole, [part for part in inside if part.alike("flow") == whole.alike("flow")])


def _lies_in(part: StatedClaim, whole: StatedClaim) -> bool:
    """Whether what one statement is about lies wholly in what another is about."""
    own, wide = part.question.base[0], whole.question.base[0]
    goods = wide["hs"] == "TOTAL" or (own["hs"] != "TOTAL" and own["hs"].startswith(wide["hs"]))
    spans = [span_named(given["period"]) for given in (own, wide)]
    if not goods or wide["flow"] not in {_BOTH, own["flow"]} or spans[0] is None or spans[1] is None:
        return False
    return spans[1].contains(spans[0]) and any(own[name] != wide[name] for name in _WITHIN)


def _directions(whole: StatedClaim, parts: list[StatedClaim]) -> Iterator[Clash]:
    sides = [next((part for part in parts if _flow(part) == flow), None) for flow in _PARTS]
    if sides[0] is None or sides[1] is None:
        return
    first, second, both = (said.statement.interval for said in (sides[0], sides[1], whole))
    if first is None or second is None or both is None or both.shared(first + second) is not None:
        return
    for side in sides:
        if side is not None:
            texts = " and ".join(f"“{one.statement.text}”" for one in sides if one is not None)
            yield whole, side, f"the two directions, {texts}, do not make “{whole.statement.text}”"


def _growths(listed: list[StatedClaim]) -> Iterator[Clash]:
    """Growth of both directions lies between the growth of each."""
    grown = [said for said in listed if said.question.about.startswith("trade.growth") and _flow(said)]
    for whole in (said for said in grown if _flow(said) == _BOTH):
        parts = [
            said for said in grown if _flow(said) in _PARTS and said.alike("flow") == whole.alike("flow")
        ]
        if {_flow(said) for said in parts} != set(_PARTS):
            continue
        bounds = [_ends(said.statement.interval) for said in parts]
        lows, highs = (
            [low for low, _ in bounds if low is not None],
            [high for _, high in bounds if high is not None],
        )
        low, high = _ends(whole.statement.interval)
        if len(lows) != len(parts) or len(highs) != len(parts) or low is None or high is None:
            continue
        if low > max(highs) or high < min(lows):
            ends = f"{number(min(lows))} to {number(max(highs))} {spoken(whole.statement.unit)}"
            yield (
                whole,
                parts[0],
                f"growth of the whole, “{whole.statement.text}”, lies outside that of its parts, {ends}",
            )


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else interval.as_floats
