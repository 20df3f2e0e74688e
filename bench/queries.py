"""The list and the queries of the screening benchmark: real names, disturbed with a fixed seed, split by hash."""

from __future__ import annotations

import csv
import gzip
import random
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from split import half
from yalu.screening.lists.formats.list_reader import read_list
from yalu.screening.names.tables import hangul_surnames, korean_surnames, surname_classes
from yalu.screening.records import Party, PartyName
from yalu.screening.scripts import script_of

SEED = 20170418
HERE = Path(__file__).parent


class Asked(NamedTuple):
    """One query, the parties that answer it (none for an outsider), and the set it belongs to."""

    name: str
    schema: str
    answers: frozenset[str]
    set: str


def real_parties(folder: Path) -> list[Party]:
    """OFAC SDN of 2024-05-07 and the UN list of 2026-02-27, airplanes left out."""
    lists = folder / "lists"
    found = read_list(lists / "ofac_sdn_2024-05-07.xml.gz")[0].parties
    found += read_list(lists / "un_consolidated_2026-02-27.xml.gz")[0].parties
    return [p for p in found if p.names and p.schema != "Airplane"]


def distractors(parties: list[Party], wanted: int) -> list[Party]:
    """More parties, each a recombination of words of names that are listed: the list grown to a size."""
    chance = random.Random(SEED)
    pools: dict[str, list[list[str]]] = {}
    for party in parties:
        for name in party.names:
            if name.script == "latin":
                pools.setdefault(party.schema, []).append(name.text.split())
    out = []
    schemas = sorted(pools)
    for number in range(wanted):
        schema = schemas[number % len(schemas)]
        names = tuple(PartyName(_recombined(pools[schema], chance)) for _ in range(1 + (number % 3 == 0)))
        out.append(Party(id=f"x:{number}", list="x", entry=str(number), schema=schema, names=names))  # type: ignore[arg-type]
    return out


def _recombined(pool: list[list[str]], chance: random.Random) -> str:
    shape = chance.choice(pool)
    words = []
    for place in range(len(shape)):
        other = chance.choice(pool)
        words.append(other[min(place, len(other) - 1)])
    return " ".join(words).strip(" ,")


def recombined(parties: list[Party], wanted: int) -> list[Asked]:
    """Hard negatives: names made of listed words, on no list."""
    chance = random.Random(SEED + 1)
    listed = {n.text.casefold() for p in parties for n in p.names}
    pools: dict[str, list[list[str]]] = {}
    for party in parties:
        if party.schema in {"Person", "Organization"}:
            pools.setdefault(party.schema, []).extend(
                n.text.replace(",", "").split() for n in party.names if n.script == "latin" and " " in n.text
            )
    out: list[Asked] = []
    while len(out) < wanted:
        schema = "Person" if len(out) % 2 else "Organization"
        name = _recombined(pools[schema], chance)
        if name.casefold() not in listed and " " in name:
            out.append(Asked(name, schema, frozenset(), "recombined"))
    return out


def outsiders(folder: Path, latin: bool) -> list[Asked]:
    """Synthetic people who are on no list, in Latin letters or in Hangul and Han."""
    with (folder / "matching" / "negatives_global_shared.csv").open(encoding="utf-8") as file:
        return [
            Asked(row["full_name"], "Person", frozenset(), "outsiders" if latin else "outsiders cjk")
            for row in csv.DictReader(file)
            if (script_of(row["full_name"]) == "latin") == latin
        ]


def latin_noise(parties: list[Party], wanted: int) -> list[Asked]:
    """Listed names with typos, swaps, words missing, added, joined, initials, legal forms, spellings."""
    chance = random.Random(SEED + 2)
    pool = [
        (p, n.text)
        for p in parties
        for n in p.names
        if n.script == "latin" and n.kind != "weak" and len(n.text) > 6
    ]
    by_name: dict[str, set[str]] = {}
    for party in parties:
        for name in party.names:
            by_name.setdefault(_plain(name.text), set()).add(party.id)
    out: list[Asked] = []
    while len(out) < wanted:
        party, text = chance.choice(pool)
        noise = NOISES[len(out) % len(NOISES)]
        noisy = noise(text.replace(",", ""), party, chance)
        if noisy and noisy != text:
            out.append(Asked(noisy, party.schema, frozenset(by_name[_plain(text)]), "latin noise"))
    return out


def _plain(text: str) -> str:
    return " ".join(sorted(text.replace(",", " ").casefold().split()))


def _typo(text: str, _: Party, chance: random.Random) -> str:
    place = chance.randrange(1, len(text))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :],
            text[: place - 1] + text[place : place + 1] + text[place - 1 : place] + text[place + 1 :],
        ]
    )


def _two_typos(text: str, party: Party, chance: random.Random) -> str:
    return _typo(_typo(text, party, chance), party, chance) if len(text) > 9 else ""


def _swapped(text: str, _: Party, chance: random.Random) -> str:
    words = text.split()
    if len(words) < 2:
        return ""
    chance.shuffle(words)
    return " ".join(words)


def _missing(text: str, _: Party, chance: random.Random) -> str:
    words = text.split()
    if len(words) < 3:
        return ""
    del words[chance.randrange(len(words))]
    return " ".join(words)


def _extra(text: str, party: Party, chance: random.Random) -> str:
    added = ["Ahmed", "Maria", "Lee"] if party.schema == "Person" else ["Group", "International", "Asia"]
    words = text.split()
    words.insert(chance.randrange(len(words) + 1), chance.choice(added))
    return " ".join(words)


def _joined(text: str, _: Party, chance: random.Random) -> str:
    words = text.split()
    if len(words) < 2:
        return ""
    place = chance.randrange(len(words) - 1)
    return " ".join([*words[:place], words[place] + words[place + 1].lower(), *words[place + 2 :]])


def _initial(text: str, party: Party, chance: random.Random) -> str:
    words = text.split()
    if len(words) < 3 or party.schema != "Person":
        return ""
    place = chance.randrange(len(words))
    words[place] = words[place][0] + "."
    return " ".join(words)


_FORMS = ("Ltd", "Limited", "Co., Ltd.", "LLC", "GmbH", "Inc", "S.A.", "Company", "Corporation")


def _legal_form(text: str, party: Party, chance: random.Random) -> str:
    if party.schema != "Organization":
        return ""
    words = [
        w for w in text.split() if w.strip(".,").casefold() not in {"ltd", "limited", "co", "llc", "company"}
    ]
    return " ".join([*words, chance.choice(_FORMS)]) if len(words) > 1 else ""


_SPELLINGS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ph", "f"), ("kh", "h"), ("q", "k"), ("y", "i"), ("j", "dj"),
    ("sch", "sh"), ("v", "w"), ("ei", "ey"), ("ck", "k"), ("dh", "d"), ("aa", "a"), ("c", "k"), ("x", "ks"),
)  # fmt: skip


def _spelling(text: str, _: Party, chance: random.Random) -> str:
    lower = text.lower()
    fits = [pair for pair in _SPELLINGS if pair[0] in lower]
    if not fits:
        return ""
    old, new = chance.choice(fits)
    return lower.replace(old, new, 1)


NOISES = (_typo, _two_typos, _swapped, _missing, _extra, _joined, _initial, _legal_form, _spelling)


def treated(folder: Path, parties: list[Party]) -> list[Asked]:
    """The UN's persons with the disturbances of an outside fixture, and UK names of UN entries."""
    names: dict[str, set[str]] = {}
    for party in parties:
        for name in party.names:
            names.setdefault(_plain(name.text), set()).add(party.id)
    out = []
    with (folder / "matching" / "un_names_perturbed_pairs.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            answers = names.get(_plain(row["untreated_name"]))
            if answers and row["treated_name"] != row["untreated_name"]:
                out.append(Asked(row["treated_name"], "Person", frozenset(answers), "latin noise"))
    with (folder / "matching" / "crosslist_gold_shared.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            known = f"un:{row['left_id']}"
            if row["label"] == "1" and row["left_name"].casefold() != row["right_name"].casefold():
                schema = "Person" if row["kind"] == "person" else "Organization"
                same = names.get(_plain(row["left_name"]), set()) | {known}
                out.append(Asked(row["right_name"], schema, frozenset(same), "latin noise"))
    return out


_RESPELL = {
    "k": ["g", "k"], "g": ["k", "g"], "t": ["d", "t"], "d": ["t", "d"], "p": ["b", "p"], "b": ["p", "b"],
    "ch": ["j", "ch"], "j": ["ch", "j"],
}  # fmt: skip
_RESPELL_VOWELS = {
    "o": ["eo", "o", "u"],
    "yo": ["yeo", "yo", "you"],
    "u": ["oo", "u", "eu"],
    "i": ["ee", "i"],
    "ae": ["ai", "ae"],
}


def korean_variants(parties: list[Party], wanted: int) -> list[Asked]:
    """Listed Korean persons, respelled syllable by syllable in other romanisations."""
    chance = random.Random(SEED + 3)
    families = {s for surname in korean_surnames() for s in surname.spellings}
    pool = [
        (p, words)
        for p in parties
        if p.schema == "Person" and any("DPRK" in x or "KP" in x for x in (*p.programmes, p.entry))
        for n in p.names
        if n.script == "latin" and n.kind != "weak"
        for words in [
            n.text.replace(",", " ").replace("-", " ").replace("'", "").replace("’", "").lower().split()
        ]
        if 2 <= len(words) <= 3 and words[0] in families
    ]
    by_words: dict[tuple[str, ...], set[str]] = {}
    for party, words in pool:
        by_words.setdefault(tuple(words), set()).add(party.id)
    out: list[Asked] = []
    while pool and len(out) < wanted:
        _, words = chance.choice(pool)
        classes = sorted(c for c in surname_classes().get(words[0], ()) if c.startswith("ko:"))
        same = next((s.spellings for s in korean_surnames() if "ko:" + s.southern in classes), (words[0],))
        family = chance.choice(same[:5])
        given = [_respelled(w, chance) for w in words[1:]]
        joined = chance.choice(["-".join(given), " ".join(given), "".join(given)])
        name = chance.choice([f"{family} {joined}", f"{joined} {family}"])
        out.append(Asked(name.title(), "Person", frozenset(by_words[tuple(words)]), "korean variants"))
    return out


def _respelled(word: str, chance: random.Random) -> str:
    for start in sorted(_RESPELL, key=len, reverse=True):
        if word.startswith(start) and not (start == "g" and word.startswith("ng")):
            word = chance.choice(_RESPELL[start]) + word[len(start) :]
            break
    for vowel in ("yo", "ae", "o", "u", "i"):
        place = word.find(vowel)
        if place >= 0 and not any(v in word[place + len(vowel) : place + len(vowel) + 1] for v in "aeiou"):
            return word[:place] + chance.choice(_RESPELL_VOWELS[vowel]) + word[place + len(vowel) :]
    return word


def wikidata(folder: Path, native: bool, wanted: int) -> tuple[list[Party], list[Asked]]:
    """Pairs of Latin and Hangul names: half listed in Latin and asked in Hangul, half the other way.

    ``native`` takes Korean names (surname and two syllables in Hangul, the surname also in Latin).
    """
    with gzip.open(
        folder / "matching" / "wikidata_en_ko_person_names_shared.tsv.gz", "rt", encoding="utf-8"
    ) as file:
        pairs = [tuple(line.rstrip("\n").split("\t")[:2]) for line in file]
    chosen = [(a, b) for a, b in pairs if script_of(b) == "hangul" and _is_native(a, b) == native]
    random.Random(SEED + 4).shuffle(chosen)
    parties, asked = [], []
    kind = "hangul wild" if native else "hangul foreigners"
    for number, (latin, hangul) in enumerate(chosen[:wanted]):
        listed, query = (latin, hangul) if number % 2 else (hangul, latin)
        known = f"w{native:d}:{number}"
        parties.append(
            Party(id=known, list="w", entry=str(number), schema="Person", names=(PartyName(listed),))
        )
        asked.append(Asked(query, "Person", frozenset([known]), kind))
    return parties, asked


def _is_native(latin: str, hangul: str) -> bool:
    surname = hangul_surnames().get(hangul[:1])
    if len(hangul) != 3 or surname is None or " " in hangul:
        return False
    words = latin.lower().replace("-", " ").split()
    return 2 <= len(words) <= 3 and not set(words).isdisjoint(surname.spellings)


def native_names(folder: Path) -> tuple[list[Party], list[Asked]]:
    """EU records in Latin letters asked by their Hangul, Han, Cyrillic or Arabic names; persons and organisations."""
    parties, asked = [], []
    for party in read_list(folder / "lists" / "eu_fsf_full_2024-05-13.xml.gz")[0].parties:
        native = [n.text for n in party.names if n.script in {"hangul", "han", "cyrillic", "arabic"}]
        latin = tuple(n for n in party.names if n.script == "latin")
        if not native or not latin:
            continue
        parties.append(Party(id=party.id, list="eu", entry=party.entry, schema=party.schema, names=latin))
        for text in dict.fromkeys(native):
            script = script_of(text)
            if party.schema == "Person":
                kind = "hangul persons, official" if script in {"hangul", "han"} else f"{script} persons"
            else:
                kind = "organisations, official" if script in {"hangul", "han"} else f"{script} organisations"
            asked.append(Asked(text, party.schema, frozenset([party.id]), kind))
    return parties, asked


def own_pairs() -> tuple[list[Party], list[Asked]]:
    """Our own table of organisations in Korean and Chinese with the names they use in English."""
    parties, asked = [], []
    with (HERE / "organisations.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            known = f"o:{number}"
            names = (PartyName(row["latin"]),)
            parties.append(Party(id=known, list="o", entry=str(number), schema="Organization", names=names))
            asked.append(Asked(row["native"], "Organization", frozenset([known]), "organisations, own table"))
    return parties, asked


def curated_persons() -> tuple[list[Party], list[Asked]]:
    """Our own table of office holders in Latin letters, Hangul and Han: each form listed, asked by the others."""
    parties, asked = [], []
    with (HERE / "persons.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            forms = [row[c] for c in ("latin", "hangul", "han") if row[c]]
            for place, listed in enumerate(forms):
                known = f"p{place}:{number}"
                names = (PartyName(listed),)
                parties.append(Party(id=known, list="p", entry=known, schema="Person", names=names))
            ids = frozenset(f"p{place}:{number}" for place in range(len(forms)))
            for place, form in enumerate(forms):
                other = ids - {f"p{place}:{number}"}
                asked.append(Asked(form, "Person", other, "hangul and han persons, curated"))
    return parties, asked


def kept(asked: Iterable[Asked], which: str) -> list[Asked]:
    """One half of the queries, by hash of the set and the name; the rule never looks at the answer."""
    return [a for a in asked if half(a.set, a.name) == which]
