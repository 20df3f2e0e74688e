"""Amounts as they stood on a day: replaced, credited, set aside, activated; every split comes to the whole."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.enforcement.test_ledger import BUNDLED, act, case_of, money
from tests.properties import tried
from yalu.case.knowledge import known_by
from yalu.case.records import ActionAmount
from yalu.enforcement.facade import EnforcementLedger
from yalu.enforcement.filters import ActionFilter
from yalu.enforcement.totals import By
from yalu.vocabulary.dates import parse_date

GROUPINGS = [by for by in By.__args__ if by != "all"]
SIDES = ("suspended", "net")


def changed(amount, **more):
    kinds = {k: parse_date(v) if k.endswith("_date") else v for k, v in more.items()}
    kinds |= {k: Decimal(kinds[k]) for k in ("refunded", "activated", "credited") if k in kinds}
    return msgspec.structs.replace(amount, **kinds)


@st.composite
def ledgers(draw):
    """Some affairs of joint and single acts, whose amounts are replaced, credited, set aside and activated."""
    acts, amounts = [], []
    days = st.builds("{}-{:02}-{:02}".format, st.integers(2015, 2019), st.integers(1, 12), st.integers(1, 28))
    for matter in draw(st.lists(st.sampled_from("mnop"), min_size=1, max_size=3, unique=True)):
        tops: list[tuple[str, str]] = []
        for number in range(draw(st.integers(1, 3))):
            name, day = f"{matter}{number}", draw(days)
            parts = []
            for place in range(draw(st.integers(0, 3))):
                own = min(day, draw(days))  # a part is of the day of the joint act, or was there before it
                mine = _amount(draw, f"{name}-{place}", part_of=name, day=own)
                if parts and draw(st.booleans()):
                    mine = changed(mine, credited=_some(draw, mine), credited_to=parts[0].id)
                parts.append(mine)
                acts.append(_act(draw, f"{name}-{place}", own, matter, f"A{place}", part_of=name))
            rest = draw(st.integers(0, 50))
            whole = sum((p.gross - (p.credited or 0) for p in parts), Decimal(rest))
            top = _amount(draw, name, day=day) if not parts else money(
                name, name, whole, suspended=sum((p.suspended or 0 for p in parts), Decimal(0))
            )  # fmt: skip
            acts.append(
                _act(draw, name, day, matter, "joint" if parts else draw(st.sampled_from(["A0", "B"])))
            )
            mine = [top, *parts]
            earlier = [(one, when) for one, when in tops if when <= day]
            if earlier and draw(st.booleans()):
                old, _ = draw(st.sampled_from(earlier))
                amounts = [
                    changed(m, replaced_by=name, replaced_date=day)
                    if m.id == old and not m.replaced_by
                    else m
                    for m in amounts
                ]
            amounts += mine
            tops += [(m.id, day) for m in mine]
    return case_of(acts, amounts)


def _act(draw, name, day, matter, authority, **more):
    made = act(name, day, authority, draw(st.sampled_from(["settlement", "penalty", "plea"])), matter, **more)
    programmes = draw(st.sampled_from([("XAA",), ("XBB",), ("XAA", "XBB")]))
    status = draw(st.sampled_from([None, "decided", "in_force"]))
    return msgspec.structs.replace(
        made, programmes=programmes, status=status, status_date=parse_date(day) if status else None
    )


def _some(draw, amount):
    free = amount.gross - (amount.suspended or 0) - (amount.refunded or 0)
    return draw(st.integers(0, int(free)))


def _amount(draw, name, day, part_of=""):
    made = money(name, name, draw(st.integers(0, 1000)), part_of=part_of)
    made = msgspec.structs.replace(made, suspended=Decimal(_some(draw, made)))
    later = f"{int(day[:4]) + 1}-06-30"
    if draw(st.booleans()):
        made = changed(made, refunded=_some(draw, made), refunded_date=later)
    if draw(st.booleans()):
        made = changed(made, activated=draw(st.integers(0, int(made.suspended))), activated_date=later)
    return made


FILTERS = [
    ActionFilter(), ActionFilter(until="2017-06-30"), ActionFilter(year="2017"), ActionFilter(since="2016-05-01"),
    ActionFilter(programme="XAA"),
    ActionFilter(authority="A0"), ActionFilter(matter="m"), ActionFilter(kind="settlement"), ActionFilter(matter="m", until="2018-12-31"),
]  # fmt: skip


def asked(case, by, wanted):
    present = {
        "programme": {p for a in case.actions for p in a.programmes}, "authority": {a.authority for a in case.actions},
        "matter": {a.matter for a in case.actions}, "kind": {a.kind for a in case.actions},
    }  # fmt: skip
    if any(getattr(wanted, name) and getattr(wanted, name) not in values for name, values in present.items()):
        return []  # the ledger refuses a name that no row has
    return list(EnforcementLedger(case).totals(by, wanted))


def added(rows, side):
    return sum(getattr(row, side).value for row in rows)


@given(ledgers())
@tried(60)
def test_every_split_comes_to_the_whole_in_every_filter(case):
    for wanted in FILTERS:
        whole = asked(case, "all", wanted)
        for by in GROUPINGS:
            parts = asked(case, by, wanted)
            for side in SIDES:
                assert added(parts, side) == added(whole, side), (by, side, wanted)
            once = added(parts, "gross") - added(parts, "credited")
            assert once == added(whole, "gross") - added(whole, "credited"), (by, wanted)
            assert all(row.gross.value >= 0 for row in parts)


@given(ledgers())
@tried(60)
def test_asking_name_by_name_comes_to_the_whole_too(case):
    whole = asked(case, "all", ActionFilter())
    for name, values in (
        ("authority", {a.authority for a in case.actions}), ("matter", {a.matter for a in case.actions}),
        ("kind", {a.kind for a in case.actions}),
    ):  # fmt: skip
        found = [asked(case, "all", ActionFilter(**{name: value})) for value in sorted(values)]
        assert sum(added(rows, "net") for rows in found) == added(whole, "net"), name


@given(ledgers(), st.sampled_from(["2015-06-30", "2016-12-31", "2017-06-30", "2018-08-15", "2019-12-31"]))
@tried(60)
def test_what_stood_on_a_day_was_known_on_it_and_counts_once(case, day):
    until = asked(case, "all", ActionFilter(until=day))
    limited, _ = known_by(case, parse_date(day).latest)
    known = list(EnforcementLedger(limited).totals("all")) if limited.actions else []
    for side in ("gross", "suspended", "credited", "net"):
        assert added(until, side) == added(known, side)
    assert added(until, "net") == _by_hand(case, day)


def _by_hand(case, day):
    """Piece by piece: what was there and stood on the day, less what was suspended, credited or set aside by then."""
    dates = {a.id: a.date.text for a in case.actions}
    there = {m.id: m for m in case.amounts if dates[m.action] <= day}

    def gone(amount: ActionAmount) -> bool:
        if amount.replaced_by and amount.replaced_date.text <= day:
            return True
        return amount.part_of in there and gone(there[amount.part_of])

    total = Decimal(0)
    for amount in there.values():
        if gone(amount):
            continue
        parts = [m for m in there.values() if m.part_of == amount.id]
        if parts:  # the rest of a joint act; its suspended part is that of the parts
            total += amount.gross - sum(p.gross - (p.credited or 0) for p in parts)
            total -= amount.suspended - sum(p.suspended for p in parts)
            continue
        total += amount.gross - (amount.suspended or 0) - (amount.credited or 0)
        if amount.refunded and amount.refunded_date.text <= day:
            total -= amount.refunded
        if amount.activated and amount.activated_date.text <= day:
            total += amount.activated
    return float(total)


def test_a_part_that_was_there_first_counts_before_the_whole_is_made():
    acts = [act("first", "2017-08-22"), act("later", "2018-02-01")]
    amounts = [money("part", "first", 40, part_of="all"), money("all", "later", 45)]
    ledger = EnforcementLedger(case_of(acts, amounts))
    assert ledger.totals("all", ActionFilter(until="2017-12-31"))[0].gross.value == 40
    assert {row.key: row.gross.value for row in ledger.totals("year")} == {"2017": 40, "2018": 5}
    assert ledger.totals("all", ActionFilter(action="later"))[0].gross.value == 45


def test_a_note_says_what_replaced_what_before_and_after_the_day():
    acts = [act("old", "2017-03-07"), act("new", "2018-06-08")]
    amounts = [
        changed(money("a", "old", 661), replaced_by="b", replaced_date="2018-06-08"),
        money("b", "new", 1761),
    ]
    ledger = EnforcementLedger(case_of(acts, amounts))
    (after,), (before,) = ledger.totals("all"), ledger.totals("all", ActionFilter(until="2018-06-07"))
    assert (after.gross.value, before.gross.value) == (1761, 661)
    assert "was replaced on 2018-06-08 by b of A, 1,761" in after.notes[0]
    assert "this sum is as of 2018-06-07" in before.notes[0]
    assert [(r.id, r.role) for r in after.gross.trail.left_out] == [("a", "replaced")]


def test_a_note_of_a_day_before_a_replacement_says_that_the_sum_is_of_that_day_and_later_ones_do_not():
    acts = [act("old", "2017-03-07"), act("new", "2018-06-08"), act("other", "2018-06-08", authority="B")]
    amounts = [
        changed(money("a", "old", 661), replaced_by="b", replaced_date="2018-06-08"),
        money("b", "new", 1761), money("c", "other", 5),
    ]  # fmt: skip
    ledger = EnforcementLedger(case_of(acts, amounts))
    said = {
        day: [note for row in ledger.totals("authority", ActionFilter(until=day)) for note in row.notes]
        for day in ("2018-06-07", "2018-06-08", "2018-06-09")
    }
    assert said["2018-06-07"] == [
        "a of A, 661 USD, was replaced on 2018-06-08 by b; this sum is as of 2018-06-07"
    ]
    replaced = "a of A, 661 USD, was replaced on 2018-06-08 by b of A, 1,761: only the later amount counts from that day"
    assert said["2018-06-08"] == said["2018-06-09"] == [replaced]


def test_what_was_suspended_and_activated_is_payable_from_its_day():
    amounts = [changed(money("a", "one", 100, suspended=30), activated=30, activated_date="2018-01-01")]
    ledger = EnforcementLedger(case_of([act("one")], amounts))
    asked_on = {
        day: ledger.totals("all", ActionFilter(until=day))[0].net.value
        for day in ("2017-12-31", "2018-01-01")
    }
    assert asked_on == {"2017-12-31": 70, "2018-01-01": 100}


def test_a_joint_act_whose_parts_hold_all_says_where_its_money_is():
    acts = [act("joint", authority="A and B"), act("one", part_of="joint")]
    amounts = [money("all", "joint", 60), money("a", "one", 60, part_of="all")]
    (row,) = EnforcementLedger(case_of(acts, amounts)).totals("all", ActionFilter(authority="A and B"))
    assert row.gross.value == 0
    assert row.notes == ("all of all, 60, is in its parts: ask for the act joint",)


def test_an_act_of_a_year_on_both_sides_of_a_day_is_kept_either_way_and_named():
    case = case_of([act("one", "2017")], [money("a", "one", 5)])
    limited, _ = known_by(case, parse_date("2017-06-30").latest)
    (until,), (known,) = (
        EnforcementLedger(case).totals("all", ActionFilter(until="2017-06-30")), EnforcementLedger(limited).totals("all"),
    )  # fmt: skip
    assert until.gross.value == known.gross.value == 5
    assert until.notes == known.notes == ("one is dated 2017, on both sides of 2017-06-30, and kept",)


@pytest.mark.parametrize(
    "day",
    [
        "2007-06-30",
        "2013-06-15",
        "2016-12-31",
        "2017-12-31",
        "2018-06-07",
        "2018-06-08",
        "2020-08-09",
        "2024-12-31",
    ],
)
def test_the_bundled_sums_of_a_day_are_those_known_on_it(day):
    limited, _ = known_by(BUNDLED.case, parse_date(day).latest)
    for by in ("all", "authority", "matter", "year", "programme"):
        sums = [
            {
                (row.measure, row.currency, row.key): (row.gross.value, row.net.value)
                for row in ledger.totals(by, wanted)
            }
            for ledger, wanted in (
                (BUNDLED.ledger, ActionFilter(until=day)),
                (EnforcementLedger(limited), ActionFilter()),
            )
        ]
        assert sums[0] == sums[1]
    for what in ("actions", "persons", "entities", "shipments"):
        asked = BUNDLED.ledger.count(what, ActionFilter(until=day)).value
        assert asked == EnforcementLedger(limited).count(what).value


@pytest.mark.parametrize("new", ["2018", "2018-06", "2018-06-08"])
@pytest.mark.parametrize("replaced_on", ["2018", "2018-06", "2018-06-08"])
@pytest.mark.parametrize("day", ["2018-05-31", "2018-06-07", "2018-06-15", "2018-12-30", "2018-12-31"])
def test_an_amount_and_the_one_in_its_place_are_never_both_in_a_sum_of_a_day_within_an_inexact_date(
    new, replaced_on, day
):
    amounts = [
        changed(money("a", "old", 661), replaced_by="b", replaced_date=replaced_on),
        money("b", "new", 1761),
    ]
    case = case_of([act("old", "2017-03-07"), act("new", new)], amounts)
    limited, _ = known_by(case, parse_date(day).latest)
    (until,), (known,) = (
        EnforcementLedger(case).totals("all", ActionFilter(until=day)), EnforcementLedger(limited).totals("all"),
    )  # fmt: skip
    # A later order that is there before the day from which it replaces the earlier one does not yet count.
    there = max(parse_date(new).earliest, parse_date(replaced_on).earliest) <= parse_date(day).latest
    assert until.gross.value == known.gross.value == (1761 if there else 661)


def test_a_later_order_counts_from_the_day_on_which_it_stands_in_the_place_of_the_first_that_it_replaces():
    acts = [
        act("one", "2017-01-01"),
        act("two", "2017-01-02"),
        act("new", "2018-01-01"),
        act("last", "2019-01-01"),
    ]
    amounts = [
        changed(money("a", "one", 10), replaced_by="n", replaced_date="2018-03-01"),
        changed(money("b", "two", 20), replaced_by="n", replaced_date="2018-05-01"),
        changed(money("n", "new", 500), replaced_by="z", replaced_date="2019-01-01"), money("z", "last", 600),
    ]  # fmt: skip
    ledger = EnforcementLedger(case_of(acts, amounts))
    on = {
        "2017-12-31": 30,
        "2018-01-01": 30,
        "2018-02-28": 30,
        "2018-03-01": 500,
        "2018-05-01": 500,
        "2019-01-01": 600,
    }
    rows = {day: ledger.totals("all", ActionFilter(until=day))[0] for day in on}
    assert {day: row.gross.value for day, row in rows.items()} == on
    kept = [(r.id, r.role, r.why) for r in rows["2018-02-28"].gross.trail.left_out]
    assert kept == [("n", "left out", "does not yet stand in the place of what it replaces")]
    assert not any("600" in note for note in rows["2018-02-28"].notes)


def test_a_change_dated_on_both_sides_of_the_day_is_said_to_be_left_out_of_the_sum():
    amounts = [
        changed(money("a", "one", 100, suspended=30), activated=30, activated_date="2018"),
        changed(money("b", "two", 40), refunded=15, refunded_date="2018"),
    ]
    case = case_of([act("one"), act("two", authority="B")], amounts)
    (row,) = EnforcementLedger(case).totals("all", ActionFilter(until="2018-06-30"))
    assert (row.gross.value, row.net.value) == (140, 110)
    assert row.notes == (
        "30 of a was suspended and became payable on 2018; that may be before or after 2018-06-30, and this sum leaves it out",
        "15 of b was set aside or paid back on 2018; that may be before or after 2018-06-30, and this sum leaves it out",
    )


def test_a_combined_amount_that_is_replaced_takes_its_parts_along():
    acts = [
        act("joint", "2017-01-01", "A and B"), act("one", "2017-01-01", part_of="joint"),
        act("two", "2017-01-01", "B", part_of="joint"), act("new", "2018-01-01"),
    ]  # fmt: skip
    amounts = [
        changed(money("all", "joint", 100), replaced_by="n", replaced_date="2018-01-01"),
        money("a", "one", 60, part_of="all"), money("b", "two", 30, part_of="all"), money("n", "new", 70),
    ]  # fmt: skip
    ledger = EnforcementLedger(case_of(acts, amounts))
    assert {row.key: row.gross.value for row in ledger.totals("authority")} == {"A": 70}
    assert ledger.totals("all", ActionFilter(until="2017-12-31"))[0].gross.value == 100


def test_a_joint_act_of_which_a_part_was_replaced_is_shown_by_its_other_parts():
    acts = [
        act("joint", "2017-01-01", "A and B"), act("one", "2017-01-01", part_of="joint"),
        act("two", "2017-01-01", "B", part_of="joint"), act("new", "2018-01-01", "B"),
    ]  # fmt: skip
    amounts = [
        money("all", "joint", 100), money("a", "one", 60, part_of="all"),
        changed(money("b", "two", 40, part_of="all"), replaced_by="n", replaced_date="2018-01-01"), money("n", "new", 55),
    ]  # fmt: skip
    (row,) = EnforcementLedger(case_of(acts, amounts)).totals("matter")
    assert (row.gross.value, row.actions) == (115, ("one", "new"))
    assert [r.id for r in row.gross.trail.rows] == ["a", "n"]
