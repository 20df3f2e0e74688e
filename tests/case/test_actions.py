"""Bad rows of enforcement: each is told with the rule and the next step."""

import pytest

ACTIONS = "id,date,authority,authority_kind,kind,title,matter,programmes,status,status_date,follows,part_of,sources\n"
AMOUNTS = "id,action,measure,gross,suspended,credited,currency,part_of,sources\n"
NAMED = "id,action,party,name,schema,role,status,status_date,sources\n"
RESPONSES = (
    "id,date,responder,responder_kind,matter,kind,quote,wording,allegation,trigger,action,reverses,sources\n"
)
A1 = "a1,2016-01-01,Court,court,indictment,Charged,m,XAA,,,,,eastmark-times:2\n"
A2 = "a2,2017-01-01,Court,court,sentence,Sentenced,m,XAA,decided,2017-01-01,a1,,eastmark-times:2\n"


@pytest.fixture
def ledger(draft):
    draft.add_table("actions", ACTIONS + A1 + A2)
    draft.add_table("amounts", AMOUNTS + "m1,a2,penalty,100,20,,USD,,eastmark-times:2\n")
    draft.add_table(
        "named", NAMED + "n1,a1,p,A Person,Person,defendant,charged,2016-01-01,eastmark-times:2\n"
    )
    draft.add_table(
        "responses",
        RESPONSES
        + "r1,2016-01-02,Ministry,state,m,denial,we did not,verbatim,x,own_action,a1,,eastmark-times:2\n",
    )
    return draft


def test_a_sound_ledger_has_no_problems(ledger):
    assert ledger.errors() == []
    case = ledger.read()
    assert (case.actions[1].follows, case.amounts[0].net, case.named[0].role) == (("a1",), 80, "defendant")


def test_an_amount_has_a_currency(ledger):
    ledger.replace("amounts.csv", ",USD,", ",,")
    error = ledger.error()
    assert error.where == "amounts.csv:2:currency"
    assert "every row has “currency”" in error.rule


def test_a_status_has_its_day(ledger):
    ledger.replace("actions.csv", "decided,2017-01-01", "decided,")
    assert ledger.error().where == "actions.csv:3:status_date"
    assert ledger.error().rule == "where “status” is filled in, “status_date” is too"


def test_a_party_has_a_dated_status(ledger):
    ledger.replace("named.csv", "charged,2016-01-01", "charged,")
    assert ledger.error().where == "named.csv:2:status_date"


def test_follows_never_comes_back(ledger):
    ledger.replace("actions.csv", "Charged,m,XAA,,,,", "Charged,m,XAA,,,a2,")
    loops = [e for e in ledger.errors() if "comes back" in e.message]
    assert len(loops) == 1
    assert "a1 -> a2 -> a1" in loops[0].message or "a2 -> a1 -> a2" in loops[0].message


def test_an_action_does_not_follow_a_later_one(ledger):
    ledger.replace("actions.csv", "a2,2017-01-01", "a2,2015-01-01")
    assert "before “a1” of 2016-01-01, which it says it follows" in ledger.error().message


def test_what_follows_exists(ledger):
    ledger.replace("actions.csv", "2017-01-01,a1,", "2017-01-01,a11,")
    error = ledger.error()
    assert error.where == "actions.csv:3:follows"
    assert "did you mean “a1”?" in error.message


def test_parts_never_come_to_more_than_the_combined_total(ledger):
    ledger.append("amounts.csv", "m2,a2,penalty,60,,,USD,m1,eastmark-times:2")
    assert ledger.errors() == []
    ledger.append("amounts.csv", "m3,a2,penalty,50,,,USD,m1,eastmark-times:2")
    error = ledger.error()
    assert error.where == "amounts.csv:2:gross"
    assert "come to 110, more than the 100" in error.message
    assert "credited" in error.next_step


def test_what_is_credited_elsewhere_does_not_break_the_sum(ledger):
    ledger.append("amounts.csv", "m2,a2,penalty,60,,,USD,m1,eastmark-times:2")
    ledger.append("amounts.csv", "m3,a2,penalty,50,,10,USD,m1,eastmark-times:2")
    assert ledger.errors() == []


def test_a_part_is_of_the_same_currency_and_kind(ledger):
    ledger.append("amounts.csv", "m2,a2,sought,60,,,EUR,m1,eastmark-times:2")
    assert {e.field for e in ledger.errors()} == {"currency", "measure"}


def test_no_more_is_suspended_than_there_is(ledger):
    ledger.replace("amounts.csv", "100,20", "100,120")
    assert "is a part of the gross amount" in ledger.error().rule


def test_a_person_is_named_only_for_an_official_act(ledger):
    ledger.replace("actions.csv", "Court,court,indictment", "Institute,ngo,report")
    error = ledger.error()
    assert error.where == "named.csv:2:action"
    assert "only as an authority or a court named them" in error.rule
    ledger.replace("named.csv", "A Person,Person", "A Company,Company")
    assert ledger.errors() == []


def test_an_amount_a_name_and_an_answer_point_to_an_action(ledger):
    ledger.replace("amounts.csv", "m1,a2", "m1,a9")
    ledger.replace("named.csv", "n1,a1", "n1,a9")
    ledger.replace("responses.csv", "own_action,a1", "own_action,a9")
    assert {e.where for e in ledger.errors()} == {
        "amounts.csv:2:action", "named.csv:2:action", "responses.csv:2:action",
    }  # fmt: skip


def test_a_quote_is_short_and_says_whose_words_it_is(ledger):
    ledger.replace("responses.csv", "we did not,verbatim", f"{'no ' * 26}, ")
    ledger.replace("responses.csv", "no , ", "no ,")
    messages = " ".join(e.message for e in ledger.errors())
    assert "26 words" in messages
    assert "but “wording” is empty" in messages


def test_conduct_ends_after_it_begins(draft):
    draft.add_table(
        "actions",
        ACTIONS.replace("status,", "conduct_start,conduct_end,status,")
        + A1.replace("XAA,,,,,", "XAA,2015-02,2015-01,,,,,"),
    )
    assert draft.error().message == "the conduct_end “2015-01” is before the conduct_start “2015-02”"


CHANGES = (
    "id,action,measure,gross,suspended,activated,activated_date,credited,credited_to,credited_date,refunded,"
    "refunded_date,replaced_by,replaced_date,currency,part_of,sources\n"
)


@pytest.fixture
def changed(draft):
    """A sound ledger of two amounts: the first is replaced by the second."""
    draft.add_table("actions", ACTIONS + A1 + A2)
    draft.add_table(
        "amounts",
        CHANGES
        + "m1,a1,penalty,100,20,5,2017-01-01,30,m2,,10,2016-06-01,m2,2017-01-01,USD,,eastmark-times:2\n"
        + "m2,a2,penalty,150,,,,,,,,,,,USD,,eastmark-times:2\n",
    )
    return draft


def test_what_became_of_an_amount_is_read_with_its_days(changed):
    assert changed.errors() == []
    first = changed.read().amounts[0]
    assert (first.replaced_by, str(first.replaced_date), first.activated, first.refunded) == (
        "m2",
        "2017-01-01",
        5,
        10,
    )


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("m2,2017-01-01,USD", "m2,,USD", "replaced_date", "“replaced_by” is “m2” but “replaced_date” is empty"),
        ("10,2016-06-01", "10,", "refunded_date", "“refunded” is “10” but “refunded_date” is empty"),
        ("10,2016-06-01", ",2016-06-01", "refunded", "“refunded_date” is “2016-06-01” but “refunded” is empty"),
        ("20,5,2017-01-01", "20,25,2017-01-01", "activated", "25 activated are more than the 20 suspended"),
        ("m2,2017-01-01,USD", "m3,2017-01-01,USD", "replaced_by", "amounts has no row “m3”"),
        ("m2,2017-01-01,USD", "m1,2017-01-01,USD", "replaced_by", "comes back to “m1”"),
        ("m2,2017-01-01,USD", "m2,2016-12-31,USD", "replaced_date", "before 2017-01-01, the day of what replaces it"),
        ("m2,2017-01-01,USD", "m2,2017-01-01,EUR", "replaced_by", "“EUR” is replaced by an amount that has “USD”"),
        ("m1,a1,penalty", "m1,a1,sought", "replaced_by", "“sought” is replaced by an amount that has “penalty”"),
        ("30,m2", ",m2", "credited_to", "nothing is credited to another amount"),
        ("100,20", "55,20", "gross", "20 suspended and 30 credited and 10 refunded are more than 55"),
        ("USD,,eastmark-times:2\nm2", "USD,m2,eastmark-times:2\nm2", "replaced_by", "a part of “m2” and replaced by it"),
    ],
)  # fmt: skip
def test_a_change_of_an_amount_that_cannot_be_is_told(changed, old, new, where, says):
    changed.replace("amounts.csv", old, new)
    errors = changed.errors()
    assert any(error.where == f"amounts.csv:2:{where}" and says in error.message for error in errors), errors


def test_what_becomes_of_a_combined_amount_is_written_on_its_part(changed):
    changed.append("amounts.csv", "m3,a2,penalty,40,,,,,,,,,,,USD,m1,eastmark-times:2")
    assert {e.where for e in changed.errors()} == {
        f"amounts.csv:2:{c}" for c in ("refunded", "activated", "credited")
    }
