"""Writing a small valid regime for somebody to fill with the law on their own target."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from yalu.documents.files.new_folders import new_folder


def write_new_regime(path: str | Path) -> Path:
    """Write a regime of three measures on an invented state, every key of its files explained by a comment.

    The folder must not exist yet or be empty; it appears whole or not at all. Raises DocumentError
    when the folder is in use or cannot be written.
    """
    folder = Path(path)
    with new_folder(folder, "regime") as draft:
        _copy(files("yalu.law").joinpath("starter"), draft)
    return folder


def _copy(source: Traversable, target: Path) -> None:
    for item in sorted(source.iterdir(), key=lambda found: found.name):
        if item.is_dir():
            (target / item.name).mkdir()
            _copy(item, target / item.name)
        else:
            (target / item.name).write_bytes(item.read_bytes())
