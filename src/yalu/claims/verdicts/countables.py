"""Whether all rows that a figure counts are there: what is not declared complete denies no number.

A number found in a part of the rows can agree with a statement. It cannot deny one: there may be more, and how
many they are depends on what somebody else counts. One row still refutes a statement that there is none, that
the last was earlier, or that the first was later. And none, at most, or not for so long is supported only where
all rows are declared to be there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from yalu.case.coverage.completeness import Sought, completeness
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.expressions import Ask, asks
from yalu.claims.questions.question import Choices, ClaimQuestion
from yalu.claims.records import GridRow, ReadStatement
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.coverage import Completeness
from yalu.vocabulary.dates import DateError, Window

# What rows that are missing can only make more of.
_GROWING = frozenset({"count", "rate", "amount"})


def completeness_of(
    evidence: Evidence, question: ClaimQuestion, chosen: Choices | None = None, within: Window | None = None
) -> tuple[Completeness, ...]:
    """What the case declares of the rows that a reading counts (default: the main one); empty for no countable.

    ``within`` are the days in which alone a row that is missing would matter.
    """
    picked = question.base if chosen is None else chosen
    found: list[Completeness] = []
    for ask in asks(question.node):
        if ask.subject.sought is None:
            continue
        try:
            rows = ask.subject.sought(evidence, picked[ask.number], question.named)
        except (Unanswerable, ChoiceError, DateError):
            continue  # a reading that cannot be computed denies nothing
        found += [completeness(evidence.case, one) for one in _narrowed(rows, within)]
    return tuple(dict.fromkeys(found))


def _narrowed(rows: Sequence[Sought], within: Window | None) -> list[Sought]:
    if within is None:
        return list(rows)
    shared = ((one, one.window.clip(within)) for one in rows)
    return [msgspec.structs.replace(one, window=window) for one, window in shared if window is not None]


def undeclared(
    evidence: Evidence, question: ClaimQuestion, statement: ReadStatement, rows: tuple[GridRow, ...]
) -> str:
    """Why readings that disagree do not deny a statement: rows that nobody declares complete. Empty: they do."""
    own = [row for row in rows if row.role in {"main", "open"}]
    for row, (_, chosen) in zip(own, question.readings(), strict=False):
        if row.stand == "against" and not _refuted(question, statement, row, chosen):
            lacking = lacks(evidence, question, chosen, _days_stated(question, statement))
            if lacking:
                return lacking
    return ""


def needs_all_rows(question: ClaimQuestion, statement: ReadStatement, chosen: Choices) -> bool:
    """Whether only a complete table can support a statement: none, at most so many, not for so long, not after a day.

    Rows that are missing would take the figure out of the words, however many agree now.
    """
    meant = statement.interval
    if meant is None or not isinstance(question.node, Ask) or question.node.subject.sought is None:
        return False
    subject = question.node.subject
    if subject.measured in _GROWING:
        return meant.high is not None and (meant.low is None or meant.low <= 0)
    move = None if subject.moves is None else subject.moves(chosen[0])
    return (move == "up" and meant.low is None) or (move == "down" and meant.high is None)


def _days_stated(question: ClaimQuestion, statement: ReadStatement) -> Window | None:
    """The days that a statement on a first or last day names: only a row in them would make it true."""
    meant = statement.interval
    if meant is None or not isinstance(question.node, Ask) or question.node.subject.measured != "date":
        return None
    low, high = (None if end is None else date.fromordinal(int(end)) for end in (meant.low, meant.high))
    return Window(low, high)


def lacks(evidence: Evidence, question: ClaimQuestion, chosen: Choices, within: Window | None = None) -> str:
    """What is not declared complete of the rows that a reading counts, and what to do; empty when all is."""
    lacking = next(
        (one for one in completeness_of(evidence, question, chosen, within) if not one.complete), None
    )
    if lacking is None:
        return ""
    ask = asks(question.node)[0]
    open_rules = "rules" not in question.named and any(p.name == "rules" for p in ask.subject.parameters)
    hint = (
        "; name the rule set (rules) if the statement says which visits it means"
        if open_rules and lacking.left_out
        else ""
    )
    return f"{lacking.of}: {lacking.lacks}{hint}"


def _refuted(question: ClaimQuestion, statement: ReadStatement, row: GridRow, chosen: Choices) -> bool:
    """Whether the rows there are refute a statement, whatever rows are added."""
    meant = statement.interval
    if meant is None or not isinstance(question.node, Ask):
        return False
    subject = question.node.subject
    low = row.low if row.low is not None else row.value
    high = row.high if row.high is not None else row.value
    if subject.measured in _GROWING:
        return meant.high == 0 and low is not None and low > 0
    move = None if subject.moves is None else subject.moves(chosen[0])
    if move == "up":
        return meant.high is not None and low is not None and float(meant.high) < low
    if move == "down":
        return meant.low is not None and high is not None and float(meant.low) > high
    return False
