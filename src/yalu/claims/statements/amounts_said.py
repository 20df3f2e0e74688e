"""Statements about amounts, changes, shares and ratios: 54 % up, doubled, a third, $126.39 million."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from yalu.claims.records import ReadStatement
from yalu.claims.statements.denials import denied_direction, side_alone
from yalu.claims.statements.fractions import fraction_in, scale_word
from yalu.claims.statements.parsing import (
    MULTIPLE,
    NONE,
    NUMBER_WORDS,
    PART_OF_ONE,
    converted,
    direction_of,
    number_in,
    plain_text,
    statement_from,
    statement_of_bounds,
    undirected,
    unverbed,
)
from yalu.vocabulary.intervals import AmountError, Interval, plain, point
from yalu.vocabulary.precision import StatedFigure
from yalu.vocabulary.words.numerals import plural

_FLAT = re.compile(
    r"(?:was |were |remained |stayed |held )?"
    r"(?:flat|unchanged|stable|constant|level|the same|steady|stagnant|little changed)\b.*"
    r"|stagnated|(?:no|zero) (?:change|growth)|zero|nil",
    re.IGNORECASE,
)
_FORMS_OF_MULTIPLES = re.compile(
    r"\b(doubl|tripl|trebl|quadrupl|quintupl|sextupl|septupl|octupl)(?:ing|es|e)?\b", re.IGNORECASE
)
_LEVEL = re.compile(
    r"\b(?:fell|falling|dropp?ed|declined|decreased|reduced|cut|sank|slid|slipp?ed|shrank|rose|grew|increased|climbed|jumped)"
    r"(?: (?!close|up|next|almost|nearly)\w+)? to (?P<rest>.+)",
    re.IGNORECASE,
)
_LEFT_FIRST = re.compile(r"^to (?P<rest>\d+/\d+ .+)")  # Korean has the verb last
_DIGITS_OF = re.compile(
    r"(?:an? )?(?P<size>single|double|triple|two|three|four)[- ](?:digits?|figures?)\b.*", re.IGNORECASE
)
_DIGITS = {"single": 1, "double": 2, "triple": 3, "two": 2, "three": 3, "four": 4}


def so_many_digits(text: str, body: str, unit: str) -> ReadStatement | None:
    """Double-digit, three-figure: from the smallest to the largest number of so many digits."""
    match = _DIGITS_OF.fullmatch(unverbed(body))
    if match is None:
        return None
    places = _DIGITS[match["size"].lower()]
    low, top = (Decimal(10) ** (places - 1) if places > 1 else Decimal(0)), Decimal(10) ** places
    return statement_of_bounds(
        text,
        Interval(low, top, True, False),
        unit,
        float(low),
        f"a number of {plural(places, 'digit')}",
        "range",
    )


def said_amount(text: str, body: str, unit: str) -> ReadStatement:
    """Money or a quantity: $126.39 million, nearly 2 million tonnes, none."""
    if NONE.fullmatch(body):
        return statement_of_bounds(text, point(0), unit, 0.0, "nothing at all", "count")
    if tens := re.fullmatch(
        r"(tens|hundreds|dozens) of (thousands|millions|billions)(?: .*)?", body, re.IGNORECASE
    ):
        low = {"tens": Decimal(10), "hundreds": Decimal(100), "dozens": Decimal(24)}[
            tens[1].lower()
        ] * scale_word(tens[2])
        top = low * 10
        return statement_of_bounds(
            text,
            Interval(low, top, True, False),
            unit,
            float(low),
            f"from {plain(low)} to below {plain(top)}",
            "range",
        )
    level = _LEVEL.match(body)
    # Of a price, money for a unit of goods, a bare number is read without a unit.
    read = number_in(level["rest"] if level else body, "" if "/" in unit else unit)
    return converted(text, read, unit)


def said_difference(text: str, body: str, unit: str) -> ReadStatement:
    """One amount less another: a surplus or a rise is above 0, a deficit or a fall below."""
    if (
        direction_of(body)
        and not NONE.fullmatch(body)
        and (denied := denied_direction(text, body, unit)) is not None
    ):
        return denied
    if (alone := side_alone(text, body, unit)) is not None:
        return alone
    if NONE.fullmatch(body):
        return statement_of_bounds(text, point(0), unit, 0.0, "nothing at all", "value")
    below = bool(re.search(r"\bdeficit\b", body, re.IGNORECASE)) or direction_of(body) < 0
    bare = re.sub(
        r"\b(?:trade )?(?:deficit|surplus|gap)\b(?: of)?", " ", undirected(body), flags=re.IGNORECASE
    )
    found = converted(text, number_in(plain_text(bare), ""), unit)
    if not below or found.interval is None or (found.value or 0) < 0:
        return found
    return msgspec.structs.replace(found, interval=-found.interval, value=-(found.value or 0.0))


def said_change(text: str, body: str, unit: str) -> ReadStatement:
    """Growth in percent: 54 % up, -51.6 %, doubled, halved, fell by a third, did not rise."""
    for read in (
        _unchanged,
        denied_direction,
        _in_digits,
        _to_a_part,
        _multiplied,
        _by_a_fraction,
        _direction_alone,
    ):
        found = read(text, body, unit)
        if found is not None:
            return found
    sign, number = direction_of(body), number_in(undirected(body), "percent")
    if number.unit not in {"percent", "1"}:
        raise AmountError(f"growth is in percent, not in {number.unit}; ask trade.difference for an amount")
    fell = sign < 0 <= number.value
    # A rise of less than 5 percent is none below 0, and a fall of as much as 90 none above.
    size = _sized(number.interval) if sign else number.interval
    interval = -size if fell else size
    return statement_from(
        text, number, unit, interval=interval, value=float(-number.value if fell else number.value)
    )


def _sized(interval: Interval) -> Interval:
    if interval.low is not None or interval.high is None or interval.high <= 0:
        return interval
    return Interval(Decimal(0), interval.high, False, interval.high_closed)


def _unchanged(text: str, body: str, unit: str) -> ReadStatement | None:
    if _FLAT.fullmatch(body) is None:
        return None
    narrow = Interval(Decimal("-0.5"), Decimal("0.5"))
    return statement_of_bounds(text, narrow, unit, 0.0, "no change, to half a percent", "comparison")


def _to_a_part(text: str, body: str, unit: str) -> ReadStatement | None:
    """Fell to a third, rose to three times: what is left of it, less one; "fell to 30 percent" is a level."""
    level = _LEVEL.search(body) or _LEFT_FIRST.search(body)
    if level is None:
        return None
    if re.search(r"%|percent|per cent", level["rest"], re.IGNORECASE):
        raise AmountError(
            f"{body!r} says to what level, not by how much; ask trade.share or trade.total with it, or write by"
        )
    part = fraction_in(level["rest"])
    if part is None and MULTIPLE.search(level["rest"]) is None:
        return None
    if part is None:
        read = number_in(level["rest"], "")
        part = read.interval, read.reason, float(read.value)
    left = (part[0] - point(1)).scaled(100)
    reason = f"{part[1]}; less one, in percent"
    return statement_of_bounds(text, left, unit, (part[2] - 1) * 100, reason, "comparison")


def _multiplied(text: str, body: str, unit: str) -> ReadStatement | None:
    """Doubled, more than tripled, a 3.2-fold increase, three times: the multiple less one."""
    if MULTIPLE.search(body) is None:
        return None
    if direction_of(MULTIPLE.sub(" ", body)) < 0:
        raise AmountError(
            f"{body!r}: a fall by a multiple can be read two ways; write what is left of it (fell to a third), "
            "or the percent it fell by"
        )
    read = _times(body)
    grown = (read.interval - point(1)).scaled(100)
    reason = f"{read.reason}; less one, in percent"
    return statement_of_bounds(text, grown, unit, float(read.value - 1) * 100, reason, "comparison")


def _times(body: str) -> StatedFigure:
    """The multiple in a text, with the word of precision before it."""
    rest = undirected(_verb_of_multiple(body))
    read = number_in(rest, "")
    return read if read.unit == "1" else read.in_unit("1")


def _verb_of_multiple(body: str) -> str:
    """``doubling`` and ``doubles`` as ``doubled``, which the precision of numbers knows."""
    return _FORMS_OF_MULTIPLES.sub(r"\1ed", body)


def _by_a_fraction(text: str, body: str, unit: str) -> ReadStatement | None:
    """Fell by a third, rose by nearly half, halved, more than halved."""
    lower = body.lower()
    if re.search(r"\d *(?:%|percent|per cent)", lower):
        return None
    halved = re.search(r"\b(?:halved|halves|halving)\b", lower) is not None
    inner = fraction_in(undirected(re.sub(r"\b(?:halved|halves|halving|in half)\b", "half", lower)))
    if inner is None:
        return None
    sign = -1 if halved or direction_of(body) < 0 else 1
    size = inner[0].scaled(100)
    interval = -size if sign < 0 else size
    return statement_of_bounds(text, interval, unit, inner[2] * 100 * sign, inner[1], "comparison")


def _in_digits(text: str, body: str, unit: str) -> ReadStatement | None:
    sign = direction_of(body)
    found = so_many_digits(text, undirected(re.sub(r"\b(?:percentage|rates?)\b", " ", body)), unit)
    if found is None or sign >= 0 or found.interval is None:
        return found
    return msgspec.structs.replace(found, interval=-found.interval, value=-(found.value or 0.0))


def _direction_alone(text: str, body: str, unit: str) -> ReadStatement | None:
    if re.search(rf"\d|hundred|\b{PART_OF_ONE}|" + "|".join(NUMBER_WORDS), body.lower()):
        return None
    sign = direction_of(body)
    if not sign:
        raise AmountError("no number and no direction in it; write 34.7%, doubled, or fell")
    away = Interval(Decimal(0), None, False) if sign > 0 else Interval(None, Decimal(0), False, False)
    return statement_of_bounds(text, away, unit, None, "a direction without a size", "comparison")


def _of_the_whole(text: str, lower: str, unit: str) -> ReadStatement | None:
    """All, nearly all, most."""
    if re.fullmatch(r"(?:all|the whole|the entire .*|entirely|everything)", lower):
        return statement_of_bounds(
            text, Interval(Decimal("99.5"), Decimal(100)), unit, 100.0, "all, to half a percent", "value"
        )
    near = r"(?:almost|nearly|virtually|practically|close to) (?:all|everything|the whole)\b.*"
    if nearly := re.fullmatch(near, lower):
        read = number_in("nearly 100 percent", "percent")
        return statement_from(text, read, unit, reason=f"{nearly[0]}: {read.reason}")
    if re.match(r"(?:most|the majority|a majority|more than half|over half)\b", lower):
        return statement_of_bounds(
            text, Interval(Decimal(50), None, False), unit, None, "more than half", "comparison"
        )
    return None


def said_share(text: str, body: str, unit: str) -> ReadStatement:
    """A share in percent: 91 %, a third, most, all; or how far a cap was used."""
    lower = body.lower()
    if (whole := _of_the_whole(text, lower, unit)) is not None:
        return whole
    if NONE.fullmatch(body):
        return statement_of_bounds(text, point(0), unit, 0.0, "nothing at all", "value")
    inner = fraction_in(unverbed(lower))
    if inner is not None:
        return statement_of_bounds(text, inner[0].scaled(100), unit, inner[2] * 100, inner[1], "value")
    if (digits := so_many_digits(text, body, unit)) is not None:
        return digits
    read = number_in(_verb_of_multiple(body), "")
    if read.unit == "1" and MULTIPLE.search(body):
        read = read.in_unit("percent")
    elif read.unit == "1":
        read = number_in(body, "percent")
    return converted(text, read, unit)


def _around_cap(text: str, body: str, lower: str, unit: str) -> ReadStatement | None:
    """Exceeded by 10 percent, nearly reached."""
    over = re.search(
        r"\b(?:exceeded|passed|surpassed|broke|overshot)\b.*\bby (?P<more>.+)", body, re.IGNORECASE
    )
    if over is not None:
        read = number_in(over["more"], "percent")
        beyond = read.interval + point(100)
        return statement_from(text, read, unit, interval=beyond, value=float(read.value) + 100)
    near = r"(?:almost|nearly|close to) (?:reached|met|exhausted|used up|filled|hit|full|reaching)\b.*"
    if re.fullmatch(near, lower):
        return statement_from(text, number_in("nearly 100 percent", "percent"), unit)
    return None


def said_cap(text: str, body: str, unit: str) -> ReadStatement:
    """How far a cap was used: 57 percent, reached, exceeded, double the cap."""
    lower = re.sub(
        r"\b(?:its|the|their|a|yearly|annual|\d{4}|un|import|limit|cap|quota|already|had|has|have|been|was)\b",
        " ",
        body.lower(),
    )
    lower = re.sub(r"\s+", " ", lower).strip()
    if re.fullmatch(r"(?:reached|met|exhausted|used up|filled|hit|full|fully used)\b.*", lower):
        return statement_of_bounds(
            text, Interval(Decimal(100), None), unit, 100.0, "the whole of it, or more", "comparison"
        )
    if re.fullmatch(
        r"(?:exceeded|passed|broke|broken|over|above|beyond|more than|breached|surpassed)\b", lower
    ):
        return statement_of_bounds(
            text, Interval(Decimal(100), None, False), unit, 100.0, "more than the whole of it", "comparison"
        )
    if re.fullmatch(r"(?:within|under|below|not (?:reached|exceeded|passed)|less than|kept)\b", lower):
        short = lower in {"under", "below", "not reached", "less than"}
        return statement_of_bounds(
            text,
            Interval(Decimal(0), Decimal(100), True, not short),
            unit,
            100.0,
            "less than the whole" if short else "no more than the whole",
            "comparison",
        )
    if (around := _around_cap(text, body, lower, unit)) is not None:
        return around
    if fraction_in(body) is not None:
        return said_share(text, body, unit)
    return said_share(text, body if re.search(r"\d", body) else lower or body, unit)


def said_ratio(text: str, body: str, unit: str) -> ReadStatement:
    """How many times: double, 2.5 times, a third, 54 % more, 19 %."""
    lower = body.lower()
    if NONE.fullmatch(body):
        return statement_of_bounds(text, point(0), "1", 0.0, "nothing at all", "value")
    if re.search(r"%|percent|per cent", lower) and (sign := direction_of(body)):
        read = number_in(undirected(body), "percent").in_unit("1")
        grown = (read.interval if sign > 0 else -read.interval) + point(1)
        reason = f"{read.reason}; added to the whole"
        return statement_of_bounds(text, grown, "1", 1 + sign * float(read.value), reason, "comparison")
    if re.search(r"\b(?:halved|halves|halving)\b", lower):
        lower = re.sub(r"\b(?:halved|halves|halving)\b", "half", lower)
    part = _LEVEL.search(lower)
    inner = fraction_in(unverbed(part["rest"] if part else lower))
    if inner is not None:
        return statement_of_bounds(text, inner[0], "1", inner[2], inner[1], "value")
    if MULTIPLE.search(body):
        if direction_of(MULTIPLE.sub(" ", body)) < 0 and part is None:
            raise AmountError(
                f"{body!r}: a fall by a multiple can be read two ways; write what is left of it, such as a third"
            )
        return converted(text, _times(part["rest"] if part else body), "1")
    if not re.search(r"\d|half|" + "|".join(NUMBER_WORDS), lower):
        for words, interval, reason in _COMPARED:
            if words.fullmatch(lower):
                return statement_of_bounds(text, interval, "1", 1.0, reason, "comparison")
    return converted(text, number_in(body, ""), "1")


_COMPARED = (
    (
        re.compile(r"(?:the same|as (?:much|many)|equal|equal to)\b.*"),
        Interval(Decimal("0.95"), Decimal("1.05")),
        "the same, to a twentieth",
    ),
    (
        re.compile(r"(?:more|higher|larger|greater|bigger|above|over)(?: than .*)?"),
        Interval(Decimal(1), None, False),
        "more than the other",
    ),
    (
        re.compile(r"(?:less|lower|smaller|fewer|below|under)(?: than .*)?"),
        Interval(Decimal(0), Decimal(1), True, False),
        "less than the other",
    ),
)


def said_points(text: str, body: str, unit: str) -> ReadStatement:
    """A change of a share in percentage points; percent of a share is another thing and is refused."""
    if _FLAT.fullmatch(body) is not None:
        narrow = Interval(Decimal("-0.5"), Decimal("0.5"))
        return statement_of_bounds(text, narrow, unit, 0.0, "no change, to half a point", "comparison")
    sign = direction_of(body)
    read = number_in(undirected(body), "")
    if read.unit == "percent" and re.search(r"\bpoints?\b", body) is None:
        raise AmountError(
            "a share that changes from 80 to 90 % gains 10 percentage points and 12.5 percent; write points, or ask trade.growth"
        )
    interval = -read.interval if sign < 0 < read.value else read.interval
    return statement_from(
        text, read, unit, interval=interval, value=float(read.value) * (-1 if sign < 0 < read.value else 1)
    )
