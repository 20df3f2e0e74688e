"""The case of Russia: clean, counted the same by hand, its waits found again by looking at every row.

Nothing here uses the rules of the engine: the classes are typed from the codebook's words, and the rows are
read from the file.
"""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import yalu
from yalu.case.package import check_case, find_case, read_case
from yalu.opening import OpenCase

FOLDER = Path(find_case("russia-dprk"))
# Leaders, ministers and heads of parliament, as the default rule set says in words.
COUNTED = {
    "ru.president", "ru.premier", "ru.deputy_premier", "ru.foreign_minister", "ru.defence_minister",
    "ru.interior_minister", "ru.other_minister", "ru.security_council_secretary",
    "ru.security_council_deputy_chair", "ru.federation_council_chair", "ru.duma_chair",
    "kp.party_head", "kp.sac_chair", "kp.ndc_chair", "kp.premier", "kp.vice_premier", "kp.foreign_minister",
    "kp.armed_forces_minister", "kp.state_security_minister", "kp.other_minister", "kp.spa_chair",
    "kp.spa_presidium_president",
}  # fmt: skip
# Two secretaries of the party count by their seat in the Political Bureau alone.
BY_SEAT = {("Choe Ryong Hae", "2014-11-17"), ("Ri Hi Yong", "2025-02-24")}


@pytest.fixture(scope="module")
def opened() -> OpenCase:
    return yalu.open_case("russia-dprk")


def rows() -> list[dict[str, str]]:
    with (FOLDER / "visits.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts(row: dict[str, str]) -> bool:
    if row["direction"] == "third_country" or row["status"] == "announced_not_seen":
        return False
    return bool(COUNTED & set(row["posts"].split(";"))) or (row["guest"], row["start"]) in BY_SEAT


def last_day(text: str) -> date:
    """The last day a start can mean; the file has days and months, some of them about."""
    plain = text.rstrip("~?")
    if re.fullmatch(r"\d{4}-\d{2}", plain):
        year, month = map(int, plain.split("-"))
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return date.fromisoformat(plain)


def test_the_case_has_no_error() -> None:
    assert [p.message for p in check_case(FOLDER) if p.severity == "error"] == []


def test_its_default_rules_are_its_own(opened: OpenCase) -> None:
    assert opened.visits.rules().name == "leaders-and-ministers"
    assert "beyond-parallel" not in (opened.case.codebook.rule_sets if opened.case.codebook else {})


def test_the_visits_that_count_are_those_counted_by_hand(opened: OpenCase) -> None:
    by_hand = {row["id"] for row in rows() if counts(row)}
    assert len(by_hand) == 73
    assert {row.id for row in opened.visits.list(counted_only=True)} == by_hand


def test_averages_are_the_rows_of_each_era_over_its_days(opened: OpenCase) -> None:
    terms = {
        "vladimir-putin": [("2000-01-01", "2008-05-06"), ("2012-05-07", "2026-11-21")],
        "dmitry-medvedev": [("2008-05-07", "2012-05-06")],
        "kim-jong-il": [("2000-01-01", "2011-12-17")],
        "kim-jong-un": [("2012-04-13", "2026-11-21")],
    }
    found = {row.leader: row for row in opened.visits.frequency()}
    assert set(found) == set(terms)
    for leader, spans in terms.items():
        days = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in spans]
        inside = sum(counts(row) and any(a <= last_day(row["start"]) <= b for a, b in days) for row in rows())
        years = sum((b - a).days + 1 for a, b in days) / 365.2425
        assert found[leader].tally.count == inside, leader
        assert found[leader].figure.value == pytest.approx(inside / years)
        assert found[leader].periods == tuple(f"{a} – {b}" for a, b in spans)


def test_waits_after_nuclear_tests_are_found_by_looking_at_every_row(opened: OpenCase) -> None:
    tests = {"2006-10-09", "2009-05-25", "2013-02-12", "2016-01-06", "2016-09-09", "2017-09-03"}
    answers = opened.visits.latency(after=["nuclear_test"]).responses
    assert {answer.date for answer in answers} == tests
    for answer in answers:
        day = date.fromisoformat(answer.date)
        came = [
            (last_day(row["start"]) - day).days
            for row in rows()
            if counts(row)
            and last_day(row["start"].rstrip("~?") + ("-01" if len(row["start"].rstrip("~?")) == 7 else ""))
            > day
        ]
        assert answer.days == min(came), answer.title


def test_no_year_is_called_searched_well_and_every_year_names_what_was_not_looked_for(
    opened: OpenCase,
) -> None:
    rated = {row.year: row for row in opened.case.rated_years}
    assert set(rated) == set(range(2000, 2027))
    assert {row.level for row in rated.values()} == {"thin", "partial"}
    assert all(("posts", "ru.other_minister") in row.left_out for row in rated.values())


def test_a_journey_of_which_only_the_announcement_is_on_record_is_in_no_count(opened: OpenCase) -> None:
    announced = {row["id"] for row in rows() if row["status"] == "announced_not_seen"}
    assert announced == {"R077"}
    assert not announced & {row.id for row in opened.visits.list(counted_only=True)}


def test_grades_of_one_need_two_sources() -> None:
    case = read_case(find_case("russia-dprk"))
    lonely = [
        row.id
        for table in (case.visits, case.events, case.actions, case.responses)
        for row in table
        if len(row.sources) == 1 and row.sources[0].credibility == 1
    ]
    assert [name for name in lonely if name.startswith("R")] == []


def test_every_row_cites_a_source_that_is_not_memory_alone() -> None:
    case = read_case(find_case("russia-dprk"))
    tables = (case.visits, case.events, case.actions, case.responses, case.tenures)
    alone = [row.id for table in tables for row in table if {ref.source for ref in row.sources} == {"memory"}]
    assert alone == []
