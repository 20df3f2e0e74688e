"""Long tables: one amount column, and a column that says what each amount is (kg, USD, VALUE_IN_EUROS).

Read without that column, 3,286,000,000 kg is as easily 3,286,000,000 dollars. A mapping names the
column under ``measure``, with what each of its words means; words that are units need no translation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import msgspec

from yalu.trade.files.faults import RefusedError
from yalu.trade.files.layouts.heading_units import multiple_word
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.intervals import AmountError

# What columns of measures are called by the databases that have one. A column called unit is none of them: it
# may be the unit of another column.
MEASURE_NAMES = ("measure", "measures", "indicator", "indicators", "variable")
LEFT_OUT = "left out"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class MeasureColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a long table says what its amounts are.

    ``column`` holds the words, ``amount`` the numbers (the value column when empty); ``words`` says
    what a word means: a currency or a unit, with a factor before it (``100 kg``), or ``left out``.
    """

    column: str
    amount: str = ""
    words: dict[str, str] = {}


class MeasureWord(msgspec.Struct, frozen=True):
    """One word of a measure column: the unit of its amounts, what one of them counts, and whether it is money."""

    unit: str
    factor: Decimal
    money: bool


def read_measure(text: str, words: Mapping[str, str]) -> MeasureWord:
    """What amounts beside a word are. Raises RefusedError for a word that is left out or not understood."""
    plain = {_plain(word): said for word, said in words.items()}
    said = plain.get(_plain(text), text.strip())
    if said == LEFT_OUT:
        raise RefusedError(
            "the mapping leaves this measure out", "nothing; say what it is under measure if it is wanted"
        )
    found = measure_of(said)
    if found is None:
        raise RefusedError(
            "each measure of a long table is a currency, or a unit of mass or volume",
            f'say under measure: {{words: …}} what “{text.strip()}” is: "USD", "1000 USD", "100 kg" or "{LEFT_OUT}"',
        )
    return found


def measure_of(said: str) -> MeasureWord | None:
    """A currency or a unit with its factor, or None: ``kg``, ``100 kg``, ``thousand USD``, ``Mio. EUR``."""
    first, *others = said.split() or [""]
    factor = Decimal(1)
    if others and _NUMBER.fullmatch(first) and Decimal(first):
        factor, (first, *others) = Decimal(first), others
    if others and (size := multiple_word(first)) is not None:
        factor, (first, *others) = factor * size, others
    try:
        found = unit(" ".join((first, *others)))
    except AmountError:
        return None
    money = found.kind.startswith("money")
    if not money and found.kind not in {"mass", "volume"}:
        return None
    return MeasureWord(found.symbol, factor, money)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
