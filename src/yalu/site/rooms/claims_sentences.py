"""Sentences as a whole on the pages of claims: their parts, the joint verdict, and the finding as a heading."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from yalu.claims.records import Checked, Joint

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


class Sentence(msgspec.Struct, frozen=True):
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
        """The reason as a sentence."""
        return self.joint.reason[:1].upper() + self.joint.reason[1:]


def whole_sentences(checked: Sequence[Checked]) -> tuple[Sentence, ...]:
    """Every tied sentence once, in the order of its first part."""
    found: dict[tuple[str, str], list[Checked]] = {}
    for each in checked:
        if each.joint is not None:
            found.setdefault((each.claim.article, each.joint.name), []).append(each)
    return tuple(
        Sentence(article, parts[0].joint, tuple(parts))
        for (article, _), parts in found.items()
        if parts[0].joint is not None
    )
