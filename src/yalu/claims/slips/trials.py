"""What every slip is tested with: the statement, our figure, and ways to ask again with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

import msgspec

from yalu.claims.evidence import Evidence
from yalu.claims.questions.expressions import asks, measured
from yalu.claims.questions.question import ClaimQuestion, varied
from yalu.claims.records import FigureReading, ReadStatement, Slip
from yalu.claims.verdicts.comparison import hold
from yalu.claims.verdicts.grid import shown
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.intervals import Interval

# What is tried again: words that say what was taken for what, and the reading it gives.
Try = tuple[str, Callable[[], FigureReading]]
# Ways to change a parameter of some value: what to say, and the parameters to ask with.
Changes = Iterator[tuple[str, dict[str, str]]]
# A hit that chance gives more often than once in five would tell a reader nothing.
HOPELESS = 0.2
_FLOOR = {"change": 10.0, "share": 10.0, "points": 3.0, "cap": 10.0}
_WHOLE = {"count", "place", "time"}


class Trial(msgspec.Struct, frozen=True):
    """One claim that failed, ready to be asked again."""

    evidence: Evidence
    question: ClaimQuestion
    statement: ReadStatement
    ours: FigureReading

    @property
    def interval(self) -> Interval | None:
        """What the words can mean."""
        return self.statement.interval

    @property
    def measured(self) -> str:
        """What kind of figure it is."""
        return measured(self.question.node)

    def read(self, where: tuple[int, ...], changed: dict[str, str]) -> FigureReading:
        """The figure with some parameters changed; what cannot be asked says so."""
        chosen = self.question.base
        for name, value in changed.items():
            chosen = varied(chosen, where, name, value)
        try:
            return self.question.read(self.evidence, chosen, quick=True)
        except ChoiceError as error:
            return FigureReading(cannot=str(error))

    def places(self, name: str) -> Iterator[tuple[tuple[int, ...], str]]:
        """Where a parameter stands and its value: in all subjects that share a value, then in each alone."""
        groups: dict[str, list[int]] = {}
        for number, given in enumerate(self.question.base):
            if name in given:
                groups.setdefault(given[name], []).append(number)
        for value, where in groups.items():
            yield tuple(where), value
            if len(where) > 1:
                yield from (((one,), value) for one in where)

    def ask(self, says: str, where: tuple[int, ...], changed: dict[str, str]) -> Try:
        """One way to ask again, not asked yet."""
        return says, partial(self.read, where, changed)

    def at(self, where: tuple[int, ...], changes: Changes) -> list[Try]:
        """Ways to ask again at one place."""
        return [self.ask(says, where, changed) for says, changed in changes]

    def tries(self, name: str, changes: Callable[[str, str], Changes]) -> list[Try]:
        """Every way to ask again with a parameter changed, wherever it stands."""
        return [one for where, value in self.places(name) for one in self.at(where, changes(name, value))]

    def subjects(self) -> tuple[str, ...]:
        """The names of the subjects asked about."""
        return tuple(ask.subject.name for ask in asks(self.question.node))

    def fits(self, reading: FigureReading) -> bool:
        """Whether the words agree with another figure, its unit left aside."""
        if reading.cannot or reading.words or reading.value is None or self.interval is None:
            return False
        bounds = FigureReading(
            value=reading.value, low=reading.low, high=reading.high, unit=self.statement.unit
        )
        return hold(self.statement, bounds).stand == "supports"

    def fits_number(self, number: float) -> bool:
        """Whether the words agree with a number."""
        return self.fits(FigureReading(value=number))

    def moved(self, *, by: float = 0.0, factor: float = 1.0) -> bool:
        """Whether our figure with its bounds, times a factor and moved, is what was stated."""
        value, low, high = (
            None if n is None else n * factor + by for n in (self.ours.value, self.ours.low, self.ours.high)
        )
        return self.fits(FigureReading(value=value, low=low, high=high))

    def chance(self, tried: int) -> float:
        """How likely a hit is by accident: the width of the words over their size, times the ways tried."""
        if self.interval is None or self.interval.width is None:
            return 1.0
        width = float(self.interval.width)
        ends = [abs(float(b)) for b in (self.interval.low, self.interval.high) if b is not None]
        size = max([*ends, _FLOOR.get(self.measured, 0.0)])
        if self.measured == "date":
            width, size = width + 1, 365.0
        elif width == 0 or self.measured in _WHOLE:
            width = max(width, 1.0)
        return min(1.0, tried * width / size) if size else 1.0

    def slip(
        self,
        kind: str,
        says: str,
        reading: FigureReading,
        tried: int = 1,
        weight: float = 1.0,
        chance: float | None = None,
    ) -> Slip:
        """A slip that fits, with how strong it is: by the ways tried, unless the chance is given."""
        own = self.chance(tried) * weight if chance is None else chance
        return Slip(kind=kind, says=f"would be explained by {says}", recomputed=shown(reading), chance=own)

    def first(self, kind: str, tries: Sequence[Try]) -> Iterator[Slip]:
        """The first of some ways to ask again that gives what was stated."""
        readings = [(says, ask()) for says, ask in tries]
        tried = sum(reading.value is not None for _, reading in readings)
        for says, reading in readings:
            if self.fits(reading):
                yield self.slip(kind, says, reading, tried)
                return


def as_decimal(number: float) -> Decimal:
    """A float as the decimal it prints as."""
    return Decimal(repr(number))
