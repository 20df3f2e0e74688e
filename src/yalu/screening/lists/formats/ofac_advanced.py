"""OFAC's sdn_advanced.xml and cons_advanced.xml: the only files of OFAC's with original scripts and days of listing.

Read after the published schema (ADVANCED_XML, version 3). Words stand once, in reference tables at the head, and are
used by number; what an entry is listed for stands after the parties, so parties are finished at the end of the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

import msgspec

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.entry_values import codes, distinct, named
from yalu.screening.lists.formats.list_files import (
    ListHeading,
    Opened,
    entries,
    nameless,
    text_at,
    unread_date,
)
from yalu.screening.lists.formats.ofac_sdn import is_statement, numbered
from yalu.screening.records import DateSpan, Identifier, LinkedTo, NameKind, Party, PartyName, Schema
from yalu.vocabulary.dates import DateError, PartialDate, parse_date
from yalu.vocabulary.places.state_names import alpha3

Word = Callable[[str, str | None], str]


def date_of(element: Element, mark: str = "") -> PartialDate | None:
    """Year, Month and Day as a partial date; None when the year is missing or the date cannot be."""
    year, month, day = (text_at(element, part) for part in ("Year", "Month", "Day"))
    try:
        text = f"{int(year):04}"
        if month:
            text += f"-{int(month):02}" + (f"-{int(day):02}" if day else "")
        return parse_date(text + mark)
    except (ValueError, DateError):
        return None


class Features:
    """Collects what the features of one profile say."""

    def __init__(
        self, word: Word, locations: Mapping[str, tuple[str, str]], schema: Schema, uid: str, file: str, log: ProblemLog
    ) -> None:  # fmt: skip
        self._word, self._locations, self._schema = word, locations, schema
        self._uid, self._file, self._log = uid, file, log
        self.births: list[DateSpan] = []
        self.birth_places: list[str] = []
        self.states: list[str] = []
        self.genders: list[str] = []
        self.addresses: list[str] = []
        self.flags: list[str] = []
        self.titles: list[str] = []
        self.notices: list[str] = []
        self.identifiers: list[Identifier] = []
        self.vessel_type = ""

    def read(self, profile: Element) -> None:
        """Sort every version of every feature."""
        for feature in profile.findall("Feature"):
            label = self._word("FeatureType", feature.get("FeatureTypeID"))
            for version in feature.findall("FeatureVersion"):
                self._version(label, version)

    def _version(self, label: str, version: Element) -> None:
        said = label.lower()
        places = [
            self._locations.get(p.get("LocationID", ""), ("", "")) for p in version.findall("VersionLocation")
        ]
        texts = [t for d in version.findall("VersionDetail") if (t := self._detail(d))]
        if said == "birthdate":
            self.births += [
                born for period in version.findall("DatePeriod") if (born := self._period(period))
            ]
        elif said == "place of birth":
            self.birth_places += [text for text, _ in places if text] + texts
        elif said in {"nationality country", "citizenship country"}:
            self.states += [state for _, state in places if state] + texts
        elif said == "location":
            self.addresses += [text for text, _ in places if text]
            self.states += [state for _, state in places if state]
        elif said == "gender":
            self.genders += [t.lower() for t in texts if t.lower() in {"male", "female"}]
        elif "flag" in said:
            self.flags += [state for _, state in places if state] + texts
        elif said == "title":
            self.titles += texts
        elif said == "vessel type":
            self.vessel_type = self.vessel_type or next(iter(texts), "")
        else:
            self._other(label, texts)

    def _other(self, label: str, texts: list[str]) -> None:
        for text in texts:
            found = None if is_statement(label) else numbered(label, text, self._schema)
            if found is not None and found.kind != "other":
                self.identifiers.append(found)
            else:
                self.notices.append(f"{label.rstrip(' :-')}: {text}")

    def _detail(self, detail: Element) -> str:
        text = " ".join((detail.text or "").split())
        return text or self._word("DetailReference", detail.get("DetailReferenceID"))

    def _period(self, period: Element) -> DateSpan | None:
        start, end = period.find("Start"), period.find("End")
        if start is None:
            return None
        about = start.get("Approximate") == "true"
        dates = [date_of(e, "~" if about else "") for e in _edges(start, end)]
        if not dates or None in dates:
            unread_date(self._log, self._file, self._uid, "Birthdate", "DatePeriod")
            return None
        first, last = dates[0], dates[-1]
        if first is None or last is None or first.earliest > last.latest:
            return None
        same = first == last
        # a whole year is written as its first and its last day
        if not same and (first.earliest.month, first.earliest.day, last.latest.month, last.latest.day) == (
            1,
            1,
            12,
            31,
        ):
            year = parse_date(f"{first.earliest.year:04}{'~' if about else ''}")
            if first.earliest.year == last.latest.year:
                return DateSpan(year.text, year, year)
        text = first.text if same else f"{first.text} to {last.text}"
        return DateSpan(text, first, last)


def _edges(start: Element, end: Element | None) -> list[Element]:
    """The first and the last day a period names."""
    found = [e for e in (start.find("From"), start.find("To")) if e is not None]
    if end is not None:
        found += [e for e in (end.find("From"), end.find("To")) if e is not None]
    return found


_WANTED = frozenset(
    {"DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "ProfileRelationship", "SanctionsEntry"}
)  # fmt: skip
_TIES = {
    "owned or controlled": "owned_by", "acting for": "acts_for", "family": "family", "leader": "director",
    "member": "member", "vessel": "vessel_of",
}  # fmt: skip


def parties(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """Every distinct party, in file order, once the whole file was read."""
    file = _File(opened.name, heading, log)
    for element in entries(opened, _WANTED):
        file.take(element)
    yield from file.finished()


class _File:
    """What the parts of the file say, kept until the last of them was read."""

    def __init__(self, name: str, heading: ListHeading, log: ProblemLog) -> None:
        self.name, self.heading, self.log = name, heading, log
        self.words: dict[str, dict[str, Element]] = defaultdict(dict)
        self.locations: dict[str, tuple[str, str]] = {}  # what it says, and its country
        self.papers: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
        self.parties: dict[str, Party] = {}
        self.ties: list[tuple[str, str, str, bool]] = []
        self.entries: dict[str, Element] = {}

    def take(self, element: Element) -> None:
        match element.tag:
            case "DateOfIssue":
                found = date_of(element)
                self.heading.date = found.text if found is not None else ""
            case "ReferenceValueSets":
                for word in element.iter():
                    if word.get("ID") is not None:
                        self.words[word.tag][word.get("ID", "")] = word
            case "Location":
                self.locations[element.get("ID", "")] = self._location(element)
            case "IDRegDocument":
                self._paper(element)
            case "DistinctParty":
                self._party(element)
            case "ProfileRelationship":
                self.ties.append(
                    (
                        element.get("From-ProfileID", ""),
                        element.get("To-ProfileID", ""),
                        self.word("RelationType", element.get("RelationTypeID")),
                        element.get("Former") == "true",
                    )
                )
            case _:
                self.entries[element.get("ProfileID", "")] = element

    def word(self, table: str, number: str | None) -> str:
        """The word that stands for a number in a reference table."""
        found = self.words[table].get(number or "")
        return " ".join((found.text or "").split()) if found is not None else ""

    def _location(self, element: Element) -> tuple[str, str]:
        found = element.find("LocationCountry")
        country = self.word("Country", found.get("CountryID")) if found is not None else ""
        parts = [text_at(part, "LocationPartValue/Value") for part in element.findall("LocationPart")]
        return ", ".join([part for part in parts if part] + ([country] if country else [])), country

    def _paper(self, element: Element) -> None:
        self.papers[element.get("IdentityID", "")].append(
            (
                self.word("IDRegDocType", element.get("IDRegDocTypeID")),
                text_at(element, "IDRegistrationNo"),
                self.word("Country", element.get("IssuedBy-CountryID")),
                text_at(element, "Comment"),
            )
        )

    def _schema(self, profile: Element) -> Schema:
        kind = self.words["PartySubType"].get(profile.get("PartySubTypeID", ""))
        said = self.word("PartySubType", profile.get("PartySubTypeID")).lower()
        if said in {"vessel", "aircraft"}:
            return "Vessel" if said == "vessel" else "Airplane"
        group = self.word("PartyType", kind.get("PartyTypeID")).lower() if kind is not None else ""
        return "Person" if group == "individual" else "Organization" if group == "entity" else "LegalEntity"

    def _party(self, element: Element) -> None:
        profile = element.find("Profile")
        uid = element.get("FixedRef", "")
        if profile is None:
            nameless(self.log, self.name, f"DistinctParty[{uid or '?'}]")
            return
        schema = self._schema(profile)
        found: list[PartyName] = []
        numbers: list[Identifier | None] = []
        for identity in profile.findall("Identity"):
            found += [name for name in self._names(identity, schema) if name is not None]
            for label, value, state, note in self.papers.get(identity.get("ID", ""), []):
                numbers.append(numbered(label, value, schema, alpha3(state), note))
        first = [name for name in found if name.kind == "primary"]
        names = distinct([*first, *(name for name in found if name.kind != "primary")])
        if not uid or not names:
            nameless(self.log, self.name, f"DistinctParty[{uid or '?'}]")
            return
        features = Features(self.word, self.locations, schema, uid, self.name, self.log)
        features.read(profile)
        self.parties[profile.get("ID", uid)] = Party(
            id=f"{self.heading.list}:{uid}",
            list=self.heading.list,
            entry=uid,
            schema=schema,
            names=names,
            countries=codes(features.states),
            births=tuple(features.births),
            birth_places=tuple(features.birth_places),
            genders=tuple(features.genders),
            identifiers=tuple(dict.fromkeys(i for i in [*numbers, *features.identifiers] if i is not None)),
            addresses=tuple(dict.fromkeys(features.addresses)),
            flags=codes(features.flags),
            vessel_type=features.vessel_type,
            titles=tuple(features.titles),
            notices=tuple(dict.fromkeys(features.notices)),
            remarks=text_at(element, "Comment"),
            origin=f"{self.name}:DistinctParty[{uid}]",
        )

    def _names(self, identity: Element, schema: Schema) -> Iterator[PartyName | None]:
        kinds = {
            group.get("ID", ""): self.word("NamePartType", group.get("NamePartTypeID")).lower()
            for group in identity.iter("NamePartGroup")
        }
        for alias in identity.findall("Alias"):
            said = self.word("AliasType", alias.get("AliasTypeID")).lower()
            first = alias.get("Primary") == "true"
            for place, written in enumerate(alias.findall("DocumentedName")):
                kind: NameKind = (
                    "primary" if first and not place
                    else "weak" if alias.get("LowQuality") == "true"
                    else "former" if said.startswith("f.k.a") or "former" in said
                    else "strong"
                )  # fmt: skip
                yield self._name(written, kind, kinds, schema)

    def _name(
        self, written: Element, kind: NameKind, kinds: dict[str, str], schema: Schema
    ) -> PartyName | None:
        family: list[str] = []
        given: list[str] = []
        whole: list[str] = []
        for value in written.iter("NamePartValue"):
            text, part = " ".join((value.text or "").split()), kinds.get(value.get("NamePartGroupID", ""), "")
            (family if part == "last name" else whole if schema != "Person" else given).append(text)
        last, first = " ".join(family), " ".join(given)
        text = " ".join(whole) or (f"{last}, {first}" if last and first else last or first)
        split = bool(last and first)
        field = f"DocumentedName[{written.get('ID', '')}]"
        return named(text, kind, field=field, family=last if split else "", given=first if split else "")

    def finished(self) -> Iterator[Party]:
        """Every party with its programmes, its day of listing and its ties."""
        ties: dict[str, list[LinkedTo]] = defaultdict(list)
        for source, target, relation, former in self.ties:
            other = self.parties.get(target)
            if other is not None:
                kind = next((k for words, k in _TIES.items() if words in relation.lower()), "linked_to")
                note = ", ".join(filter(None, [relation, "former" if former else ""]))
                ties[source].append(LinkedTo(kind, other.primary, other.id, note=note))
        for profile, party in self.parties.items():
            entry = self.entries.get(profile)
            yield msgspec.structs.replace(party, linked=tuple(ties[profile]), **self._listing(entry))

    def _listing(self, entry: Element | None) -> dict[str, object]:
        if entry is None:
            return {}
        when = [found for event in entry.findall("EntryEvent/Date") if (found := date_of(event)) is not None]
        codes_ = [
            text_at(measure, "Comment")
            for measure in entry.findall("SanctionsMeasure")
            if self.word("SanctionsType", measure.get("SanctionsTypeID")).lower() in {"program", ""}
        ]
        return {
            "programmes": tuple(dict.fromkeys(code for code in codes_ if code)),
            "listed": min(when, key=lambda d: d.earliest, default=None),
        }
