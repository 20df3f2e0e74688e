"""The line of a table that names its columns, and what the lines above it say of its amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yalu.documents.problems import ProblemLog, shown
from yalu.trade.files.faults import TradeError
from yalu.trade.files.layouts.column_guesses import known_names
from yalu.trade.files.layouts.heading_units import currency_in, multiple_of, unit_in
from yalu.trade.files.layouts.layouts import FileLayout, listed, plain_name

LOOK = 30  # titles, units and notes above a table are fewer lines than this
_OF_UNITS = re.compile(
    r"unit|einheit|unidad|unité|单位|單位|단위|単位|ед\.|измер|\bin\b|долл|불|달러", re.IGNORECASE
)
_LEAST = 1000  # "the 100 largest" is no multiple
# Classifications of goods, activities and services whose codes look like those of the Harmonized System.
_OTHER_CODES = re.compile(
    r"sitc|standard international trade|(?<![a-z])(?:bec|cpa|cpc|isic|nace|naics|ebops)(?![a-z])",
    re.IGNORECASE,
)
_HARMONIZED = re.compile(r"(?<![a-z])hs|harmoni[sz]ed", re.IGNORECASE)


def names_of(mapping: FileLayout) -> frozenset[str]:
    """The plain names by which a line of headings is known."""
    return known_names() | {plain_name(n) for c in mapping.columns.values() for n in listed(c)}


def header_place(rows: Sequence[Sequence[str]], mapping: FileLayout) -> int:
    """The place of the row under which most column names are known; the first where none is."""
    names = names_of(mapping)
    known = [len(names.intersection(map(plain_name, row))) for row in rows]
    return known.index(max(known)) if any(known) else 0


def report_header(file: str, place: int, log: ProblemLog) -> None:
    """Warn of lines above the headings."""
    if place:
        log.warn(file, place + 1, "", f"the header was found on line {place + 1}; the lines above were not read",
                 rule="the first line of a table names its columns", next_step="nothing, if the columns are right")  # fmt: skip


def check_above(above: Sequence[str], layout: FileLayout, file: str, log: ProblemLog) -> None:
    """Raise TradeError where a line above the headings states a multiple of which the mapping says nothing."""
    if layout.measure is not None:
        return
    for line, text in enumerate(above, start=1):
        said, money = multiple_of(text), currency_in(text)
        if said.factor < _LEAST or not (money or _OF_UNITS.search(text)):
            continue
        field = (
            "quantity"
            if layout.quantities and (unit_in(text)[0] or not layout.columns.get("value"))
            else "value"
        )
        if field not in layout.scale:
            log.add(file, line, "scale", f"the line {shown(text.strip())} above the table says that its amounts are multiples",
                    rule="an amount is read in the unit that its table gives",
                    next_step=f"in a mapping add scale: {{{field}: {said.factor}}}, or {{{field}: 1}} where they are not")  # fmt: skip
    if log.has_errors:
        raise TradeError(log.problems())


def check_codes(
    header: Sequence[str], above: Sequence[str], layout: FileLayout, file: str, log: ProblemLog
) -> None:
    """Raise TradeError where the column of goods, or a line above the table, names another classification than the HS."""
    named = layout.named("hs")
    heading = next((name for name in header if plain_name(name) in named), "")
    lines = [text for text in above if _OTHER_CODES.search(text) and not _HARMONIZED.search(text)]
    said = (
        heading
        if _OTHER_CODES.search(heading)
        else ""
        if _HARMONIZED.search(heading)
        else next(iter(lines), "")
    )
    if said and not _HARMONIZED.search(said):
        log.add(file, 1, "hs", f"{shown(said.strip())} says that the goods are not in the Harmonized System",
                rule="goods are HS codes: a code of another classification means other goods",
                next_step="get the table by HS codes, or map a column of them; for all goods give constants: {hs: TOTAL}")  # fmt: skip
        raise TradeError(log.problems())
