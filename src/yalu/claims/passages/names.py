"""What a case calls things: its events, laws, acts, deals and people, found in a sentence by their names.

The index is built from the case's own tables. Words count by how few of the names have them, so that a word of
every title (a state, say) decides nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec

from yalu.case.records import Side
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.passages.cue_tables import plain_words, words
from yalu.claims.passages.folded_text import alternation, folded
from yalu.claims.passages.records import Found, found_at
from yalu.vocabulary.words.numerals import NUMBER_OF_WORD, number_words

WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_NUMBERS = {word: str(NUMBER_OF_WORD[word]) for word in number_words(0, 12)}
_LITTLE = plain_words("little")
_FORMS = re.compile(rf"\b(?:{alternation(plain_words('business'))})\.?")


_OF_STATES = 0.4
_COUNTED = ("shipments", "accounts", "persons", "entities", "vessels")


class KnownThing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of the case: its table, id, title and days; ``words`` are the folded stems of its title."""

    table: str
    id: str
    title: str
    words: frozenset[str]
    first: date | None = None
    last: date | None = None
    kind: str = ""
    more: dict[str, str] = {}


def stems(text: str) -> list[str]:
    """The words of a text that say something, cut to their first six letters so that endings do not part them."""
    return [
        stem(word)
        for word in WORD.findall(folded(text))
        if word not in _LITTLE and (len(word) > 1 or word.isdigit())
    ]


def stem(word: str) -> str:
    """A word without what inflection adds."""
    bare = _NUMBERS.get(word, word).removesuffix("'s")
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "s", "e", "y"):
        if bare.endswith(ending) and len(bare) - len(ending) >= 4:
            bare = bare[: -len(ending)]
            break
    return bare[:7]


class Names:
    """The names of one case, made once for an article."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        case = evidence.case
        self.events = [
            KnownThing(table="events", id=e.id, title=e.title, words=frozenset(stems(f"{e.title} {e.kind.replace('_', ' ')}")),
                  first=e.date.earliest, last=e.date.latest, kind=e.kind, more={"value": e.value})
            for e in case.events
        ]  # fmt: skip
        self.actions = [
            KnownThing(table="actions", id=a.id, title=a.title, first=a.date.earliest, last=a.date.latest, kind=a.kind,
                  words=frozenset(stems(f"{a.title} {a.authority} {a.kind.replace('_', ' ')}")),
                  more={"matter": a.matter, "state": a.state,
                        "counted": ";".join(n for n in _COUNTED if getattr(a, n) is not None)})
            for a in case.actions
        ]  # fmt: skip
        self.deals = [
            KnownThing(table="deals", id=d.id, title=d.title, words=frozenset(stems(d.title)))
            for d in case.deals
        ]
        self.nodes = [
            KnownThing(table="nodes", id=n.id, title=n.name, words=frozenset(stems(n.name)), kind=n.kind)
            for n in case.nodes
        ]
        self.items = [n for n in self.nodes if n.kind in {"machine", "component", "software", "good"}]
        self._rare = _rarity([*self.events, *self.actions, *self.deals, *self.items])
        self.matters = self._matters()
        self.leaders, self._leader_names = self._people()
        self.guests = _patterns((visit.guest, visit.guest) for visit in case.visits if visit.guest)
        self.companies = _patterns(
            (name, node.id)
            for node in self.nodes
            if node.kind in {"company", "bank"}
            for name in _short_names(node.title)
        )
        self._short: dict[str, str] = {}
        self._ordinals = self._numbered()
        states = words()["state"]
        sides = {case.target, case.partner}
        self._state_stems = {
            stem(word)
            for name, code in (*states.values.items(), *states.stems)
            if code in sides
            for word in name.split()
        }
        try:
            self.measures = evidence.regime.measures
            self.instruments = dict(evidence.regime.instruments)
        except Unanswerable:
            self.measures, self.instruments = (), {}
        self.numbers = _instrument_numbers(self.instruments)

    def _matters(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """The names of parties in the ledger, with the affair each belongs to."""
        case = self.evidence.case
        matter = {a.id: a.matter for a in case.actions}
        pairs = [
            (name, matter[n.action])
            for n in case.named
            if n.action in matter
            for name in _short_names(n.name)
        ]
        pairs += [
            (d.matter, d.matter)
            for d in case.actions
            if d.matter and len(d.matter) > 2 and d.matter.isalpha()
        ]
        return _patterns(pairs)

    def _people(self) -> tuple[dict[str, Side], tuple[re.Pattern[str], dict[str, str]]]:
        """Leaders by side of each id, and the pattern of their names: whole, and the family name of but one."""
        case = self.evidence.case
        self._families: dict[str, list[str]] = defaultdict(list)
        for tenure in sorted(case.tenures, key=lambda t: t.start.earliest):
            self._families[folded(tenure.name.split()[0])].append(tenure.leader)
        sides = {t.leader: t.side for t in case.tenures}
        full = {t.leader: t.name for t in case.tenures}
        family = Counter(name.split()[0] for name in full.values())
        pairs = [(name, leader) for leader, name in full.items()]
        pairs += [(name.split()[0], leader) for leader, name in full.items() if family[name.split()[0]] == 1]
        # The given name alone, as “Jong Nam” is used for short, is not looked for: it is rarely a leader's.
        return sides, _patterns(pairs)

    def _numbered(self) -> dict[tuple[str, str], list[KnownThing]]:
        """Events of each kind in order of their days, under every word of the kind: the fifth (nuclear) test."""
        found: dict[tuple[str, str], list[KnownThing]] = defaultdict(list)
        for event in sorted(self.events, key=lambda e: (e.first or date.min, e.id)):
            found["kind", event.kind].append(event)
        return found

    def leaders_in(self, text: str, day: date) -> list[Found]:
        """Every leader a folded text names; a family name of several is that of the one in office on a day."""
        found = _found(self._leader_names, text, "leader")
        for family, listed in self._families.items():
            if len(set(listed)) < 2:
                continue
            now = [t.leader for t in self.evidence.case.tenures
                   if t.leader in listed and t.start.earliest <= day and (t.end is None or t.end.latest >= day)]  # fmt: skip
            for match in re.finditer(rf"(?<![\w-]){re.escape(family)}(?! [jiy]|[\w-])", text):
                if not now or any(f.start <= match.start() < f.end for f in found):
                    continue
                # “The elder Kim” is the one before him who is in office.
                elder = re.search(r"\b(?:elder|late|older|former|father)[ -]$", text[: match.start()])
                before = [leader for leader in listed if leader != now[0]]
                value = before[-1] if elder and before else now[0]
                found.append(found_at(match, part="leader", value=value))
        return sorted(found, key=lambda f: f.start)

    def matters_in(self, text: str) -> list[Found]:
        """Every affair of the ledger whose parties a folded text names."""
        return _found(self.matters, text, "matter")

    def guests_in(self, text: str) -> list[Found]:
        """Every guest of a visit a folded text names."""
        return _found(self.guests, text, "guest")

    def companies_in(self, text: str) -> list[Found]:
        """Every company of the chains a folded text names; one named before also by the first word of its name."""
        found = _found(self.companies, text, "company")
        for find in found:
            first = text[find.start : find.end].split(maxsplit=1)[0]
            if len(first) >= 5 and " " in text[find.start : find.end]:
                self._short.setdefault(first, find.value)
        for first, value in self._short.items():
            for match in re.finditer(rf"(?<![\w-]){re.escape(first)}(?![\w-])", text):
                if not any(f.start <= match.start() < f.end for f in found):
                    found.append(found_at(match, part="company", value=value))
        return sorted(found, key=lambda f: f.start)

    def kinds_in(self, text: str) -> list[Found]:
        """Every kind of event a folded text names, by the words of the kind (“nuclear test”)."""
        known = {event.kind for event in self.events}
        found = [find for find in words()["kind"].find(text) if find.value in known]
        for kind in sorted({event.kind for event in self.events}, key=lambda k: (-len(k), k)):
            parts = [
                re.escape(part.removesuffix("y")) + r"\w{0,3}"
                for part in kind.replace("unsc", "").strip("_").split("_")
            ]
            for match in re.finditer(r"\b" + r"[ -]".join(parts) + r"\b", text):
                found.append(found_at(match, part="kind", value=kind))
        return sorted(found, key=lambda f: (f.start, f.end))

    def nth(self, kind: str, number: int) -> KnownThing | None:
        """The event of a kind that was the so-manyeth."""
        listed = self._ordinals.get(("kind", kind), [])
        return listed[number - 1] if 0 < number <= len(listed) else None

    def likely(self, table: str, said: Iterable[str], *, most: int = 3, least: float = 3.0, when: tuple[date, date] | None = None,
               ) -> list[tuple[KnownThing, float, frozenset[str]]]:  # fmt: skip
        """The things of a table whose titles share most with some words, with what they share.

        A day that the words name adds to a thing of that day, so that one of several alike can be picked.
        """
        wanted = frozenset(said)
        scored = []
        for known in getattr(self, table):
            shared = known.words & wanted
            # The names of the two states are in most titles: they help, and carry nothing alone.
            score = sum(
                self._rare.get(word, 1.0) * (_OF_STATES if word in self._state_stems else 1)
                for word in shared
            )
            if (
                shared - self._state_stems
                and when is not None
                and known.first is not None
                and known.last is not None
            ):
                score += 2.5 if known.first <= when[1] and when[0] <= known.last else 0.0
            if score >= least:
                scored.append((known, score, shared))
        scored.sort(key=lambda item: (-item[1], item[0].id))
        return scored[:most]


def _rarity(known: Iterable[KnownThing]) -> dict[str, float]:
    """What sharing a word is worth: more where fewer names have it."""
    listed = list(known)
    counts = Counter(word for one in listed for word in one.words)
    return {word: math.log(1 + len(listed) / count) / 2 for word, count in counts.items()}


def _short_names(name: str) -> list[str]:
    """A name as articles shorten it: whole, without forms of business, and its first word where that is long."""
    whole = re.sub(r"\(.*?\)", " ", name).split(",")[0].strip()
    bare = " ".join(_FORMS.sub(" ", folded(whole)).split())
    initials = "".join(word[0] for word in whole.split() if word[0].isupper())
    found = [whole, bare]
    if len(bare.split()) >= 2:
        found.append(" ".join(bare.split()[:2]))
        if len(initials) >= 3:
            found.append(initials)
    return [one for one in dict.fromkeys(found) if len(one) >= 3]


Patterns = tuple[re.Pattern[str], dict[str, str]]


def _patterns(pairs: Iterable[tuple[str, str]]) -> Patterns:
    values: dict[str, str] = {}
    for name, value in pairs:
        values.setdefault(folded(name), value)
    listed = sorted(values, key=lambda n: (-len(n), n))
    body = "|".join(re.escape(name) for name in listed) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])"), values


def _found(patterns: Patterns, text: str, part: str) -> list[Found]:
    return [found_at(match, part=part, value=patterns[1][match[0]]) for match in patterns[0].finditer(text)]


def _instrument_numbers(instruments: Iterable[str]) -> dict[str, str]:
    """The number of a resolution or announcement, with its instrument."""
    found: dict[str, str] = {}
    for name in instruments:
        numbers = re.findall(r"\d{4}$|\d{4}", name)
        if re.search(r"-\d{4}$", name):
            found[numbers[-1]] = name
    return found
