"""One subject of the UK list, gathered from its rows or its element."""

from __future__ import annotations

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.date_spans import day, spell
from yalu.screening.lists.formats.faults import unread_date
from yalu.screening.lists.formats.party_identifiers import identifiers
from yalu.screening.lists.formats.party_names import distinct, named
from yalu.screening.lists.formats.places import codes
from yalu.screening.lists.formats.uk.terms import SCHEMAS, kind_of_name, latin_name, un_reference
from yalu.screening.records import LinkedTo, Party, Schema


class Subject:
    """Collects; ``party`` makes the record."""

    def __init__(self, unique: str, origin: str) -> None:
        self.unique, self.origin = unique, origin
        self.kind = self.listed = self.vessel_type = ""
        self._names: list[tuple[str, str, str, str]] = []
        self._original: list[tuple[str, str]] = []
        self._numbers: list[tuple[str, str, str]] = []
        self._ties: list[LinkedTo] = []
        self.regimes: list[str] = []
        self.un: list[str] = []
        self.births: list[str] = []
        self.birth_places: list[str] = []
        self.states: list[str] = []
        self.addresses: list[str] = []
        self.genders: list[str] = []
        self.titles: list[str] = []
        self.flags: list[str] = []
        self.remarks: list[str] = []
        self.notices: list[str] = []

    def name(self, family: str, given: str, name_type: str, strength: str) -> None:
        """A name in Latin letters."""
        self._names.append((family, given, name_type, strength))

    def original(self, text: str, language: str) -> None:
        """A name in another script."""
        if text:
            self._original.append((text, language))

    def number(self, kind: str, value: str, note: str = "") -> None:
        """An identifier, if there is one."""
        if value:
            self._numbers.append((kind, value, note))

    def tie(self, kind: str, name: str) -> None:
        """A tie to a party by name, if there is one."""
        if name:
            self._ties.append(LinkedTo(kind, name))

    def party(self, file: str, log: ProblemLog) -> Party | None:
        """The record; None without an id or a name."""
        schema: Schema = SCHEMAS.get(self.kind.lower(), "LegalEntity")
        found = [
            latin_name(family, given, "", kind_of_name(kind, strength), schema, "names")
            for family, given, kind, strength in self._names
        ]
        found += [
            named(text, "strong", language=language, field="non-latin") for text, language in self._original
        ]
        names = distinct(found)
        if not self.unique or not names:
            return None
        listed = day(self.listed)
        if self.listed and listed is None:
            unread_date(log, file, self.unique, "date designated", self.listed)
        births = tuple(spell(text) for text in dict.fromkeys(filter(None, self.births)))
        for birth in births:
            if birth.start is None:
                unread_date(log, file, self.unique, "date of birth", birth.text)
        numbers = [
            number
            for kind, value, note in self._numbers
            for number in identifiers(
                "company_imo" if kind == "imo" and schema != "Vessel" else kind, value, note=note
            )
        ]
        return Party(
            id=f"uk:{self.unique}",
            list="uk",
            entry=self.unique,
            schema=schema,
            names=names,
            programmes=_once(self.regimes),
            listed=listed,
            countries=codes(self.states),
            births=births,
            birth_places=_once(self.birth_places),
            genders=tuple(g for g in _once([g.lower() for g in self.genders]) if g in {"male", "female"}),
            identifiers=tuple(dict.fromkeys(numbers)),
            addresses=_once(self.addresses),
            flags=codes(self.flags),
            vessel_type=self.vessel_type,
            titles=_once(self.titles),
            linked=tuple(dict.fromkeys(self._ties)),
            references=tuple(dict.fromkeys(r for text in self.un for r in un_reference(text))),
            notices=_once(self.notices),
            remarks=" ".join(_once(self.remarks)),
            origin=self.origin,
        )


def _once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
