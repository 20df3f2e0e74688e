"""Units, values and conditions of goods: each spelling written out once more, and each sentence of an answer."""

from decimal import Decimal
from fractions import Fraction

import pytest

from yalu.goods.answers import condition_lines
from yalu.goods.conditions import (
    Holds,
    ValueRange,
    answer_to,
    begun,
    crossing,
    holds,
    limits,
    line_limit,
    open_question,
    reasons,
    shown,
    turning_points,
    with_unit,
)
from yalu.goods.conditions import test_name as cited
from yalu.goods.input.units import converted, of_the_same_kind, spellings_of, unit_called, unit_of
from yalu.goods.records import ItemCondition, ItemParameter, LengthLimit
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES

# Of each kind: the spellings of each unit, the unit's name first, and how many of the kind's unit it is.
UNITS = {
    "length": (
        "nm 1e-9", "µm um μm micron microns micrometre micrometres micrometer micrometers 1e-6",
        "mm 1e-3", "cm 1e-2", "m metre metres meter meters 1", "km 1e3",
        "inch in inches 0.0254", "mil mils thou 2.54e-5",
        "µin uin microinch microinches 2.54e-8", "ft foot feet 0.3048",
    ),
    "area": ("mm2 mm² 1e-6", "cm2 cm² 1e-4", "m2 m² 1"),
    "volume": ("ml mL cm3 cm³ 1e-6", "l L litre litres liter liters dm3 1e-3", "m3 m³ 1"),
    "pressure": (
        "mPa millipascal 1e-3", "Pa pascal 1", "hPa mbar 100", "kPa 1e3", "bar 1e5", "MPa N/mm2 N/mm² 1e6", "GPa 1e9",
        "psi psia 6894.757293168", "ksi 6894757.293168", "torr Torr mmHg 20265/152", "mTorr mtorr 4053/30400", "atm 101325",
    ),
    "frequency": ("Hz 1", "kHz KHz 1e3", "MHz 1e6", "GHz 1e9", "THz 1e12"),
    "rotation": ("rpm r.p.m. r/min 1/min min-1 /min 1", "krpm 1000"),
    "power": ("mW 1e-3", "W 1", "kW 1e3", "MW 1e6", "GW 1e9"),
    "apparent power": ("VA 1", "kVA 1e3", "MVA 1e6"),
    "force": ("N 1", "kN 1e3", "MN 1e6", "kgf 9.80665", "tf 9806.65", "lbf 4.4482216152605", "kip klbf kips 4448.2216152605"),
    "mass": ("mg 1e-6", "g 1e-3", "kg 1", "t tonne tonnes 1000", "lb lbs 0.45359237"),
    "density": ("kg/m3 kg/m³ 1", "g/cm3 g/cm³ g/ml 1000"),
    "flow": ("m3/s m³/s 1", "l/s L/s 1/1000", "m3/min m³/min 1/60", "m3/h m³/h 1/3600", "l/min L/min 1/60000", "l/h L/h 1/3600000"),
    "mass flow": ("kg/s 1", "kg/h 1/3600", "g/h 1/3600000", "kg/day kg/d 1/86400", "t/h 1000/3600"),
    "concentration": ("g/m3 g/m³ 1", "mg/m3 mg/m³ 1/1000", "µg/m3 ug/m3 µg/m³ 1/1000000"),
    "current density": ("A/mm2 A/mm² 1", "mA/mm2 mA/mm² 1/1000", "A/cm2 A/cm² 1/100"),
    "growth": ("mm/h 1", "µm/h um/h 1/1000", "µm/min um/min 60/1000"),
    "corrosion": ("mm/year mm/a 1", "µm/year um/year 1/1000"),
    "capacitance": ("F 1", "µF uF 1e-6", "nF 1e-9", "pF 1e-12"),
    "inductance": ("H 1", "mH 1e-3", "µH uH 1e-6", "nH 1e-9"),
    "dose": ("Gy 1", "kGy 1e3", "MGy 1e6", "rad 1/100"),
    "rate of turn": ("deg/s °/s 1",),
    "atomic mass": ("u Da 1",),
    "length of a sequence": ("bases b bp 1", "kb kbp 1000"),
    "unbalance": ("g~mm/kg g·mm/kg gmm/kg g*mm/kg g-mm/kg 1", "kg~mm/kg 1000"),
    "share": ("% percent pct per~cent 1", "‰ 1/10", "ppm 1/10000"),
    "voltage": ("mV 1e-3", "V 1", "kV 1e3", "MV 1e6"),
    "current": ("mA 1e-3", "A 1", "kA 1e3"),
    "energy": ("mJ 1e-3", "J 1", "kJ 1e3", "MJ 1e6"),
    "particle energy": ("eV 1", "keV 1e3", "MeV 1e6"),
    "time": ("ps 1e-12", "ns 1e-9", "µs us μs 1e-6", "ms 1e-3", "s sec second seconds 1", "min minutes 60", "h hour hours 3600"),
    "angle": ("arcsec second~of~arc seconds~of~arc ″ 1", "arcmin ′ 60", "° deg degree degrees 3600"),
    "speed": ("mm/s 1e-3", "m/s 1", "km/s 1000"),
    "field": ("mT 1e-3", "T tesla 1"),
    "activity": ("Bq 1", "kBq 1e3", "MBq 1e6", "GBq 1e9", "TBq 1e12", "Ci 3.7e10"),
    "temperature": ("C °C deg~C degC celsius 1", "K kelvin 1", "°F deg~F degF fahrenheit 5/9"),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNITS)
def test_every_spelling_of_a_unit_is_known_by_its_kind_name_and_size(kind):
    names = []
    for line in UNITS[kind]:
        *spellings, size = line.replace("~", "\0").split()
        plain = [text.replace("\0", " ") for text in spellings]
        names.append(plain[0])
        for text in plain:
            found = unit_called(f" {text} ")
            assert found is not None
            assert (found.name, found.kind, found.factor) == (plain[0], kind, Fraction(size)), text
            assert found.shift == {"K": Fraction("-273.15"), "°F": Fraction(-32)}.get(plain[0], 0)
    first = unit_called(names[0])
    assert {unit.name for unit in of_the_same_kind(first)} == set(names[1:])
    assert sorted(spellings_of(first)) == sorted(names)
    assert spellings_of(first)[0] == names[0]


def test_units_a_prefix_away_come_first_and_then_the_nearest():
    assert [unit.name for unit in of_the_same_kind(unit_called("mm"))] == [
        "m",
        "µm",
        "km",
        "nm",
        "cm",
        "inch",
        "mil",
        "ft",
        "µin",
    ]
    assert [unit.name for unit in of_the_same_kind(unit_called("min"))] == ["h", "s", "ms", "µs", "ns", "ps"]


def test_acceleration_is_no_mass_and_what_is_no_unit_is_none():
    assert (unit_of("g"), unit_of(""), unit_called("furlong")) == (None, None, None)
    assert unit_of("kg").name == "kg"
    assert (unit_called("MPa").factor, unit_called("mPa").factor) == (10**6, Fraction("0.001"))


def test_a_value_is_converted_exactly():
    printed = [
        ("5", "mm", "µm", "5000"),
        ("0", "°C", "K", "273.15"),
        ("300", "K", "C", "26.85"),
        ("212", "°F", "K", "373.15"),
        ("1", "t/h", "kg/s", "0.277777777777777778"),
    ]
    for value, unit, to, wanted in printed:
        assert converted(Decimal(value), unit_called(unit), unit_called(to)) == Decimal(wanted)


def parameter(title, kind="number", **more):
    return ItemParameter(title=title, question="", type=kind, **more)


NUMBER = parameter("number", unit="mm")
LARGER = parameter("larger number")
KNOWN = {
    "n": NUMBER,
    "m": LARGER,
    "l": parameter("lesser number", at_most_of="m"),
    "f": parameter(
        "flag",
        "yes_no",
        yes_when=ItemCondition(parameter="n", above=9),
        no_when=ItemCondition(parameter="n", below=1),
    ),
    "w": parameter("word", "word", choices=("red", "blue"), called={"red": "the colour red"}),
    "hs": parameter("heading", "code"),
    "b": parameter("base", unit="µm"),
    "s": parameter("slope"),
    "o": parameter("over", unit="mm"),
}
LINE = ItemCondition(line=LengthLimit(base="b", slope="s", over="o", at_most=2, divisor=100))


def where(**said):
    return ItemCondition(**said)


DECIDED = [
    # every limit on its number and beside it
    (where(parameter="n", at_least=5), {"n": 5}, YES, "number 5 mm, the threshold is at least 5 mm"),
    (where(parameter="n", at_least=5), {"n": 4.9}, NO, "number 4.9 mm, the threshold is at least 5 mm"),
    (where(parameter="n", above=5), {"n": 5}, NO, "number 5 mm, the threshold is more than 5 mm"),
    (where(parameter="n", above=5), {"n": 5.1}, YES, "number 5.1 mm, the threshold is more than 5 mm"),
    (where(parameter="n", at_most=5), {"n": 5}, YES, "number 5 mm, the threshold is at most 5 mm"),
    (where(parameter="n", at_most=5), {"n": 5.1}, NO, "number 5.1 mm, the threshold is at most 5 mm"),
    (where(parameter="n", below=5), {"n": 5}, NO, "number 5 mm, the threshold is less than 5 mm"),
    (where(parameter="n", below=5), {"n": 4.9}, YES, "number 4.9 mm, the threshold is less than 5 mm"),
    (where(parameter="n", at_least=2, below=5), {"n": 2}, YES, "number 2 mm, the threshold is at least 2 and less than 5 mm"),
    # some point of a range, and ends that may lie further out
    (where(parameter="n", at_least=5), {"n": ValueRange(1, 5)}, YES, "number 1 to 5 mm, the threshold is at least 5 mm"),
    (where(parameter="n", above=5), {"n": ValueRange(1, 5)}, NO, "number 1 to 5 mm, the threshold is more than 5 mm"),
    (where(parameter="n", at_least=5), {"n": ValueRange(4, 4, high_open=True)}, CANNOT_SAY, "n"),
    (where(parameter="n", at_least=5), {"n": ValueRange(4, 4, low_open=True)}, NO, "number up to 4 mm, the threshold is at least 5 mm"),
    (where(parameter="n", at_most=3), {"n": ValueRange(4, 4, low_open=True)}, CANNOT_SAY, "n"),
    (where(parameter="n", at_most=3), {"n": ValueRange(4, 4, high_open=True)}, NO, "number from 4 mm, the threshold is at most 3 mm"),
    # a number is at most a larger one
    (where(parameter="l", at_least=5), {"m": 4}, NO, "lesser number is at most 4, because larger number is 4; the threshold is at least 5"),
    (where(parameter="l", at_least=5), {"m": 5}, CANNOT_SAY, "l"),
    (where(parameter="l", above=5), {"m": 5}, NO, "lesser number is at most 5, because larger number is 5; the threshold is more than 5"),
    (where(parameter="l", at_most=5), {"m": 4}, CANNOT_SAY, "l"),
    # what another answer settles
    (where(parameter="f", is_=True), {"n": 10}, YES, "flag: yes, because number 10 mm, the threshold is more than 9 mm"),
    (where(parameter="f", is_=False), {"n": 10}, NO, "flag: yes, because number 10 mm, the threshold is more than 9 mm"),
    (where(parameter="f", is_=True), {"n": 0.5}, NO, "flag: no, because number 0.5 mm, the threshold is less than 1 mm"),
    (where(parameter="f", is_=True), {"n": 5}, CANNOT_SAY, "f"),
    (where(parameter="f", is_=True), {"f": True}, YES, "flag: yes"),
    (where(parameter="f", is_=True), {"f": False}, NO, "flag: no"),
    # words and codes
    (where(parameter="w", is_="red"), {"w": "red"}, YES, "word: red (the colour red)"),
    (where(parameter="w", one_of=("red", "green")), {"w": "blue"}, NO, "word: blue"),
    (where(parameter="hs", within=("84", "85")), {"hs": "8457"}, YES, "heading 8457 is in 84, 85"),
    (where(parameter="hs", within=("84", "85")), {"hs": "8657"}, NO, "heading 8657 is not in 84, 85"),
    # a value by one test is none by another
    (where(parameter="n", at_most=3, standard="iso-1-2000"), {"n": 2}, CANNOT_SAY, "accuracy_standard"),
    (where(parameter="n", at_most=3, standard="iso-1-2000"), {"n": 2, "accuracy_standard": "iso-2-2000"}, CANNOT_SAY, "n"),
    (where(parameter="n", at_most=3, standard="iso-1-2000"), {"n": 2, "accuracy_standard": "iso-1-2000"}, YES,
     "number 2 mm, the threshold is at most 3 mm, by ISO 1:2000"),
    (where(parameter="n", at_most=3, standard="iso-1-2000"), {"n@iso-1-2000": 4}, NO,
     "number 4 mm, the threshold is at most 3 mm, by ISO 1:2000"),
    # 2 + L/100: an error of 3 + L/50 never comes nearer; of 3 + L/200 it is within from L = 200 on
    (LINE, {}, CANNOT_SAY, "b"),
    (LINE, {"b": 2}, YES, "permissible error 2 µm, the threshold is at most 2 + L/100 µm at some length"),
    (LINE, {"b": 3}, CANNOT_SAY, "s"),
    (LINE, {"b": 3, "s": 100}, NO, "permissible error 3 + L/100 µm, the threshold is at most 2 + L/100 µm at some length"),
    (LINE, {"b": 3, "s": 200}, CANNOT_SAY, "o"),
    (LINE, {"b": 3, "s": 200, "o": 200}, YES,
     "permissible error 3 + L/200 µm, the threshold is at most 2 + L/100 µm at some length; "
     "it is within it from L = 200 mm on, and the longest is 200 mm"),
    (LINE, {"b": 3, "s": 200, "o": 199}, NO,
     "permissible error 3 + L/200 µm, the threshold is at most 2 + L/100 µm at some length; "
     "it is within it from L = 200 mm on, and the longest is 199 mm"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "facts", "answer", "says"), DECIDED)
def test_a_comparison_is_decided_and_says_why_or_what_would_settle_it(condition, facts, answer, says):
    wanted = Holds(answer, (), (says,)) if answer is CANNOT_SAY else Holds(answer, (says,))
    assert holds(condition, facts, KNOWN) == wanted
    assert answer_to(condition, facts, KNOWN) is answer
    if answer is CANNOT_SAY:
        assert open_question(condition, facts) == says
    turned = where(not_=condition)
    assert holds(turned, facts, KNOWN) == wanted._replace(holds=~answer)
    assert answer_to(turned, facts, KNOWN) is ~answer
    if answer is not CANNOT_SAY:
        assert list(reasons(condition, facts, KNOWN, answer)) == [says]
        assert list(reasons(condition, facts, KNOWN, ~answer)) == []
    assert list(reasons(turned, facts, KNOWN, YES)) == ([says] if answer is NO else [])


N4, N6 = (f"number {n} mm, the threshold is at least 5 mm" for n in (4, 6))
M4, M6 = (f"larger number {n}, the threshold is at least 5" for n in (4, 6))
A, B, C = (where(parameter=name, at_least=5) for name in ("n", "m", "o"))


@pytest.mark.parametrize(
    ("condition", "facts", "wanted"),
    [
        (where(all=(A, B)), {"n": 6, "m": 6}, Holds(YES, (N6, M6))),
        (where(all=(A, B)), {"m": 4}, Holds(NO, (M4,))),
        (where(all=(A, B, C)), {"m": 6}, Holds(CANNOT_SAY, (), ("n", "o"))),
        (where(all=(A, A)), {}, Holds(CANNOT_SAY, (), ("n",))),
        (where(any=(A, B)), {"m": 6}, Holds(YES, (M6,))),
        (where(any=(A, B)), {"n": 4, "m": 4}, Holds(NO, (N4, M4))),
        (where(any=(A, B)), {"m": 4}, Holds(CANNOT_SAY, (), ("n",))),
    ],
)  # fmt: skip
def test_parts_are_decided_by_the_one_that_is_enough(condition, facts, wanted):
    assert holds(condition, facts, KNOWN) == wanted
    assert answer_to(condition, facts, KNOWN) is wanted.holds


def test_a_condition_is_begun_by_what_points_to_it_and_by_no_common_fact():
    kind = where(parameter="w", is_="red")
    known = {
        **KNOWN,
        "kind": parameter("kind", "word"),
        "cas": parameter("cas", "cas"),
    }
    assert begun(A, {"n": 6}, known)
    assert not begun(A, {"n": 4}, known)
    assert begun(where(all=(A, B)), {"m": 6}, known)
    assert begun(where(not_=A), {"n": 4}, known)
    assert not begun(where(not_=A), {"n": 6}, known)
    assert begun(kind, {"w": "red"}, known)
    assert not begun(where(parameter="kind", is_="red"), {"kind": "red"}, known)
    assert not begun(where(parameter="hs", within=("84",)), {"hs": "84"}, known)
    assert not begun(where(parameter="cas", one_of=("1",)), {"cas": "1"}, known)
    assert not begun(where(not_=where(parameter="kind", is_="red")), {"kind": "blue"}, known)


def test_an_error_crosses_its_limit_where_the_lines_meet():
    line = LINE.line
    assert crossing(line, {"b": 3, "s": 200}) == 200
    assert [
        crossing(line, facts) for facts in ({"b": 3}, {"s": 200}, {"b": 3, "s": 100}, {"b": 2, "s": 200})
    ] == [None] * 4
    assert turning_points(line, "o", {"b": 3, "s": 200}) == {200}
    assert turning_points(line, "o", {"b": 3}) == set()
    assert turning_points(line, "b", {}) == {2}
    assert turning_points(line, "b", {"o": 100}) == {2, 2.5, 3}
    assert turning_points(line, "b", {"o": 100, "s": 200}) == {2, 2.5, 3}
    assert turning_points(line, "s", {}) == {100}
    assert turning_points(line, "s", {"b": 2.5, "o": 100}) == {100, 200}
    assert turning_points(line, "s", {"b": 4, "o": 100}) == {100}


def test_facts_and_limits_are_said_as_a_reader_writes_them():
    assert [shown(fact) for fact in (True, False, 5, 5.50, "red", ValueRange(1, 2), ValueRange(1, 1))] == [
        "yes", "no", "5", "5.5", "red", "1 to 2", "1",
    ]  # fmt: skip
    assert ValueRange(1, 1, low_open=True, high_open=True).says == "among others 1"
    assert (with_unit(5, NUMBER), with_unit(5, LARGER)) == ("5 mm", "5")
    assert [cited(name) for name in ("iso-230-2-1988", "astm-d-2000", "own")] == [
        "ISO 230-2:1988",
        "ASTM D:2000",
        "own",
    ]
    assert limits(where(parameter="n", above=1, at_most=3)) == "the threshold is at most 3 and more than 1"
    assert line_limit(LINE.line) == "the threshold is at most 2 + L/100 at some length"


def test_a_condition_is_listed_one_comparison_a_line():
    condition = where(
        all=(
            where(any=(A, where(parameter="n", above=1, below=3, standard="iso-1-2000"))),
            where(not_=where(parameter="f", is_=False)),
            where(parameter="w", one_of=("red", "blue")),
            where(parameter="w", is_="red"),
            where(parameter="hs", within=("84", "85")),
            where(parameter="n", at_most=3),
            LINE,
        )
    )
    assert condition_lines(condition) == [
        "all of",
        "  any of",
        "    n: at least 5",
        "    n: more than 1 and less than 3 by iso-1-2000",
        "  not",
        "    f: no",
        "  w: one of red, blue",
        "  w: red",
        "  hs: in 84, 85",
        "  n: at most 3",
        "  b + L/s for some L up to o: at most 2 + L/100",
    ]
