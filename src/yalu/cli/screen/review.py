"""`yalu screen review`: reviewers' judgements, made, listed, taken back."""

from __future__ import annotations

import getpass
from datetime import date
from typing import Annotated, Literal

from cyclopts import App, Parameter

from yalu.cli.output import complain, present
from yalu.cli.parameters import a_day, day_of
from yalu.cli.screen.questions import (
    Against,
    AgainstOptions,
    Known,
    KnownOptions,
    judgement_file,
    opened_lists,
    question,
)
from yalu.cli.tables import Table
from yalu.documents.choices import ChoiceError, unknown

app = App(
    name="review", help="Reviewers' judgements: same, different or unsure; they can be undone, never removed."
)


@app.command
def add(
    name: Annotated[str, Parameter(help="The subject's name, as it was asked.")],
    party: Annotated[str, Parameter(help="The listed party's id, such as un:KPi.001.")],
    judged: Literal["same", "different", "unsure"],
    *,
    reason: Annotated[str, Parameter(help="Why, for whoever reads it next year.")],
    author: Annotated[str, Parameter(help="Who judged; the name you are logged in under by default.")] = "",
    expires: Annotated[str | None, Parameter(help="The last day it counts.", validator=a_day)] = None,
    known: KnownOptions = Known(),  # noqa: B008 - frozen
    against: AgainstOptions = Against(),  # noqa: B008 - frozen
) -> None:
    """Judge whether a customer (--ref), or a name with what is known of it, is a listed party.

    It holds for every entry of that party on every list. A bare name is never judged different.
    """
    from yalu.screening.decisions.decision_log import now  # noqa: PLC0415 - see above

    asked, screening = question(name, known), opened_lists(against)
    if party not in screening.parties:
        near = [p for p in screening.parties if party.lower() in p.lower()][:5] or list(screening.parties)[:5]
        raise ChoiceError(unknown("party", party, near))
    last = day_of(expires)
    made = judgement_file(against.judgements).add(
        asked.query, party, judged, author=author or getpass.getuser(), reason=reason, clusters=screening.clusters,
        at=now(), expires=last.isoformat() if last else "", ref=known.ref,
    )  # fmt: skip
    who = f"{made.name} (ref {made.ref})" if made.ref else made.name
    line = f"{made.id}: {who} is {made.judged} for {', '.join(made.parties)}"
    present(made, lambda: [line], asked=against, command="screen review add")


@app.command(name="list")
def list_(
    *,
    everything: Annotated[
        bool, Parameter(name="--all", negative="", help="Undone and expired ones too.")
    ] = False,
    against: AgainstOptions = Against(),  # noqa: B008 - frozen
) -> None:
    """List the judgements that stand, or everything on file."""
    held = judgement_file(against.judgements).read()
    complain(f"note: {note}" for note in held.notes)
    rows = held.made if everything else held.standing(against.on or date.today())
    what = "nothing is on file" if everything or not held.made else "no judgement on file stands"
    table = Table(
        "Judgements",
        ["id", "ref", "subject", "party", "judged", "by", "made", "expires", "why"],
        [[j.id, j.ref, j.name, j.party, f"undoes {j.undoes}" if j.undoes else j.judged, j.author, j.made[:10], j.expires, j.reason]
         for j in rows],
    )  # fmt: skip
    none = f"{what} in {judgement_file(against.judgements).path}"
    present(rows, table, asked=against, command="screen review list", none=none)


@app.command
def undo(
    judgement: Annotated[str, Parameter(help="The judgement to take back.")],
    *,
    reason: Annotated[str, Parameter(help="Why it is taken back.")],
    author: Annotated[str, Parameter(help="Who takes it back.")] = "",
    against: AgainstOptions = Against(),  # noqa: B008 - frozen
) -> None:
    """Take a judgement back; both stay on file."""
    from yalu.screening.decisions.decision_log import now  # noqa: PLC0415 - see above

    held = judgement_file(against.judgements)
    try:
        made = held.undo(judgement, author=author or getpass.getuser(), reason=reason, at=now())
    except KeyError:
        raise ChoiceError(unknown("judgement", judgement, [j.id for j in held.read().made])) from None
    present(
        made, lambda: [f"{made.id} takes {made.undoes} back"], asked=against, command="screen review undo"
    )
