"""`yalu ledger`: what authorities did, how much money it was, what followed, and who is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from cyclopts import App, Parameter

from yalu.cli.output import print_json, print_table, say, say_evidence
from yalu.cli.parameters import Asked, SharedOptions, opened
from yalu.documents.choices import ChoiceError
from yalu.enforcement.ages import aged, years_since
from yalu.enforcement.facade import EnforcementLedger, ListedAction
from yalu.enforcement.filters import Filter, LedgerChoiceError
from yalu.opening import OpenCase
from yalu.vocabulary.dates import DateError, parse_date
from yalu.vocabulary.numerals import plural

app = App(name="ledger", help="The enforcement ledger: actions, totals, what followed, the register.")


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

    def filter(self) -> Filter:
        """The same for the ledger."""
        return Filter(**{name: getattr(self, name) for name in Filter.__struct_fields__})


Which = Annotated[Chosen, Parameter(name="*")]


def _asked(case: OpenCase) -> EnforcementLedger:
    if not case.case.actions:
        raise ChoiceError(f"case {case.case.id} has no actions.csv, so there is no ledger")
    return case.ledger


@app.command(name="list")
def list_(*, which: Which = Chosen(), asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """List the actions: when, who, what, on whose programme, with counts and amounts."""
    case = opened(asked)
    try:
        rows = _asked(case).list(which.filter())
    except LedgerChoiceError as error:
        raise ChoiceError(str(error)) from error
    if asked.json:
        print_json(case.case, "ledger list", rows)
        return
    if not rows:
        say(rows.none_found)
        return
    print_table(
        f"{len(rows)} actions",
        ["id", "date", "authority", "kind", "programme", "what", "counts", "amounts", "status"],
        [
            [r.id, r.date, r.authority, r.kind.replace("_", " "), ", ".join(r.programmes), r.title, _counts(r),
             "; ".join(r.amounts), _status(r, case)]
            for r in rows
        ],
        note="A charge is a charge and a listing is not a verdict. “yalu explain ID” shows conduct, basis and sources.",
    )  # fmt: skip
    say_evidence(rows.coverage, observed=case.ledger.observed)


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


@app.command
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
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Add up amounts, gross, suspended, credited and net, as of the day asked about, with nothing counted twice."""
    case = opened(asked)
    try:
        rows = _asked(case).totals(by, which.filter(), measure)
    except LedgerChoiceError as error:
        raise ChoiceError(str(error)) from error
    if asked.json:
        print_json(case.case, "ledger totals", rows)
        return
    if not rows:
        say(rows.none_found)
        return
    print_table(
        f"Amounts by {by}",
        ["group", "measure", "gross", "suspended", "credited", "net", "", "actions"],
        [
            [
                r.key,
                r.measure,
                r.gross.shown,
                r.suspended.shown,
                r.credited.shown,
                r.net.shown,
                r.currency,
                ", ".join(r.actions),
            ]
            for r in rows
        ],
        right=(2, 3, 4, 5),
        note="A combined amount counts once, through its parts; an amount that a later one replaced counts until that day. "
        "Measures and currencies are never added. “alleged” is the size of what is alleged; nobody owes it.",
    )
    say(*dict.fromkeys(note for row in rows for note in row.notes))
    say_evidence(rows.coverage, observed=case.ledger.observed)


@app.command(name="count")
def count_(
    what: Annotated[
        Literal["actions", "shipments", "accounts", "persons", "entities", "parties", "vessels"],
        Parameter(help="What to count."),
    ] = "actions",
    *,
    which: Which = Chosen(),
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Count what the acts name: shipments, accounts, vessels, persons, entities, both as parties, or the acts."""
    case = opened(asked)
    try:
        figure = _asked(case).count(what, which.filter())
    except LedgerChoiceError as error:
        raise ChoiceError(str(error)) from error
    if asked.json:
        print_json(case.case, "ledger count", figure)
        return
    say(
        f"{figure.title}: {figure.shown}",
        *(f"  {row.id}: {f'{row.why}; ' if row.why else ''}{row.says}" for row in figure.trail.rows),
        *figure.trail.notes,
        f"id: {figure.id}",
    )
    say_evidence(figure.trail.coverage, figure.trail.strength, figure.trail.observed)


@app.command(name="follow-up")
def follow_up(*, which: Which = Chosen(), asked: SharedOptions = Asked()) -> None:  # noqa: B008 - frozen
    """Show what followed in each matter's own acts: listing, charge, extradition, court, or nothing seen."""
    case = opened(asked)
    try:
        rows = _asked(case).follow_up(which.filter())
        delays = {d.matter: d.figure.shown for d in case.ledger.delays("start", which.filter())}
    except LedgerChoiceError as error:
        raise ChoiceError(str(error)) from error
    if asked.json:
        print_json(case.case, "ledger follow-up", rows)
        return
    if not rows:
        say(rows.none_found)
        return
    print_table(
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
    say_evidence(rows.coverage, observed=case.ledger.observed)


def _seen(day: str, case: OpenCase) -> str:
    years = years_since(parse_date(day), _today(case)) if day else 0
    return f"{day}, {plural(years, 'year')} ago" if years else day


@app.command
def register(
    *,
    on: Annotated[
        str, Parameter(help="The statuses of this day, with ages counted to it; today by default.")
    ] = "",
    everybody: Annotated[
        bool, Parameter(negative="", help="Companies and bodies too, not persons only.")
    ] = False,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show who is named in official acts, in which role, with the latest status of each kind as of a day."""
    case = opened(asked)
    try:
        day = parse_date(on).latest if on else _today(case)
    except DateError as error:
        raise ChoiceError(f'Invalid value "{on}" for --on. {error}') from error
    rows = _asked(case).register(persons_only=not everybody, on=day)
    if asked.json:
        print_json(case.case, "ledger register", rows)
        return
    if not rows:
        say(rows.none_found)
        return
    print_table(
        f"{len(rows)} named in official acts, as of {day}",
        ["id", "name", "home", "latest status of each kind", "acts"],
        [
            [r.party, r.name, r.state, "; ".join(f"{s.kind}: {s.says} ({s.authority})" for s in r.standing),
             "; ".join(f"{a.date} {a.authority}: {a.role}" + (f", withdrawn {a.withdrawn}" if a.withdrawn else "") for a in r.acts)]
            for r in rows
        ],
        note="A status that lasts is told with the day on which it was last seen; what became of it since is not known. "
        "Named as the authority or court named them. docs/corrections.md says how to have a row corrected or taken out.",
    )  # fmt: skip
    say_evidence(rows.coverage, observed=case.ledger.observed)
