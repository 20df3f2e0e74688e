"""What is done to a listed name before it is asked: each kind of change a customer file holds, and its goal.

Every change is drawn from a hash of the kind and the name, so that one name always changes in the same way.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from split import half
from yalu.screening.records import Party, PartyName

_HONORIFICS = frozenset(
    [
        "haji",
        "hajji",
        "sheikh",
        "shaikh",
        "shaykh",
        "sayed",
        "sayyid",
        "syed",
        "mullah",
        "qari",
        "abu",
        "abou",
        "mr",
        "dr",
        "ustad",
    ]
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FORMS = frozenset([
    "ltd", "limited", "llc", "co", "company", "companies", "corp", "corporation", "inc", "incorporated", "jsc",
    "ojsc", "cjsc", "pjsc", "plc", "gmbh", "ag", "sa", "srl", "bv", "nv", "pte", "pty", "fze", "fzco", "fz",
    "joint", "stock", "liability", "public", "private", "open", "closed", "ooo", "oao", "zao", "pao", "sarl",
    "spa", "doo", "kft", "sdn", "bhd", "cv", "rl", "obshchestvo", "obschestvo", "ogranichennoi",
    "ogranichennoy", "otvetstvennostyu", "otvetstvennostiu", "aktsionernoe", "aktsionernoye", "publichnoe",
    "publichnoye", "otkrytoe", "zakrytoe", "nepublichnoe", "sociedad", "anonima", "partnership", "kg",
])  # fmt: skip
_FILLERS = frozenset(
    ["the", "of", "and", "for", "in", "de", "al", "y", "&", "-", "group", "holding", "holdings"]
)
_PARTICLES = frozenset([
    "al", "el", "bin", "ibn", "ben", "abu", "abd", "van", "von", "der", "de", "la", "del", "da", "dos", "di",
    "bint", "ul", "ur",
])  # fmt: skip


class Change(NamedTuple):
    """One kind of change: whom it is done to, how, and the share that may be cleared at most."""

    kind: str
    schema: str  # Person or Organization; empty for both
    goal: float
    apply: Callable[[PartyName, random.Random], str]


class Altered(NamedTuple):
    """A listed name as it is asked, and the entry it stands for."""

    kind: str
    name: str
    listed: str
    party: str


def _spell(slip: str, word: str, chance: random.Random) -> str:
    letters = [i for i, c in enumerate(word) if c.isalpha()]
    if slip == "swapped":
        pairs = [i for i in letters if i + 1 in letters and word[i] != word[i + 1]]
        if not pairs:
            return word
        place = chance.choice(pairs)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    place = chance.choice(letters)
    if slip == "doubled":
        return word[: place + 1] + word[place:]
    if slip == "lost":
        return word[:place] + word[place + 1 :]
    letter = chance.choice([c for c in _LETTERS if c != word[place].lower()])
    return word[:place] + letter + word[place + 1 :]


def _slip(slip: str, name: PartyName, chance: random.Random, wanted: Callable[[str], bool]) -> str:
    """The name with one slip in one of the wanted words of four letters or more."""
    words = name.text.split()
    fit = [i for i, w in enumerate(words) if len(_bare(w)) >= 4 and _bare(w).isalpha() and wanted(_bare(w))]
    if not fit:
        return ""
    at = chance.choice(fit)
    words[at] = _spell(slip, words[at].strip(",.()'\""), chance)
    return " ".join(words)


def _main(word: str) -> bool:
    return word not in _FORMS and word not in _FILLERS


def _slips(schema: str) -> Iterable[Change]:
    title = "person" if schema == "Person" else "organisation"
    for slip in ("lost", "swapped", "other", "doubled"):
        yield Change(
            f"{title}, one letter {slip}", schema, 0.02,
            lambda n, c, slip=slip: _slip(slip, n, c, _main),  # type: ignore[misc]
        )  # fmt: skip


def _bare(word: str) -> str:
    return re.sub(r"[^\w]", "", word).lower()


def _family_first(name: PartyName) -> tuple[list[str], list[str]] | None:
    """Family words and given words, where the list tells them apart."""
    if name.family and name.given:
        return name.family.replace(",", " ").split(), name.given.split()
    if name.text.count(",") == 1:
        family, given = (part.split() for part in name.text.split(","))
        return (family, given) if family and given else None
    return None


def _spoken(name: PartyName) -> list[str]:
    """The words of a person's name, given name first."""
    parts = _family_first(name)
    return [*parts[1], *parts[0]] if parts else name.text.replace(",", " ").split()


def _ends(name: PartyName, _: random.Random) -> str:
    """First and last word; where the first is a name, and not one syllable of a Korean or Chinese given name."""
    words = _spoken(name)
    if _bare(words[0]) in _HONORIFICS or (all(len(_bare(w)) <= 5 for w in words) and len(words) == 3):
        return ""
    return f"{words[0]} {words[-1]}" if len(words) >= 3 and _long(words[0], words[-1]) else ""


def _first_family(name: PartyName, _: random.Random) -> str:
    """Given name and the first of two family words: MADURO MOROS, Nicolas asked as Nicolas MADURO."""
    parts = _family_first(name)
    if not parts or len(parts[0]) != 2 or not _long(parts[1][0], *parts[0]):
        return ""
    return f"{parts[1][0]} {parts[0][0]}"


def _long(*words: str) -> bool:
    return all(len(_bare(w)) > 2 and _bare(w) not in _PARTICLES for w in words)


def _initial(name: PartyName, _: random.Random) -> str:
    """The second of three or more words as an initial: Sergey S. ALEKSEYEV."""
    words = _spoken(name)
    if len(words) < 3 or len(_bare(words[1])) < 3 or not _long(words[0], words[-1]):
        return ""
    return " ".join([words[0], words[1][0] + ".", *words[2:]])


def _title(name: PartyName, chance: random.Random) -> str:
    return f"{chance.choice(['Mr.', 'Ms', 'Dr.', 'General', 'Prof.'])} {' '.join(_spoken(name))}"


def _message(name: PartyName, _: random.Random) -> str:
    """The name within the narrative of a payment message."""
    return (
        f"PAYMENT FOR INVOICE 4711 OF 12 MAY 2017 GOODS AS PER CONTRACT 22 ON BEHALF OF {name.text} "
        "FREIGHT PREPAID SHANGHAI TO NAMPO"
    )


def _form_slip(name: PartyName, chance: random.Random) -> str:
    return _slip("lost", name, chance, lambda w: w in _FORMS)


def _form_left(name: PartyName, _: random.Random) -> str:
    words = name.text.split()
    kept = [w for w in words if _main(_bare(w))]
    return " ".join(kept).strip(" ,") if kept and len(kept) < len(words) and len(" ".join(kept)) > 3 else ""


def _last_left(name: PartyName, _: random.Random) -> str:
    """An organisation of four or more main words without the last of them."""
    words = name.text.split()
    main = [i for i, w in enumerate(words) if _main(_bare(w)) and _bare(w).isalpha()]
    if len(main) < 4 or "(" in name.text:
        return ""
    return " ".join(w for i, w in enumerate(words) if i != main[-1]).strip(" ,")


CHANGES: tuple[Change, ...] = (
    Change("exact name", "", 0.0, lambda n, _: n.text),
    *_slips("Person"),
    Change("person, first and last word", "Person", 0.05, _ends),
    Change("person, given and first family word", "Person", 0.05, _first_family),
    Change("person, second word an initial", "Person", 0.05, _initial),
    Change("person, a title before the name", "Person", 0.02, _title),
    Change("person, within a payment message", "Person", 0.1, _message),
    *_slips("Organization"),
    Change("organisation, slip in a legal form", "Organization", 0.02, _form_slip),
    Change("organisation, legal form left out", "Organization", 0.05, _form_left),
    Change("organisation, within a payment message", "Organization", 0.1, _message),
    Change("organisation, last main word left out", "Organization", 0.15, _last_left),
)


def _order(*parts: str) -> bytes:
    return hashlib.sha256("|".join(parts).encode()).digest()


def altered(parties: Iterable[Party], which: str, most: int) -> dict[str, list[Altered]]:
    """Names of one half, changed: at most so many of each kind, drawn by hash.

    Latin names of persons and organisations still listed, weak aliases left out; the half goes by the listed
    name, so no name is in both.
    """
    pool = {
        (n.text, p.schema == "Person"): (p.id, n)
        for p in parties
        if p.delisted is None and p.schema not in {"Vessel", "Airplane", "Asset"}
        for n in p.names
        if n.script == "latin" and n.kind in {"primary", "strong"} and half("listed", n.text) == which
    }
    found: dict[str, list[Altered]] = {}
    for change in CHANGES:
        mine = [
            (text, held)
            for (text, person), held in pool.items()
            if not change.schema or person == (change.schema == "Person")
        ]
        rows = found[change.kind] = []
        for text, (party, name) in sorted(mine, key=lambda item: _order(change.kind, item[0])):
            asked = change.apply(name, random.Random(f"{change.kind}|{text}"))
            if asked and (asked != text or change.kind == "exact name"):
                rows.append(Altered(change.kind, asked, text, party))
            if len(rows) == most:
                break
    return found
