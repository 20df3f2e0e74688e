"""The noun that a statement counts, compared with what our figure counts: launches are not days with launches."""

from __future__ import annotations

import re

from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.expressions import Ask
from yalu.claims.questions.question import ClaimQuestion
from yalu.claims.statements.parsing import NUMBER_WORDS, TEENS, plain_text

_WORD = "|".join(
    (*NUMBER_WORDS, *TEENS, "hundred", "thousand", "million", "dozens?", "several", "few", "a", "an")
)
_NUMBER = re.compile(
    rf"(?:\d[\d,.]*|\b(?:{_WORD})\b)(?:[ -](?:and )?(?:\d[\d,.]*|(?:{_WORD})\b))*", re.IGNORECASE
)
_NONE = re.compile(
    r"\b(?:no(?! (?:more|fewer|less|higher|lower|other|earlier|later) than\b)|not a single|not one|zero|without (?:any|a))\b",
    re.IGNORECASE,
)
# A second number of a range (“six or seven”), and a pronoun for what was named before, are no things counted.
_SECOND_NUMBER = re.compile(rf"^(?:or|to) (?:\d[\d,.]*|(?:{_WORD})\b)\s*", re.IGNORECASE)
_PRONOUNS = {"one", "more", "other", "another"}
# Where a noun phrase ends: words that begin what is said about the things counted.
_END = re.compile(
    r"[,;:.()]|\b(?:in|on|since|from|by|to|with|without|of|that|who|which|under|during|between|over|for|at|as|was|were|is|are"
    r"|has|have|had|until|before|after|this|last|so|yet|took|made|this|than|per|each|every|within|against|linked|related"
    r"|among|including|designated|listed|sanctioned|named|tied|based|launched|fired|conducted|held|counted)\b",
    re.IGNORECASE,
)
_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "series": "series",
              "vetoes": "veto", "embargoes": "embargo"}  # fmt: skip


def said_nouns(text: str) -> tuple[str, ...]:
    """The things a statement counts, in the singular: ``59 missiles in 31 rounds`` counts ``missile``.

    Several joined by and / or are all named: ``36 individuals and entities``. Empty for a bare number, and
    for words in another script, whose counters are not read here.
    """
    body = plain_text(text)
    found = [match for match in (_NUMBER.search(body), _NONE.search(body)) if match is not None]
    if not found:
        return ()
    match = min(found, key=lambda one: one.start())
    rest = _SECOND_NUMBER.sub("", re.sub(r"^(?:\s*of)?(?:\s*the)?\s+", "", body[match.end() :]))
    end = _END.search(rest)
    phrase = (rest if end is None else rest[: end.start()]).strip()
    parts = re.split(r"\s+(?:and|or)\s+", phrase)
    return tuple(dict.fromkeys(head for part in parts if (head := head_of(part)) and head not in _PRONOUNS))


def head_of(phrase: str) -> str:
    """The noun at the end of a phrase, in the singular: ``North Korean officials`` is about an ``official``."""
    end = _END.search(phrase)
    words = re.findall(r"[a-z]+", (phrase if end is None else phrase[: end.start()]).lower())
    return singular(words[-1]) if words else ""


def singular(word: str) -> str:
    """A noun in the singular, well enough to compare two."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def unit_clash(evidence: Evidence, question: ClaimQuestion, stated: str, unit: str) -> str:
    """Why a statement counts other things than our figure, naming both; empty where it does not, or cannot."""
    node = question.node
    if (
        not isinstance(node, Ask)
        or node.subject.nouns is None
        or node.subject.measured not in {"count", "amount"}
    ):
        return ""
    try:
        known = tuple(node.subject.nouns(evidence, question.base[0]))
    except Unanswerable:
        return ""
    if not known:
        return ""
    heads, said = {head_of(noun) for noun in known}, said_nouns(stated)
    ours = unit if unit not in {"", "1"} else f"{known[0]}s"
    if not said:
        named = node.subject.bare or unit in {"", "1"}
        return (
            ""
            if named
            else (
                f"the statement names no unit, and our figure counts {ours}; state it as “{stated} {ours}” if that is meant"
            )
        )
    other = [noun for noun in said if noun not in heads]
    if not other:
        return ""
    choices = next((p.choices for p in node.subject.parameters if p.name == "what"), ())
    ask = (
        f"ask for what is stated (what is one of {', '.join(choices)})"
        if choices
        else "ask for what is stated"
    )
    return (
        f"the statement counts “{' and '.join(other)}”, our figure counts {ours}: one is not the other; {ask}, "
        f"or state it in {ours} if that is meant"
    )
