"""How well each row of a case is attested: by independent sources, by one alone, from memory, from re-hosted copies.

Two sources are independent when no name stands behind both. Behind a source stand its publisher, whoever the publisher
names beside itself in brackets or after a slash (``Daily Star (Reuters)``, ``Reuters/AFP``), and the original that
``copy_of`` gives: the owner of a copied page, or the agency whose account is passed on. A source of the digit 4, 5 or 6
confirms nothing. Source of the grades: NATO AJP-2.1, annex on source evaluation, where 1 is "confirmed by other sources".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from yalu.case.records import Case, Row, Source, SourceRef
from yalu.case.tables import FACT_TABLES
from yalu.documents.problems import ProblemLog, shown
from yalu.documents.tables.csv_tables import Table
from yalu.vocabulary.places.state_names import alpha3
from yalu.vocabulary.words.numerals import plural

Attested = Literal["independent", "single", "memory"]
CONFIRMED = 1
MEMORY = "memory"
_CONFIRMS = frozenset({1, 2, 3})  # 4 is doubtful, 5 improbable, 6 cannot be judged
# What stands in brackets behind a publisher without naming anybody: the language or the state of an edition. States are
# known by their names; words in small letters (copy, blog, agency) are never names.
_EDITIONS = frozenset(
    {
        "english", "chinese", "korean", "japanese", "russian", "german", "french", "spanish", "portuguese",
        "italian", "arabic", "indonesian", "vietnamese", "filipino", "hungarian", "polish", "turkish",
    }
)  # fmt: skip
# Agencies that print themselves under two names.
_ALSO = {
    "associated press": "ap", "agence france-presse": "afp", "voice of america": "voa", "kyodo news": "kyodo",
    "united press international": "upi", "central news agency": "cna",
}  # fmt: skip
_APART = re.compile(r"\s*(?:[/;]|,\s*(?:citing|quoting)\s)\s*")
_APART_IN_BRACKETS = re.compile(r"\s*[(),/;]\s*")
# What an original says of itself behind its owner: a day, a month, by what it was recognised.
_OF_ORIGINAL = re.compile(r",\s*(?:\d|about\b|by\b|not\b|the\b|no\.|[A-Z][a-z]+ (?:\d{4}|\d{1,2}\b)).*$")


class TableTruth(msgspec.Struct, frozen=True):
    """What the rows of one table rest on.

    ``independent`` and ``single`` divide the rows that have a source besides memory; ``memory`` are rows with a field on
    memory, named in the row, and ``memory_alone`` those with nothing else. ``rehosted`` are rows of which every source is a
    copy on a page of somebody else, ``ungraded`` those no source of which can be judged.
    """

    table: str
    rows: int
    independent: int
    single: int
    memory: int
    memory_alone: int
    rehosted: int
    ungraded: int


def names_behind(source: Source) -> frozenset[str]:
    """Every name that stands behind a source, in small letters."""
    return _names(source.publisher, source.copy_of)


def independent(one: Source, other: Source) -> bool:
    """Whether neither of two sources gives the account of the other, or both that of a third.

    A source that names no publisher is independent of nothing.
    """
    named = bool(names_behind(one)) and bool(names_behind(other))
    return one.id != other.id and named and not _behind_both(one, other)


def _behind_both(one: Source, other: Source) -> frozenset[str]:
    """The names behind both; ``copy_of`` may name the original by its id in the table too."""
    return (names_behind(one) | {_folded(one.id)}) & (names_behind(other) | {_folded(other.id)})


def rehosted(source: Source) -> bool:
    """Whether a source is read on a page of somebody else than its publisher."""
    return source.kind == "copy" or (source.kind == "archive" and bool(source.copy_of))


def attested(sources: Mapping[str, Source], references: Iterable[SourceRef]) -> Attested:
    """By what a row is attested: two independent sources, one (or several of one origin), or memory alone."""
    held = [
        (ref, sources[ref.source]) for ref in references if ref.source != MEMORY and ref.source in sources
    ]
    if not held:
        return "memory"
    good = [source for ref, source in held if ref.credibility in _CONFIRMS]
    pairs = ((a, b) for place, a in enumerate(good) for b in good[place + 1 :])
    return "independent" if any(independent(a, b) for a, b in pairs) else "single"


def truth_tables(case: Case) -> tuple[TableTruth, ...]:
    """One line for every table of facts that has rows, in the order of the tables, and one for ``all``."""
    found = [_truth(name, rows, case.sources) for name, rows in _rows(case) if rows]
    counts = zip(*(msgspec.structs.astuple(line)[1:] for line in found), strict=True)
    return (*found, TableTruth("all", *(sum(column) for column in counts))) if found else ()


def check_confirmed(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every row that is graded as confirmed by independent sources and rests on one alone.

    Only a check asks: the row can be read, but its grade says more than it knows.
    """
    if "sources" not in tables:
        return
    sources = _sources_of(tables["sources"])
    for table in tables.values():
        if table.name in FACT_TABLES and "sources" in table.columns:
            doubts: dict[str, str] = {}
            for row, cell in enumerate(table.column("sources")):
                if ":1" not in cell:
                    continue
                if cell not in doubts:
                    doubts[cell] = _unconfirmed(cell, sources)
                if doubts[cell]:
                    log.add(
                        table.file,
                        table.lines[row],
                        "sources",
                        doubts[cell],
                        rule="the digit 1 is for what independent sources confirm; one alone, an official record too, is 2 "
                        "at best",
                        next_step="write 2, or add a source that gives no account of the first",
                        value=cell,
                    )


def _unconfirmed(cell: str, sources: Mapping[str, Source]) -> str:
    """What is wrong with a cell of sources that claims a confirmation; empty when one confirms."""
    parts = [part.rpartition(":") for part in cell.split(";")]
    held = [(name, int(digit)) for name, _, digit in parts if name in sources and digit.isdecimal()]
    for name, digit in held:
        if digit != CONFIRMED:
            continue
        others = [other for other, credible in held if other != name and credible in _CONFIRMS]
        if any(independent(sources[name], sources[other]) for other in others):
            continue
        if not others:
            return f"{shown(name)} is graded 1, confirmed by independent sources, and no other source of the row confirms it"
        shared = sorted(
            {source for other in others for source in _behind_both(sources[name], sources[other])}
        )
        behind = f"{shared[0]} stands behind both" if shared else "a publisher is not named"
        rest = f"{shown(others[0])}" if len(others) == 1 else f"{plural(len(others), 'other source')}"
        return f"{shown(name)} is graded 1, confirmed by independent sources, but {rest} is not independent of it: {behind}"
    return ""


def _truth(name: str, rows: Sequence[Row], sources: Mapping[str, Source]) -> TableTruth:
    memo: dict[tuple[SourceRef, ...], tuple[Attested, bool, bool, bool]] = {}
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.sources not in memo:
            memo[row.sources] = _judged(row.sources, sources)
        how, on_memory, copies, unjudged = memo[row.sources]
        counts[how] += 1
        counts["on_memory"] += on_memory or bool(row.memory)
        counts["copies"] += copies
        counts["unjudged"] += unjudged
    return TableTruth(
        name, len(rows), counts["independent"], counts["single"], counts["on_memory"], counts["memory"],
        counts["copies"], counts["unjudged"],
    )  # fmt: skip


def _judged(
    references: tuple[SourceRef, ...], sources: Mapping[str, Source]
) -> tuple[Attested, bool, bool, bool]:
    held = [sources[ref.source] for ref in references if ref.source != MEMORY and ref.source in sources]
    judged = [ref for ref in references if ref.credibility < 6]  # 6 cannot be judged
    return (
        attested(sources, references),
        any(ref.source == MEMORY for ref in references),
        bool(held) and all(rehosted(source) for source in held),
        not judged,
    )


def _rows(case: Case) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for name in FACT_TABLES:
        yield name, getattr(case, "tenures" if name == "eras" else name)


def _sources_of(table: Table) -> dict[str, Source]:
    """The sources as far as names behind them go; a table that is not well formed is judged elsewhere."""
    cell: Callable[[str], Sequence[str]] = table.column
    columns = zip(cell("id"), cell("publisher"), cell("kind"), cell("copy_of"), strict=True)
    return {
        name: Source(id=name, title="", publisher=publisher, kind=kind, copy_of=original)
        for name, publisher, kind, original in columns
    }


@lru_cache(maxsize=8192)
def _names(publisher: str, original: str) -> frozenset[str]:
    names: set[str] = set()
    for text in (publisher, _OF_ORIGINAL.sub("", original)):
        main, _, bracket = text.partition("(")
        names.update(_folded(part) for part in _APART.split(main))
        names.update(
            _folded(part) for part in _APART_IN_BRACKETS.split(bracket) if _names_somebody(part.strip())
        )
    return frozenset(names - {""})


def _names_somebody(text: str) -> bool:
    """Whether what stands in brackets is a name: no description in small letters, no edition, no state."""
    if text == text.lower() and "." not in text:
        return False
    return text.lower() not in _EDITIONS and not alpha3(text)


def _folded(part: str) -> str:
    """A name as it is compared: without "the", and without what kind of text it is."""
    text = re.sub(r"\s+(?:copy|extract|report|release)$", "", part.strip(), flags=re.IGNORECASE).casefold()
    return _ALSO.get(text.removeprefix("the "), text.removeprefix("the "))
