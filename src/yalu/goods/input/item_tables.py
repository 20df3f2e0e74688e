"""A table of items as exporters keep it: headers in their own words, a description, cells in two languages.

Columns whose names begin with ``x_`` are the user's own and are carried through; any other column that means
nothing here is refused, once. A cell that cannot be read is reported once with all the lines it stands on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, ProblemLog, did_you_mean, shown
from yalu.documents.tables.csv_tables import Table, read_table
from yalu.documents.tables.table_schemas import Constraints, Field, TableSchema
from yalu.goods.input.items import DESCRIPTION, Item, ItemError, ItemFault, item_of
from yalu.goods.input.synonyms import SynonymTable, bundled_words
from yalu.goods.records import ItemParameter
from yalu.vocabulary.words.numerals import plural

MOST_ROWS = 100_000
OWN = "x_"
_LINES = 5  # lines named of one problem; the rest are counted


class ItemColumn(msgspec.Struct, frozen=True):
    """One column of the file: what it means here, and the unit its header states."""

    header: str
    means: str
    unit: str = ""


def read_items(
    path: Path, parameters: Mapping[str, ItemParameter], words: SynonymTable | None = None
) -> Iterator[Item]:
    """The items of a CSV file: a column a parameter, an ``id``, a ``description``. Raises DocumentError with every fault."""
    known = bundled_words() if words is None else words
    log = ProblemLog()
    data = read_user_file(path, log, kind="table", file=path.name)
    table = None if data is None else read_table(data, _schema(parameters), log, file=path.name)
    if table is None or log.has_errors:
        raise DocumentError(log.problems())
    columns = _columns(table, parameters, known, log, path.name)
    if not table.lines:
        log.add(
            path.name, 0, "", "the file has no item", rule="an item stands on a line of its own below the names of columns",
            next_step="see whether the file was saved whole",
        )  # fmt: skip
    if len(table.lines) > MOST_ROWS:
        log.add(
            path.name, 0, "", f"the file has {len(table.lines):,} rows",
            rule=f"at most {MOST_ROWS:,} items are classified at once",
            next_step="split the file",
        )  # fmt: skip
    items, faults, seen = [], dict[ItemFault, list[int]](), Counter[str]()
    for row, line in enumerate(table.lines[:MOST_ROWS]):
        try:
            item = _item(table, row, line, columns, parameters, known)
            seen[item.id] += 1
            again = (
                f"{item.id}~{seen[item.id]}" if seen[item.id] > 1 else item.id
            )  # an answer has an id of its own
            items.append(msgspec.structs.replace(item, id=again))
        except ItemError as error:
            for fault in error.faults:
                faults.setdefault(fault, []).append(line)
    for fault, lines in faults.items():
        _report_fault(fault, lines, columns, log, path.name)
    if log.has_errors:
        raise DocumentError(log.problems())
    return iter(items)


def _item(
    table: Table,
    row: int,
    line: int,
    columns: Iterable[ItemColumn],
    parameters: Mapping[str, ItemParameter],
    words: SynonymTable,
) -> Item:
    typed, carried, name = {}, {}, ""
    for column in columns:
        cell = table.columns[column.header][row]
        if column.means == OWN:
            carried[column.header] = cell
        elif column.means == "id":
            name = cell
        elif cell.strip():
            typed[column.means] = _with_unit(cell.strip(), column, parameters)
    item = item_of(typed, parameters, name=name or f"line {line}", words=words)
    return msgspec.structs.replace(item, carried=carried) if carried else item


def _with_unit(cell: str, column: ItemColumn, parameters: Mapping[str, ItemParameter]) -> str:
    """A bare number under a header with a unit gets that unit, unless it is the parameter's own."""
    parameter = parameters.get(column.means)
    if not column.unit or parameter is None or parameter.type != "number" or not cell[-1:].isdigit():
        return cell
    same = {"μm": "µm", "um": "µm"}.get(column.unit, column.unit) == parameter.unit
    return cell if same else f"{cell} {column.unit}"


def _columns(
    table: Table, parameters: Mapping[str, ItemParameter], words: SynonymTable, log: ProblemLog, file: str
) -> list[ItemColumn]:
    """What each header means; a header that means nothing, or the same as another, is one problem."""
    known = {*parameters, "id", DESCRIPTION}
    found: list[ItemColumn] = []
    for header in table.columns:
        if header.startswith(OWN):
            found.append(ItemColumn(header, OWN))
            continue
        means, unit = words.column(header, known)
        other = next((column.header for column in found if means and column.means == means), "")
        if means and not other:
            found.append(ItemColumn(header, means, unit))
        elif other:
            log.add(
                file, 1, header, f"the columns {shown(other)} and {shown(header)} both mean {means}",
                rule="a parameter stands in one column", next_step=f"leave one out, or call it {OWN}{header}",
            )  # fmt: skip
        else:
            log.add(
                file, 1, header, f"nothing is known by the column {shown(header)}{did_you_mean(header, known)}",
                rule=f"a column is id, description or a parameter; columns of your own begin with {OWN}",
                next_step=f"correct the name (“yalu goods parameters” lists them), or call it {OWN}{header}",
            )  # fmt: skip
    return found


def _report_fault(
    fault: ItemFault, lines: list[int], columns: Iterable[ItemColumn], log: ProblemLog, file: str
) -> None:
    header = next((column.header for column in columns if column.means == fault.parameter), fault.parameter)
    more = len(lines) - _LINES
    on = ", ".join(map(str, lines[:_LINES])) + (f" and {plural(more, 'more line')}" if more > 0 else "")
    also = f" (lines {on})" if len(lines) > 1 else ""
    log.add(
        file, lines[0], header, f"{shown(fault.typed)}{also}: {fault.says}",
        rule="a cell is what is known of the item", next_step="correct the cell, or leave it empty",
        value=fault.typed,
    )  # fmt: skip


def _schema(parameters: Mapping[str, ItemParameter]) -> TableSchema:
    names = ("id", DESCRIPTION, *parameters)
    return TableSchema(
        name="items",
        title="Items",
        description="Items to classify.",
        required=False,
        fields=tuple(Field(name, "string", name, name, "text", Constraints()) for name in names),
        primary_key=("id",),
        missing_values=("",),
    )
