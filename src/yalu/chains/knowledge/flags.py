"""Red flags as numbered, testable rows: a transaction of the reader's own is checked against each of them.

A cell is read as people write it; one that cannot be read leaves a flag untested, whatever else the row holds.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from yalu.chains.knowledge.flag_words import FlagWords, UnreadableCellError, fold, measure
from yalu.documents.files.bundled import bundled_path
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, ProblemLog, one_of, refused, shown
from yalu.documents.tables.csv_rows import CsvRows, SwallowedError
from yalu.documents.tables.csv_tables import log_swallowed
from yalu.documents.text.text_encoding import decode
from yalu.vocabulary.dates import DateError, PartialDate, parse_date

MOST_ORDERS = 10_000
_MOST_CELL = 5_000
_WORDS = {"is": 2, "not": 2, "has": 2, "shares": 2, "same": 2, "differs": 2, "before": 2, "below": 2,
          "over": 2, "apart": 2, "within": 3, "vague": 1, "empty": 1}  # fmt: skip

FlagAnswer = Literal["raised", "not_raised", "not_testable"]
Order = Mapping[str, str]


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """One numbered red flag. ``test`` is made of clauses joined by `` and ``; empty when only a person can judge."""

    id: str
    flag: str
    fields: str
    test: str = ""
    needs: str = ""
    source: str = ""
    url: str = ""
    verified: str = ""
    notes: str = ""

    @property
    def tested(self) -> tuple[str, ...]:
        """The columns of a transaction that the test reads, in order."""
        named = (name for clause in _clauses(self.test) for name in _columns_of(clause))
        return tuple(dict.fromkeys(named))


class FlagResult(msgspec.Struct, frozen=True, kw_only=True):
    """What one flag says of one transaction. ``why`` names the values, or what is missing."""

    order: str
    flag: str
    answer: FlagAnswer
    says: str
    why: str
    source: str = ""


class Flags(tuple[Flag, ...]):
    """The flags of a regime in order of number, with the words that their columns are known to hold."""

    words: FlagWords

    def __new__(cls, flags: Iterable[Flag], rows: Iterable[tuple[str, str, str]] = ()) -> Flags:
        made = super().__new__(cls, flags)
        tested: dict[str, list[str]] = {}
        for flag in made:
            for word, *given in _clauses(flag.test):
                if word in {"is", "not", "has"}:
                    tested.setdefault(given[0], []).extend(given[1].split("|"))
        made.words = FlagWords(rows, tested)
        return made

    @property
    def columns(self) -> frozenset[str]:
        """Every column that some flag reads."""
        return frozenset(name for flag in self for name in flag.tested)


def unread_columns(orders: Iterable[Order], flags: tuple[Flag, ...]) -> tuple[str, ...]:
    """The columns of transactions that no flag reads, each once, in the order of the file; ``id`` names a row."""
    read = Flags(flags).columns | {"id"}
    return tuple(dict.fromkeys(name for order in orders for name in order if name not in read))


def red_flags(order: Order, flags: tuple[Flag, ...], name: str = "1") -> tuple[FlagResult, ...]:
    """Every flag checked against one transaction row, raised ones first, then by number.

    A flag whose columns the row does not fill in, or whose cells cannot be read, is ``not_testable`` and says why.
    """
    words = flags.words if isinstance(flags, Flags) else Flags(flags).words
    results = [_judge(flag, order, name, words) for flag in flags]
    rank = {"raised": 0, "not_raised": 1, "not_testable": 2}
    return tuple(sorted(results, key=lambda result: (rank[result.answer], result.flag)))


def _judge(flag: Flag, order: Order, name: str, words: FlagWords) -> FlagResult:
    def say(answer: FlagAnswer, why: str) -> FlagResult:
        return FlagResult(
            order=name, flag=flag.id, answer=answer, says=flag.flag, why=why, source=flag.source
        )

    if not flag.test:
        return say("not_testable", f"not testable without {flag.needs or flag.fields}")
    evidence, held = [], True
    for clause in _clauses(flag.test):
        word, *given = clause
        columns = _columns_of(clause)
        wanted = [
            c for c in columns if c not in order or (not order[c].strip() and word not in {"empty", "vague"})
        ]
        if wanted:
            return say("not_testable", f"not testable without {', '.join(wanted)}")
        try:
            raised = _TESTS[word](order, given, words)
        except (ValueError, DateError) as error:
            values = ", ".join(f"{c} {shown(order[c])}" for c in columns)
            coarse = (
                "the dates are too coarse to tell" if isinstance(error, CoarseDateError) else "cannot be read"
            )
            return say("not_testable", f"{coarse}: {values}")
        evidence += [f"{c} {shown(order[c])}" for c in columns]
        held = held and raised
    return say("raised" if held else "not_raised", "; ".join(dict.fromkeys(evidence)))


def _clauses(test: str) -> list[list[str]]:
    return [part.split() for part in test.split(" and ") if part.strip()]


def _columns_of(clause: list[str]) -> tuple[str, ...]:
    word, *given = clause
    if word in {"is", "not", "has", "over", "apart"}:
        return (given[0],)
    return (
        tuple(given[:2])
        if word in {"shares", "same", "differs", "before", "below", "within"}
        else (given[0],)
    )


def _parts(text: str) -> set[str]:
    return {part.strip().casefold() for part in text.split(";") if part.strip()}


def _day(text: str) -> PartialDate:
    return parse_date(text.strip())


def _means(order: Order, given: list[str], words: FlagWords) -> bool:
    """Whether a cell of one word or several means one of those that are asked for."""
    found, whole = words.words(given[0], order[given[0]])
    wanted = set(given[1].casefold().split("|"))
    if not found & wanted and not whole:
        raise UnreadableCellError(order[given[0]])
    return bool(found & wanted)


_SIZE = re.compile(r"(-?\d[\d.]*)(?: ([^\d\s]+))?")


def _same(order: Order, given: list[str], words: FlagWords) -> bool:
    """Whether two cells say the same state, size or text; two sizes in different units cannot be compared."""
    one, two = (words.compared(column, order[column]) for column in given[:2])
    sizes = [_SIZE.fullmatch(text) for text in (one, two)]
    if all(sizes):
        (first, unit), (second, other) = (match.groups() for match in sizes if match)
        if unit and other and not _one_unit(unit, other):
            raise UnreadableCellError(order[given[1]])
        return bool(first == second)
    # A size beside digits that are none, such as 1e3 or 220/380, may be the same or not.
    odd = [text for text, size in zip((one, two), sizes, strict=True) if size is None]
    if len(odd) == 1 and re.fullmatch(r"\d[\d.,e+ ]*[^\d\s]{0,5}", odd[0]):
        raise UnreadableCellError(order[given[1]])
    return _closed_up(one) == _closed_up(two)


def _one_unit(one: str, two: str) -> bool:
    """Whether two units are one, written short and long: V and volts, kg and kgs, but not UAH and USD."""
    short, long = sorted((one, two), key=len)
    return long in {short, short + "s"} or (len(long) >= 4 and long.startswith(short))


def _closed_up(text: str) -> str:
    """A text without the space between a number and its unit."""
    return re.sub(r"(?<=\d) (?=[^\d\s])", "", text)


def _sizes(order: Order, given: list[str]) -> tuple[float, float]:
    (one, unit), (two, other) = (measure(order[column]) for column in given[:2])
    if unit and other and unit != other:
        raise UnreadableCellError(order[given[1]])
    return one, two


def _below(order: Order, given: list[str], words: FlagWords) -> bool:
    one, two = _sizes(order, given)
    return one < two


def _apart(order: Order, given: list[str], words: FlagWords) -> bool:
    """Whether a ratio is above a factor, or below one divided by it."""
    ratio, factor = measure(order[given[0]])[0], float(given[1])
    if ratio <= 0:
        raise UnreadableCellError(order[given[0]])
    return ratio > factor or ratio < 1 / factor


class CoarseDateError(ValueError):
    """Dates of which no day is stated leave the answer open."""


def _before(order: Order, given: list[str], words: FlagWords) -> bool:
    one, two = (_day(order[column]) for column in given[:2])
    if one.latest < two.earliest:
        return True
    if one.earliest < two.latest:
        if one.exact and two.exact:
            return True
        raise CoarseDateError
    return False


def _within(order: Order, given: list[str], words: FlagWords) -> bool:
    """Whether two dates are at most so many days apart, either way round, whichever days they stand for."""
    one, two = (_day(order[column]) for column in given[:2])
    ends = (two.earliest - one.latest).days, (two.latest - one.earliest).days
    most, least = max(map(abs, ends)), 0 if ends[0] <= 0 <= ends[1] else min(map(abs, ends))
    if (most <= int(given[2])) != (least <= int(given[2])):
        raise CoarseDateError
    return most <= int(given[2])


def _vague(order: Order, given: list[str], words: FlagWords) -> bool:
    cell = order[given[0]]
    if not cell.strip() or words.is_unknown(cell) or words.is_called(given[0], cell, "vague"):
        return True
    return not _day(cell).exact


_TESTS: dict[str, Callable[[Order, list[str], FlagWords], bool]] = {
    "is": _means, "not": lambda o, g, w: not _means(o, g, w), "has": _means,
    "shares": lambda o, g, w: bool(_parts(o[g[0]]) & _parts(o[g[1]])), "same": _same,
    "differs": lambda o, g, w: not _same(o, g, w), "before": _before, "within": _within, "apart": _apart,
    "below": _below, "over": lambda o, g, w: measure(o[g[0]])[0] > float(g[1]),
    "empty": lambda o, g, w: not o[g[0]].strip() or w.is_unknown(o[g[0]]), "vague": _vague,
}  # fmt: skip


def read_flags(regime: str | Path) -> Flags:
    """The red flags of a bundled regime, or of a folder or file. Raises DocumentError for a row that cannot be used.

    ``red-flag-words.csv`` beside them says how the words of their columns are written.
    """
    path = _flags_file(regime)
    log = ProblemLog()
    fields = msgspec.structs.fields(Flag)
    names = {field.name for field in fields}
    needed = [field.name for field in fields if field.required]
    flags = []
    for line, row in _rows(path, log):
        missing = [name for name in needed if name not in row]
        if missing:
            log.add(
                path.name, 1, missing[0], f"the columns {one_of(missing)} are missing",
                rule=f"red flags have the columns {one_of(needed)}", next_step="add them to the first line",
            )  # fmt: skip
            break
        flag = Flag(**{name: text for name, text in row.items() if name in names})
        for clause in _clauses(flag.test):
            if clause[0] not in _WORDS or len(clause) - 1 != _WORDS[clause[0]]:
                log.add(
                    path.name, line, "test", f"the clause {shown(' '.join(clause))} cannot be read",
                    rule=f"a test is made of clauses joined by “ and ”, each begun by one of {', '.join(_WORDS)}",
                    next_step="correct the clause, or leave the test empty and fill in needs", value=flag.test,
                )  # fmt: skip
        flags.append(flag)
    words = path.with_name("red-flag-words.csv")
    written = _rows(words, log) if words.is_file() else []
    if log.has_errors:
        raise DocumentError(log.problems())
    rows = [(row.get("column", ""), row.get("word", ""), row.get("written", "")) for _, row in written]
    return Flags(sorted(flags, key=lambda flag: flag.id), rows)


def read_orders(path: Path) -> list[dict[str, str]]:
    """The transactions in a CSV file, one row each. Raises DocumentError when it is too large or is no table.

    A header such as “Consignee type” names the column ``consignee_type``.
    """
    log = ProblemLog()
    rows = [{_column(name): cell for name, cell in row.items()} for _, row in _rows(path, log)]
    if not rows and not log.has_errors:
        log.add(
            path.name, 0, "", "the file has no transaction", rule="a transaction stands on a row below the names of columns",
            next_step="see whether the file was saved whole",
        )  # fmt: skip
    if log.has_errors:
        raise DocumentError(log.problems())
    return rows


def _column(name: str) -> str:
    plain = fold(name).replace(" ", "_")
    return plain if re.fullmatch(r"[a-z0-9_]+", plain) else name


def _rows(path: Path, log: ProblemLog) -> list[tuple[int, dict[str, str]]]:
    data = read_user_file(path, log, kind="orders", file=path.name)
    text = None if data is None else decode(data, log, file=path.name)
    if text is None:
        return []
    rows: list[tuple[int, dict[str, str]]] = []
    reader = CsvRows(io.StringIO(text, newline=""))
    try:
        header = [name.strip() for name in next(reader, [])]
        reader.width = len(header)
        for name, times in Counter(map(_column, filter(None, header))).items():
            if times > 1:
                log.add(
                    path.name, 1, name, f"{times} columns are called {shown(name)}",
                    rule="a column has a name of its own", next_step="leave all but one out, or rename them",
                )  # fmt: skip
        for cells in reader:
            if len(rows) >= MOST_ORDERS:
                log.add(
                    path.name, reader.line, "", f"the file has more than {MOST_ORDERS:,} rows",
                    rule=f"at most {MOST_ORDERS:,} rows are tested at once", next_step="split the file",
                )  # fmt: skip
                break
            if len(cells) != len(header) or any(len(cell) > _MOST_CELL for cell in cells):
                log.add(
                    path.name, reader.line, "", f"the row has {len(cells)} cells for a header of {len(header)}",
                    rule=f"every row has as many cells as the header, none longer than {_MOST_CELL:,} characters",
                    next_step="quote cells that hold commas",
                )  # fmt: skip
            else:
                rows.append((reader.line, dict(zip(header, cells, strict=True))))
    except SwallowedError as error:
        log_swallowed(log, path.name, error.lines)
    return rows


def _flags_file(regime: str | Path) -> Path:
    path = Path(regime)
    if path.is_file():
        return path
    places = (path, bundled_path("regimes", str(regime)))
    for folder in places:
        if folder is not None and (folder / "red-flags.csv").is_file():
            return folder / "red-flags.csv"
    raise refused(
        str(regime), f"{shown(regime)} has no red-flags.csv",
        rule="red flags stand in red-flags.csv of a regime", next_step="name a regime or a file",
    )  # fmt: skip
