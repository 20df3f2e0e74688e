"""`yalu responses`: what was answered, how soon, and in which pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from cyclopts import App, Parameter

from yalu.cli.output import print_json, print_table, say, say_evidence
from yalu.cli.parameters import Asked, SharedOptions, opened
from yalu.documents.choices import ChoiceError
from yalu.enforcement.facade import AnswerLog
from yalu.enforcement.filters import LedgerChoiceError
from yalu.enforcement.responses import Which
from yalu.opening import OpenCase

app = App(name="responses", help="Answers to allegations: the log, and its pattern.")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which answers; nothing means all."""

    kind: Annotated[str, Parameter(help="denial, claim_of_ignorance, protest_unilateral_sanctions …")] = ""
    responder: Annotated[str, Parameter(help="state or company.")] = ""
    state: Annotated[str, Parameter(help="The responder's state (ISO alpha-3).")] = ""
    matter: Annotated[str, Parameter(help="Answers on one affair, such as dhid.")] = ""
    trigger: Annotated[str, Parameter(help="unilateral_action, press_or_ngo_report …")] = ""

    def which(self) -> Which:
        """The same for the log."""
        return Which(**{name: getattr(self, name) for name in Which.__struct_fields__})


WhichOnes = Annotated[Chosen, Parameter(name="*")]


def _asked(case: OpenCase) -> AnswerLog:
    if not case.case.responses:
        raise ChoiceError(f"case {case.case.id} has no responses.csv, so there is no log of answers")
    return case.responses


@app.command(name="list")
def list_(*, which: WhichOnes = Chosen(), asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """List the answers with what they answered and after how many days."""
    case = opened(asked)
    try:
        rows = _asked(case).list(which.which())
    except LedgerChoiceError as error:
        raise ChoiceError(str(error)) from error
    if asked.json:
        print_json(case.case, "responses list", rows)
        return
    if not rows:
        say(rows.none_found)
        return
    print_table(
        f"{len(rows)} answers",
        ["id", "date", "who", "answer", "days", "to what", "words"],
        [
            [r.id, r.date, r.responder, r.kind.replace("_", " "), _days(r.days_low, r.days_high), r.allegation,
             f"“{r.quote}”{' (paraphrase)' if r.wording == 'paraphrase' else ''}" if r.quote else ""]
            for r in rows
        ],
        right=(4,),
        note=case.responses.warning,
    )  # fmt: skip
    say_evidence(rows.coverage, observed=case.responses.observed)


def _days(low: int | None, high: int | None) -> str:
    if low is None:
        return ""
    return f"{low}" if low == high else f"{low} to {high}"


@app.command
def pattern(
    *,
    by: Annotated[
        Literal["trigger", "responder", "state", "year"], Parameter(help="How to group.")
    ] = "trigger",
    which: WhichOnes = Chosen(),
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show kinds of answer by trigger, how long answers took, who claims not to have known, what was taken back."""
    case = opened(asked)
    log = _asked(case)
    try:
        rows, latency = log.pattern(by, which.which()), log.latency(which.which())
        after = log.what_came_after(which.which())
    except LedgerChoiceError as error:
        raise ChoiceError(str(error)) from error
    reversals = log.reversals()
    if asked.json:
        found = {
            "rows": list(rows), "latency": latency, "reversals": list(reversals), "after": list(after),
            "warning": log.warning, "coverage": rows.coverage,
        }  # fmt: skip
        print_json(case.case, "responses pattern", found)
        return
    if not rows:
        say(rows.none_found)
        return
    kinds = sorted({kind for row in rows for kind in row.kinds})
    print_table(
        f"Answers by {by}",
        ["answer", *(row.key.replace("_", " ") for row in rows), "all"],
        [
            [
                kind.replace("_", " "),
                *(row.kinds.get(kind, "") for row in rows),
                sum(r.kinds.get(kind, 0) for r in rows),
            ]
            for kind in kinds
        ]
        + [["all", *(row.total for row in rows), sum(row.total for row in rows)]],
        right=range(1, len(rows) + 2),
    )
    say("", f"{latency.title}: {latency.shown}.", *(f"  {note}" for note in latency.trail.notes[1:]))
    for row in reversals:
        say(f"Taken back: {row.earlier_says} ({row.earlier}); then {row.later_says} ({row.later}).")
    for row_after in after:
        acts = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in row_after.next_acts.items())
        if acts:
            say(
                f"After {row_after.answers} of {row_after.kind.replace('_', ' ')}, the next act seen: {acts}."
            )
    say_evidence(rows.coverage, observed=log.observed)
    say("", log.warning)
