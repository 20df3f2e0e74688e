"""The room of goods: every list with what is here of it, and its entries with their thresholds, a chapter a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

import msgspec

from yalu.case.records import Case
from yalu.goods.classification import classify
from yalu.goods.conditions import limits, line_limit
from yalu.goods.input.items import item_of
from yalu.goods.lists.bundled_goods import BundledGoods, open_goods
from yalu.goods.lists.list_index import IndexRow, ListIndex
from yalu.goods.records import ControlEntry, ControlList, ItemCondition
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import listed
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.rooms import Render
from yalu.vocabulary.results import Citation, Result

WHOLE_PAGE = 60  # a list with more entries than this is shown a category a page, so that no page is heavy


class ShownEntry(msgspec.Struct, frozen=True):
    """One entry: its threshold as lines of a nested list, each with its depth."""

    entry: ControlEntry
    lines: tuple[tuple[int, str], ...]
    sources: tuple[Citation, ...]


class Chapter(msgspec.Struct, frozen=True):
    """A list, or one category of it, on a page of its own; ``missing`` is what the list has and is not encoded."""

    slug: str
    title: str
    control: ControlList
    entries: tuple[ShownEntry, ...]
    missing: tuple[IndexRow, ...]


class ListRow(msgspec.Struct, frozen=True):
    """One list in the overview: how many of its entries are here whole, in part, or not; None where nobody knows."""

    control: ControlList
    encoded: int
    whole: int | None
    in_part: int | None
    of: int | None
    chapters: tuple[Chapter, ...]


class GoodsRoom:
    """Pages on control lists and on the goods that a regime names itself."""

    navigation: tuple[tuple[str, str], ...] = (("goods.html", "Goods"),)
    headline = ""

    def __init__(self, goods: BundledGoods) -> None:
        self.goods = goods

    def figures(self) -> tuple[FigurePage, ...]:
        """None."""
        return ()

    def results(self) -> tuple[Result, ...]:
        """None."""
        return ()

    def files(self) -> dict[str, bytes]:
        """None: the entries come with Yalu."""
        return {}

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The overview of the lists, and every chapter."""
        rows = self._rows
        yield page("goods.html", rows=rows, number=len(self.goods.entries), headline=_headline(self.goods))
        places = {
            listed_entry.entry.id: chapter.slug
            for row in rows
            for chapter in row.chapters
            for listed_entry in chapter.entries
        }
        for row in rows:
            for chapter in row.chapters:
                yield page(
                    f"goods/{chapter.slug}.html",
                    "goods-chapter.html",
                    current="goods.html",
                    chapter=chapter,
                    places=places,
                )

    def of_measures(self) -> dict[str, list[tuple[str, ShownEntry]]]:
        """The entries that a measure of the law names, by its id, each with the address of its place here."""
        found: dict[str, list[tuple[str, ShownEntry]]] = {}
        for row in self._rows:
            for chapter in row.chapters:
                for listed_entry in chapter.entries:
                    if listed_entry.entry.measure:
                        address = f"goods/{chapter.slug}.html#g-{listed_entry.entry.id}"
                        found.setdefault(listed_entry.entry.measure, []).append((address, listed_entry))
        return found

    @cached_property
    def _rows(self) -> tuple[ListRow, ...]:
        groups: dict[str, list[ControlEntry]] = {name: [] for name in self.goods.lists}
        for entry in self.goods.entries:
            groups[entry.list].append(entry)
        ordered = sorted(groups, key=lambda name: (self.goods.lists[name].order, name))
        return tuple(self._row(self.goods.lists[name], groups[name]) for name in ordered)

    def _row(self, control: ControlList, entries: list[ControlEntry]) -> ListRow:
        index = self.goods.indexes.get(control.id)
        chapters = self._chapters(control, entries, index) if entries or index else ()
        if index is None:
            return ListRow(control, len(entries), None, None, None, chapters)
        names, without = _encoded(entries)
        extents = [index.extent(name, names, without) for name in index.below.get("", ())]
        return ListRow(
            control, len(entries), extents.count("whole"), extents.count("in_part"), len(extents), chapters
        )

    def _chapters(
        self, control: ControlList, entries: list[ControlEntry], index: ListIndex | None
    ) -> tuple[Chapter, ...]:
        slug = control.id.lower().replace(":", "-").replace("/", "-")
        missing = _missing(index, entries) if index is not None else ()
        if len(entries) + len(missing) <= WHOLE_PAGE:
            return (Chapter(slug, control.title, control, self._listed(entries), missing),)
        names = (*(entry.entry for entry in entries), *(row.entry for row in missing))
        categories = sorted({name[0] for name in names})
        return tuple(
            Chapter(
                f"{slug}-{category}", f"{control.title}, category {category}", control,
                self._listed([entry for entry in entries if entry.entry[0] == category]),
                tuple(row for row in missing if row.entry[0] == category),
            )
            for category in categories
        )  # fmt: skip

    def _listed(self, entries: list[ControlEntry]) -> tuple[ShownEntry, ...]:
        sources = self.goods.sources
        return tuple(
            ShownEntry(e, tuple(_lines(e.meets, self.goods)), tuple(sources[name] for name in e.sources))
            for e in entries
        )


def _encoded(entries: list[ControlEntry]) -> tuple[frozenset[str], frozenset[str]]:
    """What is encoded, and what of it is not asked."""
    return (
        frozenset(entry.entry for entry in entries),
        frozenset(out for entry in entries for out in entry.leaves_out),
    )


def _missing(index: ListIndex, entries: list[ControlEntry]) -> tuple[IndexRow, ...]:
    """Entries of a list of which nothing is encoded, in the order of the list."""
    names, without = _encoded(entries)
    extents = {name: index.extent(name, names, without) for name in index.below.get("", ())}
    return tuple(index.rows[name.upper()] for name, extent in extents.items() if extent == "index_only")


def _headline(goods: BundledGoods) -> str:
    """What axis count alone settles, as the entries answer it; in general words when they answer otherwise."""
    six = item_of({"kind": "milling", "axes_simultaneous": "6"}, goods.parameters)
    met = [answer.list for answer in classify(six, goods.against) if answer.answer == "meets"]
    if not met:
        return "What decides is a parameter, not a customs code"
    return (
        f"A six-axis milling machine is controlled by its axis count alone, under {listed(list(dict.fromkeys(met)))}; "
        "no customs code decides"
    )


def _lines(c: ItemCondition, goods: BundledGoods, depth: int = 0) -> Iterator[tuple[int, str]]:
    """A condition as lines of words, each with its depth."""
    for name, said in (("all", "all of these"), ("any", "any of these")):
        parts = getattr(c, name)
        if parts:
            yield depth, said
            for part in parts:
                yield from _lines(part, goods, depth + 1)
            return
    if c.not_ is not None:
        yield depth, "not"
        yield from _lines(c.not_, goods, depth + 1)
        return
    if c.line is not None:
        base = goods.parameters[c.line.base]
        yield depth, f"{base.title}: {line_limit(c.line, base.unit).removeprefix('the threshold is ')}"
        return
    parameter = goods.parameters[c.parameter]
    if c.is_ is not None:
        said = ("yes" if c.is_ else "no") if isinstance(c.is_, bool) else str(c.is_).replace("_", " ")
    elif c.one_of:
        said = "one of " + ", ".join(word.replace("_", " ") for word in c.one_of)
    elif c.within:
        said = "in " + ", ".join(c.within)
    else:
        said = limits(c, parameter.unit).removeprefix("the threshold is ")
    yield depth, f"{parameter.title}: {said}"


def open_room(case: Case, site: Site, traded: Traded | None) -> GoodsRoom | None:
    """The room of a case that has actions: the lists are the same for every case."""
    del site, traded
    goods = open_goods()
    if case.known_by:
        goods = goods.limited_to(date.fromisoformat(case.known_by))
    return GoodsRoom(goods) if case.actions and goods.lists else None
