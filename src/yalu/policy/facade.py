"""The policy desk of a case: ``PolicyDesk`` reads options, compares them, and follows money along a path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from yalu.case.records import Case
from yalu.documents.choices import ChoiceError, unknown
from yalu.measures.regimes import Regime
from yalu.measures.targets import no_regime, regime_for
from yalu.policy.assumptions import Assumptions
from yalu.policy.baseline import TradeLine, missing_lines, trade_lines
from yalu.policy.checking import Known
from yalu.policy.comparing import PolicyComparison
from yalu.policy.dependence import definitions_of
from yalu.policy.enacting import MonthOfLaw, judged_months, law_under
from yalu.policy.escrow import Account, account, history
from yalu.policy.exporting import export_experiments
from yalu.policy.judgement.assembly import Setting, assembled
from yalu.policy.judgement.margins import Bench, Margin, margins
from yalu.policy.model import Model, model_of
from yalu.policy.reading import FOLDER, ReadPolicies, read_policies
from yalu.policy.records import Policy
from yalu.policy.setting import with_ranges
from yalu.policy.steps import DealPath
from yalu.trade.facade import Trade
from yalu.vocabulary.results import Citation
from yalu.vocabulary.strength import Strength


class PolicyDesk:
    """Questions about the policies of a case and of the reader's own.

    ``also`` are files or folders of further policies, ``ranges`` a file read instead of the case's
    ``ranges.yaml``, ``regime`` the law on the case's target (the bundled one when left out). Raises
    DocumentError with every problem of every file.
    """

    def __init__(
        self, case: Case, *, also: Sequence[str | Path] = (), ranges: str | Path | None = None,
        regime: Regime | None = None,
    ) -> None:  # fmt: skip
        self.case = case
        self._whole = _law_on(case, regime)
        self._read = read_policies(
            Path(case.path) / FOLDER, self._known(), also=[Path(place) for place in also],
            ranges=None if ranges is None else Path(ranges),
        )  # fmt: skip
        self._laws: dict[Any, tuple[Regime, tuple[MonthOfLaw, ...]]] = {}

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies, the baseline first, then by id."""
        return self._read.policies

    @property
    def assumptions(self) -> Assumptions:
        """The assumptions as read."""
        return self._read.assumptions

    @property
    def version(self) -> str:
        """The version of the case's data and a hash of the policies and ranges."""
        return f"{self.case.data_version}/{self._read.version}"

    @property
    def law_sources(self) -> Mapping[str, Citation]:
        """The sources of the law, which a policy may name beside the case's own."""
        return self._whole.sources

    @property
    def baseline(self) -> Policy:
        """The policy that every other is held against."""
        return next(policy for policy in self.policies if policy.baseline)

    def policy(self, wanted: str) -> Policy:
        """The policy of that id. Raises ChoiceError naming the nearest one."""
        found = next((policy for policy in self.policies if policy.id == wanted), None)
        if found is None:
            raise ChoiceError(unknown("policy", wanted, [policy.id for policy in self.policies]))
        return found

    def path(self, wanted: str, path: DealPath, on: date | None = None) -> tuple[Account, ...]:
        """The account of a policy on every day it changes along a path, or at the end of one day."""
        policy = self.policy(wanted)
        if on is not None:
            return (account(policy, path, on),)
        turns = [turn.day for turn in path.turns]
        deposits = [payment.deposit for payment in policy.payments]
        return history(
            policy, path, max([*turns, *deposits, self.assumptions.start], default=self.assumptions.start)
        )

    @cached_property
    def yearly_trade(self) -> float | None:
        """The partner's whole trade with the target in the year of comparison, USD million."""
        whole = self._trade.total(self.assumptions.year).value
        return None if whole is None else whole / 1e6

    @cached_property
    def lines(self) -> tuple[TradeLine, ...]:
        """The table of trade before any policy."""
        return trade_lines(self._trade, self.assumptions)

    def model(self, policy: Policy, assumed: Assumptions | None = None) -> Model:
        """A policy as numbers, with the law it makes judged month by month."""
        law, months = self._law(policy)
        return model_of(
            policy, law, months, self.lines, assumed or self.assumptions, partner=self.case.partner
        )

    def law_months(self, wanted: str) -> tuple[MonthOfLaw, ...]:
        """The standing of every line of trade in every month ahead under a policy."""
        return self._law(self.policy(wanted))[1]

    def assumed(
        self, ends: Mapping[str, tuple[float, float]] | None = None, futures: int | None = None, seed: int | None = None
    ) -> Assumptions:  # fmt: skip
        """The assumptions with some ranges, the number of futures and the seed set. Raises ChoiceError for what cannot be."""
        return with_ranges(self.assumptions, ends or {}, futures, seed)

    def compare(
        self, policies: Sequence[str] = (), *, ends: Mapping[str, tuple[float, float]] | None = None,
        futures: int | None = None, seed: int | None = None, baseline: str = "",
    ) -> PolicyComparison:  # fmt: skip
        """Compare policies, the baseline always among them; all of them when none is named.

        ``ends`` sets ranges, ``futures`` how many are drawn, ``seed`` which, ``baseline`` another policy to hold
        the others against. Raises ChoiceError for an unknown name.
        """
        held = self.policy(baseline) if baseline else self.baseline
        chosen, assumed = self._chosen(policies, held), self.assumed(ends, futures, seed)
        return assembled(
            Setting(
                policies=chosen, baseline=held, assumed=assumed, version=self.version, partner=self.case.partner,
                shares=definitions_of(self._trade, assumed), yearly_trade=self.yearly_trade,
                readings=self.readings(assumed.ranges), missing=missing_lines(self.lines, assumed),
                make=lambda policy: self.model(policy, assumed),
            )
        )  # fmt: skip

    def margins(
        self, wanted: str, *, ends: Mapping[str, tuple[float, float]] | None = None, baseline: str = ""
    ) -> tuple[Margin, ...]:
        """What every floor of one policy has to spare, and every single change up to twice a number that turns it."""
        held, assumed = self.policy(baseline) if baseline else self.baseline, self.assumed(ends)
        return margins(
            Bench(self.policy(wanted), held, assumed, cache(lambda policy: self.model(policy, assumed)))
        )

    def readings(self, names: Iterable[str]) -> Strength:
        """What a result that turns on these ranges rests on."""
        return self.assumptions.readings(names, self._grade)

    def _grade(self, source: str) -> str:
        """The reliability of a source of the case or of its law; nothing for an unknown one."""
        found = self.case.sources.get(source)
        cited = self.law_sources.get(source)
        return found.reliability if found is not None else cited.grade if cited is not None else ""

    def export(self, folder: Path, policies: Sequence[str] = (), *, ends: Mapping[str, tuple[float, float]] | None = None,
               futures: int | None = None, seed: int | None = None, baseline: str = "") -> tuple[Path, ...]:  # fmt: skip
        """Write the experiments as Parquet in the layout EMAworkbench reads; see ``exporting``."""
        held = self.policy(baseline) if baseline else self.baseline
        chosen, assumed = self._chosen(policies, held), self.assumed(ends, futures, seed)
        models = tuple(self.model(policy, assumed) for policy in chosen)
        return export_experiments(folder, models, assumed)

    def _chosen(self, names: Sequence[str], held: Policy) -> tuple[Policy, ...]:
        """The policies asked for with the one they are held against first."""
        wanted = {self.policy(name).id for name in names} or {policy.id for policy in self.policies}
        return (held, *(policy for policy in self.policies if policy.id in wanted and policy.id != held.id))

    def _law(self, policy: Policy) -> tuple[Regime, tuple[MonthOfLaw, ...]]:
        """Policies that pull the same levers on measures share one law and one judgement."""
        key = policy.levers_of("switch_measure", "change_cap")
        if key not in self._laws:
            law = law_under(policy, self._whole, self.assumptions.as_of)
            target, partner = self.case.target, self.case.partner
            self._laws[key] = (
                law,
                judged_months(law, self.lines, self.assumptions, target=target, partner=partner),
            )
        return self._laws[key]

    @cached_property
    def _trade(self) -> Trade:
        return Trade.of_case(self.case)

    def _known(self) -> Known:
        """What may be named; a case limited to a day has lost rows that a range may still name."""
        limited = bool(self.case.known_by)
        return Known(
            measures={measure.id: measure.effect for measure in self._whole.measures},
            sources=None if limited else frozenset(self.case.sources) | frozenset(self._whole.sources),
            rows=None if limited else frozenset(flow.id for flow in self.case.flows),
        )


def has_policies(case: Case) -> bool:
    """Whether a case brings policies."""
    return (Path(case.path) / FOLDER / "ranges.yaml").is_file()


def _law_on(case: Case, regime: Regime | None) -> Regime:
    found = regime_for(case.target, regime)
    if found is None:
        raise ChoiceError(no_regime(case.target))
    return found


__all__ = ["PolicyDesk", "ReadPolicies", "has_policies"]
