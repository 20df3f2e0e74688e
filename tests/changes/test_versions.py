"""A version of a case by folder or by zip, and what no archive may do."""

import stat
import zipfile
from pathlib import Path

import pytest

from yalu.case.folder.new import write_new_case
from yalu.changes import versions
from yalu.changes.versions import opened_version
from yalu.documents.problems import DocumentError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(write_new_case(tmp_path_factory.mktemp("cases") / "small"))


def packed(folder: Path, to: Path) -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            archive.write(path, f"small/{path.relative_to(folder).as_posix()}")
    return to


def test_a_zip_opens_as_its_folder_and_is_gone_after(folder, tmp_path):
    with opened_version(packed(folder, tmp_path / "v.zip")) as one, opened_version(folder) as other:
        assert one.case.visits == other.case.visits
        unpacked = Path(one.case.path)
        assert unpacked.is_dir()
    assert not unpacked.exists()
    assert folder.is_dir()


def hostile(path: Path, name: str, *, link: bool = False) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo(name)
        if link:
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "x")
    return path


@pytest.mark.parametrize(
    "name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "a\\..\\out.csv", "C:/out.csv"]
)
def test_an_archive_that_reaches_outside_is_refused_and_writes_nothing(tmp_path, name):
    with (
        pytest.raises(DocumentError, match="reaches outside"),
        opened_version(hostile(tmp_path / "v.zip", name)),
    ):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["v.zip"]


def test_a_link_in_an_archive_is_refused(tmp_path):
    with (
        pytest.raises(DocumentError, match="is a link"),
        opened_version(hostile(tmp_path / "v.zip", "a", link=True)),
    ):
        pass


def test_an_archive_without_a_case_says_how_many_it_holds(tmp_path):
    with (
        pytest.raises(DocumentError, match="holds 0 cases"),
        opened_version(hostile(tmp_path / "v.zip", "a.csv")),
    ):
        pass


def test_what_is_no_archive_is_refused_with_a_next_step(tmp_path):
    (tmp_path / "v.zip").write_bytes(b"PK\x03\x04 cut off")
    with (
        pytest.raises(DocumentError, match="cannot be unpacked") as caught,
        opened_version(tmp_path / "v.zip"),
    ):
        pass
    assert "download the zip again" in str(caught.value)


def test_an_archive_larger_than_any_case_is_refused_before_it_is_unpacked(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(versions, "MOST_BYTES", 1_000)
    with pytest.raises(DocumentError, match="unpacks to"), opened_version(packed(folder, tmp_path / "v.zip")):
        pass
    monkeypatch.setattr(versions, "MOST_BYTES", 10**9)
    monkeypatch.setattr(versions, "MOST_FILES", 2)
    with pytest.raises(DocumentError, match="unpacks to"), opened_version(packed(folder, tmp_path / "w.zip")):
        pass
