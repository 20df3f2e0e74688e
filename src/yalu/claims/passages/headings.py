"""The heading of an article read for claims: what it is called, where it stands, who wrote it and when."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import msgspec

from yalu.case.records import Case
from yalu.claims.passages.records import Text
from yalu.documents.choices import ChoiceError
from yalu.documents.problems import did_you_mean
from yalu.vocabulary.dates import DateError, parse_date

# Stands where nobody gave an address; example.org is kept free for examples (RFC 2606).
NOWHERE = "https://example.org/address-of-the-article"
NOBODY = "the author of the article"


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What every claim of an article shares; ``assumed`` names what nobody gave."""

    article: str
    where: str
    who: str
    published: date
    assumed: tuple[str, ...] = ()


def heading(
    case: Case, text: Text, source: str, *, where: str = "", published: str = "", who: str = ""
) -> Heading:
    """The heading from options, else from what the page says of itself, else a plain default that is named.

    The day of publication defaults to the last day the case observed, because nothing read may depend on the day of
    reading. Raises ChoiceError for a source the case has not, or a day that is none.
    """
    assumed: list[str] = []
    place = where or text.address
    if where and not where.startswith(("http://", "https://")) and where not in case.sources:
        raise ChoiceError(
            f"--where {where!r} is no address and no source of the case{did_you_mean(where, case.sources)}; "
            "give an address that begins with http, or an id of sources.csv"
        )
    if not place:
        place = NOWHERE
        assumed.append("where")
    day = published or text.published
    if not day and where in case.sources and case.sources[where].published is not None:
        day = str(case.sources[where].published)
    if not day:
        day = (case.observed.end or date(2000, 1, 1)).isoformat()
        assumed.append("published")
    try:
        when = parse_date(day).latest
    except DateError as error:
        raise ChoiceError(f"--published {day!r}: {error}") from None
    if not who:
        assumed.append("who")
    return Heading(
        article=slug(where if where in case.sources else source),
        where=place,
        who=who or NOBODY,
        published=when,
        assumed=tuple(assumed),
    )


def slug(name: str) -> str:
    """A name as an id: letters, digits and hyphens, at most 50."""
    stem = Path(name).stem if name not in {"-", ""} else "pasted"
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "pasted"
