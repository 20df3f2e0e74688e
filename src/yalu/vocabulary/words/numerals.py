"""Numbers as sources write them: digits, English words, scale words, and myriads (万, 억).

Reading keeps two places: that of the last digit written, and that of the last digit that is not an
idle zero. Which of the two a number is good to is for ``precision`` to say.
"""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from yalu.vocabulary.intervals import AmountError


class Numeral(msgspec.Struct, frozen=True):
    """A number as read: its value, and how fine it was written.

    ``last`` is the place of the last digit written, ``coarse`` that of the last one that is not an
    idle zero (4,000: last 1, coarse 1,000; 2.0 million: both 100,000). ``scale`` is the product of
    the scale words (2.0 million: 1,000,000).
    """

    value: Decimal
    last: Decimal
    coarse: Decimal
    scale: Decimal = Decimal(1)

    def times(self, scale: Decimal) -> Numeral:
        """The same digits at another scale, as the 1.2 in "1.2-1.5 million" is in millions."""
        return Numeral(self.value * scale, self.last * scale, self.coarse * scale, self.scale * scale)


_SCALES = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "millions": 6, "mln": 6, "mn": 6, "m": 6,
    "billion": 9, "billions": 9, "bln": 9, "bn": 9, "b": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
_SMALL = {"十": 1, "십": 1, "百": 2, "백": 2, "千": 3, "천": 3}
_MYRIADS = {"万": 4, "萬": 4, "만": 4, "亿": 8, "億": 8, "억": 8, "兆": 12, "조": 12}
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# Every number that is one English word, zero to ninety, with its value.
NUMBER_OF_WORD = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, start=2)
}
ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


def number_words(first: int, last: int) -> tuple[str, ...]:
    """The English words for the numbers from one to another that are one word, in order: six, seven, eight."""
    return tuple(word for word, number in NUMBER_OF_WORD.items() if first <= number <= last)


_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|[0-9]+(?!,?[0-9]))(?:\.[0-9]+)?"
_DIGITS_AT = re.compile(_DIGITS)
_SCALE_AT = re.compile(
    rf"\s*(?:{'|'.join(sorted(_SCALES, key=len, reverse=True))}|dozen|score)(?![a-z0-9/²³])", re.IGNORECASE
)
_MYRIAD_CHARS = "".join({**_SMALL, **_MYRIADS})
_MYRIAD_AT = re.compile(rf"(?:(?:{_DIGITS})?\s*[{_MYRIAD_CHARS}]\s*)+")
_MYRIAD_PART = re.compile(rf"(?P<digits>{_DIGITS})|(?P<mark>[{_MYRIAD_CHARS}])")
_WORD_AT = re.compile(
    rf"(?:(?P<tens>{'|'.join(_TENS)})(?:[- ](?P<unit>{'|'.join(_ONES[1:10])}))?"
    rf"|(?P<one>{'|'.join(sorted(_ONES, key=len, reverse=True))})|(?P<a>an?)(?=\s+(?:{'|'.join(_SCALES)}|dozen|score)\b))\b",
    re.IGNORECASE,
)


def read_numeral(text: str) -> tuple[Numeral, str]:
    """Read the number a text begins with; return it and the rest of the text.

    Raises AmountError when the text does not begin with a number, or when a comma in it cannot be a
    thousands separator (0,9 is nine tenths in some sources and an error in others).
    """
    negative, body = text[:1] == "-", text.removeprefix("-").lstrip()
    myriad = _MYRIAD_AT.match(body)
    if myriad is not None:
        numeral, rest = _myriad(myriad[0]), body[myriad.end() :]
    else:
        numeral, rest = _plain(body, text)
    if negative:
        numeral = Numeral(-numeral.value, numeral.last, numeral.coarse, numeral.scale)
    return numeral, rest.strip()


def _plain(body: str, text: str) -> tuple[Numeral, str]:
    """Digits or a number word, then any scale words."""
    digits = _DIGITS_AT.match(body)
    if digits is not None:
        numeral, rest = _from_digits(digits[0]), body[digits.end() :]
    else:
        word = _WORD_AT.match(body)
        if word is None:
            raise AmountError(_unreadable(body, text))
        numeral, rest = _from_word(word), body[word.end() :]
    while scale := _SCALE_AT.match(rest):
        name = scale[0].strip().lower()
        groups = {"dozen": Decimal(12), "score": Decimal(20)}
        numeral = numeral.times(groups[name] if name in groups else Decimal(10) ** _SCALES[name])
        rest = rest[scale.end() :]
    return numeral, rest


def _unreadable(body: str, text: str) -> str:
    if body[:1].isdigit() and "," in body:
        return f"{text!r}: the comma does not separate thousands; write 1,000 for a thousand and 0.9 for a decimal"
    return f"{text!r} does not begin with a number; write it as 4,000 or 2.5 million or six"


def _from_digits(text: str) -> Numeral:
    digits = text.replace(",", "")
    _, point, decimals = digits.partition(".")
    value = Decimal(digits)
    last = Decimal(1).scaleb(-len(decimals))
    if point or value == 0:
        return Numeral(value, last, last)
    idle = len(digits) - len(digits.rstrip("0"))
    return Numeral(value, last, Decimal(10) ** idle)


def _from_word(word: re.Match[str]) -> Numeral:
    if word["a"]:
        return _from_digits("1")
    first = word["tens"] or word["one"]
    return _from_digits(
        str(NUMBER_OF_WORD[first.lower()] + (NUMBER_OF_WORD[word["unit"].lower()] if word["unit"] else 0))
    )


def _myriad(text: str) -> Numeral:
    """A number in ten-thousands, such as 2천480만 (24.8 million), 1亿18万 (100.18 million) or 3万亿 (three trillion)."""
    total = section = group = Decimal(0)
    pending: Numeral | None = None
    place = Numeral(Decimal(1), Decimal(1), Decimal(1))
    for part in _MYRIAD_PART.finditer(text):
        if part["digits"]:
            pending = place = _from_digits(part["digits"])
            group = Decimal(0)
        elif part["mark"] in _SMALL:
            scale = Decimal(10) ** _SMALL[part["mark"]]
            section += (pending.value if pending is not None else 1) * scale
            place = place.times(scale) if pending is not None else Numeral(scale, scale, scale)
            pending, group = None, Decimal(0)
        else:
            scale = Decimal(10) ** _MYRIADS[part["mark"]]
            section += pending.value if pending is not None else 0
            # A mark right behind another one multiplies what that one made: 万亿 is ten thousand times a hundred million.
            total, made = total - group, (section or group or 1) * scale
            total, group = total + made, made
            place, section, pending = place.times(scale), Decimal(0), None
    return Numeral(total + section, place.last, place.coarse, place.scale)


def plain_number(text: str) -> Decimal | None:
    """A number as people write amounts, with commas between thousands and a point; None for anything else."""
    plain = text.strip()
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def plural(number: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 row, 2 rows, 1,200 entries."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def with_noun(number: str, many: str) -> str:
    """A number as it is printed with its unit in the plural: 1 day, 2 days, 1 to 2 days; units of other kinds stay."""
    plain = number == "1" and many.isalpha() and many.islower() and many.endswith("s")
    one = many[:-3] + "y" if many.endswith("ies") else many[:-1]
    return f"{number} {one if plain else many}"


def from_to(low: float, high: float) -> str:
    """Two bounds to two decimals; one number where they print alike."""
    least, most = f"{low:.2f}", f"{high:.2f}"
    return least if least == most else f"{least}–{most}"
