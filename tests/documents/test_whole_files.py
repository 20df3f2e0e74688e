"""A file is written whole or not at all, by one writer, and an error of the disk names the file."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from yalu.documents.files import whole_files
from yalu.documents.files.locks import locked
from yalu.documents.files.whole_files import (
    errors_name,
    folder_written_whole,
    sync,
    write_all,
    write_whole,
    written_whole,
)
from yalu.documents.hash_chained_log import append, read_chain
from yalu.documents.problems import DocumentError


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_its_place_when_it_is_whole(tmp_path):
    goal = tmp_path / "in" / "a.csv"
    with written_whole(goal) as draft:
        assert draft.parent == goal.parent
        assert draft.suffix == ".csv"
        draft.write_bytes(b"new")
        assert not goal.exists()
    assert goal.read_bytes() == b"new"
    assert stat.S_IMODE(goal.stat().st_mode) == 0o644
    assert names(goal.parent) == ["a.csv"]


def test_a_draft_is_named_for_its_goal_and_on_the_disk_before_it_takes_its_place(tmp_path, monkeypatch):
    goal, synced = tmp_path / "a.csv", []
    monkeypatch.setattr(whole_files, "sync", lambda path: synced.append((path, goal.exists(), path.is_dir())))
    with written_whole(goal) as draft:
        assert draft.name.startswith(".yalu-a.csv-")
        assert draft.name.endswith(".csv")
        assert names(tmp_path) == [draft.name, "a.csv.lock"]
    assert synced == [(draft, False, False), (tmp_path, True, True)]


def test_folders_that_are_missing_are_made_at_any_depth(tmp_path):
    write_whole(tmp_path / "a" / "b" / "c.csv", b"new")
    assert (tmp_path / "a" / "b" / "c.csv").read_bytes() == b"new"


def test_an_earlier_file_stays_when_writing_fails(tmp_path):
    write_whole(tmp_path / "a.csv", b"old")
    with pytest.raises(RuntimeError), written_whole(tmp_path / "a.csv") as draft:
        draft.write_bytes(b"half")
        raise RuntimeError
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_full_disk_names_the_file_and_leaves_the_earlier_one(tmp_path, monkeypatch):
    write_whole(tmp_path / "a.csv", b"old")
    write_whole(tmp_path / "b.csv", b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*b\.csv'"):
        write_all({tmp_path / "a.csv": b"new", tmp_path / "b.csv": b"new"})
    monkeypatch.undo()
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv", "b.csv"]


def test_several_files_are_all_on_the_disk_before_the_first_takes_its_place(tmp_path, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(names(tmp_path)), real(handle))[1])
    write_all({tmp_path / "a.csv": b"1", tmp_path / "b.csv": b"2"})
    assert names(tmp_path) == ["a.csv", "b.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"1"
    assert not {"a.csv", "b.csv"} & set(synced[0])
    write_all({})


def test_an_error_that_names_a_file_keeps_its_name(tmp_path):
    with pytest.raises(OSError, match="other") as error, errors_name(tmp_path / "a.csv"):
        raise OSError(28, "No space", "other")
    assert error.value.filename == "other"
    with pytest.raises(OSError, match="No space") as error, errors_name(tmp_path / "a.csv"):
        raise OSError(28, "No space")
    assert error.value.filename == str(tmp_path / "a.csv")
    with pytest.raises(ValueError, match="x"), errors_name(tmp_path):
        raise ValueError("x")


def test_drafts_that_a_killed_program_left_are_swept_and_no_others(tmp_path):
    for name in (".yalu-a.csv-x1.csv", ".yalu-[a].csv-x1.csv", ".yalu-b.csv-x1.csv"):
        (tmp_path / name).touch()
    write_whole(tmp_path / "a.csv", b"")
    assert names(tmp_path) == [".yalu-[a].csv-x1.csv", ".yalu-b.csv-x1.csv", "a.csv"]
    write_whole(tmp_path / "[a].csv", b"")
    assert names(tmp_path) == [".yalu-b.csv-x1.csv", "[a].csv", "a.csv"]


def test_a_link_at_the_goal_is_replaced_and_not_written_through(tmp_path):
    (tmp_path / "other").write_bytes(b"mine")
    (tmp_path / "a.csv").symlink_to(tmp_path / "other")
    write_whole(tmp_path / "a.csv", b"new")
    assert (tmp_path / "other").read_bytes() == b"mine"
    assert not (tmp_path / "a.csv").is_symlink()


def test_a_second_writer_is_told_at_once_or_after_its_wait(tmp_path):
    path = tmp_path / "a.csv"
    with locked(path, wait=0):
        assert names(tmp_path) == ["a.csv.lock"]
        for wait in (0, 0.05):
            with (
                pytest.raises(DocumentError, match="another program is reading it") as error,
                locked(path, wait=wait, doing="reading it"),
            ):
                pass
        assert error.value.problems[0].file == str(path)
        assert error.value.problems[0].next_step == "try again when it has finished"
    assert names(tmp_path) == []
    with locked(path, wait=0):
        pass


def test_a_writer_who_waits_gets_its_turn(tmp_path):
    path, order = tmp_path / "a", []

    def second():
        with locked(path, wait=10):
            order.append("second")

    with locked(path, wait=0):
        other = threading.Thread(target=second)
        other.start()
        other.join(0.1)
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]
    assert names(tmp_path) == []


def test_a_lock_that_a_dead_program_left_binds_nobody(tmp_path):
    (tmp_path / "a.lock").touch()
    with locked(tmp_path / "a", wait=0):
        pass
    assert names(tmp_path) == []


def test_a_link_at_the_lock_is_no_lock(tmp_path):
    (tmp_path / "a.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), locked(tmp_path / "a", wait=0):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_folders_are_waited_for_where_that_can_be_asked(tmp_path, monkeypatch):
    sync(tmp_path)

    def refused(_):
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", refused)
    sync(tmp_path)
    (tmp_path / "a").touch()
    with pytest.raises(OSError, match="Invalid argument"):
        sync(tmp_path / "a")


def test_a_folder_that_may_not_be_opened_is_not_waited_for_and_a_file_is_told(tmp_path, monkeypatch):
    (tmp_path / "a").touch()

    def forbidden(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    sync(tmp_path)
    with pytest.raises(PermissionError):
        sync(tmp_path / "a")


def test_what_was_waited_for_is_let_go_even_when_the_disk_fails(tmp_path, monkeypatch):
    def refused(_):
        raise OSError(22, "Invalid argument")

    closed, real = [], os.close
    monkeypatch.setattr(os, "close", lambda handle: (closed.append(handle), real(handle)))
    sync(tmp_path)
    monkeypatch.setattr(os, "fsync", refused)
    sync(tmp_path)
    assert len(closed) == 2


# The log: appended to, not replaced.


def test_a_full_disk_leaves_the_log_as_it_was_and_names_it(tmp_path, monkeypatch):
    log = tmp_path / "log.jsonl"
    append(log, [("a", 1)], at="2026-01-01")
    before = log.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*log\.jsonl'"):
        append(log, [("a", 2)], at="2026-01-02")
    monkeypatch.undo()
    assert log.read_bytes() == before
    append(log, [("a", 3)], at="2026-01-03")
    assert [entry.body for entry in read_chain(log)[0]] == [1, 3]
    assert names(tmp_path) == ["log.jsonl"]


def test_a_line_that_was_cut_off_is_told_hides_none_and_is_moved_away_by_the_next_writer(tmp_path):
    log = tmp_path / "log.jsonl"
    append(log, [("a", 1), ("a", 2)], at="2026-01-01")
    whole = log.read_bytes()
    first, second = whole.splitlines(keepends=True)
    log.write_bytes(whole[:-10])
    entries, (fault,) = read_chain(log)
    assert [entry.body for entry in entries] == [1]
    assert (fault.line, fault.says, fault.torn) == (
        2,
        "line 2 was cut off; the entries before it stand",
        True,
    )
    append(log, [("a", 3)], at="2026-01-03")
    entries, faults = read_chain(log)
    assert ([entry.body for entry in entries], faults) == ([1, 3], ())
    assert (tmp_path / "log.jsonl.torn").read_bytes() == second[:-10] + b"\n"
    assert log.read_bytes().startswith(first)


def test_a_first_line_that_was_cut_off_leaves_nothing_to_stand_on(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(b'{"at":"20')
    entries, (fault,) = read_chain(log)
    assert entries == ()
    assert fault.says == "line 1 was cut off; no entry stands before it"
    append(log, [("a", 1)], at="2026-01-01")
    assert [entry.body for entry in read_chain(log)[0]] == [1]


def test_a_last_line_that_lacks_only_its_end_is_kept(tmp_path):
    log = tmp_path / "log.jsonl"
    append(log, [("a", 1), ("a", 2)], at="2026-01-01")
    log.write_bytes(log.read_bytes()[:-1])
    assert read_chain(log)[1] == ()
    append(log, [("a", 3)], at="2026-01-02")
    entries, faults = read_chain(log)
    assert ([entry.body for entry in entries], faults) == ([1, 2, 3], ())
    assert names(tmp_path) == ["log.jsonl"]


@pytest.mark.parametrize("kind", ["link", "folder behind a link", "pipe"])
def test_nothing_is_appended_through_a_link_or_to_a_pipe(tmp_path, kind):
    case, outside = tmp_path / "case", tmp_path / "outside"
    case.mkdir()
    outside.mkdir()
    log = case / "claims" / "log.jsonl"
    if kind == "folder behind a link":
        (case / "claims").symlink_to(outside)
    else:
        (case / "claims").mkdir()
        log.symlink_to(outside / "new") if kind == "link" else os.mkfifo(log)
    with pytest.raises(DocumentError, match=r"is a link, lies behind one, or is no ordinary file"):
        append(log, [("a", 1)], at="2026-01-01", inside=case)
    assert names(outside) == []


def filled(draft, text):
    draft.mkdir()
    (draft / "part").write_text(text)


def test_a_folder_takes_its_place_when_it_is_whole(tmp_path):
    goal = tmp_path / "in" / "out"
    for text in ("one", "two"):
        with folder_written_whole(goal) as draft:
            filled(draft, text)
        assert (goal / "part").read_text() == text
        assert names(goal.parent) == ["out"]


def test_an_earlier_folder_stays_when_writing_fails(tmp_path, monkeypatch):
    goal = tmp_path / "out"
    with folder_written_whole(goal) as draft:
        filled(draft, "old")
    with pytest.raises(RuntimeError), folder_written_whole(goal) as draft:
        filled(draft, "half")
        raise RuntimeError
    assert ((goal / "part").read_text(), names(tmp_path)) == ("old", ["out"])
    rename = Path.rename

    def refused(self, target):
        if self.name == "draft":
            raise OSError(errno.EIO, "broken")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="broken") as error, folder_written_whole(goal) as draft:
        filled(draft, "new")
    assert error.value.filename == str(goal)
    assert ((goal / "part").read_text(), names(tmp_path)) == ("old", ["out"])


def test_what_a_killed_program_put_aside_comes_back(tmp_path):
    goal = tmp_path / "out"
    filled(tmp_path / ".yalu-out-x", "note")
    filled(tmp_path / ".yalu-out-x" / "earlier", "old")
    with pytest.raises(RuntimeError), folder_written_whole(goal):
        raise RuntimeError
    assert ((goal / "part").read_text(), names(tmp_path)) == ("old", ["out"])
