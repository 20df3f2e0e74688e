"""One figure of the site: what it says, its picture, the table behind it, and where it came from."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.results import Citation, Figure, Result

Cell = str | int | float | None
Shape = Literal[
    "dot", "bar", "pale", "line", "diamond", "arrow", "box", "band", "step", "ring", "square", "triangle", "cross", "down"
]  # fmt: skip


class Key(msgspec.Struct, frozen=True):
    """One entry of a figure's key: a mark in a colour of the palette, and what it stands for."""

    token: str
    shape: Shape
    words: str


class Column(msgspec.Struct, frozen=True):
    """One column of a table: its name in files, its heading, and how its cells are shown.

    ``links`` names the kind of page that a cell's id leads to (visit, source, trail or law).
    """

    name: str
    title: str
    numeric: bool = False
    long: bool = False
    links: Literal["", "visit", "source", "trail", "law"] = ""


class FigurePage(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A figure before it is drawn. ``wide`` and ``narrow`` are Vega-Lite specs, or None for a table alone.

    ``title`` states the finding, ``subtitle`` unit and definition in a line, ``shows`` the picture
    in words for those who do not see it. ``results`` carry the trails. ``series`` are the series drawn, each
    with its first and last day; where a figure names none, they are those of its results together.
    """

    slug: str
    title: str
    subtitle: str
    shows: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    definition: str
    uncertainty: str
    wide: dict[str, Any] | None = None
    narrow: dict[str, Any] | None = None
    keys: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    citations: tuple[Citation, ...] = ()
    series: tuple[tuple[str, Observed], ...] = ()

    @property
    def spans(self) -> tuple[SeriesSpan, ...]:
        """From which to which day each series of the figure was observed; nothing for a figure of simulated futures."""
        if self.series:
            return tuple(
                SeriesSpan(n, str(seen.first), str(seen.last), len(seen.gaps)) for n, seen in self.series
            )
        known = [seen for result in self.results if (seen := result.trail.observed) is not None]
        if not known:
            return ()
        return (
            SeriesSpan("", str(min(seen.first for seen in known)), str(max(seen.last for seen in known))),
        )

    @cached_property
    def cited(self) -> tuple[Citation, ...]:
        """Every source under the figure, the most used first."""
        return self.citations or gathered(self.results)


class SeriesSpan(msgspec.Struct, frozen=True):
    """The first and the last day of one series ("" where a figure has only one), and how many gaps it has."""

    name: str
    first: str
    last: str
    gaps: int = 0


class KeyNumber(msgspec.Struct, frozen=True):
    """A number for the front page: the result, what to call it, the figure that tells more, and what was published once.

    ``earlier`` is our number over the days of the published one; the words of ``published`` end where it follows.
    """

    label: str
    result: Figure
    says: str
    figure: str
    side: str = ""
    published: str = ""
    earlier: Figure | None = None


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What every page of one build shares.

    ``base`` is where the site will be published, ending in a slash; "" where nobody said, and then no page names a host.
    ``asked_of``, ``asked_as_of`` and ``asked_under`` are the options with which a command asks the same case, the same
    day and the same regime, each "" where a plain command does.
    """

    title: str
    code_version: str
    data_version: str
    known_by: str
    licence: str = ""
    base: str = ""
    asked_of: str = ""
    asked_as_of: str = ""
    asked_under: str = ""

    @property
    def asked(self) -> str:
        """What stands behind every command that a page prints."""
        return self.asked_of + self.asked_as_of

    @property
    def ruled(self) -> str:
        """The same for a command that asks about law, or about what rests on it."""
        return self.asked + self.asked_under

    @property
    def rooted(self) -> str:
        """The way to the top from any depth: for the one page that hosts show under addresses that do not exist."""
        return urlsplit(self.base).path or "/"

    @property
    def version(self) -> str:
        """The line that travels with every export."""
        return f"Yalu {self.code_version} · data {self.data_version} · known by {self.known_by}"


def gathered(results: Iterable[Result]) -> tuple[Citation, ...]:
    """Every source of some results once, the most used first, with its best grade."""
    found: dict[str, Citation] = {}
    uses: Counter[str] = Counter()
    for result in results:
        for row in (*result.trail.rows, *result.trail.left_out):
            for citation in row.sources:
                uses[citation.id] += 1
                if citation.id not in found or citation.grade < found[citation.id].grade:
                    found[citation.id] = citation
    return tuple(sorted(found.values(), key=lambda citation: (-uses[citation.id], citation.id)))


# Ids that a terminal explains as the row they name, and those of lists, which ``yalu lists`` shows.
_NO_FIGURE = frozenset({"event", "knowledge", "lists"})


def explained_by(name: str) -> str:
    """The command that shows the result of an id in a terminal; "" where it shows the row behind it instead."""
    return "" if name.partition("/")[0] in _NO_FIGURE else f"yalu explain {shlex.quote(name)}"


def trail_slug(name: str) -> str:
    """A result's id as a file name: readable, and never the same for two ids."""
    plain = re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")[:70]
    return f"{plain}-{sha256(name.encode()).hexdigest()[:6]}"
