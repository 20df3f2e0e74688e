"""A YAML file as one typed record: opened, read and checked in one call."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.documents.records.typed_records import fit
from yalu.documents.records.yaml_files import read_yaml

T = TypeVar("T", bound=msgspec.Struct)


def read_yaml_record(path: Path, wanted: type[T]) -> tuple[T, bytes]:
    """A YAML file as a record, with its bytes. Raises DocumentError with every problem at once."""
    log = ProblemLog()
    data = read_user_file(path, log, kind="yaml", file=path.name)
    document = None if data is None else read_yaml(data, log, file=path.name)
    found = None if document is None else fit(document, wanted, log)
    if log.has_errors or found is None or data is None:
        raise DocumentError(log.problems())
    return found, data
