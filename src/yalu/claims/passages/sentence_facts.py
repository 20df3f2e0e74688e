"""Everything a sentence names, found once, and what the sentences before it leave to be carried on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from yalu.claims.passages.cue_tables import words
from yalu.claims.passages.folded_text import folded
from yalu.claims.passages.mentions import mentions
from yalu.claims.passages.names import WORD, KnownThing, Names, stem, stems
from yalu.claims.passages.periods import ends, periods
from yalu.claims.passages.records import Found, Mention, Sentence, found_at
from yalu.claims.passages.sentences import LONGEST

_INSTRUMENT = re.compile(
    r"\b(?:resolutions?|unscrs?|res\.?|s/res/|unsc)(?: \((?:unscr|unsc)\))?(?: no\.?)? ?(\d{4})\b|\(unscr\) ?(\d{4})"
)
_OF = re.compile(r" (?:worth )?(?:of |in )(?:[\w'-]+ ){0,2}| ")
# A colon right before a number leads to it and parts nothing: “exports in 2018: $2.22 billion; imports: …”.
_BREAK = re.compile(
    r";|:(?! ?$)|, (?:and|but|while|whereas|which|who|though|although|yet|as)\b|\bwhile\b|\bwhereas\b|\bbut\b|\bthough\b|\. "
)
# How far back a part may be carried: what was named longer ago is rarely still meant.
_CARRIED_SENTENCES = 3


class Sight:
    """One sentence with what it names. ``before`` are the sights of the sentences before it, the nearest first."""

    def __init__(
        self, sentence: Sentence, names: Names, published: date, before: Sequence[Sight] = ()
    ) -> None:
        self.sentence, self.names, self.published = sentence, names, published
        # What the first question for this sentence settled on, for the sentences after it; and of that, what no words gave.
        self.chosen: dict[str, str] = {}
        self.guessed: set[str] = set()
        self.before = tuple(
            one for one in before[:_CARRIED_SENTENCES] if sentence.block - one.sentence.block <= 1
        )
        self.text = text = folded(sentence.text[:LONGEST])
        self.instruments = self._instruments(text)
        known = words()
        self.states = known["state"].find(text)
        self.goods = known["hs"].find(text)
        self.flows = known["flow"].find(text)
        self.leaders = names.leaders_in(text, published)
        self.guests = names.guests_in(text)
        self.matters = names.matters_in(text)
        self.companies = names.companies_in(text)
        self.periods = [
            p
            for p in periods(text, published)
            if not any(p.start < i.end and i.start < p.end for i in self.instruments)
        ]
        self.periods = [self._in_its_year(p) for p in self.periods]
        self.mentions = mentions(text, sentence.text, [*self.instruments, *self.periods])
        # In “2.4 billion US dollars” no state is named.
        sums = [m.place for m in self.mentions if m.kind == "money"]
        self.states = [s for s in self.states if not any(m.start <= s.start and s.end <= m.end for m in sums)]
        self.kinds = names.kinds_in(text)

    def _instruments(self, text: str) -> list[Found]:
        found = []
        for match in _INSTRUMENT.finditer(text):
            name = self.names.numbers.get(match[1] or match[2])
            if name:
                found.append(found_at(match, part="instrument", value=name))
        return found

    def _in_its_year(self, period: Found) -> Found:
        """A day or month without a year is of the year the sentence names: of another period, or of a resolution."""
        if not period.more.get("guessed"):
            return period
        years = [
            p.value[:4]
            for p in self.periods
            if p.value
            and not p.more.get("guessed")
            and p.more["grain"] in {"day", "month", "year"}
            and p.more["role"] not in {"since", "against"}  # “in December …, the lowest since January 2014”
        ]
        adopted = [self.names.instruments[i.value].adopted[:4] for i in self.instruments]
        if len({*years, *adopted}) != 1:
            return period
        value = re.sub(r"\d{4}", (years or adopted)[0], period.value)
        try:
            fits = ends(value)[0] <= self.published
        except ValueError:  # 29 February of another year
            return period
        return (
            msgspec.structs.replace(period, value=value)
            if fits and len(set(re.findall(r"\d{4}", period.value))) == 1
            else period
        )

    def states_of(self, *titles: str, own: Iterable[str] = ()) -> list[Found]:
        """The states a thing of the case is of: the target, its ``own``, and those its titles name.

        Any other is not understood of it: six tests of India are none of these, though a table has six.
        """
        named = (f.value for title in titles for f in words()["state"].find(folded(title)))
        known = {self.names.evidence.case.target, *own, *named}
        return [state for state in self.states if state.value in known]

    @property
    def sides(self) -> list[Found]:
        """The two states of the case, where the sentence names them."""
        return self.states_of(own=(self.names.evidence.case.partner,))

    def words_of(self, part: str) -> list[Found]:
        """The finds of one part of words.csv."""
        return words()[part].find(self.text)

    def nearest(self, finds: Iterable[Found], mention: Mention | Found) -> list[Found]:
        """Finds by their distance to a mention; one of the same clause goes before any other."""
        place = mention.place
        return sorted(finds, key=lambda f: (self._apart(f, place), f.near(place), f.start))

    def goods_of(self, mention: Mention) -> list[Found]:
        """The goods a number may be of: those right behind it (“2 million tons of coal”), then before it, then the others."""
        here = [g for g in self.goods if not self.beyond(g, mention)]
        behind = [
            g for g in here if g.start >= mention.end and _OF.fullmatch(self.text[mention.end : g.start])
        ]
        before = [g for g in self.nearest(here, mention) if g.end <= mention.start]
        first = [*behind, *before]
        return [*first, *(g for g in self.nearest(here, mention) if g not in first)]

    def beyond(self, find: Found, mention: Mention) -> bool:
        """Whether a find stands in a later clause than a mention: “91 percent of trade, and no summit since 2011”."""
        place = mention.place
        return find.start >= mention.end and self._apart(find, place) > 0

    def _apart(self, find: Found, place: Found) -> int:
        """How many breaks of clause lie between two finds."""
        between = self.text[min(find.end, place.end) : max(find.start, place.start)]
        return len(_BREAK.findall(between))

    def carried(self, part: str) -> list[tuple[Found, Sight]]:
        """The finds of a part in the sentences before, the nearest first."""
        field = {"hs": "goods", "flow": "flows", "period": "periods", "matter": "matters", "leader": "leaders", "kind": "kinds",
                 "state": "states", "instrument": "instruments", "company": "companies"}[part]  # fmt: skip
        return [(find, sight) for sight in self.before for find in reversed(getattr(sight, field))]

    def settled(self, part: str) -> tuple[str, Sight] | None:
        """What the questions of the sentences before settled on for a part, and in which of them."""
        return next(
            ((sight.chosen[part], sight) for sight in (self, *self.before) if part in sight.chosen), None
        )

    def said(self, find: Found | Mention) -> str:
        """The words of a find, letter for letter."""
        return self.sentence.text[find.start : find.end]

    def likely(
        self, table: str, mention: Mention | None = None, **options: float
    ) -> list[tuple[KnownThing, float, frozenset[str]]]:
        """The things of a table that the sentence most likely names."""
        when = None
        days = [p for p in self.periods if p.value]
        if mention is not None and days:
            near = self.nearest(days, mention)[0]
            when = ends(near.value)
        kinds = " ".join(kind.value.replace("_", " ") for kind in self.kinds)  # “deal” says “agreement”
        return self.names.likely(table, stems(f"{self.text} {kinds}"), when=when, **options)  # type: ignore[arg-type]

    def places_of(self, shared: Iterable[str]) -> list[Found]:
        """Every word of the sentence that a title shares."""
        wanted = set(shared)
        return [found_at(m) for m in WORD.finditer(self.text) if stem(m[0]) in wanted]
