"""Items that a regime names itself, such as headings and luxury goods, as entries beside the control lists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from yalu.case.record_builder import sources_of
from yalu.case.tables import table_schemas
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import ProblemLog
from yalu.documents.records.yaml_files import read_yaml
from yalu.documents.tables.csv_tables import read_table
from yalu.documents.tables.table_checks import checked_table
from yalu.documents.tables.table_schemas import TableSchema, text_field
from yalu.goods.lists.entry_checks import EntryFile
from yalu.goods.records import ControlEntry, ControlList, Exclusion, Force, ItemCondition, ItemParameter
from yalu.vocabulary.results import Citation

FILE = "items.csv"
_ID = "^[a-z0-9][a-z0-9._-]{0,79}$"
REGIME_ORDER = 1000  # what a regime names stands after the control lists


ITEMS = TableSchema(
    name="items",
    title="Items",
    description="Goods that the measures of a regime name themselves.",
    required=False,
    fields=(
        text_field("id", "The id of this item.", "id", required=True, unique=True, pattern=_ID),
        text_field("measure", "The measure that names it.", "id", required=True, pattern=_ID),
        text_field("list", "The instrument and annex, as it is cited.", required=True),
        text_field("entry", "The place in it.", required=True),
        text_field("title", "The goods, in a few words.", required=True),
        text_field("text", "What is controlled, in our words.", required=True),
        text_field("kinds", "Kinds of goods of parameters.yaml, joined by ;; empty: any goods.", "list"),
        text_field("hs", "Headings, joined by ;.", "list"),
        text_field("hs_role", "law: the headings are the law; hint: they never decide.", "enum", enum=("law", "hint")),
        text_field("cas", "CAS numbers of chemicals.csv, joined by ;.", "list"),
        text_field("price_above", "Only dearer than this, in USD an item.", "amount"),
        text_field("from", "The first day.", "date", required=True),
        text_field("until", "The first day no longer in force.", "date"),
        text_field("verified", "How well the text was read.", "enum", required=True,
               enum=("verified", "partly", "memory", "named")),
        text_field("sources", "Ids of sources, joined by ;.", "list", required=True),
        text_field("excludes", "A yes-or-no parameter of parameters.yaml: goods of which it is yes are left out.", "id"),
        text_field("notes", "Anything a reader should know."),
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
    path, file = folder / FILE, f"{folder.name}/{FILE}"
    found = checked_table(path, ITEMS, log, file=file, inside=folder) if path.is_file() else None
    if found is None:
        return RegimeItems()
    table, data = found
    if log.has_errors_in(file):
        return RegimeItems(sources=_sources(folder, log), data=data)
    target = _target(folder, log)
    lists: dict[str, ControlList] = {}
    entries = []
    for row in table.rows(ITEMS.names):
        name = f"{folder.name}:{row['list']}"
        control = ControlList(
            id=name, title=row["list"], body="Security Council", version=row["list"],
            version_date=row["from"], source=row["sources"].partition(";")[0], order=REGIME_ORDER,
            whole=None, left_out=(f"the other measures of {folder.name}: ask yalu law",),
        )  # fmt: skip
        lists.setdefault(name, control)
        entries.append(EntryFile(_entry(row, name, target, parameters), file))
    return RegimeItems(lists, entries, _sources(folder, log), data)


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
    """What a row leaves out; a parameter that does not exist is reported when the entry is checked."""
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
