"""Names of the case as people write them: the sixth nuclear test, the ZTE settlement, Xi.

Ids need not be known. A title or an id said whole names its thing; else words find what has all of them in its id,
title, kind, affair or date. Two that fit are never chosen between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from yalu.claims.catalogue import Parameter, Parameters
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.words.numerals import NUMBER_OF_WORD, ORDINAL_WORDS, number_words

NAMED_AT_MOST = 8


class Titled(NamedTuple):
    """Something of the case with an id: its title, and other words that people know it by."""

    id: str
    title: str
    more: str = ""


def _events(evidence: Evidence) -> list[Titled]:
    return [Titled(e.id, e.title, f"{e.kind} {e.date}") for e in evidence.case.events]


def _measures(evidence: Evidence) -> list[Titled]:
    return [
        Titled(m.id, m.title, f"{m.id} {m.effect} {_EFFECTS.get(m.effect, '')} {m.in_force.start} {m.goods.text if m.goods else ''}")
        for m in evidence.regime.measures
    ]  # fmt: skip


_EFFECTS = {"ban": "banned prohibited", "cap": "limit quota ceiling", "freeze": "frozen"}


def _instruments(evidence: Evidence) -> list[Titled]:
    return [Titled(i.id, i.title, f"{i.id} {i.adopted}") for i in evidence.regime.instruments.values()]


def _actions(evidence: Evidence) -> list[Titled]:
    return [
        Titled(a.id, a.title, f"{a.id} {a.kind} {a.matter} {a.authority} {a.date}")
        for a in evidence.case.actions
    ]


def _matters(evidence: Evidence) -> list[Titled]:
    found = {a.matter for a in evidence.case.actions} | {r.matter for r in evidence.case.responses}
    return [Titled(name, name.replace("_", " ")) for name in sorted(found)]


def _visits(evidence: Evidence) -> list[Titled]:
    return [Titled(v.id, f"{v.guest} {v.start}", f"{v.place} {v.purpose}") for v in evidence.case.visits]


def _deals(evidence: Evidence) -> list[Titled]:
    return [Titled(d.id, d.title, d.id) for d in evidence.case.deals]


def _nodes(evidence: Evidence) -> list[Titled]:
    return [
        Titled(n.id, n.name, f"{n.id} {n.kind} {n.original_name} {n.country}") for n in evidence.case.nodes
    ]


def _rule_sets(evidence: Evidence) -> list[Titled]:
    codebook = evidence.case.codebook
    return [] if codebook is None else [Titled(n, body.title) for n, body in codebook.rule_sets.items()]


def _era_schemes(evidence: Evidence) -> list[Titled]:
    codebook = evidence.case.codebook
    return [] if codebook is None else [Titled(n, body.title) for n, body in codebook.era_schemes.items()]


def _offices(evidence: Evidence) -> list[Titled]:
    return [Titled(t.office, t.office.replace("_", " ")) for t in evidence.case.tenures]


def _denominators(evidence: Evidence) -> list[Titled]:
    from yalu.trade.figures.shares import DEFINITIONS, DENOMINATORS  # noqa: PLC0415 - only where a share is asked

    computed = {one.id: one.title.removeprefix("of ") for one in DEFINITIONS}
    return [Titled(name, title) for name, title in (DENOMINATORS | computed).items()]


def _leaders(evidence: Evidence) -> list[Titled]:
    return [Titled(t.leader, t.name, t.leader) for t in evidence.case.tenures]


def _guests(evidence: Evidence) -> list[Titled]:
    people = (person for v in evidence.case.visits for person in re.split(r" / | and ", v.guest))
    return [Titled(person, person) for person in people]


_KNOWN: dict[str, tuple[str, Callable[[Evidence], list[Titled]]]] = {
    "event": ("event", _events), "measure": ("measure", _measures), "instrument": ("instrument", _instruments),
    "action": ("action", _actions), "matter": ("affair", _matters), "visit": ("visit", _visits),
    "deal": ("deal", _deals), "item": ("item", _nodes), "node": ("item", _nodes), "company": ("company", _nodes),
    "actor": ("actor", _nodes), "leader": ("leader", _leaders), "guest": ("guest", _guests),
    "rules": ("rule set", _rule_sets), "eras": ("era scheme", _era_schemes), "office": ("office", _offices),
    "denominator": ("denominator", _denominators),
}  # fmt: skip
#: Parameters whose name is no word of a reader's.
_CALLED = {"hs": "HS code", "on": "day", "through": "last day", "from": "first day", "to": "last day", "as": "figure",
           "leave_out": "what is left out"}  # fmt: skip


def titled(evidence: Evidence, parameter: Parameter) -> tuple[str, list[Titled]]:
    """What kind of name a parameter takes, and what of that kind the case has; nothing for other parameters."""
    what, find = _KNOWN.get(parameter.name, ("", lambda _: []))
    if parameter.choices or not what:
        what, find = ("event", _events) if parameter.kind == "day" else ("", lambda _: [])
    try:
        found = find(evidence)
        allowed = set(parameter.names(evidence, {})) if parameter.names is not None and found else None
    except Unanswerable:  # no law on the target: asking for a measure says so better
        return what, []
    return what, list({t.id: t for t in found if allowed is None or t.id in allowed}.values())


def called(parameter: Parameter) -> str:
    """What a parameter is called where readers meet it."""
    what, _ = _KNOWN.get(parameter.name, ("", None))
    return what or _CALLED.get(parameter.name) or parameter.name.replace("_", " ")


def title_of(evidence: Evidence, parameter: Parameter, value: str) -> str:
    """The title of what a value names, of each where it names several; nothing where the case has none for it."""
    titles = {thing.id: thing.title for thing in titled(evidence, parameter)[1]}
    name, plus, switches = value.partition("+")  # a rule set with single rules switched
    if name in titles:
        return titles[name] + (f" with {switches}" if plus else "")
    found = [titles.get(part, "") for part in value.split(";")]
    return ", ".join(found) if all(found) else ""


def named(evidence: Evidence, parameter: Parameter, value: str) -> str:
    """A value with the words of people in it as ids; what nothing fits is left as it is.

    Raises ChoiceError, naming them, where several fit.
    """
    if not value or (parameter.kind == "day" and value[:1].isdigit()):
        return value
    what, known = titled(evidence, parameter)
    if what == "event" and any(value == event.kind for event in evidence.case.events):
        return value  # all events of a kind
    if not known:
        return value
    whole = _one(value, what, known) if ";" in value else value  # a title may hold a semicolon itself
    return whole if whole != value else ";".join(_one(part.strip(), what, known) for part in value.split(";"))


def named_in(
    evidence: Evidence, parameters: Sequence[Parameter], given: Parameters, *, lenient: bool = False
) -> dict[str, str]:
    """All values of one subject with ids for words. Raises ChoiceError with every name that fits several.

    With ``lenient`` such a name stays as it is, for the facts to answer; so do guests, whose names are no ids.
    """
    found, faults = dict(given), []
    for parameter in parameters:
        if lenient and parameter.name == "guest":
            continue
        try:
            found[parameter.name] = named(evidence, parameter, given[parameter.name])
        except ChoiceError as error:
            faults.append(str(error))
    if faults and not lenient:
        raise ChoiceError("; ".join(faults))
    return found


def _one(text: str, what: str, known: list[Titled]) -> str:
    if any(text == thing.id for thing in known):
        return text
    asked = words_of(text)
    same = [thing for thing in known if asked in (words_of(thing.title), words_of(thing.id))]
    fitting = same or _fitting(asked, known)
    if len(fitting) > 1:
        shown = "; ".join(t.id if t.id == t.title else f"{t.id} ({t.title})" for t in fitting[:NAMED_AT_MOST])
        more = f" and {len(fitting) - NAMED_AT_MOST} more" if len(fitting) > NAMED_AT_MOST else ""
        raise ChoiceError(f"{what} {text!r} fits {len(fitting)}: {shown}{more}; name one of them by its id")
    return fitting[0].id if fitting else text


def _fitting(asked: tuple[str, ...], known: Sequence[Titled]) -> list[Titled]:
    if not asked:
        return []
    return [
        thing
        for thing in known
        if all(word in words_of(f"{thing.id} {thing.title} {thing.more}") for word in asked)
    ]


_ORDINALS = {word: str(place) for place, word in enumerate(ORDINAL_WORDS[:10], start=1)}
_NUMBERS = {word: str(NUMBER_OF_WORD[word]) for word in number_words(1, 10)}
_IDLE = {"the", "a", "an", "of", "on", "in", "for", "to", "by", "with", "and", "from", "its", "s", "no"}


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name that tell it apart: small letters, ordinals as digits, one form for plural and past."""
    split = re.findall(r"[^\W_]+", text.lower())
    kept = [word for word in split if word not in _IDLE] or split
    return tuple(sorted({_plainly(word) for word in kept}))


def _plainly(word: str) -> str:
    if number := _ORDINALS.get(word) or _NUMBERS.get(word):
        return number
    if nth := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word):
        return nth[1]
    for ending in ("ned", "s"):  # banned and ban, tests and test
        if len(word) > len(ending) + 2 and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word
