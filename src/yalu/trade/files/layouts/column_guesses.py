"""Guessing which column of a stranger's table is which field, to be shown and corrected, never hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from yalu.documents.problems import ProblemLog, one_of, shown
from yalu.trade.files.faults import TradeError
from yalu.trade.files.layouts.heading_units import (
    bracketed,
    cumulated,
    currency_in,
    is_no_amount,
    multiple_of,
    same_amount,
    unit_in,
)
from yalu.trade.files.layouts.layouts import (
    REQUIRED,
    FileLayout,
    QuantityColumn,
    as_yaml,
    bundled,
    listed,
    plain_name,
)
from yalu.trade.files.layouts.long_tables import MEASURE_NAMES, MeasureColumn
from yalu.trade.files.layouts.twin_columns import log_twins
from yalu.trade.files.layouts.wide_tables import PERIODS, period_columns

_CALLED: dict[str, tuple[str, ...]] = {
    "period": ("period", "month", "yearmonth", "date", "year", "time", "timeperiod", "数据年月", "年月", "月份", "年月日", "기간", "연월"),
    "reporter": ("reporter", "reportercode", "reporteriso", "reporteriso3", "reportingcountry", "declarant", "country"),
    "partner": ("partner", "partnercode", "partneriso", "partneriso3", "partnercountry", "counterpart", "贸易伙伴名称",
                "国别", "국가"),
    "flow": ("flow", "flowcode", "tradeflow", "flowdesc", "direction", "impexp", "importexport", "进出口", "수출입"),
    "hs": ("hs", "hscode", "hs6", "hs4", "hs8", "commoditycode", "cmdcode", "product", "productcode", "code", "商品编码",
           "hs编码", "품목코드"),
    "revision": ("classification", "classificationcode", "classificationsystem", "nomenclature", "hsrevision"),
    "value": ("value", "tradevalue", "amount", "valueusd", "usd", "primaryvalue", "obsvalue", "金额", "美元", "人民币", "금액"),
    "currency": ("currency", "cur", "币种", "통화"),
    "ledger": ("ledger",),
    "vintage": ("vintage", "status", "datastatus", "obsstatus", "obsflag", "releasestatus"),
    "known_from": ("knownfrom", "published", "publishedon", "publicationdate", "releasedate", "released", "vintagedate", "asof", "asofdate",
                   "发布日期", "公布日期"),
    "sources": ("sources", "source"),
}  # fmt: skip
_QUANTITY = (
    "quantity",
    "qty",
    "weight",
    "netweight",
    "netwgt",
    "volume",
    "tonnes",
    "tons",
    "kg",
    "数量",
    "第一数量",
    "중량",
)
_UNIT = ("unit", "qtyunit", "quantityunit", "uom", "计量单位", "第一计量单位", "单位", "단위")
GUESSED = "guessed"
_ALL_NAMES = frozenset(
    name for names in (*_CALLED.values(), _QUANTITY, _UNIT, MEASURE_NAMES) for name in names
)


def known_names() -> frozenset[str]:
    """Every plain column name that some layout or the guess knows, to find a header line by."""
    layout_names = {
        plain_name(n) for lay in bundled() for names in lay.columns.values() for n in listed(names)
    }
    signs = {name for lay in bundled() for signature in lay.detect for name in signature}
    return frozenset(layout_names | signs | _ALL_NAMES)


def guess(header: Sequence[str], constants: Mapping[str, str]) -> FileLayout:
    """The likeliest mapping of a header; fields it cannot find are simply not in it."""
    plain = {_without_unit(name): name for name in reversed(header)}
    columns: dict[str, str | list[str]] = {
        field: plain[name]
        for field, names in _CALLED.items()
        if field not in constants
        for name in [next((n for n in names if n in plain), "")]
        if name
    }
    found = dict(constants)
    scale: dict[str, int] = {}
    value_column = str(columns.get("value", ""))
    if value_column and "currency" not in columns:
        money = currency_in(value_column)
        found = {"currency": money, **found} if money else found
    if (said := multiple_of(bracketed(value_column))).factor != 1:
        scale = {"value": said.factor}
    found = {"ledger": found["ledger"], **found} if "ledger" in found else found
    quantities, factor = _quantities(header, plain, found)
    scale |= {"quantity": factor} if factor != 1 else {}
    wide = PERIODS if "period" not in columns and len(period_columns(header)) > 1 else ""
    measure = None
    if (value_column or wide) and not quantities:
        column = next((plain[name] for name in MEASURE_NAMES if name in plain), "")
        measure = MeasureColumn(column) if column else None
    return FileLayout(
        name=GUESSED, title="guessed from the names of the columns", columns=columns, constants=found, scale=scale,
        quantities=quantities, measure=measure, wide=wide or [],
    )  # fmt: skip


def _quantities(
    header: Sequence[str], plain: Mapping[str, str], constants: Mapping[str, str]
) -> tuple[list[QuantityColumn], int]:
    """The quantity with its unit, and the multiple that its heading states."""
    column = next((plain[name] for name in _QUANTITY if name in plain), "")
    if not column:
        return [], 1
    unit_column = next((plain[name] for name in _UNIT if name in plain), "")
    said, factor = unit_in(column)
    if unit_column:
        said, factor = "", multiple_of(bracketed(column)).factor
    said = "" if unit_column else constants.get("unit", "") or said
    return [QuantityColumn(column, unit=said, unit_column=unit_column)], factor


def _without_unit(name: str) -> str:
    """``Value (thousand USD)`` is looked up as ``value``."""
    bare = plain_name(re.sub(r"[(（\[].*?[)）\]]", "", name))
    return bare or plain_name(name)


def check_complete(layout: FileLayout, header: Sequence[str], log: ProblemLog, file: str) -> None:
    """Log every field that a layout cannot fill from this header. Raises TradeError when there is one."""
    have = {plain_name(name) for name in header}
    for field in REQUIRED:
        named = layout.named(field)
        if have.intersection(named) or field in layout.constants or field in layout.defaults:
            continue
        _miss(
            log,
            file,
            field,
            f"no column holds the {field}",
            header,
            f"add constants: {{{field}: …}}, or columns: {{{field}: …}}",
        )
    log_twins(layout, header, log, file)
    amounts = [q for q in layout.quantities if have.intersection(map(plain_name, listed(q.column)))]
    has_value = bool(have.intersection(layout.named("value")))
    if not amounts and not has_value and layout.measure is None:
        _miss(
            log,
            file,
            "value",
            "no column holds a value or a quantity",
            header,
            "add columns: {value: …} or quantities",
        )
    money = (
        layout.constants.get("currency") or have.intersection(layout.named("currency")) or layout.currency_of
    )
    if layout.measure is not None:
        _check_measure(layout.measure, has_value, have, header, log, file)
    elif has_value and not money:
        # A column of measures or units may say what the values are; a constant would overrule it.
        measure_column = next((name for name in header if plain_name(name) in (*MEASURE_NAMES, *_UNIT)), "")
        _miss(
            log,
            file,
            "currency",
            "nothing says in which currency the values are",
            header,
            f'add measure: {{column: "{measure_column}"}} if that column says what each value is (its words are explained under words); '
            "else constants: {currency: …}, with the currency that the file's publisher names"
            if measure_column
            else "add constants: {currency: …}, with the currency that the file's publisher names",
        )
    if not layout.detect and layout.measure is None:
        _check_multiples(layout, header, log, file)
    if layout.name == GUESSED:
        _check_headings(layout, header, log, file)
    for quantity in amounts:
        if not quantity.unit and plain_name(quantity.unit_column) not in have:
            _miss(log, file, "unit", f"nothing says in which unit {quantity.column} is", header,
                  "give the quantity a unit, such as {column: …, unit: kg}")  # fmt: skip
    if log.has_errors:
        log.add(file, 1, "", "the mapping as far as it is known:\n" + as_yaml(layout).rstrip(),
                rule="a mapping fills every required field",
                next_step="save this text as a YAML file, complete it, and give it as the mapping")  # fmt: skip
        raise TradeError(log.problems())


def _check_multiples(layout: FileLayout, header: Sequence[str], log: ProblemLog, file: str) -> None:
    """Log every heading of an amount that states a multiple of which the mapping says nothing."""
    names = {plain_name(name): name for name in reversed(header)}
    asked: list[tuple[str, Sequence[str], str]] = [("value", layout.named("value"), "")]
    asked += [
        ("quantity", [plain_name(name) for name in listed(q.column)], q.unit) for q in layout.quantities
    ]
    for field, known, unit_said in asked:
        heading = next((names[name] for name in known if name in names), "")
        said = multiple_of(bracketed(heading))
        doubtful = said.doubtful if field == "value" else ""
        if field in layout.scale or (said.factor == 1 and not doubtful) or same_amount(heading, unit_said):
            continue
        says, many = ("may say", "…") if doubtful else ("says", str(said.factor))
        _miss(log, file, "scale", f"{shown(heading)} {says} that its amounts are multiples, and the mapping does not",
              header, f"add scale: {{{field}: {many}}}, or {{{field}: 1}} where they are not")  # fmt: skip


def _check_headings(layout: FileLayout, header: Sequence[str], log: ProblemLog, file: str) -> None:
    """Log every guessed column of amounts whose heading says that they are others, or that another column may be meant.

    ``Value (YTD)`` and ``Value (% change)`` are called value too.
    """
    guessed = [("value", str(layout.columns.get("value", "")))]
    guessed += [("quantity", str(quantity.column)) for quantity in layout.quantities]
    for field, name in guessed:
        key = f"columns: {{{field}: …}}" if field == "value" else "quantities: [{column: …}]"
        twins = [one for one in header if name and _without_unit(one) == _without_unit(name)]
        units = {currency_in(one) if field == "value" else unit_in(one)[0] for one in twins}
        if cumulated(name) or is_no_amount(name):
            _miss(
                log,
                file,
                field,
                f"{shown(name)} may be no amount of its period alone",
                header,
                f"name the column with {key}",
            )
        elif len(twins) > 1 and ("" in units or len(units) < len(twins)):
            _miss(
                log,
                file,
                field,
                f"{one_of(twins)}: which of them is meant, nobody said",
                header,
                f"name one with {key}",
            )


def _check_measure(
    measure: MeasureColumn, has_value: bool, have: set[str], header: Sequence[str], log: ProblemLog, file: str
) -> None:
    """Log what a mapping of a long table names and the header lacks."""
    if plain_name(measure.column) not in have:
        _miss(
            log,
            file,
            "measure",
            f"no column is called {measure.column}",
            header,
            "correct measure: {column: …}",
        )
    if measure.amount and plain_name(measure.amount) not in have:
        _miss(
            log,
            file,
            "measure",
            f"no column is called {measure.amount}",
            header,
            "correct measure: {amount: …}",
        )
    if not measure.amount and not has_value:
        _miss(log, file, "measure", "no column holds the amounts", header, "add measure: {amount: …}")


def _miss(log: ProblemLog, file: str, field: str, message: str, header: Sequence[str], step: str) -> None:
    log.add(file, 1, field, f"{message}; the columns are {one_of(header)}",
            rule="a flow names its period, reporter, partner, direction, goods and an amount in a unit",
            next_step=f"in a mapping {step}")  # fmt: skip
