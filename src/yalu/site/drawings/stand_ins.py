"""What stands for a picture in a page until it is drawn, so that a page is rendered while its pictures still are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from secrets import token_hex

import msgspec

from yalu.site.drawings.chart_worker import Drawn

SMALL = 'class="small" preserveAspectRatio="xMinYMid" aria-hidden="true" focusable="false"'
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_UNSAID_HEIGHT = 400  # of a picture that does not say its own size
_WORDS = re.compile(r"<text\b.*?</text>|<title\b.*?</title>|<desc\b.*?</desc>", re.DOTALL)


class StandIn(msgspec.Struct, frozen=True):
    """What stands for the pictures of one figure, and for what is worked out from them. All parts are safe in HTML."""

    mark: str
    slug: str

    @property
    def wide(self) -> str:
        """Stands for the wide picture."""
        return self._of("wide")

    @property
    def narrow(self) -> str:
        """Stands for the narrow picture."""
        return self._of("narrow")

    @property
    def small(self) -> str:
        """Stands for the wide picture without its words."""
        return self._of("small")

    def height(self, room: int, more: int) -> str:
        """Stands for the pixels that the wide picture is high when it is ``room`` wide, and so many more."""
        return self._of(f"{room}+{more}")

    def _of(self, part: str) -> str:
        return f"{self.mark}:{self.slug}:{part};"


class StandIns(Mapping[str, StandIn]):
    """The stand-in for every picture of one build, by slug.

    The mark by which they are found again is drawn by lot for each build, so that no text of a case can hold it.
    """

    def __init__(self, slugs: Iterable[str]) -> None:
        mark = token_hex(16)
        self._all = {slug: StandIn(mark, slug) for slug in slugs}
        self._found = re.compile(rf"{mark}:([^:;]+):([^:;]+);".encode())

    def __getitem__(self, slug: str) -> StandIn:
        return self._all[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def filled(self, page: bytes, drawn: Mapping[str, Drawn]) -> bytes:
        """A page with everything in its place."""
        return self._found.sub(
            lambda found: _part(drawn[found[1].decode()], found[2].decode()).encode(), page
        )


def _part(drawn: Drawn, part: str) -> str:
    if part == "small":
        return without_words(drawn.wide)
    if part in {"wide", "narrow"}:
        return drawn.wide if part == "wide" else drawn.narrow
    room, more = map(int, part.split("+"))
    box = _BOX.search(drawn.wide)
    return str(round((float(box[2]) * room / float(box[1]) if box else _UNSAID_HEIGHT) + more))


def without_words(picture: str) -> str:
    """A drawing without its words, for those who see it only; the finding beside it says what it shows."""
    head, _, rest = _WORDS.sub("", picture).partition(">")
    kept = re.sub(r' (?:role|aria-[\w-]+|id|class|width|height)="[^"]*"', "", head)
    return f"{kept} {SMALL}>{rest}"


__all__ = ["SMALL", "StandIn", "StandIns", "without_words"]
