"""Partial dates, windows and the three dates of a fact."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.dates import DateError, PartialDate, ThreeDates, Window, parse_date, parse_window

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def partial_texts(draw: st.DrawFn) -> str:
    day = draw(DAYS)
    shape = draw(
        st.sampled_from(["day", "month", "year", "XX-XX", "month-XX", "decade", "century", "season"])
    )
    year = f"{max(day.year, 100):04d}"
    season = draw(st.integers(21, 24))
    text = {
        "day": f"{day:%m-%d}",
        "month": f"{day:%m}",
        "month-XX": f"{day:%m}-XX",
        "XX-XX": "XX-XX",
        "season": f"{season}",
    }.get(shape)
    if shape == "day":
        return day.isoformat()
    whole = {"decade": year[:3] + "X", "century": year[:2] + "XX"}.get(shape, year)
    return (whole if text is None else f"{whole}-{text}") + draw(st.sampled_from(["", "?", "~", "%"]))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start is not None and end is not None and end < start:
        start, end = end, start
    return Window(start, end)


PARTIAL_DATES = partial_texts().map(parse_date)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1984-05-09", date(1984, 5, 9), date(1984, 5, 9), "day"),
        ("1984-02", date(1984, 2, 1), date(1984, 2, 29), "month"),
        ("1900-02-XX", date(1900, 2, 1), date(1900, 2, 28), "month"),
        ("1984", date(1984, 1, 1), date(1984, 12, 31), "year"),
        ("1984-XX-XX", date(1984, 1, 1), date(1984, 12, 31), "year"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), "century"),
        ("1984-21", date(1984, 3, 1), date(1984, 5, 31), "season"),
        ("1984-24", date(1984, 12, 1), date(1985, 2, 28), "season"),
        ("1983-24", date(1983, 12, 1), date(1984, 2, 29), "season"),
        ("9999-24", date(9999, 12, 1), date(9999, 12, 31), "season"),
    ],
)
def test_a_partial_date_means_every_day_its_text_leaves_open(
    text: str, earliest: date, latest: date, precision: str
) -> None:
    found = parse_date(text)
    assert (found.earliest, found.latest, found.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [("1984", False, False), ("1984?", True, False), ("1984~", False, True), ("1984%", True, True)],
)
def test_doubt_is_kept_and_widens_nothing(text: str, uncertain: bool, approximate: bool) -> None:
    found = parse_date(text)
    assert (found.uncertain, found.approximate) == (uncertain, approximate)
    assert (found.earliest, found.latest) == (date(1984, 1, 1), date(1984, 12, 31))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not a date"),
        ("9 May 1984", "write YYYY-MM-DD"),
        ("1984-5-9", "is not a date"),
        ("1984-13", "month 13 does not exist; months run from 01 to 12"),
        ("1984-00-01", "month 00 does not exist"),
        ("1984-02-30", "day 30 does not exist; 1984-02 has 29 days"),
        ("1984-04-00", "day 00 does not exist"),
        ("1984-XX-05", "a day without a month; write 1984"),
        ("199X-05", "cannot name a month; write 199X"),
        ("0000-05", "years run from 0001 to 9999"),
        ("1984-21-05", "month 21 does not exist"),
        ("１９８４", "is not a date"),
    ],
)
def test_a_text_that_is_no_date_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(DateError, match=says):
        parse_date(text)


@pytest.mark.parametrize("value", [date(2016, 11, 30), 1984, None])
def test_a_date_that_lost_its_text_is_refused_with_the_advice_to_quote_it(value: object) -> None:
    with pytest.raises(DateError, match="is not text; quote the date"):
        parse_date(value)  # type: ignore[arg-type]


@given(DAYS)
def test_a_day_survives_the_round_trip(day: date) -> None:
    found = parse_date(day.isoformat())
    assert found.exact
    assert found.earliest == day
    assert str(found) == day.isoformat()


@given(partial_texts())
def test_the_earliest_day_is_never_after_the_latest(text: str) -> None:
    found = parse_date(text)
    assert found.text == text
    assert found.earliest <= found.latest
    assert found.exact == (found.precision == "day")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016-11-30/2016-12-31", date(2016, 11, 30), date(2016, 12, 31)),
        ("2013/2016", date(2013, 1, 1), date(2016, 12, 31)),
        ("2017-01-01/..", date(2017, 1, 1), None),
        ("../2017-08-05", None, date(2017, 8, 5)),
        ("2017-02", date(2017, 2, 1), date(2017, 2, 28)),
        ("../..", None, None),
    ],
)
def test_a_window_runs_from_the_first_to_the_last_day_named(
    text: str, start: date | None, end: date | None
) -> None:
    assert parse_window(text) == Window(start, end)


@given(windows().filter(lambda w: w != Window()))
def test_a_window_survives_the_round_trip(window: Window) -> None:
    assert parse_window(str(window)) == window


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(DateError, match="ends on 2013-12-31, before it starts on 2016-01-01"):
        parse_window("2016/2013")


def test_both_ends_of_a_window_count() -> None:
    assert parse_window("2016-11-30/2016-12-31").days == 32
    assert parse_window("2017-08-05").days == 1
    assert Window(date(2000, 1, 1), date(2399, 12, 31)).years == 400


def test_an_open_window_has_no_length() -> None:
    with pytest.raises(DateError, match="is open, so it has no length; close it first"):
        _ = parse_window("2017-01-01/..").days


@pytest.mark.parametrize(
    ("window", "when", "answer"),
    [
        ("2016-11-30/2016-12-31", "2016-11-30", "yes"),
        ("2016-11-30/2016-12-31", "2016-12-31", "yes"),
        ("2016-11-30/2016-12-31", "2016-11-29", "no"),
        ("2016-11-30/2016-12-31", "2016-12", "yes"),
        ("2016-11-30/2016-12-31", "2016-11", "cannot_say"),
        ("2016-11-30/2016-12-31", "2016", "cannot_say"),
        ("2016-11-30/2016-12-31", "2017", "no"),
        ("2017-01-01/..", "2016-12", "no"),
        ("2017-01-01/..", "20XX", "cannot_say"),
        ("../..", "19XX", "yes"),
    ],
)
def test_a_partial_date_that_straddles_an_end_cannot_be_said_to_lie_inside(
    window: str, when: str, answer: str
) -> None:
    assert parse_window(window).holds(parse_date(when)) == answer


@given(windows(), PARTIAL_DATES)
def test_holding_follows_from_the_days_a_date_can_mean(window: Window, when: PartialDate) -> None:
    days = [when.earliest, when.latest]
    days += [edge for edge in (window.start, window.end) if edge and when.earliest <= edge <= when.latest]
    answers = {day in window for day in days}
    expected = {frozenset([True]): {"yes"}, frozenset([False]): {"no"}}.get(
        frozenset(answers), {"cannot_say"}
    )
    assert window.holds(when) in expected


@given(windows(), windows())
def test_clipping_two_windows_does_not_depend_on_their_order(a: Window, b: Window) -> None:
    assert a.clip(b) == b.clip(a)


@given(windows(), windows(), DAYS)
def test_a_day_lies_in_the_clip_exactly_when_it_lies_in_both(a: Window, b: Window, day: date) -> None:
    shared = a.clip(b)
    assert (shared is not None and day in shared) == (day in a and day in b)


@given(windows())
def test_clipping_with_itself_or_with_everything_changes_nothing(window: Window) -> None:
    assert window.clip(window) == window
    assert window.clip(Window()) == window


@pytest.mark.parametrize(
    ("happened", "known_from", "day", "answer"),
    [
        ("2010-05", "2011-01", date(2010, 12, 31), "no"),
        ("2010-05", "2011-01", date(2011, 1, 15), "cannot_say"),
        ("2010-05", "2011-01", date(2011, 1, 31), "yes"),
        ("2010-05", None, date(2020, 1, 1), "cannot_say"),
        ("2010-05", None, date(2010, 4, 30), "no"),
    ],
)
def test_a_fact_is_known_only_from_the_day_it_became_public(
    happened: str, known_from: str | None, day: date, answer: str
) -> None:
    dates = ThreeDates(parse_date(happened), known_from=parse_date(known_from) if known_from else None)
    assert dates.known_by(day) == answer


@given(PARTIAL_DATES, PARTIAL_DATES, DAYS, st.integers(1, 4000))
def test_what_was_known_once_stays_known(
    happened: PartialDate, known: PartialDate, day: date, later: int
) -> None:
    dates = ThreeDates(happened, known_from=known)
    order = ["no", "cannot_say", "yes"]
    next_day = day if date.max - day < timedelta(later) else day + timedelta(later)
    assert order.index(dates.known_by(day)) <= order.index(dates.known_by(next_day))
