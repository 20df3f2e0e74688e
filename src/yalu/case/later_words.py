"""Words of a case that tell of a later day than the one it is looked at from: found by the dates they name.

A note, a condition or a summary is written with everything its writer knew. A look back must not print what it
says of a later day, even where the row itself was known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from yalu.case.codebook.codebook_records import Codebook
from yalu.case.records import Case, Row
from yalu.vocabulary.dates import DateError, PartialDate, parse_date

R = TypeVar("R", bound=Row)

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# Years to 2049 only: resolutions 2087 and 2094 stand in many sentences and are no years.
_YEAR = r"(?P<year>19\d\d|20[0-4]\d)"
_ANY_YEAR = re.compile(_YEAR)
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<!\d){_YEAR}-(?P<number>\d\d)(?:-(?P<day>\d\d))?(?!\d)",
        rf"(?<!\d){_YEAR}年(?:(?P<number>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日)?)?",
        rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b{_MONTH}\s+{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?<![\d.,]){_YEAR}(?![\d,]\d|\d)",
    )
)
# Columns of prose by table; of all others the notes.
_NOTES = ("notes",)
_PROSE = {
    "visits": ("post_text", "purpose", "notes"),
    "steps": ("text", "notes"),
    "events": ("text", "notes"),
    "coverage": ("reason", "notes"),
    "deals": ("title", "summary", "items", "alleged", "established", "end_user", "status", "notes"),
    "nodes": ("role", "control_text", "notes"),
    "links": ("stated", "condition", "quote", "notes"),
    "actions": ("conduct", "notes"),
}


def dates_named(text: str) -> tuple[PartialDate, ...]:
    """The dates that a text names in English, Chinese or figures, the finest reading of each; years from 1900 to 2049."""
    found: list[PartialDate] = []
    if not _ANY_YEAR.search(text):  # most texts name no date, and every shape has a year
        return ()
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if when := _date(match):
                found.append(when)
        # What was read is taken out, so that the year of a whole date is not read again by itself.
        text = shape.sub(" ", text)
    return tuple(found)


def _date(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    word = (parts.get("month") or "")[:3].lower()
    number = _MONTHS[word] if word else int(parts.get("number") or 0)
    written = parts["year"]
    if number:
        written += f"-{number:02}"
        if parts.get("day"):
            written += f"-{int(parts['day']):02}"
    try:
        return parse_date(written)
    except DateError:
        return None


def names_later_day(text: str, day: date) -> bool:
    """Whether a text names a date that lies certainly after a day."""
    return bool(text) and any(when.earliest > day for when in dates_named(text))


def without_later_words(table: str, row: R, day: date) -> R:
    """A row without the columns of prose that name a later day; a title that does so becomes the row's id."""
    taken = {
        name: row.id if name == "title" else ""
        for name in _PROSE.get(table, _NOTES)
        if names_later_day(getattr(row, name), day)
    }
    return msgspec.structs.replace(row, **taken) if taken else row


def without_later_sentences(text: str, day: date) -> str:
    """A text without the sentences that name a later day."""
    if not names_later_day(text, day):
        return text
    return " ".join(said for said in re.split(r"(?<=[.:;!?])\s+", text) if not names_later_day(said, day))


def codebook_by(codebook: Codebook | None, day: date) -> Codebook | None:
    """Counting rules as they are, since they are ours and of today; their reasons tell of no later day."""
    if codebook is None:
        return None
    replace = msgspec.structs.replace
    sets = {
        n: replace(one, description=without_later_sentences(one.description, day))
        for n, one in codebook.rule_sets.items()
    }
    rules = {
        n: replace(one, reason=without_later_sentences(one.reason, day)) for n, one in codebook.rules.items()
    }
    return replace(codebook, rule_sets=sets, rules=rules)


def first_published(case: Case, row: Row) -> PartialDate | None:
    """The first day on which any dated source of a row was published; None when none has a date."""
    found = (case.sources.get(reference.source) for reference in row.sources)
    dates = [source.published for source in found if source is not None and source.published is not None]
    return min(dates, key=lambda when: (when.earliest, when.latest), default=None)


def all_published(case: Case, row: Row, day: date) -> bool:
    """Whether every dated source of a row was certainly published by a day."""
    found = (case.sources.get(reference.source) for reference in row.sources)
    return all(
        source.published.latest <= day
        for source in found
        if source is not None and source.published is not None
    )


def changed(before: Iterable[Row], after: Iterable[Row]) -> tuple[str, ...]:
    """The ids of rows that stand in both and are not the same in both."""
    held = {row.id: row for row in before}
    return tuple(row.id for row in after if row.id in held and held[row.id] != row)
