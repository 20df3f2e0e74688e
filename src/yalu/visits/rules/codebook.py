"""Rule sets as chosen: one option for every counting rule, with ``extends`` followed."""

from __future__ import annotations

from typing import Any

import msgspec

from yalu.case.records import Case, Codebook, EraScheme, RuleOption, RuleSet
from yalu.documents.choices import ChoiceError, unknown
from yalu.vocabulary.dates import Window, parse_window


class ChosenRules(msgspec.Struct, frozen=True):
    """A rule set ready to apply: for every rule the chosen option, in the order of the codebook.

    ``window`` is the span of days the set was made for (open when it names none); ``open`` maps
    rules that the set's own source leaves undecided to the reason for the choice made here.
    """

    name: str
    title: str
    description: str
    options: tuple[tuple[str, str, RuleOption], ...]
    window: Window
    open: dict[str, str]
    sources: tuple[str, ...]

    @property
    def called(self) -> str:
        """The set as readers meet it: by its title, with the rules that were switched one by one."""
        switches = self.name.partition("+")[2]
        return f"rule set “{self.title}”{f' with {switches}' if switches else ''}"

    def chosen(self, rule: str) -> str:
        """The name of the option chosen for one rule."""
        return next(name for number, name, _ in self.options if number == rule)

    def switched(self, codebook: Codebook, rule: str, option: str) -> ChosenRules:
        """The same set with one rule on another option."""
        options = tuple(
            (number, option, codebook.rules[number].options[option])
            if number == rule
            else (number, name, body)
            for number, name, body in self.options
        )
        return msgspec.structs.replace(self, name=f"{self.name}+{rule}={option}", options=options)


def codebook_of(case: Case) -> Codebook:
    """The codebook of a case. Raises ChoiceError when the case has none."""
    if case.codebook is None:
        raise ChoiceError(
            f"case {case.id} has no codebook.yaml, so nothing can be counted; "
            "add one (docs/case-format.md shows the smallest)"
        )
    return case.codebook


def choose_rules(case: Case, name: str | None = None) -> ChosenRules:
    """The named rule set, or the case's default, with every rule decided.

    A name may switch single rules: ``beyond-parallel+R06=count+R10=leave-out``.
    Raises ChoiceError for an unknown set, rule or option, naming the nearest valid ones.
    """
    codebook = codebook_of(case)
    wanted = name or codebook.default_rule_set or next(iter(codebook.rule_sets))
    base, *switches = wanted.split("+")
    if base not in codebook.rule_sets:
        raise ChoiceError(unknown("rule set", base, list(codebook.rule_sets)))
    rules = _resolve(codebook, base)
    for switch in switches:
        rule, _, option = switch.partition("=")
        if rule not in codebook.rules:
            raise ChoiceError(unknown("rule", rule, list(codebook.rules)))
        if option not in codebook.rules[rule].options:
            raise ChoiceError(unknown(f"option of {rule}", option, list(codebook.rules[rule].options)))
        rules = rules.switched(codebook, rule, option)
    return rules


def _resolve(codebook: Codebook, name: str) -> ChosenRules:
    lineage = _lineage(codebook, name)
    choose: dict[str, str] = {}
    reasons: dict[str, str] = {}
    window = ""
    for ancestor in reversed(lineage):
        choose |= ancestor.choose
        # A rule that this set decides again is no longer left open by the set it extends.
        reasons = {rule: why for rule, why in reasons.items() if rule not in ancestor.choose} | ancestor.open
        window = ancestor.window or window
    undecided = [rule for rule in codebook.rules if rule not in choose]
    if undecided:
        raise ChoiceError(
            f"rule set {name!r} decides nothing for {', '.join(undecided)}; choose an option for each in codebook.yaml"
        )
    return ChosenRules(
        name=name,
        title=lineage[0].title,
        description=lineage[0].description,
        options=tuple(
            (rule, choose[rule], codebook.rules[rule].options[choose[rule]]) for rule in codebook.rules
        ),
        window=parse_window(window) if window else Window(),
        open=reasons,
        sources=lineage[0].sources,
    )


def _lineage(codebook: Codebook, name: str) -> list[RuleSet]:
    lineage: list[RuleSet] = []
    seen: list[str] = []
    while name:
        if name in seen:
            raise ChoiceError(
                f"rule set {name!r} extends itself through {' -> '.join([*seen, name])}; break the loop"
            )
        if name not in codebook.rule_sets:
            raise ChoiceError(unknown("rule set", name, list(codebook.rule_sets)))
        seen.append(name)
        lineage.append(codebook.rule_sets[name])
        name = lineage[-1].extends
    return lineage


def choose_scheme(case: Case, name: str | None = None) -> tuple[str, EraScheme]:
    """The named era scheme, or the case's default. Raises ChoiceError for an unknown name."""
    codebook = codebook_of(case)
    wanted = name or codebook.default_era_scheme or next(iter(codebook.era_schemes))
    if wanted not in codebook.era_schemes:
        raise ChoiceError(unknown("era scheme", wanted, list(codebook.era_schemes)))
    return wanted, codebook.era_schemes[wanted]


def listed(test: dict[str, Any], key: str) -> frozenset[str]:
    """The values a test names under a key, as a set; a single text counts as one value."""
    value = test.get(key, ())
    return frozenset([value]) if isinstance(value, str) else frozenset(str(item) for item in value)
