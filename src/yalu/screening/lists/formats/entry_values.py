"""The values of an entry as lists print them: names, dates, countries, identifiers and relations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from yalu.screening.identifiers import CHECKED, numbers_in
from yalu.screening.records import DateSpan, Identifier, LinkedTo, NameKind, Party, PartyName
from yalu.screening.scripts import parts_by_script, script_of
from yalu.vocabulary.dates import DateError, PartialDate, parse_date
from yalu.vocabulary.places.state_names import alpha3


def codes(names: list[str]) -> tuple[str, ...]:
    """The codes of several names, each once, in order; names that are no country are left out."""
    return tuple(dict.fromkeys(code for name in names if (code := alpha3(name))))


def json_text(value: object) -> str:
    """A JSON value as one line of text; anything but text and numbers is nothing."""
    return (
        " ".join(str(value).split())
        if isinstance(value, str | int | float) and not isinstance(value, bool)
        else ""
    )


def json_texts(value: object) -> list[str]:
    """A JSON value, or the values of a list, as lines of text without the empty ones."""
    return [text for item in (value if isinstance(value, list) else [value]) if (text := json_text(item))]


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ), start=1)
    for name in names.split()
}  # fmt: skip
_SPAN = re.compile(r"\s+(?:to|and|until)\s+|\s+-\s+|^between\s+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:circa|ca\.?|c\.|about|approximately|approx\.?|around)\s*", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ISO_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*|[+Z-][\d:]*)")
_DAY_FIRST = re.compile(r"(\d{1,2}|dd|00)[./-](\d{1,2}|mm|00)[./-](\d{4})", re.IGNORECASE)
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?)?")
_DECADE = re.compile(r"(\d{3})0s")


@lru_cache(maxsize=1 << 16)
def date_span(text: str) -> DateSpan:
    """A date or span as a list writes it: ``12 Mar 1960``, ``circa 1960``, ``1958 to 1962``, ``dd/mm/1968``.

    Words that cannot be read keep their text and get no bounds.
    """
    said = " ".join(text.split())
    parts = [part for part in _SPAN.split(said) if part]
    if len(parts) == 2:
        first, last = _point(parts[0]), _point(parts[1])
        if first is not None and last is not None and first.earliest <= last.latest:
            return DateSpan(said, first, last)
        return DateSpan(said)
    point = _point(said)
    return DateSpan(said, point, point) if point is not None else DateSpan(said)


def date_spans(text: str) -> tuple[DateSpan, ...]:
    """Several dates in one cell: ``1965 or 1966``, ``1 Jan 1960; 2 Feb 1961``, ``1945, 1946, 1947``."""
    found: list[DateSpan] = []
    for part in re.split(r"\s+or\s+|\s*;\s*", text.strip()):
        listed = [date_span(one) for one in re.split(r"\s*,\s*", part) if one]
        # “Jan 8, 1984” is one date: a comma parts dates only where each side is one.
        found += listed if all(one.start for one in listed) else [date_span(part)]
    return tuple(found)


def day(text: str) -> PartialDate | None:
    """A single date, as precise as it is written, or None."""
    return _point(" ".join(text.split())) if text else None


def american(text: str) -> PartialDate | None:
    """A date written month first, ``05/07/2024``, or None."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    return _date(match[3], match[1], match[2]) if match else day(text)


@lru_cache(maxsize=1 << 16)
def _point(text: str) -> PartialDate | None:
    about = _ABOUT.match(text)
    said = text[about.end() :] if about else text
    mark = "~" if about else ""
    if stamp := _ISO_STAMP.fullmatch(said):
        said = stamp[1]
    if match := _ISO.fullmatch(said) or _EAST_ASIAN.fullmatch(said):
        return _date(match[1], match[2], match[3], mark)
    if match := _DAY_FIRST.fullmatch(said):
        return _date(match[3], match[2], match[1], mark)
    if (match := _MONTH_FIRST.fullmatch(said)) and (month := _MONTHS.get(match[1].lower())):
        return _date(match[3], str(month), match[2], mark)
    if (match := _WORDS.fullmatch(said)) and (month := _MONTHS.get(match[2].lower())):
        return _date(match[3], str(month), match[1], mark)
    if match := _DECADE.fullmatch(said):
        return _date(match[1] + "X", None, None, mark)
    return None


def _date(year: str, month: str | None, day_: str | None, mark: str = "") -> PartialDate | None:
    """A partial date; ``00``, ``dd`` and ``mm`` stand for a part that is not known."""
    text = year
    if month and month.isdigit() and int(month):
        text += f"-{int(month):02}"
        if day_ and day_.isdigit() and int(day_):
            text += f"-{int(day_):02}"
    try:
        return parse_date(text + mark)
    except DateError:
        return None


LONGEST_NAME = 2000  # longer texts are no names; the end is cut, and the reading says so
# States whose lists of people print the family name first, with nothing between it and the given name.
FAMILY_FIRST = frozenset({"PRK", "KOR", "CHN", "VNM"})
_LETTERED = re.compile(r"(?:^|(?<=\s))[a-z]\)\s")
_AKA = re.compile(r"(?:^|,?\s+)(?:a\.?k\.?a\.?|also known as|alias(?:es)?)(?::\s*|\s+)", re.IGNORECASE)
_AND = re.compile(r"^and(?:\s|$)|\sand$", re.IGNORECASE)
_FORMER = re.compile(
    r"^(?:f\.?k\.?a\.?|formerly(?: known as)?|previously(?: listed as)?)[\s:]+", re.IGNORECASE
)
_ORIGINAL = re.compile(r"^original script\s*:?\s*", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,2}(?:[A-Z0-9&./-][a-z]{0,2})+")
# Words of what brackets say about a party; such a text is no name of it. Legal forms and parts of firms are none either.
_REMARK = re.compile(
    r"\b(?:individual|national|citizen|born|deceased|see|listed|parent|subordinate|subsidiar\w+|branch|offshore|holding|"
    r"company|limited|former|formerly|address|all of|joint[- ]stock|obshchestvo|group|private|pty|region|province|"
    r"[opcz]?jsc|llc|ooo|[zpo]?ao|ltd|inc|gmbh|plc|fz[ce]o?)\b", re.IGNORECASE
)  # fmt: skip
_EDGES = " \t,;()[]{}:/-\"'“”‘’"


def named(
    text: str,
    kind: NameKind = "primary",
    *,
    field: str = "",
    language: str = "",
    family: str = "",
    given: str = "",
) -> PartyName | None:
    """A name, blanks folded and cut when it is no name any more; None when nothing is left."""
    said = " ".join(text.split())[:LONGEST_NAME].strip()
    if not any(c.isalnum() for c in said):
        return None
    return PartyName(
        said, kind, script_of(said), language, " ".join(family.split()), " ".join(given.split()), field
    )


def distinct(names: Iterable[PartyName | None]) -> tuple[PartyName, ...]:
    """The names in order, each text once per kind, with the names that one text holds beside the first.

    Several in one cell are parted; of a name with brackets there is also the name without them and what they hold;
    of a name in two scripts each script's part.
    """
    kept: dict[tuple[str, str], PartyName] = {}
    for name in names:
        for one in _apart(name) if name is not None else ():
            kept.setdefault((one.text, one.kind), one)
            more = list(_unbracketed(one)) or (_by_script(one) if one.script == "mixed" else [])
            for other in more:
                kept.setdefault((other.text, other.kind), other)
    return tuple(kept.values())


def _alias_of(kind: NameKind) -> NameKind:
    return "strong" if kind == "primary" else kind


def _apart(name: PartyName) -> Iterator[PartyName]:
    """The names of one cell: parted by ``;`` outside brackets, by ``a) … b) …``, by ``aka``, without such words."""
    cells = _LETTERED.split(name.text) if len(_LETTERED.findall(name.text)) > 1 else [name.text]
    parts = [part for cell in cells for piece in _cells(cell) for part in _AKA.split(piece)]
    texts = [text for part in parts if (text := _AND.sub("", part.strip(" ,;:")).strip(" ,;:"))]
    if texts == [name.text] or not texts:
        yield name
        return
    for number, text in enumerate(
        t for t in texts if any(c.isalnum() for c in t) and not t.startswith("any ")
    ):
        whole = len(texts) == 1
        yield PartyName(
            text, name.kind if number == 0 else _alias_of(name.kind), script_of(text), name.language,
            name.family if whole else "", name.given if whole else "", name.field,
        )  # fmt: skip


def _cells(text: str) -> list[str]:
    """A text at each ``;`` that stands in no bracket."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")" and depth > 0)
        if sign == ";" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts if depth == 0 else text.split(";")


def _unbracketed(name: PartyName) -> Iterator[PartyName]:
    """A name without its brackets, and the names that the brackets at its end hold.

    A bracket in the middle (``Guard Corps (IRGC) Qods Force``) names a part of the name and is no alias of it.
    """
    bare, inside = _brackets(name.text)
    if not inside or sum(c.isalpha() for c in bare) < 2:
        return
    kind = _alias_of(name.kind)
    yield PartyName(bare, kind, script_of(bare), name.language, "", "", f"{name.field} (without its bracket)")
    for part in (p for text in inside for p in _cells(_ORIGINAL.sub("", text))):
        found = _bracket_kind(said := _AKA.sub("", part.strip()).strip(), kind)
        if found:
            text = _FORMER.sub("", said)
            yield PartyName(text, found, script_of(text), "", "", "", f"{name.field} (in its bracket)")


def _brackets(text: str) -> tuple[str, list[str]]:
    """A text without its brackets, and what those at its end hold; nothing for brackets that do not close."""
    outside, inside, depth = "", [""], 0
    for sign in text:
        if sign == "(":
            depth += 1
            inside.append("")
        elif sign == ")" and depth:
            depth -= 1
            outside += " " if depth == 0 else ""
        elif depth:
            inside[-1] += sign if depth == 1 else ""
        else:
            outside += sign
            inside = inside if sign in _EDGES else [""]  # more of the name follows: those were in its middle
    bare = re.sub(r"\s+([,;:.])", r"\1", " ".join(outside.split())).strip(" ,;:")
    return (
        ("", []) if depth or ")" in bare or len(outside) == len(text) else (bare, [t.strip() for t in inside])
    )


def _bracket_kind(text: str, kind: NameKind) -> NameKind | None:
    """What a bracket's text is as a name: an acronym, another name, a former one; None for a place or a remark."""
    if _FORMER.match(text):
        return "former"
    letters = sum(c.isalpha() for c in text)
    if letters < 2 or ":" in text or _REMARK.search(text) or alpha3(text):
        return None
    if script_of(text) not in {"latin", "mixed"}:
        return kind
    if _ACRONYM.fullmatch(text):  # AIG is also an insurer: few letters are what many are called
        return "weak" if letters < 5 else kind
    words = text.split()
    return kind if len(words) > 1 and all(w[0].isupper() or len(w) < 4 or "-" in w for w in words) else None


def _by_script(name: PartyName) -> Iterable[PartyName]:
    """``Ryonha Machinery 朝鲜联合机械`` is one text and two names; a stray letter is none."""
    for script, part in parts_by_script(name.text):
        text = part.strip(_EDGES)
        if len(text) >= 2 and script != "other" and sum(c.isalpha() for c in text) >= 2:
            yield PartyName(
                text, _alias_of(name.kind), script, name.language, "", "", f"{name.field} (one script of it)"
            )


# The kinds an identifier's own label means, by stretches of that label in lower case; the first that fits counts.
_LABELS: tuple[tuple[str, str], ...] = tuple((words, kind) for kind, known in (
    ("imo", "vessel registration"),
    ("company_imo", "imo company|company imo"),
    ("imo", "imo"),
    ("mmsi", "mmsi"),
    ("call_sign", "call sign"),
    ("tail_number", "aircraft tail"),
    ("crypto", "digital currency"),
    ("swift", "swift|bic"),
    ("lei", "lei|legal entity identifier"),
    ("passport", "passport|passeport|pasaporte|travel document"),
    ("tax", "tax|v.a.t.|vat |r.f.c.|rfc|nit #|ruc #|fiscal code|rif #|c.i.f.|n.i.f.|rtn|tributaria"),
    ("registration", "economic register|certificate of incorporation|branch unit"),
    ("tax", "fein"),
    ("website", "website"),
    ("email", "email"),
    ("phone", "phone|fax"),
    ("national_id", "national id|national foreign id|personal id|identification number|identity card|cedula|"
        "c.u.r.p.|d.n.i.|c.u.i.|ssn"),
    ("other", "driver|birth certificate|d-u-n-s"),
    ("registration", "registr|company number|enterprise number|social credit|business|c.r. no|folio mercantil|"
        "matricula mercantil|chamber of comm|legal entity number|license|licence"),
) for words in known.split("|"))  # fmt: skip


def kind_of(label: str) -> str:
    """The kind of identifier a label names, ``other`` when it names none we tell apart."""
    said = label.lower()
    return next((kind for words, kind in _LABELS if words in said), "other")


def identifier(kind: str, value: str, country: str = "", note: str = "") -> Identifier | None:
    """An identifier with its check done, as the list prints it; None when there is none in the cell."""
    text = " ".join(value.split())
    read = numbers_in(kind, text)
    if not read or not any(c.isalnum() for c in text):
        return None
    if kind in CHECKED:
        return Identifier(kind, read[0].value if read[0].valid else text, country, read[0].valid, note)
    return Identifier(kind, text, country, None, note)


def identifiers(kind: str, value: str, country: str = "", note: str = "") -> tuple[Identifier, ...]:
    """Every identifier of one cell: ``OGRN: … INN: …``, ``(1) … (2) …``, ``…; …``. One alone stays as printed."""
    one = identifier(kind, value, country, note)
    read = numbers_in(kind, value)
    if one is None or kind == "other" or (len(read) < 2 and read[0].kind == kind):
        return () if one is None else (one,)
    return tuple(Identifier(r.kind, r.value, r.country or country, r.valid, note) for r in read)


def linked(parties: Sequence[Party]) -> list[Party]:
    """The parties with the ``party`` of each tie filled in where exactly one entry bears that name.

    Where several do, one that shares a programme with the source is taken, then one that shares a country; where
    that does not leave one, the tie stays a name. Primary names go before aliases.
    """
    if not any(tie.party == "" for party in parties for tie in party.linked):
        return list(parties)
    primary: dict[str, list[Party]] = defaultdict(list)
    other: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        for name in party.names:
            (primary if name.kind == "primary" else other)[folded(name.text)].append(party)
    return [_resolved(party, primary, other) if party.linked else party for party in parties]


def folded(name: str) -> str:
    """A name for exact comparison: case, blanks, dots and commas do not count."""
    return re.sub(r"[\s.,'’\"]+", " ", name).strip().casefold()


def _resolved(party: Party, primary: dict[str, list[Party]], other: dict[str, list[Party]]) -> Party:
    ties = tuple(
        tie if tie.party else msgspec.structs.replace(tie, party=_only_entry(party, tie, primary, other))
        for tie in party.linked
    )
    return msgspec.structs.replace(party, linked=ties)


def _only_entry(
    party: Party, tie: LinkedTo, primary: dict[str, list[Party]], other: dict[str, list[Party]]
) -> str:
    name = folded(tie.name)
    found = {p.id: p for p in primary.get(name) or other.get(name, []) if p.id != party.id}
    for left in (
        list(found),
        [key for key, p in found.items() if set(p.programmes) & set(party.programmes)],
        [key for key, p in found.items() if set(p.countries) & set(party.countries)],
    ):
        if len(left) == 1:
            return left[0]
    return ""
