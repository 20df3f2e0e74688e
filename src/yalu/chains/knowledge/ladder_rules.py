"""The rules of the knowledge ladder as data: which fact reaches which rung, and the law each rung stands on."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec


class RungName(msgspec.Struct, frozen=True):
    """One rung of what a seller's mind is said to have held."""

    k: int
    name: str
    test: str


class SupportName(msgspec.Struct, frozen=True):
    """One way of being shown, with its level S. They stand from the weakest to the strongest; two may share a level."""

    key: str
    s: int
    name: str
    test: str


class Together(msgspec.Struct, frozen=True):
    """Signs that reach a rung only when all of them are on record."""

    signs: tuple[str, ...]
    k: int


class Cure(msgspec.Struct, frozen=True):
    """A sign that speaks for the actor: of what reaches these rungs only the rung ``leaves`` is left."""

    sign: str
    rungs: tuple[int, ...]
    leaves: int


class VerdictRule(msgspec.Struct, frozen=True):
    """From which rung and which way of being shown on a verdict holds; the first rule that fits decides."""

    at_least: int
    support_at_least: str
    verdict: str


class Standard(msgspec.Struct, frozen=True):
    """One legal standard of knowledge: the lowest rung it reaches down to, and where that was read."""

    name: str
    says: str
    reaches: int
    source: str
    url: str
    verified: Literal["verified", "partly", "memory"]


class LadderRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the ladder looks up."""

    rungs: tuple[RungName, ...]
    supports: tuple[SupportName, ...]
    signs: dict[str, int]
    together: tuple[Together, ...]
    no_rung: tuple[str, ...]
    cures: Cure
    support: dict[str, str]
    verdicts: tuple[VerdictRule, ...]
    standards: tuple[Standard, ...]

    def strength(self, support: str) -> int:
        """The place of a support among the ways of being shown, 0 for the weakest."""
        return self._place(self.support[support])

    def gravity(self, k: int, strength: int) -> int:
        """The place of the verdict on a rung with its support, 0 for the gravest."""
        return next(
            place
            for place, rule in enumerate(self.verdicts)
            if k >= rule.at_least and strength >= self._place(rule.support_at_least)
        )

    def verdict(self, k: int, s: int) -> str:
        """The words for a rung with a level of support, at the weakest way of reaching that level."""
        weakest = next(place for place, held in enumerate(self.supports) if held.s == s)
        return self.verdicts[self.gravity(k, weakest)].verdict

    def _place(self, key: str) -> int:
        return next(place for place, held in enumerate(self.supports) if held.key == key)

    def standards_met(self, k: int) -> tuple[Standard, ...]:
        """The standards that a rung reaches; those that ask for no knowledge are met by any."""
        return tuple(standard for standard in self.standards if standard.reaches <= k)


@lru_cache(maxsize=1)
def ladder_rules() -> LadderRules:
    """The rules that come with Yalu, from ``ladder.yaml`` beside this module."""
    import yaml  # noqa: PLC0415 - loaded when asked

    text = files("yalu.chains").joinpath("ladder.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), LadderRules)
