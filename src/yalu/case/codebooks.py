"""Checking a codebook against its case: rules name posts that exist, and every set decides every rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args

import msgspec

from yalu.case import records
from yalu.case.cells import UNSEEN_RULE, unseen
from yalu.case.problems import ProblemLog, did_you_mean, one_of, shown
from yalu.case.records import Codebook, RuleSet
from yalu.case.yaml_reading import Path, YamlDocument, path_text, texts
from yalu.vocabulary.dates import DateError, parse_window

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_TESTS: dict[str, dict[str, tuple[str, ...] | None]] = {
    # None: the values are ids of posts.
    "admit": {
        "side": get_args(records.Side),
        "posts": None,
        "party_bodies": get_args(records.PartyBody),
    },
    "exclude": {
        "direction": get_args(records.Direction),
        "occasion": get_args(records.Occasion),
        "secrecy": get_args(records.Secrecy),
        "joint": (),
        "posts": None,
    },
    "summit": {"posts": None, "met_leader": get_args(records.Answer)},
}
# A test without any of these would match no visit at all, and say nothing about it.
_NEEDS = {"admit": ("posts", "party_bodies"), "summit": ("posts",), "exclude": ()}


class Known(msgspec.Struct, frozen=True):
    """What the tables of the case offer a codebook; None where a table could not be read."""

    posts: Collection[str] | None
    sources: Collection[str] | None
    offices: Mapping[str, Collection[str]] | None


def check_codebook(codebook: Codebook, document: YamlDocument, known: Known, log: ProblemLog) -> None:
    """Log everything in a codebook that its rules or its case do not bear out."""
    _Checking(codebook, document, known, log).all()


class _Checking:
    """One check of one codebook."""

    def __init__(self, codebook: Codebook, document: YamlDocument, known: Known, log: ProblemLog) -> None:
        self._book, self._document, self._known, self._log = codebook, document, known, log

    def all(self) -> None:
        """Run every check."""
        for path, text in texts(self._document.value):
            if codes := unseen(text):
                self._add(
                    path,
                    f"the text holds characters that are not seen: {codes}",
                    UNSEEN_RULE,
                    "delete the characters unless the language needs them",
                    text,
                    warning=True,
                )
        book = self._book
        for heading, names in (
            ("rules", book.rules),
            ("rule_sets", book.rule_sets),
            ("era_schemes", book.era_schemes),
        ):
            self._names((heading,), names)
        for rule, body in book.rules.items():
            self._names(("rules", rule, "options"), body.options)
            for name, option in body.options.items():
                for test in ("admit", "exclude", "summit"):
                    self._test(("rules", rule, "options", name, test), test, getattr(option, test))
        for name, chosen in book.rule_sets.items():
            self._rule_set(name, chosen)
        self._default("default_rule_set", book.default_rule_set, book.rule_sets)
        self._default("default_era_scheme", book.default_era_scheme, book.era_schemes)
        self._schemes()

    def _names(self, path: Path, names: Collection[str]) -> None:
        if not names:
            self._add(
                path,
                "nothing is named here",
                "a codebook has at least one rule, option, set and scheme",
                "add one; docs/case-format.md shows the smallest codebook",
            )
        for name in names:
            if not _NAME.fullmatch(name):
                self._add(
                    (*path, name),
                    f"{shown(name)} is not a name",
                    "names of rules, options, sets and schemes are letters, digits, -, _ and .",
                    "choose a plainer name",
                    name,
                )

    def _test(self, path: Path, test: str, body: dict[str, Any]) -> None:
        allowed, needs = _TESTS[test], _NEEDS[test]
        if body and needs and not any(body.get(key) for key in needs):
            self._add(
                path,
                f"“{test}” names neither {' nor '.join(needs)}"
                if len(needs) > 1
                else f"“{test}” names no {needs[0]}",
                f"“{test}” names {' or '.join(needs)}; without them it matches no visit",
                f"add {needs[0]}",
            )
        for key, value in body.items():
            if key not in allowed:
                self._add(
                    (*path, key),
                    f"{shown(key)} is not something “{test}” looks at{did_you_mean(key, allowed)}",
                    f"“{test}” looks at {one_of(allowed)}",
                    "correct the name or remove it",
                    key,
                )
            elif key == "joint":
                if value is not True:
                    self._add(
                        (*path, key),
                        f"“joint” is {shown(value)}",
                        "“joint” is true or left out",
                        "write “joint: true”",
                        value,
                    )
            else:
                self._values((*path, key), value, allowed[key])

    def _values(self, path: Path, value: Any, allowed: Collection[str] | None) -> None:
        words = self._known.posts if allowed is None else allowed
        what = "post of posts.csv" if allowed is None else f"value of “{path[-1]}”"
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            self._add(
                path,
                f"“{path[-1]}” is not a text or a list of texts",
                f"“{path[-1]}” lists texts",
                "write such as [one, two]; put yes and no in double quotes",
                value,
            )
            return
        for number, item in enumerate(listed):
            if words is not None and item not in words:
                near = did_you_mean(item, words)
                rule = (
                    "rules name posts of posts.csv"
                    if allowed is None
                    else f"“{path[-1]}” is one of {one_of(words)}"
                )
                place = (*path, number) if isinstance(value, list) else path
                self._add(
                    place, f"{shown(item)} is not a {what}{near}", rule, "correct it, or add it there", item
                )

    def _rule_set(self, name: str, chosen: RuleSet) -> None:
        path: Path = ("rule_sets", name)
        for heading, pairs in (("choose", chosen.choose), ("open", chosen.open)):
            for rule, option in pairs.items():
                if rule not in self._book.rules:
                    self._add(
                        (*path, heading, rule),
                        f"there is no rule {shown(rule)}{did_you_mean(rule, self._book.rules)}",
                        "a rule set decides rules that stand under “rules”",
                        "correct the name, or add the rule",
                        rule,
                    )
                elif heading == "choose" and option not in self._book.rules[rule].options:
                    options = self._book.rules[rule].options
                    self._add(
                        (*path, heading, rule),
                        f"rule {rule} has no option {shown(option)}{did_you_mean(option, options)}",
                        f"the options of {rule} are {one_of(options)}",
                        "choose one of them",
                        option,
                    )
        self._check_window(path, chosen)
        for number, source in enumerate(chosen.sources):
            known = self._known.sources
            if known is not None and source not in known:
                self._add(
                    (*path, "sources", number),
                    f"there is no source {shown(source)}{did_you_mean(source, known)}",
                    "sources of a rule set stand in sources.csv",
                    "add it there, or correct the id",
                    source,
                )
        decided = self._decided(name)
        undecided = [] if decided is None else [rule for rule in self._book.rules if rule not in decided]
        if undecided:
            self._add(
                (*path, "choose"),
                f"nothing is chosen for {one_of(undecided)}",
                "a rule set chooses one option for every rule, itself or through “extends”",
                "choose an option for each",
            )

    def _check_window(self, path: Path, chosen: RuleSet) -> None:
        try:
            parse_window(chosen.window or "../..")
        except DateError as error:
            self._add(
                (*path, "window"),
                str(error),
                "“window” is a span of days, such as 2013-01-01/2016-12-31",
                "correct the dates",
                chosen.window,
            )

    def _decided(self, name: str) -> set[str] | None:
        """The rules a set decides with all it extends; None, logged, when the chain is broken."""
        decided: set[str] = set()
        seen: list[str] = []
        while name:
            path: Path = ("rule_sets", seen[-1] if seen else name, "extends")
            if name in seen:
                if name == seen[0]:  # each set of a loop says so once, on its own line
                    self._add(
                        path,
                        f"the set extends itself: {' → '.join([*seen, name])}",
                        "“extends” leads to a set that extends nothing",
                        "break the loop",
                        name,
                    )
                return None
            if name not in self._book.rule_sets:
                if len(seen) == 1:
                    self._add(
                        path,
                        f"there is no rule set {shown(name)}{did_you_mean(name, self._book.rule_sets)}",
                        "“extends” names a rule set of this codebook",
                        "correct the name",
                        name,
                    )
                return None
            seen.append(name)
            decided |= self._book.rule_sets[name].choose.keys()
            name = self._book.rule_sets[name].extends
        return decided

    def _default(self, field: str, name: str, names: Collection[str]) -> None:
        if name and name not in names:
            self._add(
                (field,),
                f"{shown(name)} does not exist{did_you_mean(name, names)}",
                f"“{field}” names one of {one_of(names)}",
                "correct the name",
                name,
            )

    def _schemes(self) -> None:
        for path, side, office in self._offices():
            if side not in get_args(records.Side):
                self._add(
                    (*path, side),
                    f"{shown(side)} is not a side",
                    "offices are given for target and partner",
                    "write target or partner",
                    side,
                )
            elif self._known.offices is not None and office not in self._known.offices.get(side, ()):
                held = self._known.offices.get(side, ())
                self._add(
                    (*path, side),
                    f"nobody holds the office {shown(office)} on the side of the {side}{did_you_mean(office, held)}",
                    "an era scheme names offices that eras.csv has for that side",
                    "correct the office, or add its tenures to eras.csv",
                    office,
                )

    def _offices(self) -> Iterator[tuple[Path, str, str]]:
        for name, scheme in self._book.era_schemes.items():
            for side, office in scheme.offices.items():
                yield ("era_schemes", name, "offices"), side, office

    def _add(
        self,
        path: Path,
        message: str,
        rule: str,
        next_step: str,
        value: object = "",
        *,
        warning: bool = False,
    ) -> None:
        self._log.add(
            self._document.file,
            self._document.line(path),
            path_text(path),
            message,
            rule=rule,
            next_step=next_step,
            value=value if not isinstance(value, (dict, list)) else "",
            severity="warning" if warning else "error",
        )
