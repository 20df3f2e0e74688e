"""What every computation returns: a figure or a verdict, each with the trail it came from.

One trail, two renderings: ``as_json`` for machines and ``as_text`` for the terminal say the same under the same id.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any, Literal

import msgspec

from yalu.vocabulary.coverage import Coverage, Observed, Series, combined, joined_spans, refuse_uncovered
from yalu.vocabulary.intervals import brief, plain
from yalu.vocabulary.strength import Quality, Strength, Support, require_strength, row_support
from yalu.vocabulary.words.numerals import with_noun


class Citation(msgspec.Struct, frozen=True, omit_defaults=True):
    """One source as a trail names it, with its Admiralty grade (reliability A-F, credibility 1-6)."""

    id: str
    title: str = ""
    url: str = ""
    grade: str = ""
    publisher: str = ""


class TrailRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row that a result used: its id, what it says in words, and why it was used or left out.

    ``reported_by`` names who alleges the row where it is an allegation, ``disputed`` who disagrees.
    """

    id: str
    says: str
    role: str = ""
    why: str = ""
    sources: tuple[Citation, ...] = ()
    reported_by: str = ""
    disputed: str = ""


def rows_strength(rows: Iterable[TrailRow]) -> Strength:
    """What a result rests on when it rests on these rows, by the grades of their sources."""
    return Strength(tuple(dict.fromkeys(_support_of(row) for row in rows)))


def _support_of(row: TrailRow) -> Support:
    grades = [source.grade for source in row.sources if source.grade]
    if not grades and not row.disputed:
        # A table of the asker's own names no graded source: what it says is what was asked about.
        quality: Quality = "reported" if row.reported_by else "sound"
        return Support(kind="row", id=row.id, quality=quality, by=row.reported_by)
    return row_support(row.id, grades, reported_by=row.reported_by, disputed=row.disputed)


class Trail(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a result came about: the steps of arithmetic, the rules, the rows and the sources.

    ``coverage`` is what was asked, ``strength`` what the result rests on, ``observed`` the days that the rows
    used were observed over, ``series`` each series that was asked, with its last day. Terminal, page and JSON
    show all of them in one way. Without a strength of its own a trail rests on its rows: no result forgets to weigh them.
    """

    steps: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    rows: tuple[TrailRow, ...] = ()
    left_out: tuple[TrailRow, ...] = ()
    weights: dict[str, float] = {}
    notes: tuple[str, ...] = ()
    known_by: str = ""
    data_version: str = ""
    coverage: Coverage = Coverage()
    strength: Strength = Strength()
    observed: Observed | None = None
    series: tuple[Series, ...] = ()

    def __post_init__(self) -> None:
        if self.rows and not self.strength.supports:
            msgspec.structs.force_setattr(self, "strength", rows_strength(self.rows))

    @property
    def evidence(self) -> list[tuple[str, str]]:
        """Label and text of what the result covers, rests on and observed."""
        return evidence_lines(self.coverage, self.strength, self.observed, self.series)


def on_evidence_of(trail: Trail, parts: Iterable[Trail]) -> Trail:
    """A trail that covers, rests on and observed what the trails it was made from did, together."""
    listed = tuple(parts)
    return msgspec.structs.replace(
        trail,
        coverage=combined((trail.coverage, *(part.coverage for part in listed))),
        strength=sum((part.strength for part in listed), trail.strength),
        observed=joined_spans(part.observed for part in listed),
        series=tuple(dict.fromkeys((*trail.series, *(one for part in listed for one in part.series)))),
    )


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A computed number with its unit, its definition in words, its bounds and its trail.

    ``value`` is None when the data cannot say; ``low`` and ``high`` then still bound it where they
    can. ``interval`` is statistical (with ``interval_kind``), the bounds are about missing facts.
    """

    id: str
    title: str
    value: float | None
    unit: str
    definition: str
    trail: Trail
    low: float | None = None
    high: float | None = None
    interval: tuple[float, float] | None = None
    interval_kind: str = ""
    display: str = ""

    def __post_init__(self) -> None:
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            if number is not None and not math.isfinite(number):
                raise ValueError(f"figure {self.id}: {name} is {number}; what cannot be said is None")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"figure {self.id}: bounds run from {self.low} down to {self.high}; swap them")
        refuse_uncovered("zero" if self.value == 0 else "value", self.trail.coverage, frozenset({"zero"}))

    @property
    def shown(self) -> str:
        """The value as a reader sees it, percent to one decimal; "cannot say" when there is none."""
        if self.display or self.value is None or self.unit != "percent":
            return self.exact
        return percent_number(self.value)

    @property
    def exact(self) -> str:
        """The value to six digits, by which versions of a case are compared."""
        return self.display or ("cannot say" if self.value is None else _number(self.value))


VerdictKind = Literal["breach", "within", "not_covered", "cannot_say"]
_CLEAN_VERDICTS = frozenset({"within", "not_covered"})


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """A judgement of law on rows of fact.

    ``cannot_say`` must name the datum that would settle it. Every other verdict needs a trail whose
    strength is certain, or ``as_reported_by`` where it rests on somebody's report; ``within`` and
    ``not_covered`` need coverage. Raises StrengthError, CoverageError or ValueError otherwise.
    """

    id: str
    title: str
    verdict: VerdictKind
    reason: str
    trail: Trail
    settled_by: str = ""
    as_reported_by: str = ""

    def __post_init__(self) -> None:
        refuse_uncovered(self.verdict, self.trail.coverage, _CLEAN_VERDICTS)
        if self.verdict != "cannot_say":
            require_strength(self.verdict, self.trail.strength, as_reported_by=self.as_reported_by)
        if self.verdict == "cannot_say" and not self.settled_by:
            raise ValueError(
                f"verdict {self.id} is cannot_say but does not say what would settle it; name the datum in settled_by"
            )

    @property
    def shown(self) -> str:
        """The verdict in words, with whose report it is and, for a clean one, in how far."""
        word = self.verdict.replace("_", " ")
        word = self.trail.coverage.qualified(word) if self.verdict in _CLEAN_VERDICTS else word
        return f"{word}, as reported by {self.as_reported_by}" if self.as_reported_by else word


Result = Figure | Verdict


def figures_in(found: Any) -> Iterator[Figure]:
    """Every figure that a structure of results holds, however deep, in the order of its fields."""
    if isinstance(found, Figure):
        yield found
    elif isinstance(found, msgspec.Struct):
        for name in found.__struct_fields__:
            yield from figures_in(getattr(found, name))
    elif isinstance(found, dict):
        yield from (one for value in found.values() for one in figures_in(value))
    elif isinstance(found, list | tuple):
        yield from (one for value in found for one in figures_in(value))


def as_json(result: Any) -> str:
    """A result, or any structure of results, as indented JSON with stable key order."""
    return msgspec.json.format(msgspec.json.encode(result, order="sorted"), indent=2).decode()


def as_text(result: Result) -> str:
    """A result and its whole trail as plain lines for a terminal."""
    lines = [f"{result.title}: {with_unit(result)}", f"id: {result.id}"]
    lines += [f"{label}: {text}" for label, text in _heads(result)]
    for heading, items in _sections(result.trail):
        lines += ["", heading]
        lines += [f"  {item}" for item in items]
    return "\n".join(lines)


def evidence_lines(
    coverage: Coverage,
    strength: Strength | None = None,
    observed: Observed | None = None,
    series: Sequence[Series] = (),
) -> list[tuple[str, str]]:
    """Label and text of what a result covers, rests on and observed: one wording for terminal and page."""
    lines = [] if not coverage.asked else [("covers", coverage.says)]
    if strength is not None and strength.supports:
        lines.append(("rests on", strength.says))
    if observed is not None:
        lines.append(("observed", observed.says))
    lines += [("series", one.says) for one in series]
    return lines


def with_unit(result: Result) -> str:
    """What a result shows, with its unit where the number does not stand with it already."""
    if isinstance(result, Verdict) or result.value is None or not result.unit:
        return result.shown
    percent = result.unit == "percent" and "%" in result.shown
    stands = percent or f" {result.unit} " in f" {result.shown} "
    return result.shown if stands else with_noun(result.shown, result.unit)


def result_heads(result: Result) -> list[tuple[str, str]]:
    """Label and text of what stands above a trail: reason or definition, bounds, interval, and the evidence."""
    heads: list[tuple[str, str]] = []
    if isinstance(result, Verdict):
        heads.append(("because", result.reason))
        if result.settled_by:
            heads.append(("would be settled by", result.settled_by))
    else:
        heads.append(("definition", result.definition))
        ends = (("at least", result.low, ROUND_FLOOR), ("at most", result.high, ROUND_CEILING))
        bounds = [
            f"{word} {percent_number(bound, rounding) if result.unit == 'percent' else _number(bound)}"
            for word, bound, rounding in ends
            if bound is not None
        ]
        # Bounds that print as one number leave nothing open that a reader could see.
        if len({text.rpartition(" ")[2] for text in bounds}) == len(bounds) > 0:
            heads.append(("bounds", f"{', '.join(bounds)}, depending on facts the sources leave open"))
        if result.interval is not None:
            low, high = result.interval
            heads.append((result.interval_kind or "interval", f"{_number(low, 3)} to {_number(high, 3)}"))
    return heads + result.trail.evidence


def _heads(result: Result) -> list[tuple[str, str]]:
    stamps = (("known by", result.trail.known_by), ("data version", result.trail.data_version))
    return result_heads(result) + [(label, text) for label, text in stamps if text]


def _sections(trail: Trail) -> list[tuple[str, list[str]]]:
    sections = [
        ("How it was computed", list(trail.steps)),
        ("Rules", list(trail.rules)),
        ("Weights", [f"{name}: {_number(weight)}" for name, weight in sorted(trail.weights.items())]),
        ("Rows used", [_row(row) for row in trail.rows]),
        ("Rows left out", [_row(row) for row in trail.left_out]),
        ("Notes", list(trail.notes)),
    ]
    return [(heading, items) for heading, items in sections if items]


def _row(row: TrailRow) -> str:
    text = f"{row.id}: {row.says}"
    if row.role:
        text += f" [{row.role}]"
    if row.why:
        text += f" — {row.why}"
    if row.sources:
        text += f" | sources: {'; '.join(_cited(c) for c in row.sources)}"
    return text


def _cited(citation: Citation) -> str:
    """A source with its id and address, so that a printed trail can be followed without the JSON."""
    named = f"{citation.title} [{citation.id}]" if citation.title else citation.id
    grade = f" ({citation.grade})" if citation.grade else ""
    return f"{named}{grade}{f' {citation.url}' if citation.url else ''}"


def percent_number(value: float, rounding: str = ROUND_HALF_EVEN) -> str:
    """A number of percent to one decimal, or to its first digit; a bound is rounded outwards.

    Two decimals at most stay as they are: a publisher wrote them, and a quotient is hardly ever so short.
    """
    exact = Decimal(repr(value))
    return plain(exact if round(exact, 2) == exact else brief(exact, rounding=rounding))


def _number(value: float, digits: int = 6) -> str:
    """A number to so many significant digits, but never with a whole digit dropped.

    A cap of 1,000,866 t must not be printed as 1.00087e+06.
    """
    if abs(value) < 1:
        return f"{value:.{digits}g}"
    decimals = max(0, digits - len(str(int(abs(value)))))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
