"""The written policy: thresholds as alert rates, what stops outright, what only goes to review."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from yalu.documents.files.bundled import bundled_file
from yalu.documents.problems import DocumentError, Problem, did_you_mean, one_of, shown
from yalu.documents.records.yaml_records import read_yaml_record
from yalu.screening.decisions.records import Outcome
from yalu.screening.matching.records import Fit

Scripts = Literal["own", "latin", "across"]
Effect = Literal["decides", "supports", "year", "contradicts", "silent"]
NameKindText = Literal["primary", "strong", "weak", "former", "translation"]


class When(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What must hold of a match, all of it; a key that is left out asks nothing.

    ``fit`` says how the words met (``Match.fit``), ``scripts`` whether both names are in one script of their
    own, both in Latin letters, or across scripts. ``alerts`` and ``bearers`` name a rate of the policy,
    ``words`` is the least number of words that met and say who it is, ``score`` the least score.
    """

    identifier: Effect | None = None
    fit: list[Fit] = []
    names: list[NameKindText] = []
    scripts: list[Scripts] = []
    birth: list[Effect] = []
    common: bool | None = None
    schemas: list[str] = []
    not_schemas: list[str] = []
    alerts: str = ""
    bearers: str = ""
    words: int = 0
    score: float = 0.0


class PolicyRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One rule of a policy: its name, its sentence, and when it holds."""

    name: str
    says: str
    when: When


class Contradicts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a contradicted qualifier (birth, gender, country, ship, schema) does to an outcome.

    ``keep_full`` leaves a name of which every word meets in review, whatever speaks against it.
    """

    kind: Literal["birth", "gender", "country", "ship", "schema"]
    stop: Outcome = "stop"
    review: Outcome = "review"
    keep_full: bool = False
    says: str


class ListLimits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How old the copy of a list may be, in days, before every answer over it warns; by list, with ``default``."""

    max_age_days: dict[str, int] = msgspec.field(default_factory=lambda: {"default": 7})

    def age_limit(self, name: str) -> int:
        """The limit for a list."""
        return self.max_age_days.get(name, self.max_age_days["default"])


class ScreeningPolicy(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A policy file. Rules are tried in their order and the first that holds decides a match.

    ``alerts`` maps names of rates to expected false alerts per 1,000 parties on no list, by schema,
    with ``default`` for every other. ``bearers`` maps names to persons in a million: a name is common when
    more bear it than ``common`` says.
    """

    version: str
    title: str
    looked_at: int = 10
    alerts: dict[str, dict[str, float]]
    bearers: dict[str, float]
    stop: list[PolicyRule]
    review: list[PolicyRule]
    contradictions: list[Contradicts] = []
    lists: ListLimits = ListLimits()

    def rate(self, name: str, schema: str) -> float:
        """The named alert rate for a schema."""
        rates = self.alerts[name]
        return rates.get(schema, rates["default"])


class WrittenPolicy(msgspec.Struct, frozen=True):
    """A policy with the text it was read from; ``fingerprint`` names it in decisions: version and hash."""

    policy: ScreeningPolicy
    text: str
    sha256: str

    @property
    def fingerprint(self) -> str:
        """Version and the first ten digits of the hash of the file."""
        return f"{self.policy.version}+{self.sha256[:10]}"


def read_policy(path: str | Path | None = None) -> WrittenPolicy:
    """The policy in a file, or the bundled one. Raises DocumentError with every problem at once."""
    place = bundled_file("screening", "policy.yaml") if path is None else Path(path)
    policy, data = read_yaml_record(place, ScreeningPolicy)
    _check(policy, place.name)
    return WrittenPolicy(policy, data.decode("utf-8-sig"), hashlib.sha256(data).hexdigest())


def policy_of(text: str) -> WrittenPolicy:
    """The policy in a text, as a decision log keeps it. Raises DocumentError."""
    import tempfile  # noqa: PLC0415 - only a replay needs it

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "policy.yaml"
        place.write_bytes(text.encode())
        return read_policy(place)


def _check_rates(policy: ScreeningPolicy, add: Callable[[str, str, str, str], None]) -> None:
    for name, rates in policy.alerts.items():
        if "default" not in rates:
            add(
                f"alerts.{name}", "there is no rate for default", "a rate covers every schema", "add default: 5",
            )  # fmt: skip
        for schema, rate in rates.items():
            if not 0 <= rate <= 1000:
                add(f"alerts.{name}.{schema}", f"{rate} is no rate", "a rate is false alerts per 1,000, from 0 to 1,000",
                    "write a number such as 5")  # fmt: skip


def _check(policy: ScreeningPolicy, file: str) -> None:
    """What types cannot say: rates that exist, numbers that are rates, names used once."""
    problems: list[Problem] = []

    def add(field: str, message: str, rule: str, step: str) -> None:
        problems.append(Problem(file=file, field=field, message=message, rule=rule, next_step=step))

    _check_rates(policy, add)
    if "common" not in policy.bearers:
        add(
            "bearers", "nothing says from where a name is common", "common is a number of persons in a million",
            "add common: 50",
        )  # fmt: skip
    for part, rules in (("stop", policy.stop), ("review", policy.review)):
        for number, rule in enumerate(rules):
            where = f"{part}[{number}].when"
            for kind, named, rates in (
                ("alerts", rule.when.alerts, list(policy.alerts)),
                ("bearers", rule.when.bearers, list(policy.bearers)),
            ):
                if named and named not in rates:
                    add(f"{where}.{kind}", f"{shown(named)} is no rate{did_you_mean(named, rates)}",
                        f"rates are {one_of(rates)}", "name one of them")  # fmt: skip
            if rule.when == When():
                add(where, "the rule holds of every match", "a rule asks for something", "say when it holds")
    names = [rule.name for rule in (*policy.stop, *policy.review)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        add("stop/review", f"two rules are named {shown(name)}", "a name is used once", "rename one")
    if not 1 <= policy.looked_at <= 100:
        add(
            "looked_at", f"{policy.looked_at} candidates", "between 1 and 100 candidates are looked at", "write 10",
        )  # fmt: skip
    _check_limits(policy.lists.max_age_days, add)
    if problems:
        raise DocumentError(problems)


def _check_limits(limits: dict[str, int], add: Callable[[str, str, str, str], None]) -> None:
    if "default" not in limits:
        add(
            "lists.max_age_days", "there is no limit for default", "a limit covers every list", "add default: 7",
        )  # fmt: skip
    for name, days in limits.items():
        if days < 0:
            add(
                f"lists.max_age_days.{name}", f"{days} days", "a copy is some days old, or none",
                "write a number such as 7",
            )  # fmt: skip
