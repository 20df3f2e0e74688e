"""A version of a case by name: a bundled one, a folder, or the zip that a site offers on its data page."""

from __future__ import annotations

import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath

from yalu.documents.problems import refused
from yalu.opening import OpenCase, open_case

# A case of today holds about 90 files and 4 MB; an archive far beyond that is no case.
MOST_FILES, MOST_BYTES = 2_000, 200_000_000
_RULE = "the zip of a case holds one folder with datapackage.json and the tables"


@contextmanager
def opened_version(
    name: str | Path, *, known_by: date | None = None, regime: str | Path | None = None
) -> Iterator[OpenCase]:
    """The case of a name, a folder or a zip; what is unpacked is gone when the block ends.

    Raises DocumentError for what is no case, and for an archive that is damaged, locked, too large or reaches outside.
    """
    path = Path(name)
    if path.suffix.lower() != ".zip":
        yield open_case(name, known_by=known_by, regime=regime)
        return
    with tempfile.TemporaryDirectory(prefix="yalu-version-") as held:
        yield open_case(_unpacked(path, Path(held)), known_by=known_by, regime=regime)


def _unpacked(path: Path, into: Path) -> Path:
    """The folder of the case in an archive, unpacked; every member is looked at before any is written."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            for info in members:
                _check(path, info)
            if len(members) > MOST_FILES or sum(info.file_size for info in members) > MOST_BYTES:
                raise _refused(
                    path, f"it unpacks to {len(members)} files of {sum(i.file_size for i in members):,} bytes"
                )
            left = MOST_BYTES
            for info in members:
                target = into.joinpath(*PurePosixPath(info.filename).parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(info) as source:
                    data = source.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise _refused(path, f"it unpacks to more than {MOST_BYTES:,} bytes, and does not say so")
                target.write_bytes(data)
    except (OSError, zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError) as error:
        raise _refused(path, f"it cannot be unpacked: {error}") from error
    folders = [found.parent for found in into.rglob("datapackage.json")]
    if len(folders) != 1:
        raise _refused(path, f"it holds {len(folders)} cases")
    return folders[0]


def _check(path: Path, info: zipfile.ZipInfo) -> None:
    place = PurePosixPath(info.filename)
    if place.is_absolute() or ".." in place.parts or "\\" in info.filename or ":" in info.filename:
        raise _refused(path, f"{info.filename!r} reaches outside the archive")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _refused(path, f"{info.filename!r} is a link")


def _refused(path: Path, why: str) -> Exception:
    return refused(
        path.name, f"this archive is no version of a case: {why}", rule=_RULE,
        next_step="download the zip again from the data page of a site, or name the folder of the case",
    )  # fmt: skip
