"""Whose trade a sentence speaks of: a flow is seen from its reporter, whoever the words put first."""

from __future__ import annotations

import re

import msgspec

from yalu.claims.passages.records import Found, Mention
from yalu.claims.passages.sentence_facts import Sight

BOTH = "export+import"
_FAR = 50  # characters between a mention and a word of flow that hardly belong together
GOES_ON = re.compile(
    r"(?:but |and |yet |instead,? |by contrast,? |in \w+(?: \d{4})?,? |last \w+,? )*"
    r"(?:it|they|this|that|those|these|the (?:figure|total|volume|amount|value|drop|rise|decline|number"
    r"|increase|fall|growth|decrease)|up|down)\b"
)
_FLIPPED = {"import": "export", "export": "import", BOTH: BOTH}
_VERBS = re.compile(
    r"(?:import|export|purchas|shipp)(?:ed|ing)|bought|buying|sold|selling|supplied|supplying|delivered|delivering|received|receiving|sent"
)
_OWN_WAY = {"export": (" from", " of"), "import": (" to", " into")}
# How far, in characters, a state may stand from a word of flow and still belong to it.
_REACH, _BESIDE = 70, 90
_TO_OTHER = re.compile(r"^(?: \S+){0,8}? (?:from|to|with|into|in)(?: the)? $")
_GOODS_OF = re.compile(r"^ of (?:\S+ )?$")
_OWNED = re.compile(r"^(?P<own>'s?)?(?: [\w'-]+){0,4} $")


class WhoseTrade(msgspec.Struct, frozen=True):
    """One way to read whose trade is meant: the flow as the reporter has it, and the words that say so."""

    flow: str
    reporter: str
    finds: tuple[Found, ...]
    sure: bool = True
    # The state on the far side, where it is another than the target of the case.
    partner: str = ""


def tradings(sight: Sight, mention: Mention) -> list[WhoseTrade]:
    """Whose trade the words may mean, the likeliest first; empty where no word speaks of trade.

    A flow is seen from the reporter, the partner of the case unless another state trades with the target:
    what the target exports, the reporter imports.
    """
    flow_words = sight.nearest(sight.flows, mention)
    if not flow_words:
        return _by_origin(sight, mention)
    flow_words = _of_own_clause(sight, mention, flow_words)
    origin = _by_origin(sight, mention)
    if origin and flow_words[0].near(mention.place) > _FAR:
        return origin
    specific = [m for m in flow_words if m.value != BOTH]
    first = flow_words[0]
    if first.value == BOTH and specific and first.near(specific[0]) < 15:
        first = specific[0]  # “trade … exports” names the exports
    both = {m.value for m in specific if m.near(first) < 12}
    made = _sided(sight, first)
    if {"import", "export"} <= both:
        made = [WhoseTrade(BOTH, _reporter(sight, set()), tuple(specific[:2]))]
    return [one if _both_named(sight, one) else msgspec.structs.replace(one, sure=False) for one in made]


def _both_named(sight: Sight, trading: WhoseTrade) -> bool:
    """Whether both sides stand in the sentence, or it goes on in a paragraph about trade between the two.

    “The partner's exports” with nobody they go to are exports to the world.
    """
    case = sight.names.evidence.case
    sides = {trading.reporter or case.partner, trading.partner or case.target}
    paragraph = [one for one in sight.before if one.sentence.block == sight.sentence.block and one.flows]
    return any(sides <= {state.value for state in one.states} for one in (sight, *paragraph))


_LED = re.compile(
    r" (?:of|worth|in (?!\d))"
)  # “33 percent of coal and iron exports”, “a drop of 5 percent in …”


def _of_own_clause(sight: Sight, mention: Mention, flow_words: list[Found]) -> list[Found]:
    """Words of flow, those last that open the next clause: “imports fell 33 percent in 2017 and exports rose”."""

    def opens_the_next(word: Found) -> bool:
        between = sight.text[mention.end : word.start]
        return (
            word.start >= mention.end
            and bool(re.search(r"[,;]|\band\b", between))
            and not _LED.match(between)
        )

    return sorted(flow_words, key=opens_the_next)


def _by_origin(sight: Sight, mention: Mention) -> list[WhoseTrade]:
    """Goods of the target, with no word of imports or exports: the partner's imports (“North Korean coal”)."""
    case = sight.names.evidence.case
    for goods in sight.nearest(sight.goods, mention)[:1]:
        for state in sight.states:
            if state.value == case.target and (
                re.fullmatch(r"(?:'s)? (?:\w+ )?", sight.text[state.end : goods.start]) if state.end <= goods.start
                else re.fullmatch(r" (?:\w+ )?from ", sight.text[goods.end : state.start])
            ):  # fmt: skip
                return [WhoseTrade("import", "", (state,))]
    return _by_rows(sight, mention)


def _by_rows(sight: Sight, mention: Mention) -> list[WhoseTrade]:
    """Goods that cross the border with no word of which way: the way the case has most rows of, then the other."""
    near = [
        g
        for g in sight.nearest(sight.goods, mention)
        if g.near(mention.place) <= _FAR and not sight.beyond(g, mention)
    ]
    if not near or mention.kind not in {"money", "quantity", "percent", "fraction", "times"}:
        return []
    case = sight.names.evidence.case
    ways = [f.flow for f in case.flows if f.reporter == case.partner and f.hs.startswith(near[0].value)]
    listed = sorted({"import", "export"}, key=lambda way: (-ways.count(way), way))  # type: ignore[arg-type]
    return [WhoseTrade(way, "", (near[0],), sure=False) for way in listed] if ways else []


class _Actor(msgspec.Struct, frozen=True):
    """Who imports or exports: ``other`` is whom the words name on the far side; not ``sure`` where they leave it open."""

    state: str
    sure: bool
    other: Found | None
    finds: tuple[Found, ...]


def _sided(sight: Sight, flow_word: Found) -> list[WhoseTrade]:
    case = sight.names.evidence.case
    if flow_word.value == BOTH:
        named = {s.value for s in sight.states if s.value != case.target and s.near(flow_word) < _BESIDE}
        near = tuple(s for s in sight.states if s.near(flow_word) < _BESIDE)
        # With a third state beside both, or with more than one, the words leave open between whom it is.
        alone = len(named | ({case.partner} & {s.value for s in near})) <= 1
        return [WhoseTrade(BOTH, _reporter(sight, named), (flow_word, *near), sure=alone)]
    actor = _actor(sight, flow_word)
    if _with_another(sight, actor.state):
        actor = msgspec.structs.replace(actor, sure=False)
    elif not actor.sure:
        # “Exports to the North rose, while imports fell”: the sentence goes on about the same state's trade.
        words_ = [(word, sight) for word in sight.flows if word is not flow_word]
        words_ += [
            (word, where)
            for word, where in sight.carried("flow")
            if where.sentence.block == sight.sentence.block
        ]
        same = [found for word, where in words_ if word.value != BOTH and (found := _actor(where, word)).sure]
        if same:
            inside = any(word in sight.flows for word, _ in words_)
            actor = msgspec.structs.replace(actor, state=same[0].state, other=same[0].other, sure=inside)
    readings = [_seen(sight, flow_word.value, actor.state, actor.other, actor.finds, actor.sure)]
    if not actor.sure:
        turned = case.partner if actor.state == case.target else case.target
        readings.append(_seen(sight, flow_word.value, turned, actor.other, actor.finds, False))
    return readings


# In Korean the first state owns the trade, and the one beside the word of flow is the far side.
_GENITIVE = re.compile(r"의 (?:\S+ )?")
_OWNS = ("'", "의")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being) $")
_BY = re.compile(r"^[^;]{0,60}\bby (?:the )?$")
_AND = re.compile(r"(?:'s)?(?:,| and| or|, and) (?:the )?")


def _with_another(sight: Sight, state: str) -> bool:
    """“The partner and a third state's exports”: whether another state stands in one row with the one that acts."""
    rows = zip(sight.states, sight.states[1:], strict=False)
    return any(
        one.value != two.value
        and state in {one.value, two.value}
        and _AND.fullmatch(sight.text[one.end : two.start])
        for one, two in rows
    )


def _actor(sight: Sight, flow_word: Found) -> _Actor:
    """Who imports or exports, by the states named around a word of flow."""
    text = sight.text
    after = [
        s for s in sight.states
        if flow_word.end <= s.start <= flow_word.end + _REACH and _TO_OTHER.match(text[flow_word.end : s.start])
        and not any(flow_word.end < f.start < s.start and f.value != flow_word.value for f in sight.flows)
    ]  # fmt: skip
    goods_of = [
        s for s in sight.states if flow_word.end <= s.start and _GOODS_OF.match(text[flow_word.end : s.start])
    ]
    other = next(iter(after or goods_of), None)
    before = [s for s in sight.states if s.end <= flow_word.start]
    owned = ((s, text[s.end : flow_word.start]) for s in reversed(before))
    owner = next((s for s, between in owned if _GENITIVE.fullmatch(between)), None) or next(
        (s for s in reversed(before) if _OWNED.match(text[s.end : flow_word.start])), None
    )
    possessive = owner is not None and text[owner.end : owner.end + 1] in _OWNS
    finds = tuple(f for f in (flow_word, other, owner) if f is not None)
    if _PASSIVE.search(text[: flow_word.start]) and _is_verb(text, flow_word):
        # “Coal was sold by the target”, “the target was sold oil”: who acts stands behind “by”, or nowhere.
        by = next(
            (
                s
                for s in sight.states
                if s.start >= flow_word.end and _BY.search(text[flow_word.end : s.start])
            ),
            None,
        )
        if by is not None:
            return _Actor(by.value, True, other if other is not by else None, (*finds, by))
        if before and re.search(
            r"^ (?:was|were|is|are|ha[sd] been|have been) $", text[before[-1].end : flow_word.start]
        ):
            return _Actor(before[-1].value, False, other, finds)
    if other is not None:
        leading = text[: other.start].rstrip().removesuffix(" the")
        if leading.endswith(_OWN_WAY[flow_word.value]):
            return _Actor(
                other.value, True, other, finds
            )  # “exports from the target”, “imports into the partner”
        return _Actor(
            _other_side(sight, other.value, owner if possessive else None, before), True, other, finds
        )
    return _owner_acts(sight, flow_word, owner, before, finds)


def _owner_acts(
    sight: Sight, flow_word: Found, owner: Found | None, before: list[Found], finds: tuple[Found, ...]
) -> _Actor:
    """Who acts where no far side is named: an owner, a subject, or the only state there is."""
    case, text = sight.names.evidence.case, sight.text
    if owner is not None and text[owner.end : owner.end + 1] in _OWNS:
        return _Actor(owner.value, True, None, finds)
    if before and _is_verb(text, flow_word):
        return _Actor(_subject(sight, before).value, True, None, finds)
    # The partner “increased its … imports”, with the target as an adjective of the goods.
    if owner is not None and owner.value == case.target and any(s.value == case.partner for s in before):
        return _Actor(case.partner, True, None, finds)
    if owner is not None or before:
        state = (owner or before[0]).value
        return _Actor(state, state != case.target, None, finds)
    named = {s.value for s in sight.states}
    # Only the target is named: “exports of coal earned the target …” are its own.
    return _Actor(case.target if named == {case.target} else case.partner, False, None, finds)


def _is_verb(text: str, flow_word: Found) -> bool:
    """Whether a word of flow is a verb: “imported”, “to import”, and not “coal import”."""
    word = text[flow_word.start : flow_word.end]
    if word in {"import", "export"}:
        return bool(
            re.search(r"\b(?:to|not|will|would|could|may|must|can|should) $", text[: flow_word.start])
        )
    return bool(_VERBS.fullmatch(word))


def _subject(sight: Sight, before: list[Found]) -> Found:
    """The last state before a verb that can be its subject: not behind a preposition, and not an adjective of goods."""
    for state in reversed(before):
        behind = re.search(
            r"\b(?:from|to|with|of|against|on|in|by|for)(?: the)? $", sight.text[: state.start]
        )
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
        return (
            case.partner if any(s.value == case.partner for s in before) or not strangers else strangers[-1]
        )
    return case.target


def _seen(
    sight: Sight, flow: str, actor: str, other: Found | None, finds: tuple[Found, ...], sure: bool
) -> WhoseTrade:
    case = sight.names.evidence.case
    if actor == case.target:
        stranger = {other.value} - {case.target} if other is not None else set()
        return WhoseTrade(_FLIPPED[flow], _reporter(sight, stranger), finds, sure)
    far = other.value if other is not None and other.value not in {actor, case.target} else ""
    return WhoseTrade(flow, actor if actor != case.partner else "", finds, sure, far)


def _reporter(sight: Sight, named: set[str]) -> str:
    """The reporter as a parameter: "" where it is the partner of the case."""
    case = sight.names.evidence.case
    others = sorted(named - {case.target, case.partner})
    return others[0] if others and case.partner not in named else ""


def carried_trading(sight: Sight) -> list[WhoseTrade]:
    """Whose trade a sentence goes on about: “It fell 3 percent”. A sentence with a subject of its own goes on about nothing."""
    if not GOES_ON.match(sight.text):
        return []
    for find, before in sight.carried("flow"):
        made = _sided(before, find)
        return [msgspec.structs.replace(made[0], finds=(), sure=False)]
    return []
