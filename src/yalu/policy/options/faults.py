"""What checks of options share: the file being checked, the names it may use, and where its faults are logged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from yalu.documents.problems import ProblemLog, did_you_mean, shown
from yalu.documents.records.yaml_files import Path, YamlDocument, path_text
from yalu.policy.records import Policy


class PolicyFile(msgspec.Struct, frozen=True):
    """A policy with the file it was read from; ``own`` is a reader's, beside the bundled ones."""

    policy: Policy
    document: YamlDocument
    own: bool = True


class KnownNames(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy may name: measures of the regime with their effect, sources, and rows of the case.

    ``sources``, ``rows``, ``ranges`` and ``goods`` are None where they cannot be checked against a file. ``window`` is
    the first day ahead and the first day after the months ahead, ``keep_days`` the ends of the set's own range.
    ``known_from`` is the day from which each measure was known, ``goods`` the HS code of every line of trade.
    """

    measures: Mapping[str, str]
    sources: frozenset[str] | None
    rows: frozenset[str] | None = None
    as_of: date | None = None
    ranges: frozenset[str] | None = None
    goods: Mapping[str, str] | None = None
    known_from: Mapping[str, date] = {}
    window: tuple[date, date] | None = None
    keep_days: tuple[float, float] | None = None


class Faults:
    """Logs faults of one file by their path in it."""

    def __init__(self, document: YamlDocument, log: ProblemLog, *, own: bool = True) -> None:
        self._document, self._log, self.own = document, log, own

    def warn(self, path: Path, message: str, rule: str, next_step: str, value: object = "") -> None:
        """Log what does not stop the file from being read."""
        self._log.warn(
            self._document.file, self._document.line(path), path_text(path), message,
            rule=rule, next_step=next_step, value=value,
        )  # fmt: skip

    def add(self, path: Path, message: str, rule: str, next_step: str, value: object = "") -> None:
        """Log one fault at the line of a path."""
        self._log.add(
            self._document.file, self._document.line(path), path_text(path), message,
            rule=rule, next_step=next_step, value=value,
        )  # fmt: skip

    def names(self, path: Path, names: tuple[str, ...], known: frozenset[str] | None, what: str) -> None:
        """Log every name that is not known."""
        for number, name in enumerate(names):
            if known is not None and name not in known:
                self.add(
                    (*path, number), f"there is no {what} {shown(name)}{did_you_mean(name, known)}",
                    f"a {what} is named by its id", f"correct the id, or add the {what}", name,
                )  # fmt: skip
