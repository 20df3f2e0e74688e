"""Pairs beside each other: the same switches, no number for a year nobody rated, no winner over a least."""

from __future__ import annotations

from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from tests.visits.building import CITED, a_case, event, visit
from yalu.case.records import Case, Codebook, CoverageRow, RuleOption
from yalu.documents.choices import ChoiceError
from yalu.visits.comparison import PairComparison, compare
from yalu.vocabulary.dates import parse_window


def named(made: Case, name: str) -> Case:
    return msgspec.structs.replace(made, id=name, names={"partner": name.title(), "target": "Aland"})


def rated(years: dict[int, str], left_out: tuple[str, ...] = ()) -> tuple[CoverageRow, ...]:
    return tuple(
        CoverageRow(
            id=f"c{year}", sources=CITED, year=year, level=level,
            left_out=tuple(("posts", post) for post in left_out),
        )
        for year, level in years.items()
    )  # fmt: skip


def pair(first: tuple[str, ...], second: tuple[str, ...], **levels: dict[int, str]) -> tuple[Case, Case]:
    """Two cases on one target with a minister's visit on each day given; every year is good unless it is said."""
    made = []
    for name, days in (("one", first), ("two", second)):
        visits = [visit(f"{name}{i}", day, posts=("p.minister",)) for i, day in enumerate(days)]
        level = {2010: "good", 2011: "good"} | levels.get(name, {})
        whole = a_case(visits=visits, coverage=rated(level), observed=("2010-01-01", "2011-12-31"))
        made.append(named(whole, name))
    return made[0], made[1]


def year(found: PairComparison, number: int):
    return next(row for row in found.years if row.year == number)


def test_counts_of_a_year_are_those_of_its_own_rows() -> None:
    found = compare(pair(("2010-03-01", "2010-05-01"), ("2010-07-01", "2011-02-01")))
    assert [(cell.total, cell.rows) for cell in year(found, 2010).cells] == [
        (2, ("one0", "one1")),
        (1, ("two0",)),
    ]
    assert year(found, 2010).most == "one"
    assert year(found, 2011).most == "two"
    assert found.finding == (
        "Visits with Aland on record under the same rules, 2010-01-01 to 2011-12-31: 2 of One, 2 of Two; "
        "One had more in 2010, Two had more in 2011, and of 0 years it cannot be said"
    )


def test_a_year_that_nobody_rated_has_no_number_and_no_winner() -> None:
    first, second = pair(("2010-03-01",), ("2010-04-01",))
    second = msgspec.structs.replace(second, coverage=rated({2011: "good"}))
    cell = year(compare((first, second)), 2010).cells[1]
    assert (cell.total, cell.partner_to_target, cell.summits, cell.level) == (None, None, None, "not rated")
    assert year(compare((first, second)), 2010).most == ""


@pytest.mark.parametrize("level", ["thin", "partial"])
def test_a_year_searched_thinly_is_a_least_that_nobody_surely_exceeds(level: str) -> None:
    found = compare(pair(("2010-03-01",), ("2011-06-01",), two={2010: level}))
    empty = year(found, 2010).cells[1]
    assert (empty.total, empty.least) == (0, True)
    assert year(found, 2010).most == ""
    # The other way round the thin record is the greater one, and what it lacks only adds to it.
    assert year(compare(pair(("2010-03-01",), ("2011-06-01",), one={2010: level})), 2010).most == "one"


def test_a_class_that_counts_and_was_not_looked_for_makes_a_good_year_a_least() -> None:
    first, second = pair(("2010-03-01",), ("2011-06-01",))
    second = msgspec.structs.replace(second, coverage=rated({2010: "good", 2011: "good"}, ("p.minister",)))
    found = compare((first, second))
    assert year(found, 2010).most == ""
    assert found.cases[1].least
    assert [words.endswith("foreign minister") for words in found.cases[1].not_looked_for] == [True]
    other = msgspec.structs.replace(second, coverage=rated({2010: "good", 2011: "good"}, ("p.vice",)))
    assert year(compare((first, other)), 2010).most == "one"


def test_a_rule_that_admits_nobody_in_one_codebook_is_named_as_not_asked_there() -> None:
    first, second = pair(("2010-03-01",), ("2011-06-01",))
    book = second.codebook
    assert book is not None
    options = {name: RuleOption() for name in book.rules["R1"].options}
    empty = msgspec.structs.replace(book.rules["R1"], options=options)
    second = msgspec.structs.replace(
        second, codebook=msgspec.structs.replace(book, rules=book.rules | {"R1": empty})
    )
    found = compare((first, second))
    assert found.cases[1].not_looked_for == ("R1 (partner posts)",)
    assert year(found, 2010).most == ""


def test_the_switches_of_the_first_case_are_thrown_in_the_others() -> None:
    made = [
        named(
            a_case(
                visits=[visit("v", "2010-03-01", posts=("p.vice",))],
                coverage=rated({2010: "good"}),
                observed=("2010-01-01", "2010-12-31"),
            ),
            name,
        )
        for name in ("one", "two")
    ]
    default = compare(made)
    wide = compare(made, rules=f"{default.switches.source}+R1=vice-ministers-too")
    assert [c.visits for c in default.cases] == [0, 0]
    assert [c.visits for c in wide.cases] == [1, 1]
    assert wide.cases[1].rules.endswith("+R1=vice-ministers-too")
    assert dict(wide.switches.options)["R1"] == "vice-ministers-too"


def without_option(made: Case, rule: str, option: str) -> Case:
    book = made.codebook
    assert book is not None
    body = book.rules[rule]
    kept = msgspec.structs.replace(body, options={n: o for n, o in body.options.items() if n != option})
    rules: Codebook = msgspec.structs.replace(book, rules=book.rules | {rule: kept})
    return msgspec.structs.replace(made, codebook=rules)


def test_an_option_that_a_codebook_lacks_and_cases_that_do_not_match_are_refused() -> None:
    first, second = pair(("2010-03-01",), ("2010-03-01",))
    source = compare((first, second)).switches.source
    lacking = without_option(second, "R1", "vice-ministers-too")
    with pytest.raises(ChoiceError, match="in case two"):
        compare((first, lacking), rules=f"{source}+R1=vice-ministers-too")
    with pytest.raises(ChoiceError, match="one target"):
        compare((first, msgspec.structs.replace(second, target="XCC")))
    with pytest.raises(ChoiceError, match="two cases"):
        compare((first,))
    with pytest.raises(ChoiceError, match="named twice"):
        compare((first, first))
    with pytest.raises(ChoiceError, match="no visits"):
        compare((first, msgspec.structs.replace(second, visits=())))
    with pytest.raises(ChoiceError, match="no day"):
        compare((first, second), window=parse_window("1990-01-01/1991-01-01"))
    with pytest.raises(ChoiceError, match="kind of event"):
        compare((first, second), after=("earthquake",))


def test_a_wait_is_a_most_where_a_year_between_was_not_searched_well() -> None:
    first, second = pair(("2011-03-01",), ("2010-03-01",), one={2011: "thin"})
    crisis = event("e", "2010-02-01", kind="nuclear_test")
    made = [msgspec.structs.replace(one, events=(crisis,)) for one in (first, second)]
    (wait,) = compare(made).waits
    assert [(cell.days, cell.at_most) for cell in wait.cells] == [(393, True), (28, False)]
    only = msgspec.structs.replace(second, events=(event("x", "2010-02-02", kind="nuclear_test"),))
    waits = compare((made[0], only)).waits
    assert [[str(cell.on_record) for cell in one.cells] for one in waits] == [["yes", "no"], ["no", "yes"]]
    assert waits[0].cells[1].days is None


MONTHS = st.lists(st.sampled_from([f"2010-{m:02}-01" for m in range(1, 8)]), max_size=4)
LEVELS = st.sampled_from(["good", "partial", "thin"])


@tried(60)
@given(MONTHS, MONTHS, LEVELS, LEVELS)
def test_who_had_more_holds_however_the_unsearched_rows_turn_out(
    one: list[str], two: list[str], level_one: str, level_two: str
) -> None:
    """Add nought to six visits to every year that was not searched well: the case called busier stays it."""
    found = compare(
        pair(("2011-01-01", *one), ("2011-01-01", *two), one={2010: level_one}, two={2010: level_two})
    )
    most = year(found, 2010).most
    extra = [range(7) if level != "good" else range(1) for level in (level_one, level_two)]
    winners = set()
    for more_one, more_two in product(*extra):
        a, b = len(one) + more_one, len(two) + more_two
        winners.add("one" if a > b else "two" if b > a else "")
    assert most == (winners.pop() if len(winners) == 1 else "")
