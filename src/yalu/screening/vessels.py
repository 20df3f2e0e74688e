"""Ships by their numbers: an IMO number that checks itself decides, a name never does.

A hull keeps its IMO number for life while names and flags change. A company's IMO number looks the
same and is another thing, so the two are never compared with each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from yalu.screening.records import Identifier, Party
from yalu.vocabulary.codes import CodeError, company_imo, ship_imo

SHIP, COMPANY = "imo", "company_imo"
# Kinds with a check of their own, or issued once in the world: two of them that agree are one party.
DECISIVE = (SHIP, COMPANY, "lei", "swift")
_SWIFT = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")


class NumberRead(msgspec.Struct, frozen=True, omit_defaults=True):
    """An identifier as read: its canonical value, whether it checks itself, and what is wrong if not."""

    kind: str
    value: str
    valid: bool | None = None
    fault: str = ""


class Ship(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What lists say of one vessel: its numbers, present and former names, flags, owners' numbers."""

    party: str
    name: str
    imo: str = ""
    former_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    vessel_type: str = ""
    company_imos: tuple[str, ...] = ()
    call_signs: tuple[str, ...] = ()
    mmsi: tuple[str, ...] = ()


def number_read(kind: str, value: str) -> NumberRead:
    """An identifier in canonical form with its check; kinds without a check keep letters and digits only."""
    kind, value = kind.strip().lower().replace("-", "_").replace(" ", "_"), value.strip()
    try:
        if kind == SHIP:
            return NumberRead(kind, ship_imo(value).number, True)
        if kind == COMPANY:
            return NumberRead(kind, company_imo(value).number, True)
    except CodeError as error:
        return NumberRead(kind, _bare(value).removeprefix("IMO"), False, str(error))
    bare = _bare(value)
    if kind == "lei":
        return _checked(
            kind, bare, len(bare) == 20 and _mod97(bare), "the check digits of an LEI do not hold"
        )
    if kind == "swift":
        whole = bare[:8] if bare.endswith("XXX") and len(bare) == 11 else bare
        return _checked(
            kind, whole, bool(_SWIFT.fullmatch(bare)), "a SWIFT code has 8 or 11 letters and digits"
        )
    return NumberRead(kind, bare)


def _checked(kind: str, value: str, holds: bool, fault: str) -> NumberRead:
    return NumberRead(kind, value, holds, "" if holds else f"{value}: {fault}")


def _bare(value: str) -> str:
    return "".join(c for c in value.upper() if c.isalnum())


def _mod97(value: str) -> bool:
    """ISO 17442: letters count from 10, the whole number leaves 1 over 97."""
    if not value.isascii() or not value.isalnum() or not value[-2:].isdigit():
        return False
    return int("".join(str(int(c, 36)) for c in value)) % 97 == 1


def key(identifier: Identifier) -> tuple[str, str]:
    """What two identifiers must share to be the same one."""
    read = number_read(identifier.kind, identifier.value)
    return read.kind, read.value


def decides(identifier: Identifier) -> bool:
    """Whether an identifier of this kind and value is enough to say who it is."""
    if identifier.kind not in DECISIVE:
        return False
    return number_read(identifier.kind, identifier.value).valid is True


def compare(asked: Iterable[Identifier], party: Party) -> tuple[Literal["same", "other", "silent"], str]:
    """Whether identifiers that decide say it is the party, another one, or nothing; and in words.

    ``other`` is said only of ships: one hull has one IMO number, while a company may have several of
    every other kind.
    """
    wanted = [key(i) for i in asked if decides(i)]
    held = {key(i) for i in party.identifiers if decides(i)}
    for kind, value in wanted:
        if (kind, value) in held:
            return "same", f"{_word(kind)} {value} is the party's own"
    ships = sorted(value for kind, value in held if kind == SHIP)
    given = sorted(value for kind, value in wanted if kind == SHIP)
    if ships and given:
        return "other", f"IMO {given[0]} was given; the listed ship is IMO {', '.join(ships)}"
    return "silent", ""


def _word(kind: str) -> str:
    return {SHIP: "IMO number", COMPANY: "company IMO number", "lei": "LEI", "swift": "SWIFT code"}[kind]


def ship_of(party: Party) -> Ship | None:
    """The ship a party is, with names and numbers sorted by kind; None when it is no vessel."""
    if party.schema != "Vessel":
        return None

    def values(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key(i)[1] for i in party.identifiers if i.kind == kind))

    numbers = [key(i)[1] for i in party.identifiers if i.kind == SHIP and decides(i)]
    return Ship(
        party=party.id,
        name=party.primary,
        imo=numbers[0] if numbers else "",
        former_names=tuple(n.text for n in party.names if n.kind == "former"),
        other_names=tuple(n.text for n in party.names if n.kind != "former" and n.text != party.primary),
        flags=party.flags,
        vessel_type=party.vessel_type,
        company_imos=values(COMPANY),
        call_signs=values("call_sign"),
        mmsi=values("mmsi"),
    )
