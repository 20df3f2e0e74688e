"""Where the data that comes with Yalu lies: the one place that knows."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from yalu.documents.problems import DocumentError, Problem, did_you_mean, one_of, shown


@lru_cache(maxsize=64)
def bundled_path(*parts: str) -> Path | None:
    """A bundled file or folder, such as ``bundled_path("cases")``; None when there is none.

    In an installed package the data lies inside it, in a source tree beside ``src``.
    """
    package = Path(str(files("yalu")))
    for root in (package / "data", package.parents[1] / "data"):
        place = root.joinpath(*parts)
        if place.exists():
            return place
    return None


def bundled_file(*parts: str) -> Path:
    """A bundled file that must be there. Raises FileNotFoundError when the installation is damaged."""
    found = bundled_path(*parts)
    if found is None:
        raise FileNotFoundError(f"the bundled file {'/'.join(parts)} is missing; install Yalu again")
    return found


def bundled_names(folder: str) -> list[str]:
    """The names of the bundled folders of one kind, such as ``bundled_names("cases")``, in alphabetical order."""
    place = bundled_path(folder)
    if place is None:
        return []
    return sorted(path.name for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))


def bundled_folder(folder: str, name: str) -> Path | None:
    """The bundled folder of that kind and name; None when there is none."""
    place = bundled_path(folder)
    return place / name if place is not None and name in bundled_names(folder) else None


def no_such_folder(what: str, folder: str, text: str, next_step: str) -> DocumentError:
    """The error for a name that is neither bundled nor a path, with the nearest name and the list."""
    names = bundled_names(folder)
    problem = Problem(
        file=shown(text),
        value=text[:120],
        message=f"there is no {what} {shown(text)}{did_you_mean(text, names)}",
        rule=f"a {what} is a bundled name ({one_of(names) or 'none'}) or the path of a folder",
        next_step=next_step,
    )
    return DocumentError([problem])
