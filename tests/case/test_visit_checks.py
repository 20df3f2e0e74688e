import pytest


@pytest.mark.parametrize(
    ("start", "end", "fine"),
    [
        ("2010-03-14", "2010-03-13", False),
        ("2010-03-14", "2010-02", False),
        ("2010-03", "2009", False),
        ("2010-03-14", "2010-03-14", True),
        ("2010-03-14", "2010-03", True),
        ("2010", "2010-01", True),
    ],
)
def test_an_end_before_its_start_is_an_error_when_it_certainly_is(draft, start, end, fine):
    draft.replace("visits.csv", "2010-03-14,2010-03-17", f"{start},{end}")
    if fine:
        assert draft.problems() == []
        return
    error = draft.error()
    assert error.where == "visits.csv:2:end"
    assert f"the end “{end}” is before the start “{start}”" in error.message


def test_events_and_tenures_end_after_they_start_too(draft):
    draft.replace("events.csv", "2013-02-12,", "2013-02-12,2013-02-11")
    draft.replace("eras.csv", "2009-01-01,2012-12-31", "2009-01-01,2008-12-31")
    assert {e.where for e in draft.errors()} == {"events.csv:2:end", "eras.csv:4:end"}


def test_two_leaders_in_one_office_at_once_are_an_error(draft):
    draft.replace("eras.csv", "2009-01-01,2014-12-31", "2009-01-01,2015-06-30")
    error = draft.error()
    assert error.where == "eras.csv:3:start"
    assert "“fay-hill” starts on “2015-01-01”" in error.message
    assert "line 2 gives to “an-hill” until “2015-06-30”" in error.message


def test_a_tenure_without_an_end_bars_every_later_one(draft):
    draft.replace("eras.csv", "2009-01-01,2014-12-31", "2009-01-01,")
    assert "with no end" in draft.error().message


def test_the_day_of_a_handover_may_belong_to_both(draft):
    draft.replace("eras.csv", "2009-01-01,2014-12-31", "2009-01-01,2015-01-01")
    assert draft.problems() == []


def test_partial_dates_that_may_fit_are_not_an_overlap(draft):
    draft.replace("eras.csv", "2009-01-01,2014-12-31", "2009-01-01,2015")
    assert draft.problems() == []


def test_other_offices_and_the_other_side_are_not_an_overlap(draft):
    draft.append("eras.csv", "xa-second,party_head,target,an-hill,An Hill,2009-01-01,,eastmark-times:2,,")
    assert draft.problems() == []


def test_a_disclosure_before_the_visit_is_a_warning(draft):
    draft.replace("visits.csv", "2016-01-20", "2015-01-20")
    assert draft.warning().where == "visits.csv:8:disclosed"


def test_a_visit_outside_the_window_observed_is_a_warning(draft):
    draft.replace("visits.csv", "2010-03-14,2010-03-17", "2007-03-14,2007-03-17")
    warning = draft.warning()
    assert "outside the window observed, 2009-01-01/2020-12-31" in warning.message


@pytest.mark.parametrize(
    ("start", "end", "direction", "guest", "joint", "journey", "printed"),
    [
        ("2010-03-14", "2010-03-17", "partner_to_target", "Bo Reed", "", "", True),
        ("2010-03-14", "", "partner_to_target", "bo reed", "", "", True),
        ("2010-03-15", "2010-03-20", "partner_to_target", "Bo Reed", "", "", True),
        ("2010-03-10", "2010-03-30", "partner_to_target", "Bo Reed", "", "", True),
        ("2010-03-17", "2010-03-20", "partner_to_target", "Bo Reed", "", "", False),  # the day of travel
        ("2010-03", "", "partner_to_target", "Bo Reed", "", "", False),  # it may have been another week
        ("2010-03-14", "2010-03-17", "partner_to_target", "Bo Reedy", "", "", False),
        ("2010-03-14", "2010-03-17", "third_country", "Bo Reed", "", "", False),
        ("2010-03-14", "2010-03-17", "partner_to_target", "Bo Reed", "V01", "", False),
        ("2010-03-14", "2010-03-17", "partner_to_target", "Bo Reed", "", "J1", False),
    ],
)
def test_one_stay_in_two_rows_is_a_warning(draft, start, end, direction, guest, joint, journey, printed):
    if journey:
        line = "V01,2010-03-14,2010-03-17,partner_to_target,Bo Reed,xb.president,President,head_of_state,Westmark City,"
        kept = (draft.folder / "visits.csv").read_text(encoding="utf-8").split(line)[1].split("\n")[0]
        draft.replace("visits.csv", kept, kept.replace("announced,yes,,,", f"announced,yes,,{journey},"))
    draft.append(
        "visits.csv",
        f"V99,{start},{end},{direction},{guest},xb.president,President,head_of_state,Westmark City,,bilateral,announced,yes,"
        f"{joint},{journey},,eastmark-times:2,,",
    )
    found = [str(p) for p in draft.problems() if "is on a visit" in str(p)]
    assert found == ([f"visits.csv:12:start: warning: “{guest}” is on a visit since {start} that V01 has since 2010-03-14. "
                      "Rule: one stay is one row, with all its sources; legs of one journey share “journey”. "
                      "Next: put the two rows together, give both one “journey”, or correct a date."] if printed else [])  # fmt: skip
