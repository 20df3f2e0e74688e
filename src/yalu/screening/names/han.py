"""Han characters read aloud: pinyin, Wade-Giles, Cantonese, and as Hangul."""

from __future__ import annotations

from yalu.screening.names.hangul import softened
from yalu.screening.names.tables import chinese_surnames, han_table, hanja_surnames
from yalu.screening.names.transliteration import other
from yalu.screening.names.wade_giles import spelled as wade_giles_spelled


def is_han(text: str) -> bool:
    """Whether every letter is a Han character of the basic block."""
    return bool(text) and all("\u3400" <= c <= "\u9fff" for c in text)


def simplified(text: str) -> str:
    """Traditional forms folded into simplified ones."""
    return text.translate(han_table().simplified)


def family_and_given(name: str) -> tuple[str, str] | None:
    """A name of two to four characters (simplified) as surname and given name, or None."""
    surnames = chinese_surnames()
    korean = hanja_surnames()
    if 3 <= len(name) <= 4 and (name[:2] in surnames or name[:2] in korean):
        return name[:2], name[2:]
    if 2 <= len(name) <= 3:
        return name[0], name[1:]
    return None


def pinyin(text: str, *, surname: bool = False) -> str:
    """The characters joined in pinyin without tones; surnames keep the reading they have as surnames."""
    if surname:
        known = chinese_surnames().get(text)
        if known:
            return known[0].replace("lv", "lu")
    table = han_table().pinyin
    return "".join(table.get(c) or other(c) for c in text)


def wade_giles(text: str, *, surname: bool = False) -> str:
    """The characters in Wade-Giles without its marks."""
    known = chinese_surnames().get(text) if surname else None
    if known and len(text) == 1:
        return wade_giles_spelled(known[0])
    table = han_table().pinyin
    return "".join(wade_giles_spelled(table[c]) if table.get(c) else other(c) for c in text)


def korean_reading(family: str, given: str) -> tuple[tuple[str, str], ...]:
    """Surname and given name in Hangul, as the north and as the south write them; empty where one cannot tell.

    A surname has its own reading (金 is 김, never 금), and at the front of a word the south drops ㄹ.
    """
    table = han_table().korean
    if not all(c in table for c in given):
        return ()
    surname = hanja_surnames().get(family)
    if surname is not None:
        north, south = surname.northern, surname.southern
    elif all(c in table for c in family):
        north = "".join(table[c][0] for c in family)
        south = softened(north)
    else:
        return ()
    readings = [""]
    for c in given:
        readings = [r + sound for r in readings for sound in _middle(table[c])][:4]
    pairs = [(north, r) for r in readings] + [(south, softened(r)) for r in readings]
    return tuple(dict.fromkeys(pairs))


def _middle(readings: tuple[str, ...]) -> tuple[str, ...]:
    """Readings of a character inside a name: a softened twin of another reading is not a reading of its own."""
    twins = {softened(r) for r in readings if softened(r) != r}
    return tuple(r for r in readings if r not in twins)[:2] or readings[:1]


def korean_word(text: str) -> str:
    """A run of characters in Hangul by their first readings, or nothing where one has none."""
    table = han_table().korean
    return "".join(_middle(table[c])[0] for c in text) if all(c in table for c in text) else ""
