"""A version as a record: it says what the case said, and nothing but the record of this case is taken for one."""

import gzip
import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest

from yalu.case.folder.new import write_new_case
from yalu.case.package import bundled_cases, find_case, read_case
from yalu.changes import version_record
from yalu.changes.case_difference import difference
from yalu.changes.standing_answers import standing_answers
from yalu.changes.version_record import FILE, VersionRecord, read_record, record_of, write_record
from yalu.documents.problems import DocumentError
from yalu.opening import open_case


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(write_new_case(tmp_path_factory.mktemp("cases") / "small"))


@pytest.fixture(scope="module")
def record(folder: Path) -> VersionRecord:
    return record_of(open_case(folder), released=date(2026, 11, 22))


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copied"))


def test_a_record_read_again_is_what_was_written_and_the_same_version_gives_the_same_bytes(copied, record):
    first = write_record(record, copied).read_bytes()
    assert read_record(read_case(copied)) == record
    assert write_record(record, copied).read_bytes() == first


def test_a_version_beside_its_own_record_has_no_change(folder, record):
    found = difference(record, record_of(open_case(folder)))
    assert (found.answers, found.rows) == ((), ())
    assert found.old.released == "2026-11-22"


def test_writing_a_record_leaves_the_data_version_as_it_was(copied, record):
    write_record(record, copied)
    assert read_case(copied).data_version == record.data_version


def test_a_case_without_a_record_has_none(folder):
    assert read_record(read_case(folder)) is None


def without_a_column(record: VersionRecord, table: str, field: str) -> VersionRecord:
    """The record of a version whose tables did not have a column yet."""
    held = record.tables[table]
    place = held.fields.index(field)
    cut = {key: (*cells[:place], *cells[place + 1 :]) for key, cells in held.rows.items()}
    older = version_record.RecordedTable((*held.fields[:place], *held.fields[place + 1 :]), cut)
    return msgspec.structs.replace(record, tables={**record.tables, table: older})


def test_a_column_that_is_new_changes_no_row_and_is_named(record):
    found = difference(without_a_column(record, "visits", "place"), record)
    assert found.rows == ()
    assert "place of visits: in the later version alone" in found.not_compared


def damaged(kind: str, record: VersionRecord, monkeypatch) -> bytes:
    whole = gzip.compress(msgspec.json.encode(record))
    if kind == "too large":
        monkeypatch.setattr(version_record, "ARCHIVE_FREE", 1_000)
    if kind == "another case":
        return gzip.compress(msgspec.json.encode(msgspec.structs.replace(record, case="other")))
    if kind == "no day":
        return gzip.compress(msgspec.json.encode(msgspec.structs.replace(record, released="2026-13-01")))
    if kind == "short rows":
        table = msgspec.structs.replace(record.tables["visits"], rows={"V001": ("one cell",)})
        return gzip.compress(msgspec.json.encode(msgspec.structs.replace(record, tables={"visits": table})))
    return {"no gzip": b"{}", "cut off": whole[:-40], "no record": gzip.compress(b"[]")}.get(kind, whole)


@pytest.mark.parametrize(
    "kind", ["no gzip", "cut off", "no record", "too large", "another case", "no day", "short rows"]
)
def test_what_is_no_record_of_the_case_is_an_error_and_never_no_record(kind, copied, record, monkeypatch):
    (copied / FILE).write_bytes(damaged(kind, record, monkeypatch))
    with pytest.raises(DocumentError) as caught:
        read_record(read_case(copied))
    assert all(problem.file == FILE and problem.next_step for problem in caught.value.problems)


def test_a_link_in_place_of_the_record_is_refused(copied, record, tmp_path):
    write_record(record, tmp_path)
    (copied / FILE).symlink_to(tmp_path / FILE)
    with pytest.raises(DocumentError, match="is a link"):
        read_record(read_case(copied))


@pytest.mark.parametrize("name", bundled_cases())
def test_the_bundled_record_is_of_an_earlier_version_and_small(name):
    case = read_case(find_case(name))
    earlier = read_record(case)
    assert earlier is not None
    assert earlier.data_version.partition("+")[0] < case.version
    assert earlier.released
    assert earlier.answers
    assert (find_case(name) / FILE).stat().st_size < 400_000


def test_answers_that_were_asked_already_are_the_answers_asked_again():
    opened = open_case("russia-dprk")
    asked = standing_answers(opened)
    assert standing_answers(opened, caps=opened.law.caps(), checked=opened.claims.check()) == asked
    assert standing_answers(opened, caps=()).given != asked.given
