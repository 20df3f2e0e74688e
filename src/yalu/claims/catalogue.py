"""What a claim can be about: subjects with their parameters, and the checks on what people type."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import msgspec

from yalu.case.coverage.completeness import Sought
from yalu.claims.evidence import Evidence
from yalu.claims.records import FigureReading
from yalu.documents.choices import ChoiceError, unknown
from yalu.vocabulary.dates import DateError, parse_window
from yalu.vocabulary.words.numerals import ORDINAL_WORDS

Parameters = Mapping[str, str]
Names = Callable[[Evidence, Parameters], Sequence[str]]
Move = Literal["up", "down"]
ParameterKind = Literal[
    "period", "flow", "hs", "unit", "country", "day", "number", "name", "names", "window", "leader", "text"
]
Measured = Literal[
    "amount", "difference", "change", "share", "cap", "ratio", "points", "count", "rate", "place", "time", "date",
    "words",
]  # fmt: skip


class Parameter(msgspec.Struct, frozen=True):
    """One parameter of a subject. All values are texts; ``kind`` says how they are read.

    ``choices`` are the only values; ``names`` lists those of the case at hand. With ``open`` a statement
    that does not name the parameter is tried with every alternative; without, ``alternatives`` are
    shown on the grid as other definitions and never support a claim. ``along`` gives what else changes with one.
    """

    name: str
    help: str
    kind: ParameterKind = "text"
    default: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    names: Names | None = None
    alternatives: tuple[str, ...] | Names = ()
    open: bool = False
    also: tuple[str, ...] = ()
    along: Callable[[Evidence, Parameters, str], dict[str, str]] | None = None

    def options(self, evidence: Evidence, given: Parameters) -> tuple[str, ...]:
        """The documented alternatives for this case."""
        found = self.alternatives(evidence, given) if callable(self.alternatives) else self.alternatives
        return tuple(found)


def choice(
    name: str,
    help: str,  # noqa: A002 - the field of a parameter
    values: tuple[str, ...],
    *,
    default: str | None = None,
    tried: bool = False,
    **more: Any,
) -> Parameter:
    """A parameter with a few values, of which the first is the default unless another is given.

    With ``tried`` the grid shows what each of them gives.
    """
    first = values[0] if default is None else default
    if tried:
        more["alternatives"] = values
    return Parameter(name, help, default=first, choices=values, **more)


class Subject(msgspec.Struct, frozen=True):
    """Something a claim can be about. ``measured`` says how words about it are read.

    ``compute`` returns the reading with figure and trail; ``quick`` the same numbers without, for grids.
    Both raise Unanswerable when the facts give no answer. ``measured_by`` says
    it where the facts decide how words are read.

    ``sought`` are the rows that the figure counts, under these parameters and those that the statement names:
    over rows that the case does not declare complete a figure can agree with a statement but never deny its
    number. ``moves`` is what rows that are missing could do to a day or a length of time: put it later (``up``)
    or earlier (``down``); a statement on the other side is refuted by the row there is.

    ``nouns`` are the words that name what is counted, in place of the unit; a statement about something else is
    not compared with the figure. Subjects without it take any noun. ``bare`` says whether a number without a
    noun means the unit of the figure: only where the subject has one usual unit.
    """

    name: str
    title: str
    measured: Measured
    parameters: tuple[Parameter, ...]
    compute: Callable[[Evidence, Parameters], FigureReading]
    example: str
    stated: str
    quick: Callable[[Evidence, Parameters], FigureReading] | None = None
    unit: Callable[[Parameters], str] | str = ""
    measured_by: Callable[[Evidence, Parameters], Measured] | None = None
    sought: Callable[[Evidence, Parameters, frozenset[str]], Sequence[Sought]] | None = None
    moves: Callable[[Parameters], Move] | None = None
    nouns: Callable[[Evidence, Parameters], Sequence[str]] | None = None
    bare: bool = True

    def unit_of(self, given: Parameters) -> str:
        """The unit of its figure under these parameters."""
        return self.unit(given) if callable(self.unit) else self.unit

    def parameter(self, typed: str) -> Parameter:
        """The parameter of a name or another spelling of it. Raises ChoiceError naming the nearest."""
        name = typed.replace("-", "_")
        for parameter in self.parameters:
            if name == parameter.name or name in parameter.also:
                return parameter
        raise ChoiceError(f"{self.name}: " + unknown("parameter", typed, [p.name for p in self.parameters]))

    def complete(self, given: Parameters) -> dict[str, str]:
        """Every parameter with its value, defaults filled in. Raises ChoiceError for all faults at once."""
        values = {parameter.name: parameter.default for parameter in self.parameters}
        faults: list[str] = []
        seen: set[str] = set()
        for typed, value in given.items():
            try:
                parameter = self.parameter(typed)
                seen.add(parameter.name)
                values[parameter.name] = read_value(parameter, value)
            except ChoiceError as error:
                faults.append(str(error))
        faults += [
            f"{self.name} needs {p.name} ({p.help})"
            for p in self.parameters
            if p.required and not values[p.name] and p.name not in seen
        ]
        if faults:
            raise ChoiceError("; ".join(faults) + f". Example: --about {self.name} {self.example}")
        return values


def read_value(parameter: Parameter, value: str) -> str:
    """A value as the engine writes it. Raises ChoiceError for what the parameter cannot be."""
    text = str(value).strip()
    if parameter.kind == "flow":
        text = _FLOWS.get(text.lower().replace(" ", ""), text)
    if parameter.choices and text not in parameter.choices:
        raise ChoiceError(unknown(parameter.name, text, list(parameter.choices)))
    reader = READERS.get(parameter.kind)
    return reader(parameter.name, text) if reader and text else text


_FLOWS = {"both": "export+import", "import+export": "export+import", "total": "export+import", "imports": "import",
          "exports": "export", "exports+imports": "export+import", "imports+exports": "export+import"}  # fmt: skip


_PART = re.compile(
    r"(?:the )?(?:(?P<word>first|second|third|fourth) (?P<what>quarter|half)(?: of)?|(?P<code>[qh][1-4])) ?,? ?(?P<year>\d{4})",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"(?P<first>[a-z]{3})[a-z]* ?(?:-|to|through|and) ?(?P<last>[a-z]{3})[a-z]*,? (?P<year>\d{4})",
    re.IGNORECASE,
)
_NAMED = tuple(name.lower() for name in calendar.month_abbr if name)


def _period_in_words(text: str) -> str:
    """``Q1 2017``, ``first half of 2017`` and ``January to March 2017`` as the engine writes them."""
    if match := _PART.fullmatch(text):
        code = match["code"] or f"{match['what'][0]}{ORDINAL_WORDS.index(match['word'].lower()) + 1}"
        return f"{match['year']}-{code.upper()}"
    if match := _MONTHS.fullmatch(text):
        ends = [match[end].lower() for end in ("first", "last")]
        if all(end in _NAMED for end in ends):
            first, last = (_NAMED.index(end) + 1 for end in ends)
            return f"{match['year']}-{first:02d}/{match['year']}-{last:02d}"
    return text


@contextmanager
def _named(name: str, fault: type[Exception]) -> Iterator[None]:
    """A fault of a value said with the parameter's name. Raises ChoiceError."""
    try:
        yield
    except fault as error:
        raise ChoiceError(f"{name}: {error}") from None


def _period(name: str, text: str) -> str:
    from yalu.trade.figures.periods import parse_span  # noqa: PLC0415
    from yalu.trade.files.faults import RefusedError  # noqa: PLC0415 - loaded when a claim is about trade

    with _named(f"{name} {text!r}", RefusedError):
        return parse_span(_period_in_words(text)).label


def _hs(name: str, text: str) -> str:
    from yalu.vocabulary.codes import CodeError, hs  # noqa: PLC0415

    if text.upper() in {"TOTAL", "ALL"}:
        return "TOTAL"
    with _named(name, CodeError):
        hs(text)
    return text


def _unit(name: str, text: str) -> str:
    from yalu.vocabulary.amounts import unit  # noqa: PLC0415
    from yalu.vocabulary.intervals import AmountError  # noqa: PLC0415

    with _named(name, AmountError):
        return unit(text).symbol


def _country(name: str, text: str) -> str:
    from yalu.vocabulary.codes import CodeError  # noqa: PLC0415
    from yalu.vocabulary.places.state_names import state  # noqa: PLC0415

    if text.upper() == "ALL":
        return "ALL"
    with _named(name, CodeError):
        return state(text)


def _window(name: str, text: str) -> str:
    with _named(name, DateError):
        parse_window(text)
    return text


def _leader(name: str, text: str) -> str:
    return "-".join(text.lower().split())


def _number(name: str, text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        raise ChoiceError(f"{name} {text!r} is not a number; write 1 or 2.5") from None
    if not 0 <= number <= 1e6:
        raise ChoiceError(f"{name} {text!r}: a number from 0 up")
    return f"{number:g}"


READERS: dict[str, Callable[[str, str], str]] = {
    "period": _period, "hs": _hs, "unit": _unit, "country": _country, "number": _number,
    "leader": _leader, "window": _window,
}  # fmt: skip
