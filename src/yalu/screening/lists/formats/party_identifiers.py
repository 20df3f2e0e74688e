"""Identifiers as lists print them, sorted by kind and checked where the kind has check digits."""

from __future__ import annotations

from yalu.screening.identifiers import CHECKED, numbers_in
from yalu.screening.records import Identifier

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
    ("rif #", "tax"),
    ("c.i.f.", "tax"),
    ("n.i.f.", "tax"),
    ("rtn", "tax"),
    ("tributaria", "tax"),
    ("economic register", "registration"),
    ("certificate of incorporation", "registration"),
    ("branch unit", "registration"),
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
