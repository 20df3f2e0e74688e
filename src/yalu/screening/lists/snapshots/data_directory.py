"""Where snapshots are kept: ``YALU_HOME`` when set, else where this system keeps the data of a program."""

from __future__ import annotations

import os
import re
from pathlib import Path

from yalu.documents.problems import shown
from yalu.screening.lists.formats.faults import refuse
from yalu.vocabulary.version import CODE_VERSION

ENGINE = CODE_VERSION
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


def data_home() -> Path:
    """The folder of everything Yalu keeps between runs; it need not exist yet. Raises DocumentError."""
    chosen = os.environ.get("YALU_HOME", "")
    if chosen:
        try:
            return Path(chosen).expanduser()
        except RuntimeError:  # a user there is not
            raise refuse(
                "YALU_HOME", f"{shown(chosen)} begins with the home of a user there is not",
                rule="YALU_HOME is the path of a folder", next_step="write the whole path", value=chosen,
            ) from None  # fmt: skip
    import platformdirs  # noqa: PLC0415 - only when no folder was chosen

    return Path(platformdirs.user_data_dir("yalu", appauthor=False))


def list_folder(name: str, home: Path | None = None) -> Path:
    """The folder of one list's snapshots. Raises DocumentError for a name that could leave the home."""
    if not _NAME.fullmatch(name):
        raise refuse(
            name[:80], f"“{name[:60]}” cannot be the name of a list",
            rule="a list is called by lower-case letters, digits, -, _ and .", next_step="choose such a name",
        )  # fmt: skip
    return (home or data_home()) / "lists" / name


def known_lists(home: Path | None = None) -> list[str]:
    """The lists of which anything is stored, readable or not, in alphabetical order."""
    root = (home or data_home()) / "lists"
    if not root.is_dir():
        return []
    return sorted(
        p.name
        for p in root.iterdir()
        if p.is_dir() and _NAME.fullmatch(p.name) and (stored_in(p) or (p / "current").exists())
    )


def stored_in(folder: Path) -> list[Path]:
    """The folders of one list's snapshots, whatever their state; what is still being written is not among them."""
    return [p for p in folder.iterdir() if p.is_dir() and not p.name.startswith(".")]
