"""What the keys of a claim may hold: forms of ids, dates and quotes, parameters, and what goes together."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

from yalu.case.records import Case
from yalu.claims.catalogue import Subject, read_value
from yalu.claims.questions.expressions import asks, parse
from yalu.claims.records import Kind
from yalu.claims.statements.tested_part import places
from yalu.claims.subjects import find_subject
from yalu.documents.choices import ChoiceError
from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.vocabulary.dates import DateError, parse_date

Say = Callable[[str, str, str, str], None]
LONGEST_QUOTE = 25
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_WORD = re.compile(r"[a-z][a-z_]*")


def check_forms(texts: dict[str, str], case: Case, say: Say) -> None:
    """Ids, dates, sources, quotes and words, each in its form."""
    for key in ("id", "article", "together"):
        if texts[key] and not _ID.fullmatch(texts[key]):
            say(
                key,
                f"{shown(texts[key])} is not an id",
                "ids are letters, digits, “-”, “_” and “.”, at most 80",
                "write it so",
            )
    if texts["published"]:
        try:
            parse_date(texts["published"])
        except DateError as error:
            say("published", str(error), "a day, a month or a year", "write YYYY-MM-DD")
    if texts["topic"] and not _WORD.fullmatch(texts["topic"]):
        say(
            "topic",
            f"{shown(texts['topic'])} is not one word",
            "a topic is one lower-case word",
            "write one, such as trade",
        )
    words = len(texts["quote"].split())
    if words > LONGEST_QUOTE:
        say(
            "quote",
            f"the quote has {words} words",
            f"a quote has at most {LONGEST_QUOTE} words",
            "keep the words that state it",
        )
    where = texts["where"]
    if where and not where.startswith(("http://", "https://")) and where not in case.sources:
        say(
            "where",
            f"there is no source {shown(where)}{did_you_mean(where, case.sources)}",
            "where is an id of sources.csv or an address",
            "add the source, or give an address",
        )
    report = texts["where"] if texts["as_reported"].lower() == "true" else texts["as_reported"]
    addresses = {source.url for source in case.sources.values() if source.url}
    if report and report not in case.sources and report not in addresses:
        say(
            "as_reported",
            f"there is no source {shown(report)}{did_you_mean(report, case.sources)}",
            "as_reported is true for the claim's own publication, or the id of the report in sources.csv",
            "give a source whose rows the case has, or leave it out to ask for the fact",
        )
    if texts["kind"] and texts["kind"] not in get_args(Kind):
        say(
            "kind",
            f"there is no kind {shown(texts['kind'])}{did_you_mean(texts['kind'], get_args(Kind))}",
            f"kinds are {one_of(get_args(Kind))}",
            "choose one, or leave it out",
        )


def tests_of(value: Any, quote: str, say: Say) -> tuple[str, ...]:
    """The parts of the quote under ``tests``; each must stand in the quote."""
    if value is None:
        return ()
    parts = [_text(one).strip() for one in (value if isinstance(value, list) else [value])]
    if isinstance(value, dict) or not all(parts) or not parts:
        say(
            "tests",
            "tests names no words",
            "tests holds words of the quote, or a list of such parts",
            "copy the part of the quote that the question takes up, or leave tests out",
        )
        return ()
    for part in parts:
        if quote and not places(quote, part):
            say(
                "tests",
                f"{shown(part)} does not stand in the quote",
                "tests stands in the quote letter for letter; spaces and quote marks may differ",
                "copy the words from the quote",
            )
    return tuple(parts)


def between_of(value: Any, say: Say) -> dict[str, str]:
    """The two persons under ``between``, as the parameter of that name."""
    if value is None:
        return {}
    persons = value.split(",") if isinstance(value, str) else value
    if not isinstance(persons, list) or len([one for one in persons if str(one or "").strip()]) != 2:
        say(
            "between",
            "between does not name two persons",
            "between holds the two persons who must both take part",
            "write [first name, second name]",
        )
        return {}
    return {"between": ", ".join(_text(one).strip() for one in persons)}


def parameters_of(value: Any, say: Say) -> dict[str, str]:
    """The parameters under ``with``, each with one value."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        say(
            "with",
            "with is not a mapping",
            "with holds parameters and their values",
            "write {period: 2017-Q1}",
        )
        return {}
    value = dict(value)
    persons = between_of(value.pop("between", None), say)
    for name, one in value.items():
        if isinstance(one, list | dict):
            say(
                "with",
                f"{name} has several values",
                "a parameter under with has one value",
                "move it to open to try several",
            )
    return persons | {
        str(name): _text(one) for name, one in value.items() if not isinstance(one, list | dict)
    }


def open_choices(value: Any, say: Say) -> dict[str, tuple[str, ...]]:
    """The parameters under ``open``, each with the values to try."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        say(
            "open",
            "open is not a mapping",
            "open holds parameters, each with the list of its values",
            'write {period: ["2015", "2016"]}',
        )
        return {}
    for name, one in value.items():
        if not isinstance(one, list) or not one:
            say(
                "open",
                f"{name} has no list of values",
                "a choice left open lists the values to try",
                "write [first, second]",
            )
    return {
        str(name): tuple(_text(v) for v in one)
        for name, one in value.items()
        if isinstance(one, list) and one
    }


def _text(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def check_whole(
    texts: dict[str, str], given: dict[str, str], opened: dict[str, tuple[str, ...]], say: Say
) -> None:
    """Either a question and what was stated, or the reason why nothing can be checked against it; never both."""
    if texts["not_checkable"]:
        for key in ("about", "stated", "kind", "as_reported"):
            if texts[key]:
                say(
                    key,
                    f"{key} stands beside not_checkable",
                    "a claim is checked, or says why it cannot be",
                    "remove one of the two",
                )
        if given or opened:
            say(
                "with",
                "parameters stand beside not_checkable",
                "a claim is checked, or says why it cannot be",
                "remove one of the two",
            )
        return
    for key in ("about", "stated"):
        if not texts[key]:
            say(
                key,
                f"{key} is missing",
                "a claim has about and stated, or not_checkable",
                "add it, or say why it cannot be checked",
            )
    for name in given.keys() & opened.keys():
        say(
            "open",
            f"{name} is named and left open at once",
            "a parameter stands under with or under open",
            "keep one of the two",
        )
    if not texts["about"]:
        return
    try:
        subjects = [ask.subject for ask in asks(parse(texts["about"], find_subject))]
    except ChoiceError as error:
        say(
            "about",
            str(error),
            "about names a subject, or arithmetic over subjects",
            "yalu claims subjects lists them",
        )
        return
    _parameters(subjects, given, opened, say)


def _parameters(
    subjects: list[Subject], given: dict[str, str], opened: dict[str, tuple[str, ...]], say: Say
) -> None:
    for key, pairs in (("with", [(n, (v,)) for n, v in given.items()]), ("open", list(opened.items()))):
        for name, values in pairs:
            errors: list[str] = []
            for subject in subjects:
                try:
                    parameter = subject.parameter(name)
                    for value in values:
                        read_value(parameter, value)
                    errors = []
                    break
                except ChoiceError as error:
                    errors.append(str(error))
            if errors:
                say(
                    key,
                    errors[0],
                    "parameters are those of the subject",
                    "yalu claims subjects NAME lists them",
                )
