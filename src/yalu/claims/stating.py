"""What the words of a claim can mean, in the unit of the figure they are held against.

``vocabulary.precision`` reads a number with its unit; what is read here is what stands around it: up
and down, doubled and a third, first and second-lowest, none, dates, and amounts of time.
"""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from yalu.claims.catalogue import Measured
from yalu.claims.dating import read_day
from yalu.claims.fractions import fraction_in, scale_word
from yalu.claims.records import Kind, Statement
from yalu.relations.codebook import ChoiceError
from yalu.vocabulary.amounts import unit as unit_of
from yalu.vocabulary.intervals import AmountError, Interval, plain, point
from yalu.vocabulary.precision import Stated, stated

_DOWN = "fell|fall|falling|fallen|down|dropp?ed|drop|dropping|declined?|declining|decreas\\w*|reduc\\w*|shr[aiu]nk|sank|slump\\w*|plung\\w*|plummet\\w*|cut|lower|less|fewer|slid|tumbl\\w*|contract\\w*|minus"  # fmt: skip
_UP = "rose|rise|risen|rising|up|grew|grow|grown|growth|growing|increas\\w*|jump\\w*|surg\\w*|soar\\w*|climb\\w*|higher|more|gain\\w*|expand\\w*|swell\\w*|swollen|plus"  # fmt: skip
_LED = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b(?! than)", re.IGNORECASE)
_NONE = re.compile(
    r"(?:none|nil|zero|nothing|not one|not a single\b.*|no|never|nobody|no [a-z][a-z -]*|without (?:any|a)\b.*)",
    re.IGNORECASE,
)
_ONCE = {"once": "1", "twice": "2", "thrice": "3"}
_FILLER = re.compile(
    r"^(?:a total of|a record|an average of|on average|only|just(?! (?:over|under|above|below|more))|merely|barely(?! over)|"
    r"as (?:much|many) as(?= )|was|were|is|by|to|at(?! (?:least|most)\b)|of|the|had|has|have|averaged|stood at|reached(?= \W*\d)|"
    r"worth|some(?=\W*[$€£\d])|an?(?= (?:\d|fall|drop|rise|decline|increase|decrease|growth|gain|jump|further)))\s+",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"(?P<number>.*?)\s*[- ]?\b(?P<unit>days?|weeks?|months?|years?|decades?)\b(?: (?:and|,) (?P<rest>.+))?.*",
    re.IGNORECASE,
)
_DAYS = {"day": "1", "week": "7", "month": "30.436875", "year": "365.2425", "decade": "3652.425"}
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_RANK = re.compile(
    rf"(?:the |its |north korea's )?(?:(?P<word>{'|'.join(_ORDINALS)}|next)|(?:number|no\.?|#|rank|place) ?(?P<digit>\d+|one|two|three)"
    r"|(?P<nth>\d+)(?:st|nd|rd|th))?[- ]*(?P<order>lowest|highest|largest|biggest|greatest|smallest|least|most|top|bottom|fewest|last|main|longest|shortest)?\b.*",
    re.IGNORECASE,
)
_LOW = {"lowest", "smallest", "least", "bottom", "fewest", "last", "shortest"}


def read_statement(text: str, measured: Measured, unit: str, kind: Kind | None = None) -> Statement:
    """What a statement can mean for a figure of one kind and unit.

    Raises ChoiceError for words that cannot be read, or that say what no such figure can be.
    """
    body = _plain(text)
    if not body:
        raise ChoiceError("nothing is stated; give the words, such as --stated 34.7%")
    try:
        found = _READERS[measured](text, body, unit)
    except AmountError as error:
        raise ChoiceError(f"stated {text!r}: {error}") from None
    _possible(found, measured)
    return found if kind is None else msgspec.structs.replace(found, kind=kind)


def _plain(text: str) -> str:
    body = re.sub(
        r"\s+", " ", text.replace("’", "'").replace("–", "-").replace("—", "-").replace("−", "-")
    ).strip(' ."“”')
    return body.strip("'")


def _amount(text: str, body: str, unit: str) -> Statement:
    if _NONE.fullmatch(body):
        return _of(text, point(0), unit, 0.0, "nothing at all", "count")
    if tens := re.fullmatch(
        r"(tens|hundreds|dozens) of (thousands|millions|billions)(?: .*)?", body, re.IGNORECASE
    ):
        low = {"tens": Decimal(10), "hundreds": Decimal(100), "dozens": Decimal(24)}[
            tens[1].lower()
        ] * scale_word(tens[2])
        top = low * 10
        return _of(
            text,
            Interval(low, top, True, False),
            unit,
            float(low),
            f"from {plain(low)} to below {plain(top)}",
            "range",
        )
    read = _number(body, unit)
    return _converted(text, read, unit)


def _difference(text: str, body: str, unit: str) -> Statement:
    """One amount less another: a surplus or a rise is above 0, a deficit or a fall below."""
    if _NONE.fullmatch(body):
        return _of(text, point(0), unit, 0.0, "nothing at all", "value")
    below = bool(re.search(r"\bdeficit\b", body, re.IGNORECASE)) or _direction(body) < 0
    bare = re.sub(r"\b(?:trade )?(?:deficit|surplus|gap)\b(?: of)?", " ", _undirected(body), flags=re.IGNORECASE)
    found = _converted(text, _number(_plain(bare), ""), unit)
    if not below or found.interval is None or (found.value or 0) < 0:
        return found
    return msgspec.structs.replace(found, interval=-found.interval, value=-(found.value or 0.0))


def _converted(text: str, read: Stated, unit: str) -> Statement:
    if not unit or unit == read.unit:
        return _statement(text, read, unit or read.unit)
    if read.unit == "1" and not _dimensionless(unit):
        return _statement(text, read, unit)
    if "/" in unit:
        money = unit.split("/")[0]
        return _statement(text, read if read.unit == "1" else read.in_unit(money), unit)
    try:
        return _statement(text, read.in_unit(unit), unit)
    except AmountError as error:
        raise AmountError(
            f"it is stated in {read.unit}, our figure is in {unit}: {error}; or ask with --unit {read.unit}"
        ) from None


def _dimensionless(unit: str) -> bool:
    try:
        return unit_of(unit).kind == "number"
    except AmountError:
        return False


def _change(text: str, body: str, unit: str) -> Statement:
    """Growth in percent: 54 % up, -51.6 %, doubled, halved, fell by a third."""
    lower = body.lower()
    if re.fullmatch(
        r"(?:was |were |remained |stayed )?(?:flat|unchanged|stable|constant|level|the same)\b.*|no (?:change|growth)",
        lower,
    ):
        return _of(
            text,
            Interval(Decimal("-0.5"), Decimal("0.5")),
            unit,
            0.0,
            "no change, to half a percent",
            "comparison",
        )
    sign = _direction(body)
    if re.search(r"\bhal(?:f|ved)\b", lower) and not re.search(r"\bhalf of\b", lower):
        rest = "fell by " + re.sub(r"\bhalved\b", "half", lower)
        inner = fraction_in(_undirected(rest))
        if inner is not None:
            return _grown(text, unit, inner[0].scaled(-100), -50.0, inner[1])
    if ratio := re.search(r"(?:^|\b)((?:more than |over |almost |nearly |about |roughly |less than |at least )?)(doubl\w*|tripl\w*|trebl\w*|quadrupl\w*|twofold|threefold|fourfold|tenfold|(?:two|three|four|five|ten)-fold)", lower):  # fmt: skip
        read = stated(ratio[1] + _fold(ratio[2]))
        grown = (read.interval - point(1)).scaled(100)
        return _grown(text, unit, grown, float(read.value - 1) * 100, f"{read.reason}; less one, in percent")
    if times := re.fullmatch(r"(.+?) ?(?:times|x|-?fold)\b(?: .*)?", lower):
        read = _number(_undirected(times[1]), "1")
        return _grown(
            text, unit, (read.interval - point(1)).scaled(100), float(read.value - 1) * 100, read.reason
        )
    inner = fraction_in(_undirected(lower))
    if inner is not None and not re.search(r"\d *(?:%|percent|per cent)", lower):
        size = inner[0].scaled(100)
        return _grown(text, unit, -size if sign < 0 else size, inner[2] * 100 * (sign or 1), inner[1])
    if not re.search(r"\d|hundred|" + "|".join(_WORDS), lower):
        if not sign:
            raise AmountError("no number and no direction in it; write 34.7%, doubled, or fell")
        away = Interval(Decimal(0), None, False) if sign > 0 else Interval(None, Decimal(0), False, False)
        return _of(text, away, unit, None, "a direction without a size", "comparison")
    read = _number(_undirected(body), "percent")
    if read.unit not in {"percent", "1"}:
        raise AmountError(f"growth is in percent, not in {read.unit}; ask trade.difference for an amount")
    wide = read.interval if sign >= 0 or read.value < 0 else -read.interval
    return _grown(
        text, unit, wide, float(read.value) * (-1 if sign < 0 <= read.value else 1), read.reason, read
    )


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")  # fmt: skip


def _fold(word: str) -> str:
    """``doubling`` and ``three-fold`` as words that the precision of numbers knows."""
    folds = {"doubl": "double", "tripl": "triple", "trebl": "treble", "quadrupl": "quadruple", "two": "twofold",
             "three": "threefold", "four": "fourfold", "ten": "tenfold"}  # fmt: skip
    return next((known for stem, known in folds.items() if word.startswith(stem)), word)


def _grown(
    text: str, unit: str, interval: Interval, value: float, reason: str, read: Stated | None = None
) -> Statement:
    if read is not None:
        return _statement(text, read, unit, interval=interval, value=value)
    return _of(text, interval, unit, value, reason, "comparison")


def _share(text: str, body: str, unit: str) -> Statement:
    """A share in percent: 91 %, a third, most, all; or how far a cap was used."""
    lower = body.lower()
    if re.fullmatch(r"(?:all|the whole|the entire .*|entirely|everything)", lower):
        return _of(
            text, Interval(Decimal("99.5"), Decimal(100)), unit, 100.0, "all, to half a percent", "value"
        )
    if re.match(r"(?:most|the majority|a majority|more than half|over half)\b", lower):
        return _of(text, Interval(Decimal(50), None, False), unit, None, "more than half", "comparison")
    if _NONE.fullmatch(body):
        return _of(text, point(0), unit, 0.0, "nothing at all", "value")
    inner = fraction_in(lower)
    if inner is not None:
        return _of(text, inner[0].scaled(100), unit, inner[2] * 100, inner[1], "value")
    read = _number(_unverbed(body), "")
    if read.unit == "1" and re.search(r"\b(doubl|twice|tripl|times|fold|x\b)", lower):
        read = read.in_unit("percent")
    elif read.unit == "1":
        read = _number(_unverbed(body), "percent")
    return _converted(text, read, unit)


def _cap(text: str, body: str, unit: str) -> Statement:
    """How far a cap was used: 57 percent, reached, exceeded, double the cap."""
    lower = re.sub(
        r"\b(?:its|the|their|a|yearly|annual|\d{4}|un|import|limit|cap|quota|already|had|has|have|been|was)\b",
        " ",
        body.lower(),
    )
    lower = re.sub(r"\s+", " ", lower).strip()
    if re.fullmatch(r"(?:reached|met|exhausted|used up|filled|hit|full|fully used)\b.*", lower):
        return _of(text, Interval(Decimal(100), None), unit, 100.0, "the whole of it, or more", "comparison")
    if re.fullmatch(
        r"(?:exceeded|passed|broke|broken|over|above|beyond|more than|breached|surpassed)\b", lower
    ):
        return _of(
            text, Interval(Decimal(100), None, False), unit, 100.0, "more than the whole of it", "comparison"
        )
    if re.fullmatch(r"(?:within|under|below|not (?:reached|exceeded|passed)|less than|kept)\b", lower):
        return _of(text, Interval(Decimal(0), Decimal(100), True, "not reached" not in lower), unit, 100.0, "no more than the whole", "comparison")  # fmt: skip
    return _share(text, body if re.search(r"\d", body) else lower or body, unit)


def _ratio(text: str, body: str, unit: str) -> Statement:
    """How many times: double, 2.5 times, a third, 54 % more, 19 %."""
    lower = body.lower()
    if _NONE.fullmatch(body):
        return _of(text, point(0), "1", 0.0, "nothing at all", "value")
    if re.search(r"%|percent|per cent", lower) and (sign := _direction(body)):
        read = _number(_undirected(body), "percent").in_unit("1")
        grown = read.interval if sign > 0 else -read.interval
        return _of(
            text,
            grown + point(1),
            "1",
            1 + sign * float(read.value),
            f"{read.reason}; added to the whole",
            "comparison",
        )
    inner = fraction_in(lower)
    if inner is not None:
        return _of(text, inner[0], "1", inner[2], inner[1], "value")
    if re.fullmatch(r"(?:the same|as (?:much|many)|equal|equal to)\b.*", lower):
        return _of(
            text,
            Interval(Decimal("0.95"), Decimal("1.05")),
            "1",
            1.0,
            "the same, to a twentieth",
            "comparison",
        )
    bare = not re.search(r"\d|doubl|twice|tripl|fold|half|" + "|".join(_WORDS), lower)
    if bare and re.fullmatch(r"(?:more|higher|larger|greater|bigger|above|over)(?: than .*)?", lower):
        return _of(text, Interval(Decimal(1), None, False), "1", 1.0, "more than the other", "comparison")
    if bare and re.fullmatch(r"(?:less|lower|smaller|fewer|below|under)(?: than .*)?", lower):
        return _of(
            text, Interval(Decimal(0), Decimal(1), True, False), "1", 1.0, "less than the other", "comparison"
        )
    return _converted(text, _number(body, ""), "1")


def _points(text: str, body: str, unit: str) -> Statement:
    """A change of a share in percentage points; percent of a share is another thing and is refused."""
    sign = _direction(body)
    read = _number(_undirected(body), "")
    if read.unit == "percent":
        raise AmountError("a share that changes from 80 to 90 % gains 10 percentage points and 12.5 percent; write points, or ask trade.growth")  # fmt: skip
    interval = -read.interval if sign < 0 < read.value else read.interval
    return _statement(
        text, read, unit, interval=interval, value=float(read.value) * (-1 if sign < 0 < read.value else 1)
    )


def _count(text: str, body: str, unit: str) -> Statement:
    """How many: 161, eight, none, at least two, dozens; a bare number is exact."""
    body = _unverbed(body)
    if _NONE.fullmatch(body):
        return _of(text, point(0), unit, 0.0, "none", "count")
    first, _, rest = body.partition(" ")
    if first.lower() in _ONCE:
        body = _ONCE[first.lower()] + (f" {rest}" if rest else "")
    if re.match(r"dozens\b", body, re.IGNORECASE):
        return _of(text, Interval(Decimal(24), None), unit, 24.0, "two dozen or more", "comparison")
    if re.match(r"(?:several|a few|some)\b(?! \d)", body, re.IGNORECASE):
        return _of(text, Interval(Decimal(3), None), unit, 3.0, "three or more", "comparison")
    read = _number(body, "1")
    if (
        read.qualifier == "plain"
        and read.value == int(read.value)
        and not re.search(r"thousand|million|billion", body)
    ):
        return _of(
            text,
            point(read.value),
            unit,
            float(read.value),
            "counted things are exact",
            "count",
            1.0,
            str(read.value),
        )
    return _statement(text, read, unit)


def _rate(text: str, body: str, unit: str) -> Statement:
    body = _unverbed(body)
    if _NONE.fullmatch(body):
        return _of(text, point(0), unit, 0.0, "none", "count")
    first, _, rest = body.partition(" ")
    if first.lower() in _ONCE:
        body = f"{_ONCE[first.lower()]} {rest}"
    return _statement(text, _number(body, "1"), unit)


def _place(text: str, body: str, unit: str) -> Statement:
    """A place in an order: first, second-lowest, number one, the highest."""
    match = _RANK.fullmatch(body)
    if match is None or not any(match[name] for name in ("word", "digit", "nth", "order")):
        if not re.fullmatch(r"\d{1,3}", body):
            raise AmountError("not a place; write first, second-lowest, number one or 3rd")
        return _of(text, point(int(body)), unit, float(body), "a place is exact", "rank", 1.0, body)
    digit = {"one": 1, "two": 2, "three": 3}.get(str(match["digit"]).lower()) or int(
        match["digit"] or match["nth"] or 0
    )
    word = (match["word"] or "").lower()
    place = digit or (2 if word == "next" else _ORDINALS.index(word) + 1 if word else 1)
    order = "" if not match["order"] else "lowest" if match["order"].lower() in _LOW else "highest"
    found = _of(text, point(place), unit, float(place), "a place is exact", "rank", 1.0, str(place))
    return msgspec.structs.replace(found, order=order)


def _time(text: str, body: str, unit: str) -> Statement:
    """An amount of time in days: within 11 days, almost six years, two months, the same day."""
    body = _unverbed(body)
    if re.fullmatch(r"(?:the )?same day|at once|immediately", body, re.IGNORECASE):
        return _of(text, point(0), unit, 0.0, "the same day", "value")
    match = _TIMES.fullmatch(body)
    if match is None:
        return _exact_days(text, _number(body, "1"), unit, "1")
    size = _DAYS[match["unit"].lower().removesuffix("s")]
    number = re.sub(r"\ban?$", "one", match["number"] or "one").strip(" -")
    number = re.sub(r"\b(\w+) and a half$", lambda m: f"{_half(m[1])}", number)
    inner = fraction_in(number)
    if inner is not None:
        return _of(text, inner[0].scaled(Decimal(size)), unit, inner[2] * float(size), inner[1], "value")
    return _exact_days(text, _number(number, "1"), unit, size)


def _half(word: str) -> str:
    return str(stated(word).value + Decimal("0.5"))


def _exact_days(text: str, read: Stated, unit: str, size: str) -> Statement:
    """Bare days are exact, because they were counted; larger amounts of time are good to half of one."""
    per = Decimal("1") if unit != "year" else Decimal("365.2425")
    scaled = read.interval.scaled(Decimal(size), per)
    if size == "1" and read.qualifier == "plain" and read.value == int(read.value):
        half = Decimal("0.5")  # a mean of whole days may lie between two of them
        wide = Interval(
            max(read.value - half, Decimal(0)), read.value + half, read.value < half, False
        ).scaled(1, per)
        return _of(text, wide, unit, float(read.value / per), "whole days", "count", 1.0, str(read.value))
    reason = read.reason + ("" if size == "1" else f"; one is {size} days")
    if size != "1" and read.qualifier == "plain" and read.value == int(read.value) and read.value > 1:
        scaled = Interval(scaled.low, (read.value + 1) * Decimal(size) / per, True, False)  # 63 years and eight months are 63 years too
        reason = f"rounded, or full ones counted; one is {size} days"
    return _statement(
        text, read, unit, interval=scaled, value=float(read.value * Decimal(size) / per), reason=reason
    )


def _date(text: str, body: str, unit: str) -> Statement:
    first, last, reason = read_day(body)
    low, high = (None if d is None else Decimal(d.toordinal()) for d in (first, last))
    value = None if low is None or low != high else float(low)
    return _of(text, Interval(low, high), unit, value, reason, "date")


def _words(text: str, body: str, unit: str) -> Statement:
    lower = re.sub(r"[^a-z0-9-]+", " ", body.lower().replace("_", " ")).strip()
    tally = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", lower.replace(" to ", "-"))
    found = (lower,) if tally is None else ("-".join(str(int(part or 0)) for part in tally.groups()),)
    return Statement(
        text=text, kind="vote" if tally else "status", unit=unit, words=found, reason="held word for word"
    )


_READERS = {
    "amount": _amount, "difference": _difference, "change": _change, "share": _share, "cap": _cap, "ratio": _ratio, "points": _points, "count": _count,
    "rate": _rate, "place": _place, "time": _time, "date": _date, "words": _words,
}  # fmt: skip


def _number(body: str, unit: str) -> Stated:
    """The number a text begins with, once words around it are taken off from both ends."""
    body = _unverbed(body)
    words = body.split(" ")
    last: AmountError | None = None
    while words:
        attempt = " ".join(words)
        try:
            read = stated(attempt)
        except AmountError as error:
            last = last or error
            words.pop()
            continue
        if unit and read.unit == "1" and unit != "1":
            return stated(attempt, unit_text=unit)
        return read
    raise last or AmountError("there is no number in it")


def _unverbed(body: str) -> str:
    while (match := _FILLER.match(body)) is not None:
        body = body[match.end() :]
    return body.replace("well over", "over").replace("well below", "below").replace("as many as", "at most").replace("as much as", "at most")  # fmt: skip


def _direction(body: str) -> int:
    match = _LED.search(body)
    if match is None:
        return 0
    return -1 if match["down"] else 1


def _undirected(body: str) -> str:
    rest = _LED.sub(" ", body)
    rest = re.sub(r"\b(?:an?|the)\s+(?=(?:by|of|in)\b|$)", " ", rest)
    rest = re.sub(
        r"^\W*\b(?:by|of|an?|to|a further|sharply|steeply)\b", " ", re.sub(r"\s+", " ", rest).strip()
    ).strip(" ,")
    return re.sub(r"\bby\b", " ", rest).strip() if not re.match(r"an? ", rest) else rest


def _statement(
    text: str,
    read: Stated,
    unit: str,
    *,
    interval: Interval | None = None,
    value: float | None = None,
    reason: str = "",
) -> Statement:
    wide = interval or read.interval
    width = wide.width
    if read.qualifier in {"more_than", "at_least", "less_than", "at_most"}:
        kind: Kind = "comparison"
    else:
        kind = "range" if read.qualifier == "range" else "value"
    number = float(read.value) if value is None else value
    return _of(
        text,
        wide,
        unit,
        number,
        reason or read.reason,
        kind,
        0.0 if width is None else float(width),
        _digits(text),
    )


def _digits(text: str) -> str:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return found[0].replace(",", "") if found else ""


def _of(
    text: str,
    interval: Interval,
    unit: str,
    value: float | None,
    reason: str,
    kind: Kind,
    step: float = 0.0,
    bare: str = "",
) -> Statement:
    return Statement(
        text=text, kind=kind, unit=unit, interval=interval, value=value, step=step, reason=reason, bare=bare
    )


def _possible(found: Statement, measured: Measured) -> None:
    """Refuse what no figure of the kind can be."""
    bounds = found.interval
    if bounds is None:
        return
    most = {"share": Decimal(100)}.get(measured)
    if most is not None and bounds.low is not None and bounds.low > most:
        raise ChoiceError(f"stated {found.text!r}: a share cannot be above {most} percent; for growth ask trade.growth, for times trade.ratio")  # fmt: skip
    if (
        measured in {"share", "cap", "count", "rate", "amount"}
        and bounds.high is not None
        and bounds.high < 0
    ):
        raise ChoiceError(
            f"stated {found.text!r}: this cannot be below 0; for changes ask trade.growth or trade.difference"
        )
    if measured == "place" and found.value is not None and found.value < 1:
        raise ChoiceError(f"stated {found.text!r}: places begin at 1")
    if measured == "change" and bounds.high is not None and bounds.high < -100:
        raise ChoiceError(f"stated {found.text!r}: nothing falls by more than 100 percent; check the number")


def unit_said(text: str) -> str:
    """The unit a statement names, or "" when it names none or no number."""
    try:
        found = _number(_plain(text), "").unit
    except AmountError:
        return ""
    return "" if unit_of(found).kind == "number" else found
