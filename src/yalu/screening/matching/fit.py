"""How the words of two names met, as a reviewer would say it: every word, one slip, shortened, or only in part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from yalu.screening.matching.name_parts import UNKNOWN, NameParts, naming
from yalu.screening.matching.records import Fit
from yalu.screening.matching.scores import Pairing, Scored
from yalu.screening.matching.token_similarity import single_syllables
from yalu.screening.names.readings import MISREAD, RESPELLED
from yalu.screening.names.words import word_class

# Every number of this module was fitted on the tuning half of the decision table (bench/decisions.py).
# A word met whole, in another accepted spelling, by its reading or translation.
_WHOLE = frozenset({"exact", "variant", "reading", "translation", "joined", "split"})
_BY_EAR = frozenset({"skeleton", "variant"})
_NEARLY = 0.85
_BY_EAR_FROM = 0.8
_SLIP_FROM = 4  # letters: one letter off in a shorter word is another word
_SLIP_ALONE = 5  # where the word is all there is of the name
_SMALL = 4  # letters of a particle with a slip in it: xal, nd
_FEW = 2  # persons: a word that no more bear says by itself enough beside a word with a slip in it
_NAMED_BY = (
    3  # organisations: words that name one together though none of them does (National Mining Development)
)
_SEVERAL = 3  # persons: a word that so many bear is a name of its own, and no slip for another
_MANY = 8  # persons: a word asked that so many bear is no slip, even for a word that nobody else bears
_RARE = 10  # persons: a family name that no more bear says by itself who may be meant
_SLIGHT = frozenset(["legal", "title", "particle"])
_SLIGHT_OF_SYLLABLES = _SLIGHT - {"particle"}
# Organisations add and drop these without becoming another, as the lists' own names for one entry show.
_FILLERS = frozenset(["group", "groups", "holding", "holdings"])


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
    """What is known of two names that were compared.

    ``spelled``: both are written in letters, where a hand may slip; a sign or a syllable of Han or Hangul
    that differs is another name. ``borne`` says how many persons of one list bear a word, ``brand`` whether
     it names a listed organisation by itself.
    """

    scored: Scored
    person: bool
    parts: NameParts
    spelled: bool
    borne: Callable[[str], int]
    brand: Callable[[str], bool]


class _Count(NamedTuple):
    """How the words that say who it is met, and whether something that says little differs."""

    main: list[Pairing]
    whole: int = 0
    by_ear: int = 0
    slips: int = 0
    initials: int = 0
    far: int = 0
    rough: bool = False


def fit_of(given: Fitting) -> Met:
    """How two names met."""
    met = _met(given)
    systems = {given.scored.query.system, given.scored.listed.system}
    if systems & RESPELLED and met.fit not in {"exact", "full"}:
        return PART  # one of several readings, and not even that one
    if met.fit == "exact" and not systems.isdisjoint({MISREAD, *RESPELLED}):
        met = met._replace(fit="full")
    return Met("brand", met.pairs) if met.fit == "part" and _by_brand(given) else met


def _by_brand(given: Fitting) -> bool:
    """Whether all that names the party asked is a brand word of the listed one: Huawei Germany GmbH."""
    if given.person:
        return False
    said = naming(given.scored.query.words)
    if len(said) != 1 or not given.brand(said[0]):
        return False
    words = given.scored.query.words
    return any(
        p.reason == "exact" and said[0] in words[p.first : p.first_end]
        for p in given.scored.alignment.pairings
    )


def _met(given: Fitting) -> Met:
    ours, theirs = given.scored.query.words, given.scored.listed.words
    found = given.scored.alignment
    slight = _slight(given, theirs)
    left = [word for i in found.first_left if not slight(word := ours[i])]
    right: list[str] = []
    if found.second_left:
        right = [word for j in found.second_left if not slight(word := theirs[j])]
        if left and len(right) < len(found.second_left):
            small = [word for j in found.second_left if slight(word := theirs[j])]
            left = [w for w in left if not (len(w) <= _SMALL and any(OSA.distance(w, s) == 1 for s in small))]
    if _together(given, slight):
        return PART
    if left and right and (len(left) > 1 or len(right) > 1):
        return PART
    count = _counted(given, slight)
    if left and not right:
        return Met("contained", tuple(count.main)) if _in_a_row(count, given) else PART
    if left:
        if count.slips or count.by_ear or not _is_slip(left[0], right[0], given):
            return PART
        count, right = count._replace(slips=1), []
    if found.first_left or found.second_left:
        count = count._replace(rough=True)
    fit = _fit(count, right, given)
    return Met(fit, tuple(count.main)) if fit != "part" else PART


def _fit(count: _Count, right: Sequence[str], given: Fitting) -> Fit:
    pairs = given.scored.alignment.pairings
    same = all(pair.reason == "exact" for pair in pairs)
    if not count.main and not count.rough and not right and pairs and same:
        return "exact"  # a name of nothing but fillers and particles is still a name: Group A
    if count.far or not count.whole + count.by_ear + count.slips:
        return "part"
    if right or count.initials:
        return "shortened" if _shortened(count, right, given) else "part"
    if count.slips:
        return "slip" if count.slips == 1 and count.by_ear <= 1 and _long_enough(count, given) else "part"
    if count.rough:
        return _rough(count, given)
    return _by_sound(given) if count.by_ear else "exact" if same else "full"


def _in_a_row(count: _Count, given: Fitting) -> bool:
    """Whether a person's name stands whole in a longer question, though its words part otherwise: KIM CH IN SO K, Dandong."""
    if not (given.person and given.spelled and count.whole > 1):
        return False
    places = {i for p in given.scored.alignment.pairings for i in range(p.first, p.first_end)}
    differs = count.slips + count.by_ear + count.initials + count.far
    return not differs and max(places) - min(places) < len(places)


def contained(met: Met, given: Fitting, *, numbered: bool) -> Met:
    """How a listed name met that stands whole in a longer question; ``given`` is of the part in which it stands.

    Two words at least say who it is; an organisation is named by one of them or has three (any bank has “Trading
    Company”), or by one alone that only listed ones bear or that has its legal form with it. One with a number of its
    own (Plant 39) is another.
    """
    if not (given.spelled or given.scored.query.native) or met.fit not in {"exact", "full", "forms"}:
        return PART
    if given.scored.query.native:
        return met._replace(fit="contained")
    theirs = given.scored.listed.words
    said = [] if given.person else naming(theirs)
    if met.words == 1 and len(said) == 1 and given.brand(said[0]):
        return Met("brand", met.pairs)
    if met.words == 1 and len(said) == 1 and not numbered and _formed(met, given):
        return Met("contained", met.pairs)
    words = met.words - sum(word.isdigit() for word in theirs)  # Office 39, Apt 39 are addresses
    named = given.person or (not numbered and (bool(said) or words >= _NAMED_BY))
    return Met("contained", met.pairs) if named and words > 1 else PART


def _formed(met: Met, given: Fitting) -> bool:
    """Whether the one word that names an organisation, no person's name, stands beside the legal form listed with it."""
    word = given.scored.query.words[met.pairs[0].first]
    formed = any(p.reason in _WHOLE and p not in met.pairs for p in given.scored.alignment.pairings)
    return met.fit != "forms" and formed and len(word) > _SLIP_FROM and not given.borne(word)


def _by_sound(given: Fitting) -> Fit:
    """Names that meet by sound; East Asian syllables are too few for that to say anything."""
    return "part" if all(map(_of_syllables, given.scored.query.words)) else "sound"


def _rough(count: _Count, given: Fitting) -> Fit:
    """Names that differ in a legal form, a title or a particle; of one word that many persons bear nothing follows."""
    if given.person and len(count.main) == 1 and not _few_bear(count.main[0], given):
        return "part"
    if not count.by_ear:
        return "forms"
    return "slip" if count.by_ear == 1 and count.whole else "part"


def _few_bear(pair: Pairing, given: Fitting) -> bool:
    return given.borne(given.scored.query.words[pair.first]) <= _RARE


def _long_enough(count: _Count, given: Fitting) -> bool:
    """Whether a word with a slip in it says enough: one that stands alone is longer, unless a legal form agrees.

    The longer of both words counts, so that a letter lost weighs no more than one put in.
    """
    if count.whole + count.by_ear:
        return True
    ours, theirs = given.scored.query.words, given.scored.listed.words
    letters = max(
        sum(len(ours[i]) for pair in count.main for i in range(pair.first, pair.first_end)),
        sum(len(theirs[i]) for pair in count.main for i in range(pair.second, pair.second_end)),
    )
    formed = any(pair.reason == "exact" for pair in given.scored.alignment.pairings)
    return letters >= (_SLIP_FROM if formed and not given.person else _SLIP_ALONE)


def _shortened(count: _Count, right: Sequence[str], given: Fitting) -> bool:
    """Whether what was asked is the listed name with words left out or cut to initials.

    A person keeps the first given word and a family word; where the list does not show which is which, the
    first word. Of an organisation only one word may be missing. A name of East Asian syllables has no word
    that may be left out.
    """
    theirs = given.scored.listed.words
    syllables = bool(right) and all(w in single_syllables() or w.isdigit() for w in theirs)
    if syllables or count.slips or count.by_ear or not count.whole or (count.initials and not given.spelled):
        return False
    if not given.person:
        return count.whole >= 2 and len(right) <= 1
    if count.whole + count.initials < 2:
        return _rare_family(count.main[0], given)
    return _still_named(count, theirs, given)


def _still_named(count: _Count, theirs: Sequence[str], given: Fitting) -> bool:
    """Whether the first given word and a family word are still there."""
    met = {place for pair in count.main for place in range(pair.second, pair.second_end)}
    if given.parts == UNKNOWN:
        return next((j for j, w in enumerate(theirs) if word_class(w, True) not in _SLIGHT), 0) in met
    return given.parts.given in met and any(given.parts.family_at(place) for place in met)


def _rare_family(pair: Pairing, given: Fitting) -> bool:
    """Whether the one word asked is a family name that few bear: Putin."""
    word = given.scored.query.words[pair.first]
    return (
        len(given.scored.query.words) == 1
        and len(word) >= _SLIP_FROM
        and given.parts.family_at(pair.second)
        and given.borne(word) <= _RARE
    )


def _counted(given: Fitting, slight: Callable[[str], bool]) -> _Count:
    ours, theirs = given.scored.query.words, given.scored.listed.words
    main: list[Pairing] = []
    whole = by_ear = slips = initials = far = 0
    rough = False
    for pair in given.scored.alignment.pairings:
        mine, listed = ours[pair.first : pair.first_end], theirs[pair.second : pair.second_end]
        if all(map(slight, mine)) and all(map(slight, listed)):
            # Ltd is Limited, but a king is no comrade.
            rough |= pair.reason != "exact" if given.person else pair.reason not in _WHOLE
            continue
        main.append(pair)
        if _whole(pair, given):
            whole += 1
        elif pair.reason == "initial":
            initials += 1
        elif _is_slip("".join(mine), "".join(listed), given, sure=_sure(pair, given, slight)):
            slips += 1
        elif pair.reason in _BY_EAR and pair.likeness >= _BY_EAR_FROM:
            by_ear += 1
        else:
            far += 1
    return _Count(main, whole, by_ear, slips, initials, far, rough)


def _whole(pair: Pairing, given: Fitting) -> bool:
    """Whether words met whole.

    The sound of a sign is no spelling of another name. A surname may be read two ways (Ri, Lee) beside a given
    name of syllables; John Chan is not John Tan.
    """
    if pair.reason not in _WHOLE or pair.likeness < _NEARLY:
        return False
    if pair.reason == "reading":
        others = given.scored.query.words[1:] if pair.first == 0 else given.scored.query.words[:-1]
        return (given.spelled or pair.first == 0) and all(_of_syllables(w) for w in others)
    return given.spelled or pair.reason != "variant"


def _of_syllables(word: str) -> bool:
    """Whether a word may be one or two East Asian syllables."""
    known = single_syllables()
    return word in known or any(word[:k] in known and word[k:] in known for k in range(1, len(word)))


def _sure(pair: Pairing, given: Fitting, slight: Callable[[str], bool]) -> bool:
    """Whether the words beside a pair say enough by themselves: two of them meet whole, or one that few bear."""
    words = given.scored.query.words
    whole = [
        word
        for p in given.scored.alignment.pairings
        if p is not pair and _whole(p, given)
        for word in words[p.first : p.first_end]
        if not slight(word) and not _of_syllables(word)
    ]
    return len(whole) >= 2 or any(given.borne(w) <= _FEW for w in whole)


def _is_slip(one: str, other: str, given: Fitting, *, sure: bool = False) -> bool:
    """Whether a word asked is one letter from a listed one by a slip: two syllables, or two names of persons, are not.

    Where the other words are ``sure`` of the party, another name (Nikola for Nikolai) or a word of three
    letters may be the slip.
    """
    least = _SLIP_FROM - 1 if sure else _SLIP_FROM
    if not given.spelled or max(len(one), len(other)) < least or one.isdigit() or other.isdigit():
        return False
    if OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    if one in single_syllables() and other in single_syllables() and (given.person or _syllabic(given)):
        return False
    borne = given.borne(one)
    return sure or (borne < _MANY and not (given.person and min(borne, given.borne(other)) >= _SEVERAL))


def _syllabic(given: Fitting) -> bool:
    """Whether every word asked is one East Asian syllable, as a person's name may be."""
    return all(w in single_syllables() for w in given.scored.query.words)


def _slight(given: Fitting, theirs: Sequence[str]) -> Callable[[str], bool]:
    """Which words say little about who it is: forms, titles, particles; An and O are syllables among syllables."""
    person = given.person
    wanted = _SLIGHT_OF_SYLLABLES if single_syllables().issuperset(theirs) else _SLIGHT
    if person:
        return lambda word: word_class(word, True) in wanted
    return lambda word: word in _FILLERS or word_class(word, False) in wanted


def _together(given: Fitting, slight: Callable[[str], bool]) -> bool:
    """Whether two syllables that may be a whole name meet one word of another kind: Han Lei is not Hanley Ltd."""
    ours, theirs = given.scored.query.words, given.scored.listed.words
    for pair in given.scored.alignment.pairings:
        for words, start, end in ((ours, pair.first, pair.first_end), (theirs, pair.second, pair.second_end)):
            if end - start == 2 and single_syllables().issuperset(words[start:end]):
                rest = [*words[:start], *words[end:]]
                if all(slight(w) for w in rest):
                    return True
    return False
