"""Reading a regime folder: every file to the end, every problem at once, and only then a regime."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.files.user_files import files_inside, read_user_file
from yalu.documents.problems import DocumentError, Problem, ProblemLog
from yalu.documents.records.typed_records import fit
from yalu.documents.records.yaml_files import YamlDocument, read_yaml
from yalu.law.text.bodies import Member, RegimeDescription, check_cited, read_about, read_members
from yalu.law.text.checks import MeasureFile, RegimeTables, check_measures
from yalu.law.text.instruments import read_instruments, read_sources
from yalu.law.text.records import CitedMeasure, Instrument, Measure
from yalu.vocabulary.results import Citation

FOLDER = "measures"


class ReadRegime(msgspec.Struct, frozen=True):
    """What a regime folder holds, checked."""

    about: RegimeDescription
    members: tuple[Member, ...]
    measures: tuple[Measure, ...]
    instruments: Mapping[str, Instrument]
    sources: Mapping[str, Citation]
    data_version: str
    warnings: tuple[Problem, ...]


def read_regime(folder: Path) -> ReadRegime:
    """The regime in a folder. Raises DocumentError carrying every problem of every file."""
    log = ProblemLog()
    digest = hashlib.sha256()
    about = read_about(folder, log)
    bodies = {} if about is None else {body.id: body.title for body in about[0].bodies}
    sources = read_sources(folder, log)
    cited = None if sources is None else frozenset(sources[0])
    members, members_data = read_members(folder, about, cited, log)
    instruments = read_instruments(folder, bodies, log)
    if instruments is not None:
        check_cited(instruments[2], cited, log)
    for found in (instruments, sources):
        digest.update(found[1] if found else b"")
    digest.update(members_data + (about[2] if about else b""))
    read = _read_files(folder, log, digest)
    known = RegimeTables(
        instruments=None if instruments is None else instruments[0], sources=cited, bodies=frozenset(bodies)
    )
    check_measures(read, known, log)
    if log.has_errors or about is None:
        raise DocumentError(log.problems())
    named = {} if instruments is None else instruments[0]
    return ReadRegime(
        about=about[0],
        members=members,
        measures=tuple(
            sorted((_cited(file.measure, named) for file in read), key=lambda measure: measure.id)
        ),
        instruments=named,
        sources={} if sources is None else sources[0],
        data_version=digest.hexdigest()[:10],
        warnings=tuple(log.problems()),
    )


def _cited(measure: Measure, instruments: Mapping[str, Instrument]) -> Measure:
    found = instruments.get(measure.instrument)
    if found is None:
        return measure
    fields = {name: getattr(measure, name) for name in measure.__struct_fields__}
    return CitedMeasure(**fields, cited_as=found.short or found.title)


def check_regime(folder: Path) -> list[Problem]:
    """Every problem of a regime folder, errors and warnings; an empty list when there is none."""
    try:
        return list(read_regime(folder).warnings)
    except DocumentError as error:
        return list(error.problems)


def read_measure(data: bytes, log: ProblemLog, *, file: str) -> MeasureFile | None:
    """The measure in the bytes of one file, or None with every problem logged."""
    document = read_yaml(data, log, file=file)
    measure = None if document is None else fit(document, Measure, log)
    return None if document is None or measure is None else MeasureFile(measure, document)


def measure_schema() -> dict[str, Any]:
    """The JSON Schema of a measure file, for editors and other tools."""
    schema = msgspec.json.schema(Measure)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One measure of a regime",
        **schema,
    }


def _read_files(folder: Path, log: ProblemLog, digest: Any) -> list[MeasureFile]:
    root = folder / FOLDER
    faulty = log.has_errors
    paths = files_inside(root, log, inside=folder, endings={".yaml", ".yml"}, deep=True)
    if not paths and log.has_errors == faulty:
        log.add(
            FOLDER, 0, "", "there is no measure in the folder",
            rule="a regime has one YAML file per measure, measures/<instrument>/<id>.yaml",
            next_step="add one; docs/measures-format.md shows a whole measure",
        )  # fmt: skip
    read = []
    for path in paths:
        file = path.relative_to(folder).as_posix()
        data = read_user_file(path, log, kind="measure", file=file, inside=folder)
        if data is None:
            continue
        digest.update(f"{file}\0{len(data)}\0".encode() + data)
        found = read_measure(data, log, file=file)
        if found is not None:
            read.append(found)
    return read


__all__ = ["ReadRegime", "YamlDocument", "check_regime", "measure_schema", "read_measure", "read_regime"]
