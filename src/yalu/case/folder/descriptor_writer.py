"""Writing datapackage.json for a folder of tables, with the Table Schema of the columns each file has."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import msgspec

from yalu.case.folder.descriptor import CODEBOOK, FILE
from yalu.case.tables import SPLIT_TABLES, frictionless_schema, path_of, table_of, table_schemas

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_LICENCES = {
    "CC-BY-4.0": {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
    "CC0-1.0": {
        "name": "CC0-1.0",
        "title": "CC0 1.0 Universal",
        "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    },
}
_CODEBOOK = {
    "name": CODEBOOK,
    "path": "codebook.yaml",
    "title": "Codebook",
    "description": "Numbered counting rules, named choices of them, and the era schemes.",
    "format": "yaml",
    "mediatype": "application/yaml",
    "encoding": "utf-8",
}


class CaseDescription(msgspec.Struct, frozen=True, kw_only=True):
    """What a descriptor says of the case as a whole. ``observed`` is an interval ``first/last``."""

    name: str
    title: str
    description: str
    version: str
    target: str
    partner: str
    names: dict[str, str]
    observed: str
    licence: str = "CC-BY-4.0"


def describe_folder(folder: Path, about: CaseDescription) -> dict[str, Any]:
    """The descriptor of the standard tables and the codebook that stand in a folder."""
    names = _tables_in(folder)
    resources = [_table(folder, name, names) for name in names]
    if (folder / _CODEBOOK["path"]).is_file():
        resources.append(dict(_CODEBOOK))
    return {
        "$schema": _PROFILE,
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "licenses": [_LICENCES.get(about.licence, {"name": about.licence})],
        "yalu": {
            "target": about.target,
            "partner": about.partner,
            "names": about.names,
            "observed": about.observed,
        },
        "resources": resources,
    }


def _tables_in(folder: Path) -> list[str]:
    """The names of the resources that hold the standard tables of a folder, in reading order."""
    found: list[str] = []
    for name in table_schemas():
        if name in SPLIT_TABLES:
            found += sorted(f"{name}-{path.stem}" for path in (folder / name).glob("*.csv") if path.is_file())
        elif (folder / path_of(name)).is_file():
            found.append(name)
    return found


def _table(folder: Path, name: str, tables: list[str]) -> dict[str, Any]:
    table = table_of(name)
    title = table_schemas()[table].title
    if name != table:
        title += f": {name.removeprefix(f'{table}-').replace('-', ' ')}"
    with (folder / path_of(name)).open(encoding="utf-8-sig", newline="") as lines:
        columns = tuple(next(csv.reader(lines), ()))
    return {
        "name": name, "type": "table", "path": path_of(name), "title": title,
        "description": table_schemas()[table].description, "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "schema": frictionless_schema(table, columns, tables),
    }  # fmt: skip


def write_descriptor(folder: Path, about: CaseDescription) -> None:
    """Write datapackage.json into a folder, in one step, so that a reader never meets half of it."""
    text = json.dumps(describe_folder(folder, about), indent=2, ensure_ascii=False) + "\n"
    draft = folder / f".{FILE}.new"
    draft.write_text(text, encoding="utf-8")
    draft.replace(folder / FILE)
