"""Finding a case: a bundled one by its name, any other by the path of its folder."""

from __future__ import annotations

from pathlib import Path

from yalu.documents.files.bundled import bundled_path
from yalu.documents.problems import DocumentError, Problem, did_you_mean, one_of, refused, shown


def bundled_cases() -> list[str]:
    """The names of the cases that come with Yalu, in alphabetical order."""
    folder = bundled_path("cases")
    if folder is None:
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def find_case(name_or_path: str | Path) -> Path:
    """The folder of a case: a bundled name first, then a path (to the folder or its datapackage.json).

    Raises DocumentError, with the nearest name and the list, when there is neither.
    """
    text = str(name_or_path)
    folder = bundled_path("cases")
    if folder is not None and text in bundled_cases():
        return folder / text
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
    names = bundled_cases()
    raise DocumentError(
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
