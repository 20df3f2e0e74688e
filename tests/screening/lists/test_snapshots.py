"""Snapshots stand side by side and are swapped whole: whoever dies in between, the one before answers."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from yalu.documents.files.home_folder import data_home
from yalu.documents.problems import DocumentError
from yalu.screening.index_store import load_current
from yalu.screening.lists.snapshots.as_of import screening_parties
from yalu.screening.lists.snapshots.data_directory import known_lists
from yalu.screening.lists.snapshots.store import (
    PARTIES,
    POINTER,
    current_snapshot,
    find,
    snapshot_on,
    snapshots,
    write,
)

from .parties import listed, party

OLD = listed("2024-05-15", [party(n) for n in range(20)])
NEW = listed("2026-02-27", [party(n) for n in range(25)])
STEPS = (
    "begin", "parties", f"half of {PARTIES}", "info", "half of info.json", "rename", "pointer",
    f"half of .{POINTER}", "swap",
)  # fmt: skip


class DiedError(BaseException):
    """Not an Exception, so that nothing tidies up: the nearest thing to a kill inside one process."""


def dying(at: str):
    def step(name: str) -> None:
        if name.startswith(at):
            raise DiedError

    return step


def test_a_snapshot_is_read_as_it_was_written():
    written = write(NEW.info, NEW.parties)
    assert written.id == f"un/2026-02-27-{NEW.info.sha256[:8]}"
    current = current_snapshot("un")
    assert current is not None
    assert current.parties() == NEW.parties
    assert known_lists() == ["un"]


@pytest.mark.parametrize("at", STEPS)
@pytest.mark.parametrize("again", [False, True], ids=["once", "and the next run finishes"])
def test_dying_at_any_step_leaves_the_snapshot_before_answering(at: str, again: bool):
    write(OLD.info, OLD.parties)
    with pytest.raises(DiedError):
        write(NEW.info, NEW.parties, step=dying(at))
    current = current_snapshot("un")
    assert current is not None
    assert current.parties() == OLD.parties
    if again:
        write(NEW.info, NEW.parties)
        current = current_snapshot("un")
        assert current is not None
        assert current.parties() == NEW.parties
        assert not list((data_home() / "lists" / "un").glob(".*.part")), (
            "what the dead run left behind is swept"
        )


WRITER = """
import sys
from tests.screening.lists.test_snapshots import NEW
from yalu.screening.lists.snapshots.store import write
from yalu.screening.lists.snapshots.data_directory import list_folder
before = (list_folder("un") / "current").read_bytes()
print("ready", flush=True)
sys.stdin.readline()
while True:
    info = NEW.info
    write(info, NEW.parties * 40, step=lambda name: None)
    import shutil
    folder = list_folder("un")
    (folder / ".pointer").write_bytes(before)
    (folder / ".pointer").replace(folder / "current")
    for path in folder.glob("2026*"):
        path.replace(folder / ".gone")
        shutil.rmtree(folder / ".gone")
"""


@pytest.mark.parametrize("after", [0.004 * n for n in range(7)], ids=lambda s: f"{s * 1000:.0f} ms")
def test_a_process_killed_while_it_writes_leaves_a_whole_list(after: float):
    write(OLD.info, OLD.parties)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER],
        cwd=Path(__file__).parents[3], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stdin is not None
    assert writer.stdout.readline() == b"ready\n"
    writer.stdin.write(b"\n")
    writer.stdin.flush()
    time.sleep(after)
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    current = current_snapshot("un")
    assert current is not None
    assert current.parties() in (OLD.parties, NEW.parties * 40)


def test_an_older_list_is_stored_beside_and_does_not_answer():
    write(NEW.info, NEW.parties)
    write(OLD.info, OLD.parties)
    current = current_snapshot("un")
    assert current is not None
    assert current.info.date == "2026-02-27"
    assert [s.info.date for s in snapshots("un")] == ["2024-05-15", "2026-02-27"]


def test_a_day_is_answered_by_the_snapshot_in_force_then():
    write(OLD.info, OLD.parties)
    write(NEW.info, NEW.parties)
    assert snapshot_on("un", date(2024, 5, 14)) is None
    for day, wanted in (
        (date(2024, 5, 15), "2024-05-15"),
        (date(2026, 2, 26), "2024-05-15"),
        (date(2026, 2, 27), "2026-02-27"),
    ):
        found = snapshot_on("un", day)
        assert found is not None
        assert found.info.date == wanted


def test_a_changed_byte_is_found_and_said():
    snapshot = write(NEW.info, NEW.parties)
    path = snapshot.folder / PARTIES
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(DocumentError, match="checksum"):
        snapshot.parties()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


def name_the_older(pointer: Path) -> None:
    (older,) = pointer.parent.glob("2024*")
    pointer.write_text(f"{older.name}\n{pointer.read_text().splitlines()[1]}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("2026*/info.json", cut),
        ("2026*/info.json", Path.unlink),
        (
            "2026*/info.json",
            lambda path: path.write_text(path.read_text().replace("2026-02-27", "2026-02-26")),
        ),
        ("2026*", shutil.rmtree),
        ("2*/info.json", Path.unlink),
        ("2*", shutil.rmtree),
        ("current", cut),
        ("current", lambda path: path.write_text("")),
        ("current", lambda path: path.write_text("../../../etc\n0\n")),
        ("current", lambda path: path.write_text("nowhere\n0\n")),
        ("current", name_the_older),
    ],
)
def test_a_damaged_store_refuses_and_no_older_or_bundled_list_answers_in_its_place(file, damage):
    write(OLD.info, OLD.parties)
    write(NEW.info, NEW.parties)
    for path in (data_home() / "lists" / "un").glob(file):
        damage(path)
    assert known_lists() == ["un"]
    for asked in (
        lambda: current_snapshot("un"),
        screening_parties,
        lambda: load_current(None, (), None),
    ):
        with pytest.raises(DocumentError, match="cannot be used"):
            asked()


def test_a_damaged_older_snapshot_is_told_when_it_is_asked_for_and_not_before():
    write(OLD.info, OLD.parties)
    write(NEW.info, NEW.parties)
    cut(next((data_home() / "lists" / "un").glob("2024*/info.json")))
    assert current_snapshot("un").info.date == "2026-02-27"
    with pytest.raises(DocumentError, match="un/2024-05-15"):
        snapshot_on("un", date(2025, 1, 1))


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "UN", "x" * 100])
def test_a_list_cannot_be_called_so_that_it_leaves_its_folder(name: str):
    from yalu.screening.lists.snapshots.data_directory import list_folder

    with pytest.raises(DocumentError, match="cannot be the name of a list"):
        list_folder(name)


def test_a_snapshot_is_found_by_list_and_day_and_a_wrong_one_shows_what_there_is():
    write(OLD.info, OLD.parties)
    write(NEW.info, NEW.parties)
    assert find("un").info.date == "2026-02-27"
    assert find("un/2024-05-15").info.date == "2024-05-15"
    with pytest.raises(DocumentError, match="un/2024-05-15"):
        find("un/1999-01-01")
