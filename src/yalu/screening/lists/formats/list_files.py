"""List files opened safely: bounded, unpacked, decoded; rows out of CSV, entries out of XML, and what is wrong, said."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser  # guarded below
from xml.parsers import expat  # only to look for a DTD

from yalu.documents.problems import DocumentError, Problem, ProblemLog, shown
from yalu.screening.records import Party

KEPT = 200  # of one kind; a list with a million bad entries must not fill the memory


class ListFaultError(Exception):
    """A list file cannot be read any further; carries the message, the rule and the next step."""

    def __init__(
        self, message: str, *, rule: str, next_step: str, field: str = "", value: object = ""
    ) -> None:
        super().__init__(message)
        self.message, self.rule, self.next_step = message, rule, next_step
        self.field, self.value = field, str(value)

    def problem(self, file: str) -> Problem:
        """The fault as a problem of one file."""
        return Problem(
            file=file, field=self.field, value=self.value[:120], message=self.message, rule=self.rule,
            next_step=self.next_step,
        )  # fmt: skip


def refuse(file: str, message: str, *, rule: str, next_step: str, value: object = "") -> DocumentError:
    """One problem as the error that every command knows how to show."""
    return DocumentError(
        [Problem(file=file, message=message, rule=rule, next_step=next_step, value=str(value)[:120])]
    )


def nameless(log: ProblemLog, file: str, entry: str) -> None:
    """An entry without any name: it is left out, and the reading is not clean."""
    log.add(
        file, 0, entry, "this entry has no name",
        rule="every entry of a list names somebody",
        next_step="compare the file with the publisher's; if it is the same, report it to the publisher",
    )  # fmt: skip


def unread_date(log: ProblemLog, file: str, entry: str, field: str, text: str) -> None:
    """A date nobody can read: its words stay, its bounds are unknown."""
    log.warn(
        file, 0, f"{entry}/{field}" if entry else field, f"{shown(text)} is not a date we can read",
        rule="dates are days, months, years, spans or “circa” of these",
        next_step="nothing to do: the words are kept, and this date neither supports nor contradicts a match",
        value=text,
    )  # fmt: skip


def new_log() -> ProblemLog:
    """A log that keeps a bounded number of problems of each kind."""
    return ProblemLog(keep=KEPT)


@dataclass
class ListHeading:
    """Filled while a file is read: the list's own date, the count it declares, ids met twice, and what is missing."""

    list: str
    date: str = ""
    declared: int | None = None
    seen: dict[str, int] = field(default_factory=dict)
    repeated: int = 0
    left_out: tuple[str, ...] = ()

    def entry(self, party: Party) -> str:
        """The id of an entry, made different where a file uses one id twice: nobody is dropped."""
        times = self.seen[party.id] = self.seen.get(party.id, 0) + 1
        if times == 1:
            return party.id
        self.repeated += 1
        return f"{party.id}+{times}"


MOST_BYTES = 2 * 1024**3  # unpacked; the largest official list (advanced XML) is about 130 MB
CHUNK = 1 << 16
_HEAD = 1 << 15


class Opened:
    """One list file, read any number of times from its start; ``name`` is what messages call it."""

    def __init__(self, path: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self.path, self.name, self._most = path, path.name, most_bytes
        with path.open("rb") as file:
            self.packed = file.read(2) == b"\x1f\x8b"

    @property
    def bare_name(self) -> str:
        """The file name in lower case without ``.gz``."""
        return self.name.lower().removesuffix(".gz")

    def head(self) -> bytes:
        """The first bytes, unpacked as far as they can be: a damaged archive is noticed when it is read."""
        with self.path.open("rb") as file:
            raw = file.read(_HEAD)
        if not self.packed:
            return raw
        try:
            return zlib.decompressobj(wbits=31).decompress(raw, _HEAD)
        except zlib.error:
            return b""

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """The unpacked bytes in pieces. Raises ListFaultError on a broken archive or past the size limit."""
        seen = 0
        try:
            with self._stream() as stream:
                while piece := stream.read(size):
                    seen += len(piece)
                    if seen > self._most:
                        raise self._too_large()
                    yield piece
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise ListFaultError(
                f"the archive is damaged or cut off ({error})",
                rule="a .gz file is whole",
                next_step="fetch the file again; a list that is read in part would clear who stands in the rest",
            ) from error

    def lines(self, encoding: str = "utf-8") -> Iterator[str]:
        """The text line by line, line ends removed. Raises ListFaultError where the bytes are not that encoding."""
        left = b""
        for piece in self.chunks():
            *whole, left = (left + piece).split(b"\n")
            if len(left) > _LONGEST_LINE:
                raise self.long_line()
            for line in whole:
                yield self._decoded(line, encoding)
        if left:
            yield self._decoded(left, encoding)

    def text(self) -> str:
        """The whole text, UTF-8 if it is, else Windows-1252 as older exports are."""
        whole = b"".join(self.chunks())
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return whole.decode(encoding)
            except UnicodeDecodeError:
                continue
        return whole.decode("latin-1")

    def whole(self) -> bytes:
        """All unpacked bytes, within the limit."""
        return b"".join(self.chunks())

    def sha256(self) -> str:
        """The checksum of the file as it lies there, packed or not."""
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest()

    def _stream(self) -> BinaryIO | gzip.GzipFile | io.BufferedReader:
        return gzip.open(self.path, "rb") if self.packed else self.path.open("rb")

    def _decoded(self, line: bytes, encoding: str) -> str:
        try:
            return line.removesuffix(b"\r").decode(encoding)
        except UnicodeDecodeError as error:
            raise ListFaultError(
                f"byte {error.object[error.start]:#04x} is not {encoding}",
                rule=f"this format is written in {encoding}",
                next_step="save the file as UTF-8",
                value=line[:60].decode("latin-1"),
            ) from error

    def _too_large(self) -> ListFaultError:
        return ListFaultError(
            f"unpacked, the file holds more than {self._most:,} bytes",
            rule="a list is at most that large",
            next_step="see whether this is the file you meant; no official list is that large",
        )

    @staticmethod
    def long_line() -> ListFaultError:
        return ListFaultError(
            f"a line is longer than {_LONGEST_LINE:,} bytes",
            rule="one line is one entry",
            next_step="see whether this is the file you meant",
        )


_LONGEST_LINE = 1 << 25


LONGEST_FIELD = 1 << 20


def rows(opened: Opened, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Every row with the number of its last line. UTF-8 where it is, else Windows-1252, as older exports are.

    Raises ListFaultError for a field without an end or a NUL byte.
    """
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(_csv_lines(opened), delimiter=delimiter, strict=True)  # an open quote is a cut file
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise ListFaultError(
            f"line {reader.line_num}: {error}",
            rule="a quoted field ends in the same row, and no field is longer than a megabyte",
            next_step="fetch the file again, or save it as CSV in UTF-8",
        ) from error


def records(
    opened: Opened, delimiter: str = ",", header: list[str] | None = None
) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row under the names of the header, lower-cased and blanks folded; missing cells are empty."""
    stream = rows(opened, delimiter)
    names = header
    for line, row in stream:
        if names is None:
            names = [fold(cell) for cell in row]
            continue
        if any(cell.strip() for cell in row):
            check_width(row, names, line)
            cells = [*row, *([""] * (len(names) - len(row)))]
            yield line, {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=False)}


def check_width(row: list[str], names: list[str], line: int) -> None:
    """Refuse a row wider than the header: a comma in a name moves its other half, and the cells behind it, one on."""
    if any(cell.strip() for cell in row[len(names) :]):
        raise ListFaultError(
            f"line {line}: the row has {len(row)} cells, the header {len(names)}",
            rule="a row has no more cells than the header",
            next_step="quote cells that hold the delimiter, or name the columns that have no header",
            value=", ".join(row)[:120],
        )


def fold(cell: str) -> str:
    """A header cell in lower case, without a byte order mark, blanks folded."""
    return " ".join(cell.lstrip("\ufeff").split()).lower()


def _csv_lines(opened: Opened) -> Iterable[str]:
    """Lines with their ends, NUL bytes refused by the csv reader, a closing Ctrl-Z dropped.

    The choice of encoding is made line by line, as some files join exports of different ages.
    """
    left = b""
    for piece in opened.chunks():
        *whole, left = (left + piece).split(b"\n")
        if len(left) > LONGEST_FIELD * 4:
            raise opened.long_line()
        for line in whole:
            yield _csv_line(line) + "\n"
    left = left.rstrip(b"\x1a")
    if left.strip():
        yield _csv_line(left) + "\n"


def _csv_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


DEEPEST = 60
LARGEST_ENTRY = 1 << 25  # bytes fed while one entry stays open

OnRoot = Callable[[str, dict[str, str]], None]


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element without its namespace: publishers change namespaces between years."""
    return tag.rpartition("}")[2]


def entries(opened: Opened, wanted: frozenset[str], on_root: OnRoot | None = None) -> Iterator[Element]:
    """Every element of a wanted name, whole, in file order, its tags stripped of namespaces.

    ``on_root`` hears the root's name and attributes first. What was yielded is dropped from memory on
    the next step. Raises ListFaultError for a DTD, too deep nesting, a huge entry or XML that is not well formed.
    """
    _Walk.check_prolog(opened)
    walk = _Walk(wanted, on_root)
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    try:
        for piece in opened.chunks():
            parser.feed(piece)
            walk.fed(len(piece))
            yield from walk.over(parser)
        parser.close()
        yield from walk.over(parser)
    except (ParseError, ValueError, LookupError) as error:
        # LookupError and ValueError: an encoding in the XML declaration that does not exist or is not supported
        raise ListFaultError(
            f"the XML cannot be read: {error}",
            rule="the file is well-formed XML to its last byte",
            next_step="fetch the file again; a list that is read in part would clear who stands in the rest",
        ) from error


class _Walk:
    """Follows start and end events, keeps the depth, and hands out wanted elements."""

    def __init__(self, wanted: frozenset[str], on_root: OnRoot | None) -> None:
        self.wanted, self.on_root = wanted, on_root
        self.open: list[Element] = []
        self.inside = 0  # depth at which the wanted element stands that we are in; 0 is outside
        self.since = 0

    @staticmethod
    def check_prolog(opened: Opened) -> None:
        """Refuse a document type declaration: lists have none, attacks do."""
        guard = expat.ParserCreate()

        def found(*_: object) -> None:
            raise _DoctypeFoundError

        def started(*_: object) -> None:
            raise _RootFoundError

        guard.StartDoctypeDeclHandler = found
        guard.StartElementHandler = started
        try:
            for piece in opened.chunks():
                guard.Parse(piece, False)
        except _RootFoundError:
            return
        except _DoctypeFoundError:
            raise ListFaultError(
                "the file declares a document type",
                rule="a list carries no DTD and no entities, which could reach for other files or fill the memory",
                next_step="fetch the list from its publisher; if it really has a DTD, remove the declaration",
            ) from None
        except (expat.ExpatError, ValueError, LookupError):
            return  # the parser that reads the file says the same with its place

    def fed(self, size: int) -> None:
        self.since += size
        if self.since > LARGEST_ENTRY:
            raise ListFaultError(
                f"one entry is larger than {LARGEST_ENTRY:,} bytes",
                rule="an entry of a list is a few thousand bytes",
                next_step="see whether this is the file you meant",
            )

    def over(self, parser: XMLPullParser[Any]) -> Iterator[Element]:
        for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
            if event == "start":
                self._start(element)
            elif (whole := self._end(element)) is not None:
                yield whole
                self._drop()

    def _start(self, element: Element) -> None:
        if not self.open and self.on_root is not None:
            self.on_root(local(element.tag), dict(element.attrib))
        self.open.append(element)
        if len(self.open) > DEEPEST:
            raise ListFaultError(
                f"elements are nested more than {DEEPEST} deep",
                rule=f"a list nests at most {DEEPEST} deep",
                next_step="see whether this is the file you meant",
            )
        if not self.inside and local(element.tag) in self.wanted:
            self.inside = len(self.open)

    def _end(self, element: Element) -> Element | None:
        depth = len(self.open)
        self.open.pop()
        if self.inside == depth:
            self.inside, self.since = 0, 0
            for part in element.iter():
                part.tag = local(part.tag)
            return element
        if not self.inside:
            element.clear()
        return None

    def _drop(self) -> None:
        if self.open:
            del self.open[-1][:]


class _DoctypeFoundError(Exception):
    pass


class _RootFoundError(Exception):
    pass


def text_at(element: Element, path: str) -> str:
    """The text of the first element at a path, blanks folded; empty when there is none."""
    return " ".join((element.findtext(path) or "").split())


def texts_at(element: Element, path: str) -> list[str]:
    """Every non-empty text at a path, blanks folded, in file order."""
    found = (" ".join((part.text or "").split()) for part in element.findall(path))
    return [text for text in found if text]
