"""Writing a site as a whole: it is built beside the old one and takes its place in one step.

A build that fails leaves the old site untouched. A folder that holds anything but a Yalu site is
never replaced.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

MARKER = ".yalu-site"
MARKER_TEXT = "This folder was written by Yalu and is replaced whole by the next build.\n"


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

    Raises SiteFolderError when the target holds something else, OSError when the disk does. In
    both cases what stood there before still stands.
    """
    target = check_target(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.building-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        _fill(fresh, {MARKER: MARKER_TEXT.encode(), **files})
        _swap(fresh, target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return target


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    made: set[Path] = set()
    for name, content in files.items():
        path = folder / name
        if ".." in path.parts or not path.is_relative_to(folder):
            raise SiteFolderError(f"{name!r} would be written outside the site folder")
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)


def _swap(fresh: Path, target: Path) -> None:
    if not target.exists():
        fresh.rename(target)
        return
    # Looked at again just before the swap: somebody may have put files there during the build.
    check_target(target)
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old-", dir=target.parent))
    target.rename(old / "site")
    try:
        fresh.rename(target)
    except BaseException:
        (old / "site").rename(target)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
