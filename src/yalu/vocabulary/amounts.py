"""Units, quantities and named conversion factors.

A conversion inside one kind (kg to t, percent to 1) is exact and free. A conversion between kinds
(barrels to tonnes, yuan to dollars) is a judgement: it needs a factor by name, and each factor is
kept as the equation its source published, because the sources contradict each other.
"""

from __future__ import annotations

import difflib
import re
from datetime import date
from decimal import Decimal

import msgspec

from yalu.vocabulary.intervals import AmountError, Interval, plain


class Unit(msgspec.Struct, frozen=True):
    """A unit: its symbol, what kind of thing it measures, and how many base units one of it is.

    ``names`` are the spellings that sources use. Two units convert freely only when kinds are equal.
    """

    symbol: str
    kind: str
    size: Decimal
    names: tuple[str, ...] = ()


def _unit(symbol: str, kind: str, size: str, *names: str) -> Unit:
    return Unit(symbol, kind, Decimal(size), names)


# Sizes are exact by definition: the pound of 1959 (0.45359237 kg), the US gallon of 231 cubic
# inches, the barrel of 42 such gallons.
_UNITS = (
    _unit(
        "t", "mass", "1", "ton", "tons", "tonne", "tonnes", "metric ton", "metric tons", "吨", "公吨", "톤"
    ),
    _unit("kt", "mass", "1000", "kilotonne", "kilotonnes"),
    _unit("Mt", "mass", "1000000", "megatonne", "megatonnes"),
    _unit("Gt", "mass", "1000000000", "gigatonne", "gigatonnes"),
    _unit("kg", "mass", "0.001", "kgs", "kilogram", "kilograms", "kilo", "kilos", "公斤", "千克"),
    _unit("g", "mass", "0.000001", "gram", "grams"),
    _unit("lb", "mass", "0.00045359237", "lbs", "pound", "pounds"),
    _unit("short_ton", "mass", "0.90718474", "short ton", "short tons"),
    _unit("long_ton", "mass", "1.0160469088", "long ton", "long tons"),
    _unit("m3", "volume", "1", "m³", "cubic metre", "cubic metres", "cubic meter", "cubic meters", "立方米"),
    _unit("L", "volume", "0.001", "litre", "litres", "liter", "liters", "l"),
    _unit("bbl", "volume", "0.158987294928", "bbls", "barrel", "barrels", "桶", "배럴"),
    _unit("gal", "volume", "0.003785411784", "gallon", "gallons"),
    _unit("1", "number", "1", "x", "times"),
    _unit("percent", "number", "0.01", "%", "per cent", "pct", "％"),
    _unit("percentage_point", "difference of shares", "1", "percentage point", "percentage points", "pp"),
    _unit("day", "time", "1", "days", "天", "일"),
    _unit("year", "time in calendar years", "1", "years", "年", "년"),
    _unit(
        "USD", "money in USD", "1", "US$", "$", "US dollar", "US dollars", "dollar", "dollars", "美元", "달러"
    ),
    _unit("CNY", "money in CNY", "1", "yuan", "RMB", "renminbi", "人民币", "위안"),
    _unit("KRW", "money in KRW", "1", "₩", "South Korean won"),
    _unit("KPW", "money in KPW", "1", "North Korean won"),
    _unit("JPY", "money in JPY", "1", "yen", "日元"),
    _unit("EUR", "money in EUR", "1", "€", "euro", "euros"),
    _unit("GBP", "money in GBP", "1", "£"),
    _unit("HKD", "money in HKD", "1", "HK$"),
    _unit("SGD", "money in SGD", "1", "S$"),
    _unit("TWD", "money in TWD", "1", "NT$"),
    _unit("RUB", "money in RUB", "1", "rouble", "roubles", "ruble", "rubles"),
)
# The other currencies of ISO 4217, and those it has withdrawn since 1999. They are known by their codes as they
# stand alone: ALL, TRY, TOP and CUP in small letters are words.
_OTHER_CURRENCIES = (  # noqa: SIM905 - 170 codes in quotes read worse
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GNF GTQ GYD HNL HTG HUF IDR ILS "
    "INR IQD IRR ISK JMD JOD KES KGS KHR KMF KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR "
    "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RWF SAR SBD SCR SDG SEK "
    "SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TZS UAH UGX UYU UZS VED VES VND VUV WST XAF "
    "XCD XOF XPF YER ZAR ZMW ZWG "
    "ADP AFA ATS AZM BEF BGL BYB BYR CSD CYP DEM EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL LUF LVL MGF MRO MTL MXV "
    "MZM NLG PLZ PTE ROL RUR SDD SIT SKK SRG STD TMM TPE TRL VEB VEF YUM ZMK ZWD ZWL"
).split()
# Spellings that two units share: refused, with what to write instead.
AMBIGUOUS = {
    "mt": "it may mean metric tons or million tonnes; write t or Mt",
    "gt": "it may mean gigatonnes or the gross tonnage of a ship, which is no mass; write Gt for the first",
    "¥": "it may mean yuan or yen; write CNY or JPY",
    "￥": "it may mean yuan or yen; write CNY or JPY",
    "won": "it may be North or South Korean; write KPW or KRW",
    "元": "it may be yuan, yen or dollars in different sources; write CNY, JPY or USD",
}
_BY_SYMBOL = {
    **{code: Unit(code, f"money in {code}", Decimal(1)) for code in _OTHER_CURRENCIES},
    **{unit.symbol: unit for unit in _UNITS},
}
_BY_NAME = {name.lower(): unit for unit in _UNITS for name in (unit.symbol, *unit.names)}


def unit(text: str) -> Unit:
    """Look a unit up by symbol or by a spelling sources use.

    Raises AmountError for an unknown or an ambiguous spelling. "Tons" is read as metric tonnes, as
    in UN reports; short and long tons must be called so.
    """
    known = _BY_SYMBOL.get(text)
    if known is not None:
        return known
    name = re.sub(r"\s+", " ", text.strip())
    if name in _BY_SYMBOL:
        return _BY_SYMBOL[name]
    if name.lower() in AMBIGUOUS:
        raise AmountError(f"unit {text!r} is ambiguous: {AMBIGUOUS[name.lower()]}")
    found = _BY_NAME.get(name.lower())
    if found is not None:
        return found
    near = difflib.get_close_matches(name.lower(), _BY_NAME, n=3)
    hint = (
        f"did you mean {' or '.join(dict.fromkeys(_BY_NAME[n].symbol for n in near))}?"
        if near
        else "write one of those"
    )
    known_units = ", ".join(sorted(unit.symbol for unit in _UNITS))
    raise AmountError(
        f"{text!r} is not a unit; units are {known_units} and other currencies by their codes of ISO 4217; {hint}"
    )


def unit_spellings(*, money: bool = False) -> tuple[str, ...]:
    """Every spelling a unit may have in a text, ambiguous ones too, longest first; or those of money.

    Currencies known by their codes alone are left out: many a code is a word, and a text has no column to tell them.
    """
    names = {*(unit.symbol for unit in _UNITS), *_BY_NAME, *AMBIGUOUS}
    if money:
        symbols = {unit.symbol for unit in _UNITS if unit.kind.startswith("money")}
        names = {"¥", "￥"} | {name for name in _BY_NAME if _BY_NAME[name].symbol in symbols}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


class Quantity(msgspec.Struct, frozen=True):
    """An exact number of one unit, such as 500,000 bbl. ``unit`` is always the symbol."""

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise AmountError(
                f"quantity {self.value} {self.unit}: a quantity is a finite number; leave it out"
            )
        msgspec.structs.force_setattr(self, "unit", unit(self.unit).symbol)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.value + convert(other, self.unit).value, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.value - convert(other, self.unit).value, self.unit)

    def scaled(self, factor: Decimal | int) -> Quantity:
        """The quantity times an exact number."""
        return Quantity(self.value * factor, self.unit)

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit}"


def quantity(value: Decimal | int | float | str, unit_text: str) -> Quantity:
    """Make a quantity; a float is taken as the decimal it prints as, so 0.1 is one tenth."""
    if isinstance(value, bool):
        raise AmountError(f"{value} is a truth value, not an amount; give a number")
    try:
        return Quantity(Decimal(str(value).replace(",", "")), unit(unit_text).symbol)
    except ArithmeticError as error:
        raise AmountError(f"{value!r} is not a number; write digits such as 1000866 or 0.5") from error


class Factor(msgspec.Struct, frozen=True):
    """A conversion between two kinds, kept as the equation its source published.

    ``left`` equals ``right`` according to ``source``; it says so for ``goods`` from ``dated`` on, which are the
    HS codes ``hs`` (none: the goods of whoever made the factor), for a barrel of oil weighs what no log weighs.
    """

    name: str
    left: Quantity
    right: Quantity
    goods: str
    dated: date
    source: str
    hs: tuple[str, ...] = ()

    def is_of(self, code: str) -> bool:
        """Whether its goods hold all goods of an HS code."""
        return not self.hs or code.startswith(self.hs)

    def __post_init__(self) -> None:
        if self.left.value <= 0 or self.right.value <= 0:
            raise AmountError(
                f"factor {self.name}: {self.left} = {self.right}; both sides must be above 0; check the source"
            )

    def __str__(self) -> str:
        return f"{self.name} ({self.left} = {self.right}; {self.source}, {self.dated})"


# Crude and refined oil alike: the sources print one factor and do not part the products.
_OIL = ("2709", "2710", "2712", "2713")
FACTORS: tuple[Factor, ...] = (
    Factor(
        "china-1718-committee",
        quantity(500_000, "bbl"),
        quantity(60_000, "t"),
        "refined petroleum",
        date(2017, 9, 22),
        "MOFCOM and GACC announcement 52 of 2017 (8.333 bbl/t); China's reports to the 1718 Committee fit it",
        _OIL,
    ),
    Factor(
        "crude-cap",
        quantity(4_000_000, "bbl"),
        quantity(525_000, "t"),
        "crude oil",
        date(2017, 12, 22),
        "Security Council resolution 2397 (2017), paragraph 4 (7.619 bbl/t)",
        _OIL,
    ),
    Factor(
        "committee-2020",
        quantity(129_706, "bbl"),
        quantity(17_294, "t"),
        "refined petroleum",
        date(2020, 10, 1),
        "1718 Committee figures for January to August 2020, in Korea Herald (7.500 bbl/t)",
        _OIL,
    ),
)


def factors_between(kind: str, other: str, factors: tuple[Factor, ...] = FACTORS) -> tuple[Factor, ...]:
    """The known factors that join two kinds, in either direction."""
    return tuple(f for f in factors if {unit(f.left.unit).kind, unit(f.right.unit).kind} == {kind, other})


def factor_of(asked: str | Factor | None, code: str) -> str | Factor | None:
    """The factor asked for, by name or as it is; None where it is one of other goods than those of an HS code."""
    factor = next((f for f in FACTORS if f.name == asked), None) if isinstance(asked, str) else asked
    return asked if factor is None or factor.is_of(code) else None


def convert(amount: Quantity, to: str, factor: str | Factor | None = None) -> Quantity:
    """Express a quantity in another unit.

    ``factor`` names one of FACTORS, or is a Factor of your own (an exchange rate, say). Raises
    AmountError when the kinds differ and no factor is named, or when the factor does not join them.
    """
    multiplier, divisor = _ratio(amount.unit, to, factor)
    return Quantity(amount.value * multiplier / divisor, to)


def convert_interval(
    interval: Interval, unit_text: str, to: str, factor: str | Factor | None = None
) -> Interval:
    """Express the bounds of an interval in another unit; factors and errors as in ``convert``."""
    multiplier, divisor = _ratio(unit_text, to, factor)
    return interval.scaled(multiplier, divisor)


def _ratio(from_text: str, to_text: str, factor: str | Factor | None) -> tuple[Decimal, Decimal]:
    """What to multiply by and then divide by; kept apart so that published equations stay exact."""
    here, there = unit(from_text), unit(to_text)
    if here.kind == there.kind:
        return here.size, there.size
    chosen = _chosen(here, there, factor)
    left, right = chosen.left, chosen.right
    if unit(left.unit).kind != here.kind:
        left, right = right, left
    near, far = unit(left.unit), unit(right.unit)
    return here.size * right.value * far.size, near.size * left.value * there.size


def _chosen(here: Unit, there: Unit, factor: str | Factor | None) -> Factor:
    rule = f"{here.symbol} is {here.kind} and {there.symbol} is {there.kind}"
    possible = factors_between(here.kind, there.kind)
    listed = "; ".join(str(f) for f in possible) or "none known: give a Factor with its source"
    if factor is None:
        raise AmountError(
            f"cannot convert {here.symbol} to {there.symbol}: {rule}; name a factor, one of: {listed}"
        )
    if isinstance(factor, str):
        named = next((f for f in FACTORS if f.name == factor), None)
        if named is None:
            raise AmountError(f"no factor is called {factor!r}; {rule}; name one of: {listed}")
        factor = named
    if not factors_between(here.kind, there.kind, (factor,)):
        raise AmountError(f"factor {factor} does not fit: {rule}; name one of: {listed}")
    return factor
