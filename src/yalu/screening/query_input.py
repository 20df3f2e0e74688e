"""A question as people type it, read into a query: dates, countries, gender and identifiers checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import get_args

import msgspec

from yalu.documents.problems import DocumentError, Problem, did_you_mean, one_of, shown, visible
from yalu.screening.identifiers import KINDS, kind_named, numbers_in, says_nothing
from yalu.screening.lists.formats.entry_values import day
from yalu.screening.matching.records import Doubt, Query
from yalu.screening.names.name_folding import from_utf8, garbled
from yalu.screening.records import Identifier, Schema
from yalu.vocabulary.dates import DateError, parse_date
from yalu.vocabulary.places.state_names import alpha3

LONGEST_NAME = 1000
MOST_NAMES = 20  # beside the party's own; a board of directors has as many
SCHEMAS: tuple[str, ...] = get_args(Schema)
_GENDERS = {"m": "male", "male": "male", "man": "male", "f": "female", "female": "female", "woman": "female", "w": "female",
            "남": "male", "여": "female", "男": "male", "女": "female"}  # fmt: skip


class ScreeningQuestion(msgspec.Struct, frozen=True):
    """A query with its doubts, and notes on what was left out of the question and how it was read."""

    query: Query
    notes: tuple[str, ...] = ()
    ref: str = ""  # the asker's own number of the customer


def ask(
    name: str,
    *,
    schema: str = "",
    births: Sequence[str] = (),
    countries: Sequence[str] = (),
    genders: Sequence[str] = (),
    identifiers: Iterable[Identifier | tuple[str, str]] = (),
    ref: str = "",
    also: Sequence[str] = (),
    strict: bool = True,
) -> ScreeningQuestion:
    """A question read into a query.

    ``strict`` raises DocumentError with every value that cannot be read; without it (a book of thousands
    of rows) such a value is left out and named in the notes; an identifier that is left out is a doubt. ``also`` are other
    names that stand with the party, such as an alias or a director.
    """
    problems: list[Problem] = []
    doubts: list[Doubt] = []
    numbers = [
        i if isinstance(i, Identifier) else Identifier(i[0].strip(), i[1].strip()) for i in identifiers
    ]
    notes: list[str] = []
    query = Query(
        name=_name(name, doubts, notes),
        schema=_schema(schema, problems),
        births=tuple(b for text in births if (b := _birth(text, problems))),
        countries=tuple(c for text in countries if (c := _country(text, problems))),
        genders=tuple(g for text in genders if (g := _gender(text, problems))),
        identifiers=tuple(i for number in numbers for i in _identifiers(number, problems, doubts)),
        also=_others(also, doubts, notes),
        doubts=tuple(dict.fromkeys(doubts)),
    )
    if not query.name and not query.identifiers:
        problems.append(
            _problem(
                "name",
                name,
                "there is neither a name nor an identifier",
                "a question names a party",
                "give a name",
            )
        )
    if problems and strict:
        raise DocumentError(problems)
    return ScreeningQuestion(
        query, (*notes, *(f"{p.message}; it was left out" for p in problems if p.field != "id")), ref
    )


def _name(typed: str, doubts: list[Doubt], notes: list[str]) -> str:
    text = from_utf8(typed)  # before blanks go: some of its bytes look like blanks
    if text != typed:
        notes.append(f"the name was UTF-8 read in another encoding; it was put right: {visible(text)}")
    elif garbled(text):
        doubts.append(
            Doubt("encoding", "the name has signs that a wrong encoding leaves, so nobody knows what it says")
        )
    name = "" if says_nothing(text) else " ".join(text.split())
    if len(name) > LONGEST_NAME:
        says = f"the name was cut: it has {len(name):,} characters, the first {LONGEST_NAME:,} were read"
        doubts.append(Doubt("cut", says))
        name = name[:LONGEST_NAME].rstrip()
    return name


def _others(also: Sequence[str], doubts: list[Doubt], notes: list[str]) -> tuple[str, ...]:
    read = tuple(dict.fromkeys(name for text in also if (name := _name(text, doubts, notes))))
    if len(read) > MOST_NAMES:
        doubts.append(
            Doubt("cut", f"{len(read)} names stand beside this one, the first {MOST_NAMES} were asked")
        )
    return read[:MOST_NAMES]


def _problem(field: str, value: str, message: str, rule: str, step: str) -> Problem:
    return Problem(
        file="question", field=field, value=value[:120], message=message, rule=rule, next_step=step
    )


def _schema(text: str, problems: list[Problem]) -> str:
    wanted = {s.lower(): s for s in SCHEMAS}.get(text.strip().lower().replace(" ", ""), "")
    if text.strip() and not wanted:
        problems.append(
            _problem("schema", text, f"{shown(text)} is no schema{did_you_mean(text, SCHEMAS)}", f"schemas are {one_of(SCHEMAS)}",
                     "write one of them, or leave it out")
        )  # fmt: skip
    return wanted


def _birth(text: str, problems: list[Problem]) -> str:
    written = unicodedata.normalize("NFKC", text).strip()
    if not written:
        return ""
    parts = re.split(r"[-/.]", written)
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        written = _in_order(*parts)
    try:
        return parse_date(written).text
    except (DateError, ValueError):
        read = day(written)  # 8 Jan 1984, Jan 8, 1984, 1984年1月8日: as lists write them
    if read is None:
        problems.append(
            _problem("birth", text, f"{shown(text)} is no birth date",
                     "birth dates are written 1984-01-08, 1984-01, 1984 or 8 Jan 1984", "write it that way")
        )  # fmt: skip
        return ""
    return read.text


def _in_order(first: str, second: str, third: str) -> str:
    """Three numbers as year, month, day; only the year where day and month could change places."""
    if len(third) != 4:
        return f"{first}-{second:0>2}-{third:0>2}"
    if first != second and int(first) <= 12 and int(second) <= 12:
        return third
    day, month = (first, second) if int(second) <= 12 else (second, first)
    return f"{third}-{month:0>2}-{day:0>2}"


def _country(text: str, problems: list[Problem]) -> str:
    if not text.strip():
        return ""
    code = alpha3(text)
    if not code:
        problems.append(
            _problem("country", text, f"{shown(text)} is no country", "countries are ISO codes or names", "write a code such as DEU")
        )  # fmt: skip
    return code


def _gender(text: str, problems: list[Problem]) -> str:
    found = _GENDERS.get(unicodedata.normalize("NFKC", text).strip().lower(), "")
    if text.strip() and not found:
        problems.append(
            _problem(
                "gender",
                text,
                f"{shown(text)} is no gender a list gives",
                "lists give male and female",
                "write one, or leave it out",
            )
        )
    return found


def _identifiers(number: Identifier, problems: list[Problem], doubts: list[Doubt]) -> Iterable[Identifier]:
    """Every number of one cell; one that cannot be read is kept as not valid, so that it never passes for checked."""
    kind, _, country = number.kind.partition("/")
    kind = kind_named(kind)
    if kind not in KINDS:
        problem = _problem(
            "id", number.kind, f"{shown(number.kind)} is no kind of identifier{did_you_mean(kind, KINDS)}",
            f"kinds are {one_of(KINDS)}", "write kind:value, such as passport:A1234567 or passport/PAK:A1234567",
        )  # fmt: skip
        problems.append(problem)
        doubts.append(Doubt("number", f"{problem.message}; it was left out"))
        return
    issued = number.country or _country(country, problems)
    for read in numbers_in(kind, number.value):
        if read.valid is False:
            doubts.append(Doubt("number", f"{read.fault}; only the very same signs were looked for"))
        yield Identifier(
            read.kind, read.value, country=read.country or issued, valid=read.valid, note=number.note
        )
