"""The goods that come with Yalu: control lists by file, and the items that a regime names itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from yalu.case.later_words import without_later_sentences
from yalu.case.record_builder import MEMORY_SOURCE, sources_of
from yalu.case.tables import table_schemas
from yalu.documents.files.bundled import bundled_path
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, ProblemLog, refused
from yalu.documents.records.typed_records import fit
from yalu.documents.records.yaml_files import read_yaml
from yalu.documents.tables.table_checks import checked_table
from yalu.goods.classification import ComparedEntries
from yalu.goods.lists.chemicals import chemicals_of
from yalu.goods.lists.entry_checks import EntryFile, EntryNames, check_entries
from yalu.goods.lists.list_index import FILE as INDEX_FILE
from yalu.goods.lists.list_index import ListIndex, NotEncoded, check_index, read_index
from yalu.goods.lists.regime_items import regime_entries
from yalu.goods.lists.regime_lists import TakenOver, lists_taken_over
from yalu.goods.records import ControlEntry, ControlList, ItemParameter
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.results import Citation
from yalu.vocabulary.tariff import goods_code

LIST_FILE = "list.yaml"
_BRACKETS = re.compile(r"\s?\(\s?([A-Za-z0-9]{1,4})\s?\)")
_ENTRY = {"ECCN", "ENTRY", "ITEM"}  # words that name no list
T = TypeVar("T", bound=msgspec.Struct)


class ParameterFile(msgspec.Struct, frozen=True):
    """The parameters that thresholds may name, by id."""

    parameters: dict[str, ItemParameter]


class BundledGoods(msgspec.Struct, frozen=True):
    """Every entry in the order of the lists, with what the entries name."""

    entries: tuple[ControlEntry, ...]
    lists: Mapping[str, ControlList]
    parameters: Mapping[str, ItemParameter]
    sources: Mapping[str, Citation]
    data_version: str
    taken_over: tuple[TakenOver, ...] = ()
    indexes: Mapping[str, ListIndex] = {}

    @property
    def against(self) -> ComparedEntries:
        """What an item is checked against."""
        return ComparedEntries(self.entries, self.lists, self.parameters, self.sources)

    def limited_to(self, day: date) -> BundledGoods:
        """The lists of which the version that is here was published by a day, and what follows from them."""
        replace = msgspec.structs.replace
        lists = {
            name: replace(control, note=without_later_sentences(control.note, day))
            for name, control in self.lists.items()
            if parse_date(control.version_date).earliest <= day
        }
        kept = (entry for entry in self.entries if entry.list in lists)
        entries = (
            replace(e, text=without_later_sentences(e.text, day), note=without_later_sentences(e.note, day))
            for e in kept
        )
        return replace(
            self, lists=lists, entries=tuple(entries),
            indexes={name: index for name, index in self.indexes.items() if name in lists},
            taken_over=tuple(one for one in self.taken_over if one.start <= day.isoformat()),
        )  # fmt: skip

    def find(self, wanted: str) -> list[ControlEntry]:
        """The entries of that id or name, or whose name begins with it: 1.B.2 finds 1.B.2.a too.

        A letter or number inside an entry that is encoded as a whole finds that entry. Words of its list may stand
        before a name (NSG 1.B.2, EU 2B201), and brackets in it (2B201(b)).
        """
        name, lists = self._named(wanted)
        mine = [entry for entry in self.entries if entry.list in lists]
        found = [
            entry
            for entry in mine
            if any(f"{n.upper()}.".startswith(f"{name}.") for n in (entry.entry, entry.id))
        ]
        return found or [entry for entry in mine if self._has(entry, name)]

    def _named(self, wanted: str) -> tuple[str, set[str]]:
        """A name without the words before it, and the lists that bear all of these in their title."""
        *words, name = _BRACKETS.sub(r".\1", wanted).upper().split() or [""]
        said = set(words) - _ENTRY
        return name, {i for i, one in self.lists.items() if said <= set(one.title.upper().split())}

    def _has(self, entry: ControlEntry, name: str) -> bool:
        index = self.indexes.get(entry.list)
        known = index is not None and index.row(name) is not None
        return known and name.startswith(f"{entry.entry.upper()}.")

    def not_encoded(self, wanted: str) -> NotEncoded | None:
        """The entry of this name that a list has and that is not encoded here, with its title; or None."""
        if self.find(wanted):
            return None
        name, lists = self._named(wanted)
        for control in sorted(self.lists.values(), key=lambda c: (c.order, c.id)):
            index = self.indexes.get(control.id) if control.id in lists else None
            row = index.row(name) if index is not None else None
            if row is not None:
                return NotEncoded(control, row)
        return None

    def listed(self, hs: str = "") -> list[ControlEntry]:
        """Every entry, or those that a code of the tariff hints at. Raises CodeError for what is no such code."""
        if not hs:
            return list(self.entries)
        code = goods_code(hs)
        return [
            entry
            for entry in self.entries
            if any(code.startswith(hint) or hint.startswith(code) for hint in entry.hs_hints)
        ]


def open_goods(folder: Path | None = None, regimes: Path | None = None) -> BundledGoods:
    """The control lists that come with Yalu, or those of a folder of one's own.

    Raises DocumentError with every problem of every file at once.
    """
    return _opened(folder or bundled_path("goods"), regimes if folder else bundled_path("regimes"))


@lru_cache(maxsize=4)
def _opened(folder: Path | None, regimes: Path | None) -> BundledGoods:
    log = ProblemLog()
    if folder is None:
        raise refused(
            "goods", "there is no folder of control lists", next_step="install Yalu again, or give a folder",
            rule="control lists come with Yalu in the folder data/goods",
        )  # fmt: skip
    digest = hashlib.sha256()
    parameters = _parameters(folder, log, digest)
    sources = _sources(folder, log)
    lists, read, unread = _lists(folder, log, digest)
    taken_over: tuple[TakenOver, ...] = ()
    controls = tuple(lists)
    tables = ["sources.csv"]
    for regime in sorted(path for path in (regimes.iterdir() if regimes else ()) if path.is_dir()):
        found = regime_entries(regime, parameters, log)
        lists |= found.lists
        read += found.entries
        sources |= found.sources
        tables.append(f"{regime.name}/sources.csv")
        joined, data = lists_taken_over(regime, {*controls, *unread}, _citable(sources, tables, log), log)
        taken_over += joined
        digest.update(found.data + data)
    if parameters:
        check_entries(read, EntryNames(lists, parameters, _citable(sources, tables, log), unread), log)
    indexes = _indexes(folder, lists, read, _citable(sources, tables, log), log, digest)
    if log.has_errors:
        raise DocumentError(log.problems())
    for name, index in indexes.items():
        lists[name] = _with_left_out(lists[name], index, [found.entry for found in read])
    order = {name: (control.order, name) for name, control in lists.items()}
    entries = sorted((found.entry for found in read), key=lambda e: (order[e.list], _natural(e.entry), e.id))
    return BundledGoods(
        tuple(entries), lists, parameters, sources, digest.hexdigest()[:10], taken_over, indexes
    )


class _AnySource(dict[str, Citation]):
    """The sources where a table of them has faults: whatever is named may stand in it."""

    def __contains__(self, name: object) -> bool:
        return True


def _citable(sources: Mapping[str, Citation], tables: list[str], log: ProblemLog) -> Mapping[str, Citation]:
    return _AnySource(sources) if any(log.has_errors_in(table) for table in tables) else sources


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """An order in which 2.C.7 stands before 2.C.11."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in name.split("."))


def _parameters(folder: Path, log: ProblemLog, digest: Any) -> dict[str, ItemParameter]:
    found = _yaml(folder / "parameters.yaml", "parameters.yaml", ParameterFile, log, digest)
    called = chemicals_of(folder, log, digest)
    return {} if found is None else {
        name: msgspec.structs.replace(parameter, called=called) if parameter.type == "cas" else parameter
        for name, parameter in found.parameters.items()
    }  # fmt: skip


def _lists(
    folder: Path, log: ProblemLog, digest: Any
) -> tuple[dict[str, ControlList], list[EntryFile], frozenset[str]]:
    """The lists and entries, and the ids that files which cannot be read should have by their places."""
    lists: dict[str, ControlList] = {}
    unread: set[str] = set()
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
                unread.add(path.parent.name)
        else:
            entry = _yaml(path, file, ControlEntry, log, digest)
            if entry is not None:
                read.append(EntryFile(entry, file))
            else:
                unread.add(path.stem)
    return lists, read, frozenset(unread)


def _indexes(
    folder: Path, lists: Mapping[str, ControlList], read: list[EntryFile], sources: Mapping[str, Citation],
    log: ProblemLog, digest: Any,
) -> dict[str, ListIndex]:  # fmt: skip
    """The indexes of the lists that have one, by list; each has every entry that is encoded of its list."""
    found: dict[str, ListIndex] = {}
    for path in sorted(folder.rglob(LIST_FILE)):
        name = next((c.id for c in lists.values() if c.id == path.parent.name), "")
        file = (path.parent / INDEX_FILE).relative_to(folder).as_posix()
        index, data = read_index(path.parent, file, log) if name else (None, b"")
        digest.update(f"{file}\0{len(data)}\0".encode() + data)
        if index is not None:
            check_index(index, file, [(e.entry, e.file) for e in read if e.entry.list == name], sources, log)
            found[name] = index
    return found


def _with_left_out(control: ControlList, index: ListIndex, entries: list[ControlEntry]) -> ControlList:
    here = [entry for entry in entries if entry.list == control.id]
    left = index.left_out({e.entry for e in here}, {out for e in here for out in e.leaves_out})
    return msgspec.structs.replace(control, left_out=(*left, *control.left_out))


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
    path = folder / "sources.csv"
    found = checked_table(path, table_schemas()["sources"], log, file=path.name, inside=folder)
    if found is None or log.has_errors_in(path.name):
        return memory
    read = sources_of({"sources": found[0]})
    return {s.id: Citation(s.id, s.title, s.url, s.reliability) for s in read.values()} | memory
