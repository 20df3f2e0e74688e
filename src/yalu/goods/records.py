"""The records of goods: a control list, an entry with its threshold, a parameter that a threshold names."""

from __future__ import annotations

from typing import Literal

import msgspec

ParameterType = Literal["number", "yes_no", "word", "code", "cas"]
Verified = Literal["verified", "partly", "memory", "named"]


class ItemParameter(msgspec.Struct, frozen=True, kw_only=True):
    """One fact about an item that a threshold can turn on: ``axes_simultaneous``, ``accuracy_um``.

    ``at_most_of`` names a parameter that this one never exceeds (axes that move together are among all
    axes), so that a known larger number can rule it out. ``standards`` are the tests by which it is
    measured; a value by one test says nothing about a threshold by another. ``sum_of`` names parameters that
    together never exceed this one: rotary and linear axes are axes. ``yes_when`` and ``no_when``
    are what answers a yes-or-no question that nobody answered: a machine of five axes that move together
    is not limited to three.

    ``least`` and ``most`` are the plausible range in the parameter's unit; a number outside is refused as
    one of another unit. ``whole`` is true of counts. ``ranged`` is true of what a machine states from .. to
    (rotors of 0.5 to 40 kg): a comparison then asks whether some point of the range is within it.
    ``one_number`` says what a single number stands for there: the upper end, or one point of the range of
    which no end is known. ``renamed_from`` are older names, refused with this one.
    ``called`` are the names of values that have a number for a name (CAS numbers).
    """

    title: str
    question: str
    type: ParameterType
    unit: str = ""
    choices: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    at_most_of: str = ""
    sum_of: tuple[str, ...] = ()
    yes_when: ItemCondition | None = None
    no_when: ItemCondition | None = None
    least: float | None = None
    most: float | None = None
    whole: bool = False
    ranged: bool = False
    called: dict[str, str] = {}
    one_number: Literal["most", "some"] = "most"
    renamed_from: tuple[str, ...] = ()
    note: str = ""


class LengthLimit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A limit that grows with a length, on an error that does: base + L/slope against at_most + L/divisor.

    It holds when the error is within the limit at some length L from 0 to the longest, ``over``. ``base``,
    ``slope`` and ``over`` name parameters; ``at_most`` is in the unit of the base, ``divisor`` in that of
    the slope.
    """

    base: str
    slope: str
    over: str
    at_most: float
    divisor: float

    @property
    def names(self) -> tuple[str, str, str]:
        """The parameters it names."""
        return self.base, self.slope, self.over


class ItemCondition(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"not_": "not", "is_": "is"}
):
    """One condition on an item: all of, any of, not, a line, or one comparison of one parameter.

    A comparison has ``parameter`` and one of ``at_least``, ``at_most``, ``above``, ``below``, ``is``,
    ``one_of`` (words) or ``within`` (codes that begin with one of these).
    """

    all: tuple[ItemCondition, ...] = ()
    any: tuple[ItemCondition, ...] = ()
    not_: ItemCondition | None = None
    line: LengthLimit | None = None
    parameter: str = ""
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None
    is_: str | bool | None = None
    one_of: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    standard: str = ""

    @property
    def leaves(self) -> tuple[ItemCondition, ...]:
        """The comparisons and lines it is made of, in order."""
        parts = (*self.all, *self.any, *((self.not_,) if self.not_ is not None else ()))
        return tuple(leaf for part in parts for leaf in part.leaves) if parts else (self,)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters it names, each once, in order."""
        named = (leaf.line.names if leaf.line else (leaf.parameter,) for leaf in self.leaves)
        return tuple(dict.fromkeys(name for names in named for name in names))


class Exclusion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an entry leaves out: in words, and as the condition that has to be shown."""

    text: str
    when: ItemCondition


class ControlList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One control list: whose, which version was re-typed, and from when that version stood.

    ``whole`` is False where only some entries of the list are here (None: nobody can tell), ``left_out``
    names entries, letters or families that are known not to be: what the list's index has and is not
    encoded, then what is written under this name because the index does not reach it.
    """

    id: str
    title: str
    body: str
    version: str
    version_date: str
    source: str
    order: int
    whole: bool | None = False
    left_out: tuple[str, ...] = ()
    note: str = ""


class Force(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from"}, forbid_unknown_fields=True):
    """From when to when an entry is law; empty means that the list's version says it."""

    start: str = ""
    until: str = ""


class ControlEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of one control list, its threshold in our words and as a condition.

    ``applies_to`` are the kinds of goods the entry is about (none: any goods); ``covered_by`` are entries
    of the same law that come first, ``covered_elsewhere`` those of them that are not encoded here;
    ``hs_hints`` are headings such goods are often declared under and never decide. ``lines`` are the lines
    of the text that was read; ``leaves_out`` names letters or numbers of the entry that it does not ask. ``verified`` is how
    well the text was read: ``named`` where only reports that the list names such goods were, not its limits.
    """

    id: str
    list: str
    entry: str
    title: str
    text: str
    applies_to: tuple[str, ...] = ()
    meets: ItemCondition
    excludes: tuple[Exclusion, ...] = ()
    covered_by: tuple[str, ...] = ()
    covered_elsewhere: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    hs_hints: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    in_force: Force = Force()
    measure: str = ""
    sources: tuple[str, ...] = ()
    verified: Verified = "memory"
    lines: str = ""
    leaves_out: tuple[str, ...] = ()
    note: str = ""
