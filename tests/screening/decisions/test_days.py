"""Whether a party stands on its list that day is one rule: yes keeps the outcome, no clears, anything else is looked at."""

from datetime import date

import pytest

from tests.screening.small_index import covering, loaded, party
from yalu.screening.lists.snapshots.as_of import stood
from yalu.screening.screener import Screening
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.dates import parse_date

# listed, delisted, day of the question, day of the copy: whether it stood, and the outcome of an exact name.
TABLE = [
    # Listed on a day and still there.
    ("2010-05-01", "", "2010-04-30", "2016-01-01", NO, "clear"),
    ("2010-05-01", "", "2010-05-01", "2016-01-01", YES, "stop"),
    ("2010-05-01", "", "2026-01-01", "2016-01-01", YES, "stop"),
    # Listed in a month or year: only what lies outside it is settled.
    ("2010-05", "", "2010-04-30", "2016-01-01", NO, "clear"),
    ("2010-05", "", "2010-05-15", "2016-01-01", CANNOT_SAY, "review"),
    ("2010", "", "2010-12-30", "2016-01-01", CANNOT_SAY, "review"),
    ("2010", "", "2010-12-31", "2016-01-01", YES, "stop"),
    ("2010", "", "2011-01-01", "2016-01-01", YES, "stop"),
    # No day of listing: it stood there on the day of the copy, and before that nobody knows.
    ("", "", "2026-01-01", "2016-01-01", YES, "stop"),
    ("", "", "2016-01-01", "2016-01-01", YES, "stop"),
    ("", "", "2015-12-31", "2016-01-01", CANNOT_SAY, "review"),
    # Delisted on a day: not clear on that day itself.
    ("2010-05-01", "2017-08-05", "2017-08-04", "2018-01-01", YES, "stop"),
    ("2010-05-01", "2017-08-05", "2017-08-05", "2018-01-01", CANNOT_SAY, "review"),
    ("2010-05-01", "2017-08-05", "2017-08-06", "2018-01-01", NO, "clear"),
    # Delisted in a month or year.
    ("2010-05-01", "2017", "2016-12-31", "2018-01-01", YES, "stop"),
    ("2010-05-01", "2017", "2017-08-05", "2018-01-01", CANNOT_SAY, "review"),
    ("2010-05-01", "2017", "2018-01-01", "2018-01-01", NO, "clear"),
    ("2010-05-01", "2017-08", "2017-08-31", "2018-01-01", CANNOT_SAY, "review"),
    ("2010-05-01", "2017-08", "2017-09-01", "2018-01-01", NO, "clear"),
    # Delisted before it was listed: a slip, or listed again.
    ("2018-01-01", "2017-01-01", "2016-06-01", "2018-01-01", CANNOT_SAY, "review"),
    ("2018-01-01", "2017-01-01", "2026-06-01", "2018-01-01", CANNOT_SAY, "review"),
    # Both doubtful, and delisted before it was asked without a day of listing.
    ("2017", "2017", "2017-06-01", "2018-01-01", CANNOT_SAY, "review"),
    ("", "2017-08-05", "2016-01-01", "2018-01-01", CANNOT_SAY, "review"),
    ("", "2017-08-05", "2018-01-01", "2018-01-01", NO, "clear"),
]


def of(listed, delisted):
    return party("Zebedee Unusualname", "P1", listed=parse_date(listed) if listed else None,
                 delisted=parse_date(delisted) if delisted else None)  # fmt: skip


@pytest.mark.parametrize(("listed", "delisted", "day", "copied", "answer", "outcome"), TABLE)
def test_standing_on_a_day_and_what_the_decision_makes_of_it(listed, delisted, day, copied, answer, outcome):
    held, on = of(listed, delisted), date.fromisoformat(day)
    assert stood(held, on, date.fromisoformat(copied)) is answer
    screening = Screening(loaded=loaded([held], coverage=covering([held], as_of=copied)))
    assert screening.screen("Zebedee Unusualname", on=on).outcome == outcome
    assert bool(screening.listed(ids=[held.id], on=on)) is (answer is not NO)


def test_the_day_of_delisting_says_why_it_is_looked_at():
    held = of("2010-05-01", "2017-08-05")
    found = Screening(loaded=loaded([held])).screen("Zebedee Unusualname", on=date(2017, 8, 5))
    assert found.best.reasons[-1] == (
        "it was taken off the list on 2017-08-05, which does not say whether it stood there on 2017-08-05: stop becomes review"
    )
