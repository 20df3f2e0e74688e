"""The rules of ownership as data: which edition was in force on a day, and where it is from."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from yalu.documents.bundled import bundled_file
from yalu.documents.yaml_records import read_yaml_record
from yalu.screening.ownership.records import Rule, RuleBook, RuleText


@lru_cache(maxsize=4)
def rule_book(path: Path | None = None) -> RuleBook:
    """The bundled rules, or those of a file. Raises DocumentError with every problem of the file."""
    return read_yaml_record(path or bundled_file("screening", "ownership-rules.yaml"), RuleBook)[0]


def edition_on(rule: Rule, day: date) -> RuleText | None:
    """The edition of a rule in force on a day, or None before its first."""
    text = day.isoformat()
    found = [e for e in rule.editions if e.since <= text and (not e.until or text <= e.until)]
    return found[-1] if found else None
