"""A name nobody knows is answered with the nearest one and the whole list."""

from yalu.documents.choices import unknown


def test_a_name_nobody_knows_is_told_with_the_nearest_and_the_list():
    assert unknown("era scheme", "calender", ["party-head", "calendar"]) == (
        "unknown era scheme 'calender'; did you mean 'calendar'? known: party-head, calendar"
    )


def test_only_one_name_is_offered_and_it_is_the_nearest():
    assert "did you mean 'visits'? known" in unknown("table", "visit", ["visit-log", "visits"])


def test_nothing_is_offered_when_nothing_is_near():
    assert unknown("case", "zz", ["china-dprk"]) == "unknown case 'zz'; known: china-dprk"


def test_names_that_share_less_than_four_letters_in_ten_are_not_near():
    assert unknown("case", "abxyz", ["abuvw"]) == "unknown case 'abxyz'; did you mean 'abuvw'? known: abuvw"
    assert unknown("case", "abxyzt", ["abuvws"]) == "unknown case 'abxyzt'; known: abuvws"


def test_a_list_of_nothing_says_so():
    assert unknown("case", "x", []) == "unknown case 'x'; known: none"
