"""What a statement denies: did not fall, no deficit."""

from __future__ import annotations

import re
from decimal import Decimal

from yalu.claims.records import ReadStatement
from yalu.claims.statements.parsing import LED, MULTIPLE, NUMBER_WORDS, statement_of_bounds
from yalu.vocabulary.intervals import AmountError, Interval

# “No more than” and “not quite” belong to a number; “barely” and “stopped” say neither how much nor what was so before.
_OF_NUMBERS = re.compile(
    r"\b(?:no|not) (?:(?:more|less|fewer|higher|lower|greater) than|quite|far|least|only)\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:not|never|no|without|fail(?:s|ed)? to|cannot|neither|nor)\b|n't\b", re.IGNORECASE)
_HARDLY = re.compile(
    r"\b(?:hardly|barely|scarcely|stopp?(?:s|ed)|ceased|no longer)\b(?! (?:over|under|above|below|more|less))",
    re.IGNORECASE,
)
_SECOND = re.compile(r",|\b(?:and|then|or|nor|but)\b", re.IGNORECASE)


def denied_direction(text: str, body: str, unit: str) -> ReadStatement | None:
    """Did not fall: at least 0; did not rise: at most 0. Whatever else is denied leaves open what was so."""
    rest = _OF_NUMBERS.sub(" ", body)
    ways = {1 if match["up"] else -1 for match in LED.finditer(rest)}
    alone = (
        ways
        and re.search(
            r"\d|hundred|half|halv|third|quarter|fifth|tenth|" + "|".join(NUMBER_WORDS), rest.lower()
        )
        is None
    )
    if alone and len(ways) == 2 and _SECOND.search(rest):
        raise AmountError("it names a rise and a fall; ask each by itself")
    if alone and _HARDLY.search(rest):
        raise AmountError("it does not say by how much; write by less than 2 percent, or did not fall")
    if _DENIES.search(rest) is None:
        return None
    if not alone or len(ways) != 1 or MULTIPLE.search(rest):
        raise AmountError(
            "it says what was not so; write what was: fell, did not rise, by no more than 30 percent"
        )
    edge = Interval(Decimal(0), None) if ways == {-1} else Interval(None, Decimal(0))
    return statement_of_bounds(
        text, edge, unit, None, "a direction denied: the other one, or none", "comparison"
    )


_SIDE_ALONE = re.compile(
    r"(?:(?:had|has|ran|was|is) )?(?P<no>no|not an?|(?:did|does) not (?:have|run) an?|without an?)? ?(?:an? )?"
    r"(?:trade )?(?P<side>deficit|surplus)",
    re.IGNORECASE,
)


def side_alone(text: str, body: str, unit: str) -> ReadStatement | None:
    """A surplus is above 0, a deficit below; no deficit is 0 or above."""
    match = _SIDE_ALONE.fullmatch(body)
    if match is None:
        return None
    denied = bool(match["no"])
    above = (match["side"].lower() == "surplus") != denied
    side = Interval(Decimal(0), None, denied) if above else Interval(None, Decimal(0), False, denied)
    return statement_of_bounds(text, side, unit, None, "a side without a size", "comparison")
