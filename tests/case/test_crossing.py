def test_an_unknown_source_is_named_with_the_nearest(draft):
    draft.replace("visits.csv", "westmark-gazette:1", "westmark-gazete:1")
    error = draft.error()
    assert error.where == "visits.csv:2:sources"
    assert "there is no source “westmark-gazete” (did you mean “westmark-gazette”?)" in error.message
    assert "sources.csv" in error.next_step


def test_memory_needs_no_row_of_its_own_but_the_digit_six(draft):
    assert draft.read().sources["memory"].kind == "memory"
    draft.replace("visits.csv", "memory:6", "memory:2")
    error = draft.error()
    assert "gives memory the credibility 2" in error.message
    assert error.next_step == "write memory:6"


def test_a_row_on_memory_says_which_columns(draft):
    draft.replace("visits.csv", "memory:6,place", "memory:6,")
    error = draft.error()
    assert error.where == "visits.csv:11:memory"
    assert "“memory” is empty" in error.message


def test_memory_names_columns_of_its_table(draft):
    draft.replace("visits.csv", "memory:6,place", "memory:6,plaice")
    assert "“plaice” is not a column of visits (did you mean “place”?)" in draft.error().message


def test_memory_may_name_a_column_of_ones_own(draft):
    draft.write(
        "events.csv", "id,date,kind,title,sources,memory,x_mood\nE1,2016,t,T,memory:6,x_mood;date,gloomy\n"
    )
    assert draft.errors() == []


def test_an_unknown_post_is_named_with_the_nearest(draft):
    draft.replace("visits.csv", "xb.premier,Premier", "xb.premiere,Premier")
    assert "posts has no row “xb.premiere” (did you mean “xb.premier”?)" in draft.error().message


def test_a_guest_holds_posts_of_the_side_that_travels(draft):
    draft.replace("visits.csv", "xb.premier,Premier", "xa.leader,Premier")
    error = draft.error()
    assert error.where == "visits.csv:6:posts"
    assert "“xa.leader” is a post of the target, but the direction is partner_to_target" in error.message


def test_either_side_may_travel_to_a_third_country(draft):
    draft.replace("visits.csv", "third_country,Ed Lake,xb.premier", "third_country,Ed Lake,xa.leader")
    assert draft.problems() == []


def test_steps_and_tours_name_visits(draft):
    draft.add_table("steps", "id,visit,date,what,sources\ns1,V01,2010-03-14,arrived,eastmark-times:2\n")
    draft.add_table("tours", "id,visit,trip,place,sources\nt1,V99,1,Port,eastmark-times:2\n")
    error = draft.error()
    assert error.where == "tours.csv:2:visit"
    assert "visits has no row “V99”" in error.message


def test_a_contradiction_points_to_a_row_and_a_column(draft):
    head = "id,table,row,field,value,sources\n"
    good = "c1,visits,V01,start,2010-03-15,eastmark-times:3\nc2,eras,xa-an-hill,end,2015,eastmark-times:3\n"
    draft.add_table("contradictions", head + good)
    assert draft.problems() == []
    draft.write(
        "contradictions.csv",
        head + "c1,visits,V77,start,x,eastmark-times:3\n"
        "c2,visits,V01,begin,x,eastmark-times:3\n"
        "c3,tours,t1,place,x,eastmark-times:3\n"
        "c4,journeys,t1,place,x,eastmark-times:3\n",
    )
    assert [(e.row, e.field) for e in draft.errors()] == [
        (5, "table"),
        (2, "row"),
        (3, "field"),
        (4, "table"),
    ]


def test_a_table_that_cannot_be_read_is_not_held_against_the_rows_that_name_it(draft):
    draft.write("sources.csv", b"\xff\xfe\x00")
    assert {e.file for e in draft.errors()} == {"sources.csv"}
