"""The records of screening: parties as lists name them, in FollowTheMoney terms, with the origin of every name."""

from __future__ import annotations

from typing import Literal

import msgspec

from yalu.vocabulary.answers import Answer
from yalu.vocabulary.dates import PartialDate

Schema = Literal[
    "Person", "Company", "Organization", "PublicBody", "LegalEntity", "Vessel", "Airplane", "Asset"
]
NameKind = Literal["primary", "strong", "weak", "former", "translation"]
Script = Literal["latin", "hangul", "han", "kana", "cyrillic", "arabic", "other", "mixed"]


class PartyName(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One name as one list prints it. ``parts`` holds family and given name where the list tells them apart."""

    text: str
    kind: NameKind = "primary"
    script: Script = "latin"
    language: str = ""
    family: str = ""
    given: str = ""
    field: str = ""  # where in the file it stood, such as aka/lastName or remarks


class Identifier(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One identifier with its kind: only type-checked kinds (imo, lei, swift) can decide a match.

    ``kind``: imo (a ship's), company_imo, mmsi, call_sign, tail_number, passport, national_id, registration,
    tax, lei, swift, crypto, website, email, phone, un_reference, other.
    """

    kind: str
    value: str
    country: str = ""
    valid: bool | None = None  # whether its check digits hold; None: the kind has none
    note: str = ""


class DateSpan(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A date or a span as a list gives it: the first and the last day it can mean, and its words."""

    text: str
    start: PartialDate | None = None
    end: PartialDate | None = None


class LinkedTo(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A tie to another party as a list states it; ``party`` is its id where the name resolves to one only."""

    kind: str  # linked_to, owned_by, controlled_by, family, acts_for, director, member, vessel_of
    name: str
    party: str = ""
    share_low: float | None = None  # per cent
    share_high: float | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    note: str = ""


class Party(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """One entry of one list. ``id`` is ``list:entry``; nothing from another list is merged into it."""

    id: str
    list: str  # un, ofac-sdn, ofac-nonsdn, eu, uk, us-entity, us-denied, us-meu, us-nonproliferation, or the user's
    entry: str
    schema: Schema
    names: tuple[PartyName, ...]
    programmes: tuple[str, ...] = ()
    listed: PartialDate | None = None
    delisted: PartialDate | None = None
    countries: tuple[str, ...] = ()  # ISO alpha-3 where readable
    births: tuple[DateSpan, ...] = ()
    birth_places: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()  # male, female
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # flags a vessel flew, ISO alpha-3
    vessel_type: str = ""
    titles: tuple[str, ...] = ()
    linked: tuple[LinkedTo, ...] = ()
    references: tuple[str, ...] = ()  # entries of other lists it names itself, such as un:KPi.001
    notices: tuple[
        str, ...
    ] = ()  # what the list says beside the facts, such as a risk of secondary sanctions
    remarks: str = ""
    origin: str = ""  # file:line or element, for the trail

    @property
    def primary(self) -> str:
        """The list's own first name of the party."""
        return next(
            (n.text for n in self.names if n.kind == "primary"), self.names[0].text if self.names else self.id
        )


class SnapshotInfo(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One dated copy of one list: what it says of itself, where it came from, and its size."""

    list: str
    date: str  # the list's own date; else the day it was fetched
    fetched: str = ""
    source: str = ""  # address or file name
    sha256: str = ""  # of the file as fetched
    parties: int = 0
    names: int = 0
    by_schema: dict[str, int] = {}
    by_programme: dict[str, int] = {}
    reader: str = ""
    warnings: tuple[str, ...] = ()
    accepted_by: str = ""  # who accepted a suspicious change by name
    undated: bool = False  # the list gives no date of its own: ``date`` is the day it arrived
    arrived: int = 0  # the how-manieth copy of the list stored here; clocks may go back, this does not
    left_out: tuple[
        str, ...
    ] = ()  # what is known not to be in this copy: entries that could not be read, aliases


class Listing(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """That a party stands (or stood) on a list, as other parts of the house may ask.

    ``on_day`` is whether it stood there on the day that was asked about; None when no day was.
    """

    party: str
    list: str
    name: str
    listed: str = ""
    delisted: str = ""
    snapshot: str = ""
    programmes: tuple[str, ...] = ()
    on_day: Answer | None = None
    imo: str = ""  # of a ship, where its check digit holds
