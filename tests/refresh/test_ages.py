"""Ages: the last day that is sure, whether newer rows are due, and where they are published, as the case says."""

import csv
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from yalu.case.folder.locations import bundled_cases, find_case
from yalu.case.package import check_case
from yalu.documents.problems import DocumentError
from yalu.refresh.ages import list_ages, series_ages
from yalu.refresh.publications import FILE, FRESHNESS, publications
from yalu.screening.lists.snapshots.list_names import OFFICIAL

TODAY = date(2026, 11, 29)
HEADER = ",".join(FRESHNESS.names)


def ages(case="china-dprk", today=TODAY, home=None):
    return {age.name: age for age in series_ages(case, today, home)}


def folder_with(tmp_path: Path, *rows: str) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(find_case("russia-dprk"), folder)
    (folder / FILE).write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", bundled_cases())
def test_every_dated_series_of_a_bundled_case_says_where_newer_rows_are(case, tmp_path):
    found = ages(case, home=tmp_path)
    assert found
    assert not [name for name, age in found.items() if not age.address or not age.publisher]
    assert all(age.licence for age in found.values())


@pytest.mark.parametrize("case", bundled_cases())
def test_the_last_day_of_a_series_of_figures_is_that_of_its_newest_row(case, tmp_path):
    for name, age in ages(case, home=tmp_path).items():
        if not name.startswith("flows-"):
            continue
        with (find_case(case) / "flows" / f"{name.removeprefix('flows-')}.csv").open(
            encoding="utf-8"
        ) as file:
            periods = [row["period"].rpartition("/")[2] for row in csv.DictReader(file)]
        newest = max(text.ljust(10, "~") for text in periods).rstrip("~")
        assert age.last.startswith(newest[:4])
        assert age.last >= newest
        assert age.rows == len(periods)
        assert age.days == (TODAY - date.fromisoformat(age.last)).days


def test_a_fact_dated_to_a_year_makes_no_series_newer_than_its_first_day(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("china-dprk"), folder)
    events = folder / "events.csv"
    lines = events.read_text("utf-8").splitlines()
    header = lines[0].split(",")
    row = next(csv.reader([lines[1]]))
    row[header.index("id")], row[header.index("date")] = "E-later", "2031"
    with events.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(row)
    assert ages(folder, home=tmp_path)["events"].last == "2031-01-01"


def test_newer_rows_are_due_once_the_days_are_over_and_not_before(tmp_path):
    folder = folder_with(tmp_path, "flows-totals-customs,Me,https://example.org/,by_hand,,,,,30,,")
    last = date(2023, 12, 31)  # of the newest total of both directions, which the Kremlin printed
    assert ages(folder, last + timedelta(days=30), tmp_path)["flows-totals-customs"].due == "no"
    assert ages(folder, last + timedelta(days=31), tmp_path)["flows-totals-customs"].due == "yes"


def test_where_nobody_says_when_rows_come_it_cannot_be_said(tmp_path):
    folder = folder_with(tmp_path, "flows-totals-customs,Me,https://example.org/,by_hand,,,,,,,")
    found = ages(folder, home=tmp_path)
    assert found["flows-totals-customs"].due == "cannot_say"
    assert found["flows-petroleum-customs"].address == ""
    assert "not said" in found["flows-petroleum-customs"].notes


def test_a_case_without_the_file_has_ages_and_no_addresses(tmp_path):
    folder = folder_with(tmp_path)
    (folder / FILE).unlink()
    assert {age.due for age in ages(folder, home=tmp_path).values()} == {"cannot_say"}


def test_every_official_list_is_told_with_what_answers_now(tmp_path):
    found = {age.name: age for age in list_ages(TODAY, tmp_path)}
    assert set(found) == {name for official in OFFICIAL for name in official.lists}
    assert (found["un"].here, found["un"].last, found["un"].days) == ("bundled", "2026-02-27", 275)
    assert (found["eu"].here, found["eu"].last, found["eu"].days, found["eu"].due) == (
        "none",
        "",
        None,
        "yes",
    )


def test_what_was_stored_and_is_damaged_is_told_and_the_others_with_it(tmp_path):
    note = tmp_path / "series" / "russia-dprk" / "flows-totals-customs.note.json"
    note.parent.mkdir(parents=True)
    note.write_text("{", encoding="utf-8")
    un = tmp_path / "lists" / "un"
    un.mkdir(parents=True)
    (un / "current").write_text("2026-01-01-00000000\nno\n", encoding="utf-8")
    found = ages("russia-dprk", home=tmp_path)
    assert "not as it was written" in found["flows-totals-customs"].damaged
    assert found["flows-petroleum-customs"].damaged == ""
    lists = {age.name: age for age in list_ages(TODAY, tmp_path)}
    assert lists["un"].damaged
    assert (lists["un"].last, lists["un"].due, lists["un"].here) == ("", "yes", "stored")
    assert lists["uk"].last


@pytest.mark.parametrize("case", bundled_cases())
def test_the_file_is_no_problem_of_the_case(case):
    assert not [problem for problem in check_case(case) if FILE in str(problem)]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "flows-total-customs,Me,https://example.org/,by_hand,,,,,,,",
            "is no series of the case.*flows-totals-customs",
        ),
        ("flows-totals-customs,Me,https://example.org/,open,,,,,,,", "“form” is empty"),
        (
            "flows-totals-customs,Me,https://example.org/,key,comtrade,a=1,2017-01,,,,",
            "a key is named where access is key",
        ),
        (
            "flows-totals-customs,Me,https://example.org/,by_hand,,,,COMTRADE_KEY,,,",
            "a key is named where access is key",
        ),
        ("flows-totals-customs,Me,https://example.org/,sometimes,,,,,,,", "sometimes"),
        ("flows-totals-customs,Me,https://example.org/,open,comtrade,a=1,2017-13,,,,", "2017-13"),
        ("flows-totals-customs,Me,https://example.org/,open,comtrade,no question,2017-01,,,,", "no question"),
        ("flows-totals-customs,Me,https://example.org/,by_hand,,,,,soon,,", "soon"),
        ("flows-totals-customs,,https://example.org/,by_hand,,,,,,,", "publisher"),
    ],
)
def test_faults_of_the_file_are_told(tmp_path, row, says):
    folder = folder_with(tmp_path, row)
    with pytest.raises(DocumentError, match=says):
        publications(folder, ["flows-totals-customs", "flows-petroleum-customs"])
