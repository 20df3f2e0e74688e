"""An article from a file or from standard input: plain text or HTML, bounded, scripts and markup left out.

The HTML reader of the standard library is not used: on an unclosed tag or comment repeated many times it takes
time that grows with the square of the length. What is here looks at every character once: each search begins
where the last one ended, and a closing mark that was not found is never looked for again.
"""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from yalu.claims.passages.records import Block, Text
from yalu.claims.passages.sentences import split
from yalu.documents.files.limits import ARTICLE_TEXT, KINDS
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, Problem, ProblemLog, refused

_RULE = "an article is text or HTML, in UTF-8 or with a byte order mark"
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|br|h[1-6]|span|meta)\b", re.IGNORECASE)
_TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,15})")
# What these hold is no text of the article.
_DROPPED = {
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea", "nav", "form",
}  # fmt: skip
_INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span",
           "strong", "sub", "sup", "time", "u", "wbr"}  # fmt: skip
_META = re.compile(
    r"""(property|name|itemprop|content|rel|href|datetime)\s{0,3}=\s{0,3}(?:"([^"<>]{0,500})"|'([^'<>]{0,500})'|([^\s"'<>]{1,500}))""",
    re.IGNORECASE,
)
_LONGEST_TAG = 5_000
_PARAGRAPH = "\n\n"


def read_article(path: Path | str) -> Text:
    """The article of one file. Raises DocumentError when it is no text, empty, or above the limit."""
    log, name = ProblemLog(), Path(path).name
    data = read_user_file(Path(path), log, kind="article", file=name)
    if data is None:
        raise DocumentError(log.problems())
    return text_of(data, name)


def read_stream(stream: BinaryIO, name: str = "standard input") -> Text:
    """The article that comes in by a stream, read no further than the limit. Raises DocumentError as for a file."""
    most = KINDS["article"].most
    data = stream.read(most + 1)
    if len(data) > most:
        raise refused(
            name, f"more than {most:,} bytes came in", rule=f"{KINDS['article'].noun} has at most {most:,} bytes",
            next_step=KINDS["article"].if_large,
        )  # fmt: skip
    return text_of(data, name)


def text_of(data: bytes, name: str) -> Text:
    """The paragraphs of an article's bytes. Raises DocumentError for bytes that are no text, or hold none."""
    whole = _decoded(data, name)
    text = _from_html(whole) if _MARKUP.search(whole[:20_000]) else Text(blocks=tuple(_blocks(whole)))
    length = sum(len(block.text) for block in text.blocks)
    if not length:
        raise _problem(name, "there is no text in it", "give the article's text, or the page saved as HTML")
    if length > ARTICLE_TEXT:
        raise _problem(name, f"the text has {length:,} characters", KINDS["article"].if_large,
                       f"the text of an article has at most {ARTICLE_TEXT:,} characters")  # fmt: skip
    return text


def _problem(name: str, message: str, next_step: str, rule: str = _RULE) -> DocumentError:
    return DocumentError([Problem(file=name, message=message, rule=rule, next_step=next_step)])


def _decoded(data: bytes, name: str) -> str:
    codec = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise _problem(
            name,
            f"the bytes at {error.start:,} are not {codec.removesuffix('-sig').upper()}",
            "save it as UTF-8",
        ) from None
    if "\0" in text:
        raise _problem(
            name, "there are NUL characters in it: it is a program's file, not a text", "give the text"
        )
    return text


def clean(text: str) -> str:
    """A text with plain spaces, and without marks that only steer how it is shown (direction, joiners, control)."""
    return "".join(
        " " if c.isspace() else c
        for c in text
        if c.isspace()
        or (unicodedata.category(c) not in {"Cf", "Cc", "Co", "Cs"} and c not in "\ufffe\uffff")
    )


# What opens an item of a list; a hyphen or a number only with a space behind it, for a dash may stand within a sentence.
_ITEM = re.compile(r"\s*(?:[•●◦▪■‣·*]|[-–—](?= [^a-z])|\(?(?:\d{1,2}|[a-z])[.)](?= ))\s*")
_DAY = re.compile(
    r"\d{1,2}\. (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{4}", re.IGNORECASE
)
# Where one cell of a table ends. A mark that no question takes up stands there, so that no words of two cells are judged as one.
_CELL = re.compile(r"[\t|]| {3,}")
_CELL_END = " | "
_NARROWEST = 40  # columns: no text is wrapped to shorter lines than these
_LONGEST_LEAD = 300
# Words that no paragraph and no heading ends with.
_GOES_ON = re.compile(r"\b(?:that|whether|if|is|are|was|were|be|to|of|by|for|from|the|worth)$", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[!-ʯ]+|.?")  # of a script without spaces, its first letter


def _blocks(text: str) -> list[Block]:
    """Paragraphs: text between blank lines, and each item of a list behind the words that lead to it.

    “It is false that:” and “Exports to the partner:” are part of what every item under them says.
    """
    found: list[Block] = []
    lines: list[str] = []
    lead = ""
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        item = _ITEM.match(line)
        if line.strip() and item is None:
            lines.append(line)
            continue
        of_list = bool(lines and _ITEM.match(lines[0]))
        body = " ".join(clean(_unwrapped(lines)).split())
        if body:
            found.append(Block(f"{lead} {body}".strip() if of_list else body))
            if not of_list:
                lead = _leading(body, right_before=item is not None)
        lines = [line] if item else []
    return found


def _leading(body: str, *, right_before: bool) -> str:
    """The words of a paragraph that go on in the list behind it; "" where it ends with a sentence of its own."""
    goes_on = body.endswith((":", "：")) or _GOES_ON.search(body)
    if not goes_on and (not right_before or body.endswith(tuple(".!?。！？"))):
        return ""
    last = split(body)[-1]
    return last if len(last) <= _LONGEST_LEAD else "|"  # of what is too long to repeat, no item is judged


def _unwrapped(lines: list[str]) -> str:
    """The lines of a paragraph as one, with the mark of a cell's end where a line was ended before it was full."""
    bare = [_CELL.sub(_CELL_END, line.strip()) for line in lines]
    if bare and (item := _ITEM.match(bare[0])) and not _DAY.match(bare[0]):
        bare[0] = bare[0][item.end() :]
    widest = max(map(_columns, bare), default=0)
    joined = ""
    for line, following in zip_longest(bare, bare[1:], fillvalue=""):
        word = _FIRST_WORD.match(following)
        full = (
            _columns(line) >= _NARROWEST and _columns(line) + 1 + _columns(word[0] if word else "") > widest
        )
        goes_on = full or not following or following[0].islower() or line.endswith(tuple(".!?。！？:;,"))
        joined += line + (" " if goes_on else _CELL_END)
    return joined


def _columns(text: str) -> int:
    """How wide a text is set: a letter of Chinese, Japanese or Korean is two columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _from_html(whole: str) -> Text:
    parts: list[str] = []
    facts: dict[str, str] = {}
    ends = _Ends(whole)
    place = 0
    title_at = -1
    while (start := ends.find("<", place)) >= 0:
        parts.append(html.unescape(whole[place:start]))
        place = ends.after_markup(start)
        named = _TAG.match(whole, start + 1)
        if named is None:
            if place == start + 1:  # a bare “<”
                parts.append("<")
            continue
        tag = named[1].lower()
        if whole[start + 1] == "/":
            if tag == "title" and title_at >= 0:
                facts.setdefault("title", "".join(parts[title_at:]).strip())
                del parts[title_at:]
                title_at = -1
        elif tag == "title":
            title_at = len(parts)
        elif tag in {"meta", "link", "time"}:
            _note(whole[start : min(place, start + _LONGEST_TAG)], facts)
        elif tag in _DROPPED:
            place = ends.after_element(tag, place)
        if tag not in _INLINE:
            parts.append(_PARAGRAPH + "• " * (tag == "li" and whole[start + 1] != "/"))
    parts.append(html.unescape(whole[place:]))
    return Text(
        blocks=tuple(_blocks(re.sub(r"[^\S\n]+|(?<!\n)\n(?!\n)", " ", "".join(parts)))),
        title=" ".join(clean(facts.get("title", "")).split()),
        address=facts.get("address", ""),
        published=facts.get("published", ""),
    )


class _Ends:
    """Searches that never look twice for what is not there."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self._lower = whole.lower() if len(whole.lower()) == len(whole) else whole
        self._gone: set[str] = set()

    def find(self, mark: str, place: int) -> int:
        """The next place of a mark; -1 when there is none, which is remembered."""
        if mark in self._gone:
            return -1
        found = self._lower.find(mark, place)
        if found < 0:
            self._gone.add(mark)
        return found

    def after_markup(self, start: int) -> int:
        """Behind a tag or a comment; behind the “<” alone where it begins neither or never ends."""
        if self.whole.startswith("<!--", start):
            end = self.find("-->", start + 4)
            return len(self.whole) if end < 0 else end + 3
        following = self.whole[start + 1 : start + 2]
        if not (following.isalpha() or following in {"/", "!", "?"}):
            return start + 1
        end = self.find(">", start)
        return start + 1 if end < 0 else end + 1

    def after_element(self, tag: str, place: int) -> int:
        """Behind the closing tag of an element whose content is dropped; the end where it is never closed."""
        end = self.find(f"</{tag}", place)
        return len(self.whole) if end < 0 else self.after_markup(end)


def _note(tag: str, facts: dict[str, str]) -> None:
    """What a page says of itself: its address and its day."""
    said = {key.lower(): double or single or bare for key, double, single, bare in _META.findall(tag)}
    name = (said.get("property") or said.get("name") or said.get("itemprop") or said.get("rel") or "").lower()
    value = html.unescape(said.get("content") or said.get("href") or "")
    if name in {"og:url", "canonical"} and value.startswith(("http://", "https://")):
        facts.setdefault("address", value)
    day = re.match(r"\d{4}-\d{2}-\d{2}", value or said.get("datetime", ""))
    if day and name in {"article:published_time", "datepublished", "date", "dc.date", "pubdate", ""}:
        facts.setdefault("published", day[0])
