"""`yalu visits seats` and `yalu visits coverage`: what the counts rest on."""

from __future__ import annotations

from collections.abc import Iterator

from yalu.cli.output import present
from yalu.cli.parameters import AskedForRows, Between, Rules, TableOptions, opened, ways, window_of
from yalu.cli.tables import Part, Table
from yalu.cli.visits.commands import app
from yalu.visits.record.posts_without_visits import uncollected_words
from yalu.visits.record.rosters import unsettled_words


@app.command
def seats(
    *,
    rules: Rules = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Which congresses' rosters were read whole, in part or not at all, and which visits a party seat decides."""
    case = opened(asked)
    rows = case.visits.seats(rules=rules)
    chosen = case.visits.rules(rules)
    table = Table(
        f"Rosters of the parties' bodies, and the visits that a seat decides under {chosen.name}",
        ["side", "congress", "Politburo", "Committee", "seats", "visits", "unknown", "in", "out", "cannot say"],
        [
            [
                case.case.names.get(r.side, r.side), r.title, r.politburo, r.central_committee, r.seats,
                r.visits, r.unknown, len(r.admitted), len(r.left_out), " ".join(r.undecided),
            ]
            for r in rows
        ],
        right=(4, 5, 6, 7, 8),
        note="Politburo, Committee: how much of the roster was read; seats: rows held; unknown: visits by guests whose "
        "body is not known; in, out: visits that count, or do not, by the guest's seat alone",
    )  # fmt: skip
    words = unsettled_words(case.case, chosen)
    present(
        rows,
        lambda: (table, *((f"\n{words}",) if words else ())),
        asked=asked,
        command="visits seats",
        case=case.case,
    )


@app.command
def coverage(
    *,
    rules: Rules = None,
    window: Between = None,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
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
    lacking = uncollected_words(case.case, chosen)
    table = Table(
        f"The record by decade, and visits under {chosen.name}",
        ["decade", "years searched well", "partly", "thinly", "not rated", "index months", "visits", "count",
         "cannot say", "posts not searched for"],
        [
            [r.decade, r.good, r.partial, r.thin, r.unrated, r.months_read, r.visits, r.counted, r.undecided,
             len(r.left_out)]
            for r in rows
        ],
        right=(1, 2, 3, 4, 5, 6, 7, 8, 9),
        note="a visit stands in the decade of the first day it can have begun on",
    )  # fmt: skip

    def shown() -> Iterator[Part]:
        yield table
        if totals:
            yield "\nPublished totals and ours"
            yield from (f"  {r.title}: published {r.stated}, ours {r.ours} ({r.reason})" for r in totals)
        if lacking:
            yield f"\n{lacking[:1].upper()}{lacking[1:]}."

    found = {"decades": list(rows), "totals": totals, "lacking": lacking}
    present(found, shown, asked=asked, command="visits coverage", case=case.case)


@app.command
def lists(
    *,
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Lists of visits that others published, entry by entry beside ours."""
    case = opened(asked)
    rows = case.visits.lists()
    words = ways(case)
    table = Table(
        "Lists of visits that others published, and ours",
        ["guest", "direction", "theirs", "ours", "visit", "agreement", "list"],
        [
            [r.guest, words[r.direction], r.theirs, r.ours, r.visit, r.agreement.replace("_", " "), f"{r.title} ({r.list})"]
            for r in rows
        ],
        note="same: one date; within: a month and a day of it; differs: not one day; only ours: of the same guest, the "
        "same way, between the first and the last entry of the list on that guest",
        group=6,
    )  # fmt: skip
    present(rows, table, asked=asked, command="visits lists", case=case.case)
