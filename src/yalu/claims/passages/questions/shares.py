"""Questions about shares: the partner's in the target's trade, and that of some goods in a flow."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.questions.trade import directed, with_trading
from yalu.claims.passages.questions.trade_periods import latest_years, with_period
from yalu.claims.passages.questions.whose_trade import tradings
from yalu.claims.passages.records import Found, Mention
from yalu.claims.passages.sentence_facts import Sight

_DENOMINATORS = {
    "import": ("imports", "imports-all-reporters"),
    "export": ("exports", "exports-all-reporters"),
}
_NO_WHOLE = re.compile(r" of (?:those|that|what|the (?:level|amount|volume|figure|total) (?:in|of|a year))\b")
_REACH = 45  # characters between “of” and the trade that it is a share of


class Whole(msgspec.Struct, frozen=True):
    """What a share is of: the word of trade, whose it is, and what else stands before the word."""

    flow: Found
    owners: frozenset[str]
    start: int


def whole(sight: Sight, mention: Mention) -> Whole | None:
    """The trade behind “of” or “in”: after the number, or after “share” before it."""
    text = sight.text
    of = [m for m in re.finditer(r"\b(?:of|in) ", text) if m.start() >= mention.end]
    of += [m for m in re.finditer(r"\b(?<=share )(?:of|in) ", text) if m.start() < mention.start]
    for match in of:
        for flow in sight.flows:
            between = text[match.end() : flow.start]
            if match.end() <= flow.start <= match.end() + _REACH and not re.search(
                r",|\bof\b|\bfrom\b", between
            ):
                inside = {s.value for s in sight.states if match.end() <= s.start < flow.start}
                return Whole(flow, frozenset(inside), match.start())
    return None


def share(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The partner's share of the target's trade, or the share of some goods in a flow."""
    case = sight.names.evidence.case
    states = {s.value for s in sight.states}
    _, word = directed(sight, mention)
    if word is not None and (
        re.search(r"\bby $", sight.text[: mention.start])
        or 0 <= mention.start - word.end <= 1
        or 0 <= word.start - mention.end <= 4
    ):
        score -= 4  # “rose by 34.7 percent” is growth
    of = whole(sight, mention)
    if sight.goods and sight.flows:
        yield from _goods_share(sight, mention, score, of)
    if of is not None and not _of_the_target(sight, mention, of):
        return
    if of is None and _NO_WHOLE.match(sight.text[mention.end :]):
        return  # “12 percent of those in 2016” are measured by another year
    if case.target in states or case.partner in states or sight.carried("state"):
        draft = Draft(sight, "trade.share", mention, mention.said, score)
        draft.also(
            "about", *sight.flows, *(s for s in sight.states if s.value in {case.target, case.partner})
        )
        known = {*states, *(find.value for find, _ in sight.carried("state"))}
        if of is None or not {case.target, case.partner} <= known:
            draft.doubt("about", "whose share it is, or of what, is not said")
        yield from _year_of_share(_with_denominator(draft, of))


def _of_the_target(sight: Sight, mention: Mention, of: Whole) -> bool:
    """Whether the whole can be the target's trade: not the partner's, and not the other way of the same trade."""
    case, text = sight.names.evidence.case, sight.text
    if re.search(r"\b(?:two-way|bilateral|mutual)\b", text[of.start : of.flow.end]):
        return False  # exports or imports as a part of the trade of both
    if case.partner in of.owners or re.match(r"'s share (?:of|in)\b", text[_first_end(sight, case.target) :]):
        return False
    behind = next((s for s in sight.states if s.start >= of.flow.end), None)
    if behind is not None and re.fullmatch(
        r" (?:with|to|from|between)(?: the)? ", text[of.flow.end : behind.start]
    ):
        return behind.value == case.partner and "between" not in text[of.flow.end : behind.start]
    before = [f for f in sight.flows if f.end <= mention.start and f.value in _DENOMINATORS]
    # “Imports were 80 percent of its exports” is one flow over the other.
    return not (
        before and of.flow.value in _DENOMINATORS and not of.owners and before[-1].value != of.flow.value
    )


def _first_end(sight: Sight, state: str) -> int:
    return next((s.end for s in sight.states if s.value == state), len(sight.text))


def _with_denominator(draft: Draft, of: Whole | None) -> Draft:
    """Of exports or imports only, by each count of these that the case has; of all trade as the words say."""
    sight = draft.sight
    published = {row.denominator for row in sight.names.evidence.case.shares}
    if of is not None and of.flow.value in _DENOMINATORS:
        asked = [n for n in _DENOMINATORS[of.flow.value] if n in published or n.endswith("-all-reporters")]
        return draft.leave_open("denominator", asked, "", assumed=False, find=of.flow)
    for part in sight.words_of("denominator")[:1]:
        if part.value not in {"exports", "imports"}:
            draft.words("denominator", part.value, part)
    return draft


def _year_of_share(draft: Draft) -> Iterator[Draft]:
    """Shares are known by the year: the one named, or the two full years before publication."""
    sight = draft.sight
    years = [
        p
        for p in sight.periods
        if p.value
        and p.more["grain"] in {"year", "to date", "month", "quarter"}
        and p.more["role"] in {"in", "since"}
    ]
    near = [one for one in sight.nearest(years, draft.mention) if not sight.beyond(one, draft.mention)]
    if near and near[0].more["grain"] == "year":
        draft.words("period", near[0].value, near[0])
        if near[0].more["role"] == "since":
            draft.doubt("period", "every year since is meant, and one is asked")
        yield draft
        return
    yield from latest_years(draft)


def _goods_share(sight: Sight, mention: Mention, score: float, of: Whole | None) -> Iterator[Draft]:
    """Some goods as a part of all goods: arithmetic over two totals. “90 percent of its coal” is a part of the goods."""
    goods = sight.nearest(sight.goods, mention)[0]
    inside = of is not None and of.start < goods.start < of.flow.start
    if inside or (of is None and re.match(r" of\b", sight.text[mention.end :])):
        return
    for trading in tradings(sight, mention)[:1]:
        for draft in with_period(Draft(sight, "trade.total", mention, mention.said, score + 0.5)):
            draft.about = f"trade.total[hs={goods.value}] / trade.total"
            yield with_trading(draft.also("about", goods), trading)


def share_change(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How a share changed, in percentage points."""
    way, word = directed(sight, mention)
    said = f"{way} {mention.said}".strip()
    yield from _year_of_share(Draft(sight, "trade.share_change", mention, said, score).also("stated", word))


DRAFTERS = {
    "trade.share": share,
    "trade.share_change": share_change,
}
