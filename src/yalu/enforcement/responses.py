"""Answers to allegations: kinds by trigger, how long they took, who claims not to have known, what was taken back.

The rows are the answers that were found, not all that were given: they describe and do not support inference.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal, get_args

import msgspec

from yalu.case.action_records import Trigger
from yalu.case.checks.attestation import Attested, attested
from yalu.case.citations import cite, figure_id, resting_on
from yalu.case.records import Case, Response
from yalu.enforcement.acts import covers, days_between, is_act, observed_answers, response_row
from yalu.enforcement.delays import median_of
from yalu.enforcement.filters import LedgerChoiceError, RowFilter
from yalu.vocabulary.results import Citation, Figure, Trail
from yalu.vocabulary.tables import Results
from yalu.vocabulary.words.numerals import with_noun

WARNING = (
    "A convenience sample: these are the answers that were found, not all that were given. "
    "They describe and do not support inference."
)
PatternBy = Literal["trigger", "responder", "state", "year"]


class Which(RowFilter, frozen=True, kw_only=True):
    """Which responses; empty means any."""

    kind: str = ""
    responder: str = ""
    state: str = ""
    matter: str = ""
    trigger: str = ""

    def admits(self, row: Response) -> bool:
        """Whether a response is one of those asked for."""
        return all(
            wanted in {"", value}
            for wanted, value in (
                (self.kind, row.kind), (self.responder, row.responder_kind), (self.state, row.state),
                (self.matter, row.matter), (self.trigger, row.trigger),
            )
        )  # fmt: skip


class ListedResponse(msgspec.Struct, frozen=True):
    """One answer, with the fewest and most days since the allegation was public; None when not known.

    ``attested`` says whether independent sources tell of it, or a single one.
    """

    id: str
    date: str
    responder: str
    responder_kind: str
    state: str
    matter: str
    kind: str
    quote: str
    wording: str
    allegation: str
    allegation_date: str
    trigger: str
    days_low: int | None
    days_high: int | None
    action: str
    reverses: str
    same_statement: str
    notes: str
    sources: tuple[Citation, ...]
    attested: Attested


class PatternRow(msgspec.Struct, frozen=True):
    """How many answers of each kind one group has."""

    by: str
    key: str
    total: int
    kinds: dict[str, int]


class Reversal(msgspec.Struct, frozen=True):
    """An answer that a later one took back; both stay."""

    earlier: str
    earlier_says: str
    later: str
    later_says: str


_UNSURE = "cannot_say"


class NextAct(msgspec.Struct, frozen=True):
    """What official act came next on the matter after answers of one kind, as far as the ledger knows.

    ``followed`` are the answers after which one surely came; ``next_acts`` has ``cannot_say`` for those of which dates
    leave open which act was next, or whether it came after the answer.
    """

    kind: str
    answers: int
    followed: int
    next_acts: dict[str, int]


def listed(case: Case, which: Which | None = None) -> Results[ListedResponse]:
    """The answers asked for, in order of date. Raises LedgerChoiceError for a word no row has."""
    return Results([_listed(case, row) for row in rows(case, which)], covers(case, "responses"))


def rows(case: Case, which: Which | None = None) -> list[Response]:
    """The rows asked for, in order of date; ties broken by id."""
    asked = which or Which()
    known: dict[str, set[str]] = {
        "kind": {r.kind for r in case.responses},
        "responder": {r.responder_kind for r in case.responses},
        "state": {r.state for r in case.responses},
        "matter": {r.matter for r in case.responses},
        "trigger": {*get_args(Trigger)},
    }
    for name, values in known.items():
        text = getattr(asked, name)
        if text and text not in values:
            raise LedgerChoiceError(
                f"no response has the {name} {text!r}; known: {', '.join(sorted(values))}"
            )
    found = [row for row in case.responses if asked.admits(row)]
    return sorted(found, key=lambda r: (r.date.earliest, r.date.latest, r.id))


def _listed(case: Case, r: Response) -> ListedResponse:
    low, high = latency_of(r) or (None, None)
    return ListedResponse(
        r.id, r.date.text, r.responder, r.responder_kind, r.state, r.matter, r.kind, r.quote, r.wording or "",
        r.allegation, r.allegation_date.text if r.allegation_date else "", r.trigger, low, high, r.action,
        r.reverses, r.same_statement, r.notes, cite(case.sources, r.sources),
        attested(case.sources, r.sources),
    )  # fmt: skip


def latency_of(row: Response) -> tuple[int, int] | None:
    """The fewest and most days from the first public day of the allegation to the answer; may be negative."""
    return None if row.allegation_date is None else days_between(row.allegation_date, row.date)


def count(case: Case, which: Which | None = None) -> Figure:
    """How many answers. Two halves of one statement that are coded apart count as two, and the trail says so."""
    asked, found = which or Which(), rows(case, which)
    halves = [row.id for row in found if row.same_statement]
    return Figure(
        id=figure_id(case, "responses", "count", asked.key),
        title=", ".join(filter(None, ("Answers", asked.in_words(case)))),
        value=len(found),
        unit="answers",
        definition="Answers in the log, each kind of a statement once.",
        trail=Trail(
            steps=(f"{len(found)} of {len(case.responses)} answers",),
            rows=tuple(response_row(case, row, row.kind) for row in found),
            notes=(WARNING, *(f"{name} is the second half of another answer" for name in halves)),
            known_by=case.known_by,
            data_version=case.data_version,
            coverage=covers(case, "responses"),
            strength=resting_on(case.sources, found),
            observed=observed_answers(case),
        ),
    )


def latency(case: Case, which: Which | None = None) -> Figure:
    """The median days from allegation to answer, over answers with both dates; negatives are kept.

    Answers to one's own act are left out: there is no allegation to answer.
    """
    asked = which or Which()
    timed = [
        (row, span) for row in rows(case, which) if (span := latency_of(row)) and row.trigger != "own_action"
    ]
    within = sum(1 for _, span in timed if span[1] <= 1)
    perhaps = sum(1 for _, span in timed if span[0] <= 1 < span[1])
    unsure = f"; of {perhaps} more the dates do not say" if perhaps else ""
    return median_of(
        [span for _, span in timed],
        figure_id(case, "responses", "latency", asked.key),
        ", ".join(filter(None, ("Median days from allegation to answer", asked.in_words(case)))),
        Trail(
            rows=tuple(
                response_row(
                    case, row, "early" if span[1] < 0 else "counted", with_noun(_span_words(*span), "days")
                )
                for row, span in timed
            ),
            notes=(WARNING, f"{within} of {len(timed)} within one day{unsure}.", *_negatives(timed)),
            known_by=case.known_by,
            data_version=case.data_version,
            coverage=covers(case, "responses"),
            strength=resting_on(case.sources, (row for row, _ in timed)),
            observed=observed_answers(case),
        ),
    )


def _span_words(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _negatives(timed: list[tuple[Response, tuple[int, int]]]) -> tuple[str, ...]:
    return tuple(
        f"{row.id} came before the allegation was public: {row.notes}" for row, span in timed if span[1] < 0
    )


def pattern(case: Case, by: PatternBy = "trigger", which: Which | None = None) -> Results[PatternRow]:
    """How many answers of each kind, by trigger, responder, state or year. Raises LedgerChoiceError."""
    if by not in get_args(PatternBy):
        raise LedgerChoiceError(f"{by!r} is no grouping; groupings are {', '.join(get_args(PatternBy))}")
    groups: dict[str, Counter[str]] = {}
    for row in rows(case, which):
        key = {
            "trigger": row.trigger, "responder": row.responder_kind, "state": row.state,
            "year": str(row.date.earliest.year),
        }[by]  # fmt: skip
        groups.setdefault(key, Counter())[row.kind] += 1
    made = [PatternRow(by, key, kinds.total(), dict(sorted(kinds.items()))) for key, kinds in groups.items()]
    ordered = sorted(made, key=lambda r: (r.key if by == "year" else -r.total, r.key))
    return Results(ordered, covers(case, "responses"))


def reversals(case: Case) -> Results[Reversal]:
    """Every answer that a later one took back, with both in words."""
    by_id = {row.id: row for row in case.responses}
    return Results(
        [
            Reversal(row.reverses, _says(by_id[row.reverses]), row.id, _says(row))
            for row in case.responses
            if row.reverses in by_id
        ],
        covers(case, "responses"),
    )


def _says(row: Response) -> str:
    return f"{row.date}, {row.responder}: {row.kind.replace('_', ' ')}"


def what_came_after(case: Case, which: Which | None = None) -> Results[NextAct]:
    """For each kind of answer, the next official act on the same matter, and how often there was one."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for row in rows(case, which):
        found.setdefault(row.kind, []).append(_next_kind(case, row))
    made = [
        NextAct(
            kind,
            len(nexts),
            sum(came for _, came in nexts),
            dict(sorted(Counter(name for name, _ in nexts if name).items())),
        )
        for kind, nexts in found.items()
    ]
    ordered = sorted(made, key=lambda after: (-after.answers, after.kind))
    return Results(ordered, covers(case, "responses", "actions"))


def _next_kind(case: Case, row: Response) -> tuple[str, bool]:
    """The kind of the next act on the matter, and whether one surely came; an empty kind where none did.

    ``cannot_say`` where dates leave open which was next, or whether it came after the answer.
    """
    # A part of a joint act that is of its day but of another kind is no other act: the joint one stands for it.
    dates = {a.id: a.date for a in case.actions}
    acts = [
        a for a in case.actions if a.matter == row.matter and is_act(a) and dates.get(a.part_of) != a.date
    ]
    sure = [act for act in acts if act.date.earliest > row.date.latest]
    by = min((act.date.latest for act in sure), default=None)
    # What may have come after the answer, and before any act that surely did.
    first = [a for a in acts if a.date.latest > row.date.earliest and (by is None or a.date.earliest <= by)]
    kinds = {act.kind for act in first}
    if not first:
        return "", False
    return kinds.pop() if sure and len(kinds) == 1 else _UNSURE, bool(sure)
