"""How a judgement is printed: breaches and caps first, then what is within, then what would settle the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from yalu.cli.output import print_table, say
from yalu.law.caps.utilisation_records import Utilisation
from yalu.law.result_table import MOST_TOLD, Judgement
from yalu.law.verdicts.row_explanations import RowVerdict
from yalu.vocabulary.numerals import plural
from yalu.vocabulary.results import evidence_lines

_SHOWN = 3  # rows named of each measure; the rest are counted
_GRAVEST = ("breach", "within", "cannot_say", "not_covered")
_FIRST = 10  # rows told of a table too large to be told in full
_SETTLED = 6  # measures whose open rows are told; the rest are counted


def print_judgement(judgement: Judgement, *, open_ended: bool, reasons: bool) -> None:
    """Every verdict of a table that fits in memory, grouped by measure."""
    rows = list(judgement.iterate(uncovered=False))
    asked = [row for row in rows if open_ended or not judgement.is_open_ended(row.measure)]
    say(*(f"{label}: {text}" for label, text in evidence_lines(judgement.coverage)))
    say(*assumed_lines(judgement), "")
    if reasons:
        _print_reasons(asked)
    else:
        _print_groups(judgement, asked, "breach", "Breaches")
    print_caps(judgement.caps, judgement.carry_over, settled=True)
    say("")
    if not reasons:
        _print_groups(judgement, asked, "within", "Within the law")
    _print_open(asked)
    left_out = len(rows) - len(asked)
    if left_out:
        measures = len({row.measure for row in rows} - {row.measure for row in asked})
        say(
            f"Controls by list or end use, which no HS code can settle: {plural(left_out, 'verdict')} "
            f"under {plural(measures, 'paragraph')}; --open-ended tells them.",
            "",
        )
    overdue = [v for v in judgement.reporting if v.verdict == "breach"]
    if overdue:
        say("Reports owed", *(f"  {v.title}: {v.reason}" for v in overdue), "")
    say(
        "yalu explain verdict/MEASURE/ROW tells any verdict in full; --reasons gives the reason of every certain row."
    )


def print_counts(judgement: Judgement, out: Path | None, *, open_ended: bool) -> None:
    """What is told of verdicts too many to be told one by one: how many of each kind, the caps, the first rows."""
    say(*(f"{label}: {text}" for label, text in evidence_lines(judgement.coverage)))
    say(*assumed_lines(judgement), "")
    counts = [c for c in judgement.counts if open_ended or not judgement.is_open_ended(c["measure"])]
    print_table(
        f"{judgement.met:,} verdicts on rows"
        + (f", written to {out}" if out else "; --out FILE writes them"),
        ["measure", "ledger", "verdict", "finding", "rows"],
        [
            [c["measure"], c["ledger"], c["verdict"], c["finding"], f"{c['occurrences']:,}"]
            for c in sorted(counts, key=lambda c: (c["verdict"] != "breach", c["verdict"] != "within"))
        ],
        right=(4,),
        note=f"{judgement.occurrences - judgement.met:,} rows are met by no measure.",
    )
    left_out = sum(c["occurrences"] for c in judgement.counts) - sum(c["occurrences"] for c in counts)
    if left_out:
        say("", f"Controls by list or end use: {left_out:,} verdicts; --open-ended counts them by measure.")
    say("")
    print_caps(judgement.caps, judgement.carry_over)
    say("")
    first = judgement.first("breach", _FIRST)
    if first:
        print_table(
            "The first breaches by row",
            ["row", "measure", "ledger", "period", "hs"],
            [[r["id"], r["measure"], r["ledger"], r["period"], r["hs"]] for r in first],
        )


def assumed_lines(judgement: Judgement) -> list[str]:
    """What was assumed of rows that do not say it themselves, as one line or none."""
    told = [f"{n.replace('_', ' ')} {e.replace('_', ' ')}" for n, e in sorted(judgement.assumed.items())]
    return [f"assumed where a row does not say: {', '.join(told)}"] if told else []


def judgement_json(judgement: Judgement, out: Path | None = None, *, open_ended: bool) -> dict[str, Any]:
    """The result of ``measures check --json``: see docs/json.md."""
    if judgement.occurrences > MOST_TOLD:
        return _counted_json(judgement, out)
    verdicts: list[dict[str, Any]] = []
    left_out: dict[str, int] = {}
    for row in judgement.iterate():
        if not open_ended and row.measure and judgement.is_open_ended(row.measure):
            left_out[row.measure] = left_out.get(row.measure, 0) + 1
        else:
            verdicts.append(_flat(row))
    return {
        "verdicts": [*verdicts, *_other_verdicts(judgement)],
        "caps": _caps_json(judgement),
        "open_ended": left_out,
        "assumed": dict(judgement.assumed),
        "coverage": judgement.coverage,
    }


def _counted_json(judgement: Judgement, out: Path | None) -> dict[str, Any]:
    """The same of a table too large to be told in full: counts and the first breaches in place of the rows."""
    return {
        "verdicts": _other_verdicts(judgement),
        "caps": _caps_json(judgement),
        "assumed": dict(judgement.assumed),
        "coverage": judgement.coverage,
        "counts": [dict(count) for count in judgement.counts],
        "uncovered": judgement.occurrences - judgement.met,
        "first_breaches": [
            {name: row[name] for name in ("id", "measure", "ledger", "period", "hs")}
            for row in judgement.first("breach", _FIRST)
        ],
        "written": str(out or ""),
    }


def _other_verdicts(judgement: Judgement) -> list[dict[str, Any]]:
    """The verdicts that are on no row: on caps, duties to stop and reports owed."""
    verdicts: list[dict[str, Any]] = []
    for use in judgement.caps:
        for verdict in (use.verdict, use.stop):
            if verdict is not None:
                verdicts.append(
                    {**msgspec.to_builtins(verdict), "measure": use.measure, "binding": use.binding}
                )
    return verdicts + [msgspec.to_builtins(v) for v in judgement.reporting]


def _caps_json(judgement: Judgement) -> list[dict[str, Any]]:
    return [{**msgspec.to_builtins(use), "binding": use.binding} for use in judgement.caps]


def _flat(row: RowVerdict) -> dict[str, Any]:
    """The verdict of a row with what it is on beside it."""
    told = msgspec.to_builtins(row)
    return {**told.pop("verdict"), **told}


def _print_groups(judgement: Judgement, rows: Iterable[RowVerdict], kind: str, title: str) -> None:
    """The rows with one verdict, two lines for each measure: what it says, and which rows."""
    found = [row for row in rows if row.verdict.verdict == kind]
    groups: dict[str, list[RowVerdict]] = {}
    for row in found:
        groups.setdefault(row.measure, []).append(row)
    if not found:
        say(f"{title}: none", "")
        return
    say(f"{title}: {plural(len(found), 'verdict')} on rows, under {plural(len(groups), 'paragraph')}")
    for name, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        measure = judgement.regime.measure(name)
        reported = sum(bool(row.verdict.as_reported_by) for row in group)
        said = f"; {reported} as reported by others than the state" if reported else ""
        say(
            f"  {group[0].state or group[0].layer}  {name}: {measure.title}",
            f"      {plural(len(group), 'row')}, {_span(group)}{said}: {_some([row.row for row in group])}",
        )
    say("")


def _span(rows: Sequence[RowVerdict]) -> str:
    periods = sorted({row.period for row in rows})
    return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _print_reasons(rows: Iterable[RowVerdict]) -> None:
    told = [r for r in rows if r.verdict.verdict in {"breach", "within"}]
    print_table(
        f"{len(told)} verdicts on rows that are certain",
        ["row", "measure", "layer", "verdict", "why"],
        [[r.row, r.measure, r.state or r.layer, r.verdict.shown, r.verdict.reason] for r in told],
    )
    say("")


def print_caps(caps: Iterable[Utilisation], carry_over: str, *, settled: bool = False) -> None:
    """Two lines for each cap, those passed first; ``settled`` counts those of which nothing can be said."""
    found = sorted(caps, key=lambda use: _GRAVEST.index(use.verdict.verdict))
    told = [use for use in found if not settled or use.verdict.verdict in {"breach", "within"}]
    say(f"Caps used, carry-over {carry_over}" if found else "Caps used: none in these flows")
    for use in told:
        trader = f", {use.trader}" if use.trader else ""
        say(
            f"  {use.measure}, {use.window}{trader}, {use.ledger} ledger: {use.verdict.shown}",
            f"      {_used(use)}",
        )
    if len(found) > len(told):
        say(f"  {len(found) - len(told)} more cannot be settled; yalu measures caps tells them.")
    if found:
        say("Ledgers are never added together. yalu explain VERDICT-ID tells any verdict in full.")


def _used(use: Utilisation) -> str:
    """Both limbs in per cent, the binding one, and when the limit was passed, by the first conversion factor."""
    scenario = use.scenarios[0] if use.scenarios else None
    if scenario is None:
        return "nothing is known of what was used"
    limbs = [
        f"{limb.central_share:.1f} % of the {limb.kind}"
        for limb in scenario.limbs
        if limb.central_share is not None
    ]
    parts = [" and ".join(limbs) or "no amount in one number"]
    parts += [f"the {scenario.binding} limb binds"] if scenario.binding else []
    parts += [f"passed in {scenario.passed_in}"] if scenario.passed_in else []
    return "; ".join(parts)


def _print_open(rows: Iterable[RowVerdict]) -> None:
    """What cannot be said, by measure, with the datum that would settle the first row of each."""
    open_rows: dict[str, list[RowVerdict]] = {}
    for row in rows:
        if row.verdict.verdict == "cannot_say":
            open_rows.setdefault(row.measure, []).append(row)
    if not open_rows:
        return
    most = sorted(open_rows.items(), key=lambda item: (-len(item[1]), item[0]))
    left = most[_SETTLED:]
    print_table(
        "What would settle the rest, by measure",
        ["measure", "rows", "would be settled by"],
        [[name, len(found), found[0].verdict.settled_by] for name, found in most[:_SETTLED]],
        right=(1,),
        note=f"{sum(len(found) for _, found in left)} rows under {len(left)} more measures: --json tells every verdict."
        if left
        else "--json tells every verdict.",
    )
    say("")
