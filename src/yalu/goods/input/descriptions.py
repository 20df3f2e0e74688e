"""What a description of goods gives away: the kind, and parameters that stand in its words.

A description is a person's words and no data sheet, so what is read from it is said as read from it and gives
way to a column. A kind that is only what the goods are for ("chuck for a lathe", 车床用卡盘) or what they are a
part of is not read as theirs; a description that may be several kinds settles none and names them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

import msgspec

from yalu.goods.input.synonyms import CHEMICAL, SynonymTable, fold, pattern
from yalu.goods.lists.chemicals import cas_in

_SEGMENTS = re.compile(r"[,;:()\[\]|/、,;。()【】\n]+")
_LOCANTS = re.compile(r"(?<=\b[0-9NO]),(?=[0-9NO]\b)")  # the comma of N,N- and 1,1- ends no clause
_DIGITS = "一二三四五六七八九"
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    **{f"十{digit}": 10 + number for number, digit in enumerate(_DIGITS, start=1)}, "十": 10,
    **{digit: number for number, digit in enumerate(_DIGITS, start=1)}, "两": 2, "兩": 2, "双": 2, "雙": 2,
}  # fmt: skip
# The end of a longer number, such as 二十五, is no number by itself.
_NUMBER = rf"(?<![{_DIGITS}十廿百千零〇])(?:[0-9]{{1,4}}|{'|'.join(_NUMBERS)})"
# One number or another (3- or 5-axis, DN 15-50, DN 3/8) is neither.
_EITHER = re.compile(rf"(?i)({_NUMBER})\s?-?\s?(?:[-/~–—]|(?:or|to|and)\b|或|至|到)\s?(?={_NUMBER})")


class Described(msgspec.Struct, frozen=True):
    """What a description says: parameters as typed, the kinds it may be where it is not one, and remarks."""

    facts: dict[str, str] = {}
    might_be: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class _Named(NamedTuple):
    kinds: tuple[str, ...]
    theirs: bool


def read_description(text: str, words: SynonymTable, kinds: Collection[str]) -> Described:
    """The kind and the parameters that a description names; ``kinds`` are those that entries know."""
    whole = _LOCANTS.sub(" ", unicodedata.normalize("NFKC", text))
    segments = [fold(part) for part in _SEGMENTS.split(whole)]
    named = [found for segment in segments for found in _named(segment, words, kinds)]
    theirs = [found.kinds for found in named if found.theirs]
    either = _EITHER.sub(r"\1or", whole)
    facts, notes = _phrases("\0".join(fold(part) for part in _SEGMENTS.split(either)), words)
    if CHEMICAL in kinds and all(set(kinds_of_one) == {CHEMICAL} for kinds_of_one in theirs):
        numbers = _chemicals(text, segments, words)
        if len(numbers) == 1 and (theirs or not named):
            return Described({"kind": CHEMICAL, **facts, "cas": numbers[0]}, (), notes)
        if len(numbers) > 1 and (theirs or not named):
            several = f"the description names several chemicals, {', '.join(numbers)}; ask for each"
            return Described({"kind": CHEMICAL, **facts}, (), (several, *notes))
    if not named:
        return Described(facts, (), ("no kind of goods was recognised in the description", *notes))
    if not theirs:
        about = sorted({kind for found in named for kind in found.kinds})
        remark = f"the goods may be a part of, or for: {', '.join(about)}; their own kind was not read"
        return Described({}, (), (remark, *notes))
    shared = set(theirs[0]).intersection(*theirs[1:])
    found = sorted(shared or {kind for kinds_of_one in theirs for kind in kinds_of_one})
    if len(found) == 1:
        return Described({"kind": found[0], **facts}, (), notes)
    return Described(
        facts, tuple(found), (f"the description might be {' or '.join(found)}; say which under kind", *notes)
    )


def _named(segment: str, words: SynonymTable, kinds: Collection[str]) -> list[_Named]:
    """The kinds named in one segment, longest names first, and whether the goods are that kind."""
    left, found = segment, []
    cut = _first(segment, words.cues.get("aside_after", ()))
    purpose = _first(segment, words.cues.get("purpose_after", ()))
    for compiled, meant in _compiled(words):
        for match in compiled.finditer(left):
            known = tuple(kind for kind in meant if kind in kinds)
            left = left[: match.start()] + "\0" * len(match[0]) + left[match.end() :]
            if known and match.start() < cut:
                found.append((match.start(), match.end(), known))
    found.sort()
    heads = [start for start, _, known in found if known != (CHEMICAL,)]
    return [
        _Named(
            known,
            start < purpose
            and _is_theirs(left, start, end, words)
            and (known != (CHEMICAL,) or (max(heads, default=-1) < start and _alone(left[end:], words))),
        )
        for start, end, known in found
    ]


def _alone(after: str, words: SynonymTable) -> bool:
    """Whether what follows the name of a chemical tells of it, and not of a thing called after it (a phosgene detector)."""
    rest = after.strip(" \0")
    cue_words = words.cues.get("chemical_after", ())
    return not rest or rest[0].isdigit() or any(re.match(pattern(cue), rest) for cue in cue_words)


def _chemicals(text: str, segments: list[str], words: SynonymTable) -> list[str]:
    """The CAS numbers that stand in a description or that its names of chemicals have."""
    found = list(cas_in(text))
    left = "\0".join(segments)
    for name in sorted(words.chemicals, key=len, reverse=True):
        if name in left and (match := re.search(pattern(name), left)):
            found.append(words.chemicals[name])
            left = left[: match.start()] + "\0" + left[match.end() :]
    return list(dict.fromkeys(found))


def _is_theirs(left: str, start: int, end: int, words: SynonymTable) -> bool:
    after, before = left[end:], left[:start]
    if any(after.lstrip().startswith(cue) for cue in words.cues.get("purpose_before", ())):
        return False
    if any(re.search(pattern(cue) + r"[\s\w]{0,3}$", before) for cue in words.cues.get("denied", ())):
        return False
    return not _any(after, words.cues.get("part_after", ())) and not _any(
        left, words.cues.get("part_anywhere", ())
    )


def _any(text: str, cues: tuple[str, ...]) -> bool:
    return any(re.search(pattern(cue), text) for cue in cues)


def _first(text: str, cues: tuple[str, ...]) -> int:
    """Where the first of some cues stands, or beyond the end."""
    return min(
        (match.start() for cue in cues for match in re.finditer(pattern(cue), text)), default=len(text) + 1
    )


@lru_cache(maxsize=4)
def _patterns(
    names: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(pattern(name)), meant) for name, meant in names)


def _compiled(words: SynonymTable) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Every name, longest first, then the words that settle no kind by themselves but narrow it, such as CNC."""
    several = ((word, meant) for word, meant in words.words.items() if len(meant) > 1)
    ordered = sorted([*words.names.items(), *several], key=lambda pair: (-len(pair[0]), pair[0]))
    return _patterns(tuple(ordered))


def _phrases(text: str, words: SynonymTable) -> tuple[dict[str, str], tuple[str, ...]]:
    """Parameters that phrases of a description give; two values of one parameter give none."""
    if re.search(r"[0-9] ?\+ ?[0-9]", text):  # 3+2 axes: two position, so neither sum nor part contours
        return {}, ("axes written as a sum (3+2) were not read",)
    found: dict[str, set[str]] = {}
    left = text
    for phrase in words.phrases:
        for match in _phrase(phrase.phrase).finditer(left):
            value = phrase.value
            for name, number in match.groupdict().items():
                value = value.replace(f"{{{name}}}", str(_NUMBERS.get(number, number)))
            found.setdefault(phrase.parameter, set()).add(value)
            if phrase.parameter != "axes_total":
                left = left.replace(match[0], "\0")
    clear = {name: values.pop() for name, values in found.items() if len(values) == 1}
    open_ = [name for name, values in found.items() if values]
    return clear, tuple(f"the description gives several values of {name}; none was read" for name in open_)


@lru_cache(maxsize=256)
def _phrase(phrase: str) -> re.Pattern[str]:
    folded = re.escape(phrase).replace(r"\ ", r"\s?")
    for name in "nm":
        folded = folded.replace(rf"\{{{name}\}}", rf"(?P<{name}>{_NUMBER})\s?", 1)
    return re.compile(rf"(?<![a-z0-9.+]){folded}(?![a-z0-9半]|[.][0-9])")  # 两轴半 is two and a half
