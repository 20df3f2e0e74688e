"""Fitting plain YAML or JSON values to a record type, with every misfit named by path and line.

msgspec stops at the first misfit and hides the keys of mappings. This walks records, mappings and
lists itself and leaves only the leaves to msgspec, in strict mode.
"""

from __future__ import annotations

import re
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from yalu.documents.problems import ProblemLog, did_you_mean, one_of, shown
from yalu.documents.records.yaml_files import Path, YamlDocument, log_path

T = TypeVar("T")
_PLAIN_WORDS = {
    "str": "text", "int": "a whole number", "float": "a number", "bool": "true or false", "object": "a mapping",
    "array": "a list", "null": "nothing",
}  # fmt: skip
_LEAVES = (str, int, float)
_MISFIT = object()


def fit(document: YamlDocument, wanted: type[T], log: ProblemLog) -> T | None:
    """The document as a record of the wanted type, or None with every misfit logged."""
    fitted = _Fitting(document, log).fit(document.value, wanted, ())
    return None if fitted is _MISFIT else fitted


@cache
def _fields(wanted: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a record type by their names in files; kept, because msgspec evaluates every annotation anew."""
    return {field.encode_name: field for field in msgspec.structs.fields(wanted)}


class _Fitting:
    """One walk over one document."""

    def __init__(self, document: YamlDocument, log: ProblemLog) -> None:
        self._document, self._log = document, log

    def fit(self, value: Any, wanted: Any, path: Path) -> Any:
        """The value as the wanted type, or the mark of a misfit after logging it."""
        origin, arguments = get_origin(wanted), get_args(wanted)
        if origin in (Union, UnionType) and NoneType in arguments and len(arguments) == 2:
            kind = next(argument for argument in arguments if argument is not NoneType)
            return None if value is None else self.fit(value, kind, path)
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            return self._record(value, wanted, path)
        if origin is dict and isinstance(value, dict):
            return self._all({key: self.fit(item, arguments[1], (*path, key)) for key, item in value.items()})
        if origin in (tuple, list) and isinstance(value, list):
            items = [self.fit(item, arguments[0], (*path, number)) for number, item in enumerate(value)]
            return _MISFIT if any(item is _MISFIT for item in items) else origin(items)
        return self._leaf(value, wanted, path)

    def _leaf(self, value: Any, wanted: Any, path: Path) -> Any:
        try:
            return msgspec.convert(value, wanted, strict=True)
        except msgspec.ValidationError as error:
            if get_origin(wanted) is Literal:
                return self._no_such_word(path, value, get_args(wanted))
            return self._misfit(path, value, str(error))

    def _record(self, value: Any, wanted: type[msgspec.Struct], path: Path) -> Any:
        if not isinstance(value, dict):
            return self._misfit(path, value, f"Expected `object`, got `{_json_name(value)}`")
        fields = _fields(wanted)
        complete = True
        for key in value:
            if key in fields:
                continue
            complete = False
            self._add(
                (*path, key), f"{shown(key)} is not known here{did_you_mean(key, fields)}",
                f"the names allowed here are {one_of(fields)}", "correct the name or remove it", key,
            )  # fmt: skip
        for name, field in fields.items():
            if name not in value and field.required:
                complete = False
                self._add(
                    path, f"“{name}” is missing", f"“{name}” is required here",
                    f"add a line beginning with “{name}:”",
                )  # fmt: skip
        fitted = {
            field.name: self.fit(value[name], field.type, (*path, name))
            for name, field in fields.items()
            if name in value
        }
        if not complete or self._all(fitted) is _MISFIT:
            return _MISFIT
        try:
            return wanted(**fitted)
        except ValueError as error:  # a record's own check
            return self._misfit(path, None, str(error))

    def _all(self, fitted: dict[str, Any]) -> Any:
        return _MISFIT if any(item is _MISFIT for item in fitted.values()) else fitted

    def _no_such_word(self, path: Path, value: Any, words: tuple[Any, ...]) -> Any:
        listed = [str(word) for word in words]
        self._add(
            path, f"{_kind(value)} is not one of the words known here{did_you_mean(_written(value), listed)}",
            f"the value here is one of {one_of(listed)}", "write one of them", value,
        )  # fmt: skip
        return _MISFIT

    def _misfit(self, path: Path, value: Any, message: str) -> Any:
        reason, _, inner = message.partition(" - at `$")
        reason = re.sub(r"`([^`]+)`", _in_words, reason)
        text = reason[:1].lower() + reason[1:] + (f" at {inner.rstrip('`')}" if inner else "")
        written = f": {shown(_written(value))}" if isinstance(value, _LEAVES) else ""
        quotable = "text, got" in reason and written
        rule = re.sub(r"^Expected (.*), got .*$", r"the value here is \1", reason)
        self._add(
            path, text + written,
            rule if rule != reason else "the documentation of this file says what may stand here",
            "put the value in double quotes" if quotable else "write the value as the rule says", value,
        )  # fmt: skip
        return _MISFIT

    def _add(self, path: Path, message: str, rule: str, next_step: str, value: Any = None) -> None:
        log_path(self._document, self._log, path, message, rule, next_step, _written(value))


def _in_words(kinds: re.Match[str]) -> str:
    """What msgspec calls ``int | null``, in words; a name that is none of its kinds stays as it is."""
    names = kinds[1].split(" | ")
    if not _PLAIN_WORDS.keys() >= set(names):
        return kinds[0]
    return " or ".join(_PLAIN_WORDS[name] for name in names)


def _written(value: Any) -> str:
    """A value as a YAML file has it; nothing for a mapping, a list or no value."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, _LEAVES) else ""


def _kind(value: Any) -> str:
    """A value quoted for a message, or what it is when it cannot be quoted."""
    return shown(_written(value)) if isinstance(value, _LEAVES) else _PLAIN_WORDS[_json_name(value)]


def _json_name(value: Any) -> str:
    names = {dict: "object", list: "array", str: "str", bool: "bool", int: "int", float: "float"}
    return names.get(type(value), "null")
