"""What two versions of a case differ in: found whole, and nothing where nothing moved."""

import csv
import shutil
from pathlib import Path

import pytest

from yalu.case.folder.new import write_new_case
from yalu.changes.case_difference import CaseDifference, ChangedField, MovedAnswer, difference
from yalu.changes.version_record import record_of
from yalu.documents.problems import DocumentError
from yalu.opening import open_case


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(write_new_case(tmp_path_factory.mktemp("cases") / "small"))


def changed(folder: Path, to: Path, table: str, change) -> Path:
    """A copy of a case with one table changed by ``change(rows)``."""
    shutil.copytree(folder, to)
    path = to / table
    with path.open(newline="", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        rows, names = list(reader), list(reader.fieldnames or ())
    rows = change(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return to


def between(old: Path, new: Path) -> CaseDifference:
    return difference(record_of(open_case(old)), record_of(open_case(new)))


def test_a_case_beside_itself_has_no_change(folder):
    found = between(folder, folder)
    assert (found.answers, found.rows) == ((), ())
    assert found.answers_alike > 0
    assert found.rows_alike > len(open_case(folder).case.visits)
    assert found.counts() == {}


def test_a_changed_day_is_one_row_with_one_field(folder, tmp_path):
    def later(rows):
        rows[0]["notes"] = "seen again"
        return rows

    found = between(folder, changed(folder, tmp_path / "later", "visits.csv", later))
    (row,) = found.rows
    assert (row.kind, row.table, row.id) == ("changed", "visits", open_case(folder).case.visits[0].id)
    assert row.fields == (ChangedField("notes", open_case(folder).case.visits[0].notes, "seen again"),)
    assert found.answers == ()
    assert found.old.data_version != found.new.data_version


def test_a_visit_less_moves_the_averages_that_counted_it_and_goes_out(folder, tmp_path):
    found = between(folder, changed(folder, tmp_path / "less", "visits.csv", lambda rows: rows[1:]))
    gone = open_case(folder).case.visits[0].id
    assert [(row.kind, row.id) for row in found.rows if row.table == "visits"] == [("removed", gone)]
    assert found.counts()["visits"] == {"added": 0, "removed": 1, "changed": 0}
    assert all(one.was != one.now for one in found.answers)


def test_turned_round_what_went_out_comes_in_and_answers_change_places(folder, tmp_path):
    less = changed(folder, tmp_path / "less", "visits.csv", lambda rows: rows[1:])
    there, back = between(folder, less), between(less, folder)
    assert {(r.table, r.id) for r in there.rows if r.kind == "removed"} == {
        (r.table, r.id) for r in back.rows if r.kind == "added"
    }
    assert {(a.key, a.was, a.now) for a in there.answers} == {(a.key, a.now, a.was) for a in back.answers}
    assert there.rows_alike == back.rows_alike
    assert there.answers_alike == back.answers_alike


def test_an_answer_that_one_version_does_not_give_is_empty_there():
    one = MovedAnswer("trade", "total/2024", "Trade in 2024", "", "1 USD")
    assert one.was == ""
    assert one.now == "1 USD"


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        ("within", "within on 2 sources, 1 in part", True),
        ("breach", "breach, as reported by UPI", True),
        ("breach, as reported by UPI", "breach, as reported by NHK", True),
        ("within", "cannot say", False),
        ("supported", "supported if", False),
        ("breach", "within on 1 partial source", False),
    ],
)
def test_a_verdict_with_another_extent_or_reporter_is_the_same_verdict(was, now, same):
    assert MovedAnswer("caps", "k", "t", was, now).same_verdict is same


def test_what_a_version_does_not_answer_is_named_and_no_clean_answer(folder):
    found = between(folder, folder)
    printed = {line.partition(":")[0] for line in found.not_compared}
    assert printed == {
        f"{name} of the {which} version"
        for name in ("trade", "caps", "enforcement", "claims")
        for which in ("earlier", "later")
    }


def test_a_file_that_cannot_be_read_is_an_error_and_not_a_version_in_which_nothing_moved(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "broken")
    (tmp_path / "broken" / "claims").mkdir(exist_ok=True)
    (tmp_path / "broken" / "claims" / "one.yaml").write_text("article: [", encoding="utf-8")
    with pytest.raises(DocumentError):
        between(folder, tmp_path / "broken")
