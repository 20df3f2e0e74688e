"""The facts claims are compared with, with everything slow computed once and remembered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from yalu.case.coverage.completeness import Sought
from yalu.case.coverage.table_coverage import table_coverage
from yalu.case.knowledge import known_by
from yalu.case.records import Case, Event, Published
from yalu.documents.problems import DocumentError
from yalu.visits.eras import Era, eras
from yalu.visits.facade import Visits
from yalu.visits.frequency import VisitCounts, study_window
from yalu.visits.rules.codebook import ChosenRules, choose_rules, choose_scheme
from yalu.visits.rules.counts import CountDecision, decide
from yalu.vocabulary.coverage import Coverage, combined
from yalu.vocabulary.dates import Window

if TYPE_CHECKING:
    from yalu.law.caps.utilisation_records import Utilisation
    from yalu.law.evaluation import Evaluation
    from yalu.law.text.regimes import Regime
    from yalu.trade.facade import Trade
    from yalu.trade.figures.parts import UnreadRow
    from yalu.trade.figures.vintages import Revision
    from yalu.vocabulary.results import Figure

T = TypeVar("T")


class Unanswerable(Exception):  # noqa: N818 - not an error of the user: the facts give no answer
    """The facts give no answer; the text says what is missing."""


class UnknownName(Unanswerable):
    """A name that the facts do not have: a slip of the pen, or a fact that is missing."""


class Evidence:
    """One case as known on one day. ``regime`` is one already read; the bundled one on the target when left out.

    ``left_out`` says what of its flows could not be read, ``unread`` of which trades an amount could not.
    """

    def __init__(
        self,
        case: Case,
        regime: Regime | None = None,
        *,
        left_out: tuple[str, ...] = (),
        unread: tuple[UnreadRow, ...] = (),
    ) -> None:
        self.case = case
        self._regime = regime
        self._left_out, self._unread = left_out, unread
        self._kept: dict[Hashable, Any] = {}
        self._then: dict[date, Evidence] = {}

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """A value made once for a key; what the facts cannot answer is remembered too."""
        if key not in self._kept:
            try:
                self._kept[key] = make()
            except Unanswerable as silence:
                self._kept[key] = silence
        found = self._kept[key]
        if isinstance(found, Unanswerable):
            raise found
        return found  # type: ignore[no-any-return]

    def as_known(self, day: date) -> Evidence | None:
        """The same evidence as of a day, or None when nothing was observed by then."""
        if day not in self._then:
            try:
                limited, _ = known_by(self.case, day)
            except DocumentError:
                return None
            rows = tuple(row for row in limited.published if self._was_public(row, day))
            self._then[day] = Evidence(
                msgspec.structs.replace(limited, published=rows),
                self._regime,
                left_out=self._left_out,
                unread=self._unread,
            )
        return self._then[day]

    def of_report(self, sources: frozenset[str]) -> Evidence:
        """The same evidence with the stated facts of one report alone: what else is known decides nothing there."""

        def own(rows: Iterable[T]) -> tuple[T, ...]:
            return tuple(row for row in rows if any(ref.source in sources for ref in row.sources))  # type: ignore[attr-defined]

        names = ("flows", "published", "shares", "events", "amounts", "responses", "knowledge", "links")
        kept = {name: own(getattr(self.case, name)) for name in names}
        return self.keep(
            ("report", sources), lambda: Evidence(msgspec.structs.replace(self.case, **kept), self._regime)
        )

    def _was_public(self, row: Published, day: date) -> bool:
        """Published figures carry no date of their own: the earliest date of their sources stands for it."""
        sources = [self.case.sources.get(ref.source) for ref in row.sources]
        dates = [
            source.published for source in sources if source is not None and source.published is not None
        ]
        return not dates or min(when.earliest for when in dates) <= day

    @cached_property
    def visits(self) -> Visits:
        """Questions about visits."""
        return Visits(self.case)

    @cached_property
    def trade(self) -> Trade:
        """Questions about trade."""
        from yalu.trade.facade import Trade  # noqa: PLC0415 - loaded when a claim is about trade

        trade = Trade.of_case(self.case)
        if self._left_out:
            trade.context = msgspec.structs.replace(
                trade.context, left_out=self._left_out, unread=self._unread
            )
        return trade

    @cached_property
    def regime(self) -> Regime:
        """The law, as known on the day of the case. Unanswerable where no regime is on the case's target."""
        from yalu.law.facade import with_sources  # noqa: PLC0415 - loads the SQL engine, only when asked
        from yalu.law.text.targets import no_regime, regime_for  # noqa: PLC0415 - loaded when a claim is about law

        found = regime_for(self.case.target, self._regime)
        if found is None:
            raise Unanswerable(no_regime(self.case.target))
        whole = with_sources(found, self.case)
        return whole.limited_to(date.fromisoformat(self.case.known_by)) if self.case.known_by else whole

    @cached_property
    def _evaluation(self) -> Evaluation:
        from yalu.law.evaluation import Evaluation  # noqa: PLC0415
        from yalu.law.facade import flow_records  # noqa: PLC0415 - loads the SQL engine, only when asked

        return Evaluation(
            self.regime,
            flow_records(self.case),
            target=self.case.target,
            known_by=self.case.known_by or None,
            open_ended=False,
        )

    def uses(self, measure: str, carry_over: str, through: date | None) -> tuple[Utilisation, ...]:
        """What one cap has used up on every ledger and in every window."""
        from typing import cast  # noqa: PLC0415

        from yalu.law.caps.utilisation_records import CarryOver  # noqa: PLC0415

        if not self.case.flows:
            raise Unanswerable("the case has no flows, so nothing was checked against a cap")
        return self.keep(
            ("uses", measure, carry_over, through),
            lambda: tuple(
                self._evaluation.utilisation(
                    measure=measure, through=through, carry_over=cast("CarryOver", carry_over)
                )
            ),
        )

    def total(self, **asked: Any) -> Figure:
        """One amount of trade as a figure, remembered."""
        key = ("total", *(asked[name] for name in sorted(asked)))
        return self.keep(
            key,
            lambda: self._traded(asked["reporter"], asked["partner"], asked["ledger"], asked["hs"]).total(
                **asked
            ),
        )

    def revision(self, **asked: Any) -> Revision | None:
        """What a total can be once its first releases are revised, remembered; None when it rests on none."""
        key = ("revision", *(asked[name] for name in sorted(asked)))
        trade = self._traded(asked["reporter"], asked["partner"], asked["ledger"], asked["hs"])
        return self.keep(key, lambda: trade.revision(**asked))

    def _traded(self, reporter: str, partner: str, ledger: str, hs: str) -> Trade:
        """The trade of two states in some goods on one ledger: a total looks at no other row."""
        wanted = reporter or self.case.partner, partner or self.case.target, ledger

        def narrowed() -> Trade:
            trade = copy(self.trade)
            rows = tuple(
                r for r in trade.context.rows
                if (r.reporter, r.partner, r.ledger) == wanted and (r.hs == hs or (hs != "TOTAL" and r.hs.startswith(hs)))
            )  # fmt: skip
            trade.context = msgspec.structs.replace(trade.context, rows=rows)
            return trade

        return self.keep(("traded", *wanted, hs), narrowed)

    def rules(self, name: str) -> ChosenRules:
        """A rule set by name, remembered."""
        return self.keep(("rules", name), lambda: choose_rules(self.case, name or None))

    def decisions(self, rules: str) -> tuple[CountDecision, ...]:
        """What a rule set says of every visit, in the order of the table."""
        return self.keep(("decisions", rules), lambda: decide(self.case, self.rules(rules)))

    def ledger(self, rules: str, direction: str) -> VisitCounts:
        """The visits a rule set leaves standing, as arrays."""
        return self.keep(
            ("ledger", rules, direction), lambda: VisitCounts(self.case, self.rules(rules), direction)
        )

    def eras(self, rules: str, scheme: str, window: Window | None) -> tuple[Era, ...]:
        """The eras of both sides under a scheme, in the window a rule set was made for."""
        span = study_window(self.case, self.rules(rules), window)
        chosen = choose_scheme(self.case, scheme or None)[1]
        return self.keep(("eras", scheme, span), lambda: eras(self.case, chosen, span))

    def covers(self, *tables: str, window: Window | None = None, sought: Sought | None = None) -> Coverage:
        """What a question over some tables of the case asks; ``sought`` are the rows counted in the first."""
        return combined(
            table_coverage(self.case, table, window, sought if table == tables[0] else None)
            for table in tables
        )

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """The events of the case by id."""
        return {event.id: event for event in self.case.events}
