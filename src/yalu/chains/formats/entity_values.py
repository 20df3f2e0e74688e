"""The values of one FollowTheMoney entity, with a mark on each property that was read, and what values mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from yalu.chains.formats.entity_schemas import CARRIED
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.dates import DateError, PartialDate, parse_date
from yalu.vocabulary.places.countries import country

# The machinery of a file, which says nothing about the world.
_MACHINERY = frozenset({
    "createdAt", "modifiedAt", "retrievedAt", "indexText", "namesMentioned", "alephUrl", "publisherUrl",
})  # fmt: skip


class Values:
    """The properties of one entity; whoever asks for one has read it, and ``unread`` names the rest."""

    def __init__(self, entity: dict[str, Any]) -> None:
        self.id, self.schema = str(entity["id"]), str(entity["schema"])
        self.caption = str(entity.get("caption", ""))
        held = entity.get("datasets")
        self.dataset = str(held[0]) if isinstance(held, list) and held else ""
        self._properties: dict[str, Any] = entity["properties"]
        self._whole: set[str] = set()
        self._firsts: set[str] = set()

    def all(self, name: str) -> list[str]:
        """Every value of a property, each once; where another entity is nested, its id."""
        self._whole.add(name)
        return self._of(name)

    def first(self, name: str) -> str:
        """The first value of a property, "" without one; further ones stay unread."""
        self._firsts.add(name)
        return next(iter(self._of(name)), "")

    def carried(self, name: str) -> dict[str, str]:
        """Our own columns that travel in a property, by name."""
        self._whole.add(name)
        parts = (
            text.removeprefix(CARRIED).partition(": ") for text in self._of(name) if text.startswith(CARRIED)
        )
        return {column: text for column, _, text in parts}

    def unread(self) -> Iterator[tuple[str, str]]:
        """The properties that nobody asked for, and those of which only the first value was taken, with a word for it."""
        for name in sorted(self._properties):
            if name in self._whole or name in _MACHINERY or not self._of(name):
                continue
            if name not in self._firsts:
                yield name, ""
            elif len(self._of(name)) > 1:
                yield name, ": values after the first"

    def _of(self, name: str) -> list[str]:
        held = self._properties.get(name, [])
        found = held if isinstance(held, list) else [held]
        # Some exports nest the other entity where others give its id.
        texts = (str(item["id"]) if isinstance(item, dict) and "id" in item else str(item) for item in found)
        return list(dict.fromkeys(text for text in texts if text.strip()))


def alpha3(code: str) -> str:
    """The three letters of a state by its code; nothing for what is no code of a state."""
    try:
        return country(code.strip().upper()).alpha3 if code.strip() else ""
    except CodeError:
        return ""


def day_of(text: str) -> PartialDate | None:
    """A date of the vocabulary, a moment cut to its day; None for what no calendar has."""
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d[T ].*", text):
        text = text[:10]
    try:
        return parse_date(text)
    except DateError:
        return None


def number_of(text: str) -> Decimal | None:
    """A number as people write amounts, with commas between thousands; None for anything else."""
    plain = text.strip()
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def share_of(text: str) -> Decimal | None:
    """A share in percent from 0 to 100, with a point or comma; None for a range, a word or a number that is none."""
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*%?", text.strip())
    if match is None:
        return None
    try:
        share = Decimal(match[1].replace(",", "."))
    except InvalidOperation:
        return None
    return share if share <= 100 else None
