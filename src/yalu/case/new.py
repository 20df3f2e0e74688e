"""Writing a small working case for somebody to fill with their own."""

from __future__ import annotations

import re
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from yalu.case.describing import About, write_descriptor
from yalu.documents.problems import DocumentError, Problem, shown

_STARTER = (
    "README.md",
    "sources.csv",
    "posts.csv",
    "visits.csv",
    "events.csv",
    "eras.csv",
    "codebook.yaml",
)


def write_new_case(path: str | Path, *, title: str = "") -> Path:
    """Write a case of ten visits between two invented states, with a README that says how to go on.

    The folder must not exist yet or be empty; it appears whole or not at all. Its name becomes the
    name of the case. Raises DocumentError when the folder is in use or cannot be written.
    """
    folder = Path(path)
    _refuse_if_used(folder)
    name = re.sub(r"[^a-z0-9._-]+", "-", folder.absolute().name.lower()).strip("-._")[:80] or "new-case"
    about = About(
        name=name,
        title=title or "Westmark and Eastmark (invented)",
        description="A small case between two invented states, to be replaced row by row.",
        version="0.1.0",
        target="XAA",
        partner="XBB",
        names={"target": "Westmark", "partner": "Eastmark"},
        observed="2009-01-01/2020-12-31",
    )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".new-case-", dir=folder.parent))
    except OSError as error:
        raise _refusal(
            folder, f"the folder cannot be written: {error.strerror}", "choose another place"
        ) from None
    try:
        starter = files("yalu.case").joinpath("starter")
        for file in _STARTER:
            (draft / file).write_bytes(starter.joinpath(file).read_bytes())
        write_descriptor(draft, about)
        draft.chmod(0o755)  # a temporary folder is private; a case is for sharing
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    except OSError as error:
        raise _refusal(
            folder, f"the folder cannot be written: {error.strerror}", "choose another place"
        ) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _refuse_if_used(folder: Path) -> None:
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise _refusal(folder, f"{shown(folder.name)} is a file or a link", "choose another name")
        if folder.is_dir() and any(folder.iterdir()):
            raise _refusal(
                folder, f"the folder {shown(folder.name)} is not empty", "choose a new or empty folder"
            )
    except (OSError, ValueError):
        raise _refusal(folder, "the folder cannot be read", "choose another place") from None


def _refusal(folder: Path, message: str, next_step: str) -> DocumentError:
    return DocumentError(
        [
            Problem(
                file=folder.name or str(folder),
                value=folder.name,
                message=message,
                rule="a new case is written into a new or empty folder, and never over anything",
                next_step=next_step,
            )
        ]
    )
