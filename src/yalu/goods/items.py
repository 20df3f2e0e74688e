"""An item to classify: what is known of it, read from words a person typed or from a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from yalu.documents.csv_tables import read_table
from yalu.documents.problems import DocumentError, ProblemLog, did_you_mean, one_of, shown
from yalu.documents.table_schemas import Constraints, Field, TableSchema
from yalu.documents.user_files import read_user_file
from yalu.goods.chemicals import cas_number
from yalu.goods.conditions import Fact
from yalu.goods.records import Parameter

_NUMBER = re.compile(r"[0-9]{1,12}([.][0-9]{1,9})?")
_CODE = re.compile(r"[0-9]{2,10}")
_YES, _NO = {"yes", "true"}, {"no", "false"}
MOST_ROWS = 100_000


class Item(msgspec.Struct, frozen=True):
    """One item: an id and what is known of it by parameter. What is not known is not there."""

    id: str
    facts: dict[str, Fact]


class ItemError(ValueError):
    """Something typed about an item cannot be read; the message says what would be."""


def item_of(typed: Mapping[str, str], parameters: Mapping[str, Parameter], *, name: str = "item") -> Item:
    """What a person typed, by parameter, as an item. Raises ItemError naming every fault at once."""
    facts: dict[str, Fact] = {}
    faults: list[str] = []
    for key, text in typed.items():
        if not text:
            continue
        wanted = key.replace("-", "_")
        if wanted not in parameters:
            known = f"known: {', '.join(sorted(parameters))}"
            faults.append(f"there is no parameter {shown(key)}{did_you_mean(wanted, parameters)}; {known}")
            continue
        read = _read(text.strip(), parameters[wanted])
        if isinstance(read, ItemError):
            faults.append(f"{wanted} {shown(text)}: {read}")
        else:
            facts[wanted] = read
    if faults:
        raise ItemError("; ".join(faults))
    return Item(name, facts)


def _read(text: str, parameter: Parameter) -> Fact | ItemError:
    if parameter.type == "number":
        if not _NUMBER.fullmatch(text):
            unit = f" in {parameter.unit}" if parameter.unit else ""
            return ItemError(f"write a number{unit}, digits only, with a point for decimals")
        return float(text)
    if parameter.type == "yes_no":
        lower = text.lower()
        return lower in _YES if lower in _YES | _NO else ItemError("write yes or no")
    if parameter.type == "cas":
        return cas_number(text, parameter.called) or ItemError(
            "write a CAS number such as 111-48-8, its last digit as its check says, or a name as the list has it"
            f"{did_you_mean(text, parameter.called.values())}"
        )
    if parameter.type == "code":
        plain = text.replace(".", "").replace(" ", "")
        return plain if _CODE.fullmatch(plain) else ItemError("write 2 to 10 digits of the tariff code")
    if parameter.choices and text not in parameter.choices:
        return ItemError(f"it is one of {one_of(parameter.choices)}{did_you_mean(text, parameter.choices)}")
    return text


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
