"""How long ago a status was last seen: what lasts is shown with the day it was last seen, never as present."""

from __future__ import annotations

from datetime import date

from yalu.case.citations import last_day
from yalu.case.records import Case
from yalu.vocabulary.dates import PartialDate, parse_date
from yalu.vocabulary.words.numerals import plural

# Statuses that go on until something ends them; a decision is of its day and does not age.
LASTING = frozenset({
    "pending", "in_force", "listed", "of_concern", "charged", "charged_at_large", "in_custody", "deferred",
    "under_investigation", "asked", "warned", "claimed", "struck_off",
})  # fmt: skip


def measured_on(case: Case, on: date | None = None) -> date:
    """The day that ages are counted to: the one asked for, else that of the knowledge, else the last on record."""
    if on is not None:
        return on
    if case.known_by:
        return parse_date(case.known_by).latest
    days = (when for action in case.actions for when in (action.date, action.status_date))
    return last_day(days) or date.today()


def years_since(seen: PartialDate, day: date) -> int:
    """Whole years from the last day a date can mean to a day; nothing less than none."""
    last = seen.latest
    return max(0, day.year - last.year - ((day.month, day.day) < (last.month, last.day)))


def aged(status: str, seen: PartialDate, day: date, called: str = "") -> str:
    """A status in words: “in force, last seen 2014-04-29, 12 years ago”; a decision with its day alone."""
    said = called or status.replace("_", " ")
    if status not in LASTING:
        return f"{said} {seen.text}"
    years = years_since(seen, day)
    ago = f"{plural(years, 'year')} ago" if years else "within a year"
    return f"{said}, last seen {seen.text}, {ago}"
