"""Units of what is known of goods: which of them measure the same, and how to turn one into another exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Unit(NamedTuple):
    """A unit as ``factor`` times the first of its kind, after adding ``shift`` (temperatures)."""

    name: str
    kind: str
    factor: Decimal
    shift: Decimal = Decimal(0)


def _kind(kind: str, units: dict[str, str]) -> list[tuple[str, Unit]]:
    """The spellings of a kind of unit; the first spelling of a line is the unit's name."""
    found = []
    for spellings, factor in units.items():
        name = spellings.split()[0].replace("~", " ")
        for text in spellings.split():
            found.append((text.replace("~", " "), Unit(name, kind, Decimal(factor))))
    return found


# Prefixes change by case alone (mPa, MPa), so that spellings are compared as written. ~ stands for a space.
_SPELLED: dict[str, Unit] = dict(
    _kind("length", {
        "nm": "1e-9", "µm um μm micron microns": "1e-6", "mm": "0.001", "cm": "0.01", "m metre metres meter meters": "1",
        "km": "1000", "inch in inches": "0.0254",
    })
    + _kind("area", {"mm2 mm²": "1e-6", "cm2 cm²": "1e-4", "m2 m²": "1"})
    + _kind("volume", {"ml mL cm3 cm³": "1e-6", "l L litre litres liter liters dm3": "0.001", "m3 m³": "1"})
    + _kind("pressure", {
        "mPa millipascal": "0.001", "Pa pascal": "1", "hPa mbar": "100", "kPa": "1e3", "bar": "1e5", "MPa N/mm2 N/mm²": "1e6",
        "GPa": "1e9", "psi": "6894.757293168", "ksi": "6894757.293168", "torr Torr mmHg": "133.322368421",
        "atm": "101325",
    })
    + _kind("frequency", {"Hz": "1", "kHz KHz": "1e3", "MHz": "1e6", "GHz": "1e9", "THz": "1e12"})
    + _kind("rotation", {"rpm r.p.m. r/min 1/min min-1 /min": "1", "krpm": "1000"})
    + _kind("power", {"mW": "0.001", "W": "1", "kW": "1e3", "MW": "1e6", "GW": "1e9"})
    + _kind("apparent power", {"VA": "1", "kVA": "1e3", "MVA": "1e6"})
    + _kind("force", {"N": "1", "kN": "1e3", "MN": "1e6", "kgf": "9.80665", "tf": "9806.65"})
    + _kind("mass", {"mg": "1e-6", "g": "0.001", "kg": "1", "t tonne tonnes": "1000", "lb lbs": "0.45359237"})
    + _kind("density", {"kg/m3 kg/m³": "1", "g/cm3 g/cm³ g/ml": "1000"})
    + _kind("flow", {
        "m3/s m³/s": "1", "l/s L/s": "0.001", "m3/min m³/min": "0.0166666666666666666666666667",
        "m3/h m³/h": "0.000277777777777777777777777778",
    })
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
_SPELLED |= {text: Unit("C", "temperature", Decimal(1)) for text in ("C", "°C", "deg C", "degC", "celsius")}
_SPELLED |= {text: Unit("K", "temperature", Decimal(1), Decimal("-273.15")) for text in ("K", "kelvin")}


def unit_called(text: str) -> Unit | None:
    """The unit of a spelling, or None; case counts, because mPa and MPa differ by a thousand million."""
    plain = " ".join(text.split())
    return _SPELLED.get(plain) or _SPELLED.get(plain.replace(" ", ""))


def converted(value: Decimal, unit: Unit, to: Unit) -> Decimal:
    """A value of one unit in another of the same kind."""
    found = (value + unit.shift) * unit.factor / to.factor - to.shift
    return (
        found.quantize(Decimal(1))
        if found == found.to_integral_value() and abs(found) < 10**15
        else found.normalize()
    )


def of_the_same_kind(unit: Unit) -> tuple[Unit, ...]:
    """Every unit that measures the same, those a prefix away first, then by nearness in size."""
    found = {
        other.name: other
        for other in _SPELLED.values()
        if other.kind == unit.kind and other.name != unit.name
    }

    def order(other: Unit) -> tuple[bool, Decimal, str]:
        away = abs((other.factor / unit.factor).log10())
        return away % 3 != 0, away, other.name

    return tuple(sorted(found.values(), key=order))


def spellings_of(unit: Unit) -> tuple[str, ...]:
    """The names of the units of its kind, for a message."""
    return tuple(dict.fromkeys(u.name for u in (unit, *of_the_same_kind(unit))))
