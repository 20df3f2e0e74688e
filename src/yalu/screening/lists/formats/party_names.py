"""Names as lists give them, turned into party names with script, kind and place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yalu.screening.lists.formats.places import alpha3
from yalu.screening.records import NameKind, PartyName
from yalu.screening.scripts import parts_by_script, script_of

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
    parts = [part for cell in cells for piece in _split(cell) for part in _AKA.split(piece)]
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


def _split(text: str) -> list[str]:
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
    for part in (p for text in inside for p in _split(_ORIGINAL.sub("", text))):
        found = _held(said := _AKA.sub("", part.strip()).strip(), kind)
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


def _held(text: str, kind: NameKind) -> NameKind | None:
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
