"""Questions about trade: of which goods, in which period, and what was said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import msgspec

from yalu.claims.passages.cue_tables import words
from yalu.claims.passages.periods import ends
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.questions.trade_periods import a_year_before, against, with_period
from yalu.claims.passages.questions.whose_trade import BOTH, GOES_ON, WhoseTrade, carried_trading, tradings
from yalu.claims.passages.records import Found, Mention, found_at
from yalu.claims.passages.sentence_facts import Sight
from yalu.claims.questions.spans import shifted

_BY = re.compile(r"\bby (?:about |nearly |over |more than |almost |some )?$")
_EARLIER_AMOUNT = re.compile(
    r"\b(from|compared (?:with|to)|against|versus) (?:about |nearly |around |over )?$"
)
_RIGHT_BEHIND = 8  # characters: “ in the ”
THAN_A_FLOW = re.compile(r"\bthan (?:the value of )?(?:its |their |the |those |[\w-]+'s )?(?:im|ex)ports?\b")
_MORE = re.compile(r" (?:(more|higher)|less|fewer|lower)\b")
# “made up”, “used up” and their like are no rise.
_NOT_UP = re.compile(
    r"\b(?:ma[dk]es?|making|used|set|built|c[oa]mes?|br[eo]ke|step\w*|gave|end\w*|tak\w+|took) $"
)


def with_trading(draft: Draft, trading: WhoseTrade) -> Draft:
    """The draft with flow and reporter."""
    if trading.sure:
        draft.words("flow", trading.flow, *trading.finds)
    else:
        draft.assume("flow", trading.flow, "the words leave open whose trade it is", less=0.8)
        draft.also("flow", *trading.finds)
    if trading.reporter:
        draft.given["reporter"] = trading.reporter
    if trading.partner:
        draft.given["partner"] = trading.partner
    case = draft.sight.names.evidence.case
    near = [s for s in draft.sight.states if s.value in {case.target, case.partner, trading.reporter}]
    return draft.also("flow", *near)


def with_goods(draft: Draft) -> Iterator[Draft]:
    """The draft for the goods named; for all goods where none is, and for those of the sentence before too."""
    near = draft.sight.goods_of(draft.mention)
    if near:
        draft.words("hs", near[0].value, near[0])
        for other in draft.sight.words_of("hs_too"):  # “oil” is crude as well as what is made of it
            if (other.start, other.end) == (near[0].start, near[0].end):
                draft.doubt("hs", f"the word has the goods of {other.value} too")
        yield draft
        return
    carried = draft.sight.carried("hs")
    plain = re.search(r"\b(?:total|overall|entire|all|trade|commerce)\b", draft.sight.text)
    if carried and not plain:
        find, sight = carried[0]
        yield draft.copy().carry("hs", find.value, find, sight, less=0.6)
    yield draft


def directed(sight: Sight, mention: Mention) -> tuple[str, Found | None]:
    """“fell” or “rose”, with the word nearest the mention that says so; "" where none does."""
    if more := _MORE.match(sight.text[mention.end :]):
        word = Found(
            part="up" if more[1] else "down", value="", start=mention.end + 1, end=mention.end + more.end()
        )
        return ("rose" if more[1] else "fell"), word
    ways = [
        way
        for way in (*words()["up"].find(sight.text), *words()["down"].find(sight.text))
        if not (sight.said(way).lower() == "up" and _NOT_UP.search(sight.text[: way.start]))
    ]
    if not ways:
        return "", None
    near = sight.nearest(ways, mention)[0]
    return ("fell" if near.part == "down" else "rose"), near


def growth(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Growth against a year earlier, or another period."""
    way, word = directed(sight, mention)
    if (not way and mention.kind != "times") or THAN_A_FLOW.search(sight.text, mention.end):
        return  # “higher than its imports” compares two flows
    if mention.kind in {"percent", "fraction"} and re.search(
        r"\b(?:to|at|from) $", sight.text[: mention.start]
    ):
        return  # “rose to 95 percent” is a share
    said = mention.said if mention.kind in {"times", "direction"} else f"{way} {mention.said}"
    turned = way == "fell" and mention.kind == "times" and "halv" not in said
    for trading in map(_in_sum, tradings(sight, mention) or carried_trading(sight)):
        draft = with_trading(Draft(sight, "trade.growth", mention, said, score), trading).also("stated", word)
        if turned:  # “fell ninefold” is to a ninth, and no growth to nine times
            draft.doubt("stated", "what a fall of so many times leaves is not said")
        if _another_way(sight, mention, word):
            draft.doubt("stated", "another word says rise or fall: of what is said, or beside it")
        for one in with_goods(draft):
            for dated in with_period(one):
                yield _in_money(against(dated))


def _another_way(sight: Sight, mention: Mention, word: Found | None) -> bool:
    """“The growth of imports fell”, “fell and then rose 10 percent”: two directions for one number."""
    numbers = [one for one in sight.mentions if one is not mention and one.kind in _SIZES]
    ways = [*words()["up"].find(sight.text), *words()["down"].find(sight.text)]
    others = [w for w in ways if w is not word and not (word and w.start < word.end and word.start < w.end)]
    own = [w for w in others if all(w.near(one.place) > w.near(mention.place) for one in numbers)]
    return any(not sight.beyond(w, mention) and not w.near(mention.place) <= 1 for w in own)


_SIZES = {"percent", "fraction", "times", "points", "money", "quantity"}


def _in_sum(trading: WhoseTrade) -> WhoseTrade:
    """“Imports and exports fell” speaks of each; that their sum fell is another thing."""
    each = trading.flow == BOTH and {"import", "export"} <= {find.value for find in trading.finds}
    return msgspec.structs.replace(trading, sure=False) if each else trading


def _in_money(draft: Draft) -> Draft:
    """In which money or by which quantity: as said, else every way the flows of the case have it."""
    sight = draft.sight
    limb, currency = sight.words_of("limb"), sight.words_of("currency")
    hs = draft.given.get("hs", "")
    if hs and limb and limb[0].value == "quantity":
        return draft.words("unit", "t", limb[0])
    if hs and limb and re.search(r"\b(?:by|in|of) ", sight.said(limb[0])) and not currency:
        return draft.words("unit", "USD", limb[0])
    if (
        currency
        and draft.mention.kind in {"percent", "fraction", "times", "direction"}
        and currency[0].value != "USD"
    ):
        return draft.words("unit", currency[0].value, currency[0])
    if hs and not limb and not hs.startswith(("27", "25", "26", "72")):
        return draft
    if hs:
        return draft.leave_open("unit", ("t", "USD"), "by weight or by value", assumed=False)
    case = sight.names.evidence.case
    period, reporter = draft.given.get("period", ""), draft.given.get("reporter", case.partner)
    wanted = ends(period) if period else None
    moneys = {
        f.currency
        for f in case.flows
        if f.reporter == reporter and f.currency and f.hs == "TOTAL" and ends(f.period) == wanted
    }
    if moneys and moneys != {"USD"} and draft.mention.kind in {"percent", "fraction", "times", "direction"}:
        draft.leave_open("currency", sorted(moneys), "the money is not named", assumed=False)
    return draft


def total(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """An amount of trade: money, a quantity, or none. A price a tonne is none."""
    if mention.more.get("per"):
        return
    if (
        mention.kind in {"money", "quantity"}
        and _BY.search(sight.text[: mention.start])
        and directed(sight, mention)[0]
    ):
        score -= 3  # “cut its revenue by $1 billion” is a difference
    amounts = [one for one in sight.mentions if one.kind == mention.kind]
    for trading in tradings(sight, mention):
        # “Exports and imports were $2.2 billion and $213 million”: each is one of the two.
        of = _in_sum(trading) if len(amounts) > 1 else trading
        draft = with_trading(Draft(sight, "trade.total", mention, mention.said, score), of)
        if sight.said(mention).lower().startswith("an average of"):
            draft.doubt("stated", "the average of what is not said")
        for one in with_goods(draft):
            if mention.kind == "act" and mention.said != "none" and "hs" in one.given:
                one.stated = f"{mention.said} t"
            if mention.kind == "quantity" and "hs" not in one.given:
                one.score -= 1.5
            if mention.kind in {"none", "act"} and "hs" in one.given:
                one.given["unit"] = "t"
            for dated in with_period(one):
                if mention.kind == "act" and mention.said == "none":
                    _or_from_then(dated)
                if _without_its_time(sight, mention):
                    dated.doubt("period", "an amount compared with is that of another time")
                yield _by_ledger(dated)


def _or_from_then(draft: Draft) -> None:
    """Who stopped in February may have bought until then: none in February, or in the month behind it."""
    period = draft.given.get("period", "")
    if any(p.value == period and p.more["role"] == "in" for p in draft.sight.periods):
        led = [taken for taken in draft.taken if taken.part == "period"]
        draft.leave_open("period", (period, shifted(period, 1)), "until then, or from then", assumed=False)
        draft.taken += led


def _without_its_time(sight: Sight, mention: Mention) -> bool:
    """“To $1.7 billion in 2017 from $2.5 billion”: the second amount is of a time that nobody names."""
    word = _EARLIER_AMOUNT.search(sight.text[: mention.start])
    if word is None or (word[1] == "from" and not directed(sight, mention)[0]):
        return False
    return not any(0 <= p.start - mention.end <= _RIGHT_BEHIND for p in sight.periods)


def _by_ledger(draft: Draft) -> Draft:
    """The ledger the words name; the case's customs table otherwise."""
    named = draft.sight.nearest(draft.sight.words_of("ledger"), draft.mention)
    if not named:
        return draft
    if named[0].value == "customs":
        return draft.also("ledger", named[0])
    draft.words("ledger", named[0].value, named[0])
    case = draft.sight.names.evidence.case
    reporters = {
        f.reporter
        for f in case.flows
        if f.ledger == named[0].value and f.hs == draft.given.get("hs", "TOTAL")
    }
    if "reporter" not in draft.given and reporters and case.partner not in reporters:
        draft.given["reporter"] = sorted(reporters)[0]
    return draft


def balance(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """A surplus or a deficit, whose it is deciding the sign."""
    case = sight.names.evidence.case
    word = re.search(
        r"\b(deficit|surplus|gap|balance|imports[^,;]{0,40} exceeded (?:its |their )?exports"
        r"|exports[^,;]{0,40} exceeded (?:its |their )?imports)\b",
        sight.text,
    )
    if word is None or (word[1].endswith("ports") and not _BY.search(sight.text[: mention.start])):
        return  # “exports ($2.22 billion) exceeded imports” says how much each was, “… by $2 billion” the balance
    place = found_at(word)
    owners = [s for s in sight.nearest(sight.states, place) if s.end <= word.start()] or sight.states
    minus = (word[1] == "deficit" or word[1].startswith("imports")) != (
        bool(owners) and owners[0].value == case.target
    )
    draft = Draft(
        sight, "trade.balance", mention, f"deficit of {mention.said}" if minus else mention.said, score
    )
    draft.also("about", place, *sight.sides, *sight.flows)
    if {case.target, case.partner} - {s.value for s in sight.states}:
        draft.doubt("partner", "the words do not say whose trade with whom")
    yield from with_period(draft)


def difference(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """By how much an amount rose or fell."""
    way, word = directed(sight, mention)
    if not way or not re.search(
        r"\bby $|\bby (?:about |nearly |over |more than )?$", sight.text[: mention.start]
    ):
        return
    for trading in tradings(sight, mention)[:1]:
        draft = with_trading(
            Draft(sight, "trade.difference", mention, f"{way} {mention.said}", score), trading
        ).also("stated", word)
        for one in with_goods(draft):
            for dated in with_period(one):
                period = dated.given.get("period", "")
                if len(period) == 4:
                    dated.assume("against_period", str(int(period) - 1), "the year before", less=0.3)
                    yield dated


def unit_value(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """What a unit of goods cost."""
    if not sight.goods and not sight.carried("hs"):
        return
    if mention.more.get("per") is None and "price" not in sight.text:
        return
    trading = (tradings(sight, mention) or [WhoseTrade("import", "", ())])[0]
    draft = Draft(sight, "trade.unit_value", mention, mention.said, score)
    if trading.finds:
        with_trading(draft, trading)
    for one in with_goods(draft):
        if "hs" in one.given:
            yield from with_period(one)


def price_trend(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """A price above or below that of a year earlier: one unit value over another."""
    price = re.search(r"\bprices?\b", sight.text)
    if price is None:
        return
    place = found_at(price)
    said = "less than 1" if mention.said == "fell" else "more than 1"
    for one in with_goods(Draft(sight, "trade.unit_value", mention, said, score).also("about", place)):
        for dated in with_period(one):
            period, hs = dated.given.get("period", ""), dated.given.get("hs")
            if hs and period:
                ends_ = (
                    f"trade.unit_value[period={when}, hs={hs}]" for when in (period, a_year_before(period))
                )
                dated.about = " / ".join(ends_)
                dated.given = {}
                yield dated


def rank(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The place of a period among periods, or of goods among goods."""
    if not sight.flows and not sight.goods and not GOES_ON.match(sight.text):
        return
    for trading in map(_in_sum, tradings(sight, mention)[:1] or [WhoseTrade("import", "", (), False)]):
        draft = with_trading(Draft(sight, "trade.rank", mention, mention.said, score), trading)
        if _AMONG.search(sight.text[mention.end :]):
            draft.doubt("order", "among which periods is said in words that were not read")
        draft.given["order"] = mention.more["order"]
        since = next((p for p in sight.periods if p.more["role"] == "since" and p.value), None)
        for one in with_goods(draft):
            if "hs" in one.given and re.search(
                r"earner|import item|export item|\b(?:largest|biggest|top|main|leading|primary|chief|number one|most valuable)(?: single)?"
                r" (?:import|export)\b",
                sight.text,
            ):
                one.words("among", "goods")
            elif "hs" in one.given and _SEVERAL.search(sight.text, mention.start):
                one.doubt("order", "the main ones are several goods")
            for dated in with_period(one):
                yield _since(dated, since)


# “Coal was among the main imports”: goods are compared, and more than one is meant.
_SEVERAL = re.compile(r"\b(?:largest|biggest|top|main|leading|primary|chief)(?: [\w'-]+)? (?:im|ex)ports\b")
# “The lowest in the year”, “of any month”, “in the years since 2000”.
_AMONG = re.compile(
    r"\b(?:in|of|for|over|within|among) (?:(?:the|a|that|any|all|its|their|these|those) ){1,2}(?:year|quarter|month|period|time)s?\b"
)


def _since(draft: Draft, since: Found | None) -> Draft:
    """“The lowest since 2007” is said of the years to this one, and mostly where 2007 itself was lower still."""
    period = draft.given.get("period", "")
    if period and "among" not in draft.given:  # only periods that were over when it was published
        length = ends(period)[1] - ends(period)[0]
        draft.given["to"] = (draft.sight.published - length).isoformat()
    if since is None:
        return draft
    first, last = ends(since.value)
    if period and since.value != period:
        draft.given["to"] = ends(period)[0].isoformat()
    days = (first.isoformat(), (last + timedelta(1)).isoformat())
    return draft.leave_open("from", days, "", assumed=False, find=since)


def zero_days(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Days from a ban until trade reads zero."""
    days = [p for p in sight.periods if p.more.get("grain") == "day"]
    if not sight.goods or not days:
        return
    draft = Draft(sight, "trade.days_to_zero", mention, mention.said, score)
    yield draft.words("hs", sight.goods[0].value, sight.goods[0]).words("banned", days[0].value, days[0])


DRAFTERS = {
    "trade.growth": growth,
    "trade.total": total,
    "trade.balance": balance,
    "trade.difference": difference,
    "trade.unit_value": unit_value,
    "trade.price_trend": price_trend,
    "trade.rank": rank,
    "trade.days_to_zero": zero_days,
}
