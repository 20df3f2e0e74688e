"""The folder of a case: which path of a descriptor names a file in it.

A case may come from a stranger. A path that is absolute, an address, a link or leads outside the
folder is refused; what it names is then opened by ``user_files``.
"""

from __future__ import annotations

import re
from pathlib import Path

from yalu.documents.problems import ProblemLog, shown

_RULE = "a file of a case is named by a relative path with forward slashes and stays inside the case folder"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def path_inside(folder: Path, path: str, log: ProblemLog, *, file: str, row: int, field: str) -> Path | None:
    """The file a resource path means, or None with a problem logged at ``file``, ``row`` and ``field``."""
    refusal = _refusal(path)
    target = folder
    if refusal is None:
        for part in path.split("/"):
            target = target / part
            if target.is_symlink():
                refusal = "is a link, or lies below one", "put a copy of the file itself into the case folder"
                break
    if refusal is not None:
        fault, step = refusal
        log.add(file, row, field, f"the path {shown(path)} {fault}", rule=_RULE, next_step=step, value=path)
        return None
    return target


def _refusal(path: str) -> tuple[str, str] | None:
    """Why a path is refused and what to do, or None."""
    relative = "write the path relative to datapackage.json, such as visits.csv"
    parts = path.split("/")
    refusals = (
        (not path.isprintable(), "has characters that cannot be printed", relative),
        ("\\" in path, "has a backslash", "write forward slashes, such as tables/visits.csv"),
        (_ADDRESS.match(path), "is an address or a drive, not a file in the folder", relative),
        (path.startswith(("/", "~")), "is absolute", relative),
        (".." in parts, "leads out of the case folder", "move the file into the case folder"),
        ("" in parts or "." in parts, "is empty or has an empty or “.” part", relative),
        (any(len(part) > 200 for part in parts), "is too long", "choose a shorter name"),
    )
    return next(((fault, step) for refused, fault, step in refusals if refused), None)
