"""The one way in: every file that a user names is opened here.

A file may come from a stranger, and so may the folder it lies in. Links, pipes, devices and folders
are refused (reading a pipe never ends, and a link leads anywhere), a path must stay inside the folder
it was given in, and no file is larger than ``limits`` says for its kind. What the name points to is
asked of the open file, not of the path, so that it cannot be exchanged in between.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection
from pathlib import Path
from typing import BinaryIO

from yalu.documents.files.limits import KINDS
from yalu.documents.problems import DocumentError, ProblemLog, shown

# O_NONBLOCK lets a pipe be opened, and refused, without waiting for its writer. Windows has neither.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)
_LINKED = "put a copy of the file itself there"


def open_user_file(path: Path | str, *, kind: str, inside: Path | None = None, name: str = "") -> BinaryIO:
    """A user's file, open for reading at its beginning.

    ``kind`` is one of ``limits.KINDS``, ``inside`` the folder it must lie in, ``name`` what messages
    call it (the file's own name when left out). Raises DocumentError with one problem.
    """
    log = ProblemLog()
    found = _opened(Path(path), log, kind, inside, name or Path(path).name)
    if found is None:
        raise DocumentError(log.problems())
    return found


def read_user_file(
    path: Path, log: ProblemLog, *, kind: str, file: str, inside: Path | None = None
) -> bytes | None:
    """All bytes of a user's file, or None with a problem logged; see ``open_user_file``."""
    stream = _opened(path, log, kind, inside, file)
    if stream is None:
        return None
    try:
        with stream:
            data = stream.read(KINDS[kind].most + 1)  # it may have grown since it was opened
    except OSError as error:
        _unreadable(log, file, kind, error)
        return None
    if len(data) > KINDS[kind].most:
        _too_large(log, file, kind, len(data))
        return None
    return data


def check_user_file(path: Path | str, *, kind: str, name: str = "") -> None:
    """Refuse what ``open_user_file`` refuses, for readers of other libraries that take a path. Raises DocumentError."""
    open_user_file(path, kind=kind, name=name).close()


def files_inside(
    folder: Path, log: ProblemLog, *, inside: Path, endings: Collection[str], deep: bool = False
) -> list[Path]:
    """The files of a folder (``deep``: and of those below) with one of the endings, in order of their paths.

    A link among them, or on the way to the folder, is logged as a problem: what lies behind it would
    otherwise be left out without a word.
    """
    if (linked := link_on_the_way(folder, inside)) is not None:
        _refuse_link(log, _named(linked, inside))
        return []
    if not folder.is_dir():
        return []
    found = sorted(folder.rglob("*") if deep else folder.iterdir())
    for path in found:
        if path.is_symlink() and (deep or path.suffix in endings):
            _refuse_link(log, _named(path, inside))
    return [path for path in found if path.suffix in endings and not path.is_symlink() and not path.is_dir()]


def link_on_the_way(path: Path, inside: Path) -> Path | None:
    """The first link between a folder and a path below it, the path itself included; None when there is none.

    A path that is not below the folder counts as one.
    """
    try:
        parts = path.relative_to(inside).parts
    except ValueError:
        return path
    place = inside
    for part in parts:
        place = place / part
        if part == ".." or place.is_symlink():
            return place
    return None


def _opened(path: Path, log: ProblemLog, kind: str, inside: Path | None, file: str) -> BinaryIO | None:
    if inside is not None and link_on_the_way(path, inside) is not None:
        _refuse_link(log, file)
        return None
    try:
        handle = os.open(path, _FLAGS)
    except ValueError:  # a character that no name of a file can have
        _missing(log, file, kind)
        return None
    except OSError as error:
        _not_opened(log, path, file, kind, error)
        return None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        _refuse_kind(log, file, kind)
        return None
    if status.st_size > KINDS[kind].most:
        os.close(handle)
        _too_large(log, file, kind, status.st_size)
        return None
    return os.fdopen(handle, "rb")


def _not_opened(log: ProblemLog, path: Path, file: str, kind: str, error: OSError) -> None:
    if path.is_symlink() and error.errno == errno.ELOOP:
        _refuse_link(log, file)
    elif error.errno in {errno.EISDIR, errno.ENXIO, errno.ENODEV}:
        _refuse_kind(log, file, kind)
    elif error.errno in {errno.ENOENT, errno.ENOTDIR}:
        _missing(log, file, kind)
    else:
        _unreadable(log, file, kind, error)


def _missing(log: ProblemLog, file: str, kind: str) -> None:
    log.add(
        file, 0, "", f"there is no file {shown(file)}",
        rule=f"{KINDS[kind].noun} is an ordinary file that can be read",
        next_step=KINDS[kind].if_missing, value=file,
    )  # fmt: skip


def _refuse_link(log: ProblemLog, file: str) -> None:
    log.add(
        file, 0, "", f"{shown(file)} is a link, or lies behind one",
        rule="a file stands where its name says, so that nothing outside the folder is read or written",
        next_step=_LINKED, value=file,
    )  # fmt: skip


def _refuse_kind(log: ProblemLog, file: str, kind: str) -> None:
    log.add(
        file, 0, "", f"{shown(file)} is not an ordinary file",
        rule=f"{KINDS[kind].noun} is an ordinary file, not a folder, link, pipe or device",
        next_step="put an ordinary file there", value=file,
    )  # fmt: skip


def _too_large(log: ProblemLog, file: str, kind: str, size: int) -> None:
    log.add(
        file, 0, "", f"the file has {size:,} bytes",
        rule=f"{KINDS[kind].noun} has at most {KINDS[kind].most:,} bytes",
        next_step=KINDS[kind].if_large, value=file,
    )  # fmt: skip


def _unreadable(log: ProblemLog, file: str, kind: str, error: OSError) -> None:
    log.add(
        file, 0, "", f"the file cannot be read: {error.strerror}",
        rule=f"{KINDS[kind].noun} is an ordinary file that can be read",
        next_step="give yourself permission to read the file", value=file,
    )  # fmt: skip


def _named(path: Path, inside: Path) -> str:
    return path.relative_to(inside).as_posix() if path.is_relative_to(inside) else path.name
