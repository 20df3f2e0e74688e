"""`yalu visits latency` and `yalu visits gaps`: how soon after a crisis, how long the silences."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import Parameter

from yalu.cli.output import print_json, print_table, say
from yalu.cli.parameters import Asked, Rules, SharedOptions, Way, a_day, day_of, opened, ways
from yalu.cli.visits import app
from yalu.visits.coverage import searched_otherwise
from yalu.visits.latency import Response


@app.command
def latency(
    *,
    rules: Rules = None,
    after: Annotated[
        list[str] | None, Parameter(help="Kinds of event to start from; nuclear_test by default.")
    ] = None,
    direction: Way = "both",
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Days from each crisis to the first visit that counts; intervals still open are shown as open.

    Parameters
    ----------
    direction
        Look for visits of one direction only.
    """
    case = opened(asked)
    found = case.visits.latency(rules=rules, after=after or ["nuclear_test"], direction=direction)
    if asked.json:
        print_json(case.case, "visits latency", found)
        return
    words = ways(case)
    print_table(
        f"Days to the first visit that counts under {found.rules}",
        ["event", "date", "days", "closed by", "direction", "what happened on which day"],
        [
            [
                r.title,
                r.date,
                _waited(r),
                f"{r.visit} {r.guest} ({', '.join(r.by_rule)})" if r.closed else "",
                words.get(r.direction, ""),
                "; ".join(f"day {m.day} {m.what.replace('_', ' ')}" for m in r.marks),
            ]
            for r in found.responses
        ],
    )
    for response in found.responses:
        if response.passed_over:
            say("", f"Not the answer to {response.title}:", *(f"  {visit}" for visit in response.passed_over))
    say("", *_summary(found.summary))


def _waited(response: Response) -> str:
    """The days of a wait, with the fewest and the most that inexact dates and undecided visits leave possible."""
    low, high = response.days_low, response.days_high
    if response.days is None:
        least = f", {low} or more if it is over" if low is not None else ""
        return f"open, {response.open_days} so far by {response.observed_until}{least}"
    if low == high:
        return f"{response.days}"
    return (
        f"{response.days} (between {low} and {high})"
        if high is not None
        else f"{response.days} ({low} or more)"
    )


def _summary(summary: Any) -> list[str]:
    if summary.closed == 0:
        return ["No wait is over, so there is no mean and no median yet."]
    lines = [
        f"Closed waits only: mean {summary.mean_of_closed:.2f}, median {summary.median_of_closed:g} days "
        f"({summary.closed} of {summary.waits})."
    ]
    with_open = summary.median_kaplan_meier
    lines.append(
        "Kaplan–Meier median, open waits included: "
        + (f"{with_open} days." if with_open is not None else "not reached; fewer than half are over.")
    )
    return lines


@app.command
def gaps(
    *,
    rules: Rules = None,
    on: Annotated[
        str | None, Parameter(help="The day to count to; the last observed day by default.", validator=a_day)
    ] = None,
    visits: Annotated[
        bool, Parameter(negative="", help="Gaps between any visits, not between summits.")
    ] = False,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Days since the last summit on any date, the longest silences, and visits per year."""
    case = opened(asked)
    found = case.visits.gaps(rules=rules, on=day_of(on), summits_only=not visits)
    if asked.json:
        print_json(case.case, "visits gaps", found)
        return
    say(f"{found.figure.title}: {found.figure.shown} days", *found.figure.trail.steps, "")
    print_table(
        f"Longest gaps between {found.what}s under {found.rules}",
        ["days", "from", "after", "to", "until"],
        [
            [
                g.days_low if g.days_low == g.days_high else f"{g.days_low}–{g.days_high}",
                g.start,
                f"{g.after} {g.after_guest}",
                g.end,
                "still open" if g.open else f"{g.before} {g.before_guest}",
            ]
            for g in found.longest
        ],
        right=(0,),
    )
    if found.change:
        say(
            "",
            f"The yearly series is best cut in two at {found.change.year}: {found.change.before:.2f} visits a year "
            f"before, {found.change.after:.2f} from then on (p = {found.change.p_value:.3g}, "
            f"{found.change.draws} shuffles).",
        )
        if searched_otherwise(case.case, found.change.year):
            say(
                "The record is searched much better on one side of that cut, so it may show the search alone."
            )
