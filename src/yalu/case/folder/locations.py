"""Finding a case: a bundled one by its name, any other by the path of its folder."""

from __future__ import annotations

from pathlib import Path

from yalu.documents.files.bundled import bundled_folder, bundled_names, no_such_folder
from yalu.documents.problems import refused


def bundled_cases() -> list[str]:
    """The names of the cases that come with Yalu, in alphabetical order."""
    return bundled_names("cases")


def find_case(name_or_path: str | Path) -> Path:
    """The folder of a case: a bundled name first, then a path (to the folder or its datapackage.json).

    Raises DocumentError, with the nearest name and the list, when there is neither.
    """
    text = str(name_or_path)
    bundled = bundled_folder("cases", text)
    if bundled is not None:
        return bundled
    path = Path(text)
    try:
        if path.name == "datapackage.json" and path.is_file():
            return path.parent
        if path.is_dir():
            if not (path / "datapackage.json").exists():
                raise refused(
                    text, "the folder is no case: it has no datapackage.json",
                    rule="a case is a folder with datapackage.json and its tables",
                    next_step="name the folder that has it, or make a new case with “yalu case new”",
                )  # fmt: skip
            return path
    except (OSError, ValueError):
        pass  # a name no file system takes is not a folder either
    raise no_such_folder("case", "cases", text, "correct the name, or make a new case with “yalu case new”")
