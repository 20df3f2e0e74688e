"""The words around a number in a statement: fillers, directions, and the number itself with its unit."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from yalu.claims.records import Kind, ReadStatement
from yalu.vocabulary.amounts import AMBIGUOUS
from yalu.vocabulary.amounts import unit as unit_of
from yalu.vocabulary.intervals import AmountError, Interval
from yalu.vocabulary.precision import StatedFigure, stated
from yalu.vocabulary.words.east_asian import in_english_words
from yalu.vocabulary.words.numerals import ORDINAL_WORDS, number_words

_DOWN = (
    r"fell|fall|falling|fallen|down|dropp?ed|drop|dropping|declin\w*|decreas\w*|reduc\w*|shr[aiu]nk|shrinking|sank|sunk|sinking"
    r"|slump\w*|plung\w*|plummet\w*|cut|cuts|lower|lowered|less|fewer|slid|slide|slides|sliding|slipp?ed|slip|slips|slipping|dip|dips|dipp?ed"
    r"|dipping|tumbl\w*|contract\w*|minus|eased|easing|retreat\w*|sagged|crash\w*|collaps\w*|tanked|nosediv\w*|nose-?dived"
    r"|weaken\w*|narrow\w*|dwindl\w*|diminish\w*|lost|los[se]es|shed|tapered|receded"
)
_UP = (
    r"rose|rise|rises|risen|rising|up|grew|grow|grown|growth|growing|increas\w*|jump\w*|surg\w*|soar\w*|climb\w*|higher|more|gain\w*"
    r"|expand\w*|expansion|swell\w*|swollen|plus|leapt?|leaped|leaping|spik\w*|advanc\w*|rebound\w*|recover\w*|rall(?:y|ied)|skyrocket\w*"
    r"|rocketed|balloon\w*|mushroom\w*|widen\w*|strengthen\w*|accelerat\w*|picked up|swelled"
)
LED = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b(?! than)", re.IGNORECASE)
# What moves without saying whither: "edged up", "ticked down", "went up". Stripped with the direction it stands before.
_MOVED = r"(?:edged|edging|ticked|ticking|inched|inching|crept|creeping|nudged|nosed|went|came|moved|was|were|is|are|has been|have been)"
# What a verb says of the number after it, in words that the table of precision knows.
_REACHED = (
    (r"(?:exceed(?:s|ed|ing)?|topp?(?:s|ed|ing)|surpass(?:es|ed|ing)?|pass(?:es|ed|ing)|cross(?:es|ed|ing)|break(?:s|ing)|broke"
     r"|overshot|clear(?:s|ed)|outstripp?(?:s|ed)|went (?:past|beyond)|beyond|past)(?: the)?(?: mark of)?", "more than"),
    (r"(?:fell short of|fails? to reach|failed to reach|did not reach|stayed (?:below|under)|remained (?:below|under))", "less than"),
    (r"(?:approach(?:es|ed)|near(?:s|ed)|came close to|verged on|was close to|just missed)", "nearly"),
    (r"(?:hover(?:s|ed|ing) (?:around|at|near)|was in the region of)", "about"),
    (r"(?:total(?:s|led|ed|ling|ing)|reach(?:es|ed|ing)|hits?|hitting|c[ao]mes? to|amount(?:s|ed|ing) to|st(?:ands|ood) at|"
     r"add(?:s|ed) up to|r[ua]n(?:s)? to|made up|makes? up|account(?:s|ed) for|compris(?:es|ed)|register(?:s|ed)|record(?:s|ed)"
     r"|clocked in at|came in at|was put at|were put at|is put at|was (?:valued|estimated) at|were (?:valued|estimated) at"
     r"|climbed to the level of|constitut(?:es|ed)|represent(?:s|ed)|numbered)", ""),
)  # fmt: skip
_REACHING = tuple((re.compile(rf"^{verbs}\s+(?=\S)", re.IGNORECASE), new) for verbs, new in _REACHED)
NONE = re.compile(
    r"(?:none|nil|zero|nothing|not one|not a single\b.*|no|never|nobody"
    r"|no (?!(?:more|less|fewer|later|earlier|other) than)[a-z][a-z -]*|without (?:any|a)\b.*)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:a total of|a combined|a whopping|a mere|a record(?:[- ]high)?|an average of|on average|only"
    r"|just(?! (?:over|under|above|below|more|short))"
    r"|merely|barely(?! over)|"
    r"was|were|is|by|to|at(?! (?:least|most)\b)|of|the|had|has|have|averaged|stood at|reached(?= \W*\d)|"
    r"worth|an?(?= (?:\d|fall|drop|rise|decline|increase|decrease|growth|gain|jump|further)))\s+",
    re.IGNORECASE,
)
# Words that begin a number, the tens among them; the teens stand apart because they join no other.
NUMBER_WORDS, TEENS = (*number_words(1, 10), *number_words(20, 90)), number_words(11, 19)
MULTIPLE = re.compile(
    r"\b(?:doubl|tripl|trebl|quadrupl|quintupl|sextupl|septupl|octupl)\w*|\b(?:twice|thrice)\b|\b[a-z]{2,9}fold\b"
    r"|(?:\d|\w)[- ]?fold\b|\b(?:\d[\d.,]*|" + "|".join(NUMBER_WORDS) + r") ?(?:times|x)(?!\w)",
    re.IGNORECASE,
)


# What stands behind “a” in a fraction: of “rose a third” the “a” is no filler.
PART_OF_ONE = rf"(?:half|halves|quarters?|(?:{'|'.join(ORDINAL_WORDS[2:10])})s?)\b"


class OtherUnit(AmountError):  # noqa: N818 - says what differs, as UnknownName does
    """A statement in another kind of unit than the figure; who asks knows what can be changed."""

    def __init__(self, read: StatedFigure, ours: str) -> None:
        super().__init__(f"it is stated in {read.unit}, our figure is in {ours}")
        self.read, self.ours = read, ours


def plain_text(text: str) -> str:
    """A statement with plain quotes, dashes and spaces, no full stop, and Chinese and Korean words in English."""
    body = re.sub(
        r"\s+", " ", text.replace("’", "'").replace("–", "-").replace("—", "-").replace("−", "-")
    ).strip(' ."“”。')
    return in_english_words(body.strip("'"))


# A word that belongs to the number before it: left off, the rest would be another number.
# A unit that two things share, or a scale that no table here has, changes it as well: 22.5 Mt, 2 billion won, 3 lakh.
_BELONGS = re.compile(
    r"(?:and|or|half|quarters?|thirds?|dozen|score|hundred|thousand|million|billion|trillion|bn|mln|tn"
    rf"|lakhs?|crores?|[a-z]{{1,3}}\$|{'|'.join(map(re.escape, AMBIGUOUS))})(?![a-z])",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:and|or)$", re.IGNORECASE)
_IN_NUMBERS = re.compile(rf"(?:an?$|\d|half|quarters?|thirds?|dozen|{'|'.join(NUMBER_WORDS)})", re.IGNORECASE)


@lru_cache(maxsize=1024)  # one judgement reads the same words several times
def number_in(body: str, unit: str) -> StatedFigure:
    """The number a text begins with, once words around it are taken off from both ends."""
    body = unverbed(body)
    words = body.split(" ")
    last: AmountError | None = None
    after = ""
    while words:
        attempt = " ".join(words)
        try:
            read = stated(attempt)
        except AmountError as error:
            last = last or error
            # What is cut off may change the number (two and a half, $2 billion-strong) or only name it (persons and firms).
            names = _JOINS.match(words[-1]) and not _IN_NUMBERS.match(after)
            if _BELONGS.match(words[-1]) and not names:
                raise last from None
            after = words.pop()
            continue
        if unit and read.unit == "1" and unit != "1":
            return stated(attempt, unit_text=unit)
        return read
    raise last or AmountError("there is no number in it")


_BOUND_THE = re.compile(r"\b(over|below|above|under|near|beyond) the (?=[$€£\d])", re.IGNORECASE)


def unverbed(body: str) -> str:
    """The text without the fillers it begins with: only, an average of, reached."""
    changed = True
    while changed:
        changed = False
        if (match := _FILLER.match(body)) is not None:
            body, changed = body[match.end() :], True
        for verb, says in _REACHING:
            if (match := verb.match(body)) is not None:
                body, changed = f"{says} {body[match.end() :]}".strip(), not says
                break
    body = re.sub(r"(?<=\d)-(odd|plus|some)\b(.*)$", r"\2 -\1", body).replace("-some", "-odd")
    return _BOUND_THE.sub(r"\1 ", body)


def direction_of(body: str) -> int:
    """1 for up, -1 for down, 0 where the words say neither."""
    match = LED.search(body)
    if match is None:
        return 0
    return -1 if match["down"] else 1


_AGAINST = re.compile(
    r"\b(?:year|month|quarter)[- ]on[- ](?:year|month|quarter)\b|\b(?:year|month)[- ]over[- ](?:year|month)\b"
    r"|\bannual\b|^\W*\b(?:off|away|back|out)\b",
    re.IGNORECASE,
)


def undirected(body: str) -> str:
    """The text without its words for up and down."""
    rest = re.sub(rf"\b{_MOVED}\s+(?={LED.pattern})", " ", body, flags=re.IGNORECASE)
    rest = LED.sub(" ", rest)
    rest = _AGAINST.sub(" ", rest)
    rest = re.sub(r"\b(?:an?|the)\s+(?=(?:by|of|in)\b|$)", " ", rest)
    rest = re.sub(
        rf"^\W*\b(?:by|of|an?(?! {PART_OF_ONE})|to|a further|sharply|steeply)\b",
        " ",
        re.sub(r"\s+", " ", rest).strip(),
    ).strip(" ,")
    return re.sub(r"\bby\b", " ", rest).strip() if not re.match(r"an? ", rest) else rest


def converted(text: str, read: StatedFigure, unit: str) -> ReadStatement:
    """A number read, in the unit of the figure. Raises AmountError where that needs a factor."""
    if not unit or unit == read.unit:
        return statement_from(text, read, unit or read.unit)
    if read.unit == "1" and not _dimensionless(unit):
        return statement_from(text, read, unit)
    if "/" in unit:
        money = unit.split("/", maxsplit=1)[0]
        return statement_from(text, read if read.unit == "1" else read.in_unit(money), unit)
    try:
        return statement_from(text, read.in_unit(unit), unit)
    except AmountError as error:
        raise OtherUnit(read, unit) from error


def _dimensionless(unit: str) -> bool:
    try:
        return unit_of(unit).kind == "number"
    except AmountError:
        return False


def statement_from(
    text: str,
    read: StatedFigure,
    unit: str,
    *,
    interval: Interval | None = None,
    value: float | None = None,
    reason: str = "",
) -> ReadStatement:
    """A statement of a number as read; ``interval`` and ``value`` where they were turned or scaled."""
    wide = interval or read.interval
    width = wide.width
    if read.qualifier in {"more_than", "at_least", "less_than", "at_most"}:
        kind: Kind = "comparison"
    else:
        kind = "range" if read.qualifier == "range" else "value"
    number = float(read.value) if value is None else value
    found = statement_of_bounds(
        text,
        wide,
        unit,
        number,
        reason or read.reason,
        kind,
        0.0 if width is None else float(width),
        _digits(text),
    )
    return msgspec.structs.replace(found, by_digits=True) if read.by_digits else found


def _digits(text: str) -> str:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return found[0].replace(",", "") if found else ""


def statement_of_bounds(
    text: str,
    interval: Interval,
    unit: str,
    value: float | None,
    reason: str,
    kind: Kind,
    step: float = 0.0,
    bare: str = "",
) -> ReadStatement:
    """A statement of bounds that the words give by themselves."""
    return ReadStatement(
        text=text, kind=kind, unit=unit, interval=interval, value=value, step=step, reason=reason, bare=bare
    )
