"""Options that every command shares, and the values people type into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from yalu.documents.choices import ChoiceError
from yalu.documents.tables.exports import TABLE_FORMS
from yalu.vocabulary.codes import hs
from yalu.vocabulary.dates import DateError, Window, parse_date, parse_window

if TYPE_CHECKING:
    from yalu.opening import OpenCase


# Checks of what was typed. The command line puts the option and the value before what they raise.
def a_day(_: object, text: str | None) -> None:
    """One day. Raises DateError."""
    day_of(text)


def a_window(_: object, text: str | None) -> None:
    """A window of days, or ``all``. Raises DateError."""
    window_of(text)


def an_hs_code(_: object, text: str | None) -> None:
    """An HS code. Raises CodeError."""
    if text is not None:
        hs(text)


def goods_or_total(_: object, text: str) -> None:
    """An HS code, or TOTAL. Raises CodeError."""
    if text != "TOTAL":
        hs(text)


def a_weight(_: object, weights: float | list[float] | None) -> None:
    """What a summit weighs. Raises ValueError: beyond a million a sum of weights says nothing about visits."""
    for weight in weights if isinstance(weights, list) else [weights or 0.0]:
        if not 0 <= weight <= 1_000_000:
            raise ValueError("a weight is not below 0 and not above 1,000,000")


class _Unnamed(str):
    """The case that is asked when nobody names one; the same name typed is a case that was named."""

    __slots__ = ()


DEFAULT_CASE = _Unnamed("china-dprk")


@dataclass(frozen=True, kw_only=True)
class Printed:
    """How the answer is printed."""

    json: Annotated[
        bool, Parameter(name="--json", negative="", help="Print JSON for programs instead of tables.")
    ] = False
    full: Annotated[
        bool, Parameter(name="--full", negative="", help="Print everything, not only what fits one screen.")
    ] = False


@dataclass(frozen=True, kw_only=True)
class Asked(Printed):
    """Which case, as known on which day, and how to print the answer."""

    case: Annotated[str, Parameter(help="A bundled case by name, or a case folder by path.")] = DEFAULT_CASE
    known_by: Annotated[
        str | None, Parameter(help="Use only what was known on this day, for example 2017-03-21.")
    ] = None

    def day(self) -> date | None:
        """The knowledge date as a day; a month or year is taken at its last day. Raises ChoiceError."""
        try:
            return None if self.known_by is None else parse_date(self.known_by).latest
        except DateError as error:  # no validator: records that take these options over do not see ours
            raise ChoiceError(f'Invalid value "{self.known_by}" for --known-by. {error}') from None

    @property
    def named(self) -> bool:
        """Whether somebody named the case."""
        return not isinstance(self.case, _Unnamed)


def a_table_file(_: object, path: Path | None) -> None:
    """A file of a form that tables are written in. Raises ValueError."""
    if path is not None and path.suffix.lower() not in TABLE_FORMS:
        raise ValueError(f"tables are written as {', '.join(TABLE_FORMS)}")


# What a person types where an id is asked for; help and errors call it ID.
Wanted = Annotated[str, Parameter(name="--id")]
Limit = Annotated[
    int | None, Parameter(help="Only the first rows of the table, so many.", validator=Number(gte=1))
]
OutFile = Annotated[
    Path | None,
    Parameter(
        help="Write the whole table to this new file: .csv, .xlsx, .parquet or .jsonl.",
        validator=a_table_file,
    ),
]


@dataclass(frozen=True, kw_only=True)
class AskedForRows(Asked):
    """The same for a command that answers with a table: how many of its rows, and into which file."""

    limit: Limit = None
    out: OutFile = None


@dataclass(frozen=True, kw_only=True)
class Ruled:
    """Under which regime."""

    regime: Annotated[
        str | None,
        Parameter(
            help="A bundled regime by name, or a regime folder by path; the bundled one on the case's target when left out."
        ),
    ] = None


PrintOptions = Annotated[Printed, Parameter(name="*")]
SharedOptions = Annotated[Asked, Parameter(name="*")]
TableOptions = Annotated[AskedForRows, Parameter(name="*")]
RuledBy = Annotated[Ruled, Parameter(name="*")]
BUNDLED = Ruled()


def window_of(text: str | None) -> Window | None:
    """The window a person asked for; ``all`` is everything observed. Raises DateError."""
    if text is None:
        return None
    return Window() if text == "all" else parse_window(text)


def day_of(text: str | None) -> date | None:
    """A day a person typed. Raises DateError when it is not one day."""
    if text is None:
        return None
    when = parse_date(text)
    if not when.exact:
        raise DateError(f"{text!r} is not one day; write YYYY-MM-DD")
    return when.earliest


Rules = Annotated[
    str | None,
    Parameter(help="Rule set of the codebook; switch single rules with +, as in beyond-parallel+R06=count."),
]
Eras = Annotated[str | None, Parameter(help="Era scheme of the codebook, such as calendar or party-head.")]
Between = Annotated[
    str | None,
    Parameter(name="--window", help="Days to look at, as 1994-01-01/2016-12-31, or all.", validator=a_window),
]
Weight = Annotated[
    float, Parameter(help="What one summit weighs; an ordinary visit weighs 1.", validator=a_weight)
]
Way = Literal["both", "partner_to_target", "target_to_partner"]


def opened(asked: Asked, ruled: Ruled | None = None) -> OpenCase:
    """The case a command was asked about, as known on the day it was asked for, under the regime named."""
    from yalu.opening import open_case  # noqa: PLC0415 - what asks no case loads none

    return open_case(asked.case, known_by=asked.day(), regime=None if ruled is None else ruled.regime)


def ways(opened_case: OpenCase) -> dict[str, str]:
    """Directions in the names of the case."""
    names = opened_case.case.names
    target, partner = names.get("target", "target"), names.get("partner", "partner")
    return {
        "partner_to_target": f"to {target}",
        "target_to_partner": f"to {partner}",
        "third_country": "third country",
    }
