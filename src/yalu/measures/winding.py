"""Wind-downs and clearance: trade still allowed when dates are met together, and the notice it owes.

2371 (2017), 2375 (2017), 2397 (2017): contract before adoption AND import within so many days; one
date alone allows nothing. Telling the Committee is a duty of its own: late notice is a breach of
that duty and not of the ban. National announcements clear goods that had been shipped or had
arrived, some only until a day after which nothing clears.
"""

from __future__ import annotations

from yalu.measures.records import Measure
from yalu.measures.situations import DateAnswer, Decision, Situation

_STEPS = {
    "contract": "contract",
    "imported": "import",
    "loaded": "loading",
    "arrived": "arrival",
    "cleared": "release",
}


def allowed(measure: Measure, situation: Situation) -> tuple[DateAnswer, list[str], str]:
    """Whether a wind-down or clearance lets the trade pass, what would settle it, and the rule in words.

    ``-`` when the measure has neither. Every date asked about must be met; one that fails decides.
    """
    if measure.wind_down.import_by is not None or measure.wind_down.contract_before is not None:
        return _together(_winding(measure, situation), _wind_down_words(measure))
    if measure.clearance.arrived_before or measure.clearance.loaded_before:
        return _clearance(measure, situation)
    return "-", [], ""


def notice(measure: Measure, situation: Situation) -> Decision | None:
    """The verdict on the notice a wind-down owes; None when the wind-down is not open to the trade."""
    by = measure.wind_down.notify_by
    if by is None or situation.notified == "-" or situation.in_force == "no":
        return None
    if allowed(measure, situation)[0] == "no":
        return None
    told = f"{measure.named()}: trade under the wind-down is notified to the Committee by {by}"
    if situation.notified == "yes":
        return Decision(verdict="within", finding="notice_given", breach="no", reason=f"{told}; it was")
    if situation.notified == "no":
        reason = f"{told}; it was later. The duty to notify is broken, not by itself the ban"
        return Decision(verdict="breach", finding="notice_late", breach="certain", reason=reason)
    settled = ("the day the Committee was notified (notified_date)",)
    return Decision(
        verdict="cannot_say",
        finding="undetermined",
        breach="possible",
        reason=f"{told}; the row does not say when",
        settled_by=settled,
    )


def _winding(measure: Measure, situation: Situation) -> list[tuple[str, DateAnswer]]:
    asked: list[tuple[str, DateAnswer]] = []
    if measure.wind_down.contract_before is not None:
        asked.append(("contract", situation.contract))
    if measure.wind_down.import_by is not None:
        asked.append(("imported", situation.imported))
    if measure.clearance.absolute_stop is not None:
        asked.append(("cleared", situation.cleared))
    return asked


def _clearance(measure: Measure, situation: Situation) -> tuple[DateAnswer, list[str], str]:
    """Loaded OR arrived in time, AND released before the day on which everything stops."""
    ways: list[tuple[str, DateAnswer]] = []
    if measure.clearance.loaded_before is not None:
        ways.append(("loaded", situation.loaded))
    if measure.clearance.arrived_before is not None:
        ways.append(("arrived", situation.arrived))
    rule = _clearance_words(measure)
    stop = [("cleared", situation.cleared)] if measure.clearance.absolute_stop is not None else []
    if situation.cleared == "no":
        return "no", [], rule
    in_time = [way for way in ways if way[1] == "yes"]
    if in_time:
        return _together([in_time[0], *stop], rule)
    open_ways = [way for way in ways if way[1] != "no"]
    if not open_ways:
        return "no", [], rule
    return _together([*open_ways, *stop], rule)


def _together(asked: list[tuple[str, DateAnswer]], rule: str) -> tuple[DateAnswer, list[str], str]:
    answers = [given for _, given in asked]
    if "no" in answers:
        return "no", [], rule
    if all(given == "yes" for given in answers):
        return "yes", [], rule
    doubts = []
    for name, given in asked:
        if given == "missing":
            doubts.append(f"the {_STEPS[name]} date of the consignment ({_STEPS_COLUMNS[name]})")
        elif given == "unclear":
            doubts.append(f"the day of {_STEPS[name]}, which is known only roughly")
    return "unclear", doubts, rule


_STEPS_COLUMNS = {
    "contract": "contract_date",
    "imported": "period",
    "loaded": "loaded_date",
    "arrived": "arrived_date",
    "cleared": "released_date",
}


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
