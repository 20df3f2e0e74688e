"""Sentences as a whole on the pages of claims: their parts, the joint verdict, and the finding as a heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from yalu.claims.records import Checked, Joint
from yalu.site.frame.templates import quoted
from yalu.vocabulary.words.numerals import plural

_TITLES = {
    "supported": "One reading makes the whole sentence true, and so does every other",
    "supported_if": "Under some readings the whole sentence is true",
    "contradicted": "No reading makes the whole sentence true",
    "cannot_say": "No reading surely makes the whole sentence true",
}
_ASKED = {
    "supported": "Every reading makes what was asked of the sentence true",
    "supported_if": "Under some readings what was asked of the sentence is true",
}


class SentenceClaims(msgspec.Struct, frozen=True):
    """One sentence of an article with the claims that are its parts, in the order of the text."""

    article: str
    joint: Joint
    parts: tuple[Checked, ...]

    @property
    def title(self) -> str:
        """What the joint verdict finds, as a heading; no more is said of a sentence than was asked of it."""
        asked = _ASKED if self.joint.extent == "partly_checked" else {}
        return asked.get(self.joint.verdict, _TITLES[self.joint.verdict])

    @property
    def says(self) -> str:
        """The reason, with the words of the parts in place of their ids."""
        words = {part.claim.id: quoted(part.claim.tested) for part in self.parts}
        ids = "|".join(re.escape(name) for name in sorted(words, key=len, reverse=True))
        return re.sub(rf"(?<![\w.-])(?:{ids})(?![\w.-])", lambda found: words[found[0]], self.joint.reason)


def whole_sentences(checked: Sequence[Checked]) -> tuple[SentenceClaims, ...]:
    """Every tied sentence once, in the order of its first part."""
    found: dict[tuple[str, str], list[Checked]] = {}
    for each in checked:
        if each.joint is not None:
            found.setdefault((each.claim.article, each.joint.name), []).append(each)
    return tuple(
        SentenceClaims(article, parts[0].joint, tuple(parts))
        for (article, _), parts in found.items()
        if parts[0].joint is not None
    )


def sentences_title(found: Sequence[SentenceClaims]) -> str:
    """How the sentences stand, in one: of all of them, how many hold, and what the rest do."""
    verdicts = Counter(
        "asked"
        if (one.joint.verdict, one.joint.extent) == ("supported", "partly_checked")
        else one.joint.verdict
        for one in found
    )
    wording = {
        "supported": "hold under every reading",
        "asked": "in the parts that were asked",
        "supported_if": "under some readings",
        "contradicted": "under none",
        "cannot_say": "cannot be decided",
    }
    if verdicts["supported"] == 1:
        wording["supported"] = "holds under every reading"
    said = ", ".join(f"{verdicts[word]} {words}" for word, words in wording.items() if verdicts[word])
    return f"Of {plural(len(found), 'sentence')} with several claims, {said}"
