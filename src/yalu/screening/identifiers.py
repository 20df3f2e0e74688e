"""Identifiers read and compared: one canonical form for each kind, several in one cell, and what an agreement says.

The same reading serves what a list prints and what is asked, so a number that stands on a list is found when it
is asked as the list prints it, and in the spellings of spreadsheets and forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from yalu.screening.records import Identifier, Party
from yalu.vocabulary.codes import CodeError, company_imo, ship_imo

IdentifierAgreement = Literal["decides", "supports"]

KINDS = (
    "imo", "company_imo", "mmsi", "call_sign", "tail_number", "passport", "national_id", "registration", "tax",
    "lei", "swift", "crypto", "website", "email", "phone", "un_reference", "other",
)  # fmt: skip
SHIP, COMPANY = "imo", "company_imo"
# Kinds with a check of their own: two entries that carry the same one are the same party.
CHECKED = (SHIP, COMPANY, "lei", "swift")
# Kinds issued once in the world, so that one of them says who it is; no country is needed beside it.
WORLDWIDE = frozenset({*CHECKED, "crypto", "un_reference"})
# Numbers of one state's registers. A form that asks for one of them often gets another, so they are compared across.
DOCUMENTS = ("passport", "national_id", "registration", "tax", "other")
_OF_COMPANIES = frozenset({"registration", "tax"})
# From here on a number is long enough to be compared across kinds: of 26,000 listed numbers about 1,500 have seven
# signs, so a stranger's meets one by chance once in some 7,000 times; six signs would be ten times as many.
_LONG = 7
_PART = 5  # signs of a part of a cell that can be a number of its own
WORDS = {
    SHIP: "IMO number", COMPANY: "company IMO number", "mmsi": "MMSI", "call_sign": "call sign",
    "tail_number": "tail number", "passport": "passport", "national_id": "national id", "lei": "LEI",
    "registration": "registration number", "tax": "tax number", "swift": "SWIFT code", "crypto": "wallet",
    "website": "website", "email": "e-mail address", "phone": "phone number", "un_reference": "UN reference",
    "other": "number",
}  # fmt: skip
# What people write into a cell to say that there is nothing; compared without signs and case.
_NOTHING = frozenset({"na", "none", "nil", "null", "nan", "unknown", "notknown", "notavailable", "notapplicable",
                      "tbd", "없음", "무", "无", "無", "未知", "нет"})  # fmt: skip
# Letters of other alphabets that look like Latin capitals; they are typed into codes by mistake or to hide.
_TWINS = str.maketrans("АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSABEZHIKMNOPTYX")
# Labels inside a cell that say which register a number is of, with the country where only one state has it.
_LABELS: dict[str, tuple[str, str]] = {
    "inn": ("tax", "RUS"), "инн": ("tax", "RUS"), "tin": ("tax", ""), "vat": ("tax", ""), "nit": ("tax", ""),
    "tax identification number": ("tax", ""), "tax id": ("tax", ""), "tax number": ("tax", ""),
    "unp": ("tax", "BLR"), "унп": ("tax", "BLR"), "ogrn": ("registration", "RUS"), "огрн": ("registration", "RUS"),
    "ogrnip": ("registration", "RUS"), "okpo": ("other", "RUS"),
    "kpp": ("", ""), "кпп": ("", ""),  # a tax office's number, shared by all its companies
    "edrpou": ("registration", "UKR"), "bin": ("registration", "KAZ"), "uscc": ("registration", "CHN"),
    "unified social credit code": ("registration", "CHN"), "registration number": ("registration", ""),
    "company number": ("registration", ""), "business register number": ("registration", ""),
    "trade register number": ("registration", ""), "cnic": ("national_id", "PAK"), "cedula": ("national_id", ""),
}  # fmt: skip
_LABEL = re.compile(
    r"(?<!\w)\(?(" + "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True)) + r")\)?(?!\w)"
    r"(?:\s*(?:no\.?|number|№|#))?\s*[:=–-]*\s*(?=\w*\d)",
    re.IGNORECASE,
)  # fmt: skip
_KIND_NAMES = {"wallet": "crypto", "bic": "swift", "e_mail": "email", "url": "website", "callsign": "call_sign",
               "tail": "tail_number", "id_card": "national_id"}  # fmt: skip
_FLOAT = re.compile(r"(\d+)\.0+")
_POWER = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d+)", re.IGNORECASE)
_ENUMERATOR = re.compile(r"(?:^|(?<=\s))\(?(?:\d{1,2}|[a-h])\)(?=\s)")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_SWIFT = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
_WALLET = re.compile(r"[A-Za-z0-9]{25,110}")
_WORD = re.compile(r"[^\W\d]{3,}|n[or°º]|id|№|#|[–-]", re.IGNORECASE)
_REMARK = re.compile(r"\([^()\d]{3,}\)")  # (Stuttgart), (УНП)


class NumberRead(msgspec.Struct, frozen=True, omit_defaults=True):
    """An identifier as read: its canonical value, whether it can be compared, and what is wrong if not.

    ``valid`` is True where the kind has check digits or a form of its own and they hold, False where the number
    cannot be what it is said to be, and None where nothing speaks for or against.
    """

    kind: str
    value: str
    valid: bool | None = None
    fault: str = ""
    country: str = ""


def kind_named(text: str) -> str:
    """A kind as people call it (``IMO``, ``wallet``, ``inn``); what is no kind comes back as it was written."""
    kind = text.strip().lower().replace("-", "_").replace(" ", "_")
    named = _LABELS.get(kind, ("", ""))[0] if kind not in KINDS else ""
    return named or _KIND_NAMES.get(kind, kind)


def numbers_in(kind: str, text: str) -> tuple[NumberRead, ...]:
    """Every identifier in one cell, canonical, best first; empty when the cell says that there is none.

    A cell that holds none that can be read gives one that is not ``valid``, with its fault: it was given, so
    nobody may take it for checked.
    """
    kind = kind_named(kind)
    said = _plain(text)
    if _signs(said).casefold() in _NOTHING or (said and not set(said) - set("-–—./ ")):
        return ()
    if not any(c.isalnum() for c in said):
        return (NumberRead(kind, "", False, f"an empty {WORDS.get(kind, kind)} was given"),)
    if not said.strip("0. "):
        return (_unread(kind, said, "zeros are no number"),)
    if kind not in {"crypto", "website", "email"}:
        said = _FLOAT.sub(r"\1", said) if _FLOAT.fullmatch(said) else said
        if power := _POWER.fullmatch(said):
            digits, shift = power[1] + (power[2] or ""), int(power[3])
            if shift > 40 or len(digits) > shift + 1 or len(digits) < min(shift + 1, 7):
                return (_unread(kind, said, "a spreadsheet cut its digits; give it as text"),)
            said = digits.ljust(shift + 1, "0")
    return _READERS.get(kind, _documents)(kind, said)


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing in it (n/a, -, 없음, ???), or nothing that could be a name."""
    signs = _signs(_plain(text))
    return not signs or signs.casefold() in _NOTHING


_LABELLED = re.compile(r"\bIMO\W{0,3}(?:N[OR]\b|NUMBER)?\W{0,3}(\d{7})\b|^\W*(\d{7})\W*$", re.IGNORECASE)


def imo_numbers_named(name: str) -> tuple[Identifier, ...]:
    """The IMO numbers that stand in a name, as a ship's and as a company's: MV Example (IMO 9074729), or nothing else."""
    found = [match[1] or match[2] for match in _LABELLED.finditer(_plain(name))]
    return tuple(Identifier(kind, digits) for digits in found for kind in (SHIP, COMPANY))


def number_read(kind: str, value: str) -> NumberRead:
    """One identifier in canonical form with its check; the best where a cell holds several."""
    found = numbers_in(kind, value)
    return found[0] if found else NumberRead(kind_named(kind), "")


@lru_cache(maxsize=1 << 17)
def _forms(kind: str, value: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        pair for read in numbers_in(kind, value) for pair in _keys(read.kind, read.value) if pair[1]
    )


def keys(identifier: Identifier) -> frozenset[tuple[str, str]]:
    """What two identifiers can share to be the same one: pairs of kind and form; empty when nothing is held."""
    return _forms(identifier.kind, identifier.value)


def key(identifier: Identifier) -> tuple[str, str]:
    """The canonical kind and value of an identifier."""
    read = number_read(identifier.kind, identifier.value)
    return read.kind, read.value


def siblings(pair: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """A key of what is asked, and the keys under which a list may print the same: other kinds, the whole site."""
    kind, form = pair
    if kind == "website":
        return pair, (kind, form.partition("/")[0])
    if kind in DOCUMENTS and len(form) >= _LONG:
        return tuple((other, form) for other in DOCUMENTS)
    return tuple((other, form) for other in _OF_COMPANIES) if kind in _OF_COMPANIES else (pair,)


def decides(identifier: Identifier) -> bool:
    """Whether an identifier checks itself, so that two entries which carry it are one party."""
    return identifier.kind in CHECKED and number_read(identifier.kind, identifier.value).valid is True


def borne_by(party: Party) -> tuple[Identifier, ...]:
    """Every identifier of an entry: those the list prints, and its reference on the UN list."""
    own = [party.entry] if party.list == "un" else []
    own += [r.removeprefix("un:") for r in party.references if r.startswith("un:")]
    return (*party.identifiers, *(Identifier("un_reference", text) for text in own))


def agreement(
    asked: Identifier, listed: Identifier, countries: Sequence[str] = ()
) -> IdentifierAgreement | None:
    """What it says that an identifier asked is one that a list prints; None when it is not.

    ``decides``: kinds issued once in the world, and tax and registration numbers of one country. ``countries`` are
    those of the party asked about; they stand in for a number's own where none was given.
    """
    ours, theirs = keys(asked), keys(listed)
    shared = {pair for pair in ours for other in siblings(pair) if other in theirs}
    if not shared:
        return None
    kinds = {kind for kind, _ in shared}
    if kinds & WORLDWIDE:
        return "decides" if number_read(listed.kind, listed.value).valid is not False else "supports"
    said = {asked.country} if asked.country else set(countries)
    both_companies = bool(kinds & _OF_COMPANIES) and listed.kind in _OF_COMPANIES
    return "decides" if both_companies and listed.country and listed.country in said else "supports"


def _plain(text: str) -> str:
    """Full-width signs as plain ones, invisible signs gone, blanks folded; a line of its own is a number of its own."""
    folded = unicodedata.normalize("NFKC", text)
    lines = "".join(c for c in folded if unicodedata.category(c) != "Cf").splitlines()
    return "; ".join(said for line in lines if (said := " ".join(line.split())))


def _signs(value: str) -> str:
    return "".join(c for c in value.upper() if c.isalnum())


def _bare(value: str) -> str:
    return _signs(value).translate(_TWINS)


def _unread(kind: str, said: str, why: str) -> NumberRead:
    return NumberRead(kind, _bare(said)[:120], False, f"{said[:60]}: {why}")


def _parts(said: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,|]|\s/\s|\sand\s", said) if part.strip()]


def _checked(
    kind: str, candidates: Iterable[str], holds: Callable[[str], str], said: str
) -> tuple[NumberRead, ...]:
    """Candidates by their check: those that hold first, then those that do not, each once."""
    found = [NumberRead(kind, c, not (fault := holds(c)), fault) for c in dict.fromkeys(candidates)]
    found.sort(key=lambda read: read.valid is not True)
    return tuple(found) or (NumberRead(kind, _bare(said)[:120], False, holds(said)),)


def _imo(kind: str, said: str) -> tuple[NumberRead, ...]:
    read = ship_imo if kind == SHIP else company_imo

    def fault(number: str) -> str:
        try:
            read(number)
        except CodeError as error:
            return str(error)
        return ""

    runs = re.findall(r"(?<!\d)\d{7}(?!\d)", said)
    digits = re.sub(r"[^0-9]", "", said)
    return _checked(kind, runs or ([digits] if len(digits) == 7 else []), fault, said)


def lei_holds(text: str) -> bool:
    """Whether a legal entity identifier's check digits hold (ISO 17442: the number leaves 1 modulo 97)."""
    code = _bare(text)
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", code):
        return False
    return int("".join(str(int(c, 36)) for c in code)) % 97 == 1


def _lei(kind: str, said: str) -> tuple[NumberRead, ...]:
    found = [_bare(part).removeprefix("LEI").removeprefix("CODE") for part in _parts(said)]
    return _checked(
        kind, found, lambda c: "" if lei_holds(c) else f"{c}: the check digits of an LEI do not hold", said
    )


def _swift(kind: str, said: str) -> tuple[NumberRead, ...]:
    found = [
        re.sub(r"^(?:SWIFT|BIC|CODE)+(?=[A-Z0-9]{8})", "", _bare(re.sub(r"^[^:]*:", "", part)))
        for part in re.split(r"[;,|/]", said)
    ]
    whole = [
        c[:8] if len(c) == 11 and c.endswith("XXX") else c for c in found if c not in {"", "SWIFT", "BIC"}
    ]
    return _checked(
        kind,
        whole,
        lambda c: "" if _SWIFT.fullmatch(c) else f"{c}: a SWIFT code has 8 or 11 letters and digits",
        said,
    )


def _mmsi(kind: str, said: str) -> tuple[NumberRead, ...]:
    runs = re.findall(r"(?<!\d)\d{9}(?!\d)", said) or [re.sub(r"[^0-9]", "", said)]
    return _checked(
        kind,
        runs,
        lambda c: "" if re.fullmatch(r"\d{9}", c) else f"{said[:60]}: an MMSI has nine digits",
        said,
    )


def _code(kind: str, said: str) -> tuple[NumberRead, ...]:
    """Call signs, tail numbers and UN references: letters and digits, several parted by signs."""
    said = re.sub(
        r"^(?:call\s*sign|tail|registration)\s*(?:no\.?|number|mark)?\s*:?\s*", "", said, flags=re.I
    )
    found = dict.fromkeys(c for part in _parts(said) if len(c := _bare(part.removeprefix("un:"))) >= 3)
    return tuple(NumberRead(kind, c) for c in found) or (_unread(kind, said, "it is too short"),)


def _crypto(kind: str, said: str) -> tuple[NumberRead, ...]:
    runs = _WALLET.findall(said) or _WALLET.findall(said.replace(" ", ""))
    found = tuple(NumberRead(kind, run) for run in dict.fromkeys(runs))
    return found or (_unread(kind, said, "no wallet has an address so short"),)


def _email(kind: str, said: str) -> tuple[NumberRead, ...]:
    parts = [
        piece
        for part in re.split(r"[;,|]", said.casefold())
        for piece in (part.split() if part.count("@") > 1 else [part.replace(" ", "")])
    ]
    found = dict.fromkeys(p.removeprefix("mailto:").rstrip(".") for p in parts if "@" in p)
    return tuple(NumberRead(kind, p) for p in found) or (_unread(kind, said, "an e-mail address holds an @"),)


def _website(kind: str, said: str) -> tuple[NumberRead, ...]:
    parts = [p for p in re.split(r"[;,|\s]+", said.casefold()) if p]
    if not all("." in p for p in parts):
        parts = ["".join(parts)]
    bare = (re.sub(r"^(?:[a-z]+:)?//", "", p) for p in parts)
    found = dict.fromkeys(p.removeprefix("www.").rstrip("/") for p in bare if "." in p)
    return tuple(NumberRead(kind, p) for p in found) or (
        _unread(kind, said, "a website's address holds a dot"),
    )


def _phone(kind: str, said: str) -> tuple[NumberRead, ...]:
    said = re.sub(r"\bext\S*\s*\d+", "", said, flags=re.IGNORECASE)
    parts = re.split(r"[;,|/]|\s[–-]\s|[a-z]{2,}", said, flags=re.IGNORECASE)
    found = dict.fromkeys(d for p in parts if len(d := re.sub(r"\D", "", p).lstrip("0")) >= _PART)
    return tuple(NumberRead(kind, d) for d in found) or (
        _unread(kind, said, "a phone number has more digits"),
    )


def _documents(kind: str, said: str) -> tuple[NumberRead, ...]:
    """Numbers of registers and papers: each with its own label, the others parted by ; or (1) (2)."""
    labels = list(_LABEL.finditer(said))
    ends = [*(label.start() for label in labels), len(said)][1:] if labels else []
    found = []
    for label, end in zip(labels, ends, strict=True):
        named, country = _LABELS[label[1].casefold()]
        runs = _runs(said[label.end() : end])[:1] if named else []
        found += [NumberRead(named, _bare(run), None, "", country) for run in runs]
    before = said[: labels[0].start()] if labels else said
    for piece in re.split(r"[;|]|\s/\s|,\s?(?=\w*\d{5})", _ENUMERATOR.sub(";", before)):
        runs = _runs(piece)
        if any(c.isdigit() for c in "".join(runs)):
            found.append(NumberRead(kind, _bare(runs[0]) if len(runs) == 1 else piece.strip()))
    if not found:
        return (_unread(kind, said, f"a {WORDS.get(kind, kind)} holds digits"),)
    return tuple(dict.fromkeys(found))


def _runs(said: str) -> list[str]:
    """The stretches of a cell between words, remarks in brackets and dates: what can be a number of its own."""
    runs: list[list[str]] = [[]]
    for piece in _DATE.sub(" – ", _REMARK.sub(" – ", said)).split():
        if _WORD.fullmatch(piece.strip("().,:“”\"'")):
            runs.append([])
        else:
            runs[-1].append(piece.strip(",:"))
    return [" ".join(run) for run in runs if any(c.isalnum() for c in "".join(run))]


def _keys(kind: str, value: str) -> Iterable[tuple[str, str]]:
    """The forms under which a canonical value is looked up."""
    if kind == "swift":  # a bank code of eight letters names the head office of the one with eleven
        yield kind, value[:8]
    elif (
        kind == "crypto"
    ):  # base58 tells cases apart, but two addresses that differ in case only do not both check
        yield kind, value.casefold().removeprefix("0x")
    elif kind == "website":
        host, _, path = value.partition("/")
        yield kind, value
        if len(path) <= 3 or path.startswith(("index", "home")):  # a language or a front page: the whole site
            yield kind, host
    elif kind == "phone":
        yield (
            kind,
            f"7{value[1:]}" if len(value) == 11 and value[0] == "8" else value,
        )  # Russia at home and abroad
    elif kind in DOCUMENTS:
        runs = [_bare(run) for run in _runs(value)]
        whole = {_bare(value), "".join(runs)}
        for form in whole | {r for r in runs if len(r) >= _PART and sum(c.isdigit() for c in r) >= 3}:
            bare = re.sub(r"^N[OR](?=\d)", "", form)
            yield kind, bare.lstrip("0") if bare.isdigit() else bare
            if kind == "tax" and re.fullmatch(
                r"[A-Z]{2}\d{7,}[A-Z]?", bare
            ):  # VAT numbers begin with a country
                yield kind, bare[2:].lstrip("0")
            elif series := re.fullmatch(
                r"[A-Z]{1,2}(\d{8,})", bare
            ):  # PS381310014 is printed without its series too
                yield kind, series[1].lstrip("0")
    else:
        yield kind, value


_READERS: dict[str, Callable[[str, str], tuple[NumberRead, ...]]] = {
    SHIP: _imo, COMPANY: _imo, "lei": _lei, "swift": _swift, "mmsi": _mmsi, "call_sign": _code,
    "tail_number": _code, "un_reference": _code, "crypto": _crypto, "website": _website, "email": _email,
    "phone": _phone,
}  # fmt: skip
