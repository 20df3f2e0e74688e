"""Identifiers as lists print them, sorted by kind and checked where the kind has check digits."""

from __future__ import annotations

import re

from yalu.screening.records import Identifier
from yalu.vocabulary.codes import CodeError, company_imo, ship_imo

# The kind an identifier's own label means, by a stretch of that label in lower case; the first that fits counts.
_LABELS: tuple[tuple[str, str], ...] = (
    ("vessel registration", "imo"),
    ("imo company", "company_imo"),
    ("company imo", "company_imo"),
    ("imo", "imo"),
    ("mmsi", "mmsi"),
    ("call sign", "call_sign"),
    ("aircraft tail", "tail_number"),
    ("digital currency", "crypto"),
    ("swift", "swift"),
    ("bic", "swift"),
    ("lei", "lei"),
    ("legal entity identifier", "lei"),
    ("passport", "passport"),
    ("passeport", "passport"),
    ("pasaporte", "passport"),
    ("travel document", "passport"),
    ("tax", "tax"),
    ("v.a.t.", "tax"),
    ("vat ", "tax"),
    ("r.f.c.", "tax"),
    ("rfc", "tax"),
    ("nit #", "tax"),
    ("ruc #", "tax"),
    ("fiscal code", "tax"),
    ("fein", "tax"),
    ("website", "website"),
    ("email", "email"),
    ("phone", "phone"),
    ("fax", "phone"),
    ("national id", "national_id"),
    ("national foreign id", "national_id"),
    ("personal id", "national_id"),
    ("identification number", "national_id"),
    ("identity card", "national_id"),
    ("cedula", "national_id"),
    ("c.u.r.p.", "national_id"),
    ("d.n.i.", "national_id"),
    ("c.u.i.", "national_id"),
    ("ssn", "national_id"),
    ("driver", "other"),
    ("birth certificate", "other"),
    ("d-u-n-s", "other"),
    ("registr", "registration"),
    ("company number", "registration"),
    ("enterprise number", "registration"),
    ("social credit", "registration"),
    ("business", "registration"),
    ("c.r. no", "registration"),
    ("folio mercantil", "registration"),
    ("matricula mercantil", "registration"),
    ("chamber of comm", "registration"),
    ("legal entity number", "registration"),
    ("license", "registration"),
    ("licence", "registration"),
)


def kind_of(label: str) -> str:
    """The kind of identifier a label names, ``other`` when it names none we tell apart."""
    said = label.lower()
    return next((kind for words, kind in _LABELS if words in said), "other")


def identifier(kind: str, value: str, country: str = "", note: str = "") -> Identifier | None:
    """An identifier with its check done; None when the value is empty."""
    text = " ".join(value.split())
    if not text:
        return None
    if kind in {"imo", "company_imo"}:
        return _imo(kind, text, country, note)
    if kind == "lei":
        return Identifier("lei", text.upper().replace(" ", ""), country, lei_holds(text), note)
    if kind == "swift":
        code = text.upper().replace(" ", "")
        return Identifier("swift", code, country, bool(_SWIFT.fullmatch(code)), note)
    return Identifier(kind, text, country, None, note)


_SWIFT = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def lei_holds(text: str) -> bool:
    """Whether a legal entity identifier's check digits hold (ISO 17442: the number leaves 1 modulo 97)."""
    code = text.upper().replace(" ", "")
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", code):
        return False
    return int("".join(str(int(c, 36)) for c in code)) % 97 == 1


def _imo(kind: str, text: str, country: str, note: str) -> Identifier:
    digits = re.sub(r"[^0-9]", "", text)
    number = digits if len(digits) == 7 else text
    return Identifier(kind, number, country, imo_holds(kind, number), note)


def imo_holds(kind: str, number: str) -> bool:
    """Whether the check digit fits the kind: ships and companies have rules of their own."""
    try:
        (ship_imo if kind == "imo" else company_imo)(number)
    except CodeError:
        return False
    return True
