"""Where snapshots of lists are kept in the home folder, and the notes of refused updates."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from yalu.documents.files.home_folder import data_home
from yalu.screening.lists.formats.list_files import refuse
from yalu.vocabulary.version import CODE_VERSION

ENGINE = CODE_VERSION
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


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


REFUSED = "refused.json"


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A refused update: the list, when, the date and source of the file, and why it was refused."""

    list: str
    at: str = ""  # UTC, to the second
    date: str = ""
    source: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The refusal in one sentence, with what to do."""
        when = f" on {self.at[:10]}" if self.at else ""
        why = f" ({'; '.join(self.reasons)})" if self.reasons else ""
        file = f" --from {self.source}" if self.source and "://" not in self.source else ""
        return (
            f"an update of {self.list} was refused{when}{why} and the copy before it answers; "
            f"look at it, then yalu lists update {self.list}{file} --accept {self.list}"
        )


def note_refusal(refusal: Refusal, home: Path | None = None) -> None:
    """Write a refusal beside the list, whole or not at all."""
    folder = list_folder(refusal.list, home)
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / f".{REFUSED}.{os.getpid()}.part"
    waiting.write_bytes(msgspec.json.format(msgspec.json.encode(refusal), indent=1))
    waiting.replace(folder / REFUSED)


def forget_refusal(name: str, home: Path | None = None) -> None:
    """Remove the note: an update was taken, or the publisher prints again what is stored."""
    with contextlib.suppress(OSError):
        (list_folder(name, home) / REFUSED).unlink(missing_ok=True)


def refusals(names: Iterable[str], home: Path | None = None) -> tuple[Refusal, ...]:
    """The refusals that stand for some lists; a note that cannot be read still says that there was one."""
    found: list[Refusal] = []
    for name in names:
        path = list_folder(name, home) / REFUSED
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Refusal))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, msgspec.DecodeError):
            found.append(Refusal(list=name))
    return tuple(found)
