"""Reading a JSON file from a stranger: size, depth and duplicate keys are checked before it is used."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from yalu.documents.files.limits import DEPTH
from yalu.documents.problems import ProblemLog, shown
from yalu.documents.text.text_encoding import decode

# Strings are skipped whole; possessive, so that a string never closed costs one pass and not many.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_RULE = "datapackage.json and other JSON files of a case are plain JSON objects"


class RefusedJsonError(ValueError):
    """The JSON is well formed but says something ambiguous or impossible."""


def read_json(data: bytes, log: ProblemLog, *, file: str) -> dict[str, Any] | None:
    """The object in the bytes of a JSON file, or None with a problem logged."""
    text = decode(data, log, file=file)
    if text is None or not _shallow(text, log, file):
        return None
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_constant, parse_int=_int, parse_float=_float
        )
    except json.JSONDecodeError as error:
        log.add(
            file, error.lineno, "", f"not JSON at column {error.colno}: {error.msg}", rule=_RULE,
            next_step="look at this line for a missing comma, quote or bracket",
        )  # fmt: skip
        return None
    except RefusedJsonError as error:
        log.add(file, 0, "", str(error), rule=_RULE, next_step="keep one value and write it once, as JSON")
        return None
    if not isinstance(value, dict):
        log.add(
            file, 1, "", f"the file holds {_kind(value)}, not an object", rule=_RULE,
            next_step="begin the file with { and end it with }",
        )  # fmt: skip
        return None
    return value


def _shallow(text: str, log: ProblemLog, file: str) -> bool:
    depth = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        if depth > DEPTH:
            log.add(
                file, text.count("\n", 0, token.start()) + 1, "",
                f"brackets are nested more than {DEPTH} levels deep",
                rule=f"JSON files of a case are nested at most {DEPTH} levels deep",
                next_step="write the values flat; nothing in a case needs such depth",
            )  # fmt: skip
            return False
    return True


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise RefusedJsonError(f"the key {shown(key)} is written twice in one object")
        for text in (key, value):
            _no_surrogates(text)
        result[key] = value
    return result


def _no_surrogates(value: Any) -> None:
    if isinstance(value, list):
        for item in value:
            _no_surrogates(item)
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise RefusedJsonError(f"the text {shown(value)} holds half of a character pair") from None


def _no_constant(name: str) -> Any:
    raise RefusedJsonError(f"{name} is not a JSON number")


def _int(text: str) -> int:
    if len(text) > 18:
        raise RefusedJsonError(f"the number {shown(text)} is too long")
    return int(text)


def _float(text: str) -> float:
    if len(text) > 40:
        raise RefusedJsonError(f"the number {shown(text)} is too long")
    if math.isinf(float(text)):
        raise RefusedJsonError(f"the number {shown(text)} is too large")
    return float(text)


def _kind(value: Any) -> str:
    names = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(value), "nothing")
