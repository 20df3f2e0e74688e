"""What a cell may say, by kind of column: the fault of a text, in words, or nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from yalu.documents.problems import Nearest, one_of, shown, visible
from yalu.documents.tables.table_schemas import Field
from yalu.documents.tables.trade_cells import flow_cell_fault
from yalu.vocabulary.dates import DateError, PartialDate, parse_date

_SPREADSHEET_DATE = re.compile(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}|[0-9]{1,2}-[A-Za-z]{3}-[0-9]{2,4}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(\.[0-9]{1,18})?([eE][-+]?[0-9]{1,2})?")
_NUMBERS = frozenset({"integer", "number", "amount"})
_INTEGER = re.compile(r"[-+]?[0-9]{1,9}")
# Control characters, marks that reverse the direction of text, and characters nobody sees.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_ID_RULES = {
    True: "an id is letters, digits, -, _ and ., begins with a letter or digit, and has at most 80 characters",
    False: "an id is lower-case letters, digits, -, _ and ., begins with a letter or digit, "
    "and has at most 80 characters",
}
UNSEEN_RULE = "text holds no control characters, direction marks or zero-width characters"


class CellFault(NamedTuple):
    """What is wrong with a text, the rule it breaks, and what to do."""

    message: str
    rule: str
    next_step: str


def is_fine(text: str, field: Field) -> bool:
    """Whether a cell meets its column's schema; the fast question, asked once per distinct text."""
    if not text:
        return not field.required
    if field.kind in _NUMBERS:
        return _number_fault(text, field) is None
    if flow_cell_fault(text, field.kind) is not None:
        return False
    enum, pattern = field.constraints.enum, field.constraints.pattern
    if enum is not None and text not in enum:
        return False
    if pattern is not None and _compiled(pattern).fullmatch(text) is None:
        return False
    return field.kind != "date" or not _date_fault(text)


def fault_of(text: str, field: Field, near: Nearest) -> CellFault:
    """What is wrong with a cell that is not fine. ``near`` looks for the word that was meant."""
    if not text:
        return CellFault(
            f"“{field.name}” is empty",
            f"every row has “{field.name}”",
            "fill the cell in, or move the row to leads.csv until it is known",
        )
    enum, pattern = field.constraints.enum, field.constraints.pattern
    if enum is not None:
        return CellFault(
            f"{shown(text)} is not a value of “{field.name}”{near(text.lower())}",
            f"“{field.name}” is one of {one_of(enum)}",
            "write one of them" if field.required else "write one of them, or leave the cell empty",
        )
    fault = _number_fault(text, field) if field.kind in _NUMBERS else None
    flow_fault = flow_cell_fault(text, field.kind)
    if flow_fault is not None:
        return CellFault(*flow_fault)
    if fault is None and pattern is not None and not _compiled(pattern).fullmatch(text):
        fault = _pattern_fault(text, field, pattern)
    return fault or CellFault(
        _date_fault(text), "a date is a day, month, year or decade that exists", "correct the date"
    )


def unseen(text: str) -> str:
    """The names of the unseen characters in a text, such as ``U+202E``; empty when there are none."""
    if text.isprintable():
        return ""
    return ", ".join(sorted({f"U+{ord(character):04X}" for character in _UNSEEN.findall(text)}))


def read_date(text: str) -> PartialDate | None:
    """The partial date of a cell, or None when the cell is empty or holds no date."""
    try:
        return parse_date(text)
    except DateError:
        return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _number_fault(text: str, field: Field) -> CellFault | None:
    whole = field.kind == "integer"
    low, high = field.constraints.minimum, field.constraints.maximum
    span = "" if low is None else f" from {low} to {high}" if high is not None else f", {low} or more"
    kind = "a whole number" if whole else "a number"
    rule = f"“{field.name}” is {kind}{span}, digits only, with a point for decimals"
    if not (_INTEGER if whole else _NUMBER).fullmatch(text):
        return CellFault(
            f"{shown(text)} is not {kind}", rule, "remove units, spaces and thousands separators"
        )
    if (low is not None and float(text) < low) or (high is not None and float(text) > high):
        return CellFault(f"{shown(text)} is out of range", rule, "correct the number")
    return None


def _date_fault(text: str) -> str:
    try:
        parse_date(text)
    except DateError as error:
        return visible(str(error))
    return ""


def _pattern_fault(text: str, field: Field, pattern: str) -> CellFault:
    spaces = "; it has spaces" if text != text.strip() or " " in text else ""
    if field.kind == "date":
        return _date_shape_fault(text)
    if field.kind == "sources":
        return _sources_fault(text)
    if field.kind == "id":
        return CellFault(
            f"{shown(text)} is not an id{spaces}", _ID_RULES["A-Z" in pattern], "choose a shorter, plainer id"
        )
    name = f"“{field.name}”"
    rules = {
        "word": (
            f"{name} is one lower-case word, joined by _ if needed, such as nuclear_test",
            "write one word",
        ),
        "url": (
            f"{name} begins with http:// or https:// and has no spaces",
            "write the whole address, or leave it empty",
        ),
        "posts": (
            f"{name} lists ids of posts.csv joined by ; without spaces",
            "write such as xb.premier;xb.president",
        ),
        "list": (
            f"{name} lists ids or codes joined by ; without spaces",
            "write such as one;two",
        ),
        "memory": (
            f"{name} lists names of columns joined by ; without spaces",
            "write such as party_body;end",
        ),
        "pairs": (
            f"{name} lists name=value joined by ; without spaces",
            "write such as weight=5;eras=calendar",
        ),
    }
    rule, step = rules.get(field.kind, (f"{name} matches {pattern}", "correct the value"))
    return CellFault(f"{shown(text)} cannot be read{spaces}", rule, step)


def _date_shape_fault(text: str) -> CellFault:
    rule = "a date is written YYYY-MM-DD, YYYY-MM, YYYY, 199X or 19XX, with ? for doubtful and ~ for about"
    if _SPREADSHEET_DATE.fullmatch(text.strip()):
        step = (
            "a spreadsheet has rewritten the date: format the column as text, then write year-month-day again"
        )
    else:
        step = "write the date that way; keep the source's own words in notes"
    return CellFault(f"{shown(text)} is not a date", rule, step)


def _sources_fault(text: str) -> CellFault:
    rule = "sources are written source-id:credibility joined by ; without spaces, credibility from 1 to 6"
    for part in text.split(";"):
        name, colon, digit = part.partition(":")
        if not part or part != part.strip() or " " in part:
            return CellFault(
                f"{shown(text)} has an empty part or a space", rule, "write such as gazette-2018:2;times:4"
            )
        if not colon:
            return CellFault(
                f"{shown(part)} has no credibility",
                rule,
                f"write {visible(name)[:40]}:2 if it is probably true",
            )
        if digit not in {"1", "2", "3", "4", "5", "6"}:
            return CellFault(
                f"{shown(part)} has the credibility {shown(digit)}", rule, "write a digit from 1 to 6"
            )
    return CellFault(
        f"{shown(text)} names a source by something that is not an id", rule, "use the id from sources.csv"
    )
