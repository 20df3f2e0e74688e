"""How the words of two names met, as a reviewer would say it: every word, one slip, shortened, or only in part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from yalu.screening.matching.alignment import Pairing
from yalu.screening.matching.likeness import single_syllables
from yalu.screening.matching.parts import UNKNOWN, Parts
from yalu.screening.matching.records import Fit
from yalu.screening.matching.scoring import Scored
from yalu.screening.names.words import word_class

# A word met whole, in another accepted spelling, by its reading or translation; and one met by its sound.
_WHOLE = frozenset({"exact", "variant", "reading", "translation", "joined", "split"})
_NEARLY = 0.85
_SLIP_FROM = 4  # letters: one letter off in a shorter word is another word
_SLIP_ALONE = 6  # where the word is all there is of the name
_SLIGHT = frozenset(["legal", "title", "particle"])
# Words that organisations add and drop without becoming another: measured as the classes of words that differ
# between the lists' own names for one entry.
_FILLERS = frozenset("group groups holding holdings".split())


class Met(NamedTuple):
    """The fit of two names, and the pairings of words that say who it is."""

    fit: Fit
    pairs: tuple[Pairing, ...] = ()

    @property
    def words(self) -> int:
        """How many words of the query met whole."""
        return sum(p.first_end - p.first for p in self.pairs if is_whole(p))


class _Count(NamedTuple):
    """Words that say who it is, by how they met: pairs whole, by sound, by a slip, as an initial, or hardly."""

    main: list[Pairing]
    whole: int
    sound: int
    slips: int
    initials: int
    far: int
    rough: bool  # something that says little (a legal form, a title) differs
    same: bool  # every word is the very word


def fit_of(scored: Scored, person: bool, parts: Parts, name_like: Callable[[str], bool]) -> Met:
    """How two names met.

    ``parts`` are those of the listed name; ``name_like`` says of a word whether it is a name of its own that
    several bear.
    """
    ours, theirs = scored.query.words, scored.listed.words
    found = scored.alignment
    left = [ours[i] for i in found.first_left if not slight_word(ours[i], person)]
    right = [theirs[j] for j in found.second_left if not slight_word(theirs[j], person)]
    if left and right and not (len(left) == len(right) == 1):
        return Met("part")
    count = _counted(found.pairings, ours, theirs, person, name_like)
    if left and right:
        if count.slips or count.sound or not is_slip(left[0], right[0], person, name_like):
            return Met("part")
        count, left, right = count._replace(slips=1), [], []
    rough = count.rough or bool(found.first_left or found.second_left)
    fit = _fit(count, left, right, rough, person, _letters(ours, found.pairings))
    if fit == "shortened" and person and not _still_named(count.main, right, theirs, parts):
        fit = "part"
    return Met(fit, tuple(count.main))


def _still_named(main: Sequence[Pairing], right: Sequence[str], theirs: Sequence[str], parts: Parts) -> bool:
    """Whether a shortened name of a person still has the first given word and a family word.

    Where the list does not show which is which, the first word must be there. A given name of East Asian
    syllables has no words that may be left out.
    """
    met = {place for pair in main for place in range(pair.second, pair.second_end)}
    if right and all(w in single_syllables() for w in theirs):
        return False
    if parts == UNKNOWN:
        return next((j for j, w in enumerate(theirs) if not slight_word(w, True)), 0) in met
    return parts.given in met and any(parts.family_at(place) for place in met)


def _fit(count: _Count, left: list[str], right: list[str], rough: bool, person: bool, letters: int) -> Fit:
    whole = count.whole
    if count.far or left or not whole + count.sound + count.slips:
        return "part"
    if right:
        if count.slips or count.sound:
            return "part"
        enough = whole >= 2 or (person and whole == 1 and count.initials > 0)
        return "shortened" if enough and (person or len(right) == 1) else "part"
    if count.initials:
        return "shortened" if whole and not (count.slips or count.sound) else "part"
    if count.slips:
        alone = whole + count.sound == 0
        return "slip" if count.slips == 1 and count.sound <= 1 and (not alone or letters >= _SLIP_ALONE) else "part"
    if rough:
        return "forms" if not count.sound else "slip" if count.sound == 1 and whole else "part"
    return "sound" if count.sound else "exact" if count.same else "full"


def _counted(
    pairings: Sequence[Pairing],
    ours: Sequence[str],
    theirs: Sequence[str],
    person: bool,
    name_like: Callable[[str], bool],
) -> _Count:
    main: list[Pairing] = []
    whole = sound = slips = initials = far = 0
    rough = False
    same = all(pair.reason == "exact" for pair in pairings)
    for pair in pairings:
        mine, listed = ours[pair.first : pair.first_end], theirs[pair.second : pair.second_end]
        if all(slight_word(w, person) for w in (*mine, *listed)):
            rough |= pair.reason not in _WHOLE
            continue
        main.append(pair)
        if is_whole(pair):
            whole += 1
        elif pair.reason == "initial":
            initials += 1
        elif is_slip("".join(mine), "".join(listed), person, name_like):
            slips += 1
        elif pair.reason in {"skeleton", "variant"} and pair.likeness >= 0.8:
            sound += 1
        else:
            far += 1
    return _Count(main, whole, sound, slips, initials, far, rough, same)


def is_whole(pair: Pairing) -> bool:
    """Whether words met whole: the same, or an accepted spelling, reading or meaning of it."""
    return pair.reason in _WHOLE and pair.likeness >= _NEARLY


def is_slip(one: str, other: str, person: bool, name_like: Callable[[str], bool]) -> bool:
    """Whether two words are one letter apart by a slip: of two names that persons bear each is itself."""
    if max(len(one), len(other)) < _SLIP_FROM or one.isdigit() or other.isdigit():
        return False
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    if person and one in single_syllables() and other in single_syllables():
        return False
    return not (person and name_like(one) and name_like(other))


def slight_word(word: str, person: bool) -> bool:
    """Whether a word says little about who it is: a legal form, a title, a particle."""
    return word_class(word, person) in _SLIGHT or (not person and word in _FILLERS)


def _letters(words: Sequence[str], pairings: Sequence[Pairing]) -> int:
    return sum(len(words[i]) for pair in pairings for i in range(pair.first, pair.first_end))
