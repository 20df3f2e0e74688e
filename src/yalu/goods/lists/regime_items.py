"""Items that a regime names itself, such as headings and luxury goods, as entries beside the control lists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from yalu.case.record_builder import sources_of
from yalu.case.tables import table_schemas
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import ProblemLog
from yalu.documents.records.yaml_files import read_yaml
from yalu.documents.tables.csv_tables import Table, read_table
from yalu.documents.tables.table_checks import check_table
from yalu.documents.tables.table_schemas import Constraints, Field, TableSchema
from yalu.goods.lists.entry_checks import EntryFile
from yalu.goods.records import ControlEntry, ControlList, Exclusion, Force, ItemCondition, ItemParameter
from yalu.vocabulary.results import Citation

FILE = "items.csv"
_ID = "^[a-z0-9][a-z0-9._-]{0,79}$"
REGIME_ORDER = 1000  # what a regime names stands after the control lists


def _field(name: str, description: str, kind: str = "text", **constraints: Any) -> Field:
    return Field(name, "string", name.capitalize(), description, kind, Constraints(**constraints))  # type: ignore[arg-type]


ITEMS = TableSchema(
    name="items",
    title="Items",
    description="Goods that the measures of a regime name themselves.",
    required=False,
    fields=(
        _field("id", "The id of this item.", "id", required=True, unique=True, pattern=_ID),
        _field("measure", "The measure that names it.", "id", required=True, pattern=_ID),
        _field("list", "The instrument and annex, as it is cited.", required=True),
        _field("entry", "The place in it.", required=True),
        _field("title", "The goods, in a few words.", required=True),
        _field("text", "What is controlled, in our words.", required=True),
        _field("kinds", "Kinds of goods of parameters.yaml, joined by ;; empty: any goods.", "list"),
        _field("hs", "Headings, joined by ;.", "list"),
        _field("hs_role", "law: the headings are the law; hint: they never decide.", "enum", enum=("law", "hint")),
        _field("cas", "CAS numbers of chemicals.csv, joined by ;.", "list"),
        _field("price_above", "Only dearer than this, in USD an item.", "amount"),
        _field("from", "The first day.", "date", required=True),
        _field("until", "The first day no longer in force.", "date"),
        _field("verified", "How well the text was read.", "enum", required=True,
               enum=("verified", "partly", "memory", "named")),
        _field("sources", "Ids of sources, joined by ;.", "list", required=True),
        _field("excludes", "A yes-or-no parameter of parameters.yaml: goods of which it is yes are left out.", "id"),
        _field("notes", "Anything a reader should know."),
    ),
    primary_key=("id",),
    missing_values=("",),
)  # fmt: skip


class RegimeItems(msgspec.Struct, frozen=True):
    """The items of one regime, their lists and sources, and the bytes they were read from."""

    lists: dict[str, ControlList] = {}
    entries: list[EntryFile] = []
    sources: dict[str, Citation] = {}
    data: bytes = b""


def regime_entries(folder: Path, parameters: Mapping[str, ItemParameter], log: ProblemLog) -> RegimeItems:
    """The items of a regime folder as entries for goods on their way to its target; none without the file."""
    path = folder / FILE
    if not path.is_file():
        return RegimeItems()
    file = f"{folder.name}/{FILE}"
    data = read_user_file(path, log, kind="table", file=file, inside=folder)
    table = None if data is None else read_table(data, ITEMS, log, file=file)
    if data is None or table is None:
        return RegimeItems()
    check_table(table, ITEMS, log)
    if log.has_errors_in(file):
        return RegimeItems(sources=_sources(folder, log), data=data)
    target = _target(folder, log)
    lists: dict[str, ControlList] = {}
    entries = []
    for row in _rows(table):
        name = f"{folder.name}:{row['list']}"
        control = ControlList(
            id=name, title=row["list"], body="Security Council", version=row["list"],
            version_date=row["from"], source=row["sources"].partition(";")[0], order=REGIME_ORDER,
            whole=None, left_out=(f"the other measures of {folder.name}: ask yalu law",),
        )  # fmt: skip
        lists.setdefault(name, control)
        entries.append(EntryFile(_entry(row, name, target, parameters), file))
    return RegimeItems(lists, entries, _sources(folder, log), data)


def _rows(table: Table) -> list[dict[str, str]]:
    names = list(ITEMS.names)
    return [
        dict(zip(names, values, strict=True))
        for values in zip(*(table.column(name) for name in names), strict=True)
    ]


def _entry(
    row: Mapping[str, str], name: str, target: str, parameters: Mapping[str, ItemParameter]
) -> ControlEntry:
    codes = tuple(filter(None, row["hs"].split(";")))
    parts = []
    if row["hs_role"] == "law":
        parts.append(ItemCondition(parameter="hs", within=codes))
    if row["cas"]:
        parts.append(ItemCondition(parameter="cas", one_of=tuple(row["cas"].split(";"))))
    if row["price_above"]:
        parts.append(ItemCondition(parameter="price_usd", above=float(row["price_above"])))
    if not parts:
        parts.append(ItemCondition(parameter="kind", one_of=tuple(filter(None, row["kinds"].split(";")))))
    return ControlEntry(
        id=row["id"],
        list=name,
        entry=row["entry"],
        title=row["title"],
        text=row["text"],
        applies_to=tuple(filter(None, row["kinds"].split(";"))),
        meets=parts[0] if len(parts) == 1 else ItemCondition(all=tuple(parts)),
        excludes=_excludes(row["excludes"], parameters),
        hs_hints=codes,
        destinations=(target,) if target else (),
        in_force=Force(start=row["from"], until=row["until"]),
        measure=row["measure"],
        sources=tuple(row["sources"].split(";")),
        verified=row["verified"],  # type: ignore[arg-type]
        note=row["notes"],
    )


def _excludes(name: str, parameters: Mapping[str, ItemParameter]) -> tuple[Exclusion, ...]:
    """What a row leaves out; a parameter that does not exist is told when the entry is checked."""
    if not name:
        return ()
    text = parameters[name].title if name in parameters else name
    return (Exclusion(text=text, when=ItemCondition(parameter=name, is_=True)),)


def _target(folder: Path, log: ProblemLog) -> str:
    data = read_user_file(
        folder / "regime.yaml", log, kind="measure", file=f"{folder.name}/regime.yaml", inside=folder
    )
    document = None if data is None else read_yaml(data, log, file=f"{folder.name}/regime.yaml")
    value = document.value.get("target", "") if document is not None else ""
    return value if isinstance(value, str) else ""


def _sources(folder: Path, log: ProblemLog) -> dict[str, Citation]:
    path, file = folder / "sources.csv", f"{folder.name}/sources.csv"
    schema = table_schemas()["sources"]
    data = read_user_file(path, log, kind="table", file=file, inside=folder)
    table = None if data is None else read_table(data, schema, log, file=file)
    if table is None or log.has_errors_in(file):
        return {}
    found = sources_of({"sources": table})
    return {s.id: Citation(s.id, s.title, s.url, s.reliability) for s in found.values()}
