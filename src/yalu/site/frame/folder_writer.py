"""Writing a site as a whole: it is built beside the old one and takes its place in one step.

A build that fails leaves the old site untouched, and one that is killed leaves the old or the new
one: the two folders are exchanged in one step where the system can do that, and otherwise the next
build puts back what was moved away. A folder that holds anything but a Yalu site is never replaced.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from yalu.documents.files.locks import locked
from yalu.documents.files.whole_files import errors_name, sync

MARKER = ".yalu-site"
MARKER_TEXT = "This folder was written by Yalu and is replaced whole by the next build.\n"
_AT_ONCE = 8  # files being written
_AT_WORKING_FOLDER, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


class SiteFolderError(Exception):
    """The target folder cannot be used; the message says what is there and what to do."""


def check_target(out: Path) -> Path:
    """The folder to write, resolved. Raises SiteFolderError when it holds something that is not a site."""
    target = out.resolve()
    if target.exists() and not target.is_dir():
        raise SiteFolderError(f"{out} is a file, not a folder; name a folder that does not exist yet")
    if target == Path(target.anchor):
        raise SiteFolderError(f"{out} is the root of the disk; name a folder below it")
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise SiteFolderError(
            f"{out} is not empty and holds no Yalu site (no {MARKER} in it), so it is not replaced; "
            "name another folder, or empty this one yourself"
        )
    return target


def write_site(out: Path, files: Mapping[str, bytes]) -> Path:
    """Write all files and swap them in; paths are relative with forward slashes.

    Raises SiteFolderError when the target holds something else, OSError naming a file when the disk
    does, DocumentError while another program builds there. In all cases what stood there before still
    stands.
    """
    target = check_target(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    with errors_name(out), locked(target, wait=0, doing="building a site there"):
        _recover(target)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.building-", dir=target.parent))
        try:
            fresh.chmod(0o755)
            _fill(fresh, {MARKER: MARKER_TEXT.encode(), **files})
            _swap(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return target


def _recover(target: Path) -> None:
    """Put back the site that a killed build had moved away, and remove what such builds left."""
    for old in sorted(target.parent.glob(f".{target.name}.old-*")):
        if (old / "site" / MARKER).is_file() and not target.exists():
            (old / "site").rename(target)
        shutil.rmtree(old, ignore_errors=True)
    for half in target.parent.glob(f".{target.name}.building-*"):
        shutil.rmtree(half, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    paths = {folder / name: content for name, content in files.items()}
    for name, path in zip(files, paths, strict=True):
        if ".." in path.parts or not path.is_relative_to(folder):
            raise SiteFolderError(f"{name!r} would be written outside the site folder")
    for parent in {path.parent for path in paths}:
        parent.mkdir(parents=True, exist_ok=True)
    # A disk takes many small files sooner together than one after the other.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for done in as_completed([pool.submit(_write, path, content) for path, content in paths.items()]):
            if done.exception() is not None:
                pool.shutdown(cancel_futures=True)
                done.result()


def _write(path: Path, content: bytes) -> None:
    with errors_name(path), path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _swap(fresh: Path, target: Path) -> None:
    """Let the fresh site stand at the target; what stood there before is at ``fresh`` or gone."""
    if not target.exists():
        fresh.rename(target)
        sync(target.parent)
        return
    # Looked at again just before the swap: somebody may have put files there during the build.
    check_target(target)
    if not _exchanged(fresh, target):
        _moved(fresh, target)
    sync(target.parent)


def _exchanged(one: Path, two: Path) -> bool:
    """Exchange two folders in one step, so that there is a site at every moment; False where that cannot be done."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):  # not Linux, or a C library before 2018
        return False
    done: int = rename(
        _AT_WORKING_FOLDER, os.fsencode(one), _AT_WORKING_FOLDER, os.fsencode(two), ctypes.c_uint(_EXCHANGE)
    )
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:  # a file system that does not know it
        return False
    raise OSError(code, os.strerror(code), str(two))


def _moved(fresh: Path, target: Path) -> None:
    """Move the old site aside and the fresh one in; ``_recover`` mends a kill between the two."""
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old-", dir=target.parent))
    target.rename(old / "site")
    try:
        fresh.rename(target)
    except BaseException:
        (old / "site").rename(target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
