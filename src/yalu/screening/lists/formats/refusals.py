"""An update that was refused, noted beside the list it would have replaced, until one is taken.

The copy that was stored keeps answering, and every answer over it has to say so.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from yalu.screening.lists.snapshots.data_directory import list_folder

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
        return (
            f"an update of {self.list} was refused{when}{why} and the copy before it answers; "
            f"look at it, then yalu lists update {self.list} --accept {self.list}"
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
        except FileNotFoundError:
            continue
        except (OSError, msgspec.DecodeError):
            found.append(Refusal(list=name))
    return tuple(found)
