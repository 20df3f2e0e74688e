"""Everything that can be asked for by a word: the rows of a case, its law, goods, policies, claims, and listed parties.

An entry is one thing with an id. Words are compared without case and accents; names in Chinese, Korean or
Cyrillic are compared as they stand and as they are read in Latin letters, a tariff code with the headings
above it, a date as it is said (20 June 2019) with how records write it. What is found is ordered by how
well it meets, then by kind and id: the same words give the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from yalu.documents.choices import ChoiceError
from yalu.documents.problems import DocumentError
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.tables import Results
from yalu.vocabulary.words.search_words import TOKEN, coded, folded, sounded, spelled

if TYPE_CHECKING:
    from yalu.case.records import Case
    from yalu.claims.facade import Claims
    from yalu.law.facade import Law
    from yalu.law.text.records import Measure
    from yalu.policy.facade import PolicyDesk


class Searched(Protocol):
    """What is searched: a case with the questions that can be asked of it, as ``yalu.open_case`` opens it."""

    case: Case

    @property
    def law(self) -> Law:
        """The law on the case's target. Raises ChoiceError where no regime is on it."""

    @property
    def claims(self) -> Claims:
        """The statements of the case."""

    @property
    def policy(self) -> PolicyDesk:
        """The options of the case."""


_CODE = re.compile(r"(?:\d\d){2,5}")  # of even length: seven digits are a ship
_CHAPTER = 2  # digits of its code
_ONE_WORD = 8  # letters of a name written as one word: KimJongUn
_SHORTEST = 3  # letters of a word that is found as the beginning of a longer one
_NEAREST, _TRIED = 3, 8
_LISTED = "bundled entries of sanctions lists"
# What a met word is worth: whole, as a beginning or a heading above a code; and an id or a title that is meant.
# A name met in its own script says more than one that is only read alike.
_WHOLE, _BEGINNING, _TITLE, _SCRIPT, _ID = 3, 2, 2, 12, 20

# Table of the case -> what a row is called, the fields that say it in a line, and the command that shows it.
_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "visits": ("visit", ("start", "guest", "post_text", "direction")),
    "events": ("event", ("date", "title")),
    "tenures": ("tenure", ("name", "office", "start", "end")),
    "published": ("published figure", ("title", "stated")),
    "flows": ("flow", ("period", "reporter", "flow", "partner", "hs", "ledger")),
    "shares": ("share", ("period", "publisher", "denominator")),
    "leads": ("lead", ("title", "text")),
    "actions": ("action", ("date", "authority", "kind", "title")),
    "amounts": ("amount", ("action", "measure", "stated")),
    "responses": ("response", ("date", "responder", "kind", "quote")),
    "deals": ("deal", ("title",)),
    "nodes": ("node", ("kind", "name", "original_name", "country")),
    "links": ("link", ("from_node", "kind", "to_node", "start", "stated")),
    "listed": ("listed visit", ("date", "guest", "direction")),
    "rosters": ("roster", ("title", "side")),
    "knowledge": ("knowledge", ("deal", "actor", "fact")),
}


class SearchEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be found: ``text`` says it in a line, ``words`` are ``names`` and all that ``record`` says."""

    kind: str
    id: str
    text: str
    command: str
    record: Any
    names: str = ""

    @property
    def words(self) -> str:
        """Everything by which it is found, in no order."""
        return f"{self.names} {_said(self.record)}"

    @property
    def lines(self) -> list[str]:
        """The whole of it, a field a line, and the command that shows it."""
        held = msgspec.to_builtins(self.record)
        context = [
            f"  {name.replace('_', ' ')}: {_worded(value)}"
            for name, value in held.items()
            if name != "id" and value
        ]
        return [f"{self.kind.capitalize()} {self.id}: {self.text}", *context, f"shown by: {self.command}"]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a search: what it is, its id, a line about it, the command that shows it, and how well it meets."""

    kind: str
    id: str
    text: str
    command: str
    score: int


class SearchIndex:
    """The entries of a case with what it stands on, and what was searched of what."""

    def __init__(self, entries: Iterable[SearchEntry], coverage: Coverage) -> None:
        self.entries = tuple(entries)
        self.coverage = coverage

    @cached_property
    def _texts(self) -> list[str]:
        return [folded(f"{entry.id} {entry.words}") for entry in self.entries]

    @cached_property
    def _tokens(self) -> list[frozenset[str]]:
        return [frozenset(TOKEN.findall(text)) for text in self._texts]

    @cached_property
    def by_id(self) -> dict[str, SearchEntry]:
        """Each entry by its id; where two kinds have one id, the first kind in the order of the tables."""
        found: dict[str, SearchEntry] = {}
        for entry in self.entries:
            found.setdefault(entry.id, entry)
        return found

    def find(self, words: str) -> Results[Hit]:
        """The entries that meet every word, the best first. Raises ChoiceError where no word is asked."""
        asked = TOKEN.findall(folded(words))
        if not asked:
            raise ChoiceError("no word to search for; write such as yalu search coal 2017")
        scores: dict[int, int] = {}
        # What is written so may be a number of another kind: both are asked.
        as_code = TOKEN.findall(coded(folded(words)))
        questions: list[tuple[list[str], list[str]]] = [([], asked)]
        questions += [] if as_code == asked else [([], as_code)]
        beside = [word for word in asked if word.isascii()]
        questions += [(name, beside) for name in _read(words)]
        letters = all(word.isascii() and word.isalpha() for word in asked)
        if letters and (len(asked) > 1 or len(asked[0]) >= _ONE_WORD):
            questions.append((asked, []))
        for name, question in questions:
            spelling = spelled(name) if name else None
            if name and spelling is None:
                continue
            for place, spoken in enumerate(self._spoken):
                if spelling is not None and not spelling.search(spoken):
                    continue
                met = self._met(question, place)
                if met or not question:
                    score = met + len(name) * _BEGINNING + self._named(words, [*name, *question], place)
                    scores[place] = max(score, scores.get(place, 0))
        order = sorted(scores, key=lambda place: (-scores[place], place))
        hits = [(self.entries[place], scores[place]) for place in order]
        return Results(
            [Hit(kind=e.kind, id=e.id, text=e.text, command=e.command, score=score) for e, score in hits],
            self.coverage,
        )

    def _met(self, question: Sequence[str], place: int) -> int:
        """What the words are worth together; 0 where one of them is not met."""
        total = 0
        for word in question:
            worth = self._worth(word, place)
            if not worth:
                return 0
            total += worth
        return total

    @cached_property
    def _spoken(self) -> list[str]:
        return [f" {sounded(' '.join(TOKEN.findall(text)))} " for text in self._texts]

    def _worth(self, word: str, place: int) -> int:
        tokens = self._tokens[place]
        if word in tokens:
            return _WHOLE if word.isascii() else _SCRIPT
        if not word.isascii():
            return _WHOLE if word in self._texts[place] else 0
        if len(word) >= _SHORTEST and any(token.startswith(word) for token in tokens):
            return _BEGINNING
        if word.startswith("chapter") and f"in{word}" in tokens:
            return _BEGINNING
        if not _CODE.fullmatch(word):
            return 0
        above = any(word[:n] in tokens for n in range(4, len(word))) or f"chapter{word[:2]}" in tokens
        return _BEGINNING if above else 0

    def _named(self, words: str, question: Sequence[str], place: int) -> int:
        entry = self.entries[place]
        if entry.id.casefold() == words.strip().casefold():
            return _ID
        title = {*TOKEN.findall(folded(entry.text))}
        return _TITLE * sum(word in title for word in question)

    def nearest_ids(self, wanted: str, number: int = _NEAREST, *, cutoff: float = 0.0) -> list[str]:
        """The ids most like what was asked, the likest first."""
        return get_close_matches(wanted, [*self.by_id], n=number, cutoff=cutoff)

    def nearest(self, wanted: str, number: int = _NEAREST) -> list[str]:
        """The ids most like what was asked, then the same words with one spelt as here, where that finds something."""
        found = self.nearest_ids(wanted, number, cutoff=0.75)
        words = TOKEN.findall(folded(wanted))
        known = sorted({token for tokens in self._tokens for token in tokens if not token.isdigit()})
        better: dict[str, int] = {}
        for place, word in enumerate(words):
            near = [] if word.isdigit() else get_close_matches(word, known, n=_TRIED, cutoff=0.7)
            for one in near:
                said = " ".join([*words[:place], one, *words[place + 1 :]])
                better[said] = len(self.find(said))
        found += sorted(filter(better.get, better), key=lambda said: -better[said])
        return list(dict.fromkeys(found))[:number]


def _read(words: str) -> list[list[str]]:
    """A name as it is read in Latin letters, where it is written in others."""
    words = " ".join(word for word in words.split() if not word.isascii())
    if not words:
        return []
    from yalu.screening.names.readings import read_name  # noqa: PLC0415 - only for such names

    latin = [one.words for one in read_name(words).readings if all(word.isascii() for word in one.words)]
    return [[folded(word) for word in one] for one in latin]


def search_index(case: Searched) -> SearchIndex:
    """The index of a case with its law, goods, policies, claims and the listed parties that come with Yalu."""
    parts: list[tuple[str, Callable[[], Iterable[SearchEntry]]]] = [
        (f"case {case.case.id}", lambda: _case_entries(case)),
        ("claims", lambda: _claim_entries(case)),
        ("policies", lambda: _policy_entries(case)),
        ("regime", lambda: _law_entries(case)),
        ("red flags", lambda: _flag_entries(case)),
        ("control lists", _goods_entries),
        (_LISTED, _listed_entries),
    ]
    found: list[SearchEntry] = []
    asked, missing = list[Asked](), list[str]()
    for name, read in parts:
        try:
            entries = list(read())
        # The case has none, or they cannot be read: never a clean answer over them.
        except (ChoiceError, DocumentError):
            missing.append(name)
            continue
        found += entries
        whole = name != _LISTED
        asked += [Asked(name=name, kind="register", whole=whole, entries=len(entries))] if entries else []
    return SearchIndex(_first_of_each(found), Coverage(tuple(asked), not_asked=tuple(missing)))


def _first_of_each(entries: Iterable[SearchEntry]) -> list[SearchEntry]:
    """Each entry once: the law and the control lists cite many of the sources that the case cites."""
    kept: dict[tuple[str, str], SearchEntry] = {}
    for entry in entries:
        kept.setdefault(("source" if entry.kind.startswith("source") else entry.kind, entry.id), entry)
    return list(kept.values())


def _case_entries(case: Searched) -> Iterator[SearchEntry]:
    studied = case.case
    for table, (kind, fields) in _TABLES.items():
        for row in getattr(studied, table):
            made = _entry(
                kind, row, fields, "yalu chains show {id}" if table == "deals" else "yalu explain {id}"
            )
            yield msgspec.structs.replace(made, text=_directed(made.text, studied))
    yield from _grouped(studied)
    for source in studied.sources.values():
        yield _entry("source", source, ("title", "publisher", "published"), "yalu explain {id}")
    for post in studied.posts.values():
        yield _entry("post", post, ("title", "side"), "yalu explain {id}")
    for rule in studied.codebook.rules.items() if studied.codebook else ():
        yield SearchEntry(kind="rule", id=rule[0], text=_said(rule[1]), command=f"yalu explain {rule[0]}",
                          record=rule[1])  # fmt: skip


def _grouped(case: Case) -> Iterator[SearchEntry]:
    """What rows of the ledger stand together under: the matter of acts, and the party that they name."""
    rows, names = dict[str, list[str]](), dict[str, dict[str, str]]()
    acted = {act.matter for act in case.actions}
    for matter, row in [
        *((a.matter, a.id) for a in case.actions),
        *((r.matter, r.id) for r in case.responses),
    ]:
        rows.setdefault(matter, []).append(row)
    for named in case.named:
        names.setdefault(named.party, {})[named.action] = named.name
    for name, ids in rows.items():
        ask = f"yalu enforcement {'actions' if name in acted else 'responses'} list --matter {name}"
        yield SearchEntry(kind="matter", id=name, text=", ".join(ids[:3]), command=ask, record={"rows": ids})
    for name, said in names.items():
        yield SearchEntry(kind="named party", id=name, text="; ".join(dict.fromkeys(said.values())),
                          command="yalu enforcement actions register", record={"named in": [*said]})  # fmt: skip


def _directed(text: str, case: Case) -> str:
    """A line in which a direction names its states."""
    for direction in ("partner_to_target", "target_to_partner"):
        one, other = (case.names.get(side) or getattr(case, side) for side in direction.split("_to_"))
        text = text.replace(direction, f"{one} to {other}")
    return text


def _policy_entries(case: Searched) -> Iterator[SearchEntry]:
    for policy in (*case.policy.policies, *case.policy.worked):
        yield _entry("policy", policy, ("title",), "yalu policy show {id}")
        for payment in policy.payments:
            yield _entry("payment", payment, ("id",), f"yalu policy show {policy.id}")
        for duty in policy.duties:
            yield _entry("duty", duty, ("id",), f"yalu policy show {policy.id}")
    for name, held in case.policy.assumptions.ranges.items():
        words = f"{name} {_said(held)}"
        yield SearchEntry(
            kind="range", id=name, text=words, command="yalu policy compare --full", record=held, names=name
        )


def _claim_entries(case: Searched) -> Iterator[SearchEntry]:
    for claim in case.claims.all:
        yield _entry("claim", claim, ("stated", "quote", "text"), "yalu claims check {id}")


def chapters(measure: Measure) -> str:
    """The chapters of the tariff that a measure names, under which every code is found, and those it names a part of."""
    codes = (*measure.goods.hs, *measure.goods.hs_part)
    named = sorted({f"{'in' if len(code) > _CHAPTER else ''}chapter{code[:_CHAPTER]}" for code in codes})
    return " ".join(named)


def _law_entries(case: Searched) -> Iterator[SearchEntry]:
    regime = case.law.regime
    for measure in regime.measures:
        entry = _entry("measure", measure, ("title", "effect"), "yalu law show {id}")
        yield msgspec.structs.replace(entry, names=f"{entry.names} {chapters(measure)}".strip())
    for name, instrument in regime.instruments.items():
        yield SearchEntry(kind="instrument", id=name, text=instrument.title, command=f"yalu search {name}",
                          record=instrument)  # fmt: skip
    held = {"target": regime.target, "measures": len(regime.measures), "data version": regime.data_version}
    yield SearchEntry(kind="regime", id=regime.name, text=regime.title, command="yalu law list", record=held)
    for source in regime.sources.values():
        yield _entry("source of law", source, ("title", "publisher"), "yalu explain {id}")


def _flag_entries(case: Searched) -> Iterator[SearchEntry]:
    from yalu.chains.knowledge.flags import read_flags  # noqa: PLC0415 - only for their words

    for flag in read_flags(case.law.regime.name):
        yield _entry("red flag", flag, ("flag",), "yalu chains flags --full")


def _goods_entries() -> Iterator[SearchEntry]:
    from yalu.goods.lists.bundled_goods import open_goods  # noqa: PLC0415 - reads the lists

    goods = open_goods()
    for entry in goods.entries:
        yield _entry("goods", entry, ("title",), "yalu goods show {id}")
    for source in goods.sources.values():
        yield _entry("source of goods", source, ("title", "publisher"), "yalu explain {id}")


def _listed_entries() -> Iterator[SearchEntry]:
    from yalu.screening.lists.snapshots.bundled import bundled_parties  # noqa: PLC0415 - reads the lists

    for party in bundled_parties():
        names = ", ".join(dict.fromkeys(name.text for name in party.names))
        yield SearchEntry(
            kind="listed party", id=party.id, text=party.primary, command=f"yalu lists show {party.id}",
            record=party, names=names,
        )  # fmt: skip


def _entry(kind: str, row: Any, fields: Sequence[str], command: str) -> SearchEntry:
    said = [str(value) for name in fields if (value := getattr(row, name, None)) not in (None, "", ())]
    return SearchEntry(
        kind=kind, id=row.id, text=", ".join(said) or row.id, command=command.format(id=row.id), record=row,
    )  # fmt: skip


def _said(row: Any) -> str:
    """Everything a record holds as words."""
    return " ".join(_texts(row))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (str(key), *_texts(one))
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _texts(one)
    elif value is not None and not isinstance(value, bool) and value != "":
        yield str(value)


def _worded(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')} {_worded(one)}" for key, one in value.items() if one)
    if isinstance(value, list | tuple):
        return ", ".join(_worded(one) for one in value)
    return str(value)
