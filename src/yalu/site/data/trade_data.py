"""Everything the pages tell about law and trade, asked once of ``yalu.law`` and ``yalu.trade``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from yalu.case.records import Case
from yalu.law.caps.utilisation_records import CARRY_OVER, CarryOver, Utilisation
from yalu.law.evaluation import Evaluation
from yalu.law.facade import flow_records, with_sources
from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime
from yalu.law.text.targets import regime_for
from yalu.law.text.timeline import TimelineRow, timeline
from yalu.law.verdicts.row_explanations import RowVerdict
from yalu.site.data.ban_answers import BanAnswer, answers
from yalu.trade.facade import Trade
from yalu.trade.figures.periods import last_day
from yalu.trade.figures.shares import Share

COAL, REFINED, CRUDE = "2701", "2710", "2709"
POLICIES: tuple[CarryOver, ...] = ("strict", "excess", "whole")
assert set(POLICIES) == set(CARRY_OVER)  # noqa: S101 - the pages tell every policy


class Traded(msgspec.Struct, frozen=True, kw_only=True):
    """The law on the target of a case, and its trade checked against it.

    ``caps`` are the uses of every cap by carry-over policy; ``early`` those of the cap that a national
    ban cut short, to the end of ``early_day``'s month; ``under_bans`` the verdicts on rows in ``COAL``
    under the bans on it, ``breaches`` the
    certain ones on customs rows of the partner. ``whole`` is the regime before the knowledge date of the case limited it.
    """

    regime: Regime
    whole: Regime
    title: str
    timeline: tuple[TimelineRow, ...]
    trade: Trade | None
    shares: tuple[Share, ...]
    caps: dict[str, tuple[Utilisation, ...]]
    early: dict[str, tuple[Utilisation, ...]]
    early_day: date | None
    under_bans: tuple[RowVerdict, ...]
    breaches: tuple[RowVerdict, ...]
    answers: tuple[BanAnswer, ...]

    def measures_on(self, code: str, *effects: str) -> list[Measure]:
        """The binding measures that name a code, by first day."""
        found = [m for m in self.regime.measures if code in m.goods.hs and m.effect in effects and m.binding]
        return sorted(found, key=lambda measure: (measure.in_force.start, measure.id))

    def un(self, measure: str) -> bool:
        """Whether a measure is UN law."""
        return self.regime.layer(self.regime.measure(measure)) == "un"

    def uses(self, code: str, policy: str = "strict", *, early: bool = False) -> list[Utilisation]:
        """The uses of UN caps on a code, in order of window and ledger."""
        named = {m.id for m in self.measures_on(code, "cap", "freeze") if self.regime.layer(m) == "un"}
        found = (self.early if early else self.caps).get(policy, ())
        return sorted((u for u in found if u.measure in named), key=lambda u: (u.window, u.ledger))


def observe_trade(case: Case, named: Regime | None = None) -> Traded | None:
    """Ask every question once, under the regime named or else the bundled one on the case's target.

    None when no regime is on it, or the case has no flows for the bundled one; law that was named is shown
    without them too.
    """
    whole = regime_for(case.target, named) if case.flows or named is not None else None
    if whole is None:
        return None
    known_by = case.known_by or None
    regime = whole.limited_to(date.fromisoformat(known_by)) if known_by else whole
    evaluation = Evaluation(
        with_sources(regime, case),
        flow_records(case),
        target=case.target,
        known_by=known_by,
        open_ended=False,
    )
    trade = Trade.of_case(case) if case.flows else None
    verdicts = [v for v in evaluation.judge().iterate() if not v.duty]
    day = _cut_short(regime, case.partner)
    return Traded(
        regime=regime,
        whole=whole,
        title=regime.title,
        timeline=tuple(timeline(regime)),
        trade=trade,
        shares=_shares(case, trade),
        caps={policy: tuple(evaluation.utilisation(carry_over=policy)) for policy in POLICIES},
        early={p: tuple(evaluation.utilisation(carry_over=p, through=day)) for p in POLICIES} if day else {},
        early_day=day,
        under_bans=_under_bans(verdicts, regime),
        breaches=_breaches(verdicts, case),
        answers=() if trade is None else answers(case, regime, trade),
    )


def _shares(case: Case, trade: Trade | None) -> tuple[Share, ...]:
    """The shares that were published and can be computed; none where the case has no table or ledger for them."""
    has_shares = case.shares or any(flow.ledger in {"customs", "mirror"} for flow in case.flows)
    return tuple(trade.share()) if trade is not None and has_shares else ()


def _cut_short(regime: Regime, partner: str) -> date | None:
    """The last day of the month in which a national ban on the partner last cut a UN cap short."""
    caps = {
        m.id: m
        for m in regime.measures
        if m.effect == "cap" and regime.layer(m) == "un" and COAL in m.goods.hs
    }
    starts = [
        ban.in_force.start
        for ban in regime.measures
        if ban.effect == "ban" and regime.layer(ban) == "national" and regime.binds(ban, partner)
        for carried in ban.carries_out
        if carried in caps and ban.in_force.start > caps[carried].in_force.start
    ]
    return last_day(max(starts).year, max(starts).month) if starts else None


def _under_bans(verdicts: Iterable[RowVerdict], regime: Regime) -> tuple[RowVerdict, ...]:
    bans = {m.id for m in regime.measures if m.effect == "ban" and m.binding and COAL in m.goods.hs}
    found = [v for v in verdicts if v.measure in bans]
    return tuple(sorted(found, key=lambda v: (v.period, v.row, v.layer, v.measure)))


def _breaches(verdicts: Iterable[RowVerdict], case: Case) -> tuple[RowVerdict, ...]:
    ours = {flow.id for flow in case.flows if case.partner in {flow.reporter, flow.partner}}
    found = [v for v in verdicts if v.ledger == "customs" and v.row in ours and v.verdict.verdict == "breach"]
    return tuple(sorted(found, key=lambda v: (v.period, v.row, v.measure)))
