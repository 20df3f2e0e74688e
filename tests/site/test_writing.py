"""A site is written whole or not at all, and only over a site."""

import os
import re
import sys
from pathlib import Path

import pytest

from yalu.documents.files.locks import locked
from yalu.documents.problems import DocumentError
from yalu.site.frame import folder_writer as writing
from yalu.site.frame.folder_writer import MARKER, SiteFolderError, write_site

OLD = {"index.html": b"old", "figures/a.html": b"old figure"}
NEW = {"index.html": b"new", "data/a.csv": b"1"}


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_site_is_written_with_its_marker(tmp_path: Path) -> None:
    write_site(tmp_path / "site", OLD)
    assert set(contents(tmp_path / "site")) == {*OLD, MARKER}


def test_a_second_build_replaces_the_first_whole(tmp_path: Path) -> None:
    write_site(tmp_path / "site", OLD)
    write_site(tmp_path / "site", NEW)
    assert set(contents(tmp_path / "site")) == {*NEW, MARKER}
    assert [p.name for p in tmp_path.iterdir()] == ["site"], "nothing is left beside the site"


def test_a_build_that_fails_while_writing_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path / "site", OLD)
    before = contents(tmp_path / "site")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    # Several files are written at once, and any of them may be the first to fail: the error names one of them.
    named = "|".join(re.escape(name) for name in (*NEW, MARKER))
    with pytest.raises(OSError, match=rf"No space left on device: '.*/({named})'"):
        write_site(tmp_path / "site", NEW)
    monkeypatch.undo()
    assert contents(tmp_path / "site") == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.fixture(params=["exchanged", "moved"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of taking the old site's place: in one step, and where the system cannot do that."""
    if request.param == "moved":
        monkeypatch.setattr(writing, "_exchanged", lambda one, two: False)
    return str(request.param)


def test_either_way_nothing_is_left_beside_the_new_site(tmp_path: Path, swap: str) -> None:
    write_site(tmp_path / "site", OLD)
    write_site(tmp_path / "site", NEW)
    assert set(contents(tmp_path / "site")) == {*NEW, MARKER}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_swap_that_fails_puts_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path / "site", OLD)
    before = contents(tmp_path / "site")
    rename = Path.rename

    def stubborn(self: Path, target: Path) -> Path:
        if ".building-" in self.name:
            raise OSError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(writing, "_exchanged", lambda one, two: False)
    monkeypatch.setattr(Path, "rename", stubborn)
    with pytest.raises(OSError, match="Permission denied"):
        write_site(tmp_path / "site", NEW)
    monkeypatch.undo()
    assert contents(tmp_path / "site") == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux exchanges two folders in one step"
)
def test_there_is_a_site_at_every_moment_of_a_swap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path / "site", OLD)
    monkeypatch.setattr(Path, "rename", lambda *_: pytest.fail("the old site was moved away first"))
    write_site(tmp_path / "site", NEW)
    assert (tmp_path / "site" / "index.html").read_bytes() == b"new"


def test_a_build_killed_between_the_two_moves_is_put_right_by_the_next(tmp_path: Path) -> None:
    write_site(tmp_path / "site", OLD)
    (tmp_path / ".site.old-x1").mkdir()
    (tmp_path / "site").rename(tmp_path / ".site.old-x1" / "site")
    (tmp_path / ".site.building-x2").mkdir()
    with pytest.raises(SiteFolderError, match="outside the site folder"):
        write_site(tmp_path / "site", {"../x": b""})
    assert (tmp_path / "site" / "index.html").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_build_left_beside_a_site_is_swept(tmp_path: Path) -> None:
    write_site(tmp_path / "site", OLD)
    (tmp_path / ".site.building-x2" / "a").mkdir(parents=True)
    (tmp_path / ".site.old-x1" / "site").mkdir(parents=True)
    (tmp_path / ".other.old-x1").mkdir()
    write_site(tmp_path / "site", NEW)
    assert sorted(p.name for p in tmp_path.iterdir()) == [".other.old-x1", "site"]
    assert (tmp_path / "site" / "index.html").read_bytes() == b"new"


def test_two_builders_at_once_are_told(tmp_path: Path) -> None:
    with locked(tmp_path / "site", wait=0), pytest.raises(DocumentError, match="building a site there"):
        write_site(tmp_path / "site", NEW)
    assert not (tmp_path / "site").exists()


def test_a_folder_with_other_files_is_refused_and_untouched(tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter-1.txt").write_text("years of work")
    with pytest.raises(SiteFolderError, match=r"holds no Yalu site.*name another folder"):
        write_site(folder, NEW)
    assert contents(folder) == {"chapter-1.txt": b"years of work"}


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write_site(tmp_path / "site", NEW)
    assert (tmp_path / "site" / "index.html").read_bytes() == b"new"


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(SiteFolderError, match="is a file"):
        write_site(tmp_path / "site", NEW)


@pytest.mark.parametrize("name", ["../escape.html", "/etc/escape.html", "a/../../escape.html"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SiteFolderError, match="outside the site folder"):
        write_site(tmp_path / "site", {name: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_site_keeps_pointing_to_it(tmp_path: Path) -> None:
    write_site(tmp_path / "real", OLD)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_site(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").read_bytes() == b"new"
