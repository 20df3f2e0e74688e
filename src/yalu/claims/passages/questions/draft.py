"""A question in the making: its parameters, each with the words that led to it."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.claims.passages.mentions import PAIR
from yalu.claims.passages.records import Found, How, Mention, Proposal, Taken
from yalu.claims.passages.sentence_facts import Sight


class Draft:
    """One question for one mention of a sentence."""

    def __init__(self, sight: Sight, about: str, mention: Mention, stated: str, score: float = 0.0) -> None:
        self.sight, self.about, self.mention = sight, about, mention
        self.stated, self.score = stated, score
        self.given: dict[str, str] = {}
        self.open: dict[str, tuple[str, ...]] = {}
        self.taken: list[Taken] = [
            Taken(
                part="stated", value=stated, words=sight.said(mention), start=mention.start, end=mention.end
            )
        ]

    def copy(self, less: float = 0.0) -> Draft:
        """The same draft again, worth a little less."""
        other = Draft(self.sight, self.about, self.mention, self.stated, self.score - less)
        other.given, other.open, other.taken = dict(self.given), dict(self.open), list(self.taken)
        return other

    def words(self, part: str, value: str, *finds: Found | None, sets: bool = True) -> Draft:
        """A part taken from words of the sentence; those that leave open on which days a time ends are a guess."""
        self.without(part)
        if sets and value:
            self.given[part] = value
        for find in finds:
            if find is not None:
                how: How = "assumed" if "vague" in find.more else "words"
                said = self.sight.said(find)
                self.taken.append(
                    Taken(part=part, value=value, words=said, how=how, start=find.start, end=find.end)
                )
        return self

    def carry(self, part: str, value: str, find: Found, sight: Sight, less: float = 0.5) -> Draft:
        """A part taken from a sentence before."""
        self.without(part)
        self.given[part] = value
        how: How = "assumed" if part in sight.guessed else "carried"  # a guess stays one in the next sentence
        self.taken.append(Taken(part=part, value=value, words=sight.said(find), how=how))
        self.score -= less
        return self

    def assume(self, part: str, value: str, why: str, less: float = 1.0) -> Draft:
        """A part that no words give."""
        self.without(part)
        self.given[part] = value
        self.taken.append(Taken(part=part, value=value, words=why, how="assumed"))
        self.score -= less
        return self

    def leave_open(
        self, part: str, values: Iterable[str], why: str, *, assumed: bool = True, find: Found | None = None
    ) -> Draft:
        """A part the words leave open, with the values to try."""
        self.without(part)
        listed = tuple(values)
        self.open[part] = listed
        how: How = "assumed" if assumed else "words"
        words = why if find is None else self.sight.said(find)
        self.taken.append(
            Taken(part=part, value=" or ".join(listed), words=words, how=how,
                  start=-1 if find is None else find.start, end=-1 if find is None else find.end)
        )  # fmt: skip
        return self

    def doubt(self, part: str, why: str) -> Draft:
        """The part stays as it is, but its words fit another value nearly as well."""
        value = self.given.get(part, "")
        self.taken.append(Taken(part=part, value=value, words=why, how="assumed"))
        return self

    def of_unnamed_guest(self) -> Draft:
        """The draft of a visit, doubted where no word says who met or visited whom."""
        sight = self.sight
        if sight.sides or sight.leaders or sight.guests or PAIR.search(sight.text):
            return self
        return self.doubt("direction", "the words do not say who met or visited whom")

    def also(self, part: str, *finds: Found | None) -> Draft:
        """Words that belong to a part already taken, or that name what the question is about."""
        for find in finds:
            if find is not None:
                self.taken.append(
                    Taken(part=part, value="", words=self.sight.said(find), start=find.start, end=find.end)
                )
        return self

    def without(self, part: str) -> None:
        """Take a part off again."""
        self.given.pop(part, None)
        self.open.pop(part, None)
        self.taken = [taken for taken in self.taken if taken.part != part]

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two drafts the same question."""
        return self.about, tuple(sorted(self.given.items())), tuple(sorted(self.open.items())), self.stated

    def proposal(self, left: tuple[str, ...] = ()) -> Proposal:
        """The draft as it is handed on."""
        order = {"about": 0, "stated": 99}
        taken = sorted(self.taken, key=lambda t: (order.get(t.part, 1), t.part, t.start))
        return Proposal(
            about=self.about, given=self.given, open=self.open, stated=self.stated, taken=tuple(taken),
            score=round(self.score, 2), not_understood=left,
        )  # fmt: skip
