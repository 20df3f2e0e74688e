"""The goods that come with Yalu: control lists by file, and the items that a regime names itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from yalu.case.building import MEMORY_SOURCE, sources_of
from yalu.case.tables import table_schemas
from yalu.documents.bundled import bundled_path
from yalu.documents.csv_tables import read_table
from yalu.documents.problems import DocumentError, Problem, ProblemLog
from yalu.documents.table_checks import check_table
from yalu.documents.typed_records import fit
from yalu.documents.user_files import read_user_file
from yalu.documents.yaml_files import read_yaml
from yalu.goods.checking import EntryFile, Known, check_entries
from yalu.goods.chemicals import chemicals_of
from yalu.goods.classifying import Against
from yalu.goods.records import ControlList, Entry, Parameter
from yalu.goods.regime_items import regime_entries
from yalu.vocabulary.results import Citation

LIST_FILE = "list.yaml"
T = TypeVar("T", bound=msgspec.Struct)


class ParameterFile(msgspec.Struct, frozen=True):
    """The parameters that thresholds may name, by id."""

    parameters: dict[str, Parameter]


class Goods(msgspec.Struct, frozen=True):
    """Every entry in the order of the lists, with what the entries name."""

    entries: tuple[Entry, ...]
    lists: Mapping[str, ControlList]
    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Citation]
    data_version: str

    @property
    def against(self) -> Against:
        """What an item is held against."""
        return Against(self.entries, self.lists, self.parameters, self.sources)

    def find(self, wanted: str) -> list[Entry]:
        """The entries of that id or name, or whose name begins with it: 1.B.2 finds 1.B.2.a too."""
        exact = [e for e in self.entries if wanted in {e.id, e.entry}]
        below = (e for e in self.entries if e.entry.startswith(f"{wanted}.") or e.id.startswith(f"{wanted}."))
        return [*exact, *(e for e in below if e not in exact)]

    def not_encoded(self, wanted: str) -> ControlList | None:
        """The list that has an entry of this name which is known to be left out here, or None."""
        name = wanted.upper().partition(".")[0]
        return next(
            (c for c in self.lists.values() if name in {text.partition(".")[0] for text in c.left_out}), None
        )

    def listed(self, hs: str = "") -> list[Entry]:
        """Every entry, or those that a heading of the tariff hints at."""
        if not hs:
            return list(self.entries)
        return [
            entry
            for entry in self.entries
            if any(hs.startswith(hint) or hint.startswith(hs) for hint in entry.hs_hints)
        ]


def open_goods(folder: Path | None = None, regimes: Path | None = None) -> Goods:
    """The control lists that come with Yalu, or those of a folder of one's own.

    Raises DocumentError with every problem of every file at once.
    """
    return _opened(folder or bundled_path("goods"), regimes if folder else bundled_path("regimes"))


@lru_cache(maxsize=4)
def _opened(folder: Path | None, regimes: Path | None) -> Goods:
    log = ProblemLog()
    if folder is None:
        raise DocumentError(
            [
                Problem(
                    file="goods",
                    rule="control lists come with Yalu in the folder data/goods",
                    next_step="install Yalu again, or give a folder",
                    message="there is no folder of control lists",
                )
            ]
        )
    digest = hashlib.sha256()
    parameters = _parameters(folder, log, digest)
    sources = _sources(folder, log)
    lists, read = _lists(folder, log, digest)
    for regime in sorted(path for path in (regimes.iterdir() if regimes else ()) if path.is_dir()):
        found = regime_entries(regime, parameters, log)
        lists |= found.lists
        read += found.entries
        sources |= found.sources
        digest.update(found.data)
    check_entries(read, Known(lists, parameters, sources), log)
    if log.has_errors:
        raise DocumentError(log.problems())
    order = {name: (control.order, name) for name, control in lists.items()}
    entries = sorted((found.entry for found in read), key=lambda e: (order[e.list], _natural(e.entry), e.id))
    return Goods(tuple(entries), lists, parameters, sources, digest.hexdigest()[:10])


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """An order in which 2.C.7 stands before 2.C.11."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in name.split("."))


def _parameters(folder: Path, log: ProblemLog, digest: Any) -> dict[str, Parameter]:
    found = _yaml(folder / "parameters.yaml", "parameters.yaml", ParameterFile, log, digest)
    called = chemicals_of(folder, log, digest)
    return {} if found is None else {
        name: msgspec.structs.replace(parameter, called=called) if parameter.type == "cas" else parameter
        for name, parameter in found.parameters.items()
    }  # fmt: skip


def _lists(folder: Path, log: ProblemLog, digest: Any) -> tuple[dict[str, ControlList], list[EntryFile]]:
    lists: dict[str, ControlList] = {}
    read: list[EntryFile] = []
    for path in sorted(folder.rglob("*.yaml")):
        file = path.relative_to(folder).as_posix()
        if file == "parameters.yaml":
            continue
        if path.name == LIST_FILE:
            control = _yaml(path, file, ControlList, log, digest)
            if control is not None:
                lists[control.id] = control
        else:
            entry = _yaml(path, file, Entry, log, digest)
            if entry is not None:
                read.append(EntryFile(entry, file))
    return lists, read


def _yaml(path: Path, file: str, wanted: type[T], log: ProblemLog, digest: Any) -> T | None:
    data = read_user_file(path, log, kind="yaml", file=file)
    if data is None:
        return None
    digest.update(f"{file}\0{len(data)}\0".encode() + data)
    document = read_yaml(data, log, file=file)
    return None if document is None else fit(document, wanted, log)


def _sources(folder: Path, log: ProblemLog) -> dict[str, Citation]:
    """The sources of a folder by id as trails name them; memory is always one."""
    memory = {"memory": Citation("memory", MEMORY_SOURCE.title, grade="F6")}
    data = read_user_file(folder / "sources.csv", log, kind="table", file="sources.csv", inside=folder)
    table = None if data is None else read_table(data, table_schemas()["sources"], log, file="sources.csv")
    if table is None:
        return memory
    check_table(table, table_schemas()["sources"], log)
    if log.has_errors:
        return {name: Citation(name) for name in table.column("id")} | memory
    read = sources_of({"sources": table})
    return {s.id: Citation(s.id, s.title, s.url, s.reliability) for s in read.values()} | memory
