"""Days, spans and trades as a reader says them, for titles and sentences; ids and exports keep the codes."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.places.countries import place_name

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = {
    "Q": ("first quarter", "second quarter", "third quarter", "fourth quarter"),
    "H": ("first half", "second half"),
}
_PART = re.compile(r"(\d{4})-([QH])([1-4])")
_DAY = r"(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?"
_DAYS = re.compile(rf"(?<![\w./+=-]){_DAY}(?:(?:\.\.|/){_DAY})?(?![\w/-])")
_ENDS = re.compile(r"\.\.|/")


def spoken_date(when: PartialDate | date | str | None) -> str:
    """A date as a reader says it: 9 October 2006, May 1984, about 1964, the 1990s."""
    if when is None or when == "":
        return ""
    text = str(when)
    plain = text.rstrip("?~%")
    doubt = {"?": " (doubtful)", "~": " (about)", "%": " (about, doubtful)"}.get(text[len(plain) :], "")
    parts = plain.split("-")
    if not all(part.isdigit() for part in parts):
        return (f"the {plain[:3]}0s" if len(plain) == 4 and plain.endswith("X") else plain) + doubt
    if len(parts) == 3 and 1 <= int(parts[1]) <= 12:
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}{doubt}"
    if len(parts) == 2 and 1 <= int(parts[1]) <= 12:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}{doubt}"
    return plain + doubt


def spoken_span(text: str) -> str:
    """A span of days as a reader says it: ``2017-01..2017-07`` is January to July 2017, ``2017-Q1`` the first quarter of 2017.

    The ends stand with ``..`` or, as in EDTF, with ``/`` between them; what is no span is left as it stands.
    """
    if part := _PART.fullmatch(text):
        year, kind, number = part.groups()
        names = _PARTS[kind]
        return f"the {names[int(number) - 1]} of {year}" if int(number) <= len(names) else text
    ends = [spoken_date(end) for end in _ENDS.split(text)]
    if len(set(ends)) == 1:
        return ends[0] or text
    if len(ends) != 2 or not all(ends):
        return text
    (first, _, year), last = ends[0].rpartition(" "), ends[1]
    once = first and year.isdecimal() and last.endswith(f" {year}")  # a doubt behind the year is of one end
    return f"{first if once else ends[0]} to {last}"


def days_in_words(text: str) -> str:
    """A title that a result gives itself, with its days and months as a reader says them; an id that holds a day stays.

    There 2011-12 is a month. In other prose it may be two years, and pages leave it (``site.frame.templates``).
    """
    return _DAYS.sub(lambda days: spoken_span(days[0]), text)


@lru_cache(maxsize=4096)
def trade_words(flow: str, reporter: str, partner: str) -> str:
    """A trade as a reader says it: imports of France from Iran; both directions are trade of one with the other."""
    ours, theirs = place_name(reporter), place_name(partner)
    ways = {"export": ("exports", "to"), "import": ("imports", "from")}
    way, preposition = ways.get(flow, ("exports and imports", "with"))
    return f"{way} of {ours} {preposition} {theirs}"


def goods_words(hs: str) -> str:
    """A code of goods in words: HS 2701, or all goods."""
    return "all goods" if hs == "TOTAL" else f"HS {hs}"
