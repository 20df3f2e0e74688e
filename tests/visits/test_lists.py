"""Lists that others published, entry by entry beside ours."""

import pytest

from tests.visits.building import a_case, visit
from yalu.case.records import Listed, SourceRef
from yalu.documents.choices import ChoiceError
from yalu.visits.record.lists import compare_lists
from yalu.vocabulary.dates import parse_date


def entry(number: str, day: str, of: str = "", guest: str = "Ann Lee", source: str = "paper") -> Listed:
    return Listed(
        id=number, date=parse_date(day), guest=guest, direction="partner_to_target", visit=of,
        sources=(SourceRef(source, 2),),
    )  # fmt: skip


def ann(number: str, day: str):
    return visit(number, day, guest="Ann Lee")


@pytest.mark.parametrize(
    ("theirs", "ours", "agreement"),
    [
        ("2001-02-03", "2001-02-03", "same"),
        ("2001-02", "2001-02", "same"),
        ("2001-02", "2001-02-03", "within"),
        ("2001-02-03", "2001-02", "within"),
        ("2001-02-03", "2001-02-04", "differs"),
        ("2001-01", "2001-02-03", "differs"),
        ("2000", "2001-02", "differs"),
    ],
)
def test_two_dates_are_the_same_one_inside_the_other_or_not_one_day(theirs, ours, agreement):
    (row,) = compare_lists(a_case(visits=[ann("a", ours)], listed=(entry("e", theirs, "a"),)))
    assert (row.agreement, row.theirs, row.ours, row.visit, row.title) == (
        agreement,
        theirs,
        ours,
        "a",
        "A paper",
    )


def test_an_entry_without_a_visit_of_ours_is_only_theirs():
    (row,) = compare_lists(a_case(visits=[], listed=(entry("e", "2001-02-03"),)))
    assert (row.agreement, row.ours, row.visit) == ("only_theirs", "", "")


def test_what_a_list_leaves_out_of_a_guest_between_its_entries_is_only_ours():
    visits = [ann("a", "2001-01-01"), ann("b", "2002-01-01"), ann("c", "2003-01-01"), ann("d", "2004-01-01")]
    visits += [
        visit("other", "2002-01-01", guest="Bo Reed"),
        visit("back", "2002-01-01", "target_to_partner", guest="Ann Lee"),
    ]
    rows = compare_lists(
        a_case(visits=visits, listed=(entry("e", "2001-01-01", "a"), entry("f", "2003-01-01", "c")))
    )
    assert [(row.visit, row.agreement) for row in rows] == [("a", "same"), ("c", "same"), ("b", "only_ours")]


def test_lists_are_kept_apart():
    listed = entry("e", "2001-01-01", "a"), entry("f", "2002-01-01", "b", source="gazette")
    rows = compare_lists(a_case(visits=[ann("a", "2001-01-01"), ann("b", "2002-01-01")], listed=listed))
    assert [(row.list, row.visit) for row in rows] == [("gazette", "b"), ("paper", "a")]


def test_a_case_without_lists_says_what_to_fill_in():
    with pytest.raises(ChoiceError, match=r"fill in listed\.csv"):
        compare_lists(a_case(visits=[ann("a", "2001-01-01")]))


def test_the_first_and_the_last_of_many_entries_bound_what_a_list_leaves_out():
    visits = [ann(name, f"{year}-01-01") for year, name in enumerate("abcde", start=2001)]
    entries = tuple(
        entry(f"e{name}", f"{year}-01-01", name) for year, name in ((2001, "a"), (2003, "c"), (2005, "e"))
    )
    rows = compare_lists(a_case(visits=visits, listed=entries))
    assert [row.visit for row in rows if row.agreement == "only_ours"] == ["b", "d"]
