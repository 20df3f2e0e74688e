"""The case as it could be known on a day: later facts, and secrets not yet disclosed, are not there.

A fact whose day of disclosure nobody states is kept and named in the note: dropping it would claim
to know that it was secret. The same goes for partial dates that lie on both sides of the day.

A figure or list that somebody published, a fact of knowledge without a day of its own showing, and a link without a
first day are known from the day their first source was published; so is a statistic, unless its first source is so late
that it repeats an earlier release, and then it is kept and named. What is written about a deal is shown when all its
sources were out and nothing of it is left out; other words that name a later day are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from datetime import date, timedelta
from typing import TypeVar

import msgspec

from yalu.case.chain_records import Deal, Link
from yalu.case.later_words import (
    all_published,
    changed,
    codebook_by,
    first_published,
    names_later_day,
    without_later_words,
)
from yalu.case.party_statuses import status_on
from yalu.case.records import (
    Action,
    ActionAmount,
    Case,
    CoverageRow,
    Event,
    Flow,
    NamedParty,
    RecordedShare,
    Row,
    Source,
    Visit,
)
from yalu.documents.problems import DocumentError, Problem
from yalu.vocabulary.dates import PartialDate, ThreeDates, Window

R = TypeVar("R", bound=Row)
# Customs print a month within weeks and its growth over the year before with it: what is first read later than this
# after its period repeats a release that no source of the row is.
_RELEASE = timedelta(days=548)
_HIDDEN = frozenset({"secret_then_confirmed", "unconfirmed"})


class KnowledgeNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a knowledge date took out and what it could not decide, as row ids.

    ``dropped`` holds by table the rows not yet known. ``knowledge_date_unknown`` are secret visits, and statistics
    first read long after their period, kept because no source says when they became public; ``straddling`` are rows
    kept although their partial date may lie after the day; ``end_not_yet_known`` are rows whose end lies after it; of
    ``shortened`` rows words are left out that name a later day.
    """

    day: date
    dropped: dict[str, tuple[str, ...]]
    knowledge_date_unknown: tuple[str, ...] = ()
    straddling: tuple[str, ...] = ()
    end_not_yet_known: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """The note in words, for trails and pages."""
        said = [
            f"{len(ids)} rows of {table} were not yet known on {self.day}"
            for table, ids in self.dropped.items()
            if ids
        ]
        for ids, why in (
            (self.knowledge_date_unknown, "knowledge date unknown, kept"),
            (self.straddling, "partial date on both sides of the day, kept"),
            (self.end_not_yet_known, "the end was not yet known"),
        ):
            if ids:
                said.append(f"{why}: {', '.join(ids)}")
        if self.shortened:
            said.append(f"words that name a later day are left out of {len(self.shortened)} rows")
        return tuple(said)


def known_by(case: Case, day: date) -> tuple[Case, KnowledgeNote]:
    """The case as of a day, and what was taken out or left undecided.

    The window observed is cut at the day, so nothing counts the silence after it. Raises DocumentError
    when the day lies before the window observed, because then nothing at all was known.
    """
    return _AsOf(case, day).answer()


class _AsOf:
    """One look back at one case."""

    def __init__(self, case: Case, day: date) -> None:
        self._case, self._day = case, day
        self._unknown: list[str] = []
        self._straddling: list[str] = []
        self._open_ends: list[str] = []
        self._shortened: list[str] = []

    def answer(self) -> tuple[Case, KnowledgeNote]:
        """The case cut back, and the note."""
        case = self._case
        visits = tuple(self._without_late_end(v) for v in case.visits if self._visit_is_known(v))
        gone = {v.id for v in case.visits} - {v.id for v in visits}
        happened = (row for row in case.steps if row.visit not in gone)
        kept = self._known_rows(
            {
                "visits": visits,
                "steps": tuple(row for row in happened if self._is_known(row.id, row.date)),
                "events": tuple(self._without_late_end(e) for e in case.events if self._event_is_known(e)),
                "tenures": tuple(
                    self._without_late_end(t) for t in case.tenures if self._is_known(t.id, t.start)
                ),
                "tours": tuple(row for row in case.tours if row.visit not in gone),
                "published": tuple(row for row in case.published if self._is_printed(row)),
                "listed": tuple(
                    row for row in case.listed if row.date.earliest <= self._day and self._is_printed(row)
                ),
                "seats": tuple(row for row in case.seats if row.start.earliest <= self._day),
                "rosters": tuple(row for row in case.rosters if row.start.earliest <= self._day),
                "flows": tuple(row for row in case.flows if self._flow_is_known(row)),
                "shares": tuple(row for row in case.shares if self._share_is_known(row)),
                "leads": tuple(row for row in case.leads if self._is_known(row.id, row.date)),
                "coverage": tuple(row for row in case.coverage if _began(row, self._day)),
                **self._enforcement(case),
                **self._chains(case),
            }
        )
        dropped = {name: _gone(getattr(case, name), rows) for name, rows in kept.items()}
        left = tuple(row for row in case.contradictions if row.row not in dropped.get(_field(row.table), ()))
        dropped["contradictions"] = _gone(case.contradictions, left)
        note = KnowledgeNote(
            day=self._day, dropped={name: ids for name, ids in dropped.items() if ids},
            knowledge_date_unknown=tuple(self._unknown), straddling=tuple(self._straddling),
            end_not_yet_known=tuple(self._open_ends), shortened=tuple(self._shortened),
        )  # fmt: skip
        cut = msgspec.structs.replace(
            case, observed=self._observed(), known_by=self._day.isoformat(), contradictions=left,
            codebook=codebook_by(case.codebook, self._day), **kept,
        )  # fmt: skip
        return cut, note

    def _enforcement(self, case: Case) -> dict[str, tuple[Row, ...]]:
        """Actions and answers up to the day; amounts and parties go with the action that names them."""
        actions = tuple(self._without_late_status(a) for a in case.actions if self._is_known(a.id, a.date))
        known = {action.id: action for action in actions}
        there = {row.id for row in case.amounts if row.action in known}
        named = (self._naming(row, known[row.action]) for row in case.named if row.action in known)
        return {
            "actions": actions,
            "amounts": tuple(
                self._without_late_changes(row, there) for row in case.amounts if row.id in there
            ),
            "named": tuple(row for row in named if row is not None),
            "responses": tuple(r for r in case.responses if self._is_known(r.id, r.date)),
        }

    def _known_rows(self, tables: dict[str, tuple[Row, ...]]) -> dict[str, tuple[Row, ...]]:
        """The same rows without the words that name a later day."""
        kept_rows = {
            name: tuple(without_later_words(name, row, self._day) for row in rows)
            for name, rows in tables.items()
        }
        for name, rows in kept_rows.items():
            # Other rows also change where an end or a status is not yet known, which is said by itself.
            self._shortened += changed(getattr(self._case, name) if name == "deals" else tables[name], rows)
        return kept_rows

    def _chains(self, case: Case) -> dict[str, tuple[Row, ...]]:
        """Links begun and facts shown by the day; a node or deal that loses all its links goes with them."""
        links = tuple(
            self._as_then_described(self._without_late_end(link))
            for link in case.links
            if self._is_out(link, link.start, first_published(case, link))
        )
        facts = tuple(
            fact
            for fact in case.knowledge
            if not names_later_day(fact.text, self._day)
            and self._is_out(fact, fact.shown, first_published(case, fact) or fact.date)
        )
        left = {node for link in links for node in (link.from_node, link.to_node)}
        lost = {node for link in case.links for node in (link.from_node, link.to_node)} - left
        kept = {link.deal for link in links} | {fact.deal for fact in facts}
        gone = ({link.deal for link in case.links} | {fact.deal for fact in case.knowledge}) - kept
        ids = {row.id for row in (*links, *facts)}
        partly = {link.deal for link in case.links if link.id not in ids}
        partly |= {fact.deal for fact in case.knowledge if fact.id not in ids}
        deals = (deal for deal in case.deals if deal.id not in gone)
        return {
            "deals": tuple(self._deal(deal, whole=deal.id not in partly) for deal in deals),
            "nodes": tuple(node for node in case.nodes if node.id not in lost),
            "links": links,
            "knowledge": facts,
        }

    def _as_then_described(self, link: Link) -> Link:
        """A link that nobody had reported yet, without the quote and note of whoever did."""
        first = first_published(self._case, link)
        if first is None or first.earliest <= self._day or not (link.quote or link.notes):
            return link
        self._shortened.append(link.id)
        return msgspec.structs.replace(link, quote="", notes="")

    def _is_out(self, row: Row, stated: PartialDate | None, otherwise: PartialDate | None) -> bool:
        """Whether a row was known by the day, by its own date, else by what stands for it; kept when nothing does."""
        when = stated or otherwise
        return when is None or self._is_known(row.id, when)

    def _deal(self, deal: Deal, *, whole: bool) -> Deal:
        """A deal without what was written of it later, and without the rung that its compilers wrote with that."""
        if deal.as_of is not None and deal.as_of.latest > self._day:
            deal = msgspec.structs.replace(deal, as_of=None)  # nobody knew that it was over
        if whole and all_published(self._case, deal, self._day):
            return deal
        return msgspec.structs.replace(
            deal, summary=f"What is written of this deal was not all public on {self._day}.", items="", alleged="",
            established="", end_user="", status="", notes="", stated_k=None, stated_s=None,
        )  # fmt: skip

    def _without_late_status(self, action: Action) -> Action:
        """An action keeps a status of a later day to itself."""
        if action.status_date is None or action.status_date.earliest <= self._day:
            return action
        return msgspec.structs.replace(action, status=None, status_date=None)

    def _naming(self, row: NamedParty, action: Action) -> NamedParty | None:
        """A party keeps a status of a later day to itself; what its act said on its own day was known."""
        found = status_on(row, action, self._day)
        if found is not None:
            self._is_known(found.id, found.status_date)  # names a date on both sides of the day
        return found

    def _without_late_changes(self, amount: ActionAmount, there: Container[str]) -> ActionAmount:
        """An amount keeps to itself what became of it on a later day: replaced, refunded, activated, credited.

        From which later day another act replaces it is known with that act.
        """
        late = {
            name: None if name != "replaced_by" else ""
            for name, when in (
                ("replaced_by", amount.replaced_date), ("refunded", amount.refunded_date),
                ("activated", amount.activated_date), ("credited", amount.credited_date),
            )
            if when is not None and when.earliest > self._day and not (name == "replaced_by" and amount.replaced_by in there)
        }  # fmt: skip
        return msgspec.structs.replace(amount, **late) if late else amount

    def _visit_is_known(self, visit: Visit) -> bool:
        if visit.secrecy not in _HIDDEN and visit.disclosed is None:
            return self._is_known(visit.id, visit.start)
        if visit.start.earliest > self._day:
            return False
        known = ThreeDates(happened=visit.start, known_from=visit.disclosed).known_by(self._day)
        if known == "no":
            return False
        if visit.disclosed is None:
            self._unknown.append(visit.id)
        elif known == "cannot_say":
            self._straddling.append(visit.id)
        return True

    def _event_is_known(self, event: Event) -> bool:
        """An event is known once it happened; one that is called by a later day, as a later reckoning is, was not."""
        return not names_later_day(event.title, self._day) and self._is_known(event.id, event.date)

    def _is_printed(self, row: Row) -> bool:
        """What somebody published is known once it is; kept where no source says when."""
        first = first_published(self._case, row)
        return first is None or self._is_known(row.id, first)

    def _flow_is_known(self, flow: Flow) -> bool:
        """A sum over a period is there once the period is over and somebody has printed it."""
        return self._is_released(flow, flow.window.end or flow.window.start)

    def _share_is_known(self, share: RecordedShare) -> bool:
        """A share is there once its year is over, where it names one, and somebody has printed it."""
        return self._is_released(share, None if share.year is None else date(share.year, 12, 31))

    def _is_released(self, row: Flow | RecordedShare, last: date | None) -> bool:
        """Whether a statistic was out; one that is first read long after its period was out before, nobody says when."""
        if last is not None and last > self._day:
            return False
        first = first_published(self._case, row)
        if first is None or last is None or first.earliest <= last + _RELEASE:
            return first is None or self._is_known(row.id, first)
        if first.earliest > self._day:
            self._unknown.append(row.id)
        return True

    def _is_known(self, row: str, happened: PartialDate) -> bool:
        holds = Window(end=self._day).holds(happened)
        if holds == "cannot_say":
            self._straddling.append(row)
        return holds != "no"

    def _without_late_end(self, row: R) -> R:
        seen: PartialDate | None = getattr(row, "seen_on", None)
        if seen is not None and Window(end=self._day).holds(seen) == "no":
            row = msgspec.structs.replace(row, seen_on=None)
        end: PartialDate | None = getattr(row, "end", None)
        if end is None:
            return row
        holds = Window(end=self._day).holds(end)
        if holds == "cannot_say":
            self._straddling.append(row.id)
        if holds != "no":
            return row
        self._open_ends.append(row.id)
        return msgspec.structs.replace(row, end=None)

    def _observed(self) -> Window:
        observed = self._case.observed.clip(Window(end=self._day))
        if observed is None:
            raise DocumentError(
                [
                    Problem(
                        file=self._case.id,
                        field="known-by",
                        value=str(self._day),
                        message=f"nothing was observed by {self._day}",
                        rule=f"a knowledge date lies inside the window observed, {self._case.observed}, or after",
                        next_step="choose a later day",
                    )
                ]
            )
        return observed


def _began(row: CoverageRow, day: date) -> bool:
    """Whether what a row of coverage speaks of had begun by a day."""
    start = row.window.start
    return start is None or start <= day


def _gone(before: Iterable[Row], after: Collection[Row]) -> tuple[str, ...]:
    kept = {row.id for row in after}
    return tuple(row.id for row in before if row.id not in kept)


def _field(table: str) -> str:
    """The name under which a Case holds a table."""
    return "tenures" if table == "eras" else table


def known_sources(case: Case) -> dict[str, Source]:
    """The sources that a look back may name: those published by its day, and those that its rows are cited from.

    A row that was known is cited from where its compilers read it, be that later.
    """
    if not case.known_by:
        return case.sources
    day = date.fromisoformat(case.known_by)
    held = (getattr(case, name) for name in case.__struct_fields__)
    rows = (row for table in held if isinstance(table, tuple) for row in table if isinstance(row, Row))
    cited = {reference.source for row in rows for reference in row.sources}
    return {
        name: source
        for name, source in case.sources.items()
        if name in cited or (source.published is not None and source.published.earliest <= day)
    }
