"""The tables by which the page reads a name of another script in Latin letters: those of ``yalu screen``, the common signs."""

from __future__ import annotations

from typing import Any

from yalu.screening.names import han, hangul, tables, transliteration


def reading_tables() -> dict[str, Any]:
    """Signs grouped by how they are read, surnames, letters; what ``static/search.js`` asks of them."""
    table = tables.han_table()
    known = {c for c in table.pinyin if _common(c)}
    folds = {chr(old): new for old, new in table.simplified.items() if _common(chr(old))}
    pinyin: dict[str, str] = {}
    korean: dict[str, str] = {}
    for sign in sorted(known | set(folds.values())):
        if sign in folds:
            continue
        if table.pinyin.get(sign):
            pinyin[table.pinyin[sign]] = pinyin.get(table.pinyin[sign], "") + sign
        if sign in table.korean:
            sound = han.korean_word(sign)
            korean[sound] = korean.get(sound, "") + sign
    surnames = {h: [s.northern, *s.spellings[:1]] for h, s in tables.hangul_surnames().items()}
    return {
        "simplified": ["".join(folds), "".join(folds.values())],
        "pinyin": pinyin,
        "korean": korean,
        "chinese": {sign: read[0].replace("lv", "lu") for sign, read in tables.chinese_surnames().items()},
        "hanja": {sign: surname.northern for sign, surname in tables.hanja_surnames().items()},
        "surnames": surnames,
        "letters": {place: [row[1:] for row in rows] for place, rows in tables.hangul_letters().items()},
        "systems": hangul.SYSTEMS,
        "cyrillic": {chr(letter): latin for letter, latin in transliteration.CYRILLIC.items()},
        "syllables": transliteration.KOREAN_SYLLABLES,
        "families": transliteration.KOREAN_FAMILIES,
    }


def _common(sign: str) -> bool:
    """Whether a sign is in one of the everyday sets of signs; rarer ones are read by ``yalu search`` only."""
    for code in ("gb2312", "big5", "euc_kr"):
        try:
            sign.encode(code)
        except UnicodeEncodeError:
            continue
        return True
    return False
