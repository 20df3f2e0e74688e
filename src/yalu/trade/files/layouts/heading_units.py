"""Multiples, units and currencies in the headings of columns: ``Value (US$ million)``, ``数量（万吨）``.

A multiple that is passed over makes every amount of a file wrong by a thousand or a million, and a dollar
that is not of the United States is another currency. What can mean two things is asked about.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

from yalu.vocabulary.amounts import unit
from yalu.vocabulary.intervals import AmountError

_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_TOKENS = re.compile(r"m3|['’`]?\d+s?|[a-zа-яё]+|[$€₩]|[^\W\d_a-zа-яё]+")
_NO_MULTIPLES = re.compile(r"\b(?:[a-z]\.){2,}|\b\d+(?:st|nd|rd|th)\b")  # U.K., 4th
_WORDS = {
    **dict.fromkeys(["trillion", "trillions", "trn"], 10**12),
    **dict.fromkeys(["billion", "billions", "bln", "bn", "milliard", "milliards", "mrd", "млрд"], 10**9),
    **dict.fromkeys(["crore", "crores"], 10**7),
    **dict.fromkeys(["million", "millions", "millionen", "millones", "mln", "mn", "mio", "млн"], 10**6),
    **dict.fromkeys(["lakh", "lakhs", "lac", "lacs"], 10**5),
    **dict.fromkeys(
        [
            "thousand",
            "thousands",
            "thous",
            "thsd",
            "tsd",
            "th",
            "k",
            "тыс",
            "000",
            "'000",
            "’000",
            "`000",
            "000s",
            "'000s",
        ],
        1000,
    ),
    **dict.fromkeys(["hundred", "hundreds"], 100),
}
# Longer ones before those inside them: 百万 is no 万.
_SIGNS = {"十亿": 10**9, "十億": 10**9, "십억": 10**9, "亿": 10**8, "億": 10**8, "억": 10**8, "千万": 10**7, "千萬": 10**7, "천만": 10**7,
          "百万": 10**6, "百萬": 10**6, "백만": 10**6, "十万": 10**5, "십만": 10**5, "万": 10**4, "萬": 10**4, "만": 10**4,
          "千": 1000, "천": 1000}  # fmt: skip
_GLUED = {"k": 1000, "t": 1000, "m": 10**6, "mm": 10**6, "mln": 10**6, "mn": 10**6, "bn": 10**9}
_TWO_MEANINGS = frozenset(["m", "mm", "mil", "b", "tr"])
_MONEY = {
    "USD": r"usd|us ?\$|\$|美元|dollar",
    "CNY": r"cny|rmb|yuan|人民币",
    "EUR": r"eur(?!op)|€",
    "KRW": r"krw|₩",
}
_GLUED_MONEY = re.compile(rf"({'|'.join(_GLUED)})(usd|eur|cny|rmb)|(usd|eur|cny|rmb)({'|'.join(_GLUED)})")
# An amount of the months since January is not its month's, and a percentage is no amount.
_CUMULATED = re.compile(
    r"\b(?:cumul|kumul|skumul|acumulad[oa]s?\b)|\bytd\b|year[ -]to[ -]date|累计|累計|누계|누적|накоплен|нарастающ",
    re.IGNORECASE,
)
# “Not cumulative”, and what was worked out of such amounts: “calculated from cumulative data”.
_WORKED_OUT = re.compile(
    r"\b(?:non|not|(?:calculat|comput|deriv)\w{0,4} (?:from|of)|differences? (?:of|between))[ -](?:the )?"
    r"(?:cumul|ytd\b|year[ -]to[ -]date)",
    re.IGNORECASE,
)
_NO_AMOUNT = re.compile(
    r"%|\bper ?cent|\b(?:share|change|growth|index|increase|decrease)\b|同比|环比|占比|比重|增减|증감|비중",
    re.IGNORECASE,
)
_OWN_DOLLARS = frozenset(
    {"", "us", "u.s.", "american", "states", "in", "of", "current", "constant", "nominal", *_WORDS}
)


class Multiple(msgspec.Struct, frozen=True):
    """What a heading says that its amounts are multiples of, and the ``rest`` of its words.

    ``doubtful`` is a letter that is a thousand to one reader and a million to another.
    """

    factor: int
    rest: str
    doubtful: str = ""


def bracketed(name: str) -> str:
    """The words in the brackets of a heading, or the whole of one without brackets."""
    plain = unicodedata.normalize("NFKC", name)
    return " ".join(_BRACKETS.findall(plain)) or plain


def multiple_word(word: str) -> int | None:
    """How many one of a word counts (``thousand``, ``Mio.``, ``000``); None for a word that is no multiple or could be two."""
    return _WORDS.get(unicodedata.normalize("NFKC", word).casefold().removesuffix("."))


def multiple_of(text: str) -> Multiple:
    """The multiple that words state: ``million USD``, ``1,000 t``, ``万吨``."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    factor, rest, doubtful = 1, [], ""
    plain = _NO_MULTIPLES.sub(" ", plain)
    for token in _TOKENS.findall(re.sub(r"(?<=\d)[ ,.’'](?=000)", "", plain)):
        size, left = (1, token) if _is_unit(token) else _size(token)
        factor *= size
        rest += [left] if left else []
        doubtful = doubtful or (left if left in _TWO_MEANINGS else "")
    return Multiple(factor, " ".join(rest), doubtful)


def _size(token: str) -> tuple[int, str]:
    """How many one of a word counts, and what of the word is left beside that."""
    if (word := token.lstrip("'’`")) in _WORDS:
        return _WORDS[word], ""
    if re.fullmatch(r"10+", token):
        return int(token), ""
    if glued := _GLUED_MONEY.fullmatch(token):
        return _GLUED[glued[1] or glued[4]], glued[2] or glued[3]
    sign = next((sign for sign in _SIGNS if token.startswith(sign)), "")
    return (_SIGNS[sign], token.removeprefix(sign)) if sign else (1, token)


def currency_in(name: str) -> str:
    """The currency that a heading names; "" where it names none, or a dollar or yuan that may be another's."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    letters = re.findall(r"(?<![a-z])([a-z]{1,3})\$", plain)
    before = [*re.findall(r"([a-z.]*)[ -]dollar", plain), *re.findall(r"(nt) yuan", plain)]
    if any(word not in {"us", *_GLUED} for word in letters) or any(
        word not in _OWN_DOLLARS for word in before
    ):
        return ""
    return next((code for code, words in _MONEY.items() if re.search(words, plain)), "")


def unit_in(name: str) -> tuple[str, int]:
    """The unit of mass or volume in a heading and its multiple (``Quantity (1000 t)``); "" where it is not plain."""
    words = bracketed(name).strip()
    if _is_unit(words):
        return words, 1
    said = multiple_of(words)
    found = [said.rest] if _is_unit(said.rest) else [word for word in said.rest.split() if _is_unit(word)]
    plain = (
        len(found) == 1 and not said.doubtful and not re.search(r"/|\b(?:per|long|short)\b", words.casefold())
    )
    return (found[0], said.factor) if plain or found == [said.rest] else ("", 1)


def multiple_unit(text: str) -> tuple[str, int]:
    """A unit of mass or volume and its multiple where a text is these alone (``thousand barrels``); else "".

    ``kg N`` and ``l alc 100%`` are units of what is in the goods.
    """
    said = Multiple(1, text) if _is_unit(text) else multiple_of(text)
    return (said.rest, said.factor) if _is_unit(said.rest) and not said.doubtful else ("", 1)


def cumulated(text: str) -> bool:
    """Whether words say that amounts are those of all months since January."""
    return _CUMULATED.search(_WORKED_OUT.sub("", unicodedata.normalize("NFKC", text))) is not None


def is_no_amount(name: str) -> bool:
    """Whether a heading says that its numbers are a share, a change or an index."""
    return _NO_AMOUNT.search(unicodedata.normalize("NFKC", name)) is not None


def same_amount(name: str, symbol: str) -> bool:
    """Whether a unit that was said counts what a heading says with its multiple: kt of ``Quantity (1000 t)``."""
    found, factor = unit_in(name)
    return _is_unit(found) and _is_unit(symbol) and unit(symbol).size == factor * unit(found).size


def _is_unit(text: str) -> bool:
    try:
        return bool(text) and unit(text).kind in {"mass", "volume"}
    except AmountError:
        return False
