"""A claim recomputed over the documented alternatives: what supports it, what comes nearest, what decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from yalu.claims.evidence import Evidence
from yalu.claims.questions.expressions import asks, measured
from yalu.claims.questions.question import Choices, ClaimQuestion, departed, labels_of, varied
from yalu.claims.questions.spans import shifted
from yalu.claims.records import (
    Choice,
    Comparison,
    FigureReading,
    GridRow,
    ReadingGrid,
    ReadStatement,
    Role,
    VerdictWord,
)
from yalu.claims.verdicts.comparison import bounds_reach_over, hold, surely_inside
from yalu.claims.verdicts.countables import lacks, needs_all_rows
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.distinct import distinct_answers
from yalu.vocabulary.words.numerals import with_noun

MOST = 600
CORNER = 0.10
# No rounded numbers: facts still open take the figure out of the words by a whole one, or not at all.
_WHOLE = frozenset({"count", "place"})


def make_grid(evidence: Evidence, question: ClaimQuestion, statement: ReadStatement) -> ReadingGrid:
    """Every reading with how it stands to the words.

    First the product of all the statement leaves open, then one departure at a time from what it
    names, then neighbouring periods. At most ``MOST`` readings of the product are computed.
    """
    rows = [_row(evidence, question, statement, picked, chosen, "main" if number == 0 else "open")
            for number, (picked, chosen) in enumerate(islice(question.readings(), MOST))]  # fmt: skip
    size = 1
    for axis in question.open:
        size *= len(axis.options)
    rows += [_row(evidence, question, statement, p, c, "other") for p, c in _departures(evidence, question)]
    rows += [_row(evidence, question, statement, p, c, "neighbouring") for p, c in _neighbours(question)]
    counted = [row for row in rows if row.role != "neighbouring"]
    computed = [row for row in counted if row.stand != "cannot_say" or row.value is not None]
    supporting = [row for row in computed if row.stand == "supports"]
    own = [row for row in rows if row.role in {"main", "open"}]
    stands = Counter(distinct_answers([row.choices for row in own], [row.stand for row in own]))
    agree, disagree = stands["supports"], stands["against"]
    share = agree / (agree + disagree) if agree + disagree else None
    choices = _choices(question, computed)
    deciding = max(choices, key=lambda c: c.spread, default=None)
    note = f"{size:,} readings are possible; the first {MOST} were computed" if size > MOST else ""
    return ReadingGrid(
        rows=tuple(rows),
        readings=len(counted),
        computed=len(computed),
        supporting=len(supporting),
        share=share,
        corner=share is not None and 0 < share < CORNER,
        nearest=_nearest(statement, computed),
        choices=choices,
        deciding=deciding.name if deciding is not None and deciding.spread > 0 else "",
        note=note,
        agree=agree,
        disagree=disagree,
        undecided=stands["cannot_say"],
        labels=labels_of(evidence, question),
    )


def _row(
    evidence: Evidence,
    question: ClaimQuestion,
    statement: ReadStatement,
    picked: dict[str, str],
    chosen: Choices,
    role: Role,
) -> GridRow:
    try:
        reading = question.read(evidence, chosen, quick=True)
    except ChoiceError as error:
        reading = FigureReading(cannot=str(error))
    held = hold(statement, reading)
    if (
        held.stand == "supports"
        and measured(question.node) in _WHOLE
        and not surely_inside(statement, reading)
    ):
        held = Comparison("cannot_say", held.side, held.difference, bounds_reach_over(statement, reading))
    if held.stand == "supports" and needs_all_rows(question, statement, chosen):
        lacking = lacks(evidence, question, chosen)
        held = Comparison("cannot_say", why=f"the rows there are agree; but {lacking}") if lacking else held
    return GridRow(choices=picked, role=role, shown=shown(reading), value=reading.value, low=reading.low, high=reading.high,
                   stand=held.stand, side=held.side, why=held.why)  # fmt: skip


def shown(reading: FigureReading) -> str:
    """A reading as a reader sees it, with its unit."""
    if reading.cannot:
        return "cannot say"
    if reading.shown:
        return reading.shown
    if reading.words:
        return reading.words[0]
    if reading.value is not None:
        figures = f"{reading.value:.2f}" if reading.unit == "visits a year" else number(reading.value)
        return with_noun(figures, spoken(reading.unit)).strip()
    low, high = reading.low, reading.high
    if low is not None and high is not None:
        return f"between {number(low)} and {number(high)} {spoken(reading.unit)}".strip()
    bound, word = (low, "at least") if low is not None else (high, "at most")
    return "cannot say" if bound is None else f"{word} {number(bound)} {spoken(reading.unit)}".strip()


def number(value: float) -> str:
    """A number with four significant digits at least and no idle decimals."""
    if value == int(value) and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(value) >= 10000 else f"{value:,.2f}"


def spoken(unit: str) -> str:
    """A unit as a reader says it."""
    return {
        "percent": "%",
        "percentage_point": "percentage points",
        "1": "times",
        "day": "days",
        "place": "",
    }.get(unit, unit)


def _departures(evidence: Evidence, question: ClaimQuestion) -> Iterator[tuple[dict[str, str], Choices]]:
    for axis in question.other:
        own = question.base[axis.where[0]][axis.name]
        for option in axis.options:
            if option != own:
                yield departed(evidence, question, axis, option)


def _neighbours(question: ClaimQuestion) -> Iterator[tuple[dict[str, str], Choices]]:
    for name in ("period", "through"):
        where = tuple(
            n for n, given in enumerate(question.base) if given.get(name) and name not in _own(question, n)
        )
        if not where or (name == "through" and len(question.base[where[0]][name]) != 10):
            continue
        for step in (-1, 1):
            moved = shifted(question.base[where[0]][name], step)
            if moved:
                yield {name: moved}, varied(question.base, where, name, moved)


def other_ledgers(verdict: VerdictWord, grid: ReadingGrid) -> tuple[str, ...]:
    """What other ledgers show for the same question, where they would give the other verdict."""
    against = {"supported": "against", "contradicted": "supports"}.get(verdict)
    rows = [
        row for row in grid.rows if row.role == "other" and "ledger" in row.choices and row.stand == against
    ]
    return tuple(
        f"the ledger {row.choices['ledger']} shows {row.shown}, by which the statement would be "
        + ("contradicted" if verdict == "supported" else "supported")
        for row in rows
    )


def _own(question: ClaimQuestion, number: int) -> dict[str, str]:
    """Parameters written in the brackets of one subject of several: they are not moved with the others."""
    found = asks(question.node)
    return found[number].named if len(found) > 1 else {}


def _choices(question: ClaimQuestion, computed: Sequence[GridRow]) -> tuple[Choice, ...]:
    found = []
    for axis in question.open:
        options = {}
        for option in axis.options:
            own = [
                row
                for row in computed
                if row.role in {"main", "open"} and row.choices.get(axis.name) == option
            ]
            if own:
                options[option] = (sum(row.stand == "supports" for row in own), len(own))
        shares = [hits / size for hits, size in options.values()]
        if options:
            found.append(Choice(name=axis.name, options=options, spread=max(shares) - min(shares)))
    return tuple(found)


def _nearest(statement: ReadStatement, computed: Sequence[GridRow]) -> GridRow | None:
    """The reading nearest to the words; those the statement leaves open before departures from it."""
    if statement.interval is None or not computed:
        return None
    target = statement.value
    if target is None:
        ends = [float(b) for b in (statement.interval.low, statement.interval.high) if b is not None]
        target = sum(ends) / len(ends) if ends else 0.0

    def away(row: GridRow) -> tuple[bool, float]:
        value = row.value if row.value is not None else row.low if row.low is not None else row.high
        return row.role == "other", abs((value or 0.0) - target) if row.stand != "supports" else 0.0

    return min(computed, key=away)
