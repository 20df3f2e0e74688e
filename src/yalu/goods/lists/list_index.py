"""The index of a control list: every entry it has, with a title in our words, encoded here or not.

What is left out of a list is its index without what is encoded, so that a clean answer names it and nobody
keeps it by hand. An encoded entry stands for everything below it, but for what its ``leaves_out`` names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from yalu.documents.problems import ProblemLog, shown
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_checks import checked_table
from yalu.documents.tables.table_schemas import TableSchema, text_field
from yalu.goods.records import ControlEntry, ControlList

FILE = "index.csv"
IndexLevel = Literal["entry", "letter", "number"]
EncodedExtent = Literal["whole", "in_part", "index_only"]


INDEX = TableSchema(
    name="index",
    title="Index",
    description="The entries of a control list.",
    required=False,
    fields=(
        text_field("entry", "The entry as the list numbers it.", required=True, unique=True, pattern=r"^[0-9][0-9A-Za-z.]{0,19}$"),
        text_field("title", "The goods in our words; empty for a letter: as its entry."),
        text_field("level", "entry, letter or number.", "enum", required=True, enum=("entry", "letter", "number")),
        text_field("line", "The line of the text that was read.", pattern="^[0-9]{1,6}$"),
        text_field("known", "read: in the text of the list; derived: from the EU number; memory: not read.", "enum",
               required=True, enum=("read", "derived", "memory")),
        text_field("source", "The id of a source.", "id", required=True),
    ),
    primary_key=("entry",),
    missing_values=("",),
)  # fmt: skip


class IndexRow(msgspec.Struct, frozen=True):
    """One entry, letter or number of a list, and how it is known that the list has it."""

    entry: str
    title: str
    level: IndexLevel
    line: str
    known: Literal["read", "derived", "memory"]
    source: str


class NotEncoded(msgspec.Struct, frozen=True):
    """An entry that a list is known to have and whose threshold is not encoded here."""

    control: ControlList
    row: IndexRow

    @property
    def id(self) -> str:
        """The id of the list."""
        return self.control.id

    @property
    def title(self) -> str:
        """The list, and the entry's title in it."""
        return f"{self.control.title} ({self.row.entry}: {self.row.title})"


class ListIndex(msgspec.Struct, frozen=True):
    """The index of one list in the order of the list; letters without a title have that of their entry."""

    rows: Mapping[str, IndexRow] = {}
    below: Mapping[str, tuple[str, ...]] = {}

    def row(self, wanted: str) -> IndexRow | None:
        """The row of that name in any case; None where the list has none.

        What stands below a row that the index does not divide is that row: 2B350.g.1 is in 2B350.g.
        """
        for name in _upwards(wanted.upper()):
            found = self.rows.get(name)
            if found is not None:
                return None if self.below.get(found.entry) and name != wanted.upper() else found
        return None

    def extent(self, name: str, encoded: Collection[str], without: Collection[str] = ()) -> EncodedExtent:
        """How much of an entry is encoded: the whole of it, some of what is below it, or nothing."""
        if any(above in encoded for above in _upwards(name)) and not any(
            _touch(name, out) for out in without
        ):
            return "whole"
        if any(_below(name, out) for out in without):
            return "index_only"
        found = {self.extent(child, encoded, without) for child in self.below.get(name, ())}
        if found == {"whole"}:
            return "whole"
        some = found - {"index_only"} or any(made.startswith(f"{name}.") for made in (*encoded, *without))
        return "in_part" if some else "index_only"

    def left_out(self, encoded: Collection[str], without: Collection[str] = ()) -> tuple[str, ...]:
        """What the list has and is not encoded, in its order: a family with nothing encoded in one word."""
        extents = {name: self.extent(name, encoded, without) for name in self.below.get("", ())}
        families: dict[str, list[str]] = {}
        for name in extents:
            families.setdefault(_family(name), []).append(name)
        remarks: list[str] = []
        for family, names in families.items():
            if len(names) > 1 and all(extents[name] == "index_only" for name in names):
                remarks.append(f"{family} ({len(names)} entries)")
            else:
                remarks += [left for name in names for left in self._left(name, encoded, without)]
        return tuple(remarks)

    def _left(self, name: str, encoded: Collection[str], without: Collection[str]) -> Iterator[str]:
        extent, below = self.extent(name, encoded, without), self.below.get(name, ())
        if extent == "index_only":
            yield name
        if extent == "in_part":
            yield from () if below else sorted(out for out in without if _touch(name, out))
            for child in below:
                yield from self._left(child, encoded, without)


def _upwards(name: str) -> Iterator[str]:
    """A name and the names above it: 2B350.g.1, 2B350.g, 2B350."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _below(name: str, above: str) -> bool:
    return name == above or name.startswith(f"{above}.")


def _touch(name: str, other: str) -> bool:
    """Whether one of two names is the other or below it."""
    return _below(name, other) or _below(other, name)


def _family(name: str) -> str:
    """2B350 is of 2B, and 1.B.2 of 1.B."""
    return ".".join(name.split(".")[:2]) if "." in name[:3] else name[:2]


def read_index(folder: Path, file: str, log: ProblemLog) -> tuple[ListIndex | None, bytes]:
    """The index in a list's folder with the bytes it was read from; None where there is none or it has faults."""
    path = folder / FILE
    found = checked_table(path, INDEX, log, file=file, inside=folder) if path.is_file() else None
    if found is None:
        return None, b""
    table, data = found
    if log.has_errors_in(file):
        return None, data
    rows = {row.entry.upper(): row for row in _rows(table, file, log)}
    below: dict[str, tuple[str, ...]] = {}
    for row in rows.values():
        above = next((name for name in _upwards(row.entry.rpartition(".")[0]) if name.upper() in rows), "")
        below[above] = (*below.get(above, ()), row.entry)
    return ListIndex(rows, below), data


def _rows(table: Table, file: str, log: ProblemLog) -> Iterator[IndexRow]:
    titles: dict[str, str] = {}
    for line, row in zip(table.lines, table.rows(INDEX.names), strict=True):
        entry = row["entry"]
        key = entry.upper()  # an entry is looked up in any case
        above = next((titles[name] for name in _upwards(key.rpartition(".")[0]) if name in titles), "")
        if key in titles:
            log.add(file, line, "entry", f"{shown(entry)} stands in the index twice",
                    rule="an entry stands once", next_step="remove one of the two rows", value=entry)  # fmt: skip
        if row["level"] != "entry" and not above:
            log.add(file, line, "entry", f"{shown(entry)} stands below no entry of the index",
                    rule="a letter or number follows the entry it is part of",
                    next_step="write the entry before it", value=entry)  # fmt: skip
        if row["level"] == "entry" and not row["title"]:
            log.add(file, line, "title", f"{shown(entry)} has no title",
                    rule="an entry has a title; only letters and numbers may go without",
                    next_step="write what it is about in a few words", value=entry)  # fmt: skip
        titles[key] = row["title"] or above
        yield msgspec.convert({**row, "title": titles[key]}, IndexRow)


def check_index(
    index: ListIndex,
    file: str,
    entries: Iterable[tuple[ControlEntry, str]],
    sources: Collection[str],
    log: ProblemLog,
) -> None:
    """Log every encoded entry that its list's index does not have, and every source that does not exist."""
    names = {row.entry for row in index.rows.values()}
    for entry, entry_file in entries:
        faults = [("entry", entry.entry)] if entry.entry not in names else []
        faults += [("leaves_out", out) for out in entry.leaves_out if index.row(out) is None]
        for field, name in faults:
            log.add(entry_file, 0, field, f"{shown(name)} is not in the index of the list",
                    rule=f"what is encoded stands in the index of its list ({FILE})",
                    next_step="correct the name, or add a row to the index", value=name)  # fmt: skip
    for source in sorted({row.source for row in index.rows.values() if row.source not in sources}):
        log.add(file, 0, "source", f"{shown(source)} is not a row of sources.csv",
                rule="an index names where each entry was seen",
                next_step="add it, or correct the name", value=source)  # fmt: skip
