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

# A word met whole, in another accepted spelling, by its reading or translation.
_WHOLE = frozenset({"exact", "variant", "reading", "translation", "joined", "split"})
_HEARD = frozenset({"skeleton", "variant"})
_NEARLY = 0.85
_HEARD_FROM = 0.8
_SLIP_FROM = 4  # letters: one letter off in a shorter word is another word
_SLIP_ALONE = 5  # where the word is all there is of the name
_SLIGHT = frozenset(["legal", "title", "particle"])
# Organisations add and drop these without becoming another, as the lists' own names for one entry show.
_FILLERS = frozenset("group groups holding holdings".split())


class Met(NamedTuple):
    """The fit of two names, and the pairings of words that say who it is."""

    fit: Fit
    pairs: tuple[Pairing, ...] = ()

    @property
    def words(self) -> int:
        """How many words of the query met whole."""
        return sum(p.first_end - p.first for p in self.pairs if p.likeness >= _NEARLY and p.reason in _WHOLE)


PART = Met("part")


class Fitting(NamedTuple):
    """What is known of two names that were laid side by side.

    ``spelled``: both are written in letters, where a hand may slip; a sign or a syllable of Han or Hangul
    that differs is another name. ``name_like`` says of a word whether several persons bear it.
    """

    scored: Scored
    person: bool
    parts: Parts
    spelled: bool
    name_like: Callable[[str], bool]


class _Count(NamedTuple):
    """How the words that say who it is met, and whether something that says little differs."""

    main: list[Pairing]
    whole: int = 0
    heard: int = 0
    slips: int = 0
    initials: int = 0
    far: int = 0
    rough: bool = False


def fit_of(given: Fitting) -> Met:
    """How two names met."""
    ours, theirs = given.scored.query.words, given.scored.listed.words
    found = given.scored.alignment
    if _together(found.pairings, ours, theirs):
        return PART
    slight = _slight(given, theirs)
    left = [ours[i] for i in found.first_left if not slight(ours[i])]
    right = [theirs[j] for j in found.second_left if not slight(theirs[j])]
    if left and (len(left) > 1 or len(right) != 1):
        return PART
    count = _counted(given, slight)
    if left:
        if count.slips or count.heard or not _is_slip(left[0], right[0], given):
            return PART
        count, right = count._replace(slips=1), []
    if found.first_left or found.second_left:
        count = count._replace(rough=True)
    fit = _fit(count, right, given)
    return Met(fit, tuple(count.main)) if fit != "part" else PART


def _fit(count: _Count, right: Sequence[str], given: Fitting) -> Fit:
    if count.far or not count.whole + count.heard + count.slips:
        return "part"
    if right or count.initials:
        return "shortened" if _shortened(count, right, given) else "part"
    if count.slips:
        ours = given.scored.query.words
        alone = count.whole + count.heard == 0
        letters = sum(len(ours[i]) for pair in count.main for i in range(pair.first, pair.first_end)) if alone else 99
        return "slip" if count.slips == 1 and count.heard <= 1 and letters >= _SLIP_ALONE else "part"
    if count.rough:
        return "forms" if not count.heard else "slip" if count.heard == 1 and count.whole else "part"
    if count.heard:
        return "sound"
    pairs = given.scored.alignment.pairings
    return "exact" if all(pair.reason == "exact" for pair in pairs) else "full"


def _shortened(count: _Count, right: Sequence[str], given: Fitting) -> bool:
    """Whether what was asked is the listed name with words left out or cut to initials.

    A person keeps the first given word and a family word; where the list does not show which is which, the
    first word. Of an organisation only one word may be missing. A name of East Asian syllables has no word
    that may be left out.
    """
    theirs = given.scored.listed.words
    if count.slips or count.heard or (count.initials and not given.spelled):
        return False
    if right and all(w in single_syllables() or w.isdigit() for w in theirs):
        return False
    if not given.person:
        return count.whole >= 2 and len(right) <= 1
    if count.whole + count.initials < 2 or not count.whole:
        return False
    met = {place for pair in count.main for place in range(pair.second, pair.second_end)}
    if given.parts == UNKNOWN:
        return next((j for j, w in enumerate(theirs) if word_class(w, True) not in _SLIGHT), 0) in met
    return given.parts.given in met and any(given.parts.family_at(place) for place in met)


def _counted(given: Fitting, slight: Callable[[str], bool]) -> _Count:
    ours, theirs = given.scored.query.words, given.scored.listed.words
    main: list[Pairing] = []
    whole = heard = slips = initials = far = 0
    rough = False
    for pair in given.scored.alignment.pairings:
        mine, listed = ours[pair.first : pair.first_end], theirs[pair.second : pair.second_end]
        if all(map(slight, mine)) and all(map(slight, listed)):
            rough |= pair.reason not in _WHOLE
            continue
        main.append(pair)
        if _whole(pair, given.spelled):
            whole += 1
        elif pair.reason == "initial":
            initials += 1
        elif _is_slip("".join(mine), "".join(listed), given):
            slips += 1
        elif pair.reason in _HEARD and pair.likeness >= _HEARD_FROM:
            heard += 1
        else:
            far += 1
    return _Count(main, whole, heard, slips, initials, far, rough)


def _whole(pair: Pairing, spelled: bool) -> bool:
    """Whether words met whole. The sound of a sign is no spelling of another name, and only a surname may be read two ways."""
    if pair.reason not in _WHOLE or pair.likeness < _NEARLY:
        return False
    return spelled or (pair.reason != "variant" and (pair.reason != "reading" or pair.first == 0))


def _is_slip(one: str, other: str, given: Fitting) -> bool:
    """Whether two words are one letter apart by a slip: two syllables, or two names that persons bear, are not."""
    if not given.spelled or max(len(one), len(other)) < _SLIP_FROM or one.isdigit() or other.isdigit():
        return False
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    if one in single_syllables() and other in single_syllables():
        return False
    return not (given.person and given.name_like(one) and given.name_like(other))


def _slight(given: Fitting, theirs: Sequence[str]) -> Callable[[str], bool]:
    """Which words say little about who it is: forms, titles, particles; An and O are syllables among syllables."""
    person = given.person
    wanted = _SLIGHT
    if all(w in single_syllables() for w in theirs):
        wanted = _SLIGHT - {"particle"}
    return lambda word: word_class(word, person) in wanted or (not person and word in _FILLERS)


def _together(pairings: Sequence[Pairing], ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two syllables that may be a whole name meet one word of another kind: Han Lei is not Hanley."""
    if len(pairings) != 1 or len(ours) + len(theirs) != 3 or pairings[0].reason not in {"joined", "split"}:
        return False
    return all(w in single_syllables() for w in (ours if len(ours) == 2 else theirs))
