"""Units of what is known of goods: which of them measure the same, and how to turn one into another exactly."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from math import log10
from typing import NamedTuple

_SAME = 1e-9  # how far a logarithm may be from a multiple of three


class ItemUnit(NamedTuple):
    """A unit as ``factor`` times the first of its kind, after adding ``shift`` (temperatures)."""

    name: str
    kind: str
    factor: Fraction
    shift: Fraction = Fraction(0)


def _kind(kind: str, units: dict[str, str]) -> list[tuple[str, ItemUnit]]:
    """The spellings of a kind of unit; the first spelling of a line is the unit's name."""
    found = []
    for spellings, factor in units.items():
        name = spellings.split()[0].replace("~", " ")
        for text in spellings.split():
            found.append((text.replace("~", " "), ItemUnit(name, kind, Fraction(factor))))
    return found


# Prefixes change by case alone (mPa, MPa), so that spellings are compared as written. ~ stands for a space.
_SPELLED: dict[str, ItemUnit] = dict(
    _kind("length", {
        "nm": "1e-9", "µm um μm micron microns micrometre micrometres micrometer micrometers": "1e-6",
        "mm": "0.001", "cm": "0.01", "m metre metres meter meters": "1",
        "km": "1000", "inch in inches": "0.0254", "mil mils thou": "2.54e-5", "µin uin microinch microinches": "2.54e-8",
        "ft foot feet": "0.3048",
    })
    + _kind("area", {"mm2 mm²": "1e-6", "cm2 cm²": "1e-4", "m2 m²": "1"})
    + _kind("volume", {"ml mL cm3 cm³": "1e-6", "l L litre litres liter liters dm3": "0.001", "m3 m³": "1"})
    + _kind("pressure", {
        "mPa millipascal": "0.001", "Pa pascal": "1", "hPa mbar": "100", "kPa": "1e3", "bar": "1e5", "MPa N/mm2 N/mm²": "1e6",
        "GPa": "1e9", "psi psia": "6894.757293168", "ksi": "6894757.293168", "torr Torr mmHg": "20265/152", "mTorr mtorr": "4053/30400",
        "atm": "101325",
    })
    + _kind("frequency", {"Hz": "1", "kHz KHz": "1e3", "MHz": "1e6", "GHz": "1e9", "THz": "1e12"})
    + _kind("rotation", {"rpm r.p.m. r/min 1/min min-1 /min": "1", "krpm": "1000"})
    + _kind("power", {"mW": "0.001", "W": "1", "kW": "1e3", "MW": "1e6", "GW": "1e9"})
    + _kind("apparent power", {"VA": "1", "kVA": "1e3", "MVA": "1e6"})
    + _kind("force", {"N": "1", "kN": "1e3", "MN": "1e6", "kgf": "9.80665", "tf": "9806.65", "lbf": "4.4482216152605",
        "kip klbf kips": "4448.2216152605"})
    + _kind("mass", {"mg": "1e-6", "g": "0.001", "kg": "1", "t tonne tonnes": "1000", "lb lbs": "0.45359237"})
    + _kind("density", {"kg/m3 kg/m³": "1", "g/cm3 g/cm³ g/ml": "1000"})
    + _kind("flow", {
        "m3/s m³/s": "1", "l/s L/s": "1/1000", "m3/min m³/min": "1/60", "m3/h m³/h": "1/3600", "l/min L/min": "1/60000",
        "l/h L/h": "1/3600000",
    })
    + _kind("mass flow", {"kg/s": "1", "kg/h": "1/3600", "g/h": "1/3600000", "kg/day kg/d": "1/86400", "t/h": "5/18"})
    + _kind("concentration", {"g/m3 g/m³": "1", "mg/m3 mg/m³": "1/1000", "µg/m3 ug/m3 µg/m³": "1/1000000"})
    + _kind("current density", {"A/mm2 A/mm²": "1", "mA/mm2 mA/mm²": "1/1000", "A/cm2 A/cm²": "1/100"})
    + _kind("growth", {"mm/h": "1", "µm/h um/h": "1/1000", "µm/min um/min": "3/50"})
    + _kind("corrosion", {"mm/year mm/a": "1", "µm/year um/year": "1/1000"})
    + _kind("capacitance", {"F": "1", "µF uF": "1e-6", "nF": "1e-9", "pF": "1e-12"})
    + _kind("inductance", {"H": "1", "mH": "1e-3", "µH uH": "1e-6", "nH": "1e-9"})
    + _kind("dose", {"Gy": "1", "kGy": "1e3", "MGy": "1e6", "rad": "1/100"})
    + _kind("rate of turn", {"deg/s °/s": "1"})
    + _kind("atomic mass", {"u Da": "1"})
    + _kind("length of a sequence", {"bases b bp": "1", "kb kbp": "1000"})
    + _kind("unbalance", {"g~mm/kg g·mm/kg gmm/kg g*mm/kg g-mm/kg": "1", "kg~mm/kg": "1000"})
    + _kind("share", {"% percent pct per~cent": "1", "‰": "0.1", "ppm": "0.0001"})
    + _kind("voltage", {"mV": "0.001", "V": "1", "kV": "1e3", "MV": "1e6"})
    + _kind("current", {"mA": "0.001", "A": "1", "kA": "1e3"})
    + _kind("energy", {"mJ": "0.001", "J": "1", "kJ": "1e3", "MJ": "1e6"})
    + _kind("particle energy", {"eV": "1", "keV": "1e3", "MeV": "1e6"})
    + _kind("time", {
        "ps": "1e-12", "ns": "1e-9", "µs us μs": "1e-6", "ms": "0.001", "s sec second seconds": "1", "min minutes": "60",
        "h hour hours": "3600",
    })
    + _kind("angle", {
        "arcsec second~of~arc seconds~of~arc ″": "1", "arcmin ′": "60", "° deg degree degrees": "3600",
    })
    + _kind("speed", {"mm/s": "0.001", "m/s": "1", "km/s": "1000"})
    + _kind("field", {"mT": "0.001", "T tesla": "1"})
    + _kind("activity", {"Bq": "1", "kBq": "1e3", "MBq": "1e6", "GBq": "1e9", "TBq": "1e12", "Ci": "3.7e10"})
)  # fmt: skip
_SPELLED |= {
    text: ItemUnit("C", "temperature", Fraction(1)) for text in ("C", "°C", "deg C", "degC", "celsius")
}
_SPELLED |= {
    text: ItemUnit("°F", "temperature", Fraction(5, 9), Fraction(-32))
    for text in ("°F", "deg F", "degF", "fahrenheit")
}
_SPELLED |= {text: ItemUnit("K", "temperature", Fraction(1), Fraction("-273.15")) for text in ("K", "kelvin")}


def unit_called(text: str) -> ItemUnit | None:
    """The unit of a spelling, or None; case counts, because mPa and MPa differ by a thousand million."""
    plain = " ".join(text.split())
    return _SPELLED.get(plain) or _SPELLED.get(plain.replace(" ", ""))


def unit_of(text: str) -> ItemUnit | None:
    """The unit a parameter is in, or None where no other measures the same: g is acceleration there, masses are in kg."""
    return unit_called(text) if text and text != "g" else None


def converted(value: Decimal, unit: ItemUnit, to: ItemUnit) -> Decimal:
    """A value of one unit in another of the same kind."""
    found = (Fraction(value) + unit.shift) * unit.factor / to.factor - to.shift
    digits = Context(prec=18)
    return digits.divide(Decimal(found.numerator), Decimal(found.denominator)).normalize(digits)


def of_the_same_kind(unit: ItemUnit) -> tuple[ItemUnit, ...]:
    """Every unit that measures the same, those a prefix away first, then by nearness in size."""
    found = {
        other.name: other
        for other in _SPELLED.values()
        if other.kind == unit.kind and other.name != unit.name
    }

    def order(other: ItemUnit) -> tuple[bool, float, str]:
        away = abs(log10(other.factor / unit.factor))
        return abs(away - 3 * round(away / 3)) > _SAME, away, other.name

    return tuple(sorted(found.values(), key=order))


def spellings_of(unit: ItemUnit) -> tuple[str, ...]:
    """The names of the units of its kind, for a message."""
    return tuple(dict.fromkeys(u.name for u in (unit, *of_the_same_kind(unit))))
