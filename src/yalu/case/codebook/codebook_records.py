"""The record types of a codebook: counting rules, named choices of them, and era schemes."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class RuleOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way a counting rule can stand: what it admits, what it excludes."""

    title: str = ""
    admit: dict[str, Any] = {}
    exclude: dict[str, Any] = {}
    summit: dict[str, Any] = {}
    merge: bool = False


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A numbered counting rule: a question, the reason it matters, and its options."""

    title: str
    reason: str
    options: dict[str, RuleOption]


class RuleSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named choice of one option per rule; ``extends`` takes another set and changes it."""

    title: str
    description: str = ""
    extends: str = ""
    choose: dict[str, str] = {}
    open: dict[str, str] = {}
    window: str = ""
    sources: tuple[str, ...] = ()


class EraScheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How leaders' years are cut: which office on each side, by days or by whole calendar years."""

    title: str
    offices: dict[str, str]
    cut: Literal["days", "year_held_on_1_january", "every_year_touched"]
    description: str = ""


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The counting rules, rule sets and era schemes of a case."""

    version: str
    rules: dict[str, Rule]
    rule_sets: dict[str, RuleSet]
    era_schemes: dict[str, EraScheme]
    default_rule_set: str = ""
    default_era_scheme: str = ""
