"""OFAC's lists in their plain forms: sdn.xml and consolidated.xml, and the legacy set of four CSV files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from xml.etree.ElementTree import Element  # parsed elsewhere, with the guards of xml_entries

from yalu.documents.problems import ProblemLog
from yalu.screening.lists.formats.entry_values import (
    american,
    codes,
    date_span,
    distinct,
    identifier,
    kind_of,
    named,
)
from yalu.screening.lists.formats.list_files import (
    ListFaultError,
    ListHeading,
    Opened,
    entries,
    nameless,
    rows,
    text_at,
    texts_at,
    unread_date,
)
from yalu.screening.records import DateSpan, Identifier, LinkedTo, NameKind, Party, PartyName, Schema
from yalu.vocabulary.places.state_names import alpha3

_SCHEMAS: dict[str, Schema] = {
    "individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane",
    "": "Organization",
}  # fmt: skip
_IMO = re.compile(r"IMO\s*([0-9]{7})", re.IGNORECASE)
_LINKED = re.compile(r"\(Linked To: ", re.IGNORECASE)
# Labels in the identifier list that are no identifiers but statements.
_STATEMENTS = (
    "secondary sanctions", "transactions prohibited", "additional sanctions", "executive order", "organization type",
    "organization established", "target type", "aircraft model", "aircraft manufacture", "aircraft operator",
    "aircraft mode s", "vessel year", "vessel flag", "nationality of registration", "other vessel type",
    "listing date", "effective date", "directive", "caatsa", "pershe", "peesa",
)  # fmt: skip


def is_statement(label: str) -> bool:
    """Whether an entry of the identifier list says something about the party rather than names a number."""
    said = label.lower()
    return any(said.startswith(word) for word in _STATEMENTS) or said.endswith(":") or said.endswith(" -")


def numbered(label: str, value: str, schema: Schema, country: str = "", note: str = "") -> Identifier | None:
    """One row of the identifier list; IMO numbers of companies and of ships are distinguished by who carries them."""
    if match := _IMO.search(value):
        return identifier("imo" if schema == "Vessel" else "company_imo", match[1], country, note)
    kind = kind_of(label)
    if kind == "crypto":
        note = label.rpartition("-")[2].strip() or note
    elif kind == "other":
        note = note or label
    return identifier(kind, value, country, note)


def links(remarks: str) -> tuple[LinkedTo, ...]:
    """Every “(Linked To: NAME)”; names hold brackets of their own, so brackets are balanced."""
    found: dict[str, LinkedTo] = {}
    for match in _LINKED.finditer(remarks):
        name = _balanced(remarks, match.end())
        # several targets in one bracket are written one after the other with “; Linked To:”
        for part in re.split(r";\s*Linked To:\s*", name):
            text = " ".join(part.split())
            if text:
                found.setdefault(text, LinkedTo("linked_to", text))
    return tuple(found.values())


def _balanced(text: str, start: int) -> str:
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return text[start:place]
    return text[start:]  # the remark was cut off: what is there is still a name


_CLAUSE_MARKS = re.compile(r"[();]")
_WEAK = re.compile(r"(?:alt\.\s*)?([afn])\.k\.a\.\s*'([^']+(?:'[a-z][^']*)*)'", re.IGNORECASE)


def clauses(remarks: str) -> list[str]:
    """The remarks of a legacy row cut at its semicolons, but never inside a bracket."""
    found, depth, start = [], 0, 0
    for mark in _CLAUSE_MARKS.finditer(remarks):
        if mark[0] == "(":
            depth += 1
        elif mark[0] == ")":
            depth = max(0, depth - 1)
        elif not depth:
            found.append(remarks[start : mark.start()].strip())
            start = mark.end()
    found.append(remarks[start:].strip().removesuffix("."))
    return [clause for clause in found if clause]


def quoted_aliases(remarks: str) -> Iterator[tuple[str, str]]:
    """Weak aliases, which the legacy set gives only here, in single quotes: (a, f or n, name)."""
    for match in _WEAK.finditer(remarks):
        yield match[1].lower(), match[2]


def _born(clause: str) -> DateSpan | None:
    """The date of a “DOB …” or “alt. DOB …” clause."""
    match = re.fullmatch(r"(?:alt\.\s*)?DOB\s+(.+)", clause)
    return date_span(match[1]) if match else None


_WANTED = frozenset({"publshInformation", "sdnEntry"})  # the first is spelled so


def xml_parties(opened: Opened, heading: ListHeading, log: ProblemLog) -> Iterator[Party]:
    """Every entry, in file order; ties stay names until ``linking`` resolves them."""
    for entry in entries(opened, _WANTED):
        if entry.tag == "publshInformation":
            when = american(text_at(entry, "Publish_Date"))
            heading.date = when.text if when is not None else ""
            count = text_at(entry, "Record_Count")
            heading.declared = int(count) if count.isdigit() else None
            continue
        party = _xml_party(entry, heading.list, opened.name, log)
        if party is not None:
            yield party


def _xml_party(entry: Element, list_name: str, file: str, log: ProblemLog) -> Party | None:
    uid = text_at(entry, "uid")
    schema = _SCHEMAS.get(text_at(entry, "sdnType").lower(), "LegalEntity")
    names = distinct(_xml_names(entry, schema))
    if not uid or not names:
        nameless(log, file, f"sdnEntry[{uid or '?'}]")
        return None
    nationality = texts_at(entry, "nationalityList/nationality/country")
    citizenship = texts_at(entry, "citizenshipList/citizenship/country")
    addresses = texts_at(entry, "addressList/address/country")
    remarks = text_at(entry, "remarks")
    owner = text_at(entry, "vesselInfo/vesselOwner")
    stated = _IdList(entry, schema)
    return Party(
        id=f"{list_name}:{uid}",
        list=list_name,
        entry=uid,
        schema=schema,
        names=names,
        programmes=tuple(texts_at(entry, "programList/program")),
        countries=codes(nationality + citizenship + addresses),
        births=tuple(_births(entry, uid, file, log)),
        birth_places=tuple(texts_at(entry, "placeOfBirthList/placeOfBirthItem/placeOfBirth")),
        genders=tuple(stated.genders),
        identifiers=tuple(dict.fromkeys(stated.identifiers + _call_signs(entry))),
        addresses=tuple(_addresses(entry)),
        flags=codes(texts_at(entry, "vesselInfo/vesselFlag") + stated.flags),
        vessel_type=text_at(entry, "vesselInfo/vesselType") or stated.vessel_type,
        titles=tuple(texts_at(entry, "title")),
        linked=links(remarks) + ((LinkedTo("vessel_of", owner),) if owner else ()),
        notices=tuple(dict.fromkeys(stated.notices)),
        remarks=remarks,
        origin=f"{file}:sdnEntry[{uid}]",
    )


def _xml_names(entry: Element, schema: Schema) -> Iterator[PartyName | None]:
    yield _xml_name(entry, "primary", schema, "lastName")
    for aka in entry.findall("akaList/aka"):
        weak = text_at(aka, "category").lower() == "weak"
        former = text_at(aka, "type").lower() == "f.k.a."
        kind: NameKind = "weak" if weak else "former" if former else "strong"
        yield _xml_name(aka, kind, schema, f"aka[{text_at(aka, 'uid')}]")


def _xml_name(element: Element, kind: NameKind, schema: Schema, field: str) -> PartyName | None:
    last, first = text_at(element, "lastName"), text_at(element, "firstName")
    text = f"{last}, {first}" if last and first else last or first
    split = schema == "Person" and bool(first)
    return named(text, kind, field=field, family=last if split else "", given=first if split else "")


class _IdList:
    """The identifier list sorted into identifiers, genders, flags and statements."""

    def __init__(self, entry: Element, schema: Schema) -> None:
        self.identifiers: list[Identifier] = []
        self.genders: list[str] = []
        self.flags: list[str] = []
        self.notices: list[str] = []
        self.vessel_type = ""
        for row in entry.findall("idList/id"):
            self._add(row, schema)

    def _add(self, row: Element, schema: Schema) -> None:
        label, value = text_at(row, "idType"), text_at(row, "idNumber")
        if label == "Gender":
            self.genders += [g for g in (value.lower(),) if g in {"male", "female"} and g not in self.genders]
        elif label in {"Former Vessel Flag", "Nationality of Registration"}:
            self.flags.append(value)
        elif label == "Other Vessel Type":
            self.vessel_type = value
        elif is_statement(label):
            self.notices.append(f"{label.rstrip(' :-')}: {value}")
        else:
            ends = text_at(row, "expirationDate")
            found = numbered(
                label, value, schema, alpha3(text_at(row, "idCountry")), f"expires {ends}" if ends else ""
            )
            self.identifiers += [found] if found is not None else []


def _call_signs(entry: Element) -> list[Identifier]:
    found = (identifier("call_sign", text) for text in texts_at(entry, "vesselInfo/callSign"))
    return [item for item in found if item is not None]


def _births(entry: Element, uid: str, file: str, log: ProblemLog) -> Iterator[DateSpan]:
    for text in texts_at(entry, "dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        found = date_span(text)
        if found.start is None:
            unread_date(log, file, uid, "dateOfBirth", text)
        yield found


def _addresses(entry: Element) -> Iterator[str]:
    for address in entry.findall("addressList/address"):
        parts = [
            text_at(address, part)
            for part in (
                "address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country",
            )
        ]  # fmt: skip
        if any(parts):
            yield ", ".join(part for part in parts if part)


_NUMBERED = re.compile(
    r"((?:Diplomatic |Stateless Person )?Passport|Website|Email Address|MMSI|SSN|C\.U\.R\.P\.|R\.F\.C\.|D\.N\.I\.|C\.U\.I\."
    r"|I\.F\.E\.|RFC|Credencial electoral|Cedula No\.|NIT #?|RUC #?|RIF #?|D-U-N-S Number|SWIFT/BIC|BIK \(RU\)|Phone Number"
    r"|Digital Currency Address - [A-Z0-9]+"
    r"|[A-Z][\w./&'() -]*?(?:No\.?|Number|ID|#|Identification|\(USCC\)|\(MSN\)|\(CBLS\)|Card|License))"
    r"(?: #)?\s+(\S.*)"
)
_COUNTRY = re.compile(r"^(.*?)\s*\(([^()]+)\)(.*)$")


class Remarks:
    """One remark cut at its semicolons and sorted into dates, places, numbers, ties and statements."""

    def __init__(self, text: str, schema: Schema) -> None:
        self.schema = schema
        self.births: list[DateSpan] = []
        self.birth_places: list[str] = []
        self.genders: list[str] = []
        self.states: list[str] = []
        self.flags: list[str] = []
        self.identifiers: list[Identifier] = []
        self.notices: list[str] = []
        self.linked: list[LinkedTo] = list(links(text))
        for clause in clauses(text):
            self._sort(clause)

    def _sort(self, clause: str) -> None:
        bare = re.sub(r"^alt\.\s*", "", clause)
        if bare.startswith("(Linked To: "):
            return  # taken with its balanced brackets already
        if (found := _born(bare)) is not None:
            self.births.append(found)
        elif bare.startswith("POB "):
            self.birth_places.append(bare[4:].rstrip("."))
        elif bare.startswith("Gender "):
            gender = bare[7:].strip(". ").lower()
            self.genders += [gender] if gender in {"male", "female"} else []
        elif match := re.match(r"(?:nationality|citizen) (.+)", bare):
            self.states.append(match[1].rstrip("."))
        elif bare.startswith("Linked To: "):
            name = bare[11:].strip()
            if name not in {tie.name for tie in self.linked}:
                self.linked.append(LinkedTo("linked_to", name))
        elif match := re.match(r"(?:Former Vessel Flag|Nationality of Registration) (.+)", bare):
            self.flags.append(match[1])
        elif is_statement(bare) or ": " in bare:
            self.notices.append(bare)
        elif match := _NUMBERED.fullmatch(bare):
            self._number(match[1], match[2])

    def _number(self, label: str, value: str) -> None:
        state = ""
        if match := _COUNTRY.match(value):
            value, state = match[1], match[2]
        found = numbered(label, value, self.schema, alpha3(state))
        if found is not None:
            self.identifiers.append(found)


Companions = dict[str, Opened]
_IN_COMPANIONS = {"alt": "aliases", "add": "addresses", "comments": "the ends of long remarks"}


def csv_parties(opened: Opened, heading: ListHeading, log: ProblemLog, beside: Companions) -> Iterator[Party]:
    """Every entry of sdn.csv with what the companion files say of it. Companions that are missing are warned of."""
    for part in (opened, *beside.values()):
        _check_end(part)
    rest = _Companions(beside)
    for name in ("alt", "add", "comments"):
        if name not in beside:
            heading.left_out += (_IN_COMPANIONS[name],)
            log.warn(
                opened.name, 0, "", f"the companion file for “{name}” is not beside it",
                rule="the legacy set is sdn.csv, alt.csv, add.csv and sdn_comments.csv",
                next_step="put it into the same folder; until then these aliases, addresses or remarks are missing",
            )  # fmt: skip
    for line, row in rows(opened):
        if len(row) < 12 or not row[0].strip().isdigit():
            if row and row[0].strip("\x1a ") and any(cell.strip() for cell in row):
                nameless(log, opened.name, f"line {line}")
            continue
        party = _csv_party([_cell(cell) for cell in row], heading.list, opened.name, line, rest)
        if party is None:
            nameless(log, opened.name, f"line {line}")
        else:
            yield party


def _cell(text: str) -> str:
    said = " ".join(text.split())
    return "" if said == "-0-" else said


class _Companions:
    """Aliases, addresses and further remarks by entry number."""

    def __init__(self, beside: Companions) -> None:
        self.aliases = _by_number(beside.get("alt"))
        self.addresses = _by_number(beside.get("add"))
        self.comments: dict[str, str] = defaultdict(str)
        for number, found in _by_number(beside.get("comments")).items():
            self.comments[number] = "".join(row[1] for row in found if len(row) > 1)


def _by_number(opened: Opened | None) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    if opened is not None:
        for _, row in rows(opened):
            if len(row) > 1 and row[0].strip().isdigit():
                found[row[0].strip()].append(row)
    return found


def _check_end(opened: Opened) -> None:
    """Raise ListFaultError where the last line has no end: the publisher ends every line, and a cut file lacks the rest."""
    last = b""
    for piece in opened.chunks():
        last = piece[-1:]
    if last not in {b"\n", b"\x1a"}:
        raise ListFaultError(
            f"the last line of {opened.name} breaks off", rule="a file is whole to the end of its last line",
            next_step="fetch the file again; a list that is read in part would clear who stands in the rest",
        )  # fmt: skip


def _csv_party(row: list[str], list_name: str, file: str, line: int, rest: _Companions) -> Party | None:
    number, name, kind, programmes, title, call_sign, vessel_type, _, _, flag, owner = row[:11]
    schema: Schema = _SCHEMAS.get(kind.lower(), "LegalEntity")
    said = row[11] + rest.comments.get(number, "").rstrip("\x1a\r\n")  # a remark goes on mid-word
    remarks = Remarks(said, schema)
    names = distinct(_csv_names(name, schema, rest.aliases.get(number, []), said))
    if not names:
        return None
    addresses = [[_cell(cell) for cell in found[2:5]] for found in rest.addresses.get(number, [])]
    numbers = [*remarks.identifiers, *([identifier("call_sign", call_sign)] if call_sign else [])]
    return Party(
        id=f"{list_name}:{number}",
        list=list_name,
        entry=number,
        schema=schema,
        names=names,
        programmes=tuple(p.strip(" []") for p in re.split(r"\]\s*\[", programmes) if p.strip(" []")),
        countries=codes(remarks.states + [parts[2] for parts in addresses if len(parts) > 2]),
        births=tuple(remarks.births),
        birth_places=tuple(remarks.birth_places),
        genders=tuple(remarks.genders),
        identifiers=tuple(dict.fromkeys(item for item in numbers if item is not None)),
        addresses=tuple(", ".join(p for p in parts if p) for parts in addresses if any(parts)),
        flags=codes([flag, *remarks.flags]),
        vessel_type=vessel_type,
        titles=(title,) if title else (),
        linked=tuple(remarks.linked) + ((LinkedTo("vessel_of", owner),) if owner else ()),
        notices=tuple(dict.fromkeys(remarks.notices)),
        remarks=said,
        origin=f"{file}:{line}",
    )


def _csv_names(
    name: str, schema: Schema, aliases: list[list[str]], remarks: str
) -> Iterator[PartyName | None]:
    yield _csv_name(name, "primary", schema, "sdn.csv")
    for row in aliases:
        if len(row) > 3:
            kind: NameKind = "former" if _cell(row[2]).lower() == "fka" else "strong"
            yield _csv_name(_cell(row[3]), kind, schema, f"alt.csv[{row[1].strip()}]")
    for _, text in quoted_aliases(remarks):
        yield _csv_name(text, "weak", schema, "remarks")


def _csv_name(text: str, kind: NameKind, schema: Schema, field: str) -> PartyName | None:
    last, comma, first = text.partition(", ")
    split = schema == "Person" and bool(comma)
    return named(text, kind, field=field, family=last if split else "", given=first if split else "")
