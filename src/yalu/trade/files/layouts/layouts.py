"""The layouts of trade files, as data: which column is which field, in which unit, with which constants.

A user's mapping file has the same form as the bundled layouts (``layouts/*.yaml``), so that what
was guessed for one file can be saved, corrected and used for the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import ProblemLog, did_you_mean, shown
from yalu.documents.records.yaml_files import read_yaml
from yalu.trade.files.faults import TradeError
from yalu.trade.files.layouts.long_tables import MeasureColumn

FIELDS = (
    "id", "period", "reporter", "partner", "flow", "hs", "value", "currency", "ledger", "contract_date", "loaded_date",
    "arrived_date", "declared_date", "released_date", "origin", "livelihood_evidence", "quantity_stated",
    "value_stated", "sources", "memory", "notes", "known_from", "vintage", "revision", "level",
)  # fmt: skip
ANSWERS = ("month", "day")
REQUIRED = ("period", "reporter", "partner", "flow", "hs")
_DOCS = "docs/trade.md shows a mapping file"


class QuantityColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a quantity stands: its column, and its unit as a constant or in a column of its own."""

    column: str | list[str]
    unit: str = ""
    unit_column: str = ""
    estimated: str = ""


class FileLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layout of trade files. Column names are compared without case, blanks and punctuation.

    ``columns`` gives for each field the columns that can hold it, the best first; ``constants`` are
    fields the file does not state; ``defaults`` stand in when their column is missing; ``scale``
    multiplies values; ``words`` translates cells of any field; ``parts`` are columns whose other cells
    make a row a part of a total (by mode of transport, say); ``hs_digits`` fixes the level of every
    code; ``dates`` says whether dates that are all firsts of months are months or days, in one word
    or by field; ``measure`` is the column that says what each amount of a long table is; ``wide`` are
    columns named for periods (``periods`` for all that are); ``ignored`` columns may stay unread.
    """

    name: str = "mapping"
    title: str = "a file with a mapping of its own"
    detect: list[list[str]] = []
    columns: dict[str, str | list[str]] = {}
    quantities: list[QuantityColumn] = []
    constants: dict[str, str] = {}
    defaults: dict[str, str] = {}
    scale: dict[str, int] = {}
    words: dict[str, dict[str, str]] = {}
    currency_of: dict[str, str] = {}
    flow_in_name: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    units: str = ""
    numbers: str = ""
    hs_digits: int = 0
    dates: str | dict[str, str] = ""
    measure: MeasureColumn | None = None
    wide: str | list[str] = []
    ignored: list[str] = []
    decimal: str = ""
    zero_quantity: str = "stated"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    says: str = ""
    layout: str = ""

    def named(self, field: str) -> tuple[str, ...]:
        """The plain names of the columns that can hold a field, the best first."""
        return tuple(plain_name(name) for name in listed(self.columns.get(field, [])))


def listed(names: str | Sequence[str]) -> tuple[str, ...]:
    """One name or several, as several."""
    return (names,) if isinstance(names, str) else tuple(names)


@cache
def plain_name(name: str) -> str:
    """A column name without case, blanks and punctuation: ``Trade Value (US$)`` is ``tradevalueus``."""
    return re.sub(r"[\W_]+", "", name.casefold())


@cache
def bundled() -> tuple[FileLayout, ...]:
    """Every bundled layout, by name."""
    folder = files("yalu.trade.files.layouts")
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda e: e.name
    )
    return tuple(_parse(entry.read_bytes(), entry.name) for entry in found)


def detect(header: Sequence[str]) -> FileLayout | None:
    """The bundled layout whose distinctive columns are all in the header, or None."""
    have = {plain_name(name) for name in header}
    fitting = [
        (max(len(signature) for signature in fits), layout)
        for layout in bundled()
        if (fits := [s for s in layout.detect if have.issuperset(s)])
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def read_mapping(mapping: str | Path | dict[str, Any]) -> FileLayout:
    """A mapping from a YAML file or a dictionary. Raises TradeError with every problem in it."""
    if isinstance(mapping, dict):
        return _converted(mapping, "mapping")
    path, log = Path(mapping), ProblemLog()
    data = read_user_file(path, log, kind="mapping", file=path.name)
    if data is None:
        raise TradeError(log.problems())
    return _parse(data, path.name)


def completed(mapping: FileLayout, detected: FileLayout | None) -> FileLayout:
    """A mapping that only adds to a layout (constants, a decimal mark) put over the one detected.

    A mapping with columns of its own stands alone, unless it names its ``layout``.
    """
    base = next((layout for layout in bundled() if layout.name == mapping.layout), None)
    if base is None and not mapping.columns:
        base = detected
    if base is None:
        return mapping
    ours, theirs, bare = msgspec.structs.asdict(mapping), msgspec.structs.asdict(base), FileLayout()
    merged: dict[str, Any] = {
        name: {**theirs[name], **value}
        if isinstance(value, dict) and isinstance(theirs[name], dict)
        else (value if value != getattr(bare, name) else theirs[name])
        for name, value in ours.items()
    }
    return FileLayout(**merged)


def as_yaml(layout: FileLayout) -> str:
    """A layout as the text of a mapping file, every text quoted, so that a user can keep and change it."""
    plain = {
        k: v
        for k, v in msgspec.to_builtins(layout).items()
        if v not in ([], {}, "", 0, None) and k != "detect"
    }
    lines = []
    for key, value in plain.items():
        if isinstance(value, dict):
            lines += [
                f"{key}:",
                *(f"  {msgspec.json.encode(k).decode()}: {_json(v)}" for k, v in value.items()),
            ]
        elif isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_json(item)}" for item in value)]
        else:
            lines.append(f"{key}: {_json(value)}")
    return "\n".join(lines) + "\n"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode().replace('":', '": ')


def _parse(data: bytes, file: str) -> FileLayout:
    log = ProblemLog()
    document = read_yaml(data, log, file=file)
    if document is None or log.has_errors:
        raise TradeError(log.problems())
    return _converted(document.value, file)


def _converted(value: dict[str, Any], file: str) -> FileLayout:
    log = ProblemLog()
    for key in value.keys() - set(FileLayout.__struct_fields__):
        log.add(
            file, 0, key, f"{shown(key)} is no key of a mapping{did_you_mean(key, FileLayout.__struct_fields__)}",
            rule="a mapping has known keys only", next_step=_DOCS,
        )  # fmt: skip
    for part in ("columns", "constants", "defaults", "words", "dates"):
        named = value.get(part, {})
        for field in named if isinstance(named, dict) else ():
            if field not in FIELDS and not (part != "columns" and field == "unit"):
                hint = "; quantities stand under quantities" if field in {"quantity", "unit"} else ""
                log.add(
                    file, 0, f"{part}.{field}", f"{shown(field)} is no field of the flows table"
                    f"{did_you_mean(field, FIELDS)}{hint}", rule="fields are those of the flows table", next_step=_DOCS,
                )  # fmt: skip
    dates = value.get("dates", "")
    for said in dates.values() if isinstance(dates, dict) else [dates] if dates else []:
        if said not in ANSWERS:
            log.add(file, 0, "dates", f"{shown(str(said))} says nothing of dates",
                    rule=f"dates are {' or '.join(ANSWERS)}", next_step=_DOCS)  # fmt: skip
    if not log.has_errors:
        try:
            return msgspec.convert(value, FileLayout)
        except msgspec.ValidationError as error:
            log.add(
                file,
                0,
                "",
                f"the mapping is not as it should be: {error}",
                rule="a mapping has the documented form",
                next_step=_DOCS,
            )
    raise TradeError(log.problems())
