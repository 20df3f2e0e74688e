"""One writer at a time: a lock beside a file, held until the writer is done or dies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yalu.documents.problems import refused

_PAUSE = 0.02
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def locked(path: Path, *, wait: float, doing: str = "writing it") -> Iterator[None]:
    """Hold ``PATH.lock`` alone, waiting ``wait`` seconds for another program. Raises DocumentError when it stays.

    The lock belongs to the process, so nothing is left locked by one that was killed; the file of the
    lock is removed when it is let go.
    """
    place = path.with_name(path.name + ".lock")
    until = time.monotonic() + wait
    while (handle := _taken(place)) is None:
        if time.monotonic() >= until:
            raise refused(
                str(path), f"another program is {doing}",
                rule="one program writes a file at a time", next_step="try again when it has finished",
            )  # fmt: skip
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        place.unlink(missing_ok=True)  # while it is held, so that nobody waits for a file that is gone
        os.close(handle)


def _taken(place: Path) -> int | None:
    """The lock's file, open and locked; None while another program has it."""
    handle = os.open(place, _FLAGS, 0o644)
    try:
        _lock(handle)
        if os.fstat(handle).st_ino == place.stat().st_ino:  # not one that its last holder has removed
            return handle
    except OSError:
        pass
    os.close(handle)
    return None


def _lock(handle: int) -> None:
    try:
        import fcntl  # noqa: PLC0415 - POSIX only
    except ImportError:  # pragma: no cover - Windows
        import msvcrt  # noqa: PLC0415

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
