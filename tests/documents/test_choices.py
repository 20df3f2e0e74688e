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


def test_of_very_many_names_the_nearest_three_are_shown_and_not_the_whole_list():
    names = [f"unscr-{number}-op8-coal" for number in range(1000, 1140)]
    said = unknown("measure", "unscr-1007-op8-coaal", names)
    assert said.startswith("unknown measure 'unscr-1007-op8-coaal'; did you mean 'unscr-1007-op8-coal', ")
    assert said.count("unscr-") == 1 + 3 + 5
    assert said.endswith(" and 135 more")


def test_a_name_of_a_hundred_thousand_letters_is_cut_and_costs_no_search():
    assert len(unknown("case", "x" * 100_000, ["china-dprk"])) < 200
