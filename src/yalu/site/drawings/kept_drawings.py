"""Drawings kept between builds: what the renderer once made of the same input is read, not drawn again.

The renderer takes about 8 of the 28 seconds of processor time of a whole build (`bench/site.py`), and between two
builds most charts are the same. A drawing is kept under the hash of all that it was made from (its kind, the
renderer's version and the text handed to it), so a chart whose rows changed has another name and an old drawing can
never stand for it. What is kept is trusted only when its own hash fits; anything else is drawn again. Where nothing
can be kept, everything is drawn.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from yalu.documents.files.home_folder import data_home
from yalu.documents.problems import DocumentError

# A drawing that no build has used for this long goes; a season is longer than the time between two rounds of work on a case.
_DAYS = 90
_HASH = 32  # bytes of SHA-256 before the drawing itself


@cache
def _renderer() -> bytes:
    return version("vl-convert-python").encode()


def _folder() -> Path | None:
    try:
        return data_home() / "drawings"
    except DocumentError:  # YALU_HOME names no folder: the commands that need it say so
        return None


def drawn_once(kind: str, text: str, draw: Callable[[], bytes]) -> bytes:
    """What ``draw`` makes of ``text``, from an earlier build where it was kept; ``kind`` says what is made of it."""
    folder = _folder()
    if folder is None:
        return draw()
    path = folder / sha256(b"\0".join((kind.encode(), _renderer(), text.encode()))).hexdigest()
    kept = _read(path)
    if kept is None:
        kept = draw()
        _keep(path, kept)
    return kept


def sweep(now: float | None = None) -> None:
    """Remove what no build has used for ninety days; ``now`` is in seconds since 1970."""
    folder, last = _folder(), (now or time.time()) - _DAYS * 86_400
    if folder is None or not folder.is_dir():
        return
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < last:
                path.unlink()


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    kept = content[_HASH:]
    return kept if sha256(kept).digest() == content[:_HASH] else None


def _keep(path: Path, drawing: bytes) -> None:
    """Written beside its place and moved there, so that two builds at once never read half a drawing."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.write_bytes(sha256(drawing).digest() + drawing)
        part.replace(path)


__all__ = ["drawn_once", "sweep"]
