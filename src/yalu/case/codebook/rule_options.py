"""Checking the options of counting rules: what they admit, exclude and call a summit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, get_args

from yalu.case import records
from yalu.documents.problems import ProblemLog, Severity, did_you_mean, one_of, shown
from yalu.documents.records.yaml_files import Path, YamlDocument, log_path

_TESTS: dict[str, dict[str, tuple[str, ...] | None]] = {
    # None: the values are ids of posts.
    "admit": {
        "side": get_args(records.Side),
        "posts": None,
        "party_bodies": records.OUTRANKED,
    },
    "exclude": {
        "direction": get_args(records.VisitDirection),
        "occasion": get_args(records.Occasion),
        "secrecy": get_args(records.Secrecy),
        "joint": (),
        "posts": None,
    },
    "summit": {"posts": None, "met_leader": tuple(records.ANSWER_CELLS)},
}
# A test without any of these would match no visit at all, and say nothing about it.
_NEEDS = {"admit": ("posts", "party_bodies"), "summit": ("posts",), "exclude": ()}


class CodebookLog:
    """Logs problems of one codebook by path, and looks for the words that were meant."""

    def __init__(self, document: YamlDocument, log: ProblemLog) -> None:
        self._document, self._log = document, log
        self._searches = 0

    def add(
        self,
        path: Path,
        message: str,
        rule: str,
        next_step: str,
        value: object = "",
        *,
        warning: bool = False,
    ) -> None:
        """Log one problem on the line of its path."""
        value = value if not isinstance(value, (dict, list)) else ""
        severity: Severity = "warning" if warning else "error"
        log_path(self._document, self._log, path, message, rule, next_step, value, severity=severity)

    def near(self, word: str, known: Collection[str]) -> str:
        """The word meant, while the search stays cheap: a stranger's codebook may name thousands."""
        self._searches += 1
        return did_you_mean(word, known) if self._searches <= 100 and len(known) <= 2000 else ""


def check_test(
    path: Path, test: str, body: dict[str, Any], posts: Collection[str] | None, log: CodebookLog
) -> None:
    """Log what an option's ``admit``, ``exclude`` or ``summit`` looks at and should not, or cannot find."""
    allowed, needs = _TESTS[test], _NEEDS[test]
    if body and needs and not any(body.get(key) for key in needs):
        log.add(
            path,
            f"“{test}” names neither {' nor '.join(needs)}"
            if len(needs) > 1
            else f"“{test}” names no {needs[0]}",
            f"“{test}” names {' or '.join(needs)}; without them it matches no visit",
            f"add {needs[0]}",
        )
    for key, value in body.items():
        if key not in allowed:
            log.add(
                (*path, key), f"{shown(key)} is not something “{test}” looks at{log.near(key, allowed)}",
                f"“{test}” looks at {one_of(allowed)}", "correct the name or remove it", key,
            )  # fmt: skip
        elif key == "joint":
            if value is not True:
                log.add(
                    (*path, key), f"“joint” is {shown(value)}", "“joint” is true or left out", "write “joint: true”",
                    value,
                )  # fmt: skip
        else:
            _check_values((*path, key), value, allowed[key], posts, log)


def _check_values(
    path: Path,
    value: Any,
    allowed: Collection[str] | None,
    posts: Collection[str] | None,
    log: CodebookLog,
) -> None:
    words = posts if allowed is None else allowed
    what = "post of posts.csv" if allowed is None else f"value of “{path[-1]}”"
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        log.add(
            path, f"“{path[-1]}” is not a text or a list of texts", f"“{path[-1]}” lists texts",
            "write such as [one, two]; put yes and no in double quotes", value,
        )  # fmt: skip
        return
    for number, item in enumerate(listed):
        if words is not None and item not in words:
            near = log.near(item, words)
            rule = (
                "rules name posts of posts.csv"
                if allowed is None
                else f"“{path[-1]}” is one of {one_of(words)}"
            )
            place = (*path, number) if isinstance(value, list) else path
            log.add(place, f"{shown(item)} is not a {what}{near}", rule, "correct it, or add it there", item)
