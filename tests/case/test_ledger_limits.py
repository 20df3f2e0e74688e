"""Amounts of one ledger that cannot hold together are found; a consistent ledger is left in peace."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import yalu
from yalu.case.checks.ledger_checks import entries_of
from yalu.case.checks.ledger_limits import AmountEntry, bounds_of, disputes, excesses
from yalu.case.package import check_case

WAYS = ("import", "export")
CODES = ("270111", "270112", "720310", "0303")
_COARSE = {"270111": "2701", "270112": "2701", "720310": "72", "0303": "03"}


def days(first: int, last: int) -> tuple[date, date]:
    """Whole months of 2017 by number."""
    after = date(2018, 1, 1) if last == 12 else date(2017, last + 1, 1)
    return date(2017, first, 1), after - timedelta(1)


def entry(row: str, value: int, *, flow: str = "import", hs: str = "TOTAL", months: tuple[int, int] = (1, 12),
          words: str = "", **more: object) -> AmountEntry:  # fmt: skip
    number = Decimal(value)
    low, high = bounds_of(number, "t", words)
    made = AmountEntry(
        row=row, column="quantity", ledger="customs", reporter="AAA", partner="BBB", flow=flow, hs=hs,
        days=days(*months), period=f"2017-{months[0]:02d}/2017-{months[1]:02d}", unit="t",
        value=number, low=low, high=high,
    )  # fmt: skip
    return msgspec.structs.replace(made, **more)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (entry("m", 305, months=(3, 3)), entry("y", 205)),
        (entry("m", 305, months=(3, 10)), entry("y", 205)),
        (entry("m", 305, months=(3, 10)), entry("t", 205, months=(1, 10))),
        (entry("i", 305), entry("b", 205, flow="export+import")),
        (entry("c", 305, hs="270111"), entry("h", 205, hs="2701")),
        (entry("c", 305, hs="2701"), entry("a", 205)),
        (entry("c", 305, hs="270111", months=(2, 2)), entry("a", 205, flow="export+import")),
    ],
)
def test_a_part_above_its_whole_is_found_and_both_are_named(part: AmountEntry, whole: AmountEntry) -> None:
    (found,) = excesses([part, whole])
    assert {one.row for one in found.entries} == {part.row, whole.row}
    assert set(disputes([part, whole])) == {part.row, whole.row}
    assert whole.shown in found.against(part)
    assert part.shown in found.against(whole)


@pytest.mark.parametrize(
    "parts",
    [
        [entry("i", 150), entry("e", 150, flow="export")],
        [entry("i", 150, months=(1, 6)), entry("e", 150, flow="export")],
    ],
)
def test_both_directions_above_the_two_way_total_are_found(parts: list[AmountEntry]) -> None:
    whole = entry("b", 205, flow="export+import")
    (found,) = excesses([*parts, whole])
    assert {one.row for one in found.parts} == {"i", "e"}


def test_both_directions_that_make_less_than_the_total_are_found() -> None:
    rows = [entry("i", 50), entry("e", 60, flow="export"), entry("b", 205, flow="export+import")]
    (found,) = excesses(rows)
    assert found.short
    assert set(disputes(rows)) == {"i", "e", "b"}


def test_months_that_add_up_to_more_than_the_year_are_found() -> None:
    rows = [entry(f"m{n}", 41, months=(n, n)) for n in range(1, 13)]
    assert set(disputes([*rows, entry("y", 401)])) == {*(row.row for row in rows), "y"}


def test_months_a_little_above_a_later_total_are_named_and_not_disputed() -> None:
    rows = [entry("h1", 601, months=(1, 6)), entry("h2", 401, months=(7, 12)), entry("y", 991)]
    assert len(excesses(rows)) == 1
    assert disputes(rows) == {}


def test_codes_that_add_up_to_more_than_their_heading_are_found() -> None:
    rows = [entry("a", 150, hs="270111"), entry("b", 150, hs="270112"), entry("h", 205, hs="2701")]
    assert set(disputes(rows)) == {"a", "b", "h"}


def test_a_code_and_what_lies_under_it_are_not_added() -> None:
    assert excesses([entry("h", 150, hs="2701"), entry("c", 150, hs="270111"), entry("a", 205)]) == ()


@pytest.mark.parametrize(
    "changed",
    [{"ledger": "mirror"}, {"reporter": "CCC"}, {"partner": "CCC"}, {"unit": "bbl"}],
)
def test_ledgers_states_and_units_are_never_held_against_each_other(changed: dict[str, str]) -> None:
    part = msgspec.structs.replace(entry("m", 305, months=(3, 3)), **changed)
    assert excesses([part, entry("y", 205)]) == ()


def test_a_first_release_is_not_held_against_a_revised_figure() -> None:
    part, whole = entry("m", 305, months=(3, 3), vintage="first"), entry("y", 205, vintage="revised")
    assert excesses([part, whole]) == ()
    assert len(excesses([part, msgspec.structs.replace(whole, vintage="first")])) == 1


def test_compilers_of_estimates_need_not_agree() -> None:
    part = entry("m", 305, months=(3, 3), ledger="mirror", sources=frozenset({"one"}))
    whole = entry("y", 205, ledger="mirror", sources=frozenset({"two"}))
    assert excesses([part, whole]) == ()
    assert len(excesses([part, msgspec.structs.replace(whole, sources=frozenset({"one", "two"}))])) == 1


def test_the_less_credible_of_two_is_disputed() -> None:
    part, whole = entry("m", 305, months=(3, 3), digit=3), entry("y", 205, digit=1)
    assert set(disputes([part, whole])) == {"m"}
    doubted = msgspec.structs.replace(whole, digit=1, doubted=True)
    assert set(disputes([part, doubted])) == {"y"}


def test_the_precision_that_is_stated_is_left_open() -> None:
    assert (
        excesses(
            [entry("m", 1_800_000, hs="270111", words="1.8 million tonnes"), entry("y", 1_798_001, hs="2701")]
        )
        == ()
    )
    assert (
        excesses([entry("m", 88_000, words="more than 88,000 tons", months=(1, 5)), entry("y", 88_201)]) == ()
    )
    assert (
        len(
            excesses(
                [
                    entry("m", 1_800_000, words="1.8 million tonnes"),
                    entry("y", 1_700_001, flow="export+import"),
                ]
            )
        )
        == 1
    )


# A small ledger made from a truth: every month, direction and code, summed as any row may be, then rounded.
Cell = tuple[int, str, str]
TRUTH = st.fixed_dictionaries(
    {(m, way, code): st.integers(0, 9_999) for m in range(1, 13) for way in WAYS for code in CODES}
)


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[AmountEntry], dict[str, int]]:
    truth = draw(TRUTH)
    rows: list[AmountEntry] = []
    sums: dict[str, int] = {}
    for number in range(draw(st.integers(2, 9))):
        first = draw(st.integers(1, 12))
        last = draw(st.integers(first, 12))
        flow = draw(st.sampled_from((*WAYS, "export+import")))
        hs = draw(st.sampled_from((*CODES, "2701", "72", "TOTAL")))
        value = sum(
            amount
            for (m, way, code), amount in truth.items()
            if first <= m <= last
            and flow in {way, "export+import"}
            and (hs == "TOTAL" or code.startswith(hs))
        )
        place = draw(st.sampled_from((1, 10, 100, 1000)))
        rounded = (value + place // 2) // place * place
        low, high = Decimal(rounded - place) + place / Decimal(2), Decimal(rounded) + place / Decimal(2)
        row = entry(f"r{number}", rounded, flow=flow, hs=hs, months=(first, last), low=low, high=high)
        rows.append(row)
        sums[row.row] = value
    return rows, sums


@given(ledgers())
def test_a_ledger_rounded_from_a_truth_is_never_flagged(
    made: tuple[list[AmountEntry], dict[str, int]],
) -> None:
    assert excesses(made[0]) == ()


def test_what_rounding_can_make_is_no_excess_and_what_is_beyond_it_is_said() -> None:
    parts = [
        entry("e", 60_305, months=(1, 4), low=Decimal("60304.5"), high=Decimal("60305.5"), flow="export"),
        entry("i", 8_156, months=(1, 4), low=Decimal("8155.5"), high=Decimal("8156.5")),
    ]
    rounded = entry(
        "b", 68_460, months=(1, 4), flow="export+import", low=Decimal("68459.5"), high=Decimal("68460.5")
    )
    assert excesses([*parts, rounded]) == ()
    (found,) = excesses(
        [*parts, msgspec.structs.replace(rounded, low=Decimal("68453.5"), high=Decimal("68454.5"))]
    )
    assert found.beyond == Decimal("5.5")
    (short,) = excesses(
        [*parts, msgspec.structs.replace(rounded, low=Decimal("68468.5"), high=Decimal("68469.5"))]
    )
    assert (short.short, short.beyond) == (True, Decimal("6.5"))


def test_a_month_of_something_is_wholly_beyond_a_year_of_nothing() -> None:
    zero = entry("y", 0, low=Decimal(0), high=Decimal(0))
    (found,) = excesses([entry("m", 305, months=(3, 3), low=Decimal("304.5"), high=Decimal("305.5")), zero])
    assert found.beyond == Decimal("304.5")
    assert found.disputed


def test_a_warning_says_how_far_it_is_beyond_rounding_and_whether_it_disputes_anything() -> None:
    said = [p.message for p in check_case("china-dprk") if "no more than its whole" in p.rule]
    assert all("beyond rounding" in message for message in said if "more with the same rule" not in message)
    months = next(m for m in said if m.startswith("81,560,000 USD is less than its parts"))
    assert "60,000 USD beyond rounding, and no more than offices revise, so it disputes nothing" in months
    coal = next(m for m in said if m.startswith("24,800,000 t is more than its whole"))
    assert "6,100,000 t beyond rounding" in coal
    assert "disputes nothing" not in coal


@given(ledgers(), st.data())
def test_a_planted_part_above_its_whole_is_always_found(
    made: tuple[list[AmountEntry], dict[str, int]], data: st.DataObject
) -> None:
    rows, _ = made
    whole = data.draw(st.sampled_from(rows))
    assert whole.high is not None
    first = data.draw(st.integers(whole.days[0].month, whole.days[1].month))
    last = data.draw(st.integers(first, whole.days[1].month))
    flow = data.draw(st.sampled_from(WAYS)) if whole.flow == "export+import" else whole.flow
    hs = data.draw(st.sampled_from([c for c in CODES if whole.hs == "TOTAL" or c.startswith(whole.hs)]))
    if (flow, hs, (first, last)) == (whole.flow, whole.hs, (whole.days[0].month, whole.days[1].month)):
        return
    value = int(whole.high) + data.draw(st.integers(2, 1_000_000))
    planted = entry(
        "planted",
        value,
        flow=flow,
        hs=hs,
        months=(first, last),
        low=Decimal(value) - 1,
        high=Decimal(value) + 1,
    )
    assert any({"planted", whole.row} == {e.row for e in one.entries} for one in excesses([*rows, planted]))


def test_the_check_finds_the_rows_that_the_compilers_found_by_hand() -> None:
    problems = [p for p in check_case("china-dprk") if "no more than its whole" in p.rule]
    text = "\n".join(str(p) for p in problems)
    assert all(p.severity == "warning" and p.row > 1 for p in problems)
    for row in (
        "F-coal-customs-2016-03-10-afp", "F-totals-customs-2019-01-06-import", "F-totals-customs-2013-01-08-export",
    ):  # fmt: skip
        assert row in text
    afp = next(p for p in problems if "24,800,000 t is more than" in p.message)
    assert (afp.file, afp.row) == ("flows/coal-customs.csv", 39)
    assert "18,600,000 t" in afp.message
    assert "flows/coal-customs.csv:32" in afp.message


def test_the_impossible_row_is_disputed_whatever_its_grade() -> None:
    case = yalu.open_case("china-dprk").case
    flows = tuple(
        msgspec.structs.replace(
            row, sources=tuple(msgspec.structs.replace(s, credibility=2) for s in row.sources)
        )
        if row.id == "F-coal-customs-2016-03-10-afp"
        else row
        for row in case.flows
    )
    assert "F-coal-customs-2016-03-10-afp" in disputes(entries_of(msgspec.structs.replace(case, flows=flows)))
