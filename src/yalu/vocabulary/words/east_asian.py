"""Chinese and Korean words around numbers, rewritten as the English words that the readers of figures know.

九成 is nine tenths, 增长两倍 is growth by twice as much again (three times), 翻两番 is twice doubled, 절반 가까이
is nearly half. A text without such words comes back as it was. The table holds the words; what a word of
precision (约, 육박) gives stands in ``precision_words``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from yalu.vocabulary.words.precision_words import AFTER, BY_QUALIFIER

_SCRIPT = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")
_SIMPLER = str.maketrans(
    "兩長過減億約餘數漲將擴價幾個達縮銳驟飆貿無沒點萬噸", "两长过减亿约余数涨将扩价几个达缩锐骤飙贸无没点万吨"
)
_DIGITS = {"零": 0, "两": 2} | {mark: digit for digit, mark in enumerate("〇一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_RUN = re.compile(rf"[{''.join(_DIGITS)}{''.join(_PLACES)}]+")
_NATIVE = {
    word: n
    for n, word in enumerate(["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"], start=1)
}
_N = r"(?P<n>\d+(?:\.\d+)?)"
_NEAR = r"(?P<near>近|将近|接近|约|大约|大概|逾|超过|超|不到|不足)?"
_CHANGE = r"(?P<up>增长|增加|上升|上涨|激增|猛增|暴增|剧增|扩大|多|高)(?:了|出)?"
Rewrite = str | Callable[[re.Match[str]], str]

# Order counts: a word that holds another stands before it. Growth by n times is n + 1 times; 翻番 doubles.
_TABLE: tuple[tuple[str, Rewrite], ...] = (
    # Fillers: against the year before, the month before, in all, was.
    (r"(?:与|比|较)?(?:上年|去年|前年)(?:同期)?(?:相比)?|同比|环比|전년(?: ?동기)? ?(?:대비|比|보다)|작년보다", " "),
    (r"^(?:共|总计|合计|总额|总量|占比|占|为|是|达到?|至|총|모두)", ""),
    (r"^[^\d一二三四五六七八九十半过近约逾超]*的 ?", ""), (r"^[가-힣 ]+의 (?=[\d약절])", ""), (r"(?:를|을) 차지\w*", " "),
    (r"(?<=\d) ?(?:次|回|起|名|家|艘|번|차례|회|건|명|곳|척)(?!의|年)", " "),
    # Shares and fractions.
    (r"过半|大半|多半|逾半|과반", " more than half "),
    (r"近半|절반 ?가까이|절반에 ?(?:가까운|육박)", " nearly half "),
    (r"절반 ?이상", " at least half "), (r"절반 ?넘게|절반을 ?넘", " more than half "), (r"절반 ?이하", " at most half "),
    (r"(?:减少|下降|缩减)(?:了)?一?半|减半|腰斩|절반으로 ?(?:줄|감소|떨어|하락)\w*|반토막", " halved "),
    (r"一半|半数|对半|절반|반수", " half "),
    (r"百分之" + _N, lambda m: f" {m['n']}% "),
    (r"(?P<b>\d+)분의 ?(?P<a>\d+) ?(?:수준)?(?:으로|로)", lambda m: f" to {m['a']}/{m['b']} "),
    (r"(?P<b>\d+)(?:分之|분의) ?(?P<a>\d+)", lambda m: f" {m['a']}/{m['b']} "),
    (_N + r" ?(?:成|할) ?半", lambda m: f" {float(m['n']) * 10 + 5:g}% "),
    (_N + r" ?(?:成|할) ?(?P<d>\d)(?: ?푼)?(?![\d.])", lambda m: f" {float(m['n']) * 10 + int(m['d']):g}% "),
    (_N + r" ?(?:成|할)(?P<more>多|余|以上|이상)?", lambda m: f" {float(m['n']) * 10:g}%{m['more'] or ''} "),
    (r"个?百分点|% ?포인트|%p|퍼센트 ?포인트", " percentage points "),
    (r"퍼센트|프로(?![가-힣])", "% "),
    # Multiples.
    (_CHANGE + _NEAR + _N + r"倍(?P<more>多|以上)?",
     lambda m: f" {m['near'] or ''} {float(m['n']) + 1:g} times {m['more'] or ''} "),
    (r"翻(?:了)?(?P<n>\d)番", lambda m: f" {2 ** int(m['n'])} times "),
    (r"翻(?:了)?(?:一?番|1?倍)|倍增|배증|갑절|(?<![\d가-힣])배(?:로|나)? ?(?:늘|증가|뛰|급증)\w*", " doubled "),
    (r"(?<![\d가-힣])배 ?(?:이상|넘게)(?:로)?", " more than doubled "), (r"(?<![\d가-힣])배로(?= |$)", " doubled "),
    (_N + r" ?(?:倍|배)(?P<more>多|以上| ?이상| ?넘게| ?가까이| ?정도| ?가량)?(?:로|으로|나)?",
     lambda m: f" {m['n']} times {(m['more'] or '').strip()} "),
    # Directions.
    (r"贸易逆差|逆差|무역 ?적자|적자", " deficit "), (r"贸易顺差|顺差|무역 ?흑자|흑자", " surplus "),
    (r"增长(?:到|至)|增加(?:到|至)|增至|升至|上升(?:到|至)", " rose to "),
    (r"下降(?:到|至)|减少(?:到|至)|降至|减至|跌至", " fell to "),
    (r"增长|增加|上升|上涨|攀升|激增|猛增|暴增|飙升|扩大|增幅|증가율?|급증|상승|급등|늘(?:어|었|어났|어난)\w*|올랐\w*|뛰었\w*", " rose "),
    (r"下降|减少|下跌|下滑|骤降|锐减|萎缩|降低|暴跌|缩减|降幅|감소율?|급감|하락|급락|줄(?:어|었|어들)\w*|떨어\w*", " fell "),
    (r"没有|无|为零|没|없(?:음|었|다)\w*|전무", " none "),
    (r"(?<=rose )[了到]|(?<=fell )[了到]", " "),
    (r"했\w*|하였\w*|됐\w*|되었\w*|한(?= )|을 기록\w*|를 기록\w*|(?<=%)(?:의|로|가|이)(?= |$)|了", " "),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), new) for pattern, new in _TABLE)
_IN_ENGLISH = {"nearly": "nearly", "about": "about", "at_least": "at least", "more_than": "more than",
               "less_than": "less than", "at_most": "at most"}  # fmt: skip


def in_english_words(text: str) -> str:
    """A text with the Chinese and Korean words around its numbers in English; digits for their numerals."""
    if not _SCRIPT.search(text):
        return text
    body = text.translate(_SIMPLER)
    for word, number in _NATIVE.items():
        body = re.sub(rf"(?<![가-힣]){word} ?(?=배|번|차례|곳|개|명)", str(number), body)
    # 一半 and 一番 are words of their own, not the number one.
    body = re.sub(r"一(?=半|番)", "\0", body)
    body = _RUN.sub(_arabic, body).replace("\0", "一")
    body = re.sub(r"(\d)点(\d)", r"\1.\2", body)
    for pattern, new in _COMPILED:
        body = pattern.sub(new, body)
    return _fraction_first(re.sub(r"\s+", " ", body).strip())


def _arabic(run: re.Match[str]) -> str:
    """二十五 as 25, 一百五 as 150 (105 has a 零); places alone (百万) keep their marks, which the reader of myriads knows."""
    if not any(mark in _DIGITS for mark in run[0]) and "十" not in run[0]:
        return run[0]
    if not any(mark in _PLACES for mark in run[0]):
        return "".join(str(_DIGITS[mark]) for mark in run[0])
    total, digit, below = 0, 0, 1
    for mark in run[0]:
        if mark in _PLACES:
            total, digit, below = total + (digit or 1) * _PLACES[mark], 0, _PLACES[mark] // 10
        elif _DIGITS[mark]:
            digit = _DIGITS[mark]
        else:
            below = 1
    return str(total + digit * below)


def _fraction_first(text: str) -> str:
    """A word of precision behind a fraction (1/3 이상) in front of it, where English has it."""
    match = re.search(r"(?P<fraction>\d+/\d+|half) ?(?P<rest>[^\s\d]+)", text)
    if match is None:
        return text
    for words, qualifier in AFTER:
        if match["rest"].startswith(words) and qualifier in _IN_ENGLISH and qualifier in BY_QUALIFIER:
            new = f"{_IN_ENGLISH[qualifier]} {match['fraction']} {match['rest'][len(words) :]}"
            return (text[: match.start()] + new + text[match.end() :]).strip()
    return text
