"""Questions about trade as so many times other trade: a year earlier, the other flow, or a period named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.questions.trade import with_goods, with_trading
from yalu.claims.passages.questions.trade_periods import a_year_before, with_period
from yalu.claims.passages.questions.whose_trade import WhoseTrade, tradings
from yalu.claims.passages.records import Found, Mention
from yalu.claims.passages.sentence_facts import Sight

_MORE_THAN = re.compile(r" (?:more|higher|larger|greater|bigger|(?P<less>less|lower|fewer|smaller)) than\b")
_THAN = re.compile(r"(?: in [\w ]{1,20})? than (?:the value of )?(?:its |their |the |those |[\w-]+'s )?")
_TIMES_OF = re.compile(
    r" (?:of |as (?:large|much|big|high|many|great) as "
    r"|(?:high|low|larg|great|bigg|few|small)er than |(?:more|less) than |that of |those of )?"
    r"(?:the (?:value|amount|size) of )?(?:its |their |the |[\w-]+'s )?"
)


def _other_way(sight: Sight, mention: Mention) -> Iterator[tuple[WhoseTrade, Found]]:
    """“Exports were 1.3 times its imports”: the trade before the number, and the word of the other way behind it."""
    sides = [f for f in sight.flows if f.value in {"import", "export"}]
    behind = next((f for f in sides if f.start >= mention.end), None)
    before = [f for f in sides if f.end <= mention.start]
    if behind is None or not before or before[-1].value == behind.value:
        return
    between = sight.text[mention.end : behind.start]
    if _TIMES_OF.fullmatch(between) or (mention.kind == "direction" and _THAN.fullmatch(between)):
        subject = Mention(kind=mention.kind, said="", start=before[-1].start, end=before[-1].end)
        for trading in tradings(sight, subject)[:1]:
            yield trading, behind


def _so_many(sight: Sight, mention: Mention) -> str:
    """How many times, as the reader of statements takes it: 24 percent higher is 1.24 times."""
    if mention.kind == "percent" and (more := _MORE_THAN.match(sight.text, mention.end)):
        return f"{mention.said} {'less' if more['less'] else 'more'}"
    return {"rose": "more than 1", "fell": "less than 1"}.get(mention.said, mention.said)


def ratio(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How many times another amount: a year earlier, the other flow, or the period named."""
    other = list(_other_way(sight, mention))
    for trading, behind in other:
        draft = with_trading(
            Draft(sight, "trade.ratio", mention, _so_many(sight, mention), score + 2), trading
        )
        _times_more(draft)
        against_flow = "import" if trading.flow == "export" else "export"
        for one in with_goods(draft):
            for dated in with_period(one):
                yield dated.words("against_flow", against_flow, behind)
    if (
        other
        or mention.kind == "direction"
        or (
            mention.kind == "percent"
            and not re.search(
                r"(?:more|less|higher|lower|fewer|larger) than", sight.text[mention.end : mention.end + 25]
            )
        )
    ):
        return
    for trading in tradings(sight, mention)[:1]:
        draft = with_trading(Draft(sight, "trade.ratio", mention, _so_many(sight, mention), score), trading)
        _times_more(draft)
        for one in with_goods(draft):
            for dated in with_period(one):
                yield _ratio_against(dated)


def _times_more(draft: Draft) -> None:
    """“1.5 times higher than” is 1.5 or 2.5 times, as whoever writes it counts."""
    if draft.mention.kind == "times" and _MORE_THAN.match(draft.sight.text[draft.mention.end :]):
        draft.doubt("stated", "so many times as much, or so many times on top of it")


def _ratio_against(draft: Draft) -> Draft:
    sight, period = draft.sight, draft.given.get("period", "")
    against = [p for p in sight.periods if p.value and p.more["role"] == "against" and p.value != period]
    flows = [
        f
        for f in sight.flows
        if f.start > draft.mention.end and f.value not in {"export+import", draft.given.get("flow")}
    ]
    if flows and re.search(r"\b(?:than|as)\b", sight.text[draft.mention.end : flows[0].start]):
        return draft.words("against_flow", flows[0].value, flows[0])
    if against:
        return draft.words("against_period", against[0].value, against[0])
    earlier = [p for p in sight.periods if p.more["grain"] == "earlier"]
    if len(period) >= 4:
        before = a_year_before(period)
        if earlier:
            return draft.words("against_period", before, earlier[0])
        return draft.assume("against_period", before, "a year earlier", less=0.2)
    return draft


DRAFTERS = {"trade.ratio": ratio}
