"""`yalu screen ownership`: who is owned by blocked persons, under each authority's rule by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from yalu.cli.output import present
from yalu.cli.parameters import a_day, day_of
from yalu.cli.screen.questions import Against, AgainstOptions, opened_lists
from yalu.cli.tables import Kept, Part
from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.problems import ProblemLog, refused

if TYPE_CHECKING:
    from yalu.screening.ownership import Blocked, Ownership, OwnershipAnswer
    from yalu.vocabulary.results import Figure


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
    on: Annotated[str | None, Parameter(help="The day; today by default.", validator=a_day)] = None,
    complete: Annotated[bool, Parameter(negative="", help="The file names every owner.")] = False,
    against: AgainstOptions = Against(),  # noqa: B008 - frozen
) -> None:
    """Say who is owned by blocked persons, under each authority's rule by itself, with every path.

    Without --blocked, every name in the file is screened: one that stops is blocked under the rules of
    the lists it stands on, and where an answer turns on one that goes to review, it cannot be said.
    """
    from yalu.screening.ownership import Ownership, given, read_holdings  # noqa: PLC0415 - loaded when asked

    day = day_of(on) or against.on or date.today()
    log = ProblemLog()
    asked = Ownership(read_holdings(holdings, log), day=day, complete=complete, name=holdings.name)
    if asked.empty:
        raise ChoiceError(f"{holdings.name} has no holding that stood on {day}, so there is nothing to ask")
    wanted = [asked.spelled(one) for one in entity or ()] or list(asked.entities)
    for one in wanted:
        if one not in asked.names:
            raise ChoiceError(unknown("entity", one, sorted(asked.names)))
    by_rule = (
        dict.fromkeys(asked.book.rules, given([asked.spelled(one) for one in blocked]))
        if blocked
        else _listed_owners(asked, against)
    )
    everyone = sorted({name for one in by_rule.values() for name in one.persons})
    near = {name: says for one in by_rule.values() for name, says in sorted(one.undecided.items())}
    found = [(one, asked.ask(one, by_rule), asked.interest(one, everyone)) for one in wanted]
    body = [{"entity": one, "answers": answers, "interest": interest} for one, answers, interest in found]
    names = {rule: sorted(one.persons) for rule, one in by_rule.items()}
    whole: dict[str, object] = {"day": day.isoformat(), "blocked": names, "undecided": near, "entities": body}
    if log.problems():
        whole["problems"] = log.problems()

    def shown() -> Iterator[Part]:
        yield Kept(f"blocked: {', '.join(everyone) or 'nobody'}; day {day}")
        yield from (str(problem) for problem in log.problems())
        yield from (f"near a listing, not decided: {name} is near {says}" for name, says in near.items())
        for one, answers, interest in found:
            yield ""
            yield from _owned(one, answers, interest)

    present(whole, shown, asked=against, command="screen ownership")


def _listed_owners(asked: Ownership, against: Against) -> dict[str, Blocked]:
    from yalu.screening.ownership.owners import alerts_of, on_lists  # noqa: PLC0415 - loaded when asked

    screening = opened_lists(against)
    if screening.coverage.empty:
        raise refused(
            "--blocked", "no list is here to say who is blocked, so nobody can be said not to be owned by them",
            rule="owners are blocked by name (--blocked), or by the lists",
            next_step="yalu lists update, or name the blocked persons with --blocked",
        )  # fmt: skip
    alerts, lists = alerts_of(screening, asked.names, asked.graph.day), screening.coverage
    return {
        rule: on_lists(sorted(asked.names), alerts, text.blocked_on, lists)
        for rule, text in asked.book.rules.items()
    }


def _owned(entity: str, answers: Sequence[OwnershipAnswer], interest: Figure) -> Iterator[str]:
    yield entity
    for answer in answers:
        yield f"  {answer.rule}: {answer.shown}. {answer.reason}"
        if answer.settled_by:
            yield f"    would be settled by: {answer.settled_by}"
        if answer.answer == "not_owned":
            yield f"    covers {answer.coverage.says}"
        yield from (f"    note: {note}" for note in answer.trail.notes)
    paths = {path.says: path for answer in answers for path in answer.paths}
    yield from (f"  path: {says}" for says in paths)
    yield f"  economic interest, no rule of law: {interest.shown}"
