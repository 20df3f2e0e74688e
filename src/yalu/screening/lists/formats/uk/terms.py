"""What the UK list's formats have in common: kinds of subject, of name, of date."""

from __future__ import annotations

import re

from yalu.screening.lists.formats.party_names import named
from yalu.screening.records import NameKind, PartyName, Schema

SCHEMAS: dict[str, Schema] = {
    "individual": "Person", "entity": "Organization", "ship": "Vessel",
}  # fmt: skip
REGIME = re.compile(r"[A-Z]{2,4}")
_UN = re.compile(r"[A-Z]{2,3}[ie]\.\d+")


def un_reference(text: str) -> tuple[str, ...]:
    """Every UN reference in a cell, as a party's id."""
    return tuple(f"un:{reference}" for reference in dict.fromkeys(_UN.findall(text)))


def kind_of_name(name_type: str, strength: str) -> NameKind:
    """The kind of a name from its type and the strength of the alias."""
    said = name_type.lower()
    if said.startswith("primary") and "variation" not in said:
        return "primary"
    if "low" in strength.lower():
        return "weak"
    return "former" if "f.k.a" in said or "former" in said else "strong"


def latin_name(
    family: str, given: str, whole: str, kind: NameKind, schema: Schema, field: str
) -> PartyName | None:
    """A name in parts: name 6 is the family name of a person and the whole name of anybody else."""
    text = whole or " ".join(part for part in (given, family) if part)
    split = schema == "Person" and bool(family and given)
    return named(text, kind, field=field, family=family if split else "", given=given if split else "")
