"""Pages from templates: every value is escaped unless this package made the markup itself."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from yalu.site.drawings.standalone_svg import key_mark
from yalu.site.frame.figure_page import trail_slug
from yalu.vocabulary.words.readable import days_in_words, spoken_date, spoken_span

ACRONYMS = {"un", "unsc", "eu", "iaea", "icbm", "slbm", "hs", "imo"}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The template environment: escaping always on, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("yalu.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": spoken_date,
        "days_in_words": days_in_words,
        "tied": tied,
        "amount": amount,
        "cell": cell,
        "quoted": quoted,
        "words": words,
        "trail_slug": trail_slug,
        "web": web_address,
        "key_mark": key_mark,
        # Serialised by an XML writer of our own, so every text in it is escaped already.
        "drawing": Markup,
    }
    return made


def render(template: str, values: dict[str, Any]) -> str:
    """One page as HTML text."""
    lines = environment().get_template(template).render(values).splitlines()
    html = "\n".join(kept for line in lines if (kept := line.strip())) + "\n"
    return _with_spoken_days(_LONG.sub('<h1 class="long">', _TABLE.sub(_labelled, html)))


# The head of a table of one row; tables that are pictures are left alone.
_TABLE = re.compile(
    r"<table((?![^>]*(?:map|chain-ladder))[^>]*)>\n?(<caption>(?:(?!</caption>).)*</caption>)?\n?<thead><tr>((?:(?!</tr>).)*)</tr></thead>",
    re.DOTALL,
)
# A heading that states a whole finding, in smaller type so that it stays within four lines.
_LONG = re.compile(r"<h1>(?=[^<]{90})")
_HEAD = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_FEWEST, _MOST = 3, 14


def _labelled(found: re.Match[str]) -> str:
    """A table that carries the heading of each column for the style sheet, which makes rows cards on a phone."""
    heads = _HEAD.findall(found[3])
    if not _FEWEST <= len(heads) <= _MOST or "colspan" in found[3]:
        return found[0]
    texts = [unescape(re.sub(r"<[^>]*>", "", text)) for _, text in heads]
    style = "".join(
        f"--h{place}:'{_css(text)}';" for place, text in enumerate(texts, start=1) if text and place > 1
    )
    if 'class="noted' in found[1]:
        style = f"--n:{sum('note' not in marks for marks, _ in heads)};{style}"
    return f'<table{found[1]} style="{style[:-1]}">' + found[0].partition(">")[2]


def _css(text: str) -> str:
    """Text as it may stand in a string of a style in an attribute: whatever could end either is written as a number."""
    return re.sub(r"[^\w .,%-]", lambda letter: f"\\{ord(letter[0]):x} ", text)


# A whole day or a span of days as results and rows write them. A part of an id or an address is none.
_ISO = r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
# A month only in a span of months or behind “as of”: elsewhere 2006-07 may be two years.
_MONTH = r"[12]\d{3}-(?:0[1-9]|1[0-2])"
_DAYS = re.compile(
    rf"(?:(?<![\w/@.=#:~-])(?:({_ISO})(?:(?:/|\.\.)({_ISO}))?|({_MONTH})(?:/|\.\.)({_MONTH}))|(?<=\bas of )({_MONTH}))"
    r"(?![\w/@#~-]|\.[.\w])"
)
_NEAR = re.compile(r"[12]\d{3}-[01]\d")
_IN_AN_ID = frozenset("/@.=#:~-_")
# What is copied, typed or read by a program, and words whose place in a picture is measured.
_AS_WRITTEN = ("<code", "<pre", "<script", "<style", "<textarea", "<text", "<tspan", "<title")


def _with_spoken_days(html: str) -> str:
    """A page whose days in ISO form are said as a reader says them, wherever they stand in its text."""
    parts, done = [], 0
    # Most that look like a date stand in addresses and ids: a plain pattern finds them, a strict one reads the rest.
    for near in _NEAR.finditer(html):
        start = near.start()
        if start < done or html[start - 1 : start] in _IN_AN_ID:
            continue
        found = _DAYS.match(html, start)
        opened = html.rfind("<", 0, start)
        if found is None or html.rfind(">", 0, start) < opened or html.startswith(_AS_WRITTEN, opened):
            continue
        parts += [html[done:start], _said(found.groups())]
        done = found.end()
    return "".join((*parts, html[done:]))


@lru_cache(maxsize=4096)
def _said(days: tuple[str | None, ...]) -> str:
    return spoken_span("..".join(filter(None, days)))


def amount(value: Any) -> str:
    """A number without noise: whole numbers whole, others with two places; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


_DATES = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?:(?:, | to )\d{4}-\d\d(?:-\d\d)?)*")


def cell(value: Any) -> str:
    """What a cell of a table shows: an amount, or months and days as a reader says them where it holds nothing else."""
    if isinstance(value, str) and _DATES.fullmatch(value):
        return re.sub(r"[\d-]+", lambda date: spoken_date(date[0]), value)
    return amount(value)


def quoted(text: str) -> str:
    """Words in quotation marks; marks that stand within them become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def tied(text: str) -> str:
    """A title in which no line ends between a number and its per cent sign."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def words(name: str) -> str:
    """An id as words: secret_then_confirmed becomes secret then confirmed, unsc_resolution UNSC resolution."""
    parts = str(name).replace("_", " ").replace("-", " ").split(" ")
    return " ".join(part.upper() if part in ACRONYMS else part for part in parts)


def web_address(address: str) -> str:
    """An address that is safe to link to, or nothing: only http and https leave the page."""
    return address if address.lower().startswith(("http://", "https://")) else ""
