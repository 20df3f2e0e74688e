"""Rows of any layout turned into rows of the flows table, each cell read once for the many that repeat it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from yalu.trade.areas import read_area
from yalu.trade.cells import (
    Reading,
    is_fault,
    read_currency,
    read_date,
    read_evidence,
    read_flow,
    read_hs,
    read_ledger,
    read_revision,
    read_unit,
)  # fmt: skip
from yalu.trade.converting import Wishes, convert_rows
from yalu.trade.faults import Fault, Faults, RefusedError, Rejects, note_faults
from yalu.trade.layouts import FIELDS, Layout, listed, plain_name
from yalu.trade.numbers import Mark, decimal_mark, read_amount
from yalu.trade.periods import parse_span
from yalu.trade.sources import Chunk

COLUMNS = (
    "id", "period", "reporter", "partner", "flow", "hs", "quantity", "unit", "value", "currency", "ledger", "contract_date",
    "loaded_date", "arrived_date", "declared_date", "released_date", "origin", "livelihood_evidence", "quantity_stated",
    "value_stated", "sources", "memory", "notes",
)  # fmt: skip
_DATES = ("contract_date", "loaded_date", "arrived_date", "declared_date", "released_date")
_YES = frozenset({"true", "1"})
_NO_AMOUNT = Fault("a row states a quantity or a value", "leave the row out, or fill the amount in")
_RAGGED = Fault(
    "every row has as many cells as the header",
    "put cells that hold the separator in double quotes; the last line may be cut off",
)


class Staged(msgspec.Struct):
    """Accepted rows by column, with what settling the whole file still needs to know of each."""

    columns: dict[str, list[Any]]
    line: list[int]
    whole: list[int]
    part: list[bool]
    odd: list[str]
    revision: list[str]


class Normaliser:
    """Turns chunks of one file into staged rows and rejects. ``told`` counts what was changed on the way."""

    def __init__(self, header: Sequence[str], layout: Layout, wishes: Wishes, file: str) -> None:
        self._layout, self._wishes = layout, wishes
        self._slug = (
            re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\.[a-z]+)+$", "", file.lower())).strip("-") or "file"
        )
        self.wanted: list[int] = []
        self._have = {plain_name(name): place for place, name in reversed(list(enumerate(header)))}
        self._places = {f: p for f in FIELDS if (p := self._find(layout.named(f))) is not None}
        self._value_name = next(
            (n for n in listed(layout.columns.get("value", [])) if plain_name(n) in self._have), ""
        )
        self._quantities = [
            (
                number,
                self._find([plain_name(q.unit_column)]),
                q.unit,
                self._find([plain_name(q.estimated)]),
                listed(q.column)[0],
            )
            for q in layout.quantities
            if (number := self._find([plain_name(n) for n in listed(q.column)])) is not None
        ]
        self._parts = [
            (place, frozenset(whole))
            for name, whole in layout.parts.items()
            if (place := self._find([plain_name(name)])) is not None
        ]
        self._readings: dict[str, Reading] = {}
        self._marks: dict[int, Mark] = {}
        self.told: Counter[str] = Counter()
        self.zeros_kept = False

    def _find(self, names: Sequence[str]) -> int | None:
        """The place among the wanted columns of the first name that the file has."""
        place = next((self._have[name] for name in names if name in self._have), None)
        if place is None:
            return None
        if place not in self.wanted:
            self.wanted.append(place)
        return self.wanted.index(place)

    def normalise(self, chunk: Chunk, rejects: Rejects) -> Staged:
        """The rows of a chunk that can stand; the others go to ``rejects`` with every reason at once."""
        faults: Faults = {}
        size = len(chunk.lines)
        found = {
            field: self._column(field, chunk, size, faults)
            for field in FIELDS
            if field not in {"hs", "value", "level"}
        }
        self._goods(chunk, size, found, faults)
        found["value"] = self._amounts("value", self._places.get("value"), chunk, size, faults)
        notes: list[list[str]] = [[note] if note else [] for note in found["notes"]]
        found["quantity"], found["unit"] = self._measured(chunk, found["value"], notes, faults)
        convert_rows(found, self._wishes, notes, faults)
        for row in range(size):
            if found["quantity"][row] is None and found["value"][row] is None and row not in faults:
                faults[row] = [("value", "", _NO_AMOUNT)]
        found["notes"] = ["; ".join(note) for note in notes]
        found["currency"] = [
            c if v is not None else "" for c, v in zip(found["currency"], found["value"], strict=True)
        ]
        found["id"] = [i or f"{self._slug}-{line}" for i, line in zip(found["id"], chunk.lines, strict=True)]
        for row, reasons in sorted(faults.items()):
            rejects.add(chunk.lines[row], *reasons)
        for ragged in chunk.ragged:
            rejects.add(ragged.line, ("", f"{ragged.cells} cells, beginning “{ragged.begins}”", _RAGGED))
        return self._kept(chunk, found, [row for row in range(size) if row not in faults])

    def _kept(self, chunk: Chunk, found: dict[str, list[Any]], good: list[int]) -> Staged:
        def take(values: Sequence[Any]) -> list[Any]:
            return list(values) if len(good) == len(values) else [values[row] for row in good]

        part = [False] * len(chunk.lines)
        for place, whole in self._parts:
            part = [
                p or (bool(c.strip()) and c.strip() not in whole)
                for p, c in zip(part, chunk.columns[place], strict=True)
            ]
        return Staged(
            {name: take(found[name]) for name in COLUMNS}, take(chunk.lines), take(chunk.whole), take(part),
            take(found["odd"]), take(found["revision"]),
        )  # fmt: skip

    def _column(self, field: str, chunk: Chunk, size: int, faults: Faults) -> list[Any]:
        """One field of every row: from its column, a constant or a default."""
        constant = self._layout.constants.get(field, "")
        if field == "ledger":
            constant = constant or self._wishes.ledger
        if field == "currency" and not constant:
            constant = self._layout.currency_of.get(self._value_name, "")
        place = self._places.get(field)
        if place is None or (constant and field != "ledger"):
            text = constant or self._layout.defaults.get(field, "")
            texts = [text] * size
            if not text and field not in {"reporter", "partner", "period", "flow"}:
                return texts
        else:
            texts = chunk.columns[place]
            if constant:
                texts = [text or constant for text in texts]
        reading = self._reading(field)
        if reading is None:
            return texts
        values = [reading[text] for text in texts]
        if reading.refused:
            note_faults(field, texts, values, faults)
        return values

    def _reading(self, field: str) -> Reading | None:
        if field not in self._readings:
            words, numbers = self._layout.words, self._layout.numbers
            readers: dict[str, Any] = {
                "period": lambda text: parse_span(text).edtf,
                "reporter": lambda text: read_area(text, numbers=numbers),
                "partner": lambda text: read_area(text, numbers=numbers),
                "flow": lambda text: read_flow(text, words.get("flow", {})),
                "currency": lambda text: read_currency(text) if text else "",
                "ledger": read_ledger,
                "origin": lambda text: read_area(text) if text.strip() else "",
                "livelihood_evidence": read_evidence,
                "revision": lambda text: read_revision(text) if text.strip() else "",
                **dict.fromkeys(_DATES, read_date),
            }
            if field not in readers:
                return None
            self._readings[field] = Reading(readers[field])
        return self._readings[field]

    def _goods(
        self,
        chunk: Chunk,
        size: int,
        found: dict[str, list[Any]],
        faults: Faults,
    ) -> None:
        """The codes of the goods, carried to the wanted revision; ``odd`` keeps the text of a doubtful one."""
        place, level = self._places.get("hs"), self._places.get("level")
        constant = self._layout.constants.get("hs") or self._layout.defaults.get("hs", "")
        texts = chunk.columns[place] if place is not None else [constant] * size
        levels = chunk.columns[level] if level is not None else [""] * size
        revisions = [r if isinstance(r, str) else "" for r in found["revision"]]
        reading = self._readings.setdefault("hs", Reading(self._read_goods))
        values = [
            reading[f"{text}\x1f{lev}\x1f{rev}"]
            for text, lev, rev in zip(texts, levels, revisions, strict=True)
        ]
        if reading.refused:
            note_faults("hs", texts, values, faults)
        pairs = [("", "") if is_fault(value) else value for value in values]
        found["hs"] = [code for code, _ in pairs]
        found["odd"] = [
            text.strip() if state == "odd" else "" for (_, state), text in zip(pairs, texts, strict=True)
        ]
        self.told["lost zeros put back"] += sum(state == "repaired" for _, state in pairs)
        self.zeros_kept = self.zeros_kept or any(c[:1] == "0" and not state for c, state in pairs)

    def _read_goods(self, key: str) -> tuple[str, str]:
        text, level, revision = key.split("\x1f")
        code, state = read_hs(text, level.strip(), self._layout.hs_digits)
        wishes = self._wishes
        if wishes.concordance is None:
            return code, state
        start = revision or wishes.hs_from
        if not start:
            raise RefusedError("a code to be carried says its HS revision", "name the file's revision")
        return wishes.concordance.carried(code, start, wishes.hs_to), state

    def _amounts(
        self,
        field: str,
        place: int | None,
        chunk: Chunk,
        size: int,
        faults: Faults | None,
    ) -> list[Any]:
        """The numbers of a column; refused ones are noted when ``faults`` is given, else come back as faults."""
        if place is None:
            return [None] * size
        texts = chunk.columns[place]
        if place not in self._marks and texts:
            self._marks[place] = self._layout.decimal or decimal_mark(texts)  # type: ignore[assignment]
        mark = self._marks.get(place, "")
        reading = self._readings.setdefault(
            f"number {place} {mark}", Reading(lambda text: read_amount(text, mark))
        )
        values = [reading[text] for text in texts]
        if faults is not None and reading.refused:
            note_faults(field, texts, values, faults)
        scale = self._layout.scale.get(field, 1)
        return values if scale == 1 else [v if v is None or is_fault(v) else v * scale for v in values]

    def _measured(
        self,
        chunk: Chunk,
        values: Sequence[Any],
        notes: list[list[str]],
        faults: Faults,
    ) -> tuple[list[Any], list[str]]:
        """The first quantity of each row that has a unit we know; what was passed over is noted."""
        size = len(chunk.lines)
        quantities: list[Any] = [None] * size
        units = [""] * size
        for number, unit_place, constant, estimated, name in self._quantities:
            amounts = self._amounts("quantity", number, chunk, size, None)
            reading = self._readings.setdefault(
                "unit", Reading(lambda text: read_unit(text, self._layout.units))
            )
            texts = [constant] * size if unit_place is None else chunk.columns[unit_place]
            for row, (amount, text) in enumerate(zip(amounts, texts, strict=True)):
                if quantities[row] is not None or amount is None:
                    continue
                symbol = reading[text]
                if is_fault(amount):
                    faults.setdefault(row, []).append(("quantity", chunk.columns[number][row], amount))
                elif symbol == "?":
                    notes[row].append(f"{name} {amount:f} in “{text.strip()}” not kept")
                    self.told["quantities in units of neither mass nor volume"] += 1
                elif symbol == "" and amount:
                    notes[row].append(f"{name} {amount:f} without a unit not kept")
                    self.told["quantities without a unit"] += 1
                elif symbol and (amount or values[row] == 0 or self._layout.zero_quantity != "not_reported"):
                    quantities[row], units[row] = amount, symbol
                    if estimated is not None and chunk.columns[estimated][row].strip().lower() in _YES:
                        notes[row].append("quantity estimated by the source")
        return quantities, units
