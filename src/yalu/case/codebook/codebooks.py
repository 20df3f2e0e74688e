"""Checking a codebook against its case: rules name posts that exist, and every set decides every rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import get_args

import msgspec

from yalu.case import records
from yalu.case.codebook.rule_options import CodebookLog, check_test
from yalu.case.records import Codebook, RuleSet
from yalu.documents.problems import ProblemLog, one_of, shown, visible
from yalu.documents.records.yaml_files import Path, YamlDocument, texts
from yalu.documents.tables.cell_types import UNSEEN_RULE, unseen
from yalu.vocabulary.dates import DateError, parse_window

MOST_EXTENDED = 20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class CodebookFacts(msgspec.Struct, frozen=True):
    """What the tables of the case offer a codebook; None where a table could not be read."""

    posts: Collection[str] | None
    sources: Collection[str] | None
    offices: Mapping[str, Collection[str]] | None


def check_codebook(codebook: Codebook, document: YamlDocument, known: CodebookFacts, log: ProblemLog) -> None:
    """Log everything in a codebook that its rules or its case do not bear out."""
    _Checking(codebook, document, known, log).all()


class _Checking:
    """One check of one codebook."""

    def __init__(
        self, codebook: Codebook, document: YamlDocument, known: CodebookFacts, log: ProblemLog
    ) -> None:
        self._book, self._document, self._known = codebook, document, known
        self._log = CodebookLog(document, log)

    def all(self) -> None:
        """Run every check."""
        for path, text in texts(self._document.value):
            if codes := unseen(text):
                self._log.add(
                    path, f"the text holds characters that are not seen: {codes}", UNSEEN_RULE,
                    "delete the characters unless the language needs them", text, warning=True,
                )  # fmt: skip
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
                    path = ("rules", rule, "options", name, test)
                    check_test(path, test, getattr(option, test), self._known.posts, self._log)
        for name, chosen in book.rule_sets.items():
            self._rule_set(name, chosen)
        self._default("default_rule_set", book.default_rule_set, book.rule_sets)
        self._default("default_era_scheme", book.default_era_scheme, book.era_schemes)
        self._schemes()

    def _names(self, path: Path, names: Collection[str]) -> None:
        if not names:
            self._log.add(
                path, "nothing is named here", "a codebook has at least one rule, option, set and scheme",
                "add one; docs/case-format.md shows the smallest codebook",
            )  # fmt: skip
        for name in names:
            if not _NAME.fullmatch(name):
                self._log.add(
                    (*path, name), f"{shown(name)} is not a name",
                    "names of rules, options, sets and schemes are letters, digits, -, _ and .",
                    "choose a plainer name", name,
                )  # fmt: skip

    def _rule_set(self, name: str, chosen: RuleSet) -> None:
        path: Path = ("rule_sets", name)
        for heading, pairs in (("choose", chosen.choose), ("open", chosen.open)):
            for rule, option in pairs.items():
                if rule not in self._book.rules:
                    self._log.add(
                        (*path, heading, rule),
                        f"there is no rule {shown(rule)}{self._log.near(rule, self._book.rules)}",
                        "a rule set decides rules that stand under “rules”",
                        "correct the name, or add the rule",
                        rule,
                    )
                elif heading == "choose" and option not in self._book.rules[rule].options:
                    options = self._book.rules[rule].options
                    self._log.add(
                        (*path, heading, rule),
                        f"rule {rule} has no option {shown(option)}{self._log.near(option, options)}",
                        f"the options of {rule} are {one_of(options)}", "choose one of them", option,
                    )  # fmt: skip
        self._check_window(path, chosen)
        for number, source in enumerate(chosen.sources):
            known = self._known.sources
            if known is not None and source not in known:
                self._log.add(
                    (*path, "sources", number), f"there is no source {shown(source)}{self._log.near(source, known)}",
                    "sources of a rule set stand in sources.csv", "add it there, or correct the id", source,
                )  # fmt: skip
        decided = self._decided(name)
        undecided = [] if decided is None else [rule for rule in self._book.rules if rule not in decided]
        if undecided:
            self._log.add(
                (*path, "choose"),
                f"nothing is chosen for {one_of(undecided)}",
                "a rule set chooses one option for every rule, itself or through “extends”",
                "choose an option for each",
            )

    def _check_window(self, path: Path, chosen: RuleSet) -> None:
        try:
            parse_window(chosen.window or "../..")
        except DateError as error:
            self._log.add(
                (*path, "window"), visible(str(error)), "“window” is a span of days, such as 2013-01-01/2016-12-31",
                "correct the dates", chosen.window,
            )  # fmt: skip

    def _decided(self, name: str) -> set[str] | None:
        """The rules a set decides with all it extends; None, logged, when the chain is broken."""
        decided: set[str] = set()
        seen: list[str] = []
        while name:
            path: Path = ("rule_sets", seen[-1] if seen else name, "extends")
            if name in seen:
                if name == seen[0]:  # each set of a loop says so once, on its own line
                    self._log.add(
                        path, f"the set extends itself: {' → '.join([*seen, name])}",
                        "“extends” leads to a set that extends nothing", "break the loop", name,
                    )  # fmt: skip
                return None
            if name not in self._book.rule_sets:
                if len(seen) == 1:
                    self._log.add(
                        path, f"there is no rule set {shown(name)}{self._log.near(name, self._book.rule_sets)}",
                        "“extends” names a rule set of this codebook", "correct the name", name,
                    )  # fmt: skip
                return None
            if len(seen) == MOST_EXTENDED:
                self._log.add(
                    ("rule_sets", seen[0], "extends"),
                    f"the set extends more than {MOST_EXTENDED} others",
                    f"a chain of sets that extend each other has at most {MOST_EXTENDED} links",
                    "choose more in the set itself",
                )
                return None
            seen.append(name)
            decided |= self._book.rule_sets[name].choose.keys()
            name = self._book.rule_sets[name].extends
        return decided

    def _default(self, field: str, name: str, names: Collection[str]) -> None:
        if name and name not in names:
            self._log.add(
                (field,), f"{shown(name)} does not exist{self._log.near(name, names)}",
                f"“{field}” names one of {one_of(names)}", "correct the name", name,
            )  # fmt: skip

    def _schemes(self) -> None:
        for path, side, office in self._offices():
            if side not in get_args(records.Side):
                self._log.add(
                    (*path, side), f"{shown(side)} is not a side", "offices are given for target and partner",
                    "write target or partner", side,
                )  # fmt: skip
            elif self._known.offices is not None and office not in self._known.offices.get(side, ()):
                held = self._known.offices.get(side, ())
                self._log.add(
                    (*path, side),
                    f"nobody holds the office {shown(office)} on the side of the {side}{self._log.near(office, held)}",
                    "an era scheme names offices that eras.csv has for that side",
                    "correct the office, or add its tenures to eras.csv",
                    office,
                )

    def _offices(self) -> Iterator[tuple[Path, str, str]]:
        for name, scheme in self._book.era_schemes.items():
            for side, office in scheme.offices.items():
                yield ("era_schemes", name, "offices"), side, office
