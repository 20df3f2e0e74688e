"""An article read for claims: every mention of every sentence, and up to three questions for each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import msgspec

from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.passages.cue_tables import cues, plain_words, words
from yalu.claims.passages.mentions import PAIR
from yalu.claims.passages.names import Names
from yalu.claims.passages.periods import ends
from yalu.claims.passages.questions import (
    acts,
    chains,
    eras,
    events,
    law,
    ratios,
    shares,
    trade,
    visits,
    waits,
)
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.records import Article, Found, Mention, Passage, Sentence, Text, found_at
from yalu.claims.passages.sentence_facts import Sight
from yalu.claims.passages.sentences import LONGEST, sentences
from yalu.claims.questions.question import make_question, statement_of
from yalu.claims.records import FigureReading
from yalu.documents.choices import ChoiceError

MOST = 3
# Below this no question is proposed: one weak cue alone. Set on the tuning half of bench/claims_read.py.
_LEAST = 1.2
# How much worse than the third question one of another subject may be and still take its place.
_WORSE = 1.5
# Words close to a mention speak for it more than words at the other end of a sentence.
_BESIDE, _NEAR, _NEARNESS = 12, 45, 0.5

Drafter = Callable[[Sight, Mention, float], Iterator[Draft]]
DRAFTERS: dict[str, Drafter] = {
    **trade.DRAFTERS, **ratios.DRAFTERS,
    **shares.DRAFTERS, **law.DRAFTERS, **visits.DRAFTERS, **waits.DRAFTERS, **eras.DRAFTERS,
    **events.DRAFTERS, **acts.DRAFTERS, **chains.DRAFTERS,
}  # fmt: skip
# A number that no question was found for is listed all the same; a day or an act is not.
_NUMBERS = {"percent", "points", "money", "quantity", "times", "count", "time", "fraction", "vote"}
_PERIODS = {"period", "against", "from", "to", "since", "until", "year", "on", "through", "against_period"}
_WINDOWED = ("trade.", "visits.", "events.count", "ledger.count", "ledger.total")
_OWN_DAY = 4.5  # of a day: an event named by two rare words of its title has more
_THINGS = {
    "measure",
    "instrument",
    "event",
    "action",
    "deal",
    "item",
    "node",
    "company",
    "matter",
    "visit",
    "leader",
    "guest",
    "kind",
}
_CLEAR = 1.3  # a question of the next thing in line is set lower by up to 1, so a gap up to this says little
_TURNING = {"none", "act"}
_RATE = re.compile(
    r"\b(?:an?|per|each|every|any|most|some) (?P<each>day|week|month|quarter|year)\b(?! (?:earlier|later|before|after|ago|previously)\b)"
    r"|\b(?:is|are|was|were|be|been|being) (?:[a-z]+ ){0,2}?(?P<said>said|reported|shown) (?:[a-z]+ ){0,4}?to\b"
    r"|\b(?:(?:is|are|was|were|has|have|had) (?P<due>to)|(?P<near>about) to)\b"
    # “Were imports to fall”, “had imports fallen”, “say imports fell”: a condition, a question or a supposition.
    r"|^\W*(?P<turned>were|had|was|is|are|has|have|be|say)\b"
    r"|\b(?P<via>through)\b"
    r"|(?<=\w )(?<!\bas )(?P<by>per) (?!cent\b)"  # “$88 per North Korean”; “per customs data” names who says so
)
# “Two of its six tests”: the whole that a part is taken of, whose time is another than that of the part.
_PART_OF = re.compile(r" of (?:all )?(?:(?:the|its|his|her|their|these|those) |[^ ,;]+(?: [^ ,;]+)?'s )?")
_ASKED = re.compile(r"[?？][^\w\s]*$")
# “>80%” that no reader took up is not 80, and “$185 million/month” no 185 million.
_SIGN = re.compile(r"[<>≤≥≈~±+=≠|]")
_BY_THE = re.compile(r" ?/ ?")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNNAMED = re.compile(
    r"^(?P<who>he|she|they|we|it)\b(?! (?:is|was|has been|had been|took)\b)"
    r"|\b(?P<whose>his|her|their) (?:\w+ ){0,2}(?:visits?|trips?|tests?|launche?s?)\b"
)
# A word with a hyphen is two: of “non-oil exports” oil alone was taken up. “Are said to have” hands a statement on.
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|'s")


def read_for_claims(
    evidence: Evidence,
    text: Text,
    *,
    article: str,
    where: str,
    who: str,
    published: date,
    assumed: tuple[str, ...] = (),
) -> Article:
    """Every passage of an article with the questions proposed for it. Nothing is judged and nothing fetched."""
    names = Names(evidence)
    listed = sentences(text.blocks)
    before: list[Sight] = []
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    for sentence in listed:
        sight = Sight(sentence, names, published, before)
        passages += _passages(sight, article, seen, evidence)
        before = [sight, *before][:3]
    long = sum(len(sentence.text) > LONGEST for sentence in listed)
    notes = (
        *text.notes,
        *(
            (f"sentences of more than {LONGEST:,} characters, read to that length only: {long}",)
            if long
            else ()
        ),
    )
    return Article(
        article=article, where=where, who=who, published=published, sentences=len(listed),
        passages=tuple(passages), assumed=assumed, notes=notes,
    )  # fmt: skip


def _passages(sight: Sight, article: str, seen: dict[str, int], evidence: Evidence) -> Iterator[Passage]:
    """The mentions of one sentence with their questions."""
    drafted: list[tuple[Mention, list[Draft]]] = []
    for mention in all_mentions(sight):
        drafts = _ranked(sight, mention, evidence)
        if drafts or mention.kind in _NUMBERS:
            drafted.append((mention, drafts))
        for part in ("measure", "event", "deal", "action"):
            if drafts and part in drafts[0].given and part not in sight.chosen:
                sight.chosen[part] = drafts[0].given[part]
                if any(taken.part == part and taken.how == "assumed" for taken in drafts[0].taken):
                    sight.guessed.add(part)
    drafted = [pair for pair in drafted if not _only_a_period(pair, drafted)]
    _at_odds([(mention, drafts[0]) for mention, drafts in drafted if drafts])
    mark = _mark(article, sight.sentence, seen)
    for number, (mention, drafts) in enumerate(drafted, start=1):
        # What another question takes up is understood too, but a “never” or a “denied” turns what stands beside it.
        beside = (
            [] if mention.kind in _TURNING else [pair for pair in drafted if pair[0].kind not in _TURNING]
        )
        others = [(other, listed[0]) for other, listed in beside if other is not mention and listed]
        proposals = tuple(
            draft.proposal(left_over(sight, [draft, *(o for m, o in others if _excuses(m, draft))]))
            for draft in drafts
        )
        yield Passage(
            id=f"{mark}-{number}", sentence=sight.sentence.text, number=sight.sentence.number,
            stated=sight.said(mention), kind=mention.kind, proposals=proposals,
        )  # fmt: skip


def _at_odds(asked: list[tuple[Mention, Draft]]) -> None:
    """Two numbers for one question are of two things, one of which was not understood: “2016-2018: $2.84, $3.25, $2.22 billion”."""
    for mention, draft in asked:
        for other, beside in asked:
            same = draft.key[:-1] == beside.key[:-1] and mention.kind == other.kind
            if mention.kind == "quantity":  # so many barrels, or so many tons
                same = same and draft.stated.split()[-1] == beside.stated.split()[-1]
            if same and draft.about.startswith("trade.") and draft.stated != beside.stated:
                draft.doubt("stated", f"“{beside.stated}” is said of the same")


def _excuses(other: Mention, draft: Draft) -> bool:
    """Whether words that another mention's question takes are understood here too.

    A year or month beside a number that has a period is a second period, even where an event of that time can be found.
    """
    windowed = draft.about.startswith(_WINDOWED) and draft.mention.kind != "date"
    # “The worst in two decades”: the length of time is the window too.
    return not (
        windowed and (other.kind == "time" or (other.kind == "date" and other.more.get("grain") != "day"))
    )


def _only_a_period(pair: tuple[Mention, list[Draft]], drafted: list[tuple[Mention, list[Draft]]]) -> bool:
    """Whether a day is no statement of its own: the period of another question, and no event is named for it.

    An event is not named by words that are the goods and the flow of a number: “coal imports fell 25 percent from December”.
    """
    mention, drafts = pair
    if mention.kind != "date" or not drafts:
        return False
    others = [listed[0] for other, listed in drafted if listed and other.kind != "date"]
    if (
        drafts[0].about == "chains.date"
        and mention.more.get("grain") != "day"
        and any(other.about.startswith("trade.") and other.given.get("hs") for other in others)
    ):
        return True  # when goods of a table of trade were supplied is the period of their number
    if drafts[0].about == "events.date" and mention.more.get("grain") != "day":
        trade = [taken for other in others if other.about.startswith("trade.") for taken in other.taken]
        own = [taken for taken in drafts[0].taken if taken.part == "event"]
        if trade and all(any(t.start < o.end and o.start < t.end for t in trade) for o in own):
            return True
    if drafts[0].score >= _OWN_DAY:
        return False
    return any(
        taken.part in _PERIODS and taken.start == mention.start for other in others for taken in other.taken
    )


def _mark(article: str, sentence: Sentence, seen: dict[str, int]) -> str:
    """An id that stays while the words of the sentence do, wherever it stands in the article."""
    plain = " ".join(sentence.text.split())
    mark = hashlib.sha256(plain.encode()).hexdigest()[:8]
    seen[mark] = seen.get(mark, 0) + 1
    again = f"-again-{seen[mark] - 1}" if seen[mark] > 1 else ""
    return f"{article[:50]}-{mark}{again}"


def all_mentions(sight: Sight) -> list[Mention]:
    """What a sentence states: its mentions, its days, its directions without a number, and acts that cues name."""
    found = list(sight.mentions)
    for period in sight.periods:
        if period.value and period.more["grain"] not in {"past", "to date"}:
            found.append(
                Mention(
                    kind="date",
                    said=_day_said(period),
                    start=period.start,
                    end=period.end,
                    more={**period.more, "value": period.value},
                )
            )
    if not any(f.kind in {"percent", "times", "fraction", "money", "quantity", "points"} for f in found):
        found += _directions(sight)
    for cue in cues():
        if "act" not in cue.kinds:
            continue
        match = cue.words.search(sight.text)
        if match is not None:
            more = {**cue.sets, "subject": cue.subject}
            found.append(
                Mention(
                    kind="act",
                    said=cue.sets.get("stated", match[0]),
                    start=match.start(),
                    end=match.end(),
                    more=more,
                )
            )
    return sorted(found, key=lambda f: (f.start, f.end, f.kind))


def _directions(sight: Sight) -> Iterator[Mention]:
    """Rises and falls without a number, near what rose or fell."""
    ways = [*words()["up"].find(sight.text), *words()["down"].find(sight.text)]
    of = [*sight.flows, *sight.goods, *words()["averaged"].find(sight.text)]
    for way in sorted(ways, key=lambda w: w.start)[:3]:
        if any(way.near(one) <= _NEAR for one in of):
            yield Mention(
                kind="direction", said="fell" if way.part == "down" else "rose", start=way.start, end=way.end
            )


def _day_said(period: Found) -> str:
    """A day as the reader of days takes it: with the year that publication gives it."""
    value = period.value
    if "/" in value or value[5:6] in {"Q", "H"}:
        return ends(value)[1].isoformat() if period.more.get("role") == "until" else value[:4]
    return value


def _ranked(sight: Sight, mention: Mention, evidence: Evidence) -> list[Draft]:
    """The best questions for a mention: each subject by its cues, each draft by how well its parts are given."""
    drafts: list[Draft] = []
    for subject, score, sets, finds in _subjects(sight, mention):
        wanted = mention if not sets else msgspec.structs.replace(mention, more={**mention.more, **sets})
        drafts += [draft.also("about", *finds) for draft in DRAFTERS[subject](sight, wanted, score)]
    drafts.sort(key=lambda d: -d.score)
    best: list[Draft] = []
    keys = set()
    for draft in drafts:
        if draft.score < _LEAST or draft.key in keys or len(best) == MOST:
            continue
        if _askable(draft, evidence):
            keys.add(draft.key)
            best.append(draft)
    if best:
        if (
            mention.kind == "date"
            and mention.said != mention.more.get("value", mention.said)
            and mention.more["role"] != "until"
        ):
            best[0].doubt("stated", "only the year of it is asked")
        _doubted(best)
        _of_a_part(sight, mention, best[0])
    return _varied(best, drafts, keys, evidence)


def _doubted(best: list[Draft]) -> None:
    """A thing of the case is not settled by words that fit another one nearly as well: no verdict may rest on it."""
    first = best[0]
    left = set(left_over(first.sight, [first]))
    for other in best[1:]:
        if other.about == first.about and first.score - other.score < _CLEAR:
            # Words that this question takes up rule another measure out: “refined petroleum” is no crude.
            ruled_out = {"measure"} if set(left_over(other.sight, [other])) - left else set()
            for part in (_THINGS - ruled_out) & first.given.keys() & other.given.keys():
                if first.given[part] != other.given[part] and part not in {
                    t.part for t in first.taken if t.how == "assumed"
                }:
                    first.doubt(part, f"{other.given[part]} fits nearly as well")


def _of_a_part(sight: Sight, mention: Mention, draft: Draft) -> None:
    """A whole of which a part is counted is not counted in the time of the part: no verdict may rest on that."""
    counts = [one for one in sight.mentions if one.kind == "count" and one.end < mention.start]
    if "from" in draft.given and any(
        _PART_OF.fullmatch(sight.text[one.end : mention.start]) for one in counts
    ):
        draft.doubt("from", "the time may be that of the part")


def _varied(
    best: list[Draft], drafts: list[Draft], keys: set[tuple[object, ...]], evidence: Evidence
) -> list[Draft]:
    """The third question is of another subject, where the first two are of one and another was worth asking."""
    if len(best) < MOST or len({d.about for d in best}) > 1:
        return best
    for draft in drafts:
        if (
            draft.about != best[0].about
            and draft.score >= max(_LEAST, best[-1].score - _WORSE)
            and draft.key not in keys
            and _askable(draft, evidence)
        ):
            return [*best[:2], draft]
    return best


def _subjects(sight: Sight, mention: Mention) -> list[tuple[str, float, dict[str, str], list[Found]]]:
    """The subjects whose cues the sentence has, with their weight, what the cues set, and where they stand."""
    # A day is an event's where the words name one; no cue of its own is needed.
    scores: dict[str, float] = {"events.date": 1.0} if mention.kind == "date" else {}
    finds: dict[str, list[Found]] = {}
    sets: dict[str, dict[str, str]] = {}
    for cue in cues():
        if mention.kind not in cue.kinds or (
            mention.kind == "act" and cue.subject != mention.more.get("subject")
        ):
            continue
        matches = list(cue.words.finditer(sight.text))
        if not matches:
            continue
        apart = min(max(m.start() - mention.end, mention.start - m.end(), 0) for m in matches)
        scores[cue.subject] = (
            scores.get(cue.subject, 0.0) + cue.weight + _NEARNESS * ((apart <= _NEAR) + (apart <= _BESIDE))
        )
        finds.setdefault(cue.subject, []).extend(found_at(m, part="about") for m in matches)
        if mention.kind != "act":
            sets.setdefault(cue.subject, {}).update(cue.sets)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [(subject, score, sets.get(subject, {}), finds.get(subject, [])) for subject, score in ranked]


def _askable(draft: Draft, evidence: Evidence) -> bool:
    """Whether the question and its words can be read as a claim: nothing is proposed that a check refuses."""
    given = {name: value for name, value in draft.given.items() if value}
    draft.given = given
    try:
        question = make_question(evidence, draft.about, given, draft.open, draft.stated)
        statement_of(question, FigureReading(), draft.stated, None)
    except (ChoiceError, Unanswerable):
        return False
    return True


def left_over(sight: Sight, drafts: Iterable[Draft]) -> tuple[str, ...]:
    """The words of a sentence that no part of some questions took up and that are not idle, in order."""
    used = bytearray(len(sight.text) + 1)
    listed = list(drafts)
    for draft in listed:
        for taken in draft.taken:
            if taken.start >= 0:
                used[taken.start : taken.end] = b"\1" * (taken.end - taken.start)
    for pair in PAIR.finditer(sight.text):  # “the two countries” are the states themselves
        used[pair.start() : pair.end()] = b"\1" * (pair.end() - pair.start())
    idle_words = plain_words("idle")
    asked = ("?",) if _ASKED.search(sight.sentence.text[-20:]) else ()  # a question states nothing
    # “$144 million a month” is a rate, “through” a state no end, whatever words beside them are idle.
    never_idle = {m.start(m.lastgroup or 0) for m in _RATE.finditer(sight.text)}
    # “The United States” are more than united and states, and “they” somebody whom no sentence before gave.
    never_idle |= {
        m.start() for state in sight.states for m in _WORD.finditer(sight.text, state.start, state.end)
    }
    if not any(taken.how == "carried" for draft in listed for taken in draft.taken):
        never_idle |= {max(m.start("who"), m.start("whose")) for m in _UNNAMED.finditer(sight.text)}
    left: list[str] = []
    slashes = (_BY_THE.match(sight.text, draft.mention.end) for draft in listed)
    for match in (*filter(None, slashes), *_SIGN.finditer(sight.text), *_WORD.finditer(sight.text)):
        word = sight.sentence.text[match.start() : match.end()]
        if _EAST.search(word):
            left += _left_of_a_run(word, used[match.start() : match.end()])
        elif 1 not in used[match.start() : match.end()] and (
            match.start() in never_idle
            or (match[0] not in idle_words and match[0].removesuffix("'s") not in idle_words)
        ):
            left.append(word)
    return asked + tuple(left)


def _left_of_a_run(word: str, used: bytearray) -> list[str]:
    """What of a run of Chinese or Korean letters, which part no words, was not taken up and is not idle."""
    free = "".join("\0" if taken else letter for letter, taken in zip(word, used, strict=True))
    idle = sorted(plain_words("idle_run"), key=len, reverse=True)
    return [part for part in re.split("|".join(["\0", *map(re.escape, idle)]), free) if part]
