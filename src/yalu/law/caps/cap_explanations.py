"""Saying what a cap's sums mean: verdict, reason, arithmetic, and what would settle a cannot_say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from yalu.law.caps.caps import CapScope, LimbSum
from yalu.law.caps.limbs import CapCell, allowed_beyond, said_finer
from yalu.law.caps.utilisation_records import CARRY_OVER, CarryOver, LimbUse, Scenario
from yalu.law.compile.accounts import Accounts, both_sides
from yalu.law.text.conditions import GeneralExemption, exemptions
from yalu.law.text.conditions import wanted as wanted_evidence
from yalu.law.text.records import Clause
from yalu.law.text.regimes import Regime
from yalu.law.text.text_limits import text_notes, unread_supports
from yalu.law.verdicts.evidence import flow_row, paragraph_coverage, strength_under
from yalu.law.verdicts.row_explanations import reported
from yalu.law.verdicts.situations import SHIPPED, UNDER_WAY
from yalu.law.wording import bounds_words, rounded, row_words, rules_of
from yalu.vocabulary.amounts import FACTORS
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.coverage import Coverage, covered_table, grain_of, observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.intervals import Interval
from yalu.vocabulary.results import Figure, Trail, TrailRow, Verdict, VerdictKind

_KINDS = {"quantity": "volume limb", "value": "value limb"}
_ROWS_SHOWN = 200
_UNDER_WAY = f" (reported by the other side, its goods under way for up to {UNDER_WAY.days} days)"


class CapFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the words about one utilisation are made from.

    ``unapproved`` is whether the limit was passed by what had no approval, by conversion factor; empty where
    the law allows nothing beyond the limit. ``assumed`` says what was assumed of the rows, "" for nothing.
    """

    regime: Regime
    scope: CapScope
    carry_over: CarryOver
    through: date
    asked: bool
    scenarios: tuple[Scenario, ...]
    sums: tuple[LimbSum, ...]
    unapproved: tuple[Answer, ...] = ()
    assumed: str = ""

    @property
    def name(self) -> str:
        """The part of ids that names this utilisation."""
        parts = [self.scope.measure.id, self.scope.ledger, self.scope.window.label, self.carry_over]
        name = "/".join([*parts, *([self.scope.trader] if self.scope.trader else [])])
        through = f"@{self.through}" if self.asked else ""
        return f"{name}{through}" + (f"@known-{self.regime.known_by}" if self.regime.known_by else "")


def cap_verdict(cap: CapFacts) -> Verdict:
    """Whether the limit was passed by the day asked about, under every conversion factor."""
    found = {scenario.passed for scenario in cap.scenarios}
    judged = set(cap.unapproved) or found
    kind: VerdictKind = "cannot_say"
    if judged == {YES}:
        kind = "breach"
    elif judged == {NO}:
        kind = "within"
    measure, window = cap.scope.measure, cap.scope.window
    rested = trail(cap, whole=kind == "within", hangs_on=("exemption",) if kind == "breach" else ())
    weak = _too_weak(rested, kind)
    kind = "cannot_say" if weak else kind
    open_ = [] if weak else _settled_by(cap, found)
    return Verdict(
        id=f"verdict/{cap.name}",
        title=f"{measure.title}, {window.label}, {cap.scope.ledger} ledger ({cap.carry_over})",
        verdict=kind,
        reason=_reason(cap, kind, weak) + (f" ({cap.assumed})" if cap.assumed else ""),
        trail=rested,
        settled_by="; ".join(filter(None, (*open_, rested.strength.settled_by)))
        if kind == "cannot_say"
        else "",
        as_reported_by=reported(rested.strength, kind),
    )


def _too_weak(rested: Trail, kind: VerdictKind) -> str:
    """The weakest thing under a verdict that keeps it from being said at all, "" when nothing does."""
    if kind == "cannot_say" or rested.strength.certain or rested.strength.only_reported:
        return ""
    return rested.strength.weak[0].shown


def figures(cap: CapFacts) -> dict[str, Figure]:
    """The share of each limb in percent, with bounds; by limb, under the first conversion factor."""
    found: dict[str, Figure] = {}
    for use in cap.scenarios[0].limbs:
        low, high = use.share.as_floats
        found.setdefault(
            use.kind,
            Figure(
                id=f"figure/{cap.name}/{use.kind}",
                title=f"{cap.scope.measure.title}: share of the {_KINDS[use.kind]} used, {cap.scope.window.label}",
                value=None if use.central_share is None else float(use.central_share),
                unit="percent",
                definition=f"traded and charged {_span(cap)} on the {cap.scope.ledger} ledger over the whole limit "
                f"of {_limit(use)}; {CARRY_OVER[cap.carry_over]}",
                trail=trail(cap),
                low=low,
                high=high,
                display="" if use.central_share is None else f"{rounded(use.central_share)} %",
            ),
        )
    return found


def stop_verdict(
    cap: CapFacts, share: Decimal, reached: Answer, on: date | None, later: list[CapCell]
) -> Verdict:
    """Whether trade went on after the share at which states must stop once they are notified.

    Between that share and the limit, trade after notice breaks the duty to stop and not the cap.
    """
    kind: VerdictKind = "cannot_say"
    percent = f"{rounded(share * 100)} %"
    settled = ""
    if reached == NO:
        kind, reason = (
            "not_covered",
            f"{percent} of the limit was not reached {_span(cap)}, so nobody had to stop",
        )
    elif on is None:
        reason = f"whether {percent} of the limit was reached {_span(cap)} is open"
        settled = "; ".join(_settled_by(cap, {CANNOT_SAY}))
    elif not later:
        reason = f"{percent} of the limit was certainly reached by the end of {on}; no trade in a later period is in the table"
        settled = "the trade of every later period up to the end of the window"
        if not cap.sums[0].gaps(cap.through):
            kind, settled = ("within", "") if cap.sums[0].gaps(cap.through) is not None else (kind, settled)
    else:
        reason = f"{percent} of the limit was certainly reached by the end of {on}, and trade went on in {_periods(later)}"
        settled = "the day on which states were notified that the share was reached; trade after that day breaks the duty to stop"
    rested = trail(cap, whole=True, hangs_on=("stop",))
    if weak := _too_weak(rested, kind):
        kind, reason = "cannot_say", f"{reason}; that rests on what is weak: {weak}"
        settled = rested.strength.settled_by
    return Verdict(
        id=f"verdict/{cap.name}/stop",
        title=f"Duty to stop at {percent}: {cap.scope.measure.title}, {cap.scope.window.label}, {cap.scope.ledger} ledger",
        verdict=kind,
        reason=reason,
        trail=rested,
        settled_by=settled,
        as_reported_by=reported(rested.strength, kind),
    )


def trail(cap: CapFacts, *, whole: bool = False, hangs_on: tuple[Clause, ...] = ()) -> Trail:
    """The arithmetic, the paragraph, the rows and the notes behind a utilisation.

    It rests on the rows that were added; with ``whole`` on every row that bounds the sum from above too,
    and on those clauses of ``hangs_on`` that were not read.
    """
    measure, sums = cap.scope.measure, cap.sums
    used = sorted({n for s in sums for p in s.until(cap.through).chosen for n in p.cells})
    cells = sums[0].cells
    touched = sorted({n for s in sums for _, p in s.pieces.pieces for n in p.cells} - set(used))
    notes = [CARRY_OVER[cap.carry_over], *([cap.assumed] if cap.assumed else []), *text_notes(measure)]
    if cap.scope.measure.goods.basis == "project":
        notes.append("the HS codes are our mapping of the goods the law names")
    if both_sides(cells):
        notes.append(
            "a trade that both sides tell counts once, by the importer's account; the exporter's bounds it"
        )
    added = tuple(_row(cells[n], cap) for n in used)
    beside = tuple(_row(cells[n], cap) for n in touched) if whole else ()
    spans = [Window(cells[n].tested_first, cells[n].tested_last) for n in used]
    return Trail(
        steps=tuple(_steps(cap)),
        rules=rules_of(cap.regime, measure),
        rows=added[:_ROWS_SHOWN],
        left_out=tuple(_row(cells[n], cap, _beside(cells[n], cells)) for n in touched[:_ROWS_SHOWN]),
        notes=tuple(notes),
        known_by=cap.regime.known_by,
        data_version=cap.regime.data_version,
        coverage=_covers(cap),
        strength=strength_under(measure, (*added, *beside), unread_supports(measure, hangs_on)),
        observed=observed_span(spans, grain_of(spans)),
    )


def _beside(cell: CapCell, cells: list[CapCell]) -> str:
    """Why a row is not among those added."""
    if cell.exporter and any(other.place == cell.place and not other.exporter for other in cells):
        return "the exporter's account of a trade that is added by the importer's"
    return "counts only in part, or stands for rows already added"


def _covers(cap: CapFacts) -> Coverage:
    """The paragraph, and the rows of the ledger that may count; whole when no day is left out."""
    cells = cap.sums[0].cells
    whole = True if cap.sums[0].gaps(cap.through) == () else None
    rows = sum(cell.row_count for cell in cells)
    name = f"{cap.scope.ledger} ledger"
    return paragraph_coverage(cap.regime, cap.scope.measure) + covered_table(
        name, rows, as_of=cap.through.isoformat(), whole=whole, kind="ledger"
    )


def _steps(cap: CapFacts) -> list[str]:
    window = cap.scope.window
    steps = [f"window {window.first} to {window.last}, both days included; the limit is for the whole of it"]
    if (window.counted.start, window.counted.end) != (window.first, window.last):
        steps.append(
            f"in force {window.counted.start} to {window.counted.end} of it, so only trade on those days counts"
        )
    for scenario in cap.scenarios:
        using = f" with {scenario.factor}" if scenario.factor else ""
        for use in scenario.limbs:
            steps.append(f"{_KINDS[use.kind]}{using}: {_used(use)} over {_limit(use)} = {_shared(use)}")
            if use.carried != Interval(Decimal(0), Decimal(0)):
                steps.append(
                    f"of which charged from the window before: {bounds_words(use.carried)} {use.unit}"
                )
        if scenario.passed_in:
            steps.append(f"the limit had certainly been passed by the end of {scenario.passed_in}{using}")
    return steps


def _row(cell: CapCell, cap: CapFacts, why: str = "") -> TrailRow:
    more = f" and {cell.row_count - 1:,} rows like it" if cell.row_count > 1 else ""
    says = row_words(
        cell.period, cell.trader, cell.hs,
        (cell.quantity, cell.unit, cell.quantity_stated), (cell.value, cell.currency, cell.value_stated),
    )  # fmt: skip
    return flow_row(cap.regime, cell.example + more, says, cell.ledger, cell.sources, why)


def _reason(cap: CapFacts, kind: VerdictKind, weak: str) -> str:
    first = cap.scenarios[0]
    parts = [f"{_used(use)} is {_shared(use)} of the {_limit(use)} allowed" for use in first.limbs]
    if first.factor:
        parts = [
            f"with {s.factor}, {' and '.join(f'{_used(u)} is {_shared(u)} of {_limit(u)}' for u in s.limbs)} ({_PASSED[s.passed]})"
            for s in cap.scenarios
        ]
    text = f"{_span(cap)}, {'; '.join(parts)}"
    if first.binding and len(first.limbs) > 1:
        text += f"; the {_KINDS[first.binding]} binds"
    if kind == "breach" and first.passed_in:
        text += f"; the limit was passed in {first.passed_in}"
    if kind != "cannot_say" and {s.passed for s in cap.scenarios} - {NO} and cap.unapproved:
        claimed = all(isinstance(c, GeneralExemption) for c in exemptions(cap.scope.measure))
        text += _BEYOND["unclaimed" if claimed and kind == "breach" else kind]
    if differing := _differing(cap):
        text += f"; {differing}"
    if kind == "cannot_say":
        text += "; " + (f"that rests on what is weak: {weak}" if weak else "; ".join(_doubts(cap)))
    if cap.carry_over != "strict":
        text += f"; {cap.carry_over}: {CARRY_OVER[cap.carry_over]}"
    return text


_BEYOND = {
    "breach": "; the rows say that what passed the limit had no approval",
    "unclaimed": "; no row shows an approval of what passed the limit",
    "within": "; what was not approved is not beyond the limit",
}
_PASSED = {YES: "passed", CANNOT_SAY: "may be passed", NO: "not passed"}


def _doubts(cap: CapFacts) -> list[str]:
    """Why the bounds leave it open, in the order a reader would ask."""
    doubts = []
    if {s.passed for s in cap.scenarios} == {YES}:
        shows = any(allowed_beyond(cap.scope.measure, cell) == YES for cell in cap.sums[0].cells)
        shown = "the rows show it of a part only" if shows else "no row shows it"
        return [f"more is allowed with what the law asks for beyond the limit, and {shown}"]
    if len({s.passed for s in cap.scenarios}) > 1:
        doubts.append("the verdict hangs on the conversion factor")
    for traded in cap.sums[:1]:
        gaps = traded.gaps(cap.through)
        if gaps is None:
            doubts.append("the rows are the trade of some states, a lower bound on the trade of all")
        elif gaps:
            doubts.append(f"no figure covers {_spans(gaps)}, and an absent report is not zero")
    straddling = _straddling(cap)
    if straddling:
        doubts.append(f"{_periods(straddling)} lies only partly in the days that count")
    if resold := _resold(cap):
        doubts.append(f"what was bought through {resold} may be what was sold there first")
    return doubts or ["the bounds of the figures leave it open"]


def _settled_by(cap: CapFacts, found: set[Answer]) -> list[str]:
    wanted = []
    if found == {YES}:
        codes = {cell.hs for cell in cap.sums[0].cells}
        reaching = (c for c in exemptions(cap.scope.measure) if any(c.may_reach(code) for code in codes))
        return [wanted_evidence(c, {}) for c in reaching]
    if any(use.limit.high is None for use in cap.scenarios[0].limbs):
        wanted.append("the state's own trade of the 12 months before the first day in force, month by month")
    if len(found) > 1:
        wanted.append(f"the conversion factor that applies: {_flip(cap)}")
    traded = cap.sums[0]
    gaps = traded.gaps(cap.through)
    if gaps is None:
        wanted.append("the trade of every other state, or the total of all states")
    elif gaps:
        wanted.append(f"figures for {_spans(gaps)}")
    if straddling := _straddling(cap):
        wanted.append(f"{_periods(straddling)} split at the first and last day that count")
    for s in cap.sums:
        if s.pieces.unconverted:
            wanted.append(
                f"a dated rate or factor from {_symbols(s.pieces.unconverted, s.part.kind)} to {s.part.symbol}"
            )
        if missing := [c for c in s.pieces.not_given if c.tested_first <= cap.through]:
            wanted.append(f"the {s.part.kind} of {_periods(missing)}")
    measure = cap.scope.measure
    if coarse := [c for c in traded.cells if c.goods != "yes" and not said_finer(measure, c, traded.cells)]:
        wanted.append(f"the goods of {_periods(coarse)} by the HS codes the measure names")
    if resold := _resold(cap):
        wanted.append(f"whether the goods bought through {resold} are those bought there from the target")
    if any(c.origin or c.route == SHIPPED for c in traded.cells):
        wanted.append("proof of the origin of the goods that only passed through")
    return wanted or ["the exact figures behind the rounded ones"]


def _resold(cap: CapFacts) -> str:
    """The third states whose own purchases count, and through which others bought."""
    cells = cap.sums[0].cells
    accounts = Accounts(cells)
    return ", ".join(sorted({cell.through for cell in cells if accounts.resold(cell)}))


def _differing(cap: CapFacts) -> str:
    """Where the two sides of one trade tell different amounts: what each says, "" where they agree."""
    found = []
    for importer, exporter in both_sides(cap.sums[0].cells):
        for kind in ("quantity", "value"):
            ours, theirs = _said(importer, kind), _said(exporter, kind)
            if ours and theirs and ours != theirs:
                found.append(
                    f"of {importer[0].period}, {importer[0].trader} the importer says {ours} and the exporter {theirs}"
                )
    if not found:
        return ""
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"both sides tell the trade and differ: {found[0]}{more}; the importer's figure is named"


def _said(cells: list[CapCell], kind: str) -> str:
    """What one side says of an amount: the sum of its rows by unit, or "" where it gives none."""
    sums: dict[str, Decimal] = {}
    for cell in cells:
        number = cell.amounts(kind)[0]
        if number is not None:
            sums[cell.symbol(kind)] = sums.get(cell.symbol(kind), Decimal(0)) + number
    return " and ".join(f"{rounded(number)} {symbol}" for symbol, number in sorted(sums.items()))


def _flip(cap: CapFacts) -> str:
    """Each factor with its verdict, so that a reader sees where it turns."""
    named = {f.name: f for f in FACTORS}
    return "; ".join(
        f"{named[s.factor].left} = {named[s.factor].right} gives {_PASSED[s.passed]}"
        for s in cap.scenarios
        if s.factor
    )


def _straddling(cap: CapFacts) -> list[CapCell]:
    return [c for c in cap.sums[0].cells if cap.scope.window.counted.holds(c.span) == CANNOT_SAY]


def _periods(cells: list[CapCell]) -> str:
    names = sorted({cell.period + ("" if cell.other_side_first is None else _UNDER_WAY) for cell in cells})
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _spans(gaps: tuple[Window, ...]) -> str:
    named = [f"{gap.start} to {gap.end}" for gap in gaps[:4]]
    return ", ".join(named) + (f" and {len(gaps) - 4} more spans" if len(gaps) > 4 else "")


def _symbols(cells: tuple[CapCell, ...], kind: str) -> str:
    return ", ".join(sorted({cell.symbol(kind) for cell in cells}))


def _span(cap: CapFacts) -> str:
    return f"from {cap.scope.window.counted.start} to {cap.through}"


def _used(use: LimbUse) -> str:
    if use.central is None:
        if not use.used.low and use.used.high is None:
            return f"an amount in {use.unit} that no row settles"
        return f"{bounds_words(use.used)} {use.unit}"
    if use.used.exact:
        return f"{rounded(use.central)} {use.unit}"
    return f"{rounded(use.central)} {use.unit} ({bounds_words(use.used)})"


def _limit(use: LimbUse) -> str:
    if use.limit.exact:
        return f"{rounded(use.limit.low)} {use.unit}"
    if use.limit.high is None:
        return "level of the 12 months before, which the rows leave open,"
    return f"{bounds_words(use.limit)} {use.unit}"


def _shared(use: LimbUse) -> str:
    if use.limit.high is None:
        return "an unknown share"
    bounds = bounds_words(use.share)
    if use.central_share is None:
        return f"{bounds} %"
    return f"{rounded(use.central_share)} %" + ("" if use.share.exact else f" ({bounds} %)")
