"""`yalu visits seats` and `yalu visits coverage`: what the counts rest on."""

from __future__ import annotations

from yalu.cli.output import print_json, print_table, say
from yalu.cli.parameters import Asked, Between, Rules, SharedOptions, opened, window_of
from yalu.cli.visits import app
from yalu.visits.posts_without_visits import uncollected_words
from yalu.visits.rosters import unsettled_words


@app.command
def seats(
    *,
    rules: Rules = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Which congresses' rosters were read whole, in part or not at all, and which visits a party seat decides."""
    case = opened(asked)
    rows = case.visits.seats(rules=rules)
    if asked.json:
        print_json(case.case, "visits seats", rows)
        return
    chosen = case.visits.rules(rules)
    print_table(
        f"Rosters of the parties' bodies, and the visits that a seat decides under {chosen.name}",
        ["side", "congress", "Politburo", "Committee", "seats", "visits", "unknown", "in", "out", "cannot say"],
        [
            [
                case.case.names.get(r.side, r.side), r.title, r.politburo, r.central_committee, r.seats,
                r.visits, r.unknown or "", len(r.admitted) or "", len(r.left_out) or "", " ".join(r.undecided),
            ]
            for r in rows
        ],
        right=(4, 5, 6, 7, 8),
        note="Politburo, Committee: how much of the roster was read; seats: rows held; unknown: visits by guests whose "
        "body is not known; in, out: visits that count, or do not, by the guest's seat alone",
    )  # fmt: skip
    if words := unsettled_words(case.case, chosen):
        say("", words)


@app.command
def coverage(
    *,
    rules: Rules = None,
    window: Between = None,
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """How well each decade was searched, which classes of posts were not, and published totals beside ours."""
    case = opened(asked)
    rows = case.visits.coverage(rules=rules, window=window_of(window))
    chosen = case.visits.rules(rules)
    totals = [
        row
        for row in (case.visits.published(rules=rules) if case.case.published else ())
        if row.figure.id.startswith("count/")
    ]
    if asked.json:
        print_json(
            case.case, "visits coverage",
            {"decades": list(rows), "totals": totals, "lacking": uncollected_words(case.case, chosen)},
        )  # fmt: skip
        return
    print_table(
        f"The record by decade, and visits under {chosen.name}",
        ["decade", "years searched well", "partly", "thinly", "not rated", "index months", "visits", "count",
         "cannot say", "posts not searched for"],
        [
            [r.decade, r.good, r.partial, r.thin, r.unrated, r.months_read, r.visits, r.counted, r.undecided,
             len(r.left_out) or ""]
            for r in rows
        ],
        right=(1, 2, 3, 4, 5, 6, 7, 8, 9),
        note="a visit stands in the decade of the first day it can have begun on",
    )  # fmt: skip
    if totals:
        say("", "Published totals beside ours")
        say(*(f"  {r.title}: published {r.stated}, ours {r.ours} ({r.reason})" for r in totals))
    if lacking := uncollected_words(case.case, chosen):
        say("", f"{lacking[:1].upper()}{lacking[1:]}.")
