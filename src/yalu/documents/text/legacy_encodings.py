"""Which encoding of before Unicode a whole file is in, and how sure that is.

Every encoding is a language with its commonest characters. The bytes that are not ASCII are read in
each of them, and the reading that is the least surprising wins; its lead over the next reading that
says something else, in bits, tells how sure it is. Names are short and bare, so the evidence must
come from the whole file: three syllables alone are good Korean and good Chinese at once.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache

import msgspec

# A lead of 20 bits is odds of a million to one if the letter counts below were exact. They are not:
# measured on made-up books of names in 14 encodings (tests/documents/test_legacy_encodings.py), no
# reading with this lead was wrong.
SURE_BITS = 20.0
# A run of bytes above ASCII with the ASCII that may be half of a character, and the letter before it.
_HIGH = re.compile(rb"[\x20-\x7e]?(?:[\x80-\xff][\x30-\x7e]?)+")
# Bits of what is not ranked: a byte that the encoding does not have, plain ASCII, any other sign of a
# one-byte set, a capital after a small letter, two scripts in one word, two accented letters in a row.
_UNREADABLE, _ASCII, _RARE, _ODD_CAPITAL, _TWO_SCRIPTS, _TWO_ACCENTS = 40.0, 6.0, 12.0, 12.0, 8.0, 4.0
# GB 18030 writes Hangul in four bytes of which two are digits; no other reading of those is near it.
_FOUR_HANGUL = 16.0
_MOST_BITS = 7.5  # a byte; texts in a language of the table take 4 to 7
_MOST_PIECES = 20_000
_LATIN = "\u0250"  # the first letter after the Latin ones
_NONE = "none that is known here"

# The commonest characters of names and companies, the most frequent first (common knowledge of each
# language, grade F6: they weigh readings of bytes against each other and nothing else).
_KOREAN = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염"
    "영수철호민준희경미은순상동성광명혜용학일병석훈선숙옥춘근태해국길봉룡복재형규남연월향란실금화련덕만기창"
    "대회사공업상무주식은행무역조선총국위원제사업설자력소산기계전"
)
_CHINESE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国文志海红玉春梅小晓东永成光辉新民宏鹏飞云峰波宁生天一中大正"
    "有限公司贸易国际进出口集团科技工业实业股份银行船务航运北京上海市省丹东辽区县香港发展电子机械化工矿业名称编号姓地址"
)
_TRADITIONAL = (
    "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董袁潘于蔣蔡余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸汪范金石廖賈夏方白"
    "偉芳娜秀英敏靜麗強磊軍洋勇艷傑娟濤明超蘭霞平剛桂華建國文志海紅玉春梅小曉東永成光輝新民宏鵬飛雲峰波寧生天一中大正淑美惠雅怡君家俊宗"
    "有限公司貿易國際進出口集團科技工業實業股份銀行船務航運台北市省香港發展電子機械化工名稱編號姓地址"
)
_JAPANESE = (
    "田山本中村小林木川佐藤鈴高橋伊渡辺井上松口清加石吉野原島池森岡和長谷大内金子太郎一二三美恵明正雄男夫"
    "株式会社商事東京日本銀行工業有限番号名前"
)
_KANA = "ンスルトイラリクシドアーックレジタフマロコサテエムナウニオキのにるたをはいしがとでてなあれかもこさ"
_RUSSIAN = "оаеинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_GREEK = "αοιετσνηυρπκμλςωγδβχθφξζψάέήίόύώ"
_ARABIC = "الميونرتبةعدسفهكقأحجشطصخذزثضغإىئءآؤ"
_WESTERN = "éüöäáóíñçèßãêâåøúæëïôàõîìòùýÉÖÜÁÅØÓÍÇÑÄÚ"
_CENTRAL = "áíéčšžýřěłśćąęółżńźőűăşţůďťňüöäëúđŁŚŠČŽ"
_BALTIC = "āšėžūčųįąęīēņļķģĀŠĖŽŪČõäöü"
_HEBREW = "יהולאמרתבשנעדכקחפצגסזטםןךףץ"
_THAI = "านรอกเงมยลวดตทสปคบพะแจขชหไใโผถศษณธซ่้ิีุูัำ์็ภฉฐฟ"
_TURKISH = "ıİşğüöçŞÇÖÜĞ"


class _Language(msgspec.Struct, frozen=True):
    """An encoding as readings weigh it: its codec, words for it, and shares of probability by set of characters.

    ``sets`` are ranked characters with the share they have together; ``leads`` are ranges of first
    bytes whose two-byte characters share the rest evenly. One byte a character where there are none.
    ``rare`` are bits against an encoding that spreadsheets of few countries write.
    """

    codec: str
    words: str
    sets: tuple[tuple[str, float], ...]
    leads: tuple[tuple[int, int, float], ...] = ()
    rare: float = 0.0


LANGUAGES = (
    _Language("cp949", "EUC-KR (CP949, Hangul)", ((_KOREAN, 0.6),),
              ((0xB0, 0xC8, 0.36), (0xCA, 0xFD, 0.02), (0xA1, 0xAC, 0.01), (0x81, 0xA0, 0.01))),
    _Language("gb18030", "GBK (GB18030, Chinese)", ((_CHINESE, 0.5),),
              ((0xB0, 0xD7, 0.45), (0xD8, 0xF7, 0.03), (0xA1, 0xA9, 0.01), (0x81, 0xA0, 0.005), (0xAA, 0xFE, 0.005))),
    _Language("cp950", "Big5 (traditional Chinese)", ((_TRADITIONAL, 0.5),),
              ((0xA4, 0xC6, 0.46), (0xC9, 0xF9, 0.03), (0xA1, 0xA3, 0.01))),
    _Language("cp932", "Shift-JIS (Japanese)", ((_JAPANESE, 0.3), (_KANA, 0.3)),
              ((0x88, 0x97, 0.23), (0x98, 0x9F, 0.01), (0xE0, 0xEA, 0.01), (0x82, 0x83, 0.13), (0x81, 0x81, 0.01))),
    _Language("cp1251", "Windows-1251 (Cyrillic)", ((_RUSSIAN, 0.55), (_RUSSIAN.upper(), 0.4))),
    _Language("koi8_r", "KOI8-R (Cyrillic)", ((_RUSSIAN, 0.55), (_RUSSIAN.upper(), 0.4)), rare=6.0),
    _Language("cp1253", "Windows-1253 (Greek)", ((_GREEK, 0.6), (_GREEK.upper(), 0.35)), rare=3.0),
    _Language("cp1255", "Windows-1255 (Hebrew)", ((_HEBREW, 0.95),), rare=3.0),
    _Language("cp1256", "Windows-1256 (Arabic)", ((_ARABIC, 0.95),), rare=3.0),
    _Language("cp874", "Windows-874 (Thai)", ((_THAI, 0.95),), rare=3.0),
    _Language("cp1252", "Latin-1 (Windows-1252, Western European)", ((_WESTERN, 0.95),)),
    _Language("cp1250", "Windows-1250 (Central European)", ((_CENTRAL, 0.95),), rare=3.0),
    _Language("cp1257", "Windows-1257 (Baltic)", ((_BALTIC, 0.95),), rare=6.0),
    _Language("cp1254", "Windows-1254 (Turkish)", ((_TURKISH, 0.95),), rare=3.0),
)  # fmt: skip


class Guess(msgspec.Struct, frozen=True):
    """The likeliest encoding: its codec ("" when none fits), words for it, and its lead in bits over the next."""

    codec: str
    words: str
    lead: float

    @property
    def sure(self) -> bool:
        """Whether the whole file leaves no other reading."""
        return bool(self.codec) and self.lead >= SURE_BITS


def guess(data: bytes) -> Guess:
    """The encoding that bytes which are not UTF-8 most likely have, from all of them."""
    pieces = list(dict.fromkeys(_HIGH.findall(data)))[:_MOST_PIECES]
    if not pieces:
        return Guess("", _NONE, 0.0)
    readings = sorted((_Reading(language, pieces) for language in LANGUAGES), key=lambda r: r.bits)
    best = readings[0]
    if best.bits / sum(map(len, pieces)) > _MOST_BITS:
        return Guess("", _NONE, 0.0)
    bare = best.bare()
    # There always is one: KOI8-R and Windows-1252 have no character above ASCII in the same place.
    rival = next(r for r in readings[1:] if r.bare() != bare)
    return Guess(best.language.codec, best.language.words, rival.bits - best.bits)


class _Reading:
    """The pieces of a file read in one language: their texts and how surprising they are, in bits."""

    def __init__(self, language: _Language, pieces: list[bytes]) -> None:
        self.language = language
        self.texts = [piece.decode(language.codec, errors="replace") for piece in pieces]
        costs = dict(_costs(language.codec))
        self.bits = language.rare + sum(_bits(text, costs, language) for text in self.texts)

    def bare(self) -> str:
        """The texts without accents: encodings that differ in nothing else are one reading of a name."""
        return _bare("\n".join(self.texts))


def _bits(text: str, costs: dict[str, float], language: _Language) -> float:
    total, before = 0.0, ""
    for char in text:
        known = costs.get(char)
        if known is None:
            known = costs[char] = _rest(char, language)
        total += known
        if not char.isascii() and char.isupper() and before.islower():
            total += _ODD_CAPITAL
        if not language.leads and before.isalpha() and char.isalpha():
            total += _TWO_SCRIPTS if (before < _LATIN) != (char < _LATIN) else 0.0
            accents = before < _LATIN and char < _LATIN and not (before.isascii() or char.isascii())
            total += _TWO_ACCENTS if accents else 0.0
        before = char
    return total


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@cache
def _costs(codec: str) -> dict[str, float]:
    """Bits of the ranked characters of a language."""
    language = next(one for one in LANGUAGES if one.codec == codec)
    found: dict[str, float] = {}
    for ranked, share in language.sets:
        # Zipf's law, flattened at its head as letters and syllables of names are.
        weights = [1 / (rank + 10) for rank in range(len(ranked))]
        whole = sum(weights)
        for char, weight in zip(ranked, weights, strict=True):
            found.setdefault(char, -math.log2(share * weight / whole))
    return found


def _rest(char: str, language: _Language) -> float:
    """Bits of a character that is not among the ranked ones."""
    if char == "\ufffd":
        return _UNREADABLE
    if char.isascii():
        return _ASCII
    raw = char.encode(language.codec)
    for low, high, share in language.leads:
        if len(raw) == 2 and low <= raw[0] <= high:
            return -math.log2(share / ((high - low + 1) * 94))
    if len(raw) == 4:  # GB 18030 holds all of Unicode in four bytes; Hangul is what such files are kept for
        return _FOUR_HANGUL if "가" <= char <= "힣" else _UNREADABLE
    return _RARE
