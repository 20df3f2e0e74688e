"""The rows of a book as questions: which column is what (as given, by its header, or guessed, always shown), and what a row asks."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import cast

import msgspec

from yalu.documents.files.bundled import bundled_file
from yalu.documents.problems import DocumentError, Problem, did_you_mean, one_of, shown
from yalu.screening.books.records import BookColumn, BookField, BookRow, Columns
from yalu.screening.identifiers import KINDS, says_nothing
from yalu.screening.matching.records import Doubt
from yalu.screening.query_input import ScreeningQuestion, ask
from yalu.screening.scripts import script_of

FIELDS: tuple[BookField, ...] = (
    "ref", "name", "family", "given", "also", "birth", "country", "gender", "schema", "id",
)  # fmt: skip
# Headers as people write them, without case, blanks and punctuation; the better header of a field stands first.
_DATE = re.compile(r"(19|20)\d\d(-\d\d(-\d\d)?)?|\d{1,2}[/.]\d{1,2}[/.](19|20)\d\d")
_LOOK = 50
_LONGEST_HEADER = 200
_BRACKET = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")


@cache
def _headers() -> dict[str, tuple[BookField, str, int]]:
    """Headers as people write them, plain, with the field and kind each means and its rank in the field."""
    found: dict[str, tuple[BookField, str, int]] = {}
    with bundled_file("screening", "book-columns.csv").open(encoding="utf-8", newline="") as file:
        for rank, row in enumerate(csv.DictReader(file)):
            found.setdefault(plain(row["header"]), (cast(BookField, row["field"]), row["kind"], rank))
    return found


def read_columns(text: str) -> dict[str, str]:
    """``name=Customer,birth=DOB`` as fields and headers. Raises DocumentError for what is not of that form."""
    found: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        field, sign, header = part.partition("=")
        if not sign or not header.strip():
            raise _columns_fault(
                part,
                f"{shown(part)} names no column",
                "columns are given as field=header",
                "write name=Customer,birth=DOB",
            )
        found[field.strip()] = header.strip()
    return found


def columns_of(
    header: Sequence[str], first: Sequence[BookRow], given: Mapping[str, str], *, file: str = "the book"
) -> Columns:
    """How the columns of a book are read; ``first`` are rows to look at where headers say nothing.

    Raises DocumentError for a field or header that does not exist, or where no column can be a name.
    """
    found = [_given(field, wanted, header) for field, wanted in given.items()]
    taken = {c.place for c in found}
    for place, text in enumerate(header):
        meant = None if place in taken else _known(place, text, found)
        if meant is not None:
            found.append(meant)
            taken.add(place)
    found = _best(found)
    if not any(c.field in _OWN or c.means == "id:imo" for c in found):
        # “Director” may be a header, or say what the first party is.
        beside = any(c.field == "also" for c in found)
        guess = _by_content(header, first, {c.place for c in found})
        if guess is None and not beside:
            step = f"say which: --columns name=HEADER; the headers are {one_of(header) or 'empty'}"
            raise DocumentError([Problem(file=file, field="name", message="no column looks like a name",
                                         rule="a book has a column of names", next_step=step)])  # fmt: skip
        if guess is not None:
            found.append(msgspec.structs.replace(guess, field="also") if beside else guess)
    if not any(c.field == "birth" for c in found):
        found += _dates(header, first, {c.place for c in found})
    read = tuple(sorted(found, key=lambda c: (FIELDS.index(c.field), c.place)))
    places = {c.place for c in read}
    return Columns(
        read, tuple(text for place, text in enumerate(header) if place not in places and text.strip())
    )


def _given(field: str, wanted: str, header: Sequence[str]) -> BookColumn:
    base, _, kind = field.partition(":")
    if base in KINDS:
        base, kind = "id", base
    if base not in FIELDS or (base == "id" and kind not in KINDS):
        raise _columns_fault(field, f"{shown(field)} is no field{did_you_mean(field, [*FIELDS, *KINDS])}",
                     f"fields are {one_of(FIELDS)}, or a kind of identifier: {one_of(KINDS)}",
                     "name a field before the sign =")  # fmt: skip
    places = {text.strip(): place for place, text in reversed(list(enumerate(header)))}
    if wanted not in places:
        raise _columns_fault(wanted, f"there is no column {shown(wanted)}{did_you_mean(wanted, places)}", f"columns are {one_of(places)}",
                     "write the header as it stands in the file")  # fmt: skip
    return BookColumn(places[wanted], wanted, base, kind, "as given")


def _columns_fault(value: str, message: str, rule: str, step: str) -> DocumentError:
    return DocumentError(
        [Problem(file="--columns", value=value[:120], message=message, rule=rule, next_step=step)]
    )


def plain(header: str) -> str:
    """A header without case, accents, blanks and punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", header) if unicodedata.category(c) != "Mn")
    return "".join(c for c in unicodedata.normalize("NFKC", bare).casefold() if c.isalnum())


def meaning(header: str) -> tuple[BookField, str, int] | None:
    """What a header means: as a whole, without its brackets, or the first of several in one (姓名 / Name)."""
    if len(header) > _LONGEST_HEADER:
        return None
    outside = _BRACKET.sub(" ", header)
    for text in (header, outside, *re.split(r"[/|,\n]", outside), *_BRACKET.findall(header)):
        if found := _headers().get(plain(text)):
            return found
    return None


def _known(place: int, text: str, found: Sequence[BookColumn]) -> BookColumn | None:
    meant = meaning(text)
    if meant is None or any(c.field == meant[0] != "id" and c.why == "as given" for c in found):
        return None
    return BookColumn(place, text, meant[0], meant[1], "by its header")


# Headers that say “name” of a whole name, and of the half that another column does not hold (Name, Vorname; Фамилия, Имя).
_HALVES = frozenset(["name", "nom", "nombre", "имя", "імя", "이름", "nome", "imię", "imie"])
_BESIDE = "by its header, beside "


def _best(found: Sequence[BookColumn]) -> list[BookColumn]:
    """One column a field: as given, else the one with the best header; names and identifiers may be many.

    Of several names the best is the party's own and the others stand beside it: another party of the row is asked too.
    """
    kept: dict[tuple[str, str], BookColumn] = {}
    also: list[BookColumn] = []
    for column in sorted(found, key=_rank):
        first = kept.setdefault((column.field, column.kind), column) is column
        if column.field == "also":
            also.append(column)
        elif column.field == "name" and not first:
            also.append(msgspec.structs.replace(column, field="also"))
    kept = {slot: column for slot, column in kept.items() if column.field != "also"}
    halves = {field for field, kind in kept if field in {"family", "given"} and not kind}
    whole = kept.get(("name", ""))
    if whole is not None and whole.why != "as given" and len(halves) == 1 and plain(whole.header) in _HALVES:
        missing: BookField = "given" if "family" in halves else "family"
        beside = kept["given" if "given" in halves else "family", ""].header
        del kept["name", ""]
        kept[missing, ""] = msgspec.structs.replace(whole, field=missing, why=f"{_BESIDE}{beside}")
    return [*kept.values(), *also]


def _rank(column: BookColumn) -> tuple[bool, int, int]:
    known = meaning(column.header)
    return column.why != "as given", known[2] if known else 9999, column.place


def _by_content(header: Sequence[str], first: Sequence[BookRow], taken: set[int]) -> BookColumn | None:
    """The column whose cells look most like names: letters, different from row to row."""
    best: tuple[float, int] | None = None
    for place in range(len(header)):
        cells = [
            row.cells[place] for row in first[:_LOOK] if place < len(row.cells) and row.cells[place].strip()
        ]
        if place in taken or not cells:
            continue
        letters = sum(sum(c.isalpha() or c == " " for c in cell) / len(cell) for cell in cells) / len(cells)
        score = letters * len(set(cells)) / len(cells)
        if letters > 0.6 and (best is None or score > best[0]):
            best = (score, place)
    if best is None:
        return None
    return BookColumn(best[1], header[best[1]], "name", "", "guessed: its cells look like names")


def _dates(header: Sequence[str], first: Sequence[BookRow], taken: set[int]) -> list[BookColumn]:
    for place, text in enumerate(header):
        word = plain(text)
        if place in taken or not any(sign in word for sign in ("birth", "born", "생년", "出生")):
            continue
        cells = [
            row.cells[place] for row in first[:_LOOK] if place < len(row.cells) and row.cells[place].strip()
        ]
        if cells and sum(bool(_DATE.fullmatch(c.strip())) for c in cells) * 2 > len(cells):
            return [BookColumn(place, text, "birth", "", "guessed: its cells are dates")]
    return []


_OWN = frozenset({"name", "family", "given"})
_ASKED = _OWN | {"also", "id"}


class BookQuestion:
    """A row read: its question or why it cannot be screened, and the user's own reference."""

    __slots__ = ("asked", "fault", "name", "number", "ref")

    def __init__(self, row: BookRow, columns: Columns) -> None:
        self.number = row.number
        cells = {c: row.cells[c.place].strip() for c in columns.read if c.place < len(row.cells)}
        self.ref = next((text for c, text in cells.items() if c.field == "ref"), "")
        self.name = _name(cells)
        self.asked: ScreeningQuestion | None = None
        self.fault = _fault(row, columns)
        if not self.fault:
            self._read(cells, row, columns)

    def _read(self, cells: dict[BookColumn, str], row: BookRow, columns: Columns) -> None:
        def held(field: str) -> list[str]:
            return [text for c, text in cells.items() if c.field == field and text]

        asked = ask(
            self.name,
            schema=next(iter(held("schema")), ""),
            births=held("birth"),
            countries=held("country"),
            genders=held("gender"),
            identifiers=[(c.kind, text) for c, text in cells.items() if c.field == "id" and text],
            ref=self.ref,
            also=_others(self.name, cells),
            strict=False,
        )
        if not asked.query.name and not asked.query.identifiers:
            doubts = "; ".join(doubt.says for doubt in asked.query.doubts)
            self.fault = doubts or "the row has neither a name nor an identifier"
            return
        notes = (*row.notes, *asked.notes, *_formula_like(self.name))
        query = asked.query
        if guessed := _doubts(row, columns):
            query = msgspec.structs.replace(query, doubts=(*query.doubts, *guessed))
        self.asked = ScreeningQuestion(query, notes, self.ref)


def _name(cells: dict[BookColumn, str]) -> str:
    """The party's name; the first of those beside it where its own cell says nothing."""
    named = [text for c, text in cells.items() if c.field == "name" and not says_nothing(text)]
    return " ".join(named) or _of_parts(cells) or next((t for c, t in cells.items() if c.field == "also"), "")


def _of_parts(cells: dict[BookColumn, str]) -> str:
    """The name that the columns of its parts make; a part that holds the others' words is the whole."""
    parts = [text for c, text in cells.items() if c.field in {"family", "given"} and not says_nothing(text)]
    for text in parts:
        if all(_words(other) <= _words(text) for other in parts):
            return text
    joint = " " if script_of("".join(parts)) in {"latin", "cyrillic", "arabic", "other"} else ""
    return joint.join(parts)


def _words(text: str) -> Counter[str]:
    return Counter(unicodedata.normalize("NFKC", text).casefold().replace(",", " ").split())


_SEVERAL = re.compile(r"[;|\n；｜]|\s/\s")


def _others(name: str, cells: dict[BookColumn, str]) -> list[str]:
    """The other names of a row: parts of a cell with several, and what stands in the columns beside the name."""
    held = [text for c, text in cells.items() if c.field == "also"]
    if any(c.field == "name" for c in cells) and not _words(person := _of_parts(cells)) <= _words(name):
        held.insert(0, person)
    # What was taken for a half of a name may be a company with the name of its contact.
    held += [text for c, text in cells.items() if c.why.startswith(_BESIDE) and len(_words(text)) > 1]
    found = [
        part.strip() for text in (name, *held) for part in _SEVERAL.split(text) if not says_nothing(part)
    ]
    return [part for part in dict.fromkeys(found) if _words(part) != _words(name)]


def _fault(row: BookRow, columns: Columns) -> str:
    """Why a row cannot be screened at all."""
    if row.fault:
        return row.fault
    if not any(cell.strip() for cell in row.cells):
        return "the row is empty"
    used = {c.place: c for c in columns.read if c.field in _ASKED}
    for place in row.formula:
        if place in used:
            return f"the cell under {used[place].header} holds a formula, whose result is not known; paste it as a value"
    for place, column in used.items():
        cell = row.cells[place] if place < len(row.cells) else ""
        if "\ufffd" in cell:
            return f"the cell under {column.header} has lost a character (�); restore it from its source"
    return ""


def _doubts(row: BookRow, columns: Columns) -> tuple[Doubt, ...]:
    """That the letters asked about are a guess of the file's encoding: what is found stands, nothing is cleared."""
    cells = [row.cells[c.place] for c in columns.read if c.field in _ASKED and c.place < len(row.cells)]
    return (Doubt("encoding", row.doubt),) if row.doubt and not all(cell.isascii() for cell in cells) else ()


def _formula_like(name: str) -> list[str]:
    return ["the name begins like a formula and was read as text"] if name[:1] in {"=", "+", "@"} else []
