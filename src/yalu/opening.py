"""Open a case for Python: the case itself and the questions that can be asked of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from yalu.case.knowledge import known_by as limit_to
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.documents.choices import ChoiceError
from yalu.visits.explanations import Explanation, explain
from yalu.visits.facade import Visits
from yalu.vocabulary.results import Figure, Verdict, as_text, figures_in

if TYPE_CHECKING:
    from yalu.chains.facade import Chains
    from yalu.claims.facade import Claims
    from yalu.enforcement.facade import AnswerLog, EnforcementLedger
    from yalu.goods.transfers import LawLookup
    from yalu.law.facade import Law
    from yalu.law.text.regimes import Regime
    from yalu.policy.facade import PolicyDesk
    from yalu.search import SearchIndex
    from yalu.trade.facade import Trade

LAW_KINDS = ("verdict", "figure")
DEFAULT_CASE = "china-dprk"  # the case of a question that names none
CHAIN_KINDS = ("condition", "knowledge")
# Ids that name a row or an option by its own id.
NAMING_KINDS = ("event", "policy", "range", "link", "node", "recurring")
_GRADED = re.compile(r"[a-z0-9-]+:[1-6]")
# Ids that are made of those of several rows, with what stands between them.
JOINING_KINDS = {"route": "+", "near": "/", "without": "/"}


class OpenCase:
    """A case ready for questions: ``visits`` answers about visits, ``explain`` about any id.

    ``notes`` says which facts were left out or kept in doubt by a knowledge date. ``regime`` is the law on
    the case's target where it is not the bundled one.
    """

    def __init__(self, case: Case, notes: tuple[str, ...] = (), regime: Regime | None = None) -> None:
        self.case = case
        self.notes = notes
        self.regime = regime
        self.visits = Visits(case)

    @cached_property
    def law(self) -> Law:
        """The law on the case's target, and flows checked against it.

        Raises DocumentError for a broken regime, ChoiceError where no regime is on the target.
        """
        from yalu.law.facade import Law  # noqa: PLC0415 - loads the SQL engine, only when asked

        return Law(self.case, self.regime)

    @cached_property
    def trade(self) -> Trade:
        """The trade of the case: totals, growth, shares, unit values, mirror gaps, what followed a ban."""
        from yalu.trade.facade import Trade  # noqa: PLC0415 - loaded when asked

        return Trade.of_case(self.case)

    @cached_property
    def chains(self) -> Chains:
        """Who supplied what to whom: deals, routes, conditions, and what sellers knew."""
        from yalu.chains.facade import Chains  # noqa: PLC0415 - loaded when asked
        from yalu.listing_lookup import listing_lookup  # noqa: PLC0415 - loaded when asked

        return Chains.of_case(self.case, listing_lookup())

    @cached_property
    def claims(self) -> Claims:
        """Published statements checked against the case: checked from its files, or tested as typed."""
        from yalu.claims.facade import Claims  # noqa: PLC0415 - loaded when asked

        return Claims(self.case, self.regime)

    @cached_property
    def ledger(self) -> EnforcementLedger:
        """The enforcement ledger: actions, amounts, counts, what followed, and who is named."""
        from yalu.enforcement.facade import EnforcementLedger  # noqa: PLC0415 - loaded when asked

        return EnforcementLedger(self.case)

    @cached_property
    def responses(self) -> AnswerLog:
        """What was answered to allegations: kinds, how long it took, what was taken back."""
        from yalu.enforcement.facade import AnswerLog  # noqa: PLC0415 - loaded when asked

        return AnswerLog(self.case)

    @cached_property
    def policy(self) -> PolicyDesk:
        """The case's policies compared by what happens if they fail. Raises DocumentError for a broken file."""
        from yalu.policy.facade import PolicyDesk  # noqa: PLC0415 - loaded when asked

        return PolicyDesk(self.case, regime=self.regime)

    def law_on_goods(self, exporter: str = "") -> LawLookup:
        """How goods ask the law on their destination, for ``yalu.goods.transfers``; ``exporter`` is whence they go."""
        from yalu.law_lookup import law_lookup  # noqa: PLC0415 - loads the SQL engine, only when asked

        known_by = date.fromisoformat(self.case.known_by) if self.case.known_by else None
        return law_lookup(exporter=exporter, known_by=known_by, regime=self.regime)

    def explain(self, wanted: str) -> Explanation:
        """What an id stands for, with its trail. Raises ChoiceError naming the three nearest known ids.

        What no question of its own explains is looked up among everything that can be searched for.
        """
        try:
            return self._explain(wanted)
        except ChoiceError as error:
            # Ids hold no blank; “F-coal-2017 and 2 rows like it” begins with one.
            first = wanted.partition(" ")[0]
            found = self._looked_up(wanted) if first == wanted else self.explain(first)
            if found is not None:
                return found
            if not str(error).startswith("unknown id"):
                raise
            near = ", ".join(self.search.nearest_ids(wanted)) or "none"
            raise ChoiceError(
                f"unknown id {wanted!r}; the nearest: {near}; yalu search finds ids by words"
            ) from None

    @cached_property
    def search(self) -> SearchIndex:
        """Everything that can be found by a word: see ``yalu.search``."""
        from yalu.search import search_index  # noqa: PLC0415 - reads everything, only when asked

        return search_index(self)

    def _looked_up(self, wanted: str) -> Explanation | None:
        """The entry of an id, or of the row, option, range or links that an id of a result names; None without one."""
        kind, _, name = wanted.partition("/")
        if kind == "decision":
            text = "A decision of a screening, by the hash of what it rests on. Its log has it: yalu screen replay LOG."
            return Explanation(wanted, kind, text)
        if (
            _GRADED.fullmatch(wanted) and wanted not in self.search.by_id
        ):  # a source with the grade that a row gives it
            return self._looked_up(wanted.rpartition(":")[0])
        apart = JOINING_KINDS.get(kind)
        names = name.split(apart) if apart else [name] if kind in NAMING_KINDS else [wanted]
        entries = [self.search.by_id.get(one) for one in names]
        lines = [line for entry in entries if entry is not None for line in entry.lines]
        return Explanation(wanted, "row", "\n".join(lines)) if lines else self._claimed(wanted)

    def _claimed(self, wanted: str) -> Explanation | None:
        """A figure that a claim of the case was tested with, by its id; None where no claim has one.

        An id that names a day of knowledge is that of its own figure; one without is that of today's.
        """
        if "/" not in wanted:  # the id of a row
            return None
        same = [one for one in self._under_claims if one.id == wanted] or [
            one for one in self._under_claims if one.id.partition("@")[0] == wanted.partition("@")[0]
        ]
        return _explained(wanted, same[0]) if same else None

    @cached_property
    def _under_claims(self) -> tuple[Figure, ...]:
        return tuple(figure for row in self.claims.check() for figure in figures_in(row))

    def _explain(self, wanted: str) -> Explanation:
        kind = wanted.partition("/")[0]
        if kind in {"goods", "policy"} and "/" in wanted:
            return self.explain_goods(wanted, {}) if kind == "goods" else self._explain_policy(wanted)
        if kind in CHAIN_KINDS and "/" in wanted:
            from yalu.chains.explanations import explain as explain_chain  # noqa: PLC0415 - loaded when asked

            try:
                text, verdict = explain_chain(self.chains, wanted)
            except ValueError as error:
                raise ChoiceError(str(error)) from error
            return Explanation(wanted, kind, text, verdict=verdict)
        if kind == "claim":
            from yalu.claims.verdicts.verdict_text import explain as explain_claim  # noqa: PLC0415 - loaded when asked

            return explain_claim(self.claims.explain(wanted))
        if kind in LAW_KINDS and "/" in wanted:
            return self.explain_law(wanted)
        found = self._trade_figure(kind, wanted) if "/" in wanted else None
        return _explained(wanted, found) if found else self._enforcement(wanted) or explain(self.case, wanted)

    def _trade_figure(self, kind: str, wanted: str) -> Figure | None:
        """A figure of trade by its id; None where the kind is of another room. Raises ChoiceError where the rows give none."""
        from yalu.trade.explanations import KINDS  # noqa: PLC0415 - loaded when asked
        from yalu.trade.explanations import explain as explain_trade  # noqa: PLC0415 - loaded when asked

        try:
            return explain_trade(self.trade, wanted) if kind in KINDS else None
        except (KeyError, ValueError) as error:
            raise ChoiceError(str(error.args[0])) from error

    def explain_law(
        self,
        wanted: str,
        flows: Path | None = None,
        *,
        assume: Mapping[str, str] | None = None,
    ) -> Explanation:
        """A verdict or figure of law with its trail, on flows of one's own too.

        Raises ChoiceError when the flows give no such result.
        """
        return explained_by(self.law, wanted, flows, assume)

    def explain_goods(self, wanted: str, typed: Mapping[str, str], on: date | None = None) -> Explanation:
        """The id of an answer about goods: its entry, and the reasons where what is known of the item is ``typed``.

        Raises ChoiceError for an id of nothing here, or for what cannot be read of the item.
        """
        from yalu.goods.answers import explain as explain_goods  # noqa: PLC0415 - loaded when asked
        from yalu.goods.lists.bundled_goods import open_goods  # noqa: PLC0415 - loaded when asked

        known = {"destination": self.case.target} | dict(typed) if typed else {}
        text = explain_goods(wanted, open_goods(), known, self.law_on_goods(), on=on)
        return Explanation(wanted, "goods", text)

    def _explain_policy(self, wanted: str) -> Explanation:
        from yalu.policy.results.explanations import explain as explain_policy  # noqa: PLC0415 - loaded when asked

        result = explain_policy(self.policy, wanted)
        return Explanation(wanted, "figure", as_text(result), figure=result)

    def _enforcement(self, wanted: str) -> Explanation | None:
        """An id of the ledger or of the answers, or None when it is of something else."""
        if not (self.case.actions or self.case.responses):
            return None
        from yalu.enforcement.explanations import explain_row  # noqa: PLC0415 - loaded when asked
        from yalu.enforcement.filters import LedgerChoiceError  # noqa: PLC0415 - loaded when asked

        if wanted.startswith(("ledger/", "responses/")):
            asked = self.ledger if wanted.startswith("ledger/") else self.responses
            try:
                figure = asked.explain(wanted)
            except LedgerChoiceError as error:
                raise ChoiceError(str(error)) from error
            return Explanation(wanted, "figure", as_text(figure), figure=figure)
        text = "" if "/" in wanted else explain_row(self.case, wanted)
        return Explanation(wanted, "row", text) if text else None


def explained_by(
    law: Law, wanted: str, flows: Path | None = None, assume: Mapping[str, str] | None = None
) -> Explanation:
    """A verdict or figure of law with its trail. Raises ChoiceError when the flows give no such result."""
    try:
        found = law.explain(wanted, flows, assume=assume)
    except KeyError as error:
        raise ChoiceError(str(error.args[0])) from error
    return _explained(wanted, found)


def _explained(wanted: str, found: Figure | Verdict) -> Explanation:
    if isinstance(found, Figure):
        return Explanation(wanted, "figure", as_text(found), figure=found)
    return Explanation(wanted, "verdict", as_text(found), verdict=found)


def open_case(
    name: str | Path = DEFAULT_CASE, *, known_by: date | str | None = None, regime: str | Path | None = None
) -> OpenCase:
    """Open a bundled case by name, or any case folder by path, as known on a day.

    ``regime`` is a bundled regime by name or a folder by path, in place of the bundled one on the case's
    target. Raises yalu.documents.problems.DocumentError with every problem of the folders, ChoiceError
    when the regime is on another state than the case.
    """
    case = read_case(find_case(name))
    law = None if regime is None else _law_on(case.target, regime)
    if known_by is None:
        return OpenCase(case, regime=law)
    day = date.fromisoformat(known_by) if isinstance(known_by, str) else known_by
    limited, note = limit_to(case, day)
    return OpenCase(limited, note.sentences(), law)


def _law_on(target: str, regime: str | Path) -> Regime | None:
    from yalu.law.text.targets import regime_for  # noqa: PLC0415 - loaded when asked

    return regime_for(target, regime)
