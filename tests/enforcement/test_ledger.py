"""Sums that count nothing twice, ladders, delays, the register: on small ledgers made for the purpose."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import yalu
from yalu.case.knowledge import known_by
from yalu.case.records import Action, ActionAmount, Case, NamedParty, Response, SourceRef
from yalu.enforcement.facade import AnswerLog, EnforcementLedger
from yalu.enforcement.filters import ActionFilter, LedgerChoiceError
from yalu.enforcement.responses import Which
from yalu.vocabulary.coverage import CoverageError
from yalu.vocabulary.dates import Window, parse_date

BUNDLED = yalu.open_case("china-dprk")


def case_of(actions=(), amounts=(), named=(), responses=()):
    return Case(
        id="small", title="", target="XAA", partner="XBB", path="", version="1", data_version="1+0",
        observed=Window(), sources={}, posts={}, visits=(), actions=tuple(actions), amounts=tuple(amounts),
        named=tuple(named), responses=tuple(responses),
    )  # fmt: skip


def act(name, day="2017-03-01", authority="A", kind="settlement", matter="m", **more):
    more = {
        k: parse_date(v) if k in {"conduct_start", "conduct_end", "status_date"} else v
        for k, v in more.items()
    }
    return Action(
        id=name, date=parse_date(day), authority=authority, authority_kind=more.pop("authority_kind", "executive"),
        kind=kind, title=name, matter=matter, programmes=("XAA",), **more,
    )  # fmt: skip


def money(name, action, gross, **more):
    kinds = {k: Decimal(v) if k in {"suspended", "credited"} else v for k, v in more.items()}
    return ActionAmount(
        id=name,
        action=action,
        measure=kinds.pop("measure", "penalty"),
        gross=Decimal(gross),
        currency="USD",
        **kinds,
    )


def a_party(row, action, party, status, **more):
    """A company that an act names, called by its id in capitals."""
    return NamedParty(
        id=row, action=action, party=party, name=party.upper(), schema="Company", role="company", status=status,
        status_date=parse_date(more.pop("status_date", "2017-03-01")), **more,
    )  # fmt: skip


JOINT = [
    act("joint", authority="A and B"), act("one", authority="A", part_of="joint"),
    act("two", authority="B", part_of="joint"),
]  # fmt: skip


def test_a_combined_total_and_its_parts_are_never_added():
    ledger = EnforcementLedger(
        case_of(JOINT, [money("all", "joint", 100, suspended=20), money("a", "one", 60, suspended=20, part_of="all"),
                        money("b", "two", 40, part_of="all")])
    )  # fmt: skip
    (whole,) = ledger.totals("all")
    assert (whole.gross.value, whole.suspended.value, whole.net.value) == (100, 20, 80)
    assert {r.id for r in whole.gross.trail.left_out} == {"a", "b"}
    assert [r.id for r in whole.gross.trail.rows] == ["all"]
    shares = {row.key: row.net.value for row in ledger.totals("authority")}
    assert shares == {"A": 40, "B": 40}


def test_what_the_parts_leave_over_is_named_as_not_split():
    ledger = EnforcementLedger(
        case_of(JOINT, [money("all", "joint", 100), money("a", "one", 60, part_of="all")])
    )
    assert {row.key: row.gross.value for row in ledger.totals("authority")} == {"A": 60, "A and B": 40}


def test_what_is_credited_to_another_authority_counts_there_only():
    ledger = EnforcementLedger(
        case_of(JOINT, [money("all", "joint", 100), money("a", "one", 100, part_of="all"),
                        money("b", "two", 80, credited=80, part_of="all")])
    )  # fmt: skip
    assert {row.key: row.net.value for row in ledger.totals("authority")} == {"A": 100, "B": 0}


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=6), st.integers(0, 10**12))
def test_the_sums_by_authority_come_to_the_sum_of_all(parts, rest):
    acts = [
        act("joint", authority="all"),
        *(act(f"p{n}", authority=f"A{n}", part_of="joint") for n in range(len(parts))),
    ]
    amounts = [money("w", "joint", sum(parts) + rest)]
    amounts += [money(f"a{n}", f"p{n}", part, part_of="w") for n, part in enumerate(parts)]
    ledger = EnforcementLedger(case_of(acts, amounts))
    (whole,) = ledger.totals("all")
    assert (
        sum(row.gross.value for row in ledger.totals("authority")) == whole.gross.value == sum(parts) + rest
    )


def test_measures_and_currencies_stand_apart():
    amounts = [
        money("p", "one", 5),
        money("s", "one", 7, measure="sought"),
        msgspec.structs.replace(money("e", "one", 3), currency="EUR"),
    ]
    rows = EnforcementLedger(case_of([act("one")], amounts)).totals("all")
    assert [(r.measure, r.currency, r.gross.value) for r in rows] == [
        ("penalty", "EUR", 3), ("penalty", "USD", 5), ("sought", "USD", 7),
    ]  # fmt: skip


def test_every_total_is_found_again_by_its_id():
    for by in ("all", "year", "authority", "programme", "kind", "matter", "status"):
        for row in BUNDLED.ledger.totals(by):
            for side in ("gross", "suspended", "credited", "net", "payable"):
                figure = getattr(row, side)
                assert BUNDLED.ledger.explain(figure.id) == figure


def test_every_other_figure_is_found_again_by_its_id():
    ledger, log = BUNDLED.ledger, BUNDLED.responses
    found = [
        ledger.count("persons", ActionFilter(year="2017")),
        ledger.home_share("CHN"),
        ledger.median_delay("end"),
    ]
    found += [d.figure for d in ledger.delays()]
    assert [ledger.explain(figure.id) for figure in found] == found
    found = [log.count(Which(kind="denial")), log.latency(Which(responder="state"))]
    assert [log.explain(figure.id) for figure in found] == found


def test_acts_of_one_matter_name_the_same_people_and_matters_are_added():
    acts = [act("c", persons=4), act("d", persons=4), act("e", persons=1), act("f", matter="n", persons=2)]
    figure = EnforcementLedger(case_of(acts)).count("persons")
    assert figure.value == 6
    assert {row.id for row in figure.trail.left_out} == {"c", "e"} or {
        row.id for row in figure.trail.left_out
    } == {"d", "e"}


def test_a_number_nobody_named_is_not_zero():
    figure = EnforcementLedger(case_of([act("c")])).count("vessels")
    assert (figure.value, figure.shown) == (None, "cannot say")


def test_findings_and_reports_are_told_and_not_counted_as_acts():
    acts = [
        act("a"),
        act("b", kind="finding", authority_kind="un"),
        act("c", kind="report", authority_kind="ngo"),
    ]
    ledger = EnforcementLedger(case_of(acts))
    assert ledger.count("actions").value == 1
    assert len(ledger.list()) == 3
    assert [a.action for a in ledger.follow_up()[0].acts] == ["a"]


def test_what_followed_in_another_matter_is_where_it_led_to_and_no_outcome_of_its_own():
    acts = [
        act("listing", kind="designation"),
        act("charge", "2018-01-01", kind="indictment", matter="n", follows=("listing",)),
        act("court", "2019-01-01", kind="forfeiture", matter="n", follows=("charge",)),
    ]
    ladders = {row.matter: row for row in EnforcementLedger(case_of(acts)).follow_up()}
    assert (ladders["m"].highest, ladders["m"].after_listing) == ("listing", "nothing seen")
    assert ladders["m"].led == ("n (forfeited)",)
    assert [(r.action, r.days_low) for r in ladders["m"].led_to] == [("charge", 306), ("court", 671)]
    assert (ladders["n"].highest, ladders["n"].led_to) == ("forfeited", ())


def test_a_claim_on_money_is_no_charge():
    claim = act("a", kind="forfeiture_complaint", status="pending", status_date="2017-03-01")
    (row,) = EnforcementLedger(case_of([claim])).follow_up()
    assert (row.highest, row.stands) == ("money claimed", "money claimed, no court has decided")


@pytest.mark.parametrize(
    ("status", "rung"),
    [
        ("under_investigation", "inquiry"),
        ("asked", "inquiry"),
        ("of_concern", "finding"),
        ("listed", "listing"),
        ("delisted", "listing"),
        ("claimed", "money claimed"),
        ("charged", "charge"),
        ("charged_at_large", "charge"),
        ("in_custody", "charge"),
        ("settled", "settled"),
        ("deferred", "prosecution deferred"),
        ("judgment", "forfeited"),
        ("pleaded_guilty", "convicted"),
        ("convicted", "convicted"),
        ("conviction_set_aside", "convicted"),
        ("warned", ""),
        ("struck_off", ""),
        ("reported", ""),
    ],
)
def test_a_party_has_gone_as_far_as_its_own_status_says(status, rung):
    named = [a_party("1", "a", "p", status)]
    (row,) = EnforcementLedger(case_of([act("a", kind="appeal_decision")], named=named)).follow_up()
    assert [(p.party, p.rung) for p in row.parties] == [("p", rung)]


@pytest.mark.parametrize(
    ("status", "stands"),
    [
        ("charged", "convicted: P; charge: Q"),
        ("charged_at_large", "convicted: P; charge: Q"),
        ("in_custody", "convicted: P; charge: Q"),
        ("settled", "convicted: P; settled: Q"),
        ("deferred", "convicted: P; prosecution deferred: Q"),
        ("judgment", "convicted"),  # it is goods that are forfeited, and the one convicted is named
        ("listed", "convicted"),
        ("claimed", "convicted"),
    ],
)
def test_who_answered_to_a_court_or_authority_is_told_apart_and_whose_goods_did_is_not(status, stands):
    named = [a_party("1", "a", "p", "convicted"), a_party("2", "b", "q", status)]
    acts = [act("a", kind="conviction"), act("b", "2016-01-01", kind="subpoena")]
    (row,) = EnforcementLedger(case_of(acts, named=named)).follow_up()
    assert row.stands == stands


@pytest.mark.parametrize(
    ("kind", "stands"),
    [
        ("extradition_request", "convicted: P; extradition asked: Q"),
        ("extradition", "convicted: P; extradited: Q"),
    ],
)
def test_whom_a_state_asked_for_or_was_given_has_gone_so_far(kind, stands):
    named = [a_party("1", "a", "p", "convicted"), a_party("2", "b", "q", "charged")]
    acts = [act("a", kind="conviction"), act("b", "2016-01-01", kind=kind)]
    (row,) = EnforcementLedger(case_of(acts, named=named)).follow_up()
    assert row.stands == stands


def _stands(*acts, named=()):
    return next(row.stands for row in EnforcementLedger(case_of(acts, named=named)).follow_up())


ENDED = {"status": "ended", "status_date": "2019-03-01"}


@pytest.mark.parametrize(
    ("acts", "stands"),
    [
        ([act("a", kind="designation")], "listed, nothing more seen"),
        ([act("a", kind="designation", **ENDED)], "listing ended 2019-03-01"),
        (
            [act("a", kind="designation"), act("b", "2019-03-01", kind="delisting", follows=("a",))],
            "listed, at least part of it ended 2019-03-01",
        ),
        (
            [act("a", kind="designation", **ENDED), act("b", "2019-03-01", kind="delisting", follows=("a",))],
            "listing ended 2019-03-01",
        ),
        (
            [act("a", kind="denial_order"), act("b", "2019-03-01", kind="denial_ended", follows=("a",))],
            "listed, at least part of it ended 2019-03-01",
        ),
        (
            [act("a", kind="designation", **ENDED), act("b", "2020-01-01", kind="designation")],
            "listed 2020-01-01, after at least part of an earlier listing ended 2019-03-01",
        ),
        (
            [act("a", kind="designation", **ENDED), act("b", "2018-01-01", kind="designation")],
            "listed, at least part of it ended 2019-03-01",
        ),
    ],
)  # fmt: skip
def test_a_listing_that_ended_is_not_told_as_one_after_which_nothing_was_seen(acts, stands):
    assert _stands(*acts) == stands


def test_a_finding_of_which_a_part_was_withdrawn_still_stands_with_the_rest():
    acts = [
        act("a", kind="section_311_finding"), act("b", "2018-01-01", kind="section_311_finding"),
        act("c", "2020-01-01", kind="finding_withdrawn", follows=("b",)),
    ]  # fmt: skip
    assert _stands(*acts) == "found to be of concern, at least part of it withdrawn 2020-01-01"
    assert _stands(*acts[1:]) == "finding withdrawn 2020-01-01"


def test_an_appeal_is_said_to_have_changed_something_only_where_the_record_shows_it():
    first, appeal = (
        act("a", kind="conviction"),
        act("b", "2018-01-01", kind="appeal_decision", follows=("a",)),
    )
    aside = a_party("1", "b", "p", "conviction_set_aside", status_date="2018-01-01")
    replaced = act("a", kind="conviction", status="superseded", status_date="2018-01-01")
    assert _stands(first, appeal) == "convicted, an appeal was decided"
    assert _stands(first, appeal, named=[aside]) == "convicted, changed on appeal"
    assert _stands(replaced, appeal) == "convicted, changed on appeal"
    alone = a_party("1", "a", "p", "conviction_set_aside", status_date="2018-01-01")
    assert _stands(first, named=[alone]) == "convicted, set aside 2018-01-01"


def test_an_inquiry_that_is_pending_keeps_no_closed_charge_before_a_court():
    acts = [
        act("a", kind="investigation", status="pending", status_date="2018-01-01"),
        act("b", "2018-01-01", kind="indictment", status="closed", status_date="2019-01-01"),
    ]
    assert _stands(*acts) == "charge closed 2019-01-01"


def test_an_inquiry_that_was_closed_has_an_outcome():
    over = {"status": "closed", "status_date": "2019-01-01"}
    assert _stands(act("a", kind="investigation", **over)) == "inquiry closed 2019-01-01"
    assert (
        _stands(act("a", kind="investigation", **over), act("b", kind="subpoena"))
        == "inquiry, no outcome seen"
    )
    assert _stands(act("a", kind="seizure", **over)) == "inquiry, no outcome seen"


@pytest.mark.parametrize(
    ("charge", "more", "after"),
    [
        (("z", "2017-03-01"), {}, "charge"),
        (("a", "2017-03-01"), {}, "charge"),  # of one day: what the acts are called decides nothing
        (("a", "2017-02-28"), {}, "nothing seen"),
        (("a", "2017"), {}, "cannot say"),
        (("z", "2017-03"), {}, "charge"),  # no day of it is before the listing
        (("z", "2017"), {"follows": ("m",)}, "charge"),
    ],
)
def test_what_came_after_a_listing_is_as_sure_as_the_dates(charge, more, after):
    name, day = charge
    acts = [act("m", kind="designation"), act(name, day, kind="indictment", **more)]
    (row,) = EnforcementLedger(case_of(acts)).follow_up()
    assert row.after_listing == after


def test_no_act_stands_before_one_that_it_follows():
    acts = [
        act("later", "2013", kind="extradition", follows=("charge",)),
        act("charge", "2013-05-06", kind="indictment"),
    ]
    assert [a.action for a in EnforcementLedger(case_of(acts)).follow_up()[0].acts] == ["charge", "later"]


def test_a_status_of_a_later_day_was_not_known():
    limited, _ = known_by(BUNDLED.case, parse_date("2017-03-20").earliest)
    statuses = {a.id: (a.status, a.status_date) for a in limited.actions}
    assert statuses["chinpo-sentence-2016"] == (None, None)
    assert statuses["bda-finding-2005"][0] == "superseded"


def test_a_delay_from_a_month_is_a_span_and_the_median_keeps_it():
    acts = [act("a", conduct_start="2016-01"), act("b", matter="n", conduct_start="2016-03-01")]
    ledger = EnforcementLedger(case_of(acts))
    spans = {d.matter: (d.figure.low, d.figure.high, d.figure.value) for d in ledger.delays()}
    assert spans == {"m": (395, 425, None), "n": (365, 365, 365)}
    assert (ledger.median_delay().low, ledger.median_delay().high, ledger.median_delay().value) == (
        380,
        395,
        None,
    )


def test_acting_while_the_conduct_goes_on_is_a_negative_delay():
    (row,) = EnforcementLedger(case_of([act("a", conduct_end="2017-04-01")])).delays("end")
    assert row.figure.value == -31


def test_home_means_an_authority_of_the_partys_own_state_acting_on_it_by_name():
    acts = [act("a", state="XBB"), act("b", state="XAA", kind="investigation")]
    row = {
        "schema": "Company",
        "role": "company",
        "status": "listed",
        "status_date": parse_date("2017-03-01"),
    }
    named = [
        NamedParty(id="1", action="a", party="p", name="P", state="XAA", **row),
        NamedParty(id="2", action="b", party="p", name="P", state="XAA", **row),
        NamedParty(id="3", action="a", party="q", name="Q", state="XAA", **row),
        NamedParty(id="4", action="a", party="v", name="V", state="XAA", **row | {"schema": "Vessel"}),
    ]
    figure = EnforcementLedger(case_of(acts, named=named)).home_share()
    assert figure.value == 50
    assert [r.id for r in figure.trail.rows] == ["p"]


def test_the_register_names_persons_only_for_official_acts_with_a_dated_status():
    actions = {a.id: a for a in BUNDLED.case.actions}
    entries = BUNDLED.ledger.register()
    assert len(entries) >= 15
    for entry in entries:
        assert entry.schema == "Person"
        assert entry.status
        assert entry.status_date
        assert all(actions[a.action].authority_kind != "ngo" and a.role and a.sources for a in entry.acts)


def test_the_latest_status_is_the_one_shown():
    tsai = next(e for e in BUNDLED.ledger.register() if e.party == "tsai-hsien-tai")
    assert (tsai.status, tsai.status_date) == ("convicted", "2015-03-16")
    assert tsai.acts[0].status == "listed"


@pytest.mark.parametrize(
    "day", ["2007-12-31", "2009-01-16", "2016-12-31", "2018-08-14", "2020-08-10", "2024-09-27"]
)
def test_the_register_of_a_day_is_the_one_known_on_it(day):
    when = parse_date(day).latest
    limited, _ = known_by(BUNDLED.case, when)
    asked = BUNDLED.ledger.register(persons_only=False, on=when)
    known = EnforcementLedger(limited).register(persons_only=False, on=when)
    assert [(e.party, e.status, e.standing) for e in asked] == [
        (e.party, e.status, e.standing) for e in known
    ]
    assert len(asked) > 1


def test_no_person_is_claimed_and_no_lasting_status_is_told_without_its_last_day():
    for entry in BUNDLED.ledger.register(persons_only=False, on=parse_date("2026-11-28").latest):
        kinds = {one.kind for one in entry.standing}
        assert entry.status not in {"claimed", "judgment"} or kinds == {"money"}
        for one in entry.standing:
            assert (one.years is not None) == ("last seen" in one.says)
            assert one.last_seen in one.says or one.since in one.says


def test_one_list_left_does_not_hide_another():
    acts = [act("first", kind="designation"), act("second", "2018-01-01", authority="B", kind="designation",
                                                  status="ended", status_date="2019-01-01")]  # fmt: skip
    row = {"party": "p", "name": "P", "schema": "Company", "role": "r", "status": "listed"}
    named = [
        NamedParty(id="1", action="first", status_date=parse_date("2017-03-01"), **row),
        NamedParty(id="2", action="second", status_date=parse_date("2018-01-01"), **row),
    ]
    (entry,) = EnforcementLedger(case_of(acts, named=named)).register(persons_only=False)
    assert entry.status == "listed"
    assert [(s.authority, s.status) for s in entry.standing] == [("B", "delisted"), ("A", "listed")]


def test_a_finding_is_said_to_be_withdrawn_wherever_it_is_told():
    (finding,) = BUNDLED.ledger.list(ActionFilter(action="bda-finding-2005"))
    assert finding.withdrawn == "2020-08-10 by bda-withdrawal-2020"
    assert "withdrawn by its authority: 2020-08-10" in BUNDLED.explain("bda-finding-2005").text
    (ladder,) = BUNDLED.ledger.follow_up(ActionFilter(matter="bda"))
    assert [(a.action, a.withdrawn) for a in ladder.acts][:2] == [
        ("bda-finding-2005", "2020-08-10"), ("bda-rule-2007", "2020-08-10"),
    ]  # fmt: skip
    entry = next(e for e in BUNDLED.ledger.register(persons_only=False) if e.party == "banco-delta-asia")
    assert [a.withdrawn for a in entry.acts] == ["2020-08-10", "2020-08-10", ""]
    before = EnforcementLedger(known_by(BUNDLED.case, parse_date("2020-08-09").latest)[0])
    assert before.list(ActionFilter(action="bda-finding-2005"))[0].withdrawn == ""


def test_a_count_over_several_matters_gives_each_number_and_says_that_it_counts_twice():
    figure = BUNDLED.ledger.count("persons")
    numbers = [int(row.why.partition(" ")[0]) for row in figure.trail.rows]
    assert sum(numbers) == figure.value
    assert "count once in each of them" in figure.trail.notes[0]
    assert BUNDLED.ledger.count("persons", ActionFilter(matter="dhid")).trail.notes == ()


def test_known_by_takes_out_later_acts_with_their_amounts_and_names():
    limited, _ = known_by(BUNDLED.case, parse_date("2017-03-20").earliest)
    ledger = EnforcementLedger(limited)
    assert all(a.date <= "2017-03-20" for a in ledger.list())
    (row,) = ledger.totals("all", ActionFilter(matter="zte"), "penalty")
    assert row.gross.value == 1192360064
    assert row.gross.id.endswith("@2017-03-20")
    assert {m.action for m in limited.amounts} <= {a.id for a in limited.actions}
    assert all(r.date.earliest.isoformat() <= "2017-03-20" for r in limited.responses)


def response(name, day, allegation="", **more):
    return Response(
        id=name, date=parse_date(day), responder="R", responder_kind="state", matter="m", kind=more.pop("kind", "denial"),
        allegation="x", allegation_date=parse_date(allegation) if allegation else None,
        trigger=more.pop("trigger", "press_or_ngo_report"), **more,
    )  # fmt: skip


def test_an_answer_may_come_before_the_allegation_and_own_acts_answer_nothing():
    log = AnswerLog(
        case_of(responses=[response("a", "2017-01-01", "2017-01-05"), response("b", "2017-01-06", "2017-01-05"),
                           response("c", "2017-01-08", "2017-01-05"), response("d", "2017-03-08"),
                           response("e", "2017-09-08", "2017-01-05", trigger="own_action")])
    )  # fmt: skip
    figure = log.latency()
    assert figure.value == 1
    assert {r.id: r.role for r in figure.trail.rows} == {"a": "early", "b": "counted", "c": "counted"}
    assert figure.trail.notes[0] == log.warning


def test_what_came_after_is_the_next_act_on_the_same_matter():
    acts = [
        act("before", "2016-01-01", kind="designation"),
        act("next", "2017-02-01", kind="indictment"),
        act("later", "2018-01-01"),
    ]
    (row,) = AnswerLog(case_of(acts, responses=[response("a", "2017-01-01")])).what_came_after()
    assert (row.answers, row.followed, row.next_acts) == (1, 1, {"indictment": 1})


@pytest.mark.parametrize(
    ("days", "followed", "after"),
    [
        (
            {"designation": "2017", "indictment": "2017-02-01"},
            1,
            {"cannot_say": 1},
        ),  # the year may be a day of January
        ({"designation": "2017-03", "indictment": "2017-02-01"}, 1, {"indictment": 1}),
        ({"designation": "2017-02", "indictment": "2017-02-01"}, 1, {"cannot_say": 1}),
        ({"designation": "2017-02-01", "indictment": "2017-02-01"}, 1, {"cannot_say": 1}),
        ({"designation": "2017"}, 0, {"cannot_say": 1}),
        ({"designation": "2016"}, 0, {}),
        ({"designation": "2017-01-15"}, 0, {}),  # of the day of the answer itself
    ],
)
def test_the_next_act_is_cannot_say_where_dates_leave_it_open(days, followed, after):
    acts = [act(kind, day, kind=kind) for kind, day in days.items()]
    (row,) = AnswerLog(case_of(acts, responses=[response("a", "2017-01-15")])).what_came_after()
    assert (row.followed, row.next_acts) == (followed, after)


def test_answers_that_may_have_come_within_a_day_are_told_beside_those_that_did():
    answers = [
        response("a", "2017-01-16", allegation="2017-01-15"), response("b", "2017-01", allegation="2017-01-15"),
        response("c", "2017-02-15", allegation="2017-01-15"),
    ]  # fmt: skip
    notes = AnswerLog(case_of(responses=answers)).latency().trail.notes
    assert "1 of 3 within one day; of 1 more the dates do not say." in notes


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda led: led.list(ActionFilter(matter="ztee")), "did you mean “zte”?"),
        (lambda led: led.totals("month"), "groupings are all, year"),
        (lambda led: led.totals("year", None, "fine"), "measures are penalty"),
        (lambda led: led.count("ships"), "counted are actions"),
        (lambda led: led.explain("ledger/nothing"), "ledger/count/WHAT/FILTER"),
    ],
)
def test_a_wrong_name_is_told_with_what_there_is(ask, says):
    with pytest.raises(LedgerChoiceError) as error:
        ask(BUNDLED.ledger)
    assert says in str(error.value)


def test_a_filter_is_read_back_from_its_key():
    wanted = ActionFilter(matter="zte", year="2017")
    assert ActionFilter.of(wanted.key) == wanted
    assert ActionFilter.of("all") == ActionFilter()
    with pytest.raises(LedgerChoiceError, match="is no filter"):
        ActionFilter.of("colour=red")


def test_quotes_have_at_most_25_words_and_say_whose_they_are():
    for row in BUNDLED.case.responses:
        assert len(row.quote.split()) <= 25
        assert bool(row.quote) is (row.wording is not None)


def test_rows_of_the_ledger_can_be_explained():
    text = BUNDLED.explain("zte-bis-2017").text
    assert "283 shipments" in text
    assert "part of: zte-settlement-2017" in text
    assert "status: pending when last seen on 2014-04-29" in BUNDLED.explain("limmt-indictment-2014").text
    assert "takes back: RSP10" in BUNDLED.explain("RSP11").text
    assert BUNDLED.explain("zte-2017").text.startswith("Action zte-settlement-2017")
    assert BUNDLED.explain("ledger/count/shipments/matter=zte").figure.value == 283


def test_a_count_of_none_covers_the_rows_that_were_asked_to_their_last_day():
    ledger = EnforcementLedger(case_of([act("one", "2017-03-01"), act("two", "2018-05-09", kind="report")]))
    none = ledger.count("actions", ActionFilter(kind="report"))
    assert none.value == 0
    assert none.trail.coverage.says == "table actions (extent unknown, 2 rows, of 2018-05-09)"
    assert none.trail.observed.says == "2017-03-01 to 2018-05-09"


def test_over_no_act_at_all_nothing_is_none():
    with pytest.raises(CoverageError, match="covers nothing"):
        EnforcementLedger(case_of()).list()
    with pytest.raises(CoverageError, match="covers nothing"):
        EnforcementLedger(case_of()).count("actions")


def test_an_empty_table_of_amounts_is_none_found_among_the_acts():
    found = EnforcementLedger(case_of([act("one")])).totals("all")
    assert len(found) == 0
    assert found.none_found.startswith(
        "None found on 2 partial ledgers: asked table actions (extent unknown, 1 row"
    )


def test_a_sum_names_the_weakest_amount_under_it_and_what_is_only_sought_is_its_authoritys_word():
    sound = (SourceRef("s", 2),)
    ledger = EnforcementLedger(
        case_of([act("one", authority="Prosecutor")], [
            money("paid", "one", 10, sources=sound), money("asked", "one", 5, measure="sought", sources=sound),
            money("doubted", "one", 7, measure="frozen", sources=(SourceRef("s", 5),)),
        ])
    )  # fmt: skip
    strengths = {row.measure: row.gross.trail.strength for row in ledger.totals("all")}
    assert strengths["penalty"].certain
    assert (strengths["sought"].certain, strengths["sought"].reporters) == (False, "Prosecutor")
    assert strengths["frozen"].weakest.quality == "doubted"


def test_the_bundled_ledger_and_answers_know_their_last_day():
    assert BUNDLED.ledger.observed.last_shown == "6 November 2025"
    assert BUNDLED.responses.observed.says == "2007-01-01 to 2026-01-12"
