"""Writing a small working case for somebody to fill with their own."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from yalu.case.folder.descriptor_writer import CaseDescription, write_descriptor
from yalu.documents.files.new_folders import new_folder

_STARTER = (
    "README.md", "sources.csv", "posts.csv", "visits.csv", "events.csv", "eras.csv", "codebook.yaml",
)  # fmt: skip


def write_new_case(path: str | Path, *, title: str = "") -> Path:
    """Write a case of ten visits between two invented states, with a README that says how to go on.

    The folder must not exist yet or be empty; it appears whole or not at all. Its name becomes the
    name of the case. Raises DocumentError when the folder is in use or cannot be written.
    """
    folder = Path(path)
    name = re.sub(r"[^a-z0-9._-]+", "-", folder.absolute().name.lower()).strip("-._")[:80] or "new-case"
    about = CaseDescription(
        name=name,
        title=title or "Westmark and Eastmark (invented)",
        description="A small case between two invented states, to be replaced row by row.",
        version="0.1.0",
        target="XAA",
        partner="XBB",
        names={"target": "Westmark", "partner": "Eastmark"},
        observed="2009-01-01/2020-12-31",
    )
    with new_folder(folder, "case") as draft:
        starter = files("yalu.case").joinpath("starter")
        for file in _STARTER:
            (draft / file).write_bytes(starter.joinpath(file).read_bytes())
        write_descriptor(draft, about)
    return folder
