"""What an answer covers: the lists, tables and texts that were asked, and the days that were observed.

A clean answer ("clear", "within", "none found", zero) is only as wide as what was asked. The types that
can be clean derive from ``Covered``: they cannot be built clean over nothing, and they say a part as a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import ClassVar, Literal

import msgspec

from yalu.vocabulary.dates import Window
from yalu.vocabulary.words.numerals import plural

SourceKind = Literal["list", "register", "ledger", "table", "text"]
_PLURAL: dict[SourceKind, str] = {
    "list": "lists", "register": "registers", "ledger": "ledgers", "table": "tables", "text": "texts",
}  # fmt: skip
_UNITS: dict[SourceKind, tuple[str, str]] = {
    "list": ("entry", "entries"), "register": ("entry", "entries"), "ledger": ("row", "rows"),
    "table": ("row", "rows"), "text": ("paragraph", "paragraphs"),
}  # fmt: skip
_MONTHS = 12  # months named one by one in a sentence: those of one year
_NAMED = 4  # sources named one by one in a sentence before the rest are counted


class CoverageError(ValueError):
    """A clean outcome was about to be built over nothing; ask something, or answer ``not_asked``."""


class Asked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One list, register, ledger, table or text that was asked.

    ``whole`` is False when only a part of it was there to ask, None when nobody can tell. ``as_of`` is
    the day of the copy (ISO, "" unknown), ``entries`` how many entries, rows or paragraphs were asked
    (None where they cannot be counted), ``out_of`` how many of them are here to be asked (None: not counted),
    ``left_out`` names what is known not to be in it.
    """

    name: str
    kind: SourceKind
    whole: bool | None = None
    as_of: str = ""
    entries: int | None = None
    left_out: tuple[str, ...] = ()
    out_of: int | None = None

    def age(self, day: date) -> int | None:
        """How many days old the copy is on ``day``; None when its own day is not known."""
        try:
            return (day - date.fromisoformat(self.as_of)).days
        except ValueError:
            return None

    @property
    def says(self) -> str:
        """The source in a few words: name, how much of it, of what day."""
        one, many = _UNITS[self.kind]
        number = self.entries if self.out_of is None else self.out_of
        count = "" if self.entries is None else f"{self.entries:,} {one if number == 1 else many}"
        if self.entries is not None and self.out_of is not None:
            count = f"{self.entries:,} of {self.out_of:,} {one if number == 1 else many} here"
        part = "" if self.whole else "in part" if self.whole is False else "extent unknown"
        day = f"of {self.as_of}" if self.as_of else "undated"
        detail = ", ".join(word for word in (part, count, day) if word)
        more = len(self.left_out) - _NAMED
        named = ", ".join((*self.left_out[:_NAMED], *([f"{more} more"] if more > 0 else [])))
        return f"{self.name} ({detail}{f'; without {named}' if named else ''})"


class Completeness(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a table has every row that a question counts: ``of`` names the rows, ``by`` who says so.

    ``missing`` says what nobody declares complete; a question over undeclared rows can agree with a number
    but never deny one. ``left_out`` are the classes of rows, among those asked for, that nobody looked for.
    """

    of: str
    by: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    complete: bool = False  # computed from the others: what is given is not looked at

    def __post_init__(self) -> None:
        found = bool(self.by) and not self.missing and not self.left_out
        msgspec.structs.force_setattr(self, "complete", found)

    @property
    def says(self) -> str:
        """Which rows, and by whose test all of them are there, or what is not; stands after "complete:"."""
        return f"yes, {self.of}: by {_some(self.by)}" if self.complete else f"no, {self.of}: {self.lacks}"

    @property
    def lacks(self) -> str:
        """What is not complete, as a clause; empty when all is."""
        parts = [f"not declared complete: {_some(self.missing)}"] if self.missing else []
        parts += [f"nobody looked for {_some(self.left_out)}"] if self.left_out else []
        return "; ".join(parts)


class Coverage(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that was asked for one answer, and by name what was not asked although it could have been."""

    asked: tuple[Asked, ...] = ()
    not_asked: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True when nothing was asked, or what was asked holds no entry at all."""
        return not any(source.entries is None or source.entries > 0 for source in self.asked)

    @property
    def whole(self) -> bool:
        """True when something was asked, all of it is known to be whole, and nothing was left out by name."""
        complete = all(source.whole and not source.left_out for source in self.asked)
        return not self.empty and complete and not self.not_asked

    @property
    def parts(self) -> tuple[Asked, ...]:
        """The sources that were asked in part, or of unknown extent."""
        return tuple(source for source in self.asked if not source.whole or source.left_out)

    def older_than(self, days: int, on: date) -> tuple[Asked, ...]:
        """The sources whose copy is more than so many days old on ``on``, or carries no day."""
        return tuple(s for s in self.asked if (age := s.age(on)) is None or age > days)

    @property
    def says(self) -> str:
        """What was asked, in one phrase that stands after "covers"; "nothing" when nothing was."""
        if not self.asked:
            return "nothing"
        shared = self.asked[0].left_out if len({source.left_out for source in self.asked}) == 1 else ()
        once = bool(shared) and len(self.asked) > 1  # what all of them lack is said once
        named = [
            msgspec.structs.replace(source, left_out=()).says if once else source.says
            for source in self.asked[:_NAMED]
        ]
        more = len(self.asked) - _NAMED
        named += [f"{more} more"] if more > 0 else []
        each = f", each without {', '.join(shared)}" if once else ""
        left = f"; not asked: {', '.join(self.not_asked)}" if self.not_asked else ""
        return ", ".join(named) + each + left

    def qualified(self, word: str) -> str:
        """A clean word with its extent: ``clear``, ``clear on 3 partial lists``; ``not asked`` over nothing."""
        if self.empty:
            return "not asked"
        partial = self.parts
        if not partial:
            return f"{word} but for {_some(self.not_asked)}" if self.not_asked else word
        kinds = {source.kind for source in self.asked}
        singular, plural = (
            ("source", "sources") if len(kinds) > 1 else (self.asked[0].kind, _PLURAL[self.asked[0].kind])
        )
        noun = singular if len(self.asked) == 1 else plural
        if len(partial) == len(self.asked):
            return f"{word} on {len(partial)} partial {noun}"
        return f"{word} on {len(self.asked)} {noun}, {len(partial)} in part"

    def __add__(self, other: Coverage) -> Coverage:
        """Both together; a source asked twice in the same words stands once."""
        return Coverage(
            tuple(dict.fromkeys((*self.asked, *other.asked))),
            tuple(dict.fromkeys((*self.not_asked, *other.not_asked))),
        )


def _some(names: Sequence[str]) -> str:
    """Names in an outcome's own words: a few by name, the others counted."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def combined(coverages: Iterable[Coverage]) -> Coverage:
    """The coverage of several answers together."""
    return sum(coverages, Coverage())


def covered_text(name: str, paragraphs: int, *, as_of: str = "", left_out: Sequence[str] = ()) -> Coverage:
    """The coverage of a body of law of which so many paragraphs were read, and some by name were not."""
    source = Asked(
        name=name, kind="text", whole=not left_out, as_of=as_of, entries=paragraphs, left_out=tuple(left_out)
    )
    return Coverage((source,))


def covered_table(
    name: str, rows: int, *, as_of: str = "", whole: bool | None = None, kind: SourceKind = "table"
) -> Coverage:
    """The coverage of one table, ledger or list of which so many rows were asked."""
    return Coverage((Asked(name=name, kind=kind, whole=whole, as_of=as_of, entries=rows),))


class Covered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A result that can be clean. A subclass names in ``CLEAN`` the values of ``outcome`` that are.

    Building a clean one over an empty coverage raises CoverageError: nothing asked is ``not_asked``.
    """

    coverage: Coverage

    OUTCOME: ClassVar[str] = "outcome"
    CLEAN: ClassVar[frozenset[str]] = frozenset()

    def __post_init__(self) -> None:
        refuse_uncovered(str(getattr(self, self.OUTCOME)), self.coverage, self.CLEAN)

    @property
    def outcome_shown(self) -> str:
        """The outcome in words; a clean one says in how far."""
        word = str(getattr(self, self.OUTCOME))
        spoken = word.replace("_", " ")
        return self.coverage.qualified(spoken) if word in self.CLEAN else spoken


def refuse_uncovered(outcome: str, coverage: Coverage, clean: frozenset[str]) -> None:
    """Raise CoverageError when a clean outcome covers nothing."""
    if outcome in clean and coverage.empty:
        raise CoverageError(
            f"the outcome {outcome!r} covers nothing; answer not_asked, or name what was asked in its coverage"
        )


class Observed(msgspec.Struct, frozen=True, omit_defaults=True):
    """The span that a series was observed over: first and last day, and the spans inside it without a row.

    ``grain`` is the length of one row's period; sentences name the last day in it ("November 2017").
    """

    first: date
    last: date
    gaps: tuple[Window, ...] = ()
    grain: Literal["day", "month", "year"] = "day"

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CoverageError(f"a series runs from {self.first} back to {self.last}; swap the days")

    @property
    def last_shown(self) -> str:
        """The last day in the grain of the series: ``2017-11-30``, ``November 2017`` or ``2017``."""
        if self.grain == "year":
            return str(self.last.year)
        return f"{self.last:%B %Y}" if self.grain == "month" else f"{self.last.day} {self.last:%B %Y}"

    @property
    def says(self) -> str:
        """The span in one phrase, with its gaps counted."""
        gaps = f", with {plural(len(self.gaps), 'gap')}" if self.gaps else ""
        return f"{self.first} to {self.last}{gaps}"

    def lasting(self, says: str) -> str:
        """A sentence about a lasting or present state, bounded by the last row: the only way to write one."""
        return f"{says} through {self.last_shown}, the last row"


class Series(msgspec.Struct, frozen=True, omit_defaults=True):
    """A series that was asked: its name, from which to which day it has rows, and what it lacks of what was asked.

    ``observed`` is None where the series has no row at all. ``missing`` names the months that were asked about and
    have no row of their own (``2025-01``), though a longer row may lie over them. ``beyond`` is set where days were
    asked about that come after its last row: of these it says nothing.
    """

    name: str
    observed: Observed | None = None
    missing: tuple[str, ...] = ()
    beyond: bool = False

    @property
    def says(self) -> str:
        """First and last day, gaps, and which of the months asked about have no row of their own."""
        if self.observed is None:
            return f"{self.name}: no row"
        later = "; it says nothing of later days" if self.beyond else ""
        months = f"; no row of their own: {', '.join(self.missing[:_MONTHS])}" if self.missing else ""
        more = len(self.missing) - _MONTHS
        return f"{self.name}: {self.observed.says}{later}{months}{f' and {more} more' if more > 0 else ''}"


Grain = Literal["day", "month", "year"]
_GRAINS: tuple[Grain, ...] = ("day", "month", "year")


def grain_of(windows: Iterable[Window]) -> Grain:
    """The grain of a series: ``year`` or ``month`` where every row covers whole ones, else ``day``."""
    spans = [(w.start, w.end) for w in windows if w.start is not None and w.end is not None]
    if not spans or not all(start.day == 1 and (end + timedelta(1)).day == 1 for start, end in spans):
        return "day"
    whole_years = all(start.month == 1 and end.month == 12 for start, end in spans)
    return "year" if whole_years else "month"


def joined_spans(spans: Iterable[Observed | None]) -> Observed | None:
    """The span of several series together, in the coarsest of their grains; None where one is unknown or none is given."""
    listed = list(spans)
    known = [span for span in listed if span is not None]
    if not known or len(known) < len(listed):
        return None
    windows = [part for span in known for part in _parts(span)]
    return observed_span(windows, max((span.grain for span in known), key=_GRAINS.index))


def _parts(span: Observed) -> list[Window]:
    """The days of a span with its gaps taken out."""
    parts, first = [], span.first
    for gap in span.gaps:
        if gap.start is not None and gap.end is not None:
            parts.append(Window(first, gap.start - timedelta(1)))
            first = gap.end + timedelta(1)
    return [*parts, Window(first, span.last)]


def observed_span(
    windows: Iterable[Window], grain: Literal["day", "month", "year"] = "day"
) -> Observed | None:
    """The span that closed windows cover and the gaps between them; None when there is none, or one is open."""
    spans = sorted((w.start, w.end) for w in windows if w.start is not None and w.end is not None)
    if not spans:
        return None
    gaps: list[Window] = []
    last = spans[0][1]
    for start, end in spans[1:]:
        if start > last + timedelta(1):
            gaps.append(Window(last + timedelta(1), start - timedelta(1)))
        last = max(last, end)
    return Observed(spans[0][0], last, tuple(gaps), grain)
