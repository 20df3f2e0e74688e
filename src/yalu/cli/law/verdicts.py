"""How a judgement is printed: breaches and caps first, then what is within, then what would settle the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_FLOOR
from pathlib import Path
from typing import Any

import msgspec

from yalu.cli.output import evidence
from yalu.cli.tables import Behind, Kept, Part, Table
from yalu.law.caps.utilisation_records import Utilisation
from yalu.law.result_table import MOST_LISTED, FlowVerdicts
from yalu.law.text.regimes import Regime
from yalu.law.verdicts.row_explanations import RowVerdict
from yalu.vocabulary.intervals import brief
from yalu.vocabulary.results import VerdictKind
from yalu.vocabulary.words.numerals import plural

_SHOWN = 3  # rows named of each measure; the rest are counted
_GRAVEST: tuple[VerdictKind, ...] = ("breach", "within", "cannot_say", "not_covered")
_FIRST = 10  # rows listed of a table too large to be listed
_SETTLED = 5  # data that would settle caps, named on the first screen


def judgement_parts(judgement: FlowVerdicts, *, open_ended: bool, reasons: bool) -> Iterator[Part]:
    """Every verdict of a table that fits in memory, grouped by measure: breaches, caps, what is within, what is open."""
    rows = list(judgement.iterate(uncovered=False))
    asked = [row for row in rows if open_ended or not judgement.is_open_ended(row.measure)]
    kinds = Counter(row.verdict.verdict for row in asked)
    caps = Counter(use.verdict.verdict for use in judgement.caps)
    yield f"On rows: {_counted(kinds)}. On caps: {_counted(caps)}."
    yield from assumed_lines(judgement)
    yield ""
    if reasons:
        yield from _reasons(asked)
    else:
        yield from _groups(judgement, asked, "breach", "Breaches")
    yield from _caps(judgement.caps, judgement.carry_over)
    if not reasons:
        yield from _groups(judgement, asked, "within", "\nWithin the law")
    yield from _open(asked)
    left_out = len(rows) - len(asked)
    if left_out:
        measures = len({row.measure for row in rows} - {row.measure for row in asked})
        yield Kept(
            f"Controls by list or end use, which no HS code can settle: {plural(left_out, 'verdict')} "
            f"under {plural(measures, 'paragraph')}; --open-ended shows them."
        )
    overdue = [v for v in judgement.reporting if v.verdict == "breach"]
    if overdue:
        yield "\nReports owed"
        yield from (f"  {v.title}: {v.reason}" for v in overdue)
    yield from evidence(judgement.coverage)
    yield Kept(
        "yalu explain verdict/MEASURE/ROW explains any verdict; --reasons gives the reason of every certain row."
    )


def _counted(kinds: Mapping[VerdictKind, int]) -> str:
    return (
        ", ".join(f"{kinds[kind]} {kind.replace('_', ' ')}" for kind in _GRAVEST if kinds.get(kind)) or "none"
    )


def counts_parts(judgement: FlowVerdicts, out: Path | None, *, open_ended: bool) -> Iterator[Part]:
    """What is said of verdicts too many to be listed: how many of each kind, the caps, the first rows."""
    yield from assumed_lines(judgement)
    counts = [c for c in judgement.counts if open_ended or not judgement.is_open_ended(c["measure"])]
    yield Table(
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
        yield f"\nControls by list or end use: {left_out:,} verdicts; --open-ended counts them by measure."
    yield ""
    yield from _caps(judgement.caps, judgement.carry_over)
    first = judgement.first("breach", _FIRST)
    if first:
        yield Table(
            "\nThe first breaches by row",
            ["row", "measure", "ledger", "period", "hs"],
            [[r["id"], r["measure"], r["ledger"], r["period"], r["hs"]] for r in first],
        )
    yield from evidence(judgement.coverage)


def assumed_lines(judgement: FlowVerdicts) -> list[str]:
    """What was assumed of rows that do not say it themselves, as one line or none."""
    assumed = [f"{n.replace('_', ' ')} {e.replace('_', ' ')}" for n, e in sorted(judgement.assumed.items())]
    return [f"assumed where a row does not say: {', '.join(assumed)}"] if assumed else []


def judgement_json(judgement: FlowVerdicts, out: Path | None = None, *, open_ended: bool) -> dict[str, Any]:
    """The result of ``law check --json``: see docs/json.md."""
    if judgement.occurrences > MOST_LISTED:
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


def _counted_json(judgement: FlowVerdicts, out: Path | None) -> dict[str, Any]:
    """The same of a table too large to be listed in full: counts and the first breaches in place of the rows."""
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


def _other_verdicts(judgement: FlowVerdicts) -> list[dict[str, Any]]:
    """The verdicts that are on no row: on caps, duties to stop and reports owed."""
    verdicts: list[dict[str, Any]] = []
    for use in judgement.caps:
        for verdict in (use.verdict, use.stop):
            if verdict is not None:
                verdicts.append(
                    {**msgspec.to_builtins(verdict), "measure": use.measure, "binding": use.binding}
                )
    return verdicts + [msgspec.to_builtins(v) for v in judgement.reporting]


def _caps_json(judgement: FlowVerdicts) -> list[dict[str, Any]]:
    return [{**msgspec.to_builtins(use), "binding": use.binding} for use in judgement.caps]


def _flat(row: RowVerdict) -> dict[str, Any]:
    """The verdict of a row with what it is on beside it."""
    fields = msgspec.to_builtins(row)
    return {**fields.pop("verdict"), **fields}


def _groups(judgement: FlowVerdicts, rows: Iterable[RowVerdict], kind: str, title: str) -> Iterator[Part]:
    """The rows with one verdict by measure: the measure in a line, and with ``--full`` its title and which rows."""
    found = [row for row in rows if row.verdict.verdict == kind]
    groups: dict[str, list[RowVerdict]] = {}
    for row in found:
        groups.setdefault(row.measure, []).append(row)
    if not found:
        yield f"{title}: none"
        return
    listed = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    yield Table(
        f"{title}: {plural(len(found), 'verdict')} on rows, under {plural(len(groups), 'paragraph')}",
        ["measure", "whose", "rows", "periods", "which rows"],
        [
            [f"{name}: {judgement.regime.measure(name).title}", group[0].state or group[0].layer, len(group),
             _span(group), _which(group)]
            for name, group in listed
        ],
        right=(2,),
    )  # fmt: skip
    yield ""


def _which(group: Sequence[RowVerdict]) -> str:
    reported = sum(bool(row.verdict.as_reported_by) for row in group)
    said = f"; {reported} as reported by others than the state" if reported else ""
    return f"{_some([row.row for row in group])}{said}"


def _span(rows: Sequence[RowVerdict]) -> str:
    periods = sorted({row.period for row in rows})
    return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _reasons(rows: Iterable[RowVerdict]) -> Iterator[Part]:
    certain = [r for r in rows if r.verdict.verdict in {"breach", "within"}]
    yield Table(
        f"{len(certain)} verdicts on rows that are certain",
        ["row", "measure", "layer", "verdict", "why"],
        [[r.row, r.measure, r.state or r.layer, r.verdict.shown, r.verdict.reason] for r in certain],
    )
    yield ""


def caps_by_goods(caps: Sequence[Utilisation], regime: Regime, carry_over: str) -> Iterator[Part]:
    """Every cap in a line, those on the same goods together; then what is not decided, and why."""
    found = sorted(caps, key=lambda use: (use.measure, use.window, _GRAVEST.index(use.verdict.verdict)))
    kinds = Counter(use.verdict.verdict for use in found)
    yield f"{plural(len(found), 'cap')} by window and ledger: {_counted(kinds)}; carry-over {carry_over}."
    groups: dict[str, list[Utilisation]] = {}
    for use in found:
        goods = regime.measure(use.measure).goods
        groups.setdefault((goods.hs or (goods.text,))[0][:4], []).append(use)
    rows = []
    for uses in groups.values():
        goods = regime.measure(uses[0].measure).goods
        what = f"{goods.text} (HS {', '.join(goods.hs)})" if goods.hs else goods.text
        for use in uses:
            window = f"{use.window}{f' {use.trader}' if use.trader else ''}"
            rows.append([what, use.measure, window, use.ledger, *_word(use), _share(use)])
    columns = ["goods", "measure", "window", "ledger", "verdict", "so far as", "used"]
    yield Table("", columns, rows, right=(6,), group=0)
    yield from _undecided([use for use in found if use.verdict.verdict == "cannot_say"])
    yield Behind(lambda: _cap_lines(found))
    yield Kept("Ledgers are never added together. yalu explain VERDICT-ID explains any verdict in full.")


def _word(use: Utilisation) -> tuple[str, str]:
    """The verdict in a word, and what it is subject to: whose report it is, or in how far it is clean."""
    word = use.verdict.verdict.replace("_", " ")
    return word, use.verdict.shown.removeprefix(word).strip(" ,")


def _share(use: Utilisation) -> str:
    """The greatest share of a limb that a named figure gives, in percent of the limit; else its lower bound."""
    limbs = use.scenarios[0].limbs if use.scenarios else ()
    named = [limb.central_share for limb in limbs if limb.central_share is not None]
    if named:
        return f"{brief(max(named)):f} %"
    least = [limb.share.low for limb in limbs if limb.share.low is not None]
    return f"≥ {brief(max(least), rounding=ROUND_FLOOR):f} %" if least else "unknown"


def _undecided(uses: Sequence[Utilisation]) -> Iterator[Part]:
    """What would settle the caps that cannot be settled, the datum that most of them lack first."""
    wanted = Counter(text for use in uses for text in dict.fromkeys(use.verdict.settled_by.split("; ")))
    if uses:
        yield f"\nNot decided: {plural(len(uses), 'cap')}. What would settle them:"
        listed = wanted.most_common()
        yield from (f"  {text} ({number})" for text, number in listed[:_SETTLED])
        yield Behind(lambda: (f"  {text} ({number})" for text, number in listed[_SETTLED:]))


def _cap_lines(uses: Sequence[Utilisation]) -> Iterator[str]:
    yield "\nEach in full"
    for use in uses:
        trader = f", {use.trader}" if use.trader else ""
        yield f"  {use.measure}, {use.window}{trader}, {use.ledger} ledger: {use.verdict.shown}"
        yield f"      {_used(use)}"
        yield f"      {use.verdict.reason}"


def _caps(caps: Iterable[Utilisation], carry_over: str) -> Iterator[Part]:
    """The caps that were settled, those passed first, a line each; the rest are counted."""
    found = sorted(caps, key=lambda use: _GRAVEST.index(use.verdict.verdict))
    certain = [use for use in found if use.verdict.verdict in {"breach", "within"}]
    yield Table(
        f"Caps used, carry-over {carry_over}" if found else "Caps used: none in these flows",
        ["measure", "window", "ledger", "verdict", "so far as", "used"],
        [[u.measure, f"{u.window} {u.trader}".strip(), u.ledger, *_word(u), _share(u)] for u in certain],
        right=(5,),
    )
    yield Behind(lambda: (f"  {u.measure}, {u.window}, {u.ledger}: {_used(u)}" for u in certain))
    if len(found) > len(certain):
        yield f"  {len(found) - len(certain)} more cannot be settled; yalu law caps says why."
    if found:
        yield "Ledgers are never added together. yalu explain VERDICT-ID explains any verdict in full."


def _used(use: Utilisation) -> str:
    """Both limbs in per cent, the binding one, and when the limit was passed, by the first conversion factor."""
    scenario = use.scenarios[0] if use.scenarios else None
    if scenario is None:
        return "nothing is known of what was used"
    limbs = [
        f"{brief(limb.central_share):f} % of the {limb.kind}"
        for limb in scenario.limbs
        if limb.central_share is not None
    ]
    parts = [" and ".join(limbs) or "no amount in one number"]
    parts += [f"the {scenario.binding} limb binds"] if scenario.binding else []
    parts += [f"passed in {scenario.passed_in}"] if scenario.passed_in else []
    return "; ".join(parts)


def _open(rows: Iterable[RowVerdict]) -> Iterator[Part]:
    """What cannot be said, by measure, with the datum that would settle the first row of each."""
    open_rows: dict[str, list[RowVerdict]] = {}
    for row in rows:
        if row.verdict.verdict == "cannot_say":
            open_rows.setdefault(row.measure, []).append(row)
    if open_rows:
        most = sorted(open_rows.items(), key=lambda item: (-len(item[1]), item[0]))
        yield Table(
            "What would settle the rest, by measure",
            ["measure", "rows", "would be settled by"],
            [[name, len(found), found[0].verdict.settled_by] for name, found in most],
            right=(1,),
            note="--json has every verdict.",
        )
        yield ""
