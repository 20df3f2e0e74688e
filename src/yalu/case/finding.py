"""Finding a case: a bundled one by its name, any other by the path of its folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from yalu.case.problems import CaseError, Problem, did_you_mean, one_of, shown


def bundled_cases() -> list[str]:
    """The names of the cases that come with Yalu, in alphabetical order."""
    folder = _bundled_folder()
    if folder is None:
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def find_case(name_or_path: str | Path) -> Path:
    """The folder of a case: a bundled name first, then a path (to the folder or its datapackage.json).

    Raises CaseError, with the nearest name and the list, when there is neither.
    """
    text = str(name_or_path)
    folder = _bundled_folder()
    if folder is not None and text in bundled_cases():
        return folder / text
    path = Path(text)
    try:
        if path.name == "datapackage.json" and path.is_file():
            return path.parent
        if path.is_dir():
            return path
    except (OSError, ValueError):
        pass  # a name no file system takes is not a folder either
    names = bundled_cases()
    raise CaseError(
        [
            Problem(
                file=shown(text),
                value=text[:120],
                message=f"there is no case {shown(text)}{did_you_mean(text, names)}",
                rule=f"a case is a bundled name ({one_of(names) or 'none'}) or the path of a folder",
                next_step="correct the name, or make a new case with “yalu case new”",
            )
        ]
    )


def _bundled_folder() -> Path | None:
    """Where the bundled cases are: inside the installed package, or beside ``src`` in a source tree."""
    package = Path(str(files("yalu")))
    for folder in (package / "data" / "cases", package.parents[1] / "data" / "cases"):
        if folder.is_dir():
            return folder
    return None
