"""Figures found inside a sentence: amounts, shares, counts, times, places in an order, and “none”.

The readers of statements (``claims.statements``) begin at the first word of a mention. What is here finds where a mention
begins and ends, of which kind it is, and writes down the words as those readers take them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from yalu.claims.passages.folded_text import alternation
from yalu.claims.passages.records import Found, Mention, MentionKind
from yalu.claims.statements.parsing import NUMBER_WORDS, TEENS
from yalu.vocabulary.amounts import unit_spellings
from yalu.vocabulary.words.numerals import ORDINAL_WORDS

_CURRENCY = alternation(n for n in unit_spellings(money=True) if len(n) > 1 or not n.isalpha())
_BEFORE_MONEY = r"(?:us\$|hk\$|s\$|nt\$|(?<![a-z])\$|€|£|¥|usd ?|rmb ?|cny ?)"
_SCALE = r"(?: ?(?:hundred|thousand|million|billion|trillion|mln|bln|mn|bn|tn|[mbk])\b)*"
_ONES = NUMBER_WORDS[:9]
_TENS = NUMBER_WORDS[10:]
_TEENS = (NUMBER_WORDS[9], *TEENS)
_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)}|a dozen"
    r"|an?(?= (?:hundred|thousand|million|billion|dozen)\b)|dozens|several)\b"
)
# A run of digits is begun at its first only, and is a number up to 15 of them: a flood of digits is walked once.
_DIGITS = r"(?:(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?!\d)(?:\.\d{1,15}(?!\d))?)"
_MYRIAD = r"(?:(?<!\d)\d{1,15}(?:\.\d{1,15})?[千万亿萬億천만억조兆]\d{0,8}(?:[千万亿천만억]\d{0,8}){0,3})"
_NUMBER = rf"(?:{_MYRIAD}|{_DIGITS}|(?<![a-z]){_WORD}){_SCALE}"
_QUALIFIER = (
    r"(?:(?:slightly |a little |just |well |only |barely )?(?:more than|less than|fewer than|over|under|above|below)"
    r"|almost|nearly|about|around|approximately|roughly|some|an estimated|at least|at most|no more than|no fewer than"
    r"|no less than|up to|as much as|as many as|close to|within|exceed(?:ed|ing|s)?|topp(?:ed|ing)|surpass(?:ed|ing)"
    r"|in excess of|upwards of|only|just|merely|a total of|an average of|约|약|近|逾|超过)"
)
# What a verb before a number says of it, as the reader of statements knows it.
_AS_READ = {"exceed": "more than", "topp": "more than", "surpass": "more than", "as much as": "at most", "as many as": "at most",
            "only": "", "just": "", "merely": "", "a total of": "", "an average of": ""}  # fmt: skip
_MASS = alternation(
    [
        *(
            "tons",
            "ton",
            "tonnes",
            "tonne",
            "metric tons",
            "metric tonnes",
            "metric ton",
            "kilograms",
            "kg",
            "t",
            "mt",
        ),
        *("barrels", "barrel", "bbl", "bbls", "litres", "liters", "cubic metres", "cubic meters"),
        *("吨", "万吨", "톤", "桶", "배럴"),
    ]
)
_PERCENT = r"(?:percentage points?|%|percent|per cent|pct\b|％)"
# “From 90 percent to 83 percent” is no range but a fall; only “between” lets a unit stand twice.
_RANGE = rf"(?:between {_NUMBER}(?: ?{_PERCENT})? ?(?:-| to | and ) ?|{_NUMBER} ?(?:-| to ) ?)"
# “From $2.5 billion to $1.7 billion” is a fall as well, and “$1.5 to 2 billion” a range.
_NOT_FROM = r"(?<!from )(?<!from about )"
_MONEY_RANGE = (
    rf"(?:between {_BEFORE_MONEY}{_DIGITS}{_SCALE} (?:and|to) (?:{_BEFORE_MONEY})?{_DIGITS}{_SCALE}"
    rf"|{_NOT_FROM}{_BEFORE_MONEY}{_DIGITS}{_SCALE} ?(?:-| to ) ?(?:{_BEFORE_MONEY})?{_DIGITS}{_SCALE})"
)
_TIME = r"(?:days?|weeks?|months?|years?|decades?)"
_FRACTION = (
    rf"(?:(?:an?|{'|'.join(_ONES)})[- ](?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?|half"
    rf"|one in (?:{'|'.join(_ONES)}|ten))"
)
_MULTIPLE = r"(?:doubl(?:ed|ing|e)|tripl(?:ed|ing|e)|trebled|quadrupl(?:ed|ing|e)|twice|twofold|threefold|fourfold|tenfold|halved|halving)"
_CHENG = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_SUPERLATIVE = r"(?:lowest|highest|largest|biggest|greatest|smallest|fewest|worst|sharpest|steepest|top|main|record(?:[- ](?:high|low))?)"

PAIR = re.compile(
    r"\b(?:two|both) (?:[a-z]+ )?(?:sides|countries|states|neighbou?rs|nations|leaders|allies|capitals|governments|koreas)\b"
)
_FOR = re.compile(r"\b(?:in|for|within|after|over|of|than|lasted|just|only|took) $")
Make = Callable[[re.Match[str]], "tuple[MentionKind, str, dict[str, str]] | None"]


def mentions(folded: str, text: str, taken: list[Found]) -> list[Mention]:
    """The mentions of a folded sentence in order, none inside another; ``taken`` are finds that are no mentions."""
    used = bytearray(len(folded) + 1)
    for find in taken:
        used[find.start : find.end] = b"\1" * (find.end - find.start)
    found: list[Mention] = []
    for pattern, make in _FORMS:
        for match in pattern.finditer(folded):
            if 1 in used[match.start() : match.end()]:
                continue
            made = make(match)
            if made is None:
                continue
            used[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            kind, said, more = made
            if kind == "quantity" and said.endswith(
                "mt"
            ):  # Mt are million tonnes, MT may be metric tons: the reader of statements tells them apart
                said = said[:-2] + text[match.end() - 2 : match.end()]
            found.append(Mention(kind=kind, said=said, start=match.start(), end=match.end(), more=more))
    return sorted(found, key=lambda f: f.start)


def _said(match: re.Match[str], body: str) -> str:
    """The number with its qualifier, as the reader takes it."""
    # “Only over” is over; “just over”, “a little over” and “barely over” are one rule of precision.
    qualifier = re.sub(r"^(?:well|only) (?=\w)", "", match.groupdict().get("q") or "")
    qualifier = re.sub(r"^(?:a little|just|barely) (?=\w)", "slightly ", qualifier).replace(
        "y fewer", "y less"
    )
    stem = next((s for s in _AS_READ if qualifier.startswith(s)), None)
    words = qualifier if stem is None else _AS_READ[stem]
    return f"{words} {body}".strip()


def _of_kind(kind: MentionKind) -> Make:
    def make(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
        return kind, _said(match, match["n"].strip()), {}

    return make


def _percent(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    kind: MentionKind = "points" if "point" in match["n"] else "percent"
    return kind, _said(match, match["n"].strip().replace("-percent", " percent")), {}


def _money(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    per = match.groupdict().get("per") or ""
    return "money", _said(match, match["n"].strip()), {"per": "t"} if per else {}


def _cheng(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    rest = match["rest"]
    value = _CHENG[match["n"]] * 10 + (5 if rest == "半" else _CHENG.get(rest or "", 0))
    about = {"近": "almost ", "约": "about ", "逾": "more than ", "超过": "more than "}.get(
        match["q"] or "", ""
    )
    return "percent", f"{about}{value}%", {}


def _times(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    return "times", _said(match, f"{match['n'].strip()} times"), {}


_OTHER_END = rf"(?:nearly |about |almost |over )?\b(?:{_FRACTION}|{_MULTIPLE})"
_AND_MORE = re.compile(rf" ?(?:to|or|and|-) ?{_OTHER_END}\b")
_ONE_END = re.compile(rf"{_OTHER_END} ?(?:to|or|and|-) ?(?:an? )?$")


def _is_an_end(match: re.Match[str]) -> bool:
    """“By a third to a half” is neither, nor is “doubled or tripled”."""
    text, start = match.string, match.start()
    return bool(_AND_MORE.match(text, match.end()) or _ONE_END.search(text, max(0, start - 40), start))


def _multiple(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]] | None:
    if _is_an_end(match):
        return None
    word = {
        "doubling": "doubled",
        "tripling": "tripled",
        "quadrupling": "quadrupled",
        "halving": "halved",
    }.get(match["n"], match["n"])
    return "times", _said(match, word), {}


def _fraction(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]] | None:
    if _is_an_end(match):
        return None
    return "fraction", _said(match, {"절반": "half", "一半": "half"}.get(match["n"], match["n"])), {}


def _half_a(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    kind: MentionKind = "quantity" if re.fullmatch(_MASS, match["unit"]) else "money"
    return kind, _said(match, f"0.5 {match['scale']} {match['unit']}"), {}


def _count(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]] | None:
    body = match["n"].strip()
    after = match.string[match.end() :]
    # “one” is a pronoun more often than a number, “the two sides” are the states themselves, and the number of a committee its name.
    if (
        (body == "one" and not match["q"])
        or (body == "two" and PAIR.match(match.string, match.start("n")))
        or after.startswith((" committee", "'s"))
    ):
        return None
    return "count", _said(match, body), {}


def _time(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]] | None:
    if re.match(r"an? ", match["n"]) and not match["q"] and not _FOR.search(match.string[: match.start()]):
        return None  # “4.8 visits a year”
    return "time", _said(match, match["n"].strip().replace("-", " ")), {}


def _rank(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    said = match[0].strip()
    order = "lowest" if re.search(r"lowest|smallest|fewest|low\b|worst", said) else "highest"
    place = match.groupdict().get("place") or ""
    return "rank", f"{place} {order}".strip(), {"order": order}


def _number_one(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    return "rank", "highest", {"order": "highest"}


def _ordinal(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    text = match["n"]
    number = ORDINAL_WORDS.index(text) + 1 if text in ORDINAL_WORDS else int(re.sub(r"\D", "", text))
    return "ordinal", str(number), {"number": str(number)}


def _none(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    return "none", "none", {}


def _vote(match: re.Match[str]) -> tuple[MentionKind, str, dict[str, str]]:
    return "vote", "unanimous" if match[0].startswith("unanim") else match[0].replace(" to ", "-"), {}


def _forms() -> Iterator[tuple[str, Make]]:
    q = rf"(?:(?P<q>{_QUALIFIER})[ -]?(?:by )?)?"
    yield (
        r"\b\d{1,2}(?:-| to )\d(?:-\d{1,2})?(?= (?:vote|in favou?r))|(?<=vote of )\d{1,2}(?:-| to )\d\b"
        r"|(?<=voted )\d{1,2}(?:-| to )\d\b|\bunanim\w+",
        _vote,
    )
    yield r"(?P<q>近|约|逾|超过)?(?P<n>[一二两三四五六七八九])成(?P<rest>[半一二三四五六七八九])?", _cheng
    yield rf"{q}(?P<n>{_RANGE}{_NUMBER}[- ]?{_PERCENT})", _percent
    yield rf"{q}(?P<n>{_NUMBER}[- ]?{_PERCENT})", _percent
    # Before “a billion dollars”, which is twice as much.
    yield rf"{q}(?P<n>half an? (?P<scale>million|billion) ?(?P<unit>{_MASS}|{_CURRENCY}))\b", _half_a
    yield rf"{q}(?P<n>{_MONEY_RANGE})(?P<per>(?:/| per | an? )(?:metric )?ton(?:ne)?\b)?", _money
    yield rf"{q}(?P<n>{_NOT_FROM}{_RANGE}{_NUMBER} ?(?:{_CURRENCY}))", _money
    yield rf"{q}(?P<n>{_NOT_FROM}{_RANGE}{_NUMBER} ?(?:{_MASS}))", _of_kind("quantity")
    yield (
        rf"{q}(?P<n>{_BEFORE_MONEY}{_DIGITS}{_SCALE})(?P<per>(?:/| per | an? )(?:metric )?ton(?:ne)?\b)?",
        _money,
    )
    yield rf"{q}(?P<n>{_NUMBER} ?(?:{_CURRENCY}))(?P<per>(?:/| per | an? )(?:metric )?ton(?:ne)?\b)?", _money
    yield rf"{q}(?P<n>{_NUMBER} ?(?:{_MASS}))", _of_kind("quantity")
    yield rf"{q}(?P<n>{_NUMBER})[- ]?(?:fold|times|倍|배)(?![a-z])", _times
    yield rf"{q}(?P<n>{_MULTIPLE})\b", _multiple
    yield rf"{q}\b(?P<n>{'|'.join(_ONES)}|ten)fold\b", _times
    yield (
        rf"{q}(?P<n>\b{_FRACTION}|절반|一半)(?:\b|(?<=[절반一半]))(?! (?:of )?(?:of )?(?:this|last|the|20\d\d))",
        _fraction,
    )
    yield rf"{q}(?P<n>(?:{_NUMBER}|a)[- ]{_TIME}\b)(?! months? of)", _time
    yield r"\b(?P<n>the same day)\b", _of_kind("time")
    yield (
        rf"\b(?:the )?(?:(?P<place>{'|'.join(ORDINAL_WORDS)}|next)[- ])?{_SUPERLATIVE}\b(?! (?:of|recently|likely|than)\b)",
        _rank,
    )
    yield r"\bnumber[- ]one\b|\bno\. ?1\b", _number_one
    yield (
        rf"\b(?P<n>{'|'.join(ORDINAL_WORDS)}|\d{{1,2}}(?:st|nd|rd|th))\b"
        rf"(?! (?:quarter|half|hand|place of|point|of all|{'|'.join(_ONES)}|\d))",
        _ordinal,
    )
    yield (
        r"(?<![\w.,-])(?:no(?! longer)|none|never|nothing|zero|not (?:a single|one|any|been(?: any| an?)?))\b"
        r"(?! more than| less than| fewer than)",
        _none,
    )
    yield r"\b(?:(?:has|have|had) (?:not|yet to)|hasn't|haven't|did not|didn't)\b(?= \w+)", _none
    yield rf"{q}(?<![\w$€£.,-])(?P<n>{_NUMBER})(?![\w%]|[.,]\d|-[a-z])", _count


_FORMS = tuple((re.compile(pattern), make) for pattern, make in _forms())
