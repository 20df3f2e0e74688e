"""The words people use for kinds of goods and for columns, as data: lathe, machining centre, 五轴联动加工中心.

Words stand in ``data/goods/synonyms``: ``kinds.csv`` (``use`` is ``name`` for a full name that a description can
be searched for, ``word`` for one that only means the kind in a cell of its own), ``columns.csv``, ``phrases.csv``
(what gives a parameter, with ``{n}`` and ``{m}`` for numbers), ``chemicals.csv`` (other names of chemicals, beside
those of the table of chemicals itself) and ``cues.csv`` (what shows that a named kind is not the goods themselves).
A word may mean several kinds; then it settles none of them.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from yalu.documents.files.bundled import bundled_path
from yalu.goods.lists.chemicals import FILE as CHEMICALS_FILE
from yalu.goods.lists.chemicals import names_of

FOLDER = "synonyms"
CHEMICAL = "chemical"
_SHORT = 4  # short forms such as DMP are other things too
_UNIT = re.compile(r"^(?P<name>.*?)\s*[(\[（【](?P<unit>[^)\]）】]+)[)\]）】]\s*$")
_HAN = r"\u3400-\u9fff"


class Phrase(msgspec.Struct, frozen=True):
    """Words of a description that give a parameter a value; both may hold ``{n}`` or ``{m}``."""

    phrase: str
    parameter: str
    value: str


class SynonymTable(msgspec.Struct, frozen=True):
    """The synonyms: folded word to kinds, column or CAS number, what gives parameters, and cues by what they mean."""

    names: Mapping[str, tuple[str, ...]] = {}
    words: Mapping[str, tuple[str, ...]] = {}
    columns: Mapping[str, str] = {}
    phrases: tuple[Phrase, ...] = ()
    cues: Mapping[str, tuple[str, ...]] = {}
    chemicals: Mapping[str, str] = {}

    def kinds(self, text: str, known: Collection[str]) -> tuple[str, ...]:
        """The kinds that a word or name means when it stands alone, such as in a cell of its own."""
        for folded in singulars(fold(text)):
            if folded.replace(" ", "_") in known:
                return (folded.replace(" ", "_"),)
            found = self.names.get(folded) or self.words.get(folded, ())
            if found:
                return tuple(kind for kind in found if kind in known)
        return ()

    def column(self, header: str, known: Collection[str]) -> tuple[str, str]:
        """The parameter or place that a header means, and the unit it states, each "" where there is none."""
        split = _UNIT.match(header)
        name, unit = (split["name"], split["unit"].strip()) if split else (header, "")
        folded = fold(name)
        plain = folded.replace(" ", "_")
        found = plain if plain in known else self.columns.get(folded, "")
        return (found if found in known else "", unit)


def fold(text: str) -> str:
    """Text for comparing: width, case, hyphens and runs of blanks make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w+.]+|_", " ", plain).split())


def singulars(folded: str) -> Iterable[str]:
    """A folded word as it stands and without the endings of a plural: lathes, batteries, presses."""
    yield folded
    if not folded.isascii():
        return
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if folded.endswith(ending):
            yield folded[: -len(ending)] + instead


def pattern(folded: str) -> str:
    """A pattern that finds a folded word in folded text: whole English words, with their plurals."""
    if re.search(f"[{_HAN}]", folded):
        return re.escape(folded)
    stem = re.escape(folded)
    plural = f"(?:{stem}(?:e?s)?|{stem[:-1]}ies)" if folded.endswith("y") else f"{stem}(?:e?s)?"
    return rf"(?<![a-z0-9]){plural}(?![a-z0-9])"


def read_words(folder: Path) -> SynonymTable:
    """The synonyms of a folder of control lists; none where it has no such tables."""
    tables = {
        name: _rows(folder / FOLDER / f"{name}.csv") for name in ("kinds", "columns", "phrases", "cues")
    }
    by_use: dict[str, dict[str, tuple[str, ...]]] = {"name": {}, "word": {}}
    for row in tables["kinds"]:
        by_use[row["use"]][fold(row["word"])] = tuple(row["kinds"].split(";"))
    cues: dict[str, list[str]] = {}
    for row in tables["cues"]:
        cues.setdefault(row["means"], []).append(fold(row["cue"]))
    chemicals = _chemicals(folder)
    return SynonymTable(
        names=dict.fromkeys(chemicals, (CHEMICAL,)) | by_use["name"],
        words=by_use["word"],
        columns={fold(row["word"]): row["column"] for row in tables["columns"]},
        phrases=tuple(Phrase(**row) for row in tables["phrases"]),
        cues={means: tuple(found) for means, found in cues.items()},
        chemicals=chemicals,
    )


def _chemicals(folder: Path) -> dict[str, str]:
    """CAS numbers by the folded names of chemicals: those of the lists, in both spellings, and other names."""
    listed = {
        fold(form): row["cas"]
        for row in _rows(folder / CHEMICALS_FILE)
        for form in (
            *names_of(row["name"]),
            *names_of(row["name"].replace("ulph", "ulf").replace("inium", "inum")),
        )
        if len(form) > _SHORT
    }
    return listed | {fold(row["word"]): row["cas"] for row in _rows(folder / FOLDER / "chemicals.csv")}


@lru_cache(maxsize=1)
def bundled_words() -> SynonymTable:
    """The synonyms that come with Yalu."""
    folder = bundled_path("goods")
    return SynonymTable() if folder is None else read_words(folder)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
