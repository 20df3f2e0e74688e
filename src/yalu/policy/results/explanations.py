"""A policy result with its trail: the formula with its numbers, the law month by month, the ranges and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from yalu.documents.choices import ChoiceError, unknown
from yalu.policy.agreement.moments import BREACH, Moment
from yalu.policy.assumptions import MEASURES, TITLES, Assumptions
from yalu.policy.formulas.model import Model, Tranche
from yalu.policy.formulas.stoppage import Stopped
from yalu.policy.judgement.corners import LAW_RANGES
from yalu.policy.judgement.failure_table import DEFECT_TITLES, DEFECTS, Failed
from yalu.policy.judgement.robustness import LENS_TITLES, LENSES, Lens, PolicyStanding
from yalu.policy.records import Policy
from yalu.policy.results.comparison import PolicyComparison
from yalu.vocabulary.results import Citation, Figure, Trail, TrailRow

if TYPE_CHECKING:
    from yalu.policy.facade import PolicyDesk

_FORMULAS = {
    "revenue_denied": "denied = stopped x (1 - diversion) x (1 - substitution), over all the months ahead",
    "cash_received": "what leaves custody, or is paid at once, before the deal is broken and within the months ahead",
    "cash_others": "the same, of payers other than the partner",
    "stranded": "released money after which its step did not stand for the keep period before the deal was broken",
    "exposed": "the same at the end of the months ahead, where the deal is not broken by then",
    "freeze_months": "from the verification of the freeze until the breach or the end of the months ahead",
    "breach_visible": "with inspectors where a verified freeze was reached, without them elsewhere",
    "humanitarian_lines": "humanitarian HS codes that a ban or cap on supplies may cover on the last day ahead",
}


def explain(desk: PolicyDesk, wanted: str) -> Figure:
    """Recompute one policy result from its id. Raises ChoiceError naming what there is.

    Ids: ``policy/ESCROW/stranded/worst``, ``policy/ESCROW/fails/freeze/stranded``,
    ``policy/ESCROW/asked/names_persons``; the ranges are those of the case.
    """
    parts = wanted.partition("@")[0].split("/")
    policy = desk.policy(parts[1] if len(parts) > 1 else "")
    found = desk.compare([policy.id, *(p.id for p in desk.policies)])
    known = {figure.id: figure for figure in figures(desk, found, policy)}
    figure = known.get("/".join(parts))
    if figure is None:
        raise ChoiceError(unknown("policy result", "/".join(parts), sorted(known)))
    return figure


def figures(desk: PolicyDesk, found: PolicyComparison, policy: Policy) -> Iterator[Figure]:
    """Every result of one policy as a figure with its trail."""
    model = desk.model(policy)
    for measure in MEASURES:
        trail = trail_of(desk, policy, model, measure)
        for lens in LENSES:
            yield _judged(desk, found, policy, measure, lens, trail)
        for defects in DEFECTS:
            yield _failing(found.failed(policy.id, defects).of(measure), policy, defects, trail)
    yield from (test.figure for test in found.article_tests if test.policy == policy.id)


def trail_of(desk: PolicyDesk, policy: Policy, model: Model, measure: str) -> Trail:
    """How a measure of a policy comes about."""
    assumed = desk.assumed(policies=[policy.id])
    uses_law = measure == "revenue_denied"
    used = {name for name in _names(measure) if name in assumed.ranges}
    used |= {part.range for part in model.stopped if uses_law and part.range}
    if measure in {"cash_received", "cash_others", "stranded", "exposed"}:
        used |= {tranche.scale for tranche in model.tranches if tranche.scale}
    used |= (
        {"steps_kept", "months_a_step"}
        if model.moments and measure in {"revenue_denied", "humanitarian_lines"}
        else set()
    )
    return Trail(
        steps=(
            _FORMULAS[measure], *(_stopped_words(p) for p in model.stopped if uses_law),
            *(_moment_words(*numbered, policy) for numbered in enumerate(model.moments) if uses_law), *_deal_words(model, measure),
        ),
        rules=tuple(sorted({name for state in desk.law_states(policy.id) for name in state.measures})) if uses_law else (),
        rows=(*_line_rows(desk, uses_law), *(_range_row(desk, assumed, name) for name in sorted(used)), _policy_row(desk, policy)),
        notes=(*((policy.notes,) if policy.notes else ()), *_later(desk, used)),
        known_by="" if any(desk.hindsight.of(assumed.ranges[name]).says for name in used) else assumed.as_of.isoformat(),
        data_version=desk.version,
        coverage=assumed.coverage,
        strength=desk.readings(sorted(used)),
    )  # fmt: skip


def _later(desk: PolicyDesk, used: Iterable[str]) -> tuple[str, ...]:
    """What of the ranges used is later than the day of comparison, so that no day is stamped over it."""
    asked = {name: desk.hindsight.of(desk.every_assumption.ranges[name]).says for name in sorted(used)}
    remarks = [f"{name}: {says}" for name, says in asked.items() if says]
    return (
        (f"Law and levers are as known on {desk.assumptions.as_of}; these ranges are not:", *remarks)
        if remarks
        else ()
    )


def _judged(
    desk: PolicyDesk, found: PolicyComparison, policy: Policy, measure: str, lens: Lens, trail: Trail
) -> Figure:
    standing = found.standing(policy.id, measure)
    title, unit = TITLES[measure]
    value = getattr(standing, lens)
    threshold = desk.assumptions.measures[measure].threshold
    meant = f" ({threshold:g} {unit})" if lens == "share_reached" else ""
    spread = {"share_reached": standing.share_spread, "p90_regret": standing.p90_spread}.get(lens)
    return Figure(
        id=f"policy/{policy.id}/{measure}/{lens}", title=f"{policy.title}: {title.lower()}, {LENS_TITLES[lens].lower()}",
        value=value, unit="of all futures" if lens == "share_reached" else unit,
        definition=f"{LENS_TITLES[lens].lower()}{meant} {_where(found, lens)}, within the set {', '.join(found.policies)}; "
        f"no probability is implied{_worst_at(standing, lens)}",
        trail=trail, low=spread.low if spread else None, high=spread.high if spread else None,
    )  # fmt: skip


def _where(found: PolicyComparison, lens: Lens) -> str:
    if lens in {"worst", "max_regret"}:
        return "anywhere within the ranges, found at their corners"
    return f"over {found.futures:,} futures drawn by Latin hypercube with seed {found.seed}, with bounds over eight seeds"


def _worst_at(standing: PolicyStanding, lens: Lens) -> str:
    at = ", ".join(f"{name} {value:g}" for name, value in standing.worst_at.items())
    return f"; reached at {at}" if lens == "worst" and at else ""


def _failing(one: Failed, policy: Policy, defects: str, trail: Trail) -> Figure:
    title, unit = TITLES[one.measure]
    bounds = None if one.middle is None or one.worst is None else sorted((one.middle, one.worst))
    return Figure(
        id=f"policy/{policy.id}/fails/{defects}/{one.measure}",
        title=f"{policy.title}: {title.lower()} when the counterpart {DEFECT_TITLES[defects]}", value=one.middle, unit=unit,
        definition="every range at its middle; the bounds run to the worst anywhere within the ranges", trail=trail,
        low=None if bounds is None else bounds[0], high=None if bounds is None else bounds[1],
    )  # fmt: skip


def _names(measure: str) -> tuple[str, ...]:
    deal = ("steps_kept", "months_a_step", "keep_days")
    seen = ("steps_kept", "visible_with_inspectors", "visible_without")
    return {"revenue_denied": LAW_RANGES, "breach_visible": seen, "humanitarian_lines": ()}.get(measure, deal)


def _stopped_words(part: Stopped) -> str:
    value = f"{part.value:g} USD million a year" if part.value is not None else f"{part.range} a year"
    limits = [f"{name} {limit:.2f}" for name, limit in (("quantity limit at the year's price", part.allowed_quantity),
                                                       ("amount limit", part.allowed_amount)) if limit is not None]  # fmt: skip
    capped = f" beyond {' and '.join(limits)}" if limits else ""
    better = ", better enforced" if part.better else ""
    share = "" if part.designated == 1 else f" counted at {part.designated:g}"
    named = f", with designations{share}" if part.designated else ""
    if not part.moments:
        return f"{part.line}: {part.months:.4f} months of {value}{capped}{better}{named}"
    times = f"{part.times:+d}".replace("-", "−")
    numbers = " and ".join(str(number + 1) for number in part.moments)
    held = f"moment {numbers} holds" if len(part.moments) == 1 else f"moments {numbers} hold"
    return (
        f"{part.line}: {times} x the months between {part.first:.4f} and {part.last:.4f} in which {held}, "
        f"of {value}{capped}{better}{named}"
    )


def _moment_words(number: int, moment: Moment, policy: Policy) -> str:
    steps = [owed.step for owed in policy.obligations]
    waited = "the breach" if moment.after == BREACH else ", ".join(steps[moment.after - 1 : moment.after])
    since = (
        f"from month {moment.month:.4f}" if not moment.after else f"{moment.month:.4f} months after {waited}"
    )
    until = "" if moment.restored is None else f" until {moment.restored:.4f} months after the breach"
    stands = "" if moment.after == BREACH else ", only where the deal still stands then"
    return f"moment {number + 1}: {since}{until}{stands}"


def _deal_words(model: Model, measure: str) -> list[str]:
    if measure not in {"cash_received", "cash_others", "stranded", "exposed"}:
        return []
    return [
        f"{t.payment}: {_worth_words(t)}, paid by {t.payer}, "
        f"{'on deposit' if t.after == 0 else f'after step {t.after} of those asked for'}, "
        f"{t.wait:.2f} months to verify and pay, not before month {t.earliest:.2f}, for step {t.buys}"
        for t in model.tranches
    ]


def _worth_words(tranche: Tranche) -> str:
    if tranche.goods:
        return f"{tranche.amount:g} of a year's sales of {', '.join(tranche.goods)}"
    return (
        f"{tranche.amount:g} million units at {tranche.scale}"
        if tranche.scale
        else f"{tranche.amount:g} USD million"
    )


def _line_rows(desk: PolicyDesk, uses_law: bool) -> tuple[TrailRow, ...]:
    if not uses_law:
        return ()
    return tuple(row for line in desk.lines if line.figure is not None for row in line.figure.trail.rows)


def _range_row(desk: PolicyDesk, assumed: Assumptions, name: str) -> TrailRow:
    one = assumed.ranges[name]
    return TrailRow(
        f"range/{name}",
        f"{one.title}: {one.low:g} to {one.high:g} {one.unit}",
        one.basis,
        one.reason,
        tuple(cited(desk, source) for source in one.sources),
    )


def _policy_row(desk: PolicyDesk, policy: Policy) -> TrailRow:
    return TrailRow(
        f"policy/{policy.id}",
        policy.summary,
        "policy",
        "",
        tuple(cited(desk, source) for source in policy.sources),
    )


def cited(desk: PolicyDesk, source: str) -> Citation:
    """A source of the case, or of its law, as a trail names it."""
    found = desk.case.sources.get(source)
    if found is not None:
        return Citation(found.id, found.title, found.url, found.reliability)
    return desk.law_sources.get(source, Citation(source))
