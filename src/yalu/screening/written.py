"""Written files of screening that come with Yalu, or that a user gives in their place."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from yalu.case.fitting import fit
from yalu.case.folder import read_bytes
from yalu.case.problems import CaseError, ProblemLog
from yalu.case.yaml_reading import MAX_BYTES, read_yaml

T = TypeVar("T", bound=msgspec.Struct)


def bundled_file(name: str) -> Path:
    """The path of a file of ``data/screening``, in the installed package or beside ``src``."""
    package = Path(str(files("yalu")))
    inside = package / "data" / "screening" / name
    return inside if inside.is_file() else package.parents[1] / "data" / "screening" / name


def read_written(path: Path, wanted: type[T]) -> tuple[T, bytes]:
    """A YAML file as a record, with its bytes. Raises CaseError with every problem at once."""
    log = ProblemLog()
    data = read_bytes(path, log, file=path.name, limit=MAX_BYTES)
    document = None if data is None else read_yaml(data, log, file=path.name)
    found = None if document is None else fit(document, wanted, log)
    if log.has_errors or found is None or data is None:
        raise CaseError(log.problems())
    return found, data
