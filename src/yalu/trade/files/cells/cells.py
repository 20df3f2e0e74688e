"""Single cells of a trade file read into the words of the flows table: goods, direction, unit, money, ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from yalu.trade.files.concordance import edition
from yalu.trade.files.faults import RefusedError, RowFault
from yalu.trade.files.layouts.heading_units import multiple_unit
from yalu.trade.files.layouts.layouts import plain_name
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.codes import CodeError, hs
from yalu.vocabulary.dates import DateError, parse_date
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.tariff import goods_code

LEDGERS = ("customs", "committee", "mirror", "alleged")
EVIDENCE = ("", "none", "self_declared", "state_determined", "committee_approved")
TOTAL = "TOTAL"
BOTH_WAYS = "export+import"  # as the flows table writes a total of both directions
_KEPT = 50_000
_FLOWS = {
    **dict.fromkeys(("m", "import", "imports", "i", "imp", "进口", "수입", "导入", "grossimport"), "import"),
    **dict.fromkeys(("x", "export", "exports", "e", "exp", "出口", "수출", "grossexport"), "export"),
}
_PARTS_OF = {
    **dict.fromkeys(("rx", "reexport", "reexports", "3", "dx", "domesticexport", "xip", "xop"), "exports"),
    **dict.fromkeys(("rm", "reimport", "reimports", "4", "fm", "foreignimport", "mip", "mop"), "imports"),
}
# Comtrade's quantity codes that have a unit here; the others count items, pairs, kilowatt-hours.
_COMTRADE_UNITS = {
    "8": ("kg", 1), "21": ("t", 1), "15": ("g", 1), "12": ("m3", 1), "7": ("L", 1), "19": ("bbl", 1), "20": ("m3", 1),
    "17": ("m3", 1000),
}  # fmt: skip
JAPANESE = 9  # digits of Japan's statistical code: six of the HS and three of its own
_NATIONAL = frozenset({"98", "99"})  # chapters that each country fills itself
_VINTAGES = {
    "": "",
    **dict.fromkeys(
        ("first", "preliminary", "prelim", "provisional", "advance", "flash", "p", "初步"), "first"
    ),
    **dict.fromkeys(("revised", "final", "definitive", "r", "修订"), "revised"),
}
_NO_UNIT = frozenset({"", "-1", "1", "0", "n/a", "na", "-", "none", "无"})


class CellReader(dict[str, Any]):
    """What a reader makes of each text, remembered: trade files repeat a few codes millions of times.

    A refused text is remembered as its Fault.
    """

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read
        self.refused = False

    def __missing__(self, text: str) -> Any:
        if len(self) >= _KEPT:
            self.clear()
        try:
            found = self._read(text)
        except RefusedError as error:
            found, self.refused = error.fault, True
        self[text] = found
        return found


def read_flow(text: str, words: dict[str, str]) -> str:
    """``import``, ``export`` or, in the flows table's own word, both.

    Raises RefusedError for re-exports and the like, which exports already hold.
    """
    word = plain_name(text)
    if text.strip() == BOTH_WAYS and word not in words:
        return BOTH_WAYS
    found = words.get(word) or words.get(text.strip()) or _FLOWS.get(word)
    if found is not None:
        return found
    if word in _PARTS_OF:
        whole = _PARTS_OF[word]
        raise RefusedError(
            f"{text.strip()} is a part of {whole}, which are counted whole",
            f"nothing, if the file has {whole} too",
        )
    raise RefusedError(
        "the direction is import or export", "give a constant flow, or words.flow in a mapping"
    )


def read_hs(text: str, level: str, fixed: int) -> tuple[str, str]:
    """An HS code or TOTAL, and "" or why it is not as written: ``repaired``, ``odd`` or ``unknown``.

    Codes of an odd number of digits have lost their leading zero in a spreadsheet. Where the level is
    known (``fixed`` by the layout, or in a column) the zero is put back: ``repaired``. Else the code
    comes back with the zero but ``odd``: whether it may stand, the whole file decides; ``unknown`` is one
    that no edition has with the zero. Of Japan's nine digits (``fixed``) the first six are the HS.
    """
    tidy = re.sub(r"\.0$", "", text.strip().lstrip("'"))
    _refuse_cut_code(tidy)
    digits = re.sub(r"(?<=[0-9])[. ](?=[0-9])", "", tidy)
    if digits.upper() in {TOTAL, "TOT", "ALL", "ALLPRODUCTS", "总值", "合计"}:
        return TOTAL, ""
    if not re.fullmatch(r"[0-9]{1,10}", digits):
        raise RefusedError(
            "goods are HS codes of 2, 4, 6, 8 or 10 digits, or TOTAL",
            "correct the code, or map another column",
        )
    wanted = fixed or (int(level) if level in {"2", "4", "6"} else 0)
    state = ""
    if fixed == JAPANESE and len(digits) in {JAPANESE - 1, JAPANESE}:
        digits, state = digits.zfill(JAPANESE)[:6], "" if len(digits) == JAPANESE else "repaired"
    elif len(digits) % 2:
        digits = f"0{digits}"
        state = "repaired" if wanted == len(digits) else "odd" if _is_goods(digits) else "unknown"
    if set(tidy) & {".", " "} and digits[:2] not in _NATIONAL:
        _refuse_formatted(tidy, digits)
    try:
        return hs(digits).digits, state
    except CodeError as error:
        raise RefusedError(
            "goods are HS codes of 2, 4, 6, 8 or 10 digits, or TOTAL", str(error).rpartition("; ")[2]
        ) from None


def odd_step(code: str, state: str) -> str:
    """What a code of a file says against putting zeros before its codes of an odd number of digits; "" for nothing."""
    if state == "unknown":
        return (
            f"with a zero before it a code of this file would be {code}, which no edition has; write the digits of the HS, "
            f"or in a mapping hs_digits: {JAPANESE} for Japan's codes"
        )
    if code[:1] == "0" and not state:
        return "other codes of the file keep their leading zero, so here another digit may be missing; look the code up"
    return ""


def _is_goods(digits: str) -> bool:
    try:
        goods_code(digits)
    except CodeError:
        return digits[:2] in _NATIONAL
    return True


def _refuse_cut_code(text: str) -> None:
    """Refuse 2701.2, which a spreadsheet makes of 2701.20: the zero belongs behind, not in front. Raises RefusedError."""
    first, *groups = re.split(r"[. ]", text)
    if groups and text.replace(".", "").replace(" ", "").isdigit() and any(len(g) % 2 for g in groups):
        whole = f"{first.zfill(len(first) + len(first) % 2)}{''.join(groups)}0"
        raise RefusedError(
            "a code whose last group has an odd number of digits has lost a zero in a spreadsheet",
            f"write all its digits, {whole} if that is meant, and give the column the format of text",
        )


def _refuse_formatted(text: str, digits: str) -> None:
    """Refuse 2701.00, which a format of two decimals makes of 2701: no tariff has such a subheading. Raises RefusedError."""
    try:
        goods_code(digits)
    except CodeError as error:
        rule, _, near = str(error).partition("; ")
        raise RefusedError(
            rule,
            f"{near}; where a spreadsheet shows {text} for {text.partition('.')[0]}, give the column the format of text",
        ) from None


def read_unit(text: str, table: str, scale: int = 1) -> tuple[str, int]:
    """A unit's symbol and how many of it one counts (``thousand barrels``); "" for "no quantity", ``?`` for a unit that
    is no mass or volume, or states a multiple where the column has a ``scale`` of its own: one may repeat the other.
    """
    tidy = re.sub(r"\.0$", "", text.strip())
    if tidy.lower() in _NO_UNIT:
        return "", 1
    if table == "comtrade" and re.fullmatch(r"-?[0-9]+", tidy):
        return _COMTRADE_UNITS.get(tidy, ("?", 1))
    name, many = multiple_unit(tidy)
    return (unit(name).symbol, many) if name and 1 in {many, scale} else ("?", 1)


def read_currency(text: str) -> str:
    """A currency as its three-letter code."""
    tidy = text.strip()
    try:
        found = unit(tidy)
        if found.kind.startswith("money"):
            return found.symbol
    except AmountError as error:
        if not re.fullmatch(r"[A-Za-z]{3}", tidy):
            raise RefusedError(
                "a value has a currency",
                str(error).rpartition(": ")[2] if "ambiguous" in str(error) else "write USD or CNY",
            ) from None
    if re.fullmatch(r"[A-Za-z]{3}", tidy):
        return tidy.upper()
    raise RefusedError("a value has a currency", "write its three letters, such as USD or CNY")


def read_ledger(text: str) -> str:
    """Who says so. Raises RefusedError for anything but the four ledgers."""
    if text.strip() in LEDGERS:
        return text.strip()
    raise RefusedError(f"the ledger is one of {', '.join(LEDGERS)}", "say who states the figure")


def read_evidence(text: str) -> str:
    """What was shown of a livelihood purpose; empty is unknown."""
    if text.strip() in EVIDENCE:
        return text.strip()
    raise RefusedError(
        f"livelihood_evidence is one of {', '.join(EVIDENCE[1:])}, or empty", "correct the cell"
    )


def read_date(text: str) -> str:
    """A date of a consignment, as precise as it is written; empty is unknown."""
    try:
        return str(parse_date(text.strip())) if text.strip() else ""
    except DateError as error:
        raise RefusedError(
            "a date is written as 2017-08-05, 2017-08 or 2017", str(error).rpartition("; ")[2]
        ) from None


def read_known_from(text: str, *, strict: bool = True) -> str:
    """The day on which a figure became public; empty is unknown, and so is what a guessed column says in another way."""
    try:
        return read_date(text)
    except RefusedError:
        if strict:
            raise
        return ""


def read_vintage(text: str, *, strict: bool = True) -> str:
    """Whether a figure is of a first release or revised; empty where nobody says, or where a guessed column says other things."""
    word = plain_name(text)
    if word in _VINTAGES or not strict:
        return _VINTAGES.get(word, "")
    raise RefusedError("the vintage is first or revised, or empty", "correct the cell")


def read_revision(text: str) -> str:
    """The year of the HS revision, "" when the column does not say. Raises RefusedError for goods not in the HS."""
    tidy = text.strip().upper()
    if re.match(r"S[0-9I]|B[0-9E]|EB|CP[ACF]|ISIC|NA[CI]", tidy):
        raise RefusedError(
            "goods are in the Harmonized System, not SITC, BEC or services", "fetch the data again in HS"
        )
    try:
        return edition(tidy)
    except RefusedError:
        return ""


def is_fault(value: object) -> bool:
    """Whether a remembered reading was refused."""
    return value.__class__ is RowFault
