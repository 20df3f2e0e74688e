"""Was a party of a chain listed that day: by its links and by lists, and no listing is a no only over what was asked."""

from datetime import date

import pytest

from tests.chains.conftest import chains_of, link, node
from tests.screening.listing_days import TABLE
from yalu.case.chain_records import Deal
from yalu.chains.listings import LookedUp, NodeListing
from yalu.listing_lookup import listing_lookup
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.dates import parse_date

DAY = date(2017, 8, 5)


def over(*listed: NodeListing, as_of: str = "2020-01-01", entries: int = 3):
    """A look-up over one list of a day."""
    coverage = Coverage((Asked(name="un", kind="list", as_of=as_of, entries=entries),))
    return lambda references, name, day: LookedUp(listed, coverage)


@pytest.mark.parametrize(("listed", "delisted", "day", "answer"), TABLE)
def test_a_designation_answers_for_a_day_as_its_dates_allow(listed, delisted, day, answer):
    chains = chains_of(link("p1 designated_by b1", "U", start=listed or None, end=delisted or None))
    assert chains.listings.was_listed("p1", date.fromisoformat(day)) is answer
    assert chains.listed_on("p1", day)[0].on_day is answer


def test_one_listing_that_stood_is_enough_whatever_the_others_say():
    chains = chains_of(
        link("p1 designated_by b1", "U", start="2016"), link("p1 designated_by b2", "V", start="2018"),
        link("p1 designated_by b3", "W"),
    )  # fmt: skip
    assert chains.listings.was_listed("p1", DAY) is YES


def test_without_any_listing_nothing_is_known_until_a_list_is_asked():
    assert chains_of("p1 paid p2").listings.was_listed("p1", DAY) is CANNOT_SAY
    assert chains_of("p1 paid p2", lookup=over()).listings.was_listed("p1", DAY) is NO


def test_an_empty_list_or_a_copy_older_than_the_day_clears_nobody():
    assert chains_of("p1 paid p2", lookup=over(entries=0)).listings.was_listed("p1", DAY) is CANNOT_SAY
    assert (
        chains_of("p1 paid p2", lookup=over(as_of="2017-08-04")).listings.was_listed("p1", DAY) is CANNOT_SAY
    )
    assert chains_of("p1 paid p2", lookup=over(as_of="2017-08-05")).listings.was_listed("p1", DAY) is NO
    assert chains_of("p1 paid p2", lookup=over(as_of="")).listings.was_listed("p1", DAY) is CANNOT_SAY


def test_the_bundled_lists_are_asked_for_the_entries_a_node_names_and_for_nothing_else():
    look = listing_lookup(bundled=True)
    found = look(("ofac-sdn:20157",), "whoever", date(2016, 7, 5))
    assert [one.on_day for one in found.listed] == [NO]
    assert "ofac-sdn (in part" in found.coverage.says
    assert look((), "KIM, Jong Un", DAY) == LookedUp()
    assert look(("nowhere:1",), "", DAY).coverage == Coverage((), ("nowhere",))


def test_an_entry_that_no_list_here_has_is_not_known_to_stand():
    chains = chains_of(
        "p1 paid p2", nodes=(node("p1", listed_as=("nowhere:1",)),), lookup=listing_lookup(bundled=True)
    )
    assert chains.listings.was_listed("p1", DAY) is CANNOT_SAY


@pytest.mark.parametrize(
    ("as_of", "since", "until", "answer"),
    [
        ("2016-09-30", "2016-09-26", None, YES),
        (
            "2016-09",
            "2016-09-26",
            None,
            CANNOT_SAY,
        ),  # the deal may have been over before the listing it brought about
        ("2016-09", "2016-09-01", None, YES),
        ("2016-09", "2016-08-31", None, YES),
        ("2016-09", "2016-10-01", None, NO),
        ("2016", "2016-03-08", "2017-03-29", CANNOT_SAY),
        ("2016", "2015-03-08", "2016-03-29", CANNOT_SAY),
        ("2016", "2016-03-08", "2016-05-29", CANNOT_SAY),  # on neither end of the year, and between
        ("2016", "2015-03-08", "2015-12-30", NO),
    ],
)
def test_a_party_was_listed_on_the_last_day_of_a_deal_only_if_on_every_day_that_it_can_have_been(
    as_of, since, until, answer
):
    deal = Deal(id="d1", title="D", scope="target", summary="D", as_of=parse_date(as_of))
    designated = link("p1 designated_by b1", "U", deal="", start=since, end=until)
    (found,) = chains_of("p1 supplied c1", designated, deals=[deal]).listed_then("d1")
    assert (found.on_day, found.day) == (answer, as_of)
