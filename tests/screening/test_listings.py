"""Whether an entry stood on its list on a day, as the look-up of listings answers it."""

from datetime import date

import pytest

from tests.screening.listing_days import TABLE
from yalu.screening.exact_lookup import Listings
from yalu.screening.lists.snapshots.as_of import ListsAsOf
from yalu.screening.records import Party, PartyName, SnapshotInfo
from yalu.vocabulary.answers import CANNOT_SAY, YES
from yalu.vocabulary.dates import parse_date


def listings(listed: str = "", delisted: str = "", copied: str = "") -> Listings:
    party = Party(
        id="x:1", list="x", entry="1", schema="Person", names=(PartyName("Example"),),
        listed=parse_date(listed) if listed else None, delisted=parse_date(delisted) if delisted else None,
    )  # fmt: skip
    infos = (SnapshotInfo(list="x", date=copied, parties=1),) if copied else ()
    return Listings(ListsAsOf(parties=(party,), bases=(), infos=infos))


@pytest.mark.parametrize(("listed", "delisted", "day", "answer"), TABLE)
def test_a_listing_carries_the_answer_for_the_day(listed, delisted, day, answer):
    (found,) = listings(listed, delisted).of(entries=["x:1"], on=date.fromisoformat(day))
    assert found.on_day is answer


def test_without_a_day_no_answer_is_given():
    (found,) = listings("2016").of(names=["example"])
    assert found.on_day is None


@pytest.mark.parametrize(
    ("copied", "day", "answer"),
    [("2017-08-05", "2017-08-05", YES), ("2017-08-05", "2017-08-04", CANNOT_SAY), ("2017", "2017-12-30", CANNOT_SAY),
     ("2017", "2017-12-31", YES)],
)  # fmt: skip
def test_an_entry_without_a_day_of_listing_stood_at_least_when_its_list_was_copied(copied, day, answer):
    (found,) = listings(copied=copied).of(entries=["x:1"], on=date.fromisoformat(day))
    assert found.on_day is answer


def test_the_lists_that_are_asked_are_named_with_their_day():
    assert listings("2016", copied="2017-08-05").coverage.says == "x (extent unknown, 1 entry, of 2017-08-05)"
