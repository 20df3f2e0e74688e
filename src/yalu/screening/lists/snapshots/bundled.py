"""The parties that come with Yalu: facts of lists, kept as tables beside the law of each regime."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from yalu.documents.files.bundled import bundled_path
from yalu.screening.lists.formats.entry_values import distinct, identifier
from yalu.screening.records import (
    DateSpan,
    Identifier,
    LinkedTo,
    NameKind,
    Party,
    PartyName,
    Schema,
    Script,
    SnapshotInfo,
)
from yalu.vocabulary.dates import PartialDate, parse_date

Row = Mapping[str, str]


@cache
def bundled_parties(regime: str = "") -> tuple[Party, ...]:
    """Every party that comes with Yalu, or with one regime, in the order of the tables."""
    return tuple(
        party for folder in _folders() if regime in {"", folder.parent.name} for party in _read(folder)
    )


def bundled_tables(regime: str) -> dict[str, bytes]:
    """The tables of one regime as they are, by file name; empty when it has none."""
    return {path.name: path.read_bytes() for path in bundled_table_files() if path.parents[1].name == regime}


@cache
def bundled_lists() -> tuple[SnapshotInfo, ...]:
    """One entry for each list that bundled parties are facts of, with the day its copy was made."""
    dates = {row["id"]: row["published"] for folder in _folders() for row in _rows(folder, "sources.csv")}
    sources = {row["id"]: row["source"] for folder in _folders() for row in _rows(folder, "parties.csv")}
    found: dict[str, list[Party]] = defaultdict(list)
    for party in bundled_parties():
        found[party.list].append(party)
    return tuple(
        SnapshotInfo(
            list=name,
            date=dates.get(sources[parties[0].id], ""),
            source="bundled",
            parties=len(parties),
            names=sum(len(party.names) for party in parties),
            by_schema=_counted([p.schema for p in parties]),
            by_programme=_counted([code for p in parties for code in p.programmes]),
            reader="bundled",
        )
        for name, parties in found.items()
    )


@cache
def bundled_names() -> frozenset[str]:
    """The lists that bundled parties are facts of, without reading more than their column."""
    found: set[str] = set()
    for folder in _folders():
        with (folder / "parties.csv").open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            column = next(rows).index("list")
            found.update(row[column] for row in rows if row)
    return frozenset(found)


def bundled_table_files() -> list[Path]:
    """The tables of every regime that bundled parties are read from."""
    return [path for folder in _folders() for path in sorted(folder.glob("*.csv"))]


def bundled_sources() -> dict[str, dict[str, str]]:
    """The sources of bundled rows, by id."""
    return {row["id"]: dict(row) for folder in _folders() for row in _rows(folder, "sources.csv")}


def _counted(words: list[str]) -> dict[str, int]:
    return {word: words.count(word) for word in sorted(set(words))}


def _folders() -> list[Path]:
    """The listings of every regime, inside the installed package or beside ``src`` in a source tree."""
    regimes = bundled_path("regimes")
    return (
        []
        if regimes is None
        else sorted(f for f in regimes.glob("*/listings") if (f / "parties.csv").is_file())
    )


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(folder: Path) -> list[Party]:
    names: dict[str, list[PartyName]] = defaultdict(list)
    for row in _rows(folder, "names.csv"):
        names[row["party"]].append(_name(row))
    numbers: dict[str, list[Identifier]] = defaultdict(list)
    for row in _rows(folder, "identifiers.csv"):
        found = identifier(row["kind"], row["value"], row["country"], row["note"])
        numbers[row["party"]] += [found] if found is not None else []
    births: dict[str, list[DateSpan]] = defaultdict(list)
    for row in _rows(folder, "births.csv"):
        births[row["party"]].append(DateSpan(row["text"], _date(row["start"]), _date(row["end"])))
    ties: dict[str, list[LinkedTo]] = defaultdict(list)
    for row in _rows(folder, "linked.csv"):
        ties[row["party"]].append(LinkedTo(row["kind"], row["name"], row["to"]))
    return [
        _party(row, distinct(names[row["id"]]), tuple(numbers[row["id"]]), tuple(births[row["id"]]), tuple(ties[row["id"]]))
        for row in _rows(folder, "parties.csv")
    ]  # fmt: skip


def _name(row: Row) -> PartyName:
    return PartyName(
        row["text"], cast("NameKind", row["kind"]), cast("Script", row["script"]), row["language"], row["family"],
        row["given"], f"names.csv ({row['source']}, {row['grade']})",
    )  # fmt: skip


def _party(
    row: Row,
    names: tuple[PartyName, ...],
    identifiers: tuple[Identifier, ...],
    births: tuple[DateSpan, ...],
    linked: tuple[LinkedTo, ...],
) -> Party:
    return Party(
        id=row["id"],
        list=row["list"],
        entry=row["entry"],
        schema=cast("Schema", row["schema"]),
        names=names,
        programmes=_many(row["programmes"]),
        listed=_date(row["listed"]),
        countries=_many(row["countries"]),
        births=births,
        genders=_many(row["genders"]),
        identifiers=identifiers,
        flags=_many(row["flags"]),
        vessel_type=row["vessel_type"],
        linked=linked,
        references=_many(row["references"]),
        notices=_day_from(row),
        remarks=row["remarks"],
        origin=f"bundled: parties.csv[{row['id']}] ({row['source']}, {row['grade']})",
    )


def _day_from(row: Row) -> tuple[str, ...]:
    """Who gives the day of listing, where it is not the list itself."""
    source = row["listed_source"]
    return (f"day of listing: {source}",) if source and source != row["source"] else ()


def _many(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _date(text: str) -> PartialDate | None:
    return parse_date(text) if text else None
