"""Questions about trade: whose imports or exports, of which goods, in which period, and what was said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import msgspec

from yalu.claims.passages.cue_tables import words
from yalu.claims.passages.drafts import Draft
from yalu.claims.passages.periods import ends, months_between, years_before
from yalu.claims.passages.records import Figure, Found
from yalu.claims.passages.sight import Sight

_BOTH = "export+import"
_FAR = 50  # characters between a figure and a word of flow that hardly belong together
_GOES_ON = re.compile(
    r"(?:but |and |yet |instead,? |by contrast,? |in \w+(?: \d{4})?,? |last \w+,? )*"
    r"(?:it|they|this|that|those|these|the (?:figure|total|volume|amount|value|drop|rise|decline|number|increase|fall|growth|decrease)|up|down)\b"
)
_FLIPPED = {"import": "export", "export": "import", _BOTH: _BOTH}
_VERBS = re.compile(r"(?:imported|importing|exported|exporting|bought|buying|purchased|purchasing|sold|selling|shipped|supplied|delivered|import|export)$")
_TO_OTHER = re.compile(r"^(?: \S+){0,8}? (?:from|to|with|into|in)(?: the)? $")
_GOODS_OF = re.compile(r"^ of (?:\S+ ){0,2}$")
_OWNED = re.compile(r"^(?P<own>'s?)?(?: [\w'-]+){0,4} $")


class Trading(msgspec.Struct, frozen=True):
    """One way to read whose trade is meant: the flow as the reporter has it, and the words that say so."""

    flow: str
    reporter: str
    finds: tuple[Found, ...]
    sure: bool = True


def tradings(sight: Sight, figure: Figure) -> list[Trading]:
    """Whose trade the words may mean, the likeliest first; empty where no word speaks of trade.

    A flow is seen from the reporter, the partner of the case unless another state trades with the target:
    what the target exports, the reporter imports.
    """
    mentions = sight.nearest(sight.flows, figure)
    if not mentions:
        return _by_origin(sight, figure)
    origin = _by_origin(sight, figure)
    if origin and mentions[0].near(_place(figure)) > _FAR:
        return origin
    specific = [m for m in mentions if m.value != _BOTH]
    first = mentions[0]
    if first.value == _BOTH and specific and first.near(specific[0]) < 15:
        first = specific[0]  # “trade … exports” names the exports
    both = {m.value for m in specific if m.near(first) < 8}
    if {"import", "export"} <= both:
        return [Trading(_BOTH, _reporter(sight, set()), tuple(specific[:2]))]
    return _sided(sight, first)


def _place(figure: Figure) -> Found:
    return Found(part="", value="", start=figure.start, end=figure.end)


def _by_origin(sight: Sight, figure: Figure) -> list[Trading]:
    """Goods of the target, with no word of imports or exports: the partner's imports (“North Korean coal”)."""
    case = sight.names.evidence.case
    for goods in sight.nearest(sight.goods, figure)[:1]:
        for state in sight.states:
            if state.value == case.target and (
                re.fullmatch(r"(?:'s)? (?:\w+ )?", sight.text[state.end : goods.start]) if state.end <= goods.start
                else re.fullmatch(r" (?:\w+ )?from ", sight.text[goods.end : state.start])
            ):  # fmt: skip
                return [Trading("import", "", (state,))]
    return []


def _sided(sight: Sight, mention: Found) -> list[Trading]:
    case = sight.names.evidence.case
    target, partner, text = case.target, case.partner, sight.text
    after = [s for s in sight.states if mention.end <= s.start <= mention.end + 70 and _TO_OTHER.match(text[mention.end : s.start])]
    goods_of = [s for s in sight.states if mention.end <= s.start and _GOODS_OF.match(text[mention.end : s.start])]
    other = (after or goods_of or [None])[0]
    before = [s for s in sight.states if s.end <= mention.start]
    owner = next((s for s in reversed(before) if _OWNED.match(text[s.end : mention.start])), None)
    possessive = owner is not None and text[owner.end : owner.end + 1] == "'"
    verb = bool(_VERBS.search(text[mention.start : mention.end])) and (
        mention.value != "import" or not text[: mention.start].rstrip().endswith("coal")
    )
    finds = tuple(f for f in (mention, other, owner) if f is not None)
    if mention.value == _BOTH:
        named = {s.value for s in sight.states if s.value != target and abs(s.near(mention)) < 90}
        return [Trading(_BOTH, _reporter(sight, named), finds)]
    actor = ""
    sure = True
    if other is not None:
        actor = _other_side(sight, other.value, owner if possessive else None, before)
    elif possessive and owner is not None:
        actor = owner.value
    elif verb and before:
        actor = _subject(sight, before).value
    elif owner is not None and owner.value == target and any(s.value == partner for s in before):
        actor = partner  # “China increased its North Korean imports”
    elif owner is not None:
        actor, sure = owner.value, owner.value != target
    elif before:
        actor = before[0].value
        sure = actor != target
    else:
        actor, sure = partner, False
    readings = [_seen(sight, mention.value, actor, other, finds, sure)]
    if not sure:
        readings.append(_seen(sight, mention.value, partner if actor == target else target, other, finds, False))
    return readings


def _subject(sight: Sight, before: list[Found]) -> Found:
    """The last state before a verb that can be its subject: not behind a preposition, and not an adjective of goods."""
    for state in reversed(before):
        behind = re.search(r"\b(?:from|to|with|of|against|on|in|by|for)(?: the)? $", sight.text[: state.start])
        adjective = any(0 <= goods.start - state.end <= 2 for goods in (*sight.goods, *sight.flows))
        if not behind and not adjective:
            return state
    return before[0]


def _other_side(sight: Sight, other: str, owner: Found | None, before: list[Found]) -> str:
    """Who trades with a state that is named after “from” or “to”."""
    case = sight.names.evidence.case
    if owner is not None and owner.value != other:
        return owner.value
    if other == case.target:
        strangers = [s.value for s in before if s.value not in {case.target, case.partner}]
        return case.partner if any(s.value == case.partner for s in before) or not strangers else strangers[-1]
    return case.target


def _seen(sight: Sight, flow: str, actor: str, other: Found | None, finds: tuple[Found, ...], sure: bool) -> Trading:
    case = sight.names.evidence.case
    if actor == case.target:
        stranger = {other.value} - {case.target} if other is not None else set()
        return Trading(_FLIPPED[flow], _reporter(sight, stranger), finds, sure)
    return Trading(flow, actor if actor != case.partner else "", finds, sure)


def _reporter(sight: Sight, named: set[str]) -> str:
    """The reporter as a parameter: "" where it is the partner of the case."""
    case = sight.names.evidence.case
    others = sorted(named - {case.target, case.partner})
    return others[0] if others and case.partner not in named else ""


def with_trading(draft: Draft, trading: Trading) -> Draft:
    """The draft with flow and reporter."""
    if trading.sure:
        draft.words("flow", trading.flow, *trading.finds)
    else:
        draft.assume("flow", trading.flow, "the words leave open whose trade it is", less=0.8)
        draft.also("flow", *trading.finds)
    if trading.reporter:
        draft.given["reporter"] = trading.reporter
    case = draft.sight.names.evidence.case
    near = [s for s in draft.sight.states if s.value in {case.target, case.partner, trading.reporter}]
    return draft.also("flow", *near)


def with_goods(draft: Draft) -> Iterator[Draft]:
    """The draft for the goods named; for all goods where none is, and for those of the sentence before too."""
    near = draft.sight.nearest(draft.sight.goods, draft.figure)
    if near:
        yield draft.words("hs", near[0].value, near[0])
        return
    carried = draft.sight.carried("hs")
    plain = re.search(r"\b(?:total|overall|entire|all|trade|commerce)\b", draft.sight.text)
    if carried and not plain:
        find, sight = carried[0]
        yield draft.copy().carry("hs", find.value, find, sight, less=0.6)
    yield draft


def with_period(draft: Draft, *, full_year: bool = False) -> Iterator[Draft]:
    """The draft for each period the words can mean."""
    sight = draft.sight
    usable = [p for p in sight.periods if p.value and p.more["role"] != "against"]
    inside = [p for p in usable if p.more["role"] == "in" and p.more["grain"] not in {"day", "past"}]
    since = [p for p in usable if p.more["role"] == "since"]
    near = sight.nearest(inside, draft.figure)
    earlier = [p for p in sight.periods if p.more["grain"] == "earlier" and 0 <= p.start - draft.figure.end <= 6]
    if earlier and near and draft.figure.kind in {"money", "quantity"}:
        # “$213 million in 2018, compared with $1.65 billion a year earlier”
        yield draft.copy().words("period", a_year_before(near[0].value), earlier[0], near[0])
        return
    for number, find in enumerate(near[:2]):
        made = draft.copy(less=1.2 * number).words("period", find.value, find)
        yield from _to_date(made, find)
    if near:
        return
    if since:
        first = ends(since[0].value)[1] + timedelta(1) if since[0].more.get("after") else ends(since[0].value)[0]
        span = months_between(first, sight.published)
        if span:
            yield draft.copy().words("period", span, since[0])
            return
    days = [p for p in usable if p.more["grain"] == "day"]
    if days:
        yield draft.copy(less=0.5).words("period", days[0].value[:7], days[0])
        return
    carried = [(f, s) for f, s in sight.carried("period") if f.value and f.more["grain"] not in {"day", "past"} and f.more["role"] != "against"]
    for number, (find, before) in enumerate(carried[:2]):
        yield draft.copy(less=0.4 * number).carry("period", find.value, find, before)
    if not carried:
        yield from _latest_years(draft.copy(less=0.5))


def a_year_before(period: str) -> str:
    """The same part of the year before."""
    return re.sub(r"\d{4}", lambda m: str(int(m[0]) - 1), period)


def _to_date(draft: Draft, find: Found) -> Iterator[Draft]:
    """“This year” is the months so far, and the part of the year that the sentences before spoke of."""
    yield draft
    if find.more["grain"] != "to date":
        return
    year = find.value[:4]
    for before, sight in draft.sight.carried("period"):
        if before.value.startswith(year) and before.value not in {find.value, year} and before.more["grain"] != "day":
            yield draft.copy(less=0.3).carry("period", before.value, before, sight, less=0.0).also("period", find)
            return
    yield draft.copy(less=0.6).assume("period", year, f"{year} as a whole", less=0.5).also("period", find)


def _latest_years(draft: Draft) -> Iterator[Draft]:
    listed = tuple(years_before(draft.sight.published, 2))
    yield draft.leave_open("period", listed, "no period is named; the two full years before publication")


def directed(sight: Sight, figure: Figure) -> tuple[str, Found | None]:
    """“fell” or “rose”, with the word nearest the figure that says so; "" where none does."""
    ways = [*words()["up"].find(sight.text), *words()["down"].find(sight.text)]
    if not ways:
        return "", None
    near = sight.nearest(ways, figure)[0]
    return ("fell" if near.part == "down" else "rose"), near


def growth(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """Growth against a year earlier, or another period."""
    way, word = directed(sight, figure)
    if not way and figure.kind != "times":
        return
    if figure.kind in {"percent", "fraction"} and re.search(r"\b(?:to|at) $", sight.text[: figure.start]):
        return  # “rose to 95 percent” is a share
    said = figure.said if figure.kind in {"times", "direction"} else f"{way} {figure.said}"
    for trading in tradings(sight, figure) or _carried_trading(sight):
        draft = with_trading(Draft(sight, "trade.growth", figure, said, score), trading).also("stated", word)
        for one in with_goods(draft):
            for dated in with_period(one):
                yield _against(_in_money(dated))


def _carried_trading(sight: Sight) -> list[Trading]:
    """Whose trade a sentence goes on about: “It fell 3 percent”. A sentence with a subject of its own goes on about nothing."""
    if not _GOES_ON.match(sight.text):
        return []
    for find, before in sight.carried("flow"):
        made = _sided(before, find)
        return [msgspec.structs.replace(made[0], finds=(), sure=False)]
    return []


def _against(draft: Draft) -> Draft:
    """The period compared with, where one is named; a year earlier is the default."""
    for find in draft.sight.periods:
        if find.more["grain"] == "earlier":
            draft.also("against", find)
        elif find.more["role"] == "against" and find.value and find.value != draft.given.get("period"):
            draft.words("against", find.value, find)
    return draft


def _in_money(draft: Draft) -> Draft:
    """In which money or by which quantity: as said, else every way the flows of the case have it."""
    sight = draft.sight
    limb, currency = sight.words_of("limb"), sight.words_of("currency")
    hs = draft.given.get("hs", "")
    if hs and limb and limb[0].value == "quantity":
        return draft.words("unit", "t", limb[0])
    if currency and draft.figure.kind in {"percent", "fraction", "times", "direction"} and currency[0].value != "USD":
        return draft.words("unit", currency[0].value, currency[0])
    if hs and not limb and not hs.startswith(("27", "25", "26", "72")):
        return draft
    if hs:
        return draft.leave_open("unit", ("t", "USD"), "by weight or by value", assumed=False)
    case = sight.names.evidence.case
    wanted = draft.given.get("period", ""), draft.given.get("reporter", case.partner)
    moneys = {f.currency for f in case.flows if (f.period, f.reporter) == wanted and f.currency and f.hs == "TOTAL"}
    if len(moneys) > 1 and draft.figure.kind in {"percent", "fraction", "times", "direction"}:
        draft.leave_open("currency", sorted(moneys), "the money is not named", assumed=False)
    return draft


def total(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """An amount of trade: money, a quantity, or none."""
    for trading in tradings(sight, figure):
        draft = with_trading(Draft(sight, "trade.total", figure, figure.said, score), trading)
        for one in with_goods(draft):
            if figure.kind == "act" and figure.said != "none" and "hs" in one.given:
                one.stated = f"{figure.said} t"
            if figure.kind == "quantity" and "hs" not in one.given:
                one.score -= 1.5
            if figure.kind in {"none", "act"} and "hs" in one.given:
                one.given["unit"] = "t"
            for dated in with_period(one):
                yield _by_ledger(dated)


def _by_ledger(draft: Draft) -> Draft:
    """The ledger the words name; the case's customs table otherwise."""
    named = draft.sight.nearest(draft.sight.words_of("ledger"), draft.figure)
    if not named:
        return draft
    if named[0].value == "customs":
        return draft.also("ledger", named[0])
    draft.words("ledger", named[0].value, named[0])
    case = draft.sight.names.evidence.case
    reporters = {f.reporter for f in case.flows if f.ledger == named[0].value and f.hs == draft.given.get("hs", "TOTAL")}
    if "reporter" not in draft.given and reporters and case.partner not in reporters:
        draft.given["reporter"] = sorted(reporters)[0]
    return draft


def share(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """The partner's share of the target's trade, or the share of some goods in a flow."""
    case = sight.names.evidence.case
    states = {s.value for s in sight.states}
    way, word = directed(sight, figure)
    if word is not None and (re.search(r"\bby $", sight.text[: figure.start]) or 0 <= figure.start - word.end <= 1 or 0 <= word.start - figure.end <= 4):
        score -= 4  # “rose by 34.7 percent” is growth
    if sight.goods and sight.flows:
        yield from _goods_share(sight, figure, score)
    if case.target in states or case.partner in states or sight.carried("state"):
        draft = Draft(sight, "trade.share", figure, figure.said, score)
        draft.also("about", *sight.flows, *(s for s in sight.states if s.value in {case.target, case.partner}))
        for part in sight.words_of("denominator")[:1]:
            draft.words("denominator", part.value, part)
        yield from _year_of_share(draft)


def _year_of_share(draft: Draft) -> Iterator[Draft]:
    """Shares are known by the year: the one named, or the two full years before publication."""
    sight = draft.sight
    years = [p for p in sight.periods if p.value and p.more["grain"] in {"year", "to date", "month", "quarter"} and p.more["role"] in {"in", "since"}]
    near = sight.nearest(years, draft.figure)
    if near and near[0].more["grain"] == "year":
        yield draft.words("period", near[0].value, near[0])
        return
    yield from _latest_years(draft)


def _goods_share(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """Some goods as a part of all goods: arithmetic over two totals."""
    for trading in tradings(sight, figure)[:1]:
        for draft in with_period(Draft(sight, "trade.total", figure, figure.said, score + 0.5)):
            goods = sight.nearest(sight.goods, figure)[0]
            draft.about = f"trade.total[hs={goods.value}] / trade.total"
            yield with_trading(draft.also("about", goods), trading)


def share_change(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """How a share changed, in percentage points."""
    way, word = directed(sight, figure)
    said = f"{way} {figure.said}".strip()
    yield from _year_of_share(Draft(sight, "trade.share_change", figure, said, score).also("stated", word))


def balance(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """A surplus or a deficit, whose it is deciding the sign."""
    case = sight.names.evidence.case
    word = re.search(r"\b(deficit|surplus|gap|balance|imports[^,;]{0,40} exceeded (?:its |their )?exports|exports[^,;]{0,40} exceeded (?:its |their )?imports)\b", sight.text)
    if word is None:
        return
    place = Found(part="", value="", start=word.start(), end=word.end())
    owners = [s for s in sight.nearest(sight.states, place) if s.end <= word.start()] or sight.states
    minus = (word[1] == "deficit" or word[1].startswith("imports")) != (bool(owners) and owners[0].value == case.target)
    draft = Draft(sight, "trade.balance", figure, f"deficit of {figure.said}" if minus else figure.said, score)
    draft.also("about", place, *sight.states, *sight.flows)
    yield from with_period(draft)


def difference(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """By how much an amount rose or fell."""
    way, word = directed(sight, figure)
    if not way or not re.search(r"\bby $|\bby (?:about |nearly |over |more than )?$", sight.text[: figure.start]):
        return
    for trading in tradings(sight, figure)[:1]:
        draft = with_trading(Draft(sight, "trade.difference", figure, f"{way} {figure.said}", score), trading).also("stated", word)
        for one in with_goods(draft):
            for dated in with_period(one):
                period = dated.given.get("period", "")
                if len(period) == 4:
                    dated.assume("against_period", str(int(period) - 1), "the year before", less=0.3)
                    yield dated


def ratio(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """How many times another amount: a year earlier, the other flow, or the period named."""
    if figure.kind == "percent" and not re.search(r"(?:more|less|higher|lower|fewer|larger) than", sight.text[figure.end : figure.end + 25]):
        return
    for trading in tradings(sight, figure)[:1]:
        draft = with_trading(Draft(sight, "trade.ratio", figure, figure.said, score), trading)
        for one in with_goods(draft):
            for dated in with_period(one):
                yield _ratio_against(dated)


def _ratio_against(draft: Draft) -> Draft:
    sight, period = draft.sight, draft.given.get("period", "")
    against = [p for p in sight.periods if p.value and p.more["role"] == "against" and p.value != period]
    flows = [f for f in sight.flows if f.start > draft.figure.end and f.value not in {"export+import", draft.given.get("flow")}]
    if flows and re.search(r"\b(?:than|as)\b", sight.text[draft.figure.end : flows[0].start]):
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


def unit_value(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """What a unit of goods cost."""
    if not sight.goods and not sight.carried("hs"):
        return
    if figure.more.get("per") is None and "price" not in sight.text:
        return
    trading = (tradings(sight, figure) or [Trading("import", "", ())])[0]
    draft = Draft(sight, "trade.unit_value", figure, figure.said, score)
    if trading.finds:
        with_trading(draft, trading)
    for one in with_goods(draft):
        if "hs" in one.given:
            yield from with_period(one)


def rank(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """The place of a period among periods, or of goods among goods."""
    for trading in tradings(sight, figure)[:1] or [Trading("import", "", (), False)]:
        draft = with_trading(Draft(sight, "trade.rank", figure, figure.said, score), trading)
        draft.given["order"] = figure.more["order"]
        for since in (p for p in sight.periods if p.more["role"] == "since" and p.value):
            draft.words("from", ends(since.value)[0].isoformat(), since)
        for one in with_goods(draft):
            if "hs" in one.given and re.search(r"earner|import item|export item|largest export|top export|biggest export|main export", sight.text):
                one.words("among", "goods")
            yield from with_period(one)


def zero_days(sight: Sight, figure: Figure, score: float) -> Iterator[Draft]:
    """Days from a ban until trade reads zero."""
    days = [p for p in sight.periods if p.more.get("grain") == "day"]
    if not sight.goods or not days:
        return
    draft = Draft(sight, "trade.days_to_zero", figure, figure.said, score)
    yield draft.words("hs", sight.goods[0].value, sight.goods[0]).words("banned", days[0].value, days[0])


DRAFTERS = {
    "trade.growth": growth,
    "trade.total": total,
    "trade.share": share,
    "trade.share_change": share_change,
    "trade.balance": balance,
    "trade.difference": difference,
    "trade.ratio": ratio,
    "trade.unit_value": unit_value,
    "trade.rank": rank,
    "trade.days_to_zero": zero_days,
}
