"""Numbers as customs files write them: thousands separators, decimal commas, blanks for "not reported".

``1,234`` is a thousand and more in one country and little over one in the next. What a text proves
by itself is read; what it does not prove is settled by the rest of its column, or refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from yalu.trade.files.faults import RefusedError

DecimalMark = Literal[".", ",", ""]
Point = Literal[".", ","]
Proof = Literal[".", ",", "none", "either", "wrong"]

# A row above this, in any currency or unit, is beyond the yearly trade of the world.
ABSURD = Decimal(10) ** 15
MISSING = frozenset(
    {"", "-", "--", "—", "–", "n/a", "na", "n.a.", "nan", "null", "none", "..", "...", "…", ":", "x"}
)
_PLACES = Decimal("0.000001")
_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<body>[0-9.,]*[0-9])(?:[eE](?P<power>[+-]?[0-9]{1,2}))?")
_BLANKS = re.compile(r"(?<=[0-9])[ '’_](?=[0-9]{3}(?![0-9]))")
_SAY = "write decimal: '.' or decimal: ',' in the mapping"


def proof(body: str) -> Proof:
    """What digits with dots and commas prove of the decimal mark.

    ``12.5`` proves a point, ``1.234.567`` a comma (the dots must separate thousands), ``1,234``
    either; ``none`` needs no mark; ``wrong`` is no number in any country we know.
    """
    dots, commas = body.count("."), body.count(",")
    if not dots and not commas:
        return "none"
    if dots and commas:
        mark: Point = "." if body.rfind(".") > body.rfind(",") else ","
        whole, _, _ = body.rpartition(mark)
        return mark if mark not in whole and _grouped(whole, _other(mark)) else "wrong"
    mark, count = (".", dots) if dots else (",", commas)
    if count > 1:
        return _other(mark) if _grouped(body, mark) else "wrong"
    head, _, tail = body.partition(mark)
    return "either" if len(tail) == 3 and _grouped(body, mark) and head else mark


def decimal_mark(texts: Iterable[str]) -> DecimalMark:
    """The decimal mark that a column's own texts prove; "" when none does or when they contradict."""
    marks: set[str] = set()
    for text in texts:
        match = _NUMBER.fullmatch(_tidy(text))
        if match is not None and not _marked(text):
            marks.add(proof(match["body"]))
    proven = marks & {".", ","}
    if proven == {"."}:
        return "."
    return "," if proven == {","} else ""


def read_number(text: str, mark: DecimalMark = "") -> Decimal | None:
    """The number in a cell to six decimals, or None where the cell says "not reported".

    ``mark`` is the decimal mark of the column when known. Raises RefusedError for what is not a
    number, is ambiguous, contradicts the column, or is absurd.
    """
    if mark == "." and _PLAIN.fullmatch(text):
        return Decimal(text)
    if _marked(text):
        raise RefusedError(
            "an amount is a number without marks of footnotes and fractions", "write the number alone"
        )
    tidy = _tidy(text)
    if tidy.lower() in MISSING:
        return None
    match = _NUMBER.fullmatch(tidy)
    proven = proof(match["body"]) if match is not None else "wrong"
    if match is None or proven == "wrong":
        raise RefusedError("an amount is a number", "correct the cell, or empty it when nothing is reported")
    if proven == "either":
        if not mark:
            raise RefusedError("one separator before three digits can mean thousands or decimals", _SAY)
        proven = mark
    if mark and proven not in {mark, "none"}:
        raise RefusedError(
            f"numbers in this column have the decimal mark “{mark}”", f"correct the cell, or {_SAY}"
        )
    body = match["body"]
    if proven in {".", ","}:
        body = body.replace("," if proven == "." else ".", "").replace(",", ".")
    value = Decimal(body).scaleb(int(match["power"] or 0))
    return _sensible(-value if match["sign"] == "-" else value)


def read_amount(text: str, mark: DecimalMark = "") -> Decimal | None:
    """A quantity or value: as ``read_number``, and not negative."""
    value = read_number(text, mark)
    if value is not None and value < 0:
        raise RefusedError(
            "a trade amount is not negative",
            "a correction belongs in the row it corrects; put the corrected amount there",
        )
    return value


def _sensible(value: Decimal) -> Decimal:
    if abs(value) > ABSURD:
        raise RefusedError(
            "no single row of trade is above 10^15",
            "check the units and the column; digits may have run together",
        )
    return value.quantize(_PLACES)


def _marked(text: str) -> bool:
    # ² and ① are marks of footnotes; made ordinary they would be one more digit of the number.
    return not text.isascii() and any(unicodedata.category(sign) == "No" for sign in text)


def _tidy(text: str) -> str:
    # NFKC makes full-width digits and no-break spaces ordinary; customs exports pad cells with tabs.
    tidy = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    return _BLANKS.sub("", tidy)


def _grouped(body: str, separator: str) -> bool:
    """Whether a separator stands where thousands do: one to three digits, then threes; 0,123 is none."""
    first, *rest = body.split(separator)
    return 1 <= len(first) <= 3 and first.isdigit() and first[0] != "0" and all(len(r) == 3 for r in rest)


def _other(mark: str) -> Point:
    return "," if mark == "." else "."
