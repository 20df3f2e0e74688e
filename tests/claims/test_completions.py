"""Small worlds with something unknown in them: no completion of the unknown turns a verdict into its opposite."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import product

import msgspec
from hypothesis import given
from hypothesis import strategies as st

import yalu
from tests.properties import tried
from yalu.case.records import Case, CoverageRow, Event, Flow, SourceRef
from yalu.claims.evidence import Evidence
from yalu.claims.records import FigureReading, JudgedClaim, ReadStatement
from yalu.claims.verdicts.comparison import hold
from yalu.claims.verdicts.judgement import ad_hoc_claim, judge
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.intervals import Interval

CASE = yalu.open_case("china-dprk").case
SOURCES = (SourceRef("csis-provocations", 2),)
# Words, and what they mean of a number, worked out here and not by the engine.
SAID: dict[str, Callable[[float, float], bool]] = {
    "{}": lambda n, s: n == s,
    "at least {}": lambda n, s: n >= s,
    "at most {}": lambda n, s: n <= s,
    "more than {}": lambda n, s: n > s,
    "fewer than {}": lambda n, s: n < s,
}


def asked(case: Case, about: str, stated: str, **parameters: str) -> JudgedClaim:
    return judge(Evidence(case), ad_hoc_claim(about, stated, parameters), ad_hoc=True)


def floods(days: tuple[str, ...]) -> Case:
    """Floods of some days, in a table that is declared to have every one of 2002."""
    rows = tuple(
        Event(id=f"w{n}", sources=SOURCES, date=parse_date(day), kind="flood", title="A flood")
        for n, day in enumerate(days)
    )
    whole = CoverageRow(
        id="c", sources=SOURCES, table="events", rows=(("kind", "flood"),), start=parse_date("2001"),
        end=parse_date("2003"), level="whole", test="published_list",
    )  # fmt: skip
    return msgspec.structs.replace(CASE, events=rows, coverage=(whole,))


@tried(60)
@given(
    days=st.lists(
        st.sampled_from(["2002-02-01", "2002-05-01", "2002-10-01", "2002"]), min_size=1, max_size=4
    ),
    words=st.sampled_from(sorted(SAID)),
    number=st.integers(1, 4),
)
def test_no_day_that_an_inexact_date_can_mean_makes_a_denied_count_true(
    days: list[str], words: str, number: int
) -> None:
    """A flood of “2002” fell in the first half of the year or in the second: each is tried."""
    half = {"kind": "flood", "from": "2002-01-01", "to": "2002-06-30"}
    found = asked(floods(tuple(days)), "events.count", words.format(number), **half)
    worlds = product(*(["2002-03-01", "2002-09-01"] if day == "2002" else [day] for day in days))
    counts = {sum(day < "2002-07" for day in world) for world in worlds}
    true = [SAID[words](count, number) for count in counts]
    if found.verdict == "contradicted":
        assert not any(true), found.reason
    if found.verdict == "supported":
        assert all(true), found.reason
    if not any(true):
        assert found.verdict == "contradicted", found.reason
    if all(true):
        assert found.verdict == "supported", found.reason


def coal(quantities: tuple[int | None, ...]) -> Case:
    """Coal of the first months of 2002, whole tonnes as printed; None is a month that nobody reported."""
    rows = tuple(
        Flow(
            id=f"m{month}", period=f"2002-{month:02d}", reporter="CHN", partner="PRK", flow="import", hs="2701",
            quantity=None if tonnes is None else Decimal(tonnes), unit="t", ledger="customs", sources=SOURCES,
        )
        for month, tonnes in enumerate(quantities, start=1)
    )  # fmt: skip
    return msgspec.structs.replace(CASE, flows=rows, published=(), shares=())


@tried(60)
@given(
    months=st.lists(st.sampled_from([None, 0, 3, 7]), min_size=3, max_size=3),
    words=st.sampled_from(["at least {} tonnes", "at most {} tonnes", "more than {} tonnes"]),
    number=st.sampled_from([2, 5, 9, 12]),
)
def test_no_tonnage_of_a_month_that_nobody_reported_turns_a_verdict(
    months: list[int | None], words: str, number: int
) -> None:
    quarter = {"period": "2002-Q1", "flow": "import", "hs": "2701", "unit": "t"}
    found = asked(coal(tuple(months)), "trade.total", words.format(number), **quarter)
    sums = {sum(world) for world in product(*([0, 1, 6, 40] if one is None else [one] for one in months))}
    true = [SAID[words.removesuffix(" tonnes")](total, number) for total in sums]
    if found.verdict == "contradicted":
        assert not any(true), found.reason
    if found.verdict == "supported":
        assert all(true), found.reason


HALVES = st.integers(-8, 8).map(lambda n: n / 2)


def meant(low: float | None, high: float | None, closed: tuple[bool, bool]) -> ReadStatement:
    ends = (None if end is None else Decimal(repr(end)) for end in (low, high))
    return ReadStatement(text="words", kind="comparison", unit="t", interval=Interval(*ends, *closed))


@tried(300)
@given(
    bounds=st.tuples(HALVES, HALVES).map(sorted),
    words=st.tuples(st.none() | HALVES, st.none() | HALVES),
    closed=st.tuples(st.booleans(), st.booleans()),
)
def test_bounds_decide_only_what_every_number_between_them_decides(
    bounds: list[float], words: tuple[float | None, float | None], closed: tuple[bool, bool]
) -> None:
    low, high = words
    if low is not None and high is not None and (low > high or (low == high and not all(closed))):
        return  # words that mean no number at all
    statement = meant(low, high, closed)
    found = hold(statement, FigureReading(low=bounds[0], high=bounds[1], unit="t")).stand
    steps = range(int((bounds[1] - bounds[0]) * 4) + 1)
    each = {hold(statement, FigureReading(value=bounds[0] + step / 4, unit="t")).stand for step in steps}
    assert each <= {"supports", "against"}
    assert found == (each.pop() if len(each) == 1 else "cannot_say")
