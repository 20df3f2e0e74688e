"""Which rows a question is about: filters on the ledger, with the nearest name for a wrong one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Self

import msgspec

from yalu.case.records import Action, Case
from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.enforcement.acts import year_of
from yalu.vocabulary.dates import Window, parse_date
from yalu.vocabulary.words.readable import spoken_date


class LedgerChoiceError(ValueError):
    """A filter names something the ledger does not have; the message lists what it has."""


class RowFilter(msgspec.Struct, frozen=True):
    """What rows have to be, field by field; empty means anything. Written into ids, and read from them."""

    @property
    def _given(self) -> dict[str, str]:
        return {name: given for name in self.__struct_fields__ if (given := getattr(self, name))}

    def in_words(self, case: Case) -> str:
        """The filter in words, or nothing: states and acts by their names, days as they are said."""
        acts = {action.id: f"“{action.title}”" for action in case.actions}
        said: dict[str, Callable[[str], str]] = {
            "state": case.place, "names_state": case.place, "programme": case.place, "since": spoken_date, "until": spoken_date,
            "on": spoken_date, "action": lambda act: acts.get(act, act), "trigger": lambda act: acts.get(act, act),
        }  # fmt: skip
        return ", ".join(
            f"{name.replace('_', ' ')} {said[name](given) if name in said else given.replace('_', ' ')}"
            for name, given in self._given.items()
        )

    @property
    def key(self) -> str:
        """The filter as a part of an id."""
        return "+".join(f"{name}={given}" for name, given in self._given.items()) or "all"

    @classmethod
    def of(cls, key: str) -> Self:
        """The filter that a part of an id stands for. Raises LedgerChoiceError."""
        given = dict(part.partition("=")[::2] for part in key.split("+")) if key != "all" else {}
        wrong = sorted(set(given) - set(cls.__struct_fields__))
        if wrong:
            raise LedgerChoiceError(
                f"{wrong[0]!r} is no filter; filters are {', '.join(cls.__struct_fields__)}"
            )
        return cls(**given)


class ActionFilter(RowFilter, frozen=True, kw_only=True):
    """What an action has to be; empty means anything. ``programme`` finds acts that name it among others.

    ``since`` and ``until`` are days, both included; ``names_state`` finds acts that name a party of that state.
    An act whose date is partial and lies on both sides of ``until`` is kept, as a limit on knowledge keeps it, so
    that both ways of asking about one day have one answer; one that may lie before ``since`` is left out.
    """

    action: str = ""
    matter: str = ""
    authority: str = ""
    kind: str = ""
    state: str = ""
    programme: str = ""
    year: str = ""
    on: str = ""
    since: str = ""
    until: str = ""
    names_state: str = ""

    def admits(self, action: Action) -> bool:
        """Whether an action is one of those asked for."""
        return (
            all(
                not wanted or wanted in values
                for wanted, values in (
                    (self.action, (action.id,)), (self.matter, (action.matter,)),
                    (self.authority, (action.authority,)), (self.kind, (action.kind,)), (self.state, (action.state,)),
                    (self.programme, action.programmes), (self.year, (year_of(action.date),)),
                    (self.on, (action.date.text,)),
                )
            )
            and Window(start=self._window.start).holds(action.date) == "yes"
            and Window(end=self._window.end).holds(action.date) != "no"
        )  # fmt: skip

    @property
    def _window(self) -> Window:
        return Window(
            parse_date(self.since).earliest if self.since else None,
            parse_date(self.until).latest if self.until else None,
        )


def chosen(case: Case, wanted: ActionFilter) -> tuple[Action, ...]:
    """The actions a filter admits. Raises LedgerChoiceError when a name is in no row at all."""
    for name, values in _known(case).items():
        text = getattr(wanted, name)
        if text and text not in values:
            raise LedgerChoiceError(
                f"no action has the {name} {shown(text)}{did_you_mean(text, values)}; known: {one_of(values, 40)}"
            )
    found = (action for action in case.actions if wanted.admits(action))
    if not wanted.names_state:
        return tuple(found)
    naming = {row.action for row in case.named if row.state == wanted.names_state}
    naming |= {
        action.id for action in case.actions if action.part_of in naming
    }  # a joint act names for its parts
    return tuple(action for action in found if action.id in naming)


def last_day_of(case: Case, wanted: ActionFilter) -> date | None:
    """The last day that a question asks about: what became of an act later is no part of its answer.

    One act is asked about as it was made, a year as it ended. None when nothing limits the question.
    """
    days = [parse_date(text).latest for text in (wanted.until, case.known_by) if text]
    asked = (a for a in case.actions if a.id == wanted.action or a.date.text == wanted.on)
    days += [action.date.latest for action in asked]
    if len(wanted.year) == 4 and wanted.year.isdecimal() and int(wanted.year):
        days.append(date(int(wanted.year), 12, 31))
    return min(days, default=None)


def _known(case: Case) -> dict[str, list[str]]:
    def listed(values: Iterable[str]) -> list[str]:
        return sorted({value for value in values if value})

    return {
        "action": listed(a.id for a in case.actions),
        "matter": listed(a.matter for a in case.actions),
        "authority": listed(a.authority for a in case.actions),
        "kind": listed(a.kind for a in case.actions),
        "state": listed(a.state for a in case.actions),
        "programme": listed(p for a in case.actions for p in a.programmes),
    }
