"""How many: actions, shipments, accounts, people. Acts of one matter name the same ones, so they are not added."""

from __future__ import annotations

from typing import get_args

from yalu.case.citations import figure_id, resting_on
from yalu.case.records import Action, Case
from yalu.enforcement.acts import CountedThing, action_row, covers, observed_acts, single_acts
from yalu.enforcement.filters import ActionFilter, LedgerChoiceError, chosen
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.words.numerals import plural

_TWICE = (
    "Matters are added, so {what} that acts of several matters name count once in each of them; the acts give numbers "
    "and not all the names, so nobody can take the doubles out."
)


def count(case: Case, what: CountedThing = "actions", wanted: ActionFilter | None = None) -> Figure:
    """How many actions, or shipments, accounts, persons, entities or vessels, the acts asked for name.

    ``parties`` are the persons and the entities of an act together. Within one matter the largest number any act
    names is taken, because its acts name the same ones; matters are added. None when no act asked for names a
    number. Raises LedgerChoiceError.
    """
    if what not in get_args(CountedThing):
        raise LedgerChoiceError(f"{what!r} is not counted; counted are {', '.join(get_args(CountedThing))}")
    asked = wanted or ActionFilter()
    single = {action.id for action in single_acts(case)}
    found = [action for action in chosen(case, asked) if action.id in single or asked.action]
    out: list[Action] = []
    notes: tuple[str, ...] = ()
    if what == "actions":
        value: int | None = len(found)
        used = found
        steps = (
            f"{plural(len(found), 'act')}; joint acts stand through their parts, findings and reports are no acts",
        )
    else:
        value, used, out = _largest(found, what)
        steps = (f"{' + '.join(str(_named(a, what)) for a in used) or 'nothing named'} = {value}",)
        notes = (_TWICE.format(what=what),) if len({action.matter for action in used}) > 1 else ()
    return Figure(
        id=figure_id(case, "ledger", "count", what, asked.key),
        title=", ".join(filter(None, (what.capitalize(), asked.in_words(case)))),
        value=value,
        unit=what,
        definition="The number that the acts themselves name. Within one matter the largest is taken, because "
        "complaint, listing and indictment name the same ones; matters are added."
        if what != "actions"
        else "Acts of authorities, each once.",
        trail=Trail(
            steps=steps,
            rows=tuple(action_row(case, action, "counted", _said(action, what)) for action in used),
            notes=notes,
            left_out=tuple(_out(case, action) for action in out),
            known_by=case.known_by,
            data_version=case.data_version,
            coverage=covers(case, "actions"),
            strength=resting_on(case.sources, used),
            observed=observed_acts(case),
        ),
    )


def _largest(found: list[Action], what: str) -> tuple[int | None, list[Action], list[Action]]:
    by_matter: dict[str, list[Action]] = {}
    for action in found:
        if _named(action, what) is not None:
            by_matter.setdefault(action.matter, []).append(action)
    used = [max(acts, key=lambda a: (_named(a, what) or 0, a.id)) for acts in by_matter.values()]
    taken = {action.id for action in used}
    out = [action for acts in by_matter.values() for action in acts if action.id not in taken]
    return (sum(_named(action, what) or 0 for action in used) if used else None), used, out


def _said(action: Action, what: str) -> str:
    """How many an act names, in words; nothing for the acts themselves."""
    if what == "actions":
        return ""
    one = {"persons": "person", "entities": "entity", "parties": "party"}.get(what, what.removesuffix("s"))
    return f"{plural(_named(action, what) or 0, one, what)}, matter {action.matter}"


def _named(action: Action, what: str) -> int | None:
    """How many an act names; None when it names none. Parties are persons and entities, whichever it names."""
    if what == "parties":
        both = [number for number in (action.persons, action.entities) if number is not None]
        return sum(both) if both else None
    found: int | None = getattr(action, what)
    return found


def _out(case: Case, action: Action) -> TrailRow:
    return action_row(case, action, "left out", "another act of the matter names as many or more")
