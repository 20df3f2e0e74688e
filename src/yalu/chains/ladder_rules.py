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
    """One level of how well that is shown."""

    s: int
    name: str
    test: str


class Together(msgspec.Struct, frozen=True):
    """Signs that reach a rung only when all of them are on record."""

    signs: tuple[str, ...]
    k: int


class Cure(msgspec.Struct, frozen=True):
    """A sign that speaks for the actor and lowers rungs that rest on inference."""

    sign: str
    down_to: int
    from_at_most: int


class VerdictRule(msgspec.Struct, frozen=True):
    """From which rung and support on a verdict holds; the first rule that fits decides."""

    at_least: int
    support_at_least: int
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
    support: dict[str, int]
    verdicts: tuple[VerdictRule, ...]
    standards: tuple[Standard, ...]

    def verdict(self, k: int, s: int) -> str:
        """The words for a rung with its support."""
        return next(r.verdict for r in self.verdicts if k >= r.at_least and s >= r.support_at_least)

    def standards_met(self, k: int) -> tuple[Standard, ...]:
        """The standards that a rung reaches; those that ask for no knowledge are met by any."""
        return tuple(standard for standard in self.standards if standard.reaches <= k)


@lru_cache(maxsize=1)
def ladder_rules() -> LadderRules:
    """The rules that come with Yalu, from ``ladder.yaml`` beside this module."""
    import yaml  # noqa: PLC0415 - loaded when asked

    text = files("yalu.chains").joinpath("ladder.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), LadderRules)
