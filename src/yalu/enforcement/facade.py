"""The ledger and the answers of a case, as ``case.ledger`` and ``case.responses`` give them."""

from __future__ import annotations

from datetime import date

import msgspec

from yalu.case.citations import cite
from yalu.case.party_statuses import withdrawals
from yalu.case.records import ActionAmount, Case
from yalu.enforcement import counts, delays, ladders, named, totals
from yalu.enforcement import responses as answers
from yalu.enforcement.acts import CountedThing, covers, in_order, observed_acts, observed_answers
from yalu.enforcement.delays import Delay, From
from yalu.enforcement.filters import ActionFilter, LedgerChoiceError, chosen
from yalu.enforcement.ladders import Ladder
from yalu.enforcement.named import RegisterEntry
from yalu.enforcement.responses import ListedResponse, NextAct, PatternBy, PatternRow, Reversal, Which
from yalu.enforcement.totals import By, Total
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.results import Citation, Figure
from yalu.vocabulary.tables import Results


class ListedAction(msgspec.Struct, frozen=True):
    """One row of the ledger with its amounts and the parties it names, in words.

    ``withdrawn`` says when and by which act its authority withdrew it.
    """

    id: str
    date: str
    authority: str
    authority_kind: str
    state: str
    kind: str
    title: str
    matter: str
    programmes: tuple[str, ...]
    legal_basis: str
    conduct: str
    conduct_start: str
    conduct_end: str
    shipments: int | None
    accounts: int | None
    persons: int | None
    entities: int | None
    vessels: int | None
    amounts: tuple[str, ...]
    named: tuple[str, ...]
    status: str
    status_date: str
    follows: tuple[str, ...]
    followed_by: tuple[str, ...]
    part_of: str
    notes: str
    sources: tuple[Citation, ...]
    withdrawn: str = ""


class EnforcementLedger:
    """Questions to the ledger of one case."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def list(self, wanted: ActionFilter | None = None) -> Results[ListedAction]:
        """The actions asked for in order of date. Raises LedgerChoiceError."""
        return Results(
            [self._listed(action.id) for action in in_order(chosen(self._case, wanted or ActionFilter()))],
            covers(self._case, "actions"),
        )

    @property
    def observed(self) -> Observed | None:
        """The first and the last day of an act on record; what is said to last is said up to the last."""
        return observed_acts(self._case)

    def totals(
        self, by: By = "year", wanted: ActionFilter | None = None, measure: str = ""
    ) -> Results[Total]:
        """Sums of amounts, gross, suspended and net. Raises LedgerChoiceError."""
        return totals.totals(self._case, by, wanted, measure)

    def count(self, what: CountedThing = "actions", wanted: ActionFilter | None = None) -> Figure:
        """How many actions, shipments, accounts, persons, entities, parties (both) or vessels. Raises LedgerChoiceError."""
        return counts.count(self._case, what, wanted)

    def follow_up(self, wanted: ActionFilter | None = None) -> Results[Ladder]:
        """What followed each first act, matter by matter. Raises LedgerChoiceError."""
        return ladders.follow_up(self._case, wanted)

    def delays(self, since: From = "start", wanted: ActionFilter | None = None) -> Results[Delay]:
        """Days from the conduct to the first act on it, matter by matter. Raises LedgerChoiceError."""
        return delays.delays(self._case, since, wanted)

    def median_delay(self, since: From = "start", wanted: ActionFilter | None = None) -> Figure:
        """The median of these days over matters. Raises LedgerChoiceError."""
        return delays.median_delay(self._case, since, wanted)

    def register(self, *, persons_only: bool = True, on: date | None = None) -> Results[RegisterEntry]:
        """Everybody named in an official act, with role and the latest status of each kind, as of a day."""
        return named.register(self._case, persons_only=persons_only, on=on)

    def home_share(self, state: str = "") -> Figure:
        """The share of named parties that their own state acted on."""
        return named.acted_on_at_home(self._case, state)

    def explain(self, wanted: str) -> Figure:
        """The figure of an id, computed again from the choices it holds. Raises LedgerChoiceError."""
        name = wanted.partition("@")[0]
        match name.split("/"):
            case ["ledger", "count", what, key]:
                return self.count(what, ActionFilter.of(key))  # type: ignore[arg-type]
            case ["ledger", "delay-median", since, key]:
                return self.median_delay(since, ActionFilter.of(key))  # type: ignore[arg-type]
            case ["ledger", "delay", since, matter]:
                found = [d.figure for d in self.delays(since) if d.matter == matter]  # type: ignore[arg-type]
            case ["ledger", "home-share", state]:
                return self.home_share("" if state == "all" else state)
            case ["ledger", "total", by, group, measure, currency, side, key]:
                rows = self.totals(by, ActionFilter.of(key), measure)  # type: ignore[arg-type]
                found = [
                    getattr(row, side)
                    for row in rows
                    if (row.key, row.currency) == (group, currency) and side in row.__struct_fields__
                ]
            case _:
                found = []
        if not found:
            raise LedgerChoiceError(
                f"no figure {wanted!r}; figures are ledger/total/BY/GROUP/MEASURE/CURRENCY/SIDE/FILTER, "
                "ledger/count/WHAT/FILTER, ledger/delay/start/MATTER, ledger/delay-median/start/FILTER, "
                "ledger/home-share/STATE"
            )
        figure: Figure = found[0]
        return figure

    def _listed(self, wanted: str) -> ListedAction:
        case = self._case
        a = next(action for action in case.actions if action.id == wanted)
        gone = withdrawals(case.actions).get(wanted)
        return ListedAction(
            id=a.id, date=a.date.text, authority=a.authority, authority_kind=a.authority_kind, state=a.state,
            kind=a.kind, title=a.title, matter=a.matter, programmes=a.programmes, legal_basis=a.legal_basis,
            conduct=a.conduct, conduct_start=a.conduct_start.text if a.conduct_start else "",
            conduct_end=a.conduct_end.text if a.conduct_end else "", shipments=a.shipments, accounts=a.accounts,
            persons=a.persons, entities=a.entities, vessels=a.vessels,
            amounts=tuple(_money(m) for m in case.amounts if m.action == a.id),
            named=tuple(n.name for n in case.named if n.action == a.id),
            status=a.status or "", status_date=a.status_date.text if a.status_date else "", follows=a.follows,
            followed_by=tuple(o.id for o in in_order(case.actions) if a.id in o.follows), part_of=a.part_of,
            notes=a.notes, sources=cite(case.sources, a.sources),
            withdrawn=f"{gone.date} by {gone.id}" if gone else "",
        )  # fmt: skip


def _money(amount: ActionAmount) -> str:
    words = f"{amount.measure} {amount.gross:,} {amount.currency}"
    if amount.suspended:
        words += f", {amount.suspended:,} of it suspended"
    for part, said in (
        (amount.activated, f"of that payable after all since {amount.activated_date}"),
        (amount.credited, f"met by the payment to {amount.credited_to or 'another authority'}"),
        (amount.refunded, f"set aside or paid back on {amount.refunded_date}"),
    ):
        words += f", {part:,} {said}" if part else ""
    if amount.replaced_by:
        words += f", replaced on {amount.replaced_date} by {amount.replaced_by}"
    return words + (f" (part of {amount.part_of})" if amount.part_of else "")


class AnswerLog:
    """Questions to the answers of one case."""

    warning = answers.WARNING

    def __init__(self, case: Case) -> None:
        self._case = case

    @property
    def observed(self) -> Observed | None:
        """The first and the last day of an answer on record."""
        return observed_answers(self._case)

    def list(self, which: Which | None = None) -> Results[ListedResponse]:
        """The answers asked for in order of date. Raises LedgerChoiceError."""
        return answers.listed(self._case, which)

    def count(self, which: Which | None = None) -> Figure:
        """How many answers. Raises LedgerChoiceError."""
        return answers.count(self._case, which)

    def latency(self, which: Which | None = None) -> Figure:
        """Median days from allegation to answer; negatives are kept. Raises LedgerChoiceError."""
        return answers.latency(self._case, which)

    def pattern(self, by: PatternBy = "trigger", which: Which | None = None) -> Results[PatternRow]:
        """Kinds of answer by trigger, responder, state or year. Raises LedgerChoiceError."""
        return answers.pattern(self._case, by, which)

    def reversals(self) -> Results[Reversal]:
        """Answers that a later one took back."""
        return answers.reversals(self._case)

    def what_came_after(self, which: Which | None = None) -> Results[NextAct]:
        """The next official act on the matter after each kind of answer."""
        return answers.what_came_after(self._case, which)

    def explain(self, wanted: str) -> Figure:
        """The figure of an id, computed again. Raises LedgerChoiceError."""
        match wanted.partition("@")[0].split("/"):
            case ["responses", "count", key]:
                return self.count(answers.Which.of(key))
            case ["responses", "latency", key]:
                return self.latency(answers.Which.of(key))
        raise LedgerChoiceError(
            f"no figure {wanted!r}; figures are responses/count/FILTER and responses/latency/FILTER"
        )
