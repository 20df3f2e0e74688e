"""The policy desk of a case: ``PolicyDesk`` reads options, compares them, and follows money along a path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from yalu.case.records import Case
from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.problems import Problem
from yalu.law.text.regimes import Regime
from yalu.law.text.targets import no_regime, regime_for
from yalu.policy.agreement.escrow import Account, account, check_path, history
from yalu.policy.agreement.schedule import Terms, months_later, own_prices
from yalu.policy.agreement.steps import DealPath
from yalu.policy.assumptions import Assumptions, with_ranges
from yalu.policy.formulas.futures import middles
from yalu.policy.formulas.law_under_policy import (
    LawPeriod,
    TradeLine,
    judged_periods,
    law_under,
    missing_lines,
    trade_lines,
)
from yalu.policy.formulas.model import Counted, Model, counted, model_of
from yalu.policy.formulas.outcomes import still_sold
from yalu.policy.formulas.stoppage import LawState, Stoppage
from yalu.policy.hindsight import Hindsight, as_known, known_figure, known_lines, published_by
from yalu.policy.judgement.dependence import definitions_of
from yalu.policy.judgement.margins import Bench, Margin, margins, once
from yalu.policy.judgement.robustness import export_experiments
from yalu.policy.options.faults import KnownNames
from yalu.policy.options.policy_files import FOLDER, read_policies
from yalu.policy.records import RELIEF, Policy
from yalu.policy.results.assembly import Setting, assembled
from yalu.policy.results.comparison import PolicyComparison
from yalu.trade.facade import Trade
from yalu.vocabulary.codes import hs as read_hs
from yalu.vocabulary.results import Citation
from yalu.vocabulary.strength import Strength


class PolicyDesk:
    """Questions about the policies of a case and of the reader's own.

    ``also`` are files or folders of further policies, ``ranges`` a file read instead of the case's
    ``ranges.yaml``, ``regime`` the law on the case's target (the bundled one when left out). Raises
    DocumentError with every problem of every file, ChoiceError for a case that has no policies.
    """

    def __init__(
        self, case: Case, *, also: Sequence[str | Path] = (), ranges: str | Path | None = None,
        regime: Regime | None = None,
    ) -> None:  # fmt: skip
        self.case = case
        folder = Path(case.path) / FOLDER
        if ranges is None and not folder.is_dir():
            raise ChoiceError(
                f"case {case.id} has no policies: there is no folder “{FOLDER}” in it; "
                "add one with a ranges.yaml (docs/policy-format.md), or name a ranges file of your own"
            )
        self.regime = _law_on(case, regime)
        self._read = read_policies(
            folder, self._known(), also=[Path(place) for place in also],
            ranges=None if ranges is None else Path(ranges),
        )  # fmt: skip
        self._laws: dict[Any, tuple[Regime, tuple[LawPeriod, ...]]] = {}
        self._stopped: dict[bytes, Counted] = {}

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies of the set compared, the baseline first, then by id."""
        return self._read.policies

    @property
    def worked(self) -> tuple[Policy, ...]:
        """The case's worked options, by id; they are compared only when they are named."""
        return self._read.worked

    @cached_property
    def reckonable(self) -> tuple[Policy, ...]:
        """The worked options that somebody had published by the day of the case, and that its rows give numbers for."""
        known = (policy for policy in self.worked if published_by(self.case, policy.sources))
        return tuple(policy for policy in known if not self.unvalued(policy))

    @cached_property
    def assumptions(self) -> Assumptions:
        """The assumptions of the set, as of their day or an earlier one to which the case is limited; see ``hindsight``."""
        return self._of(self.policies)

    @property
    def written_for(self) -> date:
        """The day of comparison that the files name, however early the day to which the case is limited."""
        return self._read.assumptions.as_of

    @cached_property
    def every_assumption(self) -> Assumptions:
        """The assumptions with the price ranges of every option, worked ones included."""
        return as_known(self._read.assumptions, self.case)

    @cached_property
    def hindsight(self) -> Hindsight:
        """What is later than the day of comparison."""
        return Hindsight(self.case, self.assumptions.as_of)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What does not stop a file from being read but should be known: days outside the months ahead, own keep periods."""
        return self._read.warnings

    @property
    def version(self) -> str:
        """The version of the case's data and a hash of the policies and ranges."""
        return f"{self.case.data_version}/{self._read.version}"

    @property
    def law_sources(self) -> Mapping[str, Citation]:
        """The sources of the law, which a policy may name beside the case's own."""
        return self.regime.sources

    @property
    def baseline(self) -> Policy:
        """The policy that every other is compared with."""
        return next(policy for policy in self.policies if policy.baseline)

    def policy(self, wanted: str) -> Policy:
        """The policy of that id. Raises ChoiceError naming the nearest one."""
        every = (*self.policies, *self.worked)
        found = next((policy for policy in every if policy.id == wanted), None)
        if found is None:
            raise ChoiceError(unknown("policy", wanted, [policy.id for policy in every]))
        return found

    def path(self, wanted: str, path: DealPath, on: date | None = None) -> tuple[Account, ...]:
        """The account of a policy on every day it changes along a path, to the last day ahead, or at the end of one day.

        Raises PathError for a path that takes a step before what the step requires.
        """
        policy, terms = self.policy(wanted), self.terms(wanted)
        check_path(policy, path, terms)
        if on is not None:
            return (account(policy, path, on, terms),)
        end = months_later(self.assumptions.start, self.assumptions.months) - timedelta(1)
        return history(policy, path, max([end, *(turn.day for turn in path.turns)]), terms)

    def terms(self, wanted: str) -> Terms:
        """What a path takes from the set: the keep period, prices and sales at the middle of their ranges, the last day."""
        policy = self.policy(wanted)
        assumed = self._of([policy])
        sold = {}
        if any(payment.proceeds for payment in policy.payments):
            sold = still_sold(self.model(policy), middles(assumed.ranges))
        return Terms(
            until=months_later(assumed.start, assumed.months), keep_days=int(assumed.ranges["keep_days"].middle),
            prices={name: Decimal(str(one.middle)) for name, one in assumed.ranges.items()},
            sold={name: Decimal(str(round(float(value[0]) * 1e6, 2))) for name, value in sold.items()},
        )  # fmt: skip

    @cached_property
    def yearly_trade(self) -> float | None:
        """The partner's whole trade with the target in the year of comparison, USD million."""
        whole = self._trade.total(self.assumptions.year)
        known = known_figure(whole, self.case, self.assumptions.as_of)
        return whole.value / 1e6 if known and whole.value is not None else None

    @cached_property
    def lines(self) -> tuple[TradeLine, ...]:
        """The table of trade before any policy."""
        return known_lines(trade_lines(self._trade, self.assumptions), self.case, self.assumptions.as_of)

    def model(self, policy: Policy, assumed: Assumptions | None = None) -> Model:
        """A policy as numbers, with the law it makes judged period by period.

        Raises ChoiceError where it pays out of proceeds whose worth is not known.
        """
        given = assumed or self.assumptions
        unvalued = self.unvalued(policy)
        if unvalued:
            raise ChoiceError(
                f"{policy.id} pays out of what {' and '.join(unvalued)} fetched in {given.year}, of which the case "
                f"has no value{f' known by {self.case.known_by}' if self.case.known_by else ''}: cannot say what it comes to. "
                "Next: name a range under “value” of these goods in ranges.yaml, or leave the option out"
            )
        return model_of(policy, self._counted(policy, given), self.lines, given, partner=self.case.partner)

    def unvalued(self, policy: Policy) -> tuple[str, ...]:
        """The goods whose proceeds a policy pays out of and whose worth no row or range says."""
        named = {name for payment in policy.payments if payment.proceeds for name in payment.proceeds.goods}
        return tuple(sorted(named - {line.name for line in self.lines}))

    def _not_counted(self, policy: Policy) -> tuple[str, ...]:
        """What no measure prices of an option: what its file says, and relief for goods of which nobody has a value."""
        lines = {name: self.assumptions.goods[name] for name in missing_lines(self.lines, self.assumptions)}
        covered = {
            measure.id: (*measure.goods.hs, *measure.goods.hs_part) for measure in self.regime.measures
        }
        relieved = {
            name
            for lever in policy.levers if lever.do in RELIEF
            for name, line in lines.items()
            if any(_share_goods(code, line.hs) for measure in lever.measures for code in covered.get(measure, ()))
            and (name in lever.goods or any(_share_goods(code, line.hs) for code in lever.hs) or not (lever.goods or lever.hs))
        }  # fmt: skip
        return (
            *policy.not_counted,
            *(
                f"relief for {lines[name].title.lower()}, of which {self.assumptions.year} has no value"
                for name in sorted(relieved)
            ),
        )

    def law_states(self, wanted: str) -> tuple[LawState, ...]:
        """What the law is for every line of trade in every period ahead under a policy, and what it is worth."""
        policy = self.policy(wanted)
        return tuple(Stoppage(policy, *self._law(policy), self.lines, self.assumptions).states())

    def assumed(
        self, ends: Mapping[str, tuple[float, float]] | None = None, futures: int | None = None, policies: Sequence[str] = (),
        seed: int | None = None, baseline: str = "",
    ) -> Assumptions:  # fmt: skip
        """The assumptions for some policies with ranges, number of futures and seed set. Raises ChoiceError for what cannot be."""
        chosen = self._chosen(policies, self._held(baseline))
        return with_ranges(self._of(chosen), ends or {}, futures, seed)

    def _of(self, chosen: Sequence[Policy]) -> Assumptions:
        """The assumptions without the price ranges of options that are not asked for."""
        whole = self.every_assumption
        own = {name for policy in (*self.policies, *self.worked) for name in own_prices(policy)}
        wanted = {name for policy in chosen for name in own_prices(policy)}
        ranges = {name: one for name, one in whole.ranges.items() if name not in own - wanted}
        return msgspec.structs.replace(whole, ranges=ranges)

    def _held(self, wanted: str) -> Policy:
        return self.policy(wanted) if wanted else self.baseline

    def compare(
        self, policies: Sequence[str] = (), *, ends: Mapping[str, tuple[float, float]] | None = None,
        futures: int | None = None, seed: int | None = None, baseline: str = "",
    ) -> PolicyComparison:  # fmt: skip
        """Compare policies, the baseline always among them; all of them when none is named.

        ``ends`` sets ranges, ``futures`` how many are drawn, ``seed`` which, ``baseline`` another policy to hold
        the others against. Raises ChoiceError for an unknown name.
        """
        held, assumed = self._held(baseline), self.assumed(ends, futures, policies, seed, baseline)
        return assembled(
            Setting(
                policies=self._chosen(policies, held), baseline=held, assumed=assumed, version=self.version, partner=self.case.partner,
                shares=definitions_of(self._trade, assumed), yearly_trade=self.yearly_trade,
                readings=self.readings(assumed.ranges), missing=missing_lines(self.lines, assumed),
                make=lambda policy: self.model(policy, assumed), not_counted=self._not_counted,
            )
        )  # fmt: skip

    def margins(
        self, wanted: str, *, ends: Mapping[str, tuple[float, float]] | None = None, baseline: str = ""
    ) -> tuple[Margin, ...]:
        """What every floor of one policy has to spare, and every single change up to twice a number that turns it."""
        held, assumed = self._held(baseline), self.assumed(ends, None, [wanted], None, baseline)
        return margins(
            Bench(self.policy(wanted), held, assumed, once(lambda policy: self.model(policy, assumed)))
        )

    def readings(self, names: Iterable[str]) -> Strength:
        """What a result that turns on these ranges rests on."""
        return self.every_assumption.readings(names, self._grade)

    def _grade(self, source: str) -> str:
        """The reliability of a source of the case or of its law; nothing for an unknown one."""
        found = self.case.sources.get(source)
        cited = self.law_sources.get(source)
        return found.reliability if found is not None else cited.grade if cited is not None else ""

    def export(self, folder: Path, policies: Sequence[str] = (), *, ends: Mapping[str, tuple[float, float]] | None = None,
               futures: int | None = None, seed: int | None = None, baseline: str = "") -> tuple[Path, ...]:  # fmt: skip
        """Write the experiments as Parquet in the layout EMAworkbench reads; see ``judgement.robustness``."""
        held, assumed = self._held(baseline), self.assumed(ends, futures, policies, seed, baseline)
        models = tuple(self.model(policy, assumed) for policy in self._chosen(policies, held))
        return export_experiments(folder, models, assumed)

    def _chosen(self, names: Sequence[str], held: Policy) -> tuple[Policy, ...]:
        """The policies asked for with the one they are compared with first."""
        wanted = {self.policy(name).id for name in names} or {policy.id for policy in self.policies}
        every = (*self.policies, *self.worked)
        return (held, *(policy for policy in every if policy.id in wanted and policy.id != held.id))

    def _counted(self, policy: Policy, assumed: Assumptions) -> Counted:
        """Policies with the same levers and the same steps in the same order share what their law stops."""
        key = msgspec.json.encode((policy.levers, [owed.step for owed in policy.obligations]))
        if key not in self._stopped:
            self._stopped[key] = counted(policy, *self._law(policy), self.lines, assumed)
        return self._stopped[key]

    def _law(self, policy: Policy) -> tuple[Regime, tuple[LawPeriod, ...]]:
        """Policies that switch the same measures on share one law and one judgement."""
        key = tuple(
            (number, lever.start, lever.after, lever.measures)
            for number, lever in enumerate(policy.levers)
            if lever.do in {"switch_measure", "change_cap"}
        )
        if key not in self._laws:
            law = law_under(policy, self.regime, self.assumptions.as_of)
            target, partner = self.case.target, self.case.partner
            self._laws[key] = (
                law,
                judged_periods(law, self.lines, self.assumptions, target=target, partner=partner),
            )
        return self._laws[key]

    @cached_property
    def _trade(self) -> Trade:
        return Trade.of_case(self.case)

    def _known(self) -> KnownNames:
        """What may be named; a case limited to a day has lost rows that a range may still name."""
        limited = bool(self.case.known_by)
        return KnownNames(
            measures={measure.id: measure.effect for measure in self.regime.measures},
            known_from={measure.id: measure.known_from for measure in self.regime.measures},
            sources=None if limited else frozenset(self.case.sources) | frozenset(self.regime.sources),
            rows=None if limited else frozenset(flow.id for flow in self.case.flows),
        )


def _share_goods(one: str, other: str) -> bool:
    return read_hs(one).covers(read_hs(other)) or read_hs(other).covers(read_hs(one))


def has_policies(case: Case) -> bool:
    """Whether a case brings policies."""
    return (Path(case.path) / FOLDER / "ranges.yaml").is_file()


def _law_on(case: Case, regime: Regime | None) -> Regime:
    found = regime_for(case.target, regime)
    if found is None:
        raise ChoiceError(no_regime(case.target))
    return found
