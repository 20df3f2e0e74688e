"""Reading a YAML file from a stranger into plain values, with the line of every value.

Built on the parser's events, not on its objects: aliases, anchors, tags, merges and depth are
refused as they appear, before anything can expand. Only ``true``, ``false``, ``null`` and decimal
numbers are read as such; everything else, dates above all, stays the text that was written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

import msgspec
import yaml

from yalu.documents.files.limits import DEPTH
from yalu.documents.problems import ProblemLog, Severity, shown
from yalu.documents.text.text_encoding import decode

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE][-+]?[0-9]{1,3})?")
# Other YAML tools read these as true, false or nothing: Norway's NO is the known victim.
_DOUBTFUL = frozenset(
    word
    for lower in ("yes", "no", "on", "off", "true", "false", "null")
    for word in (lower, lower.title(), lower.upper())
) - {"true", "false", "null"}
_NOT_KEYS = _DOUBTFUL | {"true", "false", "null", "~", ""}
_RULE = "YAML files of a case are plain mappings, lists and values"

Path = tuple[str | int, ...]


class YamlDocument(msgspec.Struct):
    """The values of a YAML file and, by path, the line on which each begins."""

    file: str
    value: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part of it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class RefusedYamlError(ValueError):
    """Something in the file that is never read: what it is, on which line, and what to write instead."""

    def __init__(self, line: int, path: Path, message: str, next_step: str) -> None:
        super().__init__(message)
        self.line, self.path, self.next_step = line, path, next_step


def read_yaml(data: bytes, log: ProblemLog, *, file: str) -> YamlDocument | None:
    """The one mapping in the bytes of a YAML file, or None with every problem logged.

    Duplicate keys are logged and the first kept, so that the rest of the file is still checked.
    """
    text = decode(data, log, file=file)
    if text is None:
        return None
    building = _Building(file, log)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            building.take(event)
    except RefusedYamlError as error:
        log.add(
            file, error.line, path_text(error.path), str(error), rule=_RULE, next_step=error.next_step,
        )  # fmt: skip
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # a \U escape past the last character
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        log.add(
            file, mark.line + 1 if mark else 1, "", f"not YAML: {reason}", rule=_RULE,
            next_step="look at this line and the one above for indentation, a missing colon or a stray quote",
        )  # fmt: skip
        return None
    if not isinstance(building.root, dict):
        log.add(
            file, 1, "", "the file does not hold a mapping", rule=_RULE,
            next_step='write names and values, such as “version: "1"”',
        )  # fmt: skip
        return None
    return YamlDocument(file=file, value=building.root, lines=building.lines)


def log_path(
    document: YamlDocument,
    log: ProblemLog,
    path: Path,
    message: str,
    rule: str,
    next_step: str,
    value: object = "",
    *,
    severity: Severity = "error",
) -> None:
    """Log a problem of one place of a YAML file, on the line of its path."""
    log.add(
        document.file, document.line(path), path_text(path), message,
        rule=rule, next_step=next_step, value=value, severity=severity,
    )  # fmt: skip


def path_text(path: Path) -> str:
    """A path as people write it: ``rules.R01.options[0]``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


class _Frame:
    """A mapping or list being filled, and for a mapping the key that waits for its value."""

    def __init__(self, container: dict[str, Any] | list[Any], path: Path) -> None:
        self.container = container
        self.path = path
        self.key: str | None = None


class _Building:
    """Takes parser events one by one and builds the value, keeping the line of every path."""

    def __init__(self, file: str, log: ProblemLog) -> None:
        self.root: Any = None
        self.lines: dict[Path, int] = {}
        self._file, self._log = file, log
        self._frames: list[_Frame] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take one event. Raises RefusedYamlError for what is never read."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._refuse(
                event, "the file uses an anchor (&) or alias (*)", "write the value out where it is needed"
            )
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse(
                    event, "the file holds more than one document", "remove the line of three dashes"
                )
        elif isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._frames.pop()

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            self._refuse(event, f"the file uses a tag {shown(event.tag)}", "remove the tag")
        if len(self._frames) >= DEPTH:
            self._refuse(event, f"values are nested more than {DEPTH} levels deep", "write the values flat")
        if self._awaits_key():
            self._refuse(event, "a mapping or list is used as a key", "use a text as the key")
        container: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._place(container, event)
        self._frames.append(_Frame(container, path))

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        plain, text = bool(event.implicit[0]), str(event.value)
        if event.tag is not None:
            self._refuse(
                event,
                f"the file uses a tag {shown(event.tag)}",
                "remove the tag; quote the value if it is text",
            )
        try:
            text.encode()
        except UnicodeEncodeError:
            self._refuse(event, "a text holds half of a character pair", "write the character itself")
        if self._awaits_key():
            self._take_key(event, text, plain)
        else:
            self._place(self._value(event, text, plain), event)

    def _take_key(self, event: yaml.ScalarEvent, text: str, plain: bool) -> None:
        if plain and text == "<<":
            self._refuse(event, "the file merges mappings (<<)", "write the values out where they are needed")
        if plain and text in _NOT_KEYS:
            self._refuse(
                event,
                f"the key {shown(text)} is read as true, false or nothing by other YAML tools",
                "choose another name, or put the key in double quotes",
            )
        self._frames[-1].key = text

    def _value(self, event: yaml.ScalarEvent, text: str, plain: bool) -> Any:
        if not plain:
            return text
        if text in {"", "~", "null"}:
            return None
        if text in {"true", "false"}:
            return text == "true"
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            if math.isinf(float(text)):
                self._refuse(
                    event, f"the number {shown(text)} is too large", "write a number that can be meant"
                )
            return float(text)
        if text in _DOUBTFUL:
            self._log.warn(
                self._file, _line(event), path_text(self._here()),
                f"{shown(text)} was read as text; other YAML tools read it as true, false or nothing",
                rule="yes, no, on, off and country codes such as NO stand in double quotes",
                next_step=f'write "{text}" in double quotes', value=text,
            )  # fmt: skip
        return text

    def _place(self, value: Any, event: yaml.Event) -> Path:
        path = self._here()
        line = _line(event)
        if not self._frames:
            self.root = value
        else:
            frame = self._frames[-1]
            if isinstance(frame.container, list):
                frame.container.append(value)
            else:
                self._put(frame.container, frame.key or "", value, path, line)
                frame.key = None
        self.lines.setdefault(path, line)
        return path

    def _put(self, mapping: dict[str, Any], key: str, value: Any, path: Path, line: int) -> None:
        if key in mapping:
            self._log.add(
                self._file, line, path_text(path),
                f"the key {shown(key)} is written twice; it stands on line {self.lines[path]} too",
                rule="a key is written once in its mapping", next_step="keep one of the two", value=key,
            )  # fmt: skip
            return
        mapping[key] = value

    def _awaits_key(self) -> bool:
        return (
            bool(self._frames)
            and isinstance(self._frames[-1].container, dict)
            and self._frames[-1].key is None
        )

    def _here(self) -> Path:
        """The path of the value that comes next; of the mapping itself while it waits for a key."""
        if not self._frames:
            return ()
        frame = self._frames[-1]
        part = len(frame.container) if isinstance(frame.container, list) else frame.key
        return frame.path if part is None else (*frame.path, part)

    def _refuse(self, event: yaml.Event, message: str, next_step: str) -> NoReturn:
        raise RefusedYamlError(_line(event), self._here(), message, next_step)


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text inside plain values with its path, keys left out."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from texts(item, (*path, number))
