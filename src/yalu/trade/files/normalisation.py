"""Rows of any layout turned into rows of the flows table, each cell read once for the many that repeat it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from yalu.documents.problems import ProblemLog
from yalu.trade.files.cells.area_numbers import ask, watched
from yalu.trade.files.cells.areas import read_area
from yalu.trade.files.cells.cells import (
    CellReader,
    is_fault,
    odd_step,
    read_currency,
    read_evidence,
    read_flow,
    read_hs,
    read_known_from,
    read_ledger,
    read_revision,
    read_unit,
    read_vintage,
)  # fmt: skip
from yalu.trade.files.cells.numbers import DecimalMark, decimal_mark, read_amount
from yalu.trade.files.cells.spreadsheet_dates import DATE_FIELDS, DateReader
from yalu.trade.files.conversion import Conversion, convert_rows
from yalu.trade.files.disk_staging import COLUMNS, EXTRAS, Staged
from yalu.trade.files.faults import (
    NOT_READ,
    TRADE,
    Faults,
    RefusedError,
    Rejects,
    RowFault,
    UnreadAmount,
    note_faults,
    note_unread,
)
from yalu.trade.files.layouts.column_guesses import GUESSED
from yalu.trade.files.layouts.layouts import FIELDS, FileLayout, listed, plain_name
from yalu.trade.files.layouts.long_tables import read_measure
from yalu.trade.files.layouts.unread_columns import UnreadColumns, unread_places
from yalu.trade.files.row_sources import Chunk

_YES = frozenset({"true", "1"})
_NO_AMOUNT = RowFault("a row states a quantity or a value", "leave it out, or fill in an amount and its unit")
_NO_CURRENCY = RowFault(
    "a value has a currency", "fill the currency in, or give it in a mapping: constants: {currency: …}"
)
_RAGGED = RowFault(
    "every row has as many cells as the header",
    "put cells that hold the separator in double quotes; the last line may be cut off",
)


class Normaliser:
    """Turns chunks of one file into staged rows and rejects. ``changes`` counts what was changed on the way."""

    def __init__(self, header: Sequence[str], layout: FileLayout, options: Conversion, file: str) -> None:
        self._layout, self._options = layout, options
        self.slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"(\.[a-z]+)+$", "", file.lower())).strip("-") or "file"
        self.wanted: list[int] = []
        # A column without a heading (the row numbers that data frames write) has no name to be asked for.
        self._have = {
            n: place for place, name in reversed(list(enumerate(header))) if (n := plain_name(name))
        }
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
        self._measure = self._measure_places(layout)
        self.unread = UnreadColumns(self._watched(header, layout))
        self._numbers = watched(header, layout, self._places, self.wanted)
        self._readings: dict[str, CellReader] = {}
        self._marks: dict[int, DecimalMark] = {}
        self.dates = DateReader(layout.dates)
        self.changes: Counter[str] = Counter()
        self.odd_step = ""
        self.unread_amounts: dict[tuple[str, ...], UnreadAmount] = {}
        self.blanks: dict[tuple[str, ...], int] = {}
        self._units_read: set[str] = set()

    def report_unread(self, file: str, log: ProblemLog) -> None:
        """Tell of unread columns of units. Raises TradeError where amounts or countries cannot be what they were read as."""
        self.unread.report(self._units_read, file, log)
        ask(self._numbers.values(), file, log)

    def _find(self, names: Sequence[str]) -> int | None:
        """The place among the wanted columns of the first name that the file has."""
        place = next((self._have[name] for name in names if name in self._have), None)
        if place is None:
            return None
        if place not in self.wanted:
            self.wanted.append(place)
        return self.wanted.index(place)

    def _measure_places(self, layout: FileLayout) -> tuple[int, int] | None:
        """Where a long table has its measures and its amounts."""
        if layout.measure is None:
            return None
        word = self._find([plain_name(layout.measure.column)])
        amount = self._find(
            [plain_name(layout.measure.amount)] if layout.measure.amount else layout.named("value")
        )
        return None if word is None or amount is None else (word, amount)

    def _watched(self, header: Sequence[str], layout: FileLayout) -> dict[str, int]:
        """The columns nobody reads, unless the layout is a known one; a long table needs them to join its rows."""
        if layout.detect and self._measure is None:
            return {}
        found = {}
        for place in unread_places(header, self.wanted, layout.ignored):
            self.wanted.append(place)
            found[header[place]] = len(self.wanted) - 1
        return {} if layout.detect else found

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
        self.unread.look(chunk)
        for field, (watch, names) in self._numbers.items():
            column = chunk.columns[self._places[field]]
            watch.look(column, None if names is None else chunk.columns[names], self._readings[field])
        notes: list[list[str]] = [[note] if note else [] for note in found["notes"]]
        if self._measure is not None:
            self._by_measure(chunk, self._measure, found, faults)
        else:
            found["value"] = self._amounts("value", self._places.get("value"), chunk, size, faults)
            found["quantity"], found["unit"] = self._measured(chunk, found["value"], notes, faults)
        convert_rows(found, self._options, notes, faults)
        for row in range(size):
            if found["quantity"][row] is None and found["value"][row] is None and row not in faults:
                said = str(found["notes"][row])
                said = said.removeprefix(NOT_READ) if said.startswith(NOT_READ) else ""
                faults[row] = [("value", said, _NO_AMOUNT)]
            elif found["value"][row] is not None and found["currency"][row] == "":
                faults.setdefault(row, []).append(("currency", "", _NO_CURRENCY))
        self._units_read |= {*found["unit"], *(c for c in found["currency"] if isinstance(c, str))}
        found["notes"] = ["; ".join(note) for note in notes]
        found["currency"] = [
            c if v is not None else "" for c, v in zip(found["currency"], found["value"], strict=True)
        ]
        ids = [i or f"{self.slug}-{line}" for i, line in zip(found["id"], chunk.lines, strict=True)]
        # A line of a wide table gives a row for each of its periods, and an id is one row's.
        found["id"] = [
            f"{i}-{period}" if self._layout.wide else i
            for i, period in zip(ids, found["period"], strict=True)
        ]
        part = self._part_flags(chunk)
        for row, reasons in sorted(faults.items()):
            rejects.add(chunk.lines[row], *reasons)
            if not part[row]:
                note_unread(
                    self.unread_amounts,
                    chunk.lines[row],
                    self._unread(row, found),
                    reasons,
                    self._filled(chunk, row, found),
                )
        for ragged in chunk.ragged:
            rejects.add(ragged.line, ("", f"{ragged.cells} cells, beginning “{ragged.begins}”", _RAGGED))
        return self._kept(chunk, found, [row for row in range(size) if row not in faults])

    def _unread(self, row: int, found: dict[str, list[Any]]) -> tuple[Any, ...]:
        """Whose amount a rejected row tells; a long table gives each amount a row, which says nothing of the other of its flow."""
        which = "" if self._measure is None else "quantity" if found["unit"][row] else "value"
        return *(found[name][row] for name in TRADE), which

    def _filled(self, chunk: Chunk, row: int, found: dict[str, list[Any]]) -> bool:
        """Whether a row states an amount, and a cell of it says whose trade it is."""
        changes = any(chunk.columns[self._places[f]][row].strip() for f in TRADE if f in self._places)
        return changes and (found["value"][row] is not None or found["quantity"][row] is not None)

    def note_blanks(self, chunk: Chunk) -> None:
        """Keep which trades have a blank cell in a wide table. One of a long measure says nothing of the others."""
        size, faults = len(chunk.lines), Faults()
        if self._measure is not None:
            return
        found = {name: self._column(name, chunk, size, faults) for name in (*TRADE[:-1], "revision")}
        self._goods(chunk, size, found, faults)
        part = self._part_flags(chunk)
        for row in range(size):
            if row not in faults and not part[row]:
                self.blanks.setdefault(tuple(found[name][row] for name in TRADE), chunk.lines[row])

    def _kept(self, chunk: Chunk, found: dict[str, list[Any]], good: list[int]) -> Staged:
        def take(values: Sequence[Any]) -> list[Any]:
            return list(values) if len(good) == len(values) else [values[row] for row in good]

        self.changes["lost zeros put back"] += sum(take(found["repaired"]))
        return Staged(
            {name: take(found[name]) for name in (*COLUMNS, *EXTRAS)}, take(chunk.lines), take(chunk.whole), take(self._part_flags(chunk)),
            take(found["odd"]), take(found["revision"]), take(self._rest(chunk)),
        )  # fmt: skip

    def _part_flags(self, chunk: Chunk) -> list[bool]:
        """Which rows are parts of a total that may be in the file too."""
        part = [False] * len(chunk.lines)
        for place, whole in self._parts:
            part = [
                p or (bool(c.strip()) and c.strip() not in whole)
                for p, c in zip(part, chunk.columns[place], strict=True)
            ]
        return part

    def _rest(self, chunk: Chunk) -> list[int]:
        """A fingerprint of each row of a long table without its measure and amount: equal ones are one flow."""
        if self._measure is None:
            return [0] * len(chunk.lines)
        others = [column for place, column in enumerate(chunk.columns) if place not in self._measure]
        return [hash(row) for row in zip(*others, strict=True)] if others else [0] * len(chunk.lines)

    def _by_measure(
        self, chunk: Chunk, places: tuple[int, int], found: dict[str, list[Any]], faults: Faults
    ) -> None:
        """The amounts of a long table, each as the value or the quantity its measure says it is."""
        words, amounts = (
            chunk.columns[places[0]],
            self._amounts("amount", places[1], chunk, len(chunk.lines), faults),
        )
        said = self._layout.measure.words if self._layout.measure is not None else {}
        reading = self._readings.setdefault("measure", CellReader(lambda text: read_measure(text, said)))
        measures = [reading[word] for word in words]
        note_faults("measure", words, measures, faults)
        for name, bare in (("value", None), ("currency", ""), ("quantity", None), ("unit", "")):
            found[name] = [bare] * len(words)
        for row, (measure, amount) in enumerate(zip(measures, amounts, strict=True)):
            if is_fault(measure):
                continue
            field, unit = ("value", "currency") if measure.money else ("quantity", "unit")
            found[unit][row] = measure.unit
            if amount is not None and not is_fault(amount):
                found[field][row] = amount * measure.factor

    def _column(self, field: str, chunk: Chunk, size: int, faults: Faults) -> list[Any]:
        """One field of every row: from its column, a constant or a default."""
        constant = self._layout.constants.get(field, "")
        if field == "ledger":
            constant = constant or self._options.ledger
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

    def _reading(self, field: str) -> CellReader | None:
        if field not in self._readings:
            words, numbers = self._layout.words, self._layout.numbers
            readers: dict[str, Any] = {
                "period": self.dates.period,
                "reporter": lambda text: read_area(text, numbers=numbers),
                "partner": lambda text: read_area(text, numbers=numbers),
                "flow": lambda text: read_flow(text, words.get("flow", {})),
                "currency": lambda text: read_currency(text) if text else "",
                "ledger": read_ledger,
                "origin": lambda text: read_area(text) if text.strip() else "",
                "livelihood_evidence": read_evidence,
                "known_from": partial(read_known_from, strict=self._layout.name != GUESSED),
                "vintage": partial(read_vintage, strict=self._layout.name != GUESSED),
                "revision": lambda text: read_revision(text) if text.strip() else "",
                **{name: partial(self.dates.day, name) for name in DATE_FIELDS[1:]},
            }
            if field not in readers and field not in words:
                return None
            self._readings[field] = CellReader(self._worded(field, readers.get(field, str)))
        return self._readings[field]

    def _worded(self, field: str, read: Callable[[str], Any]) -> Callable[[str], Any]:
        """A reader that first translates a cell by the mapping's words for its field."""
        words = self._layout.words.get(field, {})
        if not words or field == "flow":  # directions have words of their own, which a mapping adds to
            return read
        plain = {" ".join(word.casefold().split()): said for word, said in words.items()}
        return lambda text: read(plain.get(" ".join(text.casefold().split()), text))

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
        reading = self._readings.setdefault("hs", CellReader(self._read_goods))
        values = [
            reading[f"{text}\x1f{lev}\x1f{rev}"]
            for text, lev, rev in zip(texts, levels, revisions, strict=True)
        ]
        if reading.refused:
            note_faults("hs", texts, values, faults)
        pairs = [("", "") if is_fault(value) else value for value in values]
        found["hs"] = [code for code, _ in pairs]
        found["odd"] = [
            text.strip() if state in {"odd", "unknown"} else ""
            for (_, state), text in zip(pairs, texts, strict=True)
        ]
        found["repaired"] = [state == "repaired" for _, state in pairs]
        if not self.odd_step:
            self.odd_step = next(
                filter(None, (odd_step(code, state) for code, state in dict.fromkeys(pairs))), ""
            )

    def _read_goods(self, key: str) -> tuple[str, str]:
        text, level, revision = key.split("\x1f")
        code, state = self._worded("hs", lambda said: read_hs(said, level.strip(), self._layout.hs_digits))(
            text
        )
        options = self._options
        if options.concordance is None:
            return code, state
        start = revision or options.hs_from
        if not start:
            raise RefusedError("a code to be carried says its HS revision", "name the file's revision")
        return options.concordance.carried(code, start, options.hs_to), state

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
            f"number {place} {mark}", CellReader(lambda text: read_amount(text, mark))
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
            read = partial(read_unit, table=self._layout.units, scale=self._layout.scale.get("quantity", 1))
            reading = self._readings.setdefault("unit", CellReader(self._worded("unit", read)))
            texts = [constant] * size if unit_place is None else chunk.columns[unit_place]
            for row, (amount, text) in enumerate(zip(amounts, texts, strict=True)):
                if quantities[row] is not None or amount is None:
                    continue
                symbol, many = reading[text]
                if is_fault(amount):
                    faults.setdefault(row, []).append(("quantity", chunk.columns[number][row], amount))
                elif symbol == "?":
                    notes[row].append(f"{name} {amount:f} in “{text.strip()}” not kept")
                    self.changes["quantities in units of neither mass nor volume"] += 1
                elif symbol == "" and amount:
                    notes[row].append(f"{name} {amount:f} without a unit not kept")
                    self.changes["quantities without a unit"] += 1
                elif symbol and (amount or values[row] == 0 or self._layout.zero_quantity != "not_reported"):
                    quantities[row], units[row] = amount * many, symbol
                    if estimated is not None and chunk.columns[estimated][row].strip().lower() in _YES:
                        notes[row].append("quantity estimated by the source")
        return quantities, units
