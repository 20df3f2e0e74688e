from datetime import date

import msgspec
import pytest

from yalu.case.knowledge import known_by, known_sources
from yalu.case.later_words import names_later_day
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.documents.problems import DocumentError
from yalu.vocabulary.dates import Window, parse_date


@pytest.fixture(scope="module")
def bundled() -> Case:
    return read_case(find_case("china-dprk"))


def _ids(rows):
    return [row.id for row in rows]


def test_later_visits_and_events_are_not_known(draft):
    cut, note = known_by(draft.read(), date(2013, 12, 31))
    assert _ids(cut.visits) == ["V01", "V02", "V03", "V04", "V05"]
    assert _ids(cut.events) == ["E01"]
    assert note.dropped["visits"] == ("V06", "V07", "V08", "V09", "V10")
    assert note.dropped["events"] == ("E02", "E03")


def test_the_day_itself_is_known(draft):
    cut, _ = known_by(draft.read(), date(2013, 7, 25))
    assert "V05" in _ids(cut.visits)


def test_a_secret_visit_is_known_from_its_disclosure(draft):
    case = draft.read()
    assert "V07" not in _ids(known_by(case, date(2016, 1, 19))[0].visits)
    cut, note = known_by(case, date(2016, 1, 20))
    assert "V07" in _ids(cut.visits)
    assert note.knowledge_date_unknown == ()


def test_a_secret_visit_without_a_disclosure_is_kept_and_named(draft):
    draft.replace("visits.csv", ",2016-01-20,", ",,")
    cut, note = known_by(draft.read(), date(2016, 1, 19))
    assert "V07" in _ids(cut.visits)
    assert note.knowledge_date_unknown == ("V07",)
    assert any("knowledge date unknown, kept: V07" in sentence for sentence in note.sentences())


def test_a_secret_visit_that_has_not_happened_is_not_known(draft):
    draft.replace("visits.csv", ",2016-01-20,", ",,")
    cut, note = known_by(draft.read(), date(2016, 1, 9))
    assert "V07" not in _ids(cut.visits)
    assert note.knowledge_date_unknown == ()


def test_partial_dates_on_both_sides_of_the_day_are_kept_and_named(draft):
    draft.replace("visits.csv", ",2016-01-20,", ",2016-01,")
    case = draft.read()
    cut, note = known_by(case, date(2011, 5, 10))
    assert "V03" in _ids(cut.visits)
    assert note.straddling == ("V03",)
    assert known_by(case, date(2016, 1, 15))[1].straddling == ("V07",)


def test_tenures_that_start_later_are_gone_and_ends_that_come_later_are_not_known(draft):
    cut, note = known_by(draft.read(), date(2011, 6, 30))
    assert _ids(cut.tenures) == ["xa-an-hill", "xb-bo-reed"]
    assert [tenure.end for tenure in cut.tenures] == [None, None]
    assert note.end_not_yet_known == ("xa-an-hill", "xb-bo-reed")


def test_the_window_observed_ends_on_the_day(draft):
    cut, _ = known_by(draft.read(), date(2011, 6, 30))
    assert cut.observed == Window(date(2009, 1, 1), date(2011, 6, 30))


def test_a_day_after_observation_changes_nothing(draft):
    case = draft.read()
    cut, note = known_by(case, date(2030, 1, 1))
    assert msgspec.structs.replace(cut, known_by="") == case
    assert cut.known_by == "2030-01-01"
    assert note.dropped == {}
    assert note.sentences() == ()


def test_a_day_before_observation_is_refused(draft):
    with pytest.raises(DocumentError, match="nothing was observed by 2001-01-01"):
        known_by(draft.read(), date(2001, 1, 1))


def test_a_visit_under_way_has_no_known_end(draft):
    cut, note = known_by(draft.read(), date(2010, 3, 15))
    assert cut.visits[0].end is None
    assert note.end_not_yet_known[0] == "V01"


def test_what_hangs_on_an_unknown_visit_goes_with_it(draft):
    cited = "eastmark-times:2"
    draft.add_table(
        "steps",
        f"id,visit,date,what,sources\ns1,V01,2010-03-14,arrived,{cited}\n"
        f"s2,V01,2010-03-17,left,{cited}\ns3,V07,2016-01-10,arrived,{cited}\n",
    )
    draft.add_table("tours", f"id,visit,trip,place,sources\nt1,V07,1,Port,{cited}\n")
    draft.add_table("coverage", f"id,year,level,sources\nc1,2010,good,{cited}\nc2,2018,good,{cited}\n")
    draft.add_table("leads", f"id,date,who,sources\nl1,2012,Somebody,{cited}\n")
    draft.add_table(
        "contradictions",
        f"id,table,row,field,value,sources\nk1,visits,V07,end,2016-01-14,{cited}\n"
        f"k2,visits,V01,end,2010-03-18,{cited}\nk3,eras,xa-fay-hill,start,2015,{cited}\n",
    )
    cut, note = known_by(draft.read(), date(2010, 3, 15))
    assert (_ids(cut.steps), _ids(cut.tours), _ids(cut.coverage), _ids(cut.leads)) == (["s1"], [], ["c1"], [])
    assert _ids(cut.contradictions) == ["k2"]
    assert note.dropped["contradictions"] == ("k1", "k3")


def test_knowing_on_an_earlier_day_is_knowing_less(draft):
    case = draft.read()
    before: set[str] = set()
    for day in (date(2010, 1, 1), date(2013, 1, 1), date(2016, 1, 15), date(2019, 1, 1)):
        known = set(_ids(known_by(case, day)[0].visits))
        assert before <= known
        before = known


def test_the_original_case_is_untouched(draft):
    case = draft.read()
    known_by(case, date(2011, 1, 1))
    assert case.visits[0].end == parse_date("2010-03-17")
    assert len(case.visits) == 10


def test_what_somebody_published_is_known_once_it_is(bundled):
    cut, note = known_by(bundled, date(2017, 3, 20))
    assert {row.id for row in cut.published if row.id.startswith("fa2017")} == set()
    assert "fa2017-visits-total" in note.dropped["published"]
    cut, _ = known_by(bundled, date(2017, 3, 21))
    assert "fa2017-visits-total" in {row.id for row in cut.published}
    assert "caixin2018-kim-il-sung" not in {row.id for row in cut.published}


def test_an_event_that_is_called_by_a_later_reckoning_was_not_known(bundled):
    (event,) = (row for row in bundled.events if "as reckoned in 2014" in row.title)
    assert event.id not in {row.id for row in known_by(bundled, date(2013, 12, 31))[0].events}
    assert event.id in {row.id for row in known_by(bundled, date(2014, 12, 31))[0].events}


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2017, 3, 21)])
def test_no_words_of_a_row_name_a_later_day(bundled, day):
    cut, _ = known_by(bundled, day)
    prose = (
        "title",
        "text",
        "purpose",
        "notes",
        "reason",
        "conduct",
        "summary",
        "stated",
        "quote",
        "condition",
    )
    printed = [
        (name, row.id, word)
        for name in cut.__struct_fields__
        if isinstance(rows := getattr(cut, name), tuple)
        for row in rows
        for word in prose
        if names_later_day(str(getattr(row, word, "")), day)
    ]
    assert printed == []


def test_a_look_back_names_the_sources_of_its_day_and_those_its_rows_are_cited_from(bundled):
    cut, _ = known_by(bundled, date(2010, 1, 1))
    named = known_sources(cut)
    cited = {reference.source for visit in cut.visits for reference in visit.sources}
    assert cited <= named.keys()
    later = {
        s.id for s in named.values() if s.published is not None and s.published.earliest > date(2010, 1, 1)
    }
    assert "foreign-affairs-2017" not in later
    assert known_sources(bundled) == bundled.sources
