"""A stated figure word for word: bounds, whether each end belongs, unit, qualifier and the reason a reader sees."""

from __future__ import annotations

import pytest

from yalu.vocabulary.amounts import FACTORS
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.precision import StatedFigure, stated

ABOUT = "“{}” is read as {} either way: {}"
SHARE = "{} % of the number ({}), because {} unit in its last stated digit would be more"
FIVE = "{} the way to the next five of its last digit ({})"
LEAST = "half its last digit ({}), the least that a written number is good to"
HALF = "half a unit ({}) in the last stated digit"
GOOD = f"good to {HALF}, both ends possible"
WIDER = "both ends widened by {}, the finer last digit of the two"


def written(found: StatedFigure) -> str:
    """The interval with the brackets of mathematics: a round one leaves its end out."""
    held = found.interval
    return f"{'[' if held.low_closed else '('}{held.low}, {held.high}{']' if held.high_closed else ')'}"


@pytest.mark.parametrize(
    ("text", "qualifier", "value", "unit", "interval", "reason"),
    [
        ("2.0 Mt", "plain", "2.0", "Mt", "[1.95, 2.05]", GOOD.format("0.05")),
        ("just over 2.0 Mt", "just_over", "2.0", "Mt", "(2.0, 2.05]", f"above 2 Mt, and near it: {HALF.format('0.05')}"),
        ("just under 2.0 Mt", "just_under", "2.0", "Mt", "[1.95, 2.0)", f"below 2 Mt, and near it: {HALF.format('0.05')}"),
        ("just over 3", "just_over", "3", "1", "(3, 3.5]", f"above 3, and near it: {HALF.format('0.5')}"),
        ("about 120 t", "about", "120", "t", "[111, 129]", ABOUT.format("about", "9", SHARE.format("7.5", "9", "one"))),
        ("about 4.9 t", "about", "4.9", "t", "[4.8, 5.0]", ABOUT.format("about", "0.1", "one unit (0.1) in the last stated digit")),
        ("75 t", "plain", "75", "t", "[73.75, 76.25]", f"good to {FIVE.format('a quarter of', '1.25')}, both ends possible"),
        ("about 75 t", "about", "75", "t", "[72.5, 77.5]", ABOUT.format("about", "2.5", FIVE.format("half", "2.5"))),
        ("40 t", "plain", "40", "t", "[38, 42]", f"good to {SHARE.format('5', '2', 'half a')}, both ends possible"),
        ("nearly 40 t", "nearly", "40", "t", "[37, 40)", f"below 40 t, and near it: {SHARE.format('7.5', '3', 'one')}"),
        ("doubled", "plain", "2", "1", "[1.85, 2.15]", "good to 7.5 % of it (0.15), as fractions and multiples are, both ends possible"),
        ("about 0.5 t", "about", "0.5", "t", "[0.45, 0.55]", ABOUT.format("about", "0.05", LEAST.format("0.05"))),
        ("roughly  3", "about", "3", "1", "[2.5, 3.5]", ABOUT.format("roughly", "0.5", LEAST.format("0.5"))),
        ("about -5%", "about", "-5", "percent", "[-5.5, -4.5]", ABOUT.format("about", "0.5", LEAST.format("0.5"))),
        ("more than 3 t", "more_than", "3", "t", "(3, None)", "bounded below by 3 t; nothing is said of how much more"),
        ("at least 3", "at_least", "3", "1", "[3, None)", "bounded below by 3; nothing is said of how much more"),
        ("less than 5%", "less_than", "5", "percent", "(None, 5)", "bounded above by 5 percent; nothing is said of how much less"),
        ("at most 5%", "at_most", "5", "percent", "(None, 5]", "bounded above by 5 percent; nothing is said of how much less"),
        ("less than 3", "less_than", "3", "1", "[0, 3)", "bounded above by 3; nothing is said of how much less"),
        ("exactly 7 t", "exactly", "7", "t", "[7, 7]", "exact as stated"),
        ("exactly -5", "exactly", "-5", "1", "[-5, -5]", "exact as stated"),
        ("10 to 12 t", "range", "11", "t", "[9.5, 12.5]", WIDER.format("0.5")),
        ("about 10 to 12 t", "range", "11", "t", "[9, 13]", WIDER.format("1")),
        ("exactly 10 to 12 t", "range", "11", "t", "[10, 12]", "both ends exact as stated"),
        ("7.5-8", "range", "7.75", "1", "[7.45, 8.05]", WIDER.format("0.05")),
        ("5 to 5", "range", "5", "1", "[4.5, 5.5]", WIDER.format("0.5")),
        ("2 to 3 million t", "range", "2500000", "t", "[1900000, 3100000]", "both ends widened by 100,000, 5 % of the lower one"),
    ],
)  # fmt: skip
def test_a_figure_as_stated(
    text: str, qualifier: str, value: str, unit: str, interval: str, reason: str
) -> None:
    found = stated(text)
    assert (found.text, found.qualifier, str(found.value), found.unit) == (text, qualifier, value, unit)
    assert (written(found), found.reason) == (interval, reason)


@pytest.mark.parametrize(
    ("text", "interval", "reason"),
    [
        ("2.0 Mt", "[2.0, 2.0]", "exact as stated"),
        ("exactly 7", "[7, 7]", "exact as stated"),
        ("at least 3", "[3, None)", "bounded below by 3; nothing is said of how much more"),
        ("more than 3", "(3, None)", "bounded below by 3; nothing is said of how much more"),
        ("less than 3", "[0, 3)", "bounded above by 3; nothing is said of how much less"),
        ("at most 3", "[0, 3]", "bounded above by 3; nothing is said of how much less"),
        ("10 to 12 t", "[10, 12]", "both ends exact as stated"),
    ],
)
def test_an_exact_source_widens_nothing(text: str, interval: str, reason: str) -> None:
    found = stated(text, exact=True)
    assert (written(found), found.reason) == (interval, reason)


@pytest.mark.parametrize(
    ("text", "interval"), [("120 t", "[119.5, 120.5]"), ("100 to 120 t", "[99.5, 120.5]")]
)
def test_stated_zeros_are_digits(text: str, interval: str) -> None:
    assert written(stated(text, zeros="stated")) == interval
    assert written(stated(text)) != interval


@pytest.mark.parametrize(
    ("text", "exact", "says"),
    [
        ("about 3", True, "'about 3' says about, so it is not exact; leave exact out"),
        ("just over 3", True, "'just over 3' says just over, so it is not exact; leave exact out"),
        ("12 to 10", False, "'12 to 10' runs from 12 down to 10; give the lower first"),
        ("more than 10 to 12", False, "'more than 10 to 12' puts more than before a range; state one or the other"),
        (
            "just over -5", False,
            "'just over -5': just over a negative number can be read two ways; "
            "state the size and keep the direction apart",
        ),
        ("double a million t", False, "'double a million t': double of a number is not read; write the number out"),
    ],
)  # fmt: skip
def test_words_that_cannot_be_one_figure_are_refused_with_a_way_out(
    text: str, exact: bool, says: str
) -> None:
    with pytest.raises(AmountError) as raised:
        stated(text, exact=exact)
    assert str(raised.value) == says


def test_a_statement_keeps_its_words_in_another_unit_and_names_the_factor() -> None:
    tonnes = stated("about 2.0 Mt").in_unit("t")
    assert (tonnes.text, tonnes.unit, tonnes.qualifier) == ("about 2.0 Mt", "t", "about")
    assert tonnes.reason == ABOUT.format("about", "0.1", "one unit (0.1) in the last stated digit")
    named = FACTORS[0]
    for given in (named.name, named):
        barrels = stated("4,000 t").in_unit("bbl", given)
        assert (
            barrels.reason
            == f"good to {SHARE.format('5', '200', 'half a')}, both ends possible; converted with {named.name}"
        )
