"""Modules that were renamed: importing one by its old name says the new one."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.resources import files
from types import ModuleType


class RenamedError(RuntimeError):
    """An old module name was imported; the message names the new one and the release that changed it."""


@cache
def renamed_modules() -> dict[str, str]:
    """Old dotted name to new one, from ``renamed.csv``. A package stands for everything below it."""
    with (files("yalu") / "renamed.csv").open(encoding="utf-8") as file:
        return {row["old"]: row["new"] for row in csv.DictReader(file)}


def new_name(old: str) -> str:
    """The new dotted name of an old one; "" where nothing was renamed."""
    known, end, below = renamed_modules(), old, ""
    while "." in end:
        if end in known:
            return known[end] + below
        end, _, last = end.rpartition(".")
        below = f".{last}{below}"
    return ""


class _OldNames(MetaPathFinder):
    """Asked last, when no module of that name was found."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.startswith("yalu.") and (new := new_name(fullname)):
            package, _, name = new.rpartition(".")
            said = f"{fullname} is now {new}, since version 0.2.0: write "
            if name[0].isupper():  # a type: Python asks for it as a module when its package lacks the name
                raise RenamedError(f"{said}`from {package} import {name}`")
            raise RenamedError(
                f"{said}`from {new} import ...`; "
                f"yalu.renamed.new_name('{fullname}.<module>') says where a module below it went"
            )
        return None


def install() -> None:
    """Register the finder once; it is asked after all others, so a name that exists never reaches it."""
    if not any(isinstance(finder, _OldNames) for finder in sys.meta_path):
        sys.meta_path.append(_OldNames())
