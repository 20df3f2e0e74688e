"""Compiling measures to small flat tables, so that flows can meet the law in SQL.

Three tables: ``measures`` (one row each, every date of it), ``goods`` (measure x HS prefix x
exception), and ``windows`` (one row per span of a cap). ``matching`` turns the second into one row
per HS code that the flows really have, which SQL joins by equality.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from yalu.law.text.bodies import Member
from yalu.law.text.reach import reach_key, reached
from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime
from yalu.law.text.text_limits import with_possible_dates
from yalu.law.verdicts.unit_price_limits import price_limits, ranks

if TYPE_CHECKING:
    import pyarrow as pa

LAST_DAY = date(9999, 12, 31)
JUDGED_EFFECTS = frozenset({"ban", "cap", "freeze", "licence"})
TOTAL = "TOTAL"
_MEASURE_DATES = ("in_from", "in_until", "contract_before", "import_by", "notify_by", "loaded_before",
                  "arrived_before", "absolute_stop")  # fmt: skip
_MEASURE_TEXTS = (
    "measure",
    "effect",
    "direction",
    "state",
    "trade_of",
    "reach",
    "counts",
    "sums_all",
    "tested_date",
)


def judged(regime: Regime) -> list[Measure]:
    """The measures that a row of trade can meet; finance, labour and reporting have no row of trade."""
    return [m for m in regime.measures if m.effect in JUDGED_EFFECTS and m.goods.scope != "none"]


def compiled_measures(regime: Regime) -> pa.Table:
    """One row per judged measure with every date that SQL compares."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

    limits = price_limits(judged(regime))
    rows = [
        _measure_row(m, regime) | dict(zip(("price_rank", "wind_down_rank"), ranks(m, limits), strict=True))
        for m in judged(regime)
    ]
    fields = [(name, pa.string()) for name in _MEASURE_TEXTS]
    fields += [(name, pa.date32()) for name in _MEASURE_DATES]
    fields += [(name, pa.int32()) for name in ("price_rank", "wind_down_rank")]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def compiled_members(regime: Regime) -> pa.Table:
    """One row per state and body, or measure with a reach of its own: from which day, and until which."""
    import pyarrow as pa  # noqa: PLC0415

    rows = [{"body": m.body, "state": m.state, "member_from": m.start, "member_until": m.until}
            for m in (*regime.members, *_own_reach(regime))]  # fmt: skip
    fields = [("body", pa.string()), ("state", pa.string())]
    fields += [("member_from", pa.date32()), ("member_until", pa.date32())]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _own_reach(regime: Regime) -> list[Member]:
    return [
        span
        for m in judged(regime)
        if reach_key(m, regime.whose(m)) == m.id
        for span in reached(m, regime.whose(m), regime.members)
    ]


def matching(codes: Iterable[str], regime: Regime, *, open_ended: bool = True) -> pa.Table:
    """For each HS code of the flows, the measures on its goods.

    ``goods`` is ``yes``; ``part`` when the law covers only some goods of the code; ``may`` when the
    code is coarser than the law (2701 against 270112), or has an exception below it; ``open`` when a
    list or an end use decides and no code can. ``open_ended=False`` leaves out measures that are
    on every good there is.
    """
    import pyarrow as pa  # noqa: PLC0415

    index = _GoodsIndex([m for m in judged(regime) if open_ended or "" not in _codes(m)])
    rows = [
        {"hs": code, "measure": measure, "goods": answer}
        for code in sorted(set(codes))
        if code != TOTAL
        for measure, answer in sorted(index.of(code).items())
    ]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(n, pa.string()) for n in ("hs", "measure", "goods")])
    )


def goods_classes(
    codes: Iterable[str], regime: Regime, *, open_ended: bool = True
) -> tuple[pa.Table, pa.Table]:
    """The HS codes of the flows in classes that meet the same measures the same way, and those measures.

    The first table has a row for each code with its class, and whether its trade is summed; the second
    a row for each class and measure, with ``goods`` as in ``matching`` and in ``beyond`` the exemptions
    that are for other goods. Codes no measure is on are left out.
    """
    import pyarrow as pa  # noqa: PLC0415

    measures = [m for m in judged(regime) if open_ended or "" not in _codes(m)]
    index = _GoodsIndex(measures)
    summed = {m.id for m in measures if m.limits_amounts}
    by_id = {m.id: m for m in measures}
    classes: dict[frozenset[tuple[str, str, str]], int] = {}
    placed = []
    for code in sorted(set(codes) - {TOTAL}):
        met = frozenset((m, goods, _beyond(by_id[m], code)) for m, goods in index.of(code).items())
        if met:
            placed.append((code, classes.setdefault(met, len(classes)), met))
    capped = {met for met in classes if any(measure in summed for measure, *_ in met)}
    found = [(number, *pair) for met, number in classes.items() for pair in sorted(met)]
    codes_table = pa.table(
        {
            "hs": pa.array([code for code, _, _ in placed], pa.string()),
            "goods_class": pa.array([number for _, number, _ in placed], pa.int32()),
            "capped": pa.array(["yes" if met in capped else "no" for *_, met in placed], pa.string()),
        }
    )
    names = (
        ("goods_class", pa.int32()), ("measure", pa.string()), ("goods", pa.string()), ("beyond", pa.string()),
    )  # fmt: skip
    return codes_table, pa.table(
        {name: pa.array([row[n] for row in found], kind) for n, (name, kind) in enumerate(names)}
    )


def _beyond(measure: Measure, code: str) -> str:
    return ";".join(sorted(c.name for c in measure.conditions if not c.may_reach(code)))


class _GoodsIndex:
    """Measures by HS prefix, so that a code costs a few look-ups however many measures there are."""

    def __init__(self, measures: list[Measure]) -> None:
        self._open = {m.id for m in measures if m.goods.scope in {"list", "catch_all"}}
        self._part: dict[str, set[str]] = {}
        self._part_below: dict[str, set[str]] = {}
        self._covering: dict[str, set[str]] = {}
        self._below: dict[str, set[str]] = {}
        self._except: dict[str, set[str]] = {}
        self._except_below: dict[str, set[str]] = {}
        for measure in measures:
            for prefix in _codes(measure):
                _enter(self._covering, self._below, prefix, measure.id)
            for prefix in measure.goods.hs_part:
                _enter(self._part, self._part_below, prefix, measure.id)
            for prefix in measure.goods.except_hs:
                _enter(self._except, self._except_below, prefix, measure.id)

    def of(self, code: str) -> dict[str, str]:
        """The measures on a code, each with ``yes``, ``part``, ``may`` or ``open``; the finer of two codes decides."""
        answers: dict[str, str] = {}
        for prefix in _prefixes(code):
            answers |= dict.fromkeys(self._covering.get(prefix, ()), "yes")
            answers |= dict.fromkeys(self._part.get(prefix, ()), "part")
            for measure in self._except.get(prefix, ()):
                answers.pop(measure, None)
        for measure in self._below.get(code, ()):
            answers.setdefault(measure, "may")
        for measure in self._part_below.get(code, ()):
            if answers.get(measure) != "part":
                answers[measure] = "may"
        for measure in self._except_below.get(code, ()):
            if measure in answers:
                answers[measure] = "may"
        return {measure: "open" if measure in self._open else answer for measure, answer in answers.items()}


def _codes(measure: Measure) -> tuple[str, ...]:
    """The prefixes a measure covers whole; "" covers everything where no code is given at all."""
    return measure.goods.hs or (() if measure.goods.hs_part else ("",))


def _enter(covering: dict[str, set[str]], below: dict[str, set[str]], prefix: str, measure: str) -> None:
    covering.setdefault(prefix, set()).add(measure)
    for parent in _prefixes(prefix)[:-1]:
        if parent:
            below.setdefault(parent, set()).add(measure)


def _prefixes(code: str) -> list[str]:
    return [code[:n] for n in range(0, len(code) + 1, 2)]


def _measure_row(measure: Measure, regime: Regime) -> dict[str, Any]:
    asked = with_possible_dates(measure)
    force, down, clear = measure.in_force, asked.wind_down, asked.clearance
    return {
        "measure": measure.id,
        "effect": measure.effect,
        "direction": measure.direction,
        "state": regime.whose(measure),
        "trade_of": measure.trade_of,
        "reach": reach_key(measure, regime.whose(measure)),
        "counts": measure.counts,
        # National law that counts the trade of all states counts all there are; a body only its members'.
        "sums_all": "no" if regime.whose(measure) in regime.bodies else "yes",
        "tested_date": measure.tested_date,
        "in_from": force.start,
        "in_until": force.until or LAST_DAY,
        "contract_before": down.contract_before,
        "import_by": down.import_by,
        "notify_by": down.notify_by,
        "loaded_before": clear.loaded_before,
        "arrived_before": clear.arrived_before,
        "absolute_stop": clear.absolute_stop,
    }
