"""Whatever a user names is an ordinary file of its kind in the folder it was given in, or it is refused in words."""

import errno
import os
from pathlib import Path

import msgspec
import pytest

from yalu.documents.files.limits import KINDS
from yalu.documents.files.user_files import (
    check_user_file,
    files_inside,
    link_on_the_way,
    open_user_file,
    read_user_file,
)
from yalu.documents.problems import DocumentError, ProblemLog


def problem(path, kind="policy", **rest):
    with pytest.raises(DocumentError) as error:
        open_user_file(path, kind=kind, **rest)
    (found,) = error.value.problems
    assert (found.row, found.field, found.severity) == (0, "", "error")
    assert found.value == found.file
    return found


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setitem(KINDS, "policy", msgspec.structs.replace(KINDS["policy"], most=4))


def test_an_ordinary_file_is_read_from_its_beginning(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"abc")
    with open_user_file(str(tmp_path / "a.yaml"), kind="policy", inside=tmp_path) as stream:
        assert stream.read() == b"abc"
    check_user_file(tmp_path / "a.yaml", kind="policy")
    assert read_user_file(tmp_path / "a.yaml", ProblemLog(), kind="policy", file="a.yaml") == b"abc"


def test_a_missing_file_is_called_by_its_own_name_with_a_step_that_is_true(tmp_path):
    found = problem(tmp_path / "mine.yaml")
    assert found.file == "mine.yaml"
    assert found.message == "there is no file “mine.yaml”"
    assert found.rule == "a policy file is an ordinary file that can be read"
    assert found.next_step == "check the name, and that you are in the right folder"
    found = problem(tmp_path / "x.csv", kind="resource", name="flows/x.csv")
    assert (found.file, found.message) == ("flows/x.csv", "there is no file “flows/x.csv”")
    assert found.next_step == "add the file, or remove its resource from datapackage.json"


def test_a_reader_that_takes_a_path_is_kept_from_what_is_no_file_under_the_name_it_gives(tmp_path):
    for rest, name in (({}, "a.csv"), ({"name": "my table"}, "my table")):
        with pytest.raises(DocumentError) as error:
            check_user_file(tmp_path / "a.csv", kind="trade", **rest)
        (found,) = error.value.problems
        assert (found.file, found.message) == (name, f"there is no file “{name}”")
        assert found.rule == "a trade file is an ordinary file that can be read"


def test_a_file_below_a_file_is_a_missing_one(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    assert problem(tmp_path / "a" / "b.yaml").message == "there is no file “b.yaml”"
    assert problem("a\0b").message == "there is no file “a\\x00b”"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_pipes_and_folders_are_refused_and_not_waited_for(tmp_path, make):
    make(tmp_path / "a.yaml")
    found = problem(tmp_path / "a.yaml")
    assert found.message == "“a.yaml” is not an ordinary file"
    assert found.rule == "a policy file is an ordinary file, not a folder, link, pipe or device"
    assert found.next_step == "put an ordinary file there"


def test_devices_are_refused():
    assert problem("/dev/zero").message == "“zero” is not an ordinary file"


def test_a_link_is_refused_even_to_an_ordinary_file_beside_it(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"abc")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    (tmp_path / "c.yaml").symlink_to(tmp_path / "nowhere")
    for name in ("b.yaml", "c.yaml"):
        found = problem(tmp_path / name)
        assert found.message == f"“{name}” is a link, or lies behind one"
        assert found.rule == (
            "a file stands where its name says, so that nothing outside the folder is read or written"
        )
        assert found.next_step == "put a copy of the file itself there"


def test_a_folder_that_is_a_link_hides_no_file_of_a_case(tmp_path):
    case, outside = tmp_path / "case", tmp_path / "outside"
    case.mkdir()
    outside.mkdir()
    (outside / "a.yaml").write_bytes(b"abc")
    (case / "policies").symlink_to(outside)
    assert "is a link" in problem(case / "policies" / "a.yaml", inside=case).message
    assert open_user_file(case / "policies" / "a.yaml", kind="policy").read() == b"abc", (
        "outside a case, a user's folder is the user's"
    )
    assert "is a link" in problem(case / ".." / "outside" / "a.yaml", inside=case).message
    assert "is a link" in problem(outside / "a.yaml", inside=case).message
    log = ProblemLog()
    path = case / "policies" / "a.yaml"
    assert read_user_file(path, log, kind="policy", file="policies/a.yaml", inside=case) is None
    assert log.problems()[0].message == "“policies/a.yaml” is a link, or lies behind one"


def test_the_folder_itself_may_be_reached_by_a_link(tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "a.yaml").write_bytes(b"abc")
    (tmp_path / "way").symlink_to(tmp_path / "case")
    assert link_on_the_way(tmp_path / "way" / "a.yaml", tmp_path / "way") is None
    assert (
        open_user_file(tmp_path / "way" / "a.yaml", kind="policy", inside=tmp_path / "way").read() == b"abc"
    )


def test_a_file_as_large_as_its_limit_is_read_and_one_byte_more_is_not(tmp_path, small):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"abcd")
    assert open_user_file(path, kind="policy").read() == b"abcd"
    path.write_bytes(b"abcde")
    found = problem(path)
    assert (found.message, found.rule) == ("the file has 5 bytes", "a policy file has at most 4 bytes")
    assert found.next_step == KINDS["policy"].if_large


def test_a_file_that_grows_while_it_is_read_is_refused_too(tmp_path, small, monkeypatch):
    path, log = tmp_path / "a.yaml", ProblemLog()
    path.write_bytes(b"abcd")
    whole = os.fstat

    def then_grows(handle):
        status = whole(handle)
        path.write_bytes(b"abcdefgh")
        return status

    monkeypatch.setattr(os, "fstat", then_grows)
    assert read_user_file(path, log, kind="policy", file="a.yaml") is None
    assert log.problems()[0].message == "the file has 5 bytes"


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_without_permission_is_told(tmp_path):
    (tmp_path / "a.yaml").touch(mode=0)
    assert problem(tmp_path / "a.yaml").message == "the file cannot be read: Permission denied"


def refusing(monkeypatch, number, words):
    def refuse(*_):
        raise OSError(number, words)

    monkeypatch.setattr(os, "open", refuse)


@pytest.mark.parametrize("number", [errno.EISDIR, errno.ENXIO, errno.ENODEV])
def test_what_the_system_will_not_open_as_a_file_is_no_ordinary_file(tmp_path, monkeypatch, number):
    refusing(monkeypatch, number, "words of the system")
    assert problem(tmp_path / "a.yaml").message == "“a.yaml” is not an ordinary file"


def test_what_the_system_refuses_for_another_reason_is_told_in_its_words(tmp_path, monkeypatch):
    refusing(monkeypatch, errno.EACCES, "Permission denied")
    found = problem(tmp_path / "a.yaml")
    assert found.message == "the file cannot be read: Permission denied"
    assert found.rule == "a policy file is an ordinary file that can be read"
    assert found.next_step == "give yourself permission to read the file"


def test_links_that_lead_round_on_the_way_are_no_link_at_the_end(tmp_path):
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert problem(tmp_path / "round" / "a.yaml").message.startswith("the file cannot be read: Too many")


def test_a_link_that_was_replaced_since_is_told_as_the_system_told_it(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    refusing(monkeypatch, errno.EIO, "Input/output error")
    assert problem(tmp_path / "a.yaml").message == "the file cannot be read: Input/output error"


def test_a_file_that_fails_while_it_is_read_is_told(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_bytes(b"abc")

    class Failing:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read(self, _):
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fdopen", lambda handle, _: os.close(handle) or Failing())
    log = ProblemLog()
    assert read_user_file(tmp_path / "a.yaml", log, kind="policy", file="mine.yaml") is None
    (found,) = log.problems()
    assert (found.file, found.message) == ("mine.yaml", "the file cannot be read: Input/output error")
    assert found.rule == "a policy file is an ordinary file that can be read"
    assert (found.next_step, found.value) == ("give yourself permission to read the file", "mine.yaml")


def listed(folder: Path, **rest):
    log = ProblemLog()
    found = files_inside(folder, log, inside=folder.parent, endings={".yaml"}, **rest)
    return [path.relative_to(folder).as_posix() for path in found], [str(p.message) for p in log.problems()]


def test_the_files_of_a_folder_come_in_order_and_only_of_the_endings(tmp_path):
    folder = tmp_path / "policies"
    assert listed(folder) == ([], [])
    (folder / "in").mkdir(parents=True)
    (folder / "d.yaml").mkdir()
    for name in ("b.yaml", "a.yaml", "c.txt", "in/z.yaml"):
        (folder / name).touch()
    assert listed(folder) == (["a.yaml", "b.yaml"], [])
    assert listed(folder, deep=True) == (["a.yaml", "b.yaml", "in/z.yaml"], [])


def test_a_link_among_them_is_told_and_not_left_out_without_a_word(tmp_path):
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "a.yaml").symlink_to("/dev/zero")
    (folder / "more").symlink_to(tmp_path)
    assert listed(folder) == ([], ["“policies/a.yaml” is a link, or lies behind one"])
    assert listed(folder, deep=True) == (
        [],
        [f"“policies/{n}” is a link, or lies behind one" for n in ("a.yaml", "more")],
    )


def test_a_folder_that_is_a_link_is_told(tmp_path):
    (tmp_path / "policies").symlink_to("/")
    assert listed(tmp_path / "policies") == ([], ["“policies” is a link, or lies behind one"])


def test_a_folder_outside_is_told_by_its_name_alone(tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "outside").mkdir()
    log = ProblemLog()
    assert files_inside(tmp_path / "outside", log, inside=tmp_path / "case", endings={".yaml"}) == []
    (found,) = log.problems()
    assert (found.file, found.value) == ("outside", "outside")
