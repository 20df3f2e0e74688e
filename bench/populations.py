"""Invented free persons of fourteen populations, each name a common given name with a common family name.

Where Faker (MIT) holds weighted or native names it draws them (`pip install faker`); names in Latin letters
that it lacks come from bench/common-names.csv, typed for this bench and read by nothing else. A name that is
listed letter for letter counts as free all the same: that is what a namesake costs.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anyascii import anyascii

from split import half

POPULATIONS: dict[str, float] = {
    "English": 15, "Spanish, two surnames": 40, "Spanish, one surname": 40, "Russian, two words": 60,
    "Russian, three words": 40, "Arabic, two words": 60, "Arabic, three words": 40, "Chinese, pinyin": 40,
    "Chinese, two signs": 40, "Chinese, three signs": 40, "Indian": 40, "Vietnamese": 40, "Korean, Latin": 40,
    "Korean, Hangul": 40,
    "Russian, the commonest two words": 60,
}  # fmt: skip


def invented(which: str, most: int) -> dict[str, list[str]]:
    """Names of one half by population; both halves hold other names of the same kind."""
    found: dict[str, list[str]] = {}
    for population in POPULATIONS:
        names: dict[str, None] = {}
        for name in _drawn(population):
            if half("free", name) == which:
                names[name] = None
            if len(names) == most:
                break
        found[population] = list(names)
    return found


def _drawn(population: str) -> Iterator[str]:
    chance = random.Random(population)
    tables = _tables()
    kind, _, shape = population.partition(", ")
    for _ in range(40_000):
        if kind in {"English", "Spanish", "Chinese", "Korean"} and shape not in {"pinyin", "Latin"}:
            yield _faked(kind, shape)
            continue
        if kind == "Russian" and "commonest" not in shape:
            yield _russian(shape, chance.choice(tables["russian"][0]))
            continue
        given, family = tables[{"Chinese": "pinyin"}.get(kind, kind.lower())]
        first, last = chance.choice(given), chance.choice(family)
        if kind == "Arabic" and shape == "three words":
            yield f"{first} {chance.choice(given[:20])} {last}"
        elif kind in {"Chinese", "Vietnamese"} or (kind == "Korean" and chance.random() < 0.5):
            yield f"{last} {first}"
        else:
            yield f"{first} {last}"


_FAKERS: dict[str, Any] = {}


def _fake(place: str) -> Any:
    from faker import Faker  # noqa: PLC0415  only this bench needs it

    if place not in _FAKERS:
        _FAKERS[place] = Faker(place)
        _FAKERS[place].seed_instance(20170418)
    return _FAKERS[place]


def _russian(shape: str, first: str) -> str:
    """A common given name with a surname and patronymic of Faker's, in Latin letters as anyascii spells them."""
    fake = _fake("ru_RU")
    middle = f" {fake.middle_name_male()}" if shape == "three words" else ""
    return anyascii(f"{first}{middle} {fake.last_name_male()}")


def _faked(kind: str, shape: str) -> str:
    fake = _fake({"English": "en_US", "Spanish": "es_ES", "Chinese": "zh_CN", "Korean": "ko_KR"}[kind])
    first, last = fake.first_name(), fake.last_name()
    if shape == "two surnames":
        return f"{first} {last} {fake.last_name()}"
    if kind == "Chinese":
        wanted = 1 if shape == "two signs" else 2
        while len(first) != wanted or len(last) != 1:
            first, last = fake.first_name(), fake.last_name()
    return last + first if kind in {"Chinese", "Korean"} else f"{first} {last}"


def _tables() -> dict[str, tuple[list[str], list[str]]]:
    with (Path(__file__).parent / "common-names.csv").open(encoding="utf-8") as file:
        return {
            r["population"]: (r["given"].split("|" if "|" in r["given"] else " "), r["family"].split())
            for r in csv.DictReader(file)
        }
