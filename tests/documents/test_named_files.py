"""One name stands for a file, for a folder or for what a pattern matches, and every file of it is looked at."""

import os

import pytest

from yalu.documents.files.named_files import is_pattern, named_files
from yalu.documents.problems import DocumentError


def found(path):
    return [
        file.relative_to(path.anchor).as_posix().rpartition("t/")[2]
        for file in named_files(path, kind="trade", endings=(".csv",))
    ]


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "t"
    for name in ("b.csv", "a.csv", "note.txt", "y=1/c.csv", "_old/d.csv", ".e.csv", "y=1/_SUCCESS"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("x")
    return place


def test_a_folder_stands_for_its_tables_at_every_depth_in_order(folder):
    assert found(folder) == ["a.csv", "b.csv", "y=1/c.csv"]


def test_a_pattern_stands_for_what_it_matches(folder):
    assert found(folder / "*.csv") == ["a.csv", "b.csv"]
    assert found(folder / "**" / "*.csv") == ["a.csv", "b.csv", "y=1/c.csv"]
    assert found(folder / "y=*") == ["y=1/c.csv"]
    assert found(folder / "note.*") == ["note.txt"]


def test_a_name_that_stands_there_is_no_pattern(folder):
    (folder / "a[1]*.csv").write_text("x")
    assert not is_pattern(folder / "a[1]*.csv")
    assert found(folder / "a[1]*.csv") == ["a[1]*.csv"]
    assert is_pattern(folder / "z*.csv")
    assert not is_pattern(folder / "none.csv")


def faults(path):
    with pytest.raises(DocumentError) as error:
        named_files(path, kind="trade", endings=(".csv",))
    return error.value.problems


def test_every_file_that_is_refused_is_told(folder):
    os.mkfifo(folder / "p.csv")
    os.mkfifo(folder / "q.csv")
    assert [problem.file for problem in faults(folder)] == [str(folder / "p.csv"), str(folder / "q.csv")]


def test_a_link_among_them_refuses_the_whole(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "f.csv").write_text("x")
    (folder / "z").symlink_to(tmp_path / "elsewhere")
    for path in (folder, folder / "*", folder / "*" / "*.csv", folder / "**" / "*.csv", folder / "z"):
        assert "link" in faults(path)[0].message
