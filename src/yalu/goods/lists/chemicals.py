"""Chemicals by CAS number: the names that control lists give them, and the check of the last digit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yalu.documents.problems import ProblemLog, shown
from yalu.documents.tables.table_checks import checked_table
from yalu.documents.tables.table_schemas import Constraints, Field, TableSchema

FILE = "chemicals.csv"
_CAS = re.compile(r"([1-9][0-9]{1,6})-([0-9]{2})-([0-9])")
_CAS_IN = re.compile(rf"(?<![0-9A-Za-z.-]){_CAS.pattern}(?![0-9A-Za-z-])")

CHEMICALS = TableSchema(
    name="chemicals",
    title="Chemicals",
    description="Chemicals that control lists name with a CAS number.",
    required=False,
    fields=(
        Field("cas", "string", "CAS number", "The CAS Registry Number.", "text", Constraints(required=True, unique=True)),
        Field("name", "string", "Name", "The name as the list has it.", "text", Constraints(required=True)),
        Field("place", "string", "Place", "Where it stands in the list.", "text", Constraints(required=True)),
        Field("source", "string", "Source", "The id of a source.", "id", Constraints(required=True)),
    ),
    primary_key=("cas",),
    missing_values=("",),
)  # fmt: skip


def is_cas(text: str) -> bool:
    """Whether a text is a CAS number whose last digit is right.

    Source of the rule: CAS. The digits before the last, counted from the right and multiplied by 1, 2, 3 …,
    add up to a number that ends in the last digit.
    """
    found = _CAS.fullmatch(text)
    if found is None:
        return False
    digits = (found[1] + found[2])[::-1]
    return sum(place * int(digit) for place, digit in enumerate(digits, 1)) % 10 == int(found[3])


def cas_number(text: str, called: Mapping[str, str]) -> str:
    """The CAS number that a person typed or named, or empty text where it is neither.

    ``called`` is what ``chemicals_of`` gives: a name is read whole, without the short form in its brackets,
    or as that short form alone.
    """
    plain = text.strip().removeprefix("CAS").strip(" :")
    if is_cas(plain):
        return plain
    wanted = _folded(plain)
    return next((cas for cas, said in called.items() if wanted in _forms(said)), "")


def _forms(said: str) -> set[str]:
    return {_folded(form) for form in names_of(said.rpartition(", ")[0])}


def names_of(name: str) -> tuple[str, ...]:
    """A name of the list as it stands, without the short form in its brackets, and that short form alone."""
    short = re.findall(r"\(([A-Z]{2,6})\)", name)
    return (name, re.sub(r"\s*\([A-Z]{2,6}\)", "", name), *short)


def cas_in(text: str) -> tuple[str, ...]:
    """Every CAS number that stands in a text with a last digit that fits."""
    found = (f"{match[1]}-{match[2]}-{match[3]}" for match in _CAS_IN.finditer(text))
    return tuple(dict.fromkeys(cas for cas in found if is_cas(cas)))


def _folded(text: str) -> str:
    """A name as both spellings of English write it."""
    return " ".join(text.casefold().replace("sulf", "sulph").replace("aluminum", "aluminium").split())


def chemicals_of(folder: Path, log: ProblemLog, digest: Any) -> dict[str, str]:
    """What each chemical of a folder is called, with its place: by CAS number; none without the file.

    A CAS number whose last digit does not fit is logged.
    """
    path = folder / FILE
    found = checked_table(path, CHEMICALS, log, file=FILE, inside=folder) if path.is_file() else None
    if found is None:
        return {}
    table, data = found
    digest.update(f"{FILE}\0{len(data)}\0".encode() + data)
    rows = zip(table.lines, table.column("cas"), table.column("name"), table.column("place"), strict=True)
    called = {}
    for line, cas, name, place in rows:
        if not is_cas(cas):
            log.add(FILE, line, "cas", f"{shown(cas)} is no CAS number",
                    rule="digits, two digits and a check digit, joined by hyphens; the check digit fits",
                    next_step="copy the number again", value=cas)  # fmt: skip
        called[cas] = f"{name}, {place}"
    return called
