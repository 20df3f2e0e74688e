"""Which rows of which table a subject counts, to compare with what the case declares complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from yalu.case.coverage.completeness import Sought
from yalu.case.records import Side, Visit, VisitDirection
from yalu.claims.catalogue import Parameters
from yalu.claims.evidence import Evidence
from yalu.documents.choices import ChoiceError
from yalu.documents.tables.source_refs import SourceRef
from yalu.visits.frequency import SIDES
from yalu.visits.rules.counts import decide
from yalu.vocabulary.answers import NO, YES
from yalu.vocabulary.dates import DateError, PartialDate, Window, parse_date

_TRAVELLER: dict[Side, VisitDirection] = {"target": "target_to_partner", "partner": "partner_to_target"}


def visits_sought(
    evidence: Evidence, given: Parameters, window: Window, named: frozenset[str] | None = None
) -> Sought:
    """The visits of a direction, guest and rule set in a window.

    A post that nobody looked for is ruled out where the direction, the rule set or the summit asked for does
    not admit it. ``named`` are the parameters that a statement names (None: all): one that names no rule set
    may speak of visits below the threshold of every set.
    """
    wanted = SIDES[given.get("direction") or "both"]
    rows: tuple[dict[str, str], ...] = ({},) if wanted is None else ({"direction": wanted},)

    def admits(name: str, value: str) -> bool:
        post = evidence.case.posts.get(value) if name == "posts" else None
        if post is None:
            return True
        direction = _TRAVELLER[post.side]
        if wanted is not None and wanted != direction:
            return False
        if _led(evidence, given.get("guest", ""), window):
            return False
        decision = decide(
            evidence.case, evidence.rules(given["rules"]), (_likely(value, direction, window),)
        )[0]
        if given.get("what") == "summit":
            return decision.summit != NO
        return (named is not None and "rules" not in named) or decision.counts != NO

    return Sought(table="visits", rows=rows, window=window, admits=admits)


def _likely(post: str, direction: VisitDirection, window: Window) -> Visit:
    """A visit by the holder of one post and of no party body, to which nothing else is an obstacle."""
    start = window.end or window.start or date(1, 1, 1)
    return Visit(
        id="nobody-looked", sources=(SourceRef("memory", 6),), start=parse_date(start.isoformat()),
        direction=direction, guest="", posts=(post,), party_body="none", occasion="bilateral", secrecy="announced",
        met_leader=YES,
    )  # fmt: skip


def _led(evidence: Evidence, guest: str, window: Window) -> bool:
    """Whether a guest led one side all through a window: a leader holds no lesser post."""
    if not guest or window.start is None or window.end is None:
        return False
    wanted = _plain(guest)
    return any(
        wanted in {_plain(t.leader), _plain(t.name)}
        and t.start.latest <= window.start
        and (t.end is None or t.end.earliest >= window.end)
        for t in evidence.case.tenures
    )


def _plain(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def acts_sought(given: Parameters) -> tuple[Sought, ...]:
    """The acts that a question to the ledger counts; one act by its id counts nothing."""
    if given.get("action"):
        return ()
    columns = {
        "authority": "authority", "kind": "kind", "state": "state", "matter": "matter", "programme": "programmes",
    }  # fmt: skip
    row = {column: given[name] for name, column in columns.items() if given.get(name)}
    return (Sought(table="actions", rows=(row,), window=_days(given)),)


def _days(given: Parameters) -> Window:
    """The days a question to the ledger is about. Raises ChoiceError for what is no day or year."""
    try:
        return _days_of(given)
    except DateError as error:
        raise ChoiceError(str(error)) from None


def _days_of(given: Parameters) -> Window:
    whole = given.get("year") or given.get("on")
    if whole:
        when: PartialDate = parse_date(whole)
        return Window(when.earliest, when.latest)
    first, last = given.get("since"), given.get("until")
    return Window(parse_date(first).earliest if first else None, parse_date(last).latest if last else None)


def answers_sought(given: Parameters) -> tuple[Sought, ...]:
    """The answers that a question to the log counts."""
    columns = {
        "kind": "kind", "responder": "responder_kind", "state": "state", "matter": "matter", "trigger": "trigger",
    }  # fmt: skip
    row = {column: given[name] for name, column in columns.items() if given.get(name)}
    return (Sought(table="responses", rows=(row,)),)


def events_sought(kinds: Iterable[str], window: Window, without: Sequence[str] = ()) -> Sought:
    """The events of some kinds in a window, less some subkinds."""
    return Sought(
        table="events",
        rows=tuple({"kind": kind} for kind in kinds),
        window=window,
        without=tuple(("subkind", name) for name in without),
    )
