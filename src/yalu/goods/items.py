"""An item to classify: what is known of it, read from words a person typed or from a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from yalu.documents.csv_tables import read_table
from yalu.documents.problems import DocumentError, ProblemLog, did_you_mean, shown
from yalu.documents.table_schemas import Constraints, Field, TableSchema
from yalu.documents.user_files import read_user_file
from yalu.goods.completions import contradictions
from yalu.goods.conditions import Fact, with_unit
from yalu.goods.records import Parameter
from yalu.goods.typed_values import UnreadableError, read_value

MOST_ROWS = 100_000


class Item(msgspec.Struct, frozen=True):
    """One item: an id and what is known of it by parameter. What is not known is not there.

    ``notes`` says of each value that was not typed in its parameter's unit how it was read.
    """

    id: str
    facts: dict[str, Fact]
    notes: tuple[str, ...] = ()


class ItemError(ValueError):
    """Something typed about an item cannot be read; the message says what would be."""


def item_of(typed: Mapping[str, str], parameters: Mapping[str, Parameter], *, name: str = "item") -> Item:
    """What a person typed, by parameter, as an item. Raises ItemError naming every fault at once."""
    facts: dict[str, Fact] = {}
    faults: list[str] = []
    notes: list[str] = []
    for key, text in typed.items():
        if not text.strip():
            continue
        wanted = key.replace("-", "_")
        if wanted not in parameters:
            faults.append(_unknown(key, wanted, parameters))
            continue
        try:
            read = read_value(text, parameters[wanted])
        except UnreadableError as error:
            faults.append(f"{wanted} {shown(text)}: {error}")
            continue
        facts[wanted] = read.value
        notes += [read.said] if read.said else []
    for one, other in contradictions(facts, parameters):
        both = " and ".join(f"{n} {with_unit(facts[n], parameters[n])}" for n in (one, other))
        faults.append(f"{both} contradict one another: {_rule(one, other, parameters)}")
    if faults:
        raise ItemError("; ".join(faults))
    return Item(name, facts, tuple(notes))


def _unknown(key: str, wanted: str, parameters: Mapping[str, Parameter]) -> str:
    """What to write for a name that is no parameter: the new name of one that was renamed, or one alike."""
    for name, parameter in parameters.items():
        if wanted in parameter.renamed_from:
            unit = f", in {parameter.unit}" if parameter.unit else ""
            return f"there is no parameter {shown(key)}; did you mean “{name}”{unit}?"
    return f"there is no parameter {shown(key)}{did_you_mean(wanted, parameters)}; known: {', '.join(sorted(parameters))}"


def _rule(one: str, other: str, parameters: Mapping[str, Parameter]) -> str:
    parameter = parameters[one]
    if other in parameter.sum_of:
        parts = " and ".join(f"“{parameters[part].title}”" for part in parameter.sum_of)
        return f"{parts} together are at most “{parameter.title}”"
    if parameter.type == "number":
        return f"“{parameter.title}” is at most “{parameters[other].title}”"
    return f"“{parameter.title}” follows from “{parameters[other].title}”"


def read_items(path: Path, parameters: Mapping[str, Parameter]) -> Iterator[Item]:
    """The items of a CSV file: a column ``id`` and one column a parameter. Raises DocumentError with every fault."""
    log = ProblemLog()
    data = read_user_file(path, log, kind="table", file=path.name)
    table = None if data is None else read_table(data, _schema(parameters), log, file=path.name)
    if table is None or log.has_errors:
        raise DocumentError(log.problems())
    columns = [name for name in table.columns if name != "id"]
    items = []
    for row, line in enumerate(table.lines[:MOST_ROWS]):
        typed = {name: table.columns[name][row] for name in columns}
        name = table.column("id")[row] or f"line {line}"
        try:
            items.append(item_of(typed, parameters, name=name))
        except ItemError as error:
            log.add(
                path.name, line, "", str(error),
                rule="a column is a parameter, and a cell what is known of the item",
                next_step="correct the cell or leave it empty; “yalu goods parameters” lists them all",
            )  # fmt: skip
    if len(table.lines) > MOST_ROWS:
        log.add(
            path.name, 0, "", f"the file has {len(table.lines):,} rows",
            rule=f"at most {MOST_ROWS:,} items are classified at once",
            next_step="split the file",
        )  # fmt: skip
    if log.has_errors:
        raise DocumentError(log.problems())
    return iter(items)


def _schema(parameters: Mapping[str, Parameter]) -> TableSchema:
    names = ("id", *parameters)
    return TableSchema(
        name="items",
        title="Items",
        description="Items to classify.",
        required=False,
        fields=tuple(Field(name, "string", name, name, "text", Constraints()) for name in names),
        primary_key=("id",),
        missing_values=("",),
    )
