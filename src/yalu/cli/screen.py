"""`yalu screen`: is this party listed, in any script, with reasons; a whole book; reviewers; replays; owners."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from yalu.case.problems import CaseError
from yalu.cli.asking import Asked, SharedOptions, day_of
from yalu.cli.printing import complain, console, print_json, print_table, say
from yalu.relations.codebook import ChoiceError, unknown

if TYPE_CHECKING:
    from yalu.screening.asking import Asked as Question
    from yalu.screening.deciding.decision_log import GroundLine
    from yalu.screening.deciding.judgements import JudgementFile
    from yalu.screening.facade import Screening

FINDINGS = 1
_RANK = {"clear": 0, "review": 1, "stop": 2}

app = App(name="screen", help="Screen a party, or a whole book of parties, against the lists, with reasons.")
review = App(
    name="review", help="Reviewers' judgements: same, different or unsure; they can be undone, never removed."
)
app.command(review)


@dataclass(frozen=True, kw_only=True)
class Against(Asked):
    """Which lists, as of which day, under which policy, with whose judgements."""

    lists: Annotated[
        str, Parameter(help="Only these lists, as un,ofac (ofac means every list that begins with ofac-).")
    ] = ""
    as_of: Annotated[
        str | None, Parameter(help="The lists and the day of the question, such as 2017-08-05.")
    ] = None
    policy: Annotated[Path | None, Parameter(help="A policy file of your own (YAML).")] = None
    limit: Annotated[int, Parameter(help="Candidates looked at; the policy says how many by default.")] = 0
    judgements: Annotated[Path | None, Parameter(help="A file of judgements of your own.")] = None

    @property
    def on(self) -> date | None:
        """The day of the lists: ``--as-of``, or ``--known-by``, which every command takes. Raises DateError."""
        return day_of(self.as_of) or self.day()


AgainstOptions = Annotated[Against, Parameter(name="*")]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the party beside its name."""

    birth: Annotated[
        list[str] | None, Parameter(negative="", help="Birth date: 1984-01-08, 1984-01 or 1984.")
    ] = None
    country: Annotated[
        list[str] | None, Parameter(negative="", help="Country or nationality, a code or a name.")
    ] = None
    gender: Annotated[list[str] | None, Parameter(negative="", help="male or female.")] = None
    schema: Annotated[str, Parameter(help="Person, Company, Vessel, Organization ...")] = ""
    imo: Annotated[list[str] | None, Parameter(negative="", help="A ship's IMO number.")] = None
    id: Annotated[
        list[str] | None, Parameter(negative="", help="An identifier as kind:value, such as passport:A123.")
    ] = None


KnownOptions = Annotated[Known, Parameter(name="*")]
FailOn = Annotated[
    Literal["stop", "review"] | None, Parameter(help="Exit with 1 at this outcome or a worse one.")
]


@app.default
def name(
    name: Annotated[
        str, Parameter(help="The name in any script; it may be empty beside an identifier.")
    ] = "",
    *,
    known: KnownOptions = Known(),
    against: AgainstOptions = Against(),
    log: Annotated[
        Path | None, Parameter(help="Write the decision to this log (JSON lines, hash-chained).")
    ] = None,
    fail_on: FailOn = None,
) -> int | None:
    """Say whether a party is listed: clear, review or stop, with reasons a reviewer can read."""
    from yalu.screening.deciding.decision_log import DecisionLine, DecisionLog, ground_line  # noqa: PLC0415
    from yalu.screening.deciding.telling import decision_lines  # noqa: PLC0415

    if not name.strip() and not (known.imo or known.id):
        app.help_print([])
        return None
    asked, screening = _asked(name, known), _opened(against)
    decision = screening.decide(asked, limit=against.limit)
    if log is not None:
        line = ground_line(
            screening.ground(),
            as_of=screening.as_of.isoformat() if screening.as_of else "",
            lists=screening.lists,
            limit=against.limit,
        )
        heard = screening.judgements_on(asked.query)
        DecisionLog(log, line).record(
            [DecisionLine(ground=0, answer=decision, judgements=heard, told=asked.notes)]
        )
    if against.json:
        print_json(None, "screen", decision)
    else:
        say(*decision_lines(decision))
        complain(f"note: {note}" for note in screening.loaded.notes)
    return _failed(fail_on, [decision.outcome])


def _asked(name: str, known: Known) -> Question:
    from yalu.screening.asking import ask  # noqa: PLC0415 - loads the lists' tables of countries

    numbers = [("imo", value) for value in known.imo or ()]
    for text in known.id or ():
        kind, sign, value = text.partition(":")
        if not sign:
            raise ChoiceError(f"--id {text!r} names no kind; write kind:value, such as passport:A1234567")
        numbers.append((kind, value))
    return ask(
        name,
        schema=known.schema,
        births=known.birth or (),
        countries=known.country or (),
        genders=known.gender or (),
        identifiers=numbers,
    )


def _opened(against: Against) -> Screening:
    from yalu.screening.facade import Screening  # noqa: PLC0415 - loads the index, only when asked

    lists = tuple(part.strip() for part in against.lists.split(",") if part.strip())
    file = _judgement_file(against.judgements)
    with console(error=True).status("opening the lists"):
        return Screening(
            as_of=against.on,
            policy=against.policy,
            lists=lists,
            judgements=file.read(),
        )


def _home() -> Path:
    from yalu.screening.loading import data_home  # noqa: PLC0415 - see above

    return data_home()


def _judgement_file(given: Path | None) -> JudgementFile:
    from yalu.screening.deciding.judgements import JudgementFile  # noqa: PLC0415 - see above

    return JudgementFile(given or _home() / "judgements.jsonl")


def _failed(fail_on: str | None, outcomes: list[str]) -> int | None:
    if fail_on is None:
        return None
    worst = max((_RANK.get(outcome, 1) for outcome in outcomes), default=0)
    return FINDINGS if worst >= _RANK[fail_on] else None


@app.command
def file(
    book: Path,
    *,
    out: Annotated[
        Path, Parameter(help="Results: .csv, .xlsx, .parquet or .jsonl. Report and log go beside it.")
    ],
    columns: Annotated[str, Parameter(help="What is what, as name=Customer,birth=DOB,imo=IMO No.")] = "",
    report: Annotated[
        Path | None, Parameter(help="The report, .html or .txt; beside the results by default.")
    ] = None,
    engine: Annotated[Literal["python", "spark"], Parameter(help="One process, or Spark.")] = "python",
    since: Annotated[
        Path | None, Parameter(help="An earlier log or result file: tell only what changed since.")
    ] = None,
    again: Annotated[bool, Parameter(negative="", help="Set an earlier log aside and start anew.")] = False,
    against: AgainstOptions = Against(),
    fail_on: FailOn = None,
) -> int | None:
    """Screen every row of a book (CSV, XLSX, JSONL, Parquet); a run that was killed goes on where it stopped."""
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    from yalu.screening.batch.running import Progress, screen_book  # noqa: PLC0415 - loads the index

    screening = _opened(against)
    shape = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*shape, console=console(error=True), transient=True, disable=against.json) as bar:
        task = bar.add_task(f"screening {book.name}", total=None)

        def told(done: Progress) -> None:
            words = f"screening {book.name}: {done.stops:,} stop, {done.reviews:,} review"
            bar.update(task, completed=done.rows, description=words)

        found = screen_book(
            book,
            out,
            screening,
            columns=columns,
            limit=against.limit,
            engine=engine,
            again=again,
            since=since,
            report=report,
            shown=None if against.json else lambda read: complain(f"column: {line}" for line in read.told),
            progress=told,
        )
    if against.json:
        print_json(None, "screen file", found)
    else:
        counts = ", ".join(
            f"{found.outcomes[key]:,} {key.replace('_', ' ')}"
            for key in ("stop", "review", "clear", "not_screened")
        )
        say(f"{found.rows:,} rows: {counts}")
        if found.resumed:
            say(f"{found.resumed:,} of them were in the log of an earlier run")
        if found.changes:
            say("since then: " + ", ".join(f"{count:,} {what}" for what, count in found.changes.items()))
        complain(f"note: {note}" for note in found.notes)
        say(
            f"results: {found.out}",
            f"report: {found.report}",
            f"log: {found.log}",
            f"last line of the log: {found.head}",
        )
    return _failed(fail_on, [outcome for outcome, count in found.outcomes.items() if count])


@app.command
def replay(
    log: Path,
    *,
    head: Annotated[str, Parameter(help="The hash of the last line, as you noted it elsewhere.")] = "",
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> int | None:
    """Check that a log is whole, decide everything in it again, and compare byte for byte; 1 when it differs."""
    from yalu.screening.deciding.replaying import replay as replayed  # noqa: PLC0415 - loads the index

    found = replayed(log, _as_then, head=head)
    if asked.json:
        print_json(None, "screen replay", found)
    else:
        say(f"{log}: {found.entries:,} lines, {found.decisions:,} decisions, {found.same:,} the same again")
        say(*(f"broken: {fault.says}" for fault in found.faults))
        for one in found.differs[:50]:
            say(
                f"entry {one.seq}, {one.name}: was {one.was}",
                f"  is now {one.now}",
                f"  differs in {', '.join(one.fields)}",
            )
        say(*(f"not replayed: {why}" for why in found.not_replayed), f"last line: {found.head}")
    return None if found.holds else FINDINGS


def _as_then(ground: GroundLine) -> Screening:
    """A screening on what a log says its decisions rest on. Raises ValueError when it cannot be had."""
    from yalu.screening.deciding.policy import policy_of  # noqa: PLC0415 - see above
    from yalu.screening.loading import load_marked  # noqa: PLC0415

    try:
        from yalu.screening.facade import Screening  # noqa: PLC0415

        as_of = date.fromisoformat(ground.as_of) if ground.as_of else None
        return Screening(
            as_of=as_of,
            policy=policy_of(ground.policy_text),
            lists=ground.lists,
            loaded=load_marked(ground.snapshots, as_of, ground.lists, None),
        )
    except CaseError as error:
        raise ValueError(str(error)) from error


@review.command
def add(
    name: Annotated[str, Parameter(help="The subject's name, as it was asked.")],
    party: Annotated[str, Parameter(help="The listed party's id, such as un:KPi.001.")],
    judged: Literal["same", "different", "unsure"],
    *,
    reason: Annotated[str, Parameter(help="Why, for whoever reads it next year.")],
    author: Annotated[str, Parameter(help="Who judged; the name you are logged in under by default.")] = "",
    expires: Annotated[str | None, Parameter(help="The last day it counts.")] = None,
    known: KnownOptions = Known(),
    against: AgainstOptions = Against(),
) -> None:
    """Judge whether a subject is a listed party; it holds for every entry of that party on every list."""
    from yalu.screening.deciding.decision_log import now  # noqa: PLC0415 - see above

    asked, screening = _asked(name, known), _opened(against)
    if party not in screening.parties:
        near = [p for p in screening.parties if party.lower() in p.lower()][:5] or list(screening.parties)[:5]
        raise ChoiceError(unknown("party", party, near))
    last = day_of(expires)
    made = _judgement_file(against.judgements).add(
        asked.query,
        party,
        judged,
        author=author or getpass.getuser(),
        reason=reason,
        clusters=screening.clusters,
        at=now(),
        expires=last.isoformat() if last else "",
    )
    if against.json:
        print_json(None, "screen review add", made)
    else:
        say(f"{made.id}: {made.name} is {made.judged} for {', '.join(made.parties)}")


@review.command(name="list")
def list_(
    *,
    everything: Annotated[
        bool, Parameter(name="--all", negative="", help="Undone and expired ones too.")
    ] = False,
    against: AgainstOptions = Against(),
) -> None:
    """List the judgements that stand, or everything on file."""
    held = _judgement_file(against.judgements).read()
    rows = held.made if everything else held.standing(against.on or date.today())
    if against.json:
        print_json(None, "screen review list", rows)
        return
    print_table(
        "Judgements",
        ["id", "subject", "party", "judged", "by", "made", "expires", "why"],
        [[j.id, j.name, j.party, f"undoes {j.undoes}" if j.undoes else j.judged, j.author, j.made[:10], j.expires, j.reason]
         for j in rows],
    )  # fmt: skip


@review.command
def undo(
    judgement: Annotated[str, Parameter(help="The judgement to take back.")],
    *,
    reason: Annotated[str, Parameter(help="Why it is taken back.")],
    author: Annotated[str, Parameter(help="Who takes it back.")] = "",
    against: AgainstOptions = Against(),
) -> None:
    """Take a judgement back; both stay on file."""
    from yalu.screening.deciding.decision_log import now  # noqa: PLC0415 - see above

    held = _judgement_file(against.judgements)
    try:
        made = held.undo(judgement, author=author or getpass.getuser(), reason=reason, at=now())
    except KeyError:
        raise ChoiceError(unknown("judgement", judgement, [j.id for j in held.read().made])) from None
    if against.json:
        print_json(None, "screen review undo", made)
    else:
        say(f"{made.id} takes {made.undoes} back")


@app.command
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
    against: AgainstOptions = Against(),
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
    screening = _opened(against)
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
