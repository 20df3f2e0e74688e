"""One program writes a file at a time, and a program that dies leaves nothing locked."""

import os
import stat
import subprocess
import sys
import threading
import time
import types

import pytest

from yalu.documents.files.locks import locked
from yalu.documents.problems import DocumentError


@pytest.fixture
def no_mask():
    """No umask, so that files have the mode they were given."""
    held = os.umask(0)
    yield
    os.umask(held)


def test_the_lock_stands_beside_the_file_while_it_is_held_and_no_longer(tmp_path, no_mask):
    path, place = tmp_path / "log.jsonl", tmp_path / "log.jsonl.lock"
    with locked(path, wait=0):
        assert [found.name for found in tmp_path.iterdir()] == ["log.jsonl.lock"]
        assert stat.S_IMODE(place.stat().st_mode) == 0o644
    assert list(tmp_path.iterdir()) == []


def test_an_error_lets_go_of_the_lock(tmp_path):
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "log", wait=0):
        raise ZeroDivisionError
    with locked(tmp_path / "log", wait=0):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [({}, "another program is writing it"), ({"doing": "reading lists"}, "another program is reading lists")],
)
def test_a_second_writer_is_refused_and_told_what_the_first_does(tmp_path, more, says):
    path = tmp_path / "log"
    with locked(path, wait=0), pytest.raises(DocumentError) as error, locked(path, wait=0, **more):
        pass
    (problem,) = error.value.problems
    assert (problem.file, problem.message) == (str(path), says)
    assert problem.rule == "one program writes a file at a time"
    assert problem.next_step == "try again when it has finished"


def test_a_refused_writer_leaves_the_lock_to_its_holder(tmp_path):
    path = tmp_path / "log"
    with locked(path, wait=0):
        for _ in range(2):
            with pytest.raises(DocumentError), locked(path, wait=0):
                pass
    assert list(tmp_path.iterdir()) == []


def test_two_files_are_locked_apart(tmp_path):
    with locked(tmp_path / "one", wait=0), locked(tmp_path / "two", wait=0):
        assert sorted(found.name for found in tmp_path.iterdir()) == ["one.lock", "two.lock"]


def test_a_writer_waits_for_its_turn_as_long_as_it_was_asked_to(tmp_path):
    path, held = tmp_path / "log", threading.Event()

    def first():
        with locked(path, wait=0):
            held.set()
            time.sleep(0.1)

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(10)
    with locked(path, wait=10):
        pass
    thread.join()


def test_a_writer_waits_no_longer_than_it_was_asked_to(tmp_path):
    path = tmp_path / "log"
    with locked(path, wait=0):
        began = time.monotonic()
        with pytest.raises(DocumentError), locked(path, wait=0.2):
            pass
        assert 0.2 <= time.monotonic() - began < 5


def test_what_a_killed_program_left_locks_nothing(tmp_path):
    path = tmp_path / "log"
    dying = (
        "import os, pathlib, sys; from yalu.documents.files.locks import locked\n"
        "with locked(pathlib.Path(sys.argv[1]), wait=0): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", dying, path], check=False).returncode == 9
    assert (tmp_path / "log.lock").exists()
    with locked(path, wait=0):
        pass
    assert list(tmp_path.iterdir()) == []


def test_no_lock_is_taken_through_a_link(tmp_path):
    (tmp_path / "log.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"log\.lock"), locked(tmp_path / "log", wait=0):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_lock_that_somebody_removed_is_none(tmp_path):
    """Two writers never hold one file: who waits for a lock that was removed asks for the new one."""
    path = tmp_path / "log"
    with locked(path, wait=0):
        (tmp_path / "log.lock").unlink()
        with locked(path, wait=0):
            assert (tmp_path / "log.lock").exists()


def test_a_system_without_the_locks_of_posix_uses_those_of_windows(tmp_path, monkeypatch):
    held = set()

    def locking(handle, how, count):
        assert (how, count) == ("without waiting", 1)
        inode = os.fstat(handle).st_ino
        if inode in held:
            raise OSError("held")
        held.add(inode)

    windows = types.SimpleNamespace(LK_NBLCK="without waiting", locking=locking)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    with locked(tmp_path / "log", wait=0):
        assert held == {(tmp_path / "log.lock").stat().st_ino}
        with pytest.raises(DocumentError, match="another program"), locked(tmp_path / "log", wait=0):
            pass
