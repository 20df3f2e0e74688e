"""All misstatement hypotheses that fit, the strongest first: those least likely to fit by accident."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.question import ClaimQuestion
from yalu.claims.records import FigureReading, ReadStatement, Slip
from yalu.claims.slips import digits, scales, swaps, times
from yalu.claims.slips.trials import HOPELESS, Trial
from yalu.documents.choices import ChoiceError

# In this order where two are equally strong.
TESTS: tuple[Callable[[Trial], Iterator[Slip]], ...] = (
    digits.reversed_sign, swaps.flow, digits.transposed, digits.zero, digits.rounded_away, digits.rounded_far,
    scales.scale, scales.currency_of_growth, swaps.value_for_volume, swaps.points, swaps.gross_for_net, swaps.side,
    times.stale_year, times.cumulative, times.shifted_period, times.other_day, swaps.who, swaps.part_and_whole,
    times.period, times.fiscal_year, swaps.good, swaps.ledger, digits.inclusive, digits.other_base,
)  # fmt: skip
KINDS: dict[str, str] = {
    "digits_transposed": "two neighbouring digits exchanged",
    "digit_zero": "a zero dropped or put in",
    "flow_swapped": "imports for exports, or one direction of visits for the other",
    "partner_swapped": "another reporter, partner or leader",
    "unit_or_scale": "kilograms for tonnes, millions for billions, barrels for tonnes, yuan for dollars",
    "value_for_volume": "money for a quantity, or the other way round",
    "percent_for_points": "percent for percentage points",
    "gross_for_net": "the sum for the balance, all for what was over the cap, the gross for the payable",
    "period_shifted": "the period before or after",
    "stale_year": "the figure of an earlier year",
    "cumulative_for_monthly": "months added up for one month, or the other way round",
    "part_and_whole": "the whole for a part; a part larger than its whole",
    "part_of_period": "a month for its quarter or year, or the other way round",
    "fiscal_year": "a calendar year for one that begins in April, July or October",
    "good_swapped": "another good of the same ledger and period",
    "other_ledger": "the partners' statistics, the committee or an allegation for one's own customs",
    "rounding": "rounded to the wrong side, or to tens or hundreds",
    "direction_reversed": "a rise for a fall",
    "inclusive_count": "both ends of a span counted",
    "base_swapped": "percent of the later amount",
    "percent_of_for_more": "“is 137 % of” for “grew by 137 %”",
    "numbers_disagree": "two numbers of one article that cannot both hold",
}
MOST = 5


def find_slips(
    evidence: Evidence, question: ClaimQuestion, statement: ReadStatement, ours: FigureReading
) -> tuple[Slip, ...]:
    """The slips that would explain a statement, at most five.

    Each is recomputed. One whose fit would be no surprise, because the words are wide or many ways were
    tried, is not offered.
    """
    if statement.interval is None:
        return ()
    trial = Trial(evidence, question, statement, ours)
    if trial.chance(1) > HOPELESS:
        return ()
    found: list[Slip] = []
    for test in TESTS:
        try:
            found += test(trial)
        except (Unanswerable, ChoiceError):
            continue
    offered = [slip for slip in found if slip.chance <= HOPELESS]
    return tuple(sorted(offered, key=lambda slip: slip.chance)[:MOST])
