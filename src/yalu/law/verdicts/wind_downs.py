"""Wind-downs and clearance: trade still allowed when dates are met together, and the notice it owes.

2371 (2017), 2375 (2017), 2397 (2017): contract before adoption AND import within so many days; one
date alone allows nothing. Telling the Committee is a duty of its own: late notice is a breach of
that duty and not of the ban. National announcements clear goods that had been shipped or had
arrived, some only until a day after which nothing clears.
"""

from __future__ import annotations

import msgspec

from yalu.law.text.records import Measure
from yalu.law.verdicts.situations import DateAnswer, DateDoubt, Situation, SituationVerdict, scope_doubts
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, all_of, any_of

Step = tuple[str, DateAnswer]
_STEPS = {
    "contract": "contract", "imported": "import", "loaded": "loading", "arrived": "arrival", "cleared": "release",
}  # fmt: skip
_STEPS_COLUMNS = {
    "contract": "contract_date", "imported": "released_date", "loaded": "loaded_date", "arrived": "arrived_date",
    "cleared": "released_date",
}  # fmt: skip
_DOUBTS = {
    DateDoubt.MISSING: lambda name: f"the {_STEPS[name]} date of the consignment ({_STEPS_COLUMNS[name]})",
    DateDoubt.UNCLEAR: lambda name: (
        f"the day of {_STEPS[name]}, which is known only roughly ({_STEPS_COLUMNS[name]})"
    ),
}


class Lifted(msgspec.Struct, frozen=True):
    """Whether one way of dates lets the trade pass, what would settle it where nobody can say, and the rule in words.

    ``winds_down`` tells a wind-down from a clearance.
    """

    answer: Answer
    rule: str
    doubts: tuple[str, ...] = ()
    winds_down: bool = True


def ways(measure: Measure, situation: Situation) -> list[Lifted]:
    """Every way in which dates may let the trade pass, a wind-down and a clearance; either is enough.

    Every date asked about within one must be met; one that fails decides.
    """
    found = []
    if measure.wind_down.import_by is not None or measure.wind_down.contract_before is not None:
        asked = _winding(measure, situation)
        answer = all_of(given.answer for _, given in asked)
        found.append(_lifted(answer, asked, _wind_down_words(measure)))
    if measure.clearance.arrived_before or measure.clearance.loaded_before:
        cleared = _clearance(measure, situation)
        found.append(msgspec.structs.replace(cleared, winds_down=False))
    return found


def notice(measure: Measure, situation: Situation) -> SituationVerdict | None:
    """The verdict on the notice a wind-down owes; None when the wind-down is not open to the trade."""
    by, notified = measure.wind_down.notify_by, situation.notified
    if by is None or notified is None or situation.in_force.answer == NO:
        return None
    found = ways(measure, situation)
    winding = [way for way in found if way.winds_down] or found
    beside = [way for way in found if way not in winding]
    if any(way.answer == NO for way in winding) or any(way.answer == YES for way in beside):
        return None  # it did not pass under the wind-down, or passed without it
    duty = f"{measure.named()}: trade under the wind-down is notified to the Committee by {by}"
    if notified.answer == YES:
        return SituationVerdict(verdict="within", finding="notice_given", breach=NO, reason=f"{duty}; it was")
    doubts = [*scope_doubts(measure, situation), *(doubt for way in found for doubt in way.doubts)]
    if notified.answer == NO and not doubts:
        reason = f"{duty}; it was later. The duty to notify is broken, not by itself the ban"
        return SituationVerdict(verdict="breach", finding="notice_late", breach=YES, reason=reason)
    if notified.answer == NO:
        why, settled = "it was later, and whether the trade passed under the wind-down is open", tuple(doubts)
    else:
        why, settled = "the row does not say when", ("the day the Committee was notified (notified_date)",)
    return SituationVerdict(
        verdict="cannot_say",
        finding="undetermined",
        breach=CANNOT_SAY,
        reason=f"{duty}; {why}",
        settled_by=settled,
    )


def _winding(measure: Measure, situation: Situation) -> list[Step]:
    asked = [
        ("contract", situation.contract),
        ("imported", situation.imported),
        ("cleared", situation.cleared),
    ]
    return [(name, given) for name, given in asked if given is not None]


def _clearance(measure: Measure, situation: Situation) -> Lifted:
    """Loaded OR arrived in time, AND released before the day on which everything stops."""
    steps = [
        (n, g) for n, g in (("loaded", situation.loaded), ("arrived", situation.arrived)) if g is not None
    ]
    stop = [] if situation.cleared is None else [("cleared", situation.cleared)]
    in_time = any_of(given.answer for _, given in steps)
    answer = in_time & all_of(given.answer for _, given in stop)
    return _lifted(answer, [*(steps if in_time == CANNOT_SAY else ()), *stop], _clearance_words(measure))


def _lifted(answer: Answer, asked: list[Step], rule: str) -> Lifted:
    doubts = [_DOUBTS[given.doubt](name) for name, given in asked if given.answer == CANNOT_SAY]
    return Lifted(answer, rule, tuple(doubts) if answer == CANNOT_SAY else ())


def _wind_down_words(measure: Measure) -> str:
    down = measure.wind_down
    parts = []
    if down.contract_before is not None:
        parts.append(f"contract before {down.contract_before}")
    if down.import_by is not None:
        parts.append(f"import by {down.import_by}")
    if measure.clearance.absolute_stop is not None:
        parts.append(f"release before {measure.clearance.absolute_stop}")
    return " and ".join(parts)


def _clearance_words(measure: Measure) -> str:
    clear = measure.clearance
    ways = []
    if clear.loaded_before is not None:
        ways.append(f"loaded before {clear.loaded_before}")
    if clear.arrived_before is not None:
        ways.append(f"arrived before {clear.arrived_before}")
    stop = "" if clear.absolute_stop is None else f" and released before {clear.absolute_stop}"
    return " or ".join(ways) + stop
