"""Whose trade a sentence speaks of: a flow is seen from its reporter, whoever the words put first."""

from __future__ import annotations

import re

import msgspec

from yalu.claims.passages.records import Found, Mention
from yalu.claims.passages.sight import Sight

_BOTH = "export+import"
_FAR = 50  # characters between a mention and a word of flow that hardly belong together
_GOES_ON = re.compile(
    r"(?:but |and |yet |instead,? |by contrast,? |in \w+(?: \d{4})?,? |last \w+,? )*"
    r"(?:it|they|this|that|those|these|the (?:figure|total|volume|amount|value|drop|rise|decline|number"
    r"|increase|fall|growth|decrease)|up|down)\b"
)
_FLIPPED = {"import": "export", "export": "import", _BOTH: _BOTH}
_VERBS = re.compile(
    r"(?:imported|importing|exported|exporting|bought|buying|purchased|purchasing|sold|selling|shipped|supplied|delivered|import|export)$"
)
_TO_OTHER = re.compile(r"^(?: \S+){0,8}? (?:from|to|with|into|in)(?: the)? $")
_GOODS_OF = re.compile(r"^ of (?:\S+ ){0,2}$")
_OWNED = re.compile(r"^(?P<own>'s?)?(?: [\w'-]+){0,4} $")


class Trading(msgspec.Struct, frozen=True):
    """One way to read whose trade is meant: the flow as the reporter has it, and the words that say so."""

    flow: str
    reporter: str
    finds: tuple[Found, ...]
    sure: bool = True


def tradings(sight: Sight, mention: Mention) -> list[Trading]:
    """Whose trade the words may mean, the likeliest first; empty where no word speaks of trade.

    A flow is seen from the reporter, the partner of the case unless another state trades with the target:
    what the target exports, the reporter imports.
    """
    flow_words = sight.nearest(sight.flows, mention)
    if not flow_words:
        return _by_origin(sight, mention)
    origin = _by_origin(sight, mention)
    if origin and flow_words[0].near(_place(mention)) > _FAR:
        return origin
    specific = [m for m in flow_words if m.value != _BOTH]
    first = flow_words[0]
    if first.value == _BOTH and specific and first.near(specific[0]) < 15:
        first = specific[0]  # “trade … exports” names the exports
    both = {m.value for m in specific if m.near(first) < 12}
    if {"import", "export"} <= both:
        return [Trading(_BOTH, _reporter(sight, set()), tuple(specific[:2]))]
    return _sided(sight, first)


def _place(mention: Mention) -> Found:
    return Found(part="", value="", start=mention.start, end=mention.end)


def _by_origin(sight: Sight, mention: Mention) -> list[Trading]:
    """Goods of the target, with no word of imports or exports: the partner's imports (“North Korean coal”)."""
    case = sight.names.evidence.case
    for goods in sight.nearest(sight.goods, mention)[:1]:
        for state in sight.states:
            if state.value == case.target and (
                re.fullmatch(r"(?:'s)? (?:\w+ )?", sight.text[state.end : goods.start]) if state.end <= goods.start
                else re.fullmatch(r" (?:\w+ )?from ", sight.text[goods.end : state.start])
            ):  # fmt: skip
                return [Trading("import", "", (state,))]
    return []


def _sided(sight: Sight, flow_word: Found) -> list[Trading]:
    case = sight.names.evidence.case
    target, partner, text = case.target, case.partner, sight.text
    after = [
        s
        for s in sight.states
        if flow_word.end <= s.start <= flow_word.end + 70 and _TO_OTHER.match(text[flow_word.end : s.start])
    ]
    goods_of = [
        s for s in sight.states if flow_word.end <= s.start and _GOODS_OF.match(text[flow_word.end : s.start])
    ]
    other = next(iter(after or goods_of), None)
    before = [s for s in sight.states if s.end <= flow_word.start]
    owner = next((s for s in reversed(before) if _OWNED.match(text[s.end : flow_word.start])), None)
    possessive = owner is not None and text[owner.end : owner.end + 1] == "'"
    verb = bool(_VERBS.search(text[flow_word.start : flow_word.end])) and (
        flow_word.value != "import" or not text[: flow_word.start].rstrip().endswith("coal")
    )
    finds = tuple(f for f in (flow_word, other, owner) if f is not None)
    if flow_word.value == _BOTH:
        named = {s.value for s in sight.states if s.value != target and abs(s.near(flow_word)) < 90}
        return [Trading(_BOTH, _reporter(sight, named), finds)]
    actor = ""
    sure = True
    before_other = text[: other.start].rstrip().removesuffix(" the") if other is not None else ""
    own_way = {"export": (" from", " of"), "import": (" to", " into")}[flow_word.value]
    if other is not None and before_other.endswith(own_way):
        actor = other.value  # “exports from the target”, “imports into the partner”
    elif other is not None:
        actor = _other_side(sight, other.value, owner if possessive else None, before)
    elif possessive and owner is not None:
        actor = owner.value
    elif verb and before:
        actor = _subject(sight, before).value
    elif owner is not None and owner.value == target and any(s.value == partner for s in before):
        actor = partner  # the partner “increased its imports” of the target: “its … imports” by the adjective
    elif owner is not None:
        actor, sure = owner.value, owner.value != target
    elif before:
        actor = before[0].value
        sure = actor != target
    else:
        actor, sure = partner, False
    readings = [_seen(sight, flow_word.value, actor, other, finds, sure)]
    if not sure:
        readings.append(
            _seen(sight, flow_word.value, partner if actor == target else target, other, finds, False)
        )
    return readings


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
) -> Trading:
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


def carried_trading(sight: Sight) -> list[Trading]:
    """Whose trade a sentence goes on about: “It fell 3 percent”. A sentence with a subject of its own goes on about nothing."""
    if not _GOES_ON.match(sight.text):
        return []
    for find, before in sight.carried("flow"):
        made = _sided(before, find)
        return [msgspec.structs.replace(made[0], finds=(), sure=False)]
    return []
