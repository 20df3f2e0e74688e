"""datapackage.json: what the case is about, and where its tables are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import iso3166
import msgspec

from yalu.case.tables import SPLIT_TABLES, TABLES, path_of, table_of, table_schemas
from yalu.documents.files.folders import path_inside
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import Nearest, ProblemLog, did_you_mean, shown, visible
from yalu.documents.records.json_files import read_json
from yalu.vocabulary.dates import DateError, Window, parse_window
from yalu.vocabulary.places.countries import of_ones_own

FILE = "datapackage.json"
CODEBOOK = "codebook"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")


class Resource(msgspec.Struct, frozen=True):
    """One file of the package: its place in the list, its path and the columns its schema names."""

    name: str
    path: str
    target: Path
    columns: tuple[str, ...] | None


class Descriptor(msgspec.Struct, frozen=True, kw_only=True):
    """What datapackage.json says. ``resources`` holds every file that may be opened, tables or not."""

    id: str
    title: str
    description: str
    version: str
    licence: str
    target: str
    partner: str
    names: dict[str, str]
    observed: Window
    resources: dict[str, Resource]

    def tables(self) -> tuple[str, ...]:
        """The resources that hold tables, in reading order."""
        held = (name for name in self.resources if table_of(name))
        return tuple(sorted(held, key=lambda name: (TABLES.index(table_of(name)), name)))


def read_descriptor(folder: Path, log: ProblemLog) -> Descriptor | None:
    """The descriptor of a case folder with every problem logged; None when there is none to read.

    After an error the fields that could not be read hold empty values; the log says which.
    """
    target = path_inside(folder, FILE, log, file=FILE, row=0, field="")
    data = read_user_file(target, log, kind="descriptor", file=FILE) if target else None
    plain = None if data is None else read_json(data, log, file=FILE)
    return None if plain is None else _Reading(plain, folder, log).descriptor()


class _Reading:
    """One reading of one datapackage.json."""

    def __init__(self, plain: dict[str, Any], folder: Path, log: ProblemLog) -> None:
        self._plain, self._folder, self._log = plain, folder, log
        self._near = Nearest((*TABLES, CODEBOOK))

    def descriptor(self) -> Descriptor:
        """Everything the file says."""
        plain = self._plain
        ours = plain.get("yalu")
        if not isinstance(ours, dict):
            self._add(
                "yalu",
                "the block “yalu” is missing or is not an object",
                "datapackage.json says what the case is about under “yalu”",
                'add "yalu": {"target": "XAA", "partner": "XBB", "observed": "2009-01-01/2020-12-31"}',
            )
            ours = {}
        return Descriptor(
            id=self._matching(plain, "name", _NAME, "lower-case letters, digits, -, _ and ."),
            title=self._text(plain, "title", required=True),
            description=self._text(plain, "description"),
            version=self._matching(plain, "version", _VERSION, "letters, digits, . and -, such as 1.0.0"),
            licence=self._licence(),
            target=self._country(ours, "target"),
            partner=self._partner(ours),
            names=self._names(ours),
            observed=self._observed(ours),
            resources=self._resources(),
        )

    def _text(self, plain: dict[str, Any], name: str, *, required: bool = False, within: str = "") -> str:
        value = plain.get(name)
        if isinstance(value, str) and (value.strip() or not required):
            return value
        if required or value is not None:
            self._add(
                within + name,
                f"“{name}” is missing or is not text",
                f"“{name}” is text" + (" and required" if required else ""),
                f'write "{name}": "…"',
                value,
            )
        return ""

    def _matching(self, plain: dict[str, Any], name: str, pattern: re.Pattern[str], words: str) -> str:
        text = self._text(plain, name, required=True)
        if text and not pattern.fullmatch(text):
            self._add(
                name,
                f"“{name}” is {shown(text)}",
                f"“{name}” is made of {words}, and is short",
                "correct it",
                text,
            )
            return ""
        return text

    def _licence(self) -> str:
        licences = self._plain.get("licenses")
        first = licences[0] if isinstance(licences, list) and licences else None
        name = first.get("name") if isinstance(first, dict) else None
        if isinstance(name, str) and name:
            return name
        self._log.warn(
            FILE,
            0,
            "licenses",
            "the package names no licence",
            rule="a case says under which licence others may use it",
            next_step='add "licenses": [{"name": "CC-BY-4.0"}], or the licence you chose',
        )
        return ""

    def _country(self, ours: dict[str, Any], name: str) -> str:
        code = self._text(ours, name, required=True, within="yalu.")
        if code and code not in iso3166.countries_by_alpha3 and not of_ones_own(code):
            self._add(
                f"yalu.{name}",
                f"{shown(code)} is not a country code{did_you_mean(code, iso3166.countries_by_alpha3)}",
                "a state is named by its ISO 3166 alpha-3 code, or XAA to XZZ for one that ISO does not list",
                "write three capital letters, such as NOR",
                code,
            )
        return code

    def _partner(self, ours: dict[str, Any]) -> str:
        partner = self._country(ours, "partner")
        if partner and partner == ours.get("target"):
            self._add(
                "yalu.partner",
                f"target and partner are both {shown(partner)}",
                "a case studies two different states",
                "correct one of the two",
                partner,
            )
        return partner

    def _names(self, ours: dict[str, Any]) -> dict[str, str]:
        names = ours.get("names", {})
        good = isinstance(names, dict) and all(
            key in {"target", "partner"} and isinstance(value, str) for key, value in names.items()
        )
        if good:
            return dict(names)
        self._add(
            "yalu.names",
            "the names of the two states cannot be read",
            "“names” is an object with texts under “target” and “partner”",
            'write "names": {"target": "Westmark", "partner": "Eastmark"}',
        )
        return {}

    def _observed(self, ours: dict[str, Any]) -> Window:
        text = self._text(ours, "observed", required=True, within="yalu.")
        fault = ""
        try:
            window = parse_window(text) if text else Window()
            if text and (window.start is None or window.end is None):
                fault = "it is open at one end"
        except DateError as error:
            window, fault = Window(), visible(str(error))
        if fault:
            self._add(
                "yalu.observed",
                f"{shown(text)} is not the window of observation: {fault}",
                "“observed” is the first and the last day in which the compilers looked for facts",
                'write both ends, such as "observed": "2009-01-01/2020-12-31"',
                text,
            )
        return window

    def _resources(self) -> dict[str, Resource]:
        listed = self._plain.get("resources")
        found: dict[str, Resource] = {}
        if not isinstance(listed, list):
            self._add(
                "resources",
                "“resources” is missing or is not a list",
                "datapackage.json lists every file of the case under “resources”",
                'add "resources": [{"name": "visits", "path": "visits.csv"}, …]',
            )
            return found
        paths: dict[str, str] = {}
        for number, plain in enumerate(listed):
            resource = self._resource(plain, f"resources[{number}]")
            if resource is None:
                continue
            other = paths.get(resource.path)
            if resource.name in found or other is not None:
                self._add(
                    f"resources[{number}]",
                    f"the resource {shown(resource.name)} repeats a name or a path of another resource",
                    "every resource has a name and a file of its own",
                    "rename or remove one of the two",
                    resource.name,
                )
                continue
            found[resource.name] = resource
            paths[resource.path] = resource.name
        self._beside(listed)
        return found

    def _beside(self, listed: list[Any]) -> None:
        """Warn of files that would be tables of the case and that no resource names, so that nobody reads them."""
        named = {
            str(plain.get(key)) for plain in listed if isinstance(plain, dict) for key in ("name", "path")
        }
        held = [path_of(name) for name in (*TABLES, CODEBOOK) if name not in SPLIT_TABLES]
        held = [path.replace(f"{CODEBOOK}.csv", f"{CODEBOOK}.yaml") for path in held]
        for table in sorted(SPLIT_TABLES):
            held += sorted(f"{table}/{path.name}" for path in (self._folder / table).glob("*.csv"))
        for path in held:
            name = path.rpartition(".")[0].replace("/", "-").lower()
            if {name, path} & named or not (self._folder / path).is_file():
                continue
            self._log.warn(
                FILE,
                0,
                "resources",
                f"{shown(path)} lies in the folder and no resource names it, so nothing of it is read or checked",
                rule="the tables of a case are those that datapackage.json lists under “resources”",
                next_step=f'add {{"name": "{visible(name)}", "path": "{visible(path)}"}} to “resources”, or move the file away',
                value=path,
            )

    def _resource(self, plain: Any, field: str) -> Resource | None:
        name = plain.get("name") if isinstance(plain, dict) else None
        path = plain.get("path") if isinstance(plain, dict) else None
        if not isinstance(name, str) or not _NAME.fullmatch(name) or not isinstance(path, str):
            self._add(
                field,
                "the resource has no usable “name” or no “path” that is one text",
                "a resource has a name (lower-case letters, digits, -, _ and .) and the path of one file",
                'write {"name": "visits", "path": "visits.csv"}',
                name or "",
            )
            return None
        self._check_name(name, path, field)
        target = path_inside(self._folder, path, self._log, file=FILE, row=0, field=f"{field}.path")
        if target is None:
            return None
        return Resource(name, path, target, _schema_columns(plain.get("schema")))

    def _check_name(self, name: str, path: str, field: str) -> None:
        for table in SPLIT_TABLES & {name, table_of(name), path.partition("/")[0]}:
            if table_of(name) != table or path != path_of(name):
                self._add_split(table, name, path, field)
            return
        ours = (*TABLES, CODEBOOK)
        wanted = (".yaml", ".yml") if name == CODEBOOK else (".csv",)
        if name in ours and not path.lower().endswith(wanted):
            self._add(
                f"{field}.path",
                f"the path of {name} is {shown(path)}",
                f"{name} is a file whose name ends in {wanted[0]}",
                f"save the table as {name}{wanted[0]}",
                path,
            )
        if name not in ours and (hint := self._near(name)):
            self._log.warn(
                FILE,
                0,
                f"{field}.name",
                f"{shown(name)} is not a table Yalu reads{hint}",
                rule="resources under other names are kept and not read",
                next_step="correct the name if the table should be read",
                value=name,
            )

    def _add_split(self, table: str, name: str, path: str, field: str) -> None:
        self._add(
            field,
            f"the resource {shown(name)} has the path {shown(path)}",
            f"{table} are files {table}/NAME.csv, each a resource named {table}-NAME in lower case",
            f'write such as {{"name": "{table}-coal", "path": "{table}/coal.csv"}}',
            name,
        )

    def _add(self, field: str, message: str, rule: str, next_step: str, value: object = "") -> None:
        self._log.add(FILE, 0, field, message, rule=rule, next_step=next_step, value=value)


def _schema_columns(schema: Any) -> tuple[str, ...] | None:
    """The column names a resource's Table Schema gives, or None when it gives none."""
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list):
        return None
    return tuple(str(field.get("name", "")) for field in fields if isinstance(field, dict))


def required_resources() -> tuple[str, ...]:
    """The tables no case can do without."""
    return tuple(name for name, schema in table_schemas().items() if schema.required)
