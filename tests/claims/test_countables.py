"""What is not declared complete denies no number: the golden sentences, and small worlds with every completion."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import yalu
from yalu.case.records import Case, CoverageRow, Event, SourceRef, Visit
from yalu.claims.evidence import Evidence
from yalu.claims.facade import Claims
from yalu.claims.records import JudgedClaim
from yalu.claims.verdicts.judgement import ad_hoc_claim, judge
from yalu.claims.verdicts.verdict_text import judged_lines
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.dates import Window, parse_date
from yalu.vocabulary.results import as_json, as_text

FILE = Path(__file__).parents[1] / "golden" / "claims" / "complete.yaml"
SOURCES = (SourceRef("csis-provocations", 2),)
YEARS = (2001, 2002, 2003)
CASE = yalu.open_case("china-dprk").case


@pytest.fixture(scope="module")
def claims() -> Claims:
    return Claims(CASE)


def golden() -> list[Any]:
    return list(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def asked(case: Case, about: str, stated: str, **given_: str) -> JudgedClaim:
    return judge(Evidence(case), ad_hoc_claim(about, stated, given_), ad_hoc=True)


@pytest.mark.parametrize("row", golden(), ids=lambda row: row["name"])
def test_a_count_denies_only_what_its_table_is_complete_for(claims: Claims, row: dict[str, Any]) -> None:
    printed, expect = row["given"], row["expect"]
    found = claims.test(
        printed["about"], printed["stated"], **{k: str(v) for k, v in printed["with"].items()}
    )
    assert found.verdict == expect["verdict"], found.reason
    assert expect.get("reason", "") in found.reason
    if "complete" in expect:
        assert all(one.complete for one in found.completeness) is expect["complete"]
        assert found.completeness
    for name in ("ours", "unit"):
        if name in expect:
            assert getattr(found, name) == expect[name]
    if "conditions" in expect:
        assert list(found.conditions) == expect["conditions"]


@pytest.mark.parametrize(
    "row", [r for r in golden() if r["expect"].get("complete") is True], ids=lambda r: r["name"]
)
def test_without_a_declaration_nothing_is_complete(row: dict[str, Any]) -> None:
    printed = row["given"]
    if "leave_out" in printed["with"]:
        return  # a subkind that only the declaration names cannot be asked about without it
    bare = msgspec.structs.replace(CASE, coverage=())
    found = asked(
        bare, printed["about"], printed["stated"], **{k: str(v) for k, v in printed["with"].items()}
    )
    assert not any(one.complete for one in found.completeness)
    assert found.verdict != "contradicted"


def test_completeness_stands_in_text_json_and_trail(claims: Claims) -> None:
    found = claims.test("events.count", "seven tests", kind="nuclear_test", to="2017-12-31")
    line = next(line for line in judged_lines(found, trail=False) if line.startswith("complete: yes"))
    assert "a published list that was counted" in line
    assert "cov-events-tests" in line
    assert found.figure is not None
    assert line in as_text(found.figure)
    (printed,) = msgspec.json.decode(as_json(found))["completeness"]
    assert (printed["complete"], printed["missing"]) == (True, [])


def test_a_subject_that_counts_nothing_speaks_of_no_completeness(claims: Claims) -> None:
    assert claims.test("trade.share", "91%", period="2015").completeness == ()
    assert claims.test("ledger.date", "26 September 2016", action="dhid-designation-2016").completeness == ()


def event(number: int, year: int, subkind: str = "") -> Event:
    when = parse_date(f"{year}-06-{number % 28 + 1:02d}")
    return Event(id=f"w{number}", sources=SOURCES, date=when, kind="flood", subkind=subkind, title="A flood")


def declared(year: int, left_out: tuple[tuple[str, str], ...] = ()) -> CoverageRow:
    return CoverageRow(
        id=f"c{year}", sources=SOURCES, table="events", rows=(("kind", "flood"),), start=parse_date(str(year)),
        end=parse_date(str(year)), level="whole", test="published_list", left_out=left_out,
    )  # fmt: skip


def world(base: Case, events: tuple[Event, ...], coverage: tuple[CoverageRow, ...]) -> Case:
    return msgspec.structs.replace(base, events=events, coverage=coverage)


# Words, and what they mean of a number, worked out here and not by the engine.
SAID = {
    "none": lambda n, s: n == 0,
    "{}": lambda n, s: n == s,
    "at least {}": lambda n, s: n >= s,
    "at most {}": lambda n, s: n <= s,
    "more than {}": lambda n, s: n > s,
    "fewer than {}": lambda n, s: n < s,
}


@settings(max_examples=150, deadline=None)
@given(
    there=st.lists(st.sampled_from(YEARS), max_size=4),
    small=st.booleans(),
    whole=st.sets(st.sampled_from(YEARS)),
    left=st.booleans(),
    words=st.sampled_from(sorted(SAID)),
    number=st.integers(1, 6),
)
def test_no_completion_makes_a_denied_count_true(
    there: list[int], small: bool, whole: set[int], left: bool, words: str, number: int
) -> None:
    """Every row that could be missing is added, up to three a year: what was denied stays false."""
    rows = tuple(event(n, year, "brook" if small and n == 0 else "") for n, year in enumerate(there))
    classes = (("subkind", "brook"),) if left else ()
    coverage = tuple(declared(year, classes) for year in sorted(whole))
    case = world(CASE, (*rows, event(99, 1999)), coverage)
    given_ = {"kind": "flood", "from": "2001-01-01", "to": "2003-12-31"}
    if left:
        given_["leave_out"] = "nothing"
    found = asked(case, "events.count", words.format(number), **given_)
    # Of a subkind that nobody looked for there may be more everywhere, of the rest where nothing is declared.
    closed = [y for y in YEARS if y in whole and not left]
    more = [range(1) if year in closed else range(4) for year in YEARS]
    counts = [len(rows) + sum(added) for added in product(*more)]
    if small and rows and not left:  # whether a brook is a flood is left open by the words
        counts += [n - 1 for n in counts]
    true = SAID[words]
    if found.verdict == "contradicted":
        assert not any(true(n, number) for n in counts), found.reason
    if found.verdict == "supported" and words in {"none", "at most {}", "fewer than {}"}:
        assert all(true(n, number) for n in counts), found.reason
    if len(closed) == len(YEARS) and not any(true(n, number) for n in counts):
        assert found.verdict == "contradicted", found.reason
    if not set(counts) - {len(rows), len(rows) - 1} and all(true(n, number) for n in counts):
        assert found.verdict == "supported", found.reason


def test_inside_a_declared_ledger_none_is_an_answer_and_outside_silence(claims: Claims) -> None:
    given_ = {"kind": "designation", "state": "USA", "since": "2004-01-01", "until": "2004-01-31"}
    assert claims.test("ledger.count", "none", **given_).verdict == "cannot_say"
    acts = CoverageRow(
        id="acts", sources=SOURCES, table="actions", rows=(("state", "USA"),), start=parse_date("2004"), level="whole",
        test="authority_list",
    )  # fmt: skip
    case = msgspec.structs.replace(CASE, coverage=(acts,))
    found = asked(case, "ledger.count", "none", **given_)
    assert (found.verdict, found.ours) == ("supported", "0 actions")
    assert asked(case, "ledger.count", "at least 2", **given_).verdict == "contradicted"


def test_suppliers_on_record_deny_no_number_but_that_there_was_none(claims: Claims) -> None:
    assert claims.test("chains.count", "one", what="deals").verdict == "cannot_say"
    assert claims.test("chains.count", "none", what="deals").verdict == "contradicted"
    assert claims.test("chains.count", "at least 3", what="deals").verdict == "supported"


@pytest.mark.parametrize(
    "days", [{"since": "soon"}, {"year": "20170"}, {"since": "2018-01-01", "until": "2017-01-01"}]
)
def test_days_of_the_ledger_that_are_none_are_refused_by_name(claims: Claims, days: dict[str, str]) -> None:
    with pytest.raises(ChoiceError, match=r"not a date|before it starts"):
        claims.test("ledger.count", "36", what="persons", **days)


def test_a_median_of_the_answers_found_denies_no_other(claims: Claims) -> None:
    found = claims.test("responses.latency", "90 days", responder="state")
    assert found.verdict == "cannot_say"
    assert "what is not complete contradicts nobody" in found.reason


def visit(number: int, year: int) -> Visit:
    when = parse_date(f"{year}-0{number % 9 + 1}-15")
    return Visit(
        id=f"w{number}", sources=SOURCES, start=when, direction="partner_to_target", guest=f"Guest {number}",
        posts=("cn.premier",), party_body="none", occasion="bilateral", secrecy="announced",
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    there=st.lists(st.sampled_from(YEARS), min_size=1, max_size=3),
    good=st.sets(st.sampled_from(YEARS)),
    which=st.sampled_from(["first", "last"]),
    stated=st.sampled_from(YEARS),
)
def test_no_completion_makes_a_denied_first_or_last_day_true(
    there: list[int], good: set[int], which: str, stated: int
) -> None:
    rows = tuple(visit(n, year) for n, year in enumerate(there))
    coverage = tuple(CoverageRow(id=f"c{y}", sources=SOURCES, year=y, level="good") for y in sorted(good))
    observed = Window(date(2001, 1, 1), date(2003, 12, 31))
    case = msgspec.structs.replace(CASE, visits=rows, steps=(), coverage=coverage, observed=observed)
    found = asked(
        case, "visits.date", str(stated), which=which, rules="beyond-parallel", direction="partner_to_target"
    )
    pick = max if which == "last" else min
    open_years = [year for year in YEARS if year not in good]
    ends = {pick((*there, *(year for year, add in zip(open_years, added, strict=True) if add)))
            for added in product((False, True), repeat=len(open_years))}  # fmt: skip
    if found.verdict == "contradicted":
        assert stated not in ends, found.reason
    if stated not in ends:
        assert found.verdict == "contradicted", found.reason
    assert (found.verdict == "supported") == (pick(there) == stated)


@settings(max_examples=80, deadline=None)
@given(
    there=st.lists(st.sampled_from(YEARS), min_size=1, max_size=3),
    good=st.sets(st.sampled_from(YEARS)),
    years=st.integers(0, 3),
    words=st.sampled_from(["at least {} days", "at most {} days", "{} days"]),
)
def test_no_completion_makes_a_denied_silence_true(
    there: list[int], good: set[int], years: int, words: str
) -> None:
    """Days since the last visit: a row that is missing only makes them fewer."""
    rows = tuple(visit(n, year) for n, year in enumerate(there))
    coverage = tuple(CoverageRow(id=f"c{y}", sources=SOURCES, year=y, level="good") for y in sorted(good))
    observed = Window(date(2001, 1, 1), date(2003, 12, 31))
    case = msgspec.structs.replace(CASE, visits=rows, steps=(), coverage=coverage, observed=observed)
    end, number = date(2003, 12, 31), 365 * years + 100
    found = asked(case, "visits.gap", words.format(number), to=str(end), rules="beyond-parallel")
    last = max(row.start.latest for row in rows)
    days = {(end - last).days} | {
        (end - day).days
        for y in YEARS
        if y not in good
        for m in range(1, 13)
        if (day := date(y, m, 28)) >= last
    }
    true = {
        "at least {} days": lambda n: n >= number,
        "at most {} days": lambda n: n <= number,
        "{} days": lambda n: n == number,
    }[words]
    if found.verdict == "contradicted":
        assert not any(true(n) for n in days), found.reason
    if found.verdict == "supported" and words.startswith("at least"):
        assert all(true(n) for n in days), found.reason
