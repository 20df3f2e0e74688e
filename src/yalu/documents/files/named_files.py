"""The files that one name stands for: a file, a folder with all below it, or a pattern such as ``flows/*.parquet``.

Every one of them is looked at as a single file would be (``user_files``). A link, pipe or device among
them refuses the whole: a table with a part left out without a word is another table.
"""

from __future__ import annotations

import glob
from collections.abc import Collection, Iterable
from itertools import takewhile
from pathlib import Path

from yalu.documents.files.user_files import check_user_file, files_inside, link_on_the_way
from yalu.documents.problems import DocumentError, Problem, ProblemLog, refused, visible

_WILD = frozenset("*?[")


def is_pattern(path: Path | str) -> bool:
    """Whether a name is a pattern: it has ``*``, ``?`` or ``[``, and nothing is called just that."""
    place = Path(path)
    return bool(_WILD & set(str(path))) and not place.exists() and not place.is_symlink()


def named_files(path: Path | str, *, kind: str, endings: Collection[str]) -> tuple[Path, ...]:
    """The files a name stands for, in order of their paths, each as ``open_user_file`` allows it.

    Of a folder those with one of the ``endings`` count, at every depth; of a pattern those it matches.
    Names that begin with a dot or an underscore are notes of the program that wrote the folder
    (``_SUCCESS``) and no part of the table. Raises DocumentError with a problem for every file refused.
    """
    place = Path(path)
    if is_pattern(place):
        found = _matched(place, endings)
    elif place.is_dir():
        found = _below(place, endings)
    else:
        found = [place]
    _check(found, kind, alone=found == [place])
    return tuple(found)


def _matched(pattern: Path, endings: Collection[str]) -> list[Path]:
    fixed = Path(*takewhile(lambda part: not _WILD & set(part), pattern.parts))
    found: set[Path] = set()
    # Path.glob passes over linked folders without a word; here they are found, and refused.
    for path in map(Path, sorted(glob.glob(str(pattern), recursive=True))):  # noqa: PTH207
        if _is_note(path, fixed):
            continue
        if link_on_the_way(path, fixed) is not None:
            raise _linked(path)
        found.update(_below(path, endings) if path.is_dir() else [path])
    if not found:
        raise refused(
            str(pattern), "the pattern matches no file",
            rule="a pattern such as flows/*.parquet matches at least one file",
            next_step="check the folder and the ending",
        )  # fmt: skip
    return sorted(found)


def _below(folder: Path, endings: Collection[str]) -> list[Path]:
    if folder.is_symlink():
        raise _linked(folder)
    log = ProblemLog()
    found = files_inside(folder, log, inside=folder, endings=endings, deep=True)
    if log.has_errors:
        raise DocumentError(log.problems())
    found = [file for file in found if not _is_note(file, folder)]
    if not found:
        raise refused(
            str(folder), f"the folder holds no file that ends in {', '.join(sorted(endings))}",
            rule="a folder stands for the tables in it and in the folders below it",
            next_step="name another folder, or the file itself",
        )  # fmt: skip
    return found


def _is_note(path: Path, inside: Path) -> bool:
    return any(part.startswith((".", "_")) and "=" not in part for part in path.relative_to(inside).parts)


def _check(files: Iterable[Path], kind: str, *, alone: bool) -> None:
    problems: list[Problem] = []
    for file in files:
        try:
            check_user_file(file, kind=kind, name="" if alone else visible(str(file)))
        except DocumentError as error:
            problems += error.problems
    if problems:
        raise DocumentError(problems)


def _linked(path: Path) -> DocumentError:
    return refused(
        str(path), "it is a link, or lies behind one",
        rule="a file stands where its name says, so that nothing outside the folder is read",
        next_step="put a copy of the files themselves there",
    )  # fmt: skip
