"""Fitting plain YAML or JSON values to a record type, with every misfit named by path and line.

msgspec stops at the first misfit and hides the keys of mappings. This walks records, mappings and
lists itself and leaves only the leaves to msgspec, in strict mode.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from yalu.documents.problems import ProblemLog, did_you_mean, one_of, shown
from yalu.documents.yaml_files import Path, YamlDocument, path_text

T = TypeVar("T")
_PLAIN_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a mapping",
    "array": "a list",
    "null": "nothing",
}
_MISFIT = object()


def fit(document: YamlDocument, wanted: type[T], log: ProblemLog) -> T | None:
    """The document as a record of the wanted type, or None with every misfit logged."""
    fitted = _Fitting(document, log).fit(document.value, wanted, ())
    return None if fitted is _MISFIT else fitted


class _Fitting:
    """One walk over one document."""

    def __init__(self, document: YamlDocument, log: ProblemLog) -> None:
        self._document, self._log = document, log

    def fit(self, value: Any, wanted: Any, path: Path) -> Any:
        """The value as the wanted type, or the mark of a misfit after logging it."""
        origin, arguments = get_origin(wanted), get_args(wanted)
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            return self._record(value, wanted, path)
        if origin is dict and isinstance(value, dict) and arguments[1] is not Any:
            return self._all({key: self.fit(item, arguments[1], (*path, key)) for key, item in value.items()})
        if origin in (tuple, list) and isinstance(value, list):
            items = [self.fit(item, arguments[0], (*path, number)) for number, item in enumerate(value)]
            return _MISFIT if any(item is _MISFIT for item in items) else origin(items)
        try:
            return msgspec.convert(value, wanted, strict=True)
        except msgspec.ValidationError as error:
            return self._misfit(path, value, str(error))

    def _record(self, value: Any, wanted: type[msgspec.Struct], path: Path) -> Any:
        if not isinstance(value, dict):
            return self._misfit(path, value, f"Expected `object`, got `{_json_name(value)}`")
        fields = {field.encode_name: field for field in msgspec.structs.fields(wanted)}
        complete = True
        for key in value.keys() - fields.keys():
            complete = False
            self._add(
                (*path, key),
                f"{shown(key)} is not known here{did_you_mean(key, fields)}",
                f"the names allowed here are {one_of(fields)}",
                "correct the name or remove it",
                key,
            )
        for name, field in fields.items():
            if name not in value and field.required:
                complete = False
                self._add(
                    path,
                    f"“{name}” is missing",
                    f"“{name}” is required here",
                    f"add a line beginning with “{name}:”",
                )
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
            return self._misfit(path, "", str(error))

    def _all(self, fitted: dict[str, Any]) -> Any:
        return _MISFIT if any(item is _MISFIT for item in fitted.values()) else fitted

    def _misfit(self, path: Path, value: Any, message: str) -> Any:
        reason, _, inner = message.partition(" - at `$")
        for name, words in _PLAIN_WORDS.items():
            reason = reason.replace(f"`{name}`", words)
        text = reason[:1].lower() + reason[1:] + (f" at {inner.rstrip('`')}" if inner else "")
        written = "" if isinstance(value, (dict, list)) or value is None else f": {shown(_written(value))}"
        step = (
            "put the value in double quotes" if "text, got" in reason else "write the value as the rule says"
        )
        rule = re.sub(r"^[Ee]xpected (.*), got .*$", r"the value here is \1", reason)
        if rule == reason:
            rule = "docs/case-format.md says what may stand here"
        self._add(path, text + written, rule, step, value)
        return _MISFIT

    def _add(self, path: Path, message: str, rule: str, next_step: str, value: Any = "") -> None:
        self._log.add(
            self._document.file,
            self._document.line(path),
            path_text(path),
            message,
            rule=rule,
            next_step=next_step,
            value=_written(value) if not isinstance(value, (dict, list)) else "",
        )


def _written(value: Any) -> str:
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _json_name(value: Any) -> str:
    names = {list: "array", str: "str", bool: "bool", int: "int", float: "float"}
    return names.get(type(value), "null")
