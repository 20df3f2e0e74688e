"""Streaming entries out of an XML list: no DTD, no entities, bounded depth, size and width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser  # guarded below
from xml.parsers import expat  # only to look for a DTD

from yalu.screening.lists.formats.faults import ListFaultError
from yalu.screening.lists.formats.list_files import Opened

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
