"""What the words of a claim can mean, in the unit of the figure they are compared with.

``vocabulary.precision`` reads a number with its unit; what is read here is what stands around it: up
and down, doubled and a third, first and second-lowest, none, dates, and amounts of time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import msgspec

from yalu.claims.catalogue import Measured
from yalu.claims.records import Kind, ReadStatement
from yalu.claims.statements import amounts_said as amounts
from yalu.claims.statements import counts_said as counts
from yalu.claims.statements.parsing import OtherUnit, number_in, plain_text, statement_from
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.amounts import unit as unit_of
from yalu.vocabulary.intervals import AmountError

_READERS = {
    "amount": amounts.said_amount, "difference": amounts.said_difference, "change": amounts.said_change,
    "share": amounts.said_share, "cap": amounts.said_cap, "ratio": amounts.said_ratio,
    "points": amounts.said_points, "count": counts.said_count, "rate": counts.said_rate, "place": counts.said_place,
    "time": counts.said_time, "date": counts.said_date, "words": counts.said_words,
}  # fmt: skip


LONGEST = 400  # a sentence; its words are tried one after the other


def read_statement(
    text: str,
    measured: Measured,
    unit: str,
    kind: Kind | None = None,
    *,
    factor: str = "",
    ways: Callable[[str, str], str] = lambda said, ours: f"state it in {ours}",
) -> ReadStatement:
    """What a statement can mean for a figure of one kind and unit.

    ``factor`` carries an amount in another kind of unit over; ``ways`` gives the ways out where there is none.
    Raises ChoiceError for words that cannot be read, or that say what no such figure can be.
    """
    if len(text) > LONGEST:
        raise ChoiceError(
            f"the statement has {len(text):,} characters; at most {LONGEST} are read: give the words that state the number"
        )
    body = plain_text(text)
    if not body:
        raise ChoiceError("nothing is stated; give the words, such as --stated 34.7%")
    try:
        found = _READERS[measured](text, body, unit)
    except OtherUnit as error:
        if not (factor and measured == "amount"):
            raise ChoiceError(f"stated {text!r}: {error}; {ways(error.read.unit, error.ours)}") from None
        found = _carried_over(text, error, factor)
    except AmountError as error:
        # "of" is a parameter of the reader in Python; whoever states words leaves the rest out.
        says = re.sub(r", or pass of=.*", ", or leave it out", str(error))
        raise ChoiceError(f"stated {text!r}: {says}") from None
    _possible(found, measured)
    return found if kind is None else msgspec.structs.replace(found, kind=kind)


def _carried_over(text: str, error: OtherUnit, factor: str) -> ReadStatement:
    try:
        return statement_from(text, error.read.in_unit(error.ours, factor), error.ours)
    except AmountError as cannot:
        raise ChoiceError(f"stated {text!r}: {error}: {cannot}") from None


def _possible(found: ReadStatement, measured: Measured) -> None:
    """Refuse what no figure of the kind can be."""
    bounds = found.interval
    if bounds is None:
        return
    most = {"share": Decimal(100)}.get(measured)
    if most is not None and bounds.low is not None and bounds.low > most:
        raise ChoiceError(
            f"stated {found.text!r}: a share cannot be above {most} percent; for growth ask trade.growth, for times trade.ratio"
        )
    if (
        measured in {"share", "cap", "count", "rate", "amount"}
        and bounds.high is not None
        and bounds.high < 0
    ):
        raise ChoiceError(
            f"stated {found.text!r}: this cannot be below 0; for changes ask trade.growth or trade.difference"
        )
    if measured == "place" and found.value is not None and found.value < 1:
        raise ChoiceError(f"stated {found.text!r}: places begin at 1")
    if measured == "change" and bounds.high is not None and bounds.high < -100:
        raise ChoiceError(f"stated {found.text!r}: nothing falls by more than 100 percent; check the number")


def unit_said(text: str) -> str:
    """The unit a statement names, or "" when it names none or no number."""
    try:
        found = number_in(plain_text(text[:LONGEST]), "").unit
    except AmountError:
        return ""
    return "" if unit_of(found).kind == "number" else found
