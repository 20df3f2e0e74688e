"""Values as people write them: read, converted and named, or refused with what would be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.goods import item_of, open_goods
from yalu.goods.conditions import ValueRange
from yalu.goods.input.items import ItemError
from yalu.goods.input.typed_values import UnreadableValueError, read_value
from yalu.goods.input.units import converted, unit_called

PARAMETERS = open_goods().parameters
NUMBERS = sorted(name for name, p in PARAMETERS.items() if p.type == "number")


@pytest.mark.parametrize(
    ("name", "text", "value", "said"),
    [
        ("accuracy_um", "5", 5, ""),
        ("accuracy_um", "5 µm", 5, ""),
        ("accuracy_um", "5 um", 5, "5 um read as 5 µm"),
        ("accuracy_um", "0.005 mm", 5, "0.005 mm read as 5 µm"),
        ("accuracy_um", "0,005mm", 5, "0,005mm read as 5 µm"),
        ("accuracy_um", "5,5", 5.5, "5,5 read as 5.5 µm"),
        ("repeatability_um", "900 nm", 0.9, "900 nm read as 0.9 µm"),
        ("strength_mpa", "1.95 GPa", 1950, "1.95 GPa read as 1950 MPa"),
        ("strength_mpa", "1 950", 1950, "1 950 read as 1950 MPa"),
        ("strength_mpa", "1.950,5", 1950.5, "1.950,5 read as 1950.5 MPa"),
        ("strength_mpa", "2000 N/mm2", 2000, "2000 N/mm2 read as 2000 MPa"),
        ("specific_modulus_m", "12,700,000", 12_700_000, "12,700,000 read as 12700000 m"),
        ("specific_modulus_m", "12,7 x 10^6 m", 12_700_000, "12,7 x 10^6 m read as 12700000 m"),
        ("specific_modulus_m", "12.7 × 10⁶ m", 12_700_000, "12.7 × 10^6 m read as 12700000 m"),
        ("ultimate_vacuum_pa", "1 x 10⁻⁵", 0.00001, "1 x 10^-5 read as 0.00001 Pa"),
        ("specific_strength_m", "235 km", 235_000, "235 km read as 235000 m"),
        ("ultimate_vacuum_pa", "13 mPa", 0.013, "13 mPa read as 0.013 Pa"),
        ("ultimate_vacuum_pa", "1e-7 mbar", 0.00001, "1e-7 mbar read as 0.00001 Pa"),
        ("pumping_speed_m3s", "15000 l/s", 15, "15000 l/s read as 15 m3/s"),
        ("pumping_speed_m3s", "54000 m3/h", 15, "54000 m3/h read as 15 m3/s"),
        ("power_kw", "160000 W", 160, "160000 W read as 160 kW"),
        ("accuracy_um", "0.2 mil", 5.08, "0.2 mil read as 5.08 µm"),
        (
            "ultimate_vacuum_pa",
            "0.1 mTorr",
            0.1 * 101.325 / 760,
            "0.1 mTorr read as 0.0133322368421052632 Pa",
        ),
        ("roller_force_kn", "10000 lbf", 44.482216152605, "10000 lbf read as 44.482216152605 kN"),
        ("roller_force_kn", "10 kip", 44.482216152605, "10 kip read as 44.482216152605 kN"),
        ("travel_m", "800 mm", 0.8, "800 mm read as 0.8 m"),
        ("residual_unbalance", "0.2 g·mm/kg", 0.2, "0.2 g·mm/kg read as 0.2 g mm/kg"),
    ],
)
def test_a_number_is_read_in_the_unit_of_its_parameter_and_named(name, text, value, said):
    read = read_value(text, PARAMETERS[name])
    assert read.value == value
    assert read.said == (f"{PARAMETERS[name].title}: {said}" if said else "")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("strength_mpa", "2.0", "2.0 looks like GPa: write 2.0 GPa"),
        ("annealed_strength_mpa", "0.95", "0.95 looks like GPa: write 0.95 GPa"),
        ("frequency_hz", "0.8", "0.8 looks like kHz: write 0.8 kHz"),
        ("throat_mm", "0.38", "0.38 looks like m: write 0.38 m"),
        ("accuracy_um", "0.006", "0.006 looks like mm: write 0.006 mm"),
        ("power_kw", "160000", "160000 looks like W: write 160000 W"),
        ("travel_m", "800", "800 looks like mm: write 800 mm"),
        ("ultimate_vacuum_pa", "13 MPa", "13000000 Pa is outside what is plausible"),
        ("axes_simultaneous", "5.5", "not a whole number"),
        ("axes_simultaneous", "500", "outside what is plausible, at most 40"),
        ("strength_mpa", "1,950", "may be 1950 or 1.950"),
        ("strength_mpa", "-5", "outside what is plausible"),
        ("axes_total", "-1", "negative"),
        ("strength_mpa", "1950 kg", "“kg” is no unit of it; write it in MPa"),
        ("strength_mpa", "strong", "write a number in MPa"),
        ("strength_mpa", "1.2.3,4,5", "is no number"),
        ("travel_m", "500 x 1000 mm", "“x 1000 mm” is no unit of it"),
        ("rotor_mass_kg", "2 x 100", "“x 100” is no unit of it"),
        ("specific_modulus_m", "12.7 x 106 m", "“x 106 m” is no unit of it"),
        ("rotor_mass_kg", "up to 0.9..40", "“0.9..40” is no number"),
        ("accuracy_um", "5,5,5", "“5,5,5” is no number"),
        ("strength_mpa", "1.2.3", "“1.2.3” is no number"),
        ("strength_mpa", "2000 950", "“2000 950” is no number"),
        ("rotor_mass_kg", "5" + " " * 100_000 + "x", "is too long to be one value"),
        ("throat_mm", "100..400", "write one number, not a range"),
        ("rotor_mass_kg", "40..1", "begins at 40 and ends at 1"),
    ],
)
def test_what_is_not_plausible_or_not_plain_is_refused_with_what_to_write(name, text, says):
    with pytest.raises(ItemError) as error:
        item_of({name: text}, PARAMETERS)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("0.5..40", ValueRange(0.5, 40)),
        ("0.5 - 40 kg", ValueRange(0.5, 40)),
        ("500 g to 40 kg", ValueRange(0.5, 40)),
        ("0,5–40", ValueRange(0.5, 40)),
        ("..40", ValueRange(40, 40, low_open=True)),
        ("up to 40 kg", ValueRange(40, 40, low_open=True)),
        ("25..", ValueRange(25, 25, high_open=True)),
        ("from 25 kg", ValueRange(25, 25, high_open=True)),
        ("40", ValueRange(40, 40, low_open=True)),
    ],
)
def test_a_range_is_read_from_to(text, span):
    assert read_value(text, PARAMETERS["rotor_mass_kg"]).value == span


def test_a_single_diameter_is_one_that_a_winder_winds_and_says_nothing_of_others():
    read = read_value("1000", PARAMETERS["tube_diameter_mm"]).value
    assert read == ValueRange(1000, 1000, low_open=True, high_open=True)


@given(st.sampled_from(NUMBERS), st.data())
def test_a_number_out_of_the_plausible_range_is_refused_and_one_within_is_read(name, data):
    parameter = PARAMETERS[name]
    least, most = parameter.least or 0, parameter.most
    if parameter.whole or most is None:
        return
    inside = data.draw(
        st.floats(max(least, 1e-12), most, allow_nan=False)
    )  # as many decimals as are written below
    plain = f"{inside:.12f}"
    assert read_value(plain, parameter).value is not None or float(plain) < least
    with pytest.raises(ValueError, match="plausible"):
        read_value(f"{most * 1.01 + 1:.6f}", parameter)


def test_every_number_has_a_plausible_range_or_is_a_count():
    assert not [name for name in NUMBERS if PARAMETERS[name].most is None]
    assert all(PARAMETERS[name].unit == "" for name in NUMBERS if PARAMETERS[name].whole)


def test_the_unit_of_each_parameter_has_its_like_or_stands_alone():
    for name in NUMBERS:
        unit = PARAMETERS[name].unit
        if unit and unit not in {"USD", "g"}:  # dollars, and acceleration
            assert unit_called(unit) is not None, name


@given(st.decimals("0.001", "1000000", places=3), st.sampled_from(["nm", "µm", "mm", "cm", "m", "km", "in"]))
def test_a_length_turned_into_another_unit_and_back_is_itself(value, name):
    unit, metre = unit_called(name), unit_called("m")
    assert abs(converted(converted(value, unit, metre), metre, unit) - value) < value / 10**20


@pytest.mark.parametrize(
    ("given", "both"),
    [
        ({"axes_simultaneous": "7", "axes_total": "4"}, ("axes_simultaneous 7", "axes_total 4")),
        ({"rotary_contouring": "6", "axes_simultaneous": "3"}, ("rotary_contouring 6", "axes_simultaneous 3")),
        ({"rotary_contouring": "6", "axes_total": "3"}, ("rotary_contouring 6", "axes_total 3")),
        ({"numerically_controlled": "no", "axes_simultaneous": "5"}, ("numerically_controlled no", "axes_simultaneous 5")),
        ({"computer_control": "no", "axes_simultaneous": "3"}, ("computer_control no", "axes_simultaneous 3")),
        ({"annealed_strength_mpa": "1.2 GPa", "strength_mpa": "900"}, ("annealed_strength_mpa 1200 MPa", "strength_mpa 900 MPa")),
        ({"continuous_fibre": "yes", "cut_length_mm": "6"}, ("continuous_fibre yes", "cut_length_mm 6 mm")),
        ({"linear_contouring": "3", "rotary_contouring": "2", "axes_simultaneous": "4"}, ("axes_simultaneous 4", "linear_contouring 3")),
        ({"inner_diameter_mm": "300", "outside_diameter_mm": "290"}, ("inner_diameter_mm 300 mm", "outside_diameter_mm 290 mm")),
        ({"outside_diameter_mm": "150", "longest_side_mm": "75"}, ("outside_diameter_mm 150 mm", "longest_side_mm 75 mm")),
        ({"for_entry": "2B204", "for_machine": "yes"}, ("for_machine yes", "for_entry 2B204")),
    ],
)  # fmt: skip
def test_what_no_one_machine_can_be_is_refused_with_both_values(given, both):
    with pytest.raises(ItemError) as error:
        item_of(given, PARAMETERS)
    assert all(value in str(error.value) for value in both)
    assert "contradict" in str(error.value)


def test_a_contradiction_is_told_once():
    with pytest.raises(ItemError) as error:
        item_of({"rotary_contouring": "6", "axes_simultaneous": "3"}, PARAMETERS)
    assert str(error.value).count("contradict") == 1


def test_a_renamed_parameter_is_refused_with_its_new_name_and_unit():
    with pytest.raises(ItemError, match="did you mean “ultimate_vacuum_pa”, in Pa"):
        item_of({"ultimate_vacuum_mpa": "13"}, PARAMETERS)


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("–40 °C", -40),
        ("– 40", -40),
        ("-40 °F", -40),
        ("1832 °F", 1000),
        ("1273.15 K", 1000),
        ("…40", 40),
        ("up to 40 °C", 40),
    ],
)
def test_a_dash_before_a_temperature_is_a_minus_and_no_range(text, most):
    read = read_value(text, PARAMETERS["temperature_c"]).value
    assert (read.high, read.low_open) == (most, True)


@pytest.mark.parametrize("name", ["rotor_mass_kg", "accuracy_um"])
def test_about_so_much_is_no_value_and_no_upper_end(name):
    with pytest.raises(UnreadableValueError, match="not about how much"):
        read_value("~30", PARAMETERS[name])
