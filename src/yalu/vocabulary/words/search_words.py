"""The words of a question as records write them: folded letters, codes and dates, and Korean sounds in any spelling.

``site/static/search.js`` is a second spelling of this for the page; a test holds the two to each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

TOKEN = re.compile(r"\w+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
# A code as tariffs print it; 2017.11.29 is one only behind HS, and else a day.
_DOTTED = re.compile(
    r"(?<![\d.])(?!(?<!hs )(?:19|20)\d\d\.(?:0[1-9]|1[0-2])\.(?:0[1-9]|[12]\d|3[01])(?![\d.]))"
    r"\d{4}(?:\.\d{2}){1,3}(?![\d.])"
)
_HEADING = re.compile(r"\b(?:hs|heading) (\d\d)\.(\d\d)(?![\d.])")  # as the nomenclature itself writes 27.01
_CHAPTER = re.compile(r"\b(?:hs|chapter)[\s.:]*(\d\d)(?![\d.])")
_LABEL = re.compile(
    r"\b(?:hs|imo|mmsi)(?: (?:code|heading|number|no|nr))?[\s.:#-]*(?=\d{4})|(?<=\b\d{7}) imo\b|\bno\.? (?=\d)"
)
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_TH = "(?:st|nd|rd|th)?"
_SAID = re.compile(rf"\b(?:(\d\d?){_TH} )?({_MONTH})\.?(?: (\d\d?){_TH},?)? (\d{{4}})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4}) ?[年년./-] ?(\d\d?) ?[月월./-] ?(\d\d?)(?: ?[日일]|(?![\d.]))")
_MONTH_ALONE = re.compile(r"\b(\d{4}) ?[年년] ?(\d\d?) ?[月월]")
_YEAR_LAST = re.compile(r"\b(\d\d?)[./](\d\d?)[./](\d{4})\b")
_VOWEL = re.compile("eo|eu|oo|[ou]")
_CONSONANTS = str.maketrans("kptl", "gbdr")
_SHORTEST, _LONGEST = 4, 40  # letters of a name that is sought wherever its words part


def folded(text: str) -> str:
    """A text without case, accents and the commas of thousands; Chinese and Korean signs stay whole."""
    if text.isascii():
        return _THOUSANDS.sub("", text.lower())
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
    return _THOUSANDS.sub("", plain)


def coded(text: str) -> str:
    """Folded words with codes and dates as records write them: HS 2701.12, IMO No. 8660313, S/RES/2371, 20 June 2019."""
    text = _HEADING.sub(r"\1\2", _DOTTED.sub(lambda code: code[0].replace(".", ""), text))
    text = _LABEL.sub("", _CHAPTER.sub(r"chapter\1", text)).replace("s/res/", "unscr ")
    text = _SAID.sub(lambda d: _dated(d[4], str(_MONTHS.index(d[2][:3]) // 3 + 1), d[1] or d[3]), text)
    text = _YEAR_FIRST.sub(lambda d: _dated(*d.groups()), text)
    text = _MONTH_ALONE.sub(lambda d: _dated(*d.groups()), text)
    return _YEAR_LAST.sub(lambda d: _dated(d[3], d[2], d[1]), text)


def _dated(year: str, month: str, day: str | None = None) -> str:
    return f" {' '.join(part.zfill(2) for part in (year, month, day) if part)} "


def sounded(letters: str) -> str:
    """Latin letters with one sign for each Korean sound: Il Sung, Ilseong and Il-sŏng; Jong Un, Chong-un and Jeong-eun."""
    return _VOWEL.sub("o", letters).replace("ch", "j").translate(_CONSONANTS)


def spelled(name: Sequence[str]) -> re.Pattern[str] | None:
    """Finds the words of a name among sounded words, wherever they part; None for what is too short or long for one."""
    letters = sounded(" ".join(name)).replace(" ", "")
    if not _SHORTEST <= len(letters) <= _LONGEST:
        return None
    return re.compile(rf"(?<= ){' ?'.join(map(re.escape, letters))}(?= )")
