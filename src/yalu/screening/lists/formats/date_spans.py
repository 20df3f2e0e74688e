"""Dates as lists write them, read into the first and the last day they can mean."""

from __future__ import annotations

import re
from functools import lru_cache

from yalu.screening.records import Spell
from yalu.vocabulary.dates import DateError, PartialDate, parse_date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ), start=1)
    for name in names.split()
}  # fmt: skip
_SPAN = re.compile(r"\s+(?:to|and|until)\s+|\s+-\s+|^between\s+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:circa|ca\.?|c\.|about|approximately|approx\.?|around)\s*", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ISO_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*|[+Z-][\d:]*)")
_DAY_FIRST = re.compile(r"(\d{1,2}|dd|00)[./-](\d{1,2}|mm|00)[./-](\d{4})", re.IGNORECASE)
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?)?")
_DECADE = re.compile(r"(\d{3})0s")


@lru_cache(maxsize=1 << 16)
def spell(text: str) -> Spell:
    """A date or span as a list writes it: ``12 Mar 1960``, ``circa 1960``, ``1958 to 1962``, ``dd/mm/1968``.

    Words that cannot be read keep their text and get no bounds.
    """
    said = " ".join(text.split())
    parts = [part for part in _SPAN.split(said) if part]
    if len(parts) == 2:
        first, last = _point(parts[0]), _point(parts[1])
        if first is not None and last is not None and first.earliest <= last.latest:
            return Spell(said, first, last)
        return Spell(said)
    point = _point(said)
    return Spell(said, point, point) if point is not None else Spell(said)


def spells(text: str) -> tuple[Spell, ...]:
    """Several dates in one cell: ``1965 or 1966``, ``1 Jan 1960; 2 Feb 1961``, ``1945, 1946, 1947``."""
    found: list[Spell] = []
    for part in re.split(r"\s+or\s+|\s*;\s*", text.strip()):
        listed = [spell(one) for one in re.split(r"\s*,\s*", part) if one]
        # “Jan 8, 1984” is one date: a comma parts dates only where each side is one.
        found += listed if all(one.start for one in listed) else [spell(part)]
    return tuple(found)


def day(text: str) -> PartialDate | None:
    """A single date, as precise as it is written, or None."""
    return _point(" ".join(text.split())) if text else None


def american(text: str) -> PartialDate | None:
    """A date written month first, ``05/07/2024``, or None."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    return _date(match[3], match[1], match[2]) if match else day(text)


@lru_cache(maxsize=1 << 16)
def _point(text: str) -> PartialDate | None:
    about = _ABOUT.match(text)
    said = text[about.end() :] if about else text
    mark = "~" if about else ""
    if stamp := _ISO_STAMP.fullmatch(said):
        said = stamp[1]
    if match := _ISO.fullmatch(said) or _EAST_ASIAN.fullmatch(said):
        return _date(match[1], match[2], match[3], mark)
    if match := _DAY_FIRST.fullmatch(said):
        return _date(match[3], match[2], match[1], mark)
    if (match := _MONTH_FIRST.fullmatch(said)) and (month := _MONTHS.get(match[1].lower())):
        return _date(match[3], str(month), match[2], mark)
    if (match := _WORDS.fullmatch(said)) and (month := _MONTHS.get(match[2].lower())):
        return _date(match[3], str(month), match[1], mark)
    if match := _DECADE.fullmatch(said):
        return _date(match[1] + "X", None, None, mark)
    return None


def _date(year: str, month: str | None, day_: str | None, mark: str = "") -> PartialDate | None:
    """A partial date; ``00``, ``dd`` and ``mm`` stand for a part that is not known."""
    text = year
    if month and month.isdigit() and int(month):
        text += f"-{int(month):02}"
        if day_ and day_.isdigit() and int(day_):
            text += f"-{int(day_):02}"
    try:
        return parse_date(text + mark)
    except DateError:
        return None
