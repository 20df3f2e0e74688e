"""The caps on coal as the rows fill them, limb by limb, ledger by ledger, under each reading."""

from __future__ import annotations

from collections.abc import Sequence

from yalu.case.records import Case
from yalu.law.caps.utilisation_records import CARRY_OVER, LimbUse, Utilisation
from yalu.site.data.trade_data import COAL, POLICIES, Traded
from yalu.site.data.visit_data import listed
from yalu.site.frame.figure_page import Cell, Column, FigurePage
from yalu.site.pages.trade.ledgers import large, not_added, percent, shown
from yalu.vocabulary.results import Result
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

LIMBS = {"quantity": "volume limb", "value": "value limb"}
# The same in a title, for those who have read no law.
LIMITS = {"quantity": "limit by volume", "value": "limit by value"}
CAP_COLUMNS = (
    Column("cap", "Cap", links="law"), Column("window", "Window"), Column("ledger", "Ledger"),
    Column("reading", "Reading"), Column("limb", "Limb"), Column("used", "Used", numeric=True),
    Column("limit", "Limit", numeric=True), Column("share", "Share", numeric=True), Column("verdict", "Verdict"),
    Column("trail", "Trail", links="trail"),
)  # fmt: skip


def first_cap(case: Case, traded: Traded) -> FigurePage | None:
    """The first cap with two limbs, as every ledger fills it."""
    windows = list(dict.fromkeys(use.window for use in traded.uses(COAL)))
    uses = [use for use in traded.uses(COAL) if windows and use.window == windows[0]]
    on_both_limbs = [use for use in uses if len(limbs(use)) > 1]
    if not on_both_limbs:
        return None
    best = min(on_both_limbs, key=lambda use: (not use.binding, use.ledger))
    said = listed(
        [f"{percent(limb.central_share, limb.share)} of its {LIMITS[limb.kind]}" for limb in limbs(best)]
    )
    measure = traded.regime.measure(best.measure)
    days = (best.through - measure.in_force.start).days + 1
    binding = f"; the {LIMITS[best.binding]} binds" if best.binding else ""
    return _cap_figure(
        case, uses,
        slug="coal-first-cap",
        title=f"In the {days} days of the first cap reported coal came to {said}{binding}",
        subtitle=f"{measure.title} ({measure.named()}): {limit_words(best)}, whichever is reached first; "
        f"{spoken_date(measure.in_force.start)} to {spoken_date(best.through)}",
        notes=(f"{best.verdict.shown.capitalize()} on the ledger “{best.ledger}”: {best.verdict.reason}", not_added()),
    )  # fmt: skip


def early(case: Case, traded: Traded) -> FigurePage | None:
    """The second cap when national law cut it short, under each reading of what the first one left."""
    if traded.early_day is None:
        return None
    uses = [
        use
        for policy in POLICIES
        for use in traded.uses(COAL, policy, early=True)
        if use.through == traded.early_day and any(limb.central_share is not None for limb in limbs(use))
    ]
    readings = [use for use in uses if use.ledger == "committee"] or uses
    if not readings:
        return None
    strict = readings[0]
    limb = next((x for x in limbs(strict) if x.kind == strict.binding), limbs(strict)[-1])
    others = [
        f"{percent(found.central_share, found.share)} with {_READINGS[use.carry_over]}"
        for use in readings[1:]
        for found in limbs(use)
        if found.kind == limb.kind and use.ledger == strict.ledger
    ]
    reached = sum(use.verdict.verdict == "breach" for use in readings)
    ban = f"When imports were suspended, {percent(limb.central_share, limb.share)} of the {LIMITS[limb.kind]} was used"
    return _cap_figure(
        case, uses,
        slug="coal-second-cap-early",
        title=f"{ban}: {_REACHED[strict.verdict.verdict]} as the text stands",
        subtitle=f"The cap of {strict.window} to {spoken_date(strict.through)}, with {listed(others)}" if others
        else f"The cap of {strict.window} to {spoken_date(strict.through)}",
        notes=(
            *(f"{use.carry_over.capitalize()}: {CARRY_OVER[use.carry_over]}." for use in readings),
            f"“Already reached” holds under {reached} of {plural(len(readings), 'reading')} on the ledger “{strict.ledger}”.",
            not_added(),
        ),
    )  # fmt: skip


_REACHED = {
    "breach": "the cap was reached",
    "within": "the cap was not reached",
    "not_covered": "the cap is not asked",
    "cannot_say": "whether the cap was reached cannot be said",
}
_READINGS = {"excess": "the excess of the first window charged", "whole": "all of the first window charged"}


def least_share(limb: LimbUse) -> str:
    """The share of a limb that is used up; "at least" where nothing bounds it from above."""
    return percent(None if limb.share.high is None else limb.central_share, limb.share)


def whole_year(case: Case, traded: Traded) -> FigurePage | None:
    """The second cap to its last day, after which coal was banned."""
    windows = list(dict.fromkeys(use.window for use in traded.uses(COAL)))
    if len(windows) < 2:
        return None
    uses = [
        use
        for policy in POLICIES
        for use in traded.uses(COAL, policy)
        if use.window == windows[1] and any(limb.central_share is not None for limb in limbs(use))
    ]
    by_the_text = [use for use in uses if use.carry_over == "strict" and use.ledger == "committee"] or uses
    if not by_the_text:
        return None
    use = by_the_text[0]
    measure = traded.regime.measure(use.measure)
    limb = next((x for x in limbs(use) if x.kind == use.binding), limbs(use)[-1])
    end = measure.in_force.until
    later = (
        f" On {spoken_date(end)} a ban took its place; no later sum is counted against the cap."
        if end
        else ""
    )
    return _cap_figure(
        case, uses,
        slug="coal-second-cap",
        title=f"Reported coal filled {least_share(limb)} of the second cap’s {LIMITS[limb.kind]} before the ban",
        subtitle=f"{measure.title}: {limit_words(use)}, {spoken_date(measure.in_force.start)} to {spoken_date(use.through)}.{later}",
        notes=(
            f"{use.verdict.shown.capitalize()} on the ledger “{use.ledger}”: {use.verdict.reason}",
            *([f"Would be settled by: {use.verdict.settled_by}."] if use.verdict.settled_by else []),
            not_added(),
        ),
    )  # fmt: skip


def _cap_figure(
    case: Case, uses: Sequence[Utilisation], *, slug: str, title: str, subtitle: str, notes: tuple[str, ...]
) -> FigurePage:
    return FigurePage(
        slug=slug,
        title=title,
        subtitle=subtitle,
        shows="Shares of the cap by limb and ledger",
        columns=CAP_COLUMNS,
        rows=tuple(cap_cells(use, limb) for use in uses for limb in limbs(use)),
        notes=notes,
        definition="What was traded and charged in the whole window over the whole limit. The cap is reached when either limb is. "
        "Rows that overlap are counted once.",
        uncertainty="A share from one number to another is what the rounding and the gaps of the sources leave open.",
        results=cap_results(uses),
    )


def limbs(use: Utilisation) -> tuple[LimbUse, ...]:
    """The limbs of a cap under the first conversion factor."""
    return use.scenarios[0].limbs


def limit_words(use: Utilisation) -> str:
    """Both limbs of a limit in words."""
    return " or ".join(large(limb.limit.low, limb.unit) for limb in limbs(use) if limb.limit.low is not None)


def cap_results(uses: Sequence[Utilisation]) -> tuple[Result, ...]:
    """The verdicts and figures of some uses, each with its trail."""
    return tuple(
        found for use in uses for found in (use.verdict, use.quantity, use.value) if found is not None
    )


def cap_cells(use: Utilisation, limb: LimbUse) -> tuple[Cell, ...]:
    """One limb of one use of a cap as a table shows it."""
    figure = use.quantity if limb.kind == "quantity" else use.value
    return (
        use.measure,
        use.window,
        use.ledger,
        use.carry_over,
        LIMBS[limb.kind],
        shown(limb.central, limb.unit) if limb.central is not None else "cannot say",
        shown(limb.limit.low, limb.unit),
        percent(limb.central_share, limb.share),
        use.verdict.shown,
        (figure or use.verdict).id,
    )
