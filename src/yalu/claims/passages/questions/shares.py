"""Questions about shares: the partner's in the target's trade, and that of some goods in a flow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.questions.trade import directed, latest_years, with_period, with_trading
from yalu.claims.passages.questions.whose_trade import tradings
from yalu.claims.passages.records import Mention
from yalu.claims.passages.sentence_facts import Sight


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
    if sight.goods and sight.flows:
        yield from _goods_share(sight, mention, score)
    if case.target in states or case.partner in states or sight.carried("state"):
        draft = Draft(sight, "trade.share", mention, mention.said, score)
        draft.also(
            "about", *sight.flows, *(s for s in sight.states if s.value in {case.target, case.partner})
        )
        for part in sight.words_of("denominator")[:1]:
            draft.words("denominator", part.value, part)
        yield from _year_of_share(draft)


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
        yield draft.words("period", near[0].value, near[0])
        return
    yield from latest_years(draft)


def _goods_share(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Some goods as a part of all goods: arithmetic over two totals."""
    for trading in tradings(sight, mention)[:1]:
        for draft in with_period(Draft(sight, "trade.total", mention, mention.said, score + 0.5)):
            goods = sight.nearest(sight.goods, mention)[0]
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
