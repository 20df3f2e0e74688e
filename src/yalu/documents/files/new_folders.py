"""Writing a new folder for somebody to fill: whole or not at all, and never over anything."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yalu.documents.problems import DocumentError, refused, shown


@contextmanager
def new_folder(folder: Path, what: str) -> Iterator[Path]:
    """A draft to fill, which becomes the folder when everything in it is written. ``what`` is what it holds.

    Raises DocumentError when the folder is in use or cannot be written.
    """
    _refuse_if_used(folder, what)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".new-{what}-", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, what, error) from None
    try:
        yield draft
        draft.chmod(0o755)  # a temporary folder is private; this one is for sharing
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    except OSError as error:
        raise _unwritable(folder, what, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refuse_if_used(folder: Path, what: str) -> None:
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise _refusal(folder, what, f"{shown(folder.name)} is a file or a link", "choose another name")
        if folder.is_dir() and any(folder.iterdir()):
            raise _refusal(
                folder, what, f"the folder {shown(folder.name)} is not empty", "choose a new or empty folder"
            )
    except (OSError, ValueError):
        raise _refusal(folder, what, "the folder cannot be read", "choose another place") from None


def _unwritable(folder: Path, what: str, error: OSError) -> DocumentError:
    return _refusal(folder, what, f"the folder cannot be written: {error.strerror}", "choose another place")


def _refusal(folder: Path, what: str, message: str, next_step: str) -> DocumentError:
    return refused(
        folder.name or str(folder), message, next_step=next_step, value=folder.name,
        rule=f"a new {what} is written into a new or empty folder, and never over anything",
    )  # fmt: skip
