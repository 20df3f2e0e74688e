"""`yalu enforcement`: what authorities did, what followed, who is named; and what was answered to allegations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from cyclopts import App, Parameter

from yalu.cli.output import evidence, present
from yalu.cli.parameters import AskedForRows, TableOptions, opened
from yalu.cli.tables import Kept, Part, Table
from yalu.documents.choices import ChoiceError
from yalu.enforcement.ages import aged, years_since
from yalu.enforcement.facade import AnswerLog, EnforcementLedger, ListedAction
from yalu.enforcement.filters import ActionFilter, LedgerChoiceError
from yalu.enforcement.responses import Which as AnswerFilter
from yalu.opening import OpenCase
from yalu.vocabulary.dates import DateError, parse_date
from yalu.vocabulary.words.numerals import plural

app = App(name="enforcement", help="What authorities did, and what was answered to allegations.")
actions = App(
    name="actions", help="The acts of authorities: list, totals, count, what followed, the register."
)
responses = App(name="responses", help="Answers to allegations: the log, and its pattern.")
app.command(actions)
app.command(responses)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which actions; nothing means all."""

    action: Annotated[str, Parameter(help="One action by its id.")] = ""
    matter: Annotated[str, Parameter(help="The acts on one affair, such as zte.")] = ""
    authority: Annotated[str, Parameter(help="Who acted, as it names itself, such as “US OFAC”.")] = ""
    kind: Annotated[str, Parameter(help="designation, indictment, settlement …")] = ""
    state: Annotated[str, Parameter(help="Whose authority acted (ISO alpha-3).")] = ""
    programme: Annotated[str, Parameter(help="Acts that name this state's programme (ISO alpha-3).")] = ""
    year: Annotated[str, Parameter(help="The year of the act.")] = ""
    on: Annotated[str, Parameter(help="The day of the act.")] = ""
    since: Annotated[str, Parameter(help="From this day on.")] = ""
    until: Annotated[str, Parameter(help="To this day, included.")] = ""
    names_state: Annotated[str, Parameter(help="Acts that name a party of this state (ISO alpha-3).")] = ""

    def filter(self) -> ActionFilter:
        """The same for the ledger."""
        return ActionFilter(**{name: getattr(self, name) for name in ActionFilter.__struct_fields__})


Which = Annotated[Chosen, Parameter(name="*")]


@contextmanager
def _asking(case: OpenCase) -> Iterator[EnforcementLedger]:
    """The ledger of the case; a choice it does not know is a choice typed wrongly."""
    if not case.case.actions:
        raise ChoiceError(f"case {case.case.id} has no actions.csv, so there is no ledger")
    try:
        yield case.ledger
    except LedgerChoiceError as error:
        raise ChoiceError(str(error)) from error


@actions.command(name="list")
def list_(*, which: Which = Chosen(), asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """List the actions: when, who, what, on whose programme, with counts and amounts."""
    case = opened(asked)
    with _asking(case) as ledger:
        rows = ledger.list(which.filter())

    def shown() -> Iterator[Part]:
        yield Table(
            f"{len(rows)} actions",
            ["id", "date", "authority", "kind", "programme", "what", "counts", "amounts", "status"],
            [
                [r.id, r.date, r.authority, r.kind.replace("_", " "), ", ".join(r.programmes), r.title, _counts(r),
                 "; ".join(r.amounts), _status(r, case)]
                for r in rows
            ],
            note="A charge is a charge and a listing is not a verdict. “yalu explain ID” shows conduct, basis and sources.",
        )  # fmt: skip
        yield from evidence(rows.coverage, observed=case.ledger.observed)

    present(rows, shown, asked=asked, command="enforcement actions list", case=case.case)


def _status(row: ListedAction, case: OpenCase) -> str:
    """A status that lasts with its age, and that a finding was withdrawn."""
    said = aged(row.status, parse_date(row.status_date), _today(case)) if row.status else ""
    return "; ".join(filter(None, (said, f"withdrawn {row.withdrawn}" if row.withdrawn else "")))


def _today(case: OpenCase) -> date:
    """The day that ages are counted to: that of the knowledge asked for, else today."""
    known = case.case.known_by
    return parse_date(known).latest if known else date.today()


def _counts(row: object) -> str:
    names = ("shipments", "accounts", "persons", "entities", "vessels")
    return ", ".join(f"{getattr(row, name)} {name}" for name in names if getattr(row, name) is not None)


@actions.command
def totals(
    *,
    by: Annotated[
        Literal["all", "year", "authority", "kind", "programme", "matter", "status"],
        Parameter(help="How to group."),
    ] = "year",
    measure: Annotated[
        str,
        Parameter(
            help="penalty, forfeited, sought, seized, frozen, refunded, reward or alleged; all by default."
        ),
    ] = "",
    which: Which = Chosen(),
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Add up amounts, gross, suspended, credited and net, as of the day asked about, with nothing counted twice."""
    case = opened(asked)
    with _asking(case) as ledger:
        rows = ledger.totals(by, which.filter(), measure)

    def shown() -> Iterator[Part]:
        yield Table(
            f"Amounts by {by}",
            ["group", "measure", "gross", "suspended", "credited", "net", "currency", "actions"],
            [
                [
                    r.key, r.measure, r.gross.shown, r.suspended.shown, r.credited.shown, r.net.shown, r.currency,
                    ", ".join(r.actions),
                ]
                for r in rows
            ],
            right=(2, 3, 4, 5),
            note="A combined amount counts once, through its parts; an amount that a later one replaced counts until that day. "
            "Measures and currencies are never added. “alleged” is the size of what is alleged; nobody owes it.",
        )  # fmt: skip
        yield from dict.fromkeys(note for row in rows for note in row.notes)
        yield from evidence(rows.coverage, observed=case.ledger.observed)

    present(rows, shown, asked=asked, command="enforcement actions totals", case=case.case)


@actions.command(name="count")
def count_(
    what: Annotated[
        Literal["actions", "shipments", "accounts", "persons", "entities", "parties", "vessels"],
        Parameter(help="What to count."),
    ] = "actions",
    *,
    which: Which = Chosen(),
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Count what the acts name: shipments, accounts, vessels, persons, entities, both as parties, or the acts."""
    case = opened(asked)
    with _asking(case) as ledger:
        figure = ledger.count(what, which.filter())

    def shown() -> Iterator[Part]:
        yield f"{figure.title}: {figure.shown}"
        yield Kept(f"id: {figure.id}")
        for row in figure.trail.rows:
            yield f"  {row.id}: {f'{row.why}; ' if row.why else ''}{row.says}"
        yield from figure.trail.notes
        yield from evidence(figure.trail.coverage, figure.trail.strength, figure.trail.observed)

    present(figure, shown, asked=asked, command="enforcement actions count", case=case.case)


@actions.command(name="follow-up")
def follow_up(*, which: Which = Chosen(), asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """Show what followed in each matter's own acts: listing, charge, extradition, court, or nothing seen."""
    case = opened(asked)
    with _asking(case) as ledger:
        rows = ledger.follow_up(which.filter())
        delays = {d.matter: d.figure.shown for d in ledger.delays("start", which.filter())}

    def shown() -> Iterator[Part]:
        yield Table(
            "What followed",
            ["matter", "first act", "days after conduct began", "highest rung", "after a listing", "how it stood",
             "last seen", "steps", "led to"],
            [
                [r.matter, r.acts[0].date, delays.get(r.matter, ""), r.highest, r.after_listing, r.stands,
                 _seen(r.last_seen, case), " → ".join(f"{a.date} {a.kind}".replace("_", " ") for a in r.acts), ", ".join(r.led)]
                for r in rows
            ],
            note="The rungs are those of a matter's own acts; “led to” names the matters whose acts say that they follow it. "
            f"{case.ledger.median_delay().title}: {case.ledger.median_delay().shown}. "
            f"{case.ledger.home_share().title}: {case.ledger.home_share().shown} percent.",
        )  # fmt: skip
        yield from evidence(rows.coverage, observed=case.ledger.observed)

    present(rows, shown, asked=asked, command="enforcement actions follow-up", case=case.case)


def _seen(day: str, case: OpenCase) -> str:
    years = years_since(parse_date(day), _today(case)) if day else 0
    return f"{day}, {plural(years, 'year')} ago" if years else day


@actions.command
def register(
    *,
    on: Annotated[
        str, Parameter(help="The statuses of this day, with ages counted to it; today by default.")
    ] = "",
    everybody: Annotated[
        bool, Parameter(negative="", help="Companies and bodies too, not persons only.")
    ] = False,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show who is named in official acts, in which role, with the latest status of each kind as of a day."""
    case = opened(asked)
    try:
        day = parse_date(on).latest if on else _today(case)
    except DateError as error:
        raise ChoiceError(f'Invalid value "{on}" for --on. {error}') from error
    with _asking(case) as ledger:
        rows = ledger.register(persons_only=not everybody, on=day)

    def shown() -> Iterator[Part]:
        yield Table(
            f"{len(rows)} named in official acts, as of {day}",
            ["id", "name", "home", "latest status of each kind", "acts"],
            [
                [r.party, r.name, r.state, "; ".join(f"{s.kind}: {s.says} ({s.authority})" for s in r.standing),
                 "; ".join(f"{a.date} {a.authority}: {a.role}" + (f", withdrawn {a.withdrawn}" if a.withdrawn else "") for a in r.acts)]
                for r in rows
            ],
            note="A status that lasts is shown with the day on which it was last seen; what became of it since is not known. "
            "Named as the authority or court named them. docs/corrections.md says how to have a row corrected or taken out.",
        )  # fmt: skip
        yield from evidence(rows.coverage, observed=case.ledger.observed)

    present(rows, shown, asked=asked, command="enforcement actions register", case=case.case)


@dataclass(frozen=True, kw_only=True)
class ChosenAnswers:
    """Which answers; nothing means all."""

    kind: Annotated[str, Parameter(help="denial, claim_of_ignorance, protest_unilateral_sanctions …")] = ""
    responder: Annotated[str, Parameter(help="state or company.")] = ""
    state: Annotated[str, Parameter(help="The responder's state (ISO alpha-3).")] = ""
    matter: Annotated[str, Parameter(help="Answers on one affair, such as dhid.")] = ""
    trigger: Annotated[str, Parameter(help="unilateral_action, press_or_ngo_report …")] = ""

    def filter(self) -> AnswerFilter:
        """The same for the log."""
        return AnswerFilter(**{name: getattr(self, name) for name in AnswerFilter.__struct_fields__})


WhichAnswers = Annotated[ChosenAnswers, Parameter(name="*")]


@contextmanager
def _asking_log(case: OpenCase) -> Iterator[AnswerLog]:
    """The log of answers; a choice it does not know is a choice typed wrongly."""
    if not case.case.responses:
        raise ChoiceError(f"case {case.case.id} has no responses.csv, so there is no log of answers")
    try:
        yield case.responses
    except LedgerChoiceError as error:
        raise ChoiceError(str(error)) from error


# Whether one source says so, or several that are independent of each other (docs/case-format.md).
_ATTESTED = {"independent": "independent sources", "single": "one source", "memory": "memory"}


@responses.command(name="list")
def list_answers(*, which: WhichAnswers = ChosenAnswers(), asked: TableOptions = AskedForRows()) -> None:  # noqa: B008 - frozen
    """List the answers with what they answered and after how many days."""
    case = opened(asked)
    with _asking_log(case) as log:
        rows = log.list(which.filter())

    def shown() -> Iterator[Part]:
        yield Table(
            f"{len(rows)} answers",
            ["id", "date", "who", "answer", "days", "to what", "words", "on word of"],
            [
                [r.id, r.date, r.responder, r.kind.replace("_", " "), _days(r.days_low, r.days_high), r.allegation,
                 f"“{r.quote}”{' (paraphrase)' if r.wording == 'paraphrase' else ''}" if r.quote else "", _ATTESTED[r.attested]]
                for r in rows
            ],
            right=(4,),
            note=log.warning,
        )  # fmt: skip
        yield from evidence(rows.coverage, observed=log.observed)

    present(rows, shown, asked=asked, command="enforcement responses list", case=case.case)


def _days(low: int | None, high: int | None) -> str:
    if low is None:
        return ""
    return f"{low}" if low == high else f"{low} to {high}"


@responses.command
def pattern(
    *,
    by: Annotated[
        Literal["trigger", "responder", "state", "year"], Parameter(help="How to group.")
    ] = "trigger",
    which: WhichAnswers = ChosenAnswers(),
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show kinds of answer by trigger, how long answers took, who claims not to have known, what was taken back."""
    case = opened(asked)
    with _asking_log(case) as log:
        rows, latency = log.pattern(by, which.filter()), log.latency(which.filter())
        after = log.what_came_after(which.filter())
    reversals = log.reversals()

    def shown() -> Iterator[Part]:
        kinds = sorted({kind for row in rows for kind in row.kinds})
        yield Kept(f"{latency.title}: {latency.shown}.")
        yield Table(
            f"\nAnswers by {by}",
            ["answer", *(row.key.replace("_", " ") for row in rows), "all"],
            [
                [
                    kind.replace("_", " "),
                    *(row.kinds.get(kind, 0) for row in rows),
                    sum(r.kinds.get(kind, 0) for r in rows),
                ]
                for kind in kinds
            ]
            + [["all", *(row.total for row in rows), sum(row.total for row in rows)]],
            right=range(1, len(rows) + 2),
        )
        yield from ("", *(f"  {note}" for note in latency.trail.notes[1:]))
        for row in reversals:
            yield f"Taken back: {row.earlier_says} ({row.earlier}); then {row.later_says} ({row.later})."
        for one in after:
            acts = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in one.next_acts.items())
            if acts:
                yield f"After {one.answers} of {one.kind.replace('_', ' ')}, the next act seen: {acts}."
        yield from evidence(rows.coverage, observed=log.observed)
        yield Kept(f"\n{log.warning}")

    whole = {
        "rows": list(rows), "latency": latency, "reversals": list(reversals), "after": list(after),
        "warning": log.warning, "coverage": rows.coverage,
    }  # fmt: skip
    present(rows, shown, asked=asked, command="enforcement responses pattern", case=case.case, json=whole)
