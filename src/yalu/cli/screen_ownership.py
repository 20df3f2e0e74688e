"""`yalu screen ownership`: who is owned by blocked persons, under each authority's rule by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from yalu.cli.asking import day_of
from yalu.cli.printing import complain, print_json, say
from yalu.cli.screen_asking import Against, AgainstOptions, opened_lists
from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.problems import refused


def ownership(
    holdings: Path,
    *,
    blocked: Annotated[
        list[str] | None, Parameter(negative="", help="Persons taken as blocked under every rule; repeat it.")
    ] = None,
    entity: Annotated[
        list[str] | None,
        Parameter(negative="", help="Only these entities; all that somebody holds by default."),
    ] = None,
    on: Annotated[str | None, Parameter(help="The day; today by default.")] = None,
    complete: Annotated[bool, Parameter(negative="", help="The file names every owner.")] = False,
    against: AgainstOptions = Against(),  # noqa: B008 - frozen
) -> None:
    """Say who is owned by blocked persons, under each authority's rule by itself, with every path.

    Without --blocked, every owner in the file that the lists name in the same words is blocked under the
    rules of those lists.
    """
    from yalu.screening.ownership import Ownership, read_holdings  # noqa: PLC0415 - loaded when asked

    day = day_of(on) or against.on or date.today()
    asked = Ownership(read_holdings(holdings), day=day, complete=complete)
    wanted = entity or list(asked.entities)
    for one in wanted:
        if one not in asked.names:
            raise ChoiceError(unknown("entity", one, sorted(asked.names)))
    by_rule = dict.fromkeys(asked.book.rules, tuple(blocked)) if blocked else _listed_owners(asked, against)
    everyone = sorted({name for names in by_rule.values() for name in names})
    found = [(one, asked.ask(one, by_rule), asked.interest(one, everyone)) for one in wanted]
    if against.json:
        body = [{"entity": one, "answers": answers, "interest": interest} for one, answers, interest in found]
        print_json(None, "screen ownership", {"day": day.isoformat(), "blocked": by_rule, "entities": body})
        return
    say(f"blocked: {', '.join(everyone) or 'nobody'}; day {day}", "")
    for one, answers, interest in found:
        _tell_ownership(one, answers, interest)


def _listed_owners(asked: Any, against: Against) -> dict[str, tuple[str, ...]]:
    screening = opened_lists(against)
    if screening.coverage.empty:
        raise refused(
            "--blocked", "no list is here to say who is blocked, so nobody can be said not to be owned by them",
            rule="owners are blocked by name (--blocked), or by the lists",
            next_step="yalu lists update, or name the blocked persons with --blocked",
        )  # fmt: skip
    complain([f"note: owners were held against {screening.coverage.says}, by exact name only"])
    by_rule: dict[str, list[str]] = {rule: [] for rule in asked.book.rules}
    for owner in sorted(asked.names):
        lists = {listing.list for listing in screening.listed(names=[owner], ids=[owner], on=asked.graph.day)}
        for rule, text in asked.book.rules.items():
            if lists.intersection(text.blocked_on):
                by_rule[rule].append(owner)
    return {rule: tuple(owners) for rule, owners in by_rule.items()}


def _tell_ownership(entity: str, answers: Any, interest: Any) -> None:
    say(entity)
    for answer in answers:
        say(f"  {answer.rule}: {answer.shown}. {answer.reason}")
        if answer.settled_by:
            say(f"    would be settled by: {answer.settled_by}")
        say(*(f"    note: {note}" for note in answer.trail.notes))
    paths = {path.says: path for answer in answers for path in answer.paths}
    say(*(f"  path: {says}" for says in paths), f"  economic interest, no rule of law: {interest.shown}", "")
