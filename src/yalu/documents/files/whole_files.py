"""The one way out: a file is written whole or not at all, by one writer, and a full disk names the file."""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from yalu.documents.files.limits import WAIT_SECONDS
from yalu.documents.files.locks import locked

_DRAFT = ".yalu-"


@contextmanager
def written_whole(goal: Path) -> Iterator[Path]:
    """A draft beside the goal to write into; it takes the goal's place when the block ends without an error.

    The draft is on the disk before it does, an earlier file stays until then, and drafts that a
    killed program left are removed. Raises OSError naming the goal, DocumentError while another
    program writes it.
    """
    with errors_name(goal):
        goal.parent.mkdir(parents=True, exist_ok=True)
        with locked(goal, wait=WAIT_SECONDS):
            for stale in goal.parent.glob(f"{_DRAFT}{glob.escape(goal.name)}-*"):
                stale.unlink(missing_ok=True)
            handle, name = tempfile.mkstemp(
                prefix=f"{_DRAFT}{goal.name}-", suffix=goal.suffix, dir=goal.parent
            )
            os.close(handle)
            draft = Path(name)
            try:
                yield draft
                sync(draft)
                draft.chmod(0o644)
                draft.replace(goal)
                sync(goal.parent)
            finally:
                draft.unlink(missing_ok=True)


def write_whole(goal: Path, content: bytes) -> None:
    """Write bytes as ``written_whole`` does."""
    with written_whole(goal) as draft:
        draft.write_bytes(content)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files, each whole: all drafts are on the disk before the first takes its place."""
    if not files:
        return
    (goal, content), *rest = files.items()
    with written_whole(goal) as draft:
        draft.write_bytes(content)
        write_all(dict(rest))


@contextmanager
def folder_written_whole(goal: Path) -> Iterator[Path]:
    """A folder that is not there yet, to be made; it takes the goal's place when the block ends without an error.

    What stood there before, a file or a folder, stays until then and is gone afterwards, so the caller
    asks first whether it may go. No system exchanges two folders at once everywhere: a program killed
    between the two renames leaves the earlier one aside, and the next writer puts it back first.
    Raises OSError naming the goal, DocumentError while another program writes it.
    """
    with errors_name(goal):
        goal.parent.mkdir(parents=True, exist_ok=True)
        with locked(goal, wait=WAIT_SECONDS):
            for stale in goal.parent.glob(f"{_DRAFT}{glob.escape(goal.name)}-*"):
                if (stale / "earlier").exists() and not goal.exists():
                    (stale / "earlier").rename(goal)
                shutil.rmtree(stale, ignore_errors=True)
            work = Path(tempfile.mkdtemp(prefix=f"{_DRAFT}{goal.name}-", dir=goal.parent))
            try:
                yield work / "draft"
                for path in sorted((work / "draft").rglob("*"), reverse=True):
                    sync(path)
                _exchange(work / "draft", goal, work / "earlier")
                sync(goal.parent)
            finally:
                if goal.exists() or not (work / "earlier").exists():  # never the only copy
                    shutil.rmtree(work, ignore_errors=True)


def _exchange(draft: Path, goal: Path, aside: Path) -> None:
    """Put a draft in the place of a goal, or leave the goal where it was."""
    stood = goal.exists()
    if stood:
        goal.rename(aside)
    try:
        draft.rename(goal)
    except OSError:
        if stood:
            aside.rename(goal)
        raise


@contextmanager
def errors_name(path: Path) -> Iterator[None]:
    """Give an OSError that names no file the name of this one: “No space left on device” says nothing alone."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; not every system can be asked that of a folder."""
    folder = path.is_dir()
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        if folder:
            return
        raise
    try:
        os.fsync(handle)
    except OSError:
        if not folder:
            raise
    finally:
        os.close(handle)
