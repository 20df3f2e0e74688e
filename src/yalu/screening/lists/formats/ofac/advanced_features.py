"""Features of a profile in OFAC's advanced XML: births, places, genders, flags, statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.faults import unread_date
from yalu.screening.lists.formats.ofac.terms import is_statement, numbered
from yalu.screening.lists.formats.safe_xml import text_at
from yalu.screening.records import Identifier, Schema, Spell
from yalu.vocabulary.dates import DateError, PartialDate, parse_date

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
        self.births: list[Spell] = []
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

    def _period(self, period: Element) -> Spell | None:
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
                return Spell(year.text, year, year)
        text = first.text if same else f"{first.text} to {last.text}"
        return Spell(text, first, last)


def _edges(start: Element, end: Element | None) -> list[Element]:
    """The first and the last day a period names."""
    found = [e for e in (start.find("From"), start.find("To")) if e is not None]
    if end is not None:
        found += [e for e in (end.find("From"), end.find("To")) if e is not None]
    return found
